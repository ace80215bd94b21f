#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/tender/tender.h"
#include "tests/unit/near.h"

/* The greatest of five standard normals is expected at 1.163 (Blom's formula: 1.180). */
#define FAR_OF_FIVE exp(0.08 * 1.17976)

static const CdTypicalBidder typical = {
    .cost = 1e6, .premium = 0.05, .quality = 0.5, .quality_cost = 2.4, .reserve = 2e6, .spread = 0.08, .n = 5};

static CdMarking marking_of(CdScoring scoring, double weight)
{
  return (CdMarking){.scoring = scoring, .weight = weight, .low = 0.8e6, .high = 1.6e6, .mark_value = 4e5};
}

static double price_at(const CdTypicalBidder *bidder, double added)
{
  return bidder->cost * (1 + bidder->premium + bidder->quality_cost * added * added);
}

static double chosen(const CdTypicalBidder *bidder, double worth)
{
  return CLAMP(worth / (2 * bidder->quality_cost * bidder->cost), bidder->floor, 1 - bidder->quality);
}

/* Marks added with which a bidder at cost scores best against PRICES, to a thousandth. */
static double best_of_all(const CdMarking *marking, const CdPrices *prices, const CdTypicalBidder *bidder)
{
  double best = -INFINITY, at = 0;
  for (int i = 0; i <= 1000; i++) {
    double added = (1 - bidder->quality) * i / 1000;
    double score = cd_score(marking, prices, &(CdOffer){bidder->quality + added, price_at(bidder, added)});
    if (score > best) {
      best = score;
      at = added;
    }
  }
  return at;
}

/* Whoever goes by the worth of a mark scores, by the formula itself, as well as it can, others' prices being as expected. */
static void the_worth_of_a_mark_leads_to_the_best_score(void **state)
{
  (void)state;
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (double weight = 0.1; weight < 0.45; weight += 0.1) {
      CdMarking marking = marking_of((CdScoring)f, weight);
      double added = chosen(&typical, cd_mark_worth(&marking, &typical)), price = price_at(&typical, added);
      CdPrices prices = {.n = 5, .lowest = price / FAR_OF_FIVE, .highest = price * FAR_OF_FIVE, .mean = price};
      double best = best_of_all(&marking, &prices, &typical);
      if (fabs(added - best) > 0.002)
        fail_msg("%s at %g: %g added, but %g scores best", cd_scoring_text((CdScoring)f)->id, weight, added, best);
    }
}

/* price/quality is least where marks added a solve g a^2 + 2 g q a = 1 + r; Q^k / p is most where g (2 - k) a^2 + 2 g q a = k (1 + r). */
static void ratios_have_closed_forms(void **state)
{
  (void)state;
  double g = typical.quality_cost, q = typical.quality, c = 1 + typical.premium;
  CdMarking by_point = marking_of(CD_SCORING_PRICE_PER_POINT, 0), ratio = marking_of(CD_SCORING_VALUE_FOR_MONEY, 0.5);
  double a = sqrt(q * q + c / g) - q;
  assert_nine(cd_mark_worth(&by_point, &typical), 2 * g * typical.cost * a);
  assert_nine(cd_mark_worth(&ratio, &typical), 2 * g * typical.cost * a);
  ratio.weight = 0.2;
  double k = 0.25;
  a = (sqrt(g * g * q * q + g * (2 - k) * k * c) - g * q) / (g * (2 - k));
  assert_nine(cd_mark_worth(&ratio, &typical), 2 * g * typical.cost * a);
}

static void worth_is_finite_at_every_end(void **state)
{
  (void)state;
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    for (guint end = 0; end < 32; end++) {
      CdMarking marking = marking_of((CdScoring)f, end & 1);
      CdTypicalBidder bidder = typical;
      bidder.quality = end & 2 ? 0 : 1;
      bidder.reserve = end & 4 ? 0.5e6 : 3e6; /* below its cost: nobody typical can serve */
      bidder.n = end & 8 ? 1 : 400;
      bidder.floor = end & 16 ? 1 - bidder.quality : 0;
      double worth = cd_mark_worth(&marking, &bidder);
      assert_true(isfinite(worth) && worth >= 0);
    }
}

static void one_bidder_has_no_range(void **state)
{
  (void)state;
  CdMarking marking = marking_of(CD_SCORING_RANGE, 0.4);
  CdTypicalBidder alone = typical;
  alone.n = 1;
  assert_nine(cd_mark_worth(&marking, &alone), 0);
}

