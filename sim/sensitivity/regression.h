/* regression.h - standardised regression: how far a table of draws is explained by straight lines, and by which (Saltelli & Marivoet 1990; Iman & Conover 1979 for ranks).
 *
 * src: the coefficient of an input in the least-squares fit of all inputs, in standard deviations of the outcome for one of the input. partial: the correlation of the outcome and
 * the input, both less what the other inputs explain. The same of ranks (srrc, prcc), ties sharing theirs, which hold for anything that only rises or only falls. R^2 says how much of it
 * holds: below some .7 there is more than lines in the table, and an input may matter that has no coefficient. */
#pragma once

#include "sim/sensitivity/missing.h"

typedef struct {
  double src, partial, srrc, prcc; /* NAN: the input has one value; partial ones also where the others explain all */
} CdCoefficient;

typedef struct {
  guint rows, n_inputs;
  double r2, r2_ranks;
  CdCoefficient *of; /* [n_inputs] */
} CdRegression;

/* NULL with CD_ERROR_USAGE where there are too few rows, or inputs that explain one another (named). */
CdRegression *cd_regression_new(const CdSample *table, GError **error);
void cd_regression_free(CdRegression *regression);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdRegression, cd_regression_free)
