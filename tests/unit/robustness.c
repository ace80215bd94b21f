/* Criteria for options over scenarios, pairs and how many of them, against values worked by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/sensitivity/pairs.h"
#include "sim/sensitivity/robustness.h"
#include "tests/unit/near.h"

static const double value[] = {10, 4, 7, 1, /* */ 8, 6, 6, 5, /* */ 3, 9, 8, 2};
static const CdScenarios three = {3, 4, value, NULL, 0.6, 0.5, 5};

static void classical_criteria(void **state)
{
  (void)state;
  CdRobustness of[3];
  static const CdRobustness expected[] = {{.worst = 1,
                                           .best = 10,
                                           .mean = 5.5,
                                           .hurwicz = 6.4,
                                           .regret_most = 5,
                                           .regret_mean = 2.5,
                                           .satisfies = 0.5,
                                           .regret_percentile = 1},
                                          {.worst = 5,
                                           .best = 8,
                                           .mean = 6.25,
                                           .hurwicz = 6.8,
                                           .regret_most = 3,
                                           .regret_mean = 1.75,
                                           .satisfies = 1,
                                           .regret_percentile = 2},
                                          {.worst = 2,
                                           .best = 9,
                                           .mean = 5.5,
                                           .hurwicz = 6.2,
                                           .regret_most = 7,
                                           .regret_mean = 2.5,
                                           .satisfies = 0.5,
                                           .regret_percentile = 0}};
  /* Regrets: 0 5 1 4; 2 3 2 0; 7 0 0 3: half of the weight is reached at 1, 2 and 0. */
  assert_true(cd_robustness(&three, of, NULL));
  for (guint o = 0; o < 3; o++) {
    assert_nine(of[o].worst, expected[o].worst);
    assert_nine(of[o].best, expected[o].best);
    assert_nine(of[o].mean, expected[o].mean);
    assert_nine(of[o].hurwicz, expected[o].hurwicz);
    assert_nine(of[o].regret_most, expected[o].regret_most);
    assert_nine(of[o].regret_mean, expected[o].regret_mean);
    assert_nine(of[o].satisfies, expected[o].satisfies);
    assert_nine(of[o].regret_percentile, expected[o].regret_percentile);
  }
}

/* Weighing a scenario twice is having it twice; weighing it nought, not having it, missing values and all. */
static void weights_are_scenarios_so_many_times(void **state)
{
  (void)state;
  static const double weight[] = {2, 0, 1, 1}, with_hole[] = {10, NAN, 7, 1, 8, INFINITY, 6, 0, 3, 9, 8, 2};
  static const double twice[] = {10, 10, 7, 1, 8, 8, 6, 0, 3, 3, 8, 2};
  for (double percentile = 0; percentile <= 1; percentile += 0.125) {
    CdRobustness a[3], b[3];
    CdScenarios weighed = {3, 4, with_hole, weight, 0.3, percentile, 7},
                repeated = {3, 4, twice, NULL, 0.3, percentile, 7};
    assert_true(cd_robustness(&weighed, a, NULL) && cd_robustness(&repeated, b, NULL));
    for (guint o = 0; o < 3; o++) {
      assert_true(a[o].worst == b[o].worst && a[o].best == b[o].best && a[o].regret_most == b[o].regret_most);
      assert_true(a[o].regret_percentile == b[o].regret_percentile);
      assert_nine(a[o].mean, b[o].mean);
      assert_nine(a[o].regret_mean, b[o].regret_mean);
      assert_nine(a[o].satisfies, b[o].satisfies);
      assert_nine(a[o].hurwicz, b[o].hurwicz);
    }
  }
}

/* Six scenarios of weight 0.3, which three times added is not quite half of all: half is reached at the third least regret all the same. */
static void weights_that_do_not_add_up_exactly(void **state)
{
  (void)state;
  static const double two[] = {0, -1, -2, -3, -4, -5, 0, 0, 0, 0, 0, 0}, weight[] = {0.3, 0.3, 0.3, 0.3, 0.3, 0.3};
  CdRobustness of[2];
  assert_true(cd_robustness(&(CdScenarios){2, 6, two, weight, 0.5, 0.5, 0}, of, NULL));
  assert_true(of[0].regret_percentile == 2 && of[1].regret_percentile == 0);
}

