/* Preferences and verdicts: shares that add up, and no difference between what is the same. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/results.h"
#include "tests/property/generate.h"
#include "tests/property/runs.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"

static void assert_shares(const CdRuns *runs, guint run, bool own_terms, guint value, guint seed)
{
  double sum = 0;
  for (guint arm = own_terms; arm < runs->arms; arm += 2)
    sum += cd_runs_at(runs, run, arm)[value];
  if (!(fabs(sum - 1) < 1e-12))
    fail_msg("seed %u, run %u: %s adds up to %g", seed, run, runs->layout->name[value], sum);
}

static void first_choices_of_each_partner_add_up_to_one(void **state)
{
  (void)state;
  guint n = cd_test_count(100, 10);
  for (guint seed = 98000; seed < 98000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdRuns *runs = cd_runs_new(scenario, seed, 2);
    for (guint v = 0; v < runs->n; v++) {
      CdMetricKind kind = runs->layout->kind[v];
      if (kind != CD_METRIC_FIRST_CHOICE && kind != CD_METRIC_FIRST_CHOICE_MODEL)
        continue;
      for (guint run = 0; run < CD_LUCKS * runs->replicates; run++) {
        assert_shares(runs, run, false, v, seed);
        assert_shares(runs, run, true, v, seed);
      }
    }
    cd_runs_free(runs);
    cd_scenario_unref(scenario);
  }
}

static void utilities_are_finite_and_of_funders_between_nought_and_one(void **state)
{
  (void)state;
  guint n = cd_test_count(60, 6);
  for (guint seed = 99000; seed < 99000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdRuns *runs = cd_runs_new(scenario, seed, 2);
    for (guint v = 0; v < runs->n; v++)
      for (guint run = 0; run < CD_LUCKS * runs->replicates; run++)
        for (guint arm = 0; arm < runs->arms; arm++) {
          CdMetricKind kind = runs->layout->kind[v];
          double u = cd_runs_at(runs, run, arm)[v];
          bool bounded = runs->layout->scope[v] == CD_BY_FUNDER; /* a council's own cost is not */
          if ((kind == CD_METRIC_UTILITY || kind == CD_METRIC_UTILITY_MODEL) &&
              !(bounded ? u >= -1e-12 && u <= 1 + 1e-12 : isfinite(u)))
            fail_msg("seed %u, arm %u: %s is %g", seed, arm, runs->layout->name[v], u);
        }
    cd_runs_free(runs);
    cd_scenario_unref(scenario);
  }
}

/* The separate services once more under another name; business as usual and the joint structure are others.
 */
static CdScenario *with_twin(guint64 seed)
{
  CdScenario *scenario = cd_generate_any(seed);
  cd_scenario_concordat(scenario, 0)->baseline = 0;
  cd_scenario_append(scenario, CD_ENTITY_STRUCTURE, -1, "twin", NULL);
  guint row = scenario->table[CD_ENTITY_STRUCTURE].n - 1, contracts = scenario->table[CD_ENTITY_CONTRACT].n;
  CdSpecHead head = cd_scenario_structure(scenario, row)->head;
  *cd_scenario_structure(scenario, row) = *cd_scenario_structure(scenario, 1);
  cd_scenario_structure(scenario, row)->head = head;
  cd_scenario_set_keys(scenario, CD_ENTITY_STRUCTURE, row, NULL);
  for (guint c = 0; c < contracts; c++) {
    if (cd_scenario_contract(scenario, c)->head.parent != 1)
      continue;
    cd_scenario_append(scenario, CD_ENTITY_CONTRACT, (int)row, cd_scenario_contract(scenario, c)->head.id, NULL);
    guint at = scenario->table[CD_ENTITY_CONTRACT].n - 1;
    CdSpecHead own = cd_scenario_contract(scenario, at)->head;
    *cd_scenario_contract(scenario, at) = *cd_scenario_contract(scenario, c);
    cd_scenario_contract(scenario, at)->head = own;
    cd_scenario_set_keys(scenario, CD_ENTITY_CONTRACT, at, NULL);
  }
  return scenario;
}

static CdResults *run_some(CdScenario *scenario, guint replicates)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = replicates;
  options.jobs = 1;
  CdResults *results = cd_run(scenario, &options, NULL);
  assert_non_null(results);
  return results;
}

static void a_structure_under_another_name_is_no_other_structure(void **state)
{
  (void)state;
  guint n = cd_test_count(10, 3);
  for (guint seed = 100000; seed < 100000 + n; seed++) {
    CdScenario *scenario = with_twin(seed);
    CdResults *results = run_some(scenario, 6);
    int sign = 0;
    const CdComparison *it = cd_results_comparison(results, 1, results->n_structures - 1, true, &sign);
    assert_non_null(it);
    for (guint v = 0; v < results->n_values; v++) {
      const CdDifference *d = &it->value[v];
      if (d->d.n == 0)
        continue;
      if (d->d.mean != 0 || d->d.sd != 0 || d->verdict != CD_VERDICT_NONE)
        fail_msg("seed %u: %s differs by %g", seed, results->layout->name[v], d->d.mean);
      assert_true(d->q == 0 && d->q_down == 0);
    }
    cd_results_free(results);
    cd_scenario_unref(scenario);
  }
}

static void assert_sane(const CdDifference *d)
{
  assert_true(d->q >= 0 && d->q_down >= 0 && d->q + d->q_down <= 1 + 1e-12);
  assert_true(d->q_low >= 0 && d->q_low <= d->q_high && d->q_high <= 1);
  assert_true(d->q_low <= fmax(d->q, d->q_down) + 1e-12 && fmax(d->q, d->q_down) <= d->q_high + 1e-12);
  if (d->verdict == CD_VERDICT_CLEAR)
    assert_true(d->q_low >= 0.95);
  if (d->verdict == CD_VERDICT_LEANING)
    assert_true(d->q_low >= 0.8 && d->q_low < 0.95);
  if (d->verdict == CD_VERDICT_DEPENDS)
    assert_true(d->q_high < 0.8);
  assert_true((d->verdict == CD_VERDICT_CANNOT_TELL) == (d->more > 0));
}

static void verdicts_follow_their_shares(void **state)
{
  (void)state;
  guint n = cd_test_count(8, 2);
  for (guint seed = 101000; seed < 101000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdResults *results = run_some(scenario, 12);
    for (guint c = 0; c < results->n_comparisons; c++)
      for (guint v = 0; v < results->n_values; v++)
        if (results->comparison[c].value[v].d.n >= 2)
          assert_sane(&results->comparison[c].value[v]);
    for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++) {
      double own = 0, model = 0;
      for (guint s = 0; s < results->n_structures; s++) {
        own += results->ranking_council[i].first_own[s];
        model += results->ranking_council[i].first_model[s];
      }
      assert_true(fabs(own - 1) < 1e-9 && fabs(model - 1) < 1e-9);
      assert_true(results->ranking_council[i].parted >= 0 && results->ranking_council[i].parted <= 1 + 1e-12);
    }
    cd_results_free(results);
    cd_scenario_unref(scenario);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(first_choices_of_each_partner_add_up_to_one),
      cmocka_unit_test(utilities_are_finite_and_of_funders_between_nought_and_one),
      cmocka_unit_test(a_structure_under_another_name_is_no_other_structure),
      cmocka_unit_test(verdicts_follow_their_shares),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
