/* shared.h - a table of costs divided by every rule: what `share` tells. */
#pragma once

#include "sim/cost/cover.h"
#include "sim/cost/divided.h"
#include "sim/tables/costs.h"

typedef struct {
  CdCosts *costs;
  CdGame game;       /* what is shared: the table's costs, or their cover */
  const bool *known; /* [1 << n] whether the game has a set's cost */
  guint n_given;     /* sets with a row in the table */
  bool is_covered;
  CdCover cover; /* where it is covered */
  guint n_parts; /* of all together: more than one where splitting up is cheaper */
  guint part[CD_GAME_MAX];
  bool has_benefit; /* the weights have that column */
  double tolerance; /* money; less is nought */
  CdDivided divided;
  CdArena *arena; /* holds what COSTS does not */
} CdShared;

/* COSTS is taken over; WEIGHTS may be NULL, and is not kept. COVER: by the subadditive cover (sim/cost/cover.h) in place of the costs. Never NULL; the caller frees. */
CdShared *cd_shared_new(CdCosts *costs, const CdCostWeights *weights, bool cover);
void cd_shared_free(CdShared *shared);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdShared, cd_shared_free)

/* What SET pays by RULE, which applies; and that less what it would cost alone, NAN where this is not known. */
double cd_shared_pays(const CdShared *shared, CdRule rule, guint set);
double cd_shared_excess(const CdShared *shared, CdRule rule, guint set);

/* [1 << n] which sets a long table tells of: all with a cost, and each player; of more than ten players each alone, all together, and those that CdRuleDivision lists. The caller frees. */
bool *cd_shared_listed(const CdShared *shared);
