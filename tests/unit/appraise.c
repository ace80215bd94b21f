#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/base/random.h"
#include "sim/engine/paid.h"
#include "sim/engine/overspend.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN, YEARS = 2 };

/* A run put together by hand: small.h's two contracts, awards and counts as a test sets them. */
typedef struct {
  CdSmall *small;
  CdMetricLayout *layout;
  CdFootprint footprint;
  CdFunding funding;
  CdFootprint baseline;
  CdPlanReference reference;
  CdToday today;
  CdContractResult contract[2];
  double same[4];
  double *post_kept[2];
  CdAwards awards;
  CdService service;
  CdServiceContract served[2];
  double travel[3], attendance[3], across[3 * 3 * 2]; /* across[(from * 3 + to) * 2 + guests] */
  CdMove move;
  CdMoveBoundaries boundary;
  CdMoveCount made;
  CdPlan plan;
  gint64 *count;
  CdRunFacts facts;
  double *value;
} Case;

static CdScenario *scenario_new(void)
{
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_FUNDER, NULL, "police",
               "kind=probation component=justice contribution=7000 weight-cost=1 weight-outcomes=1 weight-continuity=1"
               " weight-control=1 weight-time=1 belief-scale=0");
  cd_small_add(s, CD_ENTITY_FUNDER, NULL, "poor",
               "kind=nhs-england component=treatment contribution=0 weight-cost=1 weight-outcomes=1 "
               "weight-continuity=1"
               " weight-control=1 weight-time=1 belief-scale=0");
  cd_small_add(s, CD_ENTITY_POST, NULL, "nurse", "cohorts=opiate salary=40000 clients-per-wte=100 minimum-wte=1");
  cd_small_add(s, CD_ENTITY_POST, NULL, "team", "cohorts=justice kind=team clients-per-wte=10 minimum-wte=6");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "one", "area=east rent=3000");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "two", "area=west rent=5000");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "unpaid", "area=west rent=7000");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "spoke", "area=hill rent=100 kind=spoke");
  cd_small_add(s, CD_ENTITY_BORDER, NULL, "border", "first=east second=west moves-per-year=1");
  cd_small_add_structures(s);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "it", "border-policy=recharged");
  cd_small_add(s, CD_ENTITY_CONTRACT, "it", "eastern",
               "areas=east+hill components=treatment+justice+youth+beds hubs=one+spoke");
  cd_small_add(s, CD_ENTITY_CONTRACT, "it", "western", "areas=west components=treatment+justice+youth+beds hubs=two");
  return s;
}

static Case *case_new(void)
{
  Case *it = g_new0(Case, 1);
  it->small = cd_small_new(scenario_new());
  CdArena *arena = it->small->arena;
  const CdWorld *world = it->small->world;
  it->layout = cd_metric_layout_new(it->small->scenario);
  cd_footprint_make(&it->footprint, world, &it->small->caseload, 2, CD_TERMS_ARM_COMMON, NULL, arena);
  cd_funding_init(&it->funding, world, 2, arena);
  cd_funding_settle(&it->funding, world, &it->footprint);
  cd_footprint_make(&it->baseline, world, &it->small->caseload, 0, CD_TERMS_ARM_COMMON, NULL, arena);
  cd_plan_reference_make(&it->reference, &it->baseline, world, &it->small->caseload, arena);
  cd_today_make(&it->today, &it->reference, world, arena);
  it->same[0] = it->same[3] = 1;
  for (guint c = 0; c < 2; c++) {
    it->post_kept[c] = cd_arena_array(arena, double, world->n_post);
    it->post_kept[c][0] = it->post_kept[c][1] = 1;
    it->contract[c].let = &it->footprint.at[c];
    it->contract[c].provider = -1;
  }
  it->awards = (CdAwards){.contract = it->contract, .same = it->same, .post_kept = it->post_kept};
  it->service = (CdService){.footprint = &it->footprint, .at = it->served};
  it->plan = (CdPlan){.flow = {.n_cells = it->small->caseload.n_cells, .n_months = 12 * YEARS},
                      .own_specification = cd_arena_array(arena, double, world->n_area),
                      .access = {.minutes = it->travel, .attendance = it->attendance, .across = it->across}};
  it->count = cd_arena_array(arena, gint64, cd_flow_count_size(&it->plan.flow));
  it->value = cd_arena_array(arena, double, it->layout->n);
  it->facts = (CdRunFacts){.world = world,
                           .caseload = &it->small->caseload,
                           .footprint = &it->footprint,
                           .funding = &it->funding,
                           .today = &it->today,
                           .awards = &it->awards,
                           .service = &it->service,
                           .plan = &it->plan,
                           .count = it->count,
                           .made = &it->made,
                           .seed = 5,
                           .run = 9};
  return it;
}

