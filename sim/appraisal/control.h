/* control.h - the mean of a quantity from few replicates of it, and many of others that go with it.
 *
 * Known are D[n], replicates with something changed, and for these and many more things that go with them: the same replicates as all is drawn (common random numbers), and the values that were
 * drawn there of what is now held, since those are what the two differ in. The mean of D is that of its regression on them, at their means over all replicates: the regression estimator of double
 * sampling (Cochran 1977, Sampling Techniques, section 12.6). What the changed scenario has in common with the one as it is is then known as well as many replicates tell;
 * only what the change does is left to n. */
#pragma once

#include "sim/sensitivity/crossing.h"

/* Fewer replicates with all values, and two more for each thing that goes with D, tell nothing. */
#define CD_CONTROL_LEAST 10u

/* WITH[n_with][n_all], the replicates of D being the first N of them; those with an undefined value are left out. .part has [n_all]. The error is what N replicates leave to the regression, and what
 * N_ALL leave to the means that it is taken at. */
CdEstimate cd_controlled(const double *const *with, guint n_with, guint n_all, const double *d, guint n);

/* The plain mean of D[n], in the same form. */
CdEstimate cd_uncontrolled(const double *d, guint n);
