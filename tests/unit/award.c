#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"
#include "tests/unit/near.h"
#include "tests/unit/tendered.h"

/* --- Cost of a bidder ------------------------------------------------------------------------------------------------- */

static const char *const lone[] = {"", NULL};

/* A lone bidder's award tells its cost: efficiency is what it has over the reference at natural quality. */
static void cost_is_the_provider_s_draw_and_the_mean_of_its_draws_for_what_is_bought(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart", lone);
  CdMarket *market = it.small->world->market;
  market->cost_spread = 0.1;
  market->shared_spread = 0.36;
  lay(&it);
  it.luck.provider[0] = -1;
  *pair_of(&it, 0, 1, 0) = -0.5;  /* west, treatment: 102,000 of 129,500 */
  *pair_of(&it, 0, 1, 1) = 1;     /* justice: 16,000 */
  *pair_of(&it, 0, 1, 2) = 50;    /* youth: nothing there */
  *pair_of(&it, 0, 1, 3) = 0.25;  /* beds: 11,500 */
  *pair_of(&it, 0, 0, 0) = -0.25; /* east, treatment: 204,000 of the other contract's 353,750 */
  award(&it);
  /* ln theta = 0.1 (0.6 x -1 + 0.8 x (-0.5 x 102 + 16 + 0.25 x 11.5) / 129.5) = -0.0798455598456 */
  assert_nine(layers(&it, WESTERN)[CD_LAYER_EFFICIENCY], 129500 * (0.923258923627 - 1));
  /* 0.1 (-0.6 + 0.8 x -0.25 x 204 / 353.75) = -0.0715335689046 */
  assert_nine(layers(&it, EASTERN)[CD_LAYER_EFFICIENCY], 353750 * (0.930965025594 - 1));
}

static void an_incumbent_s_cost_varies_less_by_the_clients_it_serves(void **state)
{
  (void)state;
  static const char *const incumbent[] = {"incumbent-in=east efficiency=1.02", NULL};
  g_auto(Case) it = case_new("joint", incumbent);
  CdMarket *market = it.small->world->market;
  market->cost_spread = 0.1;
  market->shared_spread = 1;
  market->incumbent_spread = 0.4;
  lay(&it);
  it.luck.provider[0] = -2;
  award(&it);
  /* i = 250 / 422.5; ln theta = 0.1 x (1 - 0.6 i) x -2 = -0.128994082840 */
  assert_nine(layers(&it, 0)[CD_LAYER_EFFICIENCY], 483250 * (1.02 * 0.878979166590 - 1));
  it.luck.won[0] = -1;
  award(&it);
  /* and 0.1 x i x sqrt(1 - 0.16) x -1 = -0.0542316650 */
  assert_nine(layers(&it, 0)[CD_LAYER_EFFICIENCY], 483250 * (1.02 * 0.832580181319 - 1));
}

static void a_draw_is_the_same_in_every_structure_and_keyed_by_who_it_is(void **state)
{
  (void)state;
  static const char *const two[] = {"", "", NULL};
  g_auto(Case) it = case_new("apart", two);
  const CdWorld *world = it.small->world;
  CdMarketLuck luck;
  guint32 run = cd_run_word(3, 1);
  cd_market_luck_draw(&luck, &it.baseline, world, 17, run, it.small->arena);
  for (guint p = 0; p < 2; p++) {
    guint64 key = world->provider[p].head.key;
    assert_true(luck.provider[p] == cd_stream_normal(cd_stream(17, run, CD_PURPOSE_PROVIDER, key), 0, 0));
    assert_true(luck.failure[p] == cd_stream_uniform(cd_stream(17, run, CD_PURPOSE_FAILURE, key), 0, 0));
    for (guint a = 0; a < 3; a++)
      for (guint k = 0; k < 4; k++) {
        guint64 pair = cd_hash_pair(cd_hash_pair(key, world->area[a].head.key), world->component[k].head.key);
        assert_true(luck.pair[(p * 3 + a) * 4 + k] == cd_stream_normal(cd_stream(17, run, CD_PURPOSE_LOT, pair), 0, 0));
      }
  }
}

static void ties_are_broken_by_hashed_id(void **state)
{
  (void)state;
  static const char *const many[] = {"", "", "", "", "", NULL};
  g_auto(Case) it = case_new("apart", many);
  lay(&it);
  cd_market_luck_draw(&it.luck, &it.baseline, it.small->world, 1, 1, it.small->arena);
  memset(it.luck.provider, 0, 5 * sizeof(double));
  memset(it.luck.pair, 0, 5 * 12 * sizeof(double));
  guint first = 0;
  for (guint i = 1; i < 5; i++) {
    const CdProvider *provider = it.small->world->provider;
    assert_true(provider[it.luck.order[i - 1]].head.key < provider[it.luck.order[i]].head.key);
    first = provider[i].head.key < provider[first].head.key ? i : first;
  }
  award(&it);
  assert_int_equal(it.awards.contract[0].award.winner, first);
  assert_int_equal(it.awards.contract[0].award.n_bids, 5);
}

/* --- What is tendered ------------------------------------------------------------------------------------------------- */

