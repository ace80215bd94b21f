#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/estimate.h"
#include "sim/base/random.h"

#define CLOSE(actual, expected, tolerance) assert_true(fabs((actual) - (expected)) <= (tolerance))

/* A sample whose two lucks agree. */
static void repeat(const double *value, guint n, double *x)
{
  for (guint k = 0; k < n; k++)
    x[2 * k] = x[2 * k + 1] = value[k];
}

/* UP replicates at +10, DOWN at -10, the rest at 0, against nothing; no luck. */
static CdDifference counted(guint up, guint down, guint n, double confidence)
{
  g_autofree double *a = g_new0(double, 2 * n), *b = g_new0(double, 2 * n);
  for (guint k = 0; k < n; k++)
    a[2 * k] = a[2 * k + 1] = k < up ? 10 : k < up + down ? -10 : 0;
  return cd_difference(a, b, n, 1, confidence, 1, 1);
}

typedef struct {
  double mean, between, luck; /* mean; standard deviations */
} Model;

/* Sample C of the normal model. */
static void draw_model(Model model, guint c, guint n, double *x)
{
  for (guint k = 0; k < n; k++) {
    CdStream stream = cd_stream(5, k, CD_PURPOSE_INPUT, c);
    double expected = model.mean + model.between * cd_stream_normal(stream, 0, 0);
    for (guint luck = 0; luck < 2; luck++)
      x[2 * k + luck] = expected + model.luck * cd_stream_normal(stream, 0, 1 + luck);
  }
}

static CdDifference model_difference(Model model, guint c, guint n, double delta, double confidence)
{
  g_autofree double *a = g_new(double, 2 * n), *b = g_new0(double, 2 * n);
  draw_model(model, c, n, a);
  return cd_difference(a, b, n, delta, confidence, 1, c);
}

/* Student's sleep data (1908): differences of extra sleep; R's t.test(extra ~ group, paired = TRUE). */
static const double sleep_gain[10] = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};

static void interval_of_the_mean_is_student_s(void **state)
{
  (void)state;
  double x[20];
  repeat(sleep_gain, 10, x);
  CdSummary summary = cd_summarise(x, 10);
  assert_int_equal(summary.n, 10);
  CLOSE(summary.mean, 1.58, 1e-12);
  CLOSE(summary.low, 0.7001142, 5e-8);
  CLOSE(summary.high, 2.4598858, 5e-8);
}

static void unit_of_the_interval_is_the_mean_over_luck(void **state)
{
  (void)state;
  double x[20];
  for (guint k = 0; k < 10; k++) {
    x[2 * k] = sleep_gain[k] + 50;
    x[2 * k + 1] = sleep_gain[k] - 50;
  }
  CdSummary summary = cd_summarise(x, 10);
  CLOSE(summary.low, 0.7001142, 5e-8);
  CLOSE(summary.sd, 51.31, 0.01); /* sqrt((20 x 2500 + 2 x 9 x 1.229956^2) / 19) */
}

/* Of 1 .. 10, R's quantile(type = 7). */
static void percentiles_are_of_single_runs_and_type_7(void **state)
{
  (void)state;
  const double x[] = {10, 1, 9, 2, 8, 3, 7, 4, 6, 5};
  CdSummary summary = cd_summarise(x, 5);
  CLOSE(summary.p5, 1.45, 1e-12);
  CLOSE(summary.p95, 9.55, 1e-12);
  CLOSE(summary.sd, 3.0276503540974917, 1e-12);
}

static void equal_values_have_no_spread(void **state)
{
  (void)state;
  double x[14];
  for (guint i = 0; i < 14; i++)
    x[i] = 0.1;
  CdSummary summary = cd_summarise(x, 7);
  assert_true(summary.mean == 0.1 && summary.low == 0.1 && summary.high == 0.1);
  assert_true(summary.sd == 0 && summary.p5 == 0.1 && summary.p95 == 0.1);
}

