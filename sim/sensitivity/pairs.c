#include "sim/sensitivity/pairs.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define SIZE_MOST 0x1p40

typedef struct {
  double mean, variance;
} Moments;

/* Of a - b; of a alone where B is NULL. */
static Moments moments_of(const double *a, const double *b, guint n)
{
  double sum = 0, squares = 0, first = a[0] - (b ? b[0] : 0);
  for (guint i = 0; i < n; i++)
    sum += a[i] - (b ? b[i] : 0) - first;
  double mean = first + sum / n;
  for (guint i = 0; i < n; i++) {
    double off = a[i] - (b ? b[i] : 0) - mean;
    squares += off * off;
  }
  return (Moments){mean, squares / (n - 1)};
}

static double student(double freedom, double confidence)
{
  return gsl_cdf_tdist_Pinv((1 + confidence) / 2, freedom);
}

double cd_stein_half(guint pilot, double sd, guint64 n, double confidence)
{
  return student(pilot - 1.0, confidence) * sd / sqrt((double)n);
}

CdPairs cd_pairs(const double *a, const double *b, guint n, double confidence)
{
  g_assert(n > 1 && confidence > 0 && confidence < 1);
  if (!b) {
    Moments of = moments_of(a, NULL, n);
    double sd = sqrt(of.variance);
    return (CdPairs){n, of.mean, sd, cd_stein_half(n, sd, n, confidence), NAN, NAN};
  }
  Moments d = moments_of(a, b, n), of_a = moments_of(a, NULL, n), of_b = moments_of(b, NULL, n);
  double both = of_a.variance + of_b.variance;
  double squares = of_a.variance * of_a.variance + of_b.variance * of_b.variance;
  double freedom = squares > 0 ? both * both * (n - 1) / squares : n - 1.0;
  return (CdPairs){.n = n,
                   .mean = d.mean,
                   .sd = sqrt(d.variance),
                   .half = student(n - 1.0, confidence) * sqrt(d.variance / n),
                   .unpaired_half = student(freedom, confidence) * sqrt(both / n),
                   .variance_ratio = d.variance > 1e-24 * both ? both / d.variance : NAN};
}

CdStein cd_stein(guint pilot, double sd, double half, double confidence)
{
  g_assert(pilot > 1 && sd >= 0 && half > 0 && confidence > 0 && confidence < 1);
  double width = cd_stein_half(pilot, sd, 1, confidence), size = ceil(width / half * (width / half));
  CdStein it = {.pilot = pilot, .size = (guint64)fmin(fmax(size, pilot), SIZE_MOST)};
  it.half = width / sqrt((double)it.size);
  return it;
}
