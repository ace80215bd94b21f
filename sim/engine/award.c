#include "sim/engine/award.h"

#include <math.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"
#include "sim/engine/typical-offer.h"

void cd_market_luck_draw(CdMarketLuck *luck, const CdWorld *world, guint64 seed, guint32 run, CdArena *arena)
{
  guint n = world->n_provider, pairs = world->n_area * world->n_component;
  luck->provider = cd_arena_array(arena, double, n);
  luck->pair = cd_arena_array(arena, double, n *pairs);
  luck->failure = cd_arena_array(arena, double, n);
  luck->order = cd_arena_array(arena, guint, n);
  for (guint p = 0; p < n; p++) {
    guint64 key = world->provider[p].head.key;
    luck->provider[p] = cd_stream_normal(cd_stream(seed, run, CD_PURPOSE_PROVIDER, key), 0, 0);
    luck->failure[p] = cd_stream_uniform(cd_stream(seed, run, CD_PURPOSE_FAILURE, key), 0, 0);
    for (guint a = 0; a < world->n_area; a++)
      for (guint k = 0; k < world->n_component; k++) {
        guint64 pair = cd_hash_pair(cd_hash_pair(key, world->area[a].head.key), world->component[k].head.key);
        luck->pair[p * pairs + a * world->n_component + k] =
            cd_stream_normal(cd_stream(seed, run, CD_PURPOSE_LOT, pair), 0, 0);
      }
  }
  cd_tie_order(world->scenario, luck->order);
}

/* Share of the contract's clients whom PROVIDER serves already. */
static double incumbent_share(const CdFootprintContract *it, const CdWorld *world, guint provider)
{
  double clients = 0;
  for (guint a = 0; a < world->n_area; a++)
    if (cd_refs_has(world->provider[provider].incumbent, a))
      clients += it->area_clients[a];
  return it->clients > 0 ? clients / it->clients : 0;
}

static bool works_there(const CdProvider *provider, CdRefs areas)
{
  for (guint i = 0; provider->home.n > 0 && i < areas.n; i++)
    if (!cd_refs_has(provider->home, areas.at[i]))
      return false;
  return true;
}

/* ln theta: the provider's own draw and the value-weighted mean of its draws for each (area, component). */
static double log_theta(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck, guint provider)
{
  const CdMarket *market = world->market;
  guint pairs = world->n_area * world->n_component;
  double value = 0, mean = 0;
  for (guint i = 0; i < pairs; i++) {
    value += it->pair_value[i];
    mean += it->pair_value[i] * luck->pair[provider * pairs + i];
  }
  if (value > 0)
    mean /= value;
  double z = sqrt(market->shared_spread) * luck->provider[provider] + sqrt(1 - market->shared_spread) * mean;
  double knows = 1 - incumbent_share(it, world, provider) * (1 - market->incumbent_spread);
  return market->cost_spread * knows * z;
}

static double lot_spread(const CdFootprintContract *it, const CdWorld *world)
{
  const CdMarket *market = world->market;
  double value = 0, squares = 0;
  for (guint i = 0; i < world->n_area * world->n_component; i++) {
    value += it->pair_value[i];
    squares += it->pair_value[i] * it->pair_value[i];
  }
  double own = value > 0 ? squares / (value * value) : 1;
  return market->cost_spread * sqrt(market->shared_spread + (1 - market->shared_spread) * own);
}

