/* joining.h - councils that join later: whoever is left on its own when the talks are over may sign what a block has agreed on, if that leaves nobody
 * worse off. docs/model.md, "How the partners decide".
 *
 * A council alone, i, joins a block B of at least two under the five terms of B's text if
 *   each member of B has no less from the same terms in the larger block than it has in B, and
 *   i has no less from them than what it has on its own, less its friction where it is not on its own under business as usual (as for walk-away
 *   values: definitions.md section 2)
 * all under its own beliefs, to CD_TOLERANCE, in the first form of the larger block for which both hold: forms of different blocks cannot be told to be
 * alike. Month by month from the one after the end: blocks in the order of their first member by hashed id take, each, the first
 * such council by hashed id; until in some month nobody joins. */
#pragma once

#include "sim/engine/partners/decision.h"

/* Moves whoever joins in DECISION, which stands otherwise as it was made; each joining goes to LEDGER, which may be NULL. */
void cd_join_later(CdDecision *decision, const CdBlockValues *values, CdLedger *ledger);
