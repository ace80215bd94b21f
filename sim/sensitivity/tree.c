#include "sim/sensitivity/tree.h"

#include <math.h>
#include <stdlib.h>
#include "sim/base/hash.h"
#include "sim/base/order.h"
#include "sim/base/random.h"

enum { PART_LEAST = 8, DEPTH_MOST = 10, CATEGORIES_MOST = 64 };
#define WORTH 1e-12 /* a split takes at least this part of the squares; less is rounding */

typedef enum { GROWS, CUTS, TELLS, PARTS } Part;

/* Rows that grow stand, in each input's own order, node by node: those of a node are FROM .. TO. */
typedef struct {
  const CdSample *table;
  const CdTreeOptions *options;
  guint rows;     /* that grow */
  guint *order;   /* [input * rows + place] row */
  bool *is_left;  /* [table row] */
  guint *kept;    /* [rows] */
  double squares; /* of all that grow, about their mean */
  GArray *nodes;  /* CdTreeNode */
} Growth;

typedef struct {
  int input;
  double limit;
  guint64 left_of;
  double gain;
} Split;

static guint categories_of(const Growth *it, guint input)
{
  return it->options->categories ? it->options->categories[input] : 0;
}

static guint64 bit_of(double category)
{
  return G_GUINT64_CONSTANT(1) << (guint)category;
}

static bool goes_left(const CdTreeNode *node, double x)
{
  return node->left_of ? (node->left_of & bit_of(x)) != 0 : x < node->limit;
}

/* --- Growing --------------------------------------------------------------------------------------------------------------------- */

/* What a split takes from the sum of squares about the node's mean: SUM of the left N_LEFT of N outcomes, less that mean each. */
static double gain_of(double sum, guint n_left, guint n)
{
  return sum * sum / n_left + sum * sum / (n - n_left);
}

static double mean_of(const Growth *it, const guint *order, guint n)
{
  double sum = 0, first = it->table->y[order[0]];
  for (guint r = 0; r < n; r++)
    sum += it->table->y[order[r]] - first;
  return first + sum / n;
}

static void offer(Split *best, Split split, guint n_left, guint n, guint least)
{
  if (n_left >= least && n - n_left >= least && split.gain > best->gain)
    *best = split;
}

static void split_number(const Growth *it, guint input, const guint *order, guint n, double mean, Split *best)
{
  const double *x = cd_sample_input(it->table, input);
  double sum = 0;
  for (guint r = 1; r < n; r++) {
    sum += it->table->y[order[r - 1]] - mean;
    double below = x[order[r - 1]], above = x[order[r]];
    if (above > below)
      offer(best, (Split){(int)input, below + (above - below) / 2, 0, gain_of(sum, r, n)}, r, n, it->options->least);
  }
}

typedef struct {
  double mean, sum;
  guint category, n;
} Category;

static int by_mean(gconstpointer a, gconstpointer b)
{
  const Category *first = a, *second = b;
  return first->mean < second->mean   ? -1
         : first->mean > second->mean ? 1
                                      : (first->category > second->category) - (first->category < second->category);
}

static void split_categories(const Growth *it, guint input, const guint *order, guint n, double mean, Split *best)
{
  const double *x = cd_sample_input(it->table, input);
  Category category[CATEGORIES_MOST];
  guint kinds = 0, left = 0, to;
  for (guint from = 0; from < n; from = to) {
    Category one = {.category = (guint)x[order[from]]};
    for (to = from; to < n && x[order[to]] == x[order[from]]; to++)
      one.sum += it->table->y[order[to]] - mean;
    one.n = to - from;
    one.mean = one.sum / one.n;
    category[kinds++] = one;
  }
  qsort(category, kinds, sizeof *category, by_mean);
  double sum = 0;
  guint64 set = 0;
  for (guint c = 0; c + 1 < kinds; c++) {
    sum += category[c].sum;
    left += category[c].n;
    set |= bit_of(category[c].category);
    offer(best, (Split){(int)input, NAN, set, gain_of(sum, left, n)}, left, n, it->options->least);
  }
}

