/* Axioms of bargaining solutions on finite sets of texts: those that hold, on random blocks, and of each that does
 * not, or not without a condition, the example that shows it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/negotiation/solution.h"
#include "tests/property/dice.h"
#include "tests/property/trials.h"

enum { PARTIES = 6, TEXTS = 200 };

/* Texts, listed by what they are worth, and what each party can have without. */
typedef struct {
  guint n_texts, n;
  double u[TEXTS * PARTIES], r[PARTIES], weight[PARTIES];
} Case;

typedef struct {
  CdGrid grid;
  CdDomain domain;
  CdBargain bargain;
} Bargained;

static const guint numbers[PARTIES] = {0, 1, 2, 3, 4, 5};

static const CdBargain *bargain_of(const Case *it, CdIdeal ideal, CdArena *arena)
{
  Bargained *made = cd_arena_array(arena, Bargained, 1);
  cd_grid_init(&made->grid, 1, &it->n_texts);
  made->domain = (CdDomain){.grid = &made->grid, .n_parties = it->n, .party = numbers, .u = it->u};
  made->bargain = cd_bargain(&made->domain, it->r, ideal, arena);
  made->bargain.weight = it->weight;
  return &made->bargain;
}

static CdSolution solve(const Case *it, CdSolutionKind kind, CdArena *arena)
{
  return cd_solve(bargain_of(it, CD_IDEAL_RATIONAL_TEXT, arena), kind, arena);
}

/* Utilities in hundredths: many ties. Among few texts some zones are closed, and some open to no strict gain of
 * all. */
static Case any_case(CdDice *dice)
{
  Case it = {.n_texts = 1 + cd_dice_below(dice, cd_dice_chance(dice, .5) ? 8 : TEXTS),
             .n = 1 + cd_dice_below(dice, PARTIES)};
  guint levels = cd_dice_chance(dice, .3) ? 3 : 101;
  double most = cd_dice_between(dice, 0, .6);
  for (guint k = 0; k < it.n_texts * it.n; k++)
    it.u[k] = cd_dice_below(dice, levels) / (double)(levels - 1);
  for (guint j = 0; j < it.n; j++) {
    it.r[j] = floor(cd_dice_between(dice, 0, most) * 100) / 100;
    it.weight[j] = 1;
  }
  return it;
}

static void weigh(Case *it, CdDice *dice)
{
  for (guint j = 0; j < it->n; j++)
    it->weight[j] = 1 + cd_dice_below(dice, 4);
}

static bool same_texts(CdTexts one, CdTexts two)
{
  return one.n == two.n && (one.n == 0 || memcmp(one.text, two.text, one.n * sizeof *one.text) == 0);
}

typedef void Trial(Case *it, CdDice *dice, CdArena *arena, guint *tried);

/* TRIAL on N cases; it must have had something to say about one in twenty. */
static void try(Trial *trial, guint64 seed, guint n)
{
  g_autoptr(CdArena) arena = cd_arena_new();
  guint tried = 0;
  n = cd_test_count(n, 100);
  for (guint c = 0; c < n; c++) {
    CdDice dice = cd_dice(seed + c);
    Case it = any_case(&dice);
    trial(&it, &dice, arena, &tried);
    cd_arena_rewind(arena, 0);
  }
  assert_true(tried > n / 20);
}

/* ---- Efficiency ---- */

static bool efficient(const Case *it, guint x)
{
  for (guint y = 0; y < it->n_texts; y++) {
    bool no_worse = true, better = false;
    for (guint j = 0; j < it->n; j++) {
      no_worse &= it->u[y * it->n + j] >= it->u[x * it->n + j];
      better |= it->u[y * it->n + j] > it->u[x * it->n + j];
    }
    if (no_worse && better)
      return false;
  }
  return true;
}

static void try_efficiency(Case *it, CdDice *dice, CdArena *arena, guint *tried)
{
  weigh(it, dice);
  for (CdSolutionKind kind = 0; kind < CD_SOLUTION_COUNT; kind++) {
    CdSolution found = solve(it, kind, arena);
    for (guint k = 0; k < found.best.n; k++)
      assert_true(efficient(it, found.best.text[k]));
    *tried += found.best.n > 0 && kind == CD_SOLUTION_NASH;
  }
}

