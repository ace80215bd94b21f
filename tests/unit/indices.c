/* Sobol' indices against functions whose exact ones are known, by formulas and by designs that hold every combination. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>
#include "sim/base/random.h"
#include "sim/base/resample.h"
#include "sim/sampling/sobol.h"
#include "sim/sensitivity/indices.h"
#include "sim/sensitivity/scrambles.h"
#include "tests/unit/analytic.h"
#include "tests/unit/near.h"

static const CdIndicesOptions plain = {.confidence = 0.95};

/* POINT[base * dimensions] of Joe & Kuo's sequence, the zero point first; scrambled unless SEED is 0. */
static double *net(guint64 seed, guint base, guint dimensions)
{
  g_autoptr(CdSobol) sobol = seed ? cd_sobol_new_scrambled(dimensions, seed, base) : cd_sobol_new(dimensions);
  double *point = g_new(double, (gsize)base *dimensions);
  for (guint i = 0; i < base; i++)
    cd_sobol_point(sobol, i, &point[(gsize)i * dimensions]);
  return point;
}

static CdIndices *indices_of(const double *point, guint k, const guint *group, const CdSaltelliShape *shape,
                             CdAnalytic f, const CdIndicesOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autofree double *y = cd_saltelli_outcomes(point, k, group, shape, f);
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, shape, CD_MISSING_REFUSE, &error);
  assert_null(error);
  CdIndices *indices = cd_indices_new(outcomes, outcomes->n, options, &error);
  assert_null(error);
  return indices;
}

/* --- Published values ---------------------------------------------------------------------------------------------------------------- */

/* The formulas on the plain sequence, by a program in another language. */
static void the_plain_sequence_gives_the_known_digits(void **state)
{
  (void)state;
  static const double first[] = {.31410642, .44247275, -.00006488}, total[] = {.55743458, .44245415, .24329312};
  g_autofree double *point = net(0, 4096, 6), *point8 = net(0, 1024, 16);
  CdSaltelliShape shape = {4096, 3, false, 1}, shape8 = {1024, 8, false, 1};
  g_autoptr(CdIndices) ishigami = indices_of(point, 3, NULL, &shape, cd_ishigami, &plain);
  for (guint g = 0; g < 3; g++) {
    assert_true(fabs(ishigami->first[g].value - first[g]) < 5.1e-9);
    assert_true(fabs(ishigami->total[g].value - total[g]) < 5.1e-9);
  }
  g_autoptr(CdIndices) eight = indices_of(point8, 8, NULL, &shape8, cd_g_function, &plain);
  assert_true(fabs(eight->first[0].value - .69375261) < 5.1e-9);
  assert_true(fabs(eight->total[0].value - .76562116) < 5.1e-9);
}

/* Exact: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2; and of the g-function V_i = 1/(3 (1 + a_i)^2), V = prod(1 + V_i) - 1. */
static void scrambled_nets_come_near_the_exact_indices(void **state)
{
  (void)state;
  static const double first[] = {.313905191, .442411145, 0}, total[] = {.557588855, .442411145, .243683664};
  static const double first8[] = {.716192, .179048, .023676, .007162, 7.2e-5, 7.2e-5, 7.2e-5, 7.2e-5};
  static const double total8[] = {.787144, .242198, .034317, .010460, 1.05e-4, 1.05e-4, 1.05e-4, 1.05e-4};
  g_autofree double *point = net(7, 1 << 14, 6), *point8 = net(7, 1 << 14, 16);
  CdSaltelliShape shape = {1 << 14, 3, true, 1}, shape8 = {1 << 14, 8, false, 1};
  g_autoptr(CdIndices) ishigami = indices_of(point, 3, NULL, &shape, cd_ishigami, &plain);
  assert_true(fabs(ishigami->variance - 13.8445879407) < 0.01);
  for (guint g = 0; g < 3; g++) {
    assert_true(fabs(ishigami->first[g].value - first[g]) < 0.002);
    assert_true(fabs(ishigami->total[g].value - total[g]) < 0.002);
  }
  assert_true(fabs(ishigami->second[0 * 3 + 2].value - .243683664) < 0.003);
  assert_true(fabs(ishigami->second[0 * 3 + 1].value) < 0.003 && fabs(ishigami->second[1 * 3 + 2].value) < 0.003);
  g_autoptr(CdIndices) eight = indices_of(point8, 8, NULL, &shape8, cd_g_function, &plain);
  assert_true(fabs(eight->variance - .4654244319) < 0.002);
  for (guint g = 0; g < 8; g++) {
    assert_true(fabs(eight->first[g].value - first8[g]) < 0.003);
    assert_true(fabs(eight->total[g].value - total8[g]) < 0.003);
  }
}

/* --- Designs that hold every combination: estimates are exact ------------------------------------------------------------------------ */

enum { LEVELS = 4, FACTORS = 3, COMBINATIONS = 4096 /* LEVELS^(2 FACTORS) */ };

