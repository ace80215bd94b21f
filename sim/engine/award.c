#include "sim/engine/award.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"
#include "sim/engine/bidders.h"
#include "sim/engine/buyer.h"
#include "sim/engine/envelope.h"
#include "sim/engine/expect.h"
#include "sim/engine/holding.h"
#include "sim/engine/lot.h"
#include "sim/engine/typical-offer.h"

static void draw_costs(CdMarketLuck *luck, const CdWorld *world, guint provider)
{
  guint pairs = world->n_area * world->n_component;
  guint64 key = world->provider[provider].head.key;
  luck->provider[provider] = cd_stream_normal(cd_stream(luck->seed, luck->run, CD_PURPOSE_PROVIDER, key), 0, 0);
  for (guint a = 0; a < world->n_area; a++)
    for (guint k = 0; k < world->n_component; k++) {
      guint64 pair = cd_hash_pair(cd_hash_pair(key, world->area[a].head.key), world->component[k].head.key);
      luck->pair[provider * pairs + a * world->n_component + k] =
          cd_stream_normal(cd_stream(luck->seed, luck->run, CD_PURPOSE_LOT, pair), 0, 0);
    }
}

/* The contract of BASELINE of which PROVIDER serves the most clients; NULL: none. */
static const CdFootprintContract *serves_most_of(const CdFootprint *baseline, const CdWorld *world, guint provider)
{
  const CdFootprintContract *found = NULL;
  double most = 0;
  for (guint c = 0; c < baseline->n_contracts; c++) {
    const CdFootprintContract *it = &baseline->at[c];
    double clients = cd_incumbent_share(it, world, provider) * it->clients;
    if (clients > most) {
      most = clients;
      found = it;
    }
  }
  return found;
}

/* The chance of a standard normal above which PROVIDER would not serve IT: at such a cost neither the highest price accepted repays it, nor what is paid to go on
 * where nobody bids. */
static double too_dear(const CdFootprintContract *it, const CdFootprint *baseline, const CdWorld *world,
                       const CdProvider *provider)
{
  double most = fmax(cd_envelope_now(it, baseline, world), 1 + world->market->no_bid_premium);
  double premium = provider->risk_aversion * cd_risk_premium(world, &it->terms);
  return gsl_cdf_ugaussian_Q(log(most / ((1 + premium) * provider->efficiency)) / cd_lot_spread(it, world));
}

/* The least of as many standard normals as there are bidders, itself among them, who could have bid for what PROVIDER serves now, for however long; known to
 * be one at which it is repaid. With Q the chance of more than x, all of n are more with Q^n. 0: it serves nobody. */
static double draw_won(const CdMarketLuck *luck, const CdFootprint *baseline, const CdWorld *world, guint provider)
{
  const CdFootprintContract *it = serves_most_of(baseline, world, provider);
  if (!it)
    return 0;
  const CdProvider *who = &world->provider[provider];
  CdTermsDrawn terms = it->terms;
  terms.length = INFINITY;
  double n = MAX(1, cd_bidders_who_could(it, &terms, world)), dear = too_dear(it, baseline, world, who);
  double u = cd_stream_uniform(cd_stream(luck->seed, luck->run, CD_PURPOSE_WON, who->head.key), 0, 0);
  double above = pow(1 - u * (1 - pow(dear, n)), 1 / n);
  return gsl_cdf_ugaussian_Qinv(CLAMP(above, DBL_MIN, 1 - DBL_EPSILON));
}

void cd_market_luck_draw(CdMarketLuck *luck, const CdFootprint *baseline, const CdWorld *world, guint64 seed,
                         guint32 run, CdArena *arena)
{
  guint n = world->n_provider, bidders = cd_world_bidders(world);
  *luck = (CdMarketLuck){.provider = cd_arena_array(arena, double, n),
                         .pair = cd_arena_array(arena, double, n * world->n_area * world->n_component),
                         .won = cd_arena_array(arena, double, n),
                         .failure = cd_arena_array(arena, double, bidders),
                         .order = cd_arena_array(arena, guint, bidders),
                         .seed = seed,
                         .run = run};
  for (guint p = 0; p < n; p++) {
    draw_costs(luck, world, p);
    luck->won[p] = draw_won(luck, baseline, world, p);
  }
  for (guint b = 0; b < bidders; b++)
    luck->failure[b] = cd_stream_uniform(cd_stream(seed, run, CD_PURPOSE_FAILURE, cd_world_bidder(world, b)->key), 0, 0);
  cd_tie_order(world->scenario, luck->order);
}

