/* What the loader lets in at the edges, the engine can run: else one of the two is wrong. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include "sim/scenario/load.h"
#include "tests/property/generate.h"
#include "tests/property/runs.h"
#include "tests/property/stage.h"
#include "tests/property/transform.h"

/* The same scenario after the loader has looked at it; NULL where it is refused. */
static CdScenario *loaded(const CdScenario *scenario)
{
  g_autofree char *xml = cd_scenario_to_xml(scenario);
  return cd_scenario_read_text(xml, strlen(xml), "edge", NULL, NULL, NULL);
}

/* Whether a run of SCENARIO ends: in a process of its own, since a failed assertion ends it. */
static bool runs_through(const CdScenario *scenario)
{
  pid_t child = fork();
  if (child == 0) {
    if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
      _exit(2);
    CdRuns *runs = cd_runs_new(scenario, 1, 1);
    cd_runs_free(runs);
    _exit(0);
  }
  int status = 1;
  assert_true(child > 0 && waitpid(child, &status, 0) == child);
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Two areas, of which the second has no young people, but a contract for those it might have. */
static CdScenario *with_an_empty_contract(void)
{
  CdScenario *scenario = cd_generate(113000, (CdWanted){.areas = 2, .councils = 2, .sure = true});
  guint component = scenario->table[CD_ENTITY_COMPONENT].n;
  cd_scenario_append(scenario, CD_ENTITY_COMPONENT, -1, "young", NULL);
  cd_scenario_set_keys(scenario, CD_ENTITY_COMPONENT, component, NULL);
  cd_scenario_append(scenario, CD_ENTITY_COHORT, -1, "young", NULL);
  guint row = scenario->table[CD_ENTITY_COHORT].n - 1;
  CdSpecHead head = cd_scenario_cohort(scenario, row)->head;
  *cd_scenario_cohort(scenario, row) = *cd_scenario_cohort(scenario, 0);
  cd_scenario_cohort(scenario, row)->head = head;
  cd_scenario_cohort(scenario, row)->age = CD_AGE_YOUNG;
  cd_scenario_cohort(scenario, row)->component = (int)component;
  cd_scenario_set_keys(scenario, CD_ENTITY_COHORT, row, NULL);
  cd_fix(scenario, CD_ENTITY_AREA, "young-people-in-treatment", 0);
  cd_scenario_area(scenario, 0)->young_in_treatment.dist.a = 40;
  guint structures = scenario->table[CD_ENTITY_STRUCTURE].n;
  for (guint s = 0; s < structures; s++)
    for (guint a = 0; a < 2; a++) {
      g_autofree char *id = g_strdup_printf("young-%u", a);
      cd_scenario_append(scenario, CD_ENTITY_CONTRACT, (int)s, id, NULL);
      guint at = scenario->table[CD_ENTITY_CONTRACT].n - 1;
      cd_scenario_contract(scenario, at)->areas = cd_refs_new(scenario, &a, 1);
      cd_scenario_contract(scenario, at)->components = cd_refs_new(scenario, &component, 1);
      cd_scenario_set_keys(scenario, CD_ENTITY_CONTRACT, at, NULL);
    }
  return scenario;
}

static void a_contract_without_clients_is_refused_or_runs(void **state)
{
  (void)state;
  CdScenario *scenario = with_an_empty_contract(), *read = loaded(scenario);
  if (read)
    assert_true(runs_through(read));
  cd_scenario_unref(read);
  cd_scenario_unref(scenario);
}

/* Sharing by what partners have been used to paying, where those of one contract have paid nothing: as though
 * they were equal. */
static void partners_who_have_paid_nothing_so_far_still_expect_a_cost(void **state)
{
  (void)state;
  CdScenario *scenario = cd_generate(114000, (CdWanted){.areas = 3, .councils = 3, .sure = true});
  cd_choose(scenario, CD_ENTITY_TERMS, "cost-sharing", CD_SHARING_HISTORIC);
  cd_fix(scenario, CD_ENTITY_COUNCIL, "historic-share", 0);
  cd_scenario_council(scenario, 2)->historic_share.dist.a = 1;
  CdScenario *read = loaded(scenario);
  if (read) {
    CdRuns *runs = cd_runs_new(read, 1, 1);
    for (guint i = 0; i < 3; i++)
      for (guint arm = 0; arm < runs->arms; arm++) {
        const double *value = cd_runs_at(runs, 0, arm);
        assert_true(isfinite(value[cd_metric_at(runs->layout, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, i)]));
        assert_true(isfinite(value[cd_metric_at(runs->layout, CD_METRIC_UTILITY, CD_BY_COUNCIL, i)]));
      }
    cd_runs_free(runs);
  }
  cd_scenario_unref(read);
  cd_scenario_unref(scenario);
}

/* A component more, paid by the adult client and without clients of its own, in every contract of two structures. */
static CdScenario *with_recovery(void)
{
  CdScenario *scenario = cd_generate(115000, (CdWanted){.areas = 2, .councils = 2, .sure = true});
  cd_scenario_concordat(scenario, 0)->baseline = 0;
  while (scenario->table[CD_ENTITY_STRUCTURE].n > 2) {
    CdScenario *larger = scenario;
    scenario = cd_without_row(larger, CD_ENTITY_STRUCTURE, 2);
    cd_scenario_unref(larger);
  }
  guint component = scenario->table[CD_ENTITY_COMPONENT].n, all[8];
  cd_scenario_append(scenario, CD_ENTITY_COMPONENT, -1, "recovery", NULL);
  cd_scenario_set_keys(scenario, CD_ENTITY_COMPONENT, component, NULL);
  cd_fix(scenario, CD_ENTITY_COMPONENT, "client-cost", 300);
  for (guint p = 0; p <= component; p++)
    all[p] = p;
  for (guint c = 0; c < scenario->table[CD_ENTITY_CONTRACT].n; c++)
    cd_scenario_contract(scenario, c)->components = cd_refs_new(scenario, all, component + 1);
  return scenario;
}

/* With one co-commissioner, of the last component. */
static CdScenario *with_fund(void)
{
  static const char *const ten[] = {"weight-cost", "weight-outcomes", "weight-continuity", "weight-control",
                                    "weight-time"};
  CdScenario *before = with_recovery(), *scenario = cd_without(before, CD_ENTITY_FUNDER);
  cd_scenario_unref(before);
  cd_scenario_append(scenario, CD_ENTITY_FUNDER, -1, "fund", NULL);
  cd_scenario_set_keys(scenario, CD_ENTITY_FUNDER, 0, NULL);
  cd_scenario_funder(scenario, 0)->kind = CD_FUNDER_NHS;
  cd_scenario_funder(scenario, 0)->component = (int)scenario->table[CD_ENTITY_COMPONENT].n - 1;
  for (guint i = 0; i < G_N_ELEMENTS(ten); i++)
    cd_fix(scenario, CD_ENTITY_FUNDER, ten[i], 10);
  cd_fix(scenario, CD_ENTITY_FUNDER, "contribution", 20000);
  cd_fix(scenario, CD_ENTITY_FUNDER, "belief-scale", 0.05);
  return scenario;
}

static void a_co_commissioner_of_a_component_without_clients_is_refused_or_pays(void **state)
{
  (void)state;
  CdScenario *scenario = with_fund(), *read = loaded(scenario);
  if (read) {
    CdStage *stage = cd_stage_new(read, 1, 0);
    CdLaid joint = cd_stage_structure(stage, 0); /* one contract, in which it joins */
    assert_true(joint.footprint.n_contracts == 1);
    assert_true(fabs(joint.funding.money[0] - 20000) < 1e-6);
    assert_true(joint.funding.post_funding == 1);
    cd_stage_free(stage);
  }
  cd_scenario_unref(read);
  cd_scenario_unref(scenario);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_contract_without_clients_is_refused_or_runs),
      cmocka_unit_test(partners_who_have_paid_nothing_so_far_still_expect_a_cost),
      cmocka_unit_test(a_co_commissioner_of_a_component_without_clients_is_refused_or_pays),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
