#include "sim/cost/game.h"

#include <math.h>
#include <stdlib.h>

double cd_game_sum(const CdGame *game, const double *x, guint set)
{
  double sum = 0;
  for (guint i = 0; i < game->n; i++)
    if (set >> i & 1)
      sum += x[i];
  return sum;
}

double cd_game_excess(const CdGame *game, const double *x, guint set)
{
  g_assert(game->n >= 1 && game->n <= CD_GAME_MAX && set < cd_game_sets(game));
  return cd_game_sum(game, x, set) - game->c[set];
}

bool cd_game_in_core(const CdGame *game, const double *x, double tolerance)
{
  guint all = cd_game_all(game);
  for (guint set = 1; set < all; set++)
    if (cd_game_excess(game, x, set) > tolerance)
      return false;
  return fabs(cd_game_excess(game, x, all)) <= tolerance;
}

static int size_of(guint set)
{
  return __builtin_popcount(set);
}

static int worst_first(const void *a, const void *b)
{
  const CdLeaver *first = a, *second = b;
  if (first->gain > second->gain || first->gain < second->gain)
    return first->gain > second->gain ? -1 : 1;
  if (size_of(first->set) != size_of(second->set))
    return size_of(first->set) - size_of(second->set);
  return first->set < second->set ? -1 : first->set > second->set;
}

guint cd_game_leavers(const CdGame *game, const double *x, double tolerance, CdLeaver *out)
{
  guint n = 0;
  for (guint set = 1; set < cd_game_all(game); set++) {
    double gain = cd_game_excess(game, x, set);
    if (gain > tolerance)
      out[n++] = (CdLeaver){.set = set, .gain = gain};
  }
  qsort(out, n, sizeof *out, worst_first);
  return n;
}

static bool holds_another(const CdLeaver *leaver, guint n, guint set)
{
  for (guint i = 0; i < n; i++)
    if (leaver[i].set != set && (leaver[i].set & ~set) == 0)
      return true;
  return false;
}

guint cd_game_smallest_leavers(CdLeaver *leaver, guint n)
{
  /* A set that holds a leaver holds a smallest one, which is never dropped: it is among those kept or still to come. */
  guint kept = 0;
  for (guint i = 0; i < n; i++)
    if (!holds_another(leaver, kept, leaver[i].set) && !holds_another(leaver + i, n - i, leaver[i].set))
      leaver[kept++] = leaver[i];
  return kept;
}

guint cd_game_leave_alone(const CdGame *game, const double *x, double tolerance)
{
  guint alone = 0;
  if (game->n > 1)
    for (guint i = 0; i < game->n; i++)
      if (cd_game_excess(game, x, 1u << i) > tolerance)
        alone |= 1u << i;
  return alone;
}

CdBreach cd_game_subadditivity_breach(const CdGame *game)
{
  CdBreach worst = {0, 0, 0};
  for (guint both = 1; both < cd_game_sets(game); both++)
    for (guint a = (both - 1) & both; a > both - a; a = (a - 1) & both) {
      double by = game->c[both] - game->c[a] - game->c[both - a];
      if (by > worst.by)
        worst = (CdBreach){.a = both - a, .b = a, .by = by};
    }
  return worst;
}

/* Pairs that differ by one player each: these imply the rest. */
CdBreach cd_game_concavity_breach(const CdGame *game)
{
  CdBreach worst = {0, 0, 0};
  const double *c = game->c;
  for (guint set = 0; set < cd_game_sets(game); set++)
    for (guint i = 0; i < game->n; i++)
      for (guint j = i + 1; j < game->n; j++) {
        guint a = set | 1u << i, b = set | 1u << j;
        if (a == set || b == set)
          continue;
        double by = c[a | b] + c[set] - c[a] - c[b];
        if (by > worst.by)
          worst = (CdBreach){.a = a, .b = b, .by = by};
      }
  return worst;
}
