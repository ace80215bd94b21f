/* three-councils.h - a block on a grid of length (1..5 years) x quality weight (30, 40, .. 70 %) x pricing (block,
 * cost and volume, by results), 75 texts, with single-peaked and monotone values. What its benchmarks are was
 * computed apart, by brute force. */
#pragma once

#include "sim/negotiation/domain.h"

enum { COUNCILS = 3, COUNCIL_TEXTS = 75 };

typedef struct {
  double weight[3], length[5], quality[5], pricing[3];
} CouncilTastes;

static const CouncilTastes council_tastes[COUNCILS] = {
    {{.1, .2, .7}, {.2, .6, 1, .6, .2}, {0, .25, .5, .75, 1}, {1, .6, 0}},
    {{.3, .5, .2}, {0, .25, .5, .75, 1}, {1, .75, .5, .25, 0}, {0, .5, 1}},
    {{.4, .4, .2}, {.7, 1, .7, .4, .1}, {0, .5, 1, .5, 0}, {.4, 1, .2}},
};
static const double council_reservation[COUNCILS] = {.355, .385, .505};

typedef struct {
  CdGrid grid;
  CdDomain domain; /* of the two others: do not copy */
  double u[COUNCIL_TEXTS * COUNCILS];
} ThreeCouncils;

enum { BLOCK, COST_AND_VOLUME, BY_RESULTS };

/* LENGTH in years, QUALITY in per cent. */
static inline guint council_text(guint length, guint quality, guint pricing)
{
  return ((length - 1) * 5 + (quality - 30) / 10) * 3 + pricing;
}

static inline void three_councils_init(ThreeCouncils *it)
{
  static const guint levels[] = {5, 5, 3}, party[] = {0, 1, 2};
  cd_grid_init(&it->grid, 3, levels);
  for (guint x = 0; x < COUNCIL_TEXTS; x++)
    for (guint j = 0; j < COUNCILS; j++) {
      const CouncilTastes *t = &council_tastes[j];
      it->u[x * COUNCILS + j] = t->weight[0] * t->length[cd_grid_level(&it->grid, x, 0)] +
                                t->weight[1] * t->quality[cd_grid_level(&it->grid, x, 1)] +
                                t->weight[2] * t->pricing[cd_grid_level(&it->grid, x, 2)];
    }
  it->domain = (CdDomain){.grid = &it->grid, .n_parties = COUNCILS, .party = party, .u = it->u};
}
