#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/valuation/utility.h"
#include "tests/unit/near.h"

static const CdScales scales = {.cost_scale = 0.1, .outcome_scale = 0.2, .continuity_scale = 0.05, .time_scale = 12};
static const CdConsequences now = {.cost = 1000, .completions = 200, .continuity = 40, .control = 1, .delay = 0};

static void as_now_is_worth_a_half(void **state)
{
  (void)state;
  assert_nine(cd_linear_value(0, 0.1), 0.5);
  CdValues values = cd_consequence_values(&now, &now, &scales);
  assert_nine(values.cost, 0.5);
  assert_nine(values.outcomes, 0.5);
  assert_nine(values.continuity, 0.5);
}

static void a_change_of_the_scale_is_worth_a_half_more_or_less(void **state)
{
  (void)state;
  assert_nine(cd_linear_value(0.1, 0.1), 1);
  assert_nine(cd_linear_value(-0.1, 0.1), 0);
  assert_nine(cd_linear_value(0.04, 0.1), 0.7);
  assert_nine(cd_linear_value(-0.02, 0.1), 0.4);
}

static void no_change_is_worth_more_than_one_or_less_than_nought(void **state)
{
  (void)state;
  assert_true(cd_linear_value(3, 0.1) == 1);
  assert_true(cd_linear_value(-3, 0.1) == 0);
}

static void pounds_count_however_many(void **state)
{
  (void)state;
  assert_nine(cd_cost_value(0, 0.1), 0.5);
  assert_nine(cd_cost_value(0.1, 0.1), 0);
  assert_nine(cd_cost_value(0.67, 0.1), -2.85);
  assert_nine(cd_cost_value(-0.3, 0.1), 2);
}

static void values_go_by_relative_change_and_each_by_its_own_scale(void **state)
{
  (void)state;
  CdConsequences then = {.cost = 1040, .completions = 210, .continuity = 39, .control = 0.6, .delay = 3};
  CdValues values = cd_consequence_values(&then, &now, &scales);
  assert_nine(values.cost, 0.3);        /* + 4 % of cost:      0.5 - 0.5 x 0.04 / 0.1 */
  assert_nine(values.outcomes, 0.625);  /* + 5 %:              0.5 + 0.5 x 0.05 / 0.2 */
  assert_nine(values.continuity, 0.25); /* - 2.5 %:            0.5 - 0.5 x 0.025 / 0.05 */
  assert_nine(values.control, 0.6);
  assert_nine(values.time, 0.75); /* 1 - 3 / 12 */
}

static void lateness_beyond_the_scale_is_worth_nought_and_no_less(void **state)
{
  (void)state;
  CdConsequences late = now;
  late.delay = 30;
  assert_true(cd_consequence_values(&late, &now, &scales).time == 0);
}

static void change_is_relative_to_the_size_of_what_is_now(void **state)
{
  (void)state;
  CdConsequences loss = now, less = now;
  loss.continuity = -40;
  less.continuity = -41; /* worse by 2.5 % of 40 */
  assert_nine(cd_consequence_values(&less, &loss, &scales).continuity, 0.25);
}

static void something_from_nothing_is_a_whole_step(void **state)
{
  (void)state;
  CdConsequences nothing = now, something = now;
  nothing.cost = 0;
  something.cost = 5;
  CdScales wide = scales;
  wide.cost_scale = 2;
  assert_nine(cd_consequence_values(&something, &nothing, &wide).cost, 0.25); /* 0.5 - 0.5 x 1 / 2 */
  assert_nine(cd_consequence_values(&nothing, &nothing, &wide).cost, 0.5);
  something.cost = -5;
  assert_nine(cd_consequence_values(&something, &nothing, &wide).cost, 0.75);
}

static void a_peak_falls_evenly_on_both_sides(void **state)
{
  (void)state;
  assert_nine(cd_peaked_value(7, 7, 4), 1);
  assert_nine(cd_peaked_value(5, 7, 4), 0.5);
  assert_nine(cd_peaked_value(8, 7, 4), 0.75);
  assert_true(cd_peaked_value(11, 7, 4) == 0);
  assert_true(cd_peaked_value(1, 7, 4) == 0);
}

static void a_table_is_joined_by_straight_lines_and_flat_beyond(void **state)
{
  (void)state;
  static const double at[] = {3, 5, 10}, value[] = {0.2, 1, 0.5};
  assert_nine(cd_tabulated_value(CD_SHAPE_TABLE, 3, at, value, 3), 0.2);
  assert_nine(cd_tabulated_value(CD_SHAPE_TABLE, 3, at, value, 3.5), 0.4);
  assert_nine(cd_tabulated_value(CD_SHAPE_TABLE, 3, at, value, 5), 1);
  assert_nine(cd_tabulated_value(CD_SHAPE_TABLE, 3, at, value, 9), 0.6);
  assert_nine(cd_tabulated_value(CD_SHAPE_TABLE, 3, at, value, 10), 0.5);
  assert_true(cd_tabulated_value(CD_SHAPE_TABLE, 3, at, value, 1) == 0.2);
  assert_true(cd_tabulated_value(CD_SHAPE_TABLE, 3, at, value, 15) == 0.5);
  assert_true(cd_tabulated_value(CD_SHAPE_TABLE, 1, at, value, 4) == 0.2);
}

