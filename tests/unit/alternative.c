#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>
#include "concordat/error.h"
#include "concordat/report.h"
#include "sim/appraisal/results.h"
#include "sim/experiment/alternatives.h"
#include "sim/store/store.h"
#include "sim/report/alternatives-words.h"
#include "tests/unit/minimal.h"
#include "tests/unit/near.h"

#define REPLICATES 20u
#define TURNING "market/envelope-basis=today"

static CdResults *run_of(const char *const *pair, CdRunOptions options)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  g_autoptr(GError) error = NULL;
  options.replicates = REPLICATES;
  options.seed = 3;
  CdResults *results = cd_run(scenario, &options, &error);
  if (!results)
    fail_msg("%s", error->message);
  return results;
}

static CdResults *run(const char *const *pair, bool alternatives, guint jobs)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.alternatives = alternatives;
  options.jobs = jobs;
  return run_of(pair, options);
}

/* Councils get all that one provider of both saves, which counts most where they go apart. */
#define PASSED_ON "<market same-provider-passed-on=\"1\" source=\"made-up\" grade=\"D\""
static const char *const as_it_is[] = {"<market/>", PASSED_ON "/>", NULL};
/* What nobody could bid above binds nobody, whatever it is a multiple of. */
static const char *const unbound[] = {"<market/>", PASSED_ON " envelope=\"2\"/>", NULL};

/* One run for all tests that only look. */
static int set_up(void **state)
{
  *state = run(as_it_is, true, 2);
  return 0;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

static CdAlternative *find(const CdResults *results, const char *setting)
{
  for (guint i = 0; i < results->alternatives->n; i++)
    if (g_str_equal(results->alternatives->alternative[i].setting, setting))
      return &results->alternatives->alternative[i];
  fail_msg("%s was not tried", setting);
  return NULL;
}

static CdDifference answer_of(const CdResults *results, guint metric)
{
  int sign;
  CdPair pair = {(guint)cd_scenario_concordat(results->scenario, 0)->joint,
                 (guint)cd_scenario_concordat(results->scenario, 0)->apart};
  const CdComparison *it = cd_results_comparison(results, pair.a, pair.b, true, &sign);
  CdDifference d = it->value[cd_metric_at(results->layout, cd_question_metric[metric], CD_TOTAL, 0)];
  return sign > 0 ? d : cd_difference_turned(&d);
}

static void assert_same_difference(const CdDifference *a, const CdDifference *b)
{
  assert_true(a->d.mean == b->d.mean && a->d.low == b->d.low && a->d.high == b->d.high && a->d.n == b->d.n);
  assert_true(a->q == b->q && a->q_down == b->q_down);
}

/* Another word is a scenario of its own, and a rerun is its run but for options and terms that the answer does not compare. */
static void a_rerun_finds_what_a_run_with_that_word_finds(void **state)
{
  const CdResults *results = *state;
  static const struct {
    const char *setting, *pair[5];
  } cases[] = {{TURNING, {"<market/>", PASSED_ON " envelope-basis=\"today\"/>", NULL}},
               {"terms/scoring=range",
                {"<market/>", PASSED_ON "/>", "<terms pricing=\"block\"/>",
                 "<terms pricing=\"block\" scoring=\"range\"/>", NULL}}};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CdResults) fresh = run(cases[i].pair, false, 1);
    assert_null(fresh->alternatives);
    const CdAlternative *it = find(results, cases[i].setting);
    assert_int_equal(it->replicates, REPLICATES);
    for (guint m = 0; m < cd_question_metrics; m++) {
      CdDifference other = answer_of(fresh, m), stated = answer_of(results, m);
      assert_same_difference(&it->answer[m].other, &other);
      assert_same_difference(&it->answer[m].stated, &stated);
      assert_near(it->answer[m].shift.d.mean, other.d.mean - stated.d.mean, 1e-6);
    }
  }
}

static void a_choice_that_turns_the_answer_is_named(void **state)
{
  const CdResults *results = *state;
  const CdAlternative *it = find(results, TURNING);
  assert_true(it->answer[0].stated.d.mean < 0 && it->answer[0].other.d.mean > 0);
  assert_int_equal(it->answer[0].change, CD_ALTERNATIVE_SIGN);
  g_autofree char *text = cd_report_text(results, 200, false), *page = cd_report_html(results),
                  *paper = cd_report_paper(results);
  assert_non_null(strstr(text, "Changed choices: with " TURNING " instead of own-cost, yearly cost is £"));
  assert_non_null(strstr(page, "Changed choices: with " TURNING " instead of own-cost, yearly cost is £"));
  assert_non_null(strstr(paper, "Changed choices: with " TURNING " instead of own-cost, yearly cost is £"));
  assert_null(strstr(text, "no choice of model or market by itself reverses it"));
  assert_non_null(strstr(page, "no historic-share to share cost by"));
}