/* A and B run through all pairs of points of the grid at the middles of LEVELS equal parts. */
static double *every_combination(void)
{
  double *point = g_new(double, COMBINATIONS * 2 * FACTORS);
  for (guint p = 0; p < COMBINATIONS; p++)
    for (guint i = 0, left = p; i < 2 * FACTORS; i++, left /= LEVELS)
      point[p * 2 * FACTORS + i] = (left % LEVELS + 0.5) / LEVELS;
  return point;
}

/* Of one factor on that grid: mean 1/2, variance (1 - 1/LEVELS^2)/12. */
#define GRID_VARIANCE ((1 - 1.0 / (LEVELS * LEVELS)) / 12)

static const double slope[] = {1, -2, 0.5};

static double line(const double *u, guint k)
{
  double y = 3;
  for (guint i = 0; i < k; i++)
    y += slope[i] * u[i];
  return y;
}

/* S_i = T_i = c_i^2 / sum c^2, whatever the estimator; nothing together. */
static void a_line_s_indices_are_its_squared_slopes(void **state)
{
  (void)state;
  g_autofree double *point = every_combination();
  CdSaltelliShape shape = {COMBINATIONS, FACTORS, true, 1};
  for (guint jansen = 0; jansen < 2; jansen++) {
    CdIndicesOptions options = {.first = jansen ? CD_FIRST_JANSEN : CD_FIRST_SALTELLI, .confidence = 0.95};
    g_autoptr(CdIndices) it = indices_of(point, FACTORS, NULL, &shape, line, &options);
    assert_nine(it->variance, 5.25 * GRID_VARIANCE);
    assert_nine(it->mean, 2.75);
    for (guint i = 0; i < FACTORS; i++) {
      assert_nine(it->first[i].value, slope[i] * slope[i] / 5.25);
      assert_nine(it->total[i].value, slope[i] * slope[i] / 5.25);
      for (guint j = 0; j < FACTORS; j++)
        assert_true(i == j ? isnan(it->second[i * FACTORS + j].value) : fabs(it->second[i * FACTORS + j].value) < 1e-12);
    }
    assert_true(fabs(it->dummy_first.value) < 1e-12 && fabs(it->dummy_total.value) < 1e-12);
  }
}

static const double lift[] = {1.5, -0.8, 2};

static double product(const double *u, guint k)
{
  double y = 1;
  for (guint i = 0; i < k; i++)
    y *= 1 + lift[i] * (u[i] - 0.5);
  return y;
}

/* With v_i = b_i^2 Var(u): V = prod(1 + v) - 1; S_i = v_i / V; T_i = v_i prod_{j != i}(1 + v_j) / V; S_ij = v_i v_j / V. Of the group {1, 3}: v = (1 + v_1)(1 + v_3) - 1. */
static void a_product_s_indices_are_those_of_its_factors(void **state)
{
  (void)state;
  static const guint group[] = {0, 1, 0};
  double v[FACTORS], all = 1;
  for (guint i = 0; i < FACTORS; i++) {
    v[i] = lift[i] * lift[i] * GRID_VARIANCE;
    all *= 1 + v[i];
  }
  g_autofree double *point = every_combination();
  CdSaltelliShape shape = {COMBINATIONS, FACTORS, true, 1}, grouped = {COMBINATIONS, 2, true, 1};
  g_autoptr(CdIndices) it = indices_of(point, FACTORS, NULL, &shape, product, &plain);
  assert_nine(it->variance, all - 1);
  for (guint i = 0; i < FACTORS; i++) {
    assert_nine(it->first[i].value, v[i] / (all - 1));
    assert_nine(it->total[i].value, v[i] * all / (1 + v[i]) / (all - 1));
    for (guint j = 0; j < FACTORS; j++)
      if (i != j)
        assert_nine(it->second[i * FACTORS + j].value, v[i] * v[j] / (all - 1));
  }
  g_autoptr(CdIndices) two = indices_of(point, FACTORS, group, &grouped, product, &plain);
  double both = (1 + v[0]) * (1 + v[2]) - 1;
  assert_nine(two->first[0].value, both / (all - 1));
  assert_nine(two->total[0].value, both * (1 + v[1]) / (all - 1));
  assert_nine(two->first[1].value, v[1] / (all - 1));
  assert_nine(two->second[1].value, both * v[1] / (all - 1));
}

/* Sum of (-1)^i x_1 ... x_i (Bratley, Fox & Niederreiter 1992) = -x_1 h_2, h_i = 1 - x_i h_{i+1}, h_{k+1} = 1. */
static double bratley(const double *u, guint k)
{
  double sum = 0, product_so_far = 1;
  for (guint i = 0; i < k; i++) {
    product_so_far *= u[i];
    sum += i % 2 == 0 ? -product_so_far : product_so_far;
  }
  return sum;
}

