#include "sim/calendar/calendar.h"

#include <math.h>

/* First moment at or after T at which COUNCIL takes contentious decisions. */
static double past_blackouts(const CdWorld *world, guint council, double t)
{
  /* Windows may touch or overlap, so go round until none holds T; each round leaves one window behind. */
  for (guint round = 0; round <= world->n_blackout; round++) {
    double before = t;
    for (guint b = 0; b < world->n_blackout; b++) {
      const CdBlackout *blackout = &world->blackout[b];
      if (blackout->head.parent == (int)council && t >= blackout->from && t < blackout->to + 1)
        t = blackout->to + 1;
    }
    if (t <= before)
      break;
  }
  return t;
}

CdCalendarResult cd_calendar_run(const CdWorld *world, const CdCalendarCase *it)
{
  const CdCalendar *calendar = world->calendar;
  double decision = calendar->decision + it->decided;
  double agreed = decision;
  if (it->largest_parties > 1)
    agreed += calendar->agreement * (it->largest_parties - 1);
  double approved = agreed;
  for (guint i = 0; i < world->n_council; i++)
    if (it->council[i])
      approved = fmax(approved, past_blackouts(world, i, agreed + world->council[i].approval_months));
  double councils = it->prepared ? approved : approved + calendar->redesign;
  double funders = decision;
  for (guint i = 0; i < world->n_funder; i++)
    if (it->funder[i])
      funders = fmax(funders, decision + world->funder[i].decision_months);
  double tender = fmax(councils, funders);
  double ready = ceil(tender + calendar->procurement + it->slippage_months + it->no_bid_months - 1e-9);

  CdCalendarResult result = {
      .stage = {[CD_CALENDAR_AGREEMENT] = agreed - decision,
                [CD_CALENDAR_APPROVALS] = approved - agreed,
                [CD_CALENDAR_REDESIGN] = it->prepared ? 0 : calendar->redesign,
                [CD_CALENDAR_FUNDERS] = tender - councils,
                [CD_CALENDAR_TENDER] = calendar->procurement,
                [CD_CALENDAR_NO_BID] = it->no_bid_months,
                [CD_CALENDAR_SLIPPAGE] = fmax(0, ready - tender - calendar->procurement - it->no_bid_months)},
      .ready = (int)ready,
      .funder_critical = funders > councils};
  result.delay = MAX(0, result.ready - calendar->planned_start);
  int extension = (int)floor(calendar->extension + 0.5);
  result.extension = MIN(result.delay, extension);
  result.extension_left = extension - result.extension;
  result.gap = result.delay - result.extension;
  result.on_time = result.delay == 0;
  return result;
}
