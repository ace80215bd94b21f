/* Providers that bid together: who does what, at what cost, with what quality, and what it does to a price. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include "sim/engine/bidders.h"
#include "tests/unit/near.h"
#include "tests/unit/tendered.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(gsl_rng, gsl_rng_free)

enum { AREAS = 3, COMPONENTS = 4 }; /* small.h's east, west and hill; treatment, justice, youth and beds */

/* PROVIDERS as in tendered.h; together p0 and p1, p0 leading, with FIELDS beside. */
static Case together(const char *structure, const char *const *providers, const char *fields)
{
  CdScenario *s = cd_small_scenario();
  Case made = case_of(s, structure, providers);
  g_autofree char *all = g_strconcat("members=p0+p1 lead=p0 coordination-cost=0.02 lived-experience=0 ", fields, NULL);
  cd_small_add(s, CD_ENTITY_CONSORTIUM, NULL, "both", all);
  cd_world_free(made.small->world);
  made.small->world = cd_world_new(s);
  cd_world_central(made.small->world);
  made.small->world->market->cost_spread = 0.1;
  made.small->world->market->shared_spread = 0.36;
  made.small->world->market->incumbent_spread = 0.4;
  lay(&made);
  return made;
}

/* The consortium as a bidder for CONTRACT, behind N providers. */
static CdBidder bidder_for(Case *it, guint contract, guint n)
{
  CdBidder bidder[8];
  double taken[8] = {0};
  cd_bidders_make(bidder, &it->footprint.at[contract], it->small->world, &it->luck, taken);
  return bidder[n];
}

static const char *const plain[] = {"", "", NULL};

static void without_specialisms_it_is_its_lead_and_costs_more_to_keep_together(void **state)
{
  (void)state;
  static const char *const unlike[] = {"efficiency=1.03 quality=0.55 minimum-value=7 bid-cost=9000 risk-aversion=1.2",
                                       "efficiency=0.9 quality=0.9 bid-cost=1 risk-aversion=0.5", NULL};
  g_auto(Case) it = together("apart", unlike, "alone-too=yes");
  it.luck.provider[0] = 0.7;
  it.luck.provider[1] = -2;
  for (guint pair = 0; pair < AREAS * COMPONENTS; pair++)
    it.luck.pair[pair] = 0.1 * pair - 0.4;
  for (guint c = EASTERN; c <= WESTERN; c++) {
    CdBidder lead = bidder_for(&it, c, 0), both = bidder_for(&it, c, 2);
    assert_nine(both.efficiency, 1.02 * 1.03);
    assert_nine(both.log_theta, lead.log_theta);
    assert_nine(both.quality, 0.55);
    assert_true(both.minimum_value == 7 && both.bid_cost == 9000 && both.risk_aversion == 1.2);
  }
}

static void each_part_is_its_specialist_s(void **state)
{
  (void)state;
  static const char *const parted[] = {"efficiency=1.05 quality=0.5 specialisms=treatment",
                                       "efficiency=0.96 quality=0.8 specialisms=justice", NULL};
  g_auto(Case) it = together("apart", parted, "");
  it.luck.provider[1] = 0.5;
  *pair_of(&it, 0, 1, 0) = -0.5; /* west, treatment: 102,000 of 129,500, the lead's */
  *pair_of(&it, 1, 1, 1) = 1;    /* justice: 16,000, the other's */
  *pair_of(&it, 0, 1, 3) = 0.25; /* beds: 11,500, nobody's and so the lead's */
  CdBidder both = bidder_for(&it, WESTERN, 2);
  double typical = (113500 * log(1.05) + 16000 * log(0.96)) / 129500;
  assert_nine(both.efficiency, 1.02 * exp(typical));
  /* 0.1 x [0.8 x (-0.5 x 102 + 0.25 x 11.5) + (0.6 x 0.5 + 0.8 x 1) x 16] / 129.5 */
  assert_nine(both.log_theta, 0.1 * (0.8 * (-51 + 2.875) + 1.1 * 16) / 129.5);
  assert_nine(both.quality, (113.5 * 0.5 + 16 * 0.8) / 129.5);
}