/* ---- tenders ---- */

static const CdLot plain_lot = {.reference_cost = 3e6,
                                .envelope = 1.12,
                                .quality_weight = 0.5,
                                .price_band = 0.3,
                                .quality_cost = 1.2,
                                .risk_premium = 0.02,
                                .length_years = 5,
                                .clients = 700,
                                .spread = 0.08};

static const CdBidder plain_bidder = {.efficiency = 1,
                                      .quality = 0.6,
                                      .risk_aversion = 1,
                                      .bid_cost = 30000,
                                      .rural_limit = 1,
                                      .capacity = 1e9,
                                      .reaches = true};

enum { MOST = 7 };

/* Five to seven bidders who differ; returns how many. */
static guint draw_bidders(guint32 trial, CdBidder *bidder)
{
  CdStream stream = cd_stream(11, trial, CD_PURPOSE_LOT, 3);
  guint n = 5 + trial % 3;
  for (guint i = 0; i < n; i++) {
    bidder[i] = plain_bidder;
    bidder[i].log_theta = 0.08 * cd_stream_normal(stream, 0, i);
    bidder[i].quality = 0.3 + 0.5 * cd_stream_uniform(stream, 1, i);
    bidder[i].bid_cost = 2e4 * cd_stream_uniform(stream, 2, i);
  }
  return n;
}

static void awards_go_by_the_formula_on_the_bids_made(void **state)
{
  (void)state;
  guint differ[CD_SCORING_COUNT] = {0};
  for (guint32 trial = 0; trial < 60; trial++) {
    CdBidder bidder[MOST];
    guint n = draw_bidders(trial, bidder);
    for (int f = 0; f < CD_SCORING_COUNT; f++) {
      CdLot lot = plain_lot;
      lot.quality_weight = 0.15;
      CdMarking absolute = cd_lot_marking(&lot);
      lot.scoring = (CdScoring)f;
      lot.willingness = 0.02;
      CdBid bid[MOST];
      CdAward award;
      cd_tender_run(&lot, bidder, n, bid, &award);
      CdOffer offer[MOST] = {{0, 0}};
      for (guint i = 0; i < n; i++)
        if (bid[i].reason == CD_BID_YES)
          offer[i] = (CdOffer){bid[i].quality, bid[i].price};
      CdMarking marking = cd_lot_marking(&lot);
      assert_int_equal(award.winner, cd_winner(&marking, offer, n, -1));
      differ[f] += award.winner != cd_winner(&absolute, offer, n, -1);
      for (guint i = 0; i < n; i++)
        if (offer[i].price > 0)
          assert_true(bid[i].price >= bid[i].cost + bid[i].premium - 1e-6 && bid[i].price <= 1.12 * 3e6 + 1e-6);
    }
  }
  assert_int_equal(differ[CD_SCORING_ABSOLUTE], 0);
  for (int f = CD_SCORING_RELATIVE; f <= CD_SCORING_MEAN; f++)
    assert_true(differ[f] > 0);
}

static void quality_in_pounds_at_the_width_of_the_range_is_absolute(void **state)
{
  (void)state;
  CdBidder bidder[MOST];
  guint n = draw_bidders(1, bidder);
  CdLot pounds = plain_lot;
  pounds.scoring = CD_SCORING_MONETISED;
  pounds.willingness = 0.3; /* w / (1 - w) is 1 */
  CdBid first[MOST], second[MOST];
  CdAward award;
  cd_tender_run(&plain_lot, bidder, n, first, &award);
  cd_tender_run(&pounds, bidder, n, second, &award);
  for (guint i = 0; i < n; i++)
    assert_same(first[i].price, second[i].price);
}

/* Relative marks at equal weights make a mark worth about a whole price, where the range makes it worth 0.3 of the cost. */
static void relative_marks_make_bidders_offer_more_quality(void **state)
{
  (void)state;
  CdBidder bidder[5];
  for (guint i = 0; i < 5; i++)
    bidder[i] = plain_bidder;
  CdBid absolute[5], relative[5];
  CdAward award;
  CdLot lot = plain_lot;
  lot.envelope = 1.5;
  cd_tender_run(&lot, bidder, 5, absolute, &award);
  lot.scoring = CD_SCORING_RELATIVE;
  cd_tender_run(&lot, bidder, 5, relative, &award);
  assert_nine(absolute[0].quality, 0.6 + 0.3 / 2.4);
  assert_nine(relative[0].quality, 1); /* 1.02 exp(0.094) / 2.4 and more: beyond 0.4 */
}

