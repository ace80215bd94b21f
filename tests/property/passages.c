/* What crosses the borders, told by passage and by boundary, is what crosses them: to the last person, in every arm and with whatever luck. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "tests/property/generate.h"
#include "tests/property/runs.h"
#include "tests/property/trials.h"

/* One arm of one run. */
typedef struct {
  const CdScenario *scenario;
  const CdMetricLayout *layout;
  const double *value;
  guint seed, years;
} Sheet;

static double at(const Sheet *sheet, CdMetricKind kind, CdScope scope, guint row)
{
  return sheet->value[cd_metric_at(sheet->layout, kind, scope, row)];
}

/* Yearly means of whole people, as people. */
static gint64 people(const Sheet *sheet, CdMetricKind kind, CdScope scope, guint row)
{
  double all = at(sheet, kind, scope, row) * sheet->years;
  if (!(fabs(all - round(all)) < 1e-6))
    fail_msg("seed %u: %s is %.17g people", sheet->seed, cd_metric(kind)->id, all);
  return llround(all);
}

/* By passage, by area, and all: the same people. Returns how many. */
static gint64 assert_adds_up(const Sheet *sheet, CdMetricKind kind, bool by_area)
{
  gint64 all = 0;
  for (guint a = 0; a < sheet->scenario->table[CD_ENTITY_AREA].n; a++) {
    gint64 of_area = 0;
    for (guint p = 0; p < sheet->layout->passages->n; p++)
      if (sheet->layout->passages->from[p] == a)
        of_area += people(sheet, kind, CD_BY_PASSAGE, p);
    if (by_area && of_area != people(sheet, kind, CD_BY_AREA, a))
      fail_msg("seed %u: %s of area %u", sheet->seed, cd_metric(kind)->id, a);
    all += of_area;
  }
  if (all != people(sheet, kind, CD_TOTAL, 0))
    fail_msg("seed %u: %s", sheet->seed, cd_metric(kind)->id);
  return all;
}

static void assert_boundaries_add_up(const Sheet *sheet, CdMetricKind kind, CdMetricKind first)
{
  gint64 all = 0;
  for (guint b = 0; b < 3; b++)
    all += people(sheet, (CdMetricKind)(first + b), CD_TOTAL, 0);
  if (all != people(sheet, kind, CD_TOTAL, 0))
    fail_msg("seed %u: %s by boundary", sheet->seed, cd_metric(kind)->id);
}

/* Guests are some of those who attend; what their care comes to follows them. */
static void assert_money_follows(const Sheet *sheet)
{
  double each = at(sheet, CD_METRIC_COST_PER_CLIENT, CD_TOTAL, 0), care = 0, recharged = 0;
  for (guint p = 0; p < sheet->layout->passages->n; p++) {
    double guests = at(sheet, CD_METRIC_BORDER_GUESTS, CD_BY_PASSAGE, p),
           paid = at(sheet, CD_METRIC_BORDER_RECHARGE, CD_BY_PASSAGE, p);
    assert_true(guests >= 0 && guests <= at(sheet, CD_METRIC_BORDER_ATTENDANCES, CD_BY_PASSAGE, p));
    assert_true(fabs(at(sheet, CD_METRIC_BORDER_CARE, CD_BY_PASSAGE, p) - guests * each) <= 1e-9 * guests * each);
    assert_true(paid >= 0);
    care += at(sheet, CD_METRIC_BORDER_CARE, CD_BY_PASSAGE, p);
    recharged += paid;
  }
  assert_true(fabs(care - at(sheet, CD_METRIC_BORDER_CARE, CD_TOTAL, 0)) <= 1e-9 * care);
  assert_true(fabs(recharged - at(sheet, CD_METRIC_BORDER_RECHARGE, CD_TOTAL, 0)) <= 1e-9 * recharged);
}

static void what_crosses_by_passage_and_boundary_is_what_crosses(void **state)
{
  (void)state;
  guint n = cd_test_count(80, 12), moving = 0, attending = 0, visiting = 0, recharging = 0, mixed = 0;
  for (guint seed = 47000; seed < 47000 + n; seed++) {
    CdScenario *scenario = cd_generate(seed, (CdWanted){.talks = seed % 4 == 0});
    CdRuns *runs = cd_runs_new(scenario, seed, 2);
    const CdField *horizon = CD_FIELD(APPRAISAL, Appraisal, horizon);
    double months = cd_value_median(&cd_scenario_appraisal(scenario, 0)->horizon, horizon);
    for (guint run = 0; run < 2 * CD_LUCKS; run++)
      for (guint arm = 0; arm < runs->arms; arm++) {
        Sheet sheet = {scenario, runs->layout, cd_runs_at(runs, run, arm), seed, (guint)ceil(months / 12)};
        moving += assert_adds_up(&sheet, CD_METRIC_BORDER_MOVES, true) > 0;
        assert_adds_up(&sheet, CD_METRIC_BORDER_LOSSES, true);
        attending += assert_adds_up(&sheet, CD_METRIC_BORDER_ATTENDANCES, true) > 0;
        visiting += assert_adds_up(&sheet, CD_METRIC_BORDER_GUESTS, false) > 0;
        assert_boundaries_add_up(&sheet, CD_METRIC_BORDER_MOVES, CD_METRIC_MOVES_ONE_CONTRACT);
        assert_boundaries_add_up(&sheet, CD_METRIC_BORDER_LOSSES, CD_METRIC_LOSSES_ONE_CONTRACT);
        assert_money_follows(&sheet);
        recharging += at(&sheet, CD_METRIC_BORDER_RECHARGE, CD_TOTAL, 0) > 0;
        mixed += at(&sheet, CD_METRIC_MOVES_ONE_CONTRACT, CD_TOTAL, 0) > 0 &&
                 at(&sheet, CD_METRIC_MOVES_TWO_PROVIDERS, CD_TOTAL, 0) > 0;
      }
    cd_runs_free(runs);
    cd_scenario_unref(scenario);
  }
  assert_true(moving > 0 && attending > 0 && visiting > 0 && recharging > 0 && mixed > 0);
}

/* Areas with nothing between them have no values between them. */
static void there_are_no_more_passages_than_borders_and_hubs_make(void **state)
{
  (void)state;
  guint fewer = 0;
  for (guint seed = 47500; seed < 47600; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    guint areas = scenario->table[CD_ENTITY_AREA].n;
    g_autoptr(CdPassages) passages = cd_passages_new(scenario);
    assert_true(passages->n <= areas * (areas - 1));
    fewer += passages->n < areas * (areas - 1);
    for (guint b = 0; b < scenario->table[CD_ENTITY_BORDER].n; b++) {
      const CdBorderSpec *border = cd_scenario_border(scenario, b);
      assert_true(cd_passage_find(passages, (guint)border->first, (guint)border->second) >= 0);
      assert_true(cd_passage_find(passages, (guint)border->second, (guint)border->first) >= 0);
    }
    cd_scenario_unref(scenario);
  }
  assert_true(fewer > 10);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(what_crosses_by_passage_and_boundary_is_what_crosses),
      cmocka_unit_test(there_are_no_more_passages_than_borders_and_hubs_make),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
