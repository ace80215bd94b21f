/* Sobol's sequence and its scrambling: published numbers, another program's points, and what makes a net of them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <string.h>
#include "sim/sampling/owen.h"
#include "sim/sampling/sobol.h"
#include "tests/unit/near.h"

static void the_first_points_are_the_published_ones(void **state)
{
  (void)state;
  static const double first[4][6] = {{0, 0, 0, 0, 0, 0},
                                     {0.5, 0.5, 0.5, 0.5, 0.5, 0.5},
                                     {0.75, 0.25, 0.25, 0.25, 0.75, 0.75},
                                     {0.25, 0.75, 0.75, 0.75, 0.25, 0.25}};
  g_autoptr(CdSobol) sobol = cd_sobol_new(6);
  for (guint i = 0; i < 4; i++) {
    double unit[6];
    cd_sobol_point(sobol, i, unit);
    assert_memory_equal(unit, first[i], sizeof unit);
  }
}

static guint64 folded(const CdSobol *sobol, guint32 from, guint n, guint shift)
{
  guint64 fold = 0;
  for (guint32 i = from; i < from + n; i++)
    for (guint d = 0; d < cd_sobol_dimensions(sobol); d++)
      fold = fold * G_GUINT64_CONSTANT(1099511628211) + (cd_sobol_bits(sobol, i, d) >> shift);
  return fold;
}

/* All of 1,111 dimensions, by SciPy 1.10.1: qmc.Sobol(1111, scramble=False, bits=32), after fast_forward(from) random(n) * 2**32 >> shift, point by point folded as above. */
static void scipy_has_the_same_points(void **state)
{
  (void)state;
  g_autoptr(CdSobol) sobol = cd_sobol_new(CD_SOBOL_MAX_DIMENSIONS);
  assert_true(folded(sobol, 0, 1024, 22) == G_GUINT64_CONSTANT(0x09fb46002a324400));
  assert_true(folded(sobol, 123456789, 4, 0) == G_GUINT64_CONSTANT(0x18dc14c170c7fb00));
  assert_true(folded(sobol, 536883257, 4, 0) == G_GUINT64_CONSTANT(0x69eed43b1c3a5160));
  static const guint dimension[] = {0, 1, 2, 39, 40, 249, 1110};
  static const guint32 thousandth[] = {0x38400000, 0x18c00000, 0x84c00000, 0x7ac00000,
                                       0xe9c00000, 0x68400000, 0x5ec00000};
  for (guint i = 0; i < G_N_ELEMENTS(dimension); i++)
    assert_int_equal(cd_sobol_bits(sobol, 1000, dimension[i]), thousandth[i]);
}

/* The order of x modulo the polynomial, found by stepping. */
static guint order_of_x(guint degree, guint inner)
{
  guint polynomial = 1u << degree | inner << 1 | 1, power = 1, order = 0;
  do {
    power <<= 1;
    if (power >> degree & 1)
      power ^= polynomial;
    order++;
  } while (power != 1 && order <= 1u << degree);
  return order;
}

/* There are phi(2^s - 1) / s primitive polynomials of degree s (OEIS A011260): to degree 13, 1,110 in all. */
static void every_primitive_polynomial_has_its_dimension(void **state)
{
  (void)state;
  static const struct {
    guint degree, inner, n, m[13];
  } line[] = {
#define DIRECTION(degree, inner, ...) {degree, inner, sizeof((guint[]){__VA_ARGS__}) / sizeof(guint), {__VA_ARGS__}},
#include "sim/sampling/joe-kuo.def"
#undef DIRECTION
  };
  static const guint known[14] = {0, 1, 1, 2, 2, 6, 6, 18, 16, 48, 60, 176, 144, 630};
  guint found[14] = {0};
  assert_int_equal(G_N_ELEMENTS(line), CD_SOBOL_MAX_DIMENSIONS - 1);
  for (guint d = 0; d < G_N_ELEMENTS(line); d++) {
    guint s = line[d].degree;
    assert_true(line[d].n == s && order_of_x(s, line[d].inner) == (1u << s) - 1);
    assert_true(d == 0 || s > line[d - 1].degree || (s == line[d - 1].degree && line[d].inner > line[d - 1].inner));
    for (guint i = 0; i < s; i++)
      assert_true(line[d].m[i] % 2 == 1 && line[d].m[i] < 2u << i);
    found[s]++;
  }
  assert_memory_equal(found, known, sizeof known);
}

