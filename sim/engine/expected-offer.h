/* expected-offer.h - price and quality that a contract is expected to have before anybody has bid: a typical bidder's offer within its envelope where it is
 * tendered, what its route settles where nobody bids against anybody. docs/model.md, "The tender as an expectation". */
#pragma once

#include "sim/engine/plan.h"
#include "sim/engine/route.h"

typedef struct {
  double price;   /* as a multiple of the contract's reference cost */
  double quality; /* 0..1: reference quality is what business as usual gives under its own terms; a typical bidder's response to terms does the rest */
} CdExpectedOffer;

/* Whether the contract goes to whoever bids best, so that its price and quality answer to terms. ROUTE: NULL without <procurement>. */
static inline bool cd_is_tendered(const CdRouteTaken *route)
{
  return !route || cd_route(route->route)->bidders == CD_BIDDERS_ALL;
}

CdExpectedOffer cd_expected_offer(const CdFootprintContract *contract, const CdRouteTaken *route,
                                  const CdPlanReference *reference, const CdWorld *world);

/* The same where CONTRACT is tendered, under TERMS instead of its own, its ENVELOPE known (cd_envelope()). */
CdExpectedOffer cd_expected_bid(const CdFootprintContract *contract, const CdTermsDrawn *terms, double envelope,
                                const CdPlanReference *reference, const CdWorld *world);

/* What typical bidders offer under the terms of business as usual, the mean of its contracts by clients: what is paid and given today. */
CdTypicalOffer cd_offer_today(const CdFootprint *baseline, const CdWorld *world);