static void of_two_specialists_the_cheaper_does_it(void **state)
{
  (void)state;
  static const char *const rivals[] = {"quality=0.5 specialisms=treatment+justice+beds",
                                       "quality=0.8 specialisms=treatment+justice+beds", NULL};
  g_auto(Case) it = together("apart", rivals, "");
  *pair_of(&it, 0, 1, 0) = 1;
  *pair_of(&it, 1, 1, 0) = -1;
  *pair_of(&it, 0, 1, 1) = -2;
  *pair_of(&it, 1, 1, 1) = 3;
  *pair_of(&it, 0, 1, 3) = -1;
  CdBidder both = bidder_for(&it, WESTERN, 2);
  assert_nine(both.log_theta, 0.1 * 0.8 * (-102 - 2 * 16 - 11.5) / 129.5);
  assert_nine(both.quality, (102 * 0.8 + 27.5 * 0.5) / 129.5);
}

static void an_area_where_the_lead_does_not_work_is_another_member_s(void **state)
{
  (void)state;
  static const char *const homes[] = {"home=east+hill quality=0.5 capacity=300", "home=west quality=0.8 capacity=123",
                                      NULL};
  g_auto(Case) it = together("joint", homes, "");
  CdBidder both = bidder_for(&it, 0, 2);
  assert_true(both.reaches);
  assert_nine(both.quality, (353750 * 0.5 + 129500 * 0.8) / 483250);
  assert_nine(both.capacity, 423);
  static const char *const nowhere[] = {"home=east", "home=west", NULL};
  g_auto(Case) hill = together("joint", nowhere, "");
  assert_false(bidder_for(&hill, 0, 2).reaches);
}

static void lived_experience_beside_others_adds_quality(void **state)
{
  (void)state;
  const char *const with[] = {"quality=0.5", "kind=lived-experience", NULL};
  const char *const among_their_own[] = {"kind=lived-experience quality=0.5", "kind=lived-experience", NULL};
  const char *const good[] = {"quality=0.99", "kind=lived-experience", NULL};
  const struct {
    const char *const *providers;
    double quality;
  } known[] = {{with, 0.55}, {among_their_own, 0.5}, {good, 1}, {plain, 0.6}};
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_auto(Case) it = together("apart", known[i].providers, "lived-experience=0.05");
    assert_nine(bidder_for(&it, WESTERN, 2).quality, known[i].quality);
  }
}

static void its_reach_is_its_widest_member_s(void **state)
{
  (void)state;
  static const char *const reach[] = {"rural-limit=0.1", "rural-limit=0.6", NULL};
  g_auto(Case) it = together("apart", reach, "");
  award(&it);
  assert_int_equal(it.awards.contract[WESTERN].provider, 2); /* half of its clients are rural */
}

static void members_bid_alone_only_where_that_is_said(void **state)
{
  (void)state;
  g_auto(Case) bound = together("apart", plain, "alone-too=no");
  award(&bound);
  assert_int_equal(bound.awards.contract[EASTERN].award.n_bids, 1);
  assert_int_equal(bound.awards.contract[EASTERN].provider, 2);
  g_auto(Case) beside = together("apart", plain, "alone-too=yes");
  award(&beside);
  assert_int_equal(beside.awards.contract[EASTERN].award.n_bids, 3);
}

static void a_member_s_clients_stay_with_their_provider(void **state)
{
  (void)state;
  static const char *const serving[] = {"incumbent-in=east", "incumbent-in=hill", NULL};
  g_auto(Case) it = together("joint", serving, "");
  award(&it);
  assert_int_equal(it.awards.contract[0].provider, 2);
  assert_nine(it.awards.contract[0].change, 115 / 422.5);
  /* Nobody bids: who is kept is a provider, the one with most clients now. */
  it.small->world->market->envelope = 0.5;
  award(&it);
  assert_int_equal(it.awards.contract[0].provider, 0);
}

static void a_member_s_draws_are_narrowed_by_what_it_serves_itself(void **state)
{
  (void)state;
  static const char *const serving[] = {"incumbent-in=east", "incumbent-in=hill", NULL};
  g_auto(Case) it = together("joint", serving, "");
  it.luck.provider[0] = -2;
  /* As the lead alone: i = 250 / 422.5. */
  assert_nine(bidder_for(&it, 0, 2).log_theta, 0.1 * (1 - 0.6 * 250 / 422.5) * 0.6 * -2);
}

