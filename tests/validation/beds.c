/* Beds of two invented councils (scenarios/beds.xml) against queues worked apart from the program, at the scenario's central values. docs/validation.md. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/engine/replicate.h"
#include "sim/scenario/load.h"

enum { APART, POOLED, FEWER, TOGETHER, DETOX = 0, REHAB = 1 };

/* 900 people a year for opiates in Harbour start 900/4.5 = 200 times, and for alcohol 900/1.5 = 600 times; 350 each in Fells 77.8 and 233.3
 * times. Of these 5 and 8 in a hundred need detoxification, 3 rehabilitation. */
#define CENTRAL                                                                                                        \
  "area[harbour]/adults-in-treatment=1800", "area[fells]/adults-in-treatment=700",                                     \
      "bed-service[detox]/bed-need[opiate]/share=0.05", "bed-service[detox]/bed-need[alcohol]/share=0.08",             \
      "bed-service[rehab]/bed-need[all]/share=0.03", "bed-service[detox]/patience-weeks=13",                           \
      "bed-service[rehab]/patience-weeks=13"

typedef struct {
  CdScenario *scenario;
  CdEngine *engine;
  CdWorker *worker;
  double *value;
} Case;

static Case case_new(void)
{
  const char *const settings[] = {CENTRAL, NULL};
  g_autoptr(GError) error = NULL;
  Case it = {.scenario = cd_scenario_load(SCENARIOS "/beds.xml", settings, &error)};
  if (!it.scenario)
    fail_msg("%s", error->message);
  it.engine = cd_engine_new(it.scenario, 1);
  it.worker = cd_worker_new(it.engine);
  it.value = g_new(double, (gsize)cd_engine_arms(it.engine) * CD_LUCKS * cd_engine_layout(it.engine)->n);
  cd_engine_replicate(it.engine, it.worker, 0, &(CdReplicateOut){.value = it.value});
  return it;
}

static void case_clear(Case *it)
{
  g_free(it->value);
  cd_worker_free(it->worker);
  cd_engine_free(it->engine);
  cd_scenario_unref(it->scenario);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

static double got(const Case *it, guint structure, CdMetricKind kind, guint service)
{
  const CdMetricLayout *layout = cd_engine_layout(it->engine);
  return it->value[(gsize)CD_ARM(structure, false) * layout->n + cd_metric_at(layout, kind, CD_BY_BED_SERVICE, service)];
}

static void assert_within(double x, double want, double tolerance)
{
  if (!(fabs(x - want) <= tolerance))
    fail_msg("%.6g, not %.6g", x, want);
}

/* Weeks of waiting, summed over the states of each queue by a script of another language. */
static void waits_are_those_of_the_queues(void **state)
{
  (void)state;
  g_auto(Case) it = case_new();
  assert_within(got(&it, APART, CD_METRIC_BED_WAIT, DETOX), 1.453546528, 1e-8);
  assert_within(got(&it, POOLED, CD_METRIC_BED_WAIT, DETOX), 0.855370998, 1e-8);
  assert_within(got(&it, FEWER, CD_METRIC_BED_WAIT, DETOX), 1.511010872, 1e-8);
  assert_within(got(&it, APART, CD_METRIC_BED_NEED, DETOX), 80.555555556, 1e-6);
  assert_within(got(&it, APART, CD_METRIC_BED_WAIT, REHAB), 2.239468751, 1e-8);
  assert_within(got(&it, POOLED, CD_METRIC_BED_WAIT, REHAB), 1.562463395, 1e-8);
  assert_within(got(&it, FEWER, CD_METRIC_BED_WAIT, REHAB), 2.237991393, 1e-8);
  assert_within(got(&it, APART, CD_METRIC_BED_NEED, REHAB), 33.333333333, 1e-6);
}

static void beds_bought_together_are_worth_a_tenth_more(void **state)
{
  (void)state;
  g_auto(Case) it = case_new();
  for (guint service = DETOX; service <= REHAB; service++) {
    double apart = got(&it, APART, CD_METRIC_BED_WAIT, service), pooled = got(&it, POOLED, CD_METRIC_BED_WAIT, service);
    assert_true(pooled < 0.75 * apart);
    assert_within(got(&it, FEWER, CD_METRIC_BED_WAIT, service), apart, 0.15 * apart);
    assert_within(got(&it, TOGETHER, CD_METRIC_BED_WAIT, service), pooled, 1e-12);
    assert_within(got(&it, FEWER, CD_METRIC_BEDS, service), 0.9 * got(&it, APART, CD_METRIC_BEDS, service), 1e-12);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(waits_are_those_of_the_queues),
      cmocka_unit_test(beds_bought_together_are_worth_a_tenth_more),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
