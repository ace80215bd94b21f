#include "sim/base/mean.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

double cd_mean(const double *x, guint n)
{
  double sum = 0;
  for (guint i = 0; i < n; i++)
    sum += x[i] - x[0];
  return n > 0 ? x[0] + sum / n : NAN;
}

CdMean cd_mean_interval(const double *x, guint n, double confidence)
{
  g_assert(n > 1 && confidence > 0 && confidence < 1);
  double mean = cd_mean(x, n), squares = 0;
  for (guint i = 0; i < n; i++)
    squares += (x[i] - mean) * (x[i] - mean);
  double half = gsl_cdf_tdist_Pinv((1 + confidence) / 2, n - 1.0) * sqrt(squares / (n - 1) / n);
  return (CdMean){mean, mean - half, mean + half};
}
