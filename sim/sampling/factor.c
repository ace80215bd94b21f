#include "sim/sampling/factor.h"

#include <math.h>

static double one_of(double u, double m)
{
  return fmin(floor(u * m), m - 1);
}

double cd_factor_value(const CdFactor *factor, double u)
{
  g_assert(u >= 0 && u <= 1);
  switch (factor->kind) {
  case CD_FACTOR_CONTINUOUS:
    return factor->quantile(u, factor->data);
  case CD_FACTOR_INTEGER:
    return (double)factor->low + one_of(u, (double)(factor->high - factor->low) + 1);
  case CD_FACTOR_CATEGORICAL:
    return one_of(u, factor->n_words);
  }
  g_assert_not_reached();
}

void cd_factor_values(const CdFactor *factor, guint n_factors, const double *unit, double *value)
{
  for (guint f = 0; f < n_factors; f++)
    value[f] = cd_factor_value(&factor[f], unit[f]);
}
