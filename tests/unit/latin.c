/* Latin hypercubes: orders that are never laid out, strata, and points that lie far apart. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <string.h>
#include "sim/sampling/latin.h"
#include "sim/sampling/maximin.h"
#include "sim/sampling/permutation.h"
#include "tests/unit/near.h"

static guint64 place(guint64 seed, guint32 column, guint64 n, guint64 i)
{
  return cd_permutation_at(seed, CD_PURPOSE_DESIGN_STRATUM, column, n, i);
}

static void an_order_has_every_place_once(void **state)
{
  (void)state;
  for (guint n = 1; n <= 1200; n = n < 130 ? n + 1 : n * 5 / 4) {
    g_autofree guint8 *seen = g_new0(guint8, n);
    for (guint i = 0; i < n; i++) {
      guint64 at = place(7, n % 3, n, i);
      assert_true(at < n && !seen[at]);
      seen[at] = 1;
    }
  }
}

/* Of 2^32 places some million are looked at: none twice, none beyond, and evenly spread (chi square of 16 parts: 37.7 is one in a thousand). */
static void a_great_order_needs_no_memory(void **state)
{
  (void)state;
  enum { LOOKS = 100000 };
  guint64 n = G_GUINT64_CONSTANT(1) << 32;
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  g_autofree gint64 *at = g_new(gint64, LOOKS);
  double count[16] = {0}, chi = 0;
  for (guint i = 0; i < LOOKS; i++) {
    at[i] = (gint64)place(1, 0, n, i);
    assert_true((guint64)at[i] < n && g_hash_table_add(seen, &at[i]));
    count[at[i] >> 28]++;
  }
  for (guint c = 0; c < 16; c++)
    chi += (count[c] - LOOKS / 16.0) * (count[c] - LOOKS / 16.0) / (LOOKS / 16.0);
  assert_true(chi < 37.7);
}

/* Over seeds all n! orders of few places come equally often: chi square, limits at one in ten thousand. */
static void all_orders_are_equally_likely(void **state)
{
  (void)state;
  enum { CODES = 823543 }; /* 7^7 */
  static const struct {
    guint n, orders;
    double each, limit;
  } of[] = {{2, 2, 200, 15.1},  {3, 6, 200, 25.7}, {4, 24, 200, 53},
            {5, 120, 200, 183}, {6, 720, 50, 870}, {7, 5040, 20, 5421}};
  g_autofree guint *count = g_new(guint, CODES);
  for (guint c = 0; c < G_N_ELEMENTS(of); c++) {
    memset(count, 0, sizeof *count * CODES);
    for (guint64 seed = 0; (double)seed < of[c].orders * of[c].each; seed++) {
      guint code = 0;
      for (guint i = 0; i < of[c].n; i++)
        code = code * of[c].n + (guint)place(seed, 3, of[c].n, i);
      count[code]++;
    }
    double chi = 0;
    guint orders = 0;
    for (guint i = 0; i < CODES; i++) {
      chi += count[i] ? (count[i] - of[c].each) * (count[i] - of[c].each) / of[c].each : 0;
      orders += count[i] > 0;
    }
    assert_int_equal(orders, of[c].orders);
    assert_true(chi < of[c].limit);
  }
}

/* Each factor has one point in each stratum, in its middle or anywhere; columns are independent: of 400 hypercubes of 50 points the mean correlation is 0 within 4 of its standard
 * errors, 1 / sqrt(49 * 400). */
static void each_stratum_has_one_point(void **state)
{
  (void)state;
  enum { N = 50, SEEDS = 400 };
  double correlation = 0, least = 1, most = 0;
  for (guint64 seed = 0; seed < SEEDS; seed++) {
    guint64 seen[2] = {0, 0};
    double sum = 0;
    for (guint row = 0; row < N; row++) {
      double u[2];
      for (guint f = 0; f < 2; f++) {
        guint64 level = cd_latin_level(seed, N, row, f);
        u[f] = cd_latin_unit(seed, N, row, f, level, false);
        assert_int_equal((guint)(u[f] * N), level);
        assert_same(cd_latin_unit(seed, N, row, f, level, true), ((double)level + 0.5) / N);
        seen[f] |= G_GUINT64_CONSTANT(1) << level;
        least = fmin(least, u[f] * N - (double)level);
        most = fmax(most, u[f] * N - (double)level);
        u[f] = ((double)level - (N - 1) / 2.0) / sqrt((N * N - 1) / 12.0);
      }
      sum += u[0] * u[1] / N;
    }
    assert_true(seen[0] == (G_GUINT64_CONSTANT(1) << N) - 1 && seen[1] == seen[0]);
    correlation += sum / SEEDS;
  }
  assert_true(fabs(correlation) < 4 / sqrt((N - 1.0) * SEEDS));
  assert_true(least < 1e-3 && most > 1 - 1e-3);
}

