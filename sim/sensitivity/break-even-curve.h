/* break-even-curve.h - how the value at which a quantity is nought moves with something else, from tables. */
#pragma once

#include "sim/sensitivity/break-even.h"
#include "sim/sensitivity/crossing.h"
#include "sim/sensitivity/missing.h"

/* Of one slice of the other input. */
typedef struct {
  double at, from, to; /* the other input's median there, its least and its greatest value */
  guint rows;
  CdBreakEven even; /* of the first input, over the slice's rows */
} CdEvenPoint;

/* Where TABLE's outcome is nought in INPUT (break-even.h), in each slice of about as many rows of OTHER (slices.h): POINT[slices]; returns how many there are. A slice wants some 100 rows. What both
 * do together with a third input is in the intervals. */
guint cd_break_even_curve(const CdSample *table, guint input, guint other, guint slices, CdEvenPoint *point);

/* Where the mean of D over N_PAIRS pairs crosses nought (crossing.h), D[i * n_pairs + pair] being known at X[n] alone, rising, from the same luck at each: between two of them each pair's D is taken
 * to be straight. N >= 2, N_PAIRS >= 2. Freed by cd_crossings_free(). */
CdCrossings *cd_crossings_of_table(const double *x, const double *d, guint n, guint n_pairs, guint64 seed, guint64 key);
