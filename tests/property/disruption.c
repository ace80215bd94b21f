/* Re-letting a service disrupts it, joint or separate, and only as much as capacity drops. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "tests/flow-name.h"
#include "tests/property/quiet.h"
#include "tests/property/stage.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"

static double first_year(CdStage *stage, guint structure)
{
  return cd_stage_sum(stage, cd_stage_expect_structure(stage, structure, 0.5), CD_FLOW_COMPLETIONS, 0, 1);
}

static void set_drop(CdStage *stage, double change, double incumbent)
{
  stage->world->delivery->drop_change = change;
  stage->world->delivery->drop_incumbent = incumbent;
}

static void a_larger_drop_never_brings_more_completions_in_the_first_year(void **state)
{
  (void)state;
  guint n = cd_test_count(200, 10);
  for (guint seed = 60000; seed < 60000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    for (guint s = 0; s < stage->world->n_structure; s++) {
      set_drop(stage, 0, 0);
      double before = first_year(stage, s);
      for (guint tenths = 1; tenths <= 3; tenths++) {
        set_drop(stage, tenths / 10.0, tenths / 20.0);
        double now = first_year(stage, s);
        if (now > before * (1 + 1e-12))
          fail_msg("seed %u, structure %u: %.12g completions with a drop of 0.%u, %.12g with less", seed, s, now,
                   tenths, before);
        before = now;
      }
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Where it starts as planned and nothing else moves, business as usual let again loses something, and so does
 * every other. */
static void a_drop_costs_every_structure_completions_in_the_first_year(void **state)
{
  (void)state;
  guint n = cd_test_count(120, 6);
  for (guint seed = 61000; seed < 61000 + n; seed++) {
    CdScenario *scenario = cd_quiet(seed, (CdWanted){0});
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    for (guint s = 0; s < stage->world->n_structure; s++) {
      set_drop(stage, 0, 0);
      double without = first_year(stage, s);
      set_drop(stage, 0.1, 0.02);
      assert_true(first_year(stage, s) < without);
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Counts of business as usual left alone: its rates of balance in every month, and the moves of PLAN before
 * its start. */
static double *left_alone(CdStage *stage, CdFlowPlan plan)
{
  guint row = plan.n_cells * CD_RATE_COUNT;
  double *rate = cd_arena_array(stage->arena, double, plan.n_months *row);
  for (guint i = 0; i < plan.n_months * row; i++)
    rate[i] = stage->caseload.rate[i % row];
  CdMove *move = cd_arena_array(stage->arena, CdMove, plan.n_moves);
  for (guint m = 0; m < plan.n_moves; m++) {
    move[m] = plan.move[m];
    move[m].loss_after = move[m].loss_before;
  }
  plan.rate = rate;
  plan.move = move;
  double *count = cd_arena_array(stage->arena, double, cd_flow_count_size(&plan));
  double *final = cd_arena_array(stage->arena, double, cd_flow_final_size(&plan));
  double *scratch = cd_arena_array(stage->arena, double, cd_flow_scratch_size(&plan));
  cd_flow_expect(&plan, count, final, scratch);
  return count;
}

/* Counterexample to "disruption is above nought": with no drop it is nought, month by month. */
static void without_a_drop_a_re_let_service_goes_on_as_before(void **state)
{
  (void)state;
  guint n = cd_test_count(160, 8);
  for (guint seed = 62000; seed < 62000 + n; seed++) {
    CdScenario *scenario = cd_quiet(seed, (CdWanted){0});
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    set_drop(stage, 0, 0);
    guint baseline = (guint)stage->world->concordat->baseline;
    const double *again = cd_stage_expect_structure(stage, baseline, 0.5);
    CdRealised it;
    cd_stage_realise(stage, baseline, CD_TERMS_ARM_COMMON, 1, &it);
    const double *alone = left_alone(stage, it.plan.flow);
    for (guint i = 0; i < cd_flow_count_size(&it.plan.flow); i++)
      if (fabs(again[i] - alone[i]) > 1e-9 * fmax(1, alone[i]))
        fail_msg("seed %u: %.12g of %s, %.12g left alone", seed, again[i], cd_flow_name(i % CD_FLOW_COUNT), alone[i]);
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Posts that lasting turnover leaves empty go on costing completions, in the last year too. */
static void lasting_turnover_costs_completions_to_the_end(void **state)
{
  (void)state;
  guint n = cd_test_count(40, 4);
  for (guint seed = 63500; seed < 63500 + n; seed++) {
    CdScenario *scenario = cd_quiet(seed, (CdWanted){.horizon = 36});
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    guint last = cd_stage_years(stage) - 1;
    stage->world->delivery->vacancy = 0.08;
    for (guint s = 0; s < stage->world->n_structure; s++) {
      stage->world->delivery->turnover_after = 1;
      double before = cd_stage_sum(stage, cd_stage_expect_structure(stage, s, 0.5), CD_FLOW_COMPLETIONS, last, last + 1);
      stage->world->delivery->turnover_after = 2;
      double after = cd_stage_sum(stage, cd_stage_expect_structure(stage, s, 0.5), CD_FLOW_COMPLETIONS, last, last + 1);
      if (!(after < before))
        fail_msg("seed %u, structure %u: %.12g completions, %.12g with less turnover", seed, s, after, before);
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* The drop fades: of what the first year loses, the third loses next to nothing. */
static void what_a_drop_costs_fades(void **state)
{
  (void)state;
  guint n = cd_test_count(80, 5);
  for (guint seed = 63000; seed < 63000 + n; seed++) {
    CdScenario *scenario = cd_quiet(seed, (CdWanted){.horizon = 36});
    cd_fix(scenario, CD_ENTITY_DELIVERY, "recovery-months", 4);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    double lost[3];
    for (guint year = 0; year < 3; year++) {
      set_drop(stage, 0, 0);
      lost[year] = cd_stage_sum(stage, cd_stage_expect_structure(stage, 0, 0.5), CD_FLOW_COMPLETIONS, year, year + 1);
      set_drop(stage, 0.2, 0.2);
      lost[year] -= cd_stage_sum(stage, cd_stage_expect_structure(stage, 0, 0.5), CD_FLOW_COMPLETIONS, year, year + 1);
    }
    assert_true(lost[0] > 0 && fabs(lost[2]) < 0.25 * lost[0]);
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_larger_drop_never_brings_more_completions_in_the_first_year),
      cmocka_unit_test(a_drop_costs_every_structure_completions_in_the_first_year),
      cmocka_unit_test(without_a_drop_a_re_let_service_goes_on_as_before),
      cmocka_unit_test(lasting_turnover_costs_completions_to_the_end),
      cmocka_unit_test(what_a_drop_costs_fades),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
