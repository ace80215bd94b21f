#include "sim/calendar/pace.h"

#include <math.h>

static bool concerns(const CdSlowMonths *slow, CdCalendarStage stage)
{
  switch (stage) {
  case CD_CALENDAR_CONSULTATION:
    return slow->consultation == CD_YES;
  case CD_CALENDAR_TENDER:
    return slow->tender == CD_YES;
  case CD_CALENDAR_EVALUATION:
    return slow->evaluation == CD_YES;
  case CD_CALENDAR_MOBILISATION:
  case CD_CALENDAR_TRANSFER:
    return slow->mobilisation == CD_YES;
  default: /* agreement and approvals have their blackouts; a standstill is counted in working days */
    return false;
  }
}

static bool holds(const CdSlowMonths *slow, double month)
{
  double from = slow->from;
  if (slow->every_year == CD_YES)
    from += 12 * floor((month - from) / 12);
  return month >= from && month <= from + (slow->to - slow->from);
}

/* What is done of a month's work in MONTH, a whole one. */
static double pace_in(const CdWorld *world, CdCalendarStage stage, double month)
{
  double pace = 1;
  for (guint i = 0; i < world->n_slow_months; i++)
    if (concerns(&world->slow_months[i], stage) && holds(&world->slow_months[i], month))
      pace = fmin(pace, world->slow_months[i].pace);
  return pace;
}

/* What is told is WORK and what slow months add to it, so that where none is met a stage takes its work to the last digit. */
double cd_pace_forward(const CdWorld *world, CdCalendarStage stage, double from, double work)
{
  double t = from, left = work, added = 0;
  while (world->n_slow_months > 0 && left > 0) {
    double month = floor(t), pace = pace_in(world, stage, month), span = fmin(month + 1 - t, left / pace);
    added += span - span * pace;
    left -= span * pace;
    t = month + 1;
  }
  return work + added;
}

double cd_pace_back(const CdWorld *world, CdCalendarStage stage, double to, double work)
{
  double t = to, left = work, added = 0;
  while (world->n_slow_months > 0 && left > 0) {
    double month = ceil(t) - 1, pace = pace_in(world, stage, month), span = fmin(t - month, left / pace);
    added += span - span * pace;
    left -= span * pace;
    t = month;
  }
  return work + added;
}