/* Sobol' 1976: property A holds in d dimensions where the first bits of their first d direction numbers make a regular matrix over GF(2). In every d at once: elimination never
 * needs to swap. The bits follow the polynomial's recurrence, for 1,111 steps, beyond what a sequence of 32 bits has of them. */
static void property_a_holds_in_every_dimension(void **state)
{
  (void)state;
  enum { D = CD_SOBOL_MAX_DIMENSIONS, WORDS = (D + 63) / 64 };
  static const struct {
    guint degree, inner;
    guint m[13];
  } line[] = {
#define DIRECTION(degree, inner, ...) {degree, inner, {__VA_ARGS__}},
#include "sim/sampling/joe-kuo.def"
#undef DIRECTION
  };
  guint64(*row)[WORDS] = g_malloc0_n(D, sizeof *row);
  row[0][0] = 1;
  for (guint d = 1; d < D; d++) {
    guint s = line[d - 1].degree;
    guint8 bit[D];
    for (guint j = 0; j < D; j++) {
      bit[j] = j < s ? line[d - 1].m[j] >> j & 1 : bit[j - s];
      for (guint k = 1; j >= s && k < s; k++)
        bit[j] ^= (line[d - 1].inner >> (s - 1 - k) & 1) & bit[j - k];
      row[d][j / 64] |= (guint64)bit[j] << j % 64;
    }
  }
  for (guint p = 0; p < D; p++) {
    assert_true(row[p][p / 64] >> p % 64 & 1);
    for (guint d = p + 1; d < D; d++)
      if (row[d][p / 64] >> p % 64 & 1)
        for (guint w = p / 64; w < WORDS; w++)
          row[d][w] ^= row[p][w];
  }
  g_free(row);
}

static void scrambling_tosses_the_coins_that_are_written_down(void **state)
{
  (void)state;
  static const guint32 vector[][2] = {
      {0x00000000, 0x065cbc16}, {0x80000000, 0xf99154ae}, {0xc0000000, 0xb3caad0b}, {0x40000000, 0x7ce52723}};
  g_autoptr(CdSobol) sobol = cd_sobol_new_scrambled(1, 1, 4);
  for (guint i = 0; i < G_N_ELEMENTS(vector); i++) {
    assert_int_equal(cd_owen_scramble(1, 0, vector[i][0]), vector[i][1]);
    assert_int_equal(cd_sobol_bits(sobol, i, 0), vector[i][1]);
  }
}

static void what_is_tossed_beforehand_changes_no_point(void **state)
{
  (void)state;
  g_autoptr(CdSobol) plain = cd_sobol_new(50);
  static const guint64 points[] = {1, 2, 3, 1000, 1 << 14, 1 << 20};
  static const guint32 at[] = {0, 1, 2, 77, 16383, 16384, 1234567, G_MAXUINT32};
  for (guint p = 0; p < G_N_ELEMENTS(points); p++)
    for (guint64 seed = 0; seed < 3; seed++) {
      guint64 key = seed * G_GUINT64_CONSTANT(0x123456789abcdef);
      g_autoptr(CdSobol) scrambled = cd_sobol_new_scrambled(50, key, points[p]);
      for (guint i = 0; i < G_N_ELEMENTS(at); i++)
        for (guint d = 0; d < 50; d += 7)
          assert_int_equal(cd_sobol_bits(scrambled, at[i], d), cd_owen_scramble(key, d, cd_sobol_bits(plain, at[i], d)));
    }
}

