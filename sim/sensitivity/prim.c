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
  guint64 *without;   /* [n_inputs] */
  CdPrim *prim;
} Peeling;

typedef struct {
  guint input;
  bool upper;
  double limit;
  guint64 category; /* its bit; 0: the cut is of a number */
  guint taken;      /* rows given up, or taken in */
  double sum;       /* of their outcome */
  double score;
  guint restricted; /* inputs limited afterwards */
} Cut;

static guint categories_of(const Peeling *it, guint input)
{
  return it->options.categories ? it->options.categories[input] : 0;
}

static guint64 bit_of(double category)
{
  return G_GUINT64_CONSTANT(1) << (guint)category;
}

static bool is_limited(const Peeling *it, guint input)
{
  return isfinite(it->low[input]) || isfinite(it->high[input]) || it->without[input] != 0;
}

static guint restricted_by(const Peeling *it)
{
  guint n = 0;
  for (guint i = 0; i < it->n_inputs; i++)
    n += is_limited(it, i);
  return n;
}

static void keep_box(Peeling *it)
{
  CdPrim *prim = it->prim;
  double *limits = g_new(double, 2 * (gsize)it->n_inputs + 1), total = prim->n_boxes > 0 ? prim->box[0].sum : it->sum;
  guint64 *without = g_memdup2(it->without, (it->n_inputs + 1) * sizeof *without);
  g_ptr_array_add(prim->limits, limits);
  g_ptr_array_add(prim->limits, without);
  memcpy(limits, it->low, it->n_inputs * sizeof *limits);
  memcpy(limits + it->n_inputs, it->high, it->n_inputs * sizeof *limits);
  prim->box = g_renew(CdPrimBox, prim->box, prim->n_boxes + 1);
  prim->box[prim->n_boxes++] = (CdPrimBox){.n = it->n,
                                           .restricted = restricted_by(it),
                                           .sum = it->sum,
                                           .density = it->sum / it->n,
                                           .coverage = total > 0 ? it->sum / total : NAN,
                                           .low = limits,
                                           .high = limits + it->n_inputs,
                                           .without = without};
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
               .restricted = restricted_by(it) + !is_limited(it, input)};
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

/* Cuts of one category each, the best into BEST if it is better. */
static void find_category(const Peeling *it, guint input, Cut *best)
{
  guint limited = restricted_by(it) + !is_limited(it, input), to;
  for (guint from = 0; from < it->n; from = to) { /* equal values stand together */
    double value = it->x[(gsize)input * it->rows + row_at(it, input, false, from)];
    Cut cut = {.input = input, .category = bit_of(value), .restricted = limited};
    for (to = from; to < it->n && it->x[(gsize)input * it->rows + row_at(it, input, false, to)] == value; to++)
      cut.sum += it->y[row_at(it, input, false, to)];
    cut.taken = to - from;
    guint left = it->n - cut.taken;
    if (left == 0 || left < it->options.least * it->rows)
      continue;
    cut.score = ((it->sum - cut.sum) / left - it->sum / it->n) / cut.taken;
    if (cut.score > 0 && is_better(&cut, best))
      *best = cut;
  }
}

static void take_away(Peeling *it, const Cut *cut)
{
  const double *x = &it->x[(gsize)cut->input * it->rows];
  if (cut->category) {
    for (guint r = 0; r < it->n; r++) {
      guint row = row_at(it, cut->input, false, r);
      if (bit_of(x[row]) == cut->category)
        it->inside[row] = false;
    }
    it->without[cut->input] |= cut->category;
  } else {
    for (guint r = 0; r < cut->taken; r++)
      it->inside[row_at(it, cut->input, cut->upper, r)] = false;
    (cut->upper ? it->high : it->low)[cut->input] = cut->limit;
  }
  for (guint i = 0; i < it->n_inputs; i++) {
    guint *order = &it->order[(gsize)i * it->rows], kept = 0;
    for (guint r = 0; r < it->n; r++)
      if (it->inside[order[r]])
        order[kept++] = order[r];
  }
  it->n -= cut->taken;
  it->sum -= cut->sum;
}

static bool peel(Peeling *it)
{
  Cut best = {.score = 0}, cut;
  for (guint i = 0; i < it->n_inputs; i++) {
    if (categories_of(it, i) > 0) {
      find_category(it, i, &best);
      continue;
    }
    for (guint upper = 0; upper < 2; upper++)
      if (find_cut(it, i, upper, &cut) && it->n - cut.taken >= it->options.least * it->rows && is_better(&cut, &best) &&
          cut.score > 0)
        best = cut;
  }
  if (best.taken == 0)
    return false;
  take_away(it, &best);
  return true;
}

/* --- Pasting ------------------------------------------------------------------------------------------------------------- */

/* Whether X lies within an input's limits, or within all but one of them: the lower, the upper one, or that of its categories. */
typedef enum { ALL_ENDS, BUT_LOWER, BUT_UPPER, BUT_CATEGORIES } Ends;

