#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

/* With some numbers uncertain. */
static CdScenario *uncertain(void)
{
  CdScenario *scenario = cd_small_scenario();
  cd_small_set(scenario, CD_ENTITY_DELIVERY, NULL, "fit=uniform(0.02,0.06) loss-one-contract=triangular(0,0.1,0.2)");
  cd_small_set(scenario, CD_ENTITY_COHORT, "opiate", "share=uniform(0.4,0.6) completed-share=uniform(0.3,0.7)");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "eastern", "weight-cost=uniform(10,90) weight-length=uniform(10,90)");
  return scenario;
}

static double uniform_of(guint64 seed, guint32 replicate, guint64 key)
{
  return cd_stream_uniform(cd_stream(seed, cd_run_word(replicate, 0), CD_PURPOSE_INPUT, key), 0, 0);
}

static guint64 path_key(const CdScenario *scenario, CdEntityKind kind, guint row, const char *field)
{
  return cd_hash_pair(cd_scenario_row(scenario, kind, row)->draw_key, cd_hash_text(field));
}

static void a_world_has_the_shape_of_its_scenario(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  cd_small_add_structures(scenario);
  cd_small_set(scenario, CD_ENTITY_CONCORDAT, NULL, "question=Together?");
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  const CdWorld *world = small->world;
  assert_int_equal(world->n_area, 3);
  assert_int_equal(world->n_cohort, 4);
  assert_int_equal(world->n_contract, 3);
  assert_int_equal(world->n_funder, 0);
  assert_string_equal(world->area[2].head.id, "hill");
  assert_true(world->area[2].head.key == cd_scenario_area(scenario, 2)->head.key);
  assert_int_equal(world->contract[2].head.parent, 1);
  assert_int_equal(world->cohort[2].pathway, CD_PATHWAY_CJ);
  assert_int_equal(world->cohort[3].component, 2);
  assert_int_equal(world->council[0].areas.n, 2);
  assert_int_equal(world->council[0].areas.at[1], 2);
  assert_int_equal(world->calendar->decision, 2021 * 12);
  assert_null(world->contract[0].specification);
  assert_string_equal(world->concordat->question, "Together?");
  assert_nine(world->concordat->base_year, 2021);
  assert_ptr_equal(world->scenario, scenario);
}

static void sure_numbers_are_as_given_and_open_ones_undefined(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  cd_small_add_structures(scenario);
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  for (guint32 k = 0; k < 3; k++) {
    cd_world_draw(small->world, 5, k);
    assert_true(small->world->area[1].adults_in_treatment == 200);
    assert_true(small->world->cohort[0].direct_cost == 1000);
    assert_true(small->world->terms->length == 5);
    assert_true(isnan(small->world->contract[0].length));
    assert_true(isnan(small->world->council[0].budget));
  }
}

static void a_number_is_the_quantile_at_its_own_uniform(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(uncertain());
  for (guint32 k = 0; k < 50; k++) {
    cd_world_draw(small->world, 11, k);
    double u = uniform_of(11, k, path_key(small->scenario, CD_ENTITY_DELIVERY, 0, "fit"));
    assert_nine(small->world->delivery->fit, 0.02 + 0.04 * u);
    u = uniform_of(11, k, path_key(small->scenario, CD_ENTITY_DELIVERY, 0, "loss-one-contract"));
    assert_nine(small->world->delivery->loss_one, u < 0.5 ? 0.1 * sqrt(2 * u) : 0.2 - 0.1 * sqrt(2 * (1 - u)));
  }
}

static void a_draw_depends_on_seed_and_replicate_alone(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(uncertain());
  cd_world_draw(small->world, 11, 4);
  double first = small->world->delivery->fit;
  cd_world_draw(small->world, 11, 5);
  assert_true(small->world->delivery->fit != first);
  cd_world_draw(small->world, 12, 4);
  assert_true(small->world->delivery->fit != first);
  cd_world_draw(small->world, 11, 4);
  assert_true(small->world->delivery->fit == first);
}

static void another_entity_moves_nobody_else_s_draws(void **state)
{
  (void)state;
  CdScenario *larger = cd_small_scenario();
  cd_small_add(larger, CD_ENTITY_HUB, NULL, "hub", "area=east rent=uniform(1,2)");
  cd_small_set(larger, CD_ENTITY_DELIVERY, NULL, "fit=uniform(0.02,0.06)");
  g_autoptr(CdSmall) small = cd_small_new(uncertain()), other = cd_small_new(larger);
  cd_world_draw(small->world, 3, 9);
  cd_world_draw(other->world, 3, 9);
  assert_true(small->world->delivery->fit == other->world->delivery->fit);
}

