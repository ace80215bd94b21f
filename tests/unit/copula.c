/* Correlated factors: what is asked for is found again, margins stay uniform, and what cannot be is refused with the reason. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/sampling/copula.h"
#include "sim/sampling/design.h"
#include "tests/unit/near.h"

static const char *const names[] = {"price", "staff", "delay", "quality"};

static const double valid[16] = {1, 0.7, 0, -0.3, 0.7, 1, 0, 0.2, 0, 0, 1, 0, -0.3, 0.2, 0, 1};

enum { N = 1 << 14, K = 4 };

static double *read_all(const CdDesignPlan *plan)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CdDesign) design = cd_design_new(plan, &error);
  assert_null(error);
  g_autoptr(CdDesignCursor) cursor = cd_design_cursor_new(design);
  double *unit = g_new(double, cd_design_rows(design) * plan->factors);
  cd_design_read(cursor, 0, cd_design_rows(design), unit, NULL);
  return unit;
}

/* Spearman's correlation of uniform margins is (6 / pi) asin(r / 2) (Kruskal 1958). */
static void correlations_are_found_again(void **state)
{
  (void)state;
  static const CdDesignKind kinds[] = {CD_DESIGN_RANDOM, CD_DESIGN_LATIN, CD_DESIGN_SOBOL};
  static const double errors[] = {0.03, 0.03, 0.004};
  for (guint d = 0; d < G_N_ELEMENTS(kinds); d++) {
    g_autofree double *unit =
        read_all(&(CdDesignPlan){.kind = kinds[d], .factors = K, .n = N, .seed = 3, .correlation = valid});
    for (guint i = 0; i < K; i++) {
      double decile[10] = {0};
      for (guint row = 0; row < N; row++)
        decile[(guint)(unit[row * K + i] * 10)]++;
      for (guint t = 0; t < 10; t++)
        assert_true(fabs(decile[t] / N - 0.1) < errors[d] / 2);
      for (guint j = 0; j < i; j++) {
        double product = 0;
        for (guint row = 0; row < N; row++)
          product += (unit[row * K + i] - 0.5) * (unit[row * K + j] - 0.5);
        assert_true(fabs(12 * product / N - 6 / G_PI * asin(valid[i * K + j] / 2)) < errors[d]);
      }
    }
  }
}

/* The first, and one that hangs on none, are left to the bit. */
static void the_uncorrelated_are_left_alone(void **state)
{
  (void)state;
  CdDesignPlan plan = {.kind = CD_DESIGN_LATIN, .factors = K, .n = 200, .seed = 9};
  g_autofree double *before = read_all(&plan);
  plan.correlation = valid;
  g_autofree double *after = read_all(&plan);
  for (guint row = 0; row < 200; row++) {
    assert_true(before[row * K] == after[row * K] && before[row * K + 2] == after[row * K + 2]);
    assert_true(before[row * K + 1] != after[row * K + 1]);
  }
}

/* Two factors by hand: z2' = r z1 + sqrt(1 - r^2) z2, of z1 = 1, z2 = -1, r = 0.6: -0.2, and the normal distribution's there. */
static void a_point_is_mixed_as_by_hand(void **state)
{
  (void)state;
  const double r[4] = {1, 0.6, 0.6, 1};
  g_autoptr(CdCopula) copula = cd_copula_new(r, 2, names, NULL);
  double unit[2] = {0.8413447460685429, 0.15865525393145707}, scratch[2];
  cd_copula_apply(copula, unit, scratch);
  assert_nine(unit[0], 0.8413447460685429);
  assert_nine(unit[1], 0.4207402905608970);
}

/* As far out as a coordinate goes, one stays within (0, 1). */
static void ends_are_kept_within(void **state)
{
  (void)state;
  const double r[4] = {1, 0.999, 0.999, 1};
  g_autoptr(CdCopula) copula = cd_copula_new(r, 2, names, NULL);
  static const double ends[] = {0x1p-1022, 0x1p-53, 1 - 0x1p-53};
  for (guint i = 0; i < 9; i++) {
    double unit[2] = {ends[i % 3], ends[i / 3]}, scratch[2];
    cd_copula_apply(copula, unit, scratch);
    assert_true(unit[1] > 0 && unit[1] < 1);
  }
}

