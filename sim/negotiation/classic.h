/* classic.h - the time-dependent seat: it knows its own utilities and asks for less as time passes, or, by its
 * reciprocity, as the others do.
 *
 * Target T by concession in time (tactic.h), over 0 .. its last meeting, down to what leaving is worth, mixed with tit-for-tat (answering.h). Accepts a text that reaches T; else
 * tables, among the texts that reach T,
 *   the one of lowest own utility (ties: the first in grid order), or
 *   the nearest to the others' last offers: least sum over the others of sum over issues |difference in levels| / (levels - 1) (ties: highest own
 *   utility, then the first in grid order); before anybody else has offered, as above.
 * Passes where no text reaches T. Last meeting: the same choice among the texts that reach L. It has no beliefs: it leaves only where not even its own
 * best text, agreed next month, would be worth staying for. */
#pragma once

#include "sim/negotiation/answering.h"

typedef enum { CD_CLASSIC_LEAST, CD_CLASSIC_NEAREST } CdClassicChoice;

typedef struct {
  CdTactic tactic;
  CdClassicChoice choice;
  CdAnswering answering;
} CdClassic;

extern const CdSeatKind cd_classic_kind;

/* CLASSIC, its answering zeroed, is borrowed and one talk's. */
static inline CdSeat cd_classic_seat(CdClassic *classic)
{
  return (CdSeat){.kind = &cd_classic_kind, .self = classic};
}
