/* Closed forms of auctions and entry, by the very bids that tenders are made of: one price-only contest with a textbook's distribution of cost. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include "sim/tender/bid.h"
#include "tests/unit/cdfs.h"
#include "tests/unit/near.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_integration_glfixed_table, gsl_integration_glfixed_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_rng, gsl_rng_free)

static const Range unit = {0, 1};

/* Che's bidders with cost theta q^2/2, theta uniform on [1, 2], where a mark is worth V in the score: q = V/theta, z = -V^2/(2 theta), here
 * one up so that costs are positive. */
static double che_cdf(double x, gconstpointer params)
{
  double v = *(const double *)params, z = x - 1;
  return z >= -v * v / 4 ? 1 : CLAMP(-v * v / (2 * z) - 1, 0, 1);
}

static CdContest contest_of(CdCdf cdf, gconstpointer params, guint n, double reserve)
{
  return (CdContest){.n = n, .reserve = reserve, .quality_cost = 1, .presence = 1, .cdf = cdf, .cdf_params = params};
}

static double price(const CdContest *contest, double cost, double bid_cost)
{
  CdBid bid = cd_bid_offer(contest, &(CdBidType){.cost = cost}, bid_cost);
  assert_int_equal(bid.reason, CD_BID_YES);
  return bid.price;
}

static bool enters(const CdContest *contest, double cost, double bid_cost)
{
  return cd_bid_offer(contest, &(CdBidType){.cost = cost}, bid_cost).reason == CD_BID_YES;
}

static double uniform_price(guint n, double cost, double reserve, double bid_cost)
{
  CdContest contest = contest_of(uniform_cdf, &unit, n, reserve);
  return price(&contest, cost, bid_cost);
}

/* ---- bids (C2) ---- */

static void uniform_bids_match_the_closed_form(void **state)
{
  (void)state;
  assert_near(uniform_price(2, 0.5, 1, 0), 0.75, 1e-9);
  assert_near(uniform_price(3, 0.5, 1, 0), 2.0 / 3, 1e-9);
  assert_near(uniform_price(5, 0.5, 1, 0), 0.6, 1e-9);
  assert_near(uniform_price(3, 0.5, 0.8, 0), 0.656, 1e-9);
  assert_near(uniform_price(1, 0.5, 0.8, 0), 0.8, 1e-12);
  for (guint n = 2; n <= 10; n++)
    for (double reserve = 0.6; reserve <= 1; reserve += 0.2)
      for (double c = 0.05; c < reserve; c += 0.1)
        assert_near(uniform_price(n, c, reserve, 0),
                    c + (pow(1 - c, n) - pow(1 - reserve, n)) / (n * pow(1 - c, n - 1.0)), 1e-6);
  CdContest pounds = contest_of(uniform_cdf, &(Range){800, 1200}, 4, 1200);
  assert_near(price(&pounds, 900, 0), 975, 1e-9);
}

static void lognormal_bids_match_the_table(void **state)
{
  (void)state;
  static const struct {
    guint n;
    double bid[3];
  } row[] = {{2, {1.107081, 1.235423, 1.443279}}, {3, {.983292, 1.129248, 1.350900}}, {5, {.907073, 1.069499, 1.302016}}};
  const double cost[3] = {0.8, 1, 1.25}, sigma = 0.25;
  for (gsize i = 0; i < G_N_ELEMENTS(row); i++)
    for (int j = 0; j < 3; j++) {
      CdContest contest = contest_of(lognormal_cdf, &sigma, row[i].n, 1e6);
      assert_near(price(&contest, cost[j], 0), row[i].bid[j], 2e-5);
    }
}

static void scored_bids_match_ches_example(void **state)
{
  (void)state;
  static const struct {
    guint n;
    double theta, price, score;
  } row[] = {{2, 1, .653426, .346574}, {3, 1.25, .462209, .337791}, {3, 1.5, .365210, 0}};
  for (gsize i = 0; i < G_N_ELEMENTS(row); i++) {
    double quality = 1 / row[i].theta;
    CdContest contest = contest_of(che_cdf, &(double){1}, row[i].n, 0.75);
    double bid = price(&contest, 1 - quality / 2, 0) - 1;
    assert_near(bid + quality, row[i].price, 1e-6);
    if (row[i].score > 0)
      assert_near(-bid, row[i].score, 1e-6);
  }
}

