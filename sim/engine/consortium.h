/* consortium.h - what providers that bid together come to as one bidder. docs/model.md, "Consortia". */
#pragma once

#include "sim/engine/bidders.h"

/* CONSORTIUM as a bidder for the contract. Each (area, component) is done by the cheapest of the members that name the component among
 * their specialisms and work in the area; where none does by the lead, or by the cheapest that works there if the lead does not. Its cost is theirs, by the care
 * in each, and the cost of coordination on top; its natural quality theirs, and what lived experience adds. Its home is theirs together,
 * its capacity and what is taken of it their sums, its rural reach the widest; all else is its lead's. */
CdBidder cd_consortium_bidder(const CdConsortium *consortium, const CdFootprintContract *it, const CdWorld *world,
                              const CdMarketLuck *luck, const double *taken);
