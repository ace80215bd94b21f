/* stability.h - whether a division into blocks would last.
 *
 * For a councillor: an arrangement is *stable* if nobody both wants to leave it and may. Who may leave, and whose
 * consent is needed, makes the six senses below.
 *
 * Party i moves from its block S to another block T of the partition, or to being alone (T empty), if it is better
 * off in T + i (negotiation-and-games B2; Bogomolnaia & Jackson 2002; Sung & Dimitrov 2007 for contractual Nash):
 *   NASH                    nobody would move;
 *   INDIVIDUAL              nobody would move to where no member of T is worse off (admission by vote);
 *   CONTRACTUAL_NASH        nobody would move where no member of S - i is worse off (notice needs consent);
 *   CONTRACTUAL_INDIVIDUAL  nobody would move where neither is.
 *   CORE                    no coalition would form, all of whose members are better off in it than now;
 *   STRICT_CORE             none, all of whose members are no worse off in it and some better.
 * NASH implies INDIVIDUAL and CONTRACTUAL_NASH, each of which implies CONTRACTUAL_INDIVIDUAL; STRICT_CORE implies
 * CORE and INDIVIDUAL. The core may be empty. Better and worse: by more than CD_COALITION_TOLERANCE. */
#pragma once

#include "sim/coalition/hedonic.h"

typedef enum {
#define STABILITY(KIND, id, label, meaning) CD_STABLE_##KIND,
#include "sim/coalition/stabilities.def"
#undef STABILITY
  CD_STABLE_COUNT
} CdStability;

typedef struct {
  const char *id, *label, *meaning;
} CdStabilityText;

/* Static. */
const CdStabilityText *cd_stability_text(CdStability sense);

/* Why a partition is not stable in some sense: a party that would move, or a coalition that would form. */
typedef struct {
  bool stable;
  int mover;      /* party that would move; -1 where stable, and for a coalition */
  guint32 target; /* block, as it stands, that MOVER would join; 0: it would be alone */
  guint32 formed; /* block that would then stand; 0 where stable */
} CdObjection;

/* Is this arrangement stable, and if not, who would upset it and how? PARTITION is of all the game's parties. Of
 * several movers the one with the lowest number; of several blocks formed the smallest, then the lowest mask. */
void cd_stability_judge(const CdHedonic *game, const CdPartition *partition, CdObjection objection[CD_STABLE_COUNT]);

/* The same without reasons: bit s set where stable in sense s. */
guint cd_stability_senses(const CdHedonic *game, const CdPartition *partition);

/* Whether two blocks come in this order: smaller first, then lower mask. */
static inline bool cd_block_before(guint32 a, guint32 b)
{
  int more = __builtin_popcount(a) - __builtin_popcount(b);
  return more != 0 ? more < 0 : a < b;
}