static void tender_contract(CdContractResult *result, const CdFootprintContract *it, const CdWorld *world,
                            const CdMarketLuck *luck, CdArena *arena)
{
  guint n = world->n_provider;
  result->bid = cd_arena_array(arena, CdBidKept, n);
  gsize mark = cd_arena_mark(arena);
  const CdMarket *market = world->market;
  CdLot lot = {.reference_cost = it->reference,
               .envelope = market->envelope,
               .quality_weight = it->terms.quality_weight,
               .price_band = market->price_band,
               .quality_cost = market->quality_cost,
               .risk_premium = cd_risk_premium(world, &it->terms),
               .length_years = it->terms.length,
               .rural_share = it->rural_share,
               .clients = it->clients,
               .spread = lot_spread(it, world),
               .scoring = (CdScoring)it->terms.scoring,
               .minimum_quality = it->terms.minimum_quality,
               .willingness = it->terms.willingness};
  CdBidder *bidder = cd_arena_array(arena, CdBidder, n);
  CdBid *bid = cd_arena_array(arena, CdBid, n);
  for (guint i = 0; i < n; i++) {
    const CdProvider *provider = &world->provider[luck->order[i]];
    bidder[i] = (CdBidder){.efficiency = provider->efficiency,
                           .log_theta = log_theta(it, world, luck, luck->order[i]),
                           .quality = provider->quality,
                           .risk_aversion = provider->risk_aversion,
                           .bid_cost = provider->bid_cost,
                           .minimum_value = provider->minimum_value,
                           .minimum_length = provider->minimum_length,
                           .rural_limit = provider->rural_limit,
                           .capacity = provider->capacity,
                           .reaches = works_there(provider, it->contract->areas)};
  }
  cd_tender_run(&lot, bidder, n, bid, &result->award);
  if (result->award.winner >= 0)
    result->award.winner = (int)luck->order[result->award.winner];
  result->tender =
      (CdTenderKept){lot.reference_cost, lot.price_band, lot.quality_weight, lot.minimum_quality, lot.willingness};
  for (guint i = 0; i < n; i++)
    result->bid[luck->order[i]] = (CdBidKept){bid[i].reason, bid[i].quality, bid[i].price};
  cd_arena_rewind(arena, mark);
}

static int most_present(const CdFootprintContract *it, const CdWorld *world)
{
  double most = 0;
  int provider = -1;
  for (guint p = 0; p < world->n_provider; p++) {
    double share = incumbent_share(it, world, p);
    if (share > most ||
        (share == most && provider >= 0 && world->provider[p].head.key < world->provider[provider].head.key)) {
      most = share;
      provider = (int)p;
    }
  }
  return provider;
}

/* Nobody bid: whoever serves most of the clients now is kept, at a premium. */
static void apply_remedy(CdContractResult *result, const CdFootprintContract *it, const CdWorld *world)
{
  result->no_bid = true;
  result->provider = most_present(it, world);
  result->award.price = it->reference * (1 + world->market->no_bid_premium);
  result->award.quality =
      result->provider >= 0 ? world->provider[result->provider].quality : world->market->reference_quality;
  result->award.margin = result->award.price - it->reference;
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
  guint tenders = result->no_bid && it->contract->remedy == CD_REMEDY_RETENDER ? 2 : 1;
  result->layer[CD_LAYER_PROCUREMENT] = tenders * cost->procurement / it->terms.length;
  result->layer[CD_LAYER_OFFICERS] = cd_officer_wte(cost, 1, it->parties - 1) * cost->officer_cost;
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
  double kept = result->provider >= 0 ? incumbent_share(it, world, (guint)result->provider) : 0;
  result->change = 1 - kept;
  double factor = 1 + (world->cost->transfer_split - 1) * divided_share(it, baseline, world);
  result->layer[CD_LAYER_TRANSFER] = result->change * world->cost->transfer * factor * it->reference / it->terms.length;
}

/* What one provider saves or spends by holding several contracts: management shared, posts pooled, specifications told apart.
 * A contract without a known provider stands alone. */
static void pool_provider(CdAwards *awards, const CdFootprint *footprint, const CdFunding *funding,
                          const CdWorld *world, guint lead)
{
  guint n = footprint->n_contracts;
  double separate = 0, clients = 0, held = 0;
  guint specifications = 0;
  for (guint c = 0; c < n; c++) {
    if (awards->same[lead * n + c] <= 0)
      continue;
    const CdFootprintContract *it = &footprint->at[c];
    separate += it->layer[CD_LAYER_MANAGEMENT];
    clients += it->clients;
    held++;
    bool seen = false;
    for (guint d = 0; d < c; d++)
      seen = seen || (awards->same[lead * n + d] > 0 && footprint->at[d].specification == it->specification);
    specifications += !seen;
  }
  double shared = held > 1 ? cd_management_shared(world->cost, separate, clients) : separate;
  for (guint c = 0; c < n; c++) {
    if (awards->same[lead * n + c] <= 0)
      continue;
    const CdFootprintContract *it = &footprint->at[c];
    CdContractResult *result = &awards->contract[c];
    double management = separate > 0 ? shared * it->layer[CD_LAYER_MANAGEMENT] / separate : 0;
    double specialists = 0;
    for (guint s = 0; s < world->n_post; s++) {
      double served = 0;
      for (guint d = 0; d < n; d++)
        if (awards->same[lead * n + d] > 0)
          served += footprint->at[d].post_clients[s];
      double wte = cd_post_wte(&world->post[s], served, funding->post_funding);
      awards->post_kept[c][s] = wte > 0;
      double part = served > 0 ? wte * it->post_clients[s] / served : 0;
      specialists += part * world->post[s].salary;
      if (world->post[s].kind == CD_POST_SPECIALIST)
        result->specialist_wte += part;
    }
    double change = management - result->layer[CD_LAYER_MANAGEMENT] + specialists - result->layer[CD_LAYER_SPECIALISTS];
    result->layer[CD_LAYER_MANAGEMENT] = management;
    result->layer[CD_LAYER_SPECIALISTS] = specialists;
    result->layer[CD_LAYER_OVERHEAD] += world->cost->overhead * change;
    if (specifications > 1 && clients > 0)
      result->layer[CD_LAYER_COMPLEXITY] += world->cost->complexity * (specifications - 1) * it->clients / clients;
  }
}

