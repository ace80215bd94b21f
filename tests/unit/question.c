/* What a run says of the assumptions that it turns on: two towns with a wide assumption or two, whose effect is worked out by hand; and how it is told. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include "concordat/concordat.h"
#include "sim/appraisal/results.h"
#include "sim/report/influence-words.h"
#include "tests/unit/near.h"

/* In two towns joint is structure 1, separate 0, shared justice 2. */
enum { SEPARATE, JOINT, SHARED };

static CdResults *run_with(const char *const *settings, guint replicates, guint jobs)
{
  GError *error = NULL;
  g_autoptr(CdScenario) scenario = cd_scenario_load(SCENARIOS "/two-towns.xml", settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = replicates;
  options.jobs = jobs;
  return cd_run(scenario, &options, NULL);
}

static const CdInfluences *cost_of(const CdResults *results, guint a, guint b)
{
  const CdQuestion *it = cd_questions_find(results->questions, results, a, b, CD_METRIC_COST_ANNUAL);
  assert_non_null(it);
  return it->influences;
}

static const char *path_of(const CdResults *results, const CdInfluence *it)
{
  return cd_influence_input(results, it)->path;
}

/* Officers' time for each further partner, nought to four posts: only a joint contract needs it, 60,000 for each post, for 12/13 of a further partner
 * (scenarios/two-towns.xml). Beside it two that cost cannot turn on. */
static void what_is_wide_is_found_with_its_size(void **state)
{
  (void)state;
  static const char *const settings[] = {"cost/coordination-wte=uniform(0, 4)", "delivery/death-ratio-out=uniform(2, 3)",
                                         "appraisal/benefit-per-pound=uniform(2, 4)", NULL};
  g_autoptr(CdResults) results = run_with(settings, 400, 2);
  const CdInfluences *it = cost_of(results, JOINT, SEPARATE);
  assert_int_equal(results->questions->n_inputs, 3);
  assert_int_equal(it->n_tested, 3);
  assert_int_equal(it->n_told, 1);
  const CdInfluence *only = it->influence;
  assert_string_equal(path_of(results, only), "cost/coordination-wte");
  assert_int_equal(only->direction, 1);
  assert_true(only->share > 0.95);
  assert_true(fabs(only->low.x - 0.4) < 0.4 && fabs(only->high.x - 3.6) < 0.4);
  double slope = (only->high.d.d.mean - only->low.d.d.mean) / (only->high.x - only->low.x);
  assert_true(fabs(slope / (60000 * 12 / 13.0) - 1) < 0.05);
}

/* Where that takes much of their time the joint service is dearer. */
static void what_reverses_the_answer_is_said_to(void **state)
{
  (void)state;
  static const char *const settings[] = {"cost/coordination-wte=uniform(0, 4)", NULL};
  g_autoptr(CdResults) results = run_with(settings, 100, 2);
  const CdQuestion *question = cd_questions_find(results->questions, results, JOINT, SEPARATE, CD_METRIC_COST_ANNUAL);
  const CdInfluence *only = cd_influences_reversing(question->influences, CD_REVERSAL_SURE);
  assert_non_null(only);
  assert_int_equal(only->direction, 1);
  assert_true(only->low.d.d.mean < 0 && only->high.d.d.mean > 0);
  /* Where it breaks even a run with that value does. */
  assert_true(only->even.low < only->even.value && only->even.value < only->even.high);
  g_autofree char *there = g_strdup_printf("cost/coordination-wte=%.3f", only->even.value);
  const char *const at[] = {there, NULL};
  g_autoptr(CdResults) fresh = run_with(at, 100, 2);
  int sign;
  const CdComparison *comparison = cd_results_comparison(fresh, JOINT, SEPARATE, true, &sign);
  const CdSummary *d = &comparison->value[cd_metric_at(fresh->layout, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0)].d;
  double per_pound = (only->high.d.d.mean - only->low.d.d.mean) / (only->high.x - only->low.x);
  assert_true(fabs(d->mean) < per_pound * (only->even.high - only->even.low) + (d->high - d->low));

  g_autofree char *reversal = cd_influence_reversal(results, question), *answer = cd_influence_answer(results, question);
  assert_true(g_str_has_prefix(reversal, "it goes the other way where “"));
  assert_non_null(strstr(answer, "It rests most on “"));
  assert_non_null(
      strstr(answer, "(cost/coordination-wte), whose range here is judgement and not evidence (grade D): "));
  assert_non_null(strstr(answer, " less where it is low (about "));
  assert_non_null(strstr(answer, " more where it is high (about "));
}

/* What shares its draw cannot be told apart: it counts once. */
static void what_is_drawn_alike_counts_once(void **state)
{
  (void)state;
  static const char *const settings[] = {"council[north]/approval-months=uniform(0, 4)",
                                         "cohort[opiate]/wait-months=uniform(0.1, 2)", NULL};
  g_autoptr(CdResults) results = run_with(settings, 20, 1);
  assert_int_equal(results->questions->n_inputs, 2);
  g_autoptr(CdScenario) llr = cd_scenario_load(SCENARIOS "/llr-2021.xml", NULL, NULL);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 2;
  g_autoptr(CdResults) alike = cd_run(llr, &options, NULL);
  guint n, all = 0;
  CdAccordInput *input = cd_inputs_new(llr, &n);
  for (guint i = 0; i < alike->questions->n_inputs; i++)
    all += 1 + alike->questions->alike[i];
  assert_int_equal(all, n);
  assert_true(alike->questions->n_inputs < n);
  cd_inputs_free(input, n);
}

/* Joint against apart, both against business as usual, then the rest against it; in each, cost first. */
static void questions_are_of_the_pairs_that_matter(void **state)
{
  (void)state;
  static const char *const none[] = {NULL};
  g_autoptr(CdResults) results = run_with(none, 20, 1);
  const CdQuestions *all = results->questions;
  assert_int_equal(all->n_inputs, 0);
  assert_int_equal(all->n,
                   3 * cd_question_metrics); /* apart is business as usual; shared justice and as-decided against it */
  assert_true(all->question[0].a == JOINT && all->question[0].b == SEPARATE);
  assert_true(all->question[cd_question_metrics].a == SHARED && all->question[cd_question_metrics].b == SEPARATE);
  assert_int_equal(results->layout->kind[all->question[0].value], CD_METRIC_COST_ANNUAL);
  for (guint q = 0; q < all->n; q++)
    assert_int_equal(all->question[q].influences->n_told, 0);
  g_autofree char *html = cd_report_html(results), *text = cd_report_text(results, 100, false);
  assert_non_null(strstr(html, "Nothing in this scenario is uncertain but chance"));
  assert_null(strstr(html, "What the main conclusions rest on"));
  assert_null(strstr(text, "It rests most on"));
  assert_null(cd_questions_find(all, results, SEPARATE, JOINT, CD_METRIC_COST_ANNUAL));
  assert_null(cd_questions_find(all, results, JOINT, SEPARATE, CD_METRIC_BIDS));
}

static const char *const wide[] = {"cost/management-fixed=uniform(10000, 90000)",
                                   "delivery/loss-other-provider=uniform(0, 0.3)", NULL};

static void any_number_of_jobs_says_the_same(void **state)
{
  (void)state;
  g_autoptr(CdResults) one = run_with(wide, 30, 1), four = run_with(wide, 30, 4);
  g_autofree char *first = cd_report_json(one), *second = cd_report_json(four);
  assert_string_equal(first, second);
  cd_results_forget(one);
  cd_results_appraise(one, 3);
  g_autofree char *again = cd_report_json(one);
  assert_string_equal(first, again);
}

static JsonObject *influences_of(JsonObject *root, const char *a, const char *metric)
{
  JsonArray *all = json_object_get_array_member(root, "influences");
  for (guint i = 0; i < json_array_get_length(all); i++) {
    JsonObject *it = json_array_get_object_element(all, i);
    if (strcmp(json_object_get_string_member(it, "a"), a) == 0 &&
        strcmp(json_object_get_string_member(it, "metric"), metric) == 0)
      return it;
  }
  return NULL;
}

static void every_report_tells_the_same_influence(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run_with(wide, 100, 2);
  const CdInfluences *cost = cost_of(results, JOINT, SEPARATE);
  assert_true(cost->n_told >= 1);
  g_autofree char *text = cd_report_json(results), *html = cd_report_html(results),
                  *shown = cd_report_text(results, 100, false);
  g_autoptr(JsonNode) node = json_from_string(text, NULL);
  assert_non_null(node);
  JsonObject *it = influences_of(json_node_get_object(node), "joint", "cost-annual");
  assert_non_null(it);
  assert_int_equal(json_object_get_int_member(it, "tested"), 2);
  assert_true(json_object_get_double_member(it, "luck") == cost->luck);
  JsonArray *assumptions = json_object_get_array_member(it, "assumptions");
  assert_int_equal(json_array_get_length(assumptions), cost->n_told);
  JsonObject *first = json_array_get_object_element(assumptions, 0), *low = json_object_get_object_member(first, "low");
  assert_string_equal(json_object_get_string_member(first, "path"), "cost/management-fixed");
  assert_string_equal(json_object_get_string_member(first, "grade"), "D");
  assert_true(json_object_get_double_member(first, "share") == cost->influence[0].share);
  assert_true(json_object_get_double_member(low, "mean") == cost->influence[0].low.d.d.mean);
  assert_int_equal(json_object_get_int_member(low, "n"), 20);

  /* The page: a chart, a table, and the register that comes before every number. */
  const char *section = strstr(html, "<section id=\"changes\">"), *after = strstr(html, "<section id=\"partners\">");
  const char *chart = strstr(section, "<figure class=\"chart\" id=\"chart-influences\">"),
             *noted = strstr(section, "<small>cost/management-fixed</small>");
  assert_true(section < chart && chart < noted && noted < after);
  const char *register_at = strstr(html, "What the main conclusions rest on, in order of influence"),
             *list = strstr(html, "<h3>Every number</h3>");
  assert_true(after < register_at && register_at < list);
  assert_non_null(strstr(register_at, "weak, and it matters: the first to improve"));
  assert_non_null(strstr(shown, "(cost/management-fixed)"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_is_wide_is_found_with_its_size), cmocka_unit_test(what_reverses_the_answer_is_said_to),
      cmocka_unit_test(what_is_drawn_alike_counts_once),     cmocka_unit_test(questions_are_of_the_pairs_that_matter),
      cmocka_unit_test(any_number_of_jobs_says_the_same),    cmocka_unit_test(every_report_tells_the_same_influence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
