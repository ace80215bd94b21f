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

#define LOCKED 0.75 /* of the say, where a council is bound: docs/model.md, 7.6 */

enum { EASTERN, WESTERN, APART = 0, JOINT };

#define PROVIDER                                                                                                       \
  "kind=nhs-trust efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 bid-cost=5000 risk-aversion=1 "

/* The joint contract of 483,250, of which the eastern council's clients are 307.5 of 422.5. CONTRACT: fields of its own. */
static CdScenario *scenario_of(const char *contract, const char *procurement, const char *cost)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COST, NULL, "procurement=40000 contract-management-wte=0.5 coordination-wte=0.2");
  cd_small_set(s, CD_ENTITY_COST, NULL, cost);
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

/* COST: more fields of <cost>. */
static Run run_with(const char *contract, const char *procurement, const char *cost)
{
  Run run = {.scenario = scenario_of(contract, procurement, cost)};
  run.engine = cd_engine_new(run.scenario, 7);
  g_autoptr(CdWorker) worker = cd_worker_new(run.engine);
  run.value = g_new0(double, (gsize)cd_engine_arms(run.engine) * CD_LUCKS * cd_engine_layout(run.engine)->n);
  cd_engine_replicate(run.engine, worker, 1, &(CdReplicateOut){.value = run.value});
  return run;
}

static Run run_of(const char *contract, const char *procurement)
{
  return run_with(contract, procurement, "");
}

static void run_clear(Run *run)
{
  g_free(run->value);
  cd_engine_free(run->engine);
  cd_scenario_unref(run->scenario);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static double got_at(const Run *run, guint structure, guint luck, const char *name)
{
  const CdMetricLayout *layout = cd_engine_layout(run->engine);
  int at = cd_metric_find(layout, name);
  assert_true(at >= 0);
  gsize arm = (gsize)luck * cd_engine_arms(run->engine) + CD_ARM(structure, false);
  return run->value[arm * layout->n + (guint)at];
}

static double got(const Run *run, const char *name)
{
  return got_at(run, JOINT, 0, name);
}

static int lead_of(const char *contract)
{
  g_autoptr(CdSmall) it = cd_small_new(scenario_of(contract, NULL, ""));
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

static void one_award_is_one_tender_and_a_contract_each(void **state)
{
  (void)state;
  g_auto(Run) lead = run_of("", "lead-risk=0.02");
  g_auto(Run) award = run_of("bought-by=one-award", "lead-risk=0.02");
  assert_nine(got(&award, "layer-procurement"), got(&lead, "layer-procurement"));
  assert_nine(got(&award, "officer-wte") - got(&lead, "officer-wte"), 0.5);
  assert_nine(got(&award, "layer-lead-risk"), 0);
  assert_true(got(&award, "layer-margin") == got(&lead, "layer-margin")); /* one bid is prepared */
  assert_true(got(&award, "completions") == got(&lead, "completions"));
}

/* The eastern council's clients are s = 307.5 / 422.5 of the contract's: on one specification, 0.3 of it localised, its own part is 0.3 + 0.7 s and the western's
 * 0.3 + 0.7 (1 - s), in the mean 0.3 + 0.7 (s^2 + (1 - s)^2); and it pays for 0.3 of each further effective partner's, 1 / (s^2 + (1 - s)^2) - 1 of them. */
static void each_may_write_a_specification_of_its_own(void **state)
{
  (void)state;
  static const char *const terms = "localisation=0.3 exit-right=no ";
  g_autofree char *one = g_strconcat(terms, "bought-by=one-award", NULL);
  g_autofree char *two = g_strconcat(terms, "bought-by=one-award specifications=own", NULL);
  g_auto(Run) shared = run_with(one, NULL, "complexity=20000");
  g_auto(Run) own = run_with(two, NULL, "complexity=20000");
  double s = 307.5 / 422.5, square = s * s + (1 - s) * (1 - s);
  assert_nine(got(&shared, "own-specification"), 0.3 + 0.7 * square);
  assert_nine(got(&own, "own-specification"), 1);
  assert_nine(got(&shared, "layer-complexity"), 20000 * 0.3 * (1 / square - 1));
  assert_nine(got(&own, "layer-complexity"), 20000);
  assert_nine(got(&own, "layer-management"), got(&shared, "layer-management"));
}

static double control_of(const char *contract, guint council, const char *views)
{
  CdScenario *s = scenario_of(contract, NULL, "");
  cd_small_set(s, CD_ENTITY_COUNCIL, "western", views);
  g_autoptr(CdSmall) it = cd_small_new(s);
  CdFootprint footprint;
  cd_footprint_make(&footprint, it->world, &it->caseload, JOINT, CD_TERMS_ARM_OWN, NULL, it->arena);
  return cd_council_control(&footprint, it->world, council);
}

/* With all the say over what is localised (local-say = 1) a council has 0.3 + 0.7 s of the say, half of that where it is bound (docs/model.md, 7.6). */
static void who_signs_on_its_own_specification_has_all_the_say(void **state)
{
  (void)state;
  double west = 115 / 422.5;
  assert_nine(control_of("localisation=0.3 exit-right=no", WESTERN, ""), LOCKED * (0.3 + 0.7 * west));
  assert_nine(control_of("localisation=0.3 exit-right=no bought-by=one-award", WESTERN, ""), 0.3 + 0.7 * west);
  assert_nine(control_of("localisation=0.3 exit-right=no bought-by=one-award specifications=own", WESTERN, ""), 1);
  /* and where localising gives half of the say, half of what the other council's part would take */
  assert_nine(
      control_of("localisation=0.3 exit-right=no bought-by=one-award specifications=own", WESTERN, "local-say=0.5"),
      0.5 + 0.5 * west);
}

/* By two tenders that one provider happens to win, and by one award with a specification each: the same management, posts and complexity, where it shares six tenths of
 * what two managements could and hands all of it on. */
static void one_award_costs_what_two_lots_with_one_winner_do(void **state)
{
  (void)state;
  static const char *const cost = "complexity=20000 same-provider-retention=0.6 management-fixed=100000 "
                                  "management-per-client=300 management-elasticity=0.85";
  g_auto(Run) award = run_with("bought-by=one-award specifications=own", NULL, cost);
  static const char *const layer[] = {"layer-direct", "layer-management", "layer-specialists", "layer-complexity"};
  bool seen = false;
  for (guint luck = 0; luck < CD_LUCKS; luck++) {
    double same = got_at(&award, APART, luck, "same-provider");
    if (same < 1)
      continue;
    seen = true;
    for (guint l = 0; l < G_N_ELEMENTS(layer); l++)
      assert_nine(got_at(&award, APART, luck, layer[l]), got_at(&award, JOINT, luck, layer[l]));
  }
  assert_true(seen);
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
      cmocka_unit_test(one_award_is_one_tender_and_a_contract_each),
      cmocka_unit_test(each_may_write_a_specification_of_its_own),
      cmocka_unit_test(who_signs_on_its_own_specification_has_all_the_say),
      cmocka_unit_test(one_award_costs_what_two_lots_with_one_winner_do),
      cmocka_unit_test(bidders_prepare_a_bid_for_each),
      cmocka_unit_test(what_a_lead_bears_is_not_shared),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
