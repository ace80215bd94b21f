/* Designs: SALib's rows, the labels of each, the same row however it is asked for, and plans that are refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/sampling/design.h"
#include "tests/unit/near.h"

typedef struct {
  CdDesign *design;
  guint64 rows;
  guint k;
  double *unit;
  CdDesignLabel *label;
} Table;

static Table table_of(CdDesignPlan plan)
{
  g_autoptr(GError) error = NULL;
  Table table = {.design = cd_design_new(&plan, &error)};
  if (!table.design)
    fail_msg("%s", error->message);
  table.rows = cd_design_rows(table.design);
  table.k = cd_design_factors(table.design);
  table.unit = g_new(double, table.rows *table.k);
  table.label = g_new(CdDesignLabel, table.rows);
  g_autoptr(CdDesignCursor) cursor = cd_design_cursor_new(table.design);
  cd_design_read(cursor, 0, table.rows, table.unit, table.label);
  return table;
}

static void clear(Table *table)
{
  cd_design_free(table->design);
  g_free(table->unit);
  g_free(table->label);
}

static guint64 folded(const Table *table, double scale)
{
  guint64 fold = 0;
  for (guint64 i = 0; i < table->rows * table->k; i++)
    fold = fold * G_GUINT64_CONSTANT(1099511628211) + (guint64)(table->unit[i] * scale);
  return fold;
}

/* SALib 1.6 (sobol.sample(problem, 64, scramble=False), unit bounds, six factors; values times 64 folded as above), with and without groups g h g i h g, first and second order. */
static void saltelli_has_salib_s_rows(void **state)
{
  (void)state;
  static const guint group[6] = {0, 1, 0, 2, 1, 0};
  static const struct {
    const guint *group;
    bool second_order;
    guint rows;
    guint64 fold;
  } of[] = {{NULL, false, 512, G_GUINT64_CONSTANT(0xfd93836994ff1400)},
            {NULL, true, 896, G_GUINT64_CONSTANT(0x721902a21170e300)},
            {group, false, 320, G_GUINT64_CONSTANT(0xc9ddc428a768ec80)},
            {group, true, 512, G_GUINT64_CONSTANT(0xaed280fe80af1400)}};
  for (guint c = 0; c < G_N_ELEMENTS(of); c++) {
    Table table = table_of((CdDesignPlan){.kind = CD_DESIGN_SALTELLI,
                                          .factors = 6,
                                          .n = 64,
                                          .plain = true,
                                          .group = of[c].group,
                                          .second_order = of[c].second_order});
    assert_int_equal(table.rows, of[c].rows);
    assert_true(folded(&table, 64) == of[c].fold);
    clear(&table);
  }
}

/* The third base point of three factors, as SALib prints it. */
static void a_base_point_s_rows_are_a_ab_ba_b(void **state)
{
  (void)state;
  static const double expected[8][3] = {{0.75, 0.25, 0.25}, {0.25, 0.25, 0.25}, {0.75, 0.75, 0.25}, {0.75, 0.25, 0.75},
                                        {0.75, 0.75, 0.75}, {0.25, 0.25, 0.75}, {0.25, 0.75, 0.25}, {0.25, 0.75, 0.75}};
  static const CdDesignLabel label[8] = {{2, CD_BLOCK_A, CD_NO_GROUP}, {2, CD_BLOCK_AB, 0},         {2, CD_BLOCK_AB, 1},
                                         {2, CD_BLOCK_AB, 2},          {2, CD_BLOCK_BA, 0},         {2, CD_BLOCK_BA, 1},
                                         {2, CD_BLOCK_BA, 2},          {2, CD_BLOCK_B, CD_NO_GROUP}};
  Table table =
      table_of((CdDesignPlan){.kind = CD_DESIGN_SALTELLI, .factors = 3, .n = 4, .plain = true, .second_order = true});
  assert_int_equal(cd_design_rows_a_base(table.design), 8);
  assert_memory_equal(table.unit + 2 * 8 * 3, expected, sizeof expected);
  for (guint r = 0; r < 8; r++) {
    const CdDesignLabel *of = &table.label[2 * 8 + r];
    assert_true(of->base == label[r].base && of->block == label[r].block && of->group == label[r].group);
  }
  clear(&table);
}

