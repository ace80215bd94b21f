/* What cost does with size and with partners. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/engine/scale.h"
#include "tests/property/generate.h"
#include "tests/property/runs.h"
#include "tests/property/stage.h"
#include "tests/property/transform.h"
#include "tests/property/trials.h"

/* --- one partner ------------------------------------------------------------------------------------- */

/* One council, one area, no co-commissioner: "joint" and "separate" are one contract with the whole service.
 */
static CdScenario *alone(guint64 seed)
{
  CdScenario *whole = cd_generate(seed, (CdWanted){.areas = 1, .councils = 1});
  CdScenario *scenario = cd_without(whole, CD_ENTITY_FUNDER);
  cd_scenario_unref(whole);
  CdContractSpec *joint = cd_scenario_contract(scenario, 0), *separate = cd_scenario_contract(scenario, 1);
  CdSpecHead head = separate->head;
  *separate = *joint;
  separate->head = head;
  separate->head.draw_key = joint->head.draw_key; /* uncertain terms are the same too */
  separate->specification = joint->specification = NULL;
  CdStructureSpec *first = cd_scenario_structure(scenario, 0), *second = cd_scenario_structure(scenario, 1);
  CdSpecHead second_head = second->head;
  *second = *first;
  second->head = second_head;
  return scenario;
}

static bool same_bits(double a, double b)
{
  return memcmp(&a, &b, sizeof a) == 0;
}

/* Values of arms 2 and 3 (separate) against 0 and 1 (joint). */
static guint count_apart(const CdRuns *runs)
{
  guint apart = 0;
  for (guint run = 0; run < CD_LUCKS * runs->replicates; run++)
    for (guint arm = 0; arm < 2; arm++)
      for (guint v = 0; v < runs->n; v++)
        apart += !same_bits(cd_runs_at(runs, run, arm)[v], cd_runs_at(runs, run, arm + 2)[v]);
  return apart;
}

static void one_partner_joins_nobody(void **state)
{
  (void)state;
  guint n = cd_test_count(60, 8);
  for (guint seed = 20000; seed < 20000 + n; seed++) {
    CdScenario *scenario = alone(seed);
    /* Business as usual may be a third structure, so that one of the two has the footprint prepared: not known from what it buys. */
    cd_fix(scenario, CD_ENTITY_CALENDAR, "redesign-months", 0);
    cd_fix(scenario, CD_ENTITY_PROCUREMENT, "consultation-months", 0);
    CdRuns *runs = cd_runs_new(scenario, seed, 2);
    if (count_apart(runs) > 0)
      fail_msg("seed %u: %u values differ", seed, count_apart(runs));
    cd_runs_free(runs);
    cd_scenario_unref(scenario);
  }
}

/* Counterexample: the specification stands ready for the joint service alone. */
static void one_partner_starts_later_where_the_other_footprint_needs_a_redesign(void **state)
{
  (void)state;
  CdScenario *scenario = alone(20001);
  cd_fix(scenario, CD_ENTITY_CALENDAR, "redesign-months", 20);
  CdRuns *runs = cd_runs_new(scenario, 1, 2);
  assert_true(cd_runs_mean(runs, 2, CD_METRIC_START_DELAY) > cd_runs_mean(runs, 0, CD_METRIC_START_DELAY));
  cd_runs_free(runs);
  cd_scenario_unref(scenario);
}

/* --- the unit of money ------------------------------------------------------------------------------- */

/* Money is that of metrics in pounds; the rest is what money buys, or people. */
static bool is_money(const CdMetric *metric)
{
  return cd_unit_is_money(metric->unit);
}

static bool of_people(CdMetricKind kind)
{
  return kind >= CD_METRIC_CLIENTS && kind <= CD_METRIC_BORDER_ATTENDANCES;
}

/* What rounding payments to the penny may do to a value. */
static double pennies(CdMetricKind kind, double value, guint contracts)
{
  if (kind == CD_METRIC_PLACES || kind == CD_METRIC_PLACES_EXPECTED ||
      (kind >= CD_METRIC_RESERVES_LAST && kind <= CD_METRIC_GAP_COMPLETIONS && kind != CD_METRIC_UNFUNDED))
    return 1e-4;
  if (kind == CD_METRIC_BENEFIT_PER_POUND)
    return 1e-6;
  return is_money(cd_metric(kind)) ? 0.03 * contracts * fmax(1, fabs(value) / 1e6) : 0;
}

