/* Morris' trajectories: the exact populations of elementary effects, directions of groups, and choices from a pool. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/sampling/morris-spread.h"
#include "tests/unit/near.h"

enum { K = 3 };

typedef double (*Model)(const double *unit);

static double ishigami(const double *unit)
{
  double x[K];
  for (guint f = 0; f < K; f++)
    x[f] = (2 * unit[f] - 1) * G_PI;
  return sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * pow(x[2], 4) * sin(x[0]);
}

static double polynomial(const double *x)
{
  return 1 + 2 * x[0] - 3 * x[1] + 0.5 * x[2] + 4 * x[0] * x[1];
}

typedef struct {
  double n, sum, absolute, squares;
} Effects;

static void add_effects(const CdMorris *morris, const CdTrajectory *drawn, Model model, Effects *effects)
{
  guint level[2][K];
  double unit[2][K];
  for (guint p = 0; p <= morris->groups; p++) {
    cd_morris_levels(morris, drawn, p, level[p % 2]);
    for (guint f = 0; f < K; f++)
      unit[p % 2][f] = cd_level_unit(morris->where, level[p % 2][f], morris->levels);
    if (p == 0)
      continue;
    guint moved = drawn->order[p - 1];
    double step = unit[p % 2][moved] - unit[1 - p % 2][moved];
    assert_same(fabs(step), cd_morris_step(morris->where, morris->levels));
    double effect = (model(unit[p % 2]) - model(unit[1 - p % 2])) / step;
    Effects *of = &effects[moved];
    of->n++;
    of->sum += effect;
    of->absolute += fabs(effect);
    of->squares += effect * effect;
  }
}

/* mu, mu*, sigma of three factors, four levels at the ends. */
static const struct {
  Model model;
  double mu[K], absolute[K], sigma[K];
} population[] = {
    {ishigami, {7.704054, 0, 0}, {7.704054, 7.875, 6.248796}, {6.248796, 7.875, 8.837132}},
    {polynomial, {4, -1, 0.5}, {4, 1.5, 0.5}, {1.490712, 1.490712, 0}},
};

static void check_population(const Effects *effects, guint of, double mean_error, double sigma_error)
{
  for (guint f = 0; f < K; f++) {
    double mu = effects[f].sum / effects[f].n;
    double variance = fmax(0, effects[f].squares / effects[f].n - mu * mu);
    assert_true(fabs(mu - population[of].mu[f]) < mean_error);
    assert_true(fabs(effects[f].absolute / effects[f].n - population[of].absolute[f]) < mean_error);
    assert_true(fabs(sqrt(variance) - population[of].sigma[f]) < sigma_error);
  }
}

/* Every start, direction and order: 2^3 * 2^3 * 6 trajectories, each as likely as another. */
static void all_trajectories_are_the_exact_population(void **state)
{
  (void)state;
  static guint order[6][K] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
  CdMorris morris = {.factors = K, .groups = K, .levels = 4};
  for (guint m = 0; m < G_N_ELEMENTS(population); m++) {
    Effects effects[K] = {0};
    for (guint code = 0; code < 64 * 6; code++) {
      guint low[K] = {code & 1, code >> 1 & 1, code >> 2 & 1}, place[K];
      bool rises[K] = {code & 8, code & 16, code & 32};
      CdTrajectory drawn = {low, rises, order[code >> 6], place};
      for (guint g = 0; g < K; g++)
        place[drawn.order[g]] = g;
      add_effects(&morris, &drawn, population[m].model, effects);
    }
    check_population(effects, m, 1e-6, 1e-6);
  }
}

typedef struct {
  guint low[8], order[8], place[8];
  bool rises[8];
} Space;

static CdTrajectory in_space(Space *space)
{
  return (CdTrajectory){space->low, space->rises, space->order, space->place};
}

/* 20,000 drawn ones come near it: within four standard errors, sigma / sqrt(20,000). */
static void drawn_trajectories_are_of_that_population(void **state)
{
  (void)state;
  CdMorris morris = {.seed = 11, .factors = K, .groups = K, .levels = 4};
  Space space;
  CdTrajectory drawn = in_space(&space);
  for (guint m = 0; m < G_N_ELEMENTS(population); m++) {
    Effects effects[K] = {0};
    for (guint64 t = 0; t < 20000; t++) {
      cd_morris_draw(&morris, t, &drawn);
      add_effects(&morris, &drawn, population[m].model, effects);
    }
    check_population(effects, m, 4 * 8.9 / sqrt(20000), 0.1);
  }
}