/* In the whole grid, not only among the rational texts; products of nought included. */
static void solutions_are_efficient(void **state)
{
  (void)state;
  try(try_efficiency, 51000, 2000);
}

/* Why solutions are looked for on the frontier: the product alone, and the least surplus alone, do not tell these
 * apart. */
static void products_of_nought_alone_would_not_be_efficient(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.n_texts = 2, .n = 2, .u = {.4, .5, .9, .5}, .r = {.1, .5}, .weight = {1, 1}};
  assert_true((.4 - .1) * (.5 - .5) == (.9 - .1) * (.5 - .5));
  CdSolution found = solve(&it, CD_SOLUTION_NASH, arena);
  assert_true(found.best.n == 1 && found.text == 1);
  assert_int_equal(solve(&it, CD_SOLUTION_EGALITARIAN, arena).best.n, 1);
}

/* ---- Nash, from the definition ---- */

static double product_of(const Case *it, guint x)
{
  double product = 1;
  for (guint j = 0; j < it->n; j++)
    product *= pow(fmax(0, it->u[x * it->n + j] - it->r[j]), it->weight[j]);
  return product;
}

static bool strict(const Case *it, guint x)
{
  for (guint j = 0; j < it->n; j++)
    if (!(it->u[x * it->n + j] > it->r[j] + 1e-6))
      return false;
  return true;
}

static void try_nash(Case *it, CdDice *dice, CdArena *arena, guint *tried)
{
  weigh(it, dice);
  double most = 0;
  for (guint x = 0; x < it->n_texts; x++)
    if (strict(it, x))
      most = fmax(most, product_of(it, x));
  if (most == 0)
    return;
  ++*tried;
  CdTexts best = solve(it, CD_SOLUTION_NASH, arena).best;
  for (guint x = 0, k = 0; x < it->n_texts; x++) {
    bool told = k < best.n && best.text[k] == x;
    bool is = strict(it, x) && product_of(it, x) >= most * (1 - 1e-9);
    assert_int_equal(told, is);
    k += told;
  }
}

static void nash_has_the_largest_product(void **state)
{
  (void)state;
  try(try_nash, 52000, 2000);
}

/* ---- Scale ---- */

/* Every party's utilities, with r, on a scale of its own. */
static Case rescaled(const Case *it, CdDice *dice)
{
  Case other = *it;
  for (guint j = 0; j < it->n; j++) {
    double factor = cd_dice_between(dice, .3, .7), shift = cd_dice_between(dice, 0, .3);
    for (guint x = 0; x < it->n_texts; x++)
      other.u[x * it->n + j] = factor * it->u[x * it->n + j] + shift;
    other.r[j] = factor * it->r[j] + shift;
  }
  return other;
}

static void try_scale(Case *it, CdDice *dice, CdArena *arena, guint *tried)
{
  weigh(it, dice);
  Case other = rescaled(it, dice);
  const CdSolutionKind free_of_scale[] = {CD_SOLUTION_NASH, CD_SOLUTION_KALAI_SMORODINSKY};
  for (guint k = 0; k < G_N_ELEMENTS(free_of_scale); k++) {
    CdSolution here = solve(it, free_of_scale[k], arena), there = solve(&other, free_of_scale[k], arena);
    assert_true(same_texts(here.best, there.best));
    *tried += here.best.n > 0 && k == 0;
  }
}

static void nash_and_kalai_smorodinsky_do_not_depend_on_the_scales(void **state)
{
  (void)state;
  try(try_scale, 53000, 2000);
}

/* Half of the second party's utility: the even split of surplus is elsewhere. */
static void egalitarian_and_utilitarian_do(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.n_texts = 3, .n = 2, .u = {.8, .3, .5, .5, .3, .9}, .weight = {1, 1}}, other = it;
  for (guint x = 0; x < 3; x++)
    other.u[x * 2 + 1] /= 2;
  assert_int_equal(solve(&it, CD_SOLUTION_EGALITARIAN, arena).text, 1);
  assert_int_equal(solve(&other, CD_SOLUTION_EGALITARIAN, arena).text, 2);
  assert_int_equal(solve(&it, CD_SOLUTION_UTILITARIAN, arena).text, 2);
  assert_int_equal(solve(&other, CD_SOLUTION_UTILITARIAN, arena).text, 0);
}

