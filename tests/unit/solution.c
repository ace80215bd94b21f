#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/negotiation/distance.h"
#include "tests/unit/near.h"
#include "tests/unit/three-councils.h"

/* ---- Blocks ---- */

enum { PARTIES = 12, TEXTS = 1000 };

/* One issue, whose levels are worth anything at all. */
typedef struct {
  CdGrid grid;
  CdDomain domain;
  double u[TEXTS * PARTIES];
} Listed;

static const guint numbers[PARTIES] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

static void listed_init(Listed *it, guint n_texts, guint n_parties, const double *u)
{
  g_assert(n_texts <= TEXTS && n_parties <= PARTIES);
  cd_grid_init(&it->grid, 1, &n_texts);
  for (guint k = 0; u && k < n_texts * n_parties; k++)
    it->u[k] = u[k];
  it->domain = (CdDomain){.grid = &it->grid, .n_parties = n_parties, .party = numbers, .u = it->u};
}

static void assert_texts(CdTexts found, const guint *expected, guint n)
{
  assert_int_equal(found.n, n);
  for (guint k = 0; k < n; k++)
    assert_int_equal(found.text[k], expected[k]);
}

/* ---- The zone ---- */

/* Tenths times hundredths. */
static gint64 thousandths(guint x, guint j)
{
  const CouncilTastes *t = &council_tastes[j];
  guint level[] = {x / 15, x / 3 % 5, x % 3};
  return llround(t->weight[0] * 10) * llround(t->length[level[0]] * 100) +
         llround(t->weight[1] * 10) * llround(t->quality[level[1]] * 100) +
         llround(t->weight[2] * 10) * llround(t->pricing[level[2]] * 100);
}

static void texts_on_the_threshold_reach_it(void **state)
{
  (void)state;
  ThreeCouncils it;
  three_councils_init(&it);
  const double threshold[] = {.2, .2, .68};
  guint whole = 0, doubles = 0;
  for (guint x = 0; x < COUNCIL_TEXTS; x++) {
    bool reached = true, compared = true;
    for (guint j = 0; j < COUNCILS; j++) {
      reached &= thousandths(x, j) >= llround(threshold[j] * 1000);
      compared &= cd_domain_u(&it.domain, x, j) >= threshold[j];
    }
    whole += reached;
    doubles += compared;
    assert_int_equal(cd_text_passes(&it.domain, x, threshold), reached);
  }
  assert_int_equal(cd_zone_count(&it.domain, threshold), whole);
  assert_int_equal(whole, 16);
  assert_int_equal(doubles, 12); /* what comparing without tolerance leaves of them */
}

static void the_zone_of_three_councils(void **state)
{
  (void)state;
  ThreeCouncils it;
  three_councils_init(&it);
  g_autoptr(CdArena) arena = cd_arena_new();
  const guint rational[] = {4, 16, 18, 19, 22, 33, 34, 36, 37, 49, 51, 52, 55, 66, 67};
  assert_texts(cd_zone(&it.domain, council_reservation, arena), rational, G_N_ELEMENTS(rational));
  assert_int_equal(cd_zone_count(&it.domain, council_reservation), 15);
  assert_int_equal(cd_zone_first(&it.domain, council_reservation), 4);
  const double too_much[] = {.9, .9, .9};
  assert_int_equal(cd_zone_first(&it.domain, too_much), COUNCIL_TEXTS);
  assert_int_equal(cd_zone(&it.domain, too_much, arena).n, 0);
}

/* ---- Efficient texts ---- */

static void efficient_texts_of_three_councils(void **state)
{
  (void)state;
  ThreeCouncils it;
  three_councils_init(&it);
  g_autoptr(CdArena) arena = cd_arena_new();
  assert_int_equal(cd_pareto(&it.domain, cd_texts_all(&it.grid, arena), arena).n, 40);
  const guint frontier[] = {16, 18, 19, 22, 33, 34, 36, 37, 49, 51, 52, 66, 67};
  CdBargain bargain = cd_bargain(&it.domain, council_reservation, CD_IDEAL_ANY_TEXT, arena);
  assert_texts(bargain.frontier, frontier, G_N_ELEMENTS(frontier));
}

static bool dominates(const CdDomain *domain, guint x, guint y)
{
  bool better = false;
  for (guint j = 0; j < domain->n_parties; j++) {
    if (cd_domain_u(domain, x, j) < cd_domain_u(domain, y, j))
      return false;
    better |= cd_domain_u(domain, x, j) > cd_domain_u(domain, y, j);
  }
  return better;
}

