#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/engine/replicate.h"
#include "sim/engine/scale.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { APART, JOINT, SEED = 7 };

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdEngine, cd_engine_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdWorker, cd_worker_free)

#define PROVIDER                                                                                                       \
  "kind=nhs-trust efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 bid-cost=5000 risk-aversion=1 "

static CdScenario *scenario_new(void)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COST, NULL,
               "management-fixed=7000 management-per-client=20 procurement=40000 contract-management-wte=0.5 "
               "coordination-wte=0.1"
               " absorption=0.8");
  cd_small_set(s, CD_ENTITY_APPRAISAL, NULL, "horizon-months=12");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "one", PROVIDER "incumbent-in=east+hill");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "two", PROVIDER "incumbent-in=west");
  cd_small_add_structures(s);
  return s;
}

/* One replicate's values and outcomes. */
typedef struct {
  double *value;
  CdContractOutcome *outcome;
} Run;

static Run run_with(const CdEngine *engine, CdWorker *worker, guint32 replicate)
{
  Run run = {g_new0(double, (gsize)cd_engine_arms(engine) * CD_LUCKS * cd_engine_layout(engine)->n),
             g_new0(CdContractOutcome, (gsize)CD_LUCKS * 2 * cd_engine_contracts(engine))};
  cd_engine_replicate(engine, worker, replicate, &(CdReplicateOut){.value = run.value, .outcome = run.outcome});
  return run;
}

static Run run_once(const CdEngine *engine, guint32 replicate)
{
  g_autoptr(CdWorker) worker = cd_worker_new(engine);
  return run_with(engine, worker, replicate);
}

static void run_clear(Run *run)
{
  g_free(run->value);
  g_free(run->outcome);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Run, run_clear)

static gsize bytes_of(const CdEngine *engine)
{
  return sizeof(double) * CD_LUCKS * cd_engine_arms(engine) * cd_engine_layout(engine)->n;
}

static double got(const CdEngine *engine, const Run *run, guint luck, guint structure, bool own, const char *name)
{
  const CdMetricLayout *layout = cd_engine_layout(engine);
  int at = cd_metric_find(layout, name);
  assert_true(at >= 0);
  return run->value[((gsize)luck * cd_engine_arms(engine) + CD_ARM(structure, own)) * layout->n + (guint)at];
}

static void every_structure_has_two_arms(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  assert_int_equal(cd_engine_arms(engine), 4);
  assert_int_equal(cd_engine_contracts(engine), 3);
  assert_int_equal(CD_ARM(JOINT, false), 2);
  assert_int_equal(CD_ARM(JOINT, true), 3);
}

static void a_replicate_is_a_function_of_seed_and_number(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED), other = cd_engine_new(scenario, SEED + 1);
  g_autoptr(CdWorker) worker = cd_worker_new(engine);
  g_auto(Run) fifth = run_with(engine, worker, 5), first = run_with(engine, worker, 1),
              again = run_with(engine, worker, 5);
  g_auto(Run) fresh = run_once(engine, 5), seeded = run_once(other, 5);
  assert_memory_equal(fifth.value, again.value, bytes_of(engine));
  assert_memory_equal(fifth.value, fresh.value, bytes_of(engine));
  assert_memory_not_equal(fifth.value, first.value, bytes_of(engine));
  assert_memory_not_equal(fifth.value, seeded.value, bytes_of(engine));
}

static void the_two_draws_of_chance_differ_and_their_inputs_do_not(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_COHORT, "opiate", "direct-cost=uniform(900,1100)");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 0), other = run_once(engine, 1);
  assert_true(got(engine, &run, 0, JOINT, false, "layer-direct") == got(engine, &run, 1, JOINT, false, "layer-direct"));
  assert_true(got(engine, &run, 0, JOINT, false, "layer-direct") != got(engine, &other, 0, JOINT, false, "layer-direct"));
  assert_true(got(engine, &run, 0, JOINT, false, "completions") != got(engine, &run, 1, JOINT, false, "completions"));
  assert_true(got(engine, &run, 0, JOINT, false, "layer-margin") != got(engine, &run, 1, JOINT, false, "layer-margin"));
}

