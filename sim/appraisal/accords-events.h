/* accords-events.h - what is asked about by name: how often, under which assumptions, and what those left behind could have offered. Private to this
 * folder.
 *
 * Events: that not all go together; that they group as in the structure which beliefs about scale are stated for; and each <talks-event>: whoever
 * it names gives notice, all that it names as going end in one block that holds none of those left behind, and each of these would rather have stayed. */
#pragma once

#include "sim/appraisal/accords.h"

/* Fills .event from the records and .x. */
void cd_accords_find_events(CdAccords *accords);
