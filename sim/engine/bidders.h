/* bidders.h - who could bid for a contract, at what cost: the market as one tender sees it. docs/model.md, "Tender". */
#pragma once

#include "sim/engine/award.h"

/* Share of the contract's clients whom BIDDER, or a member of it, serves already. */
double cd_incumbent_share(const CdFootprintContract *it, const CdWorld *world, guint bidder);

/* Standard deviation of a bidder's ln cost for the contract, as its rivals believe. */
double cd_lot_spread(const CdFootprintContract *it, const CdWorld *world);

/* ln of what one (area, component) would cost PROVIDER for each pound that it costs a typical provider at the reference: its
 * efficiency and its draws, an incumbent's in part those of when it won; LUCK NULL: without any. PAIR: area * n_component + component. */
double cd_log_pair_cost(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck, guint provider,
                        guint pair);

/* BIDDER[cd_world_bidders()], in the order of LUCK->order. TAKEN[provider]: average caseload won already at the same time. */
void cd_bidders_make(CdBidder *bidder, const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck,
                     const double *taken);

/* The same of one, by its row. */
CdBidder cd_bidder_of(const CdFootprintContract *it, const CdWorld *world, const CdMarketLuck *luck, guint row);

/* How many could bid for the contract under TERMS, whatever it would cost them: who work there, and whom it is neither too small, too short nor too large for. */
guint cd_bidders_who_could(const CdFootprintContract *it, const CdTermsDrawn *terms, const CdWorld *world);

/* Adds the contract's clients to what BIDDER has taken; a consortium's members by their capacity. */
void cd_bidders_take(double *taken, const CdFootprintContract *it, const CdWorld *world, guint bidder);