/* Of two who serve as many: the lead of a consortium, which signs for it, before others; then by hashed id. */
static bool goes_before(const CdWorld *world, guint provider, guint other)
{
  bool leads = false, other_leads = false;
  for (guint c = 0; c < world->n_consortium; c++) {
    leads = leads || world->consortium[c].lead == (int)provider;
    other_leads = other_leads || world->consortium[c].lead == (int)other;
  }
  return leads != other_leads ? leads : world->provider[provider].head.key < world->provider[other].head.key;
}

static int most_present(const CdFootprintContract *it, const CdWorld *world)
{
  double most = 0;
  int provider = -1;
  for (guint p = 0; p < world->n_provider; p++) {
    double share = cd_incumbent_share(it, world, p);
    if (share > most || (share == most && provider >= 0 && goes_before(world, p, (guint)provider))) {
      most = share;
      provider = (int)p;
    }
  }
  return provider;
}

/* Where PROVIDER stands in the order in which ties are broken; -1: nowhere. */
static int place_of(const CdMarketLuck *luck, guint n, int provider)
{
  for (guint i = 0; i < n; i++)
    if ((int)luck->order[i] == provider)
      return (int)i;
  return -1;
}

/* The contract as it is let: for its stated length where the route that sets another is not the one taken. */
static const CdFootprintContract *as_let(const CdFootprintContract *it, const CdRouteTaken *taken, const CdWorld *world,
                                         CdArena *arena)
{
  if (it->terms.length == it->stated_length || taken->route == (CdRoute)it->contract->route)
    return it;
  CdFootprintContract *let = cd_arena_array(arena, CdFootprintContract, 1);
  *let = cd_footprint_let(it, world);
  return let;
}

static void hold_tender(CdContractResult *result, CdLot *lot, const CdBidder *bidder, guint n, CdBid *bid,
                        const CdWorld *world)
{
  cd_tender_run(lot, bidder, n, bid, &result->award);
  result->tenders = 1;
  if (result->award.winner >= 0 || result->let->contract->remedy != CD_REMEDY_RAISE)
    return;
  lot->envelope += world->procurement->raised_envelope;
  cd_tender_run(lot, bidder, n, bid, &result->award);
  result->tenders = 2;
  result->no_bid = true;
}

static void keep_bids(CdContractResult *result, const CdLot *lot, const CdBid *bid, guint n, const CdMarketLuck *luck)
{
  result->tender =
      (CdTenderKept){lot->reference_cost, lot->price_band, lot->quality_weight, lot->minimum_quality, lot->willingness};
  for (guint i = 0; i < n; i++)
    result->bid[luck->order[i]] = !bid                          ? (CdBidKept){.reason = CD_BID_NOT_ASKED}
                                  : bid[i].reason == CD_BID_YES ? (CdBidKept){CD_BID_YES, bid[i].quality, bid[i].price}
                                                                : (CdBidKept){.reason = bid[i].reason};
}

/* LAW: of the contract's notice, where the world has <procurement>. TAKEN[provider]: average caseload won already at the same time. */
static void award_contract(CdContractResult *result, const CdFootprintContract *it, const CdPlanReference *reference,
                           const CdWorld *world, const CdMarketLuck *luck, const double *taken, CdLaw law, CdArena *arena)
{
  guint n = cd_world_bidders(world);
  result->bid = cd_arena_array(arena, CdBidKept, n);
  CdBidder *bidder = cd_arena_array(arena, CdBidder, n);
  CdBid *bid = cd_arena_array(arena, CdBid, n);
  bool is_asked = world->n_procurement > 0;
  cd_bidders_make(bidder, it, world, luck, taken);
  result->let = is_asked ? as_let(it, &result->route, world, arena) : it;
  CdLot lot = cd_lot_make(result->let, reference->footprint, world);
  int incumbent = is_asked ? place_of(luck, n, most_present(it, world)) : -1;
  bool is_tendered = !is_asked || !cd_route_award(&result->route, &result->award, result->let, &lot, bidder, n,
                                                  incumbent, law, &reference->today, world);
  if (is_asked && result->let == it) { /* whoever was asked may have refused */
    result->let = as_let(it, &result->route, world, arena);
    lot = result->let == it ? lot : cd_lot_make(result->let, reference->footprint, world);
  }
  result->envelope = lot.envelope * lot.reference_cost;
  if (is_tendered)
    hold_tender(result, &lot, bidder, n, bid, world);
  result->reserve = lot.envelope * lot.reference_cost;
  if (result->award.winner >= 0)
    result->award.winner = (int)luck->order[result->award.winner];
  keep_bids(result, &lot, is_tendered ? bid : NULL, n, luck);
}

