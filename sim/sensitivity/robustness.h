/* robustness.h - how options stand over scenarios none of which is known to come: the classical criteria of decisions under uncertainty, more being better.
 *
 * Regret is absolute: what an option falls short of the best option in the same scenario (Savage 1951); as a part of something it would depend on where nought lies. Between two options it is
 * max(0, -difference). Scenarios have weights; one of weight nought counts nowhere, and the extremes know no other weights. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "concordat/error.h"

typedef struct {
  guint options, scenarios;
  const double *value;  /* [option * scenarios + scenario] */
  const double *weight; /* [scenarios] 0 or more; NULL: all alike */
  double optimism;      /* Hurwicz: the best's part, 0..1 */
  double percentile;    /* of regret, 0..1 */
  double enough;        /* a value that satisfies */
} CdScenarios;

typedef struct {
  double worst, best; /* worst: maximin chooses the option with the greatest (Wald 1950) */
  double mean;        /* by weight; all alike: Laplace's criterion */
  double hurwicz;     /* optimism * best + (1 - optimism) * worst (Hurwicz 1951) */
  double regret_most, regret_mean;
  double regret_percentile; /* least regret that is not exceeded with at least this weight */
  double satisfies;         /* weight of the scenarios in which the value is enough (Starr's domain criterion 1963) */
} CdRobustness;

/* OF[options]. False with CD_ERROR_USAGE where a value is missing, a weight is negative, or all are nought. */
bool cd_robustness(const CdScenarios *scenarios, CdRobustness *of, GError **error);