/* It is straight in each x_i, with slope -+ x_1 ... x_{i-1} h_{i+1} of the others: with m, q, v the mean, mean square and variance of one factor, M_i and Q_i those of h_i: M_i = 1 - m M_{i+1},
 * Q_i = 1 - 2 m M_{i+1} + q Q_{i+1}; V = q Q_2 - (m M_2)^2; S_i = v (m^{i-1} M_{i+1})^2 / V; T_i = v q^{i-1} Q_{i+1} / V. */
static void bratley_s_indices_follow_from_its_slopes(const CdIndices *it, guint k, double q, double tolerance)
{
  double m = 0.5, v = q - m * m, mean[10], square[10];
  mean[k + 1] = square[k + 1] = 1;
  for (guint i = k; i >= 2; i--) {
    mean[i] = 1 - m * mean[i + 1];
    square[i] = 1 - 2 * m * mean[i + 1] + q * square[i + 1];
  }
  double variance = q * square[2] - m * m * mean[2] * mean[2];
  assert_near(it->variance, variance, tolerance);
  for (guint i = 1; i <= k; i++) {
    assert_near(it->first[i - 1].value, v * pow(pow(m, i - 1.0) * mean[i + 1], 2) / variance, tolerance);
    assert_near(it->total[i - 1].value, v * pow(q, i - 1.0) * square[i + 1] / variance, tolerance);
  }
}

static void bratley_s_indices_are_exact_on_the_grid_and_near_on_a_net(void **state)
{
  (void)state;
  g_autofree double *grid = every_combination(), *point = net(3, 1 << 13, 12);
  CdSaltelliShape shape = {COMBINATIONS, FACTORS, false, 1}, shape6 = {1 << 13, 6, false, 1};
  g_autoptr(CdIndices) three = indices_of(grid, FACTORS, NULL, &shape, bratley, &plain);
  bratley_s_indices_follow_from_its_slopes(three, FACTORS, 0.25 + GRID_VARIANCE, 1e-12);
  g_autoptr(CdIndices) six = indices_of(point, 6, NULL, &shape6, bratley, &plain);
  bratley_s_indices_follow_from_its_slopes(six, 6, 1.0 / 3, 0.002);
}

static double corner(const double *u, guint k)
{
  (void)k;
  return u[0] > 0.7 && u[1] < 0.4;
}

/* p = .3 * .4; S_1 = .4^2 * .21 / (p (1 - p)), T_1 = .4 * .21 / (p (1 - p)); of the other .3 and .24; the third does nothing. */
static void an_event_s_indices_are_those_of_its_chances(void **state)
{
  (void)state;
  double v = 0.12 * 0.88;
  g_autofree double *point = net(5, 1 << 14, 6);
  CdSaltelliShape shape = {1 << 14, 3, false, 1};
  g_autoptr(CdIndices) it = indices_of(point, 3, NULL, &shape, corner, &plain);
  assert_near(it->first[0].value, 0.16 * 0.21 / v, 0.01);
  assert_near(it->total[0].value, 0.4 * 0.21 / v, 0.01);
  assert_near(it->first[1].value, 0.09 * 0.24 / v, 0.01);
  assert_near(it->total[1].value, 0.3 * 0.24 / v, 0.01);
  assert_true(it->first[2].value == 0 && it->total[2].value == 0);
}

static double identity(const double *u, guint k)
{
  (void)k;
  return u[0];
}

static void a_single_factor_is_all_there_is(void **state)
{
  (void)state;
  g_autofree double *point = net(2, 1024, 2);
  CdSaltelliShape shape = {1024, 1, true, 1};
  CdIndicesOptions options = CD_INDICES_OPTIONS_INIT;
  g_autoptr(CdIndices) it = indices_of(point, 1, NULL, &shape, identity, &options);
  assert_near(it->first[0].value, 1, 0.01);
  assert_near(it->total[0].value, 1, 0.01);
  assert_true(isnan(it->second[0].value));
  assert_true(it->first[0].spread.low < 1 && it->first[0].spread.high > 1);
}

/* --- Luck ---------------------------------------------------------------------------------------------------------------------------- */

typedef enum { OF_ROW, OF_POINT, OF_TABLE } Whose;

/* Outcomes f + s (1 + t u_1) Z, Z normal and new for each replicate: of each row, base point or the whole table. */
static double *with_luck(const double *point, guint k, const CdSaltelliShape *shape, CdAnalytic f, double s, double t,
                         Whose whose, guint64 seed)
{
  guint blocks = cd_saltelli_blocks(shape), rows = shape->base * blocks;
  double *y = g_new(double, (gsize)rows * shape->replicates), u[10];
  for (guint row = 0; row < rows; row++) {
    cd_saltelli_inputs(point, k, NULL, shape, row, u);
    guint stream_of = whose == OF_ROW ? row : whose == OF_POINT ? row / blocks : 0;
    for (guint r = 0; r < shape->replicates; r++) {
      double z = cd_stream_normal(cd_stream(seed, stream_of, CD_PURPOSE_DEMAND, whose), 0, r);
      y[(gsize)row * shape->replicates + r] = f(u, k) + s * (1 + t * u[0]) * z;
    }
  }
  return y;
}

