#include "sim/engine/appraise.h"

/* Whom referrer R sends in a year of the service and who misses the door there. */
static double losses_of(const CdRunFacts *facts, guint r)
{
  const CdCaseload *caseload = facts->caseload;
  const CdDoors *doors = &facts->plan->doors;
  double sum = 0;
  for (guint cell = 0; cell < caseload->n_cells; cell++)
    sum +=
        12 * caseload->rate[(gsize)cell * CD_RATE_COUNT + CD_RATE_ARRIVALS] * doors->missed[(gsize)cell * doors->n + r];
  return sum;
}

void cd_appraise_referrers(const CdRunFacts *facts, const CdMetricLayout *layout, double *value)
{
  for (guint r = 0; r < facts->world->n_referrer; r++) {
    *cd_metric_slot(layout, value, CD_METRIC_REFERRER_DOORS, CD_BY_REFERRER, r) = facts->plan->doors.doors[r];
    *cd_metric_slot(layout, value, CD_METRIC_REFERRER_LOSSES, CD_BY_REFERRER, r) = losses_of(facts, r);
  }
}
