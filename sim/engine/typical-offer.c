#include "sim/engine/typical-offer.h"

#include <math.h>

/* Years at and below which a contract's length adds no premium for inflation. */
#define LENGTH_WITHOUT_PREMIUM 5
/* At a weight of one price would not matter at all; the same limit as in sim/tender. */
#define QUALITY_WEIGHT_MOST 0.999

double cd_risk_premium(const CdWorld *world, const CdTermsDrawn *terms)
{
  const CdPricing *pricing = &world->pricing[terms->pricing];
  double premium = pricing->risk_premium * (pricing->by_results == CD_YES ? terms->results_share : 1);
  return premium + world->market->length_premium * fmax(0, terms->length - LENGTH_WITHOUT_PREMIUM);
}

CdTypicalOffer cd_typical_offer(const CdWorld *world, const CdTermsDrawn *terms)
{
  const CdMarket *market = world->market;
  double weight = fmin(terms->quality_weight, QUALITY_WEIGHT_MOST), premium = cd_risk_premium(world, terms);
  double worth = market->price_band * weight / (1 - weight);
  double wanted = worth / (2 * market->quality_cost);
  double affordable = sqrt(fmax(0, market->envelope - 1 - premium) / market->quality_cost);
  double added = fmin(1, fmin(wanted, affordable));
  return (CdTypicalOffer){.quality = added, .price = 1 + premium + market->quality_cost * added * added};
}
