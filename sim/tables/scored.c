#include "sim/tables/scored.h"

#include <math.h>

static const char *const key[CD_SCORING_COUNT] = {
    [CD_SCORING_ABSOLUTE] = "ABS",        [CD_SCORING_RELATIVE] = "REL", [CD_SCORING_DIFFERENCE] = "DIF",
    [CD_SCORING_RANGE] = "RANGE",         [CD_SCORING_MEAN] = "MEAN",    [CD_SCORING_PRICE_PER_POINT] = "PQP",
    [CD_SCORING_VALUE_FOR_MONEY] = "VFM", [CD_SCORING_MONETISED] = "MON"};

typedef struct {
  CdMarking marking;
  CdOffer offer[CD_BIDS_MOST];
  guint n;
} Tender;

static CdMarking marking_by(const CdScoredBy *by, CdScoring formula)
{
  return (CdMarking){
      .scoring = formula, .weight = by->weight, .low = by->low, .high = by->high, .mark_value = 100 * by->willingness};
}

static CdOffer offer_of(const CdBids *bids, guint bid)
{
  return (CdOffer){bids->quality[bid] / 100, bids->price[bid]};
}

static const char *lacking(const CdScoredBy *by, CdScoring formula)
{
  if (formula == CD_SCORING_ABSOLUTE && isnan(by->low))
    return "--price-low and --price-high";
  return formula == CD_SCORING_MONETISED && isnan(by->willingness) ? "--willingness-to-pay" : NULL;
}

/* By MARKS, of which the most are best: what is told of the value-for-money ratio is a power of them, which near a weight of one no number holds. */
static void fill_ranks(CdScoredFormula *it, const double *marks, guint n)
{
  for (guint i = 0; i < n; i++) {
    it->rank[i] = 1;
    for (guint j = 0; j < n; j++)
      it->rank[i] += marks[j] > marks[i];
    it->is_tied[i] = (int)i != it->winner && it->rank[i] == 1;
  }
}

static void fill(CdScoredFormula *it, const Tender *tender)
{
  CdPrices prices = cd_prices(&tender->marking, tender->offer, tender->n, -1);
  bool can_flip = cd_scoring_text(tender->marking.scoring)->can_flip;
  it->winner = cd_winner(&tender->marking, tender->offer, tender->n, -1);
  double marks[CD_BIDS_MOST];
  for (guint i = 0; i < tender->n; i++) {
    marks[i] = cd_score(&tender->marking, &prices, &tender->offer[i]);
    it->score[i] = cd_score_told(&tender->marking, &prices, &tender->offer[i]);
    it->without[i] = -1;
    if (!can_flip || (int)i == it->winner)
      continue;
    int other = cd_winner(&tender->marking, tender->offer, tender->n, (int)i);
    it->without[i] = other == it->winner ? -1 : other;
  }
  fill_ranks(it, marks, tender->n);
  it->n_reigns = cd_reigns(&tender->marking, tender->offer, tender->n, it->reign);
}

CdScored *cd_scored_new(CdBids *bids, const CdScoredBy *by)
{
  CdScored *scored = g_new0(CdScored, 1);
  Tender tender = {.n = bids->n};
  scored->bids = bids;
  scored->by = *by;
  for (guint i = 0; i < bids->n; i++)
    tender.offer[i] = offer_of(bids, i);
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    CdScoredFormula *it = &scored->formula[f];
    it->key = key[f];
    it->is_weighted = cd_scoring_is_weighted((CdScoring)f);
    it->lacks = lacking(by, (CdScoring)f);
    tender.marking = marking_by(by, (CdScoring)f);
    if (!it->lacks)
      fill(it, &tender);
  }
  return scored;
}

void cd_scored_free(CdScored *scored)
{
  if (!scored)
    return;
  cd_bids_free(scored->bids);
  g_free(scored);
}

const char *cd_scored_caution(const CdScored *scored)
{
  double most = 0;
  for (guint i = 0; i < scored->bids->n; i++)
    most = fmax(most, scored->bids->quality[i]);
  return most > 0 && most <= 1
             ? "every quality is 1 or less, and quality is in points from 0 to 100: write 80, not 0.8."
             : NULL;
}

bool cd_scored_level(const CdScored *scored, CdScoring formula, guint bid, guint other)
{
  CdOffer offer[CD_BIDS_MOST];
  for (guint i = 0; i < scored->bids->n; i++)
    offer[i] = offer_of(scored->bids, i);
  CdMarking marking = marking_by(&scored->by, formula);
  return bid != other && cd_are_level(&marking, offer, scored->bids->n, bid, other);
}

char *cd_scored_reigning(const CdScored *scored, CdScoring formula, guint winner)
{
  GString *text = g_string_new(scored->bids->bidder[winner]);
  guint last = scored->bids->n, n = 0;
  for (guint i = 0; i < scored->bids->n; i++)
    if (cd_scored_level(scored, formula, winner, i))
      last = i;
  for (guint i = 0; last < scored->bids->n && i <= last; i++)
    if (cd_scored_level(scored, formula, winner, i))
      g_string_append_printf(text, "%s%s",
                             n++ == 0    ? " (level with "
                             : i == last ? " and "
                                         : ", ",
                             scored->bids->bidder[i]);
  return g_string_free(g_string_append(text, n > 0 ? ")" : ""), FALSE);
}

const char *cd_scored_alone(CdScoring formula)
{
  static const char *const meaning[CD_SCORING_COUNT] = {
      [CD_SCORING_ABSOLUTE] = "looks at no other bid: its marks for price are what they would be among many.",
      [CD_SCORING_RELATIVE] = "its own price is the lowest: all 100 marks for price, whatever it asks.",
      [CD_SCORING_DIFFERENCE] = "its own price is the lowest: all 100 marks for price, whatever it asks.",
      [CD_SCORING_RANGE] = "lowest and highest price are both its own: all 100 marks for price here, whatever it asks; "
                           "where a tender's rules say nothing of it, they divide nought by nought.",
      [CD_SCORING_MEAN] = "the mean is its own price: 50 marks for price, whatever it asks.",
      [CD_SCORING_PRICE_PER_POINT] = "looks at no other bid: its price a point is what it would be among many.",
      [CD_SCORING_VALUE_FOR_MONEY] = "looks at no other bid: its ratio is what it would be among many.",
      [CD_SCORING_MONETISED] = "looks at no other bid: its price less its quality's worth is what it would be among "
                               "many."};
  return meaning[formula];
}

double cd_scored_at(const CdScored *scored, CdScoring formula, guint bid, double weight)
{
  CdOffer offer[CD_BIDS_MOST];
  CdScoredBy by = scored->by;
  by.weight = weight;
  for (guint i = 0; i < scored->bids->n; i++)
    offer[i] = offer_of(scored->bids, i);
  CdMarking marking = marking_by(&by, formula);
  CdPrices prices = cd_prices(&marking, offer, scored->bids->n, -1);
  return cd_score(&marking, &prices, &offer[bid]);
}
