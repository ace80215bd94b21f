/* even.h - at which values of an input two options are even, and how these move with another input. */
#pragma once

#include "sim/sensitivity/break-even-curve.h"
#include "sim/sensitivity/delta.h"

/* Slices of the other input at most, of 100 rows each at least; inputs of which a curve is told. */
#define CD_CURVE_SLICES 6
#define CD_CURVES_MOST 3

typedef struct {
  guint input, other;
  guint n; /* slices */
  CdEvenPoint point[CD_CURVE_SLICES];
} CdCurve;

/* Of INPUT of SAMPLE. The interval is widened by what the replicates leave open of the level of all rows, HALF either way: the rows alone do not know of the luck that they share. */
CdBreakEven cd_even(const CdSample *sample, guint input, double half);

/* An input with so few values, or rows, that no line through them can be laid. */
typedef struct {
  guint values;     /* how many; 0: enough for a line, which cd_even() lays */
  guint turns;      /* between how many neighbours of them the mean outcome changes its sign */
  double low, high; /* the last such neighbours */
} CdLevelTurn;

CdLevelTurn cd_level_turn(const CdSample *sample, guint input);

/* Of the inputs that matter most (DELTA[inputs], above its floor) how the value at which the options are even moves with that other one which matters most; choices (CATEGORIES[inputs] not 0) have none. Curves along which they are even
 * nowhere are left out, and there are none of few rows. CdCurve; the caller frees. */
GArray *cd_even_curves(const CdSample *sample, const CdDelta *delta, const guint *categories, double half);