/* Rows FROM .. TO of each input's order, those that go left first. */
static guint part_rows(Growth *it, const CdTreeNode *node, guint from, guint to)
{
  guint n_left = 0;
  const double *x = cd_sample_input(it->table, (guint)node->input);
  for (guint r = from; r < to; r++) {
    guint row = it->order[(gsize)node->input * it->rows + r];
    it->is_left[row] = goes_left(node, x[row]);
    n_left += it->is_left[row];
  }
  for (guint i = 0; i < it->table->n_inputs; i++) {
    guint *order = &it->order[(gsize)i * it->rows], left = from, right = 0;
    for (guint r = from; r < to; r++)
      if (it->is_left[order[r]])
        order[left++] = order[r];
      else
        it->kept[right++] = order[r];
    for (guint r = 0; r < right; r++)
      order[left + r] = it->kept[r];
  }
  return from + n_left;
}

static guint grow(Growth *it, guint from, guint to, guint depth)
{
  guint n = to - from, at = it->nodes->len;
  double mean = mean_of(it, &it->order[from], n);
  CdTreeNode node = {.input = -1, .limit = NAN, .depth = depth, .grown = n, .mean_grown = mean, .mean = NAN};
  g_array_append_val(it->nodes, node);
  Split best = {.input = -1, .gain = WORTH * it->squares};
  for (guint i = 0; depth < it->options->depth && i < it->table->n_inputs; i++) {
    const guint *order = &it->order[(gsize)i * it->rows + from];
    (categories_of(it, i) > 0 ? split_categories : split_number)(it, i, order, n, mean, &best);
  }
  if (best.input < 0)
    return at;
  node.input = best.input;
  node.limit = best.limit;
  node.left_of = best.left_of;
  guint middle = part_rows(it, &node, from, to);
  node.left = grow(it, from, middle, depth + 1);
  node.right = grow(it, middle, to, depth + 1);
  g_array_index(it->nodes, CdTreeNode, at) = node;
  return at;
}

/* --- Dealing rows into parts -------------------------------------------------------------------------------------------------------- */

static Part part_of(const CdSample *table, const CdTreeOptions *options, guint row)
{
  guint given = table->from[row];
  CdStream stream = cd_stream(options->seed, 0, CD_PURPOSE_BOOTSTRAP,
                              cd_hash_pair(options->key, options->unit ? options->unit[given] : given));
  double u = cd_stream_uniform(stream, 0, 0);
  return u < 0.5 ? GROWS : u < 0.75 ? CUTS : TELLS;
}

static bool deal(const CdSample *table, const CdTreeOptions *options, Part *part, guint *n, GError **error)
{
  n[GROWS] = n[CUTS] = n[TELLS] = 0;
  for (guint r = 0; r < table->rows; r++)
    n[part[r] = part_of(table, options, r)]++;
  for (guint p = 0; p < PARTS; p++)
    if (n[p] < PART_LEAST) {
      g_set_error(
          error, CD_ERROR, CD_ERROR_USAGE,
          "%u rows are too few for a tree: of those that grow it, cut it back and tell of it each part wants %u",
          table->rows, (guint)PART_LEAST);
      return false;
    }
  return true;
}

static void put_in_order(Growth *it, const Part *part)
{
  g_autofree guint *all = g_new(guint, it->table->rows);
  for (guint i = 0; i < it->table->n_inputs; i++) {
    guint n = 0;
    cd_order(cd_sample_input(it->table, i), it->table->rows, all);
    for (guint r = 0; r < it->table->rows; r++)
      if (part[all[r]] == GROWS)
        it->order[(gsize)i * it->rows + n++] = all[r];
  }
}

static double squares_of(const Growth *it)
{
  double mean = mean_of(it, it->order, it->rows), squares = 0;
  for (guint r = 0; r < it->rows; r++) {
    double off = it->table->y[it->order[r]] - mean;
    squares += off * off;
  }
  return squares;
}

/* --- Cutting back and telling --------------------------------------------------------------------------------------------------------- */

static guint next_of(const CdTreeNode *node, const CdSample *table, guint row)
{
  return goes_left(node, cd_sample_input(table, (guint)node->input)[row]) ? node->left : node->right;
}

