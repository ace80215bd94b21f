/* cdfs.h - distributions of cost that textbooks take, as CdCdf (sim/tender/tender.h) wants them. */
#pragma once

#include <gsl/gsl_cdf.h>
#include <glib.h>

typedef struct {
  double a, h;
} Range;

static inline double uniform_cdf(double x, gconstpointer params)
{
  const Range *range = params;
  return CLAMP((x - range->a) / (range->h - range->a), 0, 1);
}

/* Of median one; PARAMS: sd of the logarithm. */
static inline double lognormal_cdf(double x, gconstpointer params)
{
  return x <= 0 ? 0 : gsl_cdf_lognormal_P(x, 0, *(const double *)params);
}