static void one_replicate_has_a_mean_and_no_interval(void **state)
{
  (void)state;
  const double x[] = {1, 3};
  CdSummary summary = cd_summarise(x, 1);
  assert_int_equal(summary.n, 1);
  assert_true(summary.mean == 2 && isnan(summary.low) && isnan(summary.high));
  CLOSE(summary.p5, 1.1, 1e-12);
}

static void no_replicate_has_nothing(void **state)
{
  (void)state;
  CdSummary summary = cd_summarise(NULL, 0);
  assert_int_equal(summary.n, 0);
  assert_true(isnan(summary.mean) && isnan(summary.low) && isnan(summary.sd) && isnan(summary.p5));
  CdDifference none = cd_difference(NULL, NULL, 0, 0, 0.95, 1, 1);
  assert_int_equal(none.verdict, CD_VERDICT_UNDEFINED);
  assert_int_equal(none.more, 0);
  assert_true(isnan(none.q) && isnan(none.q_low) && isnan(none.variance_ratio) && isnan(none.d.mean));
}

static void undefined_values_leave_their_replicate_out(void **state)
{
  (void)state;
  const double x[] = {1, 2, NAN, 100, 3, 5, 100, NAN, 100, INFINITY}, kept[] = {1, 2, 3, 5};
  CdSummary all = cd_summarise(x, 5), some = cd_summarise(kept, 2);
  assert_memory_equal(&all, &some, offsetof(CdSummary, n));
  assert_int_equal(all.n, 2);

  const double a[] = {1, 2, NAN, 9, 7, 7, 4, 8}, b[] = {0, 0, 1, 1, 1, NAN, 1, 1};
  const double kept_a[] = {1, 2, 4, 8}, kept_b[] = {0, 0, 1, 1};
  CdDifference left = cd_difference(a, b, 4, 0, 0.95, 1, 1), right = cd_difference(kept_a, kept_b, 2, 0, 0.95, 1, 1);
  assert_int_equal(left.d.n, 2);
  assert_true(left.q_low == right.q_low && left.d.mean == right.d.mean && left.variance_ratio == right.variance_ratio);
}

static void interval_of_the_mean_covers(void **state)
{
  (void)state;
  const Model model = {.mean = 4, .between = 1, .luck = 2};
  const guint samples = 4000;
  guint covered = 0;
  for (guint c = 0; c < samples; c++) {
    double x[20];
    draw_model(model, c, 10, x);
    CdSummary summary = cd_summarise(x, 10);
    covered += summary.low <= model.mean && model.mean <= summary.high;
  }
  print_message("mean of 10 replicates: covered %.4f\n", covered / (double)samples);
  CLOSE(covered / (double)samples, 0.95, 0.01); /* three standard errors */
}

/* By hand: D1 = 1, 5, 9; D2 = 3, 3, 11. */
static void variance_splits_into_assumptions_and_luck(void **state)
{
  (void)state;
  const double a[] = {1, 3, 5, 3, 9, 11}, opposed[] = {1, -1, -1, 1}, zero[6] = {0};
  CdDifference d = cd_difference(a, zero, 3, 0, 0.95, 1, 1);
  CLOSE(d.var_between, 16, 1e-12);
  CLOSE(d.var_luck, 2, 1e-12);
  CdDifference negative = cd_difference(opposed, zero, 2, 0, 0.95, 1, 1);
  assert_true(negative.var_between == 0);
  CLOSE(negative.var_luck, 2, 1e-12);
}

/* 8 pairs with variance ratio 8.53 and half-width 1.626639, worked with a statistics package. */
static void pairing_s_gain_is_a_ratio_of_variances(void **state)
{
  (void)state;
  const double joint[8] = {104.2, 98.7, 110.1, 95.3, 101.8, 99.9, 107.4, 102.6};
  const double split[8] = {100.1, 97.9, 104.6, 96.0, 98.2, 97.1, 103.9, 99.4};
  double a[16], b[16];
  repeat(joint, 8, a);
  repeat(split, 8, b);
  CdDifference d = cd_difference(a, b, 8, 0, 0.95, 1, 1);
  CLOSE(d.d.mean, 2.85, 1e-9);
  CLOSE(d.d.high - d.d.mean, 1.626639, 5e-7);
  CLOSE(d.variance_ratio, 8.53, 0.005);
}

