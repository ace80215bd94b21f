#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "concordat/concordat.h"
#include "sim/appraisal/contrast.h"
#include "sim/appraisal/unpaired.h"
#include "tests/unit/minimal.h"
#include "tests/unit/near.h"

#define REPLICATES 12u

static CdResults *run(const char *const *pair, guint replicates, guint64 seed)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = replicates;
  options.seed = seed;
  return cd_run(scenario, &options, NULL);
}

static const char *const as_it_is[] = {NULL};
static const char *const dearer[] = {"rent=\"25000\"", "rent=\"90000\"", NULL};

static guint value_of(const CdContrast *contrast, const char *name)
{
  for (guint v = 0; v < contrast->n_values; v++)
    if (g_str_equal(contrast->a->layout->name[contrast->value[v].a], name))
      return v;
  fail_msg("%s is not compared", name);
  return 0;
}

static void results_do_not_differ_from_themselves(void **state)
{
  (void)state;
  g_autoptr(CdResults) a = run(as_it_is, REPLICATES, 1), b = run(as_it_is, REPLICATES, 1);
  g_autoptr(CdContrast) contrast = cd_compare(a, b);
  assert_int_equal(contrast->input->len, 0);
  assert_int_equal(contrast->paired, REPLICATES);
  assert_int_equal(contrast->n_structures, a->n_structures);
  assert_int_equal(contrast->n_values, a->n_values);
  for (guint s = 0; s < contrast->n_structures; s++)
    for (guint v = 0; v < contrast->n_values; v++) {
      const CdDifference *it = &contrast->structure[s].value[v];
      assert_true(it->verdict == CD_VERDICT_NONE || it->verdict == CD_VERDICT_UNDEFINED);
      assert_true(it->d.n == 0 || it->d.mean == 0);
      assert_true(it->d.n < 2 || (it->d.low == 0 && it->d.high == 0)); /* of one there is no interval */
    }
  assert_int_equal(contrast->answer, CD_ANSWER_STAYS);
  g_autofree char *text = cd_contrast_text(contrast, 100, false);
  assert_non_null(strstr(text, "INPUTS THAT DIFFER: none"));
  assert_null(strstr(text, "leaning\n"));
}

static void differences_are_of_pairs_and_b_less_a(void **state)
{
  (void)state;
  g_autoptr(CdResults) a = run(as_it_is, REPLICATES, 1), b = run(dearer, REPLICATES, 1);
  g_autoptr(CdContrast) there = cd_compare(a, b), back = cd_compare(b, a);
  guint cost = value_of(there, "cost-annual");
  bool dearer_somewhere = false;
  for (guint s = 0; s < there->n_structures; s++) {
    const CdDifference *it = &there->structure[s].value[cost];
    g_autofree double *in_a = cd_results_sample(a, CD_ARM(there->structure[s].a, false), there->value[cost].a);
    g_autofree double *in_b = cd_results_sample(b, CD_ARM(there->structure[s].b, false), there->value[cost].b);
    double mean = 0;
    for (guint r = 0; r < 2 * REPLICATES; r++)
      mean += (in_b[r] - in_a[r]) / (2 * REPLICATES);
    assert_near(it->d.mean, mean, 1e-6);
    assert_near(it->d.mean, -back->structure[s].value[cost].d.mean, 1e-6);
    assert_true(it->d.high - it->d.low < a->summary[0].high - a->summary[0].low); /* pairs tell more than means */
    dearer_somewhere = dearer_somewhere || it->d.low > 0;
  }
  assert_true(dearer_somewhere);
}

static void inputs_that_differ_are_found(void **state)
{
  (void)state;
  g_autoptr(CdScenario) a = cd_minimal_scenario(as_it_is);
  static const char *const few[] = {"rent=\"25000\"",
                                    "rent=\"uniform(20000, 30000)\"",
                                    "kind=\"local-charity\"",
                                    "kind=\"national-charity\"",
                                    "label=\"As now\"",
                                    "label=\"As today\"",
                                    NULL};
  g_autoptr(CdScenario) b = cd_minimal_scenario(few);
  g_autoptr(GPtrArray) found = cd_inputs_contrast(a, b);
  assert_int_equal(found->len, 2);
  const CdInputContrast *rent = g_ptr_array_index(found, 0), *kind = g_ptr_array_index(found, 1);
  assert_string_equal(rent->path, "hub[west-hub]/rent");
  assert_string_equal(kind->path, "provider[small]/kind");
  g_autofree char *in_a = cd_field_text(a, kind->kind, kind->row_a, kind->field),
                  *in_b = cd_field_text(b, kind->kind, kind->row_b, kind->field);
  assert_string_equal(in_a, "local-charity");
  assert_string_equal(in_b, "national-charity");
}

