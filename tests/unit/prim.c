/* Peeling of boxes, against a trajectory worked by hand and one that is published, and in the time that it may take. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/sensitivity/prim.h"
#include "sim/base/random.h"
#include "tests/unit/near.h"

/* Ten rows, a fifth away at a time: cases at 3, 7, 8, 9, 10. From below 1, 2 (two rows, no case), then what is left of 8 rows has 5 cases in 8, .625; from above none is worth it. Then
 * a fifth of seven ranks is 1.4: two more away, 3 and 4: 4 of 6; then, 1.0 of five: 5 and 6: 4 of 4. */
static void cuts_are_those_worked_by_hand(void **state)
{
  (void)state;
  static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, y[] = {0, 0, 1, 0, 0, 0, 1, 1, 1, 1};
  CdPrimOptions options = {.alpha = 0.2, .least = 0.1};
  g_autoptr(CdPrim) prim = cd_prim_new(x, y, 10, 1, options);
  static const struct {
    guint n;
    double low, density, coverage;
  } box[] = {{10, -INFINITY, 0.5, 1}, {8, 2.5, 5.0 / 8, 1}, {6, 4.5, 4.0 / 6, 0.8}, {4, 6.5, 1, 0.8}};
  assert_int_equal(prim->n_boxes, G_N_ELEMENTS(box));
  for (guint b = 0; b < prim->n_boxes; b++) {
    assert_int_equal(prim->box[b].n, box[b].n);
    assert_true(prim->box[b].low[0] == box[b].low && prim->box[b].high[0] == INFINITY);
    assert_nine(prim->box[b].density, box[b].density);
    assert_nine(prim->box[b].coverage, box[b].coverage);
  }
  /* Without its limit the last box has 5 of 10: the chance of 4 or more of 4 is 1/16. */
  assert_nine(cd_prim_quasi_p(prim, x, y, &prim->box[3], 0, false), 1.0 / 16);
  assert_true(isnan(cd_prim_quasi_p(prim, x, y, &prim->box[3], 0, true)));
}

/* What is alike goes or stays together, and an input of one value is never cut. */
static void equal_values_stay_together(void **state)
{
  (void)state;
  static const double x[] = {1, 1, 1, 1, 2, 2, 2, 2, /* */ 5, 5, 5, 5, 5, 5, 5, 5}, y[] = {0, 0, 1, 0, 1, 1, 1, 1};
  CdPrimOptions options = {.alpha = 0.2, .least = 0.1};
  g_autoptr(CdPrim) prim = cd_prim_new(x, y, 8, 2, options);
  assert_int_equal(prim->n_boxes, 2);
  assert_true(prim->box[1].n == 4 && prim->box[1].low[0] == 1.5 && prim->box[1].restricted == 1);
  assert_true(prim->box[1].low[1] == -INFINITY && prim->box[1].high[1] == INFINITY);
}

/* Sobol' points by the direction numbers of Joe & Kuo 2008, the zero point first, unscrambled: dimension D of 4, point K of 1,024. */
static double sobol(guint k, guint d)
{
  static const guint degree[] = {0, 1, 2, 3}, a[] = {0, 0, 1, 1}, first[4][3] = {{0}, {1}, {1, 3}, {1, 3, 1}};
  guint v[10], x = 0;
  for (guint i = 0; i < 10; i++) {
    guint s = degree[d];
    if (d == 0 || i < s) {
      v[i] = (d == 0 ? 1u : first[d][i]) << (9 - i);
      continue;
    }
    v[i] = v[i - s] ^ (v[i - s] >> s);
    for (guint j = 1; j < s; j++)
      v[i] ^= (a[d] >> (s - 1 - j) & 1) * v[i - j];
  }
  for (guint i = 0, gray = k ^ (k >> 1); i < 10; i++)
    x ^= gray >> i & 1 ? v[i] : 0;
  return x / 1024.0;
}

