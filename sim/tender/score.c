#include "sim/tender/score.h"

#include <math.h>

#define OWN false
#define OTHERS true
static const CdScoringText text[CD_SCORING_COUNT] = {
#define FORMULA(KIND, id_, by, label_, meaning_, formula_)                                                             \
  [CD_SCORING_##KIND] = {.id = id_, .label = label_, .meaning = meaning_, .formula = formula_, .can_flip = by},
#include "sim/tender/formulas.def"
#undef FORMULA
};

const CdScoringText *cd_scoring_text(CdScoring scoring)
{
  g_assert(scoring < CD_SCORING_COUNT);
  return &text[scoring];
}

void cd_prices_take(CdPrices *prices, double price)
{
  prices->lowest = prices->n > 0 ? MIN(prices->lowest, price) : price;
  prices->highest = MAX(prices->highest, price);
  prices->mean += (price - prices->mean) / ++prices->n;
}

CdPrices cd_prices(const CdMarking *marking, const CdOffer *offer, guint n, int without)
{
  CdPrices prices = {.n = 0};
  for (guint i = 0; i < n; i++)
    if ((int)i != without && cd_is_considered(marking, &offer[i]))
      cd_prices_take(&prices, offer[i].price);
  return prices;
}

static double marks(const CdMarking *marking, const CdPrices *prices, double price)
{
  switch (marking->scoring) {
  case CD_SCORING_ABSOLUTE:
    return CLAMP(100 * (marking->high - price) / (marking->high - marking->low), 0, 100);
  case CD_SCORING_RELATIVE:
    return 100 * prices->lowest / price;
  case CD_SCORING_DIFFERENCE:
    return fmax(0, 100 * (1 - (price - prices->lowest) / prices->lowest));
  case CD_SCORING_RANGE:
    if (prices->highest <= prices->lowest)
      return 100;
    return 100 * (prices->highest - price) / (prices->highest - prices->lowest);
  case CD_SCORING_MEAN:
    return CLAMP(50 + 50 * (prices->mean - price) / prices->mean, 0, 100);
  case CD_SCORING_PRICE_PER_POINT:
  case CD_SCORING_VALUE_FOR_MONEY:
  case CD_SCORING_MONETISED:
  case CD_SCORING_COUNT:
    break;
  }
  g_assert_not_reached();
}

double cd_score(const CdMarking *marking, const CdPrices *prices, const CdOffer *offer)
{
  double w = marking->weight;
  if (marking->scoring == CD_SCORING_PRICE_PER_POINT)
    return -offer->price / (100 * offer->quality);
  if (marking->scoring == CD_SCORING_VALUE_FOR_MONEY)
    return pow(100 * offer->quality, w) / pow(offer->price, 1 - w);
  if (marking->scoring == CD_SCORING_MONETISED)
    return marking->mark_value * offer->quality - offer->price;
  return w * 100 * offer->quality + (1 - w) * marks(marking, prices, offer->price);
}

int cd_winner(const CdMarking *marking, const CdOffer *offer, guint n, int without)
{
  CdPrices prices = cd_prices(marking, offer, n, without);
  int winner = -1;
  double best = 0;
  for (guint i = 0; i < n; i++) {
    if ((int)i == without || !cd_is_considered(marking, &offer[i]))
      continue;
    double score = cd_score(marking, &prices, &offer[i]);
    if (winner < 0 || score > best || (score == best && offer[i].quality > offer[winner].quality)) {
      winner = (int)i;
      best = score;
    }
  }
  return winner;
}

int cd_flipping_bid(const CdMarking *marking, const CdOffer *offer, guint n)
{
  int winner = text[marking->scoring].can_flip ? cd_winner(marking, offer, n, -1) : -1;
  if (winner < 0)
    return -1;
  for (guint i = 0; i < n; i++)
    if ((int)i != winner && cd_is_considered(marking, &offer[i]) && cd_winner(marking, offer, n, (int)i) != winner)
      return (int)i;
  return -1;
}
