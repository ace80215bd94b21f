/* Where a quantity is nought, and how that moves, from tables. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/sensitivity/break-even-curve.h"
#include "tests/unit/analytic.h"
#include "tests/unit/near.h"

/* D = x - (.3 + .4 z) + luck: nought at .3 + .4 z, which over a slice of z is that of its mean. The interval covers it as break-even.h says, about 95 times of 100. */
static void the_curve_is_where_the_difference_is_nought(void **state)
{
  (void)state;
  enum { N = 600, SLICES = 4, TABLES = 150 };
  guint covered = 0, told = 0;
  for (guint64 seed = 1; seed <= TABLES; seed++) {
    double x[2 * N], y[N];
    for (guint r = 0; r < N; r++) {
      CdStream stream = cd_stream(seed, r, CD_PURPOSE_INPUT, 0);
      x[r] = cd_stream_uniform(stream, 0, 0);
      x[N + r] = cd_stream_uniform(stream, 0, 1);
      y[r] = x[r] - (0.3 + 0.4 * x[N + r]) + 0.2 * cd_stream_normal(stream, 1, 0);
    }
    g_autoptr(CdSample) table = cd_sample_new(x, y, N, 2, CD_MISSING_REFUSE, NULL);
    CdEvenPoint point[SLICES];
    assert_int_equal(cd_break_even_curve(table, 0, 1, SLICES, point), SLICES);
    for (guint s = 0; s < SLICES; s++) {
      double middle = (s + 0.5) / SLICES, exact = 0.3 + 0.4 * middle;
      assert_true(point[s].from <= point[s].at && point[s].at <= point[s].to && fabs(point[s].at - middle) < 0.08);
      assert_int_equal(point[s].rows, N / SLICES);
      if (point[s].even.crossings != 1)
        continue;
      told++;
      covered += !(point[s].even.low > exact) && !(point[s].even.high < exact);
    }
  }
  assert_true(told > 0.97 * SLICES * TABLES);
  assert_true(covered > 0.92 * told && covered < 0.98 * told);
}

/* Lines one under another, D_r = x - .5 + e_r: the mean's root is .5 - mean e, and the interval is Student's about it, for s is the same everywhere. (Bisection ends at a part in 2^6 of a gap.) */
static void lines_in_parallel_have_student_s_interval(void **state)
{
  (void)state;
  enum { VALUES = 9, PAIRS = 12 };
  double x[VALUES], d[VALUES * PAIRS], e[PAIRS], mean = 0, squares = 0;
  for (guint r = 0; r < PAIRS; r++) {
    e[r] = 0.1 * sin(r * 5.0);
    mean += e[r] / PAIRS;
  }
  for (guint r = 0; r < PAIRS; r++)
    squares += (e[r] - mean) * (e[r] - mean);
  for (guint i = 0; i < VALUES; i++) {
    x[i] = i / 8.0;
    for (guint r = 0; r < PAIRS; r++)
      d[i * PAIRS + r] = x[i] - 0.5 + e[r];
  }
  g_autoptr(CdCrossings) it = cd_crossings_of_table(x, d, VALUES, PAIRS, 1, 2);
  assert_true(it->kind == CD_CROSSES_ONCE && it->n == 1);
  double half = gsl_cdf_tdist_Pinv(0.975, PAIRS - 1.0) * sqrt(squares / (PAIRS - 1) / PAIRS);
  assert_near(it->crossing[0].value, 0.5 - mean, 1e-3);
  assert_near(it->crossing[0].low, 0.5 - mean - half, 1e-3);
  assert_near(it->crossing[0].high, 0.5 - mean + half, 1e-3);
}

static void a_table_may_not_cross_or_cross_twice(void **state)
{
  (void)state;
  enum { VALUES = 17, PAIRS = 10 };
  double x[VALUES], away[VALUES * PAIRS], bent[VALUES * PAIRS];
  for (guint i = 0; i < VALUES; i++) {
    x[i] = i / 16.0;
    for (guint r = 0; r < PAIRS; r++) {
      double e = 0.01 * cos(r * 3.0);
      away[i * PAIRS + r] = 1 + x[i] + e;
      bent[i * PAIRS + r] = (x[i] - 0.2) * (x[i] - 0.8) + e / 10;
    }
  }
  g_autoptr(CdCrossings) none = cd_crossings_of_table(x, away, VALUES, PAIRS, 1, 2);
  g_autoptr(CdCrossings) two = cd_crossings_of_table(x, bent, VALUES, PAIRS, 1, 2);
  assert_true(none->kind == CD_CROSSES_NOWHERE && none->n == 0);
  assert_true(two->kind == CD_CROSSES_OFTEN && two->n == 2);
  assert_near(two->crossing[0].value, 0.2, 0.01);
  assert_near(two->crossing[1].value, 0.8, 0.01);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_curve_is_where_the_difference_is_nought),
      cmocka_unit_test(lines_in_parallel_have_student_s_interval),
      cmocka_unit_test(a_table_may_not_cross_or_cross_twice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
