/* People and money: none made, none lost, in whatever structure and with whatever luck. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "tests/property/generate.h"
#include "tests/property/runs.h"
#include "tests/property/trials.h"
#include "tests/property/stage.h"

static gint64 people_at_first(const CdFlowPlan *flow)
{
  gint64 sum = 0;
  for (gsize i = 0; i < cd_flow_final_size(flow); i++)
    sum += flow->initial[i];
  return sum;
}

static gint64 counted(const CdFlowPlan *flow, const gint64 *count, CdFlow what)
{
  gint64 sum = 0;
  for (gsize i = 0; i < cd_flow_count_size(flow) / CD_FLOW_COUNT; i++)
    sum += count[i * CD_FLOW_COUNT + what];
  return sum;
}

static gint64 people_at_last(const CdFlowPlan *flow, const gint64 *final)
{
  gint64 sum = 0;
  for (gsize i = 0; i < cd_flow_final_size(flow); i++) {
    assert_true(final[i] >= 0);
    sum += final[i];
  }
  return sum;
}

/* At the end of each year, the run being broken off there: the years before it are the same. */
static void assert_people_kept(CdStage *stage, const CdFlowPlan *flow, guint32 run)
{
  gint64 *whole = NULL, *final = NULL;
  cd_stage_run(stage, flow, run, &whole, &final);
  for (guint months = 12; months <= flow->n_months; months += 12) {
    CdFlowPlan part = *flow;
    part.n_months = months;
    gint64 *count = NULL;
    cd_stage_run(stage, &part, run, &count, &final);
    assert_int_equal(people_at_first(&part) + counted(&part, count, CD_FLOW_ARRIVALS), people_at_last(&part, final));
    assert_memory_equal(count, whole, cd_flow_count_size(&part) * sizeof(gint64));
  }
}