static void an_entity_alone_is_told_with_all_in_it(void **state)
{
  (void)state;
  static const char *const renamed[] = {"<locality id=\"elsewhere\"", "<locality id=\"over-there\"", NULL};
  g_autoptr(CdScenario) a = cd_minimal_scenario(as_it_is), b = cd_minimal_scenario(renamed);
  g_autoptr(GPtrArray) found = cd_inputs_contrast(a, b);
  assert_int_equal(found->len, 2);
  const CdInputContrast *first = g_ptr_array_index(found, 0), *second = g_ptr_array_index(found, 1);
  assert_string_equal(first->path, "locality[elsewhere]");
  assert_true(!first->field && first->row_a >= 0 && first->row_b < 0);
  assert_string_equal(second->path, "locality[over-there]");
  assert_true(!second->field && second->row_a < 0 && second->row_b >= 0);
}

static void the_first_replicates_of_the_longer_run_are_pairs(void **state)
{
  (void)state;
  g_autoptr(CdResults) a = run(as_it_is, 8, 1), b = run(as_it_is, REPLICATES, 1);
  g_autoptr(CdContrast) contrast = cd_compare(a, b);
  assert_int_equal(contrast->paired, 8);
  guint cost = value_of(contrast, "cost-annual");
  assert_true(contrast->structure[0].value[cost].d.mean == 0);
  assert_int_equal(contrast->structure[0].value[cost].d.n, 8);
}

/* But for how many replicates the longer one has. */
static char *csv_of(const CdResults *a, const CdResults *b)
{
  g_autoptr(CdContrast) contrast = cd_compare(a, b);
  return cd_contrast_csv(contrast);
}

static char *answers_of(const CdResults *a, const CdResults *b)
{
  g_autoptr(CdContrast) contrast = cd_compare(a, b);
  g_autofree char *json = cd_contrast_json(contrast);
  return g_strdup(strstr(json, "\"answer\""));
}

static void all_that_is_told_is_of_the_common_replicates(void **state)
{
  (void)state;
  g_autoptr(CdResults) a = run(as_it_is, 2 * REPLICATES, 1), b = run(dearer, 5, 1), few = run(as_it_is, 5, 1);
  g_autofree char *there = csv_of(a, b), *back = csv_of(b, a), *short_there = csv_of(few, b),
                  *short_back = csv_of(b, few);
  assert_string_equal(there, short_there);
  assert_string_equal(back, short_back);
  g_autofree char *answers = answers_of(a, b), *short_answers = answers_of(few, b);
  assert_string_equal(answers, short_answers);
  g_autoptr(CdContrast) contrast = cd_compare(a, b);
  g_autofree char *text = cd_contrast_text(contrast, 200, false), *json = cd_contrast_json(contrast);
  assert_non_null(strstr(text, "of the first 5 replicates"));
  assert_non_null(strstr(text, "A has 24"));
  assert_non_null(strstr(json, "\"replicates\": 24"));
  assert_int_equal(a->replicates, 2 * REPLICATES);
}

static void other_seeds_are_not_paired(void **state)
{
  (void)state;
  g_autoptr(CdResults) a = run(as_it_is, REPLICATES, 1), b = run(as_it_is, REPLICATES, 2);
  g_autoptr(CdContrast) contrast = cd_compare(a, b);
  guint cost = value_of(contrast, "cost-annual");
  const CdDifference *it = &contrast->structure[0].value[cost];
  assert_int_equal(contrast->paired, 0);
  assert_int_equal(it->verdict, CD_VERDICT_UNDEFINED);
  double in_a = a->summary[contrast->value[cost].a].mean, in_b = b->summary[contrast->value[cost].b].mean;
  assert_near(it->d.mean, in_b - in_a, 1e-6);
  assert_true(it->d.low < it->d.mean && it->d.mean < it->d.high);
  g_autofree char *json = cd_contrast_json(contrast), *text = cd_contrast_text(contrast, 60, true);
  assert_non_null(strstr(json, "\"paired\": 0"));
  assert_non_null(strstr(json, "\"verdict\": null"));
  assert_non_null(strstr(text, "no verdicts"));
}

