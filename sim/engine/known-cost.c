#include "sim/engine/known-cost.h"

#include <math.h>
#include "sim/engine/today.h"

/* What providers are paid a year for the contracts in force, by the costs as drawn. */
static double paid_as_drawn(const CdWorld *world, CdArena *arena)
{
  CdCaseload caseload;
  CdFootprint baseline;
  CdPlanReference reference;
  CdToday today;
  cd_caseload_make(&caseload, world, NULL, arena); /* doors move arrivals, and cost goes by caseloads */
  cd_footprint_make(&baseline, world, &caseload, (guint)world->concordat->baseline, CD_TERMS_ARM_TODAY, NULL, arena);
  cd_plan_reference_make(&reference, &baseline, world, &caseload, arena);
  cd_today_make(&today, &reference, world, arena);
  double paid = 0;
  for (guint c = 0; c < baseline.n_contracts; c++)
    paid += cd_today_price(&today, c);
  return paid;
}

/* All that a provider's cost is made of is multiplied alike, and with it the limit on rents, so that the same posts and hubs stand. */
static void multiply(CdWorld *world, double factor)
{
  for (guint k = 0; k < world->n_cohort; k++) {
    world->cohort[k].direct_cost *= factor;
    world->cohort[k].pass_through_cost *= factor;
  }
  for (guint k = 0; k < world->n_component; k++)
    world->component[k].client_cost *= factor;
  for (guint h = 0; h < world->n_hub; h++)
    world->hub[h].rent *= factor;
  for (guint p = 0; p < world->n_post; p++)
    world->post[p].salary *= factor;
  for (guint b = 0; b < world->n_bed_service; b++)
    world->bed_service[b].week_price *= factor;
  world->cost->management_fixed *= factor;
  world->cost->management_variable *= factor;
  world->cost->complexity *= factor;
  world->cost->hub_limit *= factor;
}

void cd_known_cost_apply(CdWorld *world, CdArena *arena)
{
  if (isnan(world->cost->paid_today))
    return;
  gsize mark = cd_arena_mark(arena);
  double paid = paid_as_drawn(world, arena);
  if (paid > 0)
    multiply(world, world->cost->paid_today / paid);
  cd_arena_rewind(arena, mark);
}
