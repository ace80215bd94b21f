#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/cost/game.h"
#include "tests/unit/games.h"
#include "tests/unit/near.h"

static const double by_population[] = {92.5, 74, 18.5}, by_shapley[] = {95, 67.5, 22.5};

/* To the four digits after the point of published tables. */
#define FOUR 5e-5

static void an_excess_is_what_a_set_would_save_by_leaving(void **state)
{
  (void)state;
  assert_same(cd_game_excess(&cd_game_three, by_population, COUNTY | SMALL), 74 + 18.5 - 90);
  assert_same(cd_game_excess(&cd_game_three, by_population, CITY), 92.5 - 100);
  assert_same(cd_game_excess(&cd_game_three, by_population, 0), 0);
  assert_same(cd_game_sum(&cd_game_three, by_shapley, CITY | SMALL), 117.5);
}

static void the_core_is_efficient_and_tempts_no_set(void **state)
{
  (void)state;
  assert_true(cd_game_in_core(&cd_game_three, by_shapley, 1e-9));
  assert_false(cd_game_in_core(&cd_game_three, by_population, 1e-9));
  assert_false(cd_game_in_core(&cd_game_three, by_population, 2.49));
  assert_true(cd_game_in_core(&cd_game_three, by_population, 2.51));
  assert_false(cd_game_in_core(&cd_game_three, (const double[]){95, 66.5, 22.5}, 0.5));
  assert_false(cd_game_in_core(&cd_game_three, (const double[]){98, 67.5, 22.5}, 0.5));
}

static void one_player_is_in_the_core_by_paying_all(void **state)
{
  (void)state;
  const CdGame one = {1, (const double[]){0, 7}};
  CdLeaver leaver[2];
  assert_true(cd_game_in_core(&one, (const double[]){7}, 1e-9));
  assert_false(cd_game_in_core(&one, (const double[]){8}, 1e-9));
  assert_int_equal(cd_game_leavers(&one, (const double[]){8}, 1e-9, leaver), 0);
  assert_int_equal(cd_game_leave_alone(&one, (const double[]){8}, 1e-9), 0);
}

static void population_shares_tempt_the_county_to_leave_with_the_small_one(void **state)
{
  (void)state;
  CdLeaver leaver[8];
  assert_int_equal(cd_game_leavers(&cd_game_three, by_population, 1e-9, leaver), 2);
  assert_int_equal(leaver[0].set, COUNTY | SMALL);
  assert_same(leaver[0].gain, 2.5);
  assert_int_equal(leaver[1].set, CITY | COUNTY);
  assert_same(leaver[1].gain, 1.5);
  assert_int_equal(cd_game_leavers(&cd_game_three, by_population, 2, leaver), 1);
  assert_int_equal(cd_game_leavers(&cd_game_three, by_population, 2.5 + 1e-9, leaver), 0);
  assert_int_equal(cd_game_leave_alone(&cd_game_three, by_population, 1e-9), 0);
}

static void leavers_come_worst_first_then_small_sets_first(void **state)
{
  (void)state;
  const double dear[] = {101, 80, 4};
  CdLeaver leaver[8];
  /* City 101 - 100, city + county 181 - 165; all else gains by staying. */
  assert_int_equal(cd_game_leavers(&cd_game_three, dear, 1e-9, leaver), 2);
  assert_int_equal(leaver[0].set, CITY | COUNTY);
  assert_same(leaver[0].gain, 16);
  assert_int_equal(leaver[1].set, CITY);
  assert_int_equal(cd_game_leave_alone(&cd_game_three, dear, 1e-9), CITY);

  const CdGame flat = {3, (const double[]){0, 1, 1, 2, 1, 2, 2, 6}};
  assert_int_equal(cd_game_leavers(&flat, (const double[]){2, 2, 2}, 1e-9, leaver), 6);
  assert_int_equal(leaver[0].set, 3);
  assert_int_equal(leaver[2].set, 6);
  assert_int_equal(leaver[3].set, 1);
  const CdGame even = {3, (const double[]){0, 1, 1, 3, 1, 3, 3, 6}};
  const guint order[] = {1, 2, 4, 3, 5, 6};
  assert_int_equal(cd_game_leavers(&even, (const double[]){2, 2, 2}, 1e-9, leaver), 6);
  for (guint i = 0; i < 6; i++)
    assert_int_equal(leaver[i].set, order[i]);
}

