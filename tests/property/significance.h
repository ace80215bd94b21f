/* significance.h - whether what was counted could have come by chance. Tests for many claims at once go by
 * Holm (1979). */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Two-sided p of a mean (Student's t): MEAN and standard deviation SD of N values, EXPECTED. Not for rare
 * counts: of eight events four standard errors are passed in one case of seventy. */
double cd_mean_p(double mean, double sd, guint n, double expected);

/* Exact and two-sided (twice the smaller tail, at most 1): COUNT from a Poisson of this mean; SUCCESSES of N
 * with chance P. */
double cd_poisson_p(double count, double mean);
double cd_binomial_p(guint successes, guint n, double p);

/* Whether Holm's procedure rejects none of the N at ALPHA; sorts P. */
bool cd_holm_accepts(double *p, guint n, double alpha);
