/* game.h - a cost game: what each set of players would pay for serving itself, and whom an allocation tempts to leave.
 *
 * A set of players is a mask, bit i for player i. Costs and allocations are in one unit of money, pounds a year where
 * nothing else is said; costs are finite and of any sign, c(empty) = 0. The game is borrowed and never changed.
 * Definitions: Young (1994), "Cost allocation", Handbook of Game Theory vol. 2, ch. 34. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#define CD_GAME_MAX 20
#define CD_NUCLEOLUS_MAX 10 /* whose programmes have a column a set, and a stage a player */

typedef struct {
  guint n;         /* players, 1 .. CD_GAME_MAX */
  const double *c; /* [1 << n] cost of the set of each mask; c[0] = 0 */
} CdGame;

static inline guint cd_game_sets(const CdGame *game)
{
  return 1u << game->n;
}

/* The mask of all players, N. */
static inline guint cd_game_all(const CdGame *game)
{
  return cd_game_sets(game) - 1;
}

/* x(S): the sum of X[n] over the players of SET. */
double cd_game_sum(const CdGame *game, const double *x, guint set);

/* x(S) - c(S): what SET would save by serving itself instead of paying X; negative where it gains by staying. */
double cd_game_excess(const CdGame *game, const double *x, guint set);

/* Whether X is in the core: x(N) = c(N), and no set pays more than its own cost; both to TOLERANCE (money). */
bool cd_game_in_core(const CdGame *game, const double *x, double tolerance);

/* A set of players that would gain by leaving, and by how much. */
typedef struct {
  guint set;
  double gain;
} CdLeaver;

/* Every proper set with an excess above TOLERANCE, the worst first; of equal gains the smaller set, then the lower mask.
 * OUT has room for cd_game_sets(). Returns how many there are. */
guint cd_game_leavers(const CdGame *game, const double *x, double tolerance, CdLeaver *out);

/* Keeps, in their order, those of LEAVER[0 .. n) of which no proper subset is a leaver too. Returns how many stay. */
guint cd_game_smallest_leavers(CdLeaver *leaver, guint n);

/* The mask of the players that would each gain more than TOLERANCE by leaving alone. */
guint cd_game_leave_alone(const CdGame *game, const double *x, double tolerance);

/* Two sets that cost more brought together than they should, and by how much. BY 0, and both sets empty: there are none. */
typedef struct {
  guint a, b;
  double by;
} CdBreach;

/* The disjoint pair with the largest c(A u B) - c(A) - c(B) above 0. None: the game is subadditive, joining never costs.
 * Looks at 3^n / 2 pairs: some seconds for twenty players. Of equal breaches the lowest union, then the lowest A. */
CdBreach cd_game_subadditivity_breach(const CdGame *game);

/* The pair A = S + i, B = S + j with the largest c(A u B) + c(A n B) - c(A) - c(B) above 0. None: the game is concave (in
 * terms of savings, convex): a player adds the less to cost the larger the group it joins, so that the core is not empty
 * and holds the Shapley value (Shapley 1971). */
CdBreach cd_game_concavity_breach(const CdGame *game);
