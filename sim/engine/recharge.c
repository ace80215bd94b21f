#include "sim/engine/recharge.h"

#include "sim/cost/share.h"
#include "sim/engine/access.h"
#include "sim/engine/payers.h"

/* What guests of one area at one hub owe for it. */
typedef void (*Owing)(gpointer data, guint area, guint hub, double pounds);

static void each_owing(const CdFootprint *footprint, const CdWorld *world, Owing owing, gpointer data)
{
  for (guint l = 0; footprint->border_policy == CD_BORDER_RECHARGED && l < world->n_locality; l++) {
    const CdLocality *locality = &world->locality[l];
    guint area = (guint)locality->area;
    CdHubUse use[CD_HUB_USES];
    cd_access_uses(footprint, world, l, use);
    for (guint u = 0; u < CD_HUB_USES; u++) {
      if (use[u].hub < 0 || use[u].share <= 0 || world->hub[use[u].hub].area == locality->area)
        continue;
      guint hub = (guint)use[u].hub;
      double guests = 0;
      for (guint c = 0; c < footprint->n_contracts; c++)
        if (!cd_refs_has(footprint->at[c].contract->hubs, hub))
          guests += footprint->at[c].area_clients[area] * locality->client_share * use[u].share;
      double rent = world->hub[hub].rent * footprint->hub_size[hub];
      if (guests > 0)
        owing(data, area, hub, rent * guests / footprint->hub_clients[hub]);
    }
  }
}

typedef struct {
  const CdWorld *world;
  double *between;
} Areas;

static void between_areas(gpointer data, guint area, guint hub, double pounds)
{
  const Areas *it = data;
  it->between[(gsize)area * it->world->n_area + (guint)it->world->hub[hub].area] += pounds;
}

void cd_recharge_areas(const CdFootprint *footprint, const CdWorld *world, double *between)
{
  Areas areas = {world, between};
  for (gsize i = 0; i < (gsize)world->n_area * world->n_area; i++)
    between[i] = 0;
  each_owing(footprint, world, between_areas, &areas);
}

typedef struct {
  const CdFootprint *footprint;
  const CdWorld *world;
  double *weight; /* [council] */
  double *owed;   /* [home * n_council + host] */
} Councils;

/* To the parties of the contracts that pay for the hub, in equal parts and by their rules. */
static void between_councils(gpointer data, guint area, guint hub, double pounds)
{
  const Councils *it = data;
  guint n = it->world->n_council, home = cd_area_council(it->world, area);
  for (guint c = 0; c < it->footprint->n_contracts; c++) {
    const CdFootprintContract *contract = &it->footprint->at[c];
    if (!cd_refs_has(contract->contract->hubs, hub))
      continue;
    double sum = 0;
    cd_party_weights(contract, it->world, it->weight);
    for (guint i = 0; i < n; i++)
      sum += it->weight[i];
    for (guint i = 0; i < n; i++)
      if (i != home)
        it->owed[home * n + i] += pounds / it->footprint->hub_sharers[hub] * it->weight[i] / sum;
  }
}

static double *owed_between(const CdFootprint *footprint, const CdWorld *world, CdArena *arena)
{
  guint n = world->n_council;
  Councils councils = {footprint, world, cd_arena_array(arena, double, n), cd_arena_array(arena, double, n *n)};
  each_owing(footprint, world, between_councils, &councils);
  return councils.owed;
}

/* Adds to NET[council] what each owes less what it is owed, between any two to the penny where PENCE, else in pounds. */
static void add_owed(const CdFootprint *footprint, const CdWorld *world, bool pence, double *net, CdArena *arena)
{
  guint n = world->n_council;
  const double *owed = owed_between(footprint, world, arena);
  for (guint home = 0; home < n; home++)
    for (guint host = 0; host < n; host++) {
      double sum = owed[home * n + host];
      if (pence)
        sum = (double)cd_pence(sum);
      net[home] += sum;
      net[host] -= sum;
    }
}

void cd_recharge_councils(const CdFootprint *footprint, const CdWorld *world, double *council, CdArena *arena)
{
  if (footprint->border_policy != CD_BORDER_RECHARGED)
    return;
  gsize mark = cd_arena_mark(arena);
  add_owed(footprint, world, false, council, arena);
  cd_arena_rewind(arena, mark);
}

void cd_recharge_pence(const CdFootprint *footprint, const CdWorld *world, gint64 *council, CdArena *arena)
{
  if (footprint->border_policy != CD_BORDER_RECHARGED)
    return;
  gsize mark = cd_arena_mark(arena);
  double *net = cd_arena_array(arena, double, world->n_council);
  add_owed(footprint, world, true, net, arena);
  for (guint i = 0; i < world->n_council; i++)
    council[i] += (gint64)net[i]; /* whole pence, exact in a double */
  cd_arena_rewind(arena, mark);
}