static void what_it_takes_on_is_taken_of_its_members(void **state)
{
  (void)state;
  static const char *const sized[] = {"capacity=300", "capacity=100", NULL};
  g_auto(Case) it = together("apart", sized, "");
  double taken[2] = {10, 0};
  cd_bidders_take(taken, &it.footprint.at[WESTERN], it.small->world, 2);
  assert_nine(taken[0], 10 + 0.75 * 115);
  assert_nine(taken[1], 0.25 * 115);
  cd_bidders_take(taken, &it.footprint.at[WESTERN], it.small->world, 1);
  assert_nine(taken[1], 1.25 * 115);
  CdBidder bidder[3];
  cd_bidders_make(bidder, &it.footprint.at[WESTERN], it.small->world, &it.luck, taken);
  assert_nine(bidder[2].taken, taken[0] + taken[1]);
}

/* --- four bidders, two of whom join ------------------------------------------------------------------------------------ */

static const char *const specialists[] = {"specialisms=treatment", "specialisms=treatment", "", "", NULL};

/* One component in one area, so that the cheaper of two does all; costs uniform on [0, 1], far from zero so that logarithms exist. */
static Case uniform_four(bool joined)
{
  Case made =
      joined ? together("apart", specialists, "alone-too=no coordination-cost=0") : case_new("apart", specialists);
  made.small->world->market->cost_spread = 0.1;
  made.small->world->market->shared_spread = 0;
  lay(&made);
  CdFootprintContract *west = &made.footprint.at[WESTERN];
  for (guint i = 0; i < AREAS * COMPONENTS; i++)
    west->pair_value[i] = i == 1 * COMPONENTS ? west->pair_value[i] : 0;
  return made;
}

/* Mean and standard error of the second-lowest cost among those who bid: the price, whoever has which distribution, at an auction by
 * second score on price alone. */
static double second_lowest(bool joined, double *error)
{
  enum { RUNS = 20000 };
  g_auto(Case) it = uniform_four(joined);
  g_autoptr(gsl_rng) rng = gsl_rng_alloc(gsl_rng_mt19937);
  gsl_rng_set(rng, 11);
  double sum = 0, squares = 0, taken[4] = {0};
  for (int run = 0; run < RUNS; run++) {
    for (guint p = 0; p < 4; p++)
      *pair_of(&it, p, 1, 0) = log(1 + gsl_rng_uniform(rng)) / 0.1;
    CdBidder bidder[5];
    cd_bidders_make(bidder, &it.footprint.at[WESTERN], it.small->world, &it.luck, taken);
    double least = INFINITY, second = INFINITY;
    for (guint b = 0; b < cd_world_bidders(it.small->world); b++) {
      double cost = bidder[b].efficiency * exp(bidder[b].log_theta) - 1;
      if (!bidder[b].reaches || bidder[b].bound)
        continue;
      second = fmin(second, fmax(least, cost));
      least = fmin(least, cost);
    }
    sum += second;
    squares += second * second;
  }
  *error = sqrt((squares / RUNS - sum / RUNS * sum / RUNS) / RUNS);
  return sum / RUNS;
}

static void two_of_four_who_join_raise_the_price_from_two_fifths_to_thirteen_thirtieths(void **state)
{
  (void)state;
  double error = 0, apart = second_lowest(false, &error);
  assert_true(error < 0.002 && fabs(apart - 0.4) < 4 * error);
  double joined = second_lowest(true, &error);
  assert_true(error < 0.002 && fabs(joined - 13.0 / 30) < 4 * error);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_specialisms_it_is_its_lead_and_costs_more_to_keep_together),
      cmocka_unit_test(each_part_is_its_specialist_s),
      cmocka_unit_test(of_two_specialists_the_cheaper_does_it),
      cmocka_unit_test(an_area_where_the_lead_does_not_work_is_another_member_s),
      cmocka_unit_test(lived_experience_beside_others_adds_quality),
      cmocka_unit_test(its_reach_is_its_widest_member_s),
      cmocka_unit_test(members_bid_alone_only_where_that_is_said),
      cmocka_unit_test(a_member_s_clients_stay_with_their_provider),
      cmocka_unit_test(a_member_s_draws_are_narrowed_by_what_it_serves_itself),
      cmocka_unit_test(what_it_takes_on_is_taken_of_its_members),
      cmocka_unit_test(two_of_four_who_join_raise_the_price_from_two_fifths_to_thirteen_thirtieths),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
