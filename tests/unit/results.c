#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/results.h"
#include "sim/base/hash.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { REPLICATES = 12, APART = 0, JOINT = 1, OTHER = 2 };

#define PROVIDER                                                                                                       \
  "kind=nhs-trust efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 bid-cost=5000 risk-aversion=1 "

static CdResults *results;

/* Three structures, the second with terms of its own; some inputs uncertain. */
static CdScenario *scenario_new(void)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COST, NULL, "management-fixed=uniform(5000,9000) procurement=40000");
  cd_small_set(s, CD_ENTITY_APPRAISAL, NULL, "horizon-months=12");
  cd_small_set(s, CD_ENTITY_COUNCIL, "eastern", "belief-scale=uniform(0,0.3) weight-cost=uniform(10,90)");
  cd_small_add(s, CD_ENTITY_FUNDER, NULL, "police",
               "kind=probation component=justice contribution=7000 weight-cost=1 weight-outcomes=1 weight-continuity=1"
               " weight-control=1 weight-time=1 belief-scale=0");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "one", PROVIDER "incumbent-in=east+hill");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "two", PROVIDER "incumbent-in=west");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "three", PROVIDER);
  cd_small_add_structures(s);
  cd_small_set(s, CD_ENTITY_STRUCTURE, "joint", "terms=ideal");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "other", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "other", "east", "areas=east components=treatment+justice+youth+beds");
  cd_small_add(s, CD_ENTITY_CONTRACT, "other", "rest", "areas=west+hill components=treatment+justice+youth+beds");
  return s;
}

static CdResults *results_new(void)
{
  g_autoptr(CdScenario) scenario = scenario_new();
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = REPLICATES;
  options.seed = 3;
  options.jobs = 2;
  return cd_run(scenario, &options, NULL);
}

static int run(void **state)
{
  (void)state;
  results = results_new();
  return results ? 0 : -1;
}

static int forget(void **state)
{
  (void)state;
  cd_results_free(results);
  return 0;
}

static double at(guint replicate, guint luck, guint arm, guint value)
{
  return results->value[(((gsize)replicate * CD_LUCKS + luck) * results->n_arms + arm) * results->n_values + value];
}

static guint value_of(const char *name)
{
  int value = cd_metric_find(results->layout, name);
  assert_true(value >= 0);
  return (guint)value;
}

static void a_sample_is_one_value_over_all_runs(void **state)
{
  (void)state;
  guint value = value_of("layer-margin"), arm = CD_ARM(OTHER, true);
  g_autofree double *x = cd_results_sample(results, arm, value);
  for (guint k = 0; k < REPLICATES; k++)
    for (guint luck = 0; luck < CD_LUCKS; luck++)
      assert_true(x[2 * k + luck] == at(k, luck, arm, value));
}

static void summaries_are_of_the_samples(void **state)
{
  (void)state;
  guint value = value_of("cost-annual[western]");
  for (guint arm = 0; arm < results->n_arms; arm++) {
    g_autofree double *x = cd_results_sample(results, arm, value);
    CdSummary expected = cd_summarise(x, REPLICATES);
    const CdSummary *found = cd_results_summary(results, arm, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, 1);
    assert_true(found->mean == expected.mean && found->low == expected.low && found->high == expected.high);
    assert_true(found->sd == expected.sd && found->p5 == expected.p5 && found->p95 == expected.p95 &&
                found->n == expected.n);
    double mean = 0;
    for (guint r = 0; r < 2 * REPLICATES; r++)
      mean += x[r] / (2 * REPLICATES);
    assert_nine(found->mean, mean);
    assert_int_equal(results->summary[arm * results->n_values].n, REPLICATES); /* the first value, too */
  }
}

