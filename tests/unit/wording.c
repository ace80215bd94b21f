/* What reports say where contracts name routes, where there is a single council, and where a run is short. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "concordat/report.h"
#include "concordat/run.h"
#include "concordat/scenario.h"
#include "sim/report/influence-words.h"
#include "sim/report/option-words.h"
#include "sim/report/page.h"

static CdResults *run(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CdScenario) scenario = cd_scenario_load(path, NULL, &error);
  assert_non_null(scenario);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 5;
  return cd_run(scenario, &options, NULL);
}

static int set_up(void **state)
{
  *state = run(SCENARIOS "/routes.xml");
  return *state ? 0 : -1;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

static void routes_are_what_options_differ_in(void **state)
{
  g_autofree char *equal = cd_equal_text(*state), *html = cd_report_html(*state), *paper = cd_report_paper(*state);
  assert_non_null(strstr(equal, "and the route by which each contract is awarded"));
  assert_null(strstr(html, "footprint alone"));
  assert_null(strstr(paper, "footprint alone"));
  static const char *const told[] = {"Route by which it is awarded", "Extension as it is", "Direct award C",
                                     "Most suitable provider", "Extension, then a tender"};
  for (guint i = 0; i < G_N_ELEMENTS(told); i++)
    assert_true(strstr(html, told[i]) && strstr(paper, told[i]));
  assert_non_null(strstr(paper, "Some provider refuses"));
  assert_non_null(strstr(paper, "Extension used, months"));
}

static void one_council_has_nobody_to_go_together_with(void **state)
{
  g_autofree char *html = cd_report_html(*state), *paper = cd_report_paper(*state);
  static const char *const not_told[] = {"all together", ">apart<", "Cross-border clients", "What the terms change",
                                         "Who bears the difference"};
  for (guint i = 0; i < G_N_ELEMENTS(not_told); i++)
    assert_true(!strstr(html, not_told[i]) && !strstr(paper, not_told[i]));
  assert_non_null(strstr(html, "is open to everybody"));
}

static void what_goes_on_does_not_dip(void **state)
{
  g_autofree char *routes = cd_dip_text(*state), *html = cd_report_html(*state);
  assert_non_null(strstr(routes, "(“Extend as it is”)"));
  assert_non_null(strstr(html, "goes on as it is"));
}

static void labels_do_not_repeat_their_unit(void **state)
{
  (void)state;
  static const struct {
    CdMetricKind metric;
    const char *title;
  } titles[] = {{CD_METRIC_BIDS, "Bids a contract"},
                {CD_METRIC_CLIENTS, "People in treatment in a year"},
                {CD_METRIC_CASELOAD, "Average caseload"},
                {CD_METRIC_WAIT, "Wait, months"}};
  for (guint i = 0; i < G_N_ELEMENTS(titles); i++) {
    g_autofree char *title = cd_metric_title(cd_metric(titles[i].metric));
    assert_string_equal(title, titles[i].title);
  }
}

static void few_sets_are_called_too_few(void **state)
{
  const CdResults *results = *state;
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  const CdQuestion *cost =
      cd_questions_find(results->questions, results, (guint)root->joint, (guint)root->apart, CD_METRIC_COST_ANNUAL);
  assert_non_null(cost);
  g_autofree char *answer = cd_influence_answer(results, cost);
  assert_string_equal(answer, "Too few sets of assumptions (5) to tell any assumption from chance.");
}

static void who_is_kept_delivers_and_does_not_win(void **state)
{
  g_autofree char *text = cd_report_text(*state, 100, false);
  assert_non_null(strstr(text, "likeliest to deliver: service incumbent"));
  assert_null(strstr(text, "likeliest to win"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(routes_are_what_options_differ_in), cmocka_unit_test(one_council_has_nobody_to_go_together_with),
      cmocka_unit_test(what_goes_on_does_not_dip),         cmocka_unit_test(labels_do_not_repeat_their_unit),
      cmocka_unit_test(few_sets_are_called_too_few),       cmocka_unit_test(who_is_kept_delivers_and_does_not_win),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
