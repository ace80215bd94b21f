/* moves.h - a ledger read back from JSON, as moves for seats. */
#pragma once

#include "sim/engine/partners/session.h"

/* Events of the "ledger" array in TEXT (a file of `concordat negotiate --replicate K --format json`, or one of a program's own making with the same
 * keys; "utility" may be left out). Texts are numbered again from their terms in the block's grid. NULL and ERROR (CD_ERROR_SCENARIO), which tells the
 * event, where it is not JSON or says something that cannot be. The caller frees the array of CdEvent. */
GArray *cd_moves_read(const CdSession *session, const char *text, GError **error);