static void people_are_kept_in_every_structure_and_year_whatever_the_luck(void **state)
{
  (void)state;
  guint n = cd_test_count(150, 15);
  for (guint seed = 1000; seed < 1000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    for (guint s = 0; s < stage->world->n_structure; s++)
      for (guint luck = 1; luck <= CD_LUCKS; luck++) {
        CdRealised it;
        guint32 run = cd_run_word(0, luck);
        cd_stage_realise(stage, s, luck == 1 ? CD_TERMS_ARM_COMMON : CD_TERMS_ARM_OWN, run, &it);
        assert_people_kept(stage, &it.plan.flow, run);
      }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Else what these tests find on a stage would say nothing of the engine. */
static void the_stage_counts_what_the_engine_counts(void **state)
{
  (void)state;
  static const struct {
    CdMetricKind metric;
    CdFlow flow;
  } pair[] = {{CD_METRIC_STARTS, CD_FLOW_STARTS},
              {CD_METRIC_COMPLETIONS, CD_FLOW_COMPLETIONS},
              {CD_METRIC_UNPLANNED, CD_FLOW_UNPLANNED},
              {CD_METRIC_DEATHS_IN, CD_FLOW_DEATHS_IN},
              {CD_METRIC_BORDER_MOVES, CD_FLOW_MOVES},
              {CD_METRIC_BORDER_LOSSES, CD_FLOW_MOVE_LOSSES},
              {CD_METRIC_HANDOVERS, CD_FLOW_HANDOVERS},
              {CD_METRIC_HANDOVER_LOSSES, CD_FLOW_HANDOVER_LOSSES},
              {CD_METRIC_REFERRALS_LOST, CD_FLOW_NOT_REACHED}};
  guint n = cd_test_count(40, 8);
  for (guint seed = 2000; seed < 2000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdRuns *runs = cd_runs_new(scenario, seed, 2);
    CdStage *stage = cd_stage_new(scenario, seed, 1);
    for (guint arm = 0; arm < runs->arms; arm++)
      for (guint luck = 0; luck < CD_LUCKS; luck++) {
        CdRealised it;
        gint64 *count = NULL, *final = NULL;
        guint32 run = cd_run_word(1, luck + 1);
        cd_stage_realise(stage, arm / 2, arm % 2 ? CD_TERMS_ARM_OWN : CD_TERMS_ARM_COMMON, run, &it);
        cd_stage_run(stage, &it.plan.flow, run, &count, &final);
        for (guint i = 0; i < G_N_ELEMENTS(pair); i++) {
          double yearly = (double)counted(&it.plan.flow, count, pair[i].flow) / cd_stage_years(stage);
          double found = cd_runs_total(runs, CD_LUCKS + luck, arm, pair[i].metric);
          if (yearly != found)
            fail_msg("seed %u, arm %u, luck %u: %s is %g on the stage, %g in the engine", seed, arm, luck,
                     cd_metric(pair[i].metric)->id, yearly, found);
        }
      }
    cd_stage_free(stage);
    cd_runs_free(runs);
    cd_scenario_unref(scenario);
  }
}

static gint64 pence_of(const CdMetricLayout *layout, const double *value, CdScope scope, guint row)
{
  double pounds = value[cd_metric_at(layout, CD_METRIC_COST_ANNUAL, scope, row)];
  assert_true(isfinite(pounds));
  return llround(pounds * 100);
}

static void assert_money_kept(const CdScenario *scenario, const CdMetricLayout *layout, const double *value,
                              guint payments)
{
  gint64 paid = 0;
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    paid += pence_of(layout, value, CD_BY_COUNCIL, i);
  for (guint f = 0; f < scenario->table[CD_ENTITY_FUNDER].n; f++)
    paid += pence_of(layout, value, CD_BY_FUNDER, f);
  assert_int_equal(paid, pence_of(layout, value, CD_TOTAL, 0));
  double layers = 0, cost = value[cd_metric_at(layout, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0)];
  for (guint l = 0; l < CD_LAYER_COUNT; l++)
    layers += value[cd_metric_at(layout, (CdMetricKind)(CD_METRIC_LAYER + l), CD_TOTAL, 0)];
  if (fabs(layers - cost) > 0.01 * payments)
    fail_msg("layers add up to %.4f, the cost is %.4f", layers, cost);
  double split = value[cd_metric_at(layout, CD_METRIC_COST_PROVIDER, CD_TOTAL, 0)] +
                 value[cd_metric_at(layout, CD_METRIC_COST_COMMISSIONER, CD_TOTAL, 0)];
  assert_true(fabs(layers - split) <= 1e-9 * cost);
}

static guint contracts_of(const CdScenario *scenario, guint structure)
{
  guint n = 0;
  for (guint i = 0; i < scenario->table[CD_ENTITY_CONTRACT].n; i++)
    n += cd_scenario_contract(scenario, i)->head.parent == (int)structure;
  return n;
}

static void payers_pay_the_cost_to_the_penny_and_layers_add_up_to_it(void **state)
{
  (void)state;
  guint n = cd_test_count(150, 15);
  for (guint seed = 3000; seed < 3000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdRuns *runs = cd_runs_new(scenario, seed, 2);
    for (guint run = 0; run < CD_LUCKS * runs->replicates; run++)
      for (guint arm = 0; arm < runs->arms; arm++)
        assert_money_kept(scenario, runs->layout, cd_runs_at(runs, run, arm),
                          contracts_of(scenario, arm / 2) + scenario->table[CD_ENTITY_FUNDER].n);
    cd_runs_free(runs);
    cd_scenario_unref(scenario);
  }
}

static void assert_near(double a, double b, double relative)
{
  if (!(fabs(a - b) <= relative * fmax(fabs(a), fabs(b))))
    fail_msg("%.17g and %.17g differ", a, b);
}

/* Care is bought once, by whomever: every cell's and every area's clients, and the cost of their care. */
static void contracts_divide_all_clients_and_their_care_between_them(void **state)
{
  (void)state;
  guint n = cd_test_count(150, 15);
  for (guint seed = 4000; seed < 4000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    double care = NAN;
    for (guint s = 0; s < stage->world->n_structure; s++) {
      CdLaid laid = cd_stage_structure(stage, s);
      double bought = 0;
      for (guint cell = 0; cell < stage->caseload.n_cells; cell++) {
        double share = 0;
        for (guint c = 0; c < laid.footprint.n_contracts; c++)
          share += laid.footprint.at[c].cell_share[cell];
        assert_near(share, 1, 1e-12);
      }
      for (guint a = 0; a < stage->world->n_area; a++) {
        double clients = 0;
        for (guint c = 0; c < laid.footprint.n_contracts; c++)
          clients += laid.footprint.at[c].area_clients[a];
        assert_near(clients, stage->caseload.area_clients[a], 1e-12);
      }
      for (guint c = 0; c < laid.footprint.n_contracts; c++)
        bought += laid.footprint.at[c].layer[CD_LAYER_DIRECT] + laid.footprint.at[c].layer[CD_LAYER_PASS_THROUGH];
      assert_near(bought, isnan(care) ? bought : care, 1e-12);
      care = bought;
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Its component treats clients: what it pays in is its contribution, whatever the structure. */
static void a_co_commissioner_that_joins_pays_its_contribution(void **state)
{
  (void)state;
  guint n = cd_test_count(100, 10);
  for (guint seed = 5000; seed < 5000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    for (guint s = 0; s < stage->world->n_structure; s++) {
      CdLaid laid = cd_stage_structure(stage, s);
      for (guint f = 0; f < stage->world->n_funder; f++) {
        double paid = 0;
        for (guint c = 0; c < laid.footprint.n_contracts; c++)
          paid += laid.funding.money[c * stage->world->n_funder + f];
        assert_near(paid, stage->world->funder[f].contribution, 1e-12);
      }
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Exactly: a post that stands at its minimum must not fall by a rounding. */
static void where_all_join_all_the_money_keeps_posts(void **state)
{
  (void)state;
  guint n = cd_test_count(60, 10);
  for (guint seed = 5000; seed < 5000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    for (guint s = 0; s < stage->world->n_structure; s++) {
      CdLaid laid = cd_stage_structure(stage, s);
      if (laid.funding.post_funding != 1)
        fail_msg("seed %u, structure %u: %.17g of it does", seed, s, laid.funding.post_funding);
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_are_kept_in_every_structure_and_year_whatever_the_luck),
      cmocka_unit_test(the_stage_counts_what_the_engine_counts),
      cmocka_unit_test(payers_pay_the_cost_to_the_penny_and_layers_add_up_to_it),
      cmocka_unit_test(contracts_divide_all_clients_and_their_care_between_them),
      cmocka_unit_test(a_co_commissioner_that_joins_pays_its_contribution),
      cmocka_unit_test(where_all_join_all_the_money_keeps_posts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