static void a_copy_of_a_structure_has_the_same_luck(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, "copy", "");
  cd_small_add(scenario, CD_ENTITY_CONTRACT, "copy", "eastern",
               "areas=east+hill components=treatment+justice+youth+beds");
  cd_small_add(scenario, CD_ENTITY_CONTRACT, "copy", "western", "areas=west components=treatment+justice+youth+beds");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 3);
  const CdMetricLayout *layout = cd_engine_layout(engine);
  for (guint luck = 0; luck < CD_LUCKS; luck++)
    for (guint i = 0; i < layout->n; i++) {
      const double *apart = &run.value[(luck * 6 + CD_ARM(APART, false)) * layout->n], *copy = apart + 4 * layout->n;
      if (!(apart[i] == copy[i] || (isnan(apart[i]) && isnan(copy[i]))))
        fail_msg("%s differs", layout->name[i]);
    }
}

/* Who likes them alike, shares out first choices evenly: here between the copies, and what is put first adds up to one. */
static void ties_share_the_first_choice(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, "copy", "");
  cd_small_add(scenario, CD_ENTITY_CONTRACT, "copy", "eastern",
               "areas=east+hill components=treatment+justice+youth+beds");
  cd_small_add(scenario, CD_ENTITY_CONTRACT, "copy", "western", "areas=west components=treatment+justice+youth+beds");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 3);
  static const char *const name[] = {"first-choice[eastern]", "first-choice-model[eastern]", "first-choice[western]"};
  for (guint i = 0; i < G_N_ELEMENTS(name); i++) {
    double apart = got(engine, &run, 0, APART, false, name[i]), copy = got(engine, &run, 0, 2, false, name[i]);
    assert_true(apart == copy && (apart == 0 || apart == 0.5));
    assert_nine(apart + copy + got(engine, &run, 0, JOINT, false, name[i]), 1);
  }
}

static void the_highest_utility_is_the_first_choice(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 3);
  double apart = got(engine, &run, 0, APART, false, "utility[western]");
  double joint = got(engine, &run, 0, JOINT, false, "utility[western]");
  assert_true(apart != joint);
  assert_nine(got(engine, &run, 0, JOINT, false, "first-choice[western]"), joint > apart);
  assert_nine(got(engine, &run, 0, APART, false, "first-choice[western]"), apart > joint);
}

static void places_are_extra_cost_at_the_cost_of_a_person_now(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 2);
  for (guint luck = 0; luck < CD_LUCKS; luck++) {
    double apart = got(engine, &run, luck, APART, false, "cost-annual");
    double joint = got(engine, &run, luck, JOINT, false, "cost-annual");
    assert_nine(got(engine, &run, luck, JOINT, false, "places"), (apart - joint) / (apart / 740));
    assert_nine(got(engine, &run, luck, JOINT, false, "places-expected"), 0.2 * (apart - joint) / (apart / 740));
    assert_nine(got(engine, &run, luck, APART, false, "places"), 0);
  }
}

static void outcomes_are_those_of_the_contracts(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 2);
  for (guint luck = 0; luck < CD_LUCKS; luck++)
    for (guint own = 0; own < 2; own++) {
      const CdContractOutcome *it = &run.outcome[(luck * 2 + own) * 3];
      assert_nine(it[0].price + it[1].price, got(engine, &run, luck, APART, own, "price-to-reference") * 505700);
      assert_nine(it[2].price, got(engine, &run, luck, JOINT, own, "price-to-reference") * 498700);
      assert_nine((it[0].bids + it[1].bids) / 2.0, got(engine, &run, luck, APART, own, "bids"));
      assert_nine(it[2].quality, got(engine, &run, luck, JOINT, own, "quality"));
      assert_int_equal(it[0].provider == it[1].provider, (int)got(engine, &run, luck, APART, own, "same-provider"));
      assert_false(it[2].no_bid);
    }
}

