/* pairs.h - a difference between two arms that were run with the same luck, and how many pairs tell it as finely as is wanted. (What runs under many assumptions allow one to say
 * of a difference: sim/appraisal/estimate.h.) */
#pragma once

#include <glib.h>

typedef struct {
  guint n;
  double mean, sd;       /* of a - b; divisor n - 1 */
  double half;           /* of Student's interval of the mean: t sd / sqrt(n) */
  double unpaired_half;  /* of Welch's interval (1947), had the arms shared no luck */
  double variance_ratio; /* (Var a + Var b) / Var(a - b): so many times the runs would be needed without pairs; NAN where the difference does not vary. Below one pairing does harm: say so */
} CdPairs;

/* A, B[n] finite, n >= 2. B NULL: A are differences, of which no more is known; then nothing is said of arms without pairs (NAN). */
CdPairs cd_pairs(const double *a, const double *b, guint n, double confidence);

/* Stein's two stages (1945): after a pilot of n0 pairs with standard deviation sd, N pairs in all, so that t_{n0 - 1} sd / sqrt(N) <= half. The interval of the mean over all N is then +- HALF, with t and
 * sd still the pilot's: with those of all N, or pairs added until an interval looks narrow enough, it would cover less. Of skewed differences the pilot should have 32 pairs or more. */
typedef struct {
  guint pilot;
  guint64 size; /* N, at least the pilot; at most 2^40 */
  double half;  /* t_{n0 - 1} sd / sqrt(N) */
} CdStein;

/* Half of the interval of N pairs in all, N at least the pilot. */
double cd_stein_half(guint pilot, double sd, guint64 n, double confidence);

/* PILOT >= 2, SD >= 0, HALF > 0. */
CdStein cd_stein(guint pilot, double sd, double half, double confidence);
