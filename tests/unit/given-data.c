/* PAWN, delta and regression, from tables of draws alone. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/base/random.h"
#include "sim/sampling/sobol.h"
#include "sim/sensitivity/delta.h"
#include "sim/sensitivity/pawn.h"
#include "sim/sensitivity/regression.h"
#include "sim/sensitivity/slices.h"
#include "tests/unit/analytic.h"
#include "tests/unit/near.h"

/* A table of F at ROWS points of a scrambled net with INPUTS columns. */
static CdSample *table_of(CdAnalytic f, guint rows, guint inputs, guint64 seed)
{
  g_autoptr(CdSobol) sobol = cd_sobol_new_scrambled(inputs, seed, rows);
  g_autofree double *x = g_new(double, (gsize)rows *inputs), *y = g_new(double, rows), *u = g_new(double, inputs);
  for (guint r = 0; r < rows; r++) {
    cd_sobol_point(sobol, r, u);
    for (guint i = 0; i < inputs; i++)
      x[(gsize)i * rows + r] = u[i];
    y[r] = f(u, inputs);
  }
  return cd_sample_new(x, y, rows, inputs, CD_MISSING_REFUSE, NULL);
}

static CdSample *given(const double *x, const double *y, guint rows, guint inputs)
{
  CdSample *table = cd_sample_new(x, y, rows, inputs, CD_MISSING_REFUSE, NULL);
  assert_non_null(table);
  return table;
}

/* --- Slices ---------------------------------------------------------------------------------------------------------------------------- */

static void slices_hold_as_many_rows_each(void **state)
{
  (void)state;
  static const double x[] = {5, 1, 4, 2, 3, 10, 9, 8, 7, 6};
  g_autoptr(CdSlices) it = cd_slices_new(x, 10, 3); /* begin at ranks 4 and 7, from 10/3 and 20/3 up */
  assert_int_equal(it->n, 3);
  static const guint ranks[] = {0, 4, 7, 10};
  for (guint s = 0; s < 3; s++)
    assert_int_equal(it->size[s], ranks[s + 1] - ranks[s]);
  for (guint r = 0; r < 10; r++)
    assert_true(x[r] > ranks[it->of[r]] && x[r] <= ranks[it->of[r] + 1]);
}

static void equal_values_share_a_slice(void **state)
{
  (void)state;
  static const double few[] = {2, 0, 1, 0, 2, 1, 1, 2, 0}, one[] = {3, 3, 3}, most[] = {1, 1, 1, 1, 1, 1, 1, 2};
  g_autoptr(CdSlices) three = cd_slices_new(few, 9, 10), single = cd_slices_new(one, 3, 10),
                      two = cd_slices_new(most, 8, 4);
  assert_true(three->n == 3 && single->n == 1 && two->n == 2);
  for (guint r = 0; r < 9; r++)
    assert_true(three->of[r] == (guint)few[r]);
  assert_true(two->size[0] == 7 && two->size[1] == 1);
}

/* --- PAWN -------------------------------------------------------------------------------------------------------------------------------- */

/* The population's median and maximum over ten slices. */
static void ishigami_has_its_distances(void **state)
{
  (void)state;
  static const double median[] = {.238, .391, .081}, most[] = {.286, .484, .176};
  g_autoptr(CdSample) table = table_of(cd_ishigami, 1 << 16, 3, 2);
  CdPawnOptions options = {.slices = 10};
  CdPawn pawn[3];
  cd_pawn(table, &options, pawn);
  for (guint i = 0; i < 3; i++) {
    assert_true(fabs(pawn[i].median - median[i]) < 0.003 && fabs(pawn[i].most - most[i]) < 0.003);
    assert_true(pawn[i].least <= pawn[i].median && pawn[i].median <= pawn[i].most && isnan(pawn[i].floor_most));
  }
}

/* Of 1 .. 4 in two slices each is one half away: at 2 the whole has half, the lower slice all, the upper none. Where outcomes are alike (1 2 2 4) the lower slice has 1 and 2: at
 * 1 half against a quarter, at 2 all against three quarters; so it is .25, and the upper half of {2, 4}: at 1 none against a quarter, at 2 half against three quarters: .25. */
