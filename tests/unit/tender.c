#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <gsl/gsl_odeiv2.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <gsl/gsl_roots.h>
#include <math.h>
#include "sim/tender/tender.h"
#include "tests/unit/cdfs.h"
#include "tests/unit/entry-bid.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_integration_workspace, gsl_integration_workspace_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_root_fsolver, gsl_root_fsolver_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_odeiv2_driver, gsl_odeiv2_driver_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_rng, gsl_rng_free)

static void assert_near(double value, double expected, double tolerance)
{
  if (!(fabs(value - expected) <= tolerance))
    fail_msg("%.12g is not %.12g within %g", value, expected, tolerance);
}

static gsl_rng *draws(gulong seed)
{
  gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(rng, seed);
  return rng;
}

/* ---- distributions of cost ---- */

static double normal_cdf(double x, gconstpointer params)
{
  const Range *moments = params;
  return gsl_cdf_gaussian_P(x - moments->a, moments->h);
}

static double exponential_cdf(double x, gconstpointer params)
{
  return x <= 0 ? 0 : 1 - exp(-x / *(const double *)params);
}

/* Half of rivals cost 1, half cost 2. */
static double two_point_cdf(double x, gconstpointer params)
{
  (void)params;
  return x < 1 ? 0 : x < 2 ? 0.5 : 1;
}

/* z = -1/(2 theta), theta uniform on [1, 2]: Che's bidders with cost theta q^2/2 and v = 1. */
static double che_cdf(double z, gconstpointer params)
{
  (void)params;
  return z >= -0.25 ? 1 : CLAMP(-1 / (2 * z) - 1, 0, 1);
}

/* A rival who is there with the chance SHARE only, uniform on [0, 1]. */
static double present_cdf(double x, gconstpointer params)
{
  return *(const double *)params * CLAMP(x, 0, 1);
}

/* ---- a slow reference ---- */

typedef struct {
  CdCdf cdf;
  gconstpointer params;
  guint n;
  double reserve, bid_cost, survival;
} Reference;

static double reference_chance(double t, void *params)
{
  const Reference *reference = params;
  return pow((1 - reference->cdf(t, reference->params)) / reference->survival, reference->n - 1.0);
}

static double reference_profit(double z, void *params)
{
  const Reference *reference = params;
  return (reference->reserve - z) * pow(1 - reference->cdf(z, reference->params), reference->n - 1.0) -
         reference->bid_cost;
}

static double root_of(gsl_function *f, double low, double high)
{
  g_autoptr(gsl_root_fsolver) solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
  gsl_root_fsolver_set(solver, f, low, high);
  do
    gsl_root_fsolver_iterate(solver);
  while (gsl_root_test_interval(gsl_root_fsolver_x_lower(solver), gsl_root_fsolver_x_upper(solver), 0, 1e-14) ==
         GSL_CONTINUE);
  return gsl_root_fsolver_root(solver);
}

static double integral_of(double (*f)(double, void *), void *params, double from, double to)
{
  g_autoptr(gsl_integration_workspace) space = gsl_integration_workspace_alloc(2000);
  gsl_function function = {f, params};
  double value, error;
  int status = gsl_integration_qags(&function, from, to, 0, 1e-9, 2000, space, &value, &error);
  /* Roundoff at a tolerance beyond what the integrand allows still leaves more digits than are compared. */
  assert_true(status == GSL_SUCCESS || status == GSL_EROUND || error <= 1e-8 * fabs(value));
  return value;
}

/* ---- first-price bids (C2) ---- */

static void uniform_bids_match_the_closed_form(void **state)
{
  (void)state;
  Range unit = {0, 1}, pounds = {800, 1200};
  assert_near(cd_entry_bid(uniform_cdf, &unit, 2, 0.5, 1, 0), 0.75, 1e-12);
  assert_near(cd_entry_bid(uniform_cdf, &unit, 3, 0.5, 1, 0), 2.0 / 3, 1e-12);
  assert_near(cd_entry_bid(uniform_cdf, &unit, 5, 0.5, 1, 0), 0.6, 1e-12);
  assert_near(cd_entry_bid(uniform_cdf, &unit, 3, 0.5, 0.8, 0), 0.656, 1e-12);
  assert_near(cd_entry_bid(uniform_cdf, &pounds, 4, 900, 1200, 0), 975, 1e-9);
}

static void bids_are_exact_for_many_rivals_and_across_kinks(void **state)
{
  (void)state;
  Range unit = {0, 1};
  for (guint n = 2; n <= 256; n++)
    for (double c = 0; c < 1; c += 0.125) {
      assert_near(cd_entry_bid(uniform_cdf, &unit, n, c, 1, 0), c + (1 - c) / n, 1e-10);
      assert_near(cd_entry_bid(uniform_cdf, &unit, n, c, 1.7, 0), c + (1 - c) / n, 1e-7);
      /* Below the lowest cost a bidder is sure to win up to it. */
      assert_near(cd_entry_bid(uniform_cdf, &unit, n, c - 1, 1, 0), 1.0 / n, 1e-7);
    }
  /* A kink so near the end that no node of one piece lies before it. */
  for (double z = 0.69; z < 0.7; z += 0.0001)
    assert_near(cd_entry_bid(uniform_cdf, &(Range){0.7, 1.4}, 10, z, 1.75, 0), 0.77, 5e-6);
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
      assert_near(cd_entry_bid(lognormal_cdf, &sigma, row[i].n, cost[j], 10, 0), row[i].bid[j], 6e-7);
      assert_near(cd_entry_bid(lognormal_cdf, &sigma, row[i].n, cost[j], 1e6, 0), row[i].bid[j], 6e-7);
    }
}

typedef struct {
  guint n;
  double sigma;
} LognormalMarket;

static double lognormal_price_density(double c, void *params)
{
  const LognormalMarket *market = params;
  double least = market->n * gsl_ran_lognormal_pdf(c, 0, market->sigma) *
                 pow(gsl_cdf_lognormal_Q(c, 0, market->sigma), market->n - 1.0);
  return least * cd_entry_bid(lognormal_cdf, &market->sigma, market->n, c, 20, 0);
}

