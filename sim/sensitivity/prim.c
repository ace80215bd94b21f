#include "sim/sensitivity/prim.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>
#include "sim/base/order.h"

/* The box at hand. Rows inside stand first in each input's own order, so that a cut reads no more than it takes away. */
typedef struct {
  const double *x, *y;
  guint rows, n_inputs;
  CdPrimOptions options;
  guint *order; /* [input * rows + rank]: of the rows inside, by rising value; .n of them */
  bool *inside; /* [row] */
  guint n;
  double sum;
  double *low, *high; /* [n_inputs] */
  CdPrim *prim;
} Peeling;

typedef struct {
  guint input;
  bool upper;
  double limit;
  guint taken; /* rows given up, or taken in */
  double sum;  /* of their outcome */
  double score;
  guint restricted; /* inputs limited afterwards */
} Cut;

static bool is_limited(const double *low, const double *high, guint input)
{
  return isfinite(low[input]) || isfinite(high[input]);
}

static guint restricted_by(const Peeling *it)
{
  guint n = 0;
  for (guint i = 0; i < it->n_inputs; i++)
    n += is_limited(it->low, it->high, i);
  return n;
}

static void keep_box(Peeling *it)
{
  CdPrim *prim = it->prim;
  double *limits = g_new(double, 2 * (gsize)it->n_inputs + 1), total = prim->n_boxes > 0 ? prim->box[0].sum : it->sum;
  g_ptr_array_add(prim->limits, limits);
  memcpy(limits, it->low, it->n_inputs * sizeof *limits);
  memcpy(limits + it->n_inputs, it->high, it->n_inputs * sizeof *limits);
  prim->box = g_renew(CdPrimBox, prim->box, prim->n_boxes + 1);
  prim->box[prim->n_boxes++] = (CdPrimBox){.n = it->n,
                                           .restricted = restricted_by(it),
                                           .sum = it->sum,
                                           .density = it->sum / it->n,
                                           .coverage = total > 0 ? it->sum / total : NAN,
                                           .low = limits,
                                           .high = limits + it->n_inputs};
}

/* --- Peeling ------------------------------------------------------------------------------------------------------------- */

/* The row of this rank from the end that is cut. */
static guint row_at(const Peeling *it, guint input, bool upper, guint rank)
{
  return it->order[(gsize)input * it->rows + (upper ? it->n - 1 - rank : rank)];
}

/* The limit lies between two neighbouring ranks about alpha (n - 1), moved inwards past equal values. False: all that is left is equal. */
static bool find_cut(const Peeling *it, guint input, bool upper, Cut *cut)
{
  const double *x = &it->x[(gsize)input * it->rows];
  double place = it->options.alpha * (it->n - 1);
  guint last = (guint)floor(place), kept = (guint)ceil(place);
  while (kept < it->n && x[row_at(it, input, upper, last)] == x[row_at(it, input, upper, kept)])
    kept++;
  if (kept >= it->n)
    return false;
  *cut = (Cut){.input = input,
               .upper = upper,
               .taken = kept,
               .limit = (x[row_at(it, input, upper, kept - 1)] + x[row_at(it, input, upper, kept)]) / 2,
               .restricted = restricted_by(it) + !is_limited(it->low, it->high, input)};
  for (guint r = 0; r < kept; r++)
    cut->sum += it->y[row_at(it, input, upper, r)];
  double before = it->sum / it->n, after = (it->sum - cut->sum) / (it->n - kept);
  cut->score = (after - before) / kept;
  return true;
}

static bool is_better(const Cut *a, const Cut *b)
{
  return a->score > b->score || (a->score == b->score && a->restricted < b->restricted);
}

static void take_away(Peeling *it, const Cut *cut)
{
  for (guint r = 0; r < cut->taken; r++)
    it->inside[row_at(it, cut->input, cut->upper, r)] = false;
  for (guint i = 0; i < it->n_inputs; i++) {
    guint *order = &it->order[(gsize)i * it->rows], kept = 0;
    for (guint r = 0; r < it->n; r++)
      if (it->inside[order[r]])
        order[kept++] = order[r];
  }
  it->n -= cut->taken;
  it->sum -= cut->sum;
  (cut->upper ? it->high : it->low)[cut->input] = cut->limit;
}

static bool peel(Peeling *it)
{
  Cut best = {.score = 0}, cut;
  for (guint i = 0; i < it->n_inputs; i++)
    for (guint upper = 0; upper < 2; upper++)
      if (find_cut(it, i, upper, &cut) && it->n - cut.taken >= it->options.least * it->rows && is_better(&cut, &best) &&
          cut.score > 0)
        best = cut;
  if (best.taken == 0)
    return false;
  take_away(it, &best);
  return true;
}

/* --- Pasting ------------------------------------------------------------------------------------------------------------- */

/* Rows that only this limit keeps out, in FOUND by how near they lie to it. */
static guint beyond(const Peeling *it, guint input, bool upper, guint *found)
{
  guint n = 0;
  for (guint row = 0; row < it->rows; row++) {
    bool only = !it->inside[row];
    for (guint i = 0; only && i < it->n_inputs; i++) {
      double x = it->x[(gsize)i * it->rows + row];
      only = (x >= it->low[i] || (i == input && !upper)) && (x <= it->high[i] || (i == input && upper));
    }
    if (only)
      found[n++] = row;
  }
  return n;
}

