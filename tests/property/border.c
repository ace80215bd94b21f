/* Who is lost on the way across a border: fewest within one contract, more between two of one provider, most
 * between two. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"
#include "tests/property/quiet.h"
#include "tests/property/significance.h"
#include "tests/property/stage.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"

enum { JOINT = 0, SEPARATE = 1 };

static void set_loss(CdScenario *scenario, const char *name, double low, double mode, double high, const char *draw_as)
{
  cd_fix(scenario, CD_ENTITY_DELIVERY, name, mode);
  const CdField *field = cd_entity_field(cd_entity(CD_ENTITY_DELIVERY), name);
  CdValue *value = (CdValue *)(void *)((char *)cd_scenario_row(scenario, CD_ENTITY_DELIVERY, 0) + field->spec_offset);
  value->dist = (CdDist){.kind = CD_DIST_TRIANGULAR, .a = low, .b = mode, .c = high};
  value->draw_key = draw_as ? cd_hash_text(draw_as) : 0;
}

/* The evidence's three ranges, which overlap; drawn from one uniform, or each from its own. Nothing else
 * differs. */
static CdScenario *bordering(guint64 seed, const char *draw_as)
{
  guint partners = 2 + (guint)(seed % 3);
  CdScenario *scenario = cd_quiet(seed, (CdWanted){.areas = partners, .councils = partners});
  set_loss(scenario, "loss-one-contract", 0.01, 0.04, 0.08, draw_as);
  set_loss(scenario, "loss-same-provider", 0.03, 0.07, 0.12, draw_as);
  set_loss(scenario, "loss-other-provider", 0.10, 0.20, 0.40, draw_as);
  return scenario;
}

static double expected_losses(CdStage *stage, guint structure, double same_provider)
{
  const double *count = cd_stage_expect_structure(stage, structure, same_provider);
  return cd_stage_sum(stage, count, CD_FLOW_MOVE_LOSSES, 0, cd_stage_years(stage));
}