static void case_free(Case *it)
{
  cd_metric_layout_free(it->layout);
  cd_small_free(it->small);
  g_free(it);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

static void appraise(Case *it)
{
  CdPaid paid;
  cd_paid_make(&paid, &it->facts, it->small->arena);
  it->facts.paid = &paid;
  cd_appraise_run(&it->facts, it->layout, it->value, it->small->arena);
}

static double got(const Case *it, const char *name)
{
  int at = cd_metric_find(it->layout, name);
  if (at < 0)
    fail_msg("no value %s", name);
  return it->value[at];
}

static void put(Case *it, guint year, const char *area, const char *cohort, CdFlow flow, gint64 n)
{
  it->count[((gsize)year * it->plan.flow.n_cells + cd_small_cell(it->small, area, cohort)) * CD_FLOW_COUNT + flow] = n;
}

/* --- Money ------------------------------------------------------------------------------------------------------------ */

static void money_adds_up_by_layer_and_by_payer(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 60000;
  it->contract[EASTERN].layer[CD_LAYER_MARGIN] = 1000;
  it->contract[EASTERN].layer[CD_LAYER_OFFICERS] = 500.25;
  it->contract[WESTERN].layer[CD_LAYER_DIRECT] = 20000;
  it->contract[WESTERN].layer[CD_LAYER_MOBILISATION] = 300;
  it->contract[WESTERN].layer[CD_LAYER_PROCUREMENT] = 199.75;
  appraise(it);
  assert_nine(got(it, "cost-annual"), 82000);
  /* The fund's 7,000 by 50 and 20 criminal-justice clients: 5,000 and 2,000. */
  assert_nine(got(it, "cost-annual[eastern]"), 56500.25);
  assert_nine(got(it, "cost-annual[western]"), 18499.75);
  assert_nine(got(it, "cost-annual[police]"), 7000);
  assert_nine(got(it, "funder-money"), 7000);
  assert_nine(got(it, "funder-money[police]"), 7000);
  assert_nine(got(it, "funder-money[poor]"), 0);
  assert_nine(got(it, "layer-direct"), 80000);
  assert_nine(got(it, "layer-margin"), 1000);
  assert_nine(got(it, "layer-procurement"), 199.75);
  assert_nine(got(it, "layer-estate"), 0);
  assert_nine(got(it, "cost-provider"), 81300);
  assert_nine(got(it, "cost-commissioner"), 700);
  assert_nine(got(it, "cost-per-client"), 82000.0 / 740); /* 700 adults and 40 young people */
}

static void a_service_of_a_co_commissioner_s_own_is_a_cost_too(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 60000;
  it->funding.option[0] = CD_FUNDER_OWN;
  cd_funding_settle(&it->funding, it->small->world, &it->footprint);
  appraise(it);
  assert_nine(got(it, "cost-annual"), 67000);
  assert_nine(got(it, "cost-annual[eastern]"), 60000);
  assert_nine(got(it, "cost-annual[police]"), 7000);
  assert_nine(got(it, "layer-own-service"), 7000);
  assert_nine(got(it, "cost-provider"), 67000);
  assert_nine(got(it, "funder-money"), 0);
  assert_nine(got(it, "funder-own-service[police]"), 1);
  assert_nine(got(it, "funder-joins[police]"), 0);
}

static void what_co_commissioners_decide_is_told(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  appraise(it);
  assert_nine(got(it, "funder-joins[police]"), 1);
  assert_nine(got(it, "funder-own-service[police]"), 0);
  assert_nine(got(it, "funder-withdraws[police]"), 0);
  it->funding.option[0] = CD_FUNDER_WITHDRAWS;
  cd_funding_settle(&it->funding, it->small->world, &it->footprint);
  appraise(it);
  assert_nine(got(it, "funder-withdraws[police]"), 1);
  assert_nine(got(it, "cost-annual[police]"), 0);
}

static void the_same_offer_pays_for_posts_and_hubs_given_up(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->small->world->cost->overhead = 0.1;
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 60000;
  appraise(it);
  assert_nine(got(it, "cost-same-offer"), 60000);
  it->contract[WESTERN].award.price = 1.2 * it->footprint.at[WESTERN].reference;
  it->post_kept[WESTERN][0] = 0;   /* 75 clients: 0.75 of 40,000 */
  it->post_kept[WESTERN][1] = 0;   /* of no salary */
  it->footprint.hub_size[1] = 0.4; /* of 5,000 */
  appraise(it);
  assert_nine(got(it, "cost-same-offer"), 60000 + 1.2 * 1.1 * (30000 + 3000)); /* at the price of what is let */
  assert_nine(got(it, "cost-annual"), 60000);
  it->contract[EASTERN].award.price = it->footprint.at[EASTERN].reference;
  it->post_kept[EASTERN][0] = 0;    /* 187.5 clients */
  it->footprint.hub_size[0] = 0.75; /* of 3,000 */
  appraise(it);
  assert_nine(got(it, "cost-same-offer"), 60000 + 1.2 * 1.1 * 33000 + 1.1 * (75000 + 750));
  it->footprint.hub_sharers[0] = 2; /* half of its rent is another's */
  appraise(it);
  assert_nine(got(it, "cost-same-offer"), 60000 + 1.2 * 1.1 * 33000 + 1.1 * (75000 + 375));
}

/* Care that went with money kept back, and that nothing makes up for. */
static void the_same_offer_pays_for_care_kept_back(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  const CdWorld *world = it->small->world;
  it->small->world->cost->overhead = 0.1;
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 60000;
  it->contract[WESTERN].award.price = it->footprint.at[WESTERN].reference;
  it->contract[EASTERN].award.price = 1.5 * it->footprint.at[EASTERN].reference;
  it->funding.unmet[WESTERN * world->n_component + 1] = 0.1; /* of 16,000 of criminal justice */
  appraise(it);
  assert_nine(got(it, "cost-same-offer"), 60000 + 1.1 * 1600);
  it->funding.unmet[EASTERN * world->n_component + 1] = 0.05; /* of 40,000, a fifth of it on the hill */
  appraise(it);
  assert_nine(got(it, "cost-same-offer"), 60000 + 1.1 * 1600 + 1.5 * 1.1 * 2000);
  /* Of treatment in the west: 75 opiate clients at 1,000, and 200 by use, and 20 at 600; what is paid by use bears no overhead. */
  it->funding.unmet[WESTERN * world->n_component + 0] = 0.2;
  appraise(it);
  assert_nine(got(it, "cost-same-offer"), 60000 + 1.1 * 1600 + 1.5 * 1.1 * 2000 + 0.2 * (1.1 * 87000 + 15000));
}

static void a_price_at_the_envelope_is_at_the_ceiling(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  double east = it->footprint.at[EASTERN].reference, west = it->footprint.at[WESTERN].reference;
  it->contract[EASTERN].reserve = it->contract[EASTERN].award.price = 1.07 * east;
  it->contract[WESTERN].reserve = 1.2 * west;
  it->contract[WESTERN].award.price = 1.1 * west;
  appraise(it);
  assert_nine(got(it, "price-at-ceiling"), east / (east + west));
}

static void officers_are_counted_over_contracts(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->small->world->cost->contract_wte = 0.6;
  it->small->world->cost->coordination_wte = 0.2;
  it->footprint.at[WESTERN].parties = 2.5;
  appraise(it);
  assert_nine(got(it, "officer-wte"), 1.5); /* 2 x 0.6 + 0.2 x 1.5 */
}

/* --- The market ------------------------------------------------------------------------------------------------------- */

static void the_market_is_summed_up_over_contracts(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->contract[EASTERN] = (CdContractResult){.let = &it->footprint.at[EASTERN],
                                             .award = {.n_bids = 4, .quality = 0.8, .price = 400000},
                                             .change = 0.2,
                                             .specialist_wte = 1.5};
  it->contract[WESTERN] = (CdContractResult){.let = &it->footprint.at[WESTERN],
                                             .award = {.n_bids = 1, .quality = 0.6, .price = 150000},
                                             .change = 1,
                                             .specialist_wte = 0.25};
  appraise(it);
  /* References 353,750 + 75,000 (1.875 nurses) + 3,000 + 100 and 129,500 + 5,000. */
  assert_nine(got(it, "bids"), 2.5);
  assert_nine(got(it, "quality"), (0.8 * 431850 + 0.6 * 134500) / 566350);
  assert_nine(got(it, "price-to-reference"), 550000.0 / 566350);
  assert_nine(got(it, "provider-change"), (0.2 * 307.5 + 115) / 422.5);
  assert_nine(got(it, "specialist-posts"), 1.75);
  assert_nine(got(it, "no-bid"), 0);
  assert_nine(got(it, "same-provider"), 0);
  it->contract[WESTERN].no_bid = true;
  it->same[1] = it->same[2] = 1;
  appraise(it);
  assert_nine(got(it, "no-bid"), 1);
  assert_nine(got(it, "same-provider"), 1);
}

static void teams_and_hubs_count_by_those_who_have_them(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->post_kept[WESTERN][1] = 0; /* 20 of 70 criminal-justice clients */
  it->post_kept[EASTERN][0] = 0; /* not a team */
  it->footprint.hub_size[1] = 0.99;
  appraise(it);
  assert_nine(got(it, "cj-team"), 50.0 / 70);
  assert_nine(got(it, "hubs-sustainable"), 0.5); /* of the two hubs paid for; spokes and the unpaid one left out */
  it->footprint.hub_size[1] = 1;
  appraise(it);
  assert_nine(got(it, "hubs-sustainable"), 1);
}

static void the_calendar_is_told(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->service.calendar = (CdCalendarResult){.stage = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13},
                                            .delay = 5,
                                            .extension = 3,
                                            .extension_left = 4,
                                            .gap = 2,
                                            .critical = {[CD_CALENDAR_HELD] = true},
                                            .last_council = 1,
                                            .last_funder = -1,
                                            .funder_critical = true};
  appraise(it);
  assert_nine(got(it, "start-delay-months"), 5);
  assert_nine(got(it, "extension-months"), 3);
  assert_nine(got(it, "gap-months"), 2);
  assert_nine(got(it, "on-time"), 0);
  assert_nine(got(it, "funder-critical"), 1);
  assert_nine(got(it, "extension-left-months"), 4);
  static const char *const stages[] = {"agreement", "consultation", "approvals",  "redesign",   "funders",
                                       "held",      "tender",       "evaluation", "standstill", "mobilisation",
                                       "transfer",  "no-bid",       "slippage"};
  for (guint i = 0; i < G_N_ELEMENTS(stages); i++) {
    g_autofree char *name = g_strdup_printf("stage-%s-months", stages[i]);
    assert_nine(got(it, name), i + 1);
    g_autofree char *hangs = g_strdup_printf("critical-%s", stages[i]);
    assert_nine(got(it, hangs), i == CD_CALENDAR_HELD);
  }
  assert_nine(got(it, "last-decision[western]"), 1);
  assert_nine(got(it, "last-decision[eastern]"), 0);
}

