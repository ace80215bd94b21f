/* filter.h - which points of a sweep's design are run: those that all filters of the experiment let through (docs/sweeps.md). */
#pragma once

#include "sim/sweep/plan.h"

/* Numbers of the rows of PLAN's design, or of its points given, that are let through, in order, N of them; NULL: there are no filters. The caller frees. */
guint64 *cd_filter_rows(const CdSweepPlan *plan, guint experiment, guint64 *n);

/* A filter, and what of the points looked at it lets through by itself. */
typedef struct {
  guint row; /* of the scenario's filters */
  guint64 passed;
  double low, high; /* of its factor, at the points looked at */
} CdFilterLook;

/* Looks at the points of PLAN's design, or at those given, or at MOST that are spread over them where there are more, until one passes all filters of EXPERIMENT; whether one does, or there are no filters. LOOKED: how many it looked at.
 * WORST: where none passes, the filter that lets fewest through. */
bool cd_filter_finds(const CdSweepPlan *plan, guint experiment, guint64 most, guint64 *looked, CdFilterLook *worst);

/* What each filter of EXPERIMENT (a row) asks, as in "fit is at least 0.02 and at most 0.05"; NULL-terminated. The caller frees. */
char **cd_filter_words(const CdScenario *scenario, guint experiment);
