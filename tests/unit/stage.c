#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "sim/sensitivity/pairs.h"
#include "sim/sweep/stage.h"

enum { PILOT = 10, MOST = 20000 };

static CdSweepPlan plan_of(double half, bool close, guint most)
{
  return (CdSweepPlan){.replicates = PILOT, .half = half, .close = close, .most = most};
}

/* t of 9 degrees of freedom at 97.5 % is 2.262157 (tables): deviation 2 and half-width 0.5 ask for (2.262157 x 2 / 0.5)^2 = 81.9. */
static void it_asks_for_what_stein_says(void **state)
{
  (void)state;
  double d[PILOT];
  for (guint k = 0; k < PILOT; k++)
    d[k] = 7 + (k % 2 ? 1 : -1) * 2 * sqrt(0.9); /* deviation 2, divisor 9 */
  CdSweepPlan plan = plan_of(0.5, false, MOST);
  assert_int_equal(cd_stage_replicates(&plan, d), 82);
  plan.most = 50;
  assert_int_equal(cd_stage_replicates(&plan, d), 50);
  plan.half = 5;
  assert_int_equal(cd_stage_replicates(&plan, d), PILOT);
  plan.half = 0;
  assert_int_equal(cd_stage_replicates(&plan, d), PILOT);
}

/* Where only close points have more, one that is clear has none: mean 7, interval some 1.7 either way. The others' interval is of 98.75 % on either side, t = 2.685011: (2.685011 x 2 / 0.5)^2 = 115.3. */
static void what_is_clear_has_no_second(void **state)
{
  (void)state;
  double far[PILOT], near[PILOT];
  for (guint k = 0; k < PILOT; k++) {
    double off = (k % 2 ? 1 : -1) * 2 * sqrt(0.9);
    far[k] = 7 + off;
    near[k] = 0.3 + off;
  }
  CdSweepPlan plan = plan_of(0.5, true, MOST);
  assert_int_equal(cd_stage_replicates(&plan, far), PILOT);
  assert_int_equal(cd_stage_replicates(&plan, near), 116);
}

static double normal(guint trial, guint k)
{
  return cd_stream_normal(cd_stream(99, trial, CD_PURPOSE_DESIGN_RANDOM, 7), k / 1000, k % 1000);
}

/* How often the interval that is told misses the mean, over TRIALS points of normal differences; and how many replicates a point takes. */
static double missed(double mean, double half, bool close, guint trials, double *taken)
{
  CdSweepPlan plan = plan_of(half, close, MOST);
  guint misses = 0;
  *taken = 0;
  for (guint trial = 0; trial < trials; trial++) {
    double d[PILOT], sum = 0;
    for (guint k = 0; k < PILOT; k++)
      sum += d[k] = (mean + normal(trial, k));
    guint n = cd_stage_replicates(&plan, d);
    for (guint k = PILOT; k < n; k++)
      sum += (mean + normal(trial, k));
    CdPairs first = cd_pairs(d, NULL, PILOT, 0.95);
    misses += fabs(sum / n - mean) > cd_stein_half(PILOT, first.sd, n, cd_stage_confidence(&plan));
    *taken += (double)n / trials;
  }
  return (double)misses / trials;
}

/* Stein: at most one interval in twenty misses, whatever the deviation; close points alone too, wherever the mean is. */
static void intervals_cover_what_they_say(void **state)
{
  (void)state;
  const guint trials = 4000;
  double error = 3 * sqrt(0.05 * 0.95 / trials), taken, all;
  assert_true(missed(0.2, 0.25, false, trials, &all) <= 0.05 + error);
  assert_true(missed(0.2, 0.25, false, trials, &all) >= 0.05 - 2 * error); /* nor is it idle */
  for (guint m = 0; m < 6; m++)
    assert_true(missed(0.25 * m, 0.25, true, trials, &taken) <= 0.05 + error);
  assert_true(taken < all / 2); /* 1.25 deviations off nought few are open */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_asks_for_what_stein_says),
      cmocka_unit_test(what_is_clear_has_no_second),
      cmocka_unit_test(intervals_cover_what_they_say),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