static CdIndices *indices_with_luck(guint base, guint replicates, double s, double t, Whose whose, CdSharedLuck told,
                                    guint64 seed)
{
  g_autoptr(GError) error = NULL;
  g_autofree double *point = net(seed, base, 6);
  CdSaltelliShape shape = {base, 3, false, replicates};
  g_autofree double *y = with_luck(point, 3, &shape, cd_ishigami, s, t, whose, seed);
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, &error);
  assert_null(error);
  CdIndicesOptions options = {.luck = told, .confidence = 0.95};
  CdIndices *it = cd_indices_new(outcomes, base, &options, &error);
  assert_null(error);
  return it;
}

static void assert_indices(const CdIndices *it, const double *first, const double *total, double tolerance)
{
  for (guint g = 0; g < it->groups; g++) {
    assert_near(it->first[g].value, first[g], tolerance);
    assert_near(it->total[g].value, total[g], tolerance);
  }
}

static const double exact_first[] = {.313905191, .442411145, 0}, exact_total[] = {.557588855, .442411145, .243683664};

/* Noise of variance 1 in a row's mean, here of four runs of variance 4: naive T .587 .480 .294, corrected .558 .442 .243. Share of luck of a run: 4 / (13.84 + 4). */
static void luck_of_each_row_is_taken_out(void **state)
{
  (void)state;
  static const double naive_total[] = {.587, .480, .294}, naive_first[] = {.2927, .4126, 0};
  g_autoptr(CdIndices) naive = indices_with_luck(1 << 14, 4, 2, 0, OF_ROW, CD_LUCK_NONE, 11);
  assert_indices(naive, naive_first, naive_total, 0.01);
  assert_true(isnan(naive->luck.value) && isnan(naive->luck_variance));
  g_autoptr(CdIndices) told = indices_with_luck(1 << 14, 4, 2, 0, OF_ROW, CD_LUCK_OWN, 11);
  assert_indices(told, exact_first, exact_total, 0.01);
  assert_near(told->variance, 13.8446, 0.01);
  assert_near(told->luck_variance, 4, 0.01);
  assert_near(told->luck.value, 4 / 17.8446, 0.005);
}

/* Shared within a base point and added alike, luck falls out of the differences: V alone is corrected. */
static void luck_of_each_point_is_taken_out(void **state)
{
  (void)state;
  g_autoptr(CdIndices) told = indices_with_luck(1 << 14, 4, 2, 0, OF_POINT, CD_LUCK_POINT, 12);
  assert_indices(told, exact_first, exact_total, 0.01);
  assert_near(told->variance, 13.8446, 0.01);
  /* ... and luck that grows with a factor, which it does not: E s^2 = 4 * 7/3. */
  g_autoptr(CdIndices) growing = indices_with_luck(1 << 14, 4, 2, 1, OF_POINT, CD_LUCK_POINT, 13);
  assert_indices(growing, exact_first, exact_total, 0.015);
  assert_near(growing->luck.value, 28.0 / 3 / (13.8446 + 28.0 / 3), 0.005);
}

/* Shared by the whole table and added alike, luck moves all rows together and is no variance between them, with or without correction; corrected as that of points it would be taken
 * off where it is not. Luck that grows with a factor adds Z times Var(s (1 + u_1)) to V, which eight runs show in part. */
static void luck_of_the_table_is_taken_out(void **state)
{
  (void)state;
  g_autoptr(CdIndices) none = indices_with_luck(1 << 13, 2, 2, 0, OF_TABLE, CD_LUCK_NONE, 14);
  assert_indices(none, exact_first, exact_total, 0.01);
  g_autoptr(CdIndices) told = indices_with_luck(1 << 13, 2, 2, 0, OF_TABLE, CD_LUCK_ALL, 14);
  assert_indices(told, exact_first, exact_total, 0.01);
  assert_near(told->variance, none->variance, 1e-9);
  g_autoptr(CdIndices) wrong = indices_with_luck(1 << 13, 2, 2, 0, OF_TABLE, CD_LUCK_POINT, 14);
  assert_near(none->variance - wrong->variance, wrong->luck_variance / 2, 1e-9);
  /* The mean over seeds of what is told is right, though each table has its own luck. */
  double first = 0, total = 0, variance = 0, naive = 0;
  enum { SEEDS = 200 };
  for (guint64 seed = 1; seed <= SEEDS; seed++) {
    g_autoptr(CdIndices) growing = indices_with_luck(256, 3, 8, 1, OF_TABLE, CD_LUCK_ALL, seed);
    g_autoptr(CdIndices) not_told = indices_with_luck(256, 3, 8, 1, OF_TABLE, CD_LUCK_NONE, seed);
    variance += growing->variance / SEEDS;
    naive += not_told->variance / SEEDS;
    first += growing->first[0].value * growing->variance / SEEDS;
    total += growing->total[0].value * growing->variance / SEEDS;
  }
  assert_near(naive, 13.8446 + 64.0 / 12 / 3, 0.06);
  assert_near(variance, 13.8446, 0.06);
  assert_near(first, .313905 * 13.8446, 0.12);
  assert_near(total, .557589 * 13.8446, 0.06);
}

