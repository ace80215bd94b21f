#include "sim/engine/scale.h"

#include <math.h>
#include "sim/engine/buyer.h"
#include "sim/engine/known-cost.h"
#include "sim/engine/route.h"

/* The unit-cost curve: draws of the inputs at each size, and the step of the local elasticity. */
#define CURVE_DRAWS 48
#define CURVE_STEP 1.05

const double cd_evidence_elasticity[CD_EVIDENCE_COUNT] = {0.82, 0.93, 1};

static const double contract_step[CD_SCALE_SIZES] = {1 / CD_SCALE_STEP, 1, CD_SCALE_STEP};

/* Everybody's numbers times FACTOR, and bed-places with them; how many are then in treatment in a year. */
static double grow(CdWorld *world, double factor)
{
  double people = 0;
  for (guint a = 0; a < world->n_area; a++) {
    world->area[a].adults_in_treatment *= factor;
    world->area[a].young_in_treatment *= factor;
    people += world->area[a].adults_in_treatment + world->area[a].young_in_treatment;
  }
  for (guint i = 0; i < world->n_bed_block; i++)
    world->bed_block[i].places *= factor;
  return people;
}

static void shrink_back(CdWorld *world, double factor)
{
  for (guint a = 0; a < world->n_area; a++) {
    world->area[a].adults_in_treatment /= factor;
    world->area[a].young_in_treatment /= factor;
  }
  for (guint i = 0; i < world->n_bed_block; i++)
    world->bed_block[i].places /= factor;
}

/* A contract before anybody has bid, by the route that it names: what it costs to run, officers, and awarding it; what goes on has nothing to mobilise. */
static double contract_cost(const CdWorld *world, const CdFootprintContract *it)
{
  const CdRouteTaken taken = {.route = (CdRoute)it->contract->route};
  bool goes_on = world->n_procurement > 0 && cd_route_goes_on(&taken);
  double buying = world->n_procurement > 0 ? cd_route_cost(world, &taken, 1) : world->cost->procurement;
  double running = goes_on ? it->reference - it->layer[CD_LAYER_MOBILISATION] : it->reference;
  return running + cd_buyers(it) * buying / it->terms.length +
         cd_contract_officers(it, world) * world->cost->officer_cost;
}

/* --- one draw ---------------------------------------------------------------------------------------- */

static double contract_people(const CdWorld *world, const CdCaseload *caseload, const CdFootprintContract *it)
{
  double people = 0;
  for (guint a = 0; a < world->n_area; a++)
    if (caseload->area_clients[a] > 0)
      people += (world->area[a].adults_in_treatment + world->area[a].young_in_treatment) * it->area_clients[a] /
                caseload->area_clients[a];
  return people;
}

static void note_contract(CdScaleDraw *draw, const CdWorld *world, const CdCaseload *caseload,
                          const CdFootprintContract *it)
{
  guint c = (guint)(it->contract - world->contract);
  draw->contract_clients[c] = it->clients;
  draw->contract_people[c] = contract_people(world, caseload, it);
  for (guint s = 0; s < world->n_post; s++)
    draw->post_clients[c * world->n_post + s] = it->post_clients[s];
}

static void note_hubs(CdScaleDraw *draw, const CdWorld *world, guint structure, const CdFootprint *footprint)
{
  for (guint h = 0; h < world->n_hub; h++) {
    draw->hub_clients[structure * world->n_hub + h] = footprint->hub_clients[h];
    draw->hub_size[structure * world->n_hub + h] = footprint->hub_size[h];
  }
}

/* Every structure with everybody's numbers times a step. */
static void lay_structures(CdScaleDraw *draw, CdWorld *world, guint size, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  bool as_it_is = contract_step[size] == 1;
  CdCaseload caseload;
  cd_caseload_make(&caseload, world, NULL, arena);
  for (guint s = 0; s < world->n_structure; s++) {
    CdFootprint footprint;
    cd_footprint_make(&footprint, world, &caseload, s, CD_TERMS_ARM_COMMON, NULL, arena);
    if (as_it_is)
      note_hubs(draw, world, s, &footprint);
    for (guint i = 0; i < footprint.n_contracts; i++) {
      const CdFootprintContract *it = &footprint.at[i];
      guint c = (guint)(it->contract - world->contract);
      draw->contract_cost[size * world->n_contract + c] = contract_cost(world, it);
      draw->contract_size[size * world->n_contract + c] = it->clients;
      if (as_it_is)
        note_contract(draw, world, &caseload, it);
    }
  }
  cd_arena_rewind(arena, mark);
}

static void note_needs(CdScaleDraw *draw, const CdWorld *world, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  CdCaseload caseload;
  cd_caseload_make(&caseload, world, NULL, arena);
  for (guint a = 0; a < world->n_area; a++) {
    draw->people += world->area[a].adults_in_treatment + world->area[a].young_in_treatment;
    draw->clients += caseload.area_clients[a];
  }
  for (guint s = 0; s < world->n_post; s++) {
    const CdPost *post = &world->post[s];
    double served = 0;
    for (guint cell = 0; cell < caseload.n_cells; cell++)
      served += caseload.clients[cell] * cd_post_part(world, s, cell % caseload.n_cohorts);
    draw->post_needs[s] = post->minimum_wte * post->clients_per_wte;
    draw->post_bare[s] = post->funder_share < 1 ? draw->post_needs[s] / (1 - post->funder_share) : INFINITY;
    draw->post_of_people[s] = draw->people > 0 ? served / draw->people : 0;
  }
  for (guint h = 0; h < world->n_hub; h++)
    draw->hub_needs[h] = world->hub[h].kind == CD_HUB_SPOKE ? 0 : world->hub[h].rent / world->cost->hub_limit;
  cd_arena_rewind(arena, mark);
}

