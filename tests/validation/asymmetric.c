/* How far bidders who differ are from equilibrium. Each believes that it meets rivals who play as it would at their pseudo-cost; an incumbent knows the work,
 * so that its cost varies less than others'. Measured is what one bidder would gain by answering best what the others do (docs/validation.md);
 * CD_TEST_SHOW in the environment prints the figures. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include "sim/tender/tender.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_rng, gsl_rng_free)

enum { N = 4, DRAWS = 3000, TYPES = 15 };

static const CdLot plain_lot = {.reference_cost = 1,
                                .envelope = 1.08,
                                .price_band = 0.3,
                                .quality_cost = 1.2,
                                .risk_premium = 0,
                                .length_years = 5,
                                .clients = 700,
                                .spread = 0.08};

/* The first differs: its sd is NARROW times the others', its typical cost CHEAP times theirs. A bid costs a hundredth of a year's value. */
typedef struct {
  double narrow, cheap;
} First;

typedef struct {
  CdLot lot;
  First first;
  CdBidder bidder[N];
} Contest;

static Contest contest_of(First first, double quality_weight)
{
  Contest it = {.lot = plain_lot, .first = first};
  it.lot.quality_weight = quality_weight;
  for (int i = 0; i < N; i++)
    it.bidder[i] = (CdBidder){.efficiency = i == 0 ? first.cheap : 1,
                              .quality = 0.6,
                              .risk_aversion = 1,
                              .bid_cost = 0.01,
                              .rural_limit = 1,
                              .capacity = 1e9,
                              .reaches = true};
  return it;
}

static double spread_of(const Contest *it, int who)
{
  return it->lot.spread * (who == 0 ? it->first.narrow : 1);
}

static void draw(Contest *it, gsl_rng *rng)
{
  for (int i = 0; i < N; i++)
    it->bidder[i].log_theta = gsl_ran_gaussian(rng, spread_of(it, i));
}

static int ascending(gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return x < y ? -1 : x > y;
}

/* BEST[DRAWS], ascending: the best score of all but WHO; -INFINITY where none of them bids. */
static void scores_against(Contest *it, int who, gsl_rng *rng, double *best)
{
  for (int d = 0; d < DRAWS; d++) {
    CdBid bid[N];
    CdAward award;
    draw(it, rng);
    cd_tender_run(&it->lot, it->bidder, N, bid, &award);
    best[d] = -INFINITY;
    for (int i = 0; i < N; i++)
      if (i != who && bid[i].reason == CD_BID_YES)
        best[d] = fmax(best[d], bid[i].score);
  }
  qsort(best, DRAWS, sizeof *best, ascending);
}

static double chance(const double *best, double score)
{
  int low = 0, high = DRAWS;
  while (low < high) {
    int middle = (low + high) / 2;
    if (best[middle] < score)
      low = middle + 1;
    else
      high = middle;
  }
  return low / (double)DRAWS;
}

static double worth_of_mark(const CdLot *lot)
{
  return lot->quality_weight / (1 - lot->quality_weight) * lot->price_band;
}

/* The most that cost C leaves at SCORE: quality up to where a mark costs what it is worth, less where the reserve would not pay for it. */
static double profit(const Contest *it, double c, double score)
{
  double v = worth_of_mark(&it->lot), g = it->lot.quality_cost, q = it->bidder[0].quality;
  double added = fmin(1 - q, v / (2 * g * c));
  if (v > 0)
    added = fmin(added, (it->lot.envelope + score) / v - q);
  double price = v * (q + added) - score;
  return added < 0 || price > it->lot.envelope + 1e-12 ? -INFINITY : price - c - g * c * added * added;
}

/* Means over its own cost of what WHO earns, and of what it would at its best answer, before the cost of bidding is taken off one
 * where it bids. Answers are chosen on one half of the draws and paid on the other, since the best of noisy values flatters. */
typedef struct {
  double earned, best;
} Earnings;

static Earnings earnings_of(First first, double quality_weight, int who)
{
  static double seen[DRAWS], met[DRAWS];
  Contest it = contest_of(first, quality_weight);
  g_autoptr(gsl_rng) rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(rng, 3);
  scores_against(&it, who, rng, seen);
  scores_against(&it, who, rng, met);
  double entry = it.bidder[who].bid_cost / it.lot.length_years;
  Earnings mean = {0, 0};
  for (int t = 0; t < TYPES; t++) {
    it.bidder[who].log_theta = gsl_cdf_gaussian_Pinv((t + 0.5) / TYPES, spread_of(&it, who));
    double c = it.bidder[who].efficiency * exp(it.bidder[who].log_theta);
    CdBid bid[N];
    CdAward award;
    cd_tender_run(&it.lot, it.bidder, N, bid, &award);
    if (bid[who].reason == CD_BID_YES)
      mean.earned += ((bid[who].price - bid[who].cost) * chance(met, bid[who].score) - entry) / TYPES;
    double most = 0, answer = NAN;
    for (double score = worth_of_mark(&it.lot) * 0.6 - it.lot.envelope; score < 0.5; score += 0.001) {
      double value = profit(&it, c, score) * chance(seen, score) - entry;
      if (value > most) {
        most = value;
        answer = score;
      }
    }
    if (!isnan(answer))
      mean.best += (profit(&it, c, answer) * chance(met, answer) - entry) / TYPES;
  }
  return mean;
}