/* The quality to which a bidder of cost theta/2 goes, at a mark worth 1; and what would be best for a buyer who reckons with the rent that
 * quality leaves to better bidders: at virtual cost, theta + F/f = 2 theta - 1. */
static void the_best_rule_rewards_quality_less_than_it_is_worth(void **state)
{
  (void)state;
  assert_near(cd_quality_added(1, 1, &(CdBidType){.cost = 1.25 / 2}), 0.8, 1e-12);
  assert_near(cd_quality_added(1, 1, &(CdBidType){.cost = (2 * 1.25 - 1) / 2}), 0.666667, 1e-6);
}

typedef struct {
  double v;
  guint n;
} Che;

/* What the winner's offer is worth to a buyer to whom a mark is worth 1, by the winner's theta, the least of n. */
static double surplus_at(double theta, void *params)
{
  const Che *che = params;
  CdContest contest = contest_of(che_cdf, &che->v, che->n, 1 - che->v * che->v / 4);
  double quality = che->v / theta, bid = price(&contest, 1 - che->v * quality / 2, 0) - 1;
  return che->n * pow(2 - theta, che->n - 1.0) * (quality - bid - che->v * quality);
}

/* By the bids themselves: a buyer who scores quality at what it is worth to it gets less than one who scores it at a little less. */
static void a_buyer_gains_by_scoring_quality_below_its_worth(void **state)
{
  (void)state;
  g_autoptr(gsl_integration_glfixed_table) table = gsl_integration_glfixed_table_alloc(24);
  for (guint n = 2; n <= 5; n++) {
    double surplus[3];
    const double v[3] = {0.5, 0.9, 1};
    for (int i = 0; i < 3; i++) {
      Che che = {v[i], n};
      gsl_function f = {surplus_at, &che};
      surplus[i] = gsl_integration_glfixed(&f, 1, 2, table);
    }
    assert_true(surplus[1] > surplus[2] + 1e-4 && surplus[1] > surplus[0]);
  }
}

/* ---- what it comes to ---- */

typedef struct {
  const CdContest *contest;
  double bid_cost;
} Priced;

/* What the buyer can expect to pay for bids by those at cost C: chance that there is one, that it wins, its price. */
static double paid_at(double c, void *params)
{
  const Priced *priced = params;
  const CdContest *contest = priced->contest;
  double rivals = contest->n - 1.0, wins = pow(1 - contest->presence * c, rivals);
  return contest->n * contest->presence * wins * price(contest, c, priced->bid_cost);
}

static double paid(const CdContest *contest, double bid_cost, double dearest)
{
  g_autoptr(gsl_integration_glfixed_table) table = gsl_integration_glfixed_table_alloc(24);
  Priced priced = {contest, bid_cost};
  gsl_function f = {paid_at, &priced};
  return gsl_integration_glfixed(&f, 0, dearest, table);
}

static void the_price_is_the_second_lowest_cost_on_average(void **state)
{
  (void)state;
  for (guint n = 2; n <= 8; n++) {
    CdContest contest = contest_of(uniform_cdf, &unit, n, 1);
    assert_near(paid(&contest, 0, 1), 2 / (n + 1.0), 1e-6);
  }
  /* [800, 1200], four bidders: 960. */
  CdContest four = contest_of(uniform_cdf, &unit, 4, 1);
  assert_near(800 + 400 * paid(&four, 0, 1), 960, 1e-6);
}

/* ---- cost known before entry: Samuelson (C3) ---- */

static void entry_and_bids_match_samuelson(void **state)
{
  (void)state;
  CdContest contest = contest_of(uniform_cdf, &unit, 5, 1);
  const double last = 0.369043;
  assert_true(enters(&contest, last - 1e-6, 0.1) && !enters(&contest, last + 1e-6, 0.1));
  assert_near(price(&contest, 0.2, 0.1), .555312, 1e-6);
  assert_near(price(&contest, last - 1e-6, 0.1), 1, 2e-5);
}

