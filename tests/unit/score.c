#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/tender/score.h"
#include "tests/unit/near.h"

enum { A, B, C };

/* Vector FLIP: C never wins, and its leaving changes who does under marks by other bids' prices. */
static const CdOffer flip[] = {{0.90, 125}, {0.80, 95}, {0.20, 50}};

static CdMarking marking_of(CdScoring scoring)
{
  return (CdMarking){.scoring = scoring, .weight = 0.6, .low = 50, .high = 150, .mark_value = 100};
}

static double score_of(const CdMarking *marking, const CdOffer *offer, guint n, guint i)
{
  CdPrices prices = cd_prices(marking, offer, n, -1);
  return cd_score(marking, &prices, &offer[i]);
}

static void assert_scores(CdScoring scoring, guint n, const double *expected)
{
  CdMarking marking = marking_of(scoring);
  for (guint i = 0; i < n; i++)
    assert_nine(score_of(&marking, flip, n, i), expected[i]);
}

static void known_bids_score_as_worked_by_hand(void **state)
{
  (void)state;
  assert_scores(CD_SCORING_ABSOLUTE, 3, (double[]){64, 70, 52});
  assert_scores(CD_SCORING_ABSOLUTE, 2, (double[]){64, 70});
  assert_scores(CD_SCORING_RELATIVE, 3, (double[]){70, 48 + 40 * 50.0 / 95, 52});
  assert_scores(CD_SCORING_RELATIVE, 2, (double[]){84.4, 88});
  assert_scores(CD_SCORING_DIFFERENCE, 3, (double[]){54, 52, 52});
  assert_scores(CD_SCORING_DIFFERENCE, 2, (double[]){54 + 40 * 65.0 / 95, 88});
  assert_scores(CD_SCORING_RANGE, 3, (double[]){54, 64, 52});
  assert_scores(CD_SCORING_RANGE, 2, (double[]){54, 88});
  assert_scores(CD_SCORING_MEAN, 3, (double[]){54 + 20 * 55 / 90.0, 48 + 20 * 85 / 90.0, 12 + 20 * 130 / 90.0});
  assert_scores(CD_SCORING_MEAN, 2, (double[]){54 + 20 * 95 / 110.0, 48 + 20 * 125 / 110.0});
  assert_scores(CD_SCORING_PRICE_PER_POINT, 3, (double[]){-125.0 / 90, -95.0 / 80, -2.5});
  assert_scores(CD_SCORING_MONETISED, 3, (double[]){-35, -15, -30}); /* a pound a point */
}

static void value_for_money_is_the_usual_ratio_to_a_power(void **state)
{
  (void)state;
  CdMarking marking = marking_of(CD_SCORING_VALUE_FOR_MONEY);
  const double expected[] = {pow(90, 1.5) / 125, 7.53201845, 1.78885438}; /* Q^1.5 / p */
  for (guint i = 0; i < 3; i++)
    assert_near(pow(score_of(&marking, flip, 3, i), 1 / 0.4), expected[i], 1e-8);
}

static void price_alone_is_relative_to_the_lowest(void **state)
{
  (void)state;
  const CdOffer offer[] = {{0.9, 15e3}, {0.5, 10e3}, {1, 30e3}};
  CdMarking marking = {.scoring = CD_SCORING_RELATIVE};
  assert_nine(score_of(&marking, offer, 3, A), 200 / 3.0);
  assert_nine(score_of(&marking, offer, 3, B), 100);
  assert_nine(score_of(&marking, offer, 3, C), 100 / 3.0);
}

static void a_losing_bid_decides_where_others_prices_count(void **state)
{
  (void)state;
  const struct {
    CdScoring scoring;
    int with, without; /* C */
    int flipping;
  } known[] = {
      {CD_SCORING_ABSOLUTE, B, B, -1},
      {CD_SCORING_RELATIVE, A, B, C},
      {CD_SCORING_DIFFERENCE, A, B, C},
      {CD_SCORING_RANGE, B, B, A},
      {CD_SCORING_MEAN, B, A, C},
      {CD_SCORING_PRICE_PER_POINT, B, B, -1},
      {CD_SCORING_VALUE_FOR_MONEY, B, B, -1},
      {CD_SCORING_MONETISED, B, B, -1},
  };
  for (guint k = 0; k < G_N_ELEMENTS(known); k++) {
    CdMarking marking = marking_of(known[k].scoring);
    assert_int_equal(cd_winner(&marking, flip, 3, -1), known[k].with);
    assert_int_equal(cd_winner(&marking, flip, 3, C), known[k].without);
    assert_int_equal(cd_flipping_bid(&marking, flip, 3), known[k].flipping);
  }
}

