/* morris.h - trajectories through a grid of P levels a factor (Morris 1991, "Factorial sampling plans for preliminary computational experiments"): one group of factors moves a step,
 * by half the levels, until each has moved once. Without groups each factor is its own.
 *
 * P even. Each factor has its lower level drawn from the lower half, and goes up from it or down to it; either way each of the P levels is equally likely wherever another group
 * moves. Direction: all factors of a group go the same way, so that a group's effect is that of its factors rising or falling together; MIXED: each goes its own way, as in
 * SALib. Where levels stand decides the length of a step: p / 2 (p - 1) at the ends, 1/2 in the middles (levels.h). A trajectory is a function of its number. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/sampling/levels.h"

typedef struct {
  guint64 seed;
  guint factors, groups;
  const guint *group; /* [factors] of 0 .. groups - 1; NULL: each its own */
  guint levels;       /* even, at least 2 */
  CdLevels where;
  bool mixed;
} CdMorris;

/* What is drawn of a trajectory; the arrays are the caller's. */
typedef struct {
  guint *low;   /* [factors] the lower of its two levels, below levels / 2 */
  bool *rises;  /* [factors] starts there, else at low + levels / 2 */
  guint *order; /* [groups] which moves first, second, ... */
  guint *place; /* [groups] its inverse: when a group moves */
} CdTrajectory;

/* Length of a step in units. */
double cd_morris_step(CdLevels where, guint levels);

/* Draws TRAJECTORY of any number. */
void cd_morris_draw(const CdMorris *morris, guint64 trajectory, CdTrajectory *drawn);

/* LEVEL[factors] at POINT of 0 .. groups: the start, then after each move. */
void cd_morris_levels(const CdMorris *morris, const CdTrajectory *trajectory, guint point, guint *level);
