#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glpk.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "sim/cost/nucleolus.h"
#include "tests/unit/games.h"
#include "tests/unit/near.h"

static CdNucleolus found_of(const CdGame *game, CdNucleolusKind kind)
{
  g_autoptr(CdArena) arena = cd_arena_new();
  CdNucleolus found;
  if (!cd_nucleolus(&found, game, kind, arena))
    fail_msg("no nucleolus of kind %d", kind);
  return found;
}

static void assert_margins(const CdNucleolus *found, guint n, const double *margin, double within)
{
  assert_int_equal(found->n_margins, n);
  for (guint i = 0; i < n; i++)
    assert_near(found->margin[i], margin[i], within);
}

static void assert_shares(const CdNucleolus *found, guint n, const double *x)
{
  for (guint i = 0; i < n; i++)
    assert_near(found->x[i], x[i], 1e-10);
}

/* --- known games --------------------------------------------------------------------------------------------- */

static void three_councils_in_two_stages(void **state)
{
  (void)state;
  CdNucleolus found = found_of(&cd_game_three, CD_NUCLEOLUS_PLAIN);
  assert_shares(&found, 3, (const double[]){97.5, 63.75, 23.75});
  assert_margins(&found, 2, (const double[]){2.5, 3.75}, 1e-10);
  assert_near(found.least_core, 2.5, 1e-10);
  assert_false(found.core_empty);
}

static void the_tennessee_valley_authority_in_one_stage(void **state)
{
  (void)state;
  CdNucleolus found = found_of(&cd_game_tva, CD_NUCLEOLUS_PLAIN);
  assert_shares(&found, 3, (const double[]){116234, 93540, 202810});
  assert_margins(&found, 1, (const double[]){47286}, 1e-10);
}

static void water_in_skane_in_three_stages(void **state)
{
  (void)state;
  CdNucleolus found = found_of(&cd_game_skane, CD_NUCLEOLUS_PLAIN);
  assert_margins(&found, 3, (const double[]){1.60, 2.206667, 2.49}, 5e-7);
  assert_near(found.least_core, 1.6, 1e-10);
  assert_true(cd_game_in_core(&cd_game_skane, found.x, 1e-9));
}

/* Of two, each saves as much as the other: in money, in money a head, and in the share of its cost alone. */
static void two_players_halve_what_they_save(void **state)
{
  (void)state;
  const CdGame two = {2, (const double[]){0, 60, 30, 72}};
  CdNucleolus plain = found_of(&two, CD_NUCLEOLUS_PLAIN), head = found_of(&two, CD_NUCLEOLUS_PER_CAPITA),
              share = found_of(&two, CD_NUCLEOLUS_PROPORTIONAL);
  assert_shares(&plain, 2, (const double[]){51, 21});
  assert_shares(&head, 2, (const double[]){51, 21});
  assert_shares(&share, 2, (const double[]){48, 24});
  assert_margins(&plain, 1, (const double[]){9}, 1e-12);
  assert_margins(&share, 1, (const double[]){0.2}, 1e-12);
}

/* A head: 100 - x and half of x - 95, what {city} and {county + small} save, are equal at x = 295/3, where both are 5/3;
 * city + county and city + small then save the same where the county pays 40 more than the small council. */
static void three_councils_by_head_and_by_share(void **state)
{
  (void)state;
  CdNucleolus head = found_of(&cd_game_three, CD_NUCLEOLUS_PER_CAPITA);
  assert_shares(&head, 3, (const double[]){295. / 3, 190. / 3, 70. / 3});
  assert_near(head.least_core, 5. / 3, 1e-10);
  /* By share: 100 - x = 100 e and x - 95 = 90 e at e = 1/38. City + county then pay 165 (1 - f), city + small 125 (1 - f). */
  CdNucleolus share = found_of(&cd_game_three, CD_NUCLEOLUS_PROPORTIONAL);
  double city = 100 - 100. / 38, f = 1 - (185 + city) / 290;
  assert_shares(&share, 3, (const double[]){city, 165 * (1 - f) - city, 125 * (1 - f) - city});
  assert_near(share.least_core, 1. / 38, 1e-10);
}

/* --- an empty core ------------------------------------------------------------------------------------------- */

