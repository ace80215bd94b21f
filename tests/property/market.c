/* Tenders: the reserve and who bids; payment by results and who starts and completes. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/random.h"
#include "tests/property/quiet.h"
#include "tests/property/stage.h"
#include "tests/property/trials.h"

/* --- the reserve ------------------------------------------------------------------------------------- */

static const double envelopes[] = {0.8, 0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.4};
enum { LUCKS = 40, LEVELS = G_N_ELEMENTS(envelopes) };

/* Contracts for which nobody bids, whether or not there would have been capacity, and for which somebody does, or that somebody has without bids, over all structures and LUCKS draws of chance, the same at every
 * level. */
static void count_bids(CdStage *stage, double envelope, guint *none, guint *some)
{
  const CdWorld *world = stage->world;
  stage->world->market->envelope = envelope;
  *none = *some = 0;
  for (guint s = 0; s < world->n_structure; s++) {
    CdLaid laid = cd_stage_structure(stage, s);
    for (guint k = 0; k < LUCKS; k++) {
      gsize mark = cd_arena_mark(stage->arena);
      CdMarketLuck luck;
      CdAwards awards;
      cd_market_luck_draw(&luck, &stage->baseline, world, stage->seed, cd_run_word(k, 1), stage->arena);
      cd_awards_make(&awards, &laid.footprint, &stage->reference, &laid.funding, world, &luck, stage->arena);
      for (guint c = 0; c < laid.footprint.n_contracts; c++)
        if (laid.footprint.at[c].clients > 0)
          *(awards.contract[c].award.n_bids == 0 && awards.contract[c].award.winner < 0 ? none : some) += 1;
      cd_arena_rewind(stage->arena, mark);
    }
  }
}

static void a_lower_envelope_never_draws_more_bids(void **state)
{
  (void)state;
  guint n = cd_test_count(60, 6), fell = 0, bids_at_least = 0;
  for (guint seed = 80000; seed < 80000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    guint before = G_MAXUINT, none = 0, some = 0, first = 0;
    for (guint level = 0; level < LEVELS; level++) {
      count_bids(stage, envelopes[level], &none, &some);
      if (level > 0 && none > before)
        fail_msg("seed %u: %u contracts without a bid at %g, %u at %g", seed, none, envelopes[level], before,
                 envelopes[level - 1]);
      if (level == 0) {
        first = none;
        bids_at_least += some;
      }
      before = none;
    }
    fell += none < first;
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
  assert_true(fell > n / 2);
  /* Counterexample to "too low an envelope: nobody bids": costs are lognormal, and some bidder is always
   * cheap enough. */
  assert_true(bids_at_least > 0);
}

/* --- payment by results ------------------------------------------------------------------------------ */

typedef struct {
  double starts, completions, started_share; /* the last: of those who left the waiting list */
} Treated;

static Treated treated_at(CdStage *stage, double results_share)
{
  stage->world->terms->results_share = results_share;
  const double *count = cd_stage_expect_structure(stage, 0, 1);
  guint years = cd_stage_years(stage);
  double starts = cd_stage_sum(stage, count, CD_FLOW_STARTS, 0, years);
  double give_ups = cd_stage_sum(stage, count, CD_FLOW_GIVE_UPS, 0, years);
  return (Treated){starts, cd_stage_sum(stage, count, CD_FLOW_COMPLETIONS, 0, years), starts / (starts + give_ups)};
}

static void set_odds(CdStage *stage, double starts, double completions)
{
  for (guint p = 0; p < stage->world->n_pricing; p++) {
    stage->world->pricing[p].starts_odds = starts;
    stage->world->pricing[p].completions_odds = completions;
    stage->world->pricing[p].by_results = CD_YES;
  }
}

static void at_the_same_winner_stronger_results_bring_fewer_starts_and_completions(void **state)
{
  (void)state;
  guint n = cd_test_count(80, 8);
  for (guint seed = 81000; seed < 81000 + n; seed++) {
    CdScenario *scenario = cd_quiet(seed, (CdWanted){0});
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    set_odds(stage, 0.7, 1); /* on starts alone: both fall */
    Treated before = treated_at(stage, 0);
    for (guint quarter = 1; quarter <= 4; quarter++) {
      Treated now = treated_at(stage, quarter / 4.0);
      assert_true(now.starts < before.starts && now.completions < before.completions);
      assert_true(now.started_share < before.started_share);
      before = now;
    }
    set_odds(stage, 0.7, 0.7); /* on both: a smaller share of those referred starts, fewer complete */
    before = treated_at(stage, 0);
    for (guint quarter = 1; quarter <= 4; quarter++) {
      Treated now = treated_at(stage, quarter / 4.0);
      assert_true(now.completions < before.completions && now.started_share < before.started_share);
      before = now;
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Counterexample: who does not complete comes back and starts again, so where only completions suffer, starts
 * rise. */
static void where_only_completions_suffer_starts_rise(void **state)
{
  (void)state;
  guint n = cd_test_count(40, 5), risen = 0;
  for (guint seed = 82000; seed < 82000 + n; seed++) {
    CdScenario *scenario = cd_quiet(seed, (CdWanted){.horizon = 36});
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    set_odds(stage, 1, 0.7);
    Treated without = treated_at(stage, 0), with = treated_at(stage, 1);
    assert_true(with.completions < without.completions);
    risen += with.starts > without.starts;
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
  assert_true(risen > 0);
}

static double realised_completions(CdStage *stage, double quality, double results_share)
{
  CdRealised it;
  cd_stage_realise(stage, 0, CD_TERMS_ARM_COMMON, cd_run_word(0, 1), &it);
  for (guint c = 0; c < it.footprint.n_contracts; c++) {
    it.service.at[c].quality = quality;
    it.footprint.at[c].terms.results_share = results_share;
  }
  cd_plan_make(&it.plan, &it.service, &stage->reference, stage->world, &stage->caseload, stage->initial,
               stage->context.months, stage->arena);
  double *count = cd_arena_array(stage->arena, double, cd_flow_count_size(&it.plan.flow));
  double *final = cd_arena_array(stage->arena, double, cd_flow_final_size(&it.plan.flow));
  double *scratch = cd_arena_array(stage->arena, double, cd_flow_scratch_size(&it.plan.flow));
  cd_flow_expect(&it.plan.flow, count, final, scratch);
  return cd_stage_sum(stage, count, CD_FLOW_COMPLETIONS, 0, cd_stage_years(stage));
}

/* Counterexample to the same without "at the same winner". */
static void another_winner_may_complete_more_under_stronger_results(void **state)
{
  (void)state;
  CdScenario *scenario = cd_quiet(83000, (CdWanted){0});
  CdStage *stage = cd_stage_new(scenario, 1, 0);
  stage->world->market->quality_effect = 0.5;
  set_odds(stage, 0.95, 0.95);
  assert_true(realised_completions(stage, 0.5, 0.5) < realised_completions(stage, 0.5, 0));
  assert_true(realised_completions(stage, 0.9, 0.5) > realised_completions(stage, 0.5, 0));
  cd_stage_free(stage);
  cd_scenario_unref(scenario);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_lower_envelope_never_draws_more_bids),
      cmocka_unit_test(at_the_same_winner_stronger_results_bring_fewer_starts_and_completions),
      cmocka_unit_test(where_only_completions_suffer_starts_rise),
      cmocka_unit_test(another_winner_may_complete_more_under_stronger_results),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