/* 3 pairs under the common terms, 3 under their own, and the effect of the joint structure's terms. */
static void structures_are_compared_pair_by_pair_under_both_terms(void **state)
{
  (void)state;
  static const struct {
    guint a, b;
    bool same_terms, of_terms;
  } known[] = {{CD_ARM(APART, 0), CD_ARM(JOINT, 0), true, false},  {CD_ARM(APART, 0), CD_ARM(OTHER, 0), true, false},
               {CD_ARM(JOINT, 0), CD_ARM(OTHER, 0), true, false},  {CD_ARM(APART, 1), CD_ARM(JOINT, 1), false, false},
               {CD_ARM(APART, 1), CD_ARM(OTHER, 1), false, false}, {CD_ARM(JOINT, 1), CD_ARM(OTHER, 1), false, false},
               {CD_ARM(JOINT, 1), CD_ARM(JOINT, 0), false, true}};
  assert_int_equal(results->n_comparisons, G_N_ELEMENTS(known));
  for (guint c = 0; c < G_N_ELEMENTS(known); c++) {
    const CdComparison *it = &results->comparison[c];
    assert_int_equal(it->arm_a, known[c].a);
    assert_int_equal(it->arm_b, known[c].b);
    assert_int_equal(it->same_terms, known[c].same_terms);
    assert_int_equal(it->of_terms, known[c].of_terms);
  }
}

static void a_comparison_is_of_paired_runs_with_the_metric_s_delta(void **state)
{
  (void)state;
  guint value = value_of("cost-annual");
  const CdComparison *it = &results->comparison[0];
  g_autofree double *a = cd_results_sample(results, it->arm_a, value), *b = cd_results_sample(results, it->arm_b, value);
  CdDifference expected =
      cd_difference(a, b, REPLICATES, cd_results_delta(results, value), 0.95, 3, cd_hash_text("cost-annual"));
  const CdDifference *found = &it->value[value];
  assert_true(found->q == expected.q && found->q_low == expected.q_low && found->verdict == expected.verdict);
  double mean = 0;
  for (guint r = 0; r < 2 * REPLICATES; r++)
    mean += (a[r] - b[r]) / (2 * REPLICATES);
  assert_nine(found->d.mean, mean);
}

static void assert_compared_alone(const CdResults *it, const CdComparison *found, guint v)
{
  g_autofree double *a = cd_results_sample(it, found->arm_a, v), *b = cd_results_sample(it, found->arm_b, v);
  double delta = cd_results_delta(it, v);
  CdDifference alone =
      cd_difference(a, b, REPLICATES, isnan(delta) ? 0 : delta, 0.95, 3, cd_hash_text(it->layout->name[v]));
  const CdDifference *value = &found->value[v];
  assert_true(value->verdict == alone.verdict && value->d.n == alone.d.n);
  assert_same(value->d.mean, alone.d.mean);
  assert_same(value->q_low, alone.q_low);
}

/* A comparison on own terms repeats that on common ones only where both structures have the same values on both. */
static void what_own_terms_of_others_change_is_compared_anew(void **state)
{
  (void)state;
  int sign;
  g_autoptr(CdResults) it = results_new();
  guint chosen = value_of("first-choice[eastern]"), cost = value_of("cost-annual");
  double *last = &it->value[(((gsize)REPLICATES * CD_LUCKS - 1) * it->n_arms + CD_ARM(APART, true)) * it->n_values];
  last[chosen] = 1 - last[chosen];
  cd_results_forget(it);
  cd_results_appraise(it, 2);
  const CdComparison *common = cd_results_comparison(it, APART, OTHER, true, &sign);
  const CdComparison *own = cd_results_comparison(it, APART, OTHER, false, &sign);
  for (guint v = 0; v < it->n_values; v++)
    assert_compared_alone(it, own, v);
  assert_true(own->value[chosen].d.mean != common->value[chosen].d.mean);
  assert_true(own->value[cost].d.mean == common->value[cost].d.mean);
}

static void a_comparison_is_found_from_either_side(void **state)
{
  (void)state;
  int sign = 0;
  assert_ptr_equal(cd_results_comparison(results, APART, JOINT, true, &sign), &results->comparison[0]);
  assert_ptr_equal(cd_results_comparison(results, APART, OTHER, true, &sign), &results->comparison[1]);
  assert_int_equal(sign, 1);
  assert_ptr_equal(cd_results_comparison(results, OTHER, APART, true, &sign), &results->comparison[1]);
  assert_int_equal(sign, -1);
  assert_ptr_equal(cd_results_comparison(results, JOINT, OTHER, false, &sign), &results->comparison[5]);
  assert_null(cd_results_comparison(results, JOINT, JOINT, false, &sign));
}