/* Nobody bid: whoever serves most of the clients now is kept, at a premium; or the councils deliver themselves. */
static void apply_remedy(CdContractResult *result, const CdFootprintContract *it, const CdWorld *world)
{
  bool in_house = it->contract->remedy == CD_REMEDY_IN_HOUSE;
  double premium = in_house ? world->procurement->in_house_premium : world->market->no_bid_premium;
  result->no_bid = true;
  result->provider = in_house ? -1 : most_present(it, world);
  /* Who would not bid for the highest price accepted is not to be had for less. */
  double least = in_house ? 0 : result->reserve / it->reference;
  result->award.price = it->reference * fmax(1 + premium, least);
  bool is_new = result->provider >= 0 && cd_incumbent_share(it, world, (guint)result->provider) <= 0;
  result->award.quality = is_new ? world->provider[result->provider].quality : world->market->reference_quality;
  result->award.margin = result->award.price - it->reference;
  if (it->contract->remedy == CD_REMEDY_RETENDER)
    result->tenders = 2;
}

/* Months lost where nobody bid at first. */
static double months_lost(const CdContractResult *result, const CdFootprintContract *it, const CdWorld *world)
{
  if (!result->no_bid)
    return 0;
  switch ((CdRemedy)it->contract->remedy) {
  case CD_REMEDY_RETENDER:
  case CD_REMEDY_RAISE:
    return world->market->no_bid_months;
  case CD_REMEDY_IN_HOUSE:
    return world->procurement->in_house_months;
  case CD_REMEDY_EXTEND:
    break;
  }
  return 0;
}

static void reference_layers(CdContractResult *result, const CdFootprintContract *it, const CdWorld *world)
{
  const CdAward *award = &result->award;
  const CdCost *cost = world->cost;
  memcpy(result->layer, it->layer, sizeof it->layer);
  result->layer[CD_LAYER_EFFICIENCY] = award->efficiency;
  result->layer[CD_LAYER_QUALITY] = award->quality_cost;
  result->layer[CD_LAYER_RISK] = award->premium;
  result->layer[CD_LAYER_MARGIN] = award->margin;
  double buying = world->n_procurement > 0 ? cd_route_cost(world, &result->route, result->tenders)
                                           : result->tenders * cost->procurement;
  result->layer[CD_LAYER_PROCUREMENT] = cd_buyers(it) * buying / it->terms.length;
  result->layer[CD_LAYER_LEAD_RISK] = cd_lead_risk(it, world, award->price);
  if (world->n_procurement > 0 && cd_route_goes_on(&result->route))
    result->layer[CD_LAYER_MOBILISATION] = 0;
  result->layer[CD_LAYER_OFFICERS] = cd_contract_officers(it, world) * cost->officer_cost;
}

/* Some of what OLD serves goes elsewhere: an area of its own, or part of a shared one. Components do not count, since each has a team. */
static bool is_divided(const CdContract *old, const CdContract *contract)
{
  bool divided = old->share > contract->share;
  for (guint i = 0; i < old->areas.n; i++)
    divided = divided || !cd_refs_has(contract->areas, old->areas.at[i]);
  return divided;
}

/* Share of those treated for COMPONENT in AREA now whose contract is divided when CONTRACT takes over. */
static double parted_share(const CdFootprint *baseline, const CdContract *contract, guint area, guint component)
{
  double share = 0;
  for (guint c = 0; c < baseline->n_contracts; c++) {
    const CdContract *old = baseline->at[c].contract;
    if (cd_refs_has(old->areas, area) && cd_refs_has(old->components, component) && is_divided(old, contract))
      share += old->share;
  }
  return share;
}

/* Share of the contract's clients whose contract of business as usual is divided, an area's clients counted by the care bought for
 * them. 0 where it takes over whole contracts, one or several. */