/* ---- Names ---- */

static Case relabelled(const Case *it, const guint *row)
{
  Case other = *it;
  for (guint j = 0; j < it->n; j++) {
    other.r[j] = it->r[row[j]];
    other.weight[j] = it->weight[row[j]];
    for (guint x = 0; x < it->n_texts; x++)
      other.u[x * it->n + j] = it->u[x * it->n + row[j]];
  }
  return other;
}

static void try_names(Case *it, CdDice *dice, CdArena *arena, guint *tried)
{
  weigh(it, dice);
  guint row[PARTIES] = {0, 1, 2, 3, 4, 5};
  cd_dice_shuffle(dice, row, it->n);
  Case other = relabelled(it, row);
  for (CdSolutionKind kind = 0; kind < CD_SOLUTION_COUNT; kind++) {
    CdSolution here = solve(it, kind, arena), there = solve(&other, kind, arena);
    assert_true(same_texts(here.best, there.best));
    assert_int_equal(here.text, there.text);
    assert_true(fabs(here.value - there.value) < 1e-9 || (isnan(here.value) && isnan(there.value)));
    *tried += here.best.n > 1 && kind == CD_SOLUTION_UTILITARIAN_ANY;
  }
}

static void relabelling_the_parties_changes_nothing(void **state)
{
  (void)state;
  try(try_names, 54000, 2000);
}

/* ---- Symmetry ---- */

/* For two parties: with every text its mirror image, and one r. The mirror of text x is x + half. */
static Case mirrored(CdDice *dice)
{
  Case it = {.n_texts = 2 * (1 + cd_dice_below(dice, TEXTS / 2)), .n = 2, .weight = {1, 1}};
  guint half = it.n_texts / 2;
  for (guint x = 0; x < half; x++) {
    it.u[2 * x] = it.u[2 * (x + half) + 1] = cd_dice_below(dice, 101) / 100.;
    it.u[2 * x + 1] = it.u[2 * (x + half)] = cd_dice_below(dice, 101) / 100.;
  }
  it.r[0] = it.r[1] = cd_dice_below(dice, 40) / 100.;
  return it;
}

static bool holds(CdTexts texts, guint x)
{
  for (guint k = 0; k < texts.n; k++)
    if (texts.text[k] == x)
      return true;
  return false;
}

static void try_symmetry(Case *unused, CdDice *dice, CdArena *arena, guint *tried)
{
  (void)unused;
  Case it = mirrored(dice);
  guint half = it.n_texts / 2;
  for (CdSolutionKind kind = 0; kind < CD_SOLUTION_COUNT; kind++) {
    CdTexts best = solve(&it, kind, arena).best;
    for (guint k = 0; k < best.n; k++)
      assert_true(holds(best, (best.text[k] + half) % it.n_texts));
    *tried += best.n > 0 && kind == CD_SOLUTION_NASH;
  }
}

static void mirror_images_are_best_together(void **state)
{
  (void)state;
  try(try_symmetry, 55000, 1000);
}

/* A symmetric block whose every best text favours somebody: any single answer is partial, the set is not. */
static void no_single_best_text_is_symmetric(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.n_texts = 2, .n = 2, .u = {.9, .6, .6, .9}, .weight = {1, 1}};
  CdSolution found = solve(&it, CD_SOLUTION_NASH, arena);
  assert_int_equal(found.best.n, 2);
  assert_true(it.u[found.text * 2] != it.u[found.text * 2 + 1]);
}

/* ---- Monotony ---- */

static void widen(Case *it, CdDice *dice)
{
  guint wished = 1 + cd_dice_below(dice, 20), more = MIN(wished, TEXTS - it->n_texts);
  for (guint k = 0; k < more * it->n; k++)
    it->u[it->n_texts * it->n + k] = cd_dice_below(dice, 101) / 100.;
  it->n_texts += more;
}