static void assert_money_doubled(const CdRuns *once, const CdRuns *twice, guint contracts, guint seed)
{
  for (guint run = 0; run < CD_LUCKS * once->replicates; run++)
    for (guint arm = 0; arm < once->arms; arm++)
      for (guint v = 0; v < once->n; v++) {
        CdMetricKind kind = once->layout->kind[v];
        double a = cd_runs_at(once, run, arm)[v], b = cd_runs_at(twice, run, arm)[v];
        double expected = is_money(cd_metric(kind)) ? 2 * a : a;
        bool right = fabs(b - expected) <= 1e-9 * fabs(expected) + pennies(kind, a, contracts);
        if (isnan(a) || of_people(kind))
          right = isnan(a) ? isnan(b) : same_bits(a, b);
        if (!right)
          fail_msg("seed %u, run %u, arm %u: %s is %.17g at twice all prices and was %.17g", seed, run, arm,
                   once->layout->name[v], b, a);
      }
}

static void twice_all_prices_is_twice_all_cost_for_the_same_people(void **state)
{
  (void)state;
  guint n = cd_test_count(70, 10);
  for (guint seed = 21000; seed < 21000 + n; seed++) {
    /* Halved, not doubled: no truncated distribution comes nearer to the upper end of its range. */
    CdScenario *scenario = cd_generate_any(seed), *cheaper = cd_copy(scenario);
    cd_rescale_money(cheaper, 0.5);
    CdRuns *once = cd_runs_new(cheaper, seed, 1), *twice = cd_runs_new(scenario, seed, 1);
    assert_money_doubled(once, twice, scenario->table[CD_ENTITY_CONTRACT].n, seed);
    cd_runs_free(once);
    cd_runs_free(twice);
    cd_scenario_unref(scenario);
    cd_scenario_unref(cheaper);
  }
}

/* --- alike partners ---------------------------------------------------------------------------------- */

/* N councils of one area each, alike in all that cost follows, each with one hub or none: real scale, and
 * nothing that partners cost one another, neither coordination nor parts of a specification set by each. */
static CdScenario *alike(guint64 seed, guint n)
{
  CdScenario *varied = cd_generate(seed, (CdWanted){.areas = n, .councils = n});
  CdScenario *scenario = cd_without(varied, CD_ENTITY_POST);
  cd_scenario_unref(varied);
  cd_tender_all(scenario);
  cd_fix(scenario, CD_ENTITY_AREA, "adults-in-treatment", 700);
  if (!(cd_scenario_area(scenario, 0)->young_in_treatment.is_default))
    cd_fix(scenario, CD_ENTITY_AREA, "young-people-in-treatment", 60);
  cd_fix(scenario, CD_ENTITY_AREA, "rural-share", 0.3);
  cd_fix(scenario, CD_ENTITY_COST, "coordination-wte", 0);
  cd_fix(scenario, CD_ENTITY_COST, "complexity", 0);
  cd_fix(scenario, CD_ENTITY_COST, "management-elasticity", 0.9);
  for (guint c = 0; c < scenario->table[CD_ENTITY_CONTRACT].n; c++)
    cd_scenario_contract(scenario, c)->hubs = (CdRefs){0, NULL};
  return scenario;
}

/* Reference cost with officers and tenders: all that does not depend on who wins. */
static double whole_cost(CdStage *stage, guint structure)
{
  CdLaid laid = cd_stage_structure(stage, structure);
  const CdCost *cost = stage->world->cost;
  double sum = laid.footprint.reference;
  for (guint c = 0; c < laid.footprint.n_contracts; c++)
    sum += cost->procurement / laid.footprint.at[c].terms.length +
           cd_officer_wte(cost, 1, laid.footprint.at[c].parties - 1) * cost->officer_cost;
  return sum;
}