static void a_step_is_half_the_levels(void **state)
{
  (void)state;
  assert_same(cd_morris_step(CD_LEVELS_ENDS, 4), 2.0 / 3);
  assert_same(cd_morris_step(CD_LEVELS_ENDS, 8), 8.0 / 14);
  assert_same(cd_morris_step(CD_LEVELS_ENDS, 2), 1);
  assert_same(cd_morris_step(CD_LEVELS_MIDDLES, 6), 0.5);
}

/* Factors of a group move at once; all one way, or, mixed, each its own; over many trajectories both ways. */
static void a_group_moves_as_it_was_asked(void **state)
{
  (void)state;
  static const guint group[5] = {0, 1, 0, 2, 0};
  CdMorris morris = {.seed = 4, .factors = 5, .groups = 3, .group = group, .levels = 6};
  Space space;
  CdTrajectory drawn = in_space(&space);
  guint together[2] = {0, 0}, up = 0;
  for (guint mixed = 0; mixed < 2; mixed++) {
    morris.mixed = mixed;
    for (guint64 t = 0; t < 400; t++) {
      cd_morris_draw(&morris, t, &drawn);
      guint level[4][5];
      for (guint p = 0; p < 4; p++)
        cd_morris_levels(&morris, &drawn, p, level[p]);
      for (guint f = 0; f < 5; f++)
        assert_int_equal(level[0][f], drawn.low[f] + (drawn.rises[f] ? 0 : 3));
      for (guint p = 1; p < 4; p++)
        for (guint f = 0; f < 5; f++)
          assert_int_equal(abs((int)level[p][f] - (int)level[p - 1][f]), group[f] == drawn.order[p - 1] ? 3 : 0);
      together[mixed] += drawn.rises[0] == drawn.rises[2] && drawn.rises[2] == drawn.rises[4];
      up += !mixed && drawn.rises[0];
    }
  }
  assert_int_equal(together[0], 400);
  assert_true(together[1] > 60 && together[1] < 140); /* a quarter, 4 standard errors of 8.7 */
  assert_true(up > 160 && up < 240);
}

static double spread_of(const double *distance, guint pool, const guint *chosen, guint n)
{
  double sum = 0;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < i; j++)
      sum += distance[chosen[i] * pool + chosen[j]];
  return sum;
}

/* Two trajectories of one factor and two levels, by hand: 0, 1 against 0, 1: distances 0, 1, 1, 0; the same the other way round. */
static void distances_are_those_by_hand(void **state)
{
  (void)state;
  CdMorris morris = {.factors = 1, .groups = 1, .levels = 2};
  g_autofree double *distance = cd_morris_distances(&morris, 2);
  assert_true(distance[0] == 0 && distance[3] == 0 && distance[1] == 4 && distance[2] == 4);
}

/* Of 12 trajectories 4: the choice is within two in a hundred of the best of all 495, and most often the best. */
static void a_choice_is_nearly_the_best_of_all(void **state)
{
  (void)state;
  enum { POOL = 12, SEEDS = 25 };
  guint is_best = 0;
  for (guint64 seed = 0; seed < SEEDS; seed++) {
    CdMorris morris = {.seed = seed, .factors = 4, .groups = 4, .levels = 4};
    g_autofree double *distance = cd_morris_distances(&morris, POOL);
    double best = 0;
    for (guint a = 3; a < POOL; a++)
      for (guint b = 2; b < a; b++)
        for (guint c = 1; c < b; c++)
          for (guint d = 0; d < c; d++)
            best = fmax(best, spread_of(distance, POOL, (guint[]){d, c, b, a}, 4));
    guint chosen[4];
    cd_morris_spread(&morris, POOL, 4, chosen);
    assert_true(chosen[0] < chosen[1] && chosen[1] < chosen[2] && chosen[2] < chosen[3] && chosen[3] < POOL);
    double found = spread_of(distance, POOL, chosen, 4);
    assert_true(found <= best * (1 + 1e-12) && found > 0.98 * best);
    is_best += found > best * (1 - 1e-12);
  }
  assert_true(is_best > SEEDS / 2);
}

static void the_whole_pool_may_be_chosen(void **state)
{
  (void)state;
  CdMorris morris = {.seed = 1, .factors = 3, .groups = 3, .levels = 4};
  guint chosen[9];
  cd_morris_spread(&morris, 9, 9, chosen);
  for (guint t = 0; t < 9; t++)
    assert_int_equal(chosen[t], t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(all_trajectories_are_the_exact_population),
      cmocka_unit_test(drawn_trajectories_are_of_that_population),
      cmocka_unit_test(a_step_is_half_the_levels),
      cmocka_unit_test(a_group_moves_as_it_was_asked),
      cmocka_unit_test(distances_are_those_by_hand),
      cmocka_unit_test(a_choice_is_nearly_the_best_of_all),
      cmocka_unit_test(the_whole_pool_may_be_chosen),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