/* Any two together cost 1, all three 2: by symmetry each pays 2/3, and a pair would save 1/3 by leaving. */
static void an_empty_core_is_said_to_be_so(void **state)
{
  (void)state;
  const CdGame pairs = {3, (const double[]){0, 1, 1, 1, 1, 1, 1, 2}};
  CdNucleolus found = found_of(&pairs, CD_NUCLEOLUS_PLAIN);
  assert_true(found.core_empty);
  assert_near(found.least_core, -1. / 3, 1e-12);
  assert_shares(&found, 3, (const double[]){2. / 3, 2. / 3, 2. / 3});
}

/* Least discontent alone would charge the first 4.5: {1} at 1 - x and {2, 3} at 2 - (10 - x) are equal there, at -3.5.
 * Alone it pays 1. Then {2, 3} is at -7, and the others, at 4.5 each, are at 10 - 5.5 with the first. */
static void with_an_empty_core_nobody_pays_more_than_alone(void **state)
{
  (void)state;
  const CdGame game = {3, (const double[]){0, 1, 10, 10, 10, 10, 2, 10}};
  CdNucleolus found = found_of(&game, CD_NUCLEOLUS_PLAIN);
  assert_true(found.core_empty);
  assert_near(found.least_core, -3.5, 1e-12);
  assert_shares(&found, 3, (const double[]){1, 4.5, 4.5});
  assert_margins(&found, 2, (const double[]){-7, 4.5}, 1e-12);
}

/* Of 12 the first two can be charged 1 each and no more, the pair that alone would cost 2 pays 10. What the two save,
 * nothing, is settled with it: next come {1, 3} and its like, at 10 - 6. */
static void a_share_that_cannot_rise_is_settled(void **state)
{
  (void)state;
  const CdGame game = {4, (const double[]){0, 1, 1, 10, 10, 10, 10, 12, 10, 10, 10, 12, 2, 12, 12, 12}};
  CdNucleolus found = found_of(&game, CD_NUCLEOLUS_PLAIN);
  assert_shares(&found, 4, (const double[]){1, 1, 5, 5});
  assert_margins(&found, 2, (const double[]){-8, 4}, 1e-12);
}

/* All of 3 and half a billionth: as though it were all that they can be charged. */
static void a_hair_above_the_costs_alone_is_rounding(void **state)
{
  (void)state;
  const CdGame pairs = {3, (const double[]){0, 1, 1, 0.5, 1, 0.5, 0.5, 3 + 5e-10}};
  CdNucleolus found = found_of(&pairs, CD_NUCLEOLUS_PLAIN);
  assert_true(found.core_empty);
  for (guint i = 0; i < 3; i++)
    assert_near(found.x[i], 1, 1e-12);
}

static void where_all_must_pay_more_than_alone_they_share_the_loss(void **state)
{
  (void)state;
  const CdGame dear = {2, (const double[]){0, 1, 2, 5}};
  CdNucleolus found = found_of(&dear, CD_NUCLEOLUS_PLAIN);
  assert_true(found.core_empty);
  assert_shares(&found, 2, (const double[]){2, 3});
  assert_margins(&found, 1, (const double[]){-1}, 1e-12);
}

/* --- degenerate games, and large ones ------------------------------------------------------------------------ */

static void where_nobody_saves_each_pays_its_cost_alone(void **state)
{
  (void)state;
  double cost[32] = {0};
  const double alone[] = {1e6 / 3, 1e5 / 7, 17.01, 0.1, 0};
  for (guint set = 0; set < 32; set++)
    for (guint i = 0; i < 5; i++)
      cost[set] += set >> i & 1 ? alone[i] : 0;
  const CdGame additive = {5, cost};
  for (int kind = CD_NUCLEOLUS_PLAIN; kind <= CD_NUCLEOLUS_PER_CAPITA; kind++) {
    CdNucleolus found = found_of(&additive, (CdNucleolusKind)kind);
    assert_false(found.core_empty);
    assert_shares(&found, 5, alone);
  }
}