void cd_scale_draw(CdScaleDraw *draw, CdWorld *world, CdArena *arena)
{
  guint contracts = world->n_contract;
  *draw = (CdScaleDraw){
      .post_needs = cd_arena_array(arena, double, world->n_post),
      .post_bare = cd_arena_array(arena, double, world->n_post),
      .post_of_people = cd_arena_array(arena, double, world->n_post),
      .post_clients = cd_arena_array(arena, double, contracts * world->n_post),
      .hub_needs = cd_arena_array(arena, double, world->n_hub),
      .hub_clients = cd_arena_array(arena, double, world->n_structure * world->n_hub),
      .hub_size = cd_arena_array(arena, double, world->n_structure * world->n_hub),
      .contract_clients = cd_arena_array(arena, double, contracts),
      .contract_people = cd_arena_array(arena, double, contracts),
      .contract_cost = cd_arena_array(arena, double, CD_SCALE_SIZES *contracts),
      .contract_size = cd_arena_array(arena, double, CD_SCALE_SIZES *contracts),
  };
  cd_known_cost_apply(world, arena);
  note_needs(draw, world, arena);
  for (guint size = 0; size < CD_SCALE_SIZES; size++) {
    grow(world, contract_step[size]);
    lay_structures(draw, world, size, arena);
    shrink_back(world, contract_step[size]);
  }
}

/* --- several contracts against one ------------------------------------------------------------------- */

double cd_scale_split(const double *share, guint n, double elasticity)
{
  double sum = 0;
  for (guint i = 0; i < n; i++)
    if (share[i] > 0)
      sum += pow(share[i], elasticity);
  return sum;
}

double cd_scale_implied(const double *share, guint n, double cost_ratio)
{
  guint sharing = 0;
  for (guint i = 0; i < n; i++)
    sharing += share[i] > 0 && share[i] < 1;
  double low = 0, high = 3;
  if (sharing < 2 || !(cost_ratio <= cd_scale_split(share, n, low)) || !(cost_ratio >= cd_scale_split(share, n, high)))
    return NAN;
  for (guint step = 0; step < 60; step++) { /* the sum falls as the elasticity rises */
    double middle = (low + high) / 2;
    if (cd_scale_split(share, n, middle) > cost_ratio)
      low = middle;
    else
      high = middle;
  }
  return (low + high) / 2;
}

/* --- the curve --------------------------------------------------------------------------------------- */

/* Yearly cost of the joint structure with everybody's numbers times FACTOR. */
static double cost_of_size(CdWorld *world, double factor, double *people, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  *people = grow(world, factor);
  CdCaseload caseload;
  CdFootprint footprint;
  cd_caseload_make(&caseload, world, NULL, arena);
  cd_footprint_make(&footprint, world, &caseload, (guint)world->concordat->joint, CD_TERMS_ARM_COMMON, NULL, arena);
  double cost = 0;
  for (guint c = 0; c < footprint.n_contracts; c++)
    cost += contract_cost(world, &footprint.at[c]);
  shrink_back(world, factor);
  cd_arena_rewind(arena, mark);
  return cost;
}

void cd_scale_curve(const CdScenario *scenario, guint64 seed, double smallest, double largest, guint n_points,
                    CdCurvePoint *point)
{
  /* Below, at and above each size: means over the same draws of the inputs, since thresholds of posts and hubs are drawn. */
  static const double step[3] = {1 / CURVE_STEP, 1, CURVE_STEP};
  g_autoptr(CdWorld) world = cd_world_new(scenario);
  g_autoptr(CdArena) arena = cd_arena_new();
  g_autofree double *people = g_new0(double, 3 * n_points), *cost = g_new0(double, 3 * n_points);
  for (guint32 draw = 0; draw < CURVE_DRAWS; draw++) {
    cd_arena_rewind(arena, 0);
    cd_world_draw(world, seed, draw);
    cd_known_cost_apply(world, arena);
    double whole = 0;
    cost_of_size(world, 1, &whole, arena);
    for (guint i = 0; i < n_points; i++) {
      double size = smallest * pow(largest / smallest, n_points > 1 ? (double)i / (n_points - 1) : 0);
      for (guint at = 0; at < 3; at++) {
        double seen = 0;
        cost[3 * i + at] += cost_of_size(world, size / whole * step[at], &seen, arena) / CURVE_DRAWS;
        people[3 * i + at] += seen / CURVE_DRAWS;
      }
    }
  }
  for (guint i = 0; i < n_points; i++) {
    const double *c = &cost[3 * i], *p = &people[3 * i];
    point[i] = (CdCurvePoint){p[1], c[1], c[1] / p[1], log(c[2] / c[0]) / log(p[2] / p[0])};
  }
}
