/* bidders.h - who could bid for a contract, at what cost: the market as one tender sees it. docs/model.md, "Tender". */
#pragma once

#include "sim/engine/award.h"

/* Share of the contract's clients whom PROVIDER serves already. */
double cd_incumbent_share(const CdFootprintContract *it, const CdWorld *world, guint provider);

/* Standard deviation of a bidder's ln cost for the contract, as its rivals believe. */
double cd_lot_spread(const CdFootprintContract *it, const CdWorld *world);

/* BIDDER[n_provider], in the order of LUCK->order. TAKEN[provider]: average caseload won already at the same time. */
void cd_bidders_make(CdBidder *bidder, const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck,
                     const double *taken);