enum { SCORES = 25, THETAS = 60 };

/* Normal scores, scaled to variance 1: a sample without sampling error. */
static void fill_scores(double *score, guint n)
{
  double square = 0;
  for (guint i = 0; i < n; i++) {
    score[i] = gsl_cdf_ugaussian_Pinv((i + 0.5) / n);
    square += score[i] * score[i] / n;
  }
  for (guint i = 0; i < n; i++)
    score[i] /= sqrt(square);
}

/* Mean 1, sd 1 between assumptions, 3 by luck: P(effect > 0) = .8413, while a single run is above 0 in .6241.
 */
static void q_is_the_share_of_assumptions_not_of_runs(void **state)
{
  (void)state;
  const guint n = THETAS * SCORES * SCORES;
  double theta[THETAS], luck[SCORES];
  fill_scores(theta, THETAS);
  fill_scores(luck, SCORES);
  g_autofree double *a = g_new(double, 2 * n), *b = g_new0(double, 2 * n);
  guint above = 0;
  for (guint k = 0; k < n; k++) {
    double expected = 1 + theta[k / (SCORES * SCORES)];
    a[2 * k] = expected + 3 * luck[k / SCORES % SCORES];
    a[2 * k + 1] = expected + 3 * luck[k % SCORES];
    above += (guint)((a[2 * k] > 0) + (a[2 * k + 1] > 0));
  }
  CdDifference d = cd_difference(a, b, n, 0, 0.95, 1, 1);
  CLOSE(above / (2.0 * n), 0.6241, 0.01);
  CLOSE(d.var_between, 1, 1e-3);
  CLOSE(d.var_luck, 9, 1e-3);
  CLOSE(d.q, gsl_cdf_ugaussian_P(1), 0.005);
  CLOSE(d.q_down, gsl_cdf_ugaussian_Q(1), 0.005);
  assert_true(d.q_low < d.q && d.q_low > 0.80 && d.q_high < 0.88);
  assert_int_equal(d.verdict, CD_VERDICT_LEANING);
}

static double coverage(Model model, guint n, guint samples, double confidence, double *width)
{
  double truth = gsl_cdf_ugaussian_P(model.mean / model.between);
  guint covered = 0;
  *width = 0;
  for (guint c = 0; c < samples; c++) {
    CdDifference d = model_difference(model, c, n, 0, confidence);
    covered += d.q_low <= truth && truth <= d.q_high;
    *width += (d.q_high - d.q_low) / samples;
  }
  print_message("luck %g, n %u: covered %.4f, mean width %.3f\n", model.luck, n, covered / (double)samples, *width);
  return covered / (double)samples;
}

/* Held for all samples at .93, less two standard errors of so few. */
static void interval_of_q_covers(void **state)
{
  (void)state;
  const double luck[] = {0.1, 1, 3};
  double width;
  for (guint i = 0; i < G_N_ELEMENTS(luck); i++) {
    Model model = {.mean = 1, .between = 1, .luck = luck[i]};
    assert_true(coverage(model, 100, 800, 0.95, &width) >= 0.93 - 2 * sqrt(0.93 * 0.07 / 800));
    assert_true(width < (luck[i] < 2 ? 0.20 : 0.35));
    assert_true(coverage(model, 400, 400, 0.95, &width) >= 0.93 - 2 * sqrt(0.93 * 0.07 / 400));
    assert_true(width < (luck[i] < 2 ? 0.10 : 0.25));
  }
}

static void luck_alone_is_hardly_ever_clear(void **state)
{
  (void)state;
  guint told = 0;
  for (guint c = 0; c < 200; c++) {
    CdDifference d = model_difference((Model){.mean = 0.1, .between = 0, .luck = 3}, c, 100, 0, 0.95);
    told += d.verdict == CD_VERDICT_CLEAR || d.verdict == CD_VERDICT_LEANING;
  }
  assert_true(told <= 5);
}

