#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib.h>
#include <math.h>
#include "sim/appraisal/control.h"
#include "sim/base/random.h"
#include "tests/unit/near.h"

/* f(x) of a replicate: F(x) + height_k + tilt_k (x - 0.5), normal, the same replicates at every x. */
typedef struct {
  double (*f)(double x);
  double height, tilt; /* standard deviations */
  guint n;
  guint32 sample;
  guint asked; /* values estimated */
} Noisy;

enum { N = 40 };

static double straight(double x)
{
  return x - 0.4;
}
static double bent(double x)
{
  return exp(2 * x) - exp(1.1);
}
static double dip(double x) /* below nought between 0.25 and 0.7 */
{
  return (x - 0.25) * (x - 0.7);
}
static double far(double x)
{
  return 3 + 0.5 * x;
}
static double near(double x)
{
  return 0.02 + x;
}
static double nothing(double x)
{
  return 0 * x;
}

static double value(const Noisy *it, double x, guint k)
{
  CdStream stream = cd_stream(11, it->sample, CD_PURPOSE_BOOTSTRAP, 5);
  return it->f(x) + it->height * cd_stream_normal(stream, k, 0) + it->tilt * cd_stream_normal(stream, k, 1) * (x - 0.5);
}

static bool estimate(gpointer user, const double *x, guint n, CdEstimate *into)
{
  Noisy *it = user;
  double d[N];
  for (guint i = 0; i < n; i++) {
    for (guint k = 0; k < N; k++)
      d[k] = value(it, x[i], k);
    into[i] = cd_uncontrolled(d, N);
  }
  it->asked += n;
  return true;
}

static CdCrossings *find(Noisy *it, bool steps)
{
  double x[CD_SCAN_POINTS];
  for (guint i = 0; i < CD_SCAN_POINTS; i++)
    x[i] = i / (CD_SCAN_POINTS - 1.0);
  const CdNoisyFunction function = {estimate, it, N, N - 1.0};
  return cd_crossings_find(&function, x, steps ? 5 : CD_SCAN_POINTS, steps, it->sample, 7);
}

static void one_crossing_is_found_with_its_interval(void **state)
{
  (void)state;
  Noisy it = {straight, 0.1, 0.05, N, 1, 0};
  g_autoptr(CdCrossings) found = find(&it, false);
  assert_int_equal(found->kind, CD_CROSSES_ONCE);
  const CdCrossing *at = &found->crossing[0];
  assert_int_equal(at->side, -1);
  assert_true(at->from <= at->low && at->low < at->value && at->value < at->high && at->high <= at->to);
  /* Where the estimate is nought, and where it is a Student's quantile off it: to a part of a gap. */
  for (guint e = 0; e < 3; e++) {
    double x = e == 0 ? at->low : e == 1 ? at->value : at->high;
    CdEstimate there;
    assert_true(estimate(&it, &x, 1, &there));
    assert_near(there.mean / there.se, e == 0 ? -2.0227 : e == 1 ? 0 : 2.0227, 0.05);
    g_free(there.part);
  }
  assert_int_equal(cd_crossings_side(found, 0.1), -1);
  assert_int_equal(cd_crossings_side(found, 0.9), 1);
}

static void two_crossings_are_told_apart(void **state)
{
  (void)state;
  Noisy it = {dip, 0.02, 0.01, N, 2, 0};
  g_autoptr(CdCrossings) found = find(&it, false);
  assert_int_equal(found->kind, CD_CROSSES_OFTEN);
  assert_int_equal(found->n, 2);
  assert_near(found->crossing[0].value, 0.25, 0.03);
  assert_near(found->crossing[1].value, 0.7, 0.03);
  assert_true(cd_crossings_side(found, 0.1) == 1 && cd_crossings_side(found, 0.5) == -1 &&
              cd_crossings_side(found, 0.8) == 1);
}

static void what_stays_far_from_nought_is_looked_at_in_nine_values(void **state)
{
  (void)state;
  Noisy it = {far, 0.5, 0.1, N, 3, 0};
  g_autoptr(CdCrossings) found = find(&it, false);
  assert_int_equal(found->kind, CD_CROSSES_NOWHERE);
  assert_int_equal(it.asked, CD_SCAN_FIRST);
  assert_int_equal(found->n_scanned, CD_SCAN_FIRST);
}

