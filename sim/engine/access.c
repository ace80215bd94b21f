#include "sim/engine/access.h"

#include <math.h>

static double travel_to(const CdWorld *world, guint locality, guint hub)
{
  int row = world->travel_row[(gsize)locality * world->n_hub + hub];
  return row >= 0 ? world->travel[row].minutes : INFINITY;
}

static bool serves(const CdFootprintContract *it, int area)
{
  return it->area_clients[area] > 0;
}

/* To the farthest hub of all to which a way is known; INFINITY: to none is. */
static double farthest(const CdWorld *world, guint locality)
{
  double most = -INFINITY;
  for (guint h = 0; h < world->n_hub; h++) {
    double minutes = travel_to(world, locality, h);
    most = isfinite(minutes) ? fmax(most, minutes) : most;
  }
  return isfinite(most) ? most : INFINITY;
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
  if (use.hub < 0)
    use.minutes = farthest(world, locality);
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

/* Share of AREA's care whose contract does not pay for HUB. */
static double guests_of(const CdFootprint *footprint, guint area, int hub)
{
  double guests = 0, all = 0;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    all += it->area_clients[area];
    guests += cd_refs_has(it->contract->hubs, (guint)hub) ? 0 : it->area_clients[area];
  }
  return all > 0 ? guests / all : 0;
}

/* Sums of what is weighted by shares of clients. */
typedef struct {
  double minutes, known, across;
  double felt, felt_known;
} Sums;

/* Nobody has to go to the best hub: where that is farther than the nearest of their own, it is so much better. */
static double felt_minutes(const CdHubUse *use, guint u)
{
  return fmin(use[u].minutes, use[0].minutes);
}

static void add_uses(Sums *sums, const CdHubUse *use, const CdWorld *world, int area, double weight)
{
  for (guint u = 0; u < CD_HUB_USES; u++) {
    double part = weight * use[u].share;
    if (use[u].hub >= 0 && world->hub[use[u].hub].area != area)
      sums->across += part;
    if (isfinite(use[u].minutes)) {
      sums->minutes += part * use[u].minutes;
      sums->known += part;
    }
    double felt = felt_minutes(use, u);
    if (isfinite(felt)) {
      sums->felt += part * felt;
      sums->felt_known += part;
    }
  }
}

static void add_across(CdAccess *access, const CdFootprint *footprint, const CdWorld *world, guint locality,
                       const CdHubUse *use)
{
  guint area = (guint)world->locality[locality].area;
  for (guint u = 0; u < CD_HUB_USES; u++) {
    double part = world->locality[locality].client_share * use[u].share;
    if (use[u].hub < 0 || world->hub[use[u].hub].area == (int)area || part <= 0)
      continue;
    double guests = guests_of(footprint, area, use[u].hub);
    double *to = &access->across[((gsize)area * world->n_area + (guint)world->hub[use[u].hub].area) * 2];
    to[0] += part * (1 - guests);
    to[1] += part * guests;
  }
}

void cd_access_make(CdAccess *access, const CdFootprint *footprint, const CdWorld *world, CdArena *arena)
{
  *access = (CdAccess){.minutes = cd_arena_array(arena, double, world->n_area),
                       .felt = cd_arena_array(arena, double, world->n_area),
                       .attendance = cd_arena_array(arena, double, world->n_area),
                       .across = cd_arena_array(arena, double, 2 * (gsize)world->n_area * world->n_area),
                       .locality_minutes = cd_arena_array(arena, double, world->n_locality),
                       .locality_across = cd_arena_array(arena, double, world->n_locality)};
  for (guint a = 0; a < world->n_area; a++) {
    Sums all = {0};
    for (guint l = 0; l < world->n_locality; l++) {
      if (world->locality[l].area != (int)a)
        continue;
      CdHubUse use[CD_HUB_USES];
      Sums of_locality = {0};
      cd_access_uses(footprint, world, l, use);
      add_uses(&all, use, world, (int)a, world->locality[l].client_share);
      add_uses(&of_locality, use, world, (int)a, 1);
      add_across(access, footprint, world, l, use);
      access->locality_minutes[l] = of_locality.known > 0 ? of_locality.minutes / of_locality.known : NAN;
      access->locality_across[l] = of_locality.across;
    }
    access->minutes[a] = all.known > 0 ? all.minutes / all.known : NAN;
    access->felt[a] = all.felt_known > 0 ? all.felt / all.felt_known : NAN;
    access->attendance[a] = fmin(all.across, 1); /* shares add up to one but for rounding */
  }
}
