#include "sim/cost/divided.h"

#include <math.h>
#include <string.h>
#include "sim/cost/least-core.h"

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

static bool is_nucleolus(CdRule rule)
{
  return rule == CD_RULE_NUCLEOLUS || rule == CD_RULE_NUCLEOLUS_PER_CAPITA || rule == CD_RULE_NUCLEOLUS_PROPORTIONAL;
}

/* NULL: what RULE needs to know of the sets is known. */
static const char *lacking(CdRule rule, const CdGame *game, const bool *given, guint n_missing)
{
  if (cd_rule_text(rule)->family == CD_RULE_PROPORTIONAL)
    return rule == CD_RULE_MORIARITY && !alone_given(game, given) ? "the cost of each alone" : NULL;
  if (rule == CD_RULE_ACA || rule == CD_RULE_SCRB)
    return alone_given(game, given) && without_one_given(game, given) ? NULL
                                                                      : "the cost of each alone, and of all but each";
  if (is_nucleolus(rule) && game->n > CD_NUCLEOLUS_MAX)
    return "ten partners at most: what it solves doubles with each";
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

/* SCRATCH: [1 << n]. */
static void find_leavers(CdRuleDivision *it, const CdGame *game, const bool *given, double tolerance, CdLeaver *scratch,
                         CdArena *arena)
{
  guint n = cd_game_leavers(game, it->share, tolerance, scratch);
  for (guint i = 0; i < n; i++)
    if (given[scratch[i].set])
      scratch[it->n_leavers++] = scratch[i];
  it->n_listed = MIN(it->n_leavers, CD_DIVIDED_LISTED);
  it->leaver = cd_arena_array(arena, CdLeaver, MAX(it->n_listed, 1u));
  memcpy(it->leaver, scratch, it->n_listed * sizeof *scratch);
}

static void find_core(CdDivided *divided, const CdGame *game, const bool *given, CdArena *arena)
{
  CdLeastCore found = {0, false};
  divided->core_known = alone_given(game, given) && (game->n == 1 || cd_least_core(&found, game, given, arena));
  divided->core_empty = found.empty;
  divided->least_core = found.e;
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
  CdLeaver *scratch = cd_arena_array(arena, CdLeaver, cd_game_sets(game));
  for (guint set = 1; set < cd_game_sets(game); set++)
    divided->n_missing += !given[set];
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
    CdRuleDivision *it = &divided->rule[rule];
    it->lacks = lacking(rule, game, given, divided->n_missing);
    if (!it->lacks && !cd_rule_allocate(rule, game, basis, arena, it->share))
      it->lacks = weightless(rule);
    if (!it->lacks)
      find_leavers(it, game, given, tolerance, scratch, arena);
  }
  find_core(divided, game, given, arena);
  find_breach(divided, game, given);
  if (divided->breach.by <= tolerance)
    divided->breach = (CdBreach){0, 0, 0};
}
