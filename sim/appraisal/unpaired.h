/* unpaired.h - the difference of two samples that share no draws. */
#pragma once

#include "sim/appraisal/estimate.h"

/* a - b of N_A and N_B replicates, each x[2 k + luck] as in estimate.h: difference of the means and Welch's interval (Welch 1947: variances may differ, and so
 * may numbers), degrees of freedom by Satterthwaite; .d.n is the fewer. All else is NAN and the verdict UNDEFINED: without pairs there is no share of
 * assumptions. */
CdDifference cd_difference_unpaired(const double *a, guint n_a, const double *b, guint n_b, double confidence);