/* Each of 20,000 tenders by five draws. */
static void nobody_bids_as_often_as_a_bid_costs(void **state)
{
  (void)state;
  g_autoptr(gsl_rng) rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(rng, 1);
  CdContest contest = contest_of(uniform_cdf, &unit, 5, 1);
  const int runs = 20000;
  int none = 0;
  for (int run = 0; run < runs; run++) {
    double least = 1;
    for (int i = 0; i < 5; i++)
      least = fmin(least, gsl_rng_uniform(rng));
    none += !enters(&contest, least, 0.1);
  }
  assert_true(fabs(none / (double)runs - 0.1) < 4 * sqrt(0.09 / runs));
}

/* ---- cost learnt by entering: Levin & Smith (C3) ---- */

static double chance(guint n, double bid_cost)
{
  CdContest contest = contest_of(uniform_cdf, &unit, n, 1);
  return cd_entry_chance(&contest, &(CdBidType){.cost = 0.5}, bid_cost);
}

static void the_chance_of_taking_part_matches_levin_and_smith(void **state)
{
  (void)state;
  static const struct {
    guint n;
    double cost, chance, bidders, none, one, price;
  } row[] = {{2, .3, .6, 1.2, .16, .48, .857143}, {5, .1, .558727, 2.7936, .016732, .105925, .568234}};
  for (gsize i = 0; i < G_N_ELEMENTS(row); i++) {
    guint n = row[i].n;
    double p = chance(n, row[i].cost);
    assert_near(p, row[i].chance, 6e-7);
    assert_near(n * p, row[i].bidders, 6e-5);
    assert_near(pow(1 - p, n), row[i].none, 6e-7);
    assert_near(n * p * pow(1 - p, n - 1.0), row[i].one, 6e-7);
    CdContest contest = contest_of(uniform_cdf, &unit, n, 1);
    contest.presence = p;
    assert_near(paid(&contest, 0, 1) / (1 - pow(1 - p, n)), row[i].price, 1e-6);
  }
  for (guint n = 2; n <= 9; n++)
    for (double p = 0.1; p < 1; p += 0.1) {
      double s = 1 - p, worth = (1 - pow(s, n + 1.0) - (n + 1) * p * pow(s, n)) / (n * (n + 1) * p * p);
      assert_near(chance(n, worth), p, 1e-6);
    }
}

static void ends_of_the_chance_are_honoured(void **state)
{
  (void)state;
  /* Before the draw, taking part is worth 1/(n (n + 1)) where all do: below that nobody stays out. */
  assert_true(chance(4, 0) == 1 && chance(4, 1 / 20.0 - 1e-6) == 1);
  assert_true(chance(4, 1 / 20.0 + 1e-6) < 1);
  /* Alone, half of what the reserve pays. */
  assert_true(chance(1, 0.499) == 1 && chance(1, 0.501) < 1e-9);
  assert_true(chance(4, 0.501) < 1e-9);
  CdContest poor = contest_of(uniform_cdf, &(Range){1, 2}, 3, 0.9);
  assert_true(cd_entry_chance(&poor, &(CdBidType){.cost = 1.5}, 0.01) < 1e-9);
}

static void a_bid_against_an_unknown_number_matches_levin_and_smith(void **state)
{
  (void)state;
  CdContest contest = contest_of(uniform_cdf, &unit, 5, 1);
  contest.presence = .558727;
  assert_near(price(&contest, 0.5, 0), .735749, 1e-6);
}

/* ---- a whole tender where cost is learnt by bidding ---- */

static const CdLot lot = {.reference_cost = 1,
                          .envelope = 1.1,
                          .price_band = 0.3,
                          .quality_cost = 1.2,
                          .length_years = 5,
                          .clients = 700,
                          .spread = 0.08,
                          .cost_learnt = true};