/* ---- the minimum quality ---- */

static void a_lone_bidder_offers_the_minimum_at_the_reserve(void **state)
{
  (void)state;
  CdBidder bidder = plain_bidder;
  CdLot lot = plain_lot;
  lot.minimum_quality = 0.8;
  bidder.bid_cost = 0;
  CdBid bid;
  CdAward award;
  cd_tender_run(&lot, &bidder, 1, &bid, &award);
  assert_int_equal(bid.reason, CD_BID_YES);
  assert_nine(bid.quality, 0.8);
  assert_nine(bid.price, 1.12 * 3e6);
  assert_nine(bid.cost, 3e6 * (1 + 1.2 * 0.04));
  bidder.bid_cost = 5 * 3e6 * (1.12 - 1.02 - 1.2 * 0.04) * 1.0001; /* five years' profit and a little more */
  cd_tender_run(&lot, &bidder, 1, &bid, &award);
  assert_int_equal(bid.reason, CD_BID_NOT_WORTH);
  bidder.bid_cost *= 0.9998;
  cd_tender_run(&lot, &bidder, 1, &bid, &award);
  assert_int_equal(bid.reason, CD_BID_YES);
  lot.minimum_quality = 0.6; /* its own: no burden */
  cd_tender_run(&lot, &bidder, 1, &bid, &award);
  assert_nine(bid.cost, 3e6);
}

/* On price alone, quality asked of everybody is a cost like another: bids are those of bidders whose work costs as much by nature. */
static void quality_asked_of_all_is_part_of_the_cost(void **state)
{
  (void)state;
  CdLot asked = plain_lot, natural = plain_lot;
  asked.quality_weight = natural.quality_weight = 0;
  asked.minimum_quality = 0.75;
  CdBidder low[5], high[5];
  for (guint i = 0; i < 5; i++) {
    low[i] = high[i] = plain_bidder;
    low[i].log_theta = high[i].log_theta = 0.04 * (i - 2.0);
    high[i].quality = 0.75;
    high[i].efficiency = (1.02 + 1.2 * 0.15 * 0.15) / 1.02;
  }
  CdBid of_low[5], of_high[5];
  CdAward award;
  cd_tender_run(&asked, low, 5, of_low, &award);
  cd_tender_run(&natural, high, 5, of_high, &award);
  for (guint i = 0; i < 5; i++) {
    assert_int_equal(of_low[i].reason, of_high[i].reason);
    assert_near(of_low[i].price, of_high[i].price, 1e-12);
    assert_nine(of_low[i].quality, of_high[i].quality);
  }
}

static void no_bid_falls_below_the_minimum_quality(void **state)
{
  (void)state;
  guint raised = 0;
  for (guint32 trial = 0; trial < 40; trial++)
    for (int f = 0; f < CD_SCORING_COUNT; f++) {
      CdBidder bidder[MOST];
      guint n = draw_bidders(trial, bidder);
      CdLot lot = plain_lot;
      lot.scoring = (CdScoring)f;
      lot.minimum_quality = 0.7;
      lot.quality_weight = 0.1;
      CdBid bid[MOST];
      CdAward award;
      cd_tender_run(&lot, bidder, n, bid, &award);
      for (guint i = 0; i < n; i++)
        if (bid[i].reason == CD_BID_YES) {
          assert_true(bid[i].quality >= 0.7 && bid[i].price >= bid[i].cost + bid[i].premium - 1e-6);
          raised += bid[i].quality == 0.7;
        }
    }
  assert_true(raised > 100);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_worth_of_a_mark_leads_to_the_best_score),
      cmocka_unit_test(ratios_have_closed_forms),
      cmocka_unit_test(worth_is_finite_at_every_end),
      cmocka_unit_test(one_bidder_has_no_range),
      cmocka_unit_test(awards_go_by_the_formula_on_the_bids_made),
      cmocka_unit_test(quality_in_pounds_at_the_width_of_the_range_is_absolute),
      cmocka_unit_test(relative_marks_make_bidders_offer_more_quality),
      cmocka_unit_test(a_lone_bidder_offers_the_minimum_at_the_reserve),
      cmocka_unit_test(quality_asked_of_all_is_part_of_the_cost),
      cmocka_unit_test(no_bid_falls_below_the_minimum_quality),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
