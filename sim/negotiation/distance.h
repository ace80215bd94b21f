/* distance.h - how far a text is from a benchmark, and how far the parties are from one another.
 *
 * Formulas as in NegMAS (Mohammad et al. 2021), written anew: optimality max(0, 1 - distance / diagonal), distance
 * Euclidean in the space of utilities; opposition the least distance from everybody's ideal. */
#pragma once

#include "sim/negotiation/solution.h"

/* To the nearest of TO; INFINITY where TO is empty. */
double cd_distance(const CdDomain *domain, guint text, CdTexts to);

/* sqrt of the sum over parties of (largest - least utility in the grid)^2: no two texts are farther apart. */
double cd_diagonal(const CdDomain *domain);

/* 1 at TO, 0 a diagonal away or where TO is empty. DIAGONAL as above. */
double cd_optimality(const CdDomain *domain, guint text, CdTexts to, double diagonal);

/* Sum of utilities over the largest on the frontier; above 1 only outside the rational texts; NAN without a
 * frontier or where that sum is 0. */
double cd_welfare_optimality(const CdBargain *bargain, guint text);

/* Least over the rational texts of sqrt(sum (1 - u_i / M_i)^2); parties with M_i = 0 left out; INFINITY where
 * there are none. */
double cd_opposition(const CdBargain *bargain);