static void expected_prices_match_the_table(void **state)
{
  (void)state;
  static const struct {
    guint n;
    double price, tolerance;
  } row[] = {{2, 1.176514, 6e-7}, {3, 1.014121, 6e-7}, {4, .9389, 6e-5}, {5, .892198, 6e-7},
             {6, .8592, 6e-5},    {7, .8341, 6e-5},    {8, .8141, 6e-5}};
  for (gsize i = 0; i < G_N_ELEMENTS(row); i++) {
    LognormalMarket market = {row[i].n, 0.25};
    assert_near(integral_of(lognormal_price_density, &market, 0.1, 5), row[i].price, row[i].tolerance);
  }
}

static void mean_price_is_the_second_lowest_cost(void **state)
{
  (void)state;
  Range pounds = {800, 1200};
  g_autoptr(gsl_rng) rng = draws(1);
  double sum = 0, squares = 0;
  const int runs = 20000;
  for (int run = 0; run < runs; run++) {
    double least = 1200;
    for (int i = 0; i < 4; i++)
      least = fmin(least, gsl_ran_flat(rng, 800, 1200));
    double price = cd_entry_bid(uniform_cdf, &pounds, 4, least, 1200, 0);
    sum += price;
    squares += price * price;
  }
  double mean = sum / runs, error = sqrt((squares / runs - mean * mean) / runs);
  assert_true(error < 1);
  assert_near(mean, 960, 4 * error);
}

static double uniform_profit(double c, void *params)
{
  const guint *n = params;
  Range unit = {0, 1};
  return (cd_entry_bid(uniform_cdf, &unit, *n, c, 1, 0) - c) * pow(1 - c, *n - 1.0);
}

static void profit_before_the_draw_is_one_part_in_n_times_n_plus_one(void **state)
{
  (void)state;
  for (guint n = 2; n <= 6; n++)
    assert_near(integral_of(uniform_profit, &n, 0, 1), 1.0 / (n * (n + 1.0)), 1e-9);
}

static void scored_bids_match_ches_example(void **state)
{
  (void)state;
  static const struct {
    guint n;
    double theta, price;
  } row[] = {{2, 1, .653426}, {3, 1.25, .462209}, {3, 1.5, .365210}};
  for (gsize i = 0; i < G_N_ELEMENTS(row); i++) {
    double quality = 1 / row[i].theta, z = -quality / 2;
    double bid = cd_entry_bid(che_cdf, NULL, row[i].n, z, -0.25, 0);
    assert_near(bid + quality, row[i].price, 6e-7);
    if (i == 0)
      assert_near(-bid, .346574, 6e-7);
    if (i == 1)
      assert_near(-bid, .337791, 6e-7);
  }
}

static void bids_against_an_unknown_number_match_levin_and_smith(void **state)
{
  (void)state;
  const double share = .558727;
  assert_near(cd_entry_bid(present_cdf, &share, 5, 0.5, 1, 0), .735749, 6e-7);
}

/* ---- entry (C3) ---- */

static void entry_matches_samuelson(void **state)
{
  (void)state;
  Range unit = {0, 1};
  double cutoff = cd_entry_cutoff(uniform_cdf, &unit, 5, 0, 1, 0.1);
  assert_near(cutoff, .369043, 6e-7);
  assert_near(cd_entry_bid(uniform_cdf, &unit, 5, 0.2, cutoff, 0.1), .555312, 6e-7);
  assert_near(cd_entry_bid(uniform_cdf, &unit, 5, cutoff, cutoff, 0.1), 1, 1e-9);
  for (guint n = 2; n <= 8; n++)
    for (double k = 0.05; k < 1; k += 0.05) {
      double last = cd_entry_cutoff(uniform_cdf, &unit, n, 0, 1, k);
      assert_near(last, 1 - pow(k, 1.0 / n), 1e-12);
      assert_near(pow(1 - last, n), k, 1e-11);
    }
}

static void cutoff_ends_are_honoured(void **state)
{
  (void)state;
  Range unit = {0, 1};
  assert_near(cd_entry_cutoff(uniform_cdf, &unit, 1, 0, 1, 0.3), 0.7, 1e-15);
  assert_near(cd_entry_cutoff(uniform_cdf, &unit, 1, 0.8, 1, 0.3), -0.2, 1e-15);
  assert_near(cd_entry_cutoff(uniform_cdf, &unit, 4, 0, 1, 0), 1, 0);
  assert_near(cd_entry_cutoff(uniform_cdf, &unit, 4, 0, 1.3, 0), 1.3, 0);
  assert_near(cd_entry_cutoff(uniform_cdf, &unit, 4, 0, 1, 1.01), -1, 0);
  assert_near(cd_entry_cutoff(uniform_cdf, &unit, 4, 0.6, 1, 0.1), -0.4, 1e-15);
  assert_near(cd_entry_cutoff(uniform_cdf, &unit, 4, 1.2, 1, 0), 0.2, 1e-15);
  /* (3 - z)/2 >= 0.6 to z = 1.8, but with the jump at 2 nobody above it enters. */
  assert_near(cd_entry_cutoff(two_point_cdf, NULL, 2, 0, 3, 0.6), 1.8, 1e-12);
  assert_near(cd_entry_cutoff(two_point_cdf, NULL, 2, 0, 3, 0.3), 2, 1e-12);
}

static void lone_bidder_bids_the_reserve(void **state)
{
  (void)state;
  Range unit = {0, 1};
  double cutoff = cd_entry_cutoff(uniform_cdf, &unit, 1, 0, 0.9, 0.2);
  assert_near(cd_entry_bid(uniform_cdf, &unit, 1, 0.1, cutoff, 0.2), 0.9, 1e-15);
}

static void bids_without_any_chance_are_at_cost(void **state)
{
  (void)state;
  Range unit = {0, 1};
  assert_near(cd_entry_bid(uniform_cdf, &unit, 3, 1.1, 1.5, 0), 1.1, 0);
}