/* Without luck and all on one side only Wilson's n / (n + z^2), z = 1.959964, is in play. */
static void verdict_turns_where_wilson_s_limit_does(void **state)
{
  (void)state;
  CdDifference d = counted(100, 0, 100, 0.95);
  assert_true(d.q == 1 && d.q_down == 0 && d.direction == 1 && d.q_high == 1);
  CLOSE(d.q_low, 100 / (100 + 3.841459), 1e-6);
  assert_int_equal(d.verdict, CD_VERDICT_CLEAR);
  assert_int_equal(counted(73, 0, 73, 0.95).verdict, CD_VERDICT_CLEAR); /* .95001 */
  assert_int_equal(counted(72, 0, 72, 0.95).verdict, CD_VERDICT_LEANING);
  assert_int_equal(counted(0, 16, 16, 0.95).verdict, CD_VERDICT_LEANING); /* .8064 */
  assert_int_equal(counted(0, 15, 15, 0.95).verdict, CD_VERDICT_CANNOT_TELL);
  assert_int_equal(counted(15, 0, 15, 0.90).verdict, CD_VERDICT_LEANING); /* z = 1.645: .8472 */
  assert_int_equal(counted(50, 50, 100, 0.95).verdict, CD_VERDICT_DEPENDS);
  assert_int_equal(counted(20, 70, 100, 0.95).verdict, CD_VERDICT_DEPENDS);
  assert_int_equal(counted(20, 80, 100, 0.95).verdict, CD_VERDICT_CANNOT_TELL);
}

static void a_tie_has_no_direction(void **state)
{
  (void)state;
  CdDifference d = counted(50, 50, 100, 0.95);
  assert_int_equal(d.direction, 0);
  assert_true(d.q == 0.5 && d.q_down == 0.5 && d.q_low < 0.42 && d.q_high > 0.58 && d.q_high < 0.65);
}

static void more_replicates_follow_from_the_distance_to_the_edge(void **state)
{
  (void)state;
  /* q = 1: 4 z^2 = 15.4 replicates are needed. */
  assert_int_equal(counted(15, 0, 15, 0.95).more, 1);
  assert_int_equal(counted(1, 0, 1, 0.95).more, 15);
  /* q = .70: z^2 .21 / .01 = 80.67 */
  assert_int_equal(counted(21, 9, 30, 0.95).more, 51);
  /* On the edge itself: as though .5 of a replicate away. z^2 .16 / .005^2 = 24,585. */
  guint more = counted(80, 20, 100, 0.95).more;
  assert_true(more >= 24485 && more <= 35000);
  assert_int_equal(counted(100, 0, 100, 0.95).more, 0);
}

static void no_difference_is_said_of_none_and_of_small(void **state)
{
  (void)state;
  const double a[] = {5, 7, 1, 2}, b[] = {5.5, 6.5, 1, 2};
  assert_int_equal(cd_difference(a, a, 2, 0, 0.95, 1, 1).verdict, CD_VERDICT_NONE);
  assert_int_equal(cd_difference(a, b, 2, 0.5, 0.95, 1, 1).verdict, CD_VERDICT_NONE);
  assert_int_not_equal(cd_difference(a, b, 2, 0.49, 0.95, 1, 1).verdict, CD_VERDICT_NONE);
  /* Within delta in .99 of 400: Wilson's lower limit .9746. */
  assert_int_equal(counted(2, 2, 400, 0.95).verdict, CD_VERDICT_NONE);
  assert_int_equal(counted(20, 20, 400, 0.95).verdict, CD_VERDICT_DEPENDS);
}

/* Half of the assumptions lose a whole post where luck will have it, in one run of two; the others gain next to nothing. Shrunk towards the mean of
 * -0.25 all would count as losing more than 0.02; of the runs a quarter do, of replicates an eighth do so twice: at least (1/4)^2 / (1/8) = a half
 * may, and two runs cannot tell that the others may not. */
