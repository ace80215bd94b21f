/* bidding.h - who bids for each contract, and why the others do not: counted over the tenders held in a run, under the common terms. */
#pragma once

#include "sim/appraisal/results.h"

struct _CdBidding {
  guint n_contracts, n_bidders;
  guint *held;  /* [contract] tenders held: competitions in which somebody could be asked */
  guint *count; /* [(contract * n_bidders + bidder) * CD_BID_REASON_COUNT + reason] of these */
};

/* From .tender and .bid of RESULTS. The caller frees. */
CdBidding *cd_bidding_new(const CdResults *results);
void cd_bidding_free(CdBidding *bidding);

/* Share of the contract's tenders in which BIDDER bid, or did not for REASON; NAN where none was held. */
double cd_bidding_share(const CdBidding *bidding, guint contract, guint bidder, CdBidReason reason);

/* Why BIDDER mostly does not bid for CONTRACT: the most frequent of its reasons, of those alike the first; CD_BID_YES: it always bids, or no tender was held. */
CdBidReason cd_bidding_chief_reason(const CdBidding *bidding, guint contract, guint bidder);
