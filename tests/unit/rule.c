#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/cost/rule.h"
#include "sim/cost/share.h"
#include "tests/unit/games.h"
#include "tests/unit/near.h"

static const CdRuleBasis nothing_known = {0};

/* Half a unit of the last digit that a table prints. */
#define EXACT 1e-9
#define SIX 5e-7
#define FOUR 5e-5
#define TWO 5e-3
#define WHOLE 0.5

#define assert_rule(rule, game, basis, within, ...)                                                                    \
  check_rule(#rule, CD_RULE_##rule, (game), (basis), (within), (const double[]){__VA_ARGS__}, __FILE__, __LINE__)

static void check_rule(const char *name, CdRule rule, const CdGame *game, const CdRuleBasis *basis, double within,
                       const double *expected, const char *file, int line)
{
  g_autoptr(CdArena) arena = cd_arena_new();
  double x[CD_GAME_MAX];
  if (!cd_rule_allocate(rule, game, basis, arena, x))
    _fail(file, line);
  for (guint i = 0; i < game->n; i++)
    if (!(fabs(x[i] - expected[i]) <= within)) {
      print_error("%s: player %u pays %.12g, not %.12g\n", name, i, x[i], expected[i]);
      _fail(file, line);
    }
}

static void every_rule_has_an_id_of_its_own_a_sentence_and_a_source(void **state)
{
  (void)state;
  for (guint r = 0; r < CD_RULE_COUNT; r++) {
    const CdRuleText *text = cd_rule_text((CdRule)r);
    assert_int_equal(cd_rule_by_id(text->id), r);
    assert_true(strlen(text->label) > 0 && strlen(text->source) > 0);
    assert_true(g_str_has_suffix(text->meaning, "."));
  }
  assert_int_equal(cd_rule_by_id("shapley"), CD_RULE_SHAPLEY);
  assert_int_equal(cd_rule_by_id("shapely"), CD_RULE_COUNT);
}

/* --- known games --------------------------------------------------------------------------------------------- */

static void three_councils(void **state)
{
  (void)state;
  const double people[] = {50, 40, 10};
  const CdRuleBasis basis = {.population = people};
  const CdGame *game = &cd_game_three;
  assert_rule(POPULATION, game, &basis, EXACT, 92.5, 74, 18.5);
  assert_rule(EQUAL, game, &basis, EXACT, 185. / 3, 185. / 3, 185. / 3);
  assert_rule(SHAPLEY, game, &basis, EXACT, 95, 67.5, 22.5);
  assert_rule(NUCLEOLUS, game, &basis, EXACT, 97.5, 63.75, 23.75);
  assert_rule(ACA, game, &basis, SIX, 96.428571, 65.714286, 22.857143);
  assert_rule(MORIARITY, game, &basis, EXACT, 18500. / 210, 14800. / 210, 5550. / 210);
}

static void the_tennessee_valley_authority(void **state)
{
  (void)state;
  const CdGame *game = &cd_game_tva;
  assert_rule(SHAPLEY, game, &nothing_known, EXACT, 117829, 100756.5, 193998.5);
  assert_rule(NUCLEOLUS, game, &nothing_known, 1e-6, 116234, 93540, 202810);
  assert_rule(SCRB, game, &nothing_known, TWO, 117475.54, 99157.29, 195951.16);
  assert_rule(ACA, game, &nothing_known, TWO, 117475.54, 99157.29, 195951.16);
}

static void a_runway_for_four(void **state)
{
  (void)state;
  const CdGame *game = &cd_game_airport;
  assert_rule(SHAPLEY, game, &nothing_known, SIX, .25, .583333, 1.583333, 5.583333);
  assert_rule(NUCLEOLUS, game, &nothing_known, EXACT, .5, .75, 1.375, 5.375);
}

static void water_in_skane(void **state)
{
  (void)state;
  const double demand[] = {6.72, 8.23, 3.75, 3.53, 14.64, 6.21}; /* million cubic metres */
  const CdRuleBasis basis = {.use = demand};
  const CdGame *game = &cd_game_skane;
  assert_rule(SHAPLEY, game, &basis, FOUR, 20.0110, 10.7080, 6.6068, 10.3727, 16.9458, 19.1757);
  assert_rule(NUCLEOLUS, game, &basis, FOUR, 20.3500, 12.0567, 4.9967, 8.6067, 18.3200, 19.4900);
  assert_rule(NUCLEOLUS_PER_CAPITA, game, &basis, FOUR, 20.0294, 12.5194, 3.9434, 9.0694, 18.5441, 19.7141);
  assert_rule(SCRB, game, &basis, FOUR, 19.5408, 13.2851, 5.6140, 10.9042, 16.6530, 17.8230);
  assert_rule(USE, game, &basis, 2 * TWO, 13.07, 16.01, 7.30, 6.87, 28.48, 12.08);
}

static void the_shapley_value_leaves_the_skane_core_at_one_set(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  double x[CD_GAME_MAX];
  CdLeaver leaver[64];
  assert_true(cd_rule_allocate(CD_RULE_SHAPLEY, &cd_game_skane, &nothing_known, arena, x));
  assert_int_equal(cd_game_leavers(&cd_game_skane, x, 1e-9, leaver), 1);
  assert_int_equal(leaver[0].set, H | K | L);
  assert_near(leaver[0].gain, 0.4275, FOUR);
}

/* --- why proportional shares do not hold a partnership together ---------------------------------------------- */

/* By population the small council pays 18.5; with the county alone, 10/50 of 90. */
static void a_pair_undercuts_shares_by_population(void **state)
{
  (void)state;
  const double people[] = {40, 10};
  const CdRuleBasis basis = {.population = people};
  const CdGame pair = {2, (const double[]){0, 80, 30, 90}};
  assert_rule(POPULATION, &pair, &basis, EXACT, 72, 18);
  assert_true(18 < 18.5 && 72 < 74);
  assert_same(cd_game_three.c[CITY] + 90, cd_game_three.c[CITY | COUNTY | SMALL] + 5);
}

/* City, county, small: cost 2,140 pounds a client together, growing with caseload to the power 0.93. */
enum { CLIENTS = 3660 };
static const double caseloads[] = {2000, 1600, 60}, census[] = {368600, 712300, 41000};

static void fill_scale_game(double *cost)
{
  for (guint set = 1; set < 8; set++) {
    double caseload = 0;
    for (guint i = 0; i < 3; i++)
      caseload += set >> i & 1 ? caseloads[i] : 0;
    cost[set] = 2140.0 * CLIENTS * pow(caseload / CLIENTS, 0.93);
  }
}

static void shares_by_population_drive_out_a_council_with_few_clients(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  double cost[8] = {0}, x[3];
  fill_scale_game(cost);
  const CdGame game = {3, cost};
  const CdRuleBasis basis = {.population = census};
  assert_true(cd_rule_allocate(CD_RULE_POPULATION, &game, &basis, arena, x));
  assert_near(x[2] / 1000, 286, 0.5 / 286);
  assert_near(cost[SMALL] / 1000, 171, 0.5 / 171);
  assert_true(cd_game_leave_alone(&game, x, 0.005) & SMALL);
}

/* Cost a client only falls with caseload, so no set can beat the average of all. */
static void shares_by_caseload_hold_where_scale_alone_moves_cost(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  double cost[8] = {0}, x[3];
  fill_scale_game(cost);
  const CdGame game = {3, cost};
  const CdRuleBasis basis = {.caseload = caseloads};
  assert_true(cd_rule_allocate(CD_RULE_CASELOAD, &game, &basis, arena, x));
  assert_nine(x[2], 2140.0 * 60);
  assert_true(cd_game_in_core(&game, x, 0.005));
}

/* --- benefits, and degenerate games -------------------------------------------------------------------------- */

/* Three's separable costs are 95, 60, 20, so 10 are left. The county's benefit of 65 leaves it 5 of its 20, the small
 * council's 12 none: 10 divided 5 : 5 : 0. */
static void a_benefit_caps_what_a_player_can_be_charged(void **state)
{
  (void)state;
  const double benefit[] = {INFINITY, 65, 12};
  const CdRuleBasis basis = {.benefit = benefit};
  assert_rule(SCRB, &cd_game_three, &basis, EXACT, 100, 65, 20);
  assert_rule(ACA, &cd_game_three, &basis, SIX, 96.428571, 65.714286, 22.857143);
}

static void nothing_left_to_share_means_separable_costs(void **state)
{
  (void)state;
  const CdGame additive = {2, (const double[]){0, 3, 4, 7}};
  assert_rule(ACA, &additive, &nothing_known, EXACT, 3, 4);
}

/* Separable costs 5, 5, 5 of 12, more than the 3 of each alone: nobody has a benefit left, and -3 is given back equally. */
static void nobody_with_a_benefit_left_shares_equally(void **state)
{
  (void)state;
  const CdGame dear = {3, (const double[]){0, 3, 3, 7, 3, 7, 7, 12}};
  assert_rule(ACA, &dear, &nothing_known, EXACT, 4, 4, 4);
}

/* Separable costs 2, 6, 7 of 14; -1 is left. The first would pay 5 alone, the others less than they add. */
static void a_player_dearer_together_than_alone_pays_what_it_adds(void **state)
{
  (void)state;
  const CdGame mixed = {3, (const double[]){0, 5, 5, 7, 6, 8, 12, 14}};
  assert_rule(ACA, &mixed, &nothing_known, EXACT, 1, 6, 7);
}

static void a_cost_of_nothing_is_shared_as_nothing_in_proportion(void **state)
{
  (void)state;
  const double people[] = {1, 2}, nobody[] = {0, 0};
  const CdGame free = {2, (const double[]){0, 3, 5, 0}}, none = {2, (const double[]){0, 0, 0, 6}};
  const CdRuleBasis basis = {.population = people, .historic = nobody};
  assert_rule(POPULATION, &free, &basis, EXACT, 0, 0);
  assert_rule(MORIARITY, &free, &basis, EXACT, 0, 0);
  assert_rule(SHAPLEY, &free, &basis, EXACT, -1, 1);
  assert_rule(MORIARITY, &none, &basis, EXACT, 3, 3);
  assert_rule(HISTORIC, &none, &basis, EXACT, 3, 3);
}

static void one_player_pays_all(void **state)
{
  (void)state;
  const double one[] = {7};
  const CdRuleBasis basis = {one, one, one, one, one};
  const CdGame game = {1, (const double[]){0, 12.5}};
  g_autoptr(CdArena) arena = cd_arena_new();
  for (guint r = 0; r < CD_RULE_COUNT; r++) {
    double x = 0;
    assert_true(cd_rule_allocate((CdRule)r, &game, &basis, arena, &x));
    assert_same(x, 12.5);
  }
}

static void a_rule_without_what_it_needs_does_not_apply(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const CdRule by_weights[] = {CD_RULE_POPULATION, CD_RULE_CASELOAD, CD_RULE_USE, CD_RULE_HISTORIC};
  double x[3];
  gint64 pence[3];
  for (guint i = 0; i < G_N_ELEMENTS(by_weights); i++) {
    assert_false(cd_rule_allocate(by_weights[i], &cd_game_three, &nothing_known, arena, x));
    assert_false(cd_rule_allocate_pence(by_weights[i], &cd_game_three, &nothing_known, arena, pence));
  }
  const CdGame earner = {2, (const double[]){0, -1, 5, 3}}, gift = {2, (const double[]){0, 0, 5, 5}};
  assert_false(cd_rule_allocate(CD_RULE_MORIARITY, &earner, &nothing_known, arena, x));
  assert_false(cd_rule_allocate(CD_RULE_NUCLEOLUS_PROPORTIONAL, &gift, &nothing_known, arena, x));
  assert_false(cd_rule_allocate_pence(CD_RULE_NUCLEOLUS_PROPORTIONAL, &gift, &nothing_known, arena, pence));
}

static void each_rule_reads_the_weights_it_names(void **state)
{
  (void)state;
  const double a[] = {1, 3}, b[] = {1, 1}, c[] = {3, 1}, d[] = {0, 1};
  const CdRuleBasis basis = {.population = a, .caseload = b, .use = c, .historic = d};
  const CdGame game = {2, (const double[]){0, 1, 1, 8}};
  assert_rule(POPULATION, &game, &basis, EXACT, 2, 6);
  assert_rule(CASELOAD, &game, &basis, EXACT, 4, 4);
  assert_rule(USE, &game, &basis, EXACT, 6, 2);
  assert_rule(HISTORIC, &game, &basis, EXACT, 0, 8);
}

/* --- pence --------------------------------------------------------------------------------------------------- */

static void pence_add_up_to_the_whole_cost(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double people[] = {7, 11, 2, 3, 5, 13};
  const CdRuleBasis basis = {people, people, people, people, NULL};
  for (guint r = 0; r < CD_RULE_COUNT; r++) {
    gint64 pence[6], sum = 0;
    double x[6];
    assert_true(cd_rule_allocate((CdRule)r, &cd_game_skane, &basis, arena, x));
    assert_true(cd_rule_allocate_pence((CdRule)r, &cd_game_skane, &basis, arena, pence));
    for (guint i = 0; i < 6; i++) {
      sum += pence[i];
      assert_true(fabs((double)pence[i] - 100 * x[i]) < 1);
    }
    assert_int_equal(sum, 8382);
  }
}

/* The Shapley value of each is 1/3 of 100 pence. */
static void a_penny_left_over_goes_to_somebody(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const CdGame third = {3, (const double[]){0, 1, 1, 1, 1, 1, 1, 1}};
  gint64 pence[3];
  assert_true(cd_rule_allocate_pence(CD_RULE_EQUAL, &third, &nothing_known, arena, pence));
  assert_memory_equal(pence, ((const gint64[]){34, 33, 33}), sizeof pence);
  assert_true(cd_rule_allocate_pence(CD_RULE_SHAPLEY, &third, &nothing_known, arena, pence));
  assert_int_equal(pence[0] + pence[1] + pence[2], 100);
}

static void a_negative_share_is_kept_in_pence(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const CdGame saver = {2, (const double[]){0, 1, 100, 90.01}};
  gint64 pence[2];
  assert_true(cd_rule_allocate_pence(CD_RULE_SHAPLEY, &saver, &nothing_known, arena, pence));
  assert_int_equal(pence[0] + pence[1], 9001);
  assert_in_range(-pence[0], 449, 450);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_rule_has_an_id_of_its_own_a_sentence_and_a_source),
      cmocka_unit_test(three_councils),
      cmocka_unit_test(the_tennessee_valley_authority),
      cmocka_unit_test(a_runway_for_four),
      cmocka_unit_test(water_in_skane),
      cmocka_unit_test(the_shapley_value_leaves_the_skane_core_at_one_set),
      cmocka_unit_test(a_pair_undercuts_shares_by_population),
      cmocka_unit_test(shares_by_population_drive_out_a_council_with_few_clients),
      cmocka_unit_test(shares_by_caseload_hold_where_scale_alone_moves_cost),
      cmocka_unit_test(a_benefit_caps_what_a_player_can_be_charged),
      cmocka_unit_test(nothing_left_to_share_means_separable_costs),
      cmocka_unit_test(nobody_with_a_benefit_left_shares_equally),
      cmocka_unit_test(a_player_dearer_together_than_alone_pays_what_it_adds),
      cmocka_unit_test(a_cost_of_nothing_is_shared_as_nothing_in_proportion),
      cmocka_unit_test(one_player_pays_all),
      cmocka_unit_test(a_rule_without_what_it_needs_does_not_apply),
      cmocka_unit_test(each_rule_reads_the_weights_it_names),
      cmocka_unit_test(pence_add_up_to_the_whole_cost),
      cmocka_unit_test(a_penny_left_over_goes_to_somebody),
      cmocka_unit_test(a_negative_share_is_kept_in_pence),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