static void a_straight_line_ends_at_its_points(void **state)
{
  (void)state;
  static const double at[] = {0.2, 0.7}, value[] = {0.9, 0.4};
  assert_nine(cd_tabulated_value(CD_SHAPE_LINEAR, 2, at, value, 0.3), 0.8);
  assert_true(cd_tabulated_value(CD_SHAPE_LINEAR, 2, at, value, 0) == 0.9);
  assert_true(cd_tabulated_value(CD_SHAPE_LINEAR, 2, at, value, 1) == 0.4);
}

static void steps_keep_each_value_up_to_the_next(void **state)
{
  (void)state;
  static const double at[] = {0.3, 0.4, 0.6}, value[] = {0.1, 1, 0.5};
  assert_true(cd_tabulated_value(CD_SHAPE_STEPPED, 3, at, value, 0) == 0.1);
  assert_true(cd_tabulated_value(CD_SHAPE_STEPPED, 3, at, value, 0.3999) == 0.1);
  assert_true(cd_tabulated_value(CD_SHAPE_STEPPED, 3, at, value, 0.4) == 1);
  assert_true(cd_tabulated_value(CD_SHAPE_STEPPED, 3, at, value, 0.5999) == 1);
  assert_true(cd_tabulated_value(CD_SHAPE_STEPPED, 3, at, value, 0.6) == 0.5);
  assert_true(cd_tabulated_value(CD_SHAPE_STEPPED, 3, at, value, 1) == 0.5);
}

/* The second of four levels from 0.3 to 0.6 is 0.39999999999999997. */
static void a_level_that_rounding_left_below_a_step_is_on_it(void **state)
{
  (void)state;
  static const double at[] = {0.3, 0.4}, value[] = {0.1, 1};
  double level = 0.3 + (0.6 - 0.3) * 1 / 3;
  assert_true(level < 0.4);
  assert_true(cd_tabulated_value(CD_SHAPE_STEPPED, 2, at, value, level) == 1);
  assert_nine(cd_tabulated_value(CD_SHAPE_LINEAR, 2, at, value, level), 1);
}

static void a_change_is_relative_to_the_size_of_now_and_from_nothing_a_whole(void **state)
{
  (void)state;
  assert_nine(cd_relative_change(110, 100), 0.1);
  assert_nine(cd_relative_change(-110, -100), -0.1);
  assert_nine(cd_relative_change(50, -100), 1.5);
  assert_true(cd_relative_change(3, 0) == 1 && cd_relative_change(-3, 0) == -1 && cd_relative_change(0, 0) == 0);
}

static void weights_meet_their_own_values(void **state)
{
  (void)state;
  CdWeights weights = {.cost = 0.3, .outcomes = 0.25, .continuity = 0.2, .control = 0.15, .time = 0.1};
  CdValues values = {.cost = 0.1, .outcomes = 0.3, .continuity = 0.5, .control = 0.7, .time = 0.9};
  assert_nine(cd_weigh(&weights, &values), 0.4); /* 0.03 + 0.075 + 0.1 + 0.105 + 0.09 */
}

static void control_is_what_is_local_and_the_own_part_of_the_rest(void **state)
{
  (void)state;
  assert_nine(cd_control_value(0.3, 0.6, true), 0.72); /* 0.3 + 0.7 x 0.6 */
  assert_nine(cd_control_value(0.3, 1, true), 1);
  assert_nine(cd_control_value(1, 0, true), 1);
  assert_nine(cd_control_value(0.3, 0.6, false), 0.54); /* a quarter less where it cannot leave */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(as_now_is_worth_a_half),
      cmocka_unit_test(a_change_of_the_scale_is_worth_a_half_more_or_less),
      cmocka_unit_test(no_change_is_worth_more_than_one_or_less_than_nought),
      cmocka_unit_test(pounds_count_however_many),
      cmocka_unit_test(values_go_by_relative_change_and_each_by_its_own_scale),
      cmocka_unit_test(lateness_beyond_the_scale_is_worth_nought_and_no_less),
      cmocka_unit_test(change_is_relative_to_the_size_of_what_is_now),
      cmocka_unit_test(something_from_nothing_is_a_whole_step),
      cmocka_unit_test(a_peak_falls_evenly_on_both_sides),
      cmocka_unit_test(a_table_is_joined_by_straight_lines_and_flat_beyond),
      cmocka_unit_test(a_straight_line_ends_at_its_points),
      cmocka_unit_test(steps_keep_each_value_up_to_the_next),
      cmocka_unit_test(a_level_that_rounding_left_below_a_step_is_on_it),
      cmocka_unit_test(a_change_is_relative_to_the_size_of_now_and_from_nothing_a_whole),
      cmocka_unit_test(weights_meet_their_own_values),
      cmocka_unit_test(control_is_what_is_local_and_the_own_part_of_the_rest),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