static double ishigami(const double *unit, guint k)
{
  (void)k;
  double x[3];
  for (guint f = 0; f < 3; f++)
    x[f] = (2 * unit[f] - 1) * G_PI;
  return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

static double g_function(const double *unit, guint k)
{
  static const double a[8] = {0, 1, 4.5, 9, 99, 99, 99, 99};
  double product = 1;
  for (guint f = 0; f < k; f++)
    product *= (fabs(4 * unit[f] - 2) + a[f]) / (1 + a[f]);
  return product;
}

/* What the rows are for: first order by Saltelli et al. 2010, total by Jansen 1999, V of the outcomes of A and B together. */
static void indices_of(CdDesignPlan plan, double (*model)(const double *, guint), double *first, double *total)
{
  plan.kind = CD_DESIGN_SALTELLI;
  plan.plain = true;
  Table table = table_of(plan);
  guint k = plan.factors, block = k + 2;
  g_autofree double *y = g_new(double, table.rows);
  double mean = 0, variance = 0, n = (double)plan.n;
  for (guint64 row = 0; row < table.rows; row++)
    y[row] = model(table.unit + row * k, k);
  for (guint64 base = 0; base < plan.n; base++)
    mean += (y[base * block] + y[base * block + k + 1]) / (2 * n);
  for (guint64 base = 0; base < plan.n; base++)
    variance += (pow(y[base * block] - mean, 2) + pow(y[base * block + k + 1] - mean, 2)) / (2 * n);
  for (guint f = 0; f < k; f++) {
    first[f] = total[f] = 0;
    for (guint64 base = 0; base < plan.n; base++) {
      double a = y[base * block], ab = y[base * block + 1 + f], b = y[base * block + k + 1];
      first[f] += (b - mean) * (ab - a) / n / variance;
      total[f] += (a - ab) * (a - ab) / n / (2 * variance);
    }
  }
  clear(&table);
}

/* Figures of an independent program on the unscrambled points; the exact indices are near: 0.3139, 0.4424, 0; 0.7162 of g's first. */
static void the_rows_give_the_known_indices(void **state)
{
  (void)state;
  static const double first[3] = {0.31410642, 0.44247275, -0.00006488}, total[3] = {0.55743458, 0.44245415, 0.24329312};
  double found[2][8];
  indices_of((CdDesignPlan){.factors = 3, .n = 4096}, ishigami, found[0], found[1]);
  for (guint f = 0; f < 3; f++)
    assert_true(fabs(found[0][f] - first[f]) < 1e-8 && fabs(found[1][f] - total[f]) < 1e-8);
  indices_of((CdDesignPlan){.factors = 8, .n = 1024}, g_function, found[0], found[1]);
  assert_true(fabs(found[0][0] - 0.69375261) < 1e-8 && fabs(found[1][0] - 0.76562116) < 1e-8);
}

static void a_grid_has_every_combination(void **state)
{
  (void)state;
  static const guint level[3] = {2, 1, 3};
  static const double expected[6][3] = {{0, 0.5, 0}, {0, 0.5, 0.5}, {0, 0.5, 1},
                                        {1, 0.5, 0}, {1, 0.5, 0.5}, {1, 0.5, 1}};
  Table table = table_of((CdDesignPlan){.kind = CD_DESIGN_GRID, .factors = 3, .level = level});
  assert_int_equal(table.rows, 6);
  assert_memory_equal(table.unit, expected, sizeof expected);
  assert_true(cd_design_has_ends(table.design));
  clear(&table);
  table = table_of((CdDesignPlan){.kind = CD_DESIGN_GRID, .factors = 2, .levels = 4, .where = CD_LEVELS_MIDDLES});
  assert_int_equal(table.rows, 16);
  for (guint r = 0; r < 16; r++)
    assert_true(table.unit[2 * r] == (r / 4 + 0.5) / 4 && table.unit[2 * r + 1] == (r % 4 + 0.5) / 4);
  assert_false(cd_design_has_ends(table.design));
  clear(&table);
}

static void one_at_a_time_leaves_the_others_at_the_base(void **state)
{
  (void)state;
  static const guint level[3] = {2, 1, 3};
  static const double base[3] = {0.5, 0.25, 0.125};
  static const double expected[7][3] = {{0.5, 0.25, 0.125}, {0, 0.25, 0.125}, {1, 0.25, 0.125}, {0.5, 0.5, 0.125},
                                        {0.5, 0.25, 0},     {0.5, 0.25, 0.5}, {0.5, 0.25, 1}};
  static const guint group[7] = {CD_NO_GROUP, 0, 0, 1, 2, 2, 2};
  Table table = table_of((CdDesignPlan){.kind = CD_DESIGN_ONE_AT_A_TIME, .factors = 3, .level = level, .base = base});
  assert_int_equal(table.rows, 7);
  assert_memory_equal(table.unit, expected, sizeof expected);
  for (guint r = 0; r < 7; r++)
    assert_true(table.label[r].group == group[r] && table.label[r].block == (r ? CD_BLOCK_MOVE : CD_BLOCK_START) &&
                table.label[r].base == 0);
  clear(&table);
}

/* Of a Morris row the labelled group has moved by a step, and nothing else; a trajectory moves each once. */
static void a_trajectory_s_rows_move_what_they_say(void **state)
{
  (void)state;
  static const guint group[5] = {2, 0, 1, 0, 2};
  for (guint pool = 0; pool <= 40; pool += 40) {
    Table table = table_of((CdDesignPlan){
        .kind = CD_DESIGN_MORRIS, .factors = 5, .n = 10, .seed = 6, .levels = 4, .group = group, .pool = pool});
    assert_int_equal(table.rows, 40);
    for (guint r = 0; r < 40; r++) {
      const double *row = table.unit + r * 5;
      assert_int_equal(table.label[r].base, r / 4);
      assert_int_equal(table.label[r].block, r % 4 ? CD_BLOCK_MOVE : CD_BLOCK_START);
      for (guint f = 0; r % 4 && f < 5; f++)
        assert_same(fabs(row[f] - row[(int)f - 5]), group[f] == table.label[r].group ? 2.0 / 3 : 0);
    }
    clear(&table);
  }
}

static CdDesignPlan any_plan(CdDesignKind kind, guint64 seed)
{
  static guint group[7];
  guint k = 1 + (guint)(seed % 7);
  for (guint f = 0; f < k; f++)
    group[f] = f * (1 + (guint)(seed % 3)) / 3;
  return (CdDesignPlan){.kind = kind,
                        .factors = k,
                        .n = 5 + seed % 30,
                        .seed = seed * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15),
                        .group = seed % 2 ? group : NULL,
                        .plain = seed % 5 == 0,
                        .second_order = seed % 3 == 0,
                        .centred = seed % 4 == 0,
                        .steps = 50,
                        .levels = 2 + 2 * (guint)(seed % 2),
                        .where = seed % 3 == 1 ? CD_LEVELS_MIDDLES : CD_LEVELS_ENDS,
                        .mixed = seed % 7 == 0,
                        .pool = seed % 4 == 1 ? 40 : 0};
}