/* By business as usual under the common terms, in the value's own unit. */
static void delta_is_the_materiality_by_its_basis(void **state)
{
  (void)state;
  guint arm = CD_ARM(APART, false);
  double cost = cd_results_summary(results, arm, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0)->mean;
  double people = cd_results_summary(results, arm, CD_METRIC_CLIENTS, CD_TOTAL, 0)->mean;
  double eastern = cd_results_summary(results, arm, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, 0)->mean;
  assert_nine(cd_results_delta(results, value_of("bids")), 0.25);
  assert_nine(cd_results_delta(results, value_of("cost-annual[eastern]")), 0.01 * eastern);
  assert_nine(cd_results_delta(results, value_of("layer-margin")), 0.001 * cost);
  assert_nine(cd_results_delta(results, value_of("places")), 0.005 * people);
  assert_nine(cd_results_delta(results, value_of("border-losses[east]")), 0.001 * people);
  double worth = cd_results_summary(results, arm, CD_METRIC_NPSV, CD_TOTAL, 0)->mean;
  assert_nine(cd_results_delta(results, value_of("npsv")), 0.01 * fabs(worth)); /* of its size */
}

static void markets_tell_who_wins_each_contract_under_the_common_terms(void **state)
{
  (void)state;
  for (guint c = 0; c < results->n_contracts; c++) {
    const CdMarketSummary *it = &results->market[c];
    assert_int_equal(it->contract, c);
    double won[3] = {0}, no_bid = 0, unknown = 0, price = 0, bids = 0;
    for (guint r = 0; r < 2 * REPLICATES; r++) {
      const CdContractOutcome *outcome = &results->outcome[(gsize)r * 2 * results->n_contracts + c];
      if (outcome->provider >= 0)
        won[outcome->provider] += 1;
      else
        unknown += 1;
      no_bid += outcome->no_bid;
      price += outcome->price;
      bids += outcome->bids;
    }
    for (guint p = 0; p < 3; p++)
      assert_nine(it->won[p], won[p] / (2 * REPLICATES));
    assert_nine(it->won[0] + it->won[1] + it->won[2] + it->unknown, 1);
    assert_nine(it->unknown, unknown / (2 * REPLICATES));
    assert_nine(it->no_bid, no_bid / (2 * REPLICATES));
    assert_nine(it->price.mean, price / (2 * REPLICATES));
    assert_nine(it->bids.mean, bids / (2 * REPLICATES));
    assert_true(it->bids.mean > 0 && it->quality.mean >= 0.6);
  }
}

static void where_nobody_bids_nor_serves_the_provider_is_unknown(void **state)
{
  (void)state;
  CdScenario *scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_MARKET, NULL, "envelope=0.5");
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 4;
  options.jobs = 1;
  scenario->table[CD_ENTITY_PROVIDER].n = 1; /* of three the one who serves the eastern areas */
  g_autoptr(CdResults) none = cd_run(scenario, &options, NULL);
  cd_scenario_unref(scenario);
  assert_nine(none->market[0].won[0], 1);
  assert_nine(none->market[0].no_bid, 1);
  assert_nine(none->market[1].won[0], 0); /* western */
  assert_nine(none->market[1].unknown, 1);
}

static void rankings_are_shares_of_the_draws_of_inputs(void **state)
{
  (void)state;
  const CdRanking *eastern = &results->ranking_council[0];
  double own[3] = {0}, model[3] = {0}, parted = 0, sum = 0;
  for (guint k = 0; k < REPLICATES; k++) {
    bool apart = false;
    for (guint s = 0; s < 3; s++) {
      double first = at(k, 0, CD_ARM(s, false), value_of("first-choice[eastern]"));
      double by_model = at(k, 0, CD_ARM(s, false), value_of("first-choice-model[eastern]"));
      own[s] += first / REPLICATES;
      model[s] += by_model / REPLICATES;
      apart = apart || first != by_model;
    }
    parted += apart;
  }
  for (guint s = 0; s < 3; s++) {
    assert_nine(eastern->first_own[s], own[s]);
    assert_nine(eastern->first_model[s], model[s]);
    sum += eastern->first_own[s];
  }
  assert_nine(sum, 1);
  assert_nine(eastern->parted, parted / REPLICATES);
  double funder = 0;
  for (guint s = 0; s < 3; s++)
    funder += results->ranking_funder[0].first_own[s];
  assert_nine(funder, 1);
}

