#include "sim/engine/consortium.h"

#include <math.h>
#include "sim/engine/buyer.h"

static bool works_in(const CdProvider *provider, guint area)
{
  return provider->home.n == 0 || cd_refs_has(provider->home, area);
}

/* Who of the members that work in the area does PAIR; -1: none works there. */
static int doer(const CdConsortium *consortium, const CdFootprintContract *it, const CdWorld *world,
                const CdMarketLuck *luck, guint pair)
{
  guint area = pair / world->n_component, component = pair % world->n_component;
  int best = -1;
  bool best_is_specialist = false;
  double least = INFINITY;
  for (guint m = 0; m < consortium->members.n; m++) {
    guint row = consortium->members.at[m];
    const CdProvider *provider = &world->provider[row];
    bool is_specialist = cd_refs_has(provider->specialisms, component);
    if (!works_in(provider, area) || (best_is_specialist && !is_specialist))
      continue;
    double cost = cd_log_pair_cost(it, world, luck, row, pair);
    /* Without a specialist the lead goes before all others. */
    if (!is_specialist && (int)row == consortium->lead)
      cost = -INFINITY;
    bool wins_tie = best >= 0 && cost == least && provider->head.key < world->provider[best].head.key;
    if ((is_specialist && !best_is_specialist) || cost < least || wins_tie) {
      best = (int)row;
      least = cost;
      best_is_specialist = is_specialist;
    }
  }
  return best;
}

static bool reaches(const CdConsortium *consortium, const CdWorld *world, CdRefs areas)
{
  for (guint i = 0; i < areas.n; i++) {
    bool is_home = false;
    for (guint m = 0; m < consortium->members.n; m++)
      is_home = is_home || works_in(&world->provider[consortium->members.at[m]], areas.at[i]);
    if (!is_home)
      return false;
  }
  return true;
}

/* A lived-experience organisation beside members of another sort. */
static bool has_lived_experience(const CdConsortium *consortium, const CdWorld *world)
{
  guint found = 0;
  for (guint m = 0; m < consortium->members.n; m++)
    found += world->provider[consortium->members.at[m]].kind == CD_PROVIDER_LERO;
  return found > 0 && found < consortium->members.n;
}

/* Adds up cost and quality over what the contract buys. */
static void divide_the_work(CdBidder *bidder, const CdConsortium *consortium, const CdFootprintContract *it,
                            const CdWorld *world, const CdMarketLuck *luck)
{
  double care = 0, typical = 0, drawn = 0, quality = 0;
  for (guint i = 0; i < world->n_area * world->n_component; i++) {
    double value = it->pair_value[i];
    int row = value > 0 ? doer(consortium, it, world, luck, i) : -1;
    if (row < 0)
      continue;
    const CdProvider *provider = &world->provider[row];
    care += value;
    typical += value * log(provider->efficiency);
    drawn += value * cd_log_pair_cost(it, world, luck, (guint)row, i);
    quality += value * provider->quality;
  }
  bidder->efficiency = (1 + consortium->coordination) * (care > 0 ? exp(typical / care) : 1);
  bidder->log_theta = care > 0 ? (drawn - typical) / care : 0;
  bidder->quality = care > 0 ? quality / care : world->provider[consortium->lead].quality;
  if (has_lived_experience(consortium, world))
    bidder->quality += consortium->lived;
  bidder->quality = fmin(1, bidder->quality);
}

CdBidder cd_consortium_bidder(const CdConsortium *consortium, const CdFootprintContract *it, const CdWorld *world,
                              const CdMarketLuck *luck, const double *taken)
{
  const CdProvider *lead = &world->provider[consortium->lead];
  CdBidder bidder = {.risk_aversion = lead->risk_aversion,
                     .bid_cost = lead->bid_cost * cd_buyers(it),
                     .minimum_value = lead->minimum_value,
                     .minimum_length = lead->minimum_length,
                     .reaches = reaches(consortium, world, it->contract->areas)};
  for (guint m = 0; m < consortium->members.n; m++) {
    const CdProvider *member = &world->provider[consortium->members.at[m]];
    bidder.rural_limit = fmax(bidder.rural_limit, member->rural_limit);
    bidder.capacity += member->capacity;
    bidder.taken += taken ? taken[consortium->members.at[m]] : 0;
  }
  divide_the_work(&bidder, consortium, it, world, luck);
  return bidder;
}
