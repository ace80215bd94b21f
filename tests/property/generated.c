/* The generator itself: what it makes is valid, varied, and the same after a journey through XML. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/engine/replicate.h"
#include "sim/scenario/load.h"
#include "tests/property/generate.h"
#include "tests/property/trials.h"

static double *run_once(const CdScenario *scenario, gsize *n)
{
  CdEngine *engine = cd_engine_new(scenario, 7);
  CdWorker *worker = cd_worker_new(engine);
  *n = (gsize)CD_LUCKS * cd_engine_arms(engine) * cd_engine_layout(engine)->n;
  double *value = g_new(double, *n);
  cd_engine_replicate(engine, worker, 0, &(CdReplicateOut){.value = value});
  cd_worker_free(worker);
  cd_engine_free(engine);
  return value;
}

static void every_one_is_accepted_by_the_loader_and_runs_alike(void **state)
{
  (void)state;
  guint n = cd_test_count(120, 12);
  for (guint seed = 0; seed < n; seed++) {
    CdScenario *made = cd_generate(seed, (CdWanted){.talks = seed % 6 == 0});
    g_autofree char *xml = cd_scenario_to_xml(made);
    g_autoptr(GError) error = NULL;
    CdScenario *read = cd_scenario_read_text(xml, strlen(xml), "generated", NULL, NULL, &error);
    if (!read)
      fail_msg("seed %u: %s", seed, error->message);
    gsize size = 0, again = 0;
    g_autofree double *before = run_once(made, &size), *after = run_once(read, &again);
    assert_int_equal(size, again);
    assert_memory_equal(before, after, size * sizeof(double));
    cd_scenario_unref(made);
    cd_scenario_unref(read);
  }
}

/* What a sample has between it, each as a bit. */
typedef struct {
  guint areas, councils, cohorts, components, providers, funders, structures, kinds, sharings, policies, entries,
      envelopes, consortia, procurements, routes, fallbacks, remedies, buyers, specifications, leads, budgets, gaps,
      grants;
  guint changes, reserves, slow;
  guint scorings, doors, referrers, minimums;
  guint cuts, parts, empty_components, wide_councils, own_terms;
} Seen;

static void note_kinds(Seen *seen, const CdScenario *scenario)
{
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint i = 0; i < scenario->table[k].n; i++)
      for (guint f = 0; f < entity->n_fields; f++)
        if (entity->field[f].kind == CD_FIELD_NUMBER) {
          const CdSpecHead *row = cd_scenario_row(scenario, (CdEntityKind)k, i);
          const char *slot = (const char *)row + entity->field[f].spec_offset;
          seen->kinds |= 1u << ((const CdValue *)(const void *)slot)->dist.kind;
        }
  }
}

static void note_contracts(Seen *seen, const CdScenario *scenario)
{
  for (guint i = 0; i < scenario->table[CD_ENTITY_CONTRACT].n; i++) {
    const CdContractSpec *contract = cd_scenario_contract(scenario, i);
    seen->cuts += contract->components.n < scenario->table[CD_ENTITY_COMPONENT].n;
    seen->parts += contract->share.dist.a < 1;
    seen->own_terms += contract->pricing >= 0;
    seen->routes |= 1u << contract->route;
    seen->fallbacks |= 1u << contract->fallback;
    seen->remedies |= 1u << contract->remedy;
    seen->buyers |= 1u << contract->bought_by;
    seen->specifications |= 1u << contract->specifications;
    seen->leads |= 1u << (contract->lead >= 0);
  }
}

static void note_budgets(Seen *seen, const CdScenario *scenario)
{
  const CdTable *table = scenario->table;
  seen->procurements |= 1u << table[CD_ENTITY_PROCUREMENT].n;
  seen->budgets |= 1u << table[CD_ENTITY_BUDGETS].n;
  if (table[CD_ENTITY_BUDGETS].n > 0)
    seen->gaps |= 1u << cd_scenario_budgets(scenario, 0)->gap;
  for (guint i = 0; i < table[CD_ENTITY_GRANT].n; i++)
    seen->grants |= 1u << cd_scenario_grant(scenario, i)->buys;
  seen->changes += table[CD_ENTITY_BUDGET_CHANGE].n;
  seen->slow += table[CD_ENTITY_SLOW_MONTHS].n;
  for (guint i = 0; i < table[CD_ENTITY_COUNCIL].n; i++)
    seen->reserves += !cd_scenario_council(scenario, i)->reserves.is_default;
}