/* --- People ----------------------------------------------------------------------------------------------------------- */

static void counts_are_yearly_means_in_all_and_by_area(void **state)
{
  (void)state;
  static const struct {
    CdFlow flow;
    const char *id;
    bool by_area;
  } counted[] = {{CD_FLOW_STARTS, "starts", true},
                 {CD_FLOW_COMPLETIONS, "completions", true},
                 {CD_FLOW_REPRESENTATIONS, "re-presentations", false},
                 {CD_FLOW_UNPLANNED, "unplanned-exits", true},
                 {CD_FLOW_DEATHS_IN, "deaths-in-treatment", false},
                 {CD_FLOW_NOT_REACHED, "referrals-lost", false},
                 {CD_FLOW_MOVES, "border-moves", true},
                 {CD_FLOW_MOVE_LOSSES, "border-losses", true}};
  for (guint i = 0; i < G_N_ELEMENTS(counted); i++) {
    g_autoptr(Case) it = case_new();
    put(it, 0, "east", "opiate", counted[i].flow, 10);
    put(it, 1, "east", "alcohol", counted[i].flow, 4);
    put(it, 1, "west", "opiate", counted[i].flow, 7);
    appraise(it);
    g_autofree char *east = g_strdup_printf("%s[east]", counted[i].id),
                    *hill = g_strdup_printf("%s[hill]", counted[i].id);
    assert_nine(got(it, counted[i].id), 10.5);
    if (counted[i].by_area) {
      assert_nine(got(it, east), 7);
      assert_nine(got(it, hill), 0);
    } else {
      assert_int_equal(cd_metric_find(it->layout, east), -1);
    }
  }
}

/* Of both years and all areas; together the total, but for people in a year, of whom who moved counts in two areas. */
static void groups_of_clients_have_their_own_counts(void **state)
{
  (void)state;
  static const struct {
    CdFlow flow;
    const char *id, *total;
  } counted[] = {{CD_FLOW_CLIENTS, "cohort-clients", "clients"},
                 {CD_FLOW_COMPLETIONS, "cohort-completions", "completions"},
                 {CD_FLOW_UNPLANNED, "cohort-unplanned-exits", "unplanned-exits"},
                 {CD_FLOW_DEATHS_IN, "cohort-deaths", "deaths"},
                 {CD_FLOW_DEATHS_OUT, "cohort-deaths", "deaths"}};
  for (guint i = 0; i < G_N_ELEMENTS(counted); i++) {
    g_autoptr(Case) it = case_new();
    put(it, 0, "east", "opiate", counted[i].flow, 10);
    put(it, 1, "west", "opiate", counted[i].flow, 7);
    put(it, 1, "east", "alcohol", counted[i].flow, 4);
    appraise(it);
    g_autofree char *opiate = g_strdup_printf("%s[opiate]", counted[i].id),
                    *alcohol = g_strdup_printf("%s[alcohol]", counted[i].id),
                    *justice = g_strdup_printf("%s[justice]", counted[i].id);
    assert_nine(got(it, opiate), 8.5);
    assert_nine(got(it, alcohol), 2);
    assert_nine(got(it, justice), 0);
    assert_nine(got(it, counted[i].total), 10.5);
  }
}

