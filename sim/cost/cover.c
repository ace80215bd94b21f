#include "sim/cost/cover.h"

#include <math.h>

/* The cheapest of SET's splits in two, the part with its lowest player given as FIRST; both cost what COST says of them. */
static double cheapest_split(const double *cost, guint set, guint *first)
{
  guint lowest = set & -set, rest = set ^ lowest;
  double least = INFINITY;
  *first = set;
  for (guint other = rest; other > 0; other = (other - 1) & rest) {
    double sum = cost[set ^ other] + cost[other];
    if (sum < least) {
      least = sum;
      *first = set ^ other;
    }
  }
  return least;
}

CdCover cd_game_cover(const CdGame *game, const bool *given, double tolerance, double *cost)
{
  CdCover cover = {0, 0, 0, 0};
  cost[0] = 0;
  for (guint set = 1; set < cd_game_sets(game); set++) {
    guint first;
    double own = given[set] ? game->c[set] : INFINITY, split = cheapest_split(cost, set, &first);
    bool is_lower = split < own - tolerance;
    cost[set] = is_lower ? split : own;
    if (!is_lower)
      continue;
    cover.n_lowered += given[set];
    cover.n_filled += !given[set];
    if (given[set] && own - split > cover.by) {
      cover.worst = set;
      cover.by = own - split;
    }
  }
  return cover;
}

guint cd_cover_parts(const CdGame *game, const bool *given, const double *cover, guint set, guint *part)
{
  guint n = 0, todo[CD_GAME_MAX] = {set}, left = 1;
  while (left > 0) {
    guint now = todo[--left], first;
    if (given[now] && !(cover[now] < game->c[now])) {
      part[n++] = now;
      continue;
    }
    cheapest_split(cover, now, &first);
    g_assert(first != now && left + 2 <= CD_GAME_MAX);
    todo[left++] = now ^ first;
    todo[left++] = first;
  }
  return n;
}