static void note(Seen *seen, const CdScenario *scenario)
{
  const CdTable *table = scenario->table;
  seen->areas |= 1u << table[CD_ENTITY_AREA].n;
  seen->councils |= 1u << table[CD_ENTITY_COUNCIL].n;
  seen->cohorts |= 1u << table[CD_ENTITY_COHORT].n;
  seen->components |= 1u << table[CD_ENTITY_COMPONENT].n;
  seen->providers |= 1u << table[CD_ENTITY_PROVIDER].n;
  seen->funders |= 1u << table[CD_ENTITY_FUNDER].n;
  seen->structures |= 1u << table[CD_ENTITY_STRUCTURE].n;
  seen->sharings |= 1u << cd_scenario_terms(scenario, 0)->cost_sharing;
  seen->consortia |= 1u << table[CD_ENTITY_CONSORTIUM].n;
  seen->entries |= 1u << cd_scenario_market(scenario, 0)->entry;
  seen->envelopes |= 1u << cd_scenario_market(scenario, 0)->envelope_basis;
  for (guint s = 0; s < table[CD_ENTITY_STRUCTURE].n; s++)
    seen->policies |= 1u << cd_scenario_structure(scenario, s)->border_policy;
  for (guint i = 0; i < table[CD_ENTITY_COUNCIL].n; i++)
    seen->wide_councils += cd_scenario_council(scenario, i)->areas.n > 1;
  for (guint p = 0; p < table[CD_ENTITY_COMPONENT].n; p++) {
    bool treats = false;
    for (guint k = 0; k < table[CD_ENTITY_COHORT].n; k++)
      treats = treats || cd_scenario_cohort(scenario, k)->component == (int)p;
    seen->empty_components += !treats;
  }
  seen->scorings |= 1u << cd_scenario_terms(scenario, 0)->scoring;
  seen->minimums += cd_scenario_terms(scenario, 0)->minimum_quality.dist.a > 0;
  seen->doors |= 1u << cd_scenario_delivery(scenario, 0)->door;
  seen->referrers |= 1u << table[CD_ENTITY_REFERRER].n;
  note_kinds(seen, scenario);
  note_contracts(seen, scenario);
  note_budgets(seen, scenario);
}

static void a_sample_has_all_sizes_kinds_and_cuts(void **state)
{
  (void)state;
  Seen seen = {0};
  for (guint seed = 0; seed < 200; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    note(&seen, scenario);
    cd_scenario_unref(scenario);
  }
  assert_int_equal(seen.areas, 0x3e);      /* 1 .. 5 */
  assert_int_equal(seen.councils, 0x3e);   /* 1 .. 5 */
  assert_int_equal(seen.cohorts, 0x1fe);   /* 1 .. 8 */
  assert_int_equal(seen.components, 0x1e); /* 1 .. 4 */
  assert_int_equal(seen.providers, 0x7e);  /* 1 .. 6 */
  assert_int_equal(seen.funders, 0x7);     /* 0 .. 2 */
  assert_int_equal(seen.structures, 0x3c); /* 2 .. 5 */
  assert_int_equal(seen.kinds, (1u << (CD_DIST_DISCRETE + 1)) - 1);
  assert_int_equal(seen.sharings, 0xf);
  assert_int_equal(seen.policies, 0x7);
  assert_int_equal(seen.consortia, 0x3);
  assert_int_equal(seen.entries, 0x3);
  assert_int_equal(seen.envelopes, 0x3);
  assert_int_equal(seen.procurements, 0x3);
  /* All but the light-touch regime, which was before these dates, and direct award B, which is refused. */
  assert_int_equal(seen.routes, ((1u << CD_ROUTE_COUNT) - 1) & ~(1u << CD_ROUTE_LIGHT_TOUCH | 1u << CD_ROUTE_DIRECT_B));
  assert_int_equal(seen.fallbacks, 0x3);
  assert_int_equal(seen.remedies, 0xf);
  assert_int_equal(seen.buyers, 0x7);
  assert_int_equal(seen.specifications, 0x3);
  assert_int_equal(seen.leads, 0x3);
  assert_int_equal(seen.budgets, 0x3);
  assert_int_equal(seen.gaps, 0x3);
  assert_int_equal(seen.grants, 0x3);
  assert_int_equal(seen.scorings, (1u << CD_SCORING_COUNT) - 1);
  assert_int_equal(seen.doors, 0x3);
  assert_int_equal(seen.referrers, 0xf); /* 0 .. 3 */
  assert_true(seen.minimums > 0);
  assert_true(seen.changes > 0 && seen.reserves > 0 && seen.slow > 0);
  assert_true(seen.cuts > 0 && seen.parts > 0 && seen.empty_components > 0 && seen.wide_councils > 0 &&
              seen.own_terms > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_sample_has_all_sizes_kinds_and_cuts),
      cmocka_unit_test(every_one_is_accepted_by_the_loader_and_runs_alike),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
