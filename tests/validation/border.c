/* A border that is open, recharged or closed, and a provider under which staff keep leaving faster (scenarios/border.xml), by hand.
 *
 * Of 600 people in treatment in a year for opiates 600 x 42 / 54 = 466.67 are there on average, of 600 for alcohol 600 x 6 / 18 = 200: the county has
 * 666.67 clients, the city half as many again, 1,000. A quarter of the county's live in the suburbs, half of these are best served in the city: 83.33 guests
 * among the 1,083.33 who use the city's hub. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/appraisal/results.h"
#include "sim/scenario/load.h"
#include "tests/unit/near.h"

enum { TODAY, OPEN, RECHARGED, RESIDENTS, JOINT };
enum { CITY, COUNTY };
enum { INNER, SUBURBS, FENS };

static const double guests = 1200 * (42 / 54.0 + 6 / 18.0) / 2 / 8,
                    users = 1800 * (42 / 54.0 + 6 / 18.0) / 2 + 1200 * (42 / 54.0 + 6 / 18.0) / 16;

static CdResults *run_with(const char *const *settings)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CdScenario) scenario = cd_scenario_load(SCENARIOS "/border.xml", settings, &error);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 12;
  CdResults *results = scenario ? cd_run(scenario, &options, &error) : NULL;
  if (!results)
    fail_msg("%s", error->message);
  return results;
}

static double mean(const CdResults *results, guint structure, CdMetricKind kind, CdScope scope, guint row)
{
  return cd_results_summary(results, CD_ARM(structure, false), kind, scope, row)->mean;
}

static double paid(const CdResults *results, guint structure, guint council)
{
  return mean(results, structure, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, council);
}

/* PART: the guests' part of the rent. */
static void assert_recharged(const char *limit, double part)
{
  const char *const settings[] = {limit, NULL};
  g_autoptr(CdResults) results = run_with(settings);
  assert_near(mean(results, RECHARGED, CD_METRIC_BORDER_RECHARGE, CD_TOTAL, 0), part, 1e-6);
  for (guint s = TODAY; s <= JOINT; s++)
    if (s != RECHARGED)
      assert_true(mean(results, s, CD_METRIC_BORDER_RECHARGE, CD_TOTAL, 0) == 0);
  assert_near(paid(results, RECHARGED, COUNTY) - paid(results, OPEN, COUNTY), part, 4e-6); /* two pence */
  assert_near(paid(results, RECHARGED, CITY) - paid(results, OPEN, CITY), -part, 4e-6);
  assert_near(mean(results, RECHARGED, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0),
              mean(results, OPEN, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0), 1e-8);
}

static void the_county_pays_its_guests_part_of_the_rent(void **state)
{
  (void)state;
  assert_near(guests, 83.333333, 1e-6);
  assert_recharged("cost/hub-limit=60", 60 * guests);              /* rent shrinks to what each user can carry: 5,000 */
  assert_recharged("cost/hub-limit=200", 120000 * guests / users); /* whole: 9,230.77 */
}

static double completions(const CdResults *results, guint structure, guint area)
{
  const CdMonthLayout *it = &results->months->layout;
  double sum = 0;
  for (guint month = CD_MONTHS_BEFORE; month < it->n_months; month++)
    sum += cd_month_mean(results->months, structure, month, 1 + area, CD_MONTH_FIGURE_COMPLETIONS);
  return sum;
}

static void where_the_border_closes_those_at_the_edge_travel_farther_and_fewer_complete(void **state)
{
  (void)state;
  g_autoptr(CdResults) results = run_with(NULL);
  static const struct {
    guint structure;
    double suburbs, county; /* minutes */
  } known[] = {{OPEN, (15 + 45) / 2.0, 26.25}, {RECHARGED, 30, 26.25}, {RESIDENTS, 45, 30}, {JOINT, 15, 22.5}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    assert_nine(mean(results, known[i].structure, CD_METRIC_LOCALITY_TRAVEL, CD_BY_LOCALITY, SUBURBS), known[i].suburbs);
    assert_nine(mean(results, known[i].structure, CD_METRIC_TRAVEL, CD_BY_AREA, COUNTY), known[i].county);
  }
  assert_true(completions(results, RESIDENTS, COUNTY) < completions(results, OPEN, COUNTY));
  assert_near(completions(results, RECHARGED, COUNTY), completions(results, OPEN, COUNTY), 1e-9);
  /* In the city by no more than those who move there. */
  assert_true(fabs(completions(results, RESIDENTS, CITY) - completions(results, OPEN, CITY)) < 0.5);
}

/* Eight posts of a hundred stand empty. Where three times as many leave, three times as many are empty for each that is filled: 0.24 / 0.92, so that
 * 1 / (1 + 0.24 / 0.92) of all are filled in the end, against 0.92. */
static void where_staff_leave_three_times_as_fast_a_seventh_of_posts_stays_empty(void **state)
{
  (void)state;
  static const char *const settings[] = {"delivery/turnover-after-change=3", NULL};
  g_autoptr(CdResults) results = run_with(settings);
  const CdMonthLayout *it = &results->months->layout;
  double filled = 1 / (1 + 0.24 / 0.92) / 0.92, changed = mean(results, JOINT, CD_METRIC_PROVIDER_CHANGE, CD_TOTAL, 0);
  assert_true(changed > 0.25);
  assert_near(cd_month_mean(results->months, JOINT, it->n_months - 1, 0, CD_MONTH_FIGURE_CAPACITY),
              1 - changed * (1 - filled), 1e-3);
  assert_true(cd_month_mean(results->months, TODAY, it->n_months - 1, 0, CD_MONTH_FIGURE_CAPACITY) == 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_county_pays_its_guests_part_of_the_rent),
      cmocka_unit_test(where_the_border_closes_those_at_the_edge_travel_farther_and_fewer_complete),
      cmocka_unit_test(where_staff_leave_three_times_as_fast_a_seventh_of_posts_stays_empty),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
