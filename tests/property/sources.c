/* In the long run structures differ for clients only through what they are said to differ through, each in
 * its own direction; and parting brings clients a gain only through fit, access or the freedom to leave. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "tests/property/quiet.h"
#include "tests/property/runs.h"
#include "tests/property/stage.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"

/* cd_generate() puts them first. */
enum { JOINT = 0, SEPARATE = 1, HORIZON = 36 };

static double expected_later(CdStage *stage, guint structure, double same_provider)
{
  const double *count = cd_stage_expect_structure(stage, structure, same_provider);
  return cd_stage_sum(stage, count, CD_FLOW_COMPLETIONS, 1, cd_stage_years(stage));
}

static double expected_all(CdStage *stage, guint structure, double same_provider)
{
  const double *count = cd_stage_expect_structure(stage, structure, same_provider);
  return cd_stage_sum(stage, count, CD_FLOW_COMPLETIONS, 0, cd_stage_years(stage));
}

/* --- nothing ----------------------------------------------------------------------------------------- */

static void with_every_source_off_all_structures_expect_the_same(void **state)
{
  (void)state;
  guint n = cd_test_count(80, 8);
  for (guint seed = 30000; seed < 30000 + n; seed++) {
    CdScenario *scenario = cd_quiet(seed, (CdWanted){.horizon = HORIZON});
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    double joint = expected_later(stage, JOINT, 0.5);
    assert_true(joint > 0);
    for (guint s = 1; s < stage->world->n_structure; s++) {
      double other = expected_later(stage, s, s % 2);
      if (fabs(other - joint) > 1e-9 * joint)
        fail_msg("seed %u: %.12g completions jointly, %.12g in structure %u", seed, joint, other, s);
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* The same luck meets the same rates, so that nobody's life differs, whoever wins. */
static void with_every_source_off_all_structures_live_the_same_luck(void **state)
{
  (void)state;
  guint n = cd_test_count(80, 8);
  for (guint seed = 31000; seed < 31000 + n; seed++) {
    CdScenario *scenario = cd_quiet(seed, (CdWanted){.horizon = 24});
    CdRuns *runs = cd_runs_new(scenario, seed, 2);
    for (guint run = 0; run < CD_LUCKS * runs->replicates; run++)
      for (guint arm = 1; arm < runs->arms; arm++)
        for (int kind = CD_METRIC_CLIENTS; kind <= CD_METRIC_BORDER_LOSSES; kind++) {
          if (!(cd_metric((CdMetricKind)kind)->scopes & CD_TOTAL))
            continue;
          if (cd_runs_total(runs, run, arm, (CdMetricKind)kind) != cd_runs_total(runs, run, 0, (CdMetricKind)kind) &&
              !isnan(cd_runs_total(runs, run, 0, (CdMetricKind)kind)))
            fail_msg("seed %u, run %u, arm %u: %s is %g, jointly %g", seed, run, arm, cd_metric((CdMetricKind)kind)->id,
                     cd_runs_total(runs, run, arm, (CdMetricKind)kind), cd_runs_total(runs, run, 0, (CdMetricKind)kind));
        }
    cd_runs_free(runs);
    cd_scenario_unref(scenario);
  }
}

/* --- one source -------------------------------------------------------------------------------------- */

/* Puts one source into a quiet world; false where this one has nothing for it to act on. */
typedef bool (*Source)(CdStage *stage);

/* Over generated partners of their own areas: SIGN (separate - joint) > 0 in later completions whenever the
 * source acts. */
static void assert_direction(Source put_in, int sign, guint first_seed)
{
  guint n = cd_test_count(50, 10), acted = 0;
  for (guint seed = first_seed; seed < first_seed + n; seed++) {
    guint partners = 2 + seed % 3;
    CdScenario *scenario = cd_quiet(seed, (CdWanted){.areas = partners, .councils = partners, .horizon = HORIZON});
    cd_scenario_structure(scenario, JOINT)->intelligence = CD_INTELLIGENCE_SHARED;
    cd_scenario_structure(scenario, SEPARATE)->intelligence = CD_INTELLIGENCE_APART;
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    if (put_in(stage)) {
      cd_stage_lay(stage);
      double gap = expected_later(stage, SEPARATE, 0) - expected_later(stage, JOINT, 0);
      if (!(sign * gap > 0))
        fail_msg("seed %u: separate less joint is %g completions", seed, gap);
      acted++;
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
  assert_true(acted >= n / 5);
}

static bool put_fit(CdStage *stage)
{
  stage->world->delivery->fit = 0.1;
  stage->world->terms->localisation = 0.3;
  return true;
}

static void fit_alone_favours_separate_services(void **state)
{
  (void)state;
  assert_direction(put_fit, +1, 32000);
}

static bool put_border_losses(CdStage *stage)
{
  CdWorld *world = stage->world;
  world->delivery->loss_one = 0.02;
  world->delivery->loss_same = 0.1;
  world->delivery->loss_other = 0.3;
  double moves = 0;
  for (guint b = 0; b < world->n_border; b++)
    moves += world->border[b].moves;
  return moves > 0;
}

static void border_moves_alone_favour_the_joint_service(void **state)
{
  (void)state;
  assert_direction(put_border_losses, -1, 32100);
}

/* A post that only all clients together are enough for. */
static bool put_post(CdStage *stage)
{
  CdWorld *world = stage->world;
  if (world->n_post == 0)
    return false;
  CdLaid joint = cd_stage_structure(stage, JOINT);
  world->post[0].effect = 0.2;
  world->post[0].clients_per_wte = joint.footprint.at[0].post_clients[0];
  world->post[0].minimum_wte = 1 - 1e-9;
  return world->post[0].clients_per_wte > 0;
}

static void posts_alone_favour_the_joint_service(void **state)
{
  (void)state;
  assert_direction(put_post, -1, 32200);
}

static bool has_cohort(const CdWorld *world, bool (*is_one)(const CdCohort *cohort))
{
  for (guint k = 0; k < world->n_cohort; k++)
    if (is_one(&world->cohort[k]))
      return true;
  return false;
}

static bool from_justice(const CdCohort *cohort)
{
  return cohort->pathway == CD_PATHWAY_CJ && cohort->age == CD_AGE_ADULT;
}

static bool put_doors(CdStage *stage)
{
  stage->world->delivery->door_loss = 0.1;
  return has_cohort(stage->world, from_justice);
}

static void doors_alone_favour_the_joint_service(void **state)
{
  (void)state;
  assert_direction(put_doors, -1, 32300);
}

static bool of_opiates(const CdCohort *cohort)
{
  return cohort->substance == CD_SUBSTANCE_OPIATE && cohort->death_rate > 0;
}

static bool put_intelligence(CdStage *stage)
{
  stage->world->delivery->intelligence_effect = 0.2;
  return has_cohort(stage->world, of_opiates);
}

static void shared_intelligence_alone_favours_the_joint_service(void **state)
{
  (void)state;
  assert_direction(put_intelligence, -1, 32400);
}

/* A party that cannot leave bears a failing provider longer. */
static bool put_failures(CdStage *stage)
{
  CdWorld *world = stage->world;
  world->market->failure_loss = 0.3;
  world->market->failure_rate = 0.2;
  world->market->failure_locked = 24;
  world->terms->notice_months = 6;
  world->terms->exit_right = CD_NO;
  return true;
}

static void failures_without_a_right_to_leave_alone_favour_separate_services(void **state)
{
  (void)state;
  assert_direction(put_failures, +1, 32500);
}

/* Two years to redo the specification, and no old contract to extend. */
static bool put_late_start(CdStage *stage)
{
  CdWorld *world = stage->world;
  CdLaid joint = cd_stage_structure(stage, JOINT);
  world->calendar->planned_start = 0;
  world->calendar->extension = 0;
  world->calendar->agreement = 0;
  world->calendar->redesign = 24;
  world->calendar->gap_loss = 0.3;
  CdCalendarResult ready = cd_structure_calendar(world, &joint.footprint, &joint.funding,
                                                 stage->context.slippage_median, 0, NULL, stage->arena);
  world->calendar->planned_start = ready.ready;
  return true;
}

static void a_later_start_alone_favours_the_joint_service(void **state)
{
  (void)state;
  assert_direction(put_late_start, -1, 32600);
}

/* Both services of two councils can be reached, but the separate one of the first keeps its far door alone.
 */
static CdScenario *far_door(guint64 seed)
{
  CdScenario *varied = cd_quiet(seed, (CdWanted){.areas = 2, .councils = 2, .horizon = HORIZON});
  CdScenario *scenario = cd_without(varied, CD_ENTITY_HUB), *bare = scenario;
  scenario = cd_without(bare, CD_ENTITY_LOCALITY);
  cd_scenario_unref(bare);
  cd_scenario_unref(varied);
  static const char *const name[] = {"near", "far"};
  cd_scenario_append(scenario, CD_ENTITY_LOCALITY, -1, "town", NULL);
  cd_scenario_locality(scenario, 0)->area = 0;
  cd_fix(scenario, CD_ENTITY_LOCALITY, "client-share", 1);
  for (guint h = 0; h < 2; h++) {
    cd_scenario_append(scenario, CD_ENTITY_HUB, -1, name[h], NULL);
    cd_scenario_hub(scenario, h)->area = 0;
    cd_scenario_hub(scenario, h)->kind = CD_HUB_SPOKE;
    cd_scenario_append(scenario, CD_ENTITY_TRAVEL, 0, name[h], NULL);
    cd_scenario_travel(scenario, h)->hub = (int)h;
    cd_scenario_travel(scenario, h)->minutes.dist = (CdDist){.kind = CD_DIST_POINT, .a = h ? 60 : 10};
  }
  for (guint c = 0; c < scenario->table[CD_ENTITY_CONTRACT].n; c++) {
    CdContractSpec *contract = cd_scenario_contract(scenario, c);
    contract->hubs = contract->head.parent == SEPARATE ? cd_refs_new(scenario, (guint[]){1}, 1)
                                                       : cd_refs_new(scenario, (guint[]){0, 1}, 2);
  }
  return scenario;
}

static void a_nearer_door_alone_favours_whoever_has_it(void **state)
{
  (void)state;
  guint n = cd_test_count(30, 5);
  for (guint seed = 32700; seed < 32700 + n; seed++) {
    CdScenario *scenario = far_door(seed);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    double without = expected_later(stage, SEPARATE, 0) - expected_later(stage, JOINT, 0);
    assert_true(fabs(without) < 1e-6);
    stage->world->delivery->travel_effect = 0.05;
    stage->world->delivery->digital_share = 0.2;
    cd_stage_lay(stage);
    assert_true(expected_later(stage, SEPARATE, 0) < expected_later(stage, JOINT, 0));
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* --- parting ----------------------------------------------------------------------------------------- */

/* All sources on that part or join, none that parting gains by: no fit, the same access, the right to leave.
 */
static CdScenario *without_gain_from_parting(guint64 seed, CdWanted wanted)
{
  CdScenario *scenario = cd_quiet(seed, wanted);
  cd_scenario_structure(scenario, JOINT)->intelligence = CD_INTELLIGENCE_SHARED;
  cd_fix(scenario, CD_ENTITY_DELIVERY, "loss-one-contract", 0.03);
  cd_fix(scenario, CD_ENTITY_DELIVERY, "loss-same-provider", 0.08);
  cd_fix(scenario, CD_ENTITY_DELIVERY, "loss-other-provider", 0.25);
  cd_fix(scenario, CD_ENTITY_DELIVERY, "door-loss", 0.04);
  cd_fix(scenario, CD_ENTITY_DELIVERY, "intelligence-effect", 0.03);
  cd_fix(scenario, CD_ENTITY_POST, "effect", 0.05);
  cd_fix(scenario, CD_ENTITY_MARKET, "failure-loss", 0.1);
  cd_fix(scenario, CD_ENTITY_MARKET, "failure-rate", 0.1);
  cd_choose(scenario, CD_ENTITY_TERMS, "exit-right", CD_YES);
  return scenario;
}

static void without_fit_or_access_parting_never_raises_completions(void **state)
{
  (void)state;
  guint n = cd_test_count(120, 12), lowered = 0;
  for (guint seed = 33000; seed < 33000 + n; seed++) {
    CdScenario *scenario = without_gain_from_parting(seed, (CdWanted){0});
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    for (guint s = 1; s < stage->world->n_structure; s++)
      for (guint same = 0; same <= 2; same++) {
        double joint = expected_all(stage, JOINT, same / 2.0), other = expected_all(stage, s, same / 2.0);
        if (other > joint * (1 + 1e-9))
          fail_msg("seed %u: %.12g completions jointly, %.12g in structure %u", seed, joint, other, s);
        lowered += other < joint * (1 - 1e-9);
      }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
  assert_true(lowered > n / 2);
}

static void with_enough_fit_parting_raises_completions(void **state)
{
  (void)state;
  guint n = cd_test_count(60, 8), raised = 0;
  for (guint seed = 33000; seed < 33000 + n; seed++) {
    CdScenario *scenario = without_gain_from_parting(seed, (CdWanted){.areas = 3, .councils = 3});
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    stage->world->delivery->fit = 0.3;
    stage->world->terms->localisation = 0;
    cd_stage_lay(stage);
    raised += expected_all(stage, SEPARATE, 0.5) > expected_all(stage, JOINT, 0.5);
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
  assert_true(raised > n / 2);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(with_every_source_off_all_structures_expect_the_same),
      cmocka_unit_test(with_every_source_off_all_structures_live_the_same_luck),
      cmocka_unit_test(fit_alone_favours_separate_services),
      cmocka_unit_test(border_moves_alone_favour_the_joint_service),
      cmocka_unit_test(posts_alone_favour_the_joint_service),
      cmocka_unit_test(doors_alone_favour_the_joint_service),
      cmocka_unit_test(shared_intelligence_alone_favours_the_joint_service),
      cmocka_unit_test(failures_without_a_right_to_leave_alone_favour_separate_services),
      cmocka_unit_test(a_later_start_alone_favours_the_joint_service),
      cmocka_unit_test(a_nearer_door_alone_favours_whoever_has_it),
      cmocka_unit_test(without_fit_or_access_parting_never_raises_completions),
      cmocka_unit_test(with_enough_fit_parting_raises_completions),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