static inline bool is_within(double x, double low, double high, guint64 without, Ends ends)
{
  return (x >= low || ends == BUT_LOWER) && (x <= high || ends == BUT_UPPER) &&
         (without == 0 || ends == BUT_CATEGORIES || !(without & bit_of(x)));
}

static Ends ends_but(guint64 without, bool upper)
{
  return without ? BUT_CATEGORIES : upper ? BUT_UPPER : BUT_LOWER;
}

/* Rows that only this limit keeps out, in FOUND by how near they lie to it. */
static guint beyond(const Peeling *it, guint input, bool upper, guint *found)
{
  guint n = 0;
  Ends but = ends_but(it->without[input], upper);
  for (guint row = 0; row < it->rows; row++) {
    bool only = !it->inside[row];
    for (guint i = 0; only && i < it->n_inputs; i++)
      only = is_within(it->x[(gsize)i * it->rows + row], it->low[i], it->high[i], it->without[i],
                       i == input ? but : ALL_ENDS);
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

/* Taking one category in again. FOUND gets its rows, CUT.taken of them. */
static bool find_category_paste(const Peeling *it, guint input, guint64 category, guint *found, Cut *cut)
{
  const double *x = &it->x[(gsize)input * it->rows];
  guint n = beyond(it, input, false, found);
  *cut = (Cut){.input = input, .category = category};
  for (guint r = 0; r < n; r++)
    if (bit_of(x[found[r]]) == category) {
      cut->sum += it->y[found[r]];
      found[cut->taken++] = found[r];
    }
  if (cut->taken == 0)
    return false;
  cut->score = ((it->sum + cut->sum) / (it->n + cut->taken) - it->sum / it->n) / cut->taken;
  return true;
}

static void find_category_pastes(const Peeling *it, guint input, guint *found, Cut *best)
{
  for (guint c = 0; c < categories_of(it, input); c++) {
    Cut cut;
    if ((it->without[input] & bit_of(c)) && find_category_paste(it, input, bit_of(c), found, &cut) &&
        cut.score > best->score)
      *best = cut;
  }
}

static void take_in(Peeling *it, const Cut *cut, const guint *found)
{
  for (guint r = 0; r < cut->taken; r++)
    it->inside[found[r]] = true;
  it->n += cut->taken;
  it->sum += cut->sum;
  if (cut->category)
    it->without[cut->input] &= ~cut->category;
  else
    (cut->upper ? it->high : it->low)[cut->input] = cut->limit;
}

static bool paste(Peeling *it)
{
  Cut best = {.score = 0}, cut;
  g_autofree guint *found = g_new(guint, it->rows);
  for (guint i = 0; i < it->n_inputs; i++)
    find_category_pastes(it, i, found, &best);
  for (guint i = 0; i < it->n_inputs; i++)
    for (guint upper = 0; upper < 2; upper++)
      if (isfinite((upper ? it->high : it->low)[i]) && find_paste(it, i, upper, found, &cut) && cut.score > best.score)
        best = cut;
  if (best.taken == 0)
    return false;
  if (best.category)
    find_category_paste(it, best.input, best.category, found, &best);
  else
    find_paste(it, best.input, best.upper, found, &best);
  take_in(it, &best, found);
  return true;
}

/* What is no category would be a shift beyond the word. */
static bool are_categories(const double *x, guint rows, guint categories)
{
  for (guint row = 0; row < rows; row++)
    if (!(x[row] >= 0 && x[row] < categories && x[row] == floor(x[row])))
      return false;
  return categories <= 64;
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
  g_autofree guint64 *without = g_new0(guint64, n_inputs + 1);
  Peeling it = {x, y, rows, n_inputs, options, order, inside, rows, 0, low, high, without, prim};
  for (guint row = 0; row < rows; row++) {
    inside[row] = true;
    it.sum += y[row];
  }
  for (guint i = 0; i < n_inputs; i++) {
    g_assert(categories_of(&it, i) == 0 || are_categories(&x[(gsize)i * rows], rows, categories_of(&it, i)));
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
  Ends but = input < prim->n_inputs ? ends_but(box->without[input], upper) : ALL_ENDS;
  *sum = 0;
  for (guint row = 0; row < prim->rows; row++) {
    bool inside = true;
    for (guint i = 0; inside && i < prim->n_inputs; i++)
      inside = is_within(x[(gsize)i * prim->rows + row], box->low[i], box->high[i], box->without[i],
                         i == input ? but : ALL_ENDS);
    n += inside;
    *sum += inside ? y[row] : 0;
  }
  return n;
}

double cd_prim_quasi_p(const CdPrim *prim, const double *x, const double *y, const CdPrimBox *box, guint input, bool upper)
{
  if (!isfinite((upper ? box->high : box->low)[input]) && box->without[input] == 0)
    return NAN;
  double sum, cases = round(box->sum);
  guint n = cd_prim_count(prim, x, y, box, input, upper, &sum);
  return cases > 0 ? gsl_cdf_binomial_Q((unsigned)cases - 1, sum / n, box->n) : 1;
}
