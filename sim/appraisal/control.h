/* control.h - the mean of a quantity from few replicates of it, and many of another that goes with it.
 *
 * Known are BASE[n_base], as all is drawn, and D[n], the same replicates with something changed: D_k goes with BASE_k (common random numbers). The mean of D is estimated by the regression
 * estimator of double sampling (Cochran 1977, Sampling Techniques, section 12.6): mean(D) + b (mean of all BASE - mean of the first n of them), b the slope of D on BASE. What the changed
 * scenario has in common with the one as it is is then known as well as by n_base replicates; only what the change does is left to n. */
#pragma once

#include "sim/appraisal/crossing.h"

/* Fewer replicates with both values tell nothing. */
#define CD_CONTROL_LEAST 10u

/* N <= N_BASE; replicates with an undefined value are left out. .part has [n_base]. */
CdEstimate cd_controlled(const double *base, guint n_base, const double *d, guint n);

/* The plain mean of D[n], in the same form. */
CdEstimate cd_uncontrolled(const double *d, guint n);
