#include "tests/property/runs.h"

CdRuns *cd_runs_new(const CdScenario *scenario, guint64 seed, guint replicates)
{
  CdRuns *runs = g_new0(CdRuns, 1);
  runs->engine = cd_engine_new(scenario, seed);
  runs->layout = cd_engine_layout(runs->engine);
  runs->replicates = replicates;
  runs->arms = cd_engine_arms(runs->engine);
  runs->n = runs->layout->n;
  gsize stride = (gsize)CD_LUCKS * runs->arms * runs->n;
  runs->value = g_new(double, replicates *stride);
  CdWorker *worker = cd_worker_new(runs->engine);
  for (guint k = 0; k < replicates; k++)
    cd_engine_replicate(runs->engine, worker, k, &runs->value[k * stride], NULL, NULL, NULL, NULL);
  cd_worker_free(worker);
  return runs;
}

void cd_runs_free(CdRuns *runs)
{
  if (!runs)
    return;
  cd_engine_free(runs->engine);
  g_free(runs->value);
  g_free(runs);
}

const double *cd_runs_at(const CdRuns *runs, guint run, guint arm)
{
  return &runs->value[((gsize)run * runs->arms + arm) * runs->n];
}

double cd_runs_total(const CdRuns *runs, guint run, guint arm, CdMetricKind kind)
{
  return cd_runs_at(runs, run, arm)[cd_metric_at(runs->layout, kind, CD_TOTAL, 0)];
}

double cd_runs_mean(const CdRuns *runs, guint arm, CdMetricKind kind)
{
  double sum = 0;
  for (guint run = 0; run < CD_LUCKS * runs->replicates; run++)
    sum += cd_runs_total(runs, run, arm, kind);
  return sum / (CD_LUCKS * runs->replicates);
}
