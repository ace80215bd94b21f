#include "sim/engine/beds.h"

#include "sim/delivery/queue.h"

/* Share of COHORT's starters who come to need a place of SERVICE. */
static double need_of(const CdWorld *world, guint service, guint cohort)
{
  for (guint i = 0; i < world->n_bed_need; i++)
    if (world->bed_need[i].head.parent == (int)service && cd_refs_has(world->bed_need[i].cohorts, cohort))
      return world->bed_need[i].share;
  return 0;
}

/* Places that AREA buys for itself. */
static double places_of(const CdWorld *world, guint service, guint area)
{
  for (guint i = 0; i < world->n_bed_block; i++)
    if (world->bed_block[i].head.parent == (int)service && world->bed_block[i].area == (int)area)
      return world->bed_block[i].places;
  return 0;
}

double cd_bed_need(const CdWorld *world, const CdCaseload *caseload, guint service, guint area)
{
  double need = 0;
  for (guint k = 0; k < caseload->n_cohorts; k++)
    need += caseload->starts[cd_cell(caseload, area, k)] * need_of(world, service, k);
  return need;
}

double cd_bed_share(const CdWorld *world, const CdContract *contract, guint service, guint area)
{
  bool buys = cd_refs_has(contract->areas, area) &&
              cd_refs_has(contract->components, (guint)world->bed_service[service].component);
  return buys ? contract->share : 0;
}

double cd_bed_cost(const CdWorld *world, guint area, guint component)
{
  double cost = 0;
  for (guint b = 0; b < world->n_bed_service; b++)
    if (world->bed_service[b].component == (int)component)
      cost += places_of(world, b, area) * world->bed_service[b].week_price * CD_WEEKS_A_YEAR;
  return cost;
}

static CdBedPool pool_of(const CdWorld *world, const CdCaseload *caseload, const CdContract *contract, guint service)
{
  const CdBedService *it = &world->bed_service[service];
  CdBedPool pool = {0};
  for (guint a = 0; a < world->n_area; a++) {
    double share = cd_bed_share(world, contract, service, a);
    if (share <= 0)
      continue;
    pool.places += share * cd_bed_factor(contract) * places_of(world, service, a);
    pool.need += share * cd_bed_need(world, caseload, service, a);
  }
  CdQueue queue = {pool.need / CD_WEEKS_A_YEAR, it->stay, it->patience, pool.places};
  CdQueueBalance balance = cd_queue_balance(&queue);
  pool.give_up = balance.give_up;
  pool.wait = balance.wait;
  pool.use = balance.use;
  return pool;
}

/* Takes off LEFT[cell] what those of SERVICE who give up do not complete. */
static void take_off(double *left, const CdBedPool *pool, const CdFootprint *footprint, const CdWorld *world,
                     const CdCaseload *caseload, guint service)
{
  for (guint cell = 0; cell < caseload->n_cells; cell++) {
    double need = need_of(world, service, cell % caseload->n_cohorts), without = 0;
    for (guint c = 0; need > 0 && c < footprint->n_contracts; c++)
      without += cd_bed_share(world, footprint->at[c].contract, service, cell / caseload->n_cohorts) *
                 pool[c * world->n_bed_service + service].give_up;
    left[cell] *= 1 - world->bed_service[service].effect * need * without;
  }
}

void cd_beds_make(CdBeds *beds, const CdFootprint *footprint, const CdWorld *world, const CdCaseload *caseload,
                  CdArena *arena)
{
  guint n = world->n_bed_service;
  *beds = (CdBeds){0};
  if (n == 0)
    return;
  beds->pool = cd_arena_array(arena, CdBedPool, footprint->n_contracts * n);
  beds->left = cd_arena_array(arena, double, caseload->n_cells);
  for (guint cell = 0; cell < caseload->n_cells; cell++)
    beds->left[cell] = 1;
  for (guint b = 0; b < n; b++) {
    for (guint c = 0; c < footprint->n_contracts; c++)
      beds->pool[c * n + b] = pool_of(world, caseload, footprint->at[c].contract, b);
    take_off(beds->left, beds->pool, footprint, world, caseload, b);
  }
}