/* All that the tender is told, put together here by hand. */
static void the_tender_is_of_the_contract_as_it_stands(void **state)
{
  (void)state;
  static const char *const two[] = {"efficiency=0.98 bid-cost=9000 risk-aversion=1.5 quality=0.55",
                                    "efficiency=1.01 bid-cost=4000 risk-aversion=0.5 quality=0.65", NULL};
  g_auto(Case) it = case_new("apart", two);
  CdWorld *world = it.small->world;
  world->market->shared_spread = 0.6;
  world->market->price_band = 0.25;
  world->market->quality_cost = 1.3;
  world->market->envelope = 1.15;
  world->market->length_premium = 0.004;
  world->terms->length = 8;
  world->terms->quality_weight = 0.45;
  world->terms->pricing = 1;
  world->pricing[1].risk_premium = 0.05;
  lay(&it);
  it.luck.provider[0] = 0.3;
  it.luck.provider[1] = -0.4;
  award(&it);
  /* Care of 204, 32, 30, 23 in the east and 51, 8, 5.75 on the hill, of 353.75: the squares of the shares sum to 0.373720735682;
   * spread 0.08 sqrt(0.6 + 0.4 x 0.3737...). */
  CdLot lot = {.reference_cost = 353750,
               .envelope = 1.15,
               .quality_weight = 0.45,
               .price_band = 0.25,
               .quality_cost = 1.3,
               .risk_premium = 0.05 * 0.4 + 0.004 * 3, /* by results: at their share; three years beyond five */
               .length_years = 8,
               .rural_share = 57.5 / 307.5,
               .clients = 307.5,
               .spread = 0.0692583935949};
  double z = 0.08 * sqrt(0.6);
  CdBidder bidder[2] = {
      {.efficiency = 0.98, .log_theta = z * 0.3, .quality = 0.55, .risk_aversion = 1.5, .bid_cost = 9000},
      {.efficiency = 1.01, .log_theta = z * -0.4, .quality = 0.65, .risk_aversion = 0.5, .bid_cost = 4000}};
  for (guint i = 0; i < 2; i++) {
    bidder[i].rural_limit = 1;
    bidder[i].capacity = 1e5;
    bidder[i].reaches = true;
  }
  CdBid bid[2];
  CdAward expected;
  cd_tender_run(&lot, bidder, 2, bid, &expected);
  const CdAward *found = &it.awards.contract[EASTERN].award;
  assert_true(expected.n_bids > 0);
  assert_int_equal(found->winner, expected.winner);
  assert_int_equal(found->n_bids, expected.n_bids);
  assert_near(found->price, expected.price, 1e-8);
  assert_near(found->quality, expected.quality, 1e-8);
  assert_near(layers(&it, EASTERN)[CD_LAYER_RISK], expected.premium, 1e-8);
  assert_near(layers(&it, EASTERN)[CD_LAYER_QUALITY], expected.quality_cost, 1e-7);
}

static guint bids_for_western(const char *fields, double length)
{
  const char *const provider[] = {fields, NULL};
  g_auto(Case) it = case_new("apart", provider);
  it.small->world->terms->length = length;
  lay(&it);
  award(&it);
  return it.awards.contract[WESTERN].award.n_bids;
}

static void the_premium_is_for_the_pricing_method_and_for_years_beyond_five(void **state)
{
  (void)state;
  static const char *const averse[] = {"risk-aversion=2", NULL};
  static const struct {
    double length;
    guint pricing;
    double premium; /* of 129,500, by an aversion of two */
  } known[] = {{5, 0, 0.03}, {3, 0, 0.03}, {7.5, 0, 0.04}, {5, 1, 0.02}, {6, 1, 0.024}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_auto(Case) it = case_new("apart", averse);
    CdWorld *world = it.small->world;
    world->market->envelope = 2;
    world->market->length_premium = 0.004;
    world->pricing[0].risk_premium = 0.03;
    world->pricing[1].risk_premium = 0.05; /* by results, at a share of 0.4 */
    world->terms->length = known[i].length;
    world->terms->pricing = (int)known[i].pricing;
    lay(&it);
    award(&it);
    assert_nine(layers(&it, WESTERN)[CD_LAYER_RISK], 2 * 129500 * known[i].premium);
  }
}

/* 129,500 a year, 115 clients, half of them rural, in the west. */
static void bidders_keep_to_their_limits(void **state)
{
  (void)state;
  assert_int_equal(bids_for_western("home=west", 5), 1);
  assert_int_equal(bids_for_western("home=west+east", 5), 1);
  assert_int_equal(bids_for_western("home=east+hill", 5), 0);
  assert_int_equal(bids_for_western("home=hill", 5), 0);
  assert_int_equal(bids_for_western("rural-limit=0.5", 5), 1);
  assert_int_equal(bids_for_western("rural-limit=0.49", 5), 0);
  assert_int_equal(bids_for_western("minimum-value=129500", 5), 1);
  assert_int_equal(bids_for_western("minimum-value=129501", 5), 0);
  assert_int_equal(bids_for_western("minimum-length=4", 4), 1);
  assert_int_equal(bids_for_western("minimum-length=4", 3.9), 0);
  assert_int_equal(bids_for_western("capacity=115", 5), 1);
  assert_int_equal(bids_for_western("capacity=114", 5), 0);
  assert_int_equal(bids_for_western("bid-cost=64000", 5), 1); /* a fifth of it is less than the tenth of 129,500 to be won */
  assert_int_equal(bids_for_western("bid-cost=66000", 5), 0);
}