static void bids_agree_with_a_slow_reference(void **state)
{
  (void)state;
  const CdCdf family[] = {uniform_cdf, lognormal_cdf, normal_cdf, exponential_cdf};
  g_autoptr(gsl_rng) rng = draws(2);
  int entered = 0;
  for (int run = 0; run < 2000; run++) {
    Range range = {gsl_ran_flat(rng, 0.5, 1), 0};
    gconstpointer params[] = {&range, &range.a, &range, &range.a};
    gsize f = gsl_rng_uniform_int(rng, G_N_ELEMENTS(family));
    range.h = f == 2 ? gsl_ran_flat(rng, 0.02, 0.4) : range.a + gsl_ran_flat(rng, 0.1, 1);
    Reference reference = {family[f],
                           params[f],
                           2 + (guint)gsl_rng_uniform_int(rng, 9),
                           gsl_ran_flat(rng, 1, 2.5),
                           gsl_ran_flat(rng, 0.001, 0.1),
                           1};
    double z = gsl_ran_flat(rng, 0.2, 1.2);
    double cutoff =
        cd_entry_cutoff(reference.cdf, reference.params, reference.n, z, reference.reserve, reference.bid_cost);
    if (reference_profit(z, &reference) < 0) {
      assert_near(cutoff, z - 1, 1e-15);
      continue;
    }
    entered++;
    gsl_function profit = {reference_profit, &reference};
    assert_near(cutoff, root_of(&profit, z, reference.reserve), 1e-10);
    reference.survival = 1 - reference.cdf(z, reference.params);
    double expected = z + reference.bid_cost / pow(reference.survival, reference.n - 1.0) +
                      integral_of(reference_chance, &reference, z, cutoff);
    double bid = cd_entry_bid(reference.cdf, reference.params, reference.n, z, cutoff, reference.bid_cost);
    assert_near(bid, expected, f == 0 ? 2e-6 : 2e-8);
    assert_true(bid <= reference.reserve + 1e-9);
    assert_near(cd_entry_bid(reference.cdf, reference.params, reference.n, cutoff, cutoff, reference.bid_cost),
                reference.reserve, 1e-9);
  }
  assert_in_range(entered, 800, 1990);
}

/* ---- one tender ---- */

static const CdLot plain_lot = {.reference_cost = 3e6,
                                .envelope = 1.08,
                                .quality_weight = 0.5,
                                .price_band = 0.3,
                                .quality_cost = 1.2,
                                .risk_premium = 0.02,
                                .length_years = 5,
                                .rural_share = 0.3,
                                .clients = 700,
                                .spread = 0.08};

static const CdBidder plain_bidder = {.efficiency = 1,
                                      .quality = 0.6,
                                      .risk_aversion = 1,
                                      .bid_cost = 30000,
                                      .minimum_length = 1,
                                      .rural_limit = 1,
                                      .capacity = 1e9,
                                      .reaches = true};

static CdLot random_lot(gsl_rng *rng)
{
  CdLot lot = plain_lot;
  lot.reference_cost = exp(gsl_ran_flat(rng, log(2e5), log(2e7)));
  lot.envelope = gsl_ran_flat(rng, 0.95, 1.3);
  lot.quality_weight = gsl_rng_uniform(rng);
  lot.price_band = gsl_ran_flat(rng, 0.02, 0.6);
  lot.quality_cost = gsl_ran_flat(rng, 0.1, 4);
  lot.risk_premium = gsl_ran_flat(rng, 0, 0.08);
  lot.length_years = gsl_ran_flat(rng, 1, 10);
  lot.spread = gsl_ran_flat(rng, 0.01, 0.2);
  return lot;
}

static void random_bidders(gsl_rng *rng, const CdLot *lot, guint n, CdBidder *bidder)
{
  for (guint i = 0; i < n; i++) {
    bidder[i] = plain_bidder;
    bidder[i].efficiency = gsl_ran_flat(rng, 0.94, 1.06);
    bidder[i].log_theta = gsl_ran_gaussian(rng, lot->spread);
    bidder[i].quality = gsl_ran_flat(rng, 0.4, 0.8);
    bidder[i].risk_aversion = gsl_ran_flat(rng, 0.6, 1.5);
    bidder[i].bid_cost = gsl_ran_flat(rng, 0, 6e4);
    bidder[i].minimum_value = gsl_ran_flat(rng, 0, 4e5);
    bidder[i].minimum_length = gsl_ran_flat(rng, 0, 3);
    bidder[i].rural_limit = gsl_ran_flat(rng, 0.2, 1);
    bidder[i].capacity = gsl_ran_flat(rng, 500, 3000);
    bidder[i].reaches = gsl_rng_uniform(rng) < 0.9;
  }
}

static double mark_value(const CdLot *lot)
{
  double w = fmin(lot->quality_weight, 0.999);
  return w / (1 - w) * lot->price_band * lot->reference_cost;
}

static CdBid bid_of_first(const CdLot *lot, const CdBidder *bidder, guint n)
{
  CdBid bid[16];
  CdAward award;
  g_assert(n <= G_N_ELEMENTS(bid));
  cd_tender_run(lot, bidder, n, bid, &award);
  return bid[0];
}

/* The first's bid among n who are alike but for its LOG_THETA. */
static CdBid bid_among_alike(const CdLot *lot, const CdBidder *like, guint n, double log_theta)
{
  CdBidder bidder[16];
  for (guint i = 0; i < n; i++)
    bidder[i] = *like;
  bidder[0].log_theta = log_theta;
  return bid_of_first(lot, bidder, n);
}

static void random_lots_are_awarded_soundly(void **state)
{
  (void)state;
  g_autoptr(gsl_rng) rng = draws(3);
  guint awarded = 0, bound = 0;
  for (int run = 0; run < 2000; run++) {
    CdLot lot = random_lot(rng);
    CdBidder bidder[8];
    CdBid bid[8];
    CdAward award;
    guint n = 1 + (guint)gsl_rng_uniform_int(rng, 8), n_bids = 0;
    random_bidders(rng, &lot, n, bidder);
    cd_tender_run(&lot, bidder, n, bid, &award);
    double reserve = lot.envelope * lot.reference_cost, v = mark_value(&lot), best = -INFINITY;
    for (guint i = 0; i < n; i++) {
      if (bid[i].reason != CD_BID_YES) {
        assert_true(bid[i].price == 0 && bid[i].score == 0 && bid[i].quality == 0 && bid[i].cost == 0);
        continue;
      }
      n_bids++;
      double natural = lot.reference_cost * bidder[i].efficiency * exp(bidder[i].log_theta);
      double added = bid[i].quality - bidder[i].quality;
      assert_true(added >= 0 && bid[i].quality <= 1);
      assert_true(added <= v / (2 * lot.quality_cost * natural) + 1e-12);
      assert_true(bid[i].price <= reserve);
      assert_true(bid[i].price >= bid[i].cost + bid[i].premium - 1e-9 * reserve);
      assert_near(bid[i].cost, natural * (1 + lot.quality_cost * added * added), 1e-9 * natural);
      assert_near(bid[i].premium, natural * lot.risk_premium * bidder[i].risk_aversion, 1e-9 * natural);
      assert_near(bid[i].score, v * bid[i].quality - bid[i].price, 1e-9 * (v + reserve));
      best = fmax(best, bid[i].score);
    }
    assert_int_equal(award.n_bids, n_bids);
    if (n_bids == 0) {
      assert_int_equal(award.winner, -1);
      assert_true(award.price == 0 && award.quality == 0 && award.margin == 0 && award.efficiency == 0);
      continue;
    }
    awarded++;
    bound += award.price == reserve;
    const CdBid *won = &bid[award.winner];
    assert_true(won->reason == CD_BID_YES && won->score == best);
    assert_true(award.price == won->price && award.quality == won->quality);
    double natural = lot.reference_cost * bidder[award.winner].efficiency * exp(bidder[award.winner].log_theta);
    assert_near(award.efficiency, natural - lot.reference_cost, 1e-9 * reserve);
    assert_near(award.quality_cost, won->cost - natural, 1e-9 * reserve);
    assert_near(award.premium, won->premium, 0);
    assert_true(award.margin >= -1e-9 * reserve);
    assert_near(award.efficiency + award.quality_cost + award.premium + award.margin, award.price - lot.reference_cost,
                1e-14 * reserve);
  }
  /* Both cases, and lots without a bid, have been met. */
  assert_in_range(awarded, 500, 1900);
  assert_in_range(bound, 100, awarded - 100);
}