static void places_are_against_business_as_usual_whichever_it_is(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_CONCORDAT, NULL, "baseline=joint");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 2);
  double apart = got(engine, &run, 1, APART, false, "cost-annual"),
         joint = got(engine, &run, 1, JOINT, false, "cost-annual");
  assert_nine(got(engine, &run, 1, APART, false, "places"), (joint - apart) / (joint / 740));
  assert_nine(got(engine, &run, 1, JOINT, true, "places"), 0);
}

/* Starting stocks are those of the balance, each made whole by a uniform of its own: who was seen in a year and did not start in it. */
static void stocks_at_first_are_the_balance_made_whole(void **state)
{
  (void)state;
  CdScenario *scenario = scenario_new();
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  const CdCaseload *caseload = &small->caseload;
  static const char *const area[] = {"east", "west", "hill"};
  for (guint32 k = 0; k < 4; k++) {
    g_auto(Run) run = run_once(engine, k);
    for (guint a = 0; a < 3; a++) {
      double present = 0;
      for (guint cell = 4 * a; cell < 4 * a + 4; cell++) {
        CdStream stream = cd_stream(SEED, cd_run_word(k, 0), CD_PURPOSE_INPUT, caseload->key[cell]);
        for (guint stock = CD_STOCK_EARLY; stock <= CD_STOCK_SETTLED; stock++)
          present += floor(caseload->stock[stock * caseload->n_cells + cell] + cd_stream_uniform(stream, 0, stock));
      }
      g_autofree char *clients = g_strdup_printf("clients[%s]", area[a]),
                      *starts = g_strdup_printf("starts[%s]", area[a]);
      assert_nine(got(engine, &run, 0, JOINT, false, clients) - got(engine, &run, 0, JOINT, false, starts), present);
    }
  }
}

/* Of 155.075 completions a year in balance, over 40 runs: five standard errors of a Poisson count either way. */
static void business_as_usual_stays_in_balance(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_DELIVERY, NULL, "door-loss=0.3");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  double completions = 0, missed_apart = 0, missed_joint = 0;
  for (guint32 k = 0; k < 20; k++) {
    g_auto(Run) run = run_once(engine, k);
    for (guint luck = 0; luck < CD_LUCKS; luck++) {
      completions += got(engine, &run, luck, APART, false, "completions") / 40;
      missed_apart += got(engine, &run, luck, APART, false, "referrals-lost") / 40;
      missed_joint += got(engine, &run, luck, JOINT, false, "referrals-lost") / 40;
    }
  }
  double error = 5 * sqrt(155.075 / 40);
  assert_true(fabs(completions - 155.075) < error);
  assert_true(missed_apart > 5 && missed_joint == 0); /* two doors, one door */
}

/* Three months late, all three covered by extending: 3 % of 483,250 + 7,000 + 8,450 for a quarter of a year, over five. */
static void an_extension_is_paid_for(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_CALENDAR, NULL, "slippage-months=4 extension-months=6 extension-premium=0.03");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 0);
  assert_nine(got(engine, &run, 0, JOINT, false, "extension-months"), 3);
  assert_nine(got(engine, &run, 0, JOINT, false, "layer-extension"), 0.03 * 498700 / 4 / 5);
}

/* --- What partners expect --------------------------------------------------------------------------------------------- */

/* What a typical bidder asks where half of the marks go to quality: 0.15 marks more, at their square. */
#define PRICE 1.0225

/* Effective partners of the joint contract beyond one: 422.5^2 / (307.5^2 + 115^2) - 1. */
#define FURTHER 0.656190200058

/* Joint to the eastern council, 307.5 of 422.5 clients, cost and say apart from now, where contracts cost NOW there, and the joint one
 * PRICE times its reference, in which LOCAL pounds are for parts of the specification that partners set for themselves. */