static void alike_partners_with_real_scale_pay_less_together(void **state)
{
  (void)state;
  guint n = cd_test_count(70, 10);
  for (guint seed = 22000; seed < 22000 + n; seed++) {
    CdScenario *scenario = alike(seed, 2 + seed % 4);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    CdLaid joint = cd_stage_structure(stage, 0), separate = cd_stage_structure(stage, 1);
    assert_true(joint.footprint.reference < separate.footprint.reference);
    assert_true(whole_cost(stage, 0) < whole_cost(stage, 1));
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Counterexample: management of elasticity one and no fixed part, and partners who must meet and set half of the
 * specification each for itself. */
static void without_scale_partners_make_the_joint_service_dearer(void **state)
{
  (void)state;
  guint n = cd_test_count(40, 5);
  for (guint seed = 23000; seed < 23000 + n; seed++) {
    CdScenario *scenario = alike(seed, 2 + seed % 4);
    cd_fix(scenario, CD_ENTITY_COST, "management-fixed", 0);
    cd_fix(scenario, CD_ENTITY_COST, "management-elasticity", 1);
    cd_fix(scenario, CD_ENTITY_COST, "contract-management-wte", 0);
    cd_fix(scenario, CD_ENTITY_COST, "procurement", 0);
    cd_fix(scenario, CD_ENTITY_COST, "coordination-wte", 0.2);
    cd_fix(scenario, CD_ENTITY_COST, "complexity", 12000);
    cd_fix(scenario, CD_ENTITY_TERMS, "localisation", 0.5);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    const CdCost *cost = stage->world->cost;
    double local = 6000 * (1 + cost->mobilisation / stage->world->terms->length);
    double extra = (0.2 * cost->officer_cost + local) * (stage->world->n_council - 1.0);
    double gap = whole_cost(stage, 0) - whole_cost(stage, 1);
    assert_true(fabs(gap - extra) < 1e-6 * whole_cost(stage, 0));
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* Counterexample: a post that only the joint service is large enough for costs money that the separate ones
 * save. */
static void a_post_that_only_the_joint_service_keeps_can_make_it_dearer(void **state)
{
  (void)state;
  CdScenario *scenario = alike(22002, 2);
  cd_fix(scenario, CD_ENTITY_COST, "management-fixed", 1000);
  cd_fix(scenario, CD_ENTITY_COST, "management-elasticity", 1);
  cd_scenario_append(scenario, CD_ENTITY_POST, -1, "specialist", NULL);
  CdPostSpec *post = cd_scenario_post(scenario, 0);
  guint cohorts[8], n = scenario->table[CD_ENTITY_COHORT].n;
  for (guint k = 0; k < n; k++)
    cohorts[k] = k;
  post->cohorts = cd_refs_new(scenario, cohorts, n);
  cd_scenario_set_keys(scenario, CD_ENTITY_POST, 0, NULL);
  cd_fix(scenario, CD_ENTITY_POST, "salary", 50000);
  CdStage *stage = cd_stage_new(scenario, 1, 0);
  double clients = cd_stage_structure(stage, 0).footprint.at[0].post_clients[0];
  stage->world->post[0].clients_per_wte = clients;
  stage->world->post[0].minimum_wte = 0.6;
  CdLaid joint = cd_stage_structure(stage, 0), separate = cd_stage_structure(stage, 1);
  assert_true(joint.footprint.reference > separate.footprint.reference);
  cd_stage_free(stage);
  cd_scenario_unref(scenario);
}

/* However the service is cut up, where all is tendered (what continues a contract in force spreads mobilisation over another time): each further contract needs the fixed part once more, with overhead and mobilisation
 * on it. */
static void fixed_management_widens_the_gap_by_a_contract_each(void **state)
{
  (void)state;
  enum { MORE = 50000 };
  guint n = cd_test_count(70, 10);
  for (guint seed = 24000; seed < 24000 + n; seed++) {
    CdScenario *scenario = cd_generate_any(seed);
    cd_tender_all(scenario);
    CdStage *stage = cd_stage_new(scenario, seed, 0);
    const CdCost *cost = stage->world->cost;
    double each = MORE * (1 + cost->overhead) * (1 + cost->mobilisation / stage->world->terms->length);
    for (guint s = 1; s < stage->world->n_structure; s++) {
      CdLaid joint = cd_stage_structure(stage, 0), other = cd_stage_structure(stage, s);
      double before = other.footprint.reference - joint.footprint.reference;
      double joint_cost = joint.footprint.reference;
      guint further = other.footprint.n_contracts - joint.footprint.n_contracts;
      stage->world->cost->management_fixed += MORE;
      joint = cd_stage_structure(stage, 0);
      other = cd_stage_structure(stage, s);
      double after = other.footprint.reference - joint.footprint.reference;
      assert_true(fabs(after - before - each * further) < 1e-9 * joint_cost);
      assert_true(after >= before - 1e-9 * joint_cost);
      stage->world->cost->management_fixed -= MORE;
    }
    cd_stage_free(stage);
    cd_scenario_unref(scenario);
  }
}

/* --- the curve --------------------------------------------------------------------------------------- */

enum { POINTS = 9 };

static void make_curve(const CdScenario *scenario, CdCurvePoint *point)
{
  double people = 0;
  for (guint a = 0; a < scenario->table[CD_ENTITY_AREA].n; a++)
    people +=
        cd_value_median(&cd_scenario_area(scenario, a)->adults_in_treatment, CD_FIELD(AREA, Area, adults_in_treatment));
  cd_scale_curve(scenario, 1, people / 4, people * 2, POINTS, point);
}

/* Hubs are no threshold: they shrink with those who use them. */
static void unit_cost_falls_with_size_where_no_post_is_at_stake(void **state)
{
  (void)state;
  guint n = cd_test_count(60, 6);
  for (guint seed = 25000; seed < 25000 + n; seed++) {
    CdScenario *varied = cd_generate_any(seed);
    CdScenario *scenario = cd_without(varied, CD_ENTITY_POST);
    CdCurvePoint point[POINTS];
    make_curve(scenario, point);
    for (guint i = 0; i < POINTS; i++) {
      assert_true(isfinite(point[i].cost) && point[i].cost > 0);
      if (i > 0 && !(point[i].cost_per_person < point[i - 1].cost_per_person))
        fail_msg("seed %u: %g a person at %g people, %g at %g", seed, point[i].cost_per_person, point[i].people,
                 point[i - 1].cost_per_person, point[i - 1].people);
      /* Near nought where so few are served that fixed management is nearly all of the cost. */
      if (!(point[i].elasticity > 0 && point[i].elasticity < 1))
        fail_msg("seed %u: elasticity %g at %g people", seed, point[i].elasticity, point[i].people);
    }
    cd_scenario_unref(varied);
    cd_scenario_unref(scenario);
  }
}

/* With posts it is no longer below one everywhere: a post is kept from some size on, here a dear one, and from the same size in every draw. */
static void posts_can_raise_unit_cost_with_size(void **state)
{
  (void)state;
  guint risen = 0, n = cd_test_count(40, 20);
  for (guint seed = 26000; seed < 26000 + n; seed++) {
    CdScenario *scenario = cd_generate(seed, (CdWanted){.sure = true});
    cd_fix(scenario, CD_ENTITY_POST, "salary", 200000);
    CdCurvePoint point[POINTS];
    make_curve(scenario, point);
    for (guint i = 0; i < POINTS; i++) {
      assert_true(isfinite(point[i].elasticity) && point[i].elasticity > 0);
      risen += point[i].elasticity > 1;
    }
    cd_scenario_unref(scenario);
  }
  assert_true(risen > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(one_partner_joins_nobody),
      cmocka_unit_test(one_partner_starts_later_where_the_other_footprint_needs_a_redesign),
      cmocka_unit_test(twice_all_prices_is_twice_all_cost_for_the_same_people),
      cmocka_unit_test(alike_partners_with_real_scale_pay_less_together),
      cmocka_unit_test(without_scale_partners_make_the_joint_service_dearer),
      cmocka_unit_test(a_post_that_only_the_joint_service_keeps_can_make_it_dearer),
      cmocka_unit_test(fixed_management_widens_the_gap_by_a_contract_each),
      cmocka_unit_test(unit_cost_falls_with_size_where_no_post_is_at_stake),
      cmocka_unit_test(posts_can_raise_unit_cost_with_size),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
