#include "sim/appraisal/share.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define CONFIDENCE 0.95

void cd_wilson(double share, guint n, double confidence, double *low, double *high)
{
  double z = gsl_cdf_ugaussian_Qinv((1 - confidence) / 2), zz = z * z / n;
  double centre = (share + zz / 2) / (1 + zz);
  double half = sqrt(zz * share * (1 - share) + zz * zz / 4) / (1 + zz);
  *low = MAX(centre - half, 0);
  *high = MIN(centre + half, 1);
}

CdShare cd_share_of(guint n, guint of)
{
  CdShare share = {n, of, NAN, NAN, NAN};
  if (of > 0) {
    share.share = (double)n / of;
    cd_wilson(share.share, of, CONFIDENCE, &share.low, &share.high);
  }
  return share;
}