/* Those on transfer between areas with them; of two years. */
static void losses_are_told_by_year(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  put(it, 0, "east", "opiate", CD_FLOW_UNPLANNED, 30);
  put(it, 0, "west", "opiate", CD_FLOW_MOVE_LOSSES, 5);
  put(it, 1, "west", "justice", CD_FLOW_UNPLANNED, 12);
  appraise(it);
  assert_nine(got(it, "unplanned-exits-first-year"), 35);
  assert_nine(got(it, "unplanned-exits-later"), 12);
  assert_nine(got(it, "unplanned-exits"), 21);
}

static void completions_are_told_by_year_and_pathway(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  put(it, 0, "east", "justice", CD_FLOW_COMPLETIONS, 10);
  put(it, 0, "west", "opiate", CD_FLOW_COMPLETIONS, 6);
  put(it, 1, "west", "justice", CD_FLOW_COMPLETIONS, 8);
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 60000;
  appraise(it);
  assert_nine(got(it, "completions"), 12);
  assert_nine(got(it, "completions-first-year"), 16);
  assert_nine(got(it, "completions-later"), 8);
  assert_nine(got(it, "completions-criminal-justice"), 9);
  assert_nine(got(it, "completions-criminal-justice[west]"), 4);
  assert_nine(got(it, "completions-criminal-justice-share"), 0.75); /* 18 of 24 */
  assert_nine(got(it, "cost-per-completion"), 5000);
}

static void deaths_are_those_in_treatment_and_out_of_it(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  put(it, 0, "east", "opiate", CD_FLOW_DEATHS_IN, 3);
  put(it, 0, "east", "opiate", CD_FLOW_DEATHS_OUT, 5);
  put(it, 1, "hill", "opiate", CD_FLOW_DEATHS_OUT, 2);
  appraise(it);
  assert_nine(got(it, "deaths"), 5);
  assert_nine(got(it, "deaths[east]"), 4);
  assert_nine(got(it, "deaths-in-treatment"), 1.5);
}

static void caseload_is_person_months_by_twelve_and_the_wait_what_exceeds_a_month(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  put(it, 0, "east", "opiate", CD_FLOW_MONTHS_TREATED, 1200);
  put(it, 1, "east", "opiate", CD_FLOW_MONTHS_TREATED, 1440);
  put(it, 0, "east", "opiate", CD_FLOW_MONTHS_WAITING, 90);
  put(it, 0, "east", "opiate", CD_FLOW_STARTS, 50);
  put(it, 0, "east", "opiate", CD_FLOW_GIVE_UPS, 10);
  appraise(it);
  assert_nine(got(it, "caseload"), 110);
  assert_nine(got(it, "caseload[east]"), 110);
  assert_nine(got(it, "wait-months"), 0.5);
  assert_true(isnan(got(it, "wait-months[hill]"))); /* nobody left the list there */
}

/* 250 planned for in the east at 45 a worker; a gap of all months leaves three quarters of the workers, who then have 60 each. */
static void clients_are_told_by_worker_in_post(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  for (guint year = 0; year < YEARS; year++)
    put(it, year, "east", "opiate", CD_FLOW_MONTHS_TREATED, 3000);
  appraise(it);
  assert_nine(got(it, "caseload-per-worker[east]"), 45);
  it->service.calendar = (CdCalendarResult){.delay = 12 * YEARS};
  appraise(it);
  assert_nine(got(it, "caseload-per-worker[east]"), 60);
  assert_nine(got(it, "caseload-per-worker[west]"), 0);
  assert_nine(got(it, "caseload-per-worker"), 250 / (422.5 / 45 * 0.75));
}

/* Of 100 seen in the east 6, then 10 moved west; 1 and 3 of them were lost: 5 and 7 are among the 56 seen there, too. */
static void who_moves_is_counted_once_among_all_clients(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  for (guint year = 0; year < YEARS; year++) {
    put(it, year, "east", "opiate", CD_FLOW_CLIENTS, 100);
    put(it, year, "west", "opiate", CD_FLOW_CLIENTS, 56);
    put(it, year, "east", "opiate", CD_FLOW_MOVES, 6 + 4 * year);
    put(it, year, "east", "opiate", CD_FLOW_MOVE_LOSSES, 1 + 2 * year);
  }
  appraise(it);
  assert_nine(got(it, "clients[east]"), 100);
  assert_nine(got(it, "clients[west]"), 56);
  assert_nine(got(it, "clients"), 150);
}

/* --- Across the border ------------------------------------------------------------------------------------------------ */

static void the_chance_of_being_lost_is_of_those_who_move(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  put(it, 0, "east", "opiate", CD_FLOW_MOVES, 30);
  put(it, 1, "east", "alcohol", CD_FLOW_MOVES, 10);
  put(it, 1, "east", "alcohol", CD_FLOW_MOVE_LOSSES, 4);
  put(it, 0, "west", "opiate", CD_FLOW_MOVES, 10);
  appraise(it);
  assert_nine(got(it, "border-loss-chance"), 0.08);
  assert_nine(got(it, "border-loss-chance[east]"), 0.1);
  assert_nine(got(it, "border-loss-chance[west]"), 0);
  assert_true(isnan(got(it, "border-loss-chance[hill]")));
}

static gsize across(guint from, guint to, bool guests)
{
  return (from * 3 + to) * 2 + guests;
}

