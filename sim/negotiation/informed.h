/* informed.h - a benchmark, no model of anybody: a seat that knows everyone's utilities and alternatives.
 *
 * Among the texts that reach its own target T (concession in time, tactic.h) it tables the one that leaves most to whoever gets least:
 * argmax over texts of min over all at the table of U_j - L_j (ties: highest own utility, then the first in grid order). Accepts what reaches T. Its
 * closing text is chosen likewise among those that reach L. It leaves by the rule of expectation.h, the chance of a text being 1 if everybody's
 * L is reached, else 0.
 *
 * With seats like this, equal last meetings and no cost of delay a zone of agreement is never missed (definitions.md, section 3). */
#pragma once

#include "sim/negotiation/seat.h"
#include "sim/negotiation/tactic.h"

typedef struct {
  CdTactic tactic; /* its reciprocity is not used */
  gpointer user;
  const CdDomain *(*block)(gpointer user, guint32 block);
  /* What leaving BLOCK is worth to PARTY: L_j. */
  double (*limit)(gpointer user, guint party, guint32 block);
} CdInformed;

extern const CdSeatKind cd_informed_kind;

static inline CdSeat cd_informed_seat(CdInformed *informed)
{
  return (CdSeat){.kind = &cd_informed_kind, .self = informed};
}