static double divided_share(const CdFootprintContract *it, const CdFootprint *baseline, const CdWorld *world)
{
  double divided = 0;
  for (guint a = 0; a < world->n_area; a++) {
    const double *value = &it->pair_value[a * world->n_component];
    double care = 0, parted = 0;
    for (guint k = 0; it->area_clients[a] > 0 && k < world->n_component; k++) {
      care += value[k];
      parted += value[k] > 0 ? value[k] * parted_share(baseline, it->contract, a, k) : 0;
    }
    divided += care > 0 ? it->area_clients[a] * parted / care : 0;
  }
  return it->clients > 0 ? divided / it->clients : 0;
}

static void transfer_staff(CdContractResult *result, const CdFootprintContract *it, const CdFootprint *baseline,
                           const CdWorld *world)
{
  double kept = result->provider >= 0 ? cd_incumbent_share(it, world, (guint)result->provider) : 0;
  if (cd_route_goes_on(&result->route) && cd_route_is_in_force(it->contract, baseline))
    kept = 1; /* with all who hold it, subcontractors too; who is taken over into a wider extension changes provider */
  result->change = 1 - kept;
  double factor = 1 + (world->cost->transfer_split - 1) * divided_share(it, baseline, world);
  result->layer[CD_LAYER_TRANSFER] = result->change * world->cost->transfer * factor * it->reference / it->terms.length;
}

static void find_same(CdAwards *awards, guint n)
{
  for (guint c = 0; c < n; c++)
    for (guint d = 0; d < n; d++)
      awards->same[c * n + d] =
          c == d || (awards->contract[c].provider >= 0 && awards->contract[c].provider == awards->contract[d].provider);
}

static void pool_providers(CdAwards *awards, const CdFootprint *footprint, const CdFunding *funding, const CdWorld *world)
{
  guint n = footprint->n_contracts;
  for (guint c = 0; c < n; c++) {
    bool lead = true;
    for (guint d = 0; d < c; d++)
      lead = lead && awards->same[c * n + d] <= 0;
    if (lead)
      cd_holding_pool(awards, footprint, funding, world, c);
  }
  for (guint c = 0; c < n; c++)
    awards->contract[c].value = cd_layers_provider(awards->contract[c].layer);
}

/* By insertion: a structure has few contracts. */
static void in_falling_value(guint *turn, const CdFootprint *footprint)
{
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    guint t = c;
    for (; t > 0; t--) {
      const CdFootprintContract *before = &footprint->at[turn[t - 1]];
      if (before->reference > it->reference ||
          (before->reference == it->reference && before->contract->head.key < it->contract->head.key))
        break;
      turn[t] = turn[t - 1];
    }
    turn[t] = c;
  }
}

/* The contract that takes longest sets when the service starts. */
static void put_time(CdAwards *awards, CdAwardingTime time, CdArena *arena)
{
  CdAwardingTime *set = cd_arena_array(arena, CdAwardingTime, 1);
  *set = awards->awarding ? cd_route_later(awards->awarding, &time) : time;
  awards->awarding = set;
  awards->no_bid_months = set->lost;
}

void cd_awards_make(CdAwards *awards, const CdFootprint *footprint, const CdPlanReference *reference,
                    const CdFunding *funding, const CdWorld *world, const CdMarketLuck *luck, CdArena *arena)
{
  guint n = footprint->n_contracts;
  *awards = (CdAwards){.contract = cd_arena_array(arena, CdContractResult, n),
                       .same = cd_arena_array(arena, double, n *n),
                       .post_kept = cd_arena_array(arena, double *, n)};
  guint *turn = cd_arena_array(arena, guint, n);
  double *taken = cd_arena_array(arena, double, world->n_provider);
  double notice = world->n_procurement > 0 ? cd_structure_notice(world, footprint, funding, arena) : 0;
  const CdRouteTaken *planned = cd_routes_plan(footprint, reference->footprint, world, notice, arena);
  in_falling_value(turn, footprint);
  for (guint t = 0; t < n; t++) {
    guint c = turn[t];
    CdContractResult *result = &awards->contract[c];
    const CdFootprintContract *it = &footprint->at[c];
    CdLaw law = planned ? cd_route_law(world, it->contract, notice) : CD_LAW_LIGHT_TOUCH;
    result->route = planned ? planned[c] : (CdRouteTaken){0};
    result->tenders = 1;
    result->let = it;
    awards->post_kept[c] = cd_arena_array(arena, double, world->n_post);
    if (it->clients > 0 && it->reference > 0)
      award_contract(result, it, reference, world, luck, taken, law, arena);
    else /* nothing to be bought in this draw: no tender, and so no failed one */
      result->award = (CdAward){
          .winner = most_present(it, world), .price = it->reference, .quality = world->market->reference_quality};
    if (result->reserve > 0 && result->award.winner >= 0)
      cd_bidders_take(taken, it, world, (guint)result->award.winner);
    it = result->let;
    result->provider = result->award.winner;
    if (result->award.winner < 0 && it->clients > 0 && !cd_route_goes_on(&result->route))
      apply_remedy(result, it, world);
    double lost = months_lost(result, it, world);
    awards->no_bid_months = fmax(awards->no_bid_months, lost);
    if (planned)
      put_time(awards, cd_route_time(world, &result->route, lost), arena);
    reference_layers(result, it, world);
    transfer_staff(result, it, reference->footprint, world);
  }
  find_same(awards, n);
  pool_providers(awards, footprint, funding, world);
}

