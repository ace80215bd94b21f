#include "sim/sweep/estimate.h"

#include <math.h>
#include "sim/sweep/crew.h"
#include "sim/sweep/runner.h"
#include "sim/sweep/stage.h"

/* Units that a plan's time is measured on. */
#define TRIED_POINTS 3u
#define TRIED_REPLICATES 4u
/* Points whose second stage is asked for beforehand. */
#define TRIED_STAGES 8u

/* Replicates of a point; they come back in several where some timed out. Seconds that it took. Each DIFFERENCE (NULL: nobody asks) is NAN where it has none. */
static double run_now(CdCrew *crew, const CdSweepPlan *plan, guint64 point, guint replicates, double *difference)
{
  gint64 begun = g_get_monotonic_time();
  cd_crew_give(crew, (CdTask){.point = point, .from = 0, .to = replicates});
  while (cd_crew_owes(crew) > 0) {
    g_autoptr(CdUnits) units = cd_crew_next(crew, -1);
    for (guint k = units->from; difference && k < units->to; k++)
      difference[k] = cd_units_difference(plan, units, k - units->from);
  }
  return (double)(g_get_monotonic_time() - begun) / 1e6;
}

static double replicates_of(CdSweepPlan *plan, double limit)
{
  if (plan->half <= 0)
    return plan->replicates;
  g_autoptr(CdCrew) crew = cd_crew_new(plan, 1, limit);
  g_autofree double *difference = g_new(double, plan->replicates);
  guint tried = (guint)MIN(TRIED_STAGES, plan->points);
  double sum = 0;
  for (guint t = 0; t < tried; t++) {
    run_now(crew, plan, plan->points * t / tried, plan->replicates, difference);
    bool is_whole = true;
    for (guint k = 0; k < plan->replicates; k++)
      is_whole = is_whole && isfinite(difference[k]);
    sum += is_whole ? cd_stage_replicates(plan, difference) : plan->replicates;
  }
  return sum / tried;
}

CdEstimate cd_estimate(CdSweepPlan *plan, double limit)
{
  CdEstimate estimate = {.replicates = replicates_of(plan, limit)};
  g_autoptr(CdCrew) crew = cd_crew_new(plan, 1, limit);
  double all = 0, one = 0;
  guint tried = (guint)MIN(TRIED_POINTS, plan->points), few_more = MIN(TRIED_REPLICATES + 1, plan->replicates);
  for (guint t = 0; t < tried; t++) {
    guint64 point = plan->points * t / tried;
    one += run_now(crew, plan, point, 1, NULL) / tried;
    all += run_now(crew, plan, point, few_more, NULL) / tried;
  }
  estimate.each = few_more > 1 ? MAX(0, (all - one) / (few_more - 1)) : one;
  estimate.setup = MAX(0, one - estimate.each);
  return estimate;
}

double cd_estimate_point(const CdEstimate *it)
{
  return ceil(it->replicates / CD_SWEEP_BLOCK) * it->setup + it->replicates * it->each;
}
