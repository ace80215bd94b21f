#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "concordat/report.h"
#include "sim/appraisal/evidence.h"
#include "sim/appraisal/results.h"
#include "sim/report/evidence-words.h"
#include "sim/report/input.h"
#include "tests/unit/minimal.h"
#include "tests/unit/near.h"

enum { REPLICATES = 60, A = 1, B = 2, PARTNER = 0 };

/* The first council values A over B by as much as input INPUT lies above LEVEL of its sorted draws, and ranks A first. */
static void make_it_rest_on(CdResults *results, guint input, double level)
{
  g_autoptr(CdDrawnInputs) drawn = cd_questions_draw(results->questions, results);
  guint value = cd_metric_at(results->layout, CD_METRIC_UTILITY, CD_BY_COUNCIL, 0);
  for (guint k = 0; k < REPLICATES; k++) {
    guint below = 0;
    for (guint j = 0; j < REPLICATES; j++)
      below += drawn->x[(gsize)input * REPLICATES + j] < drawn->x[(gsize)input * REPLICATES + k];
    for (guint luck = 0; luck < CD_LUCKS; luck++)
      for (guint s = 0; s < results->n_forced; s++)
        results->value[(((gsize)k * CD_LUCKS + luck) * results->n_arms + CD_ARM(s, false)) * results->n_values + value] =
            s == A ? (double)below / REPLICATES - level : 0;
  }
  memset(results->ranking_council[0].first_own, 0, results->n_forced * sizeof(double));
  results->ranking_council[0].first_own[A] = 0.7;
  results->ranking_council[0].first_own[B] = 0.3;
  g_clear_pointer(&results->evidence, cd_evidence_free);
  results->evidence = cd_evidence_new(results, 2);
}

static int set_up(void **state)
{
  *state = cd_minimal_run(REPLICATES, 2);
  return 0;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

static const CdConclusion *preference(const CdResults *results)
{
  for (guint c = 0; c < results->evidence->n; c++)
    if (results->evidence->conclusion[c].kind == CD_CONCLUSION_PREFERENCE &&
        results->evidence->conclusion[c].row == PARTNER)
      return &results->evidence->conclusion[c];
  fail_msg("the partner's preference is no conclusion");
  return NULL;
}

/* The first input of GRADE (its value's), which there is. */
static guint input_of_grade(const CdResults *results, bool weak)
{
  for (guint i = 0; i < results->questions->n_inputs; i++) {
    const CdValue *value = cd_input_value(results->scenario, &results->questions->input[i]);
    if ((g_strcmp0(value->grade, "D") == 0) == weak)
      return i;
  }
  fail_msg("no input of that grade");
  return 0;
}

static void a_preference_rests_on_what_it_follows(void **state)
{
  CdResults *results = *state;
  guint input = input_of_grade(results, true);
  make_it_rest_on(results, input, 0.4);
  const CdConclusion *it = preference(results);
  assert_int_equal(it->a, A);
  assert_int_equal(it->b, B);
  assert_true(it->n >= 1);
  assert_int_equal(it->influence[0].input, input);
  assert_true(it->influence[0].share > 0.8);
  assert_ptr_equal(cd_conclusion_turns_on(it), &it->influence[0]);
}

/* Turned by an assumption of grade D, its own sentence says so, and the command asks for that assumption. */
static void what_turns_on_judgement_says_so(void **state)
{
  CdResults *results = *state;
  guint input = input_of_grade(results, true);
  make_it_rest_on(results, input, 0.4);
  const CdConclusion *it = preference(results);
  g_autofree char *sentence = cd_conclusion_sentence(results, it),
                  *command = cd_conclusion_command(results, it, "my case.xml");
  assert_true(cd_conclusion_is_weak(results, it));
  assert_non_null(strstr(sentence, "nobody's fact (grade D)"));
  assert_non_null(strstr(sentence, "where that is low"));
  assert_non_null(strstr(command, results->questions->input[input].path));
  assert_non_null(strstr(command, "concordat flip 'my case.xml' --for east --structure joint --against apart"));
}

/* It follows the same assumption, and yet lies on one side of nought throughout. */
static void what_moves_need_not_turn(void **state)
{
  CdResults *results = *state;
  make_it_rest_on(results, input_of_grade(results, true), -0.5);
  const CdConclusion *it = preference(results);
  g_autofree char *sentence = cd_conclusion_sentence(results, it);
  assert_true(it->n >= 1);
  assert_null(cd_conclusion_turns_on(it));
  assert_false(cd_conclusion_is_weak(results, it));
  assert_null(cd_conclusion_command(results, it, "my case.xml"));
  assert_true(g_str_has_prefix(sentence, "No assumption by itself turns it"));
}

static void each_way_of_telling_it_has_every_conclusion(void **state)
{
  const CdResults *results = *state;
  g_autofree char *text = cd_evidence_text(results, 200, false), *json = cd_evidence_json(results),
                  *csv = cd_evidence_csv(results);
  guint rows = 0, expected = 1;
  for (const char *at = csv; (at = strchr(at, '\n')); at++)
    rows++;
  for (guint c = 0; c < results->evidence->n; c++) {
    const CdConclusion *it = &results->evidence->conclusion[c];
    g_autofree char *sentence = cd_conclusion_sentence(results, it),
                    *id = g_strdup_printf("\"id\": \"%s\"", cd_conclusion_id(results, it));
    expected += MAX(it->n, 1);
    assert_non_null(strstr(json, id));
    assert_non_null(strstr(text, it->n > 0 ? "conclusion" : sentence));
  }
  assert_int_equal(rows, expected);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_preference_rests_on_what_it_follows),
      cmocka_unit_test(what_turns_on_judgement_says_so),
      cmocka_unit_test(what_moves_need_not_turn),
      cmocka_unit_test(each_way_of_telling_it_has_every_conclusion),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