static CdBidder bidder_of(gsl_rng *rng, double bid_cost)
{
  return (CdBidder){.efficiency = 1,
                    .log_theta = log(1 + gsl_ran_gaussian(rng, lot.spread)),
                    .quality = 0.6,
                    .bid_cost = bid_cost,
                    .rural_limit = 1,
                    .capacity = 1e9,
                    .reaches = true,
                    .interest = gsl_rng_uniform_pos(rng)};
}

/* The free-entry condition, which nothing in the tender's code states of its draws: the profit of those who took part is what bidding cost
 * them. And as many take part as the chance says. */
static void those_who_take_part_break_even(void **state)
{
  (void)state;
  enum { N = 4, RUNS = 4000 };
  g_autoptr(gsl_rng) rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(rng, 2);
  const double entry = 0.025, bid_cost = entry * 5;
  CdContest contest = {.n = N, .reserve = 1.1, .quality_cost = 1.2, .mean = 1, .sd = 0.08, .presence = 1};
  double p = cd_entry_chance(&contest, &(CdBidType){.cost = 1, .quality = 0.6}, entry);
  assert_true(p > 0.3 && p < 0.9);
  double sum = 0, squares = 0;
  int took_part = 0, dear = 0;
  for (int run = 0; run < RUNS; run++) {
    CdBidder bidder[N];
    CdBid bid[N];
    CdAward award;
    for (int i = 0; i < N; i++)
      bidder[i] = bidder_of(rng, bid_cost);
    cd_tender_run(&lot, bidder, N, bid, &award);
    for (int i = 0; i < N; i++) {
      assert_int_equal(bid[i].reason == CD_BID_STAYED_OUT, bidder[i].interest >= p);
      took_part += bid[i].reason != CD_BID_STAYED_OUT;
      dear += bid[i].reason == CD_BID_NOT_WORTH;
      assert_true(bid[i].reason != CD_BID_NOT_WORTH || exp(bidder[i].log_theta) > 1.1);
    }
    double profit = award.winner >= 0 ? award.margin : 0;
    sum += profit;
    squares += profit * profit;
  }
  double n = took_part / (double)RUNS;
  assert_true(fabs(n - N * p) < 4 * sqrt(N * p * (1 - p) / RUNS));
  assert_true(dear > RUNS / 20);
  double mean = sum / RUNS, error = sqrt((squares / RUNS - mean * mean) / RUNS);
  assert_true(error < 0.003);
  assert_true(fabs(mean - N * p * entry) < 4 * error);
}

static void known_cost_ignores_the_draw_of_interest(void **state)
{
  (void)state;
  g_autoptr(gsl_rng) rng = gsl_rng_alloc(gsl_rng_mt19937);
  CdLot known = lot;
  known.cost_learnt = false;
  CdBidder bidder[2] = {bidder_of(rng, 0), bidder_of(rng, 0)};
  CdBid first[2], second[2];
  CdAward award;
  cd_tender_run(&known, bidder, 2, first, &award);
  bidder[0].interest = bidder[1].interest = 0.999999;
  cd_tender_run(&known, bidder, 2, second, &award);
  assert_true(award.n_bids == 2 && first[0].price == second[0].price && first[1].price == second[1].price);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(uniform_bids_match_the_closed_form),
      cmocka_unit_test(lognormal_bids_match_the_table),
      cmocka_unit_test(scored_bids_match_ches_example),
      cmocka_unit_test(the_best_rule_rewards_quality_less_than_it_is_worth),
      cmocka_unit_test(a_buyer_gains_by_scoring_quality_below_its_worth),
      cmocka_unit_test(the_price_is_the_second_lowest_cost_on_average),
      cmocka_unit_test(entry_and_bids_match_samuelson),
      cmocka_unit_test(nobody_bids_as_often_as_a_bid_costs),
      cmocka_unit_test(the_chance_of_taking_part_matches_levin_and_smith),
      cmocka_unit_test(ends_of_the_chance_are_honoured),
      cmocka_unit_test(a_bid_against_an_unknown_number_matches_levin_and_smith),
      cmocka_unit_test(those_who_take_part_break_even),
      cmocka_unit_test(known_cost_ignores_the_draw_of_interest),
  };
  return cmocka_run_group_tests_name("auction", tests, NULL, NULL);
}
