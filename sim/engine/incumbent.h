/* incumbent.h - what those who serve the clients today earn, over what it costs them. docs/model.md, 7.4. */
#pragma once

#include "sim/engine/appraise.h"

/* Who bids for the work of today's provider: PROVIDER itself, or the consortium that it bids with alone. -1 stays -1. */
int cd_incumbent_bidder(const CdWorld *world, int provider);

/* Pounds over the horizon that today's providers earn over their cost: until the service starts on today's contracts, then on those that they hold, as
 * far as they serve the clients today, to the end of the contract; less what bidding and redesigning cost them. Before overspends that they bear,
 * mobilisation and any transfer of staff. LUCK: of this run. */
double cd_incumbent_profit(const CdRunFacts *facts, const CdMarketLuck *luck);
