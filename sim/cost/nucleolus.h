/* nucleolus.h - the allocation that leaves the least content set of players as content as can be, then the next, and so on.
 *
 * Schmeidler 1969; for cost games Young, Okada & Hashimoto 1982. With w(S) = 1 (plain), |S| (per capita, Grotte 1970) or
 * c(S) (proportional), the margin of S is e(S) = [c(S) - x(S)] / w(S), what it saves by staying. In stages:
 *   maximise e  subject to  x(S) + w(S) e <= c(S) where S is free,  x(S) as settled where S is settled (at first N alone)
 *   settle      every free S whose row's multiplier y(S) is not 0: its margin is e in every optimum. Never all rows
 *               that bind: some can still do better (Guajardo & Jornsten 2015, Common mistakes in computing the nucleolus)
 *   drop        every S whose players' rows are sums of settled ones, since x(S) is now constant; end when none is free.
 * Each stage settles something that was not constant before, so there are at most n - 1 of them. What is solved is the
 * dual, n + 1 rows by 2^n columns, whose variables are the y themselves:
 *   minimise sum y(S) c(S)  subject to  sum over S holding i of y(S) = 0 for each i,  sum over free S of w(S) y(S) = 1,
 * y(S) >= 0 where S is free, of any sign where it is settled. A basic solution has at most n + 1 of them other than 0, so
 * some w(S) y(S) >= 1/(n + 1): that the multipliers all vanish cannot happen. Those with w(S) y(S) <= 1e-7 stay free,
 * which is safe: a later stage settles them at the same margin. Costs enter less those of the players alone, which moves
 * x and no margin, and in units: the largest such saving, at least 1e-5 of the largest cost. Whether x(S) follows from what
 * is settled is decided in whole numbers (sim/cost/span.h).
 *
 * The core is empty exactly if the first e is below 0. Then nobody shall pay more than it would alone: x(i) <= c(i) is
 * added to every stage (Schmeidler's nucleolus), unless sum c(i) < c(N), where no allocation does so (prenucleolus).
 * Otherwise all three kinds lie in the core.
 *
 * GLPK keeps its environment by thread (glp_config("TLS"), which a test asks for): safe on any number of threads, silent,
 * and each thread's environment is left as it was found. */
#pragma once

#include "sim/base/arena.h"
#include "sim/cost/game.h"

typedef enum { CD_NUCLEOLUS_PLAIN, CD_NUCLEOLUS_PER_CAPITA, CD_NUCLEOLUS_PROPORTIONAL } CdNucleolusKind;

typedef struct {
  double x[CD_NUCLEOLUS_MAX];      /* [n] money; adds up to c(N) but for rounding */
  guint n_margins;                 /* stages, those with the same e counted once; fewer than n */
  double margin[CD_NUCLEOLUS_MAX]; /* e of each stage, rising: money, money a head, or a share of c(S) */
  /* e of the first stage before x(i) <= c(i) is added. Below 0, -e times w(S) is the least that leaving must cost each
   * set before some allocation tempts nobody. */
  double least_core;
  bool core_empty; /* least_core is below 0 by more than 1e-9 units */
} CdNucleolus;

/* False, and FOUND is not to be read, where there is none: more players than CD_NUCLEOLUS_MAX; proportional, and some proper set's cost is not above 0; or the
 * solver fails, in floating point and in exact arithmetic after that. One player pays c(N), and has no margins. Precision:
 * 1e-10 units at the worst. Some 3 ms for ten players, 15 us for three. */
bool cd_nucleolus(CdNucleolus *found, const CdGame *game, CdNucleolusKind kind, CdArena *arena);
