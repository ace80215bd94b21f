/* What every rule for dividing a cost must do, in any game of three to six players. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "sim/cost/nucleolus.h"
#include "sim/cost/rule.h"
#include "tests/property/dice.h"
#include "tests/property/trials.h"

enum { MOST = 6, SETS = 1 << MOST, KINDS = 3 };

/* Costs are of the order of 1 to 100. */
#define TINY 1e-8

/* --- games --------------------------------------------------------------------------------------------------- */

typedef enum { ARBITRARY, WHOLE, SCALE, CORED, GAMES } Origin;

typedef struct {
  guint n, all;
  double c[SETS];
  double core[MOST]; /* CORED: an allocation in the core */
} Costs;

static CdGame game_of(const Costs *costs)
{
  return (CdGame){costs->n, costs->c};
}

static double sum_of(const double *x, guint set)
{
  double sum = 0;
  for (guint i = 0; set >> i; i++)
    if (set >> i & 1)
      sum += x[i];
  return sum;
}

/* A fixed part, and size to a power below 1. */
static double scale_cost(const double *size, double fixed, double power, guint set)
{
  return fixed + pow(sum_of(size, set), power);
}

static Costs make_costs(CdDice *dice, Origin origin, guint n)
{
  Costs costs = {.n = n, .all = (1u << n) - 1};
  double fixed = cd_dice_between(dice, 0, 5), power = cd_dice_between(dice, 0.6, 1);
  for (guint i = 0; i < n; i++)
    costs.core[i] = cd_dice_between(dice, 1, 20);
  for (guint set = 1; set <= costs.all; set++)
    switch (origin) {
    case ARBITRARY:
      costs.c[set] = cd_dice_between(dice, 1, 10 * __builtin_popcount(set));
      break;
    case WHOLE: /* full of ties */
      costs.c[set] = 1 + cd_dice_below(dice, 3) + (double)__builtin_popcount(set);
      break;
    case SCALE:
      costs.c[set] = scale_cost(costs.core, fixed, power, set);
      break;
    default: /* a third of the sets are just content */
      costs.c[set] = sum_of(costs.core, set);
      if (set < costs.all && !cd_dice_chance(dice, 1. / 3))
        costs.c[set] += cd_dice_between(dice, 0, 5);
    }
  return costs;
}

/* The SEED-th game of all: three to LARGEST players, of every origin. */
static Costs costs_of(guint seed, guint largest)
{
  CdDice dice = cd_dice(700000 + seed);
  return make_costs(&dice, (Origin)(seed % GAMES), 3 + seed / GAMES % (largest - 2));
}

static guint trials(void)
{
  return cd_test_count(1200, 60);
}

/* X of RULE, with benefits half to twice the cost alone, and weights, for the rules that want them. */
static void allocate(CdRule rule, const Costs *costs, const double *weight, double *x)
{
  g_autoptr(CdArena) arena = cd_arena_new();
  CdGame game = game_of(costs);
  double benefit[MOST];
  for (guint i = 0; i < costs->n; i++)
    benefit[i] = costs->c[1u << i] * weight[i] / 10;
  const CdRuleBasis basis = {weight, weight, weight, weight, benefit};
  if (!cd_rule_allocate(rule, &game, &basis, arena, x))
    fail_msg("no allocation by %s", cd_rule_text(rule)->id);
}

static void fill_weights(guint seed, double *weight)
{
  CdDice dice = cd_dice(800000 + seed);
  for (guint i = 0; i < MOST; i++)
    weight[i] = 5 + cd_dice_below(&dice, 16);
}

static CdNucleolus nucleolus_of(const Costs *costs, CdNucleolusKind kind)
{
  g_autoptr(CdArena) arena = cd_arena_new();
  CdGame game = game_of(costs);
  CdNucleolus found;
  if (!cd_nucleolus(&found, &game, kind, arena))
    fail_msg("no nucleolus of kind %d", kind);
  return found;
}

/* --- relabelling --------------------------------------------------------------------------------------------- */

