#include "sim/cost/divided.h"

#include <math.h>
#include <string.h>
#include "sim/cost/nucleolus.h"

static bool alone_given(const CdGame *game, const bool *given)
{
  for (guint i = 0; i < game->n; i++)
    if (!given[1u << i])
      return false;
  return true;
}

static bool without_one_given(const CdGame *game, const bool *given)
{
  guint all = cd_game_all(game);
  for (guint i = 0; i < game->n && game->n > 1; i++)
    if (!given[all - (1u << i)])
      return false;
  return true;
}

/* NULL: what RULE needs to know of the sets is known. */
static const char *lacking(CdRule rule, const CdGame *game, const bool *given, guint n_missing)
{
  if (cd_rule_text(rule)->family == CD_RULE_PROPORTIONAL)
    return rule == CD_RULE_MORIARITY && !alone_given(game, given) ? "the cost of each alone" : NULL;
  if (rule == CD_RULE_ACA || rule == CD_RULE_SCRB)
    return alone_given(game, given) && without_one_given(game, given) ? NULL
                                                                      : "the cost of each alone, and of all but each";
  return n_missing ? "the cost of every combination" : NULL;
}

static const char *weightless(CdRule rule)
{
  switch (rule) {
  case CD_RULE_POPULATION:
    return "a column population in --weights";
  case CD_RULE_CASELOAD:
    return "a column caseload in --weights";
  case CD_RULE_USE:
    return "a column use in --weights";
  case CD_RULE_HISTORIC:
    return "a column historic in --weights";
  case CD_RULE_NUCLEOLUS_PROPORTIONAL:
    return "a cost above nought of every combination";
  default:
    return "a solver that does not fail on these costs";
  }
}

static void find_leavers(CdDivision *it, const CdGame *game, const bool *given, double tolerance, CdArena *arena)
{
  it->leaver = cd_arena_array(arena, CdLeaver, cd_game_sets(game));
  guint n = cd_game_leavers(game, it->share, tolerance, it->leaver);
  for (guint i = 0; i < n; i++)
    if (given[it->leaver[i].set])
      it->leaver[it->n_leavers++] = it->leaver[i];
}

/* A set that is not known is given a cost that no allocation worth looking at comes to, so that it binds nowhere: with each alone paying at most its cost and the least tax, a
 * set pays less than what all sets cost together. */
static void find_core(CdDivided *divided, const CdGame *game, const bool *given, CdArena *arena)
{
  divided->core_known = alone_given(game, given);
  if (!divided->core_known || game->n == 1)
    return;
  double *cost = cd_arena_array(arena, double, cd_game_sets(game)), beyond = 0;
  for (guint set = 1; set < cd_game_sets(game); set++)
    beyond += given[set] ? fabs(game->c[set]) : 0;
  for (guint set = 1; set < cd_game_sets(game); set++)
    cost[set] = given[set] ? game->c[set] : 4 * game->n * beyond;
  CdNucleolus found;
  divided->core_known = cd_nucleolus(&found, &(CdGame){game->n, cost}, CD_NUCLEOLUS_PLAIN, arena);
  divided->core_empty = found.core_empty;
  divided->least_core = found.least_core;
}

static void find_breach(CdDivided *divided, const CdGame *game, const bool *given)
{
  for (guint both = 1; both < cd_game_sets(game); both++)
    for (guint a = (both - 1) & both; a > both - a; a = (a - 1) & both) {
      double by = game->c[both] - game->c[a] - game->c[both - a];
      if (given[both] && given[a] && given[both - a] && by > divided->breach.by)
        divided->breach = (CdBreach){.a = both - a, .b = a, .by = by};
    }
}

void cd_divide(CdDivided *divided, const CdGame *game, const bool *given, const CdRuleBasis *basis, double tolerance,
               CdArena *arena)
{
  g_assert(given[cd_game_all(game)]);
  *divided = (CdDivided){.n_missing = 0};
  for (guint set = 1; set < cd_game_sets(game); set++)
    divided->n_missing += !given[set];
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    CdDivision *it = &divided->rule[rule];
    it->lacks = lacking(rule, game, given, divided->n_missing);
    if (!it->lacks && !cd_rule_allocate(rule, game, basis, arena, it->share))
      it->lacks = weightless(rule);
    if (!it->lacks)
      find_leavers(it, game, given, tolerance, arena);
  }
  find_core(divided, game, given, arena);
  find_breach(divided, game, given);
  if (divided->breach.by <= tolerance)
    divided->breach = (CdBreach){0, 0, 0};
}