static void home_areas_must_hold_all_areas_of_a_contract(void **state)
{
  (void)state;
  static const char *const provider[] = {"home=east+west", NULL};
  g_auto(Case) it = case_new("joint", provider);
  lay(&it);
  award(&it);
  assert_int_equal(it.awards.contract[0].award.n_bids, 0); /* the hill */
}

static void layers_of_a_price_add_up_to_it(void **state)
{
  (void)state;
  static const char *const three[] = {"", "efficiency=0.95 quality=0.5", "efficiency=1.03", NULL};
  g_auto(Case) it = case_new("apart", three);
  it.small->world->pricing[0].risk_premium = 0.03;
  lay(&it);
  for (guint32 k = 0; k < 20; k++) {
    cd_market_luck_draw(&it.luck, &it.baseline, it.small->world, 1, cd_run_word(k, 1), it.small->arena);
    award(&it);
    for (guint c = 0; c < 2; c++) {
      if (it.awards.contract[0].provider == it.awards.contract[1].provider)
        continue;
      double price = 0;
      for (int l = 0; l < CD_LAYER_EXTENSION; l++)
        price += l == CD_LAYER_TRANSFER ? 0 : layers(&it, c)[l];
      assert_nine(price, it.awards.contract[c].award.price);
    }
  }
}

/* --- What comes with the award ---------------------------------------------------------------------------------------- */

static void staff_transfer_goes_by_the_clients_whose_provider_changes(void **state)
{
  (void)state;
  static const char *const east[] = {"incumbent-in=east", NULL};
  g_auto(Case) it = case_new("joint", east);
  it.small->world->cost->transfer = 0.02;
  it.small->world->cost->transfer_split = 1.3;
  lay(&it);
  award(&it);
  assert_nine(it.awards.contract[0].change, 172.5 / 422.5);
  /* Two whole contracts become one: nobody is divided. */
  assert_nine(layers(&it, 0)[CD_LAYER_TRANSFER], 172.5 / 422.5 * 0.02 * 483250 / 5);
}

static void transfer_within_an_old_footprint_divides_nobody(void **state)
{
  (void)state;
  static const char *const east[] = {"incumbent-in=east", NULL};
  g_auto(Case) it = case_new("apart", east);
  it.small->world->cost->transfer = 0.02;
  it.small->world->cost->transfer_split = 1.3;
  lay(&it);
  award(&it);
  assert_nine(it.awards.contract[EASTERN].change, 57.5 / 307.5);
  assert_nine(layers(&it, EASTERN)[CD_LAYER_TRANSFER], 57.5 / 307.5 * 0.02 * 353750 / 5);
  assert_nine(it.awards.contract[WESTERN].change, 1);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_TRANSFER], 0.02 * 129500 / 5);
}

/* Business as usual: east and hill in one contract, west in another. CONTRACT: fields of the contracts that follow it. */
static Case following(const char *const *contract)
{
  CdScenario *s = cd_small_scenario();
  Case made = case_of(s, "apart", lone);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "next", "");
  for (guint c = 0; contract[c]; c++) {
    g_autofree char *id = g_strdup_printf("c%u", c);
    cd_small_add(s, CD_ENTITY_CONTRACT, "next", id, contract[c]);
  }
  cd_world_free(made.small->world);
  made.small->world = cd_world_new(s);
  cd_world_central(made.small->world);
  made.small->world->cost->transfer = 0.02;
  made.small->world->cost->transfer_split = 1.5;
  made.structure = 2;
  lay(&made);
  award(&made);
  return made;
}

/* Transfer of contract C as a multiple of what it would be with nobody divided. */
static double division(Case *it, guint c)
{
  return layers(it, c)[CD_LAYER_TRANSFER] / (it->awards.contract[c].change * 0.02 * it->footprint.at[c].reference / 5);
}

static void staff_of_a_contract_that_is_parted_by_area_are_divided(void **state)
{
  (void)state;
  static const char *const turned[] = {"areas=west+hill components=treatment+justice+youth+beds",
                                       "areas=east components=treatment+justice+youth+beds", NULL};
  g_auto(Case) it = following(turned);
  /* West comes whole; the hill's 57.5 of 172.5 clients were with East. */
  assert_nine(layers(&it, 0)[CD_LAYER_TRANSFER], 0.02 * (1 + 0.5 / 3) * 194250 / 5);
  assert_nine(layers(&it, 1)[CD_LAYER_TRANSFER], 0.02 * 1.5 * 289000 / 5);
}

static void the_order_of_areas_divides_nobody(void **state)
{
  (void)state;
  static const char *const back[] = {"areas=hill+east components=treatment+justice+youth+beds",
                                     "areas=west components=treatment+justice+youth+beds", NULL};
  g_auto(Case) it = following(back);
  assert_nine(layers(&it, 0)[CD_LAYER_TRANSFER], 0.02 * 353750 / 5);
}

/* Each component has a team of its own, which goes where the component goes. */
static void a_cut_by_component_divides_nobody(void **state)
{
  (void)state;
  static const char *const cut[] = {"areas=east+hill+west components=justice",
                                    "areas=east+hill components=treatment+youth+beds",
                                    "areas=west components=treatment+youth+beds", NULL};
  g_auto(Case) it = following(cut);
  for (guint c = 0; c < 3; c++)
    assert_nine(division(&it, c), 1);
}

