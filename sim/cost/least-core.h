/* least-core.h - whether a division exists under which no set would rather serve itself, for as many players as a game has.
 *
 *   maximise e  subject to  x(S) + e <= c(S) for every known proper set S,  x(N) = c(N)
 * as cd_nucleolus()'s first stage, whose e it equals; but a set's row is written only once a division has broken it (Kelley 1960, cutting planes): a round solves for the
 * rows so far and adds those that the answer breaks worst, until it breaks none. Some tens of rows come into play of 2^20. */
#pragma once

#include "sim/base/arena.h"
#include "sim/cost/game.h"

typedef struct {
  double e; /* what every set can be let save by staying; below 0: what leaving must cost each before a division tempts nobody */
  bool empty; /* the core: e is below 0 by more than 1e-9 of the largest saving */
} CdLeastCore;

/* GIVEN: [1 << n] whether a set's cost is known; that of all and those alone are. False where the solver fails. Two players at least. Within 1e-9 of the largest saving.
 * A tenth of a second for twenty players. */
bool cd_least_core(CdLeastCore *found, const CdGame *game, const bool *given, CdArena *arena);