/* Rows one by one, backwards and by leaps, each by a fresh cursor or one that stands elsewhere. */
static void a_row_does_not_depend_on_how_it_is_asked_for(void **state)
{
  (void)state;
  for (CdDesignKind kind = 0; kind < (guint)CD_DESIGN_KINDS; kind++)
    for (guint64 seed = 0; seed < 20; seed++) {
      Table table = table_of(any_plan(kind, seed));
      g_autoptr(CdDesignCursor) cursor = cd_design_cursor_new(table.design);
      for (guint64 i = 0; i < table.rows; i++) {
        guint64 row = (table.rows - 1 - i) * 7 % table.rows;
        g_autoptr(CdDesignCursor) fresh = cd_design_cursor_new(table.design);
        double unit[7];
        CdDesignLabel label;
        cd_design_read(i % 3 ? cursor : fresh, row, 1, unit, &label);
        assert_memory_equal(unit, table.unit + row * table.k, sizeof *unit * table.k);
        assert_true(label.base == table.label[row].base && label.block == table.label[row].block &&
                    label.group == table.label[row].group);
      }
      clear(&table);
    }
}

/* Coordinates lie in [0, 1], at its ends only where the design says so; another seed is another design, where there is chance in it. */
static void coordinates_are_of_the_unit_cube(void **state)
{
  (void)state;
  for (CdDesignKind kind = 0; kind < (guint)CD_DESIGN_KINDS; kind++)
    for (guint64 seed = 1; seed < 100; seed++) {
      CdDesignPlan plan = any_plan(kind, seed);
      Table table = table_of(plan);
      bool has_ends = false;
      for (guint64 i = 0; i < table.rows * table.k; i++) {
        assert_true(table.unit[i] >= 0 && table.unit[i] <= 1);
        has_ends |= table.unit[i] == 0 || table.unit[i] == 1;
      }
      assert_int_equal(has_ends, cd_design_has_ends(table.design));
      plan.seed++;
      Table other = table_of(plan);
      assert_int_equal(other.rows, table.rows);
      bool is_same = memcmp(other.unit, table.unit, sizeof(double) * table.rows * table.k) == 0;
      bool has_chance = kind < CD_DESIGN_GRID && !((kind == CD_DESIGN_SOBOL || kind == CD_DESIGN_SALTELLI) && plan.plain);
      if (table.k > 1 || !plan.centred) /* few orders, few trajectories may coincide */
        assert_int_equal(is_same, !has_chance);
      clear(&other);
      clear(&table);
    }
}

