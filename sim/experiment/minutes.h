/* minutes.h - minutes of talks whose session is there already. */
#pragma once

#include "sim/appraisal/minutes.h"
#include "sim/appraisal/reasons.h"

/* Of the talks that REASONS names as examples, as cd_minutes() makes them of SESSION's seed without seats; NULL where the protocol has no meetings. SESSION,
 * one that was made for talking, is borrowed and must outlive them. */
GPtrArray *cd_minutes_of_examples(CdScenario *scenario, CdSession *session, const CdReasons *reasons);
