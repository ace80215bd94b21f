/* minutes.h - minutes of talks whose session is there already. */
#pragma once

#include "sim/appraisal/minutes.h"

/* As cd_minutes() of SESSION's seed without seats, for a scenario whose protocol is offers in turn; REPLICATE from 1. SESSION is borrowed and must outlive the
 * minutes. */
CdMinutes *cd_minutes_of_session(CdScenario *scenario, CdSession *session, guint replicate);
