#include <math.h>
#include "sim/tender/bid.h"

const char *const cd_bid_reason_words[CD_BID_REASON_COUNT] = {[CD_BID_YES] = "bids",
                                                              [CD_BID_NOT_REACHED] = "not-its-area",
                                                              [CD_BID_NOT_ALONE] = "only-with-others",
                                                              [CD_BID_TOO_SMALL] = "too-small",
                                                              [CD_BID_TOO_SHORT] = "too-short",
                                                              [CD_BID_TOO_LARGE] = "too-large",
                                                              [CD_BID_STAYED_OUT] = "stayed-out",
                                                              [CD_BID_NOT_WORTH] = "not-worth-it",
                                                              [CD_BID_FULL] = "full",
                                                              [CD_BID_NOT_ASKED] = "not-asked"};

static CdBidReason eligibility(const CdLot *lot, const CdBidder *bidder)
{
  if (!bidder->reaches || lot->rural_share > bidder->rural_limit)
    return CD_BID_NOT_REACHED;
  if (bidder->bound)
    return CD_BID_NOT_ALONE;
  if (lot->reference_cost < bidder->minimum_value)
    return CD_BID_TOO_SMALL;
  if (lot->length_years < bidder->minimum_length)
    return CD_BID_TOO_SHORT;
  if (lot->clients > bidder->capacity)
    return CD_BID_TOO_LARGE;
  return CD_BID_YES;
}

bool cd_tender_is_open_to(const CdLot *lot, const CdBidder *bidder)
{
  return eligibility(lot, bidder) == CD_BID_YES;
}

static CdBidType typical(const CdLot *lot, const CdBidder *bidder)
{
  return (CdBidType){.cost = lot->reference_cost * bidder->efficiency,
                     .quality = bidder->quality,
                     .premium = lot->risk_premium * bidder->risk_aversion,
                     .minimum = lot->minimum_quality};
}

static double absolute_value(const CdLot *lot)
{
  double w = MIN(lot->quality_weight, CD_WEIGHT_MOST);
  return w / (1 - w) * lot->price_band * lot->reference_cost;
}

CdMarking cd_lot_marking(const CdLot *lot)
{
  bool is_absolute = lot->scoring == CD_SCORING_ABSOLUTE;
  return (CdMarking){.scoring = is_absolute ? CD_SCORING_MONETISED : lot->scoring,
                     .weight = lot->quality_weight,
                     .minimum_quality = lot->minimum_quality,
                     .mark_value = is_absolute ? absolute_value(lot) : lot->willingness * lot->reference_cost};
}

/* What a mark of quality is worth to LIKE, the mean of the eligible. */
static double mark_value(const CdLot *lot, const CdContest *contest, const CdBidType *like)
{
  CdMarking marking = cd_lot_marking(lot);
  if (marking.scoring == CD_SCORING_MONETISED)
    return marking.mark_value;
  const CdTypicalBidder bidder = {.cost = like->cost,
                                  .premium = like->premium,
                                  .quality = like->quality,
                                  .floor = MAX(0, lot->minimum_quality - like->quality),
                                  .quality_cost = lot->quality_cost,
                                  .reserve = contest->reserve,
                                  .spread = lot->spread,
                                  .n = contest->n};
  return cd_mark_worth(&marking, &bidder);
}

/* What a typical bidder would pay for another mark when it spends all the reserve on quality; less than v
 * binds. */
static double mark_rate(const CdContest *contest, double cost, double natural_cost)
{
  double left = MAX(0, contest->reserve - natural_cost);
  return MIN(contest->mark_value, 2 * sqrt(contest->quality_cost * cost * left));
}

static CdContest contest_of(const CdLot *lot, const CdBidder *bidder, guint n, const CdBid *bid)
{
  CdContest contest = {.reserve = lot->envelope * lot->reference_cost, .quality_cost = lot->quality_cost, .presence = 1};
  double cost = 0, natural_cost = 0, quality = 0;
  for (guint i = 0; i < n; i++)
    if (bid[i].reason == CD_BID_YES) {
      CdBidType type = typical(lot, &bidder[i]);
      cost += type.cost;
      natural_cost += type.cost * (1 + type.premium);
      quality += type.quality;
      contest.n++;
    }
  if (contest.n == 0)
    return contest;
  const CdBidType like = {.cost = cost / contest.n, .quality = quality / contest.n, .premium = natural_cost / cost - 1};
  contest.mark_value = mark_value(lot, &contest, &like);
  contest.mark_rate = mark_rate(&contest, cost / contest.n, natural_cost / contest.n);
  for (guint i = 0; i < n; i++)
    if (bid[i].reason == CD_BID_YES) {
      CdBidType type = typical(lot, &bidder[i]);
      double z = cd_pseudo_cost(&contest, &type);
      double added = cd_quality_added(contest.quality_cost, contest.mark_rate, &type);
      contest.mean += z / contest.n;
      /* dz/dlnC is cost and premium at the quality chosen: the choice itself adds nothing at first order. */
      contest.sd += lot->spread * (z + contest.mark_rate * (type.quality + added)) / contest.n;
    }
  return contest;
}

