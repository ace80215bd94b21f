#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/engine/award.h"
#include "sim/engine/expect.h"
#include "sim/engine/replicate.h"
#include "sim/engine/staff.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN };

/* One structure let by the routes of its contracts: small.h's contracts apart cost 353,750 (eastern) and 129,500 (western), joint 483,250. Decided in
 * January 2024, councils approve within two months; to start in January 2025. */
typedef struct {
  CdSmall *small;
  CdFootprint baseline, footprint;
  CdPlanReference reference;
  CdFunding funding;
  CdMarketLuck luck; /* nought throughout, in the order of the file */
  CdAwards awards;
} Case;

#define PROVIDER                                                                                                       \
  "kind=nhs-trust efficiency=1 quality=0.7 minimum-value=0 minimum-length=1 rural-limit=1 bid-cost=0 risk-aversion=1 " \
  "capacity=100000 "
#define PARTS                                                                                                          \
  "bidding-months=2 evaluation-months=3 selection-months=1.5 negotiating-months=2.5 standstill-days=21 "               \
  "slack-months=0 mobilisation-months=2 staff-transfer-months=1 negotiated-premium=0.04 redesign-cost=0 "              \
  "negotiating-cost=10000 "                                                                                            \
  "selection-cost=20000 "

typedef struct {
  const char *structure, *route[2];
  const char *providers[4];
  const char *calendar, *procurement, *consortium;
} Given;

static CdScenario *scenario_of(const Given *given)
{
  CdScenario *s = cd_small_scenario();
  cd_small_add_structures(s);
  for (guint p = 0; given->providers[p]; p++) {
    g_autofree char *id = g_strdup_printf("p%u", p), *fields = g_strconcat(PROVIDER, given->providers[p], NULL);
    cd_small_add(s, CD_ENTITY_PROVIDER, NULL, id, fields);
  }
  if (given->consortium)
    cd_small_add(s, CD_ENTITY_CONSORTIUM, NULL, "both", given->consortium);
  cd_small_add(s, CD_ENTITY_PROCUREMENT, NULL, NULL, PARTS);
  if (given->procurement)
    cd_small_set(s, CD_ENTITY_PROCUREMENT, NULL, given->procurement);
  cd_small_set(s, CD_ENTITY_CALENDAR, NULL, "decision=2024-01 planned-start=2025-01");
  if (given->calendar)
    cd_small_set(s, CD_ENTITY_CALENDAR, NULL, given->calendar);
  cd_small_set(s, CD_ENTITY_COST, NULL, "procurement=50000");
  bool joint = g_str_equal(given->structure, "joint");
  for (guint c = 0; c < 2 && given->route[c]; c++)
    cd_small_set_within(s, CD_ENTITY_CONTRACT, given->structure,
                        joint          ? "all"
                        : c == EASTERN ? "eastern"
                                       : "western",
                        given->route[c]);
  return s;
}

static void lay(Case *it, const char *structure, CdTermsArm terms)
{
  const CdWorld *world = it->small->world;
  CdArena *arena = it->small->arena;
  guint row = cd_small_row(it->small->scenario, CD_ENTITY_STRUCTURE, NULL, structure);
  cd_footprint_make(&it->baseline, world, &it->small->caseload, 0, CD_TERMS_ARM_COMMON, NULL, arena);
  cd_plan_reference_make(&it->reference, &it->baseline, world, &it->small->caseload, arena);
  cd_footprint_make(&it->footprint, world, &it->small->caseload, row, terms, NULL, arena);
  cd_funding_init(&it->funding, world, it->footprint.n_contracts, arena);
  cd_funding_settle(&it->funding, world, &it->footprint);
  it->luck = (CdMarketLuck){.provider = cd_arena_array(arena, double, world->n_provider),
                            .pair = cd_arena_array(arena, double, world->n_provider * world->n_area * world->n_component),
                            .won = cd_arena_array(arena, double, world->n_provider),
                            .failure = cd_arena_array(arena, double, cd_world_bidders(world)),
                            .order = cd_arena_array(arena, guint, cd_world_bidders(world))};
  for (guint p = 0; p < cd_world_bidders(world); p++) {
    it->luck.order[p] = p;
    it->luck.failure[p] = 0.5;
  }
  cd_awards_make(&it->awards, &it->footprint, &it->reference, &it->funding, world, &it->luck, arena);
}

