/* moves.h - a ledger read back from JSON, as moves for seats. */
#pragma once

#include "sim/engine/partners/session.h"

/* Nobody's minutes are longer; so much is read and no more. */
#define CD_MOVES_BYTES_MOST (16u << 20)
#define CD_MOVES_EVENTS_MOST 100000

/* Events of the "ledger" array in TEXT (a file of `concordat negotiate --replicate K --format json`, or one of a program's own making with the same
 * keys; "reason", "utility" and "threshold" may be left out, "terms" where the step has no text or answers the one on the table, "form" where the block
 * has but one). Texts are numbered again from their terms in the block's grid. NULL and ERROR (CD_ERROR_SCENARIO), which tells the event, from 0, where
 * it is too long, not JSON, or says something that no ledger says; whether a move is open to the council there is the replay's to tell (replay.h).
 * The caller frees the array of CdEvent.
 *
 * REPLICATE, from 1, is the one that they are to be played in. A file that tells its "replicate" must tell this one, and "first_replicate": 1 with it: earlier
 * versions counted from 0 and did not say so. One that tells none may be played in any. */
GArray *cd_moves_read(const CdSession *session, guint replicate, const char *text, GError **error);