/* The EMA workbench (Kwakkel 2017) on the same points with its own defaults, y = x1 > .7 and x2 < .4: 40 cuts, 123 rows, all of them cases, of 124. */
static void a_published_box_is_found(void **state)
{
  (void)state;
  enum { N = 1024, K = 4 };
  double x[K * N], y[N], cases = 0;
  for (guint r = 0; r < N; r++) {
    for (guint i = 0; i < K; i++)
      x[i * N + r] = sobol(r, i);
    y[r] = x[r] > 0.7 && x[N + r] < 0.4;
    cases += y[r];
  }
  assert_true(cases == 124);
  CdPrimOptions options = CD_PRIM_OPTIONS_INIT;
  options.paste = false;
  g_autoptr(CdPrim) prim = cd_prim_new(x, y, N, K, options);
  const CdPrimBox *last = &prim->box[prim->n_boxes - 1];
  assert_int_equal(prim->n_peeled - 1, 40);
  assert_true(last->n == 123 && last->sum == 123 && last->restricted == 2);
  assert_true(fabs(last->low[0] - 0.699707) < 5e-7 && fabs(last->high[1] - 0.397949) < 5e-7);
  assert_true(fabs(last->coverage - 0.9919) < 5e-5);
  assert_true(fabs(cd_prim_quasi_p(prim, x, y, last, 0, false) / 8.9e-65 - 1) < 0.01);
  assert_true(fabs(cd_prim_quasi_p(prim, x, y, last, 1, true) / 3.7e-49 - 1) < 0.02);
}

static void fill(double *x, double *y, guint rows, guint n_inputs, guint64 seed)
{
  for (guint r = 0; r < rows; r++) {
    CdStream stream = cd_stream(seed, r, CD_PURPOSE_INPUT, 0);
    for (guint i = 0; i < n_inputs; i++)
      x[(gsize)i * rows + r] = cd_stream_uniform(stream, i, 0);
    y[r] = x[r] > 0.6 && x[rows + r] < 0.5 && cd_stream_uniform(stream, n_inputs, 0) < 0.9;
  }
}

/* Boxes count what lies in them; peeling only shrinks and only gains; pasting only widens and only gains. */
static void the_trajectory_holds_what_it_says(void **state)
{
  (void)state;
  enum { N = 800, K = 5 };
  double x[K * N], y[N];
  for (guint64 seed = 1; seed <= 5; seed++) {
    fill(x, y, N, K, seed);
    g_autoptr(CdPrim) prim = cd_prim_new(x, y, N, K, CD_PRIM_OPTIONS_INIT);
    assert_true(prim->n_peeled > 5);
    for (guint b = 0; b < prim->n_boxes; b++) {
      double sum;
      assert_int_equal(cd_prim_count(prim, x, y, &prim->box[b], K, false, &sum), prim->box[b].n);
      assert_nine(sum, prim->box[b].sum);
      assert_true(prim->box[b].n >= 0.05 * N);
      if (b == 0)
        continue;
      assert_true(prim->box[b].density > prim->box[b - 1].density);
      assert_true((prim->box[b].n < prim->box[b - 1].n) == (b < prim->n_peeled));
    }
  }
}

/* A real outcome is peeled by its mean: of y = x the last box is the top. */
static void a_real_outcome_is_peeled_by_its_mean(void **state)
{
  (void)state;
  enum { N = 200 };
  double x[N], y[N];
  for (guint r = 0; r < N; r++)
    x[r] = y[r] = (r * 37 % N) / (double)N;
  g_autoptr(CdPrim) prim = cd_prim_new(x, y, N, 1, CD_PRIM_OPTIONS_INIT);
  const CdPrimBox *last = &prim->box[prim->n_boxes - 1];
  assert_true(last->n == 10 && last->low[0] == 0.9475 && last->high[0] == INFINITY);
  assert_nine(last->density, 0.9725);
}

/* Ten rows of three categories with 1 of 4, 2 of 4 and 2 of 2 cases, mean .5. Leaving out the first raises it to 4/6 for 4 rows, .0417 a row; the second to 3/6, nothing; the third lowers it. Then of
 * the second and third: without the second 1 for 4 rows, .0833; that leaves 2 of 10 rows. With three rows at least the box stays as it is. */
static void categories_go_one_at_a_time(void **state)
{
  (void)state;
  static const double x[] = {0, 1, 2, 0, 1, 2, 0, 1, 0, 1}, y[] = {1, 1, 1, 0, 1, 1, 0, 0, 0, 0};
  static const guint categories[] = {3};
  CdPrimOptions options = {.alpha = 0.05, .least = 0.2, .categories = categories},
                most = {.alpha = 0.05, .least = 0.3, .categories = categories};
  g_autoptr(CdPrim) prim = cd_prim_new(x, y, 10, 1, options), larger = cd_prim_new(x, y, 10, 1, most);
  assert_true(prim->n_boxes == 3 && larger->n_boxes == 2);
  assert_true(prim->box[1].without[0] == 1u << 0 && prim->box[2].without[0] == (1u << 0 | 1u << 1));
  assert_true(prim->box[1].n == 6 && prim->box[1].sum == 4 && prim->box[2].n == 2 && prim->box[2].density == 1);
  assert_true(prim->box[2].restricted == 1 && isinf(prim->box[2].low[0]) && isinf(prim->box[2].high[0]));
  /* Without its categories a box has 5 of 10: both of 2, .25. */
  assert_nine(cd_prim_quasi_p(prim, x, y, &prim->box[2], 0, false), 0.25);
  double sum;
  assert_int_equal(cd_prim_count(prim, x, y, &prim->box[1], 1, false, &sum), 6);
  assert_true(sum == 4);
}