static guint relabel_set(guint set, const guint *to)
{
  guint image = 0;
  for (guint i = 0; set >> i; i++)
    if (set >> i & 1)
      image |= 1u << to[i];
  return image;
}

static Costs relabel(const Costs *costs, const guint *to)
{
  Costs image = *costs;
  for (guint set = 1; set <= costs->all; set++)
    image.c[relabel_set(set, to)] = costs->c[set];
  return image;
}

static void names_do_not_matter(void **state)
{
  (void)state;
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST);
    CdDice dice = cd_dice(seed);
    guint to[MOST] = {0, 1, 2, 3, 4, 5};
    double weight[MOST], moved[MOST], x[MOST], y[MOST];
    cd_dice_shuffle(&dice, to, costs.n);
    fill_weights(seed, weight);
    for (guint i = 0; i < costs.n; i++)
      moved[to[i]] = weight[i];
    Costs image = relabel(&costs, to);
    for (guint rule = 0; rule < CD_RULE_COUNT; rule++) {
      allocate((CdRule)rule, &costs, weight, x);
      allocate((CdRule)rule, &image, moved, y);
      for (guint i = 0; i < costs.n; i++)
        if (fabs(x[i] - y[to[i]]) > TINY)
          fail_msg("game %u, %s: %g as %u, %g as %u", seed, cd_rule_text((CdRule)rule)->id, x[i], i, y[to[i]], to[i]);
    }
  }
}

/* Two players whom every set would do as well with. */
static void equals_pay_the_same(void **state)
{
  (void)state;
  const guint swap[MOST] = {1, 0, 2, 3, 4, 5};
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST), image = relabel(&costs, swap);
    double weight[MOST], x[MOST];
    for (guint set = 1; set <= costs.all; set++)
      costs.c[set] = (costs.c[set] + image.c[set]) / 2;
    fill_weights(seed, weight);
    weight[1] = weight[0];
    for (guint rule = 0; rule < CD_RULE_COUNT; rule++) {
      allocate((CdRule)rule, &costs, weight, x);
      if (fabs(x[0] - x[1]) > TINY)
        fail_msg("game %u, %s: %g and %g", seed, cd_rule_text((CdRule)rule)->id, x[0], x[1]);
    }
  }
}

/* --- what all rules share ------------------------------------------------------------------------------------ */

static void shares_add_up_to_the_cost(void **state)
{
  (void)state;
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST);
    double weight[MOST], x[MOST];
    fill_weights(seed, weight);
    for (guint rule = 0; rule < CD_RULE_COUNT; rule++) {
      allocate((CdRule)rule, &costs, weight, x);
      if (fabs(sum_of(x, costs.all) - costs.c[costs.all]) > TINY)
        fail_msg("game %u, %s: %g in all", seed, cd_rule_text((CdRule)rule)->id, sum_of(x, costs.all));
    }
  }
}

static void pence_add_up_to_the_penny(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  guint below_nought = 0;
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST);
    CdGame game = game_of(&costs);
    double weight[MOST], x[MOST];
    fill_weights(seed, weight);
    const CdRuleBasis basis = {weight, weight, weight, weight, NULL};
    for (guint rule = 0; rule < CD_RULE_COUNT; rule++) {
      gint64 pence[MOST], sum = 0;
      assert_true(cd_rule_allocate((CdRule)rule, &game, &basis, arena, x));
      assert_true(cd_rule_allocate_pence((CdRule)rule, &game, &basis, arena, pence));
      for (guint i = 0; i < costs.n; i++) {
        sum += pence[i];
        below_nought += pence[i] < 0;
        /* The whole is rounded too: up to half a penny of it falls to one player. */
        assert_true(fabs((double)pence[i] - 100 * x[i]) < 1.5);
      }
      assert_int_equal(sum, llround(100 * costs.c[costs.all]));
    }
  }
  assert_true(below_nought > 0);
}