void cd_awards_make(CdAwards *awards, const CdFootprint *footprint, const CdPlanReference *reference,
                    const CdFunding *funding, const CdWorld *world, const CdMarketLuck *luck, CdArena *arena)
{
  guint n = footprint->n_contracts;
  *awards = (CdAwards){.contract = cd_arena_array(arena, CdContractResult, n),
                       .same = cd_arena_array(arena, double, n *n),
                       .post_kept = cd_arena_array(arena, double *, n)};
  for (guint c = 0; c < n; c++) {
    CdContractResult *result = &awards->contract[c];
    const CdFootprintContract *it = &footprint->at[c];
    awards->post_kept[c] = cd_arena_array(arena, double, world->n_post);
    if (it->clients > 0 && it->reference > 0)
      tender_contract(result, it, world, luck, arena);
    else /* nothing to be bought in this draw: no tender, and so no failed one */
      result->award = (CdAward){
          .winner = most_present(it, world), .price = it->reference, .quality = world->market->reference_quality};
    result->provider = result->award.winner;
    if (result->award.winner < 0 && it->clients > 0) {
      apply_remedy(result, it, world);
      if (it->contract->remedy == CD_REMEDY_RETENDER)
        awards->no_bid_months = world->market->no_bid_months;
    }
    reference_layers(result, it, world);
    transfer_staff(result, it, reference->footprint, world);
  }
  for (guint c = 0; c < n; c++)
    for (guint d = 0; d < n; d++)
      awards->same[c * n + d] =
          c == d || (awards->contract[c].provider >= 0 && awards->contract[c].provider == awards->contract[d].provider);
  for (guint c = 0; c < n; c++) {
    bool lead = true;
    for (guint d = 0; d < c; d++)
      lead = lead && awards->same[c * n + d] <= 0;
    if (lead)
      pool_provider(awards, footprint, funding, world, c);
  }
  for (guint c = 0; c < n; c++)
    awards->contract[c].value = cd_layers_provider(awards->contract[c].layer);
}

void cd_awards_extend(CdAwards *awards, const CdFootprint *footprint, const CdWorld *world, int extension_months)
{
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    CdContractResult *result = &awards->contract[c];
    result->layer[CD_LAYER_EXTENSION] =
        world->calendar->extension_premium * it->reference * extension_months / 12 / it->terms.length;
    result->value = cd_layers_provider(result->layer);
  }
}

double cd_failure_months(const CdTermsDrawn *terms, const CdMarket *market, guint parties)
{
  bool can_leave = parties <= 1 || terms->exit_right;
  return can_leave ? fmin(terms->notice_months, market->failure_locked) : market->failure_locked;
}

void cd_service_make(CdService *service, const CdFootprint *footprint, const CdAwards *awards, const CdFunding *funding,
                     const CdCalendarResult *calendar, const CdWorld *world, const CdMarketLuck *luck, CdArena *arena)
{
  *service = (CdService){.footprint = footprint,
                         .at = cd_arena_array(arena, CdServiceContract, footprint->n_contracts),
                         .same = awards->same,
                         .calendar = *calendar,
                         .doors_cj = footprint->doors_cj + funding->extra_doors,
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
                                         .post_kept = awards->post_kept[c],
                                         .failure_from = from,
                                         .failure_months = cd_failure_months(&it->terms, world->market, it->n_parties)};
  }
}