/* Of one area's clients, those count whose component was in the contract that is parted: by the care bought for them. */
static void only_components_of_the_parted_contract_are_divided(void **state)
{
  (void)state;
  static const char *const cut[] = {"areas=east+hill+west components=justice",
                                    "areas=east+hill components=treatment+youth+beds",
                                    "areas=west components=treatment+youth+beds", NULL};
  g_auto(Case) it = following(cut);
  it.reference.footprint = &it.footprint; /* from there to a contract for each council, of everything */
  CdFootprint apart;
  cd_footprint_make(&apart, it.small->world, &it.small->caseload, 0, CD_TERMS_ARM_COMMON, NULL, it.small->arena);
  cd_awards_make(&it.awards, &apart, &it.reference, &it.funding, it.small->world, &it.luck, it.small->arena);
  const CdContractResult *west = &it.awards.contract[WESTERN];
  /* 16,000 of West's care of 129,500 is criminal justice. */
  assert_nine(west->layer[CD_LAYER_TRANSFER], 0.02 * (1 + 0.5 * 16000 / 129500) * 129500 / 5);
}

/* Of East's treatment half is with a contract of East alone, which is taken over whole, half with one of East and hill. */
static void only_the_share_of_the_parted_contract_is_divided(void **state)
{
  (void)state;
  static const char *const core[] = {"areas=east components=treatment+justice+youth+beds share=0.5",
                                     "areas=east+hill components=treatment+justice+youth+beds share=0.5",
                                     "areas=hill components=treatment+justice+youth+beds share=0.5",
                                     "areas=west components=treatment+justice+youth+beds", NULL};
  g_auto(Case) it = following(core);
  CdScenario *s = it.small->scenario;
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "last", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "last", "a", "areas=east components=treatment+justice+youth+beds");
  cd_small_add(s, CD_ENTITY_CONTRACT, "last", "b", "areas=west+hill components=treatment+justice+youth+beds");
  cd_world_free(it.small->world);
  it.small->world = cd_world_new(s);
  cd_world_central(it.small->world);
  it.small->world->cost->transfer = 0.02;
  it.small->world->cost->transfer_split = 1.5;
  CdArena *arena = it.small->arena;
  cd_footprint_make(&it.baseline, it.small->world, &it.small->caseload, 2, CD_TERMS_ARM_COMMON, NULL, arena);
  it.reference.footprint = &it.baseline;
  cd_footprint_make(&it.footprint, it.small->world, &it.small->caseload, 3, CD_TERMS_ARM_COMMON, NULL, arena);
  award(&it);
  assert_nine(division(&it, 0), 1.25);
  assert_nine(division(&it, 1), 1 + 0.25 * 57.5 / 172.5);
}

/* Half of each client's treatment with one, half with another: both take half of a team. */
static void a_cut_by_share_divides_all(void **state)
{
  (void)state;
  static const char *const halves[] = {"areas=east+hill components=treatment+justice+youth+beds share=0.5",
                                       "areas=east+hill components=treatment+justice+youth+beds share=0.5",
                                       "areas=west components=treatment+justice+youth+beds", NULL};
  g_auto(Case) it = following(halves);
  assert_nine(division(&it, 0), 1.5);
  assert_nine(division(&it, 1), 1.5);
  assert_nine(division(&it, 2), 1);
}

static void commissioners_pay_for_officers_and_a_tender(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint", lone);
  CdCost *cost = it.small->world->cost;
  cost->contract_wte = 0.6;
  cost->coordination_wte = 0.2;
  cost->procurement = 40000;
  lay(&it);
  award(&it);
  assert_nine(layers(&it, 0)[CD_LAYER_OFFICERS], 43874.2824007); /* (0.6 + 0.2 x 0.65619020006) x 60,000 */
  assert_nine(layers(&it, 0)[CD_LAYER_PROCUREMENT], 8000);
  assert_nine(it.awards.contract[0].value, cd_layers_total(layers(&it, 0)) - 8000 - 43874.2824007);
}

static const char *const too_late[] = {"incumbent-in=west quality=0.45", "incumbent-in=east quality=0.8", NULL};

static void where_nobody_bids_the_incumbent_with_most_clients_stays_at_a_premium(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint", too_late);
  CdWorld *world = it.small->world;
  world->market->envelope = 0.5;
  world->market->no_bid_premium = 0.12;
  world->market->no_bid_months = 7;
  world->cost->procurement = 40000;
  world->cost->transfer = 0.02;
  lay(&it);
  award(&it);
  const CdContractResult *result = &it.awards.contract[0];
  assert_true(result->no_bid);
  assert_int_equal(result->award.winner, -1);
  assert_int_equal(result->award.n_bids, 0);
  assert_int_equal(result->provider, 1);
  assert_nine(result->award.quality, 0.7); /* as today */
  assert_nine(result->award.price, 483250 * 1.12);
  assert_nine(result->layer[CD_LAYER_MARGIN], 483250 * 0.12);
  assert_nine(result->layer[CD_LAYER_EFFICIENCY], 0);
  assert_nine(result->change, 172.5 / 422.5);
  assert_nine(result->layer[CD_LAYER_PROCUREMENT], 16000); /* tendered again */
  assert_nine(it.awards.no_bid_months, 7);
}

