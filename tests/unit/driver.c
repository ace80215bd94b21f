#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/appraisal/region.h"
#include "sim/base/random.h"
#include "tests/unit/near.h"

/* --- shares --- */

/* Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3; four decimals. */
static void intervals_are_those_published(void **state)
{
  (void)state;
  static const struct {
    guint n, of;
    double low, high;
  } published[] = {{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}};
  for (guint i = 0; i < G_N_ELEMENTS(published); i++) {
    CdShare share = cd_share_of(published[i].n, published[i].of);
    assert_true(fabs(share.low - published[i].low) < 5.1e-5 && fabs(share.high - published[i].high) < 5.1e-5);
    assert_same(share.share, (double)published[i].n / published[i].of);
    assert_true(share.n == published[i].n && share.of == published[i].of);
  }
}

static void intervals_mirror_and_stay_within_nought_and_one(void **state)
{
  (void)state;
  for (guint n = 0; n <= 12; n++) {
    CdShare share = cd_share_of(n, 12), other = cd_share_of(12 - n, 12);
    assert_same(share.low, 1 - other.high);
    assert_true(share.low >= 0 && share.low <= share.share && share.share <= share.high && share.high <= 1);
  }
  double low, high, wide_low, wide_high;
  cd_wilson(0.3, 50, 0.9, &low, &high);
  cd_wilson(0.3, 50, 0.99, &wide_low, &wide_high);
  assert_true(wide_low < low && high < wide_high);
}

static void a_share_of_nothing_is_undefined(void **state)
{
  (void)state;
  CdShare share = cd_share_of(0, 0);
  assert_true(isnan(share.share) && isnan(share.low) && isnan(share.high) && share.of == 0);
}

/* --- drivers --- */

/* With: 3 5 5; without: 1 3 4 5. Of 12 pairs the first is larger in 7 and the same in 3: U = 8.5. Ties 2 and 3: variance 3 * 4 / 12 * (8 - 30 / 42). */
static void ties_count_one_half_and_narrow_the_variance(void **state)
{
  (void)state;
  static const double x[] = {3, 1, 5, 3, 4, 5, 5};
  static const guint8 event[] = {1, 0, 1, 0, 0, 1, 0};
  CdDriver driver;
  cd_drivers(x, event, 7, 1, &driver);
  assert_nine(driver.auc, 8.5 / 12);
  assert_nine(driver.z, 2.5 / sqrt(8 - 30.0 / 42));
  assert_same(driver.median_with, 5);
  assert_same(driver.median_without, 3.5);
  assert_int_equal(driver.input, 0);
}

static void what_is_alike_everywhere_drives_nothing(void **state)
{
  (void)state;
  static const double x[] = {2, 2, 2, 2};
  static const guint8 event[] = {1, 0, 1, 0};
  CdDriver driver;
  assert_int_equal(cd_drivers(x, event, 4, 1, &driver), 0);
  assert_true(driver.auc == 0.5 && driver.z == 0);
}

static void an_event_that_never_varies_has_no_driver(void **state)
{
  (void)state;
  static const double x[] = {1, 2, 3};
  static const guint8 never[] = {0, 0, 0}, always[] = {1, 1, 1};
  CdDriver driver = {.input = 77};
  assert_int_equal(cd_drivers(x, never, 3, 1, &driver), 0);
  assert_int_equal(cd_drivers(x, always, 3, 1, &driver), 0);
  assert_int_equal(driver.input, 77);
}

/* Of eight replicates four with the event. Ranks by hand: U of 16 without ties has z = (U - 8) / sqrt 12: 16: 2.309 (p 0.021); 15: 2.021 (p 0.043); 14:
 * 1.732 (p 0.083). The last: ones for all four and one of the others, U = 14 and, ties of 5 and 3, variance 8.571: z = 2.049 (p 0.040). */
static const double sixteen[] = {5, 6, 7, 8, 1, 2, 3, 4}, fifteen[] = {4, 6, 7, 8, 1, 2, 3, 5},
                    fourteen[] = {3, 6, 7, 8, 1, 2, 4, 5}, binary[] = {1, 1, 1, 1, 1, 0, 0, 0},
                    noise[] = {1, 8, 3, 6, 2, 7, 4, 5};

