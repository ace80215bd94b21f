#include "sim/engine/partners/sharing.h"

#include <math.h>

/* Savings below a pound a year tempt nobody. */
#define TOLERANCE 1.0

/* What a group that is not weighed as a block would pay: the least that any division of it into blocks that are weighed comes to. Smaller groups come first. */
static double least_divided(const CdBlocks *blocks, const double *cost, guint32 group)
{
  double least = INFINITY;
  for (guint32 part = (group - 1) & group; part; part = (part - 1) & group)
    if (blocks->weighed[part])
      least = fmin(least, cost[part] + cost[group & ~part]);
  return least;
}

static void expect_block_costs(CdCostShares *shares, CdRoundtable *table)
{
  guint n = table->partners->n_councils;
  gsize mark = cd_arena_mark(table->arena);
  double *cost = cd_arena_array(table->arena, double, n);
  for (guint32 block = 1; block < 1u << n; block++) {
    if (!table->partners->blocks->weighed[block]) {
      shares->cost[block] = least_divided(table->partners->blocks, shares->cost, block);
      continue;
    }
    const CdBlockStand *stand = &table->stand[block][0];
    CdBeliefs beliefs = cd_stand_model_beliefs(table->partners, table->world, block, 0);
    memset(cost, 0, n * sizeof *cost);
    cd_expect_costs(cost, &table->scene->context, &stand->footprint, &stand->funding, &beliefs, NULL, table->arena);
    for (guint i = 0; i < n; i++)
      shares->cost[block] += block >> i & 1 ? cost[i] : 0;
  }
  cd_arena_rewind(table->arena, mark);
}

typedef struct {
  double population[CD_COUNCILS_MOST], caseload[CD_COUNCILS_MOST], use[CD_COUNCILS_MOST], historic[CD_COUNCILS_MOST];
  bool has_historic;
} Basis;

/* Use: the value of care that is bought for a council's residents. */
static Basis basis_of(const CdRoundtable *table)
{
  const CdWorld *world = table->world;
  const CdFootprint *footprint = &table->stand[cd_mask_all(table->partners->n_councils)][0].footprint;
  Basis basis = {.has_historic = true};
  for (guint i = 0; i < table->partners->n_councils; i++) {
    const CdCouncil *council = &world->council[i];
    basis.historic[i] = council->historic_share;
    basis.has_historic = basis.has_historic && council->historic_share >= 0; /* not where it is NAN */
    for (guint a = 0; a < council->areas.n; a++) {
      guint area = council->areas.at[a];
      basis.population[i] += world->area[area].population;
      for (guint c = 0; c < footprint->n_contracts; c++) {
        basis.caseload[i] += footprint->at[c].area_clients[area];
        for (guint k = 0; k < world->n_component; k++)
          basis.use[i] += footprint->at[c].pair_value[area * world->n_component + k];
      }
    }
  }
  return basis;
}

static void judge_rule(CdCostShares *shares, const CdGame *game, const CdRuleBasis *basis, CdRule rule, CdArena *arena)
{
  CdLeaver leaver[1 << CD_COUNCILS_MOST];
  shares->applies[rule] = cd_rule_allocate(rule, game, basis, arena, shares->share[rule]);
  if (!shares->applies[rule])
    return;
  shares->in_core[rule] = cd_game_in_core(game, shares->share[rule], TOLERANCE);
  if (cd_game_leavers(game, shares->share[rule], TOLERANCE, leaver) > 0) {
    shares->leaver[rule] = leaver[0].set;
    shares->gain[rule] = leaver[0].gain;
  }
}

void cd_cost_shares_make(CdCostShares *shares, CdRoundtable *table)
{
  *shares = (CdCostShares){0};
  expect_block_costs(shares, table);
  Basis of = basis_of(table);
  const CdRuleBasis basis = {.population = of.population,
                             .caseload = of.caseload,
                             .use = of.use,
                             .historic = of.has_historic ? of.historic : NULL};
  const CdGame game = {.n = table->partners->n_councils, .c = shares->cost};
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    judge_rule(shares, &game, &basis, rule, table->arena);
}