static void what_next_to_nothing_happens_to_does_not_count_as_lost(void **state)
{
  (void)state;
  enum { N = 400 };
  double *a = g_new(double, 2 * N), *b = g_new0(double, 2 * N);
  for (guint k = 0; k < N; k++) {
    bool may_lose = k % 2, first = k / 2 % 2, second = k / 4 % 2;
    a[2 * k] = may_lose && first ? -1 : 0.014;
    a[2 * k + 1] = may_lose && second ? -1 : 0.014;
  }
  CdDifference d = cd_difference(a, b, N, 0.02, 0.95, 1, 1);
  assert_true(fabs(d.q_down - 0.5) < 1e-9);
  assert_true(d.q == 0);
  assert_int_equal(d.verdict, CD_VERDICT_CANNOT_TELL);
  g_free(a);
  g_free(b);
}

static void a_constant_difference_is_clear(void **state)
{
  (void)state;
  g_autofree double *a = g_new(double, 200), *b = g_new(double, 200);
  for (guint i = 0; i < 200; i++) {
    b[i] = i % 7;
    a[i] = b[i] + 2;
  }
  CdDifference d = cd_difference(a, b, 100, 1, 0.95, 1, 1);
  assert_int_equal(d.verdict, CD_VERDICT_CLEAR);
  assert_true(d.var_between == 0 && d.var_luck == 0 && isnan(d.variance_ratio));
  assert_int_equal(cd_difference(a, b, 100, 2, 0.95, 1, 1).verdict, CD_VERDICT_NONE);
}

static void one_replicate_cannot_tell(void **state)
{
  (void)state;
  const double a[] = {8, 6}, b[] = {1, 2};
  CdDifference d = cd_difference(a, b, 1, 0, 0.95, 1, 1);
  assert_true(d.q == 1 && isnan(d.var_between) && d.var_luck == 4.5 && isnan(d.variance_ratio));
  assert_int_equal(d.verdict, CD_VERDICT_CANNOT_TELL);
  CLOSE(d.q_low, 1 / (1 + 3.841459), 1e-6);
}

static void swapping_arms_mirrors_everything(void **state)
{
  (void)state;
  double a[240], b[240];
  for (guint c = 0; c < 20; c++) {
    draw_model((Model){.mean = 0.1 * c, .between = 1, .luck = 2}, c, 120, a);
    draw_model((Model){.mean = 0.5, .between = 1, .luck = 1}, 100 + c, 120, b);
    CdDifference there = cd_difference(a, b, 120, 0.2, 0.95, 3, 4), back = cd_difference(b, a, 120, 0.2, 0.95, 3, 4);
    assert_true(there.q == back.q_down && there.q_down == back.q && there.direction == -back.direction);
    assert_true(there.q_low == back.q_low && there.q_high == back.q_high);
    assert_true(there.verdict == back.verdict && there.more == back.more);
    assert_true(there.d.mean == -back.d.mean && there.var_between == back.var_between);
    CLOSE(there.d.p5, -back.d.p95, 1e-12);
    CLOSE(there.d.low, -back.d.high, 1e-12);
  }
}

static void a_larger_delta_never_raises_q(void **state)
{
  (void)state;
  double last = 2, last_down = 2;
  for (guint i = 0; i <= 40; i++) {
    CdDifference d = model_difference((Model){.mean = 0.5, .between = 1, .luck = 1}, 1, 200, 0.1 * i, 0.95);
    assert_true(d.q <= last && d.q_down <= last_down && d.q + d.q_down <= 1);
    last = d.q;
    last_down = d.q_down;
  }
  assert_true(last < 0.05 && last_down < 0.05);
}

