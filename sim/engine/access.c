#include "sim/engine/access.h"

#include <math.h>

static double travel_to(const CdWorld *world, guint locality, guint hub)
{
  for (guint t = 0; t < world->n_travel; t++)
    if (world->travel[t].head.parent == (int)locality && world->travel[t].hub == (int)hub)
      return world->travel[t].minutes;
  return INFINITY;
}

static bool serves(const CdFootprintContract *it, int area)
{
  return it->area_clients[area] > 0;
}

static CdHubUse nearest_use(const CdFootprint *footprint, const CdWorld *world, guint locality)
{
  CdHubUse use = {-1, 1, INFINITY};
  for (guint c = 0; c < footprint->n_contracts; c++) {
    CdRefs hubs = footprint->at[c].contract->hubs;
    for (guint h = 0; serves(&footprint->at[c], world->locality[locality].area) && h < hubs.n; h++) {
      int hub = (int)hubs.at[h];
      double minutes = travel_to(world, locality, hubs.at[h]);
      bool tied = use.hub >= 0 && minutes == use.minutes;
      if (minutes < use.minutes || (tied && world->hub[hub].head.key < world->hub[use.hub].head.key))
        use = (CdHubUse){hub, 1, minutes};
    }
  }
  return use;
}

/* Whether AREA's clients may go to HUB, which stands in another area. */
static bool is_let_in(const CdFootprint *footprint, int area, int hub)
{
  if (footprint->hub_sharers[hub] == 0)
    return false;
  bool own = false;
  for (guint c = 0; c < footprint->n_contracts; c++)
    own = own || (serves(&footprint->at[c], area) && cd_refs_has(footprint->at[c].contract->hubs, (guint)hub));
  return own || footprint->border_policy != CD_BORDER_RESIDENTS;
}

void cd_access_uses(const CdFootprint *footprint, const CdWorld *world, guint locality, CdHubUse use[CD_HUB_USES])
{
  const CdLocality *it = &world->locality[locality];
  use[0] = nearest_use(footprint, world, locality);
  use[1] = (CdHubUse){-1, 0, INFINITY};
  if (it->best_hub < 0 || !is_let_in(footprint, it->area, it->best_hub))
    return;
  use[0].share = 1 - it->best_across;
  use[1] = (CdHubUse){it->best_hub, it->best_across, travel_to(world, locality, (guint)it->best_hub)};
}

void cd_access_make(const CdFootprint *footprint, const CdWorld *world, double *minutes, double *attendance)
{
  for (guint a = 0; a < world->n_area; a++) {
    double sum = 0, known = 0, across = 0;
    for (guint l = 0; l < world->n_locality; l++) {
      if (world->locality[l].area != (int)a)
        continue;
      CdHubUse use[CD_HUB_USES];
      cd_access_uses(footprint, world, l, use);
      for (guint u = 0; u < CD_HUB_USES; u++) {
        double part = world->locality[l].client_share * use[u].share;
        if (use[u].hub >= 0 && world->hub[use[u].hub].area != (int)a)
          across += part;
        if (isfinite(use[u].minutes)) {
          sum += part * use[u].minutes;
          known += part;
        }
      }
    }
    minutes[a] = known > 0 ? sum / known : NAN;
    attendance[a] = fmin(across, 1); /* shares add up to one but for rounding */
  }
}