static void absolute_marks_are_quality_in_pounds_within_their_range(void **state)
{
  (void)state;
  CdMarking absolute = {.scoring = CD_SCORING_ABSOLUTE, .weight = 0.7, .low = 80, .high = 120};
  CdMarking pounds = {.scoring = CD_SCORING_MONETISED, .mark_value = 0.7 / 0.3 * 40};
  const CdOffer offer[] = {{0.3, 81}, {0.95, 119.5}, {0.5, 97}};
  for (guint i = 1; i < 3; i++) {
    double in_marks = score_of(&absolute, offer, 3, i) - score_of(&absolute, offer, 3, 0);
    double in_pounds = score_of(&pounds, offer, 3, i) - score_of(&pounds, offer, 3, 0);
    assert_nine(in_marks, in_pounds * 0.3 * 100 / 40);
  }
}

static void marks_for_price_are_cut_off(void **state)
{
  (void)state;
  const CdOffer outside[] = {{0, 10}, {0, 100}, {0, 1000}};
  const struct {
    CdScoring scoring;
    double least, most;
  } known[] = {
      {CD_SCORING_ABSOLUTE, 0, 100}, {CD_SCORING_DIFFERENCE, 0, 100}, {CD_SCORING_MEAN, 0, 50 + 50 * 360 / 370.0}};
  for (guint k = 0; k < G_N_ELEMENTS(known); k++) {
    CdMarking marking = marking_of(known[k].scoring);
    marking.weight = 0;
    assert_nine(score_of(&marking, outside, 3, C), known[k].least);
    assert_nine(score_of(&marking, outside, 3, A), known[k].most);
  }
}

/* Alone, or at one price with everyone: all marks for price, but half of them about a mean that is one's own price. */
static void one_price_has_all_marks(void **state)
{
  (void)state;
  const CdOffer alike[] = {{0.5, 80}, {0.9, 80}, {0.9, 80}};
  for (guint n = 1; n <= 3; n += 2)
    for (int f = CD_SCORING_RELATIVE; f <= CD_SCORING_MEAN; f++) {
      CdMarking marking = marking_of((CdScoring)f);
      assert_nine(score_of(&marking, alike, n, 0), 30 + 0.4 * (f == CD_SCORING_MEAN ? 50 : 100));
      assert_int_equal(cd_winner(&marking, alike, n, -1), n == 1 ? 0 : 1);
      assert_int_equal(cd_flipping_bid(&marking, alike, n), -1);
    }
}

static void no_quality_at_all_loses_by_the_point(void **state)
{
  (void)state;
  const CdOffer offer[] = {{0, 1}, {0.01, 1e6}}, none[] = {{0, 5}, {0, 4}};
  CdMarking by_point = marking_of(CD_SCORING_PRICE_PER_POINT), by_ratio = marking_of(CD_SCORING_VALUE_FOR_MONEY);
  assert_true(isinf(score_of(&by_point, offer, 2, 0)));
  assert_int_equal(cd_winner(&by_point, offer, 2, -1), 1);
  assert_int_equal(cd_winner(&by_ratio, offer, 2, -1), 1);
  assert_int_equal(cd_winner(&by_point, none, 2, -1), 0); /* alike, so the first */
  by_ratio.weight = 0;
  assert_int_equal(cd_winner(&by_ratio, none, 2, -1), 1); /* price alone */
  by_ratio.weight = 1;
  assert_int_equal(cd_winner(&by_ratio, flip, 3, -1), A); /* quality alone */
}

/* Neither a bid that is not considered nor one that was not made counts for others' marks. */
static void the_minimum_quality_leaves_bids_aside(void **state)
{
  (void)state;
  CdMarking marking = marking_of(CD_SCORING_RELATIVE);
  marking.minimum_quality = 0.2;
  assert_int_equal(cd_winner(&marking, flip, 3, -1), A); /* just that is enough */
  marking.minimum_quality = 0.21;
  assert_int_equal(cd_winner(&marking, flip, 3, -1), B);
  assert_nine(score_of(&marking, flip, 3, A), 84.4);
  assert_int_equal(cd_prices(&marking, flip, 3, -1).n, 2);
  assert_int_equal(cd_flipping_bid(&marking, flip, 3), -1);
  marking.minimum_quality = 0.95;
  assert_int_equal(cd_winner(&marking, flip, 3, -1), -1);
  const CdOffer unmade[] = {{1, 0}, {0.5, 10}};
  marking.minimum_quality = 0;
  assert_int_equal(cd_winner(&marking, unmade, 2, -1), 1);
}