static void assert_refused(const double *r, guint k, const char *const *words)
{
  g_autoptr(GError) error = NULL;
  assert_null(cd_copula_new(r, k, names, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
  for (; *words; words++)
    if (!strstr(error->message, *words))
      fail_msg("\"%s\" lacks \"%s\"", error->message, *words);
}

static void what_cannot_be_is_refused_with_the_reason(void **state)
{
  (void)state;
#define MATRIX(...) ((const double[]){__VA_ARGS__})
#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})
  assert_refused(MATRIX(1, 0.5, 0.4, 1), 2, WORDS("staff and price", "0.4 one way and 0.5 the other"));
  assert_refused(MATRIX(1, 0, 0, 0.9), 2, WORDS("staff with itself", "0.9", "must be 1"));
  assert_refused(MATRIX(1, 1, 1, 1), 2, WORDS("staff and price", "1", "between -1 and 1", "use one factor"));
  assert_refused(MATRIX(1, -1.5, -1.5, 1), 2, WORDS("-1.5"));
  assert_refused(MATRIX(1, NAN, NAN, 1), 2, WORDS("nan"));
  assert_refused(MATRIX(NAN), 1, WORDS("price with itself"));
  assert_refused(MATRIX(1, INFINITY, INFINITY, 1), 2, WORDS("inf"));
  /* Both with a third, but against each other: least eigenvalue 1 - 1.8. */
  assert_refused(MATRIX(1, 0.9, 0.9, 0.9, 1, -0.9, 0.9, -0.9, 1), 3, WORDS("contradict", "-0.8", "weaken"));
  /* Two that almost are one, and a third that tells them apart, beside one that has no part in it. */
  assert_refused(MATRIX(1, 0, 0, 0, 0, 1, 0.99, 0.5, 0, 0.99, 1, -0.5, 0, 0.5, -0.5, 1), 4, WORDS("contradict", "delay"));
}

/* Positive definite by random construction: never refused; after weakening what contradicts, neither. */
static void what_can_be_is_taken(void **state)
{
  (void)state;
  for (guint seed = 1; seed <= 300; seed++) {
    double a[K][K], r[K * K];
    guint32 lcg = seed;
    for (guint i = 0; i < K; i++)
      for (guint j = 0; j < K; j++) {
        lcg = lcg * 1664525 + 1013904223;
        a[i][j] = lcg / 4294967296.0 - 0.5 + (i == j);
      }
    for (guint i = 0; i < K; i++)
      for (guint j = 0; j < K; j++) {
        double dot = 0, one = 0, other = 0;
        for (guint c = 0; c < K; c++) {
          dot += a[i][c] * a[j][c];
          one += a[i][c] * a[i][c];
          other += a[j][c] * a[j][c];
        }
        r[i * K + j] = i == j ? 1 : dot / sqrt(one * other);
      }
    g_autoptr(GError) error = NULL;
    g_autoptr(CdCopula) copula = cd_copula_new(r, K, names, &error);
    assert_non_null(copula);
  }
}

static void assert_design_refused(CdDesignPlan plan, const char *const *words)
{
  g_autoptr(GError) error = NULL;
  plan.n = 8;
  plan.factors = K;
  plan.levels = 4;
  plan.name = names;
  plan.correlation = valid;
  assert_null(cd_design_new(&plan, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
  for (; *words; words++)
    if (!strstr(error->message, *words))
      fail_msg("\"%s\" lacks \"%s\"", error->message, *words);
}

static void designs_that_tell_factors_apart_refuse_correlations(void **state)
{
  (void)state;
  static const guint across[K] = {0, 0, 1, 2}, within[K] = {0, 0, 1, 0};
  assert_design_refused((CdDesignPlan){.kind = CD_DESIGN_SALTELLI}, WORDS("price and staff", "0.7", "one group"));
  assert_design_refused((CdDesignPlan){.kind = CD_DESIGN_SALTELLI, .group = across},
                        WORDS("price and quality", "saltelli"));
  assert_design_refused((CdDesignPlan){.kind = CD_DESIGN_MORRIS, .where = CD_LEVELS_MIDDLES},
                        WORDS("morris", "one group"));
  assert_design_refused((CdDesignPlan){.kind = CD_DESIGN_MORRIS, .group = within}, WORDS("0 or 1", "middles"));
  assert_design_refused((CdDesignPlan){.kind = CD_DESIGN_SALTELLI, .group = within, .plain = true}, WORDS("scrambled"));
  assert_design_refused((CdDesignPlan){.kind = CD_DESIGN_SOBOL, .plain = true}, WORDS("scrambled"));
  assert_design_refused((CdDesignPlan){.kind = CD_DESIGN_GRID}, WORDS("grid", "Latin hypercube"));
  assert_design_refused((CdDesignPlan){.kind = CD_DESIGN_ONE_AT_A_TIME}, WORDS("one-at-a-time"));
}

/* In groups a Saltelli row still differs from A in one group alone. */
static void a_group_is_crossed_whole(void **state)
{
  (void)state;
  static const guint within[K] = {0, 0, 1, 0};
  g_autofree double *unit = read_all(&(CdDesignPlan){
      .kind = CD_DESIGN_SALTELLI, .factors = K, .n = 64, .seed = 2, .group = within, .correlation = valid});
  for (guint base = 0; base < 64; base++) {
    const double *a = unit + base * 4 * K, *ab = a + K, *b = a + 3 * K;
    for (guint g = 0; g < 2; g++)
      for (guint f = 0; f < K; f++)
        assert_true(ab[g * K + f] == (within[f] == g ? b[f] : a[f]));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(correlations_are_found_again),
      cmocka_unit_test(the_uncorrelated_are_left_alone),
      cmocka_unit_test(a_point_is_mixed_as_by_hand),
      cmocka_unit_test(ends_are_kept_within),
      cmocka_unit_test(what_cannot_be_is_refused_with_the_reason),
      cmocka_unit_test(what_can_be_is_taken),
      cmocka_unit_test(designs_that_tell_factors_apart_refuse_correlations),
      cmocka_unit_test(a_group_is_crossed_whole),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