/* Of 2^m points each dimension has one in each of 2^m equal parts; so has any aligned run of them. */
static void every_dimension_is_stratified(void **state)
{
  (void)state;
  enum { M = 7, N = 1 << M };
  for (guint64 seed = 0; seed <= 2; seed++) {
    CdSobol *sobol =
        seed ? cd_sobol_new_scrambled(CD_SOBOL_MAX_DIMENSIONS, seed, N) : cd_sobol_new(CD_SOBOL_MAX_DIMENSIONS);
    for (guint32 from = 0; from < 4 * N; from += 3 * N)
      for (guint d = 0; d < CD_SOBOL_MAX_DIMENSIONS; d++) {
        guint8 seen[N] = {0};
        for (guint32 i = from; i < from + N; i++)
          assert_int_equal(seen[cd_sobol_bits(sobol, i, d) >> (32 - M)]++, 0);
      }
    cd_sobol_free(sobol);
  }
}

/* Points of 2^M in each elementary interval of 2^-J by 2^-L. */
static void count_boxes(const guint32 *x, const guint32 *y, guint m, guint j, guint l, guint *count)
{
  memset(count, 0, sizeof *count << (j + l));
  for (guint i = 0; i < 1u << m; i++)
    count[(guint)((guint64)x[i] >> (32 - j)) << l | (guint)((guint64)y[i] >> (32 - l))]++;
}

/* Least t for which every elementary interval of 2^(t - m) has 2^t of the 2^m points (Niederreiter 1987). */
static guint t_value(const guint32 *x, const guint32 *y, guint m)
{
  guint count[1 << 12];
  for (guint t = 0; t <= m; t++) {
    bool even = true;
    for (guint j = 0; even && j <= m - t; j++) {
      count_boxes(x, y, m, j, m - t - j, count);
      for (guint box = 0; even && box < 1u << (m - t); box++)
        even = count[box] == 1u << t;
    }
    if (even)
      return t;
  }
  g_assert_not_reached();
}

enum { PAIR_DIMENSIONS = 40, PAIR_M = 10 };

static guint32 *columns_of(const CdSobol *sobol)
{
  guint32 *column = g_new(guint32, PAIR_DIMENSIONS << PAIR_M);
  for (guint d = 0; d < PAIR_DIMENSIONS; d++)
    for (guint32 i = 0; i < 1u << PAIR_M; i++)
      column[(d << PAIR_M) + i] = cd_sobol_bits(sobol, i, d);
  return column;
}

/* 780 pairs of the first 40 dimensions, 2^10 points: the mean and greatest t of an independent program were 2.48 and 6 (GSL's sequence: 2.68 and 9). Scrambling keeps each. */
static void pairs_of_dimensions_are_even(void **state)
{
  (void)state;
  g_autoptr(CdSobol) plain = cd_sobol_new(PAIR_DIMENSIONS),
                     scrambled = cd_sobol_new_scrambled(PAIR_DIMENSIONS, 5, 1 << PAIR_M);
  g_autofree guint32 *x = columns_of(plain), *y = columns_of(scrambled);
  guint sum = 0, most = 0;
  for (guint a = 0; a < PAIR_DIMENSIONS; a++)
    for (guint b = 0; b < a; b++) {
      guint t = t_value(x + (a << PAIR_M), x + (b << PAIR_M), PAIR_M);
      assert_int_equal(t_value(y + (a << PAIR_M), y + (b << PAIR_M), PAIR_M), t);
      sum += t;
      most = MAX(most, t);
    }
  assert_true(fabs(sum / 780.0 - 2.48) < 0.005);
  assert_int_equal(most, 6);
}

static int by_count(const void *a, const void *b)
{
  guint x = *(const guint *)a, y = *(const guint *)b;
  return (x > y) - (x < y);
}