static void a_difference_of_just_delta_does_not_exceed_it(void **state)
{
  (void)state;
  const double value[] = {2, 2, 5, 5, -2, -2, -5, -2};
  double a[16], zero[16] = {0};
  repeat(value, 8, a);
  CdDifference d = cd_difference(a, zero, 8, 2, 0.95, 1, 1);
  assert_true(d.q == 0.25 && d.q_down == 0.125);
}

static void more_confidence_widens_the_interval(void **state)
{
  (void)state;
  const double confidence[] = {0.8, 0.9, 0.95, 0.99, 0.99875};
  double low = 1, high = 0;
  for (guint i = 0; i < G_N_ELEMENTS(confidence); i++) {
    CdDifference d = model_difference((Model){.mean = 1, .between = 1, .luck = 2}, 1, 200, 0, confidence[i]);
    assert_true(d.q_low < low && d.q_high > high && d.q_low >= 0 && d.q_high <= 1);
    low = d.q_low;
    high = d.q_high;
  }
}

static void seed_and_key_alone_decide_the_resamples(void **state)
{
  (void)state;
  double a[200], zero[200] = {0};
  draw_model((Model){.mean = 1, .between = 1, .luck = 2}, 1, 100, a);
  CdDifference first = cd_difference(a, zero, 100, 0, 0.95, 3, 4), again = cd_difference(a, zero, 100, 0, 0.95, 3, 4);
  CdDifference seed = cd_difference(a, zero, 100, 0, 0.95, 5, 4), key = cd_difference(a, zero, 100, 0, 0.95, 3, 6);
  assert_memory_equal(&first.q_low, &again.q_low, 2 * sizeof(double));
  assert_true(first.q_low != seed.q_low && first.q_low != key.q_low);
  assert_true(first.q == seed.q && first.q == key.q);
  CLOSE(first.q_low, seed.q_low, 0.05);
}

static void verdicts_have_their_words(void **state)
{
  (void)state;
  assert_string_equal(cd_verdict_text(CD_VERDICT_CLEAR), "clear");
  assert_string_equal(cd_verdict_text(CD_VERDICT_LEANING), "leaning");
  assert_string_equal(cd_verdict_text(CD_VERDICT_DEPENDS), "depends on assumptions");
  assert_string_equal(cd_verdict_text(CD_VERDICT_CANNOT_TELL), "cannot tell");
  assert_string_equal(cd_verdict_text(CD_VERDICT_NONE), "no difference");
  assert_string_equal(cd_verdict_text(CD_VERDICT_UNDEFINED), "not defined");
}

/* Half of the assumptions have no effect; under the others, luck brings one in two runs in five. True q: .5. */
static void assumptions_without_effect_are_not_counted_as_effect(void **state)
{
  (void)state;
  guint n = 2000;
  g_autofree double *a = g_new0(double, 2 * n), *b = g_new0(double, 2 * n);
  for (guint k = 0; k < n; k++)
    for (guint luck = 0; luck < 2; luck++) {
      double u = cd_stream_uniform(cd_stream(5, cd_run_word(k, luck + 1), CD_PURPOSE_DEMAND, 9), 0, 0);
      a[2 * k + luck] = k % 2 == 0 && u < 0.4 ? 1 : 0;
    }
  CdDifference d = cd_difference(a, b, n, 0.02, 0.95, 1, 1);
  assert_float_equal(d.q, 0.5, 0.06);
  assert_true(d.q_low < 0.5 && d.q_high > 0.5);
  assert_int_equal(d.verdict, CD_VERDICT_CANNOT_TELL); /* as far as two runs tell there might be some effect under all */
}

/* An effect by luck whose chance p is spread evenly over 0 .. most under a PART of the assumptions: P(p > delta) is PART (1 - delta / most) exactly; two runs allow
 * PART 3 / 4 at least, (E p)^2 / E p^2. */