static bool same_ideal(const CdBargain *one, const CdBargain *two)
{
  return memcmp(one->ideal, two->ideal, one->domain->n_parties * sizeof *one->ideal) == 0;
}

static void try_widening(Case *it, CdDice *dice, CdArena *arena, guint *tried)
{
  Case wider = *it;
  widen(&wider, dice);
  for (CdIdeal ideal = CD_IDEAL_ANY_TEXT; ideal <= CD_IDEAL_RATIONAL_TEXT; ideal++) {
    const CdBargain *here = bargain_of(it, ideal, arena), *there = bargain_of(&wider, ideal, arena);
    double least = cd_solve(here, CD_SOLUTION_KALAI_SMORODINSKY, arena).value;
    if (isnan(least) || !same_ideal(here, there))
      continue;
    assert_true(cd_solve(there, CD_SOLUTION_KALAI_SMORODINSKY, arena).value >= least - 1e-12);
    ++*tried;
  }
}

static void more_texts_do_not_lower_the_least_ratio_while_ideals_stay(void **state)
{
  (void)state;
  try(try_widening, 56000, 3000);
}

static void try_widening_surplus(Case *it, CdDice *dice, CdArena *arena, guint *tried)
{
  Case wider = *it;
  widen(&wider, dice);
  double least = solve(it, CD_SOLUTION_EGALITARIAN, arena).value;
  if (isnan(least))
    return;
  assert_true(solve(&wider, CD_SOLUTION_EGALITARIAN, arena).value >= least - 1e-12);
  ++*tried;
}

static void more_texts_do_not_lower_the_least_surplus(void **state)
{
  (void)state;
  try(try_widening_surplus, 57000, 1000);
}

/* Kalai & Smorodinsky's monotony is of everybody, and needs convex sets: here a text more costs the second party a
 * third. */
static void a_party_may_lose_by_more_texts(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.n_texts = 3, .n = 2, .u = {1, 0, 0, 1, .5, .9}, .weight = {1, 1}}, wider = it;
  wider.n_texts = 4;
  wider.u[6] = wider.u[7] = .6;
  CdSolution here = solve(&it, CD_SOLUTION_KALAI_SMORODINSKY, arena);
  CdSolution there = solve(&wider, CD_SOLUTION_KALAI_SMORODINSKY, arena);
  assert_true(it.u[here.text * 2 + 1] == .9);
  assert_true(wider.u[there.text * 2 + 1] == .6);
  assert_true(fabs(here.value - .5) < 1e-12 && fabs(there.value - .6) < 1e-12);
}

/* Another's dream, out of reach together, makes what can be had worth a smaller part of the ideal. */
static void the_least_ratio_may_fall_where_an_ideal_rises(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.n_texts = 3, .n = 2, .u = {.5, 0, 0, .5, .4, .4}, .weight = {1, 1}}, wider = it;
  wider.n_texts = 4;
  wider.u[6] = 1;
  assert_true(fabs(solve(&it, CD_SOLUTION_KALAI_SMORODINSKY, arena).value - .8) < 1e-12);
  assert_true(fabs(solve(&wider, CD_SOLUTION_KALAI_SMORODINSKY, arena).value - .4) < 1e-12);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(solutions_are_efficient),
      cmocka_unit_test(products_of_nought_alone_would_not_be_efficient),
      cmocka_unit_test(nash_has_the_largest_product),
      cmocka_unit_test(nash_and_kalai_smorodinsky_do_not_depend_on_the_scales),
      cmocka_unit_test(egalitarian_and_utilitarian_do),
      cmocka_unit_test(relabelling_the_parties_changes_nothing),
      cmocka_unit_test(mirror_images_are_best_together),
      cmocka_unit_test(no_single_best_text_is_symmetric),
      cmocka_unit_test(more_texts_do_not_lower_the_least_ratio_while_ideals_stay),
      cmocka_unit_test(more_texts_do_not_lower_the_least_surplus),
      cmocka_unit_test(a_party_may_lose_by_more_texts),
      cmocka_unit_test(the_least_ratio_may_fall_where_an_ideal_rises),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
