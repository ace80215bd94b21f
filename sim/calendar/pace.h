/* pace.h - how long work takes that runs into slow months (school holidays, the turn of the year). docs/model.md, "Calendar".
 *
 * Work is in months of full pace, times are months since the year 0. In a slow month that concerns the stage `pace` of a month's work is done; where several
 * do, the least of their paces holds. Without slow months a stage takes its work, to the last digit. */
#pragma once

#include "sim/calendar/calendar.h"

/* Months from FROM until WORK of STAGE is done. */
double cd_pace_forward(const CdWorld *world, CdCalendarStage stage, double from, double work);

/* Months before TO at which STAGE must begin, so that WORK is done by TO. */
double cd_pace_back(const CdWorld *world, CdCalendarStage stage, double to, double work);