/* The chance with which each of the eligible takes part where cost is learnt by doing so: that of their typical bidder. */
static double presence(const CdLot *lot, const CdBidder *bidder, guint n, const CdBid *bid, const CdContest *contest)
{
  CdBidType like = {.minimum = lot->minimum_quality};
  double bid_cost = 0;
  for (guint i = 0; i < n; i++)
    if (bid[i].reason == CD_BID_YES) {
      CdBidType type = typical(lot, &bidder[i]);
      like.cost += type.cost / contest->n;
      like.quality += type.quality / contest->n;
      like.premium += type.premium / contest->n;
      bid_cost += bidder[i].bid_cost / contest->n;
    }
  return contest->n > 0 ? cd_entry_chance(contest, &like, bid_cost / lot->length_years) : 0;
}

static CdBid bid_of(const CdLot *lot, const CdBidder *bidder, const CdContest *contest)
{
  if (lot->cost_learnt && bidder->interest >= contest->presence)
    return (CdBid){.reason = CD_BID_STAYED_OUT};
  CdBidType type = typical(lot, bidder);
  type.cost *= exp(bidder->log_theta);
  return cd_bid_offer(contest, &type, lot->cost_learnt ? 0 : bidder->bid_cost / lot->length_years);
}

static CdAward award_to(const CdLot *lot, const CdBidder *bidder, const CdBid *bid, int winner)
{
  double natural = typical(lot, bidder).cost * exp(bidder->log_theta);
  CdAward award = {.winner = winner, .price = bid->price, .quality = bid->quality};
  award.efficiency = natural - lot->reference_cost;
  award.quality_cost = bid->cost - natural;
  award.premium = bid->premium;
  award.margin = bid->price - lot->reference_cost - (award.efficiency + award.quality_cost + award.premium);
  return award;
}

/* Puts each bid's score; the winner, -1 where there is no bid. */
static int mark(const CdLot *lot, guint n, CdBid *bid)
{
  CdMarking marking = cd_lot_marking(lot);
  CdPrices prices = {.n = 0};
  for (guint i = 0; i < n; i++)
    if (bid[i].reason == CD_BID_YES)
      cd_prices_take(&prices, bid[i].price);
  int winner = -1;
  for (guint i = 0; i < n; i++) {
    if (bid[i].reason != CD_BID_YES)
      continue;
    bid[i].score = cd_score(&marking, &prices, &(CdOffer){bid[i].quality, bid[i].price});
    if (winner < 0 || bid[i].score > bid[winner].score ||
        (bid[i].score == bid[winner].score && bid[i].quality > bid[winner].quality))
      winner = (int)i;
  }
  return winner;
}

void cd_tender_run(const CdLot *lot, const CdBidder *bidder, guint n, CdBid *bid, CdAward *award)
{
  g_assert(lot->reference_cost > 0 && lot->quality_cost > 0 && lot->spread > 0 && lot->length_years > 0);
  for (guint i = 0; i < n; i++)
    bid[i] = (CdBid){.reason = eligibility(lot, &bidder[i])};
  CdContest contest = contest_of(lot, bidder, n, bid);
  if (lot->cost_learnt)
    contest.presence = presence(lot, bidder, n, bid, &contest);
  guint n_bids = 0;
  for (guint i = 0; i < n; i++) {
    if (bid[i].reason != CD_BID_YES)
      continue;
    bid[i] = bid_of(lot, &bidder[i], &contest);
    if (bid[i].reason != CD_BID_YES)
      continue;
    n_bids++;
    if (bidder[i].taken + lot->clients > bidder[i].capacity)
      bid[i].reason = CD_BID_FULL;
  }
  int winner = mark(lot, n, bid);
  *award = winner < 0 ? (CdAward){.winner = -1} : award_to(lot, &bidder[winner], &bid[winner], winner);
  award->n_bids = n_bids;
}