static void distances_by_hand(void **state)
{
  (void)state;
  static const double x[] = {1, 2, 3, 4}, alike[] = {1, 2, 2, 4};
  g_autoptr(CdSample) table = given(x, x, 4, 1), ties = given(x, alike, 4, 1);
  CdPawnOptions options = {.slices = 2};
  CdPawn pawn;
  cd_pawn(table, &options, &pawn);
  assert_true(pawn.slices == 2 && pawn.least == 0.5 && pawn.most == 0.5 && pawn.mean == 0.5);
  cd_pawn(ties, &options, &pawn);
  assert_true(pawn.least == 0.25 && pawn.most == 0.25);
  /* Alike within a slice as well: 2 2 | 2 3. At 2 the whole has three quarters, the slices all and half. */
  static const double within[] = {2, 2, 2, 3};
  g_autoptr(CdSample) run = given(x, within, 4, 1);
  cd_pawn(run, &options, &pawn);
  assert_true(pawn.least == 0.25 && pawn.most == 0.25);
}

static double cubed(const double *u, guint k)
{
  (void)k;
  return exp(u[0] - 2 * u[1]);
}

/* Only the order of inputs and outcomes matters to PAWN. */
static void rising_scales_do_not_matter(void **state)
{
  (void)state;
  enum { N = 500 };
  g_autoptr(CdSample) table = table_of(cubed, N, 3, 4);
  double x[3 * N], y[N];
  for (guint r = 0; r < N; r++) { /* backwards, too */
    y[N - 1 - r] = log(table->y[r]);
    for (guint i = 0; i < 3; i++)
      x[i * N + N - 1 - r] = pow(cd_sample_input(table, i)[r], 3) * 1e5;
  }
  g_autoptr(CdSample) turned = given(x, y, N, 3);
  CdPawnOptions options = {.slices = 7};
  CdPawn a[3], b[3];
  cd_pawn(table, &options, a);
  cd_pawn(turned, &options, b);
  for (guint i = 0; i < 3; i++)
    assert_true(a[i].median == b[i].median && a[i].most == b[i].most && a[i].mean == b[i].mean);
}

/* An input without influence passes the floor in about one table of twenty; one that has it, always. */
static void the_floor_is_what_chance_makes(void **state)
{
  (void)state;
  enum { TABLES = 400, N = 150 };
  guint passed = 0, passed_most = 0, passed_with = 0;
  for (guint64 seed = 1; seed <= TABLES; seed++) {
    double x[2 * N], y[N];
    for (guint r = 0; r < N; r++) {
      CdStream stream = cd_stream(seed, r, CD_PURPOSE_INPUT, 0);
      x[r] = cd_stream_uniform(stream, 0, 0);
      x[N + r] = cd_stream_uniform(stream, 0, 1);
      y[r] = x[N + r] + cd_stream_uniform(stream, 0, 2);
    }
    g_autoptr(CdSample) table = given(x, y, N, 2);
    CdPawnOptions options = {.slices = 5, .dummies = 100, .seed = seed};
    CdPawn pawn[2];
    cd_pawn(table, &options, pawn);
    passed += pawn[0].median > pawn[0].floor_median;
    passed_most += pawn[0].most > pawn[0].floor_most;
    passed_with += pawn[1].median > pawn[1].floor_median;
  }
  assert_true(cd_binomial_allows(passed, TABLES, 0.055) && cd_binomial_allows(passed_most, TABLES, 0.055));
  assert_int_equal(passed_with, TABLES);
}

static void one_value_has_no_distance(void **state)
{
  (void)state;
  static const double x[] = {7, 7, 7, 7, 1, 2, 3, 4}, y[] = {1, 2, 3, 4};
  g_autoptr(CdSample) table = given(x, y, 4, 2);
  CdPawn pawn[2];
  CdPawnOptions options = CD_PAWN_OPTIONS_INIT;
  cd_pawn(table, &options, pawn);
  assert_true(pawn[0].slices == 1 && isnan(pawn[0].median) && isnan(pawn[0].floor_median) && pawn[1].slices == 4);
  CdDelta delta[2];
  CdDeltaOptions of_delta = CD_DELTA_OPTIONS_INIT;
  cd_delta(table, &of_delta, delta);
  assert_true(isnan(delta[0].value) && isnan(delta[0].floor) && isfinite(delta[1].plain));
}

/* --- delta --------------------------------------------------------------------------------------------------------------------------------- */

/* Exact, by quadrature: .263 .425 .210; SALib's estimate at 10,000 rows .215 .373 .173. The order is right, the values are low, as they are labelled, but not as low. */
static void delta_ranks_and_is_low(void **state)
{
  (void)state;
  static const double exact[] = {.263, .425, .210}, salib[] = {.215, .373, .173};
  g_autoptr(CdSample) table = table_of(cd_ishigami, 10000, 4, 3);
  CdDelta delta[4];
  CdDeltaOptions options = CD_DELTA_OPTIONS_INIT;
  cd_delta(table, &options, delta);
  for (guint i = 0; i < 3; i++) {
    assert_true(delta[i].value < exact[i] && delta[i].value > salib[i]);
    assert_true(delta[i].value > 3 * delta[i].floor && delta[i].sd < 0.01);
  }
  assert_true(delta[1].value > delta[0].value && delta[0].value > delta[2].value);
  assert_true(delta[3].value < delta[3].floor && delta[3].plain < 1.3 * delta[3].floor); /* the fourth column does nothing */
}

