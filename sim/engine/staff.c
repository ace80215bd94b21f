#include "sim/engine/staff.h"

#include <math.h>

double cd_staff_thinning(const CdDelivery *delivery)
{
  double more = delivery->turnover_after - 1, vacancy = delivery->vacancy;
  return vacancy * more / (1 + vacancy * more);
}

double cd_staff_capacity(const CdService *service, const CdWorld *world, guint contract, guint month)
{
  const CdDelivery *delivery = world->delivery;
  double u = (double)month - service->calendar.delay;
  if (u < 0)
    return (int)month < service->calendar.extension ? 1 : 1 - world->calendar->gap_loss;
  return cd_staff_in_post(&service->at[contract], service, cd_staff_thinning(delivery),
                          exp(-u / delivery->recovery_months));
}

double cd_staff_leaving(const CdService *service, const CdWorld *world, guint contract, guint month)
{
  const CdDelivery *delivery = world->delivery;
  const CdServiceContract *it = &service->at[contract];
  double in_post = cd_staff_capacity(service, world, contract, month), yearly = delivery->turnover;
  int u = (int)month - service->calendar.delay;
  if (u >= 0)
    yearly *= 1 + it->change * (delivery->turnover_after - 1);
  double at_once = u == 0 ? cd_staff_drop(it, service) : 0;
  return at_once + in_post * yearly / 12;
}
