/* Budgets that are fixed: who goes without is somewhere, and less money never treats more. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "tests/property/generate.h"
#include "tests/property/runs.h"
#include "tests/property/stage.h"
#include "tests/property/trials.h"
#include "tests/unit/small.h"

/* Every council has BUDGET pounds a year, and nothing else; most spend some hundred thousand. */
static CdScenario *with_budgets(guint seed, double budget)
{
  CdScenario *s = cd_generate_any(seed);
  g_autofree char *fields = g_strdup_printf("budget=%.0f reserves=0 budget-growth=0", budget);
  for (guint i = 0; i < s->table[CD_ENTITY_COUNCIL].n; i++)
    cd_small_set(s, CD_ENTITY_COUNCIL, cd_scenario_council(s, i)->head.id, fields);
  cd_small_add(s, CD_ENTITY_BUDGETS, NULL, "", "gap=fixed-budget people-per-10000=2 completions-per-10000=1");
  return s;
}

static gint64 sum_of(const gint64 *x, gsize n, guint step, guint first)
{
  gint64 sum = 0;
  for (gsize i = first; i < n; i += step)
    sum += x[i];
  return sum;
}

static void people_who_go_without_are_not_lost_from_the_count(void **state)
{
  (void)state;
  guint n = cd_test_count(40, 8), held = 0;
  for (guint seed = 7100; seed < 7100 + n; seed++) {
    g_autoptr(CdScenario) s = with_budgets(seed, 200000);
    g_autoptr(CdStage) stage = cd_stage_new(s, seed, 0);
    CdRealised it;
    gint64 *count = NULL, *final = NULL;
    guint32 run = cd_run_word(0, 1);
    cd_stage_realise(stage, seed % stage->world->n_structure, CD_TERMS_ARM_COMMON, run, &it);
    cd_stage_run(stage, &it.plan.flow, run, &count, &final);
    gsize people = cd_flow_final_size(&it.plan.flow), counts = cd_flow_count_size(&it.plan.flow);
    assert_int_equal(sum_of(it.plan.flow.initial, people, 1, 0) + sum_of(count, counts, CD_FLOW_COUNT, CD_FLOW_ARRIVALS),
                     sum_of(final, people, 1, 0));
    const double *first = it.plan.flow.rate,
                 *last = first + (gsize)(it.plan.flow.n_months - 1) * it.plan.flow.n_cells * CD_RATE_COUNT;
    for (const double *rate = first; rate <= last; rate += CD_RATE_COUNT) {
      assert_true(rate[CD_RATE_START] >= 0 && rate[CD_RATE_COMPLETE] >= 0 && rate[CD_RATE_UNPLANNED] >= 0);
      assert_true(rate[CD_RATE_START] + rate[CD_RATE_GIVE_UP] + rate[CD_RATE_WAITING_DEATH] <= 1 + 1e-12);
    }
    held += first[CD_RATE_START] < stage->caseload.rate[CD_RATE_START];
  }
  assert_true(held > 0);
}

/* Of the first year, in which every contract lasts: money is taken to suffice after the longest, and then those who dropped out or were turned away come in. */
static double expected(CdStage *stage, guint structure, CdFlow flow)
{
  CdRealised it;
  cd_stage_realise(stage, structure, CD_TERMS_ARM_COMMON, cd_run_word(0, 1), &it);
  double *count = cd_arena_array(stage->arena, double, cd_flow_count_size(&it.plan.flow));
  double *final = cd_arena_array(stage->arena, double, cd_flow_final_size(&it.plan.flow));
  double *scratch = cd_arena_array(stage->arena, double, cd_flow_scratch_size(&it.plan.flow));
  cd_flow_expect(&it.plan.flow, count, final, scratch);
  return cd_stage_sum(stage, count, flow, 0, 1);
}

/* Who is kept waiting, or drops out, dies at least as often there as in treatment. */
static void less_money_never_starts_or_completes_more_or_saves_lives(void **state)
{
  (void)state;
  static const double budget[] = {1e9, 600000, 300000, 100000, 0};
  guint n = cd_test_count(30, 8), fewer = 0;
  for (guint seed = 7300; seed < 7300 + n; seed++) {
    double starts = INFINITY, completions = INFINITY, deaths = 0;
    for (guint b = 0; b < G_N_ELEMENTS(budget); b++) {
      g_autoptr(CdScenario) s = with_budgets(seed, budget[b]);
      g_autoptr(CdStage) stage = cd_stage_new(s, seed, 0);
      double now = expected(stage, seed % stage->world->n_structure, CD_FLOW_STARTS);
      double completed = expected(stage, seed % stage->world->n_structure, CD_FLOW_COMPLETIONS);
      double died = expected(stage, seed % stage->world->n_structure, CD_FLOW_DEATHS_IN) +
                    expected(stage, seed % stage->world->n_structure, CD_FLOW_DEATHS_OUT);
      assert_true(now <= starts * (1 + 1e-9));
      if (!(died >= deaths * (1 - 1e-9)))
        fail_msg("seed %u: %.9g die with a budget of %.0f, %.9g with more", seed, died, budget[b], deaths);
      assert_true(completed <= completions * (1 + 1e-9));
      fewer += now < starts && isfinite(starts);
      starts = now;
      completions = completed;
      deaths = died;
    }
  }
  assert_true(fewer > n);
}

/* The engine takes them out as the stage does, and what is not spent is no cost. */
static void the_engine_does_the_same(void **state)
{
  (void)state;
  guint n = cd_test_count(12, 4);
  for (guint seed = 7500; seed < 7500 + n; seed++) {
    g_autoptr(CdScenario) s = with_budgets(seed, 300000);
    g_autoptr(CdRuns) runs = cd_runs_new(s, seed, 1);
    g_autoptr(CdStage) stage = cd_stage_new(s, seed, 0);
    for (guint structure = 0; structure < stage->world->n_structure; structure++) {
      CdRealised it;
      gint64 *count = NULL, *final = NULL;
      guint32 run = cd_run_word(0, 1);
      cd_stage_realise(stage, structure, CD_TERMS_ARM_COMMON, run, &it);
      cd_stage_run(stage, &it.plan.flow, run, &count, &final);
      double starts = (double)sum_of(count, cd_flow_count_size(&it.plan.flow), CD_FLOW_COUNT, CD_FLOW_STARTS);
      assert_true(starts / cd_stage_years(stage) == cd_runs_total(runs, 0, 2 * structure, CD_METRIC_STARTS));
    }
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(people_who_go_without_are_not_lost_from_the_count),
      cmocka_unit_test(less_money_never_starts_or_completes_more_or_saves_lives),
      cmocka_unit_test(the_engine_does_the_same),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