/* The outcome lies in one of four places, far apart, and the input tells in which: 1 - 1/4. */
static double four_places(const double *u, guint k)
{
  (void)k;
  return 100 * floor(4 * u[0]) + u[1];
}

static void an_input_that_decides_where_the_outcome_lies(void **state)
{
  (void)state;
  g_autoptr(CdSample) table = table_of(four_places, 4096, 2, 5);
  for (guint r = 0; r < table->rows; r++)
    table->x[r] = floor(4 * table->x[r]);
  CdDelta delta[2];
  CdDeltaOptions options = CD_DELTA_OPTIONS_INIT;
  cd_delta(table, &options, delta);
  assert_int_equal(delta[0].slices, 4);
  assert_near(delta[0].value, 0.75, 0.001);
  assert_true(delta[1].value < delta[1].floor);
}

static void delta_knows_no_units(void **state)
{
  (void)state;
  g_autoptr(CdSample) table = table_of(cd_ishigami, 1000, 3, 6);
  CdDelta a[3], b[3];
  CdDeltaOptions options = CD_DELTA_OPTIONS_INIT;
  cd_delta(table, &options, a);
  for (guint r = 0; r < table->rows; r++)
    table->y[r] = 1e4 + 0.02 * table->y[r];
  cd_delta(table, &options, b);
  for (guint i = 0; i < 3; i++)
    assert_near(a[i].value, b[i].value, 1e-7);
}

/* --- Regression -------------------------------------------------------------------------------------------------------------------------- */

/* All of three signs, y = 3 + 2 a - b + a b: of its variance 6 lines explain 5; what is left is 1/6 of it. */
static void coefficients_by_hand(void **state)
{
  (void)state;
  double x[3 * 8], y[8];
  for (guint r = 0; r < 8; r++) {
    for (guint i = 0; i < 3; i++)
      x[i * 8 + r] = r >> i & 1 ? 1 : -1;
    y[r] = 3 + 2 * x[r] - x[8 + r] + x[r] * x[8 + r];
  }
  g_autoptr(CdSample) table = given(x, y, 8, 3);
  g_autoptr(CdRegression) it = cd_regression_new(table, NULL);
  assert_nine(it->r2, 5.0 / 6);
  assert_nine(it->of[0].src, 2 / sqrt(6));
  assert_nine(it->of[1].src, -1 / sqrt(6));
  assert_true(fabs(it->of[2].src) < 1e-12);
  assert_nine(it->of[0].partial, sqrt(0.8));
  assert_nine(it->of[1].partial, -sqrt(0.5));
}

static double correlation(const double *a, const double *b, guint n)
{
  double ma = 0, mb = 0, ab = 0, aa = 0, bb = 0;
  for (guint i = 0; i < n; i++) {
    ma += a[i] / n;
    mb += b[i] / n;
  }
  for (guint i = 0; i < n; i++) {
    ab += (a[i] - ma) * (b[i] - mb);
    aa += (a[i] - ma) * (a[i] - ma);
    bb += (b[i] - mb) * (b[i] - mb);
  }
  return ab / sqrt(aa * bb);
}

