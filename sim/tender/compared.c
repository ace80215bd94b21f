#include "sim/tender/compared.h"

#include <math.h>

#define LEVEL 1e-9

bool cd_scoring_is_weighted(CdScoring scoring)
{
  return scoring != CD_SCORING_PRICE_PER_POINT && scoring != CD_SCORING_MONETISED;
}

/* Of a bid without any quality the logarithm is minus infinity: it wins at weight 0 alone, unless none has any (first_reigning()). */
static double end_of(const CdMarking *marking, const CdPrices *prices, const CdOffer *offer, double weight)
{
  CdMarking at = *marking;
  at.weight = weight;
  double score = cd_score(&at, prices, offer);
  return marking->scoring == CD_SCORING_VALUE_FOR_MONEY ? log(fmax(score, 1e-300)) : score;
}

/* Who wins where the weight is next to nothing: by the value-for-money ratio not a bid without any quality, whose score falls to nought there, where another has some. */
static int first_reigning(const CdMarking *marking, const CdPrices *prices, const CdOffer *offer, guint n)
{
  CdMarking at = *marking;
  at.weight = 0;
  int first = cd_winner(&at, offer, n, -1);
  if (marking->scoring != CD_SCORING_VALUE_FOR_MONEY || first < 0 || offer[first].quality > 0)
    return first;
  double most = -INFINITY;
  for (guint i = 0; i < n; i++) {
    double score = cd_is_considered(marking, &offer[i]) && offer[i].quality > 0 ? cd_score(&at, prices, &offer[i]) : 0;
    if (score <= 0 || score < most || (score == most && offer[i].quality <= offer[first].quality))
      continue;
    most = score;
    first = (int)i;
  }
  return first;
}

guint cd_reigns(const CdMarking *marking, const CdOffer *offer, guint n, CdReign *reign)
{
  CdPrices prices = cd_prices(marking, offer, n, -1);
  int now = first_reigning(marking, &prices, offer, n);
  guint found = 0;
  double from = 0;
  while (now >= 0) {
    reign[found++] = (CdReign){from, now};
    bool has_none = marking->scoring == CD_SCORING_VALUE_FOR_MONEY && offer[now].quality <= 0; /* nor has any other */
    if (!cd_scoring_is_weighted(marking->scoring) || has_none)
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