static void attendance_is_of_the_people_seen_and_told_at_the_cost_of_one(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 74000;
  put(it, 0, "east", "opiate", CD_FLOW_CLIENTS, 300);
  put(it, 1, "east", "alcohol", CD_FLOW_CLIENTS, 200);
  put(it, 0, "west", "opiate", CD_FLOW_CLIENTS, 90);
  it->attendance[0] = it->across[across(0, 1, true)] = 1; /* certain, so that nothing is drawn */
  it->travel[0] = 20;
  it->travel[1] = 30;
  it->travel[2] = NAN;
  appraise(it);
  assert_nine(got(it, "border-attendances"), 250);
  assert_nine(got(it, "border-attendances[east]"), 250);
  assert_nine(got(it, "border-attendances[west]"), 0);
  assert_nine(got(it, "border-attendances[east>west]"), 250);
  assert_nine(got(it, "border-guests"), 250);
  assert_nine(got(it, "border-care"), 25000); /* at 74,000 / 740 */
  assert_nine(got(it, "border-care[east>west]"), 25000);
  assert_nine(got(it, "border-care[west>east]"), 0);
  assert_nine(got(it, "border-recharge"), 0); /* by who is planned to come, and nobody is here (recharge.c) */
  assert_nine(got(it, "travel-minutes[west]"), 30);
  assert_nine(got(it, "travel-minutes"), (20 * 250 + 30 * 115) / 365.0);
  assert_true(isnan(got(it, "travel-minutes[hill]")));
}

static void attendance_of_a_year_is_binomial_by_area(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  put(it, 0, "east", "opiate", CD_FLOW_CLIENTS, 300);
  put(it, 1, "east", "opiate", CD_FLOW_CLIENTS, 200);
  it->attendance[0] = it->across[across(0, 1, true)] = 0.125;
  CdStream stream = cd_stream(5, 9, CD_PURPOSE_ATTENDANCE, it->small->world->area[0].head.key);
  double expected = (double)(cd_stream_binomial(stream, 0, 300, 0.125) + cd_stream_binomial(stream, 1, 200, 0.125)) / 2;
  appraise(it);
  assert_nine(got(it, "border-attendances[east]"), expected);
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 74000;
  appraise(it);
  assert_nine(got(it, "border-care"), 100 * expected);
}

/* 200,000 attend, three in four as guests; who is not a guest is at a hub that the own contract pays for. */
static void who_is_at_a_hub_of_the_own_contract_is_no_guest(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 74000;
  put(it, 0, "east", "opiate", CD_FLOW_CLIENTS, 200000);
  put(it, 1, "east", "opiate", CD_FLOW_CLIENTS, 200000);
  it->attendance[0] = 1;
  it->across[across(0, 1, false)] = 0.25;
  it->across[across(0, 1, true)] = 0.75;
  appraise(it);
  double guests = got(it, "border-guests[east>west]");
  assert_nine(got(it, "border-attendances[east>west]"), 200000);
  assert_true(fabs(guests - 150000) < 5 * sqrt(400000 * 0.25 * 0.75) / 2);
  assert_nine(got(it, "border-care[east>west]"), 100 * guests);
  it->across[across(0, 1, false)] = 1;
  it->across[across(0, 1, true)] = 0;
  appraise(it);
  assert_nine(got(it, "border-guests"), 0);
}

/* Of 100,000 movers after the start half are within one contract, three tenths between two of one provider, a fifth between two providers; lost
 * are a tenth, a fifth and two fifths of them: 5,000 + 6,000 + 8,000. Before it all cross between two providers. */
static void those_lost_are_told_apart_by_the_boundary_they_crossed(void **state)
{
  (void)state;
  static const char *const kind[] = {"one-contract", "one-provider", "two-providers"};
  static const double moved[] = {50000, 30000, 20000 + 1000}, lost[] = {5000, 6000, 8000 + 400};
  g_autoptr(Case) it = case_new();
  CdDelivery *delivery = it->small->world->delivery;
  delivery->loss_one = 0.1;
  delivery->loss_same = 0.2;
  delivery->loss_other = 0.4;
  it->move =
      (CdMove){.from = cd_small_cell(it->small, "west", "opiate"), .to = cd_small_cell(it->small, "east", "opiate")};
  it->boundary = (CdMoveBoundaries){{{0, 0, 1}, {0.5, 0.3, 0.2}}};
  it->made = (CdMoveCount){{1000, 100000}, {400, 19000}};
  it->plan.flow.move = &it->move;
  it->plan.flow.n_moves = 1;
  it->plan.boundary = &it->boundary;
  appraise(it);
  double all = 0, all_lost = 0;
  for (guint b = 0; b < CD_BOUNDARY_COUNT; b++) {
    g_autofree char *moves = g_strconcat("border-moves-", kind[b], NULL),
                    *losses = g_strconcat("border-losses-", kind[b], NULL);
    assert_true(fabs(got(it, moves) - moved[b] / YEARS) < 5 * sqrt(moved[b]) / YEARS);
    assert_true(fabs(got(it, losses) - lost[b] / YEARS) < 5 * sqrt(lost[b]) / YEARS);
    all += got(it, moves);
    all_lost += got(it, losses);
  }
  assert_nine(all, 101000.0 / YEARS);
  assert_nine(all_lost, 19400.0 / YEARS);
  assert_nine(got(it, "border-moves[west>east]"), 101000.0 / YEARS);
  assert_nine(got(it, "border-losses[west>east]"), 19400.0 / YEARS);
  assert_nine(got(it, "border-moves[east>west]"), 0);
}

/* --- Risk and worth --------------------------------------------------------------------------------------------------- */