static double uniform(guint64 of, guint month, guint index)
{
  return cd_stream_uniform(cd_stream(5, 0, CD_PURPOSE_BOOTSTRAP, of), month, index);
}

/* Utilities of LEVELS values, so that many are equal, in a fifth of the cases far out of [0, 1]; from the definition. */
static void efficient_texts_are_those_that_no_other_dominates(void **state)
{
  (void)state;
  g_autofree Listed *it = g_new0(Listed, 1);
  g_autoptr(CdArena) arena = cd_arena_new();
  guint kept = 0, dropped = 0;
  for (guint c = 0; c < 60; c++) {
    guint n_texts = c % 4 == 0 ? 1 + c : 200, n = 1 + c % PARTIES, levels = c % 3 == 0 ? 3 : c % 3 == 1 ? 11 : 1000;
    listed_init(it, n_texts, n, NULL);
    for (guint k = 0; k < n_texts * n; k++)
      it->u[k] =
          (floor(uniform(c, k / n, k % n) * levels) / (levels - 1) - (c % 5 == 4) * (k % n)) * (c % 5 == 4 ? 3.7 : 1);
    CdTexts front = cd_pareto(&it->domain, cd_texts_all(&it->grid, arena), arena);
    guint next = 0;
    for (guint x = 0; x < n_texts; x++) {
      bool beaten = false;
      for (guint y = 0; y < n_texts; y++)
        beaten |= dominates(&it->domain, y, x);
      bool listed = next < front.n && front.text[next] == x;
      assert_int_equal(listed, !beaten);
      next += listed;
      kept += listed;
      dropped += beaten;
    }
    assert_int_equal(next, front.n);
  }
  assert_true(kept > 1000 && dropped > 1000);
}

static void rounding_makes_no_text_efficient(void **state)
{
  (void)state;
  Listed *it = g_new0(Listed, 1);
  g_autoptr(CdArena) arena = cd_arena_new();
  /* 0.1 + 0.2 > 0.3 to a computer: without tolerance, the second would be efficient. */
  const double u[] = {0.3, 0.8, 0.1 + 0.2, 0.7};
  listed_init(it, 2, 2, u);
  const guint first[] = {0};
  assert_texts(cd_pareto(&it->domain, cd_texts_all(&it->grid, arena), arena), first, 1);
  const double at_a_point_of_the_lattice[] = {nextafter(.5, 0), 0.8, .5, 0.7};
  listed_init(it, 2, 2, at_a_point_of_the_lattice);
  assert_texts(cd_pareto(&it->domain, cd_texts_all(&it->grid, arena), arena), first, 1);
  g_free(it);
}

/* ---- Solutions ---- */

static CdSolution solve(CdIdeal ideal, CdSolutionKind kind, const double *weight, CdArena *arena, ThreeCouncils *it)
{
  three_councils_init(it);
  CdBargain bargain = cd_bargain(&it->domain, council_reservation, ideal, arena);
  bargain.weight = weight;
  return cd_solve(&bargain, kind, arena);
}

typedef struct {
  CdSolutionKind kind;
  CdIdeal ideal;
  guint length, quality, pricing;
  double value, digits;
} Known;

static const Known known[] = {
    {CD_SOLUTION_NASH, CD_IDEAL_ANY_TEXT, 3, 50, COST_AND_VOLUME, .011428125, 1e-12},
    {CD_SOLUTION_NASH, CD_IDEAL_RATIONAL_TEXT, 3, 50, COST_AND_VOLUME, .011428125, 1e-12},
    {CD_SOLUTION_EGALITARIAN, CD_IDEAL_ANY_TEXT, 4, 50, COST_AND_VOLUME, .19, 1e-12},
    {CD_SOLUTION_KALAI_SMORODINSKY, CD_IDEAL_ANY_TEXT, 3, 40, COST_AND_VOLUME, 1. / 3, 1e-12},
    {CD_SOLUTION_EVEN_RATIOS, CD_IDEAL_ANY_TEXT, 3, 40, COST_AND_VOLUME, .056911, 5e-7},
    {CD_SOLUTION_KALAI_SMORODINSKY, CD_IDEAL_RATIONAL_TEXT, 4, 50, COST_AND_VOLUME, .412844, 5e-7},
    {CD_SOLUTION_EVEN_RATIOS, CD_IDEAL_RATIONAL_TEXT, 4, 50, COST_AND_VOLUME, .190331, 5e-7},
    {CD_SOLUTION_UTILITARIAN, CD_IDEAL_ANY_TEXT, 3, 50, BLOCK, 2.06, 1e-12},
    {CD_SOLUTION_UTILITARIAN_ANY, CD_IDEAL_ANY_TEXT, 2, 50, BLOCK, 2.065, 1e-12},
};