static void nothing_costs_nothing(void **state)
{
  (void)state;
  const double cost[8] = {0};
  const CdGame nothing = {3, cost};
  CdNucleolus found = found_of(&nothing, CD_NUCLEOLUS_PLAIN);
  assert_shares(&found, 3, cost);
  assert_margins(&found, 1, (const double[]){0}, 1e-12);
}

static void one_player_pays_all(void **state)
{
  (void)state;
  const CdGame one = {1, (const double[]){0, 7.25}};
  CdNucleolus found = found_of(&one, CD_NUCLEOLUS_PLAIN);
  assert_same(found.x[0], 7.25);
  assert_int_equal(found.n_margins, 0);
}

static void a_set_that_costs_nothing_has_no_share_of_its_cost(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdNucleolus found;
  const CdGame gift = {2, (const double[]){0, 0, 5, 5}}, earner = {2, (const double[]){0, -1, 5, 3}};
  assert_false(cd_nucleolus(&found, &gift, CD_NUCLEOLUS_PROPORTIONAL, arena));
  assert_false(cd_nucleolus(&found, &earner, CD_NUCLEOLUS_PROPORTIONAL, arena));
  assert_true(cd_nucleolus(&found, &earner, CD_NUCLEOLUS_PLAIN, arena));
  assert_shares(&found, 2, (const double[]){-1.5, 4.5});
}

/* Groups that save nothing with one another: each divides its own cost as if alone. UNIT in front of all costs. */
static void fill_side_by_side(double *cost, double unit)
{
  for (guint set = 0; set < 1024; set++)
    cost[set] = unit * (cd_game_three.c[set & 7] + cd_game_airport.c[set >> 3 & 15] + cd_game_tva.c[set >> 7] / 1000);
}

static const double side_by_side[] = {97.5, 63.75, 23.75, .5, .75, 1.375, 5.375, 116.234, 93.540, 202.810};

static void ten_players_in_three_groups_divide_as_the_groups_alone(void **state)
{
  (void)state;
  double cost[1024];
  fill_side_by_side(cost, 1);
  const CdGame game = {10, cost};
  CdNucleolus found = found_of(&game, CD_NUCLEOLUS_PLAIN);
  assert_shares(&found, 10, side_by_side);
}

static void the_unit_of_money_does_not_matter(void **state)
{
  (void)state;
  double cost[1024];
  const double units[] = {1e-6, 1e9};
  for (guint u = 0; u < G_N_ELEMENTS(units); u++) {
    fill_side_by_side(cost, units[u]);
    const CdGame game = {10, cost};
    CdNucleolus found = found_of(&game, CD_NUCLEOLUS_PLAIN);
    for (guint i = 0; i < 10; i++)
      assert_near(found.x[i] / units[u], side_by_side[i], 1e-10);
  }
}

/* Costs alone a million times what is saved. */
static void small_savings_on_large_costs_are_divided_exactly(void **state)
{
  (void)state;
  double cost[8];
  for (guint set = 0; set < 8; set++)
    cost[set] = cd_game_three.c[set] + 1e8 * __builtin_popcount(set);
  const CdGame game = {3, cost};
  CdNucleolus found = found_of(&game, CD_NUCLEOLUS_PLAIN);
  assert_near(found.x[0] - 1e8, 97.5, 1e-8);
  assert_near(found.x[1] - 1e8, 63.75, 1e-8);
  assert_near(found.margin[1], 3.75, 1e-8);
}

/* --- GLPK ---------------------------------------------------------------------------------------------------- */

/* GLPK is silent, and says so on standard output where it is not. */
static long printed_by(void (*act)(void))
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  int file = g_file_open_tmp(NULL, &name, &error), terminal = dup(STDOUT_FILENO);
  assert_true(file >= 0 && terminal >= 0);
  fflush(stdout);
  dup2(file, STDOUT_FILENO);
  act();
  fflush(stdout);
  long printed = lseek(file, 0, SEEK_END);
  dup2(terminal, STDOUT_FILENO);
  close(terminal);
  close(file);
  unlink(name);
  return printed;
}

static void find_one(void)
{
  found_of(&cd_game_skane, CD_NUCLEOLUS_PLAIN);
}

static void print_a_problem(void)
{
  glp_prob *lp = glp_create_prob();
  glp_add_cols(lp, 1);
  glp_simplex(lp, NULL);
  glp_delete_prob(lp);
}

