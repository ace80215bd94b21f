/* Dual diagnosis: posts that are there for clients with a mental health need alone, and contracts that do without. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/plan.h"
#include "sim/engine/replicate.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

/* A fifth of opiate clients and a tenth of alcohol clients have the need: of average caseloads of 187.5 and 50 in the east, 75 and 20 in the west. */
static CdScenario *scenario_new(const char *serves, const char *post, const char *contract)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COHORT, "opiate", "mental-health-share=0.2");
  cd_small_set(s, CD_ENTITY_COHORT, "alcohol", "mental-health-share=0.1");
  g_autofree char *fields =
      g_strdup_printf("serves=%s cohorts=opiate+alcohol salary=40000 clients-per-wte=50 %s", serves, post);
  cd_small_add(s, CD_ENTITY_POST, NULL, "dual", fields);
  cd_small_add_structures(s);
  if (contract)
    cd_small_set_within(s, CD_ENTITY_CONTRACT, "joint", "all", contract);
  return s;
}

typedef struct {
  CdSmall *small;
  CdFootprint baseline, footprint;
  CdPlan plan;
} Case;

/* The joint contract against business as usual apart, each post kept where its clients carry it, all else alike. */
static Case planned(CdScenario *s)
{
  Case it = {.small = cd_small_new(s)};
  CdSmall *small = it.small;
  CdArena *arena = small->arena;
  cd_small_lay(small, NULL);
  CdPlanReference reference;
  cd_footprint_make(&it.baseline, small->world, &small->caseload, cd_small_row(s, CD_ENTITY_STRUCTURE, NULL, "apart"),
                    CD_TERMS_ARM_COMMON, NULL, arena);
  cd_footprint_make(&it.footprint, small->world, &small->caseload, cd_small_row(s, CD_ENTITY_STRUCTURE, NULL, "joint"),
                    CD_TERMS_ARM_COMMON, NULL, arena);
  cd_plan_reference_make(&reference, &it.baseline, small->world, &small->caseload, arena);
  double same = 1, kept = cd_post_wte(&small->world->post[0], it.footprint.at[0].post_clients[0], 1) > 0;
  CdServiceContract at = {
      .quality = small->world->market->reference_quality, .failure_from = INFINITY, .post_kept = &kept};
  CdService service = {.footprint = &it.footprint,
                       .at = &at,
                       .same = &same,
                       .unmet = cd_arena_array(arena, double, small->world->n_component)};
  gint64 *initial = cd_arena_array(arena, gint64, small->caseload.n_cells * CD_STOCK_COUNT);
  cd_plan_make(&it.plan, &service, &reference, small->world, &small->caseload, initial, 12, arena);
  return it;
}