/* Vector of Welch's interval, found independently: mean 2.85, half-width 4.3744. */
static void welchs_interval_is_as_published(void **state)
{
  (void)state;
  const double j[] = {104.2, 98.7, 110.1, 95.3, 101.8, 99.9, 107.4, 102.6},
               s[] = {100.1, 97.9, 104.6, 96.0, 98.2, 97.1, 103.9, 99.4};
  double a[18], b[16];
  for (guint k = 0; k < 8; k++) {
    a[2 * k] = j[k] - 1; /* luck, which the mean of a replicate leaves */
    a[2 * k + 1] = j[k] + 1;
    b[2 * k] = b[2 * k + 1] = s[k];
  }
  a[16] = NAN; /* a replicate without a value is left out whole */
  a[17] = 1e9;
  CdDifference it = cd_difference_unpaired(a, 9, b, 8, 0.95);
  assert_near(it.d.mean, 2.85, 1e-12);
  assert_near(it.d.high - it.d.mean, 4.3744, 5e-5);
  assert_near(it.d.mean - it.d.low, 4.3744, 5e-5);
  assert_int_equal(it.d.n, 8);
  CdDifference none = cd_difference_unpaired(a + 16, 1, b, 8, 0.95), one = cd_difference_unpaired(a, 1, b, 8, 0.95);
  assert_true(none.d.n == 0 && isnan(none.d.mean) && isnan(none.d.low));
  assert_true(one.d.n == 1 && isfinite(one.d.mean) && isnan(one.d.low));
}

/* Yearly cost of joint less apart of B, with the sign and verdict given. */
static CdAnswerChange answer_with(const CdResults *a, CdResults *b, double mean, CdVerdict verdict)
{
  const CdConcordatSpec *root = cd_scenario_concordat(b->scenario, 0);
  guint cost = cd_metric_at(b->layout, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
  for (guint c = 0; c < b->n_comparisons; c++) {
    CdComparison *it = &b->comparison[c];
    guint first = it->arm_a / 2, second = it->arm_b / 2;
    if (!it->same_terms)
      continue;
    if ((first == (guint)root->joint && second == (guint)root->apart) ||
        (first == (guint)root->apart && second == (guint)root->joint)) {
      it->value[cost].d.mean = first == (guint)root->joint ? mean : -mean;
      it->value[cost].verdict = verdict;
    }
  }
  g_autoptr(CdContrast) contrast = cd_compare(a, b);
  return contrast->answer;
}

static void the_answer_turns_with_the_sign_and_is_surer_with_the_verdict(void **state)
{
  (void)state;
  g_autoptr(CdResults) a = run(as_it_is, REPLICATES, 1), b = run(as_it_is, REPLICATES, 1);
  CdDifference answer;
  assert_true(cd_contrast_answer(a, &answer));
  CdVerdict other = answer.verdict == CD_VERDICT_CLEAR ? CD_VERDICT_LEANING : CD_VERDICT_CLEAR;
  assert_int_equal(answer_with(a, b, answer.d.mean, answer.verdict), CD_ANSWER_STAYS);
  assert_int_equal(answer_with(a, b, 2 * answer.d.mean, answer.verdict), CD_ANSWER_STAYS);
  assert_int_equal(answer_with(a, b, answer.d.mean, other), CD_ANSWER_SURER);
  assert_int_equal(answer_with(a, b, -answer.d.mean, answer.verdict), CD_ANSWER_TURNS);
}

static void other_options_are_another_question(void **state)
{
  (void)state;
  static const char *const turned[] = {"joint=\"joint\" apart=\"apart\"", "joint=\"apart\" apart=\"joint\"", NULL};
  g_autoptr(CdResults) a = run(as_it_is, REPLICATES, 1), b = run(turned, REPLICATES, 1);
  g_autoptr(CdContrast) contrast = cd_compare(a, b);
  assert_int_equal(contrast->answer, CD_ANSWER_NOT_ASKED);
  assert_int_equal(contrast->input->len, 2);
  g_autofree char *json = cd_contrast_json(contrast);
  assert_non_null(strstr(json, "\"change\": \"not asked\""));
  assert_non_null(strstr(json, "\"gap\": null"));
}

/* Published: Newcombe 1998, Statistics in Medicine 17, 873-890, table II, case (a), 56/70 less 48/80, method 10: 0.0524 to 0.3339. Of pairs, worked
 * by hand from the formula: (28 +- 1.95996 sqrt(61 - 28^2/239))/239. */
static void intervals_of_shares_are_as_published(void **state)
{
  (void)state;
  double low = 0, high = 0;
  cd_share_change(cd_share_of(48, 80), cd_share_of(56, 70), &low, &high);
  assert_true(fabs(low - 0.0524) < 5e-5 && fabs(high - 0.3339) < 5e-5);
  cd_share_change_paired(44, 16, 237, &low, &high);
  assert_true(fabs(low - 0.0548514) < 1e-6 && fabs(high - 0.1794583) < 1e-6);
  cd_share_change_paired(0, 0, 20, &low, &high);
  assert_true(low < 0 && high > 0 && high < 0.1 && low == -high);
}

static void groupings_are_told_of_pairs(void **state)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario((const char *const[]){NULL});
  (void)state;
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 20;
  g_autoptr(CdResults) a = cd_run(scenario, &options, NULL), b = cd_run(scenario, &options, NULL);
  g_autoptr(GArray) same = cd_talks_contrast(a, b, 20);
  assert_int_equal(same->len, a->accord->n_partitions);
  for (guint g = 0; g < same->len; g++) {
    const CdGroupingContrast *it = &g_array_index(same, CdGroupingContrast, g);
    assert_true(it->change == 0 && it->low < 0 && it->high > 0 && it->a.n == a->accord->partition[g].share.n);
  }
  /* One of B's replicates that was apart is together. */
  guint k = 0;
  while (b->decision[k].agreed)
    k++;
  guint together = 0;
  while (!b->decision[together].agreed)
    together++;
  b->decision[k] = b->decision[together];
  cd_accord_free(b->accord);
  b->accord = cd_accord_new(b->decision, sizeof(CdDecision), 20, 2);
  g_autoptr(GArray) moved = cd_talks_contrast(a, b, 20), apart = cd_talks_contrast(a, b, 0);
  const CdGroupingContrast *it = &g_array_index(moved, CdGroupingContrast, 0),
                           *unpaired = &g_array_index(apart, CdGroupingContrast, 0);
  double low = 0, high = 0;
  cd_share_change_paired(1, 0, 20, &low, &high);
  assert_int_equal(it->partition.n_blocks, 1);
  assert_true(fabs(it->change - 0.05) < 1e-12 && it->low == low && it->high == high);
  assert_true(unpaired->change == it->change && unpaired->high > high);
}