static void from_one_uniform_one_contract_loses_least_and_two_providers_most(void **state)
{
  (void)state;
  guint n = cd_test_count(240, 12), strict = 0;
  for (guint seed = 40000; seed < 40000 + n; seed++) {
    CdScenario *scenario = bordering(seed, "loss-on-transfer");
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    double one = expected_losses(stage, JOINT, 1), same = expected_losses(stage, SEPARATE, 1);
    double half = expected_losses(stage, SEPARATE, 0.5), other = expected_losses(stage, SEPARATE, 0);
    if (!(one <= same && same <= half && half <= other))
      fail_msg("seed %u: losses %g, %g, %g, %g", seed, one, same, half, other);
    strict += one < same && same < half && half < other;
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
  assert_true(strict > n / 2);
}

/* Realised too: the rate at which each mover, and who turns 18, is lost, whatever else the structure does. */
static void no_structure_has_a_move_safer_than_within_one_contract(void **state)
{
  (void)state;
  guint n = cd_test_count(160, 8);
  for (guint seed = 41000; seed < 41000 + n; seed++) {
    CdScenario *scenario = bordering(seed, "loss-on-transfer");
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    const CdDelivery *delivery = stage->world->delivery;
    for (guint s = 0; s < stage->world->n_structure; s++) {
      CdRealised it;
      cd_stage_realise(stage, s, CD_TERMS_ARM_COMMON, cd_run_word(0, 1), &it);
      for (guint m = 0; m < it.plan.flow.n_moves; m++) {
        const CdMove *move = &it.plan.flow.move[m];
        double loss = move->loss_after, risk = move->is_handover ? delivery->handover_risk : 1;
        double least = fmin(1, risk * delivery->loss_one), most = fmin(1, risk * delivery->loss_other);
        assert_true(loss >= least - 1e-12 && loss <= most + 1e-12);
        assert_true(s != JOINT || fabs(loss - least) < 1e-12);
      }
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Chance that one draw of triangular(A) exceeds an independent one of triangular(B), by quadrature over B's
 * quantiles. */
static double chance_above(CdDist a, CdDist b)
{
  enum { STEPS = 20000 };
  double below = 0;
  for (guint i = 0; i < STEPS; i++) {
    double x = cd_dist_quantile(&b, (i + 0.5) / STEPS, 0, 1);
    double low = a.a, mode = a.b, high = a.c;
    double f = x <= low    ? 0
               : x >= high ? 1
               : x < mode  ? (x - low) * (x - low) / ((high - low) * (mode - low))
                           : 1 - (high - x) * (high - x) / ((high - low) * (high - mode));
    below += f / STEPS;
  }
  return 1 - below;
}

/* Counterexample: ranges that are drawn each for itself contradict the order in 10.3 % of draws, and then so
 * do the losses. */
static void ranges_drawn_apart_invert_the_order_in_a_tenth_of_draws(void **state)
{
  (void)state;
  enum { DRAWS = 400 };
  CdScenario *scenario = bordering(40002, NULL);
  CdStage *stage = cd_stage_new(scenario, 1, 0);
  const CdDelivery *delivery = stage->world->delivery;
  guint inverted = 0, seen_in_losses = 0;
  for (guint k = 0; k < DRAWS; k++) {
    cd_world_draw(stage->world, 1, k);
    bool one_above_same = delivery->loss_one > delivery->loss_same;
    inverted += one_above_same;
    if (!one_above_same)
      continue;
    cd_stage_lay(stage);
    seen_in_losses += expected_losses(stage, JOINT, 1) > expected_losses(stage, SEPARATE, 1);
  }
  CdDist one = {.kind = CD_DIST_TRIANGULAR, .a = 0.01, .b = 0.04, .c = 0.08};
  CdDist same = {.kind = CD_DIST_TRIANGULAR, .a = 0.03, .b = 0.07, .c = 0.12};
  double p = chance_above(one, same);
  assert_true(p > 0.05 && p < 0.2);
  assert_true(cd_binomial_p(inverted, DRAWS, p) > 0.001);
  assert_true(seen_in_losses == inverted && inverted > 0);
  cd_stage_free(stage);
  cd_scenario_unref(scenario);
}

/* Completions of the separate services, held by one provider or by two, with these qualities. */
static double completions_held_by(CdStage *stage, CdRealised *it, double same, const double *quality)
{
  guint n = it->footprint.n_contracts;
  for (guint c = 0; c < n; c++) {
    it->service.at[c].quality = quality[c];
    for (guint d = 0; d < n; d++)
      it->service.same[c * n + d] = c == d ? 1 : same;
  }
  cd_plan_make(&it->plan, &it->service, &stage->reference, stage->world, &stage->caseload, stage->initial,
               stage->context.months, stage->arena);
  double *count = cd_arena_array(stage->arena, double, cd_flow_count_size(&it->plan.flow));
  double *final = cd_arena_array(stage->arena, double, cd_flow_final_size(&it->plan.flow));
  double *scratch = cd_arena_array(stage->arena, double, cd_flow_scratch_size(&it->plan.flow));
  cd_flow_expect(&it->plan.flow, count, final, scratch);
  return cd_stage_sum(stage, count, CD_FLOW_COMPLETIONS, 0, cd_stage_years(stage));
}

/* Counterexample to "one winner harms less than two" without "at equal quality". */
static void a_better_second_provider_outweighs_the_border(void **state)
{
  (void)state;
  guint n = cd_test_count(60, 5);
  for (guint seed = 42000; seed < 42000 + n; seed++) {
    CdScenario *scenario = bordering(seed, "loss-on-transfer");
    cd_fix(scenario, CD_ENTITY_MARKET, "quality-effect", 0.5);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    CdRealised it;
    cd_stage_realise(stage, SEPARATE, CD_TERMS_ARM_COMMON, cd_run_word(0, 1), &it);
    guint contracts = it.footprint.n_contracts;
    double equal[8], better[8];
    g_assert(contracts <= G_N_ELEMENTS(equal));
    for (guint c = 0; c < contracts; c++) {
      equal[c] = 0.6;
      better[c] = c == 0 ? 0.6 : 0.9;
    }
    double one = completions_held_by(stage, &it, 1, equal), two = completions_held_by(stage, &it, 0, equal);
    assert_true(two <= one);
    assert_true(completions_held_by(stage, &it, 0, better) > one);
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(from_one_uniform_one_contract_loses_least_and_two_providers_most),
      cmocka_unit_test(no_structure_has_a_move_safer_than_within_one_contract),
      cmocka_unit_test(ranges_drawn_apart_invert_the_order_in_a_tenth_of_draws),
      cmocka_unit_test(a_better_second_provider_outweighs_the_border),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
