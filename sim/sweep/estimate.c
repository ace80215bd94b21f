#include "sim/sweep/estimate.h"

#include <math.h>
#include "sim/sweep/runner.h"
#include "sim/sweep/stage.h"

/* Units that a plan's time is measured on. */
#define TRIED_POINTS 3u
#define TRIED_REPLICATES 4u
/* Points whose second stage is asked for beforehand. */
#define TRIED_STAGES 8u

static CdUnits *run_now(CdUnitWorker *worker, const CdSweepPlan *plan, guint64 point, guint replicates)
{
  CdUnits *units = cd_units_new(plan, point, 0, replicates);
  cd_units_run(worker, units, NULL, NULL);
  return units;
}

double cd_estimate_replicates(const CdSweepPlan *plan)
{
  if (plan->half <= 0)
    return plan->replicates;
  CdUnitWorker *worker = cd_unit_worker_new(plan);
  g_autofree double *difference = g_new(double, plan->replicates);
  guint tried = (guint)MIN(TRIED_STAGES, plan->points);
  double sum = 0;
  for (guint t = 0; t < tried; t++) {
    g_autoptr(CdUnits) units = run_now(worker, plan, plan->points * t / tried, plan->replicates);
    bool is_whole = true;
    for (guint k = 0; k < plan->replicates; k++) {
      difference[k] = cd_units_difference(plan, units, k);
      is_whole = is_whole && isfinite(difference[k]);
    }
    sum += is_whole ? cd_stage_replicates(plan, difference) : plan->replicates;
  }
  cd_unit_worker_free(worker);
  return sum / tried;
}

double cd_estimate_seconds(const CdSweepPlan *plan, double replicates)
{
  CdUnitWorker *worker = cd_unit_worker_new(plan);
  double all = 0, one = 0;
  guint tried = (guint)MIN(TRIED_POINTS, plan->points), few_more = MIN(TRIED_REPLICATES + 1, plan->replicates);
  for (guint t = 0; t < tried; t++) {
    guint64 point = plan->points * t / tried;
    g_autoptr(CdUnits) few = run_now(worker, plan, point, 1), more = run_now(worker, plan, point, few_more);
    one += few->milliseconds / tried;
    all += more->milliseconds / tried;
  }
  cd_unit_worker_free(worker);
  double each = few_more > 1 ? MAX(0, (all - one) / (few_more - 1)) : one;
  return (ceil(replicates / CD_SWEEP_BLOCK) * MAX(0, one - each) + replicates * each) / 1000;
}
