/* tendered.h - one structure of small.h's scenario, tendered with providers and luck of a test's choosing. Include after near.h. */
#pragma once

#include "sim/engine/award.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN };

/* One structure tendered: small.h's contracts apart cost 353,750 (eastern) and 129,500 (western), joint 483,250. */
typedef struct {
  CdSmall *small;
  guint structure;
  CdFootprint baseline, footprint;
  CdPlanReference reference;
  CdFunding funding;
  CdMarketLuck luck; /* nought throughout, in the order of the file */
  CdAwards awards;
} Case;

#define PROVIDER                                                                                                       \
  "kind=nhs-trust efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 rural-limit=1 bid-cost=0 "                 \
  "risk-aversion=1"                                                                                                    \
  " capacity=100000 "

/* PROVIDERS: what each has beside the above. */
static inline Case case_of(CdScenario *s, const char *structure, const char *const *providers)
{
  cd_small_add_structures(s);
  for (guint p = 0; providers[p]; p++) {
    g_autofree char *id = g_strdup_printf("p%u", p), *fields = g_strconcat(PROVIDER, providers[p], NULL);
    cd_small_add(s, CD_ENTITY_PROVIDER, NULL, id, fields);
  }
  Case it = {.small = cd_small_new(s)};
  it.structure = cd_small_row(s, CD_ENTITY_STRUCTURE, NULL, structure);
  return it;
}

static inline Case case_new(const char *structure, const char *const *providers)
{
  return case_of(cd_small_scenario(), structure, providers);
}

static inline void lay(Case *it)
{
  const CdWorld *world = it->small->world;
  CdArena *arena = it->small->arena;
  guint structure = it->structure;
  cd_footprint_make(&it->baseline, world, &it->small->caseload, 0, CD_TERMS_ARM_COMMON, NULL, arena);
  cd_plan_reference_make(&it->reference, &it->baseline, world, &it->small->caseload, arena);
  cd_footprint_make(&it->footprint, world, &it->small->caseload, structure, CD_TERMS_ARM_COMMON, NULL, arena);
  cd_funding_init(&it->funding, world, it->footprint.n_contracts, arena);
  cd_funding_settle(&it->funding, world, &it->footprint);
  it->luck = (CdMarketLuck){.provider = cd_arena_array(arena, double, world->n_provider),
                            .pair = cd_arena_array(arena, double, world->n_provider * world->n_area * world->n_component),
                            .won = cd_arena_array(arena, double, world->n_provider),
                            .failure = cd_arena_array(arena, double, cd_world_bidders(world)),
                            .order = cd_arena_array(arena, guint, cd_world_bidders(world))};
  for (guint p = 0; p < cd_world_bidders(world); p++)
    it->luck.order[p] = p;
}

static inline void award(Case *it)
{
  it->reference.footprint = &it->baseline; /* a case may have been moved since it was laid */
  cd_awards_make(&it->awards, &it->footprint, &it->reference, &it->funding, it->small->world, &it->luck,
                 it->small->arena);
}

static inline void case_clear(Case *it)
{
  cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

static inline double *pair_of(Case *it, guint provider, guint area, guint component)
{
  const CdWorld *world = it->small->world;
  return &it->luck.pair[(provider * world->n_area + area) * world->n_component + component];
}

/* PROVIDER cheap for the areas of a contract, and the others dear. */
static inline void favour(Case *it, guint contract, guint provider)
{
  const CdWorld *world = it->small->world;
  CdRefs areas = it->footprint.at[contract].contract->areas;
  for (guint p = 0; p < world->n_provider; p++)
    for (guint i = 0; i < areas.n; i++)
      for (guint k = 0; k < world->n_component; k++)
        *pair_of(it, p, areas.at[i], k) = p == provider ? -1 : 1;
}

static inline const double *layers(const Case *it, guint contract)
{
  return it->awards.contract[contract].layer;
}