static guint told_of(const double *const *input, guint n, CdDriver *driver)
{
  static const guint8 event[] = {1, 1, 1, 1, 0, 0, 0, 0};
  double x[8 * 3];
  for (guint k = 0; k < 8; k++)
    for (guint i = 0; i < n; i++)
      x[k * n + i] = input[i][k];
  return cd_drivers(x, event, 8, n, driver);
}

/* Holm 1979: of n the strongest is held to 5 % / n, the next to 5 % / (n - 1), until one fails. */
static void holm_holds_each_driver_to_its_own_level(void **state)
{
  (void)state;
  CdDriver driver[3];
  assert_int_equal(told_of((const double *[]){sixteen}, 1, driver), 1);
  assert_int_equal(told_of((const double *[]){fourteen}, 1, driver), 0);
  assert_int_equal(told_of((const double *[]){fifteen, sixteen}, 2, driver),
                   2); /* 0.021 < 0.025, 0.043 < 0.05: one by Bonferroni */
  assert_true(driver[0].input == 1 && driver[1].input == 0);
  assert_int_equal(told_of((const double *[]){fourteen, sixteen}, 2, driver), 1);
  assert_int_equal(told_of((const double *[]){fifteen, sixteen, noise}, 3, driver),
                   0); /* 0.021 > 0.0167: and so none, also the second */
}

static void drivers_stand_in_the_order_in_which_they_are_told(void **state)
{
  (void)state;
  CdDriver driver[2];
  told_of((const double *[]){fifteen, binary}, 2, driver);
  assert_int_equal(driver[0].input, 1);
  assert_nine(driver[0].auc, 14.0 / 16);
  assert_nine(driver[0].z, 6 / sqrt(16.0 / 12 * (9 - 144.0 / 56)));
  assert_nine(driver[1].auc, 15.0 / 16);
  assert_nine(driver[1].z, 7 / sqrt(12));
}

/* --- regions --- */

enum { REPLICATES = 2000, INPUTS = 6 };

typedef struct {
  double x[REPLICATES * INPUTS];
  guint8 event[REPLICATES];
  CdDriver driver[INPUTS];
} Case;

static bool in_box(const double *x)
{
  return x[1] <= 0.4 && x[4] >= 0.6;
}

/* The event with probability WITHIN the box, else OUTSIDE. */
static Case *case_new(guint64 seed, double within, double outside)
{
  Case *it = g_new0(Case, 1);
  for (guint k = 0; k < REPLICATES; k++) {
    CdStream stream = cd_stream(seed, k, CD_PURPOSE_INPUT, 0);
    double *x = &it->x[k * INPUTS];
    for (guint i = 0; i < INPUTS; i++)
      x[i] = cd_stream_uniform(stream, i, 0);
    it->event[k] = cd_stream_uniform(stream, INPUTS, 0) < (in_box(x) ? within : outside);
  }
  return it;
}

static CdRegion find(Case *it)
{
  cd_drivers(it->x, it->event, REPLICATES, INPUTS, it->driver);
  return cd_region_find(it->x, it->event, REPLICATES, INPUTS, it->driver, INPUTS);
}

static bool is_in(const CdRegion *region, const double *x)
{
  bool inside = true;
  for (guint l = 0; l < region->n_limits; l++) {
    double at = x[region->limit[l].input], limit = region->limit[l].limit;
    inside = inside && (region->limit[l].below ? at <= limit : at >= limit);
  }
  return inside;
}

static void a_box_is_found(void **state)
{
  (void)state;
  g_autofree Case *it = case_new(1, 0.9, 0.1);
  CdRegion region = find(it);
  assert_int_equal(region.n_limits, 2);
  for (guint l = 0; l < 2; l++) {
    bool lower = region.limit[l].input == 1;
    assert_true(lower || region.limit[l].input == 4);
    assert_true(region.limit[l].below == lower);
    assert_true(fabs(region.limit[l].limit - (lower ? 0.4 : 0.6)) < 0.05);
  }
  assert_true(region.inside.share > 0.8 && region.all.share < 0.3 && region.holds.share > 0.5);
}

static void its_shares_are_those_of_even_replicates(void **state)
{
  (void)state;
  g_autofree Case *it = case_new(2, 0.9, 0.1);
  CdRegion region = find(it);
  guint inside = 0, events_inside = 0, events = 0;
  for (guint k = 0; k < REPLICATES; k += 2) {
    bool within = is_in(&region, &it->x[k * INPUTS]);
    inside += within;
    events_inside += within && it->event[k];
    events += it->event[k];
  }
  assert_true(region.n_limits > 0 && inside > 0);
  assert_true(region.inside.n == events_inside && region.inside.of == inside);
  assert_true(region.all.n == events && region.all.of == REPLICATES / 2);
  assert_true(region.holds.n == events_inside && region.holds.of == events);
}

