#include "sim/tender/compared.h"

#include <math.h>

#define LEVEL 1e-9

bool cd_scoring_is_weighted(CdScoring scoring)
{
  return scoring != CD_SCORING_PRICE_PER_POINT && scoring != CD_SCORING_MONETISED;
}

/* Of a bid without any quality the logarithm is minus infinity: it never wins but at weight 0. */
static double end_of(const CdMarking *marking, const CdPrices *prices, const CdOffer *offer, double weight)
{
  CdMarking at = *marking;
  at.weight = weight;
  double score = cd_score(&at, prices, offer);
  return marking->scoring == CD_SCORING_VALUE_FOR_MONEY ? log(fmax(score, 1e-300)) : score;
}

guint cd_reigns(const CdMarking *marking, const CdOffer *offer, guint n, CdReign *reign)
{
  CdPrices prices = cd_prices(marking, offer, n, -1);
  CdMarking at = *marking;
  at.weight = 0;
  int now = cd_winner(&at, offer, n, -1);
  guint found = 0;
  double from = 0;
  while (now >= 0) {
    reign[found++] = (CdReign){from, now};
    if (!cd_scoring_is_weighted(marking->scoring))
      break;
    /* Who overtakes NOW first: of those that gain on it the one met at the least weight, then the steepest. */
    double own = end_of(marking, &prices, &offer[now], 0), rise = end_of(marking, &prices, &offer[now], 1) - own,
           next = 1, steepest = rise;
    int by = -1;
    for (guint i = 0; i < n; i++) {
      if (!cd_is_considered(marking, &offer[i]))
        continue;
      double start = end_of(marking, &prices, &offer[i], 0), slope = end_of(marking, &prices, &offer[i], 1) - start;
      double meets = fmax(from, (own - start) / (slope - rise));
      if (slope > rise && (meets < next || (by >= 0 && meets <= next && slope > steepest))) {
        next = meets;
        steepest = slope;
        by = (int)i;
      }
    }
    if (by < 0 || found == n)
      break;
    if (next <= from) /* they tie there: the steeper has it from there on */
      found--;
    from = next;
    now = by;
  }
  return found;
}

bool cd_are_level(const CdMarking *marking, const CdOffer *offer, guint n, guint one, guint other)
{
  CdPrices prices = cd_prices(marking, offer, n, -1);
  for (int weight = 0; weight <= 1; weight++) {
    double a = end_of(marking, &prices, &offer[one], weight), b = end_of(marking, &prices, &offer[other], weight);
    if (fabs(a - b) > LEVEL * fmax(1, fabs(a)))
      return false;
  }
  return true;
}

double cd_score_told(const CdMarking *marking, const CdPrices *prices, const CdOffer *offer)
{
  double score = cd_score(marking, prices, offer), w = marking->weight;
  if (!cd_scoring_is_weighted(marking->scoring))
    return -score;
  if (marking->scoring == CD_SCORING_VALUE_FOR_MONEY && w < 1)
    return pow(score, 1 / (1 - w));
  return score;
}
