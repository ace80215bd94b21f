/* runs.h - whole replicates of the engine, for tests that look at its metrics. */
#pragma once

#include "sim/engine/replicate.h"

typedef struct {
  CdEngine *engine;
  const CdMetricLayout *layout;
  guint replicates, arms, n;
  double *value; /* [((replicate * CD_LUCKS + luck) * arms + arm) * n + value] */
} CdRuns;

CdRuns *cd_runs_new(const CdScenario *scenario, guint64 seed, guint replicates);
void cd_runs_free(CdRuns *runs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdRuns, cd_runs_free)

/* The values of one arm in run 2 * replicate + luck. */
const double *cd_runs_at(const CdRuns *runs, guint run, guint arm);

/* One metric's total there. */
double cd_runs_total(const CdRuns *runs, guint run, guint arm, CdMetricKind kind);

/* Its mean over all runs. */
double cd_runs_mean(const CdRuns *runs, guint arm, CdMetricKind kind);