/* Of two inputs that go together the partial correlation has a formula of its own; the outcome's scale does not matter, and of ranks no rising scale does. */
static void two_inputs_by_the_formula_of_two(void **state)
{
  (void)state;
  enum { N = 40 };
  double x[2 * N], y[N], scaled[N], stretched[N];
  for (guint r = 0; r < N; r++) {
    CdStream stream = cd_stream(3, r, CD_PURPOSE_INPUT, 0);
    x[r] = cd_stream_uniform(stream, 0, 0);
    x[N + r] = 0.6 * x[r] + cd_stream_uniform(stream, 0, 1);
    y[r] = x[r] + 2 * x[N + r] + cd_stream_uniform(stream, 0, 2);
    scaled[r] = 7 - 3 * y[r];
    stretched[r] = exp(5 * y[r]);
  }
  double r12 = correlation(x, x + N, N), r1 = correlation(x, y, N), r2 = correlation(x + N, y, N);
  g_autoptr(CdSample) table = given(x, y, N, 2), other = given(x, scaled, N, 2), curved = given(x, stretched, N, 2);
  g_autoptr(CdRegression) a = cd_regression_new(table, NULL), b = cd_regression_new(other, NULL);
  g_autoptr(CdRegression) c = cd_regression_new(curved, NULL);
  assert_nine(a->of[0].src, (r1 - r2 * r12) / (1 - r12 * r12));
  assert_nine(a->of[0].partial, (r1 - r2 * r12) / sqrt((1 - r2 * r2) * (1 - r12 * r12)));
  assert_nine(a->of[1].partial, (r2 - r1 * r12) / sqrt((1 - r1 * r1) * (1 - r12 * r12)));
  for (guint i = 0; i < 2; i++) {
    assert_nine(b->of[i].src, -a->of[i].src);
    assert_nine(b->of[i].prcc, -a->of[i].prcc);
    assert_nine(c->of[i].prcc, a->of[i].prcc);
    assert_nine(c->of[i].srrc, a->of[i].srrc);
  }
  assert_nine(c->r2_ranks, a->r2_ranks);
  assert_true(c->r2 < a->r2);
}

static double straight(const double *u, guint k)
{
  (void)k;
  return 4 + u[0] - 3 * u[1];
}

/* Var u is the same for all: 1/sqrt(10), -3/sqrt(10), but for the net's unevenness; nothing is left over, so an input that does nothing has no partial correlation. */
static void a_line_is_explained_whole(void **state)
{
  (void)state;
  g_autoptr(CdSample) table = table_of(straight, 1 << 12, 3, 7);
  g_autoptr(CdRegression) it = cd_regression_new(table, NULL);
  assert_nine(it->r2, 1);
  assert_near(it->of[0].src, 1 / sqrt(10), 1e-3);
  assert_near(it->of[1].src, -3 / sqrt(10), 1e-3);
  assert_near(it->of[1].partial, -1, 1e-6);
  assert_true(fabs(it->of[2].src) < 1e-9 && isnan(it->of[2].partial));
}

