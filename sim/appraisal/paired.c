#include "sim/appraisal/paired.h"

#include <math.h>
#include <string.h>
#include "sim/base/mean.h"
#include "sim/base/order.h"

#define ROUNDING 1e-24 /* of variances */

static bool usable(const double *x, guint k)
{
  return isfinite(x[2 * k]) && isfinite(x[2 * k + 1]);
}

static void collect(CdPaired *paired, const double *a, const double *b, guint replicates)
{
  guint n = 0;
  for (guint k = 0; k < replicates; k++) {
    bool is_there = usable(a, k) && usable(b, k);
    paired->place[k] = is_there ? n : G_MAXUINT;
    if (!is_there)
      continue;
    memcpy(paired->a + 2 * n, a + 2 * k, 2 * sizeof *a);
    memcpy(paired->b + 2 * n, b + 2 * k, 2 * sizeof *b);
    paired->d[n] = (a[2 * k] - b[2 * k] + (a[2 * k + 1] - b[2 * k + 1])) / 2;
    n++;
  }
  paired->n = n;
}

static double squares_about(const double *x, guint n)
{
  double mean = cd_mean(x, n), squares = 0;
  for (guint k = 0; k < n; k++)
    squares += (x[k] - mean) * (x[k] - mean);
  return squares;
}

static void fill_moments(CdPaired *it)
{
  guint n = it->n;
  double product = 0, square = 0, spread = 0;
  it->mean = cd_mean(it->d, n);
  it->variance = it->between = it->luck = NAN;
  if (n < 2)
    return;
  it->variance = 0;
  for (guint k = 0; k < n; k++) {
    double c1 = it->a[2 * k] - it->b[2 * k] - it->mean, c2 = it->a[2 * k + 1] - it->b[2 * k + 1] - it->mean;
    it->product[k] = c1 * c2;
    product += c1 * c2;
    square += (c1 - c2) * (c1 - c2);
    it->variance += (c1 + c2) * (c1 + c2) / 4;
  }
  it->varies = it->variance > ROUNDING * (squares_about(it->a, 2 * n) + squares_about(it->b, 2 * n));
  it->variance /= n - 1;
  it->between = product / (n - 1);
  it->luck = square / (2.0 * n);
  for (guint k = 0; k < n; k++)
    spread += (it->product[k] - it->between) * (it->product[k] - it->between);
  it->between_told = it->between > 2 * sqrt(spread) / n;
}

static void fill_ranks(CdPaired *it)
{
  g_autofree guint *order = g_new(guint, it->n);
  g_autofree double *sorted = g_new(double, it->n);
  cd_order(it->d, it->n, order);
  for (guint i = 0; i < it->n; i++)
    sorted[i] = it->d[order[i]];
  it->rank_squares = cd_ranks(sorted, order, it->n, it->rank);
}

CdPaired *cd_paired_new(const double *a, const double *b, guint replicates)
{
  CdPaired *it = g_new0(CdPaired, 1);
  it->place = g_new(guint, replicates);
  it->a = g_new(double, 2 * (gsize)replicates);
  it->b = g_new(double, 2 * (gsize)replicates);
  it->d = g_new(double, replicates);
  it->product = g_new0(double, replicates);
  it->rank = g_new(double, replicates);
  collect(it, a, b, replicates);
  fill_moments(it);
  fill_ranks(it);
  return it;
}

void cd_paired_free(CdPaired *paired)
{
  if (!paired)
    return;
  g_free(paired->place);
  g_free(paired->a);
  g_free(paired->b);
  g_free(paired->d);
  g_free(paired->product);
  g_free(paired->rank);
  g_free(paired);
}
