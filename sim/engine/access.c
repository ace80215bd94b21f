#include "sim/engine/access.h"

#include <math.h>

static double travel_to(const CdWorld *world, guint locality, guint hub)
{
  for (guint t = 0; t < world->n_travel; t++)
    if (world->travel[t].head.parent == (int)locality && world->travel[t].hub == (int)hub)
      return world->travel[t].minutes;
  return INFINITY;
}

/* Nearest open hub of the contracts that serve the area; INFINITY when none has a known travel time. */
static double own_minutes(const CdFootprint *footprint, const CdWorld *world, guint locality, guint area)
{
  double nearest = INFINITY;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    if (it->area_clients[area] <= 0)
      continue;
    CdRefs hubs = it->contract->hubs;
    for (guint h = 0; h < hubs.n; h++)
      if (footprint->hub_kept[hubs.at[h]])
        nearest = fmin(nearest, travel_to(world, locality, hubs.at[h]));
  }
  return nearest;
}

void cd_access_make(const CdFootprint *footprint, const CdWorld *world, double *minutes, double *attendance)
{
  bool across = footprint->border_policy != CD_BORDER_RESIDENTS;
  for (guint a = 0; a < world->n_area; a++) {
    double sum = 0, known = 0;
    attendance[a] = 0;
    for (guint l = 0; l < world->n_locality; l++) {
      const CdLocality *locality = &world->locality[l];
      if (locality->area != (int)a)
        continue;
      double own = own_minutes(footprint, world, l, a);
      double best = own, share = 0;
      if (locality->best_hub >= 0 && footprint->hub_kept[locality->best_hub]) {
        /* A hub of one's own contract is open whatever the border policy. */
        bool of_own = false;
        for (guint c = 0; c < footprint->n_contracts; c++)
          of_own = of_own || (footprint->at[c].area_clients[a] > 0 &&
                              cd_refs_has(footprint->at[c].contract->hubs, (guint)locality->best_hub));
        if (across || of_own) {
          share = locality->best_across;
          best = fmin(own, travel_to(world, l, (guint)locality->best_hub));
          if (world->hub[locality->best_hub].area != (int)a)
            attendance[a] += locality->client_share * share;
        }
      }
      double mean = share > 0 && isfinite(best) ? (1 - share) * own + share * best : own;
      if (isfinite(mean)) {
        sum += locality->client_share * mean;
        known += locality->client_share;
      }
    }
    minutes[a] = known > 0 ? sum / known : NAN;
  }
}