static void each_reason_is_reached_and_the_first_is_told(void **state)
{
  (void)state;
  CdBidder bidder[9];
  for (int i = 0; i < 9; i++)
    bidder[i] = plain_bidder;
  bidder[1].reaches = false;
  bidder[2].rural_limit = 0.29;
  bidder[3].minimum_value = 3e6 + 1;
  bidder[4].minimum_length = 5.1;
  bidder[5].capacity = 699;
  bidder[6].log_theta = 0.5;
  bidder[7].reaches = false;
  bidder[7].minimum_value = 1e9;
  bidder[7].capacity = 0;
  bidder[8].bound = true; /* works there, but not by itself */
  bidder[8].minimum_value = 1e9;
  const CdBidReason expected[9] = {CD_BID_YES,       CD_BID_NOT_REACHED, CD_BID_NOT_REACHED,
                                   CD_BID_TOO_SMALL, CD_BID_TOO_SHORT,   CD_BID_TOO_LARGE,
                                   CD_BID_NOT_WORTH, CD_BID_NOT_REACHED, CD_BID_NOT_ALONE};
  CdBid bid[9];
  CdAward award;
  cd_tender_run(&plain_lot, bidder, 9, bid, &award);
  for (int i = 0; i < 9; i++)
    assert_int_equal(bid[i].reason, expected[i]);
  assert_int_equal(award.winner, 0);
  assert_int_equal(award.n_bids, 1);
  /* At their limits they are eligible. */
  bidder[2].rural_limit = 0.3;
  bidder[3].minimum_value = 3e6;
  bidder[4].minimum_length = 5;
  bidder[5].capacity = 700;
  cd_tender_run(&plain_lot, bidder, 6, bid, &award);
  assert_int_equal(award.n_bids, 5);
}

static void nobody_bids_when_none_is_eligible(void **state)
{
  (void)state;
  CdBidder bidder = plain_bidder;
  bidder.reaches = false;
  CdBid bid;
  CdAward award;
  cd_tender_run(&plain_lot, &bidder, 1, &bid, &award);
  assert_int_equal(award.winner, -1);
  assert_int_equal(award.n_bids, 0);
  cd_tender_run(&plain_lot, NULL, 0, NULL, &award);
  assert_int_equal(award.winner, -1);
}

static void those_not_eligible_do_not_matter(void **state)
{
  (void)state;
  CdBidder bidder[4] = {plain_bidder, plain_bidder, plain_bidder, plain_bidder};
  bidder[0].log_theta = -0.05;
  bidder[3].reaches = false;
  bidder[3].efficiency = 0.5;
  CdBid without = bid_of_first(&plain_lot, bidder, 3), with = bid_of_first(&plain_lot, bidder, 4);
  assert_true(without.price == with.price && without.quality == with.quality);
}

static void lone_bidder_offers_natural_quality_at_the_reserve(void **state)
{
  (void)state;
  for (double w = 0; w <= 1; w += 0.125) {
    CdLot lot = plain_lot;
    lot.quality_weight = w;
    CdBidder bidder = plain_bidder;
    bidder.log_theta = -0.05;
    CdBid bid = bid_of_first(&lot, &bidder, 1);
    assert_int_equal(bid.reason, CD_BID_YES);
    assert_near(bid.price, 1.08 * 3e6, 1e-3);
    assert_near(bid.quality, 0.6, 1e-4);
    /* It enters to the point where the reserve repays cost, premium and a year's share of the bid. */
    double last = log((1.08 * 3e6 - 30000 / 5.0) / (1.02 * 3e6));
    bidder.log_theta = last - 1e-9;
    assert_int_equal(bid_of_first(&lot, &bidder, 1).reason, CD_BID_YES);
    bidder.log_theta = last + 1e-9;
    assert_int_equal(bid_of_first(&lot, &bidder, 1).reason, CD_BID_NOT_WORTH);
  }
}

static void equal_scores_go_to_the_lower_index(void **state)
{
  (void)state;
  CdBidder bidder[4] = {plain_bidder, plain_bidder, plain_bidder, plain_bidder};
  bidder[0].log_theta = 0.02;
  CdBid bid[4];
  CdAward award;
  cd_tender_run(&plain_lot, bidder, 4, bid, &award);
  assert_int_equal(award.winner, 1);
  assert_true(bid[1].score == bid[3].score);
}

static void order_of_bidders_changes_no_bid(void **state)
{
  (void)state;
  g_autoptr(gsl_rng) rng = draws(4);
  for (int run = 0; run < 200; run++) {
    CdLot lot = random_lot(rng);
    CdBidder bidder[5], reversed[5];
    CdBid bid[5], back[5];
    CdAward award, other;
    random_bidders(rng, &lot, 5, bidder);
    for (int i = 0; i < 5; i++)
      reversed[i] = bidder[4 - i];
    cd_tender_run(&lot, bidder, 5, bid, &award);
    cd_tender_run(&lot, reversed, 5, back, &other);
    for (int i = 0; i < 5; i++) {
      assert_int_equal(bid[i].reason, back[4 - i].reason);
      assert_near(bid[i].price, back[4 - i].price, 1e-9 * lot.reference_cost);
    }
    if (award.winner >= 0)
      assert_int_equal(award.winner, 4 - other.winner);
  }
}

