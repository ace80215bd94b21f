#include "sim/appraisal/unpaired.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* Mean and variance of replicates' means over luck, of those that have a value in every draw of chance. */
typedef struct {
  double mean, variance;
  guint n;
} Moments;

static Moments moments_of(const double *x, guint replicates)
{
  Moments it = {0, 0, 0};
  double squares = 0;
  for (guint k = 0; k < replicates; k++) {
    double m = (x[2 * k] + x[2 * k + 1]) / 2;
    if (!isfinite(m))
      continue;
    double step = m - it.mean;
    it.mean += step / ++it.n;
    squares += step * (m - it.mean);
  }
  it.variance = it.n > 1 ? squares / (it.n - 1) : NAN;
  return it;
}

CdDifference cd_difference_unpaired(const double *a, guint n_a, const double *b, guint n_b, double confidence)
{
  Moments in_a = moments_of(a, n_a), in_b = moments_of(b, n_b);
  CdDifference it = cd_difference_untold((CdSummary){NAN, NAN, NAN, NAN, NAN, NAN, MIN(in_a.n, in_b.n)});
  if (it.d.n == 0)
    return it;
  it.d.mean = in_a.mean - in_b.mean;
  it.direction = (it.d.mean > 0) - (it.d.mean < 0);
  if (it.d.n < 2)
    return it;
  double of_a = in_a.variance / in_a.n, of_b = in_b.variance / in_b.n, sum = of_a + of_b, half = 0;
  if (sum > 0) {
    double freedom = sum * sum / (of_a * of_a / (in_a.n - 1) + of_b * of_b / (in_b.n - 1));
    half = gsl_cdf_tdist_Pinv(1 - (1 - confidence) / 2, freedom) * sqrt(sum);
  }
  it.d.low = it.d.mean - half;
  it.d.high = it.d.mean + half;
  return it;
}