/* A category and a limit together, among inputs that do nothing: both are found, and pasting takes in again what peeling cut of the pure. */
static void a_category_and_a_limit_are_found_together(void **state)
{
  (void)state;
  enum { N = 2000, K = 4 };
  static double x[K * N], y[N];
  static const guint categories[K] = {0, 5, 0, 3};
  for (guint r = 0; r < N; r++) {
    CdStream stream = cd_stream(9, r, CD_PURPOSE_INPUT, 0);
    for (guint i = 0; i < K; i++) {
      double u = cd_stream_uniform(stream, i, 0);
      x[i * N + r] = categories[i] ? floor(categories[i] * u) : u;
    }
    y[r] = x[r] > 0.4 && (x[N + r] == 1 || x[N + r] == 3);
  }
  CdPrimOptions options = CD_PRIM_OPTIONS_INIT;
  options.categories = categories;
  g_autoptr(CdPrim) prim = cd_prim_new(x, y, N, K, options);
  const CdPrimBox *last = &prim->box[prim->n_boxes - 1];
  assert_true(last->without[1] == (1u << 0 | 1u << 2 | 1u << 4) && last->without[3] == 0);
  assert_true(last->restricted == 2 && last->density == 1 && last->coverage > 0.95 && fabs(last->low[0] - 0.4) < 0.03);
  for (guint b = 0; b < prim->n_boxes; b++) {
    double sum;
    assert_int_equal(cd_prim_count(prim, x, y, &prim->box[b], K, false, &sum), prim->box[b].n);
    assert_nine(sum, prim->box[b].sum);
  }
}

/* A category that is poor as a whole goes first (60 rows, 6 cases: .2 / 40 a row against .3 / 95 of the lowest twentieth), but what it has where the limit then falls is pure, and comes back: of the other 26
 * rows there 24 are cases, with its 6 it is 30 of 32. */
static void a_category_comes_back_for_its_better_part(void **state)
{
  (void)state;
  enum { N = 100 };
  static const guint categories[] = {0, 2};
  double x[2 * N], y[N];
  for (guint r = 0; r < N; r++) {
    bool poor = r < 60, high = poor ? r < 6 : r < 86;
    x[r] = (high ? 0.5 : 0) + (r * 37 % N) / 220.0;
    x[N + r] = poor ? 0 : 1;
    y[r] = high && r != 69 && r != 71;
    if (high && y[r] == 0) /* those that are none lie amid the others */
      x[r] = 0.7 + r / 1e4;
  }
  CdPrimOptions options = {.alpha = 0.05, .least = 0.25, .paste = true, .categories = categories};
  g_autoptr(CdPrim) prim = cd_prim_new(x, y, N, 2, options);
  const CdPrimBox *peeled = &prim->box[prim->n_peeled - 1], *last = &prim->box[prim->n_boxes - 1];
  assert_true(prim->box[1].without[1] == 1 && prim->box[1].n == 40);
  assert_true(peeled->without[1] == 1 && peeled->density < 0.96);
  assert_true(last->without[1] == 0 && last->density > peeled->density && last->n > peeled->n);
  double sum;
  assert_int_equal(cd_prim_count(prim, x, y, last, 2, false, &sum), last->n);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cuts_are_those_worked_by_hand),
      cmocka_unit_test(equal_values_stay_together),
      cmocka_unit_test(a_published_box_is_found),
      cmocka_unit_test(the_trajectory_holds_what_it_says),
      cmocka_unit_test(a_real_outcome_is_peeled_by_its_mean),
      cmocka_unit_test(categories_go_one_at_a_time),
      cmocka_unit_test(a_category_and_a_limit_are_found_together),
      cmocka_unit_test(a_category_comes_back_for_its_better_part),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
