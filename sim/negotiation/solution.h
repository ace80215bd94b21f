/* solution.h - cooperative benchmarks: where a block's talks could have ended, had everybody known everything.
 *
 * With r_i the reservation value and M_i the ideal of party i, over the individually rational texts (u_i >= r_i):
 *
 *   Nash                max  prod (u_i - r_i)^w_i                              Nash 1950; with weights Kalai 1977
 *   egalitarian         max  min_i (u_i - r_i)                                 Kalai 1977
 *   Kalai-Smorodinsky   max  min_i (u_i - r_i)/(M_i - r_i)                     Kalai & Smorodinsky 1975
 *   even ratios         min  (max_i - min_i) of those ratios, on the frontier  what NegMAS calls Kalai-Smorodinsky
 *   utilitarian         max  sum u_i
 *
 * On a grid each of these may have several best texts, and set-valued solutions only do not depend on how the
 * parties are numbered. A solution is therefore the set of the best, and one of them by a rule.
 *
 * What is a theorem and what is not: tests/property/bargaining.c. */
#pragma once

#include "sim/negotiation/pareto.h"

/* Where M_i is looked for: any text at all (as NegMAS does), or rational texts only (as Kalai & Smorodinsky do). */
typedef enum { CD_IDEAL_ANY_TEXT, CD_IDEAL_RATIONAL_TEXT } CdIdeal;

typedef struct {
  const CdDomain *domain;
  const double *reservation; /* [n_parties] r, finite */
  const double *weight;      /* [n_parties] w of the Nash product, not negative; NULL, as made: 1 each */
  const double *ideal;       /* [n_parties] M; r where there is nothing to look in */
  CdTexts rational;          /* with CD_TOLERANCE */
  CdTexts frontier;          /* the efficient ones of them, which are efficient in the whole grid too */
} CdBargain;

/* Borrows DOMAIN and RESERVATION; the rest lives in ARENA. */
CdBargain cd_bargain(const CdDomain *domain, const double *reservation, CdIdeal ideal, CdArena *arena);

typedef enum {
  CD_SOLUTION_NASH,
  CD_SOLUTION_EGALITARIAN,
  CD_SOLUTION_KALAI_SMORODINSKY,
  CD_SOLUTION_EVEN_RATIOS,
  CD_SOLUTION_UTILITARIAN,
  CD_SOLUTION_UTILITARIAN_ANY, /* over all texts, rational or not */
  CD_SOLUTION_COUNT
} CdSolutionKind;

typedef struct {
  double value; /* the product, least surplus, least ratio, spread or sum; NAN where there is no text */
  CdTexts best; /* all efficient texts within 1e-12 of the best value (of its logarithm: Nash) */
  guint text;   /* one of them; n_texts where there is none */
} CdSolution;

/* The solution, from the frontier. TEXT is the one of the best that is leximin in surpluses (egalitarian,
 * utilitarian) or ratios (the others), then of the largest sum of utilities, each to 1e-12, then first in grid
 * order.
 *
 * Ratios leave out parties whom no text offers more than r_i + CD_TOLERANCE; no such party constrains anything.
 * Nash compares texts in which every party that has a weight, and can gain at all, gains. Where there are none
 * (every product is 0), those with the most gainers by the product of the gainers' ratios, as maximal Nash welfare
 * does (Caragiannis et al. 2019); so it stays efficient, anonymous and free of scale. VALUE is then 0. */
CdSolution cd_solve(const CdBargain *bargain, CdSolutionKind kind, CdArena *arena);