static double utility_of_joint(double now, double price, double local)
{
  double officers = (0.5 + 0.1 * FURTHER) * 60000;
  double joint = ((498700 + local) * price + 8000 + officers) * 307.5 / 422.5;
  return 0.2 * (0.5 - 0.5 * (joint - now) / now / 0.1 + 0.5 + 0.5 + 0.809467455621 + 1);
}

/* The model knows from tenders of its own how often one provider holds both: here always, or never. */
static void the_model_expects_what_its_own_tenders_bring(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_COST, NULL, "same-provider-retention=0.75 complexity=1000");
  cd_small_set(scenario, CD_ENTITY_MARKET, NULL, "envelope=2"); /* so that who can bid does */
  cd_small_set(scenario, CD_ENTITY_PROVIDER, "one", "home=east+hill");
  cd_small_set(scenario, CD_ENTITY_PROVIDER, "two", "home=west");
  double local = 1000 * 0.3 * FURTHER;
  g_autoptr(CdEngine) never = cd_engine_new(scenario, SEED);
  g_auto(Run) apart = run_once(never, 0);
  assert_nine(got(never, &apart, 0, JOINT, false, "utility-model[eastern]"),
              utility_of_joint(366900 * PRICE + 38000, PRICE, local));
  cd_small_set(scenario, CD_ENTITY_PROVIDER, "one", "home=east+west+hill");
  cd_small_set(scenario, CD_ENTITY_PROVIDER, "two", "home=hill");
  g_autoptr(CdEngine) always = cd_engine_new(scenario, SEED);
  g_auto(Run) together = run_once(always, 0);
  double now = 366900 * PRICE - 5250 * 13150.0 / 22450 + 1000 * 307.5 / 422.5 + 38000;
  assert_nine(got(always, &together, 0, JOINT, false, "utility-model[eastern]"), utility_of_joint(now, PRICE, local));
  assert_nine(got(always, &together, 0, APART, false, "utility-model[eastern]"), 0.7);
}

static void beliefs_about_scale_are_of_the_structures_named_for_them(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "eastern", "belief-scale=0.05");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 0);
  /* Management of 15,450 x 307.5/422.5, and 115/422.5 of the extra: of 7,000 more for two contracts all but the eastern clients' part of one. */
  double now = 371781.715976331 * PRICE + 38000;
  assert_nine(got(engine, &run, 0, JOINT, false, "utility[eastern]"), utility_of_joint(now, PRICE, 0));
}

/* A weight of 0.7 would add 0.35 marks; the envelope pays for the root of 0.1, and the price is 1.1. Now is under the common terms in
 * both arms. */
static void terms_of_its_own_have_a_price_of_their_own(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_STRUCTURE, "joint", "terms=ideal");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "eastern", "ideal-quality-weight=0.7 cost-scale=0.2");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "western", "ideal-quality-weight=0.7");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 0);
  double officers = (0.5 + 0.1 * 0.65619020006) * 60000, now = 364994.674556213 * PRICE + 38000;
  double joint = (498700 * 1.1 + 8000 + officers) * 307.5 / 422.5;
  double own = 0.2 * (0.5 - 0.5 * (joint - now) / now / 0.2 + 0.5 + 0.5 + 0.809467455621 + 1);
  assert_nine(got(engine, &run, 0, JOINT, true, "utility[eastern]"), own);
  assert_true(got(engine, &run, 0, JOINT, false, "utility[eastern]") > own + 0.01);
}

/* Where the structures named cost the same, an extra goes by shares s of the clients, as s ln(1/s): 0.231236 for the eastern 307.5 of 422.5, and
 * 0.936106 for 250, 115 and 57.5. */
