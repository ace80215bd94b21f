#include "sim/tender/worth.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#define STEPS 48

/* Pounds for a mark at the quality that ADDED marks make, prices of N bidders lying up to FAR times apart from the typical one. */
static double worth_at(const CdMarking *marking, const CdTypicalBidder *bidder, double added, double far)
{
  double w = MIN(marking->weight, CD_WEIGHT_MOST), k = w / (1 - w);
  double cost = bidder->cost * (1 + bidder->premium + bidder->quality_cost * added * added);
  double price = MIN(bidder->reserve, cost), quality = MAX(bidder->quality + added, CD_QUALITY_POINT);
  switch (marking->scoring) {
  case CD_SCORING_ABSOLUTE:
    return k * (marking->high - marking->low);
  case CD_SCORING_RELATIVE:
    return k * price * far;
  case CD_SCORING_DIFFERENCE:
    return k * price / far;
  case CD_SCORING_RANGE:
    return k * (MIN(bidder->reserve, price * far) - price / far);
  case CD_SCORING_MEAN:
    return 2 * k * price;
  case CD_SCORING_PRICE_PER_POINT:
    return price / quality;
  case CD_SCORING_VALUE_FOR_MONEY:
    return k * price / quality;
  case CD_SCORING_MONETISED:
    return marking->mark_value;
  case CD_SCORING_COUNT:
    break;
  }
  g_assert_not_reached();
}

double cd_mark_worth(const CdMarking *marking, const CdTypicalBidder *bidder)
{
  if (marking->scoring == CD_SCORING_ABSOLUTE || marking->scoring == CD_SCORING_MONETISED)
    return worth_at(marking, bidder, 0, 1);
  g_assert(bidder->n >= 1 && bidder->cost > 0 && bidder->quality_cost > 0);
  double g = bidder->quality_cost;
  double affordable = sqrt(MAX(0, bidder->reserve / bidder->cost - 1 - bidder->premium) / g);
  double most = MAX(bidder->floor, MIN(1 - bidder->quality, affordable));
  double far = exp(bidder->spread * gsl_cdf_ugaussian_Pinv((bidder->n - 0.375) / (bidder->n + 0.25)));
  double added = bidder->floor;
  /* Half a step each time: where worth falls with quality, whole ones could go to and fro. */
  for (int i = 0; i < STEPS; i++) {
    double chosen = worth_at(marking, bidder, added, far) / (2 * g * bidder->cost);
    added += (CLAMP(chosen, bidder->floor, most) - added) / 2;
  }
  return worth_at(marking, bidder, added, far);
}