static void regression_refuses_what_has_no_answer(void **state)
{
  (void)state;
  static const double x[] = {1, 2, 3, 4, 5, 6, 1, 5, 2, 4, 6, 3, 3, 4, 5, 6, 7, 8}, y[] = {1, 2, 1, 3, 1, 4};
  g_autoptr(GError) error = NULL;
  g_autoptr(CdSample) together = given(x, y, 6, 3), few = given(x, y, 3, 3);
  assert_null(cd_regression_new(together, &error));
  assert_non_null(strstr(error->message, "inputs 1, 3"));
  g_clear_error(&error);
  assert_null(cd_regression_new(few, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
}

static void an_input_of_one_value_has_no_coefficient(void **state)
{
  (void)state;
  static const double x[] = {4, 4, 4, 4, 4, 1, 2, 3, 4, 5}, y[] = {1, 3, 2, 5, 4};
  g_autoptr(CdSample) table = given(x, y, 5, 2);
  g_autoptr(CdRegression) it = cd_regression_new(table, NULL);
  assert_true(isnan(it->of[0].src) && isnan(it->of[0].prcc));
  assert_nine(it->of[1].src, 0.8);
  assert_nine(it->of[1].srrc, 0.8);
}

/* --- Any table, however small, with ties and inputs that repeat one another --------------------------------------------------------------- */

static CdSample *random_table(guint64 seed, guint *rows, guint *inputs)
{
  CdStream stream = cd_stream(seed, 0, CD_PURPOSE_INPUT, 5);
  *rows = 1 + (guint)(30 * cd_stream_uniform(stream, 0, 0));
  *inputs = 1 + (guint)(4 * cd_stream_uniform(stream, 0, 1));
  guint values = 1 + (guint)(6 * cd_stream_uniform(stream, 0, 2));
  double x[4 * 30], y[30];
  for (guint r = 0; r < *rows; r++) {
    for (guint i = 0; i < *inputs; i++)
      x[i * *rows + r] = floor(values * cd_stream_uniform(stream, 1 + r, i));
    y[r] = floor(values * cd_stream_uniform(stream, 1 + r, *inputs)) * 1e9 - 7;
  }
  return cd_sample_new(x, y, *rows, *inputs, CD_MISSING_REFUSE, NULL);
}

static void numbers_are_within_their_bounds(const CdSample *table, guint64 seed)
{
  CdPawn pawn[4];
  CdDelta delta[4];
  CdPawnOptions of_pawn = {.slices = 1 + (guint)(seed % 12), .dummies = 3, .seed = seed};
  CdDeltaOptions of_delta = {.resamples = 3, .dummies = 2, .seed = seed};
  cd_pawn(table, &of_pawn, pawn);
  cd_delta(table, &of_delta, delta);
  for (guint i = 0; i < table->n_inputs; i++) {
    assert_true(pawn[i].slices < 2 || (pawn[i].least >= 0 && pawn[i].most <= 1 && pawn[i].least <= pawn[i].mean &&
                                       pawn[i].mean <= pawn[i].most && pawn[i].floor_most <= 1));
    assert_true(delta[i].slices < 2 || (delta[i].plain >= 0 && delta[i].plain <= 1 + 1e-9 && delta[i].sd >= 0 &&
                                        delta[i].floor >= 0 && delta[i].floor <= 1 + 1e-9));
  }
  g_autoptr(GError) error = NULL;
  g_autoptr(CdRegression) lines = cd_regression_new(table, &error);
  assert_true((lines == NULL) == (error != NULL));
  for (guint i = 0; lines && i < table->n_inputs; i++) {
    assert_true(isnan(lines->of[i].partial) || fabs(lines->of[i].partial) <= 1 + 1e-9);
    assert_true(isnan(lines->of[i].prcc) || fabs(lines->of[i].prcc) <= 1 + 1e-9);
  }
  assert_true(!lines || (lines->r2 > -1e-9 && lines->r2 < 1 + 1e-9 && lines->r2_ranks < 1 + 1e-9));
}

static void small_tables_do_no_harm(void **state)
{
  (void)state;
  guint tried = 0;
  for (guint64 seed = 1; seed <= 2000; seed++) {
    guint rows, inputs;
    g_autoptr(CdSample) table = random_table(seed, &rows, &inputs);
    if (!table) /* nothing varies */
      continue;
    tried++;
    assert_true(table->rows == rows && table->n_inputs == inputs);
    numbers_are_within_their_bounds(table, seed);
  }
  assert_true(tried > 1000);
}

/* --- Tables ------------------------------------------------------------------------------------------------------------------------------ */

static void tables_say_what_is_missing(void **state)
{
  (void)state;
  static const double x[] = {1, 2, 3, 4}, y[] = {1, NAN, 5, -INFINITY}, same[] = {2, NAN, 2, 2}, none[] = {NAN, NAN};
  static const double bad[] = {1, INFINITY, 3, 4};
  g_autoptr(GError) error = NULL;
  assert_null(cd_sample_new(x, y, 4, 1, CD_MISSING_REFUSE, &error));
  assert_non_null(strstr(error->message, "2 of 4 rows have no outcome, the first of them is row 2"));
  g_clear_error(&error);
  g_autoptr(CdSample) kept = cd_sample_new(x, y, 4, 1, CD_MISSING_DROP, &error);
  assert_true(kept->rows == 2 && kept->n_dropped == 2 && kept->from[1] == 2 && kept->x[1] == 3 && kept->y[1] == 5);
  assert_null(cd_sample_new(x, same, 4, 1, CD_MISSING_DROP, &error));
  assert_non_null(strstr(error->message, "the outcome is 2 in all 3 rows, but"));
  g_clear_error(&error);
  assert_null(cd_sample_new(x, none, 2, 1, CD_MISSING_DROP, &error));
  g_clear_error(&error);
  assert_null(cd_sample_new(x, none, 0, 1, CD_MISSING_DROP, &error));
  g_clear_error(&error);
  assert_null(cd_sample_new(bad, x, 4, 1, CD_MISSING_DROP, &error));
  assert_non_null(strstr(error->message, "input 1 of row 2"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(slices_hold_as_many_rows_each),
      cmocka_unit_test(equal_values_share_a_slice),
      cmocka_unit_test(ishigami_has_its_distances),
      cmocka_unit_test(distances_by_hand),
      cmocka_unit_test(rising_scales_do_not_matter),
      cmocka_unit_test(the_floor_is_what_chance_makes),
      cmocka_unit_test(one_value_has_no_distance),
      cmocka_unit_test(delta_ranks_and_is_low),
      cmocka_unit_test(an_input_that_decides_where_the_outcome_lies),
      cmocka_unit_test(delta_knows_no_units),
      cmocka_unit_test(coefficients_by_hand),
      cmocka_unit_test(two_inputs_by_the_formula_of_two),
      cmocka_unit_test(a_line_is_explained_whole),
      cmocka_unit_test(regression_refuses_what_has_no_answer),
      cmocka_unit_test(an_input_of_one_value_has_no_coefficient),
      cmocka_unit_test(small_tables_do_no_harm),
      cmocka_unit_test(tables_say_what_is_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