static void what_comes_near_is_not_told(void **state)
{
  (void)state;
  Noisy it = {near, 0.5, 0.1, N, 4, 0};
  g_autoptr(CdCrossings) found = find(&it, false);
  assert_int_equal(found->kind, CD_CROSSES_UNTOLD);
  assert_int_equal(it.asked, CD_SCAN_POINTS);
  assert_int_equal(found->n, 0);
}

static void steps_are_not_looked_at_between(void **state)
{
  (void)state;
  Noisy it = {bent, 0.05, 0, N, 5, 0};
  double x[] = {0, 0.5, 1};
  const CdNoisyFunction function = {estimate, &it, N, N - 1.0};
  g_autoptr(CdCrossings) found = cd_crossings_find(&function, x, G_N_ELEMENTS(x), true, 1, 1);
  assert_int_equal(it.asked, 3);
  assert_int_equal(found->kind, CD_CROSSES_ONCE);
  assert_true(isnan(found->crossing[0].value));
  assert_true(found->crossing[0].low == 0.5 && found->crossing[0].high == 1);
}

static bool undefined(gpointer user, const double *x, guint n, CdEstimate *into)
{
  (void)user, (void)x;
  for (guint i = 0; i < n; i++)
    into[i] = (CdEstimate){NAN, NAN, NULL};
  return true;
}

static void what_is_not_defined_is_said(void **state)
{
  (void)state;
  double x[] = {0, 0.5, 1};
  const CdNoisyFunction function = {undefined, NULL, N, N - 1.0};
  g_autoptr(CdCrossings) found = cd_crossings_find(&function, x, G_N_ELEMENTS(x), false, 1, 1);
  assert_int_equal(found->kind, CD_CROSSES_UNDEFINED);
  assert_int_equal(cd_crossings_side(found, 0.5), 0);
}

static bool refuses(gpointer user, const double *x, guint n, CdEstimate *into)
{
  guint *left = user;
  if (*left == 0)
    return false;
  --*left;
  return undefined(NULL, x, n, into);
}

static void what_is_stopped_finds_nothing(void **state)
{
  (void)state;
  double x[CD_SCAN_POINTS];
  guint left = 1;
  for (guint i = 0; i < CD_SCAN_POINTS; i++)
    x[i] = i;
  const CdNoisyFunction function = {refuses, &left, N, N - 1.0};
  assert_null(cd_crossings_find(&function, x, CD_SCAN_POINTS, false, 1, 1));
}

/* Shares are of so many samples; CROSSING_SAMPLES in the environment asks for more. */
static guint samples(void)
{
  const char *given = g_getenv("CROSSING_SAMPLES");
  return given ? (guint)g_ascii_strtoull(given, NULL, 10) : 100;
}

static double share_covered(double (*f)(double), double root)
{
  guint covered = 0, found_any = 0;
  for (guint s = 0; s < samples(); s++) {
    Noisy it = {f, 0.3, 0.2, N, 100 + s, 0};
    g_autoptr(CdCrossings) found = find(&it, false);
    found_any += found->n == 1;
    covered += found->n == 1 && found->crossing[0].low <= root && root <= found->crossing[0].high;
  }
  print_message("one crossing in %u of %u samples, covered in %u\n", found_any, samples(), covered);
  assert_true(found_any > samples() * 9 / 10);
  return (double)covered / found_any;
}

/* 2,000 samples: .952 and .949. */
static void intervals_cover_the_root_in_95_of_100(void **state)
{
  (void)state;
  assert_near(share_covered(straight, 0.4), 0.95, 0.067);
  assert_near(share_covered(bent, 0.55), 0.95, 0.067);
}

/* Nought everywhere: each sample in which any value is told to be on a side is wrong. 2,000 samples: .053. */
static void what_does_not_cross_is_seldom_told_to(void **state)
{
  (void)state;
  guint told = 0, n = 4 * samples();
  for (guint s = 0; s < n; s++) {
    Noisy it = {nothing, 0.3, 0.2, N, 9000 + s, 0};
    g_autoptr(CdCrossings) found = find(&it, false);
    for (guint i = 0; i < found->n_scanned; i++)
      if (found->scanned[i].side != 0) {
        told++;
        break;
      }
  }
  print_message("told to be on a side in %u of %u samples\n", told, n);
  assert_true(told <= n * 3 / 40); /* one value by one, 9 % */
}