static void without_scale_beliefs_go_by_shares_of_the_clients(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  static const char *const three[] = {"areas=east components=treatment+justice+youth+beds",
                                      "areas=west components=treatment+justice+youth+beds",
                                      "areas=hill components=treatment+justice+youth+beds"};
  cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, "three", "");
  for (guint i = 0; i < 3; i++) {
    g_autofree char *id = g_strdup_printf("c%u", i);
    cd_small_add(scenario, CD_ENTITY_CONTRACT, "three", id, three[i]);
  }
  cd_small_set(scenario, CD_ENTITY_CONCORDAT, NULL, "apart=three");
  cd_small_set(scenario, CD_ENTITY_COST, NULL, "management-fixed=0");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "eastern", "belief-scale=0.06");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 0);
  double now = 367187.548591303 * PRICE + 38000, officers = (0.5 + 0.1 * 0.65619020006) * 60000;
  double joint = (491700 * PRICE + 8000 + officers) * 307.5 / 422.5;
  assert_nine(got(engine, &run, 0, JOINT, false, "utility[eastern]"),
              0.2 * (0.5 - 0.5 * (joint - now) / now / 0.1 + 0.5 + 0.5 + 0.809467455621 + 1));
}

/* Ten months of slippage at its median: 2 + 9 + 10 after the decision, nine late, so a quarter of timeliness is left. */
static void partners_expect_the_median_slippage(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_CALENDAR, NULL, "slippage-months=uniform(0,20) gap-loss=0");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "eastern",
               "weight-cost=0 weight-outcomes=0 weight-continuity=0 weight-control=0 weight-time=1");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 0);
  assert_nine(got(engine, &run, 0, JOINT, false, "utility[eastern]"), 0.25);
}

/* --- The calendar ----------------------------------------------------------------------------------------------------- */

/* Two months to approve, nine to procure and the slippage; planned in twelve months. One slippage for all structures. */
static void slippage_is_the_luck_of_the_run_and_the_same_for_all(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_CALENDAR, NULL, "slippage-months=uniform(0,20)");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  for (guint32 k = 0; k < 5; k++) {
    g_auto(Run) run = run_once(engine, k);
    for (guint luck = 0; luck < CD_LUCKS; luck++) {
      double u = cd_stream_uniform(cd_stream(SEED, cd_run_word(k, luck + 1), CD_PURPOSE_SLIPPAGE, 0), 0, 0);
      double delay = fmax(0, ceil(2 + 9 + 20 * u) - 12);
      assert_nine(got(engine, &run, luck, APART, false, "start-delay-months"), delay);
      assert_nine(got(engine, &run, luck, JOINT, false, "start-delay-months"), delay);
    }
  }
}

/* --- Terms of their own ----------------------------------------------------------------------------------------------- */

static void without_terms_of_its_own_a_structure_has_the_same_values_in_both_arms(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, "third", "");
  cd_small_add(scenario, CD_ENTITY_CONTRACT, "third", "all",
               "areas=east+west+hill components=treatment+justice+youth+beds");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 2);
  gsize n = cd_engine_layout(engine)->n;
  for (guint luck = 0; luck < CD_LUCKS; luck++)
    for (guint s = 0; s < 3; s++)
      assert_memory_equal(&run.value[(luck * 6 + CD_ARM(s, false)) * n], &run.value[(luck * 6 + CD_ARM(s, true)) * n],
                          n * sizeof(double));
  for (guint c = 0; c < 4; c++) {
    assert_int_equal(run.outcome[c].provider, run.outcome[4 + c].provider);
    assert_true(run.outcome[c].price > 0 && run.outcome[c].price == run.outcome[4 + c].price);
  }
}

static void any_term_of_a_contract_makes_terms_of_its_own(void **state)
{
  (void)state;
  static const char *const term[] = {"length=5",           "quality-weight=0.5",      "results-share=0.4",
                                     "outcomes-share=0.3", "localisation=0.3",        "notice-months=9",
                                     "pricing=block",      "cost-sharing=population", "exit-right=yes"};
  for (guint i = 0; i < G_N_ELEMENTS(term); i++) {
    CdScenario *scenario = cd_small_scenario();
    g_autofree char *fields = g_strdup_printf("areas=east+west+hill components=treatment+justice+youth+beds %s", term[i]);
    cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, "own", "");
    cd_small_add(scenario, CD_ENTITY_CONTRACT, "own", "all", fields);
    cd_small_add(scenario, CD_ENTITY_PROVIDER, NULL, "one", PROVIDER);
    cd_small_add_structures(scenario);
    g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
    assert_true(cd_engine_has_own_terms(engine, 0));
    assert_false(cd_engine_has_own_terms(engine, 1));
    assert_false(cd_engine_has_own_terms(engine, 2));
    cd_scenario_unref(scenario);
  }
}