static void nothing_is_printed(void **state)
{
  (void)state;
  assert_true(printed_by(print_a_problem) > 0);
  assert_int_equal(printed_by(find_one), 0);
}

static void an_environment_is_left_as_it_was(void **state)
{
  (void)state;
  glp_free_env();
  find_one();
  assert_int_equal(glp_init_env(), 0); /* there was none, and there is none */

  glp_prob *own = glp_create_prob();
  glp_add_cols(own, 3);
  assert_int_equal(glp_term_out(GLP_ON), GLP_ON);
  find_one();
  assert_int_equal(glp_term_out(GLP_OFF), GLP_ON);
  find_one();
  assert_int_equal(glp_term_out(GLP_ON), GLP_OFF);
  assert_int_equal(glp_get_num_cols(own), 3);
  glp_delete_prob(own);
  assert_int_equal(glp_free_env(), 0);
}

enum { GAMES = 120, PLAYERS = 5 };

/* Some sixty games with a core and as many without. */
static CdNucleolus *find_many(void)
{
  g_autoptr(CdArena) arena = cd_arena_new();
  CdNucleolus *found = g_new(CdNucleolus, GAMES);
  double cost[1 << PLAYERS] = {0};
  const CdGame game = {PLAYERS, cost};
  for (guint g = 0; g < GAMES; g++) {
    for (guint set = 1; set < 1u << PLAYERS; set++)
      cost[set] = pow(set, g % 2 ? 0.5 : 0.9) + (set * 37 + g * 101) % 53 / (g % 2 ? 200. : 20.);
    if (!cd_nucleolus(&found[g], &game, (CdNucleolusKind)(g % 3), arena))
      found[g].n_margins = 99;
  }
  return found;
}

static gpointer find_many_apart(gpointer unused)
{
  (void)unused;
  return find_many();
}

static void threads_do_not_disturb_one_another(void **state)
{
  (void)state;
  assert_non_null(glp_config("TLS"));
  GThread *thread[2];
  for (guint t = 0; t < 2; t++)
    thread[t] = g_thread_new("nucleolus", find_many_apart, NULL);
  g_autofree CdNucleolus *expected = find_many();
  guint empty = 0;
  for (guint g = 0; g < GAMES; g++) {
    assert_true(expected[g].n_margins >= 1 && expected[g].n_margins < PLAYERS);
    empty += expected[g].core_empty;
  }
  assert_in_range(empty, GAMES / 10, GAMES - GAMES / 10);
  for (guint t = 0; t < 2; t++) {
    g_autofree CdNucleolus *found = g_thread_join(thread[t]);
    assert_memory_equal(found, expected, GAMES * sizeof *found);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_councils_in_two_stages),
      cmocka_unit_test(the_tennessee_valley_authority_in_one_stage),
      cmocka_unit_test(water_in_skane_in_three_stages),
      cmocka_unit_test(two_players_halve_what_they_save),
      cmocka_unit_test(three_councils_by_head_and_by_share),
      cmocka_unit_test(an_empty_core_is_said_to_be_so),
      cmocka_unit_test(with_an_empty_core_nobody_pays_more_than_alone),
      cmocka_unit_test(a_share_that_cannot_rise_is_settled),
      cmocka_unit_test(a_hair_above_the_costs_alone_is_rounding),
      cmocka_unit_test(where_all_must_pay_more_than_alone_they_share_the_loss),
      cmocka_unit_test(where_nobody_saves_each_pays_its_cost_alone),
      cmocka_unit_test(nothing_costs_nothing),
      cmocka_unit_test(one_player_pays_all),
      cmocka_unit_test(a_set_that_costs_nothing_has_no_share_of_its_cost),
      cmocka_unit_test(ten_players_in_three_groups_divide_as_the_groups_alone),
      cmocka_unit_test(the_unit_of_money_does_not_matter),
      cmocka_unit_test(small_savings_on_large_costs_are_divided_exactly),
      cmocka_unit_test(nothing_is_printed),
      cmocka_unit_test(an_environment_is_left_as_it_was),
      cmocka_unit_test(threads_do_not_disturb_one_another),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