/* ---- the equilibrium ---- */

/* What bidders alike believe, worked out apart from the module. */
typedef struct {
  CdLot lot;
  CdBidder like;
  guint n;
  double reserve, v, rate, mean, sd;
  double x, cutoff; /* natural costs */
  double entry_cost;
} Alike;

static double alike_z(const Alike *alike, double cost)
{
  double g = alike->lot.quality_cost, r = alike->lot.risk_premium * alike->like.risk_aversion;
  double added = fmin(1 - alike->like.quality, alike->rate / (2 * g * cost));
  return cost * (1 + r + g * added * added) - alike->rate * (alike->like.quality + added);
}

static double alike_chance(const Alike *alike, double x)
{
  double r = alike->lot.risk_premium * alike->like.risk_aversion;
  double z = alike_z(alike, x / (1 + r));
  return pow(gsl_cdf_gaussian_Q(z - alike->mean, alike->sd), alike->n - 1.0);
}

static double alike_profit(double x, void *params)
{
  const Alike *alike = params;
  return (alike->reserve - x) * alike_chance(alike, x) - alike->entry_cost;
}

static Alike alike_of(const CdLot *lot, const CdBidder *like, guint n)
{
  Alike alike = {.lot = *lot, .like = *like, .n = n};
  double cost = lot->reference_cost * like->efficiency, g = lot->quality_cost;
  double x = cost * (1 + lot->risk_premium * like->risk_aversion);
  alike.reserve = lot->envelope * lot->reference_cost;
  alike.v = mark_value(lot);
  /* Marginal cost of quality where the typical bidder spends all of the reserve on it. */
  double added = sqrt(fmax(0, alike.reserve - x) / (g * cost));
  alike.rate = fmin(alike.v, 2 * g * cost * added);
  alike.mean = alike_z(&alike, cost);
  double h = 1e-5;
  alike.sd = lot->spread * (alike_z(&alike, cost * exp(h)) - alike_z(&alike, cost * exp(-h))) / (2 * h);
  alike.entry_cost = like->bid_cost / lot->length_years;
  alike.x = x * exp(like->log_theta);
  if (alike_profit(alike.x, &alike) >= 0) {
    gsl_function profit = {alike_profit, &alike};
    alike.cutoff = alike.entry_cost > 0 ? root_of(&profit, alike.x, alike.reserve) : alike.reserve;
  }
  return alike;
}

static double alike_cdf(double x, gconstpointer params)
{
  const Alike *alike = params;
  return gsl_cdf_gaussian_P(alike_z(alike, x / (1 + alike->lot.risk_premium * alike->like.risk_aversion)) - alike->mean,
                            alike->sd);
}

static void price_only_tender_has_the_textbook_bid(void **state)
{
  (void)state;
  g_autoptr(gsl_rng) rng = draws(5);
  int entered = 0;
  for (int run = 0; run < 500; run++) {
    CdLot lot = random_lot(rng);
    CdBidder like = plain_bidder;
    lot.quality_weight = 0;
    like.log_theta = gsl_ran_gaussian(rng, lot.spread);
    guint n = 2 + (guint)gsl_rng_uniform_int(rng, 6);
    like.bid_cost = run % 5 ? gsl_ran_flat(rng, 0.0005, 0.05) * lot.reference_cost : 0;
    Alike alike = alike_of(&lot, &like, n);
    CdBid bid = bid_among_alike(&lot, &like, n, like.log_theta);
    assert_int_equal(bid.reason == CD_BID_YES, alike.cutoff > 0);
    if (bid.reason != CD_BID_YES)
      continue;
    entered++;
    assert_near(bid.quality, 0.6, 0);
    double expected = cd_entry_bid(alike_cdf, &alike, n, alike.x, alike.cutoff, alike.entry_cost);
    assert_near(bid.price, expected, 1e-5 * lot.spread * lot.reference_cost);
  }
  assert_in_range(entered, 200, 490);
}

static double chance_per_square(double x, void *params)
{
  return alike_chance(params, x) / (x * x);
}

static void quality_only_tender_is_won_on_quality_at_the_reserve(void **state)
{
  (void)state;
  g_autoptr(gsl_rng) rng = draws(6);
  int entered = 0;
  for (int run = 0; run < 300; run++) {
    CdLot lot = random_lot(rng);
    CdBidder like = plain_bidder;
    lot.quality_weight = 1;
    /* Dear enough that the best mark of 1 is never reached at the reserve. */
    lot.quality_cost = gsl_ran_flat(rng, 5, 20);
    lot.spread = gsl_ran_flat(rng, 0.02, 0.1);
    like.log_theta = gsl_ran_gaussian(rng, lot.spread);
    like.bid_cost = gsl_ran_flat(rng, 0.0005, 0.02) * lot.reference_cost;
    guint n = 2 + (guint)gsl_rng_uniform_int(rng, 6);
    Alike alike = alike_of(&lot, &like, n);
    CdBid bid = bid_among_alike(&lot, &like, n, like.log_theta);
    if (bid.reason != CD_BID_YES)
      continue;
    entered++;
    /* Divided by its cost, a bidder is one who values the contract at P/x and pays in quality. */
    double worth = alike.x * (alike.entry_cost / alike.cutoff +
                              alike.reserve * integral_of(chance_per_square, &alike, alike.x, alike.cutoff));
    double spent = alike.reserve - worth / alike_chance(&alike, alike.x);
    assert_true(bid.price == alike.reserve);
    assert_near(bid.cost + bid.premium, spent, 1e-5 * lot.spread * lot.reference_cost);
    assert_true(bid.quality > 0.6 && bid.quality < 1);
  }
  assert_in_range(entered, 100, 290);
}

static double alike_cdf_of_z(double z, gconstpointer params)
{
  const Alike *alike = params;
  return gsl_cdf_gaussian_P(z - alike->mean, alike->sd);
}

