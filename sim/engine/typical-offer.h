/* typical-offer.h - what a typical bidder offers under given terms: the tender as an expectation, for whoever weighs terms before
 * anybody has bid. docs/model.md, "Agents' views". */
#pragma once

#include "sim/engine/footprint.h"

typedef struct {
  double quality; /* marks above natural quality */
  double price; /* as a multiple of the reference cost: 1 + risk premium + what the quality costs, no margin; or what is to be paid without such an offer */
  double premium; /* of the price, what pays for risk, whether or not such an offer is made */
} CdTypicalOffer;

/* A bidder of reference cost C and typical risk aversion, unbound by rivals, as in sim/tender/tender.h case (a): marks added
 * a = min(v/(2 g C), sqrt((envelope - 1 - r)/g), 1), the second what the envelope leaves, v/C = price-band x w/(1 - w). Where the
 * premium r alone exceeds the envelope no typical bidder offers: somebody cheaper may, at natural quality and the price accepted, the chance that one of n is so
 * cheap being 1 - Phi(ln((1 + r)/envelope)/cost-spread)^n; failing them 1 + no-bid-premium, at least the envelope, is paid. Under another formula v is that of
 * sim/tender/worth.h for a bidder of the market's reference quality among n, which bounds a too; and a is what the minimum quality asks beyond that, at the least. ENVELOPE: of
 * the contract, a multiple of its reference cost: see cd_envelope(). N: who could bid for it; see cd_bidders_who_could(). */
CdTypicalOffer cd_typical_offer(const CdWorld *world, const CdTermsDrawn *terms, double envelope, guint n);

/* Whether the offer goes by N at all. */
bool cd_typical_offer_counts_bidders(const CdWorld *world, const CdTermsDrawn *terms, double envelope);

/* What a typical bidder adds to its price under these terms: pricing method and length together, a share of its cost. */
double cd_risk_premium(const CdWorld *world, const CdTermsDrawn *terms);
