#include "sim/engine/bidders.h"

#include <math.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"
#include "sim/engine/buyer.h"
#include "sim/engine/consortium.h"

/* NULL: a provider by itself. */
static const CdConsortium *consortium_at(const CdWorld *world, guint bidder)
{
  return bidder < world->n_provider ? NULL : &world->consortium[bidder - world->n_provider];
}

static bool serves_now(const CdWorld *world, guint bidder, guint area)
{
  const CdConsortium *consortium = consortium_at(world, bidder);
  if (!consortium)
    return cd_refs_has(world->provider[bidder].incumbent, area);
  bool serves = false;
  for (guint m = 0; m < consortium->members.n; m++)
    serves = serves || cd_refs_has(world->provider[consortium->members.at[m]].incumbent, area);
  return serves;
}

double cd_incumbent_share(const CdFootprintContract *it, const CdWorld *world, guint bidder)
{
  double clients = 0;
  for (guint a = 0; a < world->n_area; a++)
    if (serves_now(world, bidder, a))
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

/* Standard deviation of ln cost for the contract, as a multiple of cost-spread: less than one where it buys several things that cost each its own. */
static double lot_scale(const CdFootprintContract *it, const CdWorld *world)
{
  const CdMarket *market = world->market;
  double value = 0, squares = 0;
  for (guint i = 0; i < world->n_area * world->n_component; i++) {
    value += it->pair_value[i];
    squares += it->pair_value[i] * it->pair_value[i];
  }
  double own = value > 0 ? squares / (value * value) : 1;
  return sqrt(market->shared_spread + (1 - market->shared_spread) * own);
}

/* ln of PROVIDER's cost, Z its draw for this tender in standard normals. Of what it serves already it knows its cost: that is, but for what changes (s of a
 * standard deviation, and sqrt(1 - s s) of what was), the cost with which it won. So with no rivals then or all drawn anew it is one bidder among others. */
static double drawn_cost(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck, guint provider,
                         double z)
{
  const CdMarket *market = world->market;
  double serves = cd_incumbent_share(it, world, provider), s = market->incumbent_spread;
  if (serves > 0)
    z = (1 - serves * (1 - s)) * z + serves * sqrt(1 - s * s) * lot_scale(it, world) * luck->won[provider];
  return market->cost_spread * z;
}

static double own_draw(const CdWorld *world, const CdMarketLuck *luck, guint provider, double of_lot)
{
  double shared = world->market->shared_spread;
  return sqrt(shared) * luck->provider[provider] + sqrt(1 - shared) * of_lot;
}

/* ln theta: the provider's own draw and the value-weighted mean of its draws for each (area, component). */
static double log_theta(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck, guint provider)
{
  guint pairs = world->n_area * world->n_component;
  double value = 0, mean = 0;
  if (!luck)
    return 0;
  for (guint i = 0; i < pairs; i++) {
    value += it->pair_value[i];
    mean += it->pair_value[i] * luck->pair[provider * pairs + i];
  }
  if (value > 0)
    mean /= value;
  return drawn_cost(it, world, luck, provider, own_draw(world, luck, provider, mean));
}

double cd_log_pair_cost(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck, guint provider,
                        guint pair)
{
  double typical = log(world->provider[provider].efficiency);
  if (!luck)
    return typical;
  double z = own_draw(world, luck, provider, luck->pair[provider * world->n_area * world->n_component + pair]);
  return typical + drawn_cost(it, world, luck, provider, z);
}

double cd_lot_spread(const CdFootprintContract *it, const CdWorld *world)
{
  return world->market->cost_spread * lot_scale(it, world);
}

/* Names what a contract buys and not the contract, so that structures that buy the same share it; sums do not go by the order of the file. */
static guint64 lot_key(const CdFootprintContract *it, const CdWorld *world)
{
  guint64 key = 0;
  for (guint i = 0; i < it->contract->areas.n; i++)
    for (guint j = 0; j < it->contract->components.n; j++)
      key += cd_hash_pair(world->area[it->contract->areas.at[i]].head.key,
                          world->component[it->contract->components.at[j]].head.key);
  return key;
}

static double interest(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck, guint bidder)
{
  guint64 key = cd_hash_pair(cd_world_bidder(world, bidder)->key, lot_key(it, world));
  return cd_stream_uniform(cd_stream(luck->seed, luck->run, CD_PURPOSE_ENTRY, key), 0, 0);
}

/* Belongs to a consortium whose members do not bid alone. */
static bool is_bound(const CdWorld *world, guint provider)
{
  for (guint c = 0; c < world->n_consortium; c++)
    if (world->consortium[c].alone_too == CD_NO && cd_refs_has(world->consortium[c].members, provider))
      return true;
  return false;
}

static CdBidder provider_bidder(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck,
                                const double *taken, guint row)
{
  const CdProvider *provider = &world->provider[row];
  return (CdBidder){.efficiency = provider->efficiency,
                    .log_theta = log_theta(it, world, luck, row),
                    .quality = provider->quality,
                    .risk_aversion = provider->risk_aversion,
                    .bid_cost = provider->bid_cost * cd_buyers(it),
                    .minimum_value = provider->minimum_value,
                    .minimum_length = provider->minimum_length,
                    .rural_limit = provider->rural_limit,
                    .capacity = provider->capacity,
                    .taken = taken ? taken[row] : 0,
                    .reaches = works_there(provider, it->contract->areas),
                    .bound = is_bound(world, row)};
}

static CdBidder bidder_at(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck,
                          const double *taken, guint row)
{
  const CdConsortium *consortium = consortium_at(world, row);
  return consortium ? cd_consortium_bidder(consortium, it, world, luck, taken)
                    : provider_bidder(it, world, luck, taken, row);
}

void cd_bidders_make(CdBidder *bidder, const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck,
                     const double *taken)
{
  for (guint i = 0; i < cd_world_bidders(world); i++) {
    guint row = luck->order[i];
    bidder[i] = bidder_at(it, world, luck, taken, row);
    if (world->market->entry == CD_ENTRY_COST_LEARNT)
      bidder[i].interest = interest(it, world, luck, row);
  }
}

guint cd_bidders_who_could(const CdFootprintContract *it, const CdTermsDrawn *terms, const CdWorld *world)
{
  const CdLot lot = {.reference_cost = it->reference,
                     .length_years = terms->length,
                     .rural_share = it->rural_share,
                     .clients = it->clients};
  guint n = 0;
  for (guint row = 0; row < cd_world_bidders(world); row++) {
    CdBidder bidder = bidder_at(it, world, NULL, NULL, row);
    n += cd_tender_is_open_to(&lot, &bidder);
  }
  return n;
}

void cd_bidders_take(double *taken, const CdFootprintContract *it, const CdWorld *world, guint bidder)
{
  const CdConsortium *consortium = consortium_at(world, bidder);
  if (!consortium) {
    taken[bidder] += it->clients;
    return;
  }
  double capacity = 0;
  for (guint m = 0; m < consortium->members.n; m++)
    capacity += world->provider[consortium->members.at[m]].capacity;
  for (guint m = 0; m < consortium->members.n; m++) {
    guint row = consortium->members.at[m];
    taken[row] += it->clients * world->provider[row].capacity / capacity;
  }
}

CdBidder cd_bidder_of(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck, guint row)
{
  return bidder_at(it, world, luck, NULL, row);
}
