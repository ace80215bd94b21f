/* Regression trees: what they find of steps that are there, what they make of none, and what they tell of themselves. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/base/random.h"
#include "sim/sensitivity/tree.h"
#include "tests/unit/near.h"

enum { ROWS = 2000, INPUTS = 3 };

typedef double (*Outcome)(const double *u, double luck);

/* Inputs uniform; the last column of categories 0 .. 4. */
static CdSample *table_of(Outcome f, guint rows, guint64 seed)
{
  g_autofree double *x = g_new(double, (gsize)rows *INPUTS), *y = g_new(double, rows);
  for (guint r = 0; r < rows; r++) {
    CdStream stream = cd_stream(seed, r, CD_PURPOSE_INPUT, 0);
    double u[INPUTS];
    for (guint i = 0; i < INPUTS; i++) {
      double v = cd_stream_uniform(stream, 0, i);
      u[i] = x[(gsize)i * rows + r] = i == 2 ? floor(5 * v) : v;
    }
    y[r] = f(u, cd_stream_normal(stream, 1, 0));
  }
  return cd_sample_new(x, y, rows, INPUTS, CD_MISSING_REFUSE, NULL);
}

static double steps(const double *u, double luck)
{
  (void)luck;
  return 4 * (u[0] > 0.5) + (u[0] > 0.5 ? 2 * (u[1] > 0.3) : 0);
}

static void steps_are_found_where_they_are(void **state)
{
  (void)state;
  g_autoptr(CdSample) table = table_of(steps, ROWS, 1);
  CdTreeOptions options = CD_TREE_OPTIONS_INIT;
  g_autoptr(CdTree) tree = cd_tree_new(table, &options, NULL);
  assert_true(tree->n == 5 && tree->leaves == 3);
  const CdTreeNode *root = &tree->node[0], *high = &tree->node[root->right];
  assert_true(root->input == 0 && fabs(root->limit - 0.5) < 0.005);
  assert_true(high->input == 1 && fabs(high->limit - 0.3) < 0.01);
  assert_true(tree->node[root->left].input == -1 && tree->node[root->left].mean == 0);
  assert_true(tree->node[high->left].mean == 4 && tree->node[high->right].mean == 6);
  assert_true(tree->r2 > 0.98);
  assert_true(fabs(root->grown - ROWS / 2.0) < 100 && fabs(root->told - ROWS / 4.0) < 100);
  assert_true(root->told == tree->node[root->left].told + high->told);
  assert_int_equal(cd_tree_leaf(tree, (const double[]){0.9, 0.1, 0}), high->left);
  assert_int_equal(cd_tree_leaf(tree, (const double[]){0.2, 0.9, 0}), root->left);
}

static double of_categories(const double *u, double luck)
{
  return (u[2] == 1 || u[2] == 4 ? 10 : 0) + 0.1 * luck;
}

static void categories_are_split_in_sets(void **state)
{
  (void)state;
  static const guint categories[] = {0, 0, 5};
  g_autoptr(CdSample) table = table_of(of_categories, ROWS, 2);
  CdTreeOptions options = CD_TREE_OPTIONS_INIT;
  options.categories = categories;
  g_autoptr(CdTree) tree = cd_tree_new(table, &options, NULL);
  assert_true(tree->node[0].input == 2 && tree->node[0].left_of == (1u << 0 | 1u << 2 | 1u << 3));
  assert_near(tree->node[tree->node[0].right].mean, 10, 0.005);
  assert_true(tree->r2 > 0.999);
}

static double luck_alone(const double *u, double luck)
{
  (void)u;
  return luck;
}

/* R^2 on rows that had no part in the tree: on average no better than nought, whatever the depth; and most trees are cut back to one leaf or few. */
static void of_nothing_little_is_told(void **state)
{
  (void)state;
  enum { TABLES = 200 };
  double sum = 0;
  guint leaves = 0;
  for (guint64 seed = 1; seed <= TABLES; seed++) {
    g_autoptr(CdSample) table = table_of(luck_alone, 400, seed);
    CdTreeOptions options = {.depth = 6, .least = 5, .seed = seed};
    g_autoptr(CdTree) tree = cd_tree_new(table, &options, NULL);
    sum += tree->r2;
    leaves += tree->leaves;
  }
  assert_true(sum / TABLES < 0 && sum / TABLES > -0.2);
  assert_true(leaves / (double)TABLES < 8); /* of up to 40 that fit */
}

static double bent(const double *u, double luck)
{
  return 3 * u[0] * u[1] + 0.3 * luck;
}

/* Units of outcome and inputs, and the order of rows and inputs, are none of its business. */
static void units_and_order_do_not_matter(void **state)
{
  (void)state;
  static const guint turned_to[] = {2, 0, 1};
  g_autoptr(CdSample) table = table_of(bent, ROWS, 3);
  static double x[INPUTS * ROWS], y[ROWS];
  static guint unit[ROWS];
  for (guint r = 0; r < ROWS; r++) {
    guint to = ROWS - 1 - r;
    unit[to] = r;
    y[to] = 100 - 8 * table->y[r];
    for (guint i = 0; i < INPUTS; i++)
      x[turned_to[i] * ROWS + to] = exp(cd_sample_input(table, i)[r]);
  }
  g_autoptr(CdSample) other = cd_sample_new(x, y, ROWS, INPUTS, CD_MISSING_REFUSE, NULL);
  CdTreeOptions options = CD_TREE_OPTIONS_INIT, turned = CD_TREE_OPTIONS_INIT;
  turned.unit = unit;
  g_autoptr(CdTree) a = cd_tree_new(table, &options, NULL), b = cd_tree_new(other, &turned, NULL);
  assert_true(a->n == b->n && a->n > 5);
  assert_nine(a->r2, b->r2);
  for (guint i = 0; i < a->n; i++) {
    assert_true(b->node[i].input == (a->node[i].input < 0 ? -1 : (int)turned_to[a->node[i].input]));
    assert_true(a->node[i].grown == b->node[i].grown && a->node[i].told == b->node[i].told);
    assert_nine(b->node[i].mean, 100 - 8 * a->node[i].mean);
  }
}

