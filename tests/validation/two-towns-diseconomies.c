/* Joint is not always better: two towns in which what partners cost one another, or distance, outweighs scale (docs/validation.md). Nobody may bid, so that cost is
 * no matter of chance: incumbents go on at the reference cost. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/engine/replicate.h"
#include "sim/scenario/load.h"
#include "tests/unit/near.h"

enum { SEPARATE, JOINT, STRUCTURES };
enum { REPLICATES = 4 };

#define NOBODY_BIDS                                                                                                    \
  "market/envelope=0.5", "market/no-bid-premium=0", "structure[separate]/contract[north]/remedy=extend",               \
      "structure[separate]/contract[south]/remedy=extend", "structure[joint]/contract[both]/remedy=extend"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdEngine, cd_engine_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdWorker, cd_worker_free)

/* What is asked of a run: means over replicates and luck, under the common terms. */
typedef struct {
  double layer[STRUCTURES][CD_LAYER_COUNT], cost[STRUCTURES], per_completion[STRUCTURES];
} Towns;

static Towns run_towns(const char *const *settings)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CdScenario) scenario = cd_scenario_load(SCENARIOS "/two-towns.xml", settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  g_autoptr(CdEngine) engine = cd_engine_new(scenario, 1);
  g_autoptr(CdWorker) worker = cd_worker_new(engine);
  const CdMetricLayout *layout = cd_engine_layout(engine);
  guint arms = cd_engine_arms(engine);
  g_autofree double *value = g_new0(double, (gsize)CD_LUCKS *arms * layout->n);
  Towns towns = {0};
  for (guint32 k = 0; k < REPLICATES; k++) {
    cd_engine_replicate(engine, worker, k, &(CdReplicateOut){.value = value});
    for (guint run = 0; run < CD_LUCKS; run++)
      for (guint s = 0; s < STRUCTURES; s++) {
        double *at = &value[((gsize)run * arms + CD_ARM(s, false)) * layout->n];
        const double part = 1.0 / (CD_LUCKS * REPLICATES);
        for (int l = 0; l < CD_LAYER_COUNT; l++)
          towns.layer[s][l] += part * *cd_metric_slot(layout, at, (CdMetricKind)(CD_METRIC_LAYER + l), CD_TOTAL, 0);
        towns.cost[s] += part * *cd_metric_slot(layout, at, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
        towns.per_completion[s] += part * *cd_metric_slot(layout, at, CD_METRIC_COST_PER_COMPLETION, CD_TOTAL, 0);
      }
  }
  return towns;
}

static double gap(const Towns *towns, CdLayer layer)
{
  return towns->layer[JOINT][layer] - towns->layer[SEPARATE][layer];
}

static double cost_gap(const Towns *towns)
{
  return towns->cost[JOINT] - towns->cost[SEPARATE];
}

static Towns run_with(const char *complexity, const char *localisation)
{
  g_autofree char *each = g_strconcat("cost/complexity=", complexity, NULL);
  g_autofree char *local = g_strconcat("terms/localisation=", localisation, NULL);
  const char *const settings[] = {NOBODY_BIDS, each, local, NULL};
  return run_towns(settings);
}

/* Two towns of 300 and 200 count as 25/13, so 12/13 of a partner further: all local, at 150,000 a specification, 138,461.54 and a hundredth of it in mobilisation (5 % over
 * five years). Scale saves 50,000 of management and a tenth of it in overhead, half an officer of 60,000 less 12/13 of a tenth, and a tender of 50,000 over five years. */
static void local_specifications_can_outweigh_scale(void **state)
{
  (void)state;
  Towns towns = run_with("150000", "1");
  assert_near(gap(&towns, CD_LAYER_COMPLEXITY), 150000 * 12 / 13.0, 1e-9);
  assert_near(gap(&towns, CD_LAYER_MANAGEMENT), -50000, 1e-9);
  assert_near(gap(&towns, CD_LAYER_OFFICERS), -(0.5 - 0.1 * 12 / 13) * 60000, 1e-9);
  double layers = 0;
  for (int l = 0; l < CD_LAYER_COUNT; l++)
    layers += gap(&towns, (CdLayer)l);
  assert_true(fabs(layers - cost_gap(&towns)) < 0.05);
  assert_true(cost_gap(&towns) > 0);
}

/* Complexity acts on nothing else but a little on staff transfer, so the least of it at which the towns are better off apart follows from what is saved without any. */
static void the_turning_point_is_where_complexity_costs_what_scale_saves(void **state)
{
  (void)state;
  Towns none = run_with("0", "1");
  double saved = -cost_gap(&none), turning = saved / (12 / 13.0 * 1.01);
  assert_true(saved > 20000 && saved < 200000);
  g_autofree char *below = g_strdup_printf("%.0f", 0.95 * turning), *above = g_strdup_printf("%.0f", 1.05 * turning);
  Towns less = run_with(below, "1"), more = run_with(above, "1"), common = run_with(above, "0");
  assert_true(cost_gap(&less) < 0);
  assert_true(cost_gap(&more) > 0);
  assert_near(cost_gap(&common), -saved, 1e-6); /* one specification for both costs nothing */
}

/* One hub in the north for both saves the south's rent; the farther the south, the fewer of it complete, until a completion costs more together than apart. */
static void distance_can_outweigh_scale(void **state)
{
  (void)state;
  static const char *const near[] = {NOBODY_BIDS, "structure[joint]/contract[both]/hubs=north-hub",
                                     "locality[south]/travel[north-hub]/minutes=25", NULL},
                           *const far[] = {NOBODY_BIDS, "structure[joint]/contract[both]/hubs=north-hub",
                                           "locality[south]/travel[north-hub]/minutes=180", NULL};
  Towns close = run_towns(near), distant = run_towns(far);
  assert_near(gap(&close, CD_LAYER_ESTATE), -50000, 1e-9);
  assert_true(close.per_completion[JOINT] < close.per_completion[SEPARATE]);
  assert_true(distant.per_completion[JOINT] > distant.per_completion[SEPARATE]);
  assert_near(cost_gap(&close), cost_gap(&distant), 1e-6); /* in money alone it would not be seen */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(local_specifications_can_outweigh_scale),
      cmocka_unit_test(the_turning_point_is_where_complexity_costs_what_scale_saves),
      cmocka_unit_test(distance_can_outweigh_scale),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