static void more_points_begin_with_the_fewer(void **state)
{
  (void)state;
  static const CdDesignKind nested[] = {CD_DESIGN_RANDOM, CD_DESIGN_SOBOL, CD_DESIGN_SALTELLI, CD_DESIGN_MORRIS};
  for (guint c = 0; c < G_N_ELEMENTS(nested); c++)
    for (guint64 seed = 0; seed < 30; seed++) {
      CdDesignPlan plan = any_plan(nested[c], seed);
      plan.pool = 0;
      Table small = table_of(plan);
      plan.n *= 64;
      Table large = table_of(plan);
      assert_memory_equal(small.unit, large.unit, sizeof(double) * small.rows * small.k);
      clear(&small);
      clear(&large);
    }
}

/* The first net is that of a design of its own; the others are as even, and are others; more points of as many nets have these first. */
static void nets_are_dealt_their_points_in_turn(void **state)
{
  (void)state;
  enum { K = 3, N = 64, NETS = 4, EACH = N / NETS };
  CdDesignPlan plan = {.kind = CD_DESIGN_SOBOL, .factors = K, .n = N, .seed = 9, .nets = NETS}, alone = plan, more = plan;
  alone.n = EACH;
  alone.nets = 0;
  more.n = 2 * N;
  Table all = table_of(plan), first = table_of(alone), larger = table_of(more);
  assert_memory_equal(all.unit, larger.unit, N * K * sizeof(double));
  for (guint net = 0; net < NETS; net++)
    for (guint f = 0; f < K; f++) {
      bool seen[EACH] = {false};
      guint as_first = 0;
      for (guint p = 0; p < EACH; p++) {
        double u = all.unit[(p * NETS + net) * K + f];
        as_first += u == first.unit[p * K + f];
        assert_false(seen[(guint)(u * EACH)]);
        seen[(guint)(u * EACH)] = true;
      }
      assert_int_equal(as_first, net == 0 ? EACH : 0);
    }
  clear(&all);
  clear(&first);
  clear(&larger);
  GError *error = NULL;
  plan.n = 66;
  assert_null(cd_design_new(&plan, &error));
  assert_non_null(strstr(error->message, "among 4 nets"));
  g_clear_error(&error);
  plan.kind = CD_DESIGN_LATIN;
  assert_null(cd_design_new(&plan, &error));
  assert_non_null(strstr(error->message, "nets of Sobol's sequence"));
  g_clear_error(&error);
}

/* Each of the first 2^m rows of A, and of B, in its own part in every factor: a Saltelli design's matrices are nets. */
static void matrices_of_saltelli_are_stratified(void **state)
{
  (void)state;
  enum { N = 64, K = 20 };
  Table table = table_of((CdDesignPlan){.kind = CD_DESIGN_SALTELLI, .factors = K, .n = N, .seed = 8});
  for (guint last = 0; last < 2; last++)
    for (guint f = 0; f < K; f++) {
      guint8 seen[N] = {0};
      for (guint base = 0; base < N; base++)
        assert_int_equal(seen[(guint)(table.unit[(base * (K + 2) + last * (K + 1)) * K + f] * N)]++, 0);
    }
  clear(&table);
}

/* 2^32 base points of 500 factors: nothing is held, and the last row is read as soon as the first. */
static void great_designs_are_not_held(void **state)
{
  (void)state;
  for (CdDesignKind kind = 0; kind <= CD_DESIGN_MORRIS; kind++) {
    if (kind == CD_DESIGN_MAXIMIN)
      continue;
    CdDesignPlan plan = {.kind = kind, .factors = 500, .n = CD_DESIGN_MAX_POINTS, .seed = 1, .levels = 4};
    g_autoptr(CdDesign) design = cd_design_new(&plan, NULL);
    g_autoptr(CdDesignCursor) cursor = cd_design_cursor_new(design);
    double unit[500];
    CdDesignLabel label;
    cd_design_read(cursor, cd_design_rows(design) - 1, 1, unit, &label);
    assert_true(label.base == CD_DESIGN_MAX_POINTS - 1);
    for (guint f = 0; f < 500; f++)
      assert_true(unit[f] >= 0 && unit[f] <= 1);
  }
}

static void assert_refused(CdDesignPlan plan, const char *const *words)
{
  g_autoptr(GError) error = NULL;
  if (cd_design_new(&plan, &error))
    fail_msg("not refused: %s", words[0]);
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
  for (; *words; words++)
    if (!strstr(error->message, *words))
      fail_msg("\"%s\" lacks \"%s\"", error->message, *words);
}