static void of_incumbents_alike_the_first_by_hash_stays(void **state)
{
  (void)state;
  static const char *const many[] = {
      "",  "incumbent-in=east", "incumbent-in=east", "incumbent-in=east", "incumbent-in=hill", "incumbent-in=east",
      NULL};
  g_auto(Case) it = case_new("joint", many);
  it.small->world->market->envelope = 0.5;
  lay(&it);
  award(&it);
  const CdProvider *provider = it.small->world->provider;
  guint first = 1;
  for (guint p = 2; p < 6; p++)
    first = p != 4 && provider[p].head.key < provider[first].head.key ? p : first;
  assert_int_not_equal(first, 1); /* so that the order of the file would not do */
  assert_int_equal(it.awards.contract[0].provider, first);
}

static void where_nothing_is_bought_nobody_is_asked(void **state)
{
  (void)state;
  static const char *const east[] = {"incumbent-in=east", NULL};
  g_auto(Case) it = case_new("apart", east);
  it.small->world->market->no_bid_premium = 0.2;
  it.small->world->market->no_bid_months = 7;
  it.small->world->cost->transfer = 0.1;
  lay(&it);
  CdFootprintContract *western = &it.footprint.at[WESTERN];
  western->clients = western->reference = 0;
  memset(western->area_clients, 0, 3 * sizeof(double));
  memset(western->layer, 0, sizeof western->layer);
  award(&it);
  const CdContractResult *result = &it.awards.contract[WESTERN];
  assert_false(result->no_bid);
  assert_int_equal(result->award.n_bids, 0);
  assert_int_equal(result->provider, -1);
  assert_nine(result->award.quality, 0.7);
  assert_nine(result->award.price, 0);
  assert_nine(result->value, 0);
  assert_nine(it.awards.no_bid_months, 0);
}

static void an_extension_instead_needs_no_second_tender(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint", too_late);
  CdWorld *world = it.small->world;
  world->market->envelope = 0.5;
  world->market->no_bid_months = 7;
  world->cost->procurement = 40000;
  world->contract[2].remedy = CD_REMEDY_EXTEND;
  lay(&it);
  award(&it);
  assert_nine(layers(&it, 0)[CD_LAYER_PROCUREMENT], 8000);
  assert_nine(it.awards.no_bid_months, 0);
}

static void where_nobody_bids_and_nobody_serves_the_provider_is_unknown(void **state)
{
  (void)state;
  static const char *const east[] = {"incumbent-in=east", NULL};
  g_auto(Case) it = case_new("apart", east);
  it.small->world->market->envelope = 0.5;
  lay(&it);
  award(&it);
  assert_int_equal(it.awards.contract[EASTERN].provider, 0);
  assert_nine(it.awards.contract[EASTERN].award.quality, 0.7);
  assert_int_equal(it.awards.contract[WESTERN].provider, -1);
  assert_nine(it.awards.contract[WESTERN].award.quality, 0.7); /* that of business as usual */
  assert_nine(it.awards.contract[WESTERN].change, 1);
  assert_true(it.awards.same[0 * 2 + 1] == 0);
}

/* --- One provider with several contracts ------------------------------------------------------------------------------ */

static Case case_for_pooling(void)
{
  static const char *const two[] = {"", "", NULL};
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_POST, NULL, "nurse",
               "cohorts=opiate+justice salary=40000 clients-per-wte=100 minimum-wte=1 kind=specialist");
  cd_small_add(s, CD_ENTITY_POST, NULL, "team", "cohorts=justice salary=0 clients-per-wte=10 minimum-wte=6 kind=team");
  cd_small_set(s, CD_ENTITY_COST, NULL,
               "management-fixed=7000 management-per-client=20 overhead=0.1 same-provider-retention=0.75 "
               "complexity=1000");
  return case_of(s, "apart", two);
}

static void two_providers_pool_nothing(void **state)
{
  (void)state;
  g_auto(Case) it = case_for_pooling();
  lay(&it);
  favour(&it, EASTERN, 0);
  favour(&it, WESTERN, 1);
  award(&it);
  assert_int_equal(it.awards.contract[EASTERN].provider, 0);
  assert_int_equal(it.awards.contract[WESTERN].provider, 1);
  assert_true(it.awards.same[1] == 0 && it.awards.same[2] == 0);
  assert_true(it.awards.same[0] == 1 && it.awards.same[3] == 1);
  assert_nine(layers(&it, EASTERN)[CD_LAYER_MANAGEMENT], 13150);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_MANAGEMENT], 9300);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_SPECIALISTS], 0);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_OVERHEAD], 11230);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_COMPLEXITY], 0);
  assert_nine(it.awards.contract[EASTERN].specialist_wte, 2.375);
  assert_nine(it.awards.contract[WESTERN].specialist_wte, 0);
  assert_true(it.awards.post_kept[EASTERN][0] == 1 && it.awards.post_kept[WESTERN][0] == 0);
  assert_true(it.awards.post_kept[EASTERN][1] == 0 && it.awards.post_kept[WESTERN][1] == 0); /* 5 and 2 of 6 */
}