static void solutions_of_three_councils(void **state)
{
  (void)state;
  ThreeCouncils it;
  g_autoptr(CdArena) arena = cd_arena_new();
  for (guint k = 0; k < G_N_ELEMENTS(known); k++) {
    CdSolution found = solve(known[k].ideal, known[k].kind, NULL, arena, &it);
    assert_int_equal(found.text, council_text(known[k].length, known[k].quality, known[k].pricing));
    assert_near(found.value, known[k].value, known[k].digits);
    assert_int_equal(found.best.n, 1);
  }
}

static void weights_move_nash_towards_the_heavier(void **state)
{
  (void)state;
  ThreeCouncils it;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double by_size[] = {.5, .4, .1}, small_heavy[] = {.1, .1, .8}, city_heavy[] = {3, 1, 1};
  CdSolution found = solve(CD_IDEAL_ANY_TEXT, CD_SOLUTION_NASH, by_size, arena, &it);
  assert_int_equal(found.text, council_text(3, 40, BLOCK));
  assert_near(found.value, .23976737173661977, 1e-12);
  found = solve(CD_IDEAL_ANY_TEXT, CD_SOLUTION_NASH, small_heavy, arena, &it);
  assert_int_equal(found.text, council_text(2, 50, COST_AND_VOLUME));
  assert_near(found.value, .35572010356979566, 1e-12);
  found = solve(CD_IDEAL_ANY_TEXT, CD_SOLUTION_NASH, city_heavy, arena, &it);
  assert_int_equal(found.text, council_text(4, 50, BLOCK));
  assert_near(found.value, .0015647696437500011, 1e-12);
}

/* Who has no weight has no say: the best text of the only one that has. */
static void a_weight_of_nought_leaves_a_party_out(void **state)
{
  (void)state;
  ThreeCouncils it;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double city_only[] = {1, 0, 0};
  CdSolution found = solve(CD_IDEAL_ANY_TEXT, CD_SOLUTION_NASH, city_only, arena, &it);
  assert_near(found.value, .9 - .355, 1e-12);
  assert_near(cd_domain_u(&it.domain, found.text, 0), .9, 1e-12);
}

static void a_closed_zone_has_no_solution(void **state)
{
  (void)state;
  ThreeCouncils it;
  three_councils_init(&it);
  g_autoptr(CdArena) arena = cd_arena_new();
  const double too_much[] = {.9, .9, .9};
  CdBargain bargain = cd_bargain(&it.domain, too_much, CD_IDEAL_RATIONAL_TEXT, arena);
  for (CdSolutionKind kind = 0; kind < CD_SOLUTION_UTILITARIAN_ANY; kind++) {
    CdSolution found = cd_solve(&bargain, kind, arena);
    assert_int_equal(found.best.n, 0);
    assert_int_equal(found.text, COUNCIL_TEXTS);
    assert_true(isnan(found.value));
  }
  assert_int_equal(cd_solve(&bargain, CD_SOLUTION_UTILITARIAN_ANY, arena).text, council_text(2, 50, BLOCK));
}

static CdSolution solve_list(guint n_texts, guint n_parties, const double *u, const double *reservation,
                             CdSolutionKind kind, CdArena *arena)
{
  Listed *it = cd_arena_array(arena, Listed, 1);
  listed_init(it, n_texts, n_parties, u);
  double *r = cd_arena_array(arena, double, n_parties);
  for (guint j = 0; reservation && j < n_parties; j++)
    r[j] = reservation[j];
  CdBargain *bargain = cd_arena_array(arena, CdBargain, 1);
  *bargain = cd_bargain(&it->domain, r, CD_IDEAL_RATIONAL_TEXT, arena);
  return cd_solve(bargain, kind, arena);
}

/* Every product is 0: the second text pleases two, the others one each, whatever they are worth to that one. */
static void products_of_nought_go_by_the_number_of_gainers(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double u[] = {1, 0, 0, .1, .1, 0, 0, 0, 1};
  CdSolution found = solve_list(3, 3, u, NULL, CD_SOLUTION_NASH, arena);
  assert_int_equal(found.text, 1);
  assert_int_equal(found.best.n, 1);
  assert_true(found.value == 0);
}