/* Of 353,750 pounds what demand nets to over the two areas, where above nought, and cannot be flexed; the east has 250 of 307.5 clients. */
static void overspend_is_what_demand_costs_beyond_what_flexes(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  CdMarket *market = it->small->world->market;
  market->demand_spread = 0.06;
  market->flex_outputs = 0.3;
  market->flex_outcomes = 0.65;
  it->contract[EASTERN].value = 353750;
  it->footprint.at[EASTERN].terms.outcomes_share = 0.4;
  it->footprint.at[EASTERN].terms.pricing = 1; /* provider bears a quarter */
  double over = 0;
  bool netted = false;
  for (it->facts.run = 9; !netted || over <= 0; it->facts.run++) { /* until one area lies above and the other below */
    over = 0;
    for (guint year = 0; year < YEARS; year++) {
      double net = 0, above = 0;
      static const char *const area[] = {"east", "hill"};
      for (guint i = 0; i < 2; i++) {
        guint a = cd_small_row(it->small->scenario, CD_ENTITY_AREA, NULL, area[i]);
        CdStream stream = cd_stream(5, it->facts.run, CD_PURPOSE_DEMAND, it->small->world->area[a].head.key);
        double swing = 0.06 * cd_stream_normal(stream, year, 0) * (a == 0 ? 250 : 57.5) / 307.5;
        net += swing;
        above += fmax(0, swing);
      }
      over += fmax(0, net) / YEARS * 353750;
      netted = netted || (net > 0 && net < above);
    }
  }
  it->facts.run--;
  appraise(it);
  assert_nine(got(it, "overspend"), over * 0.56); /* 1 - (0.3 + 0.4 x 0.35) */
  assert_nine(got(it, "overspend-commissioner"), over * 0.56 * 0.75);
}

/* Areas' shocks are independent: of shares s the spread of the whole is sqrt(sum of s squared) of one area's, here 0.702. */
static void demand_is_pooled_within_a_contract(void **state)
{
  (void)state;
  static const double pooled[] = {0.555, 0.43, 0.015}, single[] = {1, 0, 0};
  g_autoptr(Case) it = case_new();
  it->small->world->market->demand_spread = 0.1;
  CdFootprintContract *contract = &it->footprint.at[EASTERN];
  contract->clients = 1;
  double mean[2] = {0};
  for (guint i = 0; i < 2; i++)
    for (it->facts.run = 0; it->facts.run < 4000; it->facts.run++) {
      double part[3], over;
      memcpy(contract->area_clients, i == 0 ? pooled : single, sizeof pooled);
      over = cd_overspend(&it->facts, contract, 1000, 0, part);
      assert_nine(part[0] + part[1] + part[2], over);
      mean[i] += over / 4000;
    }
  assert_true(fabs(mean[1] / (0.1 * 1000 / sqrt(2 * G_PI)) - 1) < 0.05); /* E max(0, Z) */
  assert_true(fabs(mean[0] / mean[1] - 0.702) < 0.04);
}

/* In balance: 422.5 clients, and completions of half of all starters who live: 87.5 x 0.94 + 140 x 0.995 + 70 x 0.98 + 20 starts. */
static void benefit_goes_by_time_in_treatment_and_completions(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  CdAppraisal *appraisal = it->small->world->appraisal;
  appraisal->benefit_ratio = 3;
  appraisal->benefit_spend = 1000; /* for each of 740 people seen in a year */
  appraisal->completion_share = 0.4;
  appraisal->discount = 0.05;
  appraisal->optimism = 0.5;
  put(it, 0, "east", "opiate", CD_FLOW_MONTHS_TREATED, 4563); /* nine tenths of 422.5 x 12 */
  put(it, 1, "east", "alcohol", CD_FLOW_MONTHS_TREATED, 5070);
  put(it, 0, "east", "opiate", CD_FLOW_COMPLETIONS, 155);
  put(it, 1, "east", "opiate", CD_FLOW_COMPLETIONS, 124);
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 400000;
  it->contract[EASTERN].layer[CD_LAYER_MOBILISATION] = 1000;
  it->contract[WESTERN].layer[CD_LAYER_TRANSFER] = 500;
  appraise(it);
  double balance = (87.5 * 0.94 + 140 * 0.995 + 70 * 0.98 + 20) / 2;
  assert_nine(balance, 155.075);
  double first = 2220000 * (0.6 * 0.9 + 0.4 * 155 / balance), second = 2220000 * (0.6 + 0.4 * 124 / balance);
  assert_nine(got(it, "benefit"), (first + second) / 2);
  /* One-off costs of 5 x 1,500 at the start, of a contract of five years that a horizon of two cuts: two fifths of them. */
  assert_nine(got(it, "npsv"), first - 400000 + (second - 400000) / 1.05 - 1.5 * 2 * 1500);
  assert_nine(got(it, "present-benefit"), first + second / 1.05); /* and its parts */
  assert_nine(got(it, "present-cost"), 400000 + 400000 / 1.05);
  assert_nine(got(it, "present-one-off"), 1.5 * 2 * 1500);
  /* A dearer service is worth as much: what its money does not buy is no benefit. */
  it->contract[EASTERN].layer[CD_LAYER_OVERHEAD] = 90000;
  appraise(it);
  assert_nine(got(it, "benefit"), (first + second) / 2);
  assert_nine(got(it, "present-benefit"), first + second / 1.05);
  assert_nine(got(it, "npsv"), first - 490000 + (second - 490000) / 1.05 - 1.5 * 2 * 1500);
  it->contract[EASTERN].layer[CD_LAYER_OVERHEAD] = 0;
  appraisal->health_share = 0.25;
  appraisal->health_discount = 0.02;
  appraise(it);
  double present = first + second * (0.75 / 1.05 + 0.25 / 1.02);
  assert_nine(got(it, "present-benefit"), present);
  assert_nine(got(it, "npsv"), present - 400000 - 400000 / 1.05 - 1.5 * 2 * 1500);
}

/* 1,000 a year of mobilisation over one year in the east: 1,000 now and a year from now. 500 of transfer and 200 of a tender over a year and a
 * half in the west: 1,050 now, and a year and a half from now a third of that, the half year before the horizon. */
