#include "sim/calendar/calendar.h"

#include <math.h>
#include <string.h>

/* The end of BLACKOUT where it holds T, in T's year if it comes every year; else T. */
static double past_blackout(const CdBlackout *blackout, double t)
{
  double from = blackout->from, length = blackout->to + 1 - from;
  if (blackout->every_year == CD_YES)
    from += 12 * floor((t - from) / 12);
  return t >= from && t < from + length ? from + length : t;
}

/* First moment at or after T at which COUNCIL takes contentious decisions. */
static double past_blackouts(const CdWorld *world, guint council, double t)
{
  /* Windows may touch or overlap, so go round until none holds T; each round leaves one window behind, and those of every year are all behind after
   * a year, as together they leave it some month. */
  for (guint round = 0; round <= 13 * world->n_blackout; round++) {
    double before = t;
    for (guint b = 0; b < world->n_blackout; b++)
      if (world->blackout[b].head.parent == (int)council)
        t = past_blackout(&world->blackout[b], t);
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
  double consulted = agreed;
  if (world->n_procurement > 0 && !it->prepared && !it->as_now)
    consulted += world->procurement->consultation;
  double approved = consulted;
  for (guint i = 0; i < world->n_council; i++)
    if (it->council[i])
      approved = fmax(approved, past_blackouts(world, i, consulted + world->council[i].approval_months));
  double councils = it->prepared ? approved : approved + calendar->redesign;
  double funders = decision;
  for (guint i = 0; i < world->n_funder; i++)
    if (it->funder[i])
      funders = fmax(funders, decision + world->funder[i].decision_months);
  double free = fmax(councils, funders), procurement = calendar->procurement;
  for (guint i = 0; it->awarding && i < CD_AWARDING_STAGES; i++)
    procurement = (i > 0 ? procurement : 0) + it->awarding->stage[i];
  double held = it->awarding && it->awarding->held > 0
                    ? fmax(0, calendar->planned_start + it->awarding->held - procurement - free)
                    : 0;
  double tender = free + held;
  double ready = ceil(tender + procurement + it->slippage_months + it->no_bid_months - 1e-9);

  CdCalendarResult result = {.stage = {[CD_CALENDAR_AGREEMENT] = agreed - decision,
                                       [CD_CALENDAR_CONSULTATION] = consulted - agreed,
                                       [CD_CALENDAR_APPROVALS] = approved - consulted,
                                       [CD_CALENDAR_REDESIGN] = it->prepared ? 0 : calendar->redesign,
                                       [CD_CALENDAR_FUNDERS] = free - councils,
                                       [CD_CALENDAR_HELD] = held,
                                       [CD_CALENDAR_TENDER] = procurement,
                                       [CD_CALENDAR_NO_BID] = it->no_bid_months,
                                       [CD_CALENDAR_SLIPPAGE] = fmax(0, ready - tender - procurement - it->no_bid_months)},
                             .ready = (int)ready,
                             .notice = tender,
                             .funder_critical = funders > councils};
  if (it->awarding)
    memcpy(&result.stage[CD_AWARDING_FIRST], it->awarding->stage, sizeof it->awarding->stage);
  result.delay = MAX(0, result.ready - calendar->planned_start);
  int extension = (int)floor(calendar->extension + 0.5);
  result.extension = MIN(result.delay, extension);
  result.extension_left = extension - result.extension;
  result.gap = result.delay - result.extension;
  result.on_time = result.delay == 0;
  return result;
}
