/* Elementary effects against populations that can be counted out, and against designs that are not what they should be. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/sensitivity/effects.h"
#include "tests/unit/analytic.h"
#include "tests/unit/near.h"

enum { LEVELS = 4, FACTORS = 3, STARTS = 64, ORDERS = 6, ALL = STARTS * ORDERS };

static const guint order_of[ORDERS][FACTORS] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};

/* Every trajectory on the grid of four levels with steps of 2/3: each starting point, in each order. Steps are their own inverse, so that each effect is met as often at each point of the others. */
static void every_trajectory(double *unit, double *y, CdAnalytic f)
{
  for (guint t = 0; t < ALL; t++) {
    guint level[FACTORS] = {t / ORDERS % LEVELS, t / ORDERS / LEVELS % LEVELS, t / ORDERS / LEVELS / LEVELS};
    for (guint step = 0; step <= FACTORS; step++) {
      guint row = t * (FACTORS + 1) + step;
      if (step > 0) {
        guint f_moved = order_of[t % ORDERS][step - 1];
        level[f_moved] = (level[f_moved] + 2) % LEVELS;
      }
      for (guint i = 0; i < FACTORS; i++)
        unit[row * FACTORS + i] = level[i] / 3.0;
      y[row] = f(&unit[row * FACTORS], FACTORS);
    }
  }
}

static double bent(const double *u, guint k)
{
  (void)k;
  return 1 + 2 * u[0] - 3 * u[1] + 0.5 * u[2] + 4 * u[0] * u[1];
}

static const CdEffectsShape all_shape = {ALL, FACTORS, FACTORS, NULL};
static const CdEffectsOptions plain = {.confidence = 0.95};

/* Counted out by a program in another language; its sigma is the population's, divisor n. */
static void populations_have_their_exact_effects(void **state)
{
  (void)state;
  static const struct {
    CdAnalytic f;
    double mu[FACTORS], star[FACTORS], sigma[FACTORS];
  } of[] = {{cd_ishigami, {7.704054, 0, 0}, {7.704054, 7.875, 6.248796}, {6.248796, 7.875, 8.837132}},
            {bent, {4, -1, .5}, {4, 1.5, .5}, {1.490712, 1.490712, 0}}};
  static double unit[ALL * (FACTORS + 1) * FACTORS], y[ALL * (FACTORS + 1)];
  for (guint c = 0; c < G_N_ELEMENTS(of); c++) {
    every_trajectory(unit, y, of[c].f);
    g_autoptr(CdEffects) it = cd_effects_new(unit, y, &all_shape, CD_MISSING_REFUSE, &plain, NULL);
    assert_true(it->n == ALL && it->groups == FACTORS);
    for (guint i = 0; i < FACTORS; i++) {
      assert_near(it->effect[i].mu, of[c].mu[i], 1e-6);
      assert_near(it->effect[i].star, of[c].star[i], 1e-6);
      assert_near(it->effect[i].sigma * sqrt((ALL - 1.0) / ALL), of[c].sigma[i], 1e-6);
      assert_true(isnan(it->effect[i].star_spread.low));
    }
  }
}

/* Two trajectories of one factor, effects 2 and -4: mu -1, mu* 3, sigma sqrt(18); resampled, mu* is 2, 3 or 4, so its percentiles are 2 and 4. */
static void one_factor_by_hand(void **state)
{
  (void)state;
  static const double unit[] = {0, 0.5, 1, 0.5}, y[] = {1, 2, 3, 5};
  CdEffectsShape shape = {2, 1, 1, NULL};
  CdEffectsOptions options = CD_EFFECTS_OPTIONS_INIT;
  g_autoptr(CdEffects) it = cd_effects_new(unit, y, &shape, CD_MISSING_REFUSE, &options, NULL);
  assert_nine(it->effect[0].mu, -1);
  assert_nine(it->effect[0].star, 3);
  assert_nine(it->effect[0].sigma, sqrt(18));
  assert_nine(it->effect[0].star_spread.low, 2);
  assert_nine(it->effect[0].star_spread.high, 4);
  assert_near(it->effect[0].star_spread.sd, sqrt(0.5), 0.05);
}

/* A group's effect is the size of the change over its longest move; it has no sign. */
static void groups_have_sizes_alone(void **state)
{
  (void)state;
  static const guint group[] = {0, 1, 0};
  static const double unit[] = {0, 0, 1, /* */ 0.5, 0, 0.75, /* */ 0.5, 0.5, 0.75}, y[] = {3, 1, 4};
  CdEffectsShape shape = {1, 3, 2, group};
  g_autoptr(CdEffects) it = cd_effects_new(unit, y, &shape, CD_MISSING_REFUSE, &plain, NULL);
  assert_true(isnan(it->effect[0].mu) && isnan(it->effect[0].sigma));
  assert_nine(it->effect[0].star, 4);
  assert_nine(it->effect[1].mu, 6);
  assert_true(isnan(it->effect[1].sigma)); /* of one trajectory */
}

