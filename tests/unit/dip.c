#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/engine/dip.h"
#include "tests/unit/near.h"

static void a_dip_is_as_deep_as_its_worst_month_and_as_long_as_its_last(void **state)
{
  (void)state;
  const double completions[] = {100, 100, 88, 92, 97.5, 98.5, 99, 100};
  CdDip dip = cd_dip_find(completions, G_N_ELEMENTS(completions), 100, 2);
  assert_near(dip.depth, 0.12, 1e-12);
  assert_near(dip.months, 3, 0); /* 98.5 is within two per cent */
}

static void what_falls_again_is_not_back(void **state)
{
  (void)state;
  const double completions[] = {95, 99, 97, 99};
  assert_near(cd_dip_find(completions, 4, 100, 0).months, 3, 0);
  const double never[] = {101, 102};
  assert_near(cd_dip_find(never, 2, 100, 0).months, 0, 0);
  assert_near(cd_dip_find(never, 2, 100, 0).depth, 0, 0);
}

static void only_the_first_two_years_of_a_service_are_looked_at(void **state)
{
  (void)state;
  double completions[40];
  for (guint m = 0; m < 40; m++)
    completions[m] = m < 30 ? 100 : 50;
  assert_near(cd_dip_find(completions, 40, 100, 3).depth, 0, 0);
  assert_near(cd_dip_find(completions, 40, 100, 10).depth, 0.5, 1e-12);
  assert_near(cd_dip_find(completions, 40, 100, 10).months, 24, 0);
}

static void without_a_start_or_completions_nothing_is_told(void **state)
{
  (void)state;
  const double completions[] = {1, 1};
  assert_true(isnan(cd_dip_find(completions, 2, 1, 2).depth));
  assert_true(isnan(cd_dip_find(completions, 2, 0, 0).months));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_dip_is_as_deep_as_its_worst_month_and_as_long_as_its_last),
      cmocka_unit_test(what_falls_again_is_not_back),
      cmocka_unit_test(only_the_first_two_years_of_a_service_are_looked_at),
      cmocka_unit_test(without_a_start_or_completions_nothing_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