/* Scrambling moves elementary intervals whole: whatever their counts were, they are the same, in other places. */
static void elementary_intervals_keep_their_counts(void **state)
{
  (void)state;
  enum { M = 8 };
  static const guint pair[][2] = {{0, 1}, {3, 17}, {100, 249}, {1000, 1110}};
  g_autoptr(CdSobol) plain = cd_sobol_new(CD_SOBOL_MAX_DIMENSIONS);
  for (guint64 seed = 1; seed <= 20; seed++) {
    g_autoptr(CdSobol) scrambled = cd_sobol_new_scrambled(CD_SOBOL_MAX_DIMENSIONS, seed, 1);
    for (guint p = 0; p < G_N_ELEMENTS(pair); p++) {
      guint32 x[2][2][1 << M];
      for (guint s = 0; s < 2; s++)
        for (guint axis = 0; axis < 2; axis++)
          for (guint32 i = 0; i < 1 << M; i++)
            x[s][axis][i] = cd_sobol_bits(s ? scrambled : plain, i, pair[p][axis]);
      for (guint j = 0; j <= M; j++)
        for (guint l = 0; l <= M - j; l++) {
          guint before[1 << M], after[1 << M];
          count_boxes(x[0][0], x[0][1], M, j, l, before);
          count_boxes(x[1][0], x[1][1], M, j, l, after);
          qsort(before, (gsize)1 << (j + l), sizeof *before, by_count);
          qsort(after, (gsize)1 << (j + l), sizeof *after, by_count);
          assert_memory_equal(before, after, sizeof *before << (j + l));
        }
    }
  }
}

/* Each point of a scrambled sequence is uniform over the seeds, the zero point too: eighths by chi square (24.3: one in a thousand at seven degrees). */
static void each_point_is_uniform_over_seeds(void **state)
{
  (void)state;
  enum { SEEDS = 4000 };
  for (guint32 index = 0; index < 3; index++)
    for (guint d = 0; d < 3; d++) {
      double count[8] = {0}, chi = 0;
      for (guint64 seed = 0; seed < SEEDS; seed++)
        count[cd_owen_scramble(seed, d, index << 30) >> 29]++;
      for (guint i = 0; i < 8; i++)
        chi += (count[i] - SEEDS / 8.0) * (count[i] - SEEDS / 8.0) / (SEEDS / 8.0);
      assert_true(chi < 24.3);
    }
}

/* A smooth product over [0, 1]^6 with mean 1: the error of a scrambled net's mean falls faster than 1/N (Owen 1997: nearly N^-3/2), so fourfold points cut it at least fivefold. */
static void means_converge_faster_than_one_over_n(void **state)
{
  (void)state;
  enum { D = 6, SEEDS = 30 };
  double error[2] = {0, 0};
  for (guint size = 0; size < 2; size++)
    for (guint64 seed = 0; seed < SEEDS; seed++) {
      guint n = size ? 4096 : 1024;
      g_autoptr(CdSobol) sobol = cd_sobol_new_scrambled(D, seed, n);
      double sum = 0;
      for (guint32 i = 0; i < n; i++) {
        double unit[D], product = 1;
        cd_sobol_point(sobol, i, unit);
        for (guint d = 0; d < D; d++)
          product *= 1 + (unit[d] - 0.5) / (d + 1);
        sum += product;
      }
      error[size] += (sum / n - 1) * (sum / n - 1) / SEEDS;
    }
  assert_true(sqrt(error[0]) < 2e-4);
  assert_true(sqrt(error[0] / error[1]) > 5);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_first_points_are_the_published_ones),
      cmocka_unit_test(scipy_has_the_same_points),
      cmocka_unit_test(every_primitive_polynomial_has_its_dimension),
      cmocka_unit_test(property_a_holds_in_every_dimension),
      cmocka_unit_test(scrambling_tosses_the_coins_that_are_written_down),
      cmocka_unit_test(what_is_tossed_beforehand_changes_no_point),
      cmocka_unit_test(every_dimension_is_stratified),
      cmocka_unit_test(pairs_of_dimensions_are_even),
      cmocka_unit_test(elementary_intervals_keep_their_counts),
      cmocka_unit_test(each_point_is_uniform_over_seeds),
      cmocka_unit_test(means_converge_faster_than_one_over_n),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