static void the_share_told_is_the_least_and_its_interval_holds_the_exact_one(void **state)
{
  (void)state;
  const struct {
    double part, most, delta;
  } cases[] = {{1, 1, 0.02}, {0.8, 0.9, 0.01}, {0.6, 0.8, 0.02}};
  guint n = 2000;
  g_autofree double *a = g_new0(double, 2 * n), *b = g_new0(double, 2 * n);
  for (guint c = 0; c < G_N_ELEMENTS(cases); c++) {
    for (guint k = 0; k < n; k++) {
      CdStream stream = cd_stream(7, k, CD_PURPOSE_DEMAND, c);
      bool may = cd_stream_uniform(stream, 0, 0) < cases[c].part;
      double p = may ? cases[c].most * cd_stream_uniform(stream, 1, 0) : 0;
      for (guint luck = 0; luck < 2; luck++)
        a[2 * k + luck] = cd_stream_uniform(stream, 2 + luck, 0) < p;
    }
    CdDifference d = cd_difference(a, b, n, cases[c].delta, 0.95, 1, 1);
    double exact = cases[c].part * (1 - cases[c].delta / cases[c].most);
    assert_true(fabs(d.q - cases[c].part * 0.75) < 0.06);
    assert_true(d.q < exact);
    assert_true(d.q_low < exact && exact < d.q_high);
  }
}

/* The same chance of an effect under all assumptions: every expected difference is .4, and q is 1. */
static void an_effect_by_luck_under_all_assumptions_is_clear(void **state)
{
  (void)state;
  guint n = 2000;
  g_autofree double *a = g_new0(double, 2 * n), *b = g_new0(double, 2 * n);
  for (guint k = 0; k < n; k++)
    for (guint luck = 0; luck < 2; luck++)
      a[2 * k + luck] =
          cd_stream_uniform(cd_stream(6, cd_run_word(k, luck + 1), CD_PURPOSE_DEMAND, 9), 0, 0) < 0.4 ? 1 : 0;
  CdDifference d = cd_difference(a, b, n, 0.02, 0.95, 1, 1);
  assert_true(d.q > 0.9);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(interval_of_the_mean_is_student_s),
      cmocka_unit_test(unit_of_the_interval_is_the_mean_over_luck),
      cmocka_unit_test(percentiles_are_of_single_runs_and_type_7),
      cmocka_unit_test(equal_values_have_no_spread),
      cmocka_unit_test(one_replicate_has_a_mean_and_no_interval),
      cmocka_unit_test(no_replicate_has_nothing),
      cmocka_unit_test(undefined_values_leave_their_replicate_out),
      cmocka_unit_test(interval_of_the_mean_covers),
      cmocka_unit_test(variance_splits_into_assumptions_and_luck),
      cmocka_unit_test(pairing_s_gain_is_a_ratio_of_variances),
      cmocka_unit_test(q_is_the_share_of_assumptions_not_of_runs),
      cmocka_unit_test(interval_of_q_covers),
      cmocka_unit_test(luck_alone_is_hardly_ever_clear),
      cmocka_unit_test(verdict_turns_where_wilson_s_limit_does),
      cmocka_unit_test(a_tie_has_no_direction),
      cmocka_unit_test(more_replicates_follow_from_the_distance_to_the_edge),
      cmocka_unit_test(no_difference_is_said_of_none_and_of_small),
      cmocka_unit_test(what_next_to_nothing_happens_to_does_not_count_as_lost),
      cmocka_unit_test(a_constant_difference_is_clear),
      cmocka_unit_test(one_replicate_cannot_tell),
      cmocka_unit_test(swapping_arms_mirrors_everything),
      cmocka_unit_test(a_larger_delta_never_raises_q),
      cmocka_unit_test(a_difference_of_just_delta_does_not_exceed_it),
      cmocka_unit_test(more_confidence_widens_the_interval),
      cmocka_unit_test(seed_and_key_alone_decide_the_resamples),
      cmocka_unit_test(verdicts_have_their_words),
      cmocka_unit_test(assumptions_without_effect_are_not_counted_as_effect),
      cmocka_unit_test(the_share_told_is_the_least_and_its_interval_holds_the_exact_one),
      cmocka_unit_test(an_effect_by_luck_under_all_assumptions_is_clear),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