/* Twins: the first is asked. One input, one split, by hand: the gain is largest between 3 and 4. */
static void ties_go_to_the_first(void **state)
{
  (void)state;
  enum { N = 400 };
  double x[2 * N], y[N];
  for (guint r = 0; r < N; r++) {
    x[r] = x[N + r] = r % 6;
    y[r] = r % 6 > 3;
  }
  g_autoptr(CdSample) table = cd_sample_new(x, y, N, 2, CD_MISSING_REFUSE, NULL);
  CdTreeOptions options = {.depth = 1, .least = 1};
  g_autoptr(CdTree) tree = cd_tree_new(table, &options, NULL);
  assert_true(tree->n == 3 && tree->node[0].input == 0 && tree->node[0].limit == 3.5 && tree->r2 == 1);
}

/* Rows of one unit are never on two sides: what is told of a table of tenfold rows is not what it was grown on. */
static void units_stay_together(void **state)
{
  (void)state;
  enum { UNITS = 60, TIMES = 10, N = UNITS * TIMES };
  double x[N], y[N], together = 0, apart = 0;
  guint unit[N];
  for (guint64 seed = 1; seed <= 50; seed++) {
    for (guint r = 0; r < N; r++) {
      CdStream stream = cd_stream(seed, r / TIMES, CD_PURPOSE_INPUT, 0);
      unit[r] = r / TIMES;
      x[r] = cd_stream_uniform(stream, 0, 0);
      y[r] = cd_stream_uniform(stream, 0, 1);
    }
    g_autoptr(CdSample) table = cd_sample_new(x, y, N, 1, CD_MISSING_REFUSE, NULL);
    CdTreeOptions options = {.depth = 8, .least = 1, .seed = seed};
    g_autoptr(CdTree) alone = cd_tree_new(table, &options, NULL);
    options.unit = unit;
    g_autoptr(CdTree) dealt = cd_tree_new(table, &options, NULL);
    apart += alone->r2 / 50;
    together += dealt->r2 / 50;
  }
  assert_true(apart > 0.5 && together < 0);
}

static void few_rows_are_refused(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  g_autoptr(CdSample) table = table_of(bent, 20, 1);
  CdTreeOptions options = CD_TREE_OPTIONS_INIT;
  assert_null(cd_tree_new(table, &options, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
}

static void no_question_is_asked_that_leaves_too_few(void **state)
{
  (void)state;
  g_autoptr(CdSample) table = table_of(bent, ROWS, 4);
  CdTreeOptions options = {.depth = 10, .least = 60};
  g_autoptr(CdTree) tree = cd_tree_new(table, &options, NULL);
  for (guint i = 0; i < tree->n; i++)
    assert_true(tree->node[i].grown >= 60 && tree->node[i].depth <= 10);
  CdTreeOptions all = {.depth = 10, .least = ROWS};
  g_autoptr(CdTree) leaf = cd_tree_new(table, &all, NULL);
  assert_true(leaf->n == 1 && leaf->leaves == 1 && leaf->r2 < 0.01);
}

/* Tables of few rows and many ties, with categories and without: a tree whose parts add up, or a reason why not. */
static void small_tables_have_trees_that_add_up(void **state)
{
  (void)state;
  static const guint categories[] = {3, 0};
  guint grown = 0;
  for (guint64 seed = 1; seed <= 2000; seed++) {
    double x[2 * 60], y[60];
    guint rows = 20 + (guint)seed % 41;
    for (guint r = 0; r < rows; r++) {
      CdStream stream = cd_stream(seed, r, CD_PURPOSE_INPUT, 3);
      x[r] = floor(3 * cd_stream_uniform(stream, 0, 0));
      x[rows + r] = floor(4 * cd_stream_uniform(stream, 0, 1));
      y[r] = floor(3 * cd_stream_uniform(stream, 0, 2)) + x[r];
    }
    g_autoptr(CdSample) table = cd_sample_new(x, y, rows, 2, CD_MISSING_REFUSE, NULL);
    CdTreeOptions options = {
        .depth = 1 + (guint)seed % 10, .least = 1, .categories = seed % 2 ? categories : NULL, .seed = seed};
    g_autoptr(CdTree) tree = cd_tree_new(table, &options, NULL);
    if (!tree)
      continue;
    grown++;
    guint leaves = 0, told = 0;
    for (guint i = 0; i < tree->n; i++) {
      const CdTreeNode *node = &tree->node[i];
      leaves += node->input < 0;
      told += node->input < 0 ? node->told : 0;
      if (node->input >= 0)
        assert_true(node->left > i && node->right > node->left &&
                    node->grown == tree->node[node->left].grown + tree->node[node->right].grown);
    }
    assert_true(leaves == tree->leaves && told == tree->node[0].told && !(tree->r2 > 1));
  }
  assert_true(grown > 500);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(steps_are_found_where_they_are),
      cmocka_unit_test(categories_are_split_in_sets),
      cmocka_unit_test(of_nothing_little_is_told),
      cmocka_unit_test(units_and_order_do_not_matter),
      cmocka_unit_test(ties_go_to_the_first),
      cmocka_unit_test(units_stay_together),
      cmocka_unit_test(small_tables_have_trees_that_add_up),
      cmocka_unit_test(few_rows_are_refused),
      cmocka_unit_test(no_question_is_asked_that_leaves_too_few),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