static const First alike = {1, 1}, incumbent = {0.6, 1}, strong = {1, 0.95};
static const double weight[] = {0, 0.25, 0.75};

static void gains(First first, double quality_weight, int who, double most_of_earnings, double most_of_value)
{
  Earnings it = earnings_of(first, quality_weight, who);
  double gain = it.best - it.earned;
  if (g_getenv("CD_TEST_SHOW"))
    print_message("spread %.1f, cost %.2f, weight %.2f, %s: earns %.4f, could gain %.4f of it, %.6f of the contract\n",
                  first.narrow, first.cheap, quality_weight, who ? "another" : "the first", it.earned, gain / it.earned,
                  gain);
  assert_true(it.earned > 0.003);
  assert_true(gain < most_of_earnings * it.earned && gain < most_of_value);
  /* No answer was chosen that loses: the search has seen what the bid is. */
  assert_true(gain > -0.02 * it.earned);
}

/* What is measured is nought where nothing is to be gained. */
static void where_all_are_alike_nobody_gains_by_another_bid(void **state)
{
  (void)state;
  for (gsize w = 0; w < G_N_ELEMENTS(weight); w++)
    gains(alike, weight[w], 1, 0.01, 0.0001);
}

static void beside_an_incumbent_of_narrower_spread_hardly_anybody_does(void **state)
{
  (void)state;
  for (gsize w = 0; w < G_N_ELEMENTS(weight); w++)
    for (int who = 0; who < 2; who++)
      gains(incumbent, weight[w], who, 0.02, 0.0003);
}

static void beside_one_a_twentieth_cheaper_nobody_gains_a_thousandth_of_the_contract(void **state)
{
  (void)state;
  for (gsize w = 0; w < G_N_ELEMENTS(weight); w++)
    for (int who = 0; who < 2; who++)
      gains(strong, weight[w], who, 0.03, 0.001);
}

/* Price alone and no cost of bidding, so that all of the same bidders who are below the reserve bid either way: what they are paid by first
 * price, as the model has it, and what they would be paid by second score, which needs no beliefs. */
static void the_first_price_is_near_what_a_second_score_would_charge(void **state)
{
  (void)state;
  const First known[] = {alike, incumbent, strong};
  for (gsize k = 0; k < G_N_ELEMENTS(known); k++) {
    Contest it = contest_of(known[k], 0);
    it.lot.envelope = 1.5;
    for (int i = 0; i < N; i++)
      it.bidder[i].bid_cost = 0;
    g_autoptr(gsl_rng) rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, 5);
    double sum = 0, squares = 0;
    int not_cheapest = 0;
    for (int d = 0; d < DRAWS; d++) {
      CdBid bid[N];
      CdAward award;
      draw(&it, rng);
      cd_tender_run(&it.lot, it.bidder, N, bid, &award);
      double least = INFINITY, second = INFINITY;
      for (int i = 0; i < N; i++) {
        second = fmin(second, fmax(least, bid[i].cost));
        least = fmin(least, bid[i].cost);
      }
      not_cheapest += bid[award.winner].cost > least;
      sum += award.price - second;
      squares += (award.price - second) * (award.price - second);
    }
    double mean = sum / DRAWS, error = sqrt((squares / DRAWS - mean * mean) / DRAWS);
    if (g_getenv("CD_TEST_SHOW"))
      print_message(
          "spread %.1f, cost %.2f: first price less second score %+.5f (s.e. %.5f); not the cheapest won %.4f\n",
          known[k].narrow, known[k].cheap, mean, error, not_cheapest / (double)DRAWS);
    assert_true(fabs(mean) < (k == 0 ? 4 * error : 0.01));
    assert_true(not_cheapest <= DRAWS / 50);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(where_all_are_alike_nobody_gains_by_another_bid),
      cmocka_unit_test(beside_an_incumbent_of_narrower_spread_hardly_anybody_does),
      cmocka_unit_test(beside_one_a_twentieth_cheaper_nobody_gains_a_thousandth_of_the_contract),
      cmocka_unit_test(the_first_price_is_near_what_a_second_score_would_charge),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
