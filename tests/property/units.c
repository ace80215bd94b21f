/* People seen in a year and average caseload are two things: P and P L / (1 + L), with a mean stay of L
 * years. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "tests/property/quiet.h"
#include "tests/property/runs.h"
#include "tests/property/stage.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"

/* What the scenario says, worked out without the engine. */
typedef struct {
  double people, caseload, care;
} Told;

static double share_of_age(const CdScenario *scenario, guint cohort)
{
  double all = 0;
  const CdCohortSpec *it = cd_scenario_cohort(scenario, cohort);
  for (guint k = 0; k < scenario->table[CD_ENTITY_COHORT].n; k++)
    if (cd_scenario_cohort(scenario, k)->age == it->age)
      all += cd_scenario_cohort(scenario, k)->share.dist.a;
  return it->share.dist.a / all;
}

/* All numbers are points. Care: what direct care and what is paid by use cost a year, components without
 * clients apart. */
static Told told_by(const CdScenario *scenario)
{
  Told told = {0};
  double premium = cd_scenario_cost(scenario, 0)->rural_premium.dist.a;
  for (guint a = 0; a < scenario->table[CD_ENTITY_AREA].n; a++) {
    const CdAreaSpec *area = cd_scenario_area(scenario, a);
    for (guint k = 0; k < scenario->table[CD_ENTITY_COHORT].n; k++) {
      const CdCohortSpec *cohort = cd_scenario_cohort(scenario, k);
      double of_age = cohort->age == CD_AGE_ADULT ? area->adults_in_treatment.dist.a : area->young_in_treatment.dist.a;
      double people = of_age * share_of_age(scenario, k), years = cohort->stay_months.dist.a / 12;
      double clients = people * years / (1 + years);
      told.people += people;
      told.caseload += clients;
      told.care += clients * (cohort->direct_cost.dist.a * (1 + premium * area->rural_share.dist.a) +
                              cohort->pass_through_cost.dist.a);
    }
  }
  return told;
}

/* Business as usual goes on as it is: nothing drops, nobody moves. */
static CdScenario *in_balance(guint64 seed)
{
  CdScenario *quiet = cd_quiet(seed, (CdWanted){.sure = true});
  CdScenario *scenario = cd_without(quiet, CD_ENTITY_BORDER);
  cd_scenario_unref(quiet);
  cd_fix(scenario, CD_ENTITY_DELIVERY, "capacity-drop", 0);
  cd_fix(scenario, CD_ENTITY_DELIVERY, "capacity-drop-incumbent", 0);
  return scenario;
}

static void assert_within(double found, double told, double share, double people, guint seed, const char *what)
{
  if (!(fabs(found - told) <= share * told + people))
    fail_msg("seed %u: %s is %g, the scenario says %g", seed, what, found, told);
}

static void people_seen_in_a_year_are_those_stated_and_the_caseload_what_stays_make_of_them(void **state)
{
  (void)state;
  guint n = cd_test_count(100, 10);
  for (guint seed = 95000; seed < 95000 + n; seed++) {
    CdScenario *scenario = in_balance(seed);
    Told told = told_by(scenario);
    /* Far enough apart that neither could pass for the other. */
    assert_true(told.caseload > 0.25 * told.people && told.caseload < 0.75 * told.people);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    const double *count = cd_stage_expect_structure(stage, (guint)stage->world->concordat->baseline, 0.5);
    guint years = cd_stage_years(stage);
    /* Stocks start as whole people, so small cells may be half a person off. */
    double rounding = 0.5 * stage->caseload.n_cells;
    assert_within(cd_stage_sum(stage, count, CD_FLOW_CLIENTS, 0, years) / years, told.people, 0.01, rounding, seed,
                  "people seen");
    assert_within(cd_stage_sum(stage, count, CD_FLOW_MONTHS_TREATED, 0, years) / 12 / years, told.caseload, 0.01,
                  rounding, seed, "the caseload");
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

static void metrics_of_runs_keep_the_two_apart(void **state)
{
  (void)state;
  guint n = cd_test_count(40, 5);
  for (guint seed = 96000; seed < 96000 + n; seed++) {
    CdScenario *scenario = in_balance(seed);
    Told told = told_by(scenario);
    CdRuns *runs = cd_runs_new(scenario, seed, 6);
    guint arm = CD_ARM((guint)cd_scenario_concordat(scenario, 0)->baseline, false);
    double noise = 4 * sqrt(told.people / 6);
    assert_within(cd_runs_mean(runs, arm, CD_METRIC_CLIENTS), told.people, 0.01, noise, seed, "people seen");
    assert_within(cd_runs_mean(runs, arm, CD_METRIC_CASELOAD), told.caseload, 0.01, noise, seed, "the caseload");
    double cost = cd_runs_mean(runs, arm, CD_METRIC_COST_ANNUAL);
    assert_within(cd_runs_mean(runs, arm, CD_METRIC_COST_PER_CLIENT), cost / told.people, 1e-6, 0, seed, "cost a person");
    cd_runs_free(runs);
    cd_scenario_unref(scenario);
  }
}

static void cost_follows_the_caseload(void **state)
{
  (void)state;
  guint n = cd_test_count(60, 6);
  for (guint seed = 97000; seed < 97000 + n; seed++) {
    CdScenario *scenario = in_balance(seed);
    cd_fix(scenario, CD_ENTITY_COMPONENT, "client-cost", 0);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    CdLaid joint = cd_stage_structure(stage, 0);
    const double *layer = joint.footprint.at[0].layer;
    assert_within(layer[CD_LAYER_DIRECT] + layer[CD_LAYER_PASS_THROUGH], told_by(scenario).care, 1e-9, 0, seed, "care");
    assert_within(joint.footprint.at[0].clients, told_by(scenario).caseload, 1e-9, 0, seed, "the contract's size");
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_seen_in_a_year_are_those_stated_and_the_caseload_what_stays_make_of_them),
      cmocka_unit_test(metrics_of_runs_keep_the_two_apart),
      cmocka_unit_test(cost_follows_the_caseload),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