static void ideal_terms_are_terms_of_its_own_and_act_in_their_arm_alone(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  cd_small_set(scenario, CD_ENTITY_STRUCTURE, "joint", "terms=ideal");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "eastern", "ideal-length=8");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "western", "ideal-length=8");
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  assert_true(cd_engine_has_own_terms(engine, JOINT));
  assert_false(cd_engine_has_own_terms(engine, APART));
  g_auto(Run) run = run_once(engine, 2);
  assert_nine(got(engine, &run, 0, JOINT, false, "layer-procurement"), 8000);
  assert_nine(got(engine, &run, 0, JOINT, true, "layer-procurement"), 5000);
  assert_nine(got(engine, &run, 1, APART, true, "layer-procurement"), 16000);
}

/* --- Co-commissioners ------------------------------------------------------------------------------------------------- */

/* Its own service costs 7,000 of the 56,000 pounds of criminal-justice care that the contract would have bought with its money. */
static void assert_own_service_takes_its_care_along(const char *overhead)
{
  g_autoptr(CdScenario) scenario = scenario_new();
  g_autofree char *fields =
      g_strdup_printf("kind=probation component=justice contribution=7000 own-overhead=%s weight-cost=0 "
                      "weight-outcomes=0 weight-continuity=0"
                      " weight-control=1 weight-time=0 belief-scale=0 belief-disruption=0 belief-fit=0 "
                      "belief-same-provider=0",
                      overhead);
  cd_small_add(scenario, CD_ENTITY_FUNDER, NULL, "police", fields);
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 0);
  assert_nine(got(engine, &run, 0, JOINT, false, "funder-own-service[police]"), 1);
  assert_nine(got(engine, &run, 0, JOINT, false, "layer-own-service"), 7000);
  assert_nine(got(engine, &run, 0, JOINT, false, "layer-direct"), 390500 - 7000);
}

static void a_service_of_one_s_own_takes_its_care_along(void **state)
{
  (void)state;
  assert_own_service_takes_its_care_along("0.25");
}

static void so_does_one_without_overheads(void **state)
{
  (void)state;
  assert_own_service_takes_its_care_along("0");
}

/* --- Who pays, by another rule ---------------------------------------------------------------------------------------- */

/* What each council would pay by a rule is what it does pay where the terms have that rule. */
static void cost_by_a_rule_is_the_cost_where_contracts_have_that_rule(void **state)
{
  (void)state;
  static const struct {
    const char *terms, *metric;
  } rules[] = {{"cost-sharing=population", "cost-by-population"},
               {"cost-sharing=caseload", "cost-by-caseload"},
               {"cost-sharing=historic", "cost-by-historic-share"},
               {"cost-sharing=equal", "cost-in-equal-parts"}};
  static const char *const council[] = {"eastern", "western"};
  g_autoptr(CdScenario) scenario = scenario_new();
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 0);
  guint moved = 0;
  for (guint r = 0; r < G_N_ELEMENTS(rules); r++) {
    g_autoptr(CdScenario) other = scenario_new();
    cd_small_set(other, CD_ENTITY_TERMS, NULL, rules[r].terms);
    g_autoptr(CdEngine) other_engine = cd_engine_new(other, SEED);
    g_auto(Run) other_run = run_once(other_engine, 0);
    for (guint structure = 0; structure < 2; structure++)
      for (guint i = 0; i < G_N_ELEMENTS(council); i++) {
        g_autofree char *pays = g_strdup_printf("cost-annual[%s]", council[i]);
        g_autofree char *would = g_strdup_printf("%s[%s]", rules[r].metric, council[i]);
        double found = got(engine, &run, 0, structure, false, would);
        assert_same(found, got(other_engine, &other_run, 0, structure, false, pays));
        moved += structure == JOINT && fabs(found - got(engine, &run, 0, structure, false, pays)) > 1;
      }
  }
  assert_true(moved >= 4);
}

