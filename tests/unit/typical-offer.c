#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/typical-offer.h"
#include "sim/tender/tender.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { BLOCK, RESULTS };

/* small.h's market: a price band of 0.3, marks that cost their square, an envelope of 1.1 and no premium; terms of five years and half of
 * the marks for quality. */
static CdTermsDrawn terms_with(double weight)
{
  return (CdTermsDrawn){.length = 5, .quality_weight = weight, .results_share = 0.4, .pricing = BLOCK};
}

static CdSmall *case_new(void)
{
  return cd_small_new(cd_small_scenario());
}

/* --- Risk premium ----------------------------------------------------------------------------------------------------- */

static void a_method_s_premium_is_whole_unless_it_goes_by_results(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  CdTermsDrawn terms = terms_with(0.5);
  assert_nine(cd_risk_premium(it->world, &terms), 0);
  it->world->pricing[BLOCK].risk_premium = 0.03;
  it->world->pricing[RESULTS].risk_premium = 0.1;
  assert_nine(cd_risk_premium(it->world, &terms), 0.03);
  terms.pricing = RESULTS;
  assert_nine(cd_risk_premium(it->world, &terms), 0.04); /* two fifths of the price at stake */
  terms.results_share = 0.15;
  assert_nine(cd_risk_premium(it->world, &terms), 0.015);
}

/* The less depends on results the more is paid, and feared, as by the other method. */
static void what_does_not_depend_on_results_has_the_premium_of_how_it_is_paid(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  CdTermsDrawn terms = terms_with(0.5);
  it->world->pricing[BLOCK].risk_premium = 0.03;
  it->world->pricing[RESULTS].risk_premium = 0.1;
  it->world->pricing[RESULTS].rest = BLOCK;
  terms.pricing = RESULTS;
  static const double known[][2] = {{0, 0.03}, {0.1, 0.037}, {0.4, 0.058}, {1, 0.1}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    terms.results_share = known[i][0];
    assert_nine(cd_risk_premium(it->world, &terms), known[i][1]);
  }
}

static void years_beyond_five_add_to_the_premium(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  it->world->market->length_premium = 0.01;
  it->world->pricing[BLOCK].risk_premium = 0.02;
  /* Years and premium. */
  static const double known[][2] = {{1, 0.02}, {5, 0.02}, {5.5, 0.025}, {8, 0.05}, {15, 0.12}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    CdTermsDrawn terms = terms_with(0.5);
    terms.length = known[i][0];
    assert_nine(cd_risk_premium(it->world, &terms), known[i][1]);
  }
}

/* --- Offer ------------------------------------------------------------------------------------------------------------ */

static void marks_are_added_until_they_cost_what_they_win(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  it->world->market->envelope = 2; /* far away */
  /* Weight, marks, price: 0.3 w / (1 - w) / 2, and 1 plus its square. */
  static const double known[][3] = {
      {0, 0, 1}, {0.25, 0.05, 1.0025}, {0.5, 0.15, 1.0225}, {0.75, 0.45, 1.2025}, {0.8, 0.6, 1.36}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    CdTermsDrawn terms = terms_with(known[i][0]);
    CdTypicalOffer offer = cd_typical_offer(it->world, &terms, it->world->market->envelope, 3);
    assert_nine(offer.quality, known[i][1]);
    assert_nine(offer.price, known[i][2]);
  }
  it->world->market->quality_cost = 2; /* half the marks, at twice their square */
  CdTermsDrawn terms = terms_with(0.5);
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).quality, 0.075);
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).price, 1.01125);
  it->world->market->price_band = 0.4;
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).quality, 0.1);
}

static void the_envelope_caps_what_quality_may_cost(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  CdTermsDrawn terms = terms_with(0.8); /* would add 0.6 */
  CdTypicalOffer offer = cd_typical_offer(it->world, &terms, it->world->market->envelope, 3);
  assert_nine(offer.quality, 0.316227766017); /* root of 0.1 */
  assert_nine(offer.price, 1.1);
  it->world->market->quality_cost = 2.5; /* would add 0.24 */
  offer = cd_typical_offer(it->world, &terms, it->world->market->envelope, 3);
  assert_nine(offer.quality, 0.2);
  assert_nine(offer.price, 1.1);
}

static void a_premium_adds_to_the_price_and_leaves_less_for_quality(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  it->world->pricing[BLOCK].risk_premium = 0.06;
  CdTermsDrawn terms = terms_with(0.5);
  CdTypicalOffer offer = cd_typical_offer(it->world, &terms, it->world->market->envelope, 3);
  assert_nine(offer.quality, 0.15); /* the root of 0.04 would be left */
  assert_nine(offer.price, 1.0825);
  terms.quality_weight = 0.8;
  offer = cd_typical_offer(it->world, &terms, it->world->market->envelope, 3);
  assert_nine(offer.quality, 0.2);
  assert_nine(offer.price, 1.1);
}

/* 1 - Phi(ln((1 + r)/P)/s)^n for somebody cheaper at the envelope P, failing whom 1 + no-bid-premium. */
static void beyond_the_envelope_somebody_cheaper_bids_or_nobody(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  CdMarket *market = it->world->market;
  CdTermsDrawn terms = terms_with(0.8);
  static const struct {
    double envelope, premium, spread, no_bid, price;
    guint n;
  } known[] = {{1.1, 0.12, 0.08, 0.12, 1.1040888182718842, 3},
               {0.95, 0, 0.1, 0.2, 1.0086650139998277, 4},
               {0.5, 0, 0.1, 0, 1, 2},    /* nobody is so cheap */
               {0.5, 0, 0, 0.1, 1.1, 2}}; /* nobody differs */
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    it->world->pricing[BLOCK].risk_premium = known[i].premium;
    market->cost_spread = known[i].spread;
    market->no_bid_premium = known[i].no_bid;
    CdTypicalOffer offer = cd_typical_offer(it->world, &terms, known[i].envelope, known[i].n);
    assert_nine(offer.quality, 0);
    assert_nine(offer.price, known[i].price);
  }
}