static void case_clear(Case *it)
{
  cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

static double change(Case *it, CdRate rate, const char *area, const char *cohort)
{
  guint cell = cd_small_cell(it->small, area, cohort);
  return it->plan.flow.rate[cell * CD_RATE_COUNT + rate] / it->small->caseload.rate[(gsize)cell * CD_RATE_COUNT + rate];
}

static void a_post_counts_those_whom_it_is_there_for(void **state)
{
  (void)state;
  g_auto(Case) all = planned(scenario_new("all", "minimum-wte=0.5", NULL));
  g_auto(Case) it = planned(scenario_new("mental-health", "minimum-wte=0.5", NULL));
  assert_nine(all.baseline.at[0].post_clients[0], 187.5 + 50);
  assert_nine(it.baseline.at[0].post_clients[0], 0.2 * 187.5 + 0.1 * 50);
  assert_nine(it.baseline.at[1].post_clients[0], 0.2 * 75 + 0.1 * 20);
  assert_nine(it.footprint.at[0].post_clients[0], 0.2 * 262.5 + 0.1 * 70);
  assert_nine(it.footprint.at[0].layer[CD_LAYER_SPECIALISTS], 40000 * 59.5 / 50);
}

/* 42.5 in the east carry a whole post of which half must be there, 17 in the west do not; together both have one. */
static void its_loss_is_that_of_their_completions_alone(void **state)
{
  (void)state;
  g_auto(Case) it = planned(scenario_new("mental-health", "minimum-wte=0.5 effect=0.1", NULL));
  assert_nine(change(&it, CD_RATE_COMPLETE, "east", "opiate"), 1);
  assert_nine(change(&it, CD_RATE_COMPLETE, "west", "opiate"), 1 / (1 - 0.1 * 0.2));
  assert_nine(change(&it, CD_RATE_COMPLETE, "west", "alcohol"), 1 / (1 - 0.1 * 0.1));
  assert_nine(change(&it, CD_RATE_COMPLETE, "west", "justice"), 1);
}

static void with_it_fewer_leave_in_the_first_weeks(void **state)
{
  (void)state;
  g_auto(Case) it = planned(scenario_new("mental-health", "minimum-wte=0.5 effect=0 retention-effect=0.5", NULL));
  assert_nine(change(&it, CD_RATE_EARLY_UNPLANNED, "east", "opiate"), 1);
  assert_nine(change(&it, CD_RATE_EARLY_UNPLANNED, "west", "opiate"), 1 / (1 + 0.5 * 0.2));
  guint cell = cd_small_cell(it.small, "west", "opiate");
  const double *now = &it.plan.flow.rate[cell * CD_RATE_COUNT], *base = &it.small->caseload.rate[cell * CD_RATE_COUNT];
  assert_nine(now[CD_RATE_SETTLE] + now[CD_RATE_EARLY_UNPLANNED], base[CD_RATE_SETTLE] + base[CD_RATE_EARLY_UNPLANNED]);
}

/* Clients enough, but no such pathway: the east loses what it had, the west has as little as before, and nothing is paid. */
static void a_contract_may_do_without(void **state)
{
  (void)state;
  g_auto(Case) it =
      planned(scenario_new("mental-health", "minimum-wte=0.5 effect=0.1 retention-effect=0.5", "without-posts=dual"));
  assert_nine(it.footprint.at[0].post_clients[0], 0);
  assert_nine(it.footprint.at[0].layer[CD_LAYER_SPECIALISTS], 0);
  assert_nine(change(&it, CD_RATE_COMPLETE, "east", "opiate"), 1 - 0.1 * 0.2);
  assert_nine(change(&it, CD_RATE_EARLY_UNPLANNED, "east", "opiate"), 1 + 0.5 * 0.2);
  assert_nine(change(&it, CD_RATE_COMPLETE, "west", "opiate"), 1);
}

/* The engine's own runs: apart, with a provider each, one of two councils has the post; together both do; without it nobody. */
static void runs_tell_whose_need_is_served(void **state)
{
  (void)state;
  static const char *const contract[] = {NULL, "without-posts=dual"};
  for (guint i = 0; i < 2; i++) {
    CdScenario *s = scenario_new("mental-health", "minimum-wte=0.5", contract[i]);
    cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "one", "kind=local-charity home=east+hill");
    cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "other", "kind=local-charity home=west");
    CdEngine *engine = cd_engine_new(s, 1);
    CdWorker *worker = cd_worker_new(engine);
    const CdMetricLayout *layout = cd_engine_layout(engine);
    g_autofree double *value = g_new(double, (gsize)cd_engine_arms(engine) * CD_LUCKS * layout->n);
    cd_engine_replicate(engine, worker, 0, &(CdReplicateOut){.value = value});
    guint joint = cd_small_row(s, CD_ENTITY_STRUCTURE, NULL, "joint");
    double *row = &value[(gsize)CD_ARM(joint, false) * layout->n];
    assert_nine(*cd_metric_slot(layout, row, CD_METRIC_MENTAL_HEALTH, CD_TOTAL, 0), i == 0 ? 1 : 0);
    row = &value[(gsize)CD_ARM(1 - joint, false) * layout->n];
    assert_nine(*cd_metric_slot(layout, row, CD_METRIC_MENTAL_HEALTH, CD_TOTAL, 0), 42.5 / 59.5);
    cd_worker_free(worker);
    cd_engine_free(engine);
    cd_scenario_unref(s);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_post_counts_those_whom_it_is_there_for),
      cmocka_unit_test(its_loss_is_that_of_their_completions_alone),
      cmocka_unit_test(with_it_fewer_leave_in_the_first_weeks),
      cmocka_unit_test(a_contract_may_do_without),
      cmocka_unit_test(runs_tell_whose_need_is_served),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