/* Twice two gainers: (.5, .5) of what 1 and 2 can have, (.6, .6) of what 2 and 3 can, though 3's units are small. */
static void products_of_nought_compare_shares_of_what_each_can_gain(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double u[] = {.5, .5, 0, 0, .6, .006, 1, 0, 0, 0, 1, 0, 0, 0, .01};
  assert_int_equal(solve_list(5, 3, u, NULL, CD_SOLUTION_NASH, arena).text, 1);
}

static void a_party_that_cannot_gain_holds_nobody_up(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double u[] = {.9, .2, .4, .6, .6, .4, .3, .9, .4}, reservation[] = {0, 0, .4};
  assert_int_equal(solve_list(3, 3, u, reservation, CD_SOLUTION_KALAI_SMORODINSKY, arena).text, 1);
  assert_near(solve_list(3, 3, u, reservation, CD_SOLUTION_KALAI_SMORODINSKY, arena).value, .6 / .9, 1e-12);
  assert_near(solve_list(3, 3, u, reservation, CD_SOLUTION_EVEN_RATIOS, arena).value, 0, 1e-12);
  assert_int_equal(solve_list(3, 3, u, reservation, CD_SOLUTION_NASH, arena).text, 1);
  assert_true(solve_list(3, 3, u, reservation, CD_SOLUTION_NASH, arena).value == 0);
}

static void where_nobody_can_gain_all_have_what_they_can(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double u[] = {.5, .4, .5, .3}, reservation[] = {.5, .4};
  const CdSolution found = solve_list(2, 2, u, reservation, CD_SOLUTION_KALAI_SMORODINSKY, arena);
  assert_true(found.best.n == 1 && found.text == 0 && found.value == 1);
  assert_true(solve_list(2, 2, u, reservation, CD_SOLUTION_EVEN_RATIOS, arena).value == 0);
  assert_true(solve_list(2, 2, u, reservation, CD_SOLUTION_NASH, arena).value == 0);
}

/* The third gains less than the tolerance, and in the second text only: nothing to prefer that for. */
static void gains_within_the_tolerance_do_not_count(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double u[] = {.6, .8, .4, .7, .6, .4 + 5e-10, 1, 0, .4, 0, 1, .4}, reservation[] = {0, 0, .4};
  CdSolution found = solve_list(4, 3, u, reservation, CD_SOLUTION_KALAI_SMORODINSKY, arena);
  assert_int_equal(found.best.n, 2);
  assert_int_equal(found.text, 0);
}

static void nearly_the_best_is_not_among_the_best(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double u[] = {.5, .5 + 1e-7, .5 + 3e-7, .5 - 1e-7};
  for (CdSolutionKind kind = 0; kind < CD_SOLUTION_COUNT; kind++)
    assert_int_equal(solve_list(2, 2, u, NULL, kind, arena).best.n, 1);
}

static void all_best_texts_are_told(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double mirror[] = {.2, .8, .1, .1, .8, .2};
  const guint both[] = {0, 2};
  for (CdSolutionKind kind = 0; kind < CD_SOLUTION_COUNT; kind++) {
    CdSolution found = solve_list(3, 2, mirror, NULL, kind, arena);
    assert_texts(found.best, both, 2);
    assert_int_equal(found.text, 0); /* grid order */
  }
}

/* The least is .3 in all; the next decides. And of equal sums, utilitarian takes the more even. */
static void ties_go_to_the_worst_off_but_one(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  const double u[] = {.3, .4, .9, .3, .7, .5, .9, .3, .4};
  CdSolution found = solve_list(3, 3, u, NULL, CD_SOLUTION_EGALITARIAN, arena);
  assert_int_equal(found.best.n, 3);
  assert_int_equal(found.text, 1);
  const double sums[] = {.1, .9, .5, .5, .8, .2};
  assert_int_equal(solve_list(3, 2, sums, NULL, CD_SOLUTION_UTILITARIAN, arena).text, 1);
  /* Ratios .6 and .7 either way round, and the first party's are worth twice the second's. */
  const double ratios[] = {.6, .35, .7, .3, 1, 0, 0, .5};
  found = solve_list(4, 2, ratios, NULL, CD_SOLUTION_KALAI_SMORODINSKY, arena);
  assert_int_equal(found.best.n, 2);
  assert_int_equal(found.text, 1);
}

/* ---- Distances ---- */

static CdTexts only(const guint *text)
{
  return (CdTexts){.n = 1, .text = text};
}