/* Of two options: regret is what the difference falls short, max(0, -D). A unit and an offset of the values turn nothing. */
static void two_options_regret_their_difference(void **state)
{
  (void)state;
  static const double two[] = {3, -1, 4, 0, 2, 2};
  double scaled[6];
  for (guint i = 0; i < 6; i++)
    scaled[i] = 50 + 4 * two[i];
  CdRobustness a[2], b[2];
  assert_true(cd_robustness(&(CdScenarios){2, 3, two, NULL, 0.5, 1, 0}, a, NULL));
  assert_true(cd_robustness(&(CdScenarios){2, 3, scaled, NULL, 0.5, 1, 50}, b, NULL));
  assert_true(a[0].regret_most == 3 && a[0].regret_mean == 1 && a[1].regret_most == 3);
  assert_nine(a[1].regret_mean, 5.0 / 3);
  for (guint o = 0; o < 2; o++) {
    assert_nine(b[o].regret_mean, 4 * a[o].regret_mean);
    assert_nine(b[o].hurwicz, 50 + 4 * a[o].hurwicz);
    assert_nine(b[o].satisfies, a[o].satisfies);
    assert_nine(a[o].regret_percentile, a[o].regret_most);
  }
}

static void assert_refused(CdScenarios scenarios, const char *word)
{
  g_autoptr(GError) error = NULL;
  CdRobustness of[3];
  assert_false(cd_robustness(&scenarios, of, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
  if (!strstr(error->message, word))
    fail_msg("\"%s\" says nothing of \"%s\"", error->message, word);
}

static void what_cannot_be_weighed_is_refused(void **state)
{
  (void)state;
  static const double hole[] = {1, 2, NAN, 4}, negative[] = {1, -1}, none[] = {0, 0}, untold[] = {1, NAN};
  assert_refused((CdScenarios){2, 2, hole, NULL, 0.5, 0.9, 0}, "option 2 has no value in scenario 1");
  assert_refused((CdScenarios){2, 2, value, negative, 0.5, 0.9, 0}, "scenario 2");
  assert_refused((CdScenarios){2, 2, value, untold, 0.5, 0.9, 0}, "scenario 2");
  assert_refused((CdScenarios){2, 2, value, none, 0.5, 0.9, 0}, "no scenario");
  assert_refused((CdScenarios){0, 2, value, NULL, 0.5, 0.9, 0}, "no option");
  assert_refused((CdScenarios){2, 0, value, NULL, 0.5, 0.9, 0}, "no scenario");
}

static void pairs_tell_more(void **state)
{
  (void)state;
  static const double joint[] = {104.2, 98.7, 110.1, 95.3, 101.8, 99.9, 107.4, 102.6};
  static const double split[] = {100.1, 97.9, 104.6, 96.0, 98.2, 97.1, 103.9, 99.4};
  CdPairs pairs = cd_pairs(joint, split, 8, 0.95), turned = cd_pairs(split, joint, 8, 0.95);
  assert_nine(pairs.mean, 2.85);
  assert_near(pairs.sd, 1.945691, 1e-6);
  assert_near(pairs.half, 1.626639, 1e-6);
  assert_near(pairs.unpaired_half, 4.3744, 2e-5);
  assert_near(pairs.variance_ratio, 8.53, 1e-3);
  assert_true(turned.mean == -pairs.mean && turned.half == pairs.half);
  assert_true(isnan(cd_pairs(joint, joint, 8, 0.95).variance_ratio) && cd_pairs(joint, joint, 8, 0.95).half == 0);
}

/* t_{31} = 2.039513: for sd 3 and 0.5 wanted (2.039513 * 6)^2 = 149.7. */
static void stein_s_two_stages(void **state)
{
  (void)state;
  CdStein it = cd_stein(32, 3, 0.5, 0.95);
  assert_int_equal(it.size, 150);
  assert_near(it.half, 2.039513 * 3 / sqrt(150), 1e-6);
  assert_true(it.half <= 0.5);
  CdStein enough = cd_stein(32, 0.1, 0.5, 0.95), none = cd_stein(32, 0, 0.5, 0.95),
          endless = cd_stein(2, 1e300, 1e-300, 0.95);
  assert_true(enough.size == 32 && none.size == 32 && none.half == 0 && endless.size == G_GUINT64_CONSTANT(1) << 40);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(classical_criteria),
      cmocka_unit_test(weights_are_scenarios_so_many_times),
      cmocka_unit_test(weights_that_do_not_add_up_exactly),
      cmocka_unit_test(two_options_regret_their_difference),
      cmocka_unit_test(what_cannot_be_weighed_is_refused),
      cmocka_unit_test(pairs_tell_more),
      cmocka_unit_test(stein_s_two_stages),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