static void cases_without_a_common_area_are_not_compared(void **state)
{
  (void)state;
  g_autoptr(CdScenario) minimal = cd_minimal_scenario(as_it_is), same = cd_minimal_scenario(dearer);
  static const char *const renamed[] = {"\"west\"",  "\"north\"", "\"east west\"", "\"south north\"", "\"east\"",
                                        "\"south\"", NULL};
  g_autoptr(CdScenario) other = cd_minimal_scenario(renamed);
  g_autoptr(GError) error = NULL;
  assert_true(cd_compare_check(minimal, same, NULL));
  assert_false(cd_compare_check(minimal, other, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
}

static void areas_that_one_has_alone_are_told_first(void **state)
{
  (void)state;
  static const char *const renamed[] = {"\"west\"", "\"north\"", "\"east west\"", "\"east north\"", NULL};
  g_autoptr(CdResults) a = run(as_it_is, 2, 1), b = run(renamed, 2, 1);
  g_autoptr(CdContrast) contrast = cd_compare(a, b), same = cd_compare(a, a);
  cd_contrast_name(contrast, "before", "after");
  g_autofree char *text = cd_contrast_text(contrast, 200, false), *none = cd_contrast_text(same, 200, false);
  assert_non_null(strstr(text, "A: before, "));
  assert_non_null(strstr(text, "B: after, "));
  assert_non_null(strstr(text, "Their areas differ, so that totals are of different people: "));
  assert_null(strstr(none, "Their areas differ"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(results_do_not_differ_from_themselves),
      cmocka_unit_test(differences_are_of_pairs_and_b_less_a),
      cmocka_unit_test(inputs_that_differ_are_found),
      cmocka_unit_test(an_entity_alone_is_told_with_all_in_it),
      cmocka_unit_test(the_first_replicates_of_the_longer_run_are_pairs),
      cmocka_unit_test(all_that_is_told_is_of_the_common_replicates),
      cmocka_unit_test(other_seeds_are_not_paired),
      cmocka_unit_test(welchs_interval_is_as_published),
      cmocka_unit_test(the_answer_turns_with_the_sign_and_is_surer_with_the_verdict),
      cmocka_unit_test(other_options_are_another_question),
      cmocka_unit_test(intervals_of_shares_are_as_published),
      cmocka_unit_test(groupings_are_told_of_pairs),
      cmocka_unit_test(cases_without_a_common_area_are_not_compared),
      cmocka_unit_test(areas_that_one_has_alone_are_told_first),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