static void one_off_costs_count_when_they_fall_due(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  CdAppraisal *appraisal = it->small->world->appraisal;
  appraisal->benefit_ratio = 0;
  appraisal->discount = 0.21;
  appraisal->optimism = 0.5;
  it->footprint.at[EASTERN].terms.length = 1;
  it->footprint.at[WESTERN].terms.length = 1.5;
  it->contract[EASTERN].layer[CD_LAYER_MOBILISATION] = 1000;
  it->contract[WESTERN].layer[CD_LAYER_TRANSFER] = 500;
  it->contract[WESTERN].layer[CD_LAYER_PROCUREMENT] = 200;
  appraise(it);
  double east = 1000 + 1000 / 1.21, west = 1050 + 350 / 1.331; /* 1.21 to the power of 1.5 is 1.1 cubed */
  assert_nine(got(it, "npsv"), -1.5 * (east + west));
  assert_nine(got(it, "cost-annual"), 1700);            /* spread all the same */
  it->contract[EASTERN].layer[CD_LAYER_OFFICERS] = 300; /* every year, as it is */
  it->contract[EASTERN].layer[CD_LAYER_EXTENSION] = 100;
  appraise(it);
  assert_nine(got(it, "npsv"),
              -1.5 * (east + west) - 300 - 300 / 1.21); /* an extension is paid before the start, and there is none */
}

/* Today's contracts, at a fiftieth above their reference cost: 428,750 in the east (care 353,750, a nurse for 187.5 clients 75,000) and 129,500 in the west. For six months they are
 * extended at a tenth more, for nine nobody is under contract at six tenths, and for nine the new service costs 400,000 and 1,000 of mobilisation. */
static void until_the_service_starts_what_was_there_is_paid(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  CdWorld *world = it->small->world;
  world->appraisal->benefit_ratio = 0;
  world->appraisal->discount = 0.05;
  world->appraisal->optimism = 0.5;
  world->calendar->extension_premium = 0.1;
  world->calendar->gap_cost = 0.6;
  it->today.price = 1.02;
  it->service.calendar = (CdCalendarResult){.delay = 15, .extension = 6, .gap = 9};
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 400000;
  it->contract[EASTERN].layer[CD_LAYER_MOBILISATION] = 1000;
  it->contract[EASTERN].layer[CD_LAYER_EXTENSION] = 200;
  appraise(it);
  double extended = 1.1 * 1.02 * 558250, gap = 0.6 * 1.02 * 558250;
  assert_nine(got(it, "cost-annual"), 401200); /* a year of its own service, and the extension spread */
  assert_nine(got(it, "cost-horizon"), (6 * extended + 9 * gap + 9 * 401000) / 24);
  assert_nine(got(it, "cost-delay"), (6 * (extended - 401000) + 9 * (gap - 401000)) / 24);
  assert_nine(got(it, "present-cost"), (extended + gap) / 2 + (gap / 4 + 0.75 * 400000) / 1.05);
  assert_nine(got(it, "present-one-off"), 1.5 * 750 / pow(1.05, 1.25));
  assert_nine(got(it, "npsv"), -got(it, "present-cost") - got(it, "present-one-off"));
  /* The fund brings 5,000 to the east; in the gap six tenths of it. */
  assert_nine(got(it, "cost-horizon[eastern]"),
              (6 * (1.1 * 1.02 * 428750 - 5000) + 9 * 0.6 * (1.02 * 428750 - 5000) + 9 * (401000 - 5000)) / 24);
  assert_nine(got(it, "cost-horizon[western]"),
              (6 * (1.1 * 1.02 * 129500 - 2000) + 9 * 0.6 * (1.02 * 129500 - 2000) - 9 * 2000) / 24);
  it->service.calendar = (CdCalendarResult){.delay = 40, .extension = 40}; /* beyond the horizon */
  appraise(it);
  assert_nine(got(it, "cost-horizon"), extended);
  assert_nine(got(it, "present-one-off"), 0);
  it->service.calendar = (CdCalendarResult){0};
  appraise(it);
  assert_nine(got(it, "cost-horizon"), 401000);
  assert_nine(got(it, "cost-delay"), 0);
}

/* From month 15 and a half of the service, so in month 19 from the planned start: a tender of 10,000, a fiftieth of 431,850 for the staff and
 * three hundredths for mobilisation, 31,592.50 once. */
static void a_provider_that_fails_is_replaced_at_a_cost(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  CdWorld *world = it->small->world;
  world->cost->procurement = 10000;
  world->cost->transfer = 0.02;
  world->cost->mobilisation = 0.03;
  world->appraisal->discount = 0.05;
  it->service.calendar = (CdCalendarResult){.delay = 4, .extension = 4};
  it->served[EASTERN].failure_from = 15.5;
  appraise(it);
  assert_nine(got(it, "cost-replacing"), 0); /* nobody has to bear it */
  double before = got(it, "cost-horizon[eastern]"), west = got(it, "cost-horizon[western]");
  it->served[EASTERN].failure_months = 9;
  appraise(it);
  assert_nine(it->footprint.at[EASTERN].reference, 431850);
  assert_nine(got(it, "cost-replacing"), 31592.5 / 2);
  assert_nine(got(it, "cost-horizon[eastern]"), before + 31592.5 / 2);
  assert_nine(got(it, "cost-horizon[western]"), west);
  assert_nine(got(it, "present-one-off"), 31592.5 / pow(1.05, 19 / 12.0));
  assert_nine(got(it, "cost-annual"), 0);
  it->served[EASTERN].failure_from = 20; /* beyond the horizon */
  appraise(it);
  assert_nine(got(it, "cost-replacing"), 0);
}

/* Over two years and without discounting or bias what falls due is what is spread, whatever the length. */
static void one_off_costs_add_up_to_those_spread(void **state)
{
  (void)state;
  static const double length[] = {1, 1.25, 1.5, 2, 3, 5, 15};
  for (guint i = 0; i < G_N_ELEMENTS(length); i++) {
    g_autoptr(Case) it = case_new();
    CdAppraisal *appraisal = it->small->world->appraisal;
    appraisal->benefit_ratio = appraisal->discount = appraisal->optimism = 0;
    it->footprint.at[EASTERN].terms.length = length[i];
    it->contract[EASTERN].layer[CD_LAYER_MOBILISATION] = 1000;
    it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 5000;
    appraise(it);
    assert_nine(got(it, "npsv"), -12000);
  }
}