static void equal_scores_go_to_the_lower_index(void **state)
{
  (void)state;
  const CdOffer offer[] = {{0.4, 70}, {0.6, 60}, {0.6, 60}};
  for (int f = 0; f < CD_SCORING_COUNT; f++) {
    CdMarking marking = marking_of((CdScoring)f);
    assert_int_equal(cd_winner(&marking, offer, 3, -1), 1);
    assert_int_equal(cd_winner(&marking, offer, 3, 1), 2);
  }
}

/* By the definition: each losing bid taken away in turn, on the marks of those that stay. */
static bool flips(const CdMarking *marking, const CdOffer *offer, guint n)
{
  CdOffer rest[8];
  int winner = cd_winner(marking, offer, n, -1);
  for (guint out = 0; out < n; out++) {
    guint left = 0;
    for (guint i = 0; i < n; i++)
      if (i != out)
        rest[left++] = offer[i];
    int at = cd_winner(marking, rest, left, -1);
    if ((int)out != winner && at + (at >= (int)out) != winner)
      return true;
  }
  return false;
}

static void only_formulas_that_say_so_flip_among_random_bids(void **state)
{
  (void)state;
  guint found[CD_SCORING_COUNT] = {0};
  for (guint trial = 0; trial < 3000; trial++) {
    CdStream stream = cd_stream(3, trial, CD_PURPOSE_LOT, 7);
    guint n = 2 + trial % 6;
    CdOffer offer[8];
    for (guint i = 0; i < n; i++)
      offer[i] = (CdOffer){cd_stream_uniform(stream, 0, 2 * i), 50 + 100 * cd_stream_uniform(stream, 0, 2 * i + 1)};
    for (int f = 0; f < CD_SCORING_COUNT; f++) {
      CdMarking marking = marking_of((CdScoring)f);
      marking.weight = cd_stream_uniform(stream, 1, 0);
      bool one = flips(&marking, offer, n);
      assert_int_equal(cd_flipping_bid(&marking, offer, n) >= 0, one);
      found[f] += one;
    }
  }
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    assert_int_equal(found[f] > 0, cd_scoring_text((CdScoring)f)->can_flip);
}

static void formulas_have_the_words_of_scenarios(void **state)
{
  (void)state;
  for (int f = 0; f < CD_SCORING_COUNT; f++)
    assert_string_equal(cd_scoring_text((CdScoring)f)->id, cd_choices[CD_CHOICES_SCORING][f]);
}

static void of_equal_scores_the_better_service_wins(void **state)
{
  (void)state;
  CdMarking marking = marking_of(CD_SCORING_RELATIVE);
  marking.weight = 0; /* price alone, and all bid the highest accepted */
  const CdOffer at_the_ceiling[] = {{0.6, 110}, {0.8, 110}, {0.7, 110}, {0.8, 110}};
  assert_int_equal(cd_winner(&marking, at_the_ceiling, 4, -1), 1); /* of equals in both the first */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_bids_score_as_worked_by_hand),
      cmocka_unit_test(value_for_money_is_the_usual_ratio_to_a_power),
      cmocka_unit_test(price_alone_is_relative_to_the_lowest),
      cmocka_unit_test(a_losing_bid_decides_where_others_prices_count),
      cmocka_unit_test(absolute_marks_are_quality_in_pounds_within_their_range),
      cmocka_unit_test(marks_for_price_are_cut_off),
      cmocka_unit_test(one_price_has_all_marks),
      cmocka_unit_test(no_quality_at_all_loses_by_the_point),
      cmocka_unit_test(the_minimum_quality_leaves_bids_aside),
      cmocka_unit_test(equal_scores_go_to_the_lower_index),
      cmocka_unit_test(only_formulas_that_say_so_flip_among_random_bids),
      cmocka_unit_test(formulas_have_the_words_of_scenarios),
      cmocka_unit_test(of_equal_scores_the_better_service_wins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
