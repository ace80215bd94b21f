#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/engine/metrics.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdMetricLayout, cd_metric_layout_free)

static CdScenario *with_a_funder(void)
{
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_FUNDER, NULL, "police",
               "kind=probation component=justice contribution=1 weight-cost=1 weight-outcomes=1 "
               "weight-continuity=1 weight-control=1"
               " weight-time=1 belief-scale=0");
  return s;
}

/* Of what "those" are, or what is "the same", explain and tables tell nothing. */
static void assert_stands_alone(const char *text)
{
  static const char *const dangling[] = {"The same", "Of those", "Those", "They", "It ", "Whether it "};
  for (guint i = 0; i < G_N_ELEMENTS(dangling); i++)
    if (g_str_has_prefix(text, dangling[i]))
      fail_msg("of what? %s", text);
}

static void every_metric_says_what_it_is(void **state)
{
  (void)state;
  for (int m = 0; m < CD_METRIC_COUNT; m++) {
    const CdMetric *metric = cd_metric((CdMetricKind)m);
    assert_true(strlen(metric->id) > 0 && strlen(cd_unit_text(metric->unit)) > 0 && strlen(metric->label) > 0);
    assert_true(g_str_has_suffix(metric->definition, "."));
    assert_stands_alone(metric->definition);
    assert_stands_alone(metric->label);
    assert_true(metric->materiality > 0);
    assert_true(metric->scopes > 0 && metric->scopes < 1u << CD_SCOPES);
    for (int other = 0; other < m; other++) {
      assert_string_not_equal(metric->id, cd_metric((CdMetricKind)other)->id);
      if (m < CD_METRIC_LAYER)
        assert_string_not_equal(metric->label, cd_metric((CdMetricKind)other)->label);
    }
  }
}

static void metrics_are_those_of_the_registry(void **state)
{
  (void)state;
  const CdMetric *losses = cd_metric(CD_METRIC_BORDER_LOSSES);
  assert_string_equal(losses->id, "border-losses");
  assert_int_equal(losses->better, CD_LOWER);
  assert_int_equal(losses->scopes, CD_TOTAL | CD_BY_AREA | CD_BY_PASSAGE);
  assert_int_equal(losses->basis, CD_OF_PEOPLE);
  assert_nine(losses->materiality, 0.001);
  assert_string_equal(cd_metric(CD_METRIC_UTILITY)->id, "utility");
  assert_int_equal(cd_metric(CD_METRIC_UTILITY)->scopes, CD_BY_COUNCIL | CD_BY_FUNDER);
}

static void layers_of_cost_follow_the_metrics(void **state)
{
  (void)state;
  for (int l = 0; l < CD_LAYER_COUNT; l++) {
    const CdMetric *metric = cd_metric((CdMetricKind)(CD_METRIC_LAYER + l));
    assert_string_equal(metric->id, cd_layer_id((CdLayer)l));
    assert_string_equal(metric->label, cd_layer_label((CdLayer)l));
    assert_int_equal(metric->scopes, CD_TOTAL);
    assert_int_equal(metric->basis, CD_RELATIVE_COST);
    assert_nine(metric->materiality, 0.001);
  }
}

/* A value for the total, for each of three areas, two councils, one co-commissioner, two passages, no locality, four cohorts, a bed-service and a hub, as the metric has them. */
static void a_layout_has_a_place_for_every_value_and_no_more(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = with_a_funder();
  cd_small_add(scenario, CD_ENTITY_BORDER, NULL, "border", "first=west second=east moves-per-year=1");
  cd_small_add(scenario, CD_ENTITY_HUB, NULL, "centre", "area=west");
  cd_small_add(scenario, CD_ENTITY_BUDGETS, NULL, "", "");
  cd_small_add(scenario, CD_ENTITY_REFERRER, NULL, "police", "cohorts=justice share=0.5");
  cd_small_add(scenario, CD_ENTITY_REFERRER, NULL, "prison", "cohorts=justice share=0.2");
  cd_small_add(scenario, CD_ENTITY_BED_SERVICE, NULL, "detox", "component=beds stay-weeks=1 week-price=1");
  cd_small_set(scenario, CD_ENTITY_COHORT, "alcohol", "mental-health-share=0.2");
  cd_small_add(scenario, CD_ENTITY_POST, NULL, "dual", "serves=mental-health cohorts=alcohol clients-per-wte=50");
  g_autoptr(CdMetricLayout) layout = cd_metric_layout_new(scenario);
  static const guint rows[CD_SCOPES] = {1, 3, 2, 1, 2, 0, 4, 1, 1, 2};
  guint n = 0;
  for (int m = 0; m < CD_METRIC_COUNT; m++)
    for (guint s = 0; s < CD_SCOPES; s++)
      n += cd_metric((CdMetricKind)m)->scopes & (1u << s) ? rows[s] : 0;
  assert_int_equal(layout->n, n);
  for (guint i = 0; i < n; i++)
    assert_int_equal(cd_metric_at(layout, layout->kind[i], layout->scope[i], layout->row[i]), i);
}