static void assert_refused(const double *unit, const double *y, const CdEffectsShape *shape, CdMissing missing,
                           const char *word)
{
  g_autoptr(GError) error = NULL;
  assert_null(cd_effects_new(unit, y, shape, missing, &plain, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
  if (!strstr(error->message, word))
    fail_msg("\"%s\" says nothing of \"%s\"", error->message, word);
}

static void what_is_no_trajectory_is_refused(void **state)
{
  (void)state;
  CdEffectsShape shape = {1, 2, 2, NULL};
  static const double y[] = {1, 2, 3};
  assert_refused((const double[]){0, 0, 1, 1, 1, 0}, y, &shape, CD_MISSING_REFUSE, "step 1 of trajectory 1");
  assert_refused((const double[]){0, 0, 0, 0, 1, 0}, y, &shape, CD_MISSING_REFUSE, "step 1 of trajectory 1");
  assert_refused((const double[]){0, 0, 1, 0, 0, 0}, y, &shape, CD_MISSING_REFUSE, "step 2 of trajectory 1");
  assert_refused((const double[]){0, 0, 1, 0, NAN, 0}, y, &shape, CD_MISSING_REFUSE, "step 2 of trajectory 1");
  assert_refused((const double[]){0, 0, 1, 0, 1, 1}, (const double[]){2, 2, 2}, &shape, CD_MISSING_REFUSE,
                 "outcome is 2");
  assert_refused((const double[]){0, 0, 1, 0, 1, 1}, (const double[]){2, NAN, 2}, &shape, CD_MISSING_REFUSE, "row 2");
  assert_refused((const double[]){0, 0, 1, 0, 1, 1}, (const double[]){2, NAN, 3}, &shape, CD_MISSING_DROP, "none of 1");
}

static void a_row_that_is_missing_takes_its_trajectory(void **state)
{
  (void)state;
  static double unit[ALL * (FACTORS + 1) * FACTORS], y[ALL * (FACTORS + 1)];
  every_trajectory(unit, y, bent);
  y[2] = NAN;
  CdEffectsShape rest = {ALL - 1, FACTORS, FACTORS, NULL};
  g_autoptr(CdEffects) it = cd_effects_new(unit, y, &all_shape, CD_MISSING_DROP, &plain, NULL);
  g_autoptr(CdEffects) never =
      cd_effects_new(&unit[(FACTORS + 1) * FACTORS], &y[FACTORS + 1], &rest, CD_MISSING_REFUSE, &plain, NULL);
  assert_true(it->n == ALL - 1 && it->n_dropped == 1);
  for (guint i = 0; i < FACTORS; i++)
    assert_true(it->effect[i].mu == never->effect[i].mu && it->effect[i].star == never->effect[i].star);
}

/* In another unit of the outcome effects are in it too; trajectories may come in any order. */
static void units_and_order_do_not_matter(void **state)
{
  (void)state;
  static double unit[ALL * (FACTORS + 1) * FACTORS], y[ALL * (FACTORS + 1)], back[ALL * (FACTORS + 1) * FACTORS],
      scaled[ALL * (FACTORS + 1)];
  every_trajectory(unit, y, cd_ishigami);
  enum { WIDTH = FACTORS + 1 };
  for (guint t = 0; t < ALL; t++)
    for (guint row = 0; row < WIDTH; row++) {
      guint from = t * WIDTH + row, to = (ALL - 1 - t) * WIDTH + row;
      scaled[to] = 40 - 8 * y[from];
      memcpy(&back[to * FACTORS], &unit[from * FACTORS], FACTORS * sizeof *unit);
    }
  g_autoptr(CdEffects) a = cd_effects_new(unit, y, &all_shape, CD_MISSING_REFUSE, &plain, NULL);
  g_autoptr(CdEffects) b = cd_effects_new(back, scaled, &all_shape, CD_MISSING_REFUSE, &plain, NULL);
  for (guint i = 0; i < FACTORS; i++) {
    assert_nine(b->effect[i].mu, -8 * a->effect[i].mu);
    assert_nine(b->effect[i].star, 8 * a->effect[i].star);
    assert_nine(b->effect[i].sigma, 8 * a->effect[i].sigma);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(populations_have_their_exact_effects),
      cmocka_unit_test(one_factor_by_hand),
      cmocka_unit_test(groups_have_sizes_alone),
      cmocka_unit_test(what_is_no_trajectory_is_refused),
      cmocka_unit_test(a_row_that_is_missing_takes_its_trajectory),
      cmocka_unit_test(units_and_order_do_not_matter),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
