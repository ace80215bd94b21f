/* One purchase marked in six ways (scenarios/scoring.xml), each option on its own terms, against values by hand.
 *
 * Where costs hardly differ and the envelope binds nobody a bidder adds v / (2 g C) to the quality that it has by nature, v being what a mark is worth and g C
 * what the square of the marks costs (Che 1993). Absolute: v = 0.4 / 0.6 x 0.3 = 0.2 of the reference cost; in pounds, 0.5; relative, 0.4 / 0.6 of a price
 * squared by the lowest price, which is no less than cost. Who wins is held in another language: tests/end-to-end/markings. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/appraisal/results.h"
#include "sim/scenario/load.h"

enum { ABSOLUTE, RELATIVE, VALUE, POUNDS, LEAST, LEAST_HIGH, OPTIONS };
enum { REPLICATES = 60 };

static CdResults *run_with(const char *const *settings)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CdScenario) scenario = cd_scenario_load(SCENARIOS "/scoring.xml", settings, &error);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = REPLICATES;
  CdResults *results = scenario ? cd_run(scenario, &options, &error) : NULL;
  if (!results)
    fail_msg("%s", error->message);
  return results;
}

static double mean(const CdResults *results, guint structure, bool own, CdMetricKind kind)
{
  return cd_results_summary(results, CD_ARM(structure, own), kind, CD_TOTAL, 0)->mean;
}

/* Each option is one contract, in the same order. */
static const CdContractOutcome *let(const CdResults *results, guint run, guint option, bool own)
{
  return &results->outcome[(run * 2 + own) * results->n_contracts + option];
}

static void on_common_terms_the_six_are_one_option(void **state)
{
  const CdResults *results = *state;
  assert_int_equal(results->n_contracts, OPTIONS);
  for (guint run = 0; run < REPLICATES * CD_LUCKS; run++)
    for (guint option = RELATIVE; option < OPTIONS; option++) {
      const CdContractOutcome *first = let(results, run, ABSOLUTE, false), *it = let(results, run, option, false);
      assert_int_equal(it->provider, first->provider);
      assert_true(it->price == first->price && it->quality == first->quality);
    }
}

static void nothing_is_let_below_its_least_quality(void **state)
{
  const CdResults *results = *state;
  static const double known[OPTIONS] = {[LEAST] = 0.7, [LEAST_HIGH] = 0.9};
  for (guint option = ABSOLUTE; option < OPTIONS; option++) {
    guint bound = 0;
    for (guint run = 0; run < REPLICATES * CD_LUCKS; run++) {
      const CdContractOutcome *it = let(results, run, option, true);
      if (it->no_bid)
        continue;
      assert_true(it->quality >= known[option]);
      bound += it->quality < 0.7;
    }
    if (option == ABSOLUTE)
      assert_true(bound > REPLICATES); /* most would be below it where nothing is asked */
  }
}

/* A bidder whose cost the least quality raises cannot find it worth its while where it did not before. */
static void the_higher_the_least_quality_the_fewer_bid_and_the_more_it_costs(void **state)
{
  const CdResults *results = *state;
  static const guint order[] = {ABSOLUTE, LEAST, LEAST_HIGH};
  for (guint i = 1; i < G_N_ELEMENTS(order); i++) {
    assert_true(mean(results, order[i], true, CD_METRIC_BIDS) < mean(results, order[i - 1], true, CD_METRIC_BIDS));
    assert_true(mean(results, order[i], true, CD_METRIC_QUALITY) > mean(results, order[i - 1], true, CD_METRIC_QUALITY));
    assert_true(mean(results, order[i], true, CD_METRIC_COST_PROVIDER) >
                mean(results, order[i - 1], true, CD_METRIC_COST_PROVIDER));
  }
}

/* Providers alike, of quality 0.5, costs within two per cent of each other, g = 1.2. */
static void quality_is_what_a_mark_is_worth_by_hand(void **state)
{
  (void)state;
  static const char *const settings[] = {
      "market/cost-spread=0.005",     "market/quality-cost=1.2",          "market/price-band=0.3",
      "market/envelope=1.6",          "provider[incumbent]/efficiency=1", "provider[incumbent]/quality=0.5",
      "provider[plain]/efficiency=1", "provider[plain]/quality=0.5",      "provider[local]/efficiency=1",
      "provider[local]/quality=0.5",  "provider[charity]/efficiency=1",   "provider[charity]/quality=0.5",
      "provider[trust]/efficiency=1", "provider[trust]/quality=0.5",      NULL};
  g_autoptr(CdResults) results = run_with(settings);
  static const double known[OPTIONS] = {[ABSOLUTE] = 0.5 + 0.2 / 2.4, [POUNDS] = 0.5 + 0.5 / 2.4, [LEAST_HIGH] = 0.9};
  for (guint option = ABSOLUTE; option < OPTIONS; option++)
    if (known[option] > 0)
      for (guint run = 0; run < REPLICATES * CD_LUCKS; run++) {
        double found = let(results, run, option, true)->quality;
        if (fabs(found - known[option]) > 0.02 * (known[option] - 0.5) + 1e-9)
          fail_msg("option %u: %.6g, by hand %.6g", option, found, known[option]);
      }
  /* Relative: 0.5 + a, v = 2/3 p, p at least its cost 1 + 1.2 a^2, so a >= (1 + 1.2 a^2) / 3.6, which is 0.3 and more. */
  for (guint run = 0; run < REPLICATES * CD_LUCKS; run++)
    assert_true(let(results, run, RELATIVE, true)->quality > 0.5 + 0.3 * 0.98);
}

static int open_run(void **state)
{
  *state = run_with(NULL);
  return 0;
}

static int close_run(void **state)
{
  cd_results_free(*state);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(on_common_terms_the_six_are_one_option),
      cmocka_unit_test(nothing_is_let_below_its_least_quality),
      cmocka_unit_test(the_higher_the_least_quality_the_fewer_bid_and_the_more_it_costs),
      cmocka_unit_test(quality_is_what_a_mark_is_worth_by_hand),
  };
  return cmocka_run_group_tests(tests, open_run, close_run);
}
