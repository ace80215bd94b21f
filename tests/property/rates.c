/* Plans are made of probabilities, whatever a valid scenario says, at the edges of what the loader lets in as
 * well. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/base/random.h"
#include "sim/scenario/load.h"
#include "tests/property/generate.h"
#include "tests/property/stage.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"

static const char *why_not_probabilities(const CdFlowPlan *flow, guint month, guint cell)
{
  const double *r = &flow->rate[((gsize)month * flow->n_cells + cell) * CD_RATE_COUNT];
  for (guint i = 0; i < CD_RATE_COUNT; i++)
    if (!(r[i] >= 0) || (i != CD_RATE_ARRIVALS && !(r[i] <= 1)))
      return "a rate is no probability";
  double settled = r[CD_RATE_COMPLETE] + r[CD_RATE_UNPLANNED] + r[CD_RATE_TRANSFER] + r[CD_RATE_DEATH];
  for (guint m = 0; m < flow->n_moves; m++)
    if (flow->move[m].from == cell) {
      settled += flow->move[m].probability;
      if (!(flow->move[m].probability >= 0 && flow->move[m].loss_before >= 0 && flow->move[m].loss_before <= 1 &&
            flow->move[m].loss_after >= 0 && flow->move[m].loss_after <= 1))
        return "a move's is none";
    }
  const double one = 1 + 1e-12;
  if (r[CD_RATE_START] + r[CD_RATE_GIVE_UP] + r[CD_RATE_WAITING_DEATH] > one)
    return "more leave the waiting list than are on it";
  if (r[CD_RATE_SETTLE] + r[CD_RATE_EARLY_UNPLANNED] + r[CD_RATE_EARLY_DEATH] > one)
    return "more leave early treatment than are in it";
  if (settled > one)
    return "more leave settled treatment than are in it";
  if (r[CD_RATE_OUT_RETURN] + r[CD_RATE_OUT_LEAVE] + r[CD_RATE_OUT_DEATH] > one)
    return "more are no longer out than are out";
  return NULL;
}

static void assert_probabilities(const CdFlowPlan *flow, guint seed)
{
  for (guint month = 0; month < flow->n_months; month++)
    for (guint cell = 0; cell < flow->n_cells; cell++) {
      const char *why = why_not_probabilities(flow, month, cell);
      if (why)
        fail_msg("seed %u, month %u, cell %u: %s", seed, month, cell, why);
    }
}

static void assert_plans_of_probabilities(const CdScenario *scenario, guint seed)
{
  CdStage *stage = cd_stage_new(scenario, seed, 0);
  for (gsize i = 0; i < (gsize)stage->caseload.n_cells * CD_STOCK_COUNT; i++)
    if (!(stage->caseload.stock[i] >= -1e-9))
      fail_msg("seed %u: a stock in balance is %g people", seed, stage->caseload.stock[i]);
  for (guint s = 0; s < stage->world->n_structure; s++) {
    CdRealised it;
    cd_stage_realise(stage, s, CD_TERMS_ARM_OWN, cd_run_word(0, 1), &it);
    assert_probabilities(&it.plan.flow, seed);
  }
  cd_stage_free(stage);
}

static void every_plan_is_of_probabilities(void **state)
{
  (void)state;
  guint n = cd_test_count(160, 8);
  for (guint seed = 110000; seed < 110000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    assert_plans_of_probabilities(scenario, seed);
    cd_scenario_unref(scenario);
  }
}

/* --- at the edges ------------------------------------------------------------------------------------ */

/* The same scenario after the loader has looked at it; NULL where it is refused. */
static CdScenario *loaded(const CdScenario *scenario)
{
  g_autofree char *xml = cd_scenario_to_xml(scenario);
  return cd_scenario_read_text(xml, strlen(xml), "edge", NULL, NULL, NULL);
}

static double lowest(CdEntityKind kind, const char *name)
{
  return cd_entity_field(cd_entity(kind), name)->low;
}

static double highest(CdEntityKind kind, const char *name)
{
  return cd_entity_field(cd_entity(kind), name)->high;
}

/* Each number of the cohorts at either end of its range, if the loader takes it. */
static void cohorts_at_the_ends_of_their_ranges_are_refused_or_make_probabilities(void **state)
{
  (void)state;
  static const char *const number[] = {
      "stay-months",           "completed-share", "unplanned-share", "transferred-share", "early-share", "death-rate",
      "re-presentation-share", "wait-months",     "give-up-share",   "return-rate",       "leave-rate"};
  guint taken = 0;
  for (guint i = 0; i < G_N_ELEMENTS(number); i++)
    for (guint end = 0; end < 2; end++) {
      CdScenario *scenario = cd_generate(111000 + i, (CdWanted){.sure = true});
      cd_fix(scenario, CD_ENTITY_COHORT, number[i],
             end ? highest(CD_ENTITY_COHORT, number[i]) : lowest(CD_ENTITY_COHORT, number[i]));
      CdScenario *read = loaded(scenario);
      if (read) {
        assert_plans_of_probabilities(read, i);
        cd_scenario_unref(read);
        taken++;
      }
      cd_scenario_unref(scenario);
    }
  assert_true(taken > G_N_ELEMENTS(number));
}

static void the_longest_stay_with_the_most_deaths_is_refused_or_makes_probabilities(void **state)
{
  (void)state;
  CdScenario *scenario = cd_generate(112000, (CdWanted){.sure = true});
  cd_fix(scenario, CD_ENTITY_COHORT, "stay-months", highest(CD_ENTITY_COHORT, "stay-months"));
  cd_fix(scenario, CD_ENTITY_COHORT, "death-rate", highest(CD_ENTITY_COHORT, "death-rate"));
  CdScenario *read = loaded(scenario);
  if (read)
    assert_plans_of_probabilities(read, 0);
  cd_scenario_unref(read);
  cd_scenario_unref(scenario);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_plan_is_of_probabilities),
      cmocka_unit_test(cohorts_at_the_ends_of_their_ranges_are_refused_or_make_probabilities),
      cmocka_unit_test(the_longest_stay_with_the_most_deaths_is_refused_or_makes_probabilities),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