static void a_part_time_post_is_kept_too(void **state)
{
  (void)state;
  g_auto(Case) it = case_for_pooling();
  it.small->world->post[0].minimum_wte = 0.9;
  lay(&it);
  favour(&it, EASTERN, 0);
  favour(&it, WESTERN, 1);
  award(&it);
  assert_true(it.awards.post_kept[WESTERN][0] == 1); /* 0.95 of a post */
  assert_nine(layers(&it, WESTERN)[CD_LAYER_SPECIALISTS], 38000);
}

static void assert_pooled_by(guint provider)
{
  g_auto(Case) it = case_for_pooling();
  lay(&it);
  favour(&it, EASTERN, provider);
  favour(&it, WESTERN, provider);
  award(&it);
  assert_int_equal(it.awards.contract[EASTERN].provider, provider);
  assert_int_equal(it.awards.contract[WESTERN].provider, provider);
  assert_true(it.awards.same[1] == 1 && it.awards.same[2] == 1);
  /* 13,150 + 9,300 apart, 15,450 pooled: 0.75 x 7,000 saved, 17,200 left, divided as before. */
  assert_nine(layers(&it, EASTERN)[CD_LAYER_MANAGEMENT], 17200 * 13150.0 / 22450);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_MANAGEMENT], 17200 * 9300.0 / 22450);
  /* 332.5 clients for a nurse: 3.325 posts, of which the west has 0.95. */
  assert_nine(layers(&it, EASTERN)[CD_LAYER_SPECIALISTS], 95000);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_SPECIALISTS], 38000);
  assert_nine(it.awards.contract[WESTERN].specialist_wte, 0.95); /* teams are not specialists */
  assert_nine(layers(&it, WESTERN)[CD_LAYER_OVERHEAD], 11230 + 0.1 * (17200 * 9300.0 / 22450 - 9300 + 38000));
  /* East: a tenth of 287,500 + 13,150 + 95,000, of which only management falls. */
  assert_nine(layers(&it, EASTERN)[CD_LAYER_OVERHEAD], 39565 + 0.1 * (17200 * 13150.0 / 22450 - 13150));
  assert_nine(layers(&it, EASTERN)[CD_LAYER_COMPLEXITY], 1000 * 307.5 / 422.5);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_COMPLEXITY], 1000 * 115 / 422.5);
  assert_true(it.awards.post_kept[WESTERN][0] == 1);
  assert_true(it.awards.post_kept[EASTERN][1] == 1 && it.awards.post_kept[WESTERN][1] == 1); /* 7 together */
}

static void one_provider_pools_management_and_posts_and_juggles_specifications(void **state)
{
  (void)state;
  assert_pooled_by(0);
  assert_pooled_by(1);
}

/* The provider's margin grows by what it does not pass on, and councils pay for it. */
static void what_one_provider_saves_is_passed_on_in_part(void **state)
{
  (void)state;
  g_auto(Case) all = case_for_pooling(), part = case_for_pooling();
  Case *it[] = {&all, &part};
  part.small->world->market->passed_on = 0.4;
  for (guint i = 0; i < 2; i++) {
    lay(it[i]);
    favour(it[i], EASTERN, 1);
    favour(it[i], WESTERN, 1);
    award(it[i]);
  }
  double saved = 1.1 * (13150 - 17200 * 13150.0 / 22450);
  assert_nine(layers(&part, EASTERN)[CD_LAYER_MARGIN] - layers(&all, EASTERN)[CD_LAYER_MARGIN], 0.6 * saved);
  assert_nine(part.awards.contract[EASTERN].value - all.awards.contract[EASTERN].value, 0.6 * saved);
  assert_nine(layers(&part, WESTERN)[CD_LAYER_MARGIN], layers(&all, WESTERN)[CD_LAYER_MARGIN]); /* its post costs more */
}

static void one_specification_for_both_is_no_complexity(void **state)
{
  (void)state;
  g_auto(Case) it = case_for_pooling();
  lay(&it);
  favour(&it, EASTERN, 1);
  favour(&it, WESTERN, 1);
  it.footprint.at[WESTERN].specification = it.footprint.at[EASTERN].specification;
  award(&it);
  assert_nine(layers(&it, EASTERN)[CD_LAYER_COMPLEXITY], 0);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_MANAGEMENT], 17200 * 9300.0 / 22450);
}

static void pooled_posts_too_rest_on_co_commissioners_money(void **state)
{
  (void)state;
  g_auto(Case) it = case_for_pooling();
  lay(&it);
  favour(&it, EASTERN, 1);
  favour(&it, WESTERN, 1);
  it.small->world->post[1].funder_share = 0.5;
  it.funding.post_funding = 0.5;
  award(&it);
  assert_true(it.awards.post_kept[EASTERN][1] == 0); /* 7 x 0.75 */
  assert_true(it.awards.post_kept[EASTERN][0] == 1);
}