/* Budgets, beds and dual diagnosis are told of only where there are any, totals too. */
static void what_a_scenario_has_none_of_is_not_told(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = with_a_funder();
  g_autoptr(CdMetricLayout) layout = cd_metric_layout_new(scenario);
  assert_false(cd_metric_is_told(layout, CD_METRIC_BUDGET, CD_BY_COUNCIL));
  assert_false(cd_metric_is_told(layout, CD_METRIC_BED_AREA_GIVE_UPS, CD_BY_AREA));
  assert_false(cd_metric_is_told(layout, CD_METRIC_MENTAL_HEALTH, CD_TOTAL));
  assert_true(cd_metric_is_told(layout, CD_METRIC_DEATHS, CD_TOTAL));
  assert_int_equal(cd_metric_find(layout, "mental-health-served"), -1);
}

static void values_are_found_by_their_name(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = with_a_funder();
  g_autoptr(CdMetricLayout) layout = cd_metric_layout_new(scenario);
  cd_metric_layout_free(g_steal_pointer(&layout));
  cd_small_add(scenario, CD_ENTITY_BORDER, NULL, "border", "first=west second=east moves-per-year=1");
  cd_small_add(scenario, CD_ENTITY_LOCALITY, NULL, "west", "area=west client-share=1"); /* an area's id too */
  layout = cd_metric_layout_new(scenario);
  for (guint i = 0; i < layout->n; i++)
    assert_int_equal(cd_metric_find(layout, layout->name[i]), i);
  assert_int_equal(cd_metric_find(layout, "border-moves[west>east]"),
                   cd_metric_at(layout, CD_METRIC_BORDER_MOVES, CD_BY_PASSAGE, 1));
  assert_int_equal(cd_metric_find(layout, "border-moves[west>hill]"), -1);
  assert_int_equal(cd_metric_find(layout, "locality-across[west]"),
                   cd_metric_at(layout, CD_METRIC_LOCALITY_ACROSS, CD_BY_LOCALITY, 0));
  assert_int_equal(cd_metric_find(layout, "deaths"), cd_metric_at(layout, CD_METRIC_DEATHS, CD_TOTAL, 0));
  assert_int_equal(cd_metric_find(layout, "deaths[hill]"), cd_metric_at(layout, CD_METRIC_DEATHS, CD_BY_AREA, 2));
  assert_int_equal(cd_metric_find(layout, "cost-annual[western]"),
                   cd_metric_at(layout, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, 1));
  assert_int_equal(cd_metric_find(layout, "cost-annual[police]"),
                   cd_metric_at(layout, CD_METRIC_COST_ANNUAL, CD_BY_FUNDER, 0));
  assert_int_equal(cd_metric_find(layout, "deaths[police]"), -1);
  assert_int_equal(cd_metric_find(layout, "death"), -1);
}

static void scopes_that_a_metric_lacks_have_no_place(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = with_a_funder();
  g_autoptr(CdMetricLayout) layout = cd_metric_layout_new(scenario);
  assert_int_equal(layout->first[CD_METRIC_UTILITY][0], G_MAXUINT);
  assert_int_equal(layout->first[CD_METRIC_DEATHS][2], G_MAXUINT);
  assert_int_not_equal(layout->first[CD_METRIC_DEATHS][1], G_MAXUINT);
}

static void nothing_is_freed_twice(void **state)
{
  (void)state;
  cd_metric_layout_free(NULL);
}

static void budgets_have_no_place_where_the_scenario_has_none(void **state)
{
  (void)state;
  g_autoptr(CdScenario) without = with_a_funder(), with = with_a_funder();
  cd_small_add(with, CD_ENTITY_BUDGETS, NULL, "", "");
  g_autoptr(CdMetricLayout) none = cd_metric_layout_new(without), some = cd_metric_layout_new(with);
  assert_int_equal(cd_metric_find(none, "budget-gap[eastern]"), -1);
  assert_true(cd_metric_find(some, "budget-gap[eastern]") >= 0);
  assert_int_equal(some->n - none->n, 2 * (1 + CD_METRIC_GAP_COMPLETIONS - CD_METRIC_BUDGET));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_metric_says_what_it_is),
      cmocka_unit_test(metrics_are_those_of_the_registry),
      cmocka_unit_test(layers_of_cost_follow_the_metrics),
      cmocka_unit_test(a_layout_has_a_place_for_every_value_and_no_more),
      cmocka_unit_test(budgets_have_no_place_where_the_scenario_has_none),
      cmocka_unit_test(what_a_scenario_has_none_of_is_not_told),
      cmocka_unit_test(values_are_found_by_their_name),
      cmocka_unit_test(scopes_that_a_metric_lacks_have_no_place),
      cmocka_unit_test(nothing_is_freed_twice),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