/* Another unit, and so much added to the cost of every set that a player is in: the rules that look at savings alone follow. */
static void what_a_player_costs_anyway_is_its_own(void **state)
{
  (void)state;
  const CdRule rules[] = {CD_RULE_SHAPLEY, CD_RULE_ACA, CD_RULE_NUCLEOLUS, CD_RULE_NUCLEOLUS_PER_CAPITA};
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST), more = costs;
    double own[MOST], x[MOST], y[MOST];
    fill_weights(seed, own);
    for (guint set = 1; set <= costs.all; set++)
      more.c[set] = 3 * costs.c[set] + sum_of(own, set);
    for (guint r = 0; r < G_N_ELEMENTS(rules); r++) {
      allocate(rules[r], &costs, own, x);
      allocate(rules[r], &more, own, y);
      for (guint i = 0; i < costs.n; i++)
        if (fabs(3 * x[i] + own[i] - y[i]) > TINY)
          fail_msg("game %u, %s: %g, then %g", seed, cd_rule_text(rules[r])->id, x[i], y[i]);
    }
  }
}

static void benefits_without_limit_leave_alternate_cost_avoided(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST);
    CdGame game = game_of(&costs);
    double alone[MOST], x[MOST], y[MOST];
    for (guint i = 0; i < costs.n; i++)
      alone[i] = costs.c[1u << i] * (seed % 2 ? 1 : 1.5);
    const CdRuleBasis full = {.benefit = alone}, none = {0};
    assert_true(cd_rule_allocate(CD_RULE_SCRB, &game, &full, arena, x));
    assert_true(cd_rule_allocate(CD_RULE_ACA, &game, &none, arena, y));
    assert_memory_equal(x, y, costs.n * sizeof *x);
  }
}

/* --- Shapley ------------------------------------------------------------------------------------------------- */

/* Adds to X what each player costs who joins after those of SET in the order that is left; returns how many orders there are. */
static guint add_orders(const Costs *costs, guint set, double *x)
{
  if (set == costs->all)
    return 1;
  guint orders = 0;
  for (guint i = 0; i < costs->n; i++)
    if (!(set >> i & 1)) {
      guint after = add_orders(costs, set | 1u << i, x);
      x[i] += after * (costs->c[set | 1u << i] - costs->c[set]);
      orders += after;
    }
  return orders;
}

static void the_shapley_value_is_the_mean_of_all_orders(void **state)
{
  (void)state;
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST);
    double weight[MOST], x[MOST], expected[MOST] = {0};
    fill_weights(seed, weight);
    allocate(CD_RULE_SHAPLEY, &costs, weight, x);
    guint orders = add_orders(&costs, 0, expected);
    assert_true(orders >= 6);
    for (guint i = 0; i < costs.n; i++)
      assert_true(fabs(x[i] - expected[i] / orders) < TINY);
  }
}

static void make_a_player_cost_nothing(Costs *costs, guint player)
{
  for (guint set = 1; set <= costs->all; set++)
    costs->c[set] = costs->c[set & ~(1u << player)];
}

/* In the core it can neither pay nor be paid. */
static void who_costs_nobody_anything_pays_nothing(void **state)
{
  (void)state;
  guint with_core = 0;
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST);
    double weight[MOST], x[MOST];
    guint nobody = seed % costs.n;
    make_a_player_cost_nothing(&costs, nobody);
    fill_weights(seed, weight);
    allocate(CD_RULE_SHAPLEY, &costs, weight, x);
    assert_true(fabs(x[nobody]) < TINY);
    for (int kind = 0; kind < CD_NUCLEOLUS_PROPORTIONAL; kind++) {
      CdNucleolus found = nucleolus_of(&costs, (CdNucleolusKind)kind);
      assert_true(found.core_empty || fabs(found.x[nobody]) < TINY);
      with_core += !found.core_empty;
    }
  }
  assert_true(with_core > trials() / 10);
}

