#include "sim/appraisal/resampled.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include "sim/appraisal/estimate.h"
#include "sim/appraisal/share.h"
#include "sim/base/order.h"

#define TAIL 0.025 /* the furthest the resamples are read without stretching */

static CdInterval percentiles(double *resampled, double estimate, double confidence)
{
  double tail = MAX((1 - confidence) / 2, TAIL);
  double stretch = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2) / gsl_cdf_ugaussian_Qinv(tail);
  gsl_sort(resampled, 1, CD_RESAMPLES);
  double low = cd_quantile(resampled, CD_RESAMPLES, tail), high = cd_quantile(resampled, CD_RESAMPLES, 1 - tail);
  if (stretch > 1) {
    low = estimate - stretch * (estimate - low);
    high = estimate + stretch * (high - estimate);
  }
  return (CdInterval){CLAMP(low, 0, 1), CLAMP(high, 0, 1)};
}

CdInterval cd_resampled_interval(double *resampled, double share, guint n, double confidence)
{
  CdInterval boot = percentiles(resampled, share, confidence), exact;
  cd_wilson(share, n, confidence, &exact.low, &exact.high);
  return (CdInterval){MIN(boot.low, exact.low), MAX(boot.high, exact.high)};
}