/* ERROR[node]: what the rows of PART miss by, squared, where each node on their way says its own mean. */
static void errors_of(const CdSample *table, const GArray *nodes, const Part *part, Part which, double *missed)
{
  for (guint r = 0; r < table->rows; r++)
    for (guint at = 0; part[r] == which;) {
      const CdTreeNode *node = &g_array_index(nodes, CdTreeNode, at);
      double off = table->y[r] - node->mean_grown;
      missed[at] += off * off;
      if (node->input < 0)
        break;
      at = next_of(node, table, r);
    }
}

/* Returns what is missed by the subtree that is left; children come after their parent. */
static double cut_back(GArray *nodes, guint at, const double *missed)
{
  CdTreeNode *node = &g_array_index(nodes, CdTreeNode, at);
  if (node->input < 0)
    return missed[at];
  double below = cut_back(nodes, node->left, missed) + cut_back(nodes, node->right, missed);
  if (below < missed[at])
    return below;
  node->input = -1;
  node->left = node->right = 0;
  node->limit = NAN;
  node->left_of = 0;
  return missed[at];
}

/* Copies what can be reached from AT. */
static guint keep(const GArray *nodes, guint at, CdTree *tree)
{
  guint to = tree->n++;
  CdTreeNode node = g_array_index(nodes, CdTreeNode, at);
  if (node.input >= 0) {
    node.left = keep(nodes, node.left, tree);
    node.right = keep(nodes, node.right, tree);
  } else {
    tree->leaves++;
  }
  tree->node[to] = node;
  return to;
}

static void tell(CdTree *tree, const CdSample *table, const Part *part)
{
  g_autofree double *sum = g_new0(double, tree->n);
  double first = NAN, total = 0, squares = 0, missed = 0;
  for (guint r = 0; r < table->rows; r++) {
    if (part[r] != TELLS)
      continue;
    if (isnan(first))
      first = table->y[r];
    guint at = 0;
    for (;; at = next_of(&tree->node[at], table, r)) {
      tree->node[at].told++;
      sum[at] += table->y[r] - first;
      if (tree->node[at].input < 0)
        break;
    }
    double off = table->y[r] - tree->node[at].mean_grown;
    missed += off * off;
    total += table->y[r] - first;
    squares += (table->y[r] - first) * (table->y[r] - first);
  }
  for (guint at = 0; at < tree->n; at++)
    tree->node[at].mean = tree->node[at].told > 0 ? first + sum[at] / tree->node[at].told : NAN;
  double around = squares - total * total / tree->node[0].told;
  tree->r2 = around > WORTH * squares ? 1 - missed / around : NAN;
}

CdTree *cd_tree_new(const CdSample *table, const CdTreeOptions *options, GError **error)
{
  g_assert(options->depth >= 1 && options->depth <= DEPTH_MOST && options->least >= 1 && table->n_inputs > 0);
  g_autofree Part *part = g_new(Part, table->rows);
  guint n[PARTS];
  if (!deal(table, options, part, n, error))
    return NULL;
  g_autofree guint *order = g_new(guint, (gsize)table->n_inputs * n[GROWS]), *kept = g_new(guint, n[GROWS]);
  g_autofree bool *is_left = g_new0(bool, table->rows);
  g_autoptr(GArray) nodes = g_array_new(FALSE, FALSE, sizeof(CdTreeNode));
  Growth growth = {table, options, n[GROWS], order, is_left, kept, 0, nodes};
  put_in_order(&growth, part);
  growth.squares = squares_of(&growth);
  grow(&growth, 0, n[GROWS], 0);
  g_autofree double *missed = g_new0(double, nodes->len);
  errors_of(table, nodes, part, CUTS, missed);
  cut_back(nodes, 0, missed);
  CdTree *tree = g_new0(CdTree, 1);
  tree->node = g_new0(CdTreeNode, nodes->len);
  keep(nodes, 0, tree);
  tell(tree, table, part);
  return tree;
}

void cd_tree_free(CdTree *tree)
{
  if (!tree)
    return;
  g_free(tree->node);
  g_free(tree);
}

guint cd_tree_leaf(const CdTree *tree, const double *x)
{
  guint at = 0;
  while (tree->node[at].input >= 0) {
    const CdTreeNode *node = &tree->node[at];
    at = goes_left(node, x[node->input]) ? node->left : node->right;
  }
  return at;
}