static void a_rule_without_its_figures_is_undefined_where_costs_are_shared(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    cd_scenario_council(scenario, i)->historic_share.dist.kind = CD_DIST_UNSET;
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, SEED);
  g_auto(Run) run = run_once(engine, 0);
  assert_true(isnan(got(engine, &run, 0, JOINT, false, "cost-by-historic-share[eastern]")));
  /* Alone a council pays all. */
  assert_same(got(engine, &run, 0, APART, false, "cost-by-historic-share[eastern]"),
              got(engine, &run, 0, APART, false, "cost-annual[eastern]"));
}

/* --- The unit-cost curve ---------------------------------------------------------------------------------------------- */

/* Care of 483,250 and management of 8,450 grow with the clients, and 7,000 + 8,000 + officers do not. */
static void the_curve_is_the_joint_structure_at_other_sizes(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = scenario_new();
  CdCurvePoint point[3];
  cd_scale_curve(scenario, SEED, 185, 2960, 3, point);
  double fixed = 15000 + (0.5 + 0.1 * 0.65619020006) * 60000, factor = 0.25;
  for (guint i = 0; i < 3; i++, factor *= 4) {
    double cost = fixed + 491700 * factor;
    assert_nine(point[i].people, 740 * factor);
    assert_nine(point[i].cost, cost);
    assert_nine(point[i].cost_per_person, cost / (740 * factor));
    assert_nine(point[i].elasticity,
                log((fixed + 491700 * factor * 1.05) / (fixed + 491700 * factor / 1.05)) / log(1.05 * 1.05));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_structure_has_two_arms),
      cmocka_unit_test(a_replicate_is_a_function_of_seed_and_number),
      cmocka_unit_test(the_two_draws_of_chance_differ_and_their_inputs_do_not),
      cmocka_unit_test(a_copy_of_a_structure_has_the_same_luck),
      cmocka_unit_test(ties_share_the_first_choice),
      cmocka_unit_test(the_highest_utility_is_the_first_choice),
      cmocka_unit_test(places_are_extra_cost_at_the_cost_of_a_person_now),
      cmocka_unit_test(places_are_against_business_as_usual_whichever_it_is),
      cmocka_unit_test(stocks_at_first_are_the_balance_made_whole),
      cmocka_unit_test(business_as_usual_stays_in_balance),
      cmocka_unit_test(an_extension_is_paid_for),
      cmocka_unit_test(the_model_expects_what_its_own_tenders_bring),
      cmocka_unit_test(beliefs_about_scale_are_of_the_structures_named_for_them),
      cmocka_unit_test(terms_of_its_own_have_a_price_of_their_own),
      cmocka_unit_test(without_scale_beliefs_go_by_shares_of_the_clients),
      cmocka_unit_test(partners_expect_the_median_slippage),
      cmocka_unit_test(outcomes_are_those_of_the_contracts),
      cmocka_unit_test(slippage_is_the_luck_of_the_run_and_the_same_for_all),
      cmocka_unit_test(without_terms_of_its_own_a_structure_has_the_same_values_in_both_arms),
      cmocka_unit_test(any_term_of_a_contract_makes_terms_of_its_own),
      cmocka_unit_test(ideal_terms_are_terms_of_its_own_and_act_in_their_arm_alone),
      cmocka_unit_test(a_service_of_one_s_own_takes_its_care_along),
      cmocka_unit_test(so_does_one_without_overheads),
      cmocka_unit_test(cost_by_a_rule_is_the_cost_where_contracts_have_that_rule),
      cmocka_unit_test(a_rule_without_its_figures_is_undefined_where_costs_are_shared),
      cmocka_unit_test(the_curve_is_the_joint_structure_at_other_sizes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
