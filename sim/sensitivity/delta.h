/* delta.h - Borgonovo's delta (2007): half the area between an outcome's density over all rows and its density where an input is about so, the mean over the input's slices; 0
 * for an input without influence, 1 for one that decides all. From any table of draws (Plischke, Borgonovo & Smith 2013).
 *
 * Densities are Gaussian kernel estimates on a grid of 512 values; slices are of equal counts, as many as Plischke et al. take of so many rows: n^(2 / (7 + tanh((1500 - n) / 500))), at most 48. Both
 * densities of a comparison have one width, half of Silverman's for the slice: where the two have widths of their own, as in SALib, the kernels differ even if the densities do not, and an outcome that lies in
 * four places far apart (exact: .75) comes to .98. With one width smoothing can only bring them nearer. A finite sample shows differences where there are none; the resamples take most
 * of that away: value = 2 * plain - their mean.
 *
 * BIASED, mostly low: Ishigami's function, exact .263 .425 .210, comes to .23 .39 .18 at 10,000 rows (SALib: .215 .373 .173), .24 .41 .19 at 160,000. So it says in which order inputs matter, and not how
 * much; compare plain with the floor, what inputs dealt out by chance come to. Below 1,000 rows slices are few, and a wave that fits into one is lost. */
#pragma once

#include "sim/sensitivity/missing.h"

typedef struct {
  guint resamples; /* of rows; 0: the plain value alone; else 2 at least */
  guint dummies;   /* 0: no floor */
  guint64 seed, key;
} CdDeltaOptions;

#define CD_DELTA_OPTIONS_INIT                                                                                          \
  (CdDeltaOptions)                                                                                                     \
  {                                                                                                                    \
    .resamples = 10, .dummies = 5                                                                                      \
  }

typedef struct {
  guint slices; /* all below NAN where there is one alone: the input has one value */
  double plain;
  double value; /* with the resamples' bias taken off; PLAIN without them. Rank by it */
  double sd;    /* of the resamples; NAN without */
  double floor; /* mean plain value of dummies; NAN without */
} CdDelta;

/* DELTA[table->n_inputs]. */
void cd_delta(const CdSample *table, const CdDeltaOptions *options, CdDelta *delta);