void cd_awards_today(CdAwards *awards, const CdFootprint *footprint, const CdFunding *funding, const CdWorld *world,
                     CdArena *arena)
{
  guint n = footprint->n_contracts;
  *awards = (CdAwards){.contract = cd_arena_array(arena, CdContractResult, n),
                       .same = cd_arena_array(arena, double, n *n),
                       .post_kept = cd_arena_array(arena, double *, n)};
  for (guint c = 0; c < n; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    CdContractResult *result = &awards->contract[c];
    awards->post_kept[c] = cd_arena_array(arena, double, world->n_post);
    result->provider = it->clients > 0 ? most_present(it, world) : -1;
    memcpy(result->layer, it->layer, sizeof it->layer);
    result->layer[CD_LAYER_MOBILISATION] = 0; /* spent */
    result->layer[CD_LAYER_OFFICERS] = cd_contract_officers(it, world) * world->cost->officer_cost;
  }
  find_same(awards, n);
  pool_providers(awards, footprint, funding, world);
  for (guint c = 0; c < n; c++)
    awards->contract[c].layer[CD_LAYER_LEAD_RISK] = cd_lead_risk(&footprint->at[c], world, awards->contract[c].value);
}

void cd_awards_extend(CdAwards *awards, const CdFootprint *footprint, const CdWorld *world, int extension_months)
{
  for (guint c = 0; c < footprint->n_contracts; c++) {
    CdContractResult *result = &awards->contract[c];
    const CdFootprintContract *it = result->let;
    if (cd_route_goes_on(&result->route)) /* its price is that of an extension throughout */
      continue;
    result->layer[CD_LAYER_EXTENSION] =
        world->calendar->extension_premium * it->reference * extension_months / 12 / it->terms.length;
    result->value = cd_layers_provider(result->layer);
  }
}

double cd_failure_months(const CdFootprintContract *contract, const CdMarket *market)
{
  return cd_can_leave(contract) ? fmin(contract->terms.notice_months, market->failure_locked) : market->failure_locked;
}

void cd_service_make(CdService *service, const CdFootprint *footprint, const CdAwards *awards, const CdFunding *funding,
                     const CdCalendarResult *calendar, const CdWorld *world, const CdMarketLuck *luck, CdArena *arena)
{
  *service = (CdService){.footprint = footprint,
                         .at = cd_arena_array(arena, CdServiceContract, footprint->n_contracts),
                         .same = awards->same,
                         .calendar = *calendar,
                         .extra_doors = funding->extra_doors,
                         .unmet = funding->unmet,
                         .drop_change = world->delivery->drop_change,
                         .drop_incumbent = world->delivery->drop_incumbent,
                         .fit = world->delivery->fit};
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdContractResult *result = &awards->contract[c];
    const CdFootprintContract *it = &footprint->at[c];
    double from = INFINITY;
    if (result->provider >= 0 && world->market->failure_rate > 0)
      from = -log(luck->failure[result->provider]) / (world->market->failure_rate / 12);
    service->at[c] = (CdServiceContract){.quality = result->award.quality,
                                         .change = result->change,
                                         .goes_on = cd_route_goes_on(&result->route),
                                         .post_kept = awards->post_kept[c],
                                         .failure_from = from,
                                         .failure_months = cd_failure_months(it, world->market)};
  }
}