static void words_whose_answers_are_one_are_told_once(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run(as_it_is, true, 2);
  CdAlternative *first = find(results, "terms/scoring=relative"), *second = find(results, "terms/scoring=mean");
  guint i = (guint)(first - results->alternatives->alternative), k = (guint)(second - results->alternatives->alternative);
  assert_true(i < k);
  second->replicates = first->replicates;
  memcpy(second->answer, first->answer, cd_question_metrics * sizeof *first->answer);
  guint one = cd_alternative_first_alike(results->alternatives, i);
  assert_int_equal(cd_alternative_first_alike(results->alternatives, k), one);
  g_autofree char *word = cd_alternative_word(results, one);
  assert_non_null(strstr(word, "mean"));
  assert_non_null(strstr(word, ": the same to the penny"));
  second->answer[1].shift.d.high += 1e-9;
  assert_int_equal(cd_alternative_first_alike(results->alternatives, k), k);
  g_autofree char *alone = cd_alternative_word(results, k);
  assert_string_equal(alone, "mean");
}

static void that_none_turns_it_is_said(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run(unbound, true, 2);
  CdAlternativeChange most;
  assert_int_equal(find(results, TURNING)->answer[0].change, CD_ALTERNATIVE_STAYS);
  assert_null(cd_alternatives_most(results->alternatives, 0, &most));
  g_autofree char *text = cd_report_text(results, 200, false);
  assert_non_null(strstr(text, "none changes the sign or the verdict of the difference in yearly cost"));
}

static void nothing_is_said_where_nothing_was_rerun(void **state)
{
  CdResults results = *(const CdResults *)*state;
  results.alternatives = NULL;
  g_autofree char *text = cd_report_text(&results, 200, false), *page = cd_report_html(&results);
  assert_null(strstr(text, "hanged choices"));
  assert_null(strstr(page, "no choice of model or market by itself"));
  assert_non_null(strstr(page, "Choices of model and market were not rerun."));
  assert_non_null(strstr(page, "--no-alternatives"));
}