static void of_three_contracts_two_may_be_held_by_one(void **state)
{
  (void)state;
  static const char *const two[] = {"", "", NULL};
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COST, NULL,
               "management-fixed=7000 management-per-client=20 same-provider-retention=1 complexity=1000");
  cd_small_add(s, CD_ENTITY_POST, NULL, "nurse", "cohorts=opiate salary=40000 clients-per-wte=100 minimum-wte=0.5");
  Case made = case_of(s, "apart", two);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "three", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "three", "a",
               "areas=east components=treatment+justice+youth+beds specification=one");
  cd_small_add(s, CD_ENTITY_CONTRACT, "three", "b", "areas=west components=treatment+justice+youth+beds");
  cd_small_add(s, CD_ENTITY_CONTRACT, "three", "c", "areas=hill components=treatment+justice+youth+beds");
  cd_world_free(made.small->world);
  made.small->world = cd_world_new(s);
  cd_world_central(made.small->world);
  g_auto(Case) it = made;
  it.structure = 2;
  lay(&it);
  favour(&it, 0, 1);
  favour(&it, 1, 0);
  favour(&it, 2, 1);
  award(&it);
  assert_nine(layers(&it, 1)[CD_LAYER_MANAGEMENT], 9300);
  assert_nine(layers(&it, 1)[CD_LAYER_COMPLEXITY], 0);
  /* 7,000 + 20 x 250 and 7,000 + 20 x 57.5; pooled 7,000 + 20 x 307.5 */
  assert_nine(layers(&it, 0)[CD_LAYER_MANAGEMENT] + layers(&it, 2)[CD_LAYER_MANAGEMENT], 13150);
  assert_nine(layers(&it, 2)[CD_LAYER_COMPLEXITY], 1000 * 57.5 / 307.5);
  /* 150 + 37.5 opiate clients together, 75 alone. */
  assert_nine(it.awards.contract[0].specialist_wte + it.awards.contract[2].specialist_wte, 1.875);
  assert_nine(it.awards.contract[1].specialist_wte, 0.75);
  assert_true(it.awards.post_kept[1][0] == 1);
  favour(&it, 1, 1);
  award(&it); /* all three: two specifications more than one */
  assert_nine(layers(&it, 0)[CD_LAYER_COMPLEXITY], 2000 * 250 / 422.5);
  assert_nine(layers(&it, 1)[CD_LAYER_COMPLEXITY], 2000 * 115 / 422.5);
}

/* What partners of a joint contract set for themselves is paid whoever holds it; a second specification comes on top. 750 = 0.3 x 2,500,
 * for 365^2 / (250^2 + 115^2) - 1 partners more. */
static void a_second_specification_comes_on_top_of_local_parts_of_the_first(void **state)
{
  (void)state;
  static const char *const two[] = {"", "", NULL};
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COST, NULL, "complexity=2500");
  Case made = case_of(s, "apart", two);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "valley", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "valley", "a", "areas=east+west components=treatment+justice+youth+beds");
  cd_small_add(s, CD_ENTITY_CONTRACT, "valley", "b", "areas=hill components=treatment+justice+youth+beds");
  cd_world_free(made.small->world);
  made.small->world = cd_world_new(s);
  cd_world_central(made.small->world);
  g_auto(Case) it = made;
  it.structure = 2;
  double local = 750 * (365.0 * 365 / (250 * 250 + 115 * 115) - 1);
  for (guint together = 0; together < 2; together++) {
    lay(&it);
    favour(&it, 0, 1);
    favour(&it, 1, together);
    award(&it);
    assert_nine(layers(&it, 0)[CD_LAYER_COMPLEXITY], local + together * 2500 * 365 / 422.5);
    assert_nine(layers(&it, 1)[CD_LAYER_COMPLEXITY], together * 2500 * 57.5 / 422.5);
  }
}

/* --- The service that stands ------------------------------------------------------------------------------------------ */

static void extending_the_old_contract_costs_a_premium_for_its_months(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart", lone);
  it.small->world->calendar->extension_premium = 0.03;
  lay(&it);
  award(&it);
  double before = it.awards.contract[WESTERN].value;
  cd_awards_extend(&it.awards, &it.footprint, it.small->world, 4);
  assert_nine(layers(&it, EASTERN)[CD_LAYER_EXTENSION], 707.5);
  assert_nine(layers(&it, WESTERN)[CD_LAYER_EXTENSION], 259); /* 0.03 x 129,500 x 4 / 12 / 5 */
  assert_nine(it.awards.contract[WESTERN].value, before + 259);
}

static void who_cannot_leave_bears_failure_longer(void **state)
{
  (void)state;
  CdMarket market = {.failure_locked = 24};
  CdContract shared = {.bought_by = CD_BUYER_LEAD}, each = {.bought_by = CD_BUYER_EACH};
  CdFootprintContract it = {.contract = &shared, .terms = {.notice_months = 9, .exit_right = true}, .n_parties = 2};
  assert_nine(cd_failure_months(&it, &market), 9);
  it.terms.exit_right = false;
  assert_nine(cd_failure_months(&it, &market), 24);
  it.contract = &each;
  assert_nine(cd_failure_months(&it, &market), 9); /* each ends its own contract */
  it.contract = &shared;
  it.n_parties = 1;
  assert_nine(cd_failure_months(&it, &market), 9); /* alone it needs no right */
  it.terms.notice_months = 30;
  assert_nine(cd_failure_months(&it, &market), 24); /* by then it is put right */
}

