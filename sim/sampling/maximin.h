/* maximin.h - Latin hypercubes whose points lie far apart: within-column swaps that lessen phi_p = (sum over pairs of distance^-p)^(1/p) (Morris & Mitchell 1995, "Exploratory
 * designs for computational experiments"), which for large p puts the smallest distance first, then how many pairs have it.
 *
 * Annealed by threshold accepting (Dueck & Scheuer 1990): a swap that makes phi_p worse is taken while it does so by less than a bound that is drawn below a falling threshold. Like
 * the classical rule, but from products and quotients alone: no exponential, whose last digit differs between processors, decides. Where there are steps for it, it is heated up and
 * cooled again. The best of all that was seen is kept. */
#pragma once

#include <glib.h>

enum { CD_MAXIMIN_MAX_POINTS = 2000, CD_MAXIMIN_MAX_COORDINATES = 100000 }; /* the latter: points x factors */

/* LEVEL[point * factors + factor], of 0 .. POINTS - 1, each once a factor; starts from the hypercube of latin.h. 1 <= POINTS, FACTORS, within the limits above. STEPS swaps are tried, 0: as
 * many as cd_maximin_steps() says. */
void cd_maximin_fill(guint64 seed, guint points, guint factors, guint64 steps, guint32 *level);

/* 200 a coordinate, from 100,000 to 1,000,000, and fewer where these would take more than some six seconds of a core. */
guint64 cd_maximin_steps(guint points, guint factors);

/* The least squared distance between two points, in levels; G_MAXUINT64 where there is one point. */
guint64 cd_maximin_least(const guint32 *level, guint points, guint factors);

/* phi_p to the power p, p = 50, of distances in levels: what is lessened. */
double cd_maximin_crowding(const guint32 *level, guint points, guint factors);