static void distances_of_three_councils(void **state)
{
  (void)state;
  ThreeCouncils it;
  three_councils_init(&it);
  g_autoptr(CdArena) arena = cd_arena_new();
  CdBargain bargain = cd_bargain(&it.domain, council_reservation, CD_IDEAL_ANY_TEXT, arena);
  CdTexts nash = cd_solve(&bargain, CD_SOLUTION_NASH, arena).best;
  guint agreed = council_text(3, 40, COST_AND_VOLUME), egalitarian = council_text(4, 50, COST_AND_VOLUME);
  double diagonal = cd_diagonal(&it.domain);
  assert_near(cd_distance(&it.domain, agreed, nash), .241091, 5e-7);
  assert_near(cd_distance(&it.domain, agreed, only(&egalitarian)), .094868, 5e-7);
  assert_near(cd_distance(&it.domain, council_text(1, 70, BLOCK), bargain.frontier), .554640, 5e-7);
  assert_near(diagonal, 1.675351, 5e-7);
  assert_near(cd_optimality(&it.domain, agreed, nash, diagonal), .856095, 5e-7);
  assert_near(cd_welfare_optimality(&bargain, agreed), 1.875 / 2.06, 1e-12);
  assert_near(cd_opposition(&bargain), .639375, 5e-7);
}

static void optimality_lies_between_nought_and_one(void **state)
{
  (void)state;
  Listed *it = g_new0(Listed, 1);
  const double u[] = {0, 0, 1, 1}, same[] = {.5, .5, .5, .5};
  const guint first = 0;
  listed_init(it, 2, 2, u);
  assert_near(cd_optimality(&it->domain, 0, only(&first), cd_diagonal(&it->domain)), 1, 1e-15);
  assert_near(cd_optimality(&it->domain, 1, only(&first), cd_diagonal(&it->domain)), 0, 1e-15);
  assert_true(cd_optimality(&it->domain, 1, (CdTexts){0}, cd_diagonal(&it->domain)) == 0);
  listed_init(it, 2, 2, same);
  assert_true(cd_optimality(&it->domain, 1, only(&first), cd_diagonal(&it->domain)) == 1);
  g_free(it);
}

static void parties_of_one_mind_are_not_opposed(void **state)
{
  (void)state;
  Listed *it = g_new0(Listed, 1);
  g_autoptr(CdArena) arena = cd_arena_new();
  const double u[] = {.1, .2, 0, .4, .8, 0}, none[] = {0, 0, 0}, half[] = {0, .9, 0};
  listed_init(it, 2, 3, u);
  CdBargain bargain = cd_bargain(&it->domain, none, CD_IDEAL_ANY_TEXT, arena);
  assert_near(cd_opposition(&bargain), 0, 1e-15);
  bargain = cd_bargain(&it->domain, half, CD_IDEAL_ANY_TEXT, arena);
  assert_true(isinf(cd_opposition(&bargain)));
  assert_true(isnan(cd_welfare_optimality(&bargain, 0)));
  g_free(it);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(texts_on_the_threshold_reach_it),
      cmocka_unit_test(the_zone_of_three_councils),
      cmocka_unit_test(efficient_texts_of_three_councils),
      cmocka_unit_test(efficient_texts_are_those_that_no_other_dominates),
      cmocka_unit_test(rounding_makes_no_text_efficient),
      cmocka_unit_test(solutions_of_three_councils),
      cmocka_unit_test(weights_move_nash_towards_the_heavier),
      cmocka_unit_test(a_weight_of_nought_leaves_a_party_out),
      cmocka_unit_test(a_closed_zone_has_no_solution),
      cmocka_unit_test(products_of_nought_go_by_the_number_of_gainers),
      cmocka_unit_test(products_of_nought_compare_shares_of_what_each_can_gain),
      cmocka_unit_test(a_party_that_cannot_gain_holds_nobody_up),
      cmocka_unit_test(where_nobody_can_gain_all_have_what_they_can),
      cmocka_unit_test(gains_within_the_tolerance_do_not_count),
      cmocka_unit_test(nearly_the_best_is_not_among_the_best),
      cmocka_unit_test(all_best_texts_are_told),
      cmocka_unit_test(ties_go_to_the_worst_off_but_one),
      cmocka_unit_test(distances_of_three_councils),
      cmocka_unit_test(optimality_lies_between_nought_and_one),
      cmocka_unit_test(parties_of_one_mind_are_not_opposed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
