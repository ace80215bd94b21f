/* What the report tells of who bears a difference, and of its layers between any two options: that the sums it speaks of hold. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/results.h"
#include "tests/unit/minimal.h"

enum { REPLICATES = 6 };

static int set_up(void **state)
{
  *state = cd_minimal_run(REPLICATES, 1);
  return *state ? 0 : -1;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

static double value_of(const CdResults *results, gsize run, guint arm, CdMetricKind kind, CdScope scope, guint row)
{
  return results->value[(run * results->n_arms + arm) * results->n_values + cd_metric_at(results->layout, kind, scope, row)];
}

static double layers_of(const CdResults *results, gsize run, guint arm)
{
  double sum = 0;
  for (int layer = 0; layer < CD_LAYER_COUNT; layer++)
    sum += value_of(results, run, arm, (CdMetricKind)(CD_METRIC_LAYER + layer), CD_TOTAL, 0);
  return sum;
}

/* In every run of every two options, to a penny for each. */
static void layers_of_any_two_options_add_up_to_their_difference(void **state)
{
  const CdResults *results = *state;
  for (gsize run = 0; run < REPLICATES * CD_LUCKS; run++)
    for (guint a = 0; a < results->n_arms; a++)
      for (guint b = 0; b < a; b++) {
        double cost = value_of(results, run, a, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0) -
                      value_of(results, run, b, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
        assert_true(fabs(layers_of(results, run, a) - layers_of(results, run, b) - cost) < 0.02);
      }
}

static void councils_pay_the_same_in_all_by_every_rule(void **state)
{
  const CdResults *results = *state;
  static const CdMetricKind rule[] = {CD_METRIC_COST_BY_POPULATION, CD_METRIC_COST_BY_CASELOAD,
                                      CD_METRIC_COST_BY_HISTORY, CD_METRIC_COST_IN_EQUAL_PARTS};
  guint councils = results->scenario->table[CD_ENTITY_COUNCIL].n;
  double moved = 0;
  for (gsize run = 0; run < REPLICATES * CD_LUCKS; run++)
    for (guint arm = 0; arm < results->n_arms; arm++) {
      double paid = 0;
      for (guint i = 0; i < councils; i++)
        paid += value_of(results, run, arm, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, i);
      for (guint r = 0; r < G_N_ELEMENTS(rule); r++) {
        double sum = 0;
        for (guint i = 0; i < councils; i++) {
          double part = value_of(results, run, arm, rule[r], CD_BY_COUNCIL, i);
          moved = fmax(moved, fabs(part - value_of(results, run, arm, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, i)));
          sum += part;
        }
        assert_true(isnan(sum) || fabs(sum - paid) < 0.05);
      }
    }
  assert_true(moved > 1000); /* rules differ in who pays */
}

static void the_report_tells_of_both(void **state)
{
  (void)state;
  static const char *const as_it_is[] = {NULL};
  g_autofree char *page = cd_minimal_page(as_it_is);
  cd_assert_tells(page, "What that option changes for each council, by cost-sharing rule");
  cd_assert_tells(page, "By population");
  cd_assert_tells(page, "By caseload");
  cd_assert_tells(page, "As historically");
  cd_assert_tells(page, "In equal parts");
  cd_assert_tells(page, "Any other two options, layer by layer");
}

/* The east's hub is whole in some draws alone, unless it is a spoke, and the post is kept for sure where its smallest size is nought. */
static void elasticities_near_one_are_told_for_what_they_are(void **state)
{
  (void)state;
  static const char *const told = "does not mean that being small costs nothing", *const as_it_is[] = {NULL};
  static const char *const kept[] = {"<hub id=\"east-hub\"", "<hub id=\"east-hub\" kind=\"spoke\"",
                                     "<post id=\"liaison\"", "<post id=\"liaison\" minimum-wte=\"0\"", NULL};
  g_autofree char *page = cd_minimal_page(as_it_is), *sure = cd_minimal_page(kept);
  cd_assert_tells(page, told);
  assert_null(strstr(sure, told));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(layers_of_any_two_options_add_up_to_their_difference),
      cmocka_unit_test(councils_pay_the_same_in_all_by_every_rule),
      cmocka_unit_test(the_report_tells_of_both),
      cmocka_unit_test(elasticities_near_one_are_told_for_what_they_are),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