static void what_cannot_be_had_is_refused_with_what_can(void **state)
{
  (void)state;
#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
  static const char *const names[] = {"price", "staff", "delay"};
  static const guint gap[3] = {0, 2, 2}, far[3] = {0, 1, 3}, none[3] = {0, 3, 3}, great[3] = {10000, 10000, 10000};
  static const double outside[3] = {0.5, 1.5, 0.5}, undefined[3] = {0.5, 0.5, NAN};
  CdDesignPlan plan = {.factors = 3, .n = 8, .levels = 4, .name = names};
#define REFUSE(design, change, ...)                                                                                    \
  do {                                                                                                                 \
    CdDesignPlan changed = plan;                                                                                       \
    changed.kind = (design);                                                                                           \
    changed.change;                                                                                                    \
    assert_refused(changed, WORDS(__VA_ARGS__));                                                                       \
  } while (0)
  REFUSE(CD_DESIGN_RANDOM, factors = 0, "factors", ": 0 is not possible, 1 to 10000 are");
  REFUSE(CD_DESIGN_SOBOL, factors = 1112, "1112", "1 to 1111", "Latin hypercube");
  REFUSE(CD_DESIGN_SALTELLI, factors = 556, "556", "1 to 555", "Morris");
  REFUSE(CD_DESIGN_LATIN, n = 0, "points", ": 0 is not", "1 to 4294967296");
  REFUSE(CD_DESIGN_SALTELLI, n = CD_DESIGN_MAX_POINTS + 1, "4294967297");
  REFUSE(CD_DESIGN_MAXIMIN, n = 2001, "2001", "1 to 2000", "plain Latin hypercube");
  REFUSE(CD_DESIGN_MAXIMIN, n = (changed.factors = 51, 2000), "points times factors", "102000", "1 to 100000");
  REFUSE(CD_DESIGN_SALTELLI, group = gap, "group 1 of 0 to 2", "without gaps");
  REFUSE(CD_DESIGN_MORRIS, group = far, "delay", "3 is not possible, 0 to 2");
  REFUSE(CD_DESIGN_MORRIS, levels = 0, "levels", ": 0 is not", "2 to 10000");
  REFUSE(CD_DESIGN_MORRIS, levels = 5, "levels", "5", "even");
  REFUSE(CD_DESIGN_MORRIS, pool = 4, "trajectories", ": 8 is not possible, 2 to 4", "enlarge");
  REFUSE(CD_DESIGN_MORRIS, pool = 3000, "pool", "3000", "2 to 2000");
  REFUSE(CD_DESIGN_GRID, level = none, "levels of price", ": 0 is not", "1 to 10000");
  REFUSE(CD_DESIGN_GRID, level = great, "points of a grid", "first 3 of 3", "1000000000000");
  REFUSE(CD_DESIGN_ONE_AT_A_TIME, base = outside, "base of staff", "1.5", "0 to 1");
  REFUSE(CD_DESIGN_ONE_AT_A_TIME, base = undefined, "base of delay", "nan");
  plan.name = NULL;
  REFUSE(CD_DESIGN_ONE_AT_A_TIME, base = outside, "base of factor 2");
}

static void words_are_those_of_files(void **state)
{
  (void)state;
  assert_string_equal(cd_design_kind_word(CD_DESIGN_RANDOM), "random");
  assert_string_equal(cd_design_kind_word(CD_DESIGN_SALTELLI), "saltelli");
  assert_string_equal(cd_design_kind_word(CD_DESIGN_ONE_AT_A_TIME), "one-at-a-time");
  assert_string_equal(cd_design_block_word(CD_BLOCK_AB), "ab");
  assert_string_equal(cd_design_block_word(CD_BLOCK_MOVE), "move");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(saltelli_has_salib_s_rows),
      cmocka_unit_test(a_base_point_s_rows_are_a_ab_ba_b),
      cmocka_unit_test(the_rows_give_the_known_indices),
      cmocka_unit_test(a_grid_has_every_combination),
      cmocka_unit_test(one_at_a_time_leaves_the_others_at_the_base),
      cmocka_unit_test(a_trajectory_s_rows_move_what_they_say),
      cmocka_unit_test(a_row_does_not_depend_on_how_it_is_asked_for),
      cmocka_unit_test(coordinates_are_of_the_unit_cube),
      cmocka_unit_test(more_points_begin_with_the_fewer),
      cmocka_unit_test(matrices_of_saltelli_are_stratified),
      cmocka_unit_test(nets_are_dealt_their_points_in_turn),
      cmocka_unit_test(great_designs_are_not_held),
      cmocka_unit_test(what_cannot_be_had_is_refused_with_what_can),
      cmocka_unit_test(words_are_those_of_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
