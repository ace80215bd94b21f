/* hedonic.h - a game of who goes with whom, made ready for asking many questions of it.
 *
 * Hedonic: what a party gets depends on its own block and on nobody else's (negotiation-and-games B2). Where a
 * party's worth depends on the others' blocks too, the values must be stated under a convention about them before
 * they come here. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/base/arena.h"
#include "sim/coalition/partition.h"

/* A difference of utility up to here is none: Y is better than X where it is more by more than this, worse where
 * less by more. */
#define CD_COALITION_TOLERANCE 1e-9

static inline bool cd_better(double y, double x)
{
  return y > x + CD_COALITION_TOLERANCE;
}

/* Sets of coalitions are rows of bits: coalition S is bit S % 64 of word S / 64. One row a block. A coalition with
 * members from elsewhere is in or out of a block's row by its members from the block alone. All memory is the
 * arena's but U's. */
typedef struct {
  guint n_parties;
  guint n_words;   /* of a row */
  const double *u; /* borrowed */
  /* [mask] of parties: */
  guint32 *welcome; /* those outside whom no member would mind letting in */
  guint32 *release; /* members whom no other member would mind letting go */
  bool *wanted; /* false: every member would rather be alone, since none will be in it; a partition with it is stable in no sense */
  /* [mask * n_words + word] of coalitions: */
  guint64 *all_gain;  /* no member from the block fails to gain by it; also bits that are no coalition */
  guint64 *none_lose; /* no member from the block loses by it; likewise */
  guint64 *some_gain; /* some member from the block gains by it */
} CdHedonic;

/* U[mask * n_parties + i]: worth to party i of being in block MASK; only members' entries are read. -INFINITY: i
 * will not be in it; never NaN. 1 <= N_PARTIES <= CD_COALITION_MAX. */
CdHedonic cd_hedonic(const double *u, guint n_parties, CdArena *arena);

static inline double cd_hedonic_u(const CdHedonic *game, guint32 block, guint party)
{
  return game->u[(gsize)block * game->n_parties + party];
}