static void reserve_out_of_reach_leaves_ches_bid(void **state)
{
  (void)state;
  CdLot lot = plain_lot;
  CdBidder like = plain_bidder;
  lot.envelope = 2;
  like.bid_cost = 0;
  for (double w = 0.1; w < 0.75; w += 0.1)
    for (guint n = 2; n <= 6; n++)
      for (double t = -0.2; t <= 0.1; t += 0.05) {
        lot.quality_weight = w;
        like.log_theta = t;
        Alike alike = alike_of(&lot, &like, n);
        assert_true(alike.rate == alike.v);
        CdBid bid = bid_among_alike(&lot, &like, n, t);
        double cost = lot.reference_cost * exp(t), quality = fmin(1, 0.6 + alike.v / (2 * 1.2 * cost));
        double z = alike_z(&alike, cost), far = alike.mean + 8 * alike.sd;
        assert_near(bid.quality, quality, 1e-12);
        assert_near(bid.price, cd_entry_bid(alike_cdf_of_z, &alike, n, z, far, 0) + alike.v * quality, 1e-5 * cost);
      }
}

static int worth_slope(double log_x, const double worth[], double slope[], void *params)
{
  const Alike *alike = params;
  double x = exp(log_x), r = alike->lot.risk_premium * alike->like.risk_aversion, g = alike->lot.quality_cost;
  double cost = x / (1 + r), chance = alike_chance(alike, x);
  double added = fmin(1 - alike->like.quality, alike->v / (2 * g * cost));
  double margin = worth[0] / chance, spent = x + cost * g * added * added;
  slope[0] = -chance * (spent + margin > alike->reserve ? alike->reserve - margin : spent);
  return GSL_SUCCESS;
}

static void bids_agree_with_a_slow_solution_of_the_equation(void **state)
{
  (void)state;
  g_autoptr(gsl_rng) rng = draws(7);
  int free_bids = 0, bound_bids = 0;
  for (int run = 0; run < 500; run++) {
    CdLot lot = random_lot(rng);
    CdBidder like = plain_bidder;
    like.quality = gsl_ran_flat(rng, 0.3, 0.9);
    like.efficiency = gsl_ran_flat(rng, 0.95, 1.05);
    like.log_theta = gsl_ran_gaussian(rng, lot.spread);
    like.bid_cost = gsl_ran_flat(rng, 0.002, 0.05) * lot.reference_cost;
    guint n = 2 + (guint)gsl_rng_uniform_int(rng, 5);
    Alike alike = alike_of(&lot, &like, n);
    CdBid bid = bid_among_alike(&lot, &like, n, like.log_theta);
    assert_int_equal(bid.reason == CD_BID_YES, alike.cutoff > 0);
    if (bid.reason != CD_BID_YES)
      continue;
    gsl_odeiv2_system system = {worth_slope, NULL, 1, &alike};
    g_autoptr(gsl_odeiv2_driver) driver = gsl_odeiv2_driver_alloc_y_new(&system, gsl_odeiv2_step_rk8pd, -1e-6, 0, 1e-9);
    double from = log(alike.cutoff), worth[1] = {alike.entry_cost};
    assert_int_equal(gsl_odeiv2_driver_apply(driver, &from, log(alike.x), worth), GSL_SUCCESS);
    double margin = worth[0] / alike_chance(&alike, alike.x);
    assert_near(bid.price - bid.cost - bid.premium, margin, 1e-5 * lot.spread * lot.reference_cost);
    if (bid.price == alike.reserve)
      bound_bids++;
    else
      free_bids++;
  }
  assert_true(free_bids >= 40 && bound_bids >= 40);
}

/* The best profit at natural cost X when the score must be SCORE: it may trade quality against price up to
 * the reserve. */
static double profit_at_score(const Alike *alike, double x, double score)
{
  double r = alike->lot.risk_premium * alike->like.risk_aversion, g = alike->lot.quality_cost, cost = x / (1 + r);
  double most = fmin(1 - alike->like.quality, (score + alike->reserve) / alike->v - alike->like.quality);
  double best = -INFINITY;
  for (int i = 0; i <= 4000; i++) {
    double added = most * i / 4000, price = alike->v * (alike->like.quality + added) - score;
    best = fmax(best, price - x - cost * g * added * added);
  }
  return best;
}

static void no_bidder_gains_by_another_score(void **state)
{
  (void)state;
  const double weight[] = {0.2, 0.5, 0.6, 0.75, 0.9};
  for (gsize w = 0; w < G_N_ELEMENTS(weight); w++) {
    CdLot lot = plain_lot;
    lot.quality_weight = weight[w];
    CdBidder like = plain_bidder;
    const guint n = 4;
    for (double own = -0.2; own <= 0.03; own += 0.05) {
      like.log_theta = own;
      Alike alike = alike_of(&lot, &like, n);
      CdBid bid = bid_among_alike(&lot, &like, n, own);
      assert_int_equal(bid.reason, CD_BID_YES);
      double expected = (bid.price - bid.cost - bid.premium) * alike_chance(&alike, alike.x);
      /* It offers its own score as cheaply as it can be offered. */
      double cheapest = profit_at_score(&alike, alike.x, bid.score) * alike_chance(&alike, alike.x);
      assert_near(cheapest, expected, 1e-6 * alike.reserve);
      double best = -INFINITY, best_other = 0;
      for (double other = -0.3; other <= 0.05; other += 0.0025) {
        CdBid played = bid_among_alike(&lot, &like, n, other);
        if (played.reason != CD_BID_YES)
          continue;
        double x = alike.x * exp(other - own);
        double value = profit_at_score(&alike, alike.x, played.score) * alike_chance(&alike, x);
        assert_true(value <= expected + 1e-6 * alike.reserve);
        if (value > best) {
          best = value;
          best_other = other;
        }
      }
      assert_near(best_other, own, 0.003);
    }
  }
}

static void last_to_enter_breaks_even(void **state)
{
  (void)state;
  for (double w = 0; w <= 1; w += 0.25) {
    CdLot lot = plain_lot;
    lot.quality_weight = w;
    Alike alike = alike_of(&lot, &plain_bidder, 4);
    double last = log(alike.cutoff / (1.02 * 3e6));
    assert_int_equal(bid_among_alike(&lot, &plain_bidder, 4, last + 1e-7).reason, CD_BID_NOT_WORTH);
    CdBid bid = bid_among_alike(&lot, &plain_bidder, 4, last - 1e-7);
    assert_int_equal(bid.reason, CD_BID_YES);
    assert_near(bid.price, alike.reserve, 1);
    assert_near(bid.quality, 0.6, 1e-2);
    assert_near((bid.price - bid.cost - bid.premium) * alike_chance(&alike, alike.cutoff), 6000, 1);
  }
}

