/* staff.h - workers in post, before and after a service begins. docs/model.md, "Staff".
 *
 * Everything is told as a share of the workers in post under business as usual, 1 - vacancy of the posts there are. When a service begins
 * some leave at once: drop_change of them where the provider changes, drop_incumbent where it does not. Posts are filled again at the pace
 * of recovery_months, until as many leave as come: as before, or, where turnover stays higher under a new provider, fewer in post. */
#pragma once

#include "sim/engine/service.h"

/* Workers in post whom lasting turnover under a new provider takes away in the end: 0 where turnover stays as it was. With posts as long to
 * fill, vacancies : posts filled is in proportion to turnover. */
double cd_staff_thinning(const CdDelivery *delivery);

/* What of a contract's workers leaves at once when the service begins; where what is in force goes on, of those alone whose clients it takes over. */
static inline double cd_staff_drop(const CdServiceContract *it, const CdService *service)
{
  double stays = it->goes_on ? 0 : service->drop_incumbent;
  return it->change * service->drop_change + (1 - it->change) * stays;
}

/* CONTRACT's workers in post, and with them its capacity. FADE: what is left of the time to recover, exp(-months / recovery_months). */
static inline double cd_staff_in_post(const CdServiceContract *it, const CdService *service, double thinning, double fade)
{
  return 1 - cd_staff_drop(it, service) * fade - it->change * thinning * (1 - fade);
}

/* The same in MONTH from the planned start; the old service's before the new one begins, and what is left of it in a gap. */
double cd_staff_capacity(const CdService *service, const CdWorld *world, guint contract, guint month);

/* Workers who leave in MONTH, as a share of those in post under business as usual: by yearly turnover and, in the month in which the service
 * begins, at once. What a gap takes away is not counted. */
double cd_staff_leaving(const CdService *service, const CdWorld *world, guint contract, guint month);