static void the_last_stratum_ends_below_one(void **state)
{
  (void)state;
  guint64 n = G_GUINT64_CONSTANT(1) << 32;
  for (guint64 seed = 0; seed < 2000; seed++) {
    double u = cd_latin_unit(seed, n, seed, 0, n - 1, false);
    assert_true(u < 1 && (guint64)(u * (double)n) == n - 1);
  }
}

/* The greatest least distance of all hypercubes of N points and two factors, by trying each: the second factor's order, point by point, left where it is no better. */
static guint best_of_all(guint32 *level, guint n, guint placed, guint best)
{
  if (placed >= 2 && cd_maximin_least(level, placed, 2) <= best)
    return best;
  if (placed == n)
    return (guint)cd_maximin_least(level, n, 2);
  for (guint32 y = 0; y < n; y++) {
    bool is_taken = false;
    for (guint i = 0; i < placed; i++)
      is_taken |= level[2 * i + 1] == y;
    if (is_taken)
      continue;
    level[2 * placed] = placed;
    level[2 * placed + 1] = y;
    best = best_of_all(level, n, placed + 1, best);
  }
  return best;
}

/* Each seed finds it for few points; for more, one of four. The square of sqrt(5) for 4 and for 6 points is published, too. */
static void small_hypercubes_are_the_best_there_are(void **state)
{
  (void)state;
  for (guint n = 3; n <= 10; n++) {
    guint32 level[20];
    guint best = best_of_all(level, n, 0, 0);
    assert_true((n != 4 && n != 6) || best == 5);
    guint64 found = 0;
    for (guint64 seed = 0; seed < 4; seed++) {
      cd_maximin_fill(seed, n, 2, 0, level);
      assert_true(n > 8 || cd_maximin_least(level, n, 2) == best);
      found = MAX(found, cd_maximin_least(level, n, 2));
    }
    assert_int_equal(found, best);
  }
  static const guint32 four[] = {0, 1, 1, 3, 2, 0, 3, 2}, six[] = {0, 0, 1, 2, 2, 4, 3, 1, 4, 3, 5, 5};
  assert_int_equal(cd_maximin_least(four, 4, 2), 5);
  assert_int_equal(cd_maximin_least(six, 6, 2), 5);
}

/* By hand: four points as above have four distances of sqrt(5) and two of 3 and sqrt(9 + 1) at most. */
static void crowding_is_phi_p(void **state)
{
  (void)state;
  static const guint32 four[] = {0, 1, 1, 3, 2, 0, 3, 2};
  double sum = 0;
  static const double squared[] = {5, 5, 10, 10, 5, 5};
  for (guint i = 0; i < 6; i++)
    sum += pow(squared[i], -25);
  assert_near(cd_maximin_crowding(four, 4, 2) * 1e17, sum * 1e17, 1e-12);
}

/* A hypercube stays one, and its points lie further apart than those of twenty that were not searched for. */
static void a_search_moves_points_apart(void **state)
{
  (void)state;
  static const guint size[][2] = {{10, 3}, {40, 5}, {30, 10}, {100, 2}};
  for (guint s = 0; s < G_N_ELEMENTS(size); s++) {
    guint n = size[s][0], k = size[s][1];
    g_autofree guint32 *level = g_new(guint32, n * k), *other = g_new(guint32, n * k);
    cd_maximin_fill(3, n, k, 0, level);
    for (guint f = 0; f < k; f++) {
      guint8 seen[100] = {0};
      for (guint i = 0; i < n; i++)
        assert_int_equal(seen[level[i * k + f]]++, 0);
    }
    for (guint64 seed = 0; seed < 20; seed++) {
      for (guint i = 0; i < n; i++)
        for (guint f = 0; f < k; f++)
          other[i * k + f] = (guint32)cd_latin_level(seed, n, i, f);
      assert_true(cd_maximin_least(level, n, k) > cd_maximin_least(other, n, k));
    }
    cd_maximin_fill(3, n, k, 0, other);
    assert_memory_equal(level, other, sizeof *level * n * k);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(an_order_has_every_place_once),
      cmocka_unit_test(a_great_order_needs_no_memory),
      cmocka_unit_test(all_orders_are_equally_likely),
      cmocka_unit_test(each_stratum_has_one_point),
      cmocka_unit_test(the_last_stratum_ends_below_one),
      cmocka_unit_test(small_hypercubes_are_the_best_there_are),
      cmocka_unit_test(crowding_is_phi_p),
      cmocka_unit_test(a_search_moves_points_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
