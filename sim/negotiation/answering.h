/* answering.h - tit-for-tat in a party's own utility, turn by turn: what it asks for now that the others have moved.
 *
 * Source: tactic.h. Kept by a seat between its turns at one table. */
#pragma once

#include "sim/negotiation/seat.h"

typedef struct {
  guint32 block;               /* for which what follows holds; 0: none yet */
  double target;               /* tit-for-tat's until now */
  guint answered[CD_TALK_MAX]; /* by party: the last offer that was answered; CD_NO_TEXT */
} CdAnswering;

/* The least that a party of TACTIC asks for at this turn: concession in time, mixed with tit-for-tat by the tactic's reciprocity. Once a turn, for it
 * takes note of what the others have offered. ANSWERING, zeroed, is a new one's. */
double cd_answering_asked(CdAnswering *answering, const CdView *view, const CdTactic *tactic);