static void entities_of_one_draw_draw_alike(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  static const char range[] = "belief-scale=uniform(0,0.3)";
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "eastern", range);
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "western", range);
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  cd_world_draw(small->world, 1, 1);
  assert_true(small->world->council[0].belief_scale != small->world->council[1].belief_scale);
  for (guint i = 0; i < 2; i++)
    cd_scenario_set_keys(scenario, CD_ENTITY_COUNCIL, i, "any");
  cd_world_draw(small->world, 1, 1);
  assert_true(small->world->council[0].belief_scale == small->world->council[1].belief_scale);
  assert_true(cd_scenario_council(scenario, 0)->head.key != cd_scenario_council(scenario, 1)->head.key);
}

static void children_of_entities_of_one_draw_draw_alike_too(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  static const char *const council[] = {"eastern", "western"};
  for (guint i = 0; i < 2; i++) {
    cd_small_add(scenario, CD_ENTITY_PRICING_VIEW, council[i], "block", "pricing=block liking=uniform(0,1)");
    cd_scenario_set_keys(scenario, CD_ENTITY_COUNCIL, i, "any");
    cd_scenario_set_keys(scenario, CD_ENTITY_PRICING_VIEW, i, NULL);
  }
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  cd_world_draw(small->world, 1, 1);
  assert_true(small->world->pricing_view[0].liking == small->world->pricing_view[1].liking);
  cd_scenario_set_keys(scenario, CD_ENTITY_COUNCIL, 0, NULL);
  cd_scenario_set_keys(scenario, CD_ENTITY_PRICING_VIEW, 0, NULL);
  cd_world_draw(small->world, 1, 1);
  assert_true(small->world->pricing_view[0].liking != small->world->pricing_view[1].liking);
}

static void values_of_one_draw_share_their_uniform(void **state)
{
  (void)state;
  CdScenario *scenario = uncertain();
  CdDeliverySpec *delivery = cd_scenario_delivery(scenario, 0);
  delivery->fit.draw_key = delivery->loss_one.draw_key = cd_hash_text("losses");
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  for (guint32 k = 0; k < 20; k++) {
    cd_world_draw(small->world, 2, k);
    double u = uniform_of(2, k, cd_hash_text("losses"));
    assert_nine(small->world->delivery->fit, 0.02 + 0.04 * u);
    assert_int_equal(small->world->delivery->fit > 0.04, small->world->delivery->loss_one > 0.1);
  }
}

static void the_central_case_is_all_medians(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(uncertain());
  cd_world_central(small->world);
  assert_nine(small->world->delivery->fit, 0.04);
  assert_nine(small->world->delivery->loss_one, 0.1);
  assert_nine(small->world->cohort[0].share, 0.5);
}

/* Given as 3, 1 and 1: adults' cohorts of one age; the young have an age of their own. */
static void shares_are_scaled_to_one_within_their_group(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  cd_small_set(scenario, CD_ENTITY_COHORT, "opiate",
               "share=0.6 completed-share=0.3 unplanned-share=0.2 transferred-share=0.1");
  cd_small_set(scenario, CD_ENTITY_COHORT, "alcohol", "share=0.2");
  cd_small_set(scenario, CD_ENTITY_COHORT, "justice",
               "share=0.2 completed-share=0.2 unplanned-share=0.2 transferred-share=0");
  cd_small_set(scenario, CD_ENTITY_COHORT, "young", "share=0.3");
  cd_small_add(scenario, CD_ENTITY_LOCALITY, NULL, "one", "area=east client-share=0.3");
  cd_small_add(scenario, CD_ENTITY_LOCALITY, NULL, "two", "area=west client-share=0.8");
  cd_small_add(scenario, CD_ENTITY_LOCALITY, NULL, "three", "area=east client-share=0.1");
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  const CdWorld *world = small->world;
  assert_nine(world->cohort[0].share, 0.6);
  assert_nine(world->cohort[1].share, 0.2);
  assert_nine(world->cohort[3].share, 1);
  assert_nine(world->cohort[0].completed_share, 0.5);
  assert_nine(world->cohort[0].unplanned_share, 0.333333333333);
  assert_nine(world->cohort[2].completed_share, 0.5);
  assert_nine(world->cohort[2].transferred_share, 0);
  assert_nine(world->locality[0].client_share, 0.75);
  assert_nine(world->locality[1].client_share, 1);
  assert_nine(world->locality[2].client_share, 0.25);
}

