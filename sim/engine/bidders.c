#include "sim/engine/bidders.h"

#include <math.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"

double cd_incumbent_share(const CdFootprintContract *it, const CdWorld *world, guint provider)
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
  double knows = 1 - cd_incumbent_share(it, world, provider) * (1 - market->incumbent_spread);
  return market->cost_spread * knows * z;
}

double cd_lot_spread(const CdFootprintContract *it, const CdWorld *world)
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

static double interest(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck, guint provider)
{
  guint64 key = cd_hash_pair(world->provider[provider].head.key, lot_key(it, world));
  return cd_stream_uniform(cd_stream(luck->seed, luck->run, CD_PURPOSE_ENTRY, key), 0, 0);
}

void cd_bidders_make(CdBidder *bidder, const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck,
                     const double *taken)
{
  for (guint i = 0; i < world->n_provider; i++) {
    guint row = luck->order[i];
    const CdProvider *provider = &world->provider[row];
    bidder[i] = (CdBidder){.efficiency = provider->efficiency,
                           .log_theta = log_theta(it, world, luck, row),
                           .quality = provider->quality,
                           .risk_aversion = provider->risk_aversion,
                           .bid_cost = provider->bid_cost,
                           .minimum_value = provider->minimum_value,
                           .minimum_length = provider->minimum_length,
                           .rural_limit = provider->rural_limit,
                           .capacity = provider->capacity,
                           .taken = taken[row],
                           .reaches = works_there(provider, it->contract->areas)};
    if (world->market->entry == CD_ENTRY_COST_LEARNT)
      bidder[i].interest = interest(it, world, luck, row);
  }
}
