/* reservation.h - what each party can count on if a block does not come about: walk-away values from the bottom up.
 *
 * For a councillor: before a council weighs a partnership it asks what it would have without one. Here that alternative is one consistent
 * picture of who would then go with whom, in which no partner is promised to two others at once.
 *
 * Source: definitions.md section 2. Blocks are solved in the order of their masks, so each after all its parts. u: a block's table.
 *
 *   alone   V_i = the greatest u_i; pi* = {{i}}.
 *   block T candidates: the proper sub-blocks R that would form themselves, pi*(R) = {R}; a single party always is one.
 *           S* = a top coalition (Banerjee, Konishi & Sonmez 2001): a candidate which each of its members likes at least as well, V_i(S*) >= V_i(R),
 *             as every other candidate R that contains it.
 *             Where there is none: the candidate with the greatest of  min over members i of (V_i(R) - V_i({i})) / range_i,
 *             range_i being the greatest less the least V_i over the candidates that contain i (where nought, the ratio is nought).
 *             All ties: the larger, then the lower mask; so let parties be numbered in the order of their ids. Nothing else hangs on numbers
 *             but the numbering of texts.
 *           beta = {S*} and pi*(T - S*): the alternative to T.
 *           r_i = V_i(beta) - friction_i, the friction only where i's block in beta is not its block as usual.
 *           X = the texts with u_i >= r_i for every i. If there is one, the block forms: pi*(T) = {T}, V_i = u_i at Nash's solution on X
 *             (sim/coalition/bargain.h); else pi*(T) = beta, V = V(beta).
 * Comparisons to CD_COALITION_TOLERANCE. V_i is what i itself expects: u_i is under i's beliefs.
 *
 * One friction more never raises one's own r where V(beta) stays, as in every pair. It may elsewhere: a council that parting costs more gives
 * its partner better terms, and that partner's alternative to a larger block is then better. */
#pragma once

#include "sim/coalition/bargain.h"
#include "sim/coalition/hedonic.h"

typedef struct {
  guint n_parties; /* 1..CD_COALITION_MAX */
  const double
      *friction; /* [n_parties] what it costs i, in utility, to be in another block than now; at least 0 */
  const guint32 *bau_block; /* [n_parties] i's block under business as usual, i included */
} CdParties;

/* The table of block MASK; asked once for each of the 2^n - 1 blocks, in the order of masks; need not outlive the next call. A party alone has at
 * least one text. No NaN. */
typedef CdBlockTable (*CdBlockLook)(gpointer user, guint32 mask);

typedef struct {
  bool forms;                           /* X is not empty: pi* is the block itself */
  bool convention_dependent;            /* the core is empty (below) */
  guint n_feasible;                     /* texts in X */
  guint text;                           /* agreed on, where the block forms */
  CdPartition alternative;              /* beta; of a party alone: itself */
  CdPartition best;                     /* pi* */
  double reservation[CD_COALITION_MAX]; /* r, by party; members only. Of a party alone: V */
  double value[CD_COALITION_MAX];       /* V, by party; members only */
} CdBlockSolution;

/* What can each council count on in every block it might be in? [mask], the empty block unused; of the arena.
 *
 * convention_dependent: of the partitions of T into candidates none is without a candidate whose members would all be better off in it, so
 * that beta follows from the rule above and from no stability of its own; report it so. It speaks of T's own alternative; the blocks of beta have
 * flags of their own. */
const CdBlockSolution *cd_reservation(const CdParties *parties, CdBlockLook look, gpointer user,
                                      CdArena *arena);

/* What remains for a council that joins those who have left? Value to PARTY in the solution of DEPARTED and itself (definitions.md
 * section 3), friction not yet taken off. DEPARTED may hold PARTY or not. */
double cd_reservation_after(const CdBlockSolution *solution, guint32 departed, guint party);

/* What does parting cost this council? FRICTION of PARTY if its block in PARTITION is not its block as usual, else 0. */
double cd_parting_friction(const CdParties *parties, const CdPartition *partition, guint party);