static void its_limits_are_those_of_odd_replicates(void **state)
{
  (void)state;
  g_autofree Case *it = case_new(2, 0.9, 0.1);
  CdRegion before = find(it);
  for (guint k = 0; k < REPLICATES; k += 2)
    it->event[k] = in_box(&it->x[k * INPUTS]) || it->event[k];
  CdRegion after = cd_region_find(it->x, it->event, REPLICATES, INPUTS, it->driver, INPUTS);
  assert_int_equal(after.n_limits, before.n_limits);
  for (guint l = 0; l < before.n_limits; l++)
    assert_true(after.limit[l].input == before.limit[l].input && after.limit[l].limit == before.limit[l].limit);
  assert_true(after.inside.share > before.inside.share);
}

static void what_does_not_hold_on_even_replicates_is_no_region(void **state)
{
  (void)state;
  g_autofree Case *box = case_new(3, 0.9, 0.1), *none = case_new(3, 0.3, 0.3);
  for (guint k = 0; k < REPLICATES; k += 2)
    box->event[k] = none->event[k];
  CdRegion region = find(box);
  assert_int_equal(region.n_limits, 0);
  assert_true(region.inside.n == region.all.n && region.inside.of == region.all.of && region.inside.of == REPLICATES / 2);
  assert_true(region.holds.share == 1);
}

/* One in forty or so may pass as one. */
static void noise_holds_no_region(void **state)
{
  (void)state;
  guint found = 0, told = 0;
  for (guint seed = 10; seed < 30; seed++) {
    g_autofree Case *it = case_new(seed, 0.2, 0.2);
    found += find(it).n_limits > 0;
    told += cd_drivers(it->x, it->event, REPLICATES, INPUTS, it->driver) > 0;
  }
  assert_true(found <= 2);
  assert_true(told <= 4); /* 5 % of 20, and three standard deviations */
}

static void few_events_make_no_region(void **state)
{
  (void)state;
  g_autofree Case *it = case_new(4, 1, 0);
  guint kept = 0;
  for (guint k = 1; k < REPLICATES; k += 2) {
    kept += it->event[k];
    it->event[k] = it->event[k] && kept <= 19;
  }
  assert_int_equal(find(it).n_limits, 0);
  g_autofree Case *more = case_new(4, 1, 0);
  kept = 0;
  for (guint k = 1; k < REPLICATES; k += 2) {
    kept += more->event[k];
    more->event[k] = more->event[k] && kept <= 20;
  }
  assert_true(find(more).n_limits > 0);
}

static void regions_are_not_small(void **state)
{
  (void)state;
  for (guint seed = 30; seed < 34; seed++) {
    g_autofree Case *it = case_new(seed, 0.5, 0.05);
    CdRegion region = find(it);
    guint inside = 0;
    for (guint k = 1; k < REPLICATES; k += 2)
      inside += is_in(&region, &it->x[k * INPUTS]);
    assert_true(region.n_limits > 0 && region.n_limits <= CD_REGION_LIMITS && inside >= REPLICATES / 20);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(intervals_are_those_published),
      cmocka_unit_test(intervals_mirror_and_stay_within_nought_and_one),
      cmocka_unit_test(a_share_of_nothing_is_undefined),
      cmocka_unit_test(ties_count_one_half_and_narrow_the_variance),
      cmocka_unit_test(what_is_alike_everywhere_drives_nothing),
      cmocka_unit_test(an_event_that_never_varies_has_no_driver),
      cmocka_unit_test(holm_holds_each_driver_to_its_own_level),
      cmocka_unit_test(drivers_stand_in_the_order_in_which_they_are_told),
      cmocka_unit_test(a_box_is_found),
      cmocka_unit_test(its_shares_are_those_of_even_replicates),
      cmocka_unit_test(its_limits_are_those_of_odd_replicates),
      cmocka_unit_test(what_does_not_hold_on_even_replicates_is_no_region),
      cmocka_unit_test(noise_holds_no_region),
      cmocka_unit_test(few_events_make_no_region),
      cmocka_unit_test(regions_are_not_small),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
