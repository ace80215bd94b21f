#include "sim/sensitivity/break-even-curve.h"

#include <math.h>
#include "sim/base/order.h"
#include "sim/sensitivity/slices.h"

/* --- Slices of a table of draws ------------------------------------------------------------------------------------------------ */

/* Rows of one slice by rising input. */
static CdEvenPoint point_of(const CdSample *table, const CdSlices *slices, guint slice, const guint *by_input,
                            const guint *by_other, guint input, guint other)
{
  guint n = slices->size[slice], k = 0, o = 0;
  g_autofree double *x = g_new(double, n), *y = g_new(double, n), *z = g_new(double, n);
  for (guint r = 0; r < table->rows; r++) {
    if (slices->of[by_input[r]] == slice) {
      x[k] = cd_sample_input(table, input)[by_input[r]];
      y[k++] = table->y[by_input[r]];
    }
    if (slices->of[by_other[r]] == slice)
      z[o++] = cd_sample_input(table, other)[by_other[r]];
  }
  return (CdEvenPoint){cd_quantile(z, n, 0.5), z[0], z[n - 1], n, cd_break_even(x, y, n)};
}

guint cd_break_even_curve(const CdSample *table, guint input, guint other, guint slices, CdEvenPoint *point)
{
  g_assert(input < table->n_inputs && other < table->n_inputs && input != other && slices > 0);
  g_autoptr(CdSlices) cut = cd_slices_new(cd_sample_input(table, other), table->rows, slices);
  g_autofree guint *by_input = g_new(guint, table->rows), *by_other = g_new(guint, table->rows);
  cd_order(cd_sample_input(table, input), table->rows, by_input);
  cd_order(cd_sample_input(table, other), table->rows, by_other);
  for (guint s = 0; s < cut->n; s++)
    point[s] = point_of(table, cut, s, by_input, by_other, input, other);
  return cut->n;
}

/* --- Pairs at values of one input ---------------------------------------------------------------------------------------------- */

typedef struct {
  const double *x, *d;
  guint n, n_pairs;
} Pairs;

static CdEstimate estimate_at(const Pairs *it, double x)
{
  guint i = 0, n = it->n_pairs;
  while (i + 2 < it->n && x > it->x[i + 1])
    i++;
  double share = CLAMP((x - it->x[i]) / (it->x[i + 1] - it->x[i]), 0, 1);
  double *part = g_new(double, n), mean = 0, squares = 0;
  for (guint r = 0; r < n; r++) {
    part[r] = (1 - share) * it->d[(gsize)i * n + r] + share * it->d[(gsize)(i + 1) * n + r];
    mean += part[r] / n;
  }
  for (guint r = 0; r < n; r++) {
    part[r] = (part[r] - mean) / sqrt((double)n * (n - 1));
    squares += part[r] * part[r];
  }
  return (CdEstimate){mean, sqrt(squares), part};
}

static bool estimate(gpointer user, const double *x, guint n, CdEstimate *into)
{
  for (guint i = 0; i < n; i++)
    into[i] = estimate_at(user, x[i]);
  return true;
}

CdCrossings *cd_crossings_of_table(const double *x, const double *d, guint n, guint n_pairs, guint64 seed, guint64 key)
{
  g_assert(n > 1 && n_pairs > 1);
  Pairs pairs = {x, d, n, n_pairs};
  CdNoisyFunction function = {estimate, &pairs, n_pairs, n_pairs - 1.0};
  return cd_crossings_find(&function, x, n, false, seed, key);
}