typedef struct {
  const double *x;
  bool upper;
} Nearness;

static int by_nearness(gconstpointer a, gconstpointer b, gpointer user)
{
  const Nearness *it = user;
  guint i = *(const guint *)a, j = *(const guint *)b;
  if (it->x[i] != it->x[j])
    return (it->x[i] < it->x[j]) == it->upper ? -1 : 1;
  return i < j ? -1 : i > j;
}

/* Taking in as many rows as a twentieth of those inside, equal values together; beyond the last row the limit falls away. */
static bool find_paste(const Peeling *it, guint input, bool upper, guint *found, Cut *cut)
{
  guint n = beyond(it, input, upper, found), wanted = (guint)fmax(1, floor(it->options.alpha * it->n));
  if (n == 0)
    return false;
  const double *x = &it->x[(gsize)input * it->rows];
  Nearness nearness = {x, upper};
  g_qsort_with_data(found, (gint)n, sizeof *found, by_nearness, &nearness);
  guint taken = MIN(wanted, n);
  while (taken < n && x[found[taken]] == x[found[taken - 1]])
    taken++;
  *cut = (Cut){.input = input, .upper = upper, .taken = taken};
  cut->limit = taken < n ? (x[found[taken - 1]] + x[found[taken]]) / 2 : upper ? INFINITY : -INFINITY;
  for (guint r = 0; r < taken; r++)
    cut->sum += it->y[found[r]];
  cut->score = ((it->sum + cut->sum) / (it->n + taken) - it->sum / it->n) / taken;
  return true;
}

static bool paste(Peeling *it)
{
  Cut best = {.score = 0}, cut;
  g_autofree guint *found = g_new(guint, it->rows);
  for (guint i = 0; i < it->n_inputs; i++)
    for (guint upper = 0; upper < 2; upper++)
      if (isfinite((upper ? it->high : it->low)[i]) && find_paste(it, i, upper, found, &cut) && cut.score > best.score)
        best = cut;
  if (best.taken == 0)
    return false;
  find_paste(it, best.input, best.upper, found, &best);
  for (guint r = 0; r < best.taken; r++)
    it->inside[found[r]] = true;
  it->n += best.taken;
  it->sum += best.sum;
  (best.upper ? it->high : it->low)[best.input] = best.limit;
  return true;
}

/* --- All of it ----------------------------------------------------------------------------------------------------------- */

CdPrim *cd_prim_new(const double *x, const double *y, guint rows, guint n_inputs, CdPrimOptions options)
{
  g_assert(rows > 0 && options.alpha > 0 && options.alpha < 0.5 && options.least > 0);
  CdPrim *prim = g_new0(CdPrim, 1);
  prim->rows = rows;
  prim->n_inputs = n_inputs;
  prim->limits = g_ptr_array_new_with_free_func(g_free);
  g_autofree guint *order = g_new(guint, (gsize)n_inputs * rows + 1);
  g_autofree bool *inside = g_new(bool, rows);
  g_autofree double *low = g_new(double, n_inputs + 1), *high = g_new(double, n_inputs + 1);
  Peeling it = {x, y, rows, n_inputs, options, order, inside, rows, 0, low, high, prim};
  for (guint row = 0; row < rows; row++) {
    inside[row] = true;
    it.sum += y[row];
  }
  for (guint i = 0; i < n_inputs; i++) {
    low[i] = -INFINITY;
    high[i] = INFINITY;
    cd_order(&x[(gsize)i * rows], rows, &order[(gsize)i * rows]);
  }
  do
    keep_box(&it);
  while (peel(&it));
  prim->n_peeled = prim->n_boxes;
  while (options.paste && paste(&it))
    keep_box(&it);
  return prim;
}

void cd_prim_free(CdPrim *prim)
{
  if (!prim)
    return;
  g_free(prim->box);
  g_ptr_array_unref(prim->limits);
  g_free(prim);
}

guint cd_prim_count(const CdPrim *prim, const double *x, const double *y, const CdPrimBox *box, guint input, bool upper,
                    double *sum)
{
  guint n = 0;
  *sum = 0;
  for (guint row = 0; row < prim->rows; row++) {
    bool inside = true;
    for (guint i = 0; inside && i < prim->n_inputs; i++) {
      double at = x[(gsize)i * prim->rows + row];
      inside = (at >= box->low[i] || (i == input && !upper)) && (at <= box->high[i] || (i == input && upper));
    }
    n += inside;
    *sum += inside ? y[row] : 0;
  }
  return n;
}

double cd_prim_quasi_p(const CdPrim *prim, const double *x, const double *y, const CdPrimBox *box, guint input, bool upper)
{
  if (!isfinite((upper ? box->high : box->low)[input]))
    return NAN;
  double sum, cases = round(box->sum);
  guint n = cd_prim_count(prim, x, y, box, input, upper, &sum);
  return cases > 0 ? gsl_cdf_binomial_Q((unsigned)cases - 1, sum / n, box->n) : 1;
}