static void the_service_is_what_was_awarded(void **state)
{
  (void)state;
  static const char *const east[] = {"incumbent-in=east quality=0.8", NULL};
  g_auto(Case) it = case_new("joint", east);
  CdWorld *world = it.small->world;
  world->market->failure_rate = 0.24;
  world->market->quality_cost = 20;
  world->delivery->drop_change = 0.11;
  world->delivery->drop_incumbent = 0.03;
  world->delivery->fit = 0.05;
  world->terms->exit_right = CD_NO;
  lay(&it);
  it.luck.failure[0] = 0.5;
  it.funding.extra_doors = 0.7;
  award(&it);
  CdCalendarResult calendar = {.delay = 3, .extension = 2, .gap = 1};
  CdService service;
  cd_service_make(&service, &it.footprint, &it.awards, &it.funding, &calendar, world, &it.luck, it.small->arena);
  assert_ptr_equal(service.footprint, &it.footprint);
  assert_nine(service.at[0].quality, it.awards.contract[0].award.quality);
  assert_nine(service.at[0].change, 172.5 / 422.5);
  assert_nine(service.at[0].failure_from, 34.6573590280); /* ln 2 / 0.02 a month */
  assert_nine(service.at[0].failure_months, 24);
  assert_nine(service.at[0].failing, 0);
  assert_nine(service.extra_doors, 0.7);
  assert_nine(service.drop_change, 0.11);
  assert_nine(service.drop_incumbent, 0.03);
  assert_nine(service.fit, 0.05);
  assert_int_equal(service.calendar.delay, 3);
  assert_ptr_equal(service.same, it.awards.same);
  assert_ptr_equal(service.unmet, it.funding.unmet);
  assert_ptr_equal(service.at[0].post_kept, it.awards.post_kept[0]);
}

static void without_a_rate_nobody_fails(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart", lone);
  lay(&it);
  it.luck.failure[0] = 0.999;
  award(&it);
  CdCalendarResult calendar = {0};
  CdService service;
  cd_service_make(&service, &it.footprint, &it.awards, &it.funding, &calendar, it.small->world, &it.luck,
                  it.small->arena);
  assert_true(isinf(service.at[0].failure_from));
}

static void nobody_known_does_not_fail(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart", lone);
  it.small->world->market->failure_rate = 0.5;
  lay(&it);
  award(&it);
  it.awards.contract[WESTERN].provider = -1;
  CdCalendarResult calendar = {0};
  CdService service;
  it.luck.failure[0] = 0.5;
  cd_service_make(&service, &it.footprint, &it.awards, &it.funding, &calendar, it.small->world, &it.luck,
                  it.small->arena);
  assert_true(isinf(service.at[WESTERN].failure_from));
  assert_true(isfinite(service.at[EASTERN].failure_from));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cost_is_the_provider_s_draw_and_the_mean_of_its_draws_for_what_is_bought),
      cmocka_unit_test(an_incumbent_s_cost_varies_less_by_the_clients_it_serves),
      cmocka_unit_test(a_draw_is_the_same_in_every_structure_and_keyed_by_who_it_is),
      cmocka_unit_test(ties_are_broken_by_hashed_id),
      cmocka_unit_test(the_tender_is_of_the_contract_as_it_stands),
      cmocka_unit_test(the_premium_is_for_the_pricing_method_and_for_years_beyond_five),
      cmocka_unit_test(bidders_keep_to_their_limits),
      cmocka_unit_test(home_areas_must_hold_all_areas_of_a_contract),
      cmocka_unit_test(layers_of_a_price_add_up_to_it),
      cmocka_unit_test(staff_transfer_goes_by_the_clients_whose_provider_changes),
      cmocka_unit_test(transfer_within_an_old_footprint_divides_nobody),
      cmocka_unit_test(staff_of_a_contract_that_is_parted_by_area_are_divided),
      cmocka_unit_test(the_order_of_areas_divides_nobody),
      cmocka_unit_test(a_cut_by_component_divides_nobody),
      cmocka_unit_test(only_components_of_the_parted_contract_are_divided),
      cmocka_unit_test(only_the_share_of_the_parted_contract_is_divided),
      cmocka_unit_test(a_cut_by_share_divides_all),
      cmocka_unit_test(commissioners_pay_for_officers_and_a_tender),
      cmocka_unit_test(where_nobody_bids_the_incumbent_with_most_clients_stays_at_a_premium),
      cmocka_unit_test(of_incumbents_alike_the_first_by_hash_stays),
      cmocka_unit_test(where_nothing_is_bought_nobody_is_asked),
      cmocka_unit_test(an_extension_instead_needs_no_second_tender),
      cmocka_unit_test(where_nobody_bids_and_nobody_serves_the_provider_is_unknown),
      cmocka_unit_test(two_providers_pool_nothing),
      cmocka_unit_test(a_part_time_post_is_kept_too),
      cmocka_unit_test(one_provider_pools_management_and_posts_and_juggles_specifications),
      cmocka_unit_test(what_one_provider_saves_is_passed_on_in_part),
      cmocka_unit_test(one_specification_for_both_is_no_complexity),
      cmocka_unit_test(pooled_posts_too_rest_on_co_commissioners_money),
      cmocka_unit_test(of_three_contracts_two_may_be_held_by_one),
      cmocka_unit_test(a_second_specification_comes_on_top_of_local_parts_of_the_first),
      cmocka_unit_test(extending_the_old_contract_costs_a_premium_for_its_months),
      cmocka_unit_test(who_cannot_leave_bears_failure_longer),
      cmocka_unit_test(the_service_is_what_was_awarded),
      cmocka_unit_test(without_a_rate_nobody_fails),
      cmocka_unit_test(nobody_known_does_not_fail),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
