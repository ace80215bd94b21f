/* reservation.h - what each party can count on if a block does not come about: values from the bottom up.
 *
 * For a councillor: before a council weighs a partnership it asks what it would have without one. Here that
 * alternative is one consistent picture of who would then go with whom, in which no partner is promised to two
 * others at once.
 *
 * Source: definitions.md section 2. Blocks are solved in the order of their masks, so each after all its parts; u
 * is a block's table.
 *
 *   alone    V_i = the greatest u_i; pi* = {{i}}.
 *   block T  candidates: the proper sub-blocks R that would form, pi*(R) = {R}; a party alone always is one.
 *            S* = a top coalition (Banerjee, Konishi & Sonmez 2001): a candidate that each of its members i likes at
 *              least as well as every other candidate with i in it, V_i(S*) >= V_i(R).
 *              Where there is none: the candidate with the greatest min over its i of (V_i(R) - V_i({i})) / range_i,
 *              range_i = greatest less least V_i over the candidates with i in them (not nought: {i} would be top).
 *              All ties: the larger, then the lower mask of ranks. So rank parties by their ids.
 *            beta = {S*} and pi*(T - S*): the alternative to T.
 *            r_i = V_i(beta) - friction_i, friction only where i's block in beta is not its bau_block.
 *            X = the texts with u_i >= r_i for each member. Where there are any, T forms: pi*(T) = {T}, V_i = u_i at
 *              Nash's solution on X (sim/coalition/bargain.h). Else pi*(T) = beta, V = V(beta).
 *
 * Comparisons are to CD_COALITION_TOLERANCE. V_i is what i itself expects: u_i is under i's own beliefs.
 *
 * More friction never raises one's own r where V(beta) stays as it is, as in every pair. Elsewhere it may raise a
 * partner's: who finds parting dearer yields more in a pair, and then the other counts on more in a larger block. */
#pragma once

#include "sim/coalition/bargain.h"
#include "sim/coalition/hedonic.h"

typedef struct {
  guint n_parties;          /* 1..CD_COALITION_MAX */
  const double *friction;   /* [n_parties] what being in another block than now costs, in utility; at least 0 */
  const guint32 *bau_block; /* [n_parties] block under business as usual, the party included */
  const guint *rank;        /* [n_parties] 0 .. n_parties - 1, by which ties go; NULL: as parties are numbered */
} CdParties;

/* The table of block MASK; asked once for each of the 2^n - 1 blocks, in the order of masks; need not outlive the
 * next call. A party alone has at least one text. No NaN. */
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
 * convention_dependent: of the partitions of T into candidates none is without a candidate whose members would all
 * be better off in it, so that beta follows from the rule above and from no stability of its own; report it so. It
 * speaks of T's own alternative; the blocks of beta have flags of their own. */
const CdBlockSolution *cd_reservation(const CdParties *parties, CdBlockLook look, gpointer user, CdArena *arena);

/* What remains for a council that joins those who have left? Value to PARTY in the solution of DEPARTED and itself
 * (definitions.md section 3), friction not yet taken off. DEPARTED may hold PARTY or not. */
double cd_reservation_after(const CdBlockSolution *solution, guint32 departed, guint party);

/* What does parting cost this council? Its friction where its block in PARTITION is not its bau_block, else 0. */
double cd_parting_friction(const CdParties *parties, const CdPartition *partition, guint party);
