#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/cost/cover.h"
#include "sim/cost/least-core.h"
#include "sim/cost/nucleolus.h"
#include "tests/unit/games.h"
#include "tests/unit/near.h"

static CdLeastCore found_of(const CdGame *game, const bool *given)
{
  g_autoptr(CdArena) arena = cd_arena_new();
  g_autofree bool *all = g_new(bool, cd_game_sets(game));
  for (guint set = 0; set < cd_game_sets(game); set++)
    all[set] = true;
  CdLeastCore found;
  if (!cd_least_core(&found, game, given ? given : all, arena))
    fail_msg("no least core");
  return found;
}

/* Costs that no formula made; the same at every call. */
static double cost_of(guint game, guint set)
{
  guint mixed = (set * 2654435761u) ^ (game * 40503u);
  mixed ^= mixed >> 15;
  mixed *= 2246822519u;
  mixed ^= mixed >> 13;
  return 10 * pow(__builtin_popcount(set), 0.8) + (mixed % 1000) / 100.0;
}

static void fill(double *cost, guint n, guint game)
{
  cost[0] = 0;
  for (guint set = 1; set < 1u << n; set++)
    cost[set] = cost_of(game, set);
}

static void known_games(void **state)
{
  (void)state;
  assert_near(found_of(&cd_game_three, NULL).e, 2.5, 1e-9);
  assert_near(found_of(&cd_game_tva, NULL).e, 47286, 1e-9);
  assert_near(found_of(&cd_game_skane, NULL).e, 1.6, 1e-9);
  assert_near(found_of(&cd_game_airport, NULL).e, 0.5, 1e-9);
  const double pairs[8] = {0, 1, 1, 1, 1, 1, 1, 2};
  CdLeastCore empty = found_of(&(CdGame){3, pairs}, NULL);
  assert_near(empty.e, -1 / 3.0, 1e-9);
  assert_true(empty.empty);
}

/* Of which the nucleolus's first stage is another algorithm. */
static void agrees_with_the_first_stage_of_the_nucleolus(void **state)
{
  (void)state;
  for (guint g = 0; g < 60; g++) {
    double cost[1 << 7];
    guint n = 2 + g % 6;
    fill(cost, n, g);
    CdGame game = {n, cost};
    g_autoptr(CdArena) arena = cd_arena_new();
    CdNucleolus nucleolus;
    assert_true(cd_nucleolus(&nucleolus, &game, CD_NUCLEOLUS_PLAIN, arena));
    CdLeastCore found = found_of(&game, NULL);
    assert_near(found.e, nucleolus.least_core, 1e-7);
    assert_int_equal(found.empty, nucleolus.core_empty);
  }
}

/* Where a set costs what its size does, equal shares are best: e = min over s of f(s) - f(n) s / n. */
static void twenty_alike(void **state)
{
  (void)state;
  enum { N = 20 };
  g_autofree double *cost = g_new0(double, 1u << N);
  double least = INFINITY;
  for (guint set = 1; set < 1u << N; set++)
    cost[set] = 3 + sqrt(__builtin_popcount(set)) + (__builtin_popcount(set) == 7 ? -2 : 0);
  for (guint s = 1; s < N; s++)
    least = fmin(least, cost[(1u << s) - 1] - cost[(1u << N) - 1] * s / N);
  assert_near(found_of(&(CdGame){N, cost}, NULL).e, least, 1e-8);
}

/* Only the pair {1, 2} and those alone are known: each alone saves 2 - x and the pair 3 - x(1) - x(2), x(3) being what is left. */
static void sets_that_are_not_known_bind_nobody(void **state)
{
  (void)state;
  const double cost[8] = {0, 2, 2, 3, 2, 0, 0, 4};
  const bool given[8] = {false, true, true, true, true, false, false, true};
  assert_near(found_of(&(CdGame){3, cost}, given).e, 0.5, 1e-9);
}

/* --- the subadditive cover --- */

/* By every partition: the part with SET's lowest player is each of its subsets in turn, none made use of twice. */
static double cheapest(const CdGame *game, const bool *given, guint set)
{
  if (set == 0)
    return 0;
  double least = INFINITY;
  guint lowest = set & -set;
  for (guint part = set; part > 0; part = (part - 1) & set)
    if ((part & lowest) && given[part])
      least = fmin(least, game->c[part] + cheapest(game, given, set ^ part));
  return least;
}

static void the_cover_is_the_least_over_all_partitions(void **state)
{
  (void)state;
  for (guint g = 0; g < 30; g++) {
    double cost[1 << 6], cover[1 << 6];
    bool given[1 << 6];
    fill(cost, 6, g);
    for (guint set = 0; set < 1 << 6; set++) {
      cost[set] += set * (g % 3); /* dear together */
      given[set] = g % 2 == 0 || set * 7 % 5 != 0 || set == 63;
    }
    CdGame game = {6, cost};
    guint lowered = 0, filled = 0, part[6];
    CdCover told = cd_game_cover(&game, given, 1e-9, cover);
    for (guint set = 1; set < 1 << 6; set++) {
      double least = cheapest(&game, given, set);
      assert_true(least == cover[set] || fabs(least - cover[set]) < 1e-9);
      lowered += given[set] && least < cost[set] - 1e-9;
      filled += !given[set] && isfinite(least);
      guint n = isfinite(least) ? cd_cover_parts(&game, given, cover, set, part) : 0, together = 0;
      double sum = 0;
      for (guint p = 0; p < n; p++) {
        assert_true(given[part[p]] && !(together & part[p]));
        together |= part[p];
        sum += cost[part[p]];
      }
      assert_true(n == 0 || (together == set && fabs(sum - least) < 1e-9));
    }
    assert_int_equal(told.n_lowered, lowered);
    assert_int_equal(told.n_filled, filled);
    if (g % 2 == 0) /* all are known */
      assert_true(cd_game_subadditivity_breach(&(CdGame){6, cover}).by < 1e-9);
  }
}

static void water_in_skane_is_dearer_together_once(void **state)
{
  (void)state;
  double cover[64];
  bool given[64];
  for (guint set = 0; set < 64; set++)
    given[set] = true;
  CdCover told = cd_game_cover(&cd_game_skane, given, 1e-9, cover);
  assert_int_equal(told.n_lowered, 1);
  assert_int_equal(told.worst, A + H + L + M + T);
  assert_near(told.by, 0.37, 1e-9);
  assert_near(cover[A + H + L + M + T], 43.22 + 39.41, 1e-12);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(known_games),
      cmocka_unit_test(agrees_with_the_first_stage_of_the_nucleolus),
      cmocka_unit_test(twenty_alike),
      cmocka_unit_test(sets_that_are_not_known_bind_nobody),
      cmocka_unit_test(the_cover_is_the_least_over_all_partitions),
      cmocka_unit_test(water_in_skane_is_dearer_together_once),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
