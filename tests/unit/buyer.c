#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/buyer.h"
#include "sim/engine/replicate.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdEngine, cd_engine_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdWorker, cd_worker_free)

enum { EASTERN, WESTERN, APART = 0, JOINT };

#define PROVIDER                                                                                                       \
  "kind=nhs-trust efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 bid-cost=5000 risk-aversion=1 "

/* The joint contract of 483,250, of which the eastern council's clients are 307.5 of 422.5. CONTRACT: fields of its own. */
static CdScenario *scenario_of(const char *contract, const char *procurement)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COST, NULL, "procurement=40000 contract-management-wte=0.5 coordination-wte=0.2");
  cd_small_set(s, CD_ENTITY_APPRAISAL, NULL, "horizon-months=12");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "one", PROVIDER "incumbent-in=east+hill");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "two", PROVIDER "incumbent-in=west");
  cd_small_add_structures(s);
  cd_small_set_within(s, CD_ENTITY_CONTRACT, "joint", "all", contract);
  if (procurement)
    cd_small_add(s, CD_ENTITY_PROCUREMENT, NULL, NULL, procurement);
  return s;
}

/* The joint structure's values in the first run. */
typedef struct {
  CdScenario *scenario;
  CdEngine *engine;
  double *value;
} Run;

static Run run_of(const char *contract, const char *procurement)
{
  Run run = {.scenario = scenario_of(contract, procurement)};
  run.engine = cd_engine_new(run.scenario, 7);
  g_autoptr(CdWorker) worker = cd_worker_new(run.engine);
  run.value = g_new0(double, (gsize)cd_engine_arms(run.engine) * CD_LUCKS * cd_engine_layout(run.engine)->n);
  cd_engine_replicate(run.engine, worker, 1, &(CdReplicateOut){.value = run.value});
  return run;
}

static void run_clear(Run *run)
{
  g_free(run->value);
  cd_engine_free(run->engine);
  cd_scenario_unref(run->scenario);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static double got(const Run *run, const char *name)
{
  const CdMetricLayout *layout = cd_engine_layout(run->engine);
  int at = cd_metric_find(layout, name);
  assert_true(at >= 0);
  return run->value[(gsize)CD_ARM(JOINT, false) * layout->n + (guint)at];
}

static int lead_of(const char *contract)
{
  g_autoptr(CdSmall) it = cd_small_new(scenario_of(contract, NULL));
  CdFootprint footprint;
  cd_footprint_make(&footprint, it->world, &it->caseload, JOINT, CD_TERMS_ARM_COMMON, NULL, it->arena);
  return cd_lead(&footprint.at[0], it->world);
}

static void the_lead_is_the_council_named_or_that_with_most_clients(void **state)
{
  (void)state;
  assert_int_equal(lead_of(""), EASTERN);
  assert_int_equal(lead_of("lead=western"), WESTERN);
  assert_int_equal(lead_of("bought-by=each"), -1);
}

static void each_for_itself_holds_a_tender_and_manages_a_contract(void **state)
{
  (void)state;
  g_auto(Run) lead = run_of("", NULL);
  g_auto(Run) each = run_of("bought-by=each", NULL);
  assert_nine(got(&lead, "layer-procurement"), 40000 / 5.0);
  assert_nine(got(&each, "layer-procurement"), 2 * 40000 / 5.0);
  assert_nine(got(&each, "officer-wte") - got(&lead, "officer-wte"), 0.5);
  assert_nine(got(&each, "layer-officers") - got(&lead, "layer-officers"), 30000);
  assert_true(got(&each, "clients") == got(&lead, "clients")); /* the same service */
}

static void bidders_prepare_a_bid_for_each(void **state)
{
  (void)state;
  g_auto(Run) lead = run_of("", NULL);
  g_auto(Run) each = run_of("bought-by=each", NULL);
  assert_true(got(&each, "layer-margin") > got(&lead, "layer-margin"));
}

static void what_a_lead_bears_is_not_shared(void **state)
{
  (void)state;
  g_auto(Run) none = run_of("lead=western", "lead-risk=0");
  g_auto(Run) some = run_of("lead=western", "lead-risk=0.02");
  double risk = got(&some, "layer-lead-risk");
  assert_nine(risk, 0.02 * 483250 * got(&some, "price-to-reference"));
  assert_nine(got(&none, "layer-lead-risk"), 0);
  assert_true(fabs(got(&some, "cost-annual[western]") - got(&none, "cost-annual[western]") - risk) < 0.011);
  assert_true(got(&some, "cost-annual[eastern]") == got(&none, "cost-annual[eastern]"));
  assert_true(got(&some, "utility[western]") < got(&none, "utility[western]"));
  assert_true(got(&some, "utility[eastern]") == got(&none, "utility[eastern]"));
  g_auto(Run) each = run_of("bought-by=each", "lead-risk=0.02");
  assert_nine(got(&each, "layer-lead-risk"), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_lead_is_the_council_named_or_that_with_most_clients),
      cmocka_unit_test(each_for_itself_holds_a_tender_and_manages_a_contract),
      cmocka_unit_test(bidders_prepare_a_bid_for_each),
      cmocka_unit_test(what_a_lead_bears_is_not_shared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
