/* replay.h - a seat whose moves come from a list: from the ledger of an earlier talk, or from a person, move by move.
 *
 * The list is that of the whole talk or of this party; others' events are passed over. Replayed from its own ledger, a talk leaves the
 * same ledger. When the list is spent and the party is asked for a move, it answers WAIT; so a person's seat needs no state but the list:
 * with one move more, the talk is run again from its beginning. (Asked only whether it leaves, it stays: notice may be given in turn.)
 *
 * Of an event: TABLES, ACCEPTS, PASSES, NOTICE and BREAKS_OFF in a turn; CLOSING_TEXT at the last meeting, where a vote or LAPSES stands for having
 * none to put; VOTES_YES, VOTES_NO; its meeting, block, text, threshold and reason. Refusals, agreements and regroupings are the protocol's and not
 * read, and so is whatever the list says after the talks have ended.
 *
 * A list may come from outside and say anything: its first move of this party that is not open to it there is noted as unlawful, and the seat answers
 * WAIT from then on. Which text is accepted or voted on may be left out (CD_NO_TEXT), and which block sits at the table (0). */
#pragma once

#include "sim/negotiation/seat.h"

typedef struct {
  const CdEvent *event; /* [n] borrowed */
  guint n;
  guint next;          /* first not yet read; 0 at first */
  const char *problem; /* why event[next] is unlawful; NULL: nothing is */
} CdReplay;

extern const CdSeatKind cd_replay_kind;

static inline CdSeat cd_replay_seat(CdReplay *replay)
{
  return (CdSeat){.kind = &cd_replay_kind, .self = replay};
}