static void mean_price_of_a_tender_is_the_second_lowest_cost(void **state)
{
  (void)state;
  CdLot lot = plain_lot;
  lot.quality_weight = 0;
  lot.envelope = 2;
  lot.risk_premium = 0;
  g_autoptr(gsl_rng) rng = draws(8);
  double sum = 0, squares = 0;
  const int runs = 4000;
  for (int run = 0; run < runs; run++) {
    CdBidder bidder[4];
    CdBid bid[4];
    CdAward award;
    double least = INFINITY, second = INFINITY;
    for (int i = 0; i < 4; i++) {
      bidder[i] = plain_bidder;
      bidder[i].bid_cost = 0;
      double cost = 1 + gsl_ran_gaussian(rng, lot.spread);
      bidder[i].log_theta = log(cost);
      second = fmin(second, fmax(least, cost));
      least = fmin(least, cost);
    }
    cd_tender_run(&lot, bidder, 4, bid, &award);
    assert_int_equal(award.n_bids, 4);
    double gap = award.price / lot.reference_cost - second;
    sum += gap;
    squares += gap * gap;
  }
  double mean = sum / runs, error = sqrt((squares / runs - mean * mean) / runs);
  assert_true(error < 0.001);
  assert_near(mean, 0, 4 * error);
}

static void beliefs_pool_the_eligible_bidders(void **state)
{
  (void)state;
  CdLot lot = plain_lot;
  lot.envelope = 2;
  const double weight[] = {0, 0.3};
  for (gsize w = 0; w < G_N_ELEMENTS(weight); w++) {
    lot.quality_weight = weight[w];
    CdBidder bidder[3] = {plain_bidder, plain_bidder, plain_bidder};
    const double efficiency[] = {1.02, 0.95, 1.07}, quality[] = {0.5, 0.62, 0.7}, aversion[] = {0.5, 1, 2};
    double v = mark_value(&lot), z[3], mean = 0, sd = 0;
    for (int i = 0; i < 3; i++) {
      bidder[i].efficiency = efficiency[i];
      bidder[i].quality = quality[i];
      bidder[i].risk_aversion = aversion[i];
      bidder[i].bid_cost = 0;
      bidder[i].log_theta = -0.03;
    }
    for (int i = 0; i < 3; i++) {
      double cost = 3e6 * efficiency[i], added = v / (2.4 * cost);
      double spent = cost * (1 + 0.02 * aversion[i] + 1.2 * added * added);
      mean += (spent - v * (quality[i] + added)) / 3;
      sd += 0.08 * spent / 3;
    }
    CdBid bid[3];
    CdAward award;
    cd_tender_run(&lot, bidder, 3, bid, &award);
    for (int i = 0; i < 3; i++) {
      double cost = 3e6 * efficiency[i] * exp(-0.03), added = v / (2.4 * cost);
      z[i] = cost * (1 + 0.02 * aversion[i] + 1.2 * added * added) - v * (quality[i] + added);
      double expected = cd_entry_bid(normal_cdf, &(Range){mean, sd}, 3, z[i], mean + 8 * sd, 0);
      assert_near(bid[i].quality, quality[i] + added, 1e-12);
      assert_near(bid[i].price, expected + v * bid[i].quality, 3);
      assert_near(bid[i].premium, cost * 0.02 * aversion[i], 1e-6);
    }
  }
}

/* ---- what follows from it ---- */

static void better_bidders_score_higher(void **state)
{
  (void)state;
  for (double w = 0; w <= 1; w += 0.125) {
    CdLot lot = plain_lot;
    lot.quality_weight = w;
    double last = INFINITY;
    for (double t = -0.3; t <= 0.06; t += 0.01) {
      CdBid bid = bid_among_alike(&lot, &plain_bidder, 4, t);
      if (bid.reason != CD_BID_YES)
        continue;
      assert_true(bid.score < last);
      last = bid.score;
    }
    assert_true(isfinite(last));
  }
}

static void more_weight_on_quality_never_lowers_it(void **state)
{
  (void)state;
  for (guint n = 1; n <= 6; n++)
    for (double t = -0.2; t <= -0.02; t += 0.03) {
      double last = 0.6;
      for (double w = 0; w <= 1.0001; w += 0.02) {
        CdLot lot = plain_lot;
        lot.quality_weight = fmin(w, 1);
        CdBid bid = bid_among_alike(&lot, &plain_bidder, n, t);
        assert_int_equal(bid.reason, CD_BID_YES);
        /* The normal F gives the last digit or two to the choice of scale. */
        assert_true(bid.quality >= last - 1e-3);
        last = fmax(last, bid.quality);
      }
      assert_true(n == 1 || last > 0.65);
    }
}

static void ends_of_the_quality_weight_are_sane(void **state)
{
  (void)state;
  CdLot lot = plain_lot;
  lot.quality_weight = 0;
  CdBid price_only = bid_among_alike(&lot, &plain_bidder, 4, -0.05);
  assert_true(price_only.quality == 0.6 && price_only.score == -price_only.price);
  assert_true(price_only.price < 1.08 * 3e6);
  lot.quality_weight = 1;
  CdBid quality_only = bid_among_alike(&lot, &plain_bidder, 4, -0.05);
  assert_true(quality_only.price == 1.08 * 3e6 && isfinite(quality_only.score));
  assert_true(quality_only.quality > 0.7 && quality_only.quality < 1);
  lot.quality_weight = 0.999;
  assert_true(bid_among_alike(&lot, &plain_bidder, 4, -0.05).score == quality_only.score);
}

/* Means over RUNS tenders of the first n of the same eight draws. */
typedef struct {
  double price, quality, score, bids;
  int unbid;
} Means;

static Means tender_means(const CdLot *lot, guint n, bool alike, int runs)
{
  g_autoptr(gsl_rng) rng = draws(9);
  Means means = {0};
  int awarded = 0;
  for (int run = 0; run < runs; run++) {
    CdBidder bidder[8];
    CdBid bid[8];
    CdAward award;
    for (int i = 0; i < 8; i++) {
      bidder[i] = plain_bidder;
      bidder[i].log_theta = gsl_ran_gaussian(rng, lot->spread);
      double efficiency = gsl_ran_flat(rng, 0.97, 1.03), quality = gsl_ran_flat(rng, 0.55, 0.65);
      if (!alike) {
        bidder[i].efficiency = efficiency;
        bidder[i].quality = quality;
      }
    }
    cd_tender_run(lot, bidder, n, bid, &award);
    means.bids += (double)award.n_bids / runs;
    if (award.winner < 0) {
      means.unbid++;
      continue;
    }
    awarded++;
    means.price += award.price / lot->reference_cost;
    means.quality += award.quality;
    means.score += bid[award.winner].score / lot->reference_cost;
  }
  means.price /= awarded;
  means.quality /= awarded;
  means.score /= awarded;
  return means;
}

