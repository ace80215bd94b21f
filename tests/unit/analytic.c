#include "tests/unit/analytic.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include "sim/base/random.h"

double cd_ishigami(const double *u, guint k)
{
  (void)k;
  double x1 = G_PI * (2 * u[0] - 1), x2 = G_PI * (2 * u[1] - 1), x3 = G_PI * (2 * u[2] - 1);
  return sin(x1) + 7 * sin(x2) * sin(x2) + 0.1 * x3 * x3 * x3 * x3 * sin(x1);
}

double cd_g_function(const double *u, guint k)
{
  static const double a[] = {0, 1, 4.5, 9, 99, 99, 99, 99};
  double product = 1;
  for (guint i = 0; i < k; i++)
    product *= (fabs(4 * u[i] - 2) + a[i]) / (1 + a[i]);
  return product;
}

double *cd_uniform_points(guint64 seed, guint points, guint k)
{
  double *point = g_new(double, (gsize)points *k);
  for (guint p = 0; p < points; p++) {
    CdStream stream = cd_stream(seed, p, CD_PURPOSE_INPUT, 0);
    for (guint i = 0; i < k; i++)
      point[(gsize)p * k + i] = cd_stream_uniform(stream, 0, i);
  }
  return point;
}

void cd_saltelli_inputs(const double *point, guint k, const guint *group, const CdSaltelliShape *shape, guint row,
                        double *u)
{
  guint blocks = cd_saltelli_blocks(shape), block = row % blocks;
  const double *a = &point[(gsize)(row / blocks) * 2 * k], *b = a + k;
  for (guint i = 0; i < k; i++) {
    guint g = group ? group[i] : i;
    gboolean from_b = block == blocks - 1 || block == cd_saltelli_ab(g) ||
                      (block > shape->groups && block != cd_saltelli_ba(shape, g));
    u[i] = from_b ? b[i] : a[i];
  }
}

double *cd_saltelli_outcomes(const double *point, guint k, const guint *group, const CdSaltelliShape *shape, CdAnalytic f)
{
  guint rows = shape->base * cd_saltelli_blocks(shape);
  double *y = g_new(double, rows);
  g_autofree double *u = g_new(double, k);
  for (guint row = 0; row < rows; row++) {
    cd_saltelli_inputs(point, k, group, shape, row, u);
    y[row] = f(u, k);
  }
  return y;
}

gboolean cd_binomial_allows(guint hits, guint n, double p)
{
  double below = gsl_cdf_binomial_P(hits, p, n), above = hits > 0 ? gsl_cdf_binomial_Q(hits - 1, p, n) : 1;
  return below > 0.5e-4 && above > 0.5e-4;
}