static void beliefs_about_scale_move_somebody_s_first_choice(void **state)
{
  (void)state;
  assert_true(results->ranking_council[0].parted > 0); /* else the test above says nothing of it */
}

/* In each run, and so in the means: to the pennies that rounding each payer's part can make. */
static void layers_make_up_the_difference_between_any_two_structures(void **state)
{
  (void)state;
  guint cost = value_of("cost-annual"), pairs = 0;
  for (guint c = 0; c < results->n_comparisons; c++) {
    const CdComparison *it = &results->comparison[c];
    double sum = 0, moved = 0;
    for (int l = 0; l < CD_LAYER_COUNT; l++) {
      guint layer = value_of(cd_layer_id((CdLayer)l));
      sum += it->value[layer].d.mean;
      moved += fabs(it->value[layer].d.mean);
    }
    assert_true(fabs(sum - it->value[cost].d.mean) < 0.05);
    pairs += moved > 1;
    for (guint k = 0; k < REPLICATES * CD_LUCKS; k++) {
      double run = at(k / 2, k % 2, it->arm_b, cost) - at(k / 2, k % 2, it->arm_a, cost);
      for (int l = 0; l < CD_LAYER_COUNT; l++) {
        guint layer = value_of(cd_layer_id((CdLayer)l));
        run += at(k / 2, k % 2, it->arm_a, layer) - at(k / 2, k % 2, it->arm_b, layer);
      }
      assert_true(fabs(run) < 0.05);
    }
  }
  assert_true(pairs >= 6);
}

/* From the 100 people of the smallest area to twice all 740. */
static void the_curve_spans_the_sizes_in_question(void **state)
{
  (void)state;
  assert_int_equal(results->n_curve, 33);
  assert_nine(results->curve[0].people, 100);
  assert_nine(results->curve[32].people, 1480);
  assert_nine(results->curve[16].people, sqrt(100 * 1480));
  for (guint i = 0; i < 33; i++)
    assert_true(results->curve[i].elasticity > 0.5 && results->curve[i].elasticity < 1);
}

static void results_know_their_shape(void **state)
{
  (void)state;
  assert_int_equal(results->replicates, REPLICATES);
  assert_int_equal(results->n_structures, 3);
  assert_int_equal(results->n_arms, 6);
  assert_int_equal(results->n_contracts, 5);
  assert_int_equal(results->n_values, results->layout->n);
  assert_true(results->seed == 3);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sample_is_one_value_over_all_runs),
      cmocka_unit_test(summaries_are_of_the_samples),
      cmocka_unit_test(structures_are_compared_pair_by_pair_under_both_terms),
      cmocka_unit_test(a_comparison_is_of_paired_runs_with_the_metric_s_delta),
      cmocka_unit_test(what_own_terms_of_others_change_is_compared_anew),
      cmocka_unit_test(a_comparison_is_found_from_either_side),
      cmocka_unit_test(delta_is_the_materiality_by_its_basis),
      cmocka_unit_test(markets_tell_who_wins_each_contract_under_the_common_terms),
      cmocka_unit_test(where_nobody_bids_nor_serves_the_provider_is_unknown),
      cmocka_unit_test(rankings_are_shares_of_the_draws_of_inputs),
      cmocka_unit_test(beliefs_about_scale_move_somebody_s_first_choice),
      cmocka_unit_test(layers_make_up_the_difference_between_any_two_structures),
      cmocka_unit_test(the_curve_spans_the_sizes_in_question),
      cmocka_unit_test(results_know_their_shape),
  };
  return cmocka_run_group_tests(tests, run, forget);
}
