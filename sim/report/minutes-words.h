/* minutes-words.h - minutes in sentences, which the text and the page share. The caller frees. */
#pragma once

#include "sim/appraisal/minutes.h"

/* The sentence of a step, with its reason and what the text was worth. */
char *cd_minutes_sentence(const CdMinutes *minutes, const CdEvent *event);

/* "Meeting 3, 2020-03"; MEETING from 0. */
char *cd_minutes_meeting(const CdMinutes *minutes, guint meeting);

/* How it ended: the first line tells the kind of end, the others who has what. Texts; or that a seat's move is waited for. */
GPtrArray *cd_minutes_end(const CdMinutes *minutes);
