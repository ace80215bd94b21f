#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/analysis/even.h"
#include "sim/base/random.h"

enum { INPUTS = 4, ROWS = 1800 };

static double drawn(guint row, guint input)
{
  return cd_stream_uniform(cd_stream(5, input, CD_PURPOSE_DESIGN_RANDOM, row), 0, 0);
}

/* Inputs: two that matter, one that does not, and a choice of two words that matters most. */
static CdSample *sample_of(guint rows, double level)
{
  g_autofree double *x = g_new(double, INPUTS *(gsize)rows), *y = g_new(double, rows);
  for (guint r = 0; r < rows; r++) {
    for (guint f = 0; f < INPUTS; f++)
      x[f * (gsize)rows + r] = f == 3 ? floor(2 * drawn(r, f)) : drawn(r, f);
    y[r] = x[r] - 0.5 * x[rows + r] - level + (x[3 * (gsize)rows + r] - 0.5) * 0.2 + (drawn(r, 9) - 0.5) * 0.1;
  }
  GError *error = NULL;
  CdSample *sample = cd_sample_new(x, y, rows, INPUTS, CD_MISSING_REFUSE, &error);
  assert_null(error);
  return sample;
}

static GArray *curves_of(const CdSample *sample, double half)
{
  static const guint categories[INPUTS] = {0, 0, 0, 2};
  CdDelta delta[INPUTS];
  CdDeltaOptions options = CD_DELTA_OPTIONS_INIT;
  cd_delta(sample, &options, delta);
  return cd_even_curves(sample, delta, categories, half);
}

/* y = x0 - x1 / 2 - 0.2: nought, all else as it comes, at x0 = 0.2 + x1 / 2, the mean over a slice of x1 with it. */
static void a_curve_is_where_a_known_function_is_nought(void **state)
{
  (void)state;
  g_autoptr(CdSample) sample = sample_of(ROWS, 0.2);
  g_autoptr(GArray) curves = curves_of(sample, 0);
  const CdCurve *curve = &g_array_index(curves, CdCurve, 0);
  assert_true(curves->len >= 1);
  assert_int_equal(curve->input, 0);
  assert_int_equal(curve->other, 1);
  assert_int_equal(curve->n, CD_CURVE_SLICES);
  for (guint s = 0; s < curve->n; s++) {
    const CdEvenPoint *point = &curve->point[s];
    double exact = 0.2 + 0.25 * (point->from + point->to);
    assert_true(fabs(point->even.value - exact) < 0.03);
    assert_true(point->even.low < point->even.value && point->even.value < point->even.high);
    assert_true(s == 0 || point->from >= curve->point[s - 1].to);
  }
}

/* A slope of one: what moves all rows by so much moves the value by as much. */
static void what_all_rows_share_widens_intervals(void **state)
{
  (void)state;
  g_autoptr(CdSample) sample = sample_of(ROWS, 0.2);
  g_autoptr(GArray) sure = curves_of(sample, 0), unsure = curves_of(sample, 0.05);
  CdBreakEven all = cd_even(sample, 0, 0), wider = cd_even(sample, 0, 0.05);
  const CdEvenPoint *a = &g_array_index(sure, CdCurve, 0).point[2], *b = &g_array_index(unsure, CdCurve, 0).point[2];
  assert_true(a->even.value == b->even.value && all.value == wider.value);
  assert_true(fabs(a->even.low - b->even.low - 0.05) < 0.02 && fabs(b->even.high - a->even.high - 0.05) < 0.02);
  assert_true(fabs(all.low - wider.low - 0.05) < 0.02 && fabs(wider.high - all.high - 0.05) < 0.02);
  assert_true(fabs(all.value - (0.2 + 0.25)) < 0.02);
}

static void there_is_none_where_nothing_crosses_or_rows_are_few(void **state)
{
  (void)state;
  g_autoptr(CdSample) above = sample_of(ROWS, -3), few = sample_of(150, 0.2);
  g_autoptr(GArray) none = curves_of(above, 0.1), short_of_rows = curves_of(few, 0);
  assert_int_equal(none->len, 0);
  assert_int_equal(short_of_rows->len, 0);
}

/* y = x0 - 0.4 at the levels 0, 1/3, 2/3, 1 but for rounding; then at one row a value. */
static void of_few_values_the_two_between_which_it_turns_are_told(void **state)
{
  (void)state;
  enum { N = 24 };
  double x[2 * N], y[N];
  for (guint r = 0; r < N; r++) {
    x[r] = (r % 4) / 3.0 + (r > 8 ? 1e-13 : 0);
    x[N + r] = r;
    y[r] = (r % 4) / 3.0 - 0.4 + (r < 12 ? 0.01 : -0.01);
  }
  g_autoptr(CdSample) sample = cd_sample_new(x, y, N, 2, CD_MISSING_REFUSE, NULL);
  CdLevelTurn turn = cd_level_turn(sample, 0), many = cd_level_turn(sample, 1);
  assert_int_equal(turn.values, 4);
  assert_int_equal(turn.turns, 1);
  assert_true(fabs(turn.low - 1.0 / 3) < 1e-9 && fabs(turn.high - 2.0 / 3) < 1e-9);
  assert_int_equal(cd_even(sample, 0, 0).crossings, 0);
  assert_int_equal(many.values, 0);
  for (guint r = 0; r < N; r++)
    sample->y[r] += 0.5;
  turn = cd_level_turn(sample, 0);
  assert_int_equal(turn.values, 4);
  assert_int_equal(turn.turns, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_curve_is_where_a_known_function_is_nought),
      cmocka_unit_test(what_all_rows_share_widens_intervals),
      cmocka_unit_test(there_is_none_where_nothing_crosses_or_rows_are_few),
      cmocka_unit_test(of_few_values_the_two_between_which_it_turns_are_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