/* Young, Okada & Hashimoto's remaining-benefit shares, as the rule gives them. */
static void only_the_smallest_leavers_are_kept(void **state)
{
  (void)state;
  const double separable[] = {19.5408, 13.2851, 5.6140, 10.9042, 16.6530, 17.8230};
  CdLeaver leaver[64];
  assert_int_equal(cd_game_leavers(&cd_game_skane, separable, 0.01, leaver), 3);
  assert_int_equal(leaver[0].set, H | K | L);
  assert_near(leaver[0].gain, 2.54, 0.005);
  assert_int_equal(leaver[1].set, A | H | L);
  assert_near(leaver[1].gain, 0.51, 0.005);
  assert_int_equal(leaver[2].set, A | H | K | L);
  assert_near(leaver[2].gain, 0.39, 0.005);
  assert_int_equal(cd_game_smallest_leavers(leaver, 3), 2);
  assert_int_equal(leaver[0].set, H | K | L);
  assert_int_equal(leaver[1].set, A | H | L);
}

static void a_larger_leaver_is_dropped_wherever_it_stands(void **state)
{
  (void)state;
  CdLeaver leaver[] = {{7, 4}, {3, 3}, {12, 2}, {1, 1}, {14, 0.5}};
  assert_int_equal(cd_game_smallest_leavers(leaver, 5), 2);
  assert_int_equal(leaver[0].set, 12);
  assert_int_equal(leaver[1].set, 1);
  assert_int_equal(cd_game_smallest_leavers(leaver, 0), 0);
}

/* The shares printed for Skane. */
static void shares_by_population_and_demand_exceed_the_cost_alone(void **state)
{
  (void)state;
  const double population[] = {10.13, 21.00, 3.19, 8.22, 34.22, 7.07},
               demand[] = {13.07, 16.01, 7.30, 6.87, 28.48, 12.08};
  assert_int_equal(cd_game_leave_alone(&cd_game_skane, population, 0.01), H | M);
  assert_int_equal(cd_game_leave_alone(&cd_game_skane, demand, 0.01), M);
}

static void a_subadditive_game_has_no_breach(void **state)
{
  (void)state;
  assert_same(cd_game_subadditivity_breach(&cd_game_three).by, 0);
  assert_same(cd_game_subadditivity_breach(&cd_game_tva).by, 0);
  assert_same(cd_game_subadditivity_breach(&cd_game_airport).by, 0);
  const CdGame dear = {2, (const double[]){0, 1, 2, 3.5}};
  CdBreach breach = cd_game_subadditivity_breach(&dear);
  assert_same(breach.by, 0.5);
  assert_int_equal(breach.a, 1);
  assert_int_equal(breach.b, 2);
}

/* The table as it is remembered: its authors' game is subadditive. */
static void the_skane_table_breaks_subadditivity_at_one_pair(void **state)
{
  (void)state;
  CdBreach breach = cd_game_subadditivity_breach(&cd_game_skane);
  assert_near(breach.by, 0.37, 1e-9);
  assert_int_equal(breach.a, A | H | L);
  assert_int_equal(breach.b, M | T);
}

/* Three: city + county, county + small: 185 + 80 - 165 - 90. */
static void a_concave_game_has_no_breach(void **state)
{
  (void)state;
  assert_same(cd_game_concavity_breach(&cd_game_airport).by, 0);
  CdBreach breach = cd_game_concavity_breach(&cd_game_three);
  assert_same(breach.by, 10);
  assert_int_equal(breach.a, CITY | COUNTY);
  assert_int_equal(breach.b, COUNTY | SMALL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_excess_is_what_a_set_would_save_by_leaving),
      cmocka_unit_test(the_core_is_efficient_and_tempts_no_set),
      cmocka_unit_test(one_player_is_in_the_core_by_paying_all),
      cmocka_unit_test(population_shares_tempt_the_county_to_leave_with_the_small_one),
      cmocka_unit_test(leavers_come_worst_first_then_small_sets_first),
      cmocka_unit_test(only_the_smallest_leavers_are_kept),
      cmocka_unit_test(a_larger_leaver_is_dropped_wherever_it_stands),
      cmocka_unit_test(shares_by_population_and_demand_exceed_the_cost_alone),
      cmocka_unit_test(a_subadditive_game_has_no_breach),
      cmocka_unit_test(the_skane_table_breaks_subadditivity_at_one_pair),
      cmocka_unit_test(a_concave_game_has_no_breach),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