static double mean_square_off(const double *y, guint n)
{
  double mean = 0, squares = 0;
  for (guint r = 0; r < n; r++)
    mean += y[r] / n;
  for (guint r = 0; r < n; r++)
    squares += (y[r] - mean) * (y[r] - mean);
  return squares / (n - 1);
}

/* The corrections as they are written down: V - mean(s^2) / R, and mean(s_A^2 + s_AB^2) / 2R off the numerator of T; S's numerator as it is. */
static void luck_of_rows_goes_by_the_formula(void **state)
{
  (void)state;
  enum { N = 50, K = 2, R = 3, BLOCKS = K + 2 };
  g_autofree double *point = cd_uniform_points(8, N, 2 * K);
  CdSaltelliShape shape = {N, K, false, R};
  g_autofree double *y = with_luck(point, K, &shape, line, 0.5, 0, OF_ROW, 21);
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
  CdIndicesOptions own = {.luck = CD_LUCK_OWN, .confidence = 0.95};
  g_autoptr(CdIndices) naive = cd_indices_new(outcomes, N, &plain, NULL), told = cd_indices_new(outcomes, N, &own, NULL);
  double of_ab[BLOCKS] = {0};
  for (guint p = 0; p < N; p++)
    for (guint block = 0; block < BLOCKS; block++)
      of_ab[block] += mean_square_off(cd_saltelli_row(outcomes, p, block), R) / N;
  double luck = (of_ab[0] + of_ab[BLOCKS - 1]) / 2, variance = naive->variance - luck / R;
  assert_nine(told->variance, variance);
  assert_nine(told->luck_variance, luck);
  assert_nine(told->luck.value, luck / (variance + luck));
  for (guint g = 0; g < K; g++) {
    assert_nine(told->first[g].value, naive->first[g].value * naive->variance / variance);
    assert_nine(told->total[g].value,
                (naive->total[g].value * naive->variance - (of_ab[0] + of_ab[1 + g]) / (2 * R)) / variance);
  }
}

static double luck_as_factor(const double *u, guint k)
{
  (void)k;
  return cd_ishigami(u, 3) + 2 * gsl_cdf_ugaussian_Pinv(u[3]);
}

static double growing_luck_as_factor(const double *u, guint k)
{
  (void)k;
  return cd_ishigami(u, 3) + 2 * (1 + u[0]) * gsl_cdf_ugaussian_Pinv(u[3]);
}

/* The seed as one factor more: luck's part of the variance is its total index. */
static void a_seed_can_be_a_factor(void **state)
{
  (void)state;
  static const double total[] = {.4326, .3432, .1891, .2242};
  g_autofree double *point = net(9, 1 << 14, 8);
  CdSaltelliShape shape = {1 << 14, 4, false, 1};
  g_autoptr(CdIndices) added = indices_of(point, 4, NULL, &shape, luck_as_factor, &plain);
  for (guint g = 0; g < 4; g++)
    assert_near(added->total[g].value, total[g], 0.005);
  assert_near(added->first[3].value, .2242, 0.005);
  g_autoptr(CdIndices) growing = indices_of(point, 4, NULL, &shape, growing_luck_as_factor, &plain);
  assert_near(growing->first[3].value, .3883, 0.005);
  assert_near(growing->total[3].value, .4027, 0.005);
  assert_near(growing->total[0].value, .3474, 0.005);
}

