#include <math.h>

#include "sim/engine/appraise.h"

static void put(const CdMetricLayout *layout, double *value, CdMetricKind kind, guint service, double x)
{
  *cd_metric_slot(layout, value, kind, CD_BY_BED_SERVICE, service) = x;
}

static void appraise_service(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, guint service)
{
  double places = 0, taken = 0, need = 0, given_up = 0, weeks = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    const CdBedPool *pool = &facts->plan->beds.pool[c * facts->world->n_bed_service + service];
    places += pool->places;
    taken += pool->places * pool->use;
    need += pool->need;
    given_up += pool->need * pool->give_up;
    weeks += pool->need * pool->wait;
  }
  put(layout, value, CD_METRIC_BEDS, service, places);
  put(layout, value, CD_METRIC_BED_NEED, service, need);
  put(layout, value, CD_METRIC_BED_STAYS, service, need - given_up);
  put(layout, value, CD_METRIC_BED_GIVE_UPS, service, given_up);
  put(layout, value, CD_METRIC_BED_WAIT, service, need > 0 ? weeks / need : NAN);
  put(layout, value, CD_METRIC_BED_WAITING, service, weeks / CD_WEEKS_A_YEAR);
  put(layout, value, CD_METRIC_BED_USE, service, places > 0 ? taken / places : NAN);
}

/* Of AREA's residents, of all bed-services. */
static double given_up_in(const CdRunFacts *facts, guint area)
{
  const CdWorld *world = facts->world;
  double sum = 0;
  for (guint b = 0; b < world->n_bed_service; b++) {
    double need = cd_bed_need(world, facts->caseload, b, area);
    for (guint c = 0; c < facts->footprint->n_contracts; c++)
      sum += need * cd_bed_share(world, facts->footprint->at[c].contract, b, area) *
             facts->plan->beds.pool[c * world->n_bed_service + b].give_up;
  }
  return sum;
}

void cd_appraise_beds(const CdRunFacts *facts, const CdMetricLayout *layout, double *value)
{
  const CdWorld *world = facts->world;
  for (guint b = 0; b < world->n_bed_service; b++)
    appraise_service(facts, layout, value, b);
  for (guint a = 0; world->n_bed_service > 0 && a < world->n_area; a++)
    *cd_metric_slot(layout, value, CD_METRIC_BED_AREA_GIVE_UPS, CD_BY_AREA, a) = given_up_in(facts, a);
}