static void the_shapley_value_of_two_costs_is_that_of_their_sum(void **state)
{
  (void)state;
  for (guint seed = 0; seed < trials(); seed++) {
    CdDice dice = cd_dice(900000 + seed);
    guint n = 3 + seed % 4;
    Costs one = make_costs(&dice, ARBITRARY, n), two = make_costs(&dice, SCALE, n), both = one;
    double weight[MOST], x[MOST], y[MOST], z[MOST];
    for (guint set = 1; set <= one.all; set++)
      both.c[set] += two.c[set];
    fill_weights(seed, weight);
    allocate(CD_RULE_SHAPLEY, &one, weight, x);
    allocate(CD_RULE_SHAPLEY, &two, weight, y);
    allocate(CD_RULE_SHAPLEY, &both, weight, z);
    for (guint i = 0; i < n; i++)
      assert_true(fabs(x[i] + y[i] - z[i]) < TINY);
  }
}

/* Scale alone: a concave game (Shapley 1971). */
static void the_shapley_value_is_in_the_core_of_a_concave_game(void **state)
{
  (void)state;
  for (guint seed = SCALE; seed < trials(); seed += GAMES) {
    Costs costs = costs_of(seed, MOST);
    CdGame game = game_of(&costs);
    double weight[MOST], x[MOST];
    fill_weights(seed, weight);
    assert_true(cd_game_concavity_breach(&game).by < TINY);
    allocate(CD_RULE_SHAPLEY, &costs, weight, x);
    assert_true(cd_game_in_core(&game, x, TINY));
  }
}

/* --- the nucleolus ------------------------------------------------------------------------------------------- */

static void the_nucleolus_is_in_the_core_where_there_is_one(void **state)
{
  (void)state;
  guint tight = 0;
  for (guint seed = CORED; seed < trials(); seed += GAMES)
    for (int kind = 0; kind < KINDS; kind++) {
      Costs costs = costs_of(seed, MOST);
      CdGame game = game_of(&costs);
      CdNucleolus found = nucleolus_of(&costs, (CdNucleolusKind)kind);
      assert_false(found.core_empty);
      assert_true(cd_game_in_core(&game, found.x, TINY));
      tight += found.least_core < TINY;
    }
  assert_true(tight > 0);
}

/* A pair of complements that would do better apart: then no allocation satisfies both. */
static void where_a_split_is_cheaper_the_core_is_empty(void **state)
{
  (void)state;
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST);
    guint half = 1 + seed % (costs.all - 1);
    costs.c[costs.all] = 1.01 * (costs.c[half] + costs.c[costs.all - half]);
    for (int kind = 0; kind < KINDS; kind++) {
      CdNucleolus found = nucleolus_of(&costs, (CdNucleolusKind)kind);
      assert_true(found.core_empty && found.least_core < 0);
    }
  }
}

static double margin_of(const Costs *costs, CdNucleolusKind kind, const double *x, guint set)
{
  double saved = costs->c[set] - sum_of(x, set);
  return kind == CD_NUCLEOLUS_PLAIN        ? saved
         : kind == CD_NUCLEOLUS_PER_CAPITA ? saved / __builtin_popcount(set)
                                           : saved / costs->c[set];
}

static int ascending(const void *a, const void *b)
{
  double first = *(const double *)a, second = *(const double *)b;
  return first < second ? -1 : first > second;
}

static void fill_margins(const Costs *costs, CdNucleolusKind kind, const double *x, double *margin)
{
  for (guint set = 1; set < costs->all; set++)
    margin[set - 1] = margin_of(costs, kind, x, set);
  qsort(margin, costs->all - 1, sizeof *margin, ascending);
}

/* Margins are told apart by 1e-9, which is above what solving leaves and far below the steps tried. */
static bool is_better(const double *margin, const double *than, guint n)
{
  for (guint i = 0; i < n; i++)
    if (fabs(margin[i] - than[i]) > 1e-9)
      return margin[i] > than[i];
  return false;
}

static bool pays_more_than_alone(const Costs *costs, const double *x)
{
  for (guint i = 0; i < costs->n; i++)
    if (x[i] > costs->c[1u << i] + 1e-12)
      return true;
  return false;
}

