#include "sim/engine/typical-offer.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include "sim/tender/worth.h"

/* Years at and below which a contract's length adds no premium for inflation. */
#define LENGTH_WITHOUT_PREMIUM 5

double cd_risk_premium(const CdWorld *world, const CdTermsDrawn *terms)
{
  const CdPricing *pricing = &world->pricing[terms->pricing];
  double premium = pricing->risk_premium;
  if (pricing->by_results == CD_YES) {
    double rest = pricing->rest >= 0 ? world->pricing[pricing->rest].risk_premium : 0;
    premium = terms->results_share * premium + (1 - terms->results_share) * rest;
  }
  return premium + world->market->length_premium * fmax(0, terms->length - LENGTH_WITHOUT_PREMIUM);
}

/* What a mark of quality is worth, as a multiple of the reference cost. */
static double mark_worth(const CdWorld *world, const CdTermsDrawn *terms, double premium, double floor, double envelope,
                         guint n)
{
  const CdMarket *market = world->market;
  double weight = fmin(terms->quality_weight, CD_WEIGHT_MOST);
  if (terms->scoring == CD_SCORING_ABSOLUTE)
    return market->price_band * weight / (1 - weight);
  const CdMarking marking = {.scoring = (CdScoring)terms->scoring, .weight = weight, .mark_value = terms->willingness};
  const CdTypicalBidder bidder = {.cost = 1,
                                  .premium = premium,
                                  .quality = market->reference_quality,
                                  .floor = floor,
                                  .quality_cost = market->quality_cost,
                                  .reserve = envelope,
                                  .spread = market->cost_spread,
                                  .n = MAX(1, n)};
  return cd_mark_worth(&marking, &bidder);
}

/* Price where a typical bidder would ask more than is accepted. */
static double price_beyond(const CdWorld *world, double premium, double envelope, guint n)
{
  const CdMarket *market = world->market;
  double above = log((1 + premium) / envelope);
  double too_dear = market->cost_spread > 0 ? gsl_cdf_ugaussian_P(above / market->cost_spread) : 1;
  double nobody = pow(too_dear, n);
  return (1 - nobody) * envelope + nobody * fmax(1 + market->no_bid_premium, envelope);
}

bool cd_typical_offer_counts_bidders(const CdWorld *world, const CdTermsDrawn *terms, double envelope)
{
  return terms->scoring != CD_SCORING_ABSOLUTE || 1 + cd_risk_premium(world, terms) > envelope;
}

CdTypicalOffer cd_typical_offer(const CdWorld *world, const CdTermsDrawn *terms, double envelope, guint n)
{
  const CdMarket *market = world->market;
  double premium = cd_risk_premium(world, terms), floor = fmax(0, terms->minimum_quality - market->reference_quality);
  if (1 + premium > envelope)
    return (CdTypicalOffer){.quality = floor, .price = price_beyond(world, premium, envelope, n), .premium = premium};
  double wanted = mark_worth(world, terms, premium, floor, envelope, n) / (2 * market->quality_cost);
  double affordable = sqrt((envelope - 1 - premium) / market->quality_cost);
  double most = terms->scoring == CD_SCORING_ABSOLUTE ? 1 : 1 - market->reference_quality;
  double added = fmax(floor, fmin(most, fmin(wanted, affordable)));
  return (CdTypicalOffer){
      .quality = added, .price = 1 + premium + market->quality_cost * added * added, .premium = premium};
}
