#include "sim/appraisal/control.h"

#include <math.h>

typedef struct {
  guint n;
  double mean, square; /* sum of squares about the mean */
} Moments;

static Moments moments_of(const double *x, const double *with, guint n)
{
  Moments it = {0};
  double sum = 0;
  for (guint k = 0; k < n; k++)
    if (isfinite(x[k]) && (!with || isfinite(with[k]))) {
      sum += x[k];
      it.n++;
    }
  it.mean = it.n > 0 ? sum / it.n : NAN;
  for (guint k = 0; k < n; k++)
    if (isfinite(x[k]) && (!with || isfinite(with[k])))
      it.square += (x[k] - it.mean) * (x[k] - it.mean);
  return it;
}

static double slope_of(const double *base, const double *d, guint n, const Moments *b, const Moments *y)
{
  double product = 0;
  for (guint k = 0; k < n; k++)
    if (isfinite(base[k]) && isfinite(d[k]))
      product += (base[k] - b->mean) * (d[k] - y->mean);
  return b->square > 0 ? product / b->square : 0;
}

static void finish(CdEstimate *it, guint n)
{
  double square = 0;
  for (guint k = 0; k < n; k++)
    square += it->part[k] * it->part[k];
  it->se = sqrt(square);
}

CdEstimate cd_controlled(const double *base, guint n_base, const double *d, guint n)
{
  Moments all = moments_of(base, NULL, n_base), b = moments_of(base, d, n), y = moments_of(d, base, n);
  if (y.n < CD_CONTROL_LEAST)
    return (CdEstimate){NAN, NAN, NULL};
  double slope = slope_of(base, d, n, &b, &y), apart = all.mean - b.mean;
  CdEstimate it = {.mean = y.mean + slope * apart, .part = g_new0(double, n_base)};
  /* Residuals have two degrees of freedom less; a base that is far from the mean of all has its slope's error to bear. */
  double lever = b.square > 0 ? 1 + y.n * apart * apart / b.square : 1;
  double weight = sqrt(lever * y.n / (y.n - 2.0)) / y.n, first = slope * sqrt(all.n / (all.n - 1.0)) / all.n;
  for (guint k = 0; k < n_base; k++) {
    if (!isfinite(base[k]))
      continue;
    it.part[k] = first * (base[k] - all.mean);
    if (k < n && isfinite(d[k]))
      it.part[k] += weight * (d[k] - y.mean - slope * (base[k] - b.mean));
  }
  finish(&it, n_base);
  return it;
}

CdEstimate cd_uncontrolled(const double *d, guint n)
{
  Moments y = moments_of(d, NULL, n);
  if (y.n < CD_CONTROL_LEAST)
    return (CdEstimate){NAN, NAN, NULL};
  CdEstimate it = {.mean = y.mean, .part = g_new0(double, n)};
  for (guint k = 0; k < n; k++)
    if (isfinite(d[k]))
      it.part[k] = (d[k] - y.mean) * sqrt(y.n / (y.n - 1.0)) / y.n;
  finish(&it, n);
  return it;
}
