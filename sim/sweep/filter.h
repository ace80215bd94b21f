/* filter.h - which points of a sweep's design are run: those that all filters of the experiment let through (docs/sweeps.md). */
#pragma once

#include "sim/sweep/plan.h"

/* Numbers of the rows of PLAN's design, or of its points given, that are let through, in order, N of them; NULL: there are no filters. The caller frees. */
guint64 *cd_filter_rows(const CdSweepPlan *plan, guint experiment, guint64 *n);

/* What each filter of EXPERIMENT (a row) asks, as in "fit is at least 0.02 and at most 0.05"; NULL-terminated. The caller frees. */
char **cd_filter_words(const CdScenario *scenario, guint experiment);
