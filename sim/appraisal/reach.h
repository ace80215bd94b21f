/* reach.h - in how many draws of the inputs a claim is met, and where among them that is most frequent. Private to this folder.
 *
 * Draw by draw: a test is met where the mean of the two runs' margins (criterion.h) is above nought, of events and limits at nought too; the claim, where all of its tests are, or any. For
 * what is known once a draw this is a plain count; of what luck decides, luck is halved in it and not taken out, as in a table's ticks (options-table.h): .holds is without luck where that can be. */
#pragma once

#include "sim/appraisal/claims.h"
#include "sim/appraisal/question.h"

/* Fills .draws and .region of CLAIM, whose tests are among those of CLAIMS. */
void cd_claim_reach(const CdResults *results, const CdClaims *claims, const CdDrawnInputs *inputs, CdClaimAnswer *claim);