/* The NUMBER-th direction: players pay -2 to 2 more each. False: these do not add up to 0. Where sets are settled one after
 * another, it takes directions that leave several of them as they are to find what is better; random ones never do. */
static bool make_direction(guint number, guint n, double *direction)
{
  double sum = 0;
  for (guint i = 0; i < n; i++, number /= 5)
    sum += direction[i] = (double)(number % 5) - 2;
  return sum == 0;
}

static guint count_directions(guint n)
{
  guint directions = 1;
  for (guint i = 0; i < n; i++)
    directions *= 5;
  return directions;
}

/* What is better somewhere is better nearby: allocations are convex, and the least margins concave. */
static void check_that_no_step_is_better(guint seed, const Costs *costs, CdNucleolusKind kind)
{
  CdNucleolus found = nucleolus_of(costs, kind);
  double margin[SETS], other[SETS], x[MOST], direction[MOST];
  double alone = 0;
  for (guint i = 0; i < costs->n; i++)
    alone += costs->c[1u << i];
  bool capped = found.core_empty && alone >= costs->c[costs->all];
  fill_margins(costs, kind, found.x, margin);
  for (guint d = 0; d < count_directions(costs->n); d++)
    for (double step = 1; step > 1e-5 && make_direction(d, costs->n, direction); step /= 20) {
      for (guint i = 0; i < costs->n; i++)
        x[i] = found.x[i] + step * direction[i];
      fill_margins(costs, kind, x, other);
      if (is_better(other, margin, costs->all - 1) && !(capped && pays_more_than_alone(costs, x)))
        fail_msg("game %u, kind %d: direction %u, step %g is better", seed, kind, d, step);
    }
  for (guint i = 0; i < costs->n && capped; i++)
    assert_true(found.x[i] <= costs->c[1u << i] + TINY);
}

static void nothing_near_the_nucleolus_of_three_is_better(void **state)
{
  (void)state;
  for (guint seed = 0; seed < trials(); seed++)
    for (int kind = 0; kind < KINDS; kind++) {
      Costs costs = costs_of(seed, 3);
      check_that_no_step_is_better(seed, &costs, (CdNucleolusKind)kind);
    }
}

static void nothing_near_the_nucleolus_of_four_or_five_is_better(void **state)
{
  (void)state;
  for (guint seed = 0; seed < cd_test_count(240, 24); seed++)
    for (int kind = 0; kind < KINDS; kind++) {
      CdDice dice = cd_dice(600000 + seed);
      Costs costs = make_costs(&dice, (Origin)(seed % GAMES), 4 + seed / GAMES % 2);
      check_that_no_step_is_better(seed, &costs, (CdNucleolusKind)kind);
    }
}

/* The margin of each stage is that of some set, the first the least of all, and there are fewer stages than players. */
static void stages_are_margins(void **state)
{
  (void)state;
  for (guint seed = 0; seed < trials(); seed++)
    for (int kind = 0; kind < KINDS; kind++) {
      Costs costs = costs_of(seed, MOST);
      CdNucleolus found = nucleolus_of(&costs, (CdNucleolusKind)kind);
      double margin[SETS];
      fill_margins(&costs, (CdNucleolusKind)kind, found.x, margin);
      assert_in_range(found.n_margins, 1, costs.n - 1);
      assert_true(fabs(found.margin[0] - margin[0]) < TINY);
      assert_true(found.least_core >= found.margin[0] - TINY);
      for (guint s = 0; s < found.n_margins; s++) {
        double nearest = INFINITY;
        for (guint i = 0; i < costs.all - 1; i++)
          nearest = fmin(nearest, fabs(margin[i] - found.margin[s]));
        assert_true(nearest < TINY && (s == 0 || found.margin[s] > found.margin[s - 1]));
      }
    }
}

/* --- the game ------------------------------------------------------------------------------------------------ */

static double worst_join(const Costs *costs, bool disjoint)
{
  double worst = 0;
  for (guint a = 1; a <= costs->all; a++)
    for (guint b = 1; b <= costs->all; b++)
      if (!disjoint || (a & b) == 0)
        worst = fmax(worst, costs->c[a | b] + costs->c[a & b] - costs->c[a] - costs->c[b]);
  return worst;
}

