/* Signs and sizes of what staff does to a service, against the evidence: docs/validation.md, "Staff and the dip". */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/engine/staff.h"
#include "tests/unit/minimal.h"

/* The defaults of the program, as a scenario that says nothing has them, at quantile U of each. */
static CdDelivery defaults_at(double u)
{
  static const char *const none[] = {NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(none);
  const CdDeliverySpec *spec = cd_scenario_delivery(scenario, 0);
  CdDelivery it = {0};
#define AT(name)                                                                                                       \
  it.name = cd_dist_quantile(&spec->name.dist, u, CD_FIELD(DELIVERY, Delivery, name)->low,                             \
                             CD_FIELD(DELIVERY, Delivery, name)->high)
  AT(drop_change);
  AT(drop_incumbent);
  AT(recovery_months);
  AT(vacancy);
  AT(turnover);
  AT(turnover_after);
#undef AT
  return it;
}

/* Mean over the first twelve months of the capacity lost, at quantile U of the defaults. */
static double lost_in_a_year(double u, bool changed)
{
  CdDelivery delivery = defaults_at(u);
  CdWorld world = {.delivery = &delivery};
  CdServiceContract contract = {.change = changed};
  CdService service = {.at = &contract, .drop_change = delivery.drop_change, .drop_incumbent = delivery.drop_incumbent};
  double lost = 0;
  for (guint month = 0; month < 12; month++)
    lost += (1 - cd_staff_capacity(&service, &world, 0, month)) / 12;
  return lost;
}

static double leaving_in_a_year(double u, bool changed)
{
  CdDelivery delivery = defaults_at(u);
  CdWorld world = {.delivery = &delivery};
  CdServiceContract contract = {.change = changed};
  CdService service = {.at = &contract, .drop_change = delivery.drop_change, .drop_incumbent = delivery.drop_incumbent};
  double sum = 0;
  for (guint month = 0; month < 12; month++)
    sum += cd_staff_leaving(&service, &world, 0, month);
  return sum;
}

/* Judgement had 5, 12, 20 % of the completions of a year where the provider changes and 0, 3, 6 % where it does not; drops of 3, 8, 15 % that
 * fade over 4, 6, 12 months take their place. Capacity alone, without what fewer starts bring about later: less than that judgement at the
 * middle, and within it at the high end. */
static void a_change_of_provider_costs_less_than_the_dip_it_replaces(void **state)
{
  (void)state;
  double low = lost_in_a_year(1e-9, true), middle = lost_in_a_year(0.5, true), high = lost_in_a_year(1 - 1e-9, true);
  assert_true(low > 0.005 && low < 0.02);
  assert_true(middle > 0.03 && middle < 0.06);
  assert_true(high > 0.08 && high < 0.20);
  assert_true(lost_in_a_year(1e-9, false) < 1e-4);
  assert_true(lost_in_a_year(0.5, false) > 0 && lost_in_a_year(0.5, false) < middle / 2);
  assert_true(lost_in_a_year(1 - 1e-9, false) < 0.06);
}

/* Workforce census: 8 % of posts empty, 19 to 25 % of workers leave in a year. Where as many come as leave, posts take
 * vacancy / ((1 - vacancy) turnover) years to fill; recovery, which is that filling, is assumed to take 4 to 12 months. */
static void recovery_takes_as_long_as_posts_take_to_fill(void **state)
{
  (void)state;
  CdDelivery delivery = defaults_at(0.5);
  double months = 12 * delivery.vacancy / ((1 - delivery.vacancy) * delivery.turnover);
  assert_true(months > defaults_at(1e-9).recovery_months && months < defaults_at(1 - 1e-9).recovery_months);
}

/* 19 % in a quiet year; in the first year of a new provider a quarter or so, as in the census of the year with most. */
static void turnover_is_that_of_the_census(void **state)
{
  (void)state;
  CdDelivery delivery = defaults_at(0.5);
  assert_true(delivery.turnover >= 0.19 && delivery.turnover <= 0.25);
  double first = leaving_in_a_year(0.5, true);
  assert_true(first > 0.22 && first < 0.32);
  assert_true(leaving_in_a_year(0.5, false) < first);
}

/* Twice the turnover for good leaves 15 % of posts empty (16 : 92): that staff, not the first drop, would be what lasts. */
static void lasting_turnover_outweighs_the_first_drop_in_the_long_run(void **state)
{
  (void)state;
  CdDelivery delivery = defaults_at(0.5);
  assert_true(cd_staff_thinning(&delivery) == 0); /* what is not said does nothing */
  delivery.turnover_after = 2;
  double thinning = cd_staff_thinning(&delivery);
  assert_true(fabs(1 - (1 - delivery.vacancy) * (1 - thinning) - 16.0 / 108) < 1e-12);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_change_of_provider_costs_less_than_the_dip_it_replaces),
      cmocka_unit_test(recovery_takes_as_long_as_posts_take_to_fill),
      cmocka_unit_test(turnover_is_that_of_the_census),
      cmocka_unit_test(lasting_turnover_outweighs_the_first_drop_in_the_long_run),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
