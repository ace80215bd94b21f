/* cover.h - the subadditive cover of a cost game: no set of players costs more than the cheapest way of splitting it up and each part serving itself. */
#pragma once

#include "sim/cost/game.h"

/* What the cover changes. */
typedef struct {
  guint n_lowered; /* sets that cost less split up than their own row says */
  guint n_filled;  /* sets without a cost of their own that now have one, that of their cheapest parts */
  guint worst;     /* of those lowered the set by the most; 0: none */
  double by;       /* ... and by how much */
} CdCover;

/* COST[1 << n] gets min over the partitions of each set of the sum of its parts' costs, sets that are not GIVEN being no part; INFINITY where there is no such partition. Looks
 * at 3^n / 2 pairs: some seconds for twenty players. Savings up to TOLERANCE (money) are none. */
CdCover cd_game_cover(const CdGame *game, const bool *given, double tolerance, double *cost);

/* PART[n] gets the parts that SET's cost in COVER is the sum of, known sets all, the lowest player's first: one, SET itself, where it is not split. How many. COVER is what
 * cd_game_cover() gave, finite at SET. */
guint cd_cover_parts(const CdGame *game, const bool *given, const double *cover, guint set, guint *part);