static void there_is_no_more_than_one_mark_to_add(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  it->world->market->quality_cost = 0.05;
  it->world->market->envelope = 2; /* would pay for 4.5, and the weight call for 27 */
  CdTermsDrawn terms = terms_with(0.9);
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).quality, 1);
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).price, 1.05);
}

static void quality_and_price_rise_with_the_weight_up_to_the_envelope(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  it->world->pricing[BLOCK].risk_premium = 0.02;
  double cap = 0.282842712475; /* root of 0.08: reached where 0.15 w / (1 - w) is, at a weight of 0.6535 */
  CdTermsDrawn none = terms_with(0);
  CdTypicalOffer before = cd_typical_offer(it->world, &none, it->world->market->envelope, 3);
  for (guint i = 1; i <= 100; i++) {
    CdTermsDrawn terms = terms_with(i / 100.0);
    CdTypicalOffer offer = cd_typical_offer(it->world, &terms, it->world->market->envelope, 3);
    if (i <= 66)
      assert_true(offer.quality > before.quality && offer.price > before.price);
    else
      assert_true(offer.quality == before.quality && offer.price == before.price);
    assert_true(offer.quality < cap + 1e-9 && offer.price < 1.1 + 1e-9);
    before = offer;
  }
  assert_nine(before.quality, cap);
  assert_nine(before.price, 1.1);
}

/* What two bidders alike, of reference cost and typical risk aversion, put into a tender far below its envelope. */
static void assert_bid_is_typical(const CdWorld *world, const CdTermsDrawn *terms)
{
  CdLot lot = {.reference_cost = 400000,
               .envelope = world->market->envelope,
               .quality_weight = terms->quality_weight,
               .price_band = world->market->price_band,
               .quality_cost = world->market->quality_cost,
               .risk_premium = cd_risk_premium(world, terms),
               .length_years = terms->length,
               .clients = 300,
               .spread = 0.01};
  CdBidder bidder[2];
  CdBid bid[2];
  CdAward award;
  for (guint i = 0; i < 2; i++)
    bidder[i] = (CdBidder){
        .efficiency = 1, .quality = 0.2, .risk_aversion = 1, .rural_limit = 1, .capacity = 1000, .reaches = true};
  cd_tender_run(&lot, bidder, 2, bid, &award);
  CdTypicalOffer offer = cd_typical_offer(world, terms, world->market->envelope, 3);
  assert_int_equal(award.n_bids, 2);
  assert_nine(bid[0].quality, 0.2 + offer.quality);
  assert_nine((bid[0].cost + bid[0].premium) / 400000, offer.price);
}

static void a_typical_bidder_offers_in_the_tender_what_is_expected_of_it(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  CdMarket *market = it->world->market;
  market->envelope = 2;
  market->length_premium = 0.01;
  it->world->pricing[RESULTS].risk_premium = 0.1;
  CdTermsDrawn terms = {.length = 8, .quality_weight = 0.6, .results_share = 0.4, .pricing = RESULTS};
  assert_bid_is_typical(it->world, &terms);
  /* A weight of one counts as 0.999 in both: 999 times the band. */
  market->price_band = 0.001;
  market->quality_cost = 2;
  terms.quality_weight = 1;
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).quality, 0.24975);
  assert_bid_is_typical(it->world, &terms);
}

/* Under quality in pounds a mark is worth what is stated, whatever the weight; the minimum quality is counted from the market's reference. */
static void another_formula_and_a_minimum_make_another_offer(void **state)
{
  (void)state;
  g_autoptr(CdSmall) it = case_new();
  it->world->market->envelope = 2;
  it->world->market->reference_quality = 0.5;
  CdTermsDrawn terms = terms_with(0.9);
  terms.scoring = CD_SCORING_MONETISED;
  terms.willingness = 0.2;
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).quality, 0.1);
  terms.minimum_quality = 0.65;
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).quality, 0.15);
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).price, 1.0225);
  terms.minimum_quality = 0.55;
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).quality, 0.1);
  terms.scoring = CD_SCORING_PRICE_PER_POINT; /* (1 + a^2) / (0.5 + a) would be least at 0.618: quality ends before */
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).quality, 0.5);
  it->world->market->quality_cost = 4; /* (1 + 4 a^2) / (0.5 + a) is least at a = 0.5^0.5 - 0.5 */
  assert_nine(cd_typical_offer(it->world, &terms, it->world->market->envelope, 3).quality, M_SQRT1_2 - 0.5);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_method_s_premium_is_whole_unless_it_goes_by_results),
      cmocka_unit_test(what_does_not_depend_on_results_has_the_premium_of_how_it_is_paid),
      cmocka_unit_test(years_beyond_five_add_to_the_premium),
      cmocka_unit_test(marks_are_added_until_they_cost_what_they_win),
      cmocka_unit_test(the_envelope_caps_what_quality_may_cost),
      cmocka_unit_test(a_premium_adds_to_the_price_and_leaves_less_for_quality),
      cmocka_unit_test(beyond_the_envelope_somebody_cheaper_bids_or_nobody),
      cmocka_unit_test(there_is_no_more_than_one_mark_to_add),
      cmocka_unit_test(quality_and_price_rise_with_the_weight_up_to_the_envelope),
      cmocka_unit_test(a_typical_bidder_offers_in_the_tender_what_is_expected_of_it),
      cmocka_unit_test(another_formula_and_a_minimum_make_another_offer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