static void more_eligible_bidders_lower_the_price(void **state)
{
  (void)state;
  for (int alike = 0; alike <= 1; alike++) {
    CdLot lot = plain_lot;
    lot.quality_weight = 0.2;
    Means last = tender_means(&lot, 1, alike, 2000);
    for (guint n = 2; n <= 8; n++) {
      Means means = tender_means(&lot, n, alike, 2000);
      assert_true(means.price < last.price);
      assert_true(means.score > last.score);
      last = means;
    }
    assert_true(last.price < 0.97);
  }
}

static void more_eligible_bidders_raise_quality_where_price_is_fixed(void **state)
{
  (void)state;
  CdLot lot = plain_lot;
  lot.quality_weight = 0.9;
  Means last = tender_means(&lot, 1, false, 2000);
  for (guint n = 2; n <= 8; n++) {
    Means means = tender_means(&lot, n, false, 2000);
    assert_true(means.quality > last.quality);
    last = means;
  }
}

static void lower_envelope_leaves_more_lots_without_a_bid(void **state)
{
  (void)state;
  const double weight[] = {0, 0.5, 0.75, 1};
  for (gsize w = 0; w < G_N_ELEMENTS(weight); w++)
    for (int alike = 0; alike <= 1; alike++) {
      CdLot lot = plain_lot;
      lot.quality_weight = weight[w];
      int last = 0, first = -1;
      for (double envelope = 1.2; envelope >= 0.8; envelope -= 0.02) {
        lot.envelope = envelope;
        int unbid = tender_means(&lot, 3, alike, 400).unbid;
        assert_true(unbid >= last);
        last = unbid;
        first = first < 0 ? unbid : first;
      }
      assert_true(first < 20 && last > 350);
    }
}

static void bids_are_met_at_ordinary_terms(void **state)
{
  (void)state;
  /* Three quarters on quality: a rule that spends the whole reserve on quality would leave nobody a profit.
   */
  CdLot lot = plain_lot;
  lot.quality_weight = 0.75;
  Means means = tender_means(&lot, 4, false, 2000);
  assert_true(means.unbid < 100 && means.bids > 1.2);
  assert_true(means.quality > 0.65 && means.quality < 0.95);
}

static void longer_contracts_repay_more_bids(void **state)
{
  (void)state;
  CdLot lot = plain_lot;
  double last = 0;
  for (double years = 1; years <= 10; years += 1.5) {
    lot.length_years = years;
    CdBidder like = plain_bidder;
    like.log_theta = -0.2;
    Alike alike = alike_of(&lot, &like, 4);
    assert_near(alike.entry_cost, 30000 / years, 1e-9);
    double cutoff = log(alike.cutoff / (1.02 * 3e6));
    assert_int_equal(bid_among_alike(&lot, &like, 4, cutoff - 1e-6).reason, CD_BID_YES);
    assert_int_equal(bid_among_alike(&lot, &like, 4, cutoff + 1e-6).reason, CD_BID_NOT_WORTH);
    assert_true(last == 0 || cutoff > last);
    last = cutoff;
  }
}

int main(void)
{
  gsl_set_error_handler_off();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(uniform_bids_match_the_closed_form),
      cmocka_unit_test(bids_are_exact_for_many_rivals_and_across_kinks),
      cmocka_unit_test(lognormal_bids_match_the_table),
      cmocka_unit_test(expected_prices_match_the_table),
      cmocka_unit_test(mean_price_is_the_second_lowest_cost),
      cmocka_unit_test(profit_before_the_draw_is_one_part_in_n_times_n_plus_one),
      cmocka_unit_test(scored_bids_match_ches_example),
      cmocka_unit_test(bids_against_an_unknown_number_match_levin_and_smith),
      cmocka_unit_test(entry_matches_samuelson),
      cmocka_unit_test(cutoff_ends_are_honoured),
      cmocka_unit_test(lone_bidder_bids_the_reserve),
      cmocka_unit_test(bids_without_any_chance_are_at_cost),
      cmocka_unit_test(bids_agree_with_a_slow_reference),
      cmocka_unit_test(random_lots_are_awarded_soundly),
      cmocka_unit_test(each_reason_is_reached_and_the_first_is_told),
      cmocka_unit_test(nobody_bids_when_none_is_eligible),
      cmocka_unit_test(those_not_eligible_do_not_matter),
      cmocka_unit_test(lone_bidder_offers_natural_quality_at_the_reserve),
      cmocka_unit_test(equal_scores_go_to_the_lower_index),
      cmocka_unit_test(order_of_bidders_changes_no_bid),
      cmocka_unit_test(price_only_tender_has_the_textbook_bid),
      cmocka_unit_test(quality_only_tender_is_won_on_quality_at_the_reserve),
      cmocka_unit_test(reserve_out_of_reach_leaves_ches_bid),
      cmocka_unit_test(bids_agree_with_a_slow_solution_of_the_equation),
      cmocka_unit_test(no_bidder_gains_by_another_score),
      cmocka_unit_test(last_to_enter_breaks_even),
      cmocka_unit_test(mean_price_of_a_tender_is_the_second_lowest_cost),
      cmocka_unit_test(beliefs_pool_the_eligible_bidders),
      cmocka_unit_test(better_bidders_score_higher),
      cmocka_unit_test(more_weight_on_quality_never_lowers_it),
      cmocka_unit_test(ends_of_the_quality_weight_are_sane),
      cmocka_unit_test(more_eligible_bidders_lower_the_price),
      cmocka_unit_test(more_eligible_bidders_raise_quality_where_price_is_fixed),
      cmocka_unit_test(lower_envelope_leaves_more_lots_without_a_bid),
      cmocka_unit_test(bids_are_met_at_ordinary_terms),
      cmocka_unit_test(longer_contracts_repay_more_bids),
  };
  return cmocka_run_group_tests_name("tender", tests, NULL, NULL);
}
