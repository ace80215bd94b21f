#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/report.h"
#include "concordat/run.h"
#include "sim/report/budget-words.h"
#include "sim/report/figure.h"
#include "tests/unit/minimal.h"

#define BUDGETS "  <budgets growth=\"uniform(-0.02, 0)\" source=\"made-up\" grade=\"D\"/>\n"
#define CHANGES                                                                                                        \
  "    <budget-change id=\"cut\" from=\"2023-04\" factor=\"0.95\"/>\n"                                                 \
  "    <grant id=\"extra-help\" pounds=\"200000\" from=\"2021-04\" until=\"2023-03\"/>\n"

static void budgets_are_told_of_councils_that_state_one(void **state)
{
  (void)state;
  const char *const pair[] = {NULL};
  g_autofree char *page = cd_minimal_page(pair);
  cd_assert_tells(page, "<h3>Budgets and reserves</h3>");
  cd_assert_tells(page, "Eastham Council, budget and reserves: means");
  cd_assert_tells(page, "Eastham Council, budget and reserves: change against business as usual, with its verdict");
  cd_assert_tells(page, "reserves are used up before the contract ends in 100% of runs");
  cd_assert_tells(page, "has to be found elsewhere");
  assert_null(strstr(page, "Westham Council, budget"));
  assert_null(strstr(page, "Places that the missing money would pay for"));
}

/* Years of four at the most, over the horizon; where the contract ends nothing is drawn. */
static void cost_less_budget_is_told_by_year_and_in_short(void **state)
{
  (void)state;
  const char *const pair[] = {NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 4;
  options.jobs = 1;
  g_autoptr(CdResults) results = cd_run(scenario, &options, NULL);
  g_autofree char *page = cd_report_html(results), *paper = cd_report_paper(results),
                  *screen = cd_report_text(results, 2000, false), *sentence = cd_budget_sentence(results);
  cd_assert_tells(page, "Eastham Council, on average: first short in year 1 under “As now”");
  cd_assert_tells(page, "Year 1: cost less budget");
  cd_assert_tells(sentence, "Under “As now” Eastham Council pays ");
  cd_assert_tells(sentence, " and runs short, reserves used up, in 100% of runs");
  assert_null(strstr(sentence, "Westham")); /* it states no budget */
  cd_assert_tells(paper, "Against budgets, means over the contract.");
  cd_assert_tells(screen, "Against budgets, means over the contract.");
}

static void sides_of_a_budget_are_words(void **state)
{
  (void)state;
  static const struct {
    double low, high;
    const char *text;
  } known[] = {{-400000, -35100, "£35.1k to £400k below"},
               {-12000, 35000, "£12.0k below to £35.0k above"},
               {12000, 35000, "£12.0k to £35.0k above"}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autofree char *text = cd_budget_range(known[i].low, known[i].high);
    assert_string_equal(text, known[i].text);
  }
  g_autofree char *half = cd_figure_share_of(0.005), *none = cd_figure_share_of(0);
  assert_string_equal(half, "<1%");
  assert_string_equal(none, "0%");
}

static void nothing_is_told_where_the_scenario_has_no_budgets(void **state)
{
  (void)state;
  const char *const pair[] = {BUDGETS, "", CHANGES, "", NULL};
  g_autofree char *page = cd_minimal_page(pair);
  assert_null(strstr(page, "Budgets and reserves"));
}

static void a_fixed_budget_is_told_in_people_too(void **state)
{
  (void)state;
  const char *const pair[] = {"<budgets growth", "<budgets gap=\"fixed-budget\" growth", "reserves=\"100000\"",
                              "reserves=\"0\"", NULL};
  g_autofree char *page = cd_minimal_page(pair);
  cd_assert_tells(page, "Places that the missing money would pay for");
  cd_assert_tells(page, "it has no reserves, and is short in 100% of runs");
  cd_assert_tells(page, "that is in the figures of people, deaths and benefit above");
}

/* It stops for good after a year: the care that it bought is told of, though the council states no budget. */
static void a_grant_of_a_council_without_a_budget_is_told_in_people(void **state)
{
  (void)state;
  const char *const pair[] = {" budget=\"2500000\" reserves=\"100000\"", "", CHANGES,
                              "    <grant id=\"extra-help\" pounds=\"200000\" from=\"2021-04\" until=\"2023-03\" "
                              "buys=\"extra\" renewal=\"0\"/>\n",
                              NULL};
  g_autofree char *page = cd_minimal_page(pair);
  assert_null(strstr(page, "Budgets and reserves"));
  cd_assert_tells(page, "<h3>Grants that may stop</h3>");
  cd_assert_tells(page, "Eastham Council: grants that buy care beside the contracts come to £");
  cd_assert_tells(page, "they are missing in its figures of people");
  assert_null(strstr(page, "Westham Council: grants"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(budgets_are_told_of_councils_that_state_one),
      cmocka_unit_test(cost_less_budget_is_told_by_year_and_in_short),
      cmocka_unit_test(sides_of_a_budget_are_words),
      cmocka_unit_test(nothing_is_told_where_the_scenario_has_no_budgets),
      cmocka_unit_test(a_fixed_budget_is_told_in_people_too),
      cmocka_unit_test(a_grant_of_a_council_without_a_budget_is_told_in_people),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
