#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "concordat/report.h"
#include "sim/appraisal/regret.h"
#include "sim/appraisal/results.h"
#include "tests/unit/minimal.h"
#include "tests/unit/near.h"

enum { REPLICATES = 20, HALF = REPLICATES / 2 };

/* Puts what PARTNER (a council's row) makes of each option in draw K, and its first choice. */
static void put(CdResults *results, guint k, guint partner, const double *worth, const double *first)
{
  guint value = cd_metric_at(results->layout, CD_METRIC_UTILITY, CD_BY_COUNCIL, partner),
        choice = cd_metric_at(results->layout, CD_METRIC_FIRST_CHOICE, CD_BY_COUNCIL, partner);
  for (guint luck = 0; luck < CD_LUCKS; luck++)
    for (guint s = 0; s < results->n_structures; s++) { /* what the partners decide too */
      double *of =
          &results->value[(((gsize)k * CD_LUCKS + luck) * results->n_arms + CD_ARM(s, false)) * results->n_values];
      of[value] = worth[s];
      of[choice] = first[s];
    }
}

/* Two options that matter, and others that nobody wants. In the first half of the draws council 0 makes 0.6 of the first and 0.5 of the second, in the other
 * half 0.4 and 0.5; council 1 makes 0.3 and 0.7 throughout. The worst is 0.1 to both. */
static void by_hand(CdResults *results)
{
  g_assert(results->n_forced >= 3 && results->n_structures <= 8);
  for (guint k = 0; k < REPLICATES; k++) {
    double worth[8] = {k < HALF ? 0.6 : 0.4, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, first[8] = {k < HALF, k >= HALF};
    double other[8] = {0.3, 0.7, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, second[8] = {0, 1};
    put(results, k, 0, worth, first);
    put(results, k, 1, other, second);
  }
}

static int set_up(void **state)
{
  CdResults *results = cd_minimal_run(REPLICATES, 1);
  by_hand(results);
  g_clear_pointer(&results->regrets, cd_regrets_free);
  results->regrets = cd_regrets_new(results);
  *state = results;
  return 0;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

static const CdRegret *of(const CdRegrets *it, guint partner, guint option)
{
  return &it->of[CD_REGRET_OWN][partner * it->n_options + option];
}

/* Council 0 gives up nothing by the first option in half of the draws and 0.1 in the other; of a range of 0.5 and 0.4. */
static void regret_is_what_the_best_is_worth_more(void **state)
{
  const CdRegrets *it = ((const CdResults *)*state)->regrets;
  assert_nine(of(it, 0, 0)->mean, 0.05);
  assert_nine(of(it, 0, 0)->none, 0.5);
  assert_nine(of(it, 0, 0)->matters, 0.5);
  assert_nine(of(it, 0, 0)->p90, 0.1);
  assert_nine(of(it, 0, 0)->of_range, 0.5 * 0.1 / 0.4);
  assert_nine(of(it, 0, 1)->mean, 0.05);
  assert_nine(of(it, 0, 1)->of_range, 0.5 * 0.1 / 0.5);
  assert_nine(of(it, 0, 2)->of_range, 1);
  assert_nine(of(it, 1, 0)->mean, 0.4);
  assert_nine(of(it, 1, 0)->low, 0.4);
  assert_nine(of(it, 1, 1)->mean, 0);
  assert_nine(of(it, 1, 1)->none, 1);
}

/* Where council 0 had its way council 1 would give up 0.4 in half of the draws; the other way round 0.1 in half of them. */
static void a_choice_is_seen_by_the_eyes_of_others(void **state)
{
  const CdRegrets *it = ((const CdResults *)*state)->regrets;
  const CdRegret *seen = it->seen[CD_REGRET_OWN];
  assert_nine(seen[0 * it->n + 1].mean, 0.2);
  assert_nine(seen[0 * it->n + 1].none, 0.5);
  assert_nine(seen[0 * it->n + 1].of_range, 0.5 * 0.4 / 0.6);
  assert_nine(seen[1 * it->n + 0].mean, 0.05);
  assert_nine(seen[0].mean, 0);
  assert_nine(seen[it->n + 1].none, 1);
}

/* A choice between equals counts each alike. */
static void ties_are_shared(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = cd_minimal_run(REPLICATES, 1);
  by_hand(results);
  const double worth[8] = {0.5, 0.5, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, first[8] = {0.5, 0.5};
  for (guint k = 0; k < REPLICATES; k++)
    put(results, k, 0, worth, first);
  CdRegrets *it = cd_regrets_new(results);
  assert_nine(it->seen[CD_REGRET_OWN][1].mean, 0.2);
  assert_nine(of(it, 0, 0)->none, 1);
  cd_regrets_free(it);
}

/* By the part of its range: the second option costs council 0 a tenth, and nobody else anything; the first costs council 1 two thirds. */
static void the_least_regretted_is_so_for_who_gives_up_most(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = cd_minimal_run(REPLICATES, 1);
  by_hand(results);
  CdRegrets *it = cd_regrets_new(results);
  it->n = 2; /* the councils alone */
  cd_regrets_settle(it);
  assert_int_equal(it->least[CD_REGRET_OWN], 1);
  assert_int_equal(it->worst[CD_REGRET_OWN], 0);
  cd_regrets_free(it);
}

static void each_way_of_telling_it_has_every_partner(void **state)
{
  const CdResults *results = *state;
  const CdRegrets *it = results->regrets;
  g_autofree char *text = cd_regret_text(results, 100, false), *json = cd_regret_json(results),
                  *csv = cd_regret_csv(results);
  guint rows = 0;
  for (const char *at = csv; (at = strchr(at, '\n')); at++)
    rows++;
  assert_int_equal(rows, 1 + CD_REGRET_BELIEFS * it->n * (it->n_options + it->n));
  assert_non_null(strstr(json, "{\"of\": \"east\", \"seen_by\": \"west\", \"mean\": "));
  for (guint p = 0; p < it->n; p++)
    assert_non_null(strstr(text, cd_scenario_row(results->scenario, it->partner[p].kind, it->partner[p].row)->label));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(regret_is_what_the_best_is_worth_more),
      cmocka_unit_test(a_choice_is_seen_by_the_eyes_of_others),
      cmocka_unit_test(ties_are_shared),
      cmocka_unit_test(the_least_regretted_is_so_for_who_gives_up_most),
      cmocka_unit_test(each_way_of_telling_it_has_every_partner),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