static void weights_are_scaled_to_one_each_five_for_themselves(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "eastern",
               "weight-cost=30 weight-outcomes=30 weight-continuity=15 weight-control=15 weight-time=60 "
               "weight-length=10"
               " weight-quality-weight=10 weight-pricing=10 weight-outcomes-share=5 weight-localisation=5");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "western",
               "weight-cost=0 weight-outcomes=0 weight-continuity=0 weight-control=0 weight-time=0");
  cd_small_add(scenario, CD_ENTITY_FUNDER, NULL, "fund",
               "kind=probation component=justice contribution=100 weight-cost=40 weight-outcomes=20 "
               "weight-continuity=20"
               " weight-control=10 weight-time=10 belief-scale=0");
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  const CdCouncil *eastern = &small->world->council[0], *western = &small->world->council[1];
  assert_nine(eastern->weight_cost, 0.2);
  assert_nine(eastern->weight_time, 0.4);
  assert_nine(eastern->weight_length, 0.25);
  assert_nine(eastern->weight_localisation, 0.125);
  assert_nine(western->weight_cost, 0.2); /* all nought: all alike */
  assert_nine(western->weight_time, 0.2);
  assert_nine(small->world->funder[0].weight_cost, 0.4);
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "western",
               "weight-cost=0.3 weight-outcomes=0.1 weight-continuity=0 weight-control=0.1 weight-time=0.1");
  cd_world_central(small->world);
  assert_nine(western->weight_cost, 0.5); /* of six tenths */
}

/* What a number was drawn as, in the file's own points, whatever the other weights were drawn as. */
static void what_is_scaled_is_told_on_the_scale_of_the_file(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(uncertain());
  const CdField *cost = CD_FIELD(COUNCIL, Council, weight_cost), *exits = CD_FIELD(COHORT, Cohort, completed_share);
  for (guint32 k = 0; k < 20; k++) {
    cd_world_draw(small->world, 11, k);
    double u = uniform_of(11, k, path_key(small->scenario, CD_ENTITY_COUNCIL, 0, "weight-cost"));
    assert_nine(cd_world_stated(small->world, CD_ENTITY_COUNCIL, 0, cost), 10 + 80 * u);
    u = uniform_of(11, k, path_key(small->scenario, CD_ENTITY_COHORT, 0, "completed-share"));
    assert_nine(cd_world_stated(small->world, CD_ENTITY_COHORT, 0, exits), 0.3 + 0.4 * u);
    assert_true(small->world->council[0].weight_cost < 1);
  }
  cd_world_central(small->world);
  assert_nine(cd_world_stated(small->world, CD_ENTITY_COUNCIL, 0, cost), 50);
}

/* --- Rows of a scenario ---------------------------------------------------------------------------------------------- */

static void rows_are_found_by_their_parent_and_id(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_small_scenario();
  cd_small_add_structures(scenario);
  assert_int_equal(cd_scenario_find(scenario, CD_ENTITY_AREA, -1, "hill"), 2);
  assert_int_equal(cd_scenario_find(scenario, CD_ENTITY_CONTRACT, 1, "all"), 2);
  assert_int_equal(cd_scenario_find(scenario, CD_ENTITY_CONTRACT, 0, "all"), -1);
  assert_int_equal(cd_scenario_find(scenario, CD_ENTITY_AREA, -1, "dale"), -1);
}

static void a_path_names_parents_and_leaves_out_what_stands_once(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_small_scenario();
  cd_small_add_structures(scenario);
  g_autofree char *contract = cd_scenario_path(scenario, CD_ENTITY_CONTRACT, 2);
  g_autofree char *area = cd_scenario_path(scenario, CD_ENTITY_AREA, 0);
  g_autofree char *cost = cd_scenario_path(scenario, CD_ENTITY_COST, 0);
  g_autofree char *first = cd_scenario_path(scenario, CD_ENTITY_CONTRACT, 0);
  assert_string_equal(first, "structure[apart]/contract[eastern]");
  assert_string_equal(contract, "structure[joint]/contract[all]");
  assert_string_equal(area, "area[east]");
  assert_string_equal(cost, "cost");
}

