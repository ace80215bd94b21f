#include "sim/tables/shared.h"

#include <math.h>
#include <string.h>

/* Costs that the cover gives in place of the table's. */
static void cover_costs(CdShared *it)
{
  CdGame given = it->game;
  guint sets = cd_game_sets(&given);
  double *cost = cd_arena_array(it->arena, double, sets);
  bool *known = cd_arena_array(it->arena, bool, sets);
  it->cover = cd_game_cover(&given, it->known, it->tolerance, cost);
  it->n_parts = cd_cover_parts(&given, it->known, cost, sets - 1, it->part);
  for (guint set = 1; set < sets; set++) {
    known[set] = isfinite(cost[set]);
    cost[set] = known[set] ? cost[set] : 0;
  }
  it->is_covered = true;
  it->game.c = cost;
  it->known = known;
}

CdShared *cd_shared_new(CdCosts *costs, const CdCostWeights *weights, bool cover)
{
  CdShared *it = g_new0(CdShared, 1);
  it->costs = costs;
  it->game = (CdGame){costs->n, costs->cost};
  it->known = costs->given;
  it->n_given = costs->n_given;
  it->has_benefit = cd_weights_of(weights, "benefit") != NULL;
  it->arena = cd_arena_new();
  it->tolerance = 1e-9 * fmax(1, it->game.c[cd_game_all(&it->game)]);
  if (cover)
    cover_costs(it);
  const CdRuleBasis basis = {.population = cd_weights_of(weights, "population"),
                             .caseload = cd_weights_of(weights, "caseload"),
                             .use = cd_weights_of(weights, "use"),
                             .historic = cd_weights_of(weights, "historic"),
                             .benefit = cd_weights_of(weights, "benefit")};
  cd_divide(&it->divided, &it->game, it->known, &basis, it->tolerance, it->arena);
  return it;
}

void cd_shared_free(CdShared *shared)
{
  if (!shared)
    return;
  cd_costs_free(shared->costs);
  cd_arena_free(shared->arena);
  g_free(shared);
}

double cd_shared_pays(const CdShared *shared, CdRule rule, guint set)
{
  return cd_game_sum(&shared->game, shared->divided.rule[rule].share, set);
}

double cd_shared_excess(const CdShared *shared, CdRule rule, guint set)
{
  return shared->known[set] ? cd_game_excess(&shared->game, shared->divided.rule[rule].share, set) : NAN;
}

bool *cd_shared_listed(const CdShared *shared)
{
  guint sets = cd_game_sets(&shared->game);
  bool all = shared->game.n <= CD_NUCLEOLUS_MAX, *listed = g_new0(bool, sets);
  for (guint set = 1; set < sets; set++)
    listed[set] = (set & (set - 1)) == 0 || set == sets - 1 || (all && shared->known[set]);
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    for (guint l = 0; l < shared->divided.rule[rule].n_listed; l++)
      listed[shared->divided.rule[rule].leaver[l].set] = true;
  return listed;
}