/* Joint costs, under each set of assumptions, MORE than it did. */
static CdAlternativeChange change_with(const CdResults *results, double more, CdDifference *shift)
{
  const CdAlternatives *all = results->alternatives;
  CdAlternative *it = find(results, "market/entry=cost-learnt");
  guint cost = cd_metric_at(results->layout, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
  g_autofree double *joint = cd_results_sample(results, CD_ARM(all->pair.a, false), cost);
  g_autofree double *apart = cd_results_sample(results, CD_ARM(all->pair.b, false), cost);
  for (guint r = 0; r < it->replicates * CD_LUCKS; r++) {
    it->value[cd_alternative_at(r / CD_LUCKS, r % CD_LUCKS, 0, 0)] = joint[r] + more;
    it->value[cd_alternative_at(r / CD_LUCKS, r % CD_LUCKS, 1, 0)] = apart[r];
  }
  cd_alternative_appraise(it, all, results);
  *shift = it->answer[0].shift;
  return it->answer[0].change;
}

/* Yearly cost is some 7.5 million, of which a hundredth matters. */
static void what_a_choice_shifts_is_told_apart_from_chance(void **state)
{
  const CdResults *results = *state;
  CdDifference shift;
  assert_int_equal(change_with(results, 1e6, &shift), CD_ALTERNATIVE_SIGN);
  assert_near(shift.d.mean, 1e6, 1e-6);
  assert_near(shift.d.high - shift.d.low, 0, 1e-3);
  assert_int_equal(shift.verdict, CD_VERDICT_LEANING); /* all of twenty */
  CdDifference stated = answer_of(results, 0);
  assert_int_equal(stated.verdict, CD_VERDICT_LEANING);
  assert_int_equal(change_with(results, -0.8 * stated.d.mean, &shift), CD_ALTERNATIVE_VERDICT);
  assert_int_equal(change_with(results, 100, &shift), CD_ALTERNATIVE_STAYS);
  assert_int_equal(shift.verdict, CD_VERDICT_NONE);
}

static void threads_move_no_byte(void **state)
{
  const CdResults *two = *state;
  g_autoptr(CdResults) one = run(as_it_is, true, 1);
  g_autofree char *a = cd_report_json(one), *b = cd_report_json(two);
  assert_string_equal(a, b);
}

static void what_is_stored_is_told_again(void **state)
{
  const CdResults *results = *state;
  g_autofree char *folder = g_dir_make_tmp("concordat-alternative-XXXXXX", NULL),
                  *path = g_build_filename(folder, "results.db", NULL);
  g_autoptr(GError) error = NULL;
  assert_true(cd_store_write(results, path, &error));
  g_autoptr(CdResults) again = cd_results_load(path, 1, &error);
  assert_non_null(again);
  g_autofree char *was = cd_report_json(results), *is = cd_report_json(again);
  g_autofree char *was_page = cd_report_html(results), *is_page = cd_report_html(again);
  assert_string_equal(was, is);
  assert_string_equal(was_page, is_page);
  cd_alternatives_forget(again->alternatives); /* as by another version of the program, from the single runs */
  cd_alternatives_appraise(again->alternatives, again, 1);
  g_autofree char *anew = cd_report_json(again);
  assert_string_equal(was, anew);
  g_unlink(path);
  g_rmdir(folder);
}

static void a_word_that_the_scenario_refuses_is_told_and_not_run(void **state)
{
  const CdAlternative *it = find(*state, "terms/cost-sharing=historic");
  assert_int_equal(it->replicates, 0);
  assert_null(it->answer);
  assert_non_null(strstr(it->refusal, "historic-share"));
}

/* The last call of the main run, and the first of the reruns, tell the same. */
static bool stop_at_reruns(guint done, guint total, gpointer user)
{
  guint *whole = user;
  *whole += done == REPLICATES;
  (void)total;
  return *whole < 2;
}

static void what_stops_the_reruns_stops_the_run(void **state)
{
  (void)state;
  guint whole = 0;
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(as_it_is);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  g_autoptr(GError) error = NULL;
  options.replicates = REPLICATES;
  options.alternatives = true;
  options.progress = stop_at_reruns;
  options.user = &whole;
  assert_null(cd_run(scenario, &options, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_STOPPED));
  assert_int_equal(whole, 2);
}

/* A replicate of the case has 3 options, one of which has terms of its own, 2 that are decided, and talks worth 12: 18. 16 reruns of 100 replicates and two options take 3,200.
 * Half of 18,000 is 9,000, which leaves 5,800: for ten that change the answer 290 each, for two as many as the run has. */
static void replicates_follow_from_what_is_run(void **state)
{
  CdResults results = *(const CdResults *)*state;
  results.replicates = 1000;
  assert_int_equal(cd_alternatives_replicates(&results, 16, 10), 390);
  assert_int_equal(cd_alternatives_replicates(&results, 16, 2), 1000);
  assert_int_equal(cd_alternatives_replicates(&results, 16, 0), 100);
  assert_int_equal(cd_alternatives_replicates(&results, 60, 10), 100);
  results.replicates = 40;
  assert_int_equal(cd_alternatives_replicates(&results, 16, 2), 40);
}

static void judged_fields_stand_once_and_have_a_grade(void **state)
{
  (void)state;
  guint n = 0;
  for (int k = 0; k < CD_ENTITY_COUNT; k++)
    for (guint f = 0; f < cd_entity((CdEntityKind)k)->n_fields; f++) {
      const CdField *field = &cd_entity((CdEntityKind)k)->field[f];
      if (!field->is_judged)
        continue;
      n++;
      assert_int_not_equal(cd_entity((CdEntityKind)k)->count, CD_MANY);
      assert_true(field->kind == CD_FIELD_CHOICE || field->kind == CD_FIELD_REF);
      assert_true(field->grade && *field->grade && field->source && *field->source);
    }
  assert_true(n >= 9);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_rerun_finds_what_a_run_with_that_word_finds),
      cmocka_unit_test(a_choice_that_turns_the_answer_is_named),
      cmocka_unit_test(words_whose_answers_are_one_are_told_once),
      cmocka_unit_test(that_none_turns_it_is_said),
      cmocka_unit_test(nothing_is_said_where_nothing_was_rerun),
      cmocka_unit_test(threads_move_no_byte),
      cmocka_unit_test(what_is_stored_is_told_again),
      cmocka_unit_test(a_word_that_the_scenario_refuses_is_told_and_not_run),
      cmocka_unit_test(what_stops_the_reruns_stops_the_run),
      cmocka_unit_test(replicates_follow_from_what_is_run),
      cmocka_unit_test(judged_fields_stand_once_and_have_a_grade),
      cmocka_unit_test(what_a_choice_shifts_is_told_apart_from_chance), /* last: it writes over a rerun */
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