static void luck_of_rows_run_once_is_refused(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  double y[] = {1, 2, 3, 4, 5, 6};
  CdSaltelliShape shape = {2, 1, false, 1};
  CdIndicesOptions options = {.luck = CD_LUCK_OWN, .confidence = 0.95};
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
  assert_null(cd_indices_new(outcomes, 2, &options, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
}

/* --- What must not change them --------------------------------------------------------------------------------------------------------- */

static CdIndices *of_table(const double *y, const CdSaltelliShape *shape)
{
  CdIndicesOptions options = {.resamples = 50, .confidence = 0.95, .seed = 4};
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, shape, CD_MISSING_REFUSE, NULL);
  return cd_indices_new(outcomes, outcomes->n, &options, NULL);
}

static void units_and_order_of_factors_do_not_matter(void **state)
{
  (void)state;
  enum { N = 128, K = 3, BLOCKS = 2 * K + 2 };
  g_autofree double *point = cd_uniform_points(3, N, 2 * K);
  CdSaltelliShape shape = {N, K, true, 1};
  g_autofree double *y = cd_saltelli_outcomes(point, K, NULL, &shape, cd_ishigami);
  double scaled[N * BLOCKS], turned[N * BLOCKS];
  for (guint row = 0; row < N * BLOCKS; row++) {
    guint block = row % BLOCKS, to = block;
    if (block >= 1 && block <= K)
      to = 1 + (block - 1 + 1) % K;
    else if (block > K && block < BLOCKS - 1)
      to = 1 + K + (block - 1 - K + 1) % K;
    scaled[row] = 1e6 - 250 * y[row];
    turned[row - block + to] = y[row];
  }
  g_autoptr(CdIndices) a = of_table(y, &shape), b = of_table(scaled, &shape), c = of_table(turned, &shape);
  for (guint g = 0; g < K; g++) {
    assert_near(b->first[g].value, a->first[g].value, 1e-8);
    assert_near(b->total[g].spread.high, a->total[g].spread.high, 1e-8);
    assert_near(b->second[g].value, a->second[g].value, 1e-8);
    assert_nine(c->first[(g + 1) % K].value, a->first[g].value);
    assert_nine(c->first[(g + 1) % K].spread.low, a->first[g].spread.low);
    assert_nine(c->total[(g + 1) % K].spread.sd, a->total[g].spread.sd);
  }
  assert_nine(c->second[1 * K + 2].value, a->second[0 * K + 1].value);
}

/* Resampled by hand with the indices that cd_resample() tells. */
static void one_resample_is_that_of_its_rows(void **state)
{
  (void)state;
  enum { N = 67, COLUMNS = 11, R = 5 };
  g_autoptr(CdMatrix) matrix = cd_matrix_new(N, COLUMNS);
  for (guint r = 0; r < N; r++)
    for (guint c = 0; c < COLUMNS; c++)
      cd_matrix_row(matrix, r)[c] = (r * 7 + c * 13) % 29;
  g_autoptr(CdMatrix) means = cd_bootstrap_means(matrix, N - 3, R, 8, 9);
  for (guint b = 0; b < R; b++) {
    guint index[N];
    cd_resample(8, 9, b, N - 3, index);
    for (guint c = 0; c < COLUMNS; c++) {
      double sum = 0;
      for (guint i = 0; i < N - 3; i++)
        sum += cd_matrix_row(matrix, index[i])[c];
      assert_same(cd_matrix_row(means, b)[c], sum / (N - 3));
    }
  }
}

/* Every spread is that of tables made of the rows drawn, and reckoned anew. */
static void resampled_indices_are_those_of_tables_drawn(void **state)
{
  (void)state;
  enum { N = 40, K = 2, BLOCKS = 2 * K + 2, R = 9, WHAT = 4 };
  g_autofree double *point = cd_uniform_points(6, N, 2 * K);
  CdSaltelliShape shape = {N, K, true, 1};
  g_autofree double *y = cd_saltelli_outcomes(point, K, NULL, &shape, product);
  CdIndicesOptions options = {.resamples = R, .confidence = 0.8, .seed = 5, .key = 6};
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
  g_autoptr(CdIndices) it = cd_indices_new(outcomes, N, &options, NULL);
  double mean[WHAT] = {0}, squares[WHAT] = {0};
  for (guint b = 0; b < R; b++) {
    guint drawn[N];
    double table[N * BLOCKS];
    cd_resample(5, 6, b, N, drawn);
    for (guint p = 0; p < N; p++)
      memcpy(&table[p * BLOCKS], &y[drawn[p] * BLOCKS], BLOCKS * sizeof *y);
    g_autoptr(CdSaltelli) again = cd_saltelli_new(table, &shape, CD_MISSING_REFUSE, NULL);
    g_autoptr(CdIndices) one = cd_indices_new(again, N, &plain, NULL);
    double value[WHAT] = {one->first[0].value, one->total[1].value, one->second[1].value, one->dummy_first.value};
    for (guint w = 0; w < WHAT; w++) {
      mean[w] += value[w] / R;
      squares[w] += value[w] * value[w];
    }
  }
  const CdIndex *of[WHAT] = {&it->first[0], &it->total[1], &it->second[1], &it->dummy_first};
  for (guint w = 0; w < WHAT; w++) {
    double sd = sqrt((squares[w] - R * mean[w] * mean[w]) / (R - 1));
    assert_nine(of[w]->spread.sd, sd);
    assert_near(of[w]->spread.z_high, of[w]->value + 1.2815515655446 * sd, 1e-9);
    assert_near(of[w]->spread.z_low, of[w]->value - 1.2815515655446 * sd, 1e-9);
  }
}

/* --- What is missing, and what does not vary --------------------------------------------------------------------------------------------- */

static void missing_rows_are_refused_and_told(void **state)
{
  (void)state;
  enum { N = 64, K = 3, BLOCKS = K + 2 };
  g_autoptr(GError) error = NULL;
  g_autofree double *point = cd_uniform_points(5, N, 2 * K);
  CdSaltelliShape shape = {N, K, false, 1}, fewer = {N - 2, K, false, 1};
  g_autofree double *y = cd_saltelli_outcomes(point, K, NULL, &shape, cd_ishigami);
  y[10 * BLOCKS + 2] = NAN;
  y[10 * BLOCKS + 4] = INFINITY;
  y[40 * BLOCKS] = -INFINITY;
  assert_null(cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
  assert_non_null(strstr(error->message, "3 of 320 rows"));
  assert_non_null(strstr(error->message, "row 53"));
  g_autoptr(CdSaltelli) kept = cd_saltelli_new(y, &shape, CD_MISSING_DROP, NULL);
  assert_true(kept->n == N - 2 && kept->n_dropped == 2 && kept->n_missing == 3);
  /* The same as of a design that never had these base points. */
  double without[(N - 2) * BLOCKS];
  for (guint p = 0, to = 0; p < N; p++)
    if (p != 10 && p != 40)
      memcpy(&without[to++ * BLOCKS], &y[p * BLOCKS], BLOCKS * sizeof *y);
  g_autoptr(CdSaltelli) never = cd_saltelli_new(without, &fewer, CD_MISSING_REFUSE, NULL);
  g_autoptr(CdIndices) a = cd_indices_new(kept, kept->n, &plain, NULL), b = cd_indices_new(never, never->n, &plain, NULL);
  for (guint g = 0; g < K; g++)
    assert_true(a->first[g].value == b->first[g].value && a->total[g].value == b->total[g].value);
  assert_int_equal(a->n_dropped, 2);
}

static void a_table_without_two_points_is_refused(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  double y[] = {1, 2, 3, NAN, 5, 6};
  CdSaltelliShape shape = {2, 1, false, 1};
  assert_null(cd_saltelli_new(y, &shape, CD_MISSING_DROP, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
}

/* The largest and smallest outcomes that can be squared, and those that cannot. */
static void sizes_are_taken_or_refused(void **state)
{
  (void)state;
  enum { N = 32, K = 2, BLOCKS = K + 2 };
  g_autofree double *point = cd_uniform_points(5, N, 2 * K);
  CdSaltelliShape shape = {N, K, false, 1};
  g_autofree double *y = cd_saltelli_outcomes(point, K, NULL, &shape, line);
  g_autoptr(CdIndices) as_is = of_table(y, &shape);
  static const double unit[] = {1e-120, 1e120};
  for (guint i = 0; i < G_N_ELEMENTS(unit); i++) {
    double scaled[N * BLOCKS];
    for (guint row = 0; row < N * BLOCKS; row++)
      scaled[row] = unit[i] * y[row];
    g_autoptr(CdIndices) it = of_table(scaled, &shape);
    assert_nine(it->first[0].value, as_is->first[0].value);
    assert_nine(it->total[1].spread.high, as_is->total[1].spread.high);
  }
  g_autoptr(GError) error = NULL;
  y[5] = -1e200;
  assert_null(cd_saltelli_new(y, &shape, CD_MISSING_DROP, &error));
  assert_non_null(strstr(error->message, "row 6"));
}

/* Where a resample may hold no event there is no interval, and more points are the advice. */
static void of_two_points_no_interval_is_made_up(void **state)
{
  (void)state;
  static const double y[] = {0, 0, 0, 1, 0, 1};
  CdSaltelliShape shape = {2, 1, false, 1};
  g_autoptr(CdIndices) it = of_table(y, &shape);
  assert_true(isfinite(it->total[0].value) && isnan(it->total[0].spread.low) && !it->total[0].holds_nought);
  CdEnough enough = cd_indices_enough(it, 0.05);
  assert_true(!enough.enough && isnan(enough.half_width) && enough.needed == 4);
}

static double constant(const double *u, guint k)
{
  (void)u;
  (void)k;
  return 0.1; /* no binary fraction */
}

static void what_does_not_vary_is_refused(void **state)
{
  (void)state;
  g_autoptr(GError) error = NULL;
  g_autofree double *point = cd_uniform_points(5, 100, 4);
  CdSaltelliShape shape = {100, 2, false, 1};
  g_autofree double *y = cd_saltelli_outcomes(point, 2, NULL, &shape, constant);
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
  assert_null(cd_indices_new(outcomes, 100, &plain, &error));
  assert_non_null(strstr(error->message, "0.1"));
}

/* Luck alone: no index, and luck has all of the variance. */
static void luck_alone_has_no_indices(void **state)
{
  (void)state;
  g_autofree double *point = cd_uniform_points(5, 100, 4);
  CdSaltelliShape shape = {100, 2, false, 2};
  for (guint64 seed = 1; seed < 50; seed++) {
    g_autofree double *y = with_luck(point, 2, &shape, constant, 1, 0, OF_ROW, seed);
    g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
    CdIndicesOptions options = {.luck = CD_LUCK_OWN, .confidence = 0.95};
    g_autoptr(CdIndices) it = cd_indices_new(outcomes, 100, &options, NULL);
    assert_true(it->luck.value > 0.6);
    assert_true((it->variance > 0) == !isnan(it->first[0].value));
    if (!(it->variance > 0)) {
      assert_true(it->luck.value == 1);
      return;
    }
  }
  fail();
}

/* --- How much is enough ------------------------------------------------------------------------------------------------------------------ */

static void estimates_settle_over_doublings(void **state)
{
  (void)state;
  g_autofree double *point = net(6, 1000, 6);
  CdSaltelliShape shape = {1000, 3, false, 1};
  g_autofree double *y = cd_saltelli_outcomes(point, 3, NULL, &shape, cd_ishigami);
  g_autoptr(CdSaltelli) outcomes = cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
  CdIndicesOptions options = {.resamples = 200, .confidence = 0.95};
  g_autoptr(GPtrArray) growth = cd_indices_growth(outcomes, 64, &options, NULL);
  assert_int_equal(growth->len, 5);
  static const guint n[] = {64, 128, 256, 512, 1000};
  for (guint i = 0; i < growth->len; i++)
    assert_int_equal(((CdIndices *)growth->pdata[i])->n, n[i]);
  CdIndices *small = growth->pdata[0], *all = growth->pdata[4];
  CdEnough before = cd_indices_enough(small, 0.05), after = cd_indices_enough(all, 0.05);
  assert_true(!before.enough && after.half_width < before.half_width);
  /* By the rule itself: the half-width goes with the root of N. */
  double wanted = small->n * pow(before.half_width / 0.05, 2);
  assert_true((double)before.needed >= wanted && (double)before.needed < 2 * wanted);
  double widest = 0;
  for (guint g = 0; g < 3; g++)
    widest = fmax(widest, fmax((small->first[g].spread.high - small->first[g].spread.low) / 2,
                               (small->total[g].spread.high - small->total[g].spread.low) / 2));
  assert_nine(before.half_width, widest);
  assert_true(cd_indices_enough(all, after.half_width).enough);
}

/* Means and Student's interval by hand: 1, 2, 4 has mean 7/3, s = 1.527525, t_2 = 4.302653. */
static void scrambles_have_student_s_interval(void **state)
{
  (void)state;
  static const double x[] = {1, 2, 4};
  CdMean mean = cd_mean_interval(x, 3, 0.95);
  assert_near(mean.value, 7.0 / 3, 1e-12);
  assert_near(mean.high - mean.value, 4.302653 * 1.527525 / sqrt(3), 1e-6);
  assert_near(mean.value - mean.low, mean.high - mean.value, 1e-12);
  CdSaltelliShape shape = {64, 3, true, 1};
  CdIndices *of[3];
  for (guint d = 0; d < 3; d++) {
    g_autofree double *point = net(d + 1, 64, 6);
    of[d] = indices_of(point, 3, NULL, &shape, cd_ishigami, &plain);
  }
  g_autoptr(CdScrambles) it = cd_scrambles_new((const CdIndices *const *)of, 3, 0.95);
  assert_nine(it->total[2].value, (of[0]->total[2].value + of[1]->total[2].value + of[2]->total[2].value) / 3);
  assert_true(isnan(it->second[0].value) && isnan(it->luck.value) && it->second[2].value == it->second[6].value);
  for (guint d = 0; d < 3; d++)
    cd_indices_free(of[d]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_plain_sequence_gives_the_known_digits),
      cmocka_unit_test(scrambled_nets_come_near_the_exact_indices),
      cmocka_unit_test(a_line_s_indices_are_its_squared_slopes),
      cmocka_unit_test(a_product_s_indices_are_those_of_its_factors),
      cmocka_unit_test(bratley_s_indices_are_exact_on_the_grid_and_near_on_a_net),
      cmocka_unit_test(an_event_s_indices_are_those_of_its_chances),
      cmocka_unit_test(a_single_factor_is_all_there_is),
      cmocka_unit_test(luck_of_each_row_is_taken_out),
      cmocka_unit_test(luck_of_each_point_is_taken_out),
      cmocka_unit_test(luck_of_the_table_is_taken_out),
      cmocka_unit_test(a_seed_can_be_a_factor),
      cmocka_unit_test(luck_of_rows_run_once_is_refused),
      cmocka_unit_test(luck_of_rows_goes_by_the_formula),
      cmocka_unit_test(resampled_indices_are_those_of_tables_drawn),
      cmocka_unit_test(units_and_order_of_factors_do_not_matter),
      cmocka_unit_test(one_resample_is_that_of_its_rows),
      cmocka_unit_test(missing_rows_are_refused_and_told),
      cmocka_unit_test(a_table_without_two_points_is_refused),
      cmocka_unit_test(sizes_are_taken_or_refused),
      cmocka_unit_test(of_two_points_no_interval_is_made_up),
      cmocka_unit_test(what_does_not_vary_is_refused),
      cmocka_unit_test(luck_alone_has_no_indices),
      cmocka_unit_test(estimates_settle_over_doublings),
      cmocka_unit_test(scrambles_have_student_s_interval),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