static Case case_on(const Given *given, CdTermsArm terms)
{
  Case it = {.small = cd_small_new(scenario_of(given))};
  lay(&it, given->structure, terms);
  return it;
}

static Case case_of(const Given *given)
{
  return case_on(given, CD_TERMS_ARM_COMMON);
}

static void case_clear(Case *it)
{
  cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

static CdCalendarResult calendar_of(Case *it, double slippage)
{
  return cd_structure_calendar(it->small->world, &it->footprint, &it->funding, slippage, it->awards.no_bid_months,
                               it->awards.awarding, it->small->arena);
}

static void assert_price_is_its_layers(const CdContractResult *result)
{
  assert_nine(result->value, result->award.price);
}

/* --- Without a competition -------------------------------------------------------------------------------------------- */

static void a_direct_award_goes_to_the_incumbent_at_the_price_offered(void **state)
{
  (void)state;
  g_auto(Case) it = case_of(&(Given){.structure = "apart",
                                     .route = {"route=direct-award-c"},
                                     .providers = {"efficiency=0.9", "incumbent-in=east+hill quality=0.6"}});
  const CdContractResult *east = &it.awards.contract[EASTERN];
  assert_int_equal(east->route.end, CD_ROUTE_TAKEN);
  assert_int_equal(east->route.route, CD_ROUTE_DIRECT_C);
  assert_int_equal(east->provider, 1); /* though another is cheaper */
  assert_int_equal(east->award.n_bids, 0);
  assert_false(east->no_bid);
  assert_nine(east->award.price, 353750 * 1.04);
  assert_nine(east->award.quality, 0.7); /* today's, at 0.1 squared of its cost more than its natural 0.6 */
  assert_nine(east->layer[CD_LAYER_QUALITY], 3537.5);
  assert_nine(east->layer[CD_LAYER_MARGIN], 353750 * 0.03);
  assert_nine(east->layer[CD_LAYER_PROCUREMENT], 10000 / 5.0);
  assert_nine(east->change, 0);
  assert_price_is_its_layers(east);
  assert_int_equal(it.awards.contract[WESTERN].route.route, CD_ROUTE_COMPETITIVE);
  assert_nine(it.awards.contract[WESTERN].layer[CD_LAYER_PROCUREMENT], 50000 / 5.0);
}

static void an_incumbent_refuses_what_its_own_cost_and_risk_exceed(void **state)
{
  (void)state;
  static const struct {
    const char *incumbent;
    bool refuses;
  } known[] = {
      {"incumbent-in=east+hill efficiency=1.039", false}, {"incumbent-in=east+hill efficiency=1.041", true},
      {"incumbent-in=east+hill bid-cost=70000", false}, /* 14,000 a year; 0.04 x 353,750 = 14,150 */
      {"incumbent-in=east+hill bid-cost=71000", true},    {"incumbent-in=east+hill minimum-length=6", true},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_auto(Case) it = case_of(&(Given){
        .structure = "apart", .route = {"route=direct-award-c"}, .providers = {known[i].incumbent, "efficiency=1.02"}});
    const CdContractResult *east = &it.awards.contract[EASTERN];
    assert_int_equal(east->route.end, known[i].refuses ? CD_ROUTE_REFUSED : CD_ROUTE_TAKEN);
    assert_int_equal(east->route.route, known[i].refuses ? CD_ROUTE_COMPETITIVE : CD_ROUTE_DIRECT_C);
    assert_nine(east->layer[CD_LAYER_PROCUREMENT], (known[i].refuses ? 60000 : 10000) / 5.0);
    assert_price_is_its_layers(east);
  }
}

static void what_is_offered_never_exceeds_the_envelope(void **state)
{
  (void)state;
  g_auto(Case) it = case_of(&(Given){.structure = "apart",
                                     .route = {"route=direct-award-c"},
                                     .providers = {"incumbent-in=east+hill"},
                                     .procurement = "negotiated-premium=0.3"});
  assert_nine(it.awards.contract[EASTERN].award.price, 353750 * 1.1);
}

/* Of today's money a contract that costs more than what it replaces has less room. */
static void what_is_offered_never_exceeds_an_envelope_of_today_s_money(void **state)
{
  (void)state;
  g_auto(Case) it = case_of(&(Given){.structure = "apart",
                                     .route = {"route=direct-award-c"},
                                     .providers = {"incumbent-in=east+hill"},
                                     .procurement = "negotiated-premium=0.3"});
  it.small->world->market->envelope_basis = CD_ENVELOPE_TODAY;
  it.baseline.at[EASTERN].reference *= 0.98; /* the care costs less today */
  cd_awards_make(&it.awards, &it.footprint, &it.reference, &it.funding, it.small->world, &it.luck, it.small->arena);
  const CdContractResult *east = &it.awards.contract[EASTERN];
  assert_nine(east->reserve, 353750 * 0.98 * 1.1);
  assert_nine(east->award.price, east->reserve);
}

static void who_bids_only_with_others_may_be_asked_for_what_it_does_already(void **state)
{
  (void)state;
  Given given = {.structure = "apart",
                 .route = {"route=direct-award-c"},
                 .providers = {"incumbent-in=east+hill", ""},
                 .consortium = "members=p0+p1 lead=p0 alone-too=no"};
  g_auto(Case) it = case_of(&given);
  assert_int_equal(it.awards.contract[EASTERN].route.end, CD_ROUTE_TAKEN);
  assert_int_equal(it.awards.contract[EASTERN].provider, 0);
}

static void the_most_suitable_provider_is_the_best_of_those_who_accept(void **state)
{
  (void)state;
  /* Quality is worth 0.3 of the reference cost a mark here. */
  static const struct {
    const char *providers[4];
    int chosen;
  } known[] = {
      {{"quality=0.8", "quality=0.9", "quality=0.7"}, 1},
      {{"quality=0.8", "quality=0.9 efficiency=1.05", "quality=0.7"}, 0}, /* the best would not for the price */
      {{"quality=0.8", "quality=0.9 efficiency=1.03", "quality=0.8 efficiency=0.99"}, 2},
      {{"efficiency=1.05", "efficiency=1.06"}, -1},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    Given given = {.structure = "apart", .route = {"route=most-suitable-provider"}};
    memcpy(given.providers, known[i].providers, sizeof given.providers);
    g_auto(Case) it = case_of(&given);
    const CdContractResult *east = &it.awards.contract[EASTERN];
    assert_int_equal(east->route.end, known[i].chosen < 0 ? CD_ROUTE_REFUSED : CD_ROUTE_TAKEN);
    if (known[i].chosen >= 0)
      assert_int_equal(east->provider, known[i].chosen);
    assert_nine(east->layer[CD_LAYER_PROCUREMENT], (known[i].chosen < 0 ? 70000 : 20000) / 5.0);
    assert_price_is_its_layers(east);
  }
}

static void a_refusal_may_lead_to_the_most_suitable_provider(void **state)
{
  (void)state;
  g_auto(Case) it = case_of(&(Given){.structure = "apart",
                                     .route = {"route=direct-award-c fallback=most-suitable-provider"},
                                     .providers = {"incumbent-in=east+hill efficiency=1.06", "quality=0.8"}});
  const CdContractResult *east = &it.awards.contract[EASTERN];
  assert_int_equal(east->route.end, CD_ROUTE_REFUSED);
  assert_int_equal(east->route.route, CD_ROUTE_MOST_SUITABLE);
  assert_int_equal(east->provider, 1);
  assert_nine(east->layer[CD_LAYER_PROCUREMENT], (10000 + 20000) / 5.0);
  assert_nine(east->change, 1);
}

/* What was tried before the tender has taken its time and money. */
static void where_all_who_are_asked_refuse_each_attempt_is_paid_for(void **state)
{
  (void)state;
  g_auto(Case) it = case_of(&(Given){.structure = "apart",
                                     .route = {"route=direct-award-c fallback=most-suitable-provider"},
                                     .providers = {"incumbent-in=east+hill efficiency=1.06", "efficiency=1.06"}});
  const CdContractResult *east = &it.awards.contract[EASTERN];
  assert_int_equal(east->route.route, CD_ROUTE_COMPETITIVE);
  assert_nine(east->layer[CD_LAYER_PROCUREMENT], (10000 + 20000 + 50000) / 5.0);
  assert_nine(it.awards.awarding->stage[CD_CALENDAR_TENDER - CD_AWARDING_FIRST], 2.5 + 1.5 + 2);
}

/* An extension refused leaves a tender for the length that terms state, and not for the extension's. */
static void what_is_let_after_a_refusal_is_let_for_its_own_length(void **state)
{
  (void)state;
  Given given = {.structure = "apart",
                 .route = {"route=extension-redesign"},
                 .providers = {"incumbent-in=east+hill efficiency=1.06", ""},
                 .calendar = "extension-months=24"};
  g_auto(Case) it = case_of(&given);
  const CdContractResult *east = &it.awards.contract[EASTERN];
  assert_int_equal(east->route.end, CD_ROUTE_REFUSED);
  assert_nine(it.footprint.at[EASTERN].terms.length, 2);
  assert_nine(east->let->terms.length, 5);
  assert_nine(east->layer[CD_LAYER_PROCUREMENT], (10000 + 50000) / 5.0);
}

static void direct_award_a_is_closed_while_anybody_else_could_do_it(void **state)
{
  (void)state;
  static const struct {
    const char *other;
    bool open;
  } known[] = {{"", false}, {"home=west", true}, {"capacity=300", true}, {"efficiency=2", false}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_auto(Case) it = case_of(&(Given){.structure = "apart",
                                       .route = {"route=direct-award-a"},
                                       .providers = {"incumbent-in=east+hill", known[i].other}});
    const CdContractResult *east = &it.awards.contract[EASTERN];
    assert_int_equal(east->route.end, known[i].open ? CD_ROUTE_TAKEN : CD_ROUTE_HAS_ALTERNATIVE);
    assert_int_equal(east->award.n_bids, known[i].open ? 0 : 2 - (i == 3));
    assert_nine(east->layer[CD_LAYER_PROCUREMENT], (known[i].open ? 10000 : 50000) / 5.0);
  }
}

/* --- What the law and the contract in force leave open ---------------------------------------------------------------- */

static CdRouteEnd end_with(const char *calendar, double approval_months, CdRoute *route)
{
  Given given = {.structure = "apart",
                 .route = {"route=direct-award-c"},
                 .providers = {"incumbent-in=east+hill"},
                 .calendar = calendar};
  g_auto(Case) it = case_of(&given);
  it.small->world->council[0].approval_months = approval_months;
  lay(&it, "apart", CD_TERMS_ARM_COMMON);
  *route = it.awards.contract[WESTERN].route.route;
  return it.awards.contract[EASTERN].route.end;
}

static void the_law_is_that_of_the_month_of_the_notice(void **state)
{
  (void)state;
  CdRoute other;
  assert_int_equal(end_with("decision=2023-06 planned-start=2024-12", 6.9, &other), CD_ROUTE_UNKNOWN_TO_LAW);
  assert_int_equal(other, CD_ROUTE_LIGHT_TOUCH);
  assert_int_equal(end_with("decision=2023-06 planned-start=2024-12", 7, &other), CD_ROUTE_TAKEN); /* 1 January 2024 */
  assert_int_equal(other, CD_ROUTE_COMPETITIVE);
}

static void direct_award_c_is_closed_where_lifetime_value_rises_by_much_and_by_a_quarter(void **state)
{
  (void)state;
  static const struct {
    const char *length;
    bool east, west;
  } known[] = {
      {"length=6.2", true, true},  /* + 24 % */
      {"length=6.3", false, true}, /* + 26 %: 460 k in the east, below the limit set here for the west alone */
      {"length=8.8", false, true}, /* + 76 %: 492 k in the west */
      {"length=8.9", false, false},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autofree char *route = g_strconcat("route=direct-award-c ", known[i].length, NULL);
    g_auto(Case) it = case_on(&(Given){.structure = "apart",
                                       .route = {route, route},
                                       .providers = {"incumbent-in=east+hill+west"},
                                       .procurement = i == 1 ? "considerable-change-value=450000" : NULL},
                              CD_TERMS_ARM_OWN);
    assert_int_equal(it.awards.contract[EASTERN].route.end, known[i].east ? CD_ROUTE_TAKEN : CD_ROUTE_WORTH_MORE);
    assert_int_equal(it.awards.contract[WESTERN].route.end, known[i].west ? CD_ROUTE_TAKEN : CD_ROUTE_WORTH_MORE);
  }
}

static void another_footprint_is_closed_to_it_unless_advice_calls_that_minor(void **state)
{
  (void)state;
  Given given = {.structure = "joint", .route = {"route=direct-award-c"}, .providers = {"incumbent-in=east+hill+west"}};
  g_auto(Case) closed = case_of(&given);
  assert_int_equal(closed.awards.contract[0].route.end, CD_ROUTE_NOT_IN_FORCE);
  given.procurement = "footprint-change=minor";
  g_auto(Case) dearer = case_of(&given); /* 483,250 against 353,750 in the east: + 37 %, 647,500 over five years */
  assert_int_equal(dearer.awards.contract[0].route.end, CD_ROUTE_WORTH_MORE);
  given.procurement = "footprint-change=minor considerable-change-value=650000";
  g_auto(Case) open = case_of(&given);
  assert_int_equal(open.awards.contract[0].route.end, CD_ROUTE_TAKEN);
}

/* --- Extensions ------------------------------------------------------------------------------------------------------- */

static void what_goes_on_under_an_extension_costs_its_premium_and_nothing_begins_anew(void **state)
{
  (void)state;
  Given given = {.structure = "apart",
                 .route = {"route=extension", "route=extension"},
                 .providers = {"incumbent-in=east+hill", "incumbent-in=west"},
                 .calendar = "extension-months=24 extension-premium=0.05 redesign-months=3"};
  g_auto(Case) it = case_of(&given);
  const CdContractResult *east = &it.awards.contract[EASTERN];
  /* Today's price: at half the marks for quality a typical bidder adds 0.15 for 0.15 squared. */
  assert_nine(east->award.price, 353750 * 1.0225 * 1.05);
  assert_nine(east->award.quality_cost, 353750 * 0.0225);
  assert_nine(east->layer[CD_LAYER_PROCUREMENT], 0);
  assert_nine(east->award.quality, 0.7);
  assert_nine(it.footprint.at[EASTERN].terms.length, 2);
  CdCalendarResult calendar = calendar_of(&it, 0);
  assert_int_equal(calendar.ready, 2024 * 12 + 2); /* approved, and that is all */
  cd_awards_extend(&it.awards, &it.footprint, it.small->world, 3);
  assert_nine(east->layer[CD_LAYER_EXTENSION], 0); /* it is in the price */
  CdService service;
  cd_service_make(&service, &it.footprint, &it.awards, &it.funding, &calendar, it.small->world, &it.luck,
                  it.small->arena);
  assert_true(service.at[EASTERN].goes_on);
  assert_price_is_its_layers(east);
}

/* An envelope that no typical bidder meets: today's price is then what is paid where nobody bids, 1.12 times the cost (one could do it, and almost surely would
 * not). None of it pays for risk, since the pricing method has none. */
static void what_an_extension_costs_beyond_risk_is_margin(void **state)
{
  (void)state;
  Given given = {.structure = "apart",
                 .route = {"route=extension", "route=extension"},
                 .providers = {"incumbent-in=east+hill", "incumbent-in=west"},
                 .calendar = "extension-months=24 extension-premium=0.05"};
  g_autoptr(CdScenario) scenario = scenario_of(&given);
  cd_small_set(scenario, CD_ENTITY_MARKET, NULL, "envelope=0.5 cost-spread=0.01 no-bid-premium=0.12");
  Case it = {.small = cd_small_new(g_steal_pointer(&scenario))};
  lay(&it, given.structure, CD_TERMS_ARM_COMMON);
  const CdContractResult *east = &it.awards.contract[EASTERN];
  assert_nine(east->award.price, 353750 * 1.12 * 1.05);
  assert_nine(east->layer[CD_LAYER_RISK], 0);
  assert_nine(east->layer[CD_LAYER_QUALITY], 0);
  assert_nine(east->layer[CD_LAYER_MARGIN], 353750 * (1.12 * 1.05 - 1));
  assert_price_is_its_layers(east);
  case_clear(&it);
}

/* Where advice calls a joined footprint minor: the eastern provider's contract goes on for the west too, whose clients change provider. */
static void who_is_taken_over_into_a_wider_extension_changes_provider(void **state)
{
  (void)state;
  Given given = {.structure = "joint",
                 .route = {"route=extension"},
                 .providers = {"incumbent-in=east+hill", "incumbent-in=west"},
                 .calendar = "extension-months=24",
                 .procurement = "footprint-change=minor"};
  g_autoptr(CdScenario) scenario = scenario_of(&given);
  cd_small_set(scenario, CD_ENTITY_COST, NULL, "transfer=0.02");
  Case it = {.small = cd_small_new(g_steal_pointer(&scenario))};
  lay(&it, given.structure, CD_TERMS_ARM_COMMON);
  const CdContractResult *all = &it.awards.contract[0];
  const CdFootprintContract *let = &it.footprint.at[0];
  double west = let->area_clients[cd_small_row(it.small->scenario, CD_ENTITY_AREA, NULL, "west")] / let->clients;
  assert_true(west > 0.1 && west < 0.5);
  assert_int_equal(all->provider, 0);
  assert_nine(all->change, west);
  assert_nine(all->layer[CD_LAYER_TRANSFER], west * 0.02 * let->reference / 2);
  CdServiceContract goes_on = {.change = west, .goes_on = true};
  assert_nine(cd_staff_drop(&goes_on, &(CdService){.drop_change = 0.1, .drop_incumbent = 0.02}), west * 0.1);
  case_clear(&it);
}

static void an_incumbent_recovers_a_redesign_within_the_extension_or_refuses(void **state)
{
  (void)state;
  static const struct {
    const char *calendar, *procurement;
    bool refuses;
  } known[] = {
      {"extension-months=24", "redesign-cost=0.07", false}, /* 3.5 % a year of 4 % */
      {"extension-months=24", "redesign-cost=0.09", true},
      {"extension-months=36", "redesign-cost=0.09", false},
      {"extension-months=6", "redesign-cost=0", true}, /* shorter than it bids for */
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_auto(Case) it = case_of(&(Given){.structure = "apart",
                                       .route = {"route=extension-redesign"},
                                       .providers = {"incumbent-in=east+hill"},
                                       .calendar = known[i].calendar,
                                       .procurement = known[i].procurement});
    assert_int_equal(it.awards.contract[EASTERN].route.end, known[i].refuses ? CD_ROUTE_REFUSED : CD_ROUTE_TAKEN);
  }
}

static void a_tender_after_an_extension_is_timed_to_its_end(void **state)
{
  (void)state;
  Given given = {.structure = "joint",
                 .route = {"route=extend-then-tender"},
                 .providers = {"incumbent-in=east", ""},
                 .calendar = "decision=2023-06 planned-start=2024-01 extension-months=10"};
  g_auto(Case) it = case_of(&given);
  CdCalendarResult calendar = calendar_of(&it, 0);
  assert_int_equal(calendar.ready, 2024 * 12 + 10);
  assert_int_equal(calendar.extension, 10);
  assert_int_equal(calendar.gap, 0);
  assert_nine(calendar.notice, 2024 * 12 + 1); /* nine months before: 2 + 3 + 1 + 2 + 1 */
  assert_nine(calendar.stage[CD_CALENDAR_HELD], 6);
  assert_int_equal(it.awards.contract[0].route.route, CD_ROUTE_EXTEND_THEN_TENDER);
  assert_int_equal(cd_route_law(it.small->world, it.footprint.at[0].contract, 2023 * 12 + 7), CD_LAW_PSR);
  assert_int_equal(calendar_of(&it, 2).gap, 2); /* what slips is beyond the extension */
  given.procurement = "slack-months=3";
  g_auto(Case) slack = case_of(&given);
  assert_int_equal(calendar_of(&slack, 2).extension, 9);
  assert_int_equal(calendar_of(&slack, 2).gap, 0);
}

/* --- What it takes ---------------------------------------------------------------------------------------------------- */

static void assert_awarding(const Given *given, const double *months)
{
  g_auto(Case) it = case_of(given);
  for (guint i = 0; i < CD_AWARDING_STAGES; i++)
    assert_nine(it.awards.awarding->stage[i], months[i]);
}

static void stages_from_the_notice_on_are_those_of_the_route_that_takes_longest(void **state)
{
  (void)state;
  Given given = {.structure = "apart",
                 .route = {"route=direct-award-c", "route=direct-award-c"},
                 .providers = {"incumbent-in=east+hill", "incumbent-in=west"}};
  assert_awarding(&given, (double[]){2.5, 0, 1, 2, 0});
  given.route[0] = given.route[1] = "route=most-suitable-provider";
  assert_awarding(&given, (double[]){1.5, 0, 1, 2, 1});
  given.route[0] = "route=direct-award-c";
  assert_awarding(&given, (double[]){2.5, 0, 1, 2, 0}); /* 5.5 against 5.5: the first */
  given.route[1] = "route=competition";
  assert_awarding(&given, (double[]){2, 3, 1, 2, 1});
  given.providers[0] = "incumbent-in=east+hill efficiency=1.05"; /* refuses, after talking */
  assert_awarding(&given, (double[]){4.5, 3, 1, 2, 1});
}

static void stages_add_up_to_the_month_of_readiness(void **state)
{
  (void)state;
  Given given = {.structure = "apart",
                 .route = {"route=direct-award-c"},
                 .providers = {"incumbent-in=east+hill", "efficiency=1.02"},
                 .calendar = "redesign-months=1",
                 .procurement = "consultation-months=1.75"};
  g_auto(Case) it = case_of(&given);
  CdCalendarResult calendar = calendar_of(&it, 0.6);
  double sum = 2024 * 12;
  for (guint i = 0; i < CD_CALENDAR_STAGES; i++)
    sum += calendar.stage[i];
  assert_nine(sum, calendar.ready);
  assert_nine(calendar.stage[CD_CALENDAR_CONSULTATION], 0); /* business as usual: nothing to consult about */
  it.footprint.as_now = false;
  assert_nine(calendar_of(&it, 0).stage[CD_CALENDAR_CONSULTATION], 1.75);
}

/* --- Nobody bids ------------------------------------------------------------------------------------------------------ */

static void more_money_may_bring_bids_the_second_time(void **state)
{
  (void)state;
  Given given = {.structure = "apart",
                 .route = {"remedy=raise-envelope"},
                 .providers = {"efficiency=1.15", "efficiency=1.05 home=west"},
                 .procurement = "raised-envelope=0.1"};
  g_auto(Case) it = case_of(&given);
  const CdContractResult *east = &it.awards.contract[EASTERN];
  assert_true(east->no_bid);
  assert_int_equal(east->provider, 0);
  assert_int_equal(east->award.n_bids, 1);
  assert_nine(east->award.price, 353750 * 1.2);
  assert_nine(east->layer[CD_LAYER_PROCUREMENT], 2 * 50000 / 5.0);
  given.procurement = "raised-envelope=0.02";
  g_auto(Case) still = case_of(&given);
  assert_int_equal(still.awards.contract[EASTERN].provider, -1);          /* no incumbent either */
  assert_nine(still.awards.contract[EASTERN].award.price, 353750 * 1.12); /* nor for less than what nobody bid for */
}

static void councils_may_deliver_themselves_what_nobody_bids_for(void **state)
{
  (void)state;
  Given given = {.structure = "apart",
                 .route = {"remedy=in-house"},
                 .providers = {"incumbent-in=east+hill efficiency=1.2", ""},
                 .procurement = "in-house-premium=0.07 in-house-months=8"};
  given.providers[1] = "efficiency=1 home=west";
  g_auto(Case) it = case_of(&given);
  const CdContractResult *east = &it.awards.contract[EASTERN];
  assert_true(east->no_bid);
  assert_int_equal(east->provider, -1);
  assert_nine(east->award.price, 353750 * 1.07);
  assert_nine(east->change, 1);
  assert_nine(it.awards.no_bid_months, 8);
  assert_nine(east->layer[CD_LAYER_PROCUREMENT], 50000 / 5.0);
  assert_price_is_its_layers(east);
}

/* --- What partners expect --------------------------------------------------------------------------------------------- */

static void an_expected_cost_is_that_of_the_route(void **state)
{
  (void)state;
  Given given = {.structure = "apart",
                 .route = {"route=direct-award-c", "route=extension"},
                 .providers = {"incumbent-in=east+hill", "incumbent-in=west"},
                 .calendar = "extension-months=24 extension-premium=0.05"};
  g_auto(Case) it = case_of(&given);
  const CdWorld *world = it.small->world;
  it.reference.footprint = &it.baseline; /* which has moved with the case */
  CdExpectContext context = {.world = world, .caseload = &it.small->caseload, .reference = &it.reference, .months = 24};
  double same[4] = {1, 0, 0, 1}, cost[2] = {0, 0};
  CdBeliefs beliefs = cd_model_beliefs(world, same);
  cd_expect_costs(cost, &context, &it.footprint, &it.funding, &beliefs, NULL, it.small->arena);
  assert_nine(cost[0], 353750 * 1.04 + 10000 / 5.0);
  assert_nine(cost[1], 129500 * 1.0225 * 1.05);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_direct_award_goes_to_the_incumbent_at_the_price_offered),
      cmocka_unit_test(an_incumbent_refuses_what_its_own_cost_and_risk_exceed),
      cmocka_unit_test(what_is_offered_never_exceeds_the_envelope),
      cmocka_unit_test(the_most_suitable_provider_is_the_best_of_those_who_accept),
      cmocka_unit_test(a_refusal_may_lead_to_the_most_suitable_provider),
      cmocka_unit_test(what_is_offered_never_exceeds_an_envelope_of_today_s_money),
      cmocka_unit_test(who_bids_only_with_others_may_be_asked_for_what_it_does_already),
      cmocka_unit_test(where_all_who_are_asked_refuse_each_attempt_is_paid_for),
      cmocka_unit_test(what_is_let_after_a_refusal_is_let_for_its_own_length),
      cmocka_unit_test(direct_award_a_is_closed_while_anybody_else_could_do_it),
      cmocka_unit_test(the_law_is_that_of_the_month_of_the_notice),
      cmocka_unit_test(direct_award_c_is_closed_where_lifetime_value_rises_by_much_and_by_a_quarter),
      cmocka_unit_test(another_footprint_is_closed_to_it_unless_advice_calls_that_minor),
      cmocka_unit_test(what_goes_on_under_an_extension_costs_its_premium_and_nothing_begins_anew),
      cmocka_unit_test(what_an_extension_costs_beyond_risk_is_margin),
      cmocka_unit_test(who_is_taken_over_into_a_wider_extension_changes_provider),
      cmocka_unit_test(an_incumbent_recovers_a_redesign_within_the_extension_or_refuses),
      cmocka_unit_test(a_tender_after_an_extension_is_timed_to_its_end),
      cmocka_unit_test(stages_from_the_notice_on_are_those_of_the_route_that_takes_longest),
      cmocka_unit_test(stages_add_up_to_the_month_of_readiness),
      cmocka_unit_test(more_money_may_bring_bids_the_second_time),
      cmocka_unit_test(councils_may_deliver_themselves_what_nobody_bids_for),
      cmocka_unit_test(an_expected_cost_is_that_of_the_route),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
