#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/report.h"
#include "concordat/run.h"
#include "tests/unit/minimal.h"

#define BUDGETS "  <budgets growth=\"uniform(-0.02, 0)\" source=\"made-up\" grade=\"D\"/>\n"
#define CHANGES                                                                                                        \
  "    <budget-change id=\"cut\" from=\"2023-04\" factor=\"0.95\"/>\n"                                                 \
  "    <grant id=\"extra-help\" pounds=\"200000\" from=\"2021-04\" until=\"2023-03\"/>\n"

static char *page_of(const char *const *pair)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 4;
  options.jobs = 1;
  g_autoptr(CdResults) results = cd_run(scenario, &options, NULL);
  return cd_report_html(results);
}

static void assert_tells(const char *page, const char *text)
{
  if (!strstr(page, text))
    fail_msg("the page does not say: %s", text);
}

static void budgets_are_told_of_councils_that_state_one(void **state)
{
  (void)state;
  const char *const pair[] = {NULL};
  g_autofree char *page = page_of(pair);
  assert_tells(page, "<h3>Budgets and reserves</h3>");
  assert_tells(page, "Eastham Council, budget and reserves: means");
  assert_tells(page, "Eastham Council, budget and reserves: change against business as usual, with its verdict");
  assert_tells(page, "reserves are used up before the contract ends in 100% of runs");
  assert_tells(page, "has to be found elsewhere");
  assert_null(strstr(page, "Westham Council, budget"));
  assert_null(strstr(page, "Places that the missing money would pay for"));
}

static void nothing_is_told_where_the_scenario_has_no_budgets(void **state)
{
  (void)state;
  const char *const pair[] = {BUDGETS, "", CHANGES, "", NULL};
  g_autofree char *page = page_of(pair);
  assert_null(strstr(page, "Budgets and reserves"));
}

static void a_fixed_budget_is_told_in_people_too(void **state)
{
  (void)state;
  const char *const pair[] = {"<budgets growth", "<budgets gap=\"fixed-budget\" growth", "reserves=\"100000\"",
                              "reserves=\"0\"", NULL};
  g_autofree char *page = page_of(pair);
  assert_tells(page, "Places that the missing money would pay for");
  assert_tells(page, "it has no reserves, and is short in 100% of runs");
  assert_tells(page, "that is in the figures of people, deaths and benefit above");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(budgets_are_told_of_councils_that_state_one),
      cmocka_unit_test(nothing_is_told_where_the_scenario_has_no_budgets),
      cmocka_unit_test(a_fixed_budget_is_told_in_people_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