static void crime_avoided_goes_by_opiate_clients_in_treatment(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->small->world->appraisal->crime_cost = 26000;
  it->small->world->appraisal->crime_reduction = 0.3;
  put(it, 0, "east", "opiate", CD_FLOW_MONTHS_TREATED, 120);
  put(it, 1, "west", "justice", CD_FLOW_MONTHS_TREATED, 240);
  put(it, 1, "west", "alcohol", CD_FLOW_MONTHS_TREATED, 999);
  appraise(it);
  assert_nine(got(it, "crime-avoided"), 0.3 * 15 * 26000);
}

static void drug_treatment_is_that_of_adults_without_alcohol_alone(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 100000;
  put(it, 0, "east", "opiate", CD_FLOW_CLIENTS, 300);
  put(it, 0, "east", "opiate", CD_FLOW_COMPLETIONS, 40);
  put(it, 1, "west", "opiate", CD_FLOW_CLIENTS, 200);
  put(it, 1, "west", "opiate", CD_FLOW_COMPLETIONS, 10);
  put(it, 1, "west", "alcohol", CD_FLOW_CLIENTS, 900);
  put(it, 1, "west", "alcohol", CD_FLOW_COMPLETIONS, 400);
  put(it, 1, "west", "young", CD_FLOW_CLIENTS, 90);
  put(it, 1, "west", "young", CD_FLOW_COMPLETIONS, 80);
  appraise(it);
  assert_nine(got(it, "drug-completion-share"), 50.0 / 500);
  assert_nine(got(it, "drug-completion-share-last-year"), 10.0 / 200);
  assert_true(isnan(got(it, "drug-completion-share-year-3")));
  assert_nine(got(it, "benefit-per-pound"),
              got(it, "present-benefit") / (got(it, "present-cost") + got(it, "present-one-off")));
}

static void only_what_needs_other_arms_is_left_open(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  it->contract[EASTERN].layer[CD_LAYER_DIRECT] = 1;
  for (guint a = 0; a < 3; a++)
    it->travel[a] = 10;
  static const char *const area[] = {"east", "west", "hill"};
  for (guint a = 0; a < 3; a++) {
    put(it, 0, area[a], "opiate", CD_FLOW_STARTS, 5);
    put(it, 0, area[a], "opiate", CD_FLOW_CLIENTS, 50);
    put(it, 1, area[a], "opiate", CD_FLOW_CLIENTS, 50);
    put(it, 0, area[a], "opiate", CD_FLOW_COMPLETIONS, 5);
    put(it, 0, area[a], "opiate", CD_FLOW_MOVES, 5);
  }
  appraise(it);
  for (guint i = 0; i < it->layout->n; i++) {
    CdMetricKind kind = it->layout->kind[i];
    bool later = kind == CD_METRIC_PLACES || kind == CD_METRIC_PLACES_EXPECTED || kind == CD_METRIC_UTILITY ||
                 kind == CD_METRIC_UTILITY_MODEL || kind == CD_METRIC_FIRST_CHOICE ||
                 kind == CD_METRIC_FIRST_CHOICE_MODEL || kind == CD_METRIC_DRUG_COMPLETED_THIRD /* of two years */ ||
                 kind == CD_METRIC_RURAL_GAP;                           /* no localities here */
    bool unpaid = g_str_equal(it->layout->name[i], "hub-size[unpaid]"); /* no contract pays for it */
    if ((later || unpaid) != (bool)isnan(it->value[i]))
      fail_msg("%s is %g", it->layout->name[i], it->value[i]);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(money_adds_up_by_layer_and_by_payer),
      cmocka_unit_test(a_service_of_a_co_commissioner_s_own_is_a_cost_too),
      cmocka_unit_test(what_co_commissioners_decide_is_told),
      cmocka_unit_test(the_same_offer_pays_for_posts_and_hubs_given_up),
      cmocka_unit_test(the_same_offer_pays_for_care_kept_back),
      cmocka_unit_test(a_price_at_the_envelope_is_at_the_ceiling),
      cmocka_unit_test(officers_are_counted_over_contracts),
      cmocka_unit_test(the_market_is_summed_up_over_contracts),
      cmocka_unit_test(teams_and_hubs_count_by_those_who_have_them),
      cmocka_unit_test(the_calendar_is_told),
      cmocka_unit_test(counts_are_yearly_means_in_all_and_by_area),
      cmocka_unit_test(groups_of_clients_have_their_own_counts),
      cmocka_unit_test(losses_are_told_by_year),
      cmocka_unit_test(completions_are_told_by_year_and_pathway),
      cmocka_unit_test(deaths_are_those_in_treatment_and_out_of_it),
      cmocka_unit_test(caseload_is_person_months_by_twelve_and_the_wait_what_exceeds_a_month),
      cmocka_unit_test(clients_are_told_by_worker_in_post),
      cmocka_unit_test(who_moves_is_counted_once_among_all_clients),
      cmocka_unit_test(the_chance_of_being_lost_is_of_those_who_move),
      cmocka_unit_test(attendance_is_of_the_people_seen_and_told_at_the_cost_of_one),
      cmocka_unit_test(attendance_of_a_year_is_binomial_by_area),
      cmocka_unit_test(who_is_at_a_hub_of_the_own_contract_is_no_guest),
      cmocka_unit_test(those_lost_are_told_apart_by_the_boundary_they_crossed),
      cmocka_unit_test(overspend_is_what_demand_costs_beyond_what_flexes),
      cmocka_unit_test(demand_is_pooled_within_a_contract),
      cmocka_unit_test(benefit_goes_by_time_in_treatment_and_completions),
      cmocka_unit_test(one_off_costs_count_when_they_fall_due),
      cmocka_unit_test(until_the_service_starts_what_was_there_is_paid),
      cmocka_unit_test(a_provider_that_fails_is_replaced_at_a_cost),
      cmocka_unit_test(one_off_costs_add_up_to_those_spread),
      cmocka_unit_test(crime_avoided_goes_by_opiate_clients_in_treatment),
      cmocka_unit_test(drug_treatment_is_that_of_adults_without_alcohol_alone),
      cmocka_unit_test(only_what_needs_other_arms_is_left_open),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