/* D = 2 B + 3 X + 1, X drawn and B what it all is: known to the last bit, whichever replicates D has. */
static void what_goes_with_it_exactly_leaves_nothing_to_chance(void **state)
{
  (void)state;
  double b[200], x[200], d[30];
  CdStream stream = cd_stream(1, 1, CD_PURPOSE_BOOTSTRAP, 1);
  double mean_b = 0, mean_x = 0;
  for (guint k = 0; k < 200; k++) {
    b[k] = cd_stream_normal(stream, k, 0);
    x[k] = 1000 * cd_stream_normal(stream, k, 1);
    mean_b += b[k] / 200;
    mean_x += x[k] / 200;
  }
  for (guint k = 0; k < 30; k++)
    d[k] = 2 * b[k] + 3 * x[k] + 1;
  const double *with[] = {b, x};
  CdEstimate found = cd_controlled(with, 2, 200, d, 30);
  assert_near(found.mean, 1 + 2 * mean_b + 3 * mean_x, 1e-9);
  g_free(found.part);
  const double *constant[] = {x, x, (double[200]){0}}; /* twice the same, and one that does not vary */
  found = cd_controlled(constant, 3, 200, d, 30);
  assert_true(isfinite(found.mean) && isfinite(found.se));
  g_free(found.part);
}

/* B holds most of the luck of D, D has forty of four hundred replicates. */
static void controlled_means_are_nearer_and_their_errors_right(void **state)
{
  (void)state;
  enum { ALL = 400, SOME = 40, SAMPLES = 300 };
  double b[ALL], d[SOME], plain = 0, better = 0, told = 0;
  guint covered = 0;
  const double *with[] = {b};
  for (guint s = 0; s < SAMPLES; s++) {
    CdStream stream = cd_stream(3, s, CD_PURPOSE_BOOTSTRAP, 2);
    for (guint k = 0; k < ALL; k++)
      b[k] = cd_stream_normal(stream, k, 0);
    for (guint k = 0; k < SOME; k++)
      d[k] = 5 + b[k] + 0.3 * cd_stream_normal(stream, k, 1);
    CdEstimate one = cd_uncontrolled(d, SOME), two = cd_controlled(with, 1, ALL, d, SOME);
    plain += pow(one.mean - 5, 2) / SAMPLES;
    better += pow(two.mean - 5, 2) / SAMPLES;
    told += two.se * two.se / SAMPLES;
    covered += fabs(two.mean - 5) < 2.02 * two.se;
    g_free(one.part);
    g_free(two.part);
  }
  /* 1.09 / 40 and 1 / 400 + .09 / 40 */
  assert_near(plain, 0.02725, 0.005);
  assert_near(better, 0.00475, 0.001);
  assert_near(told, 0.00475, 0.0004);
  assert_in_range(covered, SAMPLES * 91 / 100, SAMPLES * 98 / 100);
}

static void too_few_replicates_tell_nothing(void **state)
{
  (void)state;
  double b[20], d[11];
  for (guint k = 0; k < 20; k++)
    b[k] = k;
  for (guint k = 0; k < 11; k++)
    d[k] = k;
  const double *with[] = {b};
  assert_true(isnan(cd_controlled(with, 1, 20, d, 11).mean));
  assert_true(isnan(cd_uncontrolled(d, 9).mean));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_crossing_is_found_with_its_interval),
      cmocka_unit_test(two_crossings_are_told_apart),
      cmocka_unit_test(what_stays_far_from_nought_is_looked_at_in_nine_values),
      cmocka_unit_test(what_comes_near_is_not_told),
      cmocka_unit_test(steps_are_not_looked_at_between),
      cmocka_unit_test(what_is_not_defined_is_said),
      cmocka_unit_test(what_is_stopped_finds_nothing),
      cmocka_unit_test(intervals_cover_the_root_in_95_of_100),
      cmocka_unit_test(what_does_not_cross_is_seldom_told_to),
      cmocka_unit_test(what_goes_with_it_exactly_leaves_nothing_to_chance),
      cmocka_unit_test(controlled_means_are_nearer_and_their_errors_right),
      cmocka_unit_test(too_few_replicates_tell_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