static void keys_follow_the_path_and_not_the_position(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_small_scenario();
  cd_small_add_structures(scenario);
  cd_small_add(scenario, CD_ENTITY_CONTRACT, "joint", "eastern", "areas=east components=youth");
  guint64 apart = cd_scenario_contract(scenario, 0)->head.key, joint = cd_scenario_contract(scenario, 3)->head.key;
  assert_true(apart != joint); /* of one id, but not of one structure */
  guint64 structure = cd_hash_pair(cd_hash_pair(0, cd_hash_text("structure")), cd_hash_text("joint"));
  assert_true(joint == cd_hash_pair(cd_hash_pair(structure, cd_hash_text("contract")), cd_hash_text("eastern")));
  structure = cd_hash_pair(cd_hash_pair(0, cd_hash_text("structure")), cd_hash_text("apart"));
  assert_true(apart == cd_hash_pair(cd_hash_pair(structure, cd_hash_text("contract")), cd_hash_text("eastern")));
}

static void new_rows_are_at_their_defaults(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_scenario_new_empty();
  CdHubSpec *hub = (CdHubSpec *)(void *)cd_scenario_append(scenario, CD_ENTITY_HUB, -1, "hub", NULL);
  assert_string_equal(hub->head.label, "hub");
  assert_int_equal(hub->kind, CD_HUB_HUB);
  assert_int_equal(hub->area, -1);
  assert_int_equal(hub->rent.dist.kind, CD_DIST_TRIANGULAR);
  assert_true(hub->rent.dist.b == 100000);
  assert_true(hub->rent.is_default);
  assert_string_equal(hub->rent.grade, "D");
  assert_string_equal(hub->rent.source, "expert judgement");
  CdContractSpec *contract = (CdContractSpec *)(void *)cd_scenario_append(scenario, CD_ENTITY_CONTRACT, 0, "c", "Label");
  assert_string_equal(contract->head.label, "Label");
  assert_int_equal(contract->length.dist.kind, CD_DIST_UNSET);
  assert_int_equal(contract->cost_sharing, -1);
  assert_true(contract->share.dist.a == 1);
}

static void rows_stay_whole_as_tables_grow(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = cd_scenario_new_empty();
  for (guint i = 0; i < 100; i++) {
    g_autofree char *id = g_strdup_printf("area-%u", i);
    cd_scenario_append(scenario, CD_ENTITY_AREA, -1, id, NULL);
    cd_scenario_area(scenario, i)->population.dist.a = i;
  }
  for (guint i = 0; i < 100; i++) {
    g_autofree char *id = g_strdup_printf("area-%u", i);
    assert_int_equal(cd_scenario_find(scenario, CD_ENTITY_AREA, -1, id), i);
    assert_true(cd_scenario_area(scenario, i)->population.dist.a == i);
  }
}

static void a_scenario_lives_as_long_as_it_is_held(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  assert_ptr_equal(cd_scenario_ref(scenario), scenario);
  cd_scenario_unref(scenario);
  assert_string_equal(cd_scenario_area(scenario, 0)->head.id, "east");
  cd_scenario_unref(scenario);
  cd_scenario_unref(NULL);
  cd_world_free(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_world_has_the_shape_of_its_scenario),
      cmocka_unit_test(sure_numbers_are_as_given_and_open_ones_undefined),
      cmocka_unit_test(a_number_is_the_quantile_at_its_own_uniform),
      cmocka_unit_test(a_draw_depends_on_seed_and_replicate_alone),
      cmocka_unit_test(another_entity_moves_nobody_else_s_draws),
      cmocka_unit_test(entities_of_one_draw_draw_alike),
      cmocka_unit_test(children_of_entities_of_one_draw_draw_alike_too),
      cmocka_unit_test(values_of_one_draw_share_their_uniform),
      cmocka_unit_test(the_central_case_is_all_medians),
      cmocka_unit_test(shares_are_scaled_to_one_within_their_group),
      cmocka_unit_test(weights_are_scaled_to_one_each_five_for_themselves),
      cmocka_unit_test(what_is_scaled_is_told_on_the_scale_of_the_file),
      cmocka_unit_test(rows_are_found_by_their_parent_and_id),
      cmocka_unit_test(a_path_names_parents_and_leaves_out_what_stands_once),
      cmocka_unit_test(keys_follow_the_path_and_not_the_position),
      cmocka_unit_test(new_rows_are_at_their_defaults),
      cmocka_unit_test(rows_stay_whole_as_tables_grow),
      cmocka_unit_test(a_scenario_lives_as_long_as_it_is_held),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
