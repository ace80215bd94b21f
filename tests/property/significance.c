#include "tests/property/significance.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

double cd_mean_p(double mean, double sd, guint n, double expected)
{
  if (sd <= 0)
    return fabs(mean - expected) <= 1e-9 * fmax(1, fabs(expected)) ? 1 : 0;
  return 2 * gsl_cdf_tdist_Q(fabs(mean - expected) / (sd / sqrt(n)), n - 1.0);
}

double cd_poisson_p(double count, double mean)
{
  if (mean <= 0)
    return count > 0 ? 0 : 1;
  guint k = (guint)(count + 0.5);
  double below = gsl_cdf_poisson_P(k, mean), above = k > 0 ? gsl_cdf_poisson_Q(k - 1, mean) : 1;
  return fmin(1, 2 * fmin(below, above));
}

double cd_binomial_p(guint successes, guint n, double p)
{
  double below = gsl_cdf_binomial_P(successes, p, n), above = successes > 0 ? gsl_cdf_binomial_Q(successes - 1, p, n) : 1;
  return fmin(1, 2 * fmin(below, above));
}

static int ascending(const void *a, const void *b)
{
  double first = *(const double *)a, second = *(const double *)b;
  return first < second ? -1 : first > second;
}

bool cd_holm_accepts(double *p, guint n, double alpha)
{
  qsort(p, n, sizeof(double), ascending);
  return n == 0 || p[0] * n >= alpha; /* the first step is the only one that matters for none at all */
}