static void breaches_are_those_of_the_definition(void **state)
{
  (void)state;
  guint subadditive = 0, concave = 0;
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST);
    CdGame game = game_of(&costs);
    CdBreach apart = cd_game_subadditivity_breach(&game), any = cd_game_concavity_breach(&game);
    assert_true(fabs(apart.by - worst_join(&costs, true)) < TINY);
    assert_int_equal(any.by > TINY, worst_join(&costs, false) > TINY);
    assert_int_equal(apart.a & apart.b, 0);
    double by = costs.c[any.a | any.b] + costs.c[any.a & any.b] - costs.c[any.a] - costs.c[any.b];
    assert_true(fabs(any.by - by) < TINY);
    subadditive += apart.by < TINY;
    concave += any.by < TINY;
  }
  assert_in_range(subadditive, 1, trials() - 1);
  assert_in_range(concave, 1, subadditive);
}

static bool holds_a_smaller_leaver(const CdLeaver *leaver, guint n, guint set)
{
  for (guint i = 0; i < n; i++)
    if (leaver[i].set != set && (leaver[i].set | set) == set)
      return true;
  return false;
}

static void leavers_are_all_who_gain_and_the_smallest_hold_none(void **state)
{
  (void)state;
  guint left = 0, kept = 0;
  for (guint seed = 0; seed < trials(); seed++) {
    Costs costs = costs_of(seed, MOST);
    CdGame game = game_of(&costs);
    double weight[MOST], x[MOST];
    CdLeaver leaver[SETS], smallest[SETS];
    fill_weights(seed, weight);
    allocate(CD_RULE_POPULATION, &costs, weight, x);
    guint n = cd_game_leavers(&game, x, 0.01, leaver), expected = 0;
    for (guint set = 1; set < costs.all; set++)
      expected += sum_of(x, set) - costs.c[set] > 0.01;
    assert_int_equal(n, expected);
    assert_int_equal(n == 0, cd_game_in_core(&game, x, 0.01));
    memcpy(smallest, leaver, sizeof leaver);
    guint m = cd_game_smallest_leavers(smallest, n), least = 0;
    for (guint i = 0; i < n; i++) {
      assert_true(i == 0 || leaver[i].gain <= leaver[i - 1].gain);
      least += !holds_a_smaller_leaver(leaver, n, leaver[i].set);
    }
    assert_int_equal(m, least);
    for (guint i = 0; i < m; i++)
      assert_false(holds_a_smaller_leaver(leaver, n, smallest[i].set));
    left += n;
    kept += m;
  }
  assert_in_range(kept, 1, left - 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_do_not_matter),
      cmocka_unit_test(equals_pay_the_same),
      cmocka_unit_test(shares_add_up_to_the_cost),
      cmocka_unit_test(pence_add_up_to_the_penny),
      cmocka_unit_test(what_a_player_costs_anyway_is_its_own),
      cmocka_unit_test(benefits_without_limit_leave_alternate_cost_avoided),
      cmocka_unit_test(the_shapley_value_is_the_mean_of_all_orders),
      cmocka_unit_test(who_costs_nobody_anything_pays_nothing),
      cmocka_unit_test(the_shapley_value_of_two_costs_is_that_of_their_sum),
      cmocka_unit_test(the_shapley_value_is_in_the_core_of_a_concave_game),
      cmocka_unit_test(the_nucleolus_is_in_the_core_where_there_is_one),
      cmocka_unit_test(where_a_split_is_cheaper_the_core_is_empty),
      cmocka_unit_test(nothing_near_the_nucleolus_of_three_is_better),
      cmocka_unit_test(nothing_near_the_nucleolus_of_four_or_five_is_better),
      cmocka_unit_test(stages_are_margins),
      cmocka_unit_test(breaches_are_those_of_the_definition),
      cmocka_unit_test(leavers_are_all_who_gain_and_the_smallest_hold_none),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
