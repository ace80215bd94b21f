#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/footprint.h"
#include "sim/engine/funding.h"
#include "sim/engine/preference.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

/* Care a year by area, all of small.h's clients:
 *                     east                               west            hill
 *   treatment direct  150 x 1,000 + 40 x 600 = 174,000    87,000          43,500
 *   treatment by use  150 x 200              =  30,000    15,000           7,500
 *   justice           40 x 800               =  32,000    16,000           8,000
 *   youth             20 x 1,500             =  30,000         -               -
 *   beds (by use)     230 x 100              =  23,000    11,500           5,750
 *   all                                        289,000   129,500          64,750 */

static CdFootprint lay(CdSmall *small, const char *structure, CdTermsArm arm)
{
  CdFootprint footprint;
  cd_footprint_make(&footprint, small->world, &small->caseload,
                    cd_small_row(small->scenario, CD_ENTITY_STRUCTURE, NULL, structure), arm, NULL, small->arena);
  return footprint;
}

static CdFootprint lay_common(CdSmall *small, const char *structure)
{
  return lay(small, structure, CD_TERMS_ARM_COMMON);
}

/* The case with the two plain structures, and a contract of its own for each line: "structure id | fields". */
static CdSmall *small_with(const char *const *contract)
{
  CdScenario *scenario = cd_small_scenario();
  cd_small_add(scenario, CD_ENTITY_HUB, NULL, "dear", "area=east rent=9000");
  cd_small_add(scenario, CD_ENTITY_HUB, NULL, "cheap", "area=east rent=5000");
  cd_small_add(scenario, CD_ENTITY_HUB, NULL, "far", "area=west rent=4000");
  cd_small_add(scenario, CD_ENTITY_HUB, NULL, "spoke", "area=hill rent=8000 kind=spoke");
  cd_small_add_structures(scenario);
  cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, "other", "");
  for (guint i = 0; contract && contract[i]; i++) {
    g_autofree char *id = g_strdup_printf("c%u", i);
    cd_small_add(scenario, CD_ENTITY_CONTRACT, "other", id, contract[i]);
  }
  return cd_small_new(scenario);
}

static void a_contract_of_everything_buys_everything(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with(NULL);
  CdFootprint joint = lay_common(small, "joint");
  assert_int_equal(joint.n_contracts, 1);
  const CdFootprintContract *it = &joint.at[0];
  assert_string_equal(it->contract->head.id, "all");
  assert_nine(it->layer[CD_LAYER_DIRECT], 390500);      /* 174 + 87 + 43.5 + 32 + 16 + 8 + 30 thousand */
  assert_nine(it->layer[CD_LAYER_PASS_THROUGH], 92750); /* 30 + 15 + 7.5 + 23 + 11.5 + 5.75 */
  assert_nine(it->reference, 483250);
  assert_nine(joint.reference, 483250);
  assert_nine(it->clients, 422.5);
  assert_nine(it->area_clients[0], 250);
  assert_nine(it->area_clients[1], 115);
  assert_nine(it->area_clients[2], 57.5);
  assert_nine(it->pair_value[0], 204000); /* east, treatment, by use included */
  assert_nine(it->pair_value[2 * small->world->n_component + 1], 8000);
  for (guint cell = 0; cell < small->caseload.n_cells; cell++)
    assert_true(it->cell_share[cell] == 1);
}

static void parties_are_the_councils_of_its_areas(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with(NULL);
  CdFootprint joint = lay_common(small, "joint"), apart = lay_common(small, "apart");
  assert_nine(joint.at[0].council_clients[0], 307.5); /* east and hill */
  assert_nine(joint.at[0].council_clients[1], 115);
  assert_int_equal(joint.at[0].n_parties, 2);
  assert_nine(joint.at[0].parties, 1.65619020006); /* 422.5^2 / (307.5^2 + 115^2) = 178,506.25 / 107,781.25 */
  assert_int_equal(apart.n_contracts, 2);
  assert_int_equal(apart.at[0].n_parties, 1);
  assert_nine(apart.at[0].parties, 1);
  assert_nine(apart.at[1].clients, 115);
}

/* A component that has no clients and costs nothing yet: its contract has parties all the same. */
static void parties_need_no_clients(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+west+hill components=treatment+justice+beds",
                                         "areas=east+west components=youth", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  small->world->area[0].young_in_treatment = 0;
  cd_small_lay(small, NULL);
  CdFootprint other = lay_common(small, "other");
  assert_true(other.at[1].clients == 0 && other.at[1].rural_share == 0);
  assert_nine(other.at[1].reference, 0);
  assert_int_equal(other.at[1].n_parties, 2);
  assert_true(other.at[1].party[0] && other.at[1].party[1]);
  assert_nine(other.at[1].parties, 1);
}

static void rural_clients_raise_direct_care_and_nothing_else(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with(NULL);
  small->world->cost->rural_premium = 0.2;
  CdFootprint apart = lay_common(small, "apart");
  assert_nine(apart.at[1].layer[CD_LAYER_DIRECT], 103000 * 1.1); /* 87 + 16 thousand, half of it rural */
  assert_nine(apart.at[1].layer[CD_LAYER_PASS_THROUGH], 26500);
  assert_nine(apart.at[0].layer[CD_LAYER_DIRECT], 236000 + 51500 * 1.2);
  assert_nine(apart.at[1].rural_share, 0.5);
  assert_nine(apart.at[0].rural_share, 57.5 / 307.5);
}

static void support_of_adults_is_direct_care_where_it_is_not_paid_by_use(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with(NULL);
  small->world->cost->rural_premium = 0.2;
  small->world->component[cd_small_row(small->scenario, CD_ENTITY_COMPONENT, NULL, "beds")].pass_through = CD_NO;
  CdFootprint apart = lay_common(small, "apart");
  assert_nine(apart.at[1].layer[CD_LAYER_DIRECT], 103000 * 1.1 + 11500);
  assert_nine(apart.at[1].layer[CD_LAYER_PASS_THROUGH], 15000);
}

/* A common core of six tenths and a local part of four tenths for each council. */
static void core_and_local_parts_divide_clients_care_and_size(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+west+hill components=treatment+justice+youth+beds share=0.6",
                                         "areas=east+hill components=treatment+justice+youth+beds share=0.4",
                                         "areas=west components=treatment+justice+youth+beds share=0.4", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  CdFootprint other = lay_common(small, "other");
  assert_nine(other.at[0].clients, 253.5);
  assert_nine(other.at[1].clients, 123);
  assert_nine(other.at[2].clients, 46);
  assert_nine(other.at[0].layer[CD_LAYER_DIRECT], 234300);
  assert_nine(other.at[2].layer[CD_LAYER_PASS_THROUGH], 10600);
  assert_nine(other.at[2].pair_value[1 * small->world->n_component + 0], 40800);
  guint cell = cd_small_cell(small, "west", "alcohol");
  assert_nine(other.at[0].cell_share[cell], 0.6);
  assert_nine(other.at[1].cell_share[cell], 0);
  assert_nine(other.at[2].cell_share[cell], 0.4);
  assert_nine(other.reference, 483250);
}

/* A cut by function: justice for all areas, the rest council by council. An area's clients count by the part of their care. */
static void a_contract_of_one_component_has_the_size_of_its_part_of_care(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+hill components=treatment+youth+beds",
                                         "areas=west components=treatment+youth+beds",
                                         "areas=east+west+hill components=justice", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  CdFootprint other = lay_common(small, "other");
  const CdFootprintContract *justice = &other.at[2];
  assert_nine(justice->area_clients[0], 27.6816608997); /* 250 x 32 / 289 */
  assert_nine(justice->area_clients[1], 14.2084942085); /* 115 x 16 / 129.5 */
  assert_nine(justice->area_clients[2], 7.10424710425);
  assert_nine(justice->clients, 48.9944022125);
  assert_nine(justice->council_clients[0], 34.785908004);
  assert_nine(justice->layer[CD_LAYER_DIRECT], 56000);
  assert_nine(justice->layer[CD_LAYER_PASS_THROUGH], 0);
  assert_true(justice->cell_share[cd_small_cell(small, "west", "justice")] == 1);
  assert_true(justice->cell_share[cd_small_cell(small, "west", "opiate")] == 0);
  assert_nine(other.at[0].clients + other.at[1].clients + justice->clients, 422.5);
}

static void management_overhead_and_mobilisation_come_on_top(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with(NULL);
  CdCost *cost = small->world->cost;
  cost->management_fixed = 7000;
  cost->management_variable = 20;
  cost->overhead = 0.1;
  cost->mobilisation = 0.05;
  CdFootprint apart = lay_common(small, "apart");
  const CdFootprintContract *west = &apart.at[1];
  assert_nine(west->layer[CD_LAYER_MANAGEMENT], 9300); /* 7,000 + 20 x 115 */
  assert_nine(west->layer[CD_LAYER_OVERHEAD], 11230);  /* a tenth of 103,000 + 9,300: nothing on what is paid by use */
  assert_nine(west->layer[CD_LAYER_MOBILISATION], 1500.3); /* 0.05 x (103,000 + 26,500 + 9,300 + 11,230) / 5 years */
  assert_nine(west->reference, 151530.3);
  for (int l = CD_LAYER_TRANSFER; l < CD_LAYER_COUNT; l++)
    assert_true(west->layer[l] == 0);
}

static void rents_of_hubs_are_divided_by_those_who_pay(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+hill components=treatment+justice+youth+beds hubs=dear+cheap",
                                         "areas=west components=treatment+justice+youth+beds hubs=cheap+far", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  small->world->cost->overhead = 0.1;
  CdFootprint other = lay_common(small, "other");
  assert_nine(other.at[0].layer[CD_LAYER_ESTATE], 11500); /* 9,000 + 5,000 / 2 */
  assert_nine(other.at[1].layer[CD_LAYER_ESTATE], 6500);  /* 5,000 / 2 + 4,000 */
  assert_nine(other.at[1].layer[CD_LAYER_OVERHEAD], 10950);
  assert_int_equal(other.hub_sharers[0], 1);
  assert_int_equal(other.hub_sharers[1], 2);
  assert_int_equal(other.hub_sharers[3], 0);
  assert_nine(other.hub_size[0], 1);
  assert_nine(other.hub_size[3], 0); /* nobody pays for it */
}

static void a_hub_too_dear_for_its_clients_shrinks_to_what_they_can_carry(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+hill components=treatment+justice+youth+beds hubs=dear+cheap",
                                         "areas=west components=treatment+justice+youth+beds hubs=dear+far", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  small->world->cost->hub_limit = 35; /* for 422.5 clients 14,787; for 307.5 10,762; for 115 4,025 */
  CdFootprint other = lay_common(small, "other");
  assert_true(other.hub_size[0] == 1 && other.hub_size[1] == 1 && other.hub_size[2] == 1);
  small->world->cost->hub_limit = 21;
  other = lay_common(small, "other");
  assert_nine(other.hub_size[0], 8872.5 / 9000); /* 21 for each of all 422.5 */
  assert_true(other.hub_size[1] == 1);           /* 5,000, and 6,457.5 for 307.5 */
  assert_nine(other.hub_size[2], 2415.0 / 4000); /* for 115 */
  assert_nine(other.at[0].layer[CD_LAYER_ESTATE], 4436.25 + 5000);
  assert_nine(other.at[1].layer[CD_LAYER_ESTATE], 4436.25 + 2415);
}

static void a_spoke_keeps_its_size_at_any_price(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+hill components=treatment+justice+youth+beds hubs=dear+spoke",
                                         "areas=west components=treatment+justice+youth+beds", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  small->world->cost->hub_limit = 2;
  CdFootprint other = lay_common(small, "other");
  assert_true(other.hub_size[3] == 1);
  assert_nine(other.at[0].layer[CD_LAYER_ESTATE], 2 * 307.5 + 8000);
  assert_nine(other.at[1].layer[CD_LAYER_ESTATE], 0);
}

/* Of East's 250 clients a fifth are best served by the far hub, in the west, which the west alone pays for: 4,000. */
static CdSmall *small_with_visitors(const char *eastern_hubs)
{
  static const char everything[] = "components=treatment+justice+youth+beds";
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_HUB, NULL, "near", "area=east rent=10");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "far", "area=west rent=4000");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "town", "area=east client-share=0.6");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "edge", "area=east client-share=0.4 best-hub=far best-across=0.5");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "other", "border-policy=open");
  g_autofree char *eastern = g_strdup_printf("areas=east+hill %s hubs=%s", everything, eastern_hubs);
  g_autofree char *western = g_strdup_printf("areas=west %s hubs=far", everything);
  cd_small_add(s, CD_ENTITY_CONTRACT, "other", "eastern", eastern);
  cd_small_add(s, CD_ENTITY_CONTRACT, "other", "western", western);
  CdSmall *small = cd_small_new(s);
  small->world->cost->hub_limit = 21;
  return small;
}

static void who_comes_to_a_hub_across_an_open_border_helps_to_fill_it(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with_visitors("near");
  assert_nine(lay_common(small, "other").hub_size[1], 21 * (115 + 0.2 * 250) / 4000);
  CdStructure *structure = &small->world->structure[0];
  structure->border_policy = CD_BORDER_RECHARGED;
  assert_nine(lay_common(small, "other").hub_size[1], 21 * (115 + 0.2 * 250) / 4000);
  structure->border_policy = CD_BORDER_RESIDENTS; /* nobody from the east comes in */
  assert_nine(lay_common(small, "other").hub_size[1], 21.0 * 115 / 4000);
}

static void nobody_is_counted_twice_for_a_hub_that_the_own_contract_pays_for(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with_visitors("near+far");
  small->world->cost->hub_limit = 5;
  CdFootprint other = lay_common(small, "other");
  assert_nine(other.hub_size[1], 5 * 422.5 / 4000);
  assert_nine(other.at[0].layer[CD_LAYER_ESTATE], 10 + 5 * 422.5 / 2);
}

/* The hill's only way leads to a hub that the contract for its treatment pays for and that for criminal justice does not. */
static void clients_of_another_contract_help_to_fill_the_hub_they_use(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_HUB, NULL, "mill", "area=hill rent=4000");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "village", "area=hill client-share=1");
  cd_small_add(s, CD_ENTITY_TRAVEL, "village", "mill", "hub=mill minutes=10");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "other", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "other", "a", "areas=hill components=treatment+youth+beds hubs=mill");
  cd_small_add(s, CD_ENTITY_CONTRACT, "other", "b", "areas=hill components=justice");
  cd_small_add(s, CD_ENTITY_CONTRACT, "other", "c", "areas=east+west components=treatment+justice+youth+beds");
  g_autoptr(CdSmall) small = cd_small_new(s);
  small->world->cost->hub_limit = 21;
  assert_nine(lay_common(small, "other").hub_size[0], 21 * 57.5 / 4000);
}

static void posts_are_paid_where_clients_suffice(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  cd_small_add(scenario, CD_ENTITY_POST, NULL, "nurse",
               "cohorts=opiate+justice salary=40000 clients-per-wte=100 minimum-wte=1 funder-share=0.5");
  cd_small_add_structures(scenario);
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  small->world->cost->overhead = 0.1;
  CdFootprint joint = lay_common(small, "joint"), apart = lay_common(small, "apart");
  assert_nine(joint.at[0].post_clients[0], 332.5); /* 150 + 75 + 37.5, and 40 + 20 + 10 */
  assert_nine(joint.at[0].layer[CD_LAYER_SPECIALISTS], 133000);
  assert_nine(joint.at[0].layer[CD_LAYER_OVERHEAD], 52350); /* a tenth of 390,500 + 133,000 */
  assert_nine(apart.at[0].post_clients[0], 237.5);
  assert_nine(apart.at[0].layer[CD_LAYER_SPECIALISTS], 95000);
  assert_nine(apart.at[1].post_clients[0], 95); /* 0.95 of a post: too small */
  assert_nine(apart.at[1].layer[CD_LAYER_SPECIALISTS], 0);
}

static void money_kept_away_takes_care_and_posts_with_it(void **state)
{
  (void)state;
  CdScenario *scenario = cd_small_scenario();
  cd_small_add(scenario, CD_ENTITY_POST, NULL, "nurse",
               "cohorts=opiate+justice salary=40000 clients-per-wte=100 minimum-wte=1 funder-share=0.5");
  cd_small_add_structures(scenario);
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  guint n = small->world->n_component;
  g_autofree double *cut = g_new0(double, 2 * n);
  cut[n + 0] = 0.25; /* of the second contract, treatment */
  cut[n + 1] = 0.5;  /* and justice */
  CdFunding funding = {.cut = cut, .post_funding = 0.4};
  CdFootprint apart;
  cd_footprint_make(&apart, small->world, &small->caseload, 0, CD_TERMS_ARM_COMMON, &funding, small->arena);
  assert_nine(apart.at[1].layer[CD_LAYER_DIRECT], 87000 * 0.75 + 16000 * 0.5);
  assert_nine(apart.at[1].layer[CD_LAYER_PASS_THROUGH], 15000 * 0.75 + 11500);
  assert_nine(apart.at[0].layer[CD_LAYER_SPECIALISTS], 66500); /* 2.375 x (1 - 0.5 x 0.6) posts */
  assert_nine(apart.at[1].clients, 115);                       /* planned for all the same */
}

static void areas_belong_to_their_council(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with(NULL);
  assert_int_equal(cd_area_council(small->world, 0), 0);
  assert_int_equal(cd_area_council(small->world, 1), 1);
  assert_int_equal(cd_area_council(small->world, 2), 0);
  guint some[] = {4, 7};
  assert_true(cd_refs_has((CdRefs){2, some}, 7));
  assert_false(cd_refs_has((CdRefs){2, some}, 5));
  assert_false(cd_refs_has((CdRefs){0, NULL}, 0));
}

static void contracts_of_one_named_specification_share_it(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east components=treatment+justice+youth+beds specification=common",
                                         "areas=west components=treatment+justice+youth+beds specification=common",
                                         "areas=hill components=treatment+justice+youth+beds", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  CdFootprint other = lay_common(small, "other"), apart = lay_common(small, "apart");
  assert_true(other.at[0].specification == other.at[1].specification);
  assert_true(other.at[0].specification != other.at[2].specification);
  assert_true(apart.at[0].specification != apart.at[1].specification);
}

/* --- Terms ----------------------------------------------------------------------------------------------------------- */

static void common_terms_hold_whatever_a_contract_states(void **state)
{
  (void)state;
  static const char *const contract[] = {
      "areas=east+west+hill components=treatment+justice+youth+beds length=8 localisation=0.9"
      " pricing=results exit-right=no cost-sharing=equal",
      NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  CdTermsDrawn terms = lay_common(small, "other").at[0].terms;
  assert_nine(terms.length, 5);
  assert_nine(terms.quality_weight, 0.5);
  assert_nine(terms.results_share, 0.4);
  assert_nine(terms.outcomes_share, 0.3);
  assert_nine(terms.localisation, 0.3);
  assert_nine(terms.notice_months, 9);
  assert_int_equal(terms.pricing, 0);
  assert_int_equal(terms.cost_sharing, CD_SHARING_CASELOAD);
  assert_true(terms.exit_right);
}

static void stated_terms_hold_on_their_own_arm_and_the_rest_stay_common(void **state)
{
  (void)state;
  static const char *const contract[] = {
      "areas=east+hill components=treatment+justice+youth+beds length=8 quality-weight=0.9 results-share=0.2 "
      "outcomes-share=0.6"
      " localisation=0.7 notice-months=6 pricing=results exit-right=no cost-sharing=equal"
      " scoring=monetised minimum-quality=0.4 willingness-to-pay=0.8",
      "areas=west components=treatment+justice+youth+beds length=3", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  small->world->cost->mobilisation = 0.1;
  CdFootprint other = lay(small, "other", CD_TERMS_ARM_OWN);
  CdTermsDrawn terms = other.at[0].terms;
  assert_nine(terms.length, 8);
  assert_nine(terms.quality_weight, 0.9);
  assert_nine(terms.results_share, 0.2);
  assert_nine(terms.outcomes_share, 0.6);
  assert_nine(terms.localisation, 0.7);
  assert_nine(terms.notice_months, 6);
  assert_int_equal(terms.pricing, 1);
  assert_int_equal(terms.cost_sharing, CD_SHARING_EQUAL);
  assert_false(terms.exit_right);
  assert_int_equal(terms.scoring, CD_SCORING_MONETISED);
  assert_nine(terms.minimum_quality, 0.4);
  assert_nine(terms.willingness, 0.8);
  assert_int_equal(other.at[1].terms.scoring, CD_SCORING_ABSOLUTE);
  assert_nine(other.at[1].terms.minimum_quality, 0);
  assert_nine(other.at[1].terms.length, 3);
  assert_nine(other.at[1].terms.quality_weight, 0.5);
  assert_true(other.at[1].terms.exit_right);
  assert_nine(other.at[1].layer[CD_LAYER_MOBILISATION], 0.1 * 129500 / 3); /* over the years that it lasts */
}

/* What a contract states may be the first of its choices. */
static void stated_choices_may_be_the_first(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+west+hill components=treatment+justice+youth+beds pricing=block"
                                         " cost-sharing=population exit-right=yes scoring=absolute",
                                         NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  small->world->terms->pricing = 1;
  small->world->terms->exit_right = CD_NO;
  small->world->terms->scoring = CD_SCORING_RANGE;
  CdTermsDrawn terms = lay(small, "other", CD_TERMS_ARM_OWN).at[0].terms;
  assert_int_equal(terms.scoring, CD_SCORING_ABSOLUTE);
  assert_int_equal(lay_common(small, "other").at[0].terms.scoring, CD_SCORING_RANGE);
  assert_int_equal(terms.pricing, 0);
  assert_int_equal(terms.cost_sharing, CD_SHARING_POPULATION);
  assert_true(terms.exit_right);
  assert_false(lay_common(small, "other").at[0].terms.exit_right);
}

static CdSmall *small_with_ideals(const char *const *contract)
{
  CdSmall *small = small_with(contract);
  CdScenario *scenario = small->scenario;
  cd_world_free(small->world);
  cd_small_set(scenario, CD_ENTITY_STRUCTURE, "other", "terms=ideal");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "eastern",
               "ideal-length=7 ideal-quality-weight=0.6 ideal-outcomes=0.4 ideal-localisation=0.2");
  cd_small_set(scenario, CD_ENTITY_COUNCIL, "western",
               "ideal-length=4 ideal-quality-weight=0.4 ideal-outcomes=0.6 ideal-localisation=0.7");
  cd_small_add(scenario, CD_ENTITY_PRICING_VIEW, "eastern", "block", "pricing=block liking=0.5");
  cd_small_add(scenario, CD_ENTITY_PRICING_VIEW, "eastern", "results", "pricing=results liking=0.4");
  cd_small_add(scenario, CD_ENTITY_PRICING_VIEW, "western", "block", "pricing=block liking=0.1");
  cd_small_add(scenario, CD_ENTITY_PRICING_VIEW, "western", "results", "pricing=results liking=0.9");
  small->world = cd_world_new(scenario);
  cd_world_central(small->world);
  cd_small_lay(small, NULL);
  return small;
}

/* Weights 307.5 and 115 of 422.5. */
static void ideal_terms_are_the_mean_of_its_councils_by_their_clients(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+west+hill components=treatment+justice+youth+beds", NULL};
  g_autoptr(CdSmall) small = small_with_ideals(contract);
  CdTermsDrawn terms = lay(small, "other", CD_TERMS_ARM_OWN).at[0].terms;
  assert_nine(terms.length, 6.18343195266);
  assert_nine(terms.quality_weight, 0.545562130178);
  assert_nine(terms.outcomes_share, 0.454437869822);
  assert_nine(terms.localisation, 0.336094674556);
  assert_nine(terms.results_share, 0.4); /* nobody has an ideal for it */
  assert_int_equal(terms.pricing, 1);    /* 307.5 x 0.4 + 115 x 0.9 = 226.5 against 165.25 */
}

static void a_council_alone_has_its_own_ideals(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+hill components=treatment+justice+youth+beds",
                                         "areas=west components=treatment+justice+youth+beds quality-weight=0.8", NULL};
  g_autoptr(CdSmall) small = small_with_ideals(contract);
  CdFootprint other = lay(small, "other", CD_TERMS_ARM_OWN);
  assert_nine(other.at[0].terms.length, 7);
  assert_int_equal(other.at[0].terms.pricing, 0);
  assert_nine(other.at[1].terms.length, 4);
  assert_int_equal(other.at[1].terms.pricing, 1);
  assert_nine(other.at[1].terms.quality_weight, 0.8); /* what is stated comes before what is liked */
}

static void pricing_methods_liked_alike_go_by_their_hash(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+west+hill components=treatment+justice+youth+beds", NULL};
  g_autoptr(CdSmall) small = small_with_ideals(contract);
  CdWorld *world = small->world;
  for (guint v = 0; v < world->n_pricing_view; v++)
    world->pricing_view[v].liking = 0.5;
  int first = world->pricing[0].head.key < world->pricing[1].head.key ? 0 : 1;
  for (int common = 0; common < 2; common++) {
    world->terms->pricing = common;
    assert_int_equal(lay(small, "other", CD_TERMS_ARM_OWN).at[0].terms.pricing, first);
  }
}

static void an_unloved_pricing_method_is_not_taken_for_its_hash(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  static const char *const unloved[] = {"capped", "activity", "target", "tariff"};
  for (guint i = 0; i < G_N_ELEMENTS(unloved); i++) {
    cd_small_add(s, CD_ENTITY_PRICING, NULL, unloved[i], "");
    g_autofree char *view = g_strdup_printf("pricing=%s liking=0.1", unloved[i]);
    cd_small_add(s, CD_ENTITY_PRICING_VIEW, "western", unloved[i], view);
  }
  cd_small_add(s, CD_ENTITY_PRICING_VIEW, "western", "results", "pricing=results liking=0.9");
  cd_small_add_structures(s);
  cd_small_set(s, CD_ENTITY_STRUCTURE, "apart", "terms=ideal");
  g_autoptr(CdSmall) small = cd_small_new(s);
  assert_int_equal(lay(small, "apart", CD_TERMS_ARM_OWN).at[1].terms.pricing, 1);
}

static void a_council_that_says_nothing_of_a_pricing_method_half_likes_it(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+west+hill components=treatment+justice+youth+beds", NULL};
  g_autoptr(CdSmall) small = small_with_ideals(contract);
  assert_nine(cd_pricing_liking(small->world, 1, 1), 0.9);
  assert_nine(cd_pricing_liking(small->world, 0, 1), 0.4);
  small->world->n_pricing_view = 1; /* eastern likes block at a half; that is all */
  assert_nine(cd_pricing_liking(small->world, 0, 0), 0.5);
  assert_nine(cd_pricing_liking(small->world, 1, 1), 0.5);
  small->world->pricing_view[0].liking = 0.45;
  assert_int_equal(lay(small, "other", CD_TERMS_ARM_OWN).at[0].terms.pricing, 1);
}

/* --- What localisation costs ----------------------------------------------------------------------------------------- */

/* A further specification costs 10,000, three tenths of this one are set locally, and 0.656190200058 partners are further ones. */
static void each_further_partner_s_part_of_the_specification_costs_as_a_further_one_would(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with(NULL);
  CdWorld *world = small->world;
  world->cost->complexity = 10000;
  world->cost->mobilisation = 0.05;
  world->cost->overhead = 0.1; /* 39,050 on the joint one: none on complexity */
  CdFootprint joint = lay_common(small, "joint"), apart = lay_common(small, "apart");
  const double *layer = joint.at[0].layer;
  assert_nine(layer[CD_LAYER_COMPLEXITY], 3000 * 0.656190200058);
  assert_nine(layer[CD_LAYER_OVERHEAD], 39050);
  assert_nine(layer[CD_LAYER_MOBILISATION], 0.01 * (522300 + 3000 * 0.656190200058));
  assert_nine(joint.reference, 1.01 * (522300 + 3000 * 0.656190200058));
  for (guint c = 0; c < 2; c++)
    assert_true(apart.at[c].layer[CD_LAYER_COMPLEXITY] == 0); /* alone there is nobody to differ with */
  world->terms->localisation = 1;                             /* a specification for each */
  assert_nine(lay_common(small, "joint").at[0].layer[CD_LAYER_COMPLEXITY], 6561.90200058);
  world->terms->localisation = 0;
  assert_true(lay_common(small, "joint").at[0].layer[CD_LAYER_COMPLEXITY] == 0);
}

static void what_beliefs_about_scale_are_about_is_the_same_under_all_terms(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with(NULL);
  small->world->cost->complexity = 10000;
  small->world->cost->mobilisation = 0.05;
  CdFootprint joint = lay_common(small, "joint");
  assert_nine(cd_footprint_scaled(&joint), 483250);
  CdTermsDrawn terms = joint.at[0].terms;
  terms.length = 10;
  terms.localisation = 0.9;
  cd_footprint_set_terms(&joint, small->world, 0, &terms);
  assert_nine(cd_footprint_scaled(&joint), 483250);
}

static double summed(const CdFootprint *footprint)
{
  double sum = 0;
  for (guint c = 0; c < footprint->n_contracts; c++)
    sum += footprint->at[c].reference;
  return sum;
}

/* Numbers without a finite binary form, in three contracts and many steps, so that a sum kept up step by step would drift. */
static void terms_put_on_and_taken_off_leave_nothing_behind(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+hill components=treatment+youth+beds",
                                         "areas=west components=treatment+youth+beds",
                                         "areas=east+west+hill components=justice", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  small->world->cost->complexity = 10000.1;
  small->world->cost->mobilisation = 0.07;
  CdFootprint other = lay_common(small, "other"), before = lay_common(small, "other");
  CdTermsDrawn common = other.at[2].terms, terms = common;
  terms.localisation = 0.7;
  for (guint step = 0; step < 60; step++) {
    guint c = step % 3;
    terms.length = 3 + step % 7;
    cd_footprint_set_terms(&other, small->world, c, &terms);
    assert_true(other.at[c].terms.length == terms.length && other.reference == summed(&other));
    double whole = c == 2 ? 56000 + 7000.07 * (other.at[2].parties - 1) : c == 1 ? 113500 : 313750;
    assert_nine(other.at[c].reference, whole * (1 + 0.07 / terms.length));
  }
  for (guint c = 0; c < 3; c++)
    cd_footprint_set_terms(&other, small->world, c, &common);
  assert_true(other.reference == before.reference);
  for (guint c = 0; c < 3; c++)
    for (int l = 0; l < CD_LAYER_COUNT; l++)
      assert_true(other.at[c].layer[l] == before.at[c].layer[l]);
}

/* --- Layouts --------------------------------------------------------------------------------------------------------- */

static void a_structure_s_layout_is_its_contracts_and_what_it_is_to_the_scenario(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+west+hill components=treatment+justice+youth+beds", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  CdWorld *world = small->world;
  guint row = cd_small_row(small->scenario, CD_ENTITY_STRUCTURE, NULL, "other");
  world->structure[row].border_policy = CD_BORDER_RESIDENTS;
  world->structure[row].intelligence = CD_INTELLIGENCE_APART;
  static const struct {
    const char *structure, *contract[2];
    bool prepared, as_now;
  } known[] = {{"apart", {"eastern", "western"}, false, true},
               {"joint", {"all", NULL}, true, false},
               {"other", {"c0", NULL}, false, false}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    guint structure = cd_small_row(small->scenario, CD_ENTITY_STRUCTURE, NULL, known[i].structure);
    CdLayout layout = cd_structure_layout(world, structure, small->arena);
    assert_int_equal(layout.n_contracts, known[i].contract[1] ? 2 : 1);
    for (guint c = 0; c < layout.n_contracts; c++)
      assert_string_equal(layout.contract[c]->head.id, known[i].contract[c]);
    assert_true(layout.prepared == known[i].prepared && layout.as_now == known[i].as_now);
    assert_int_equal(layout.border_policy, structure == row ? CD_BORDER_RESIDENTS : CD_BORDER_OPEN);
    assert_int_equal(layout.intelligence, structure == row ? CD_INTELLIGENCE_APART : CD_INTELLIGENCE_SHARED);
    assert_true(layout.decided == 0 && !layout.terms);
  }
}

/* The east's contract of business as usual beside one for the west that no structure puts beside it, in the order given. */
static void contracts_of_any_structures_can_be_laid_side_by_side(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=west components=treatment+justice+youth+beds hubs=far",
                                         "areas=east+hill components=treatment+justice+youth+beds", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  const CdWorld *world = small->world;
  guint eastern = cd_small_row(small->scenario, CD_ENTITY_CONTRACT, "apart", "eastern");
  guint western = cd_small_row(small->scenario, CD_ENTITY_CONTRACT, "other", "c0");
  const CdContract *beside[] = {&world->contract[western], &world->contract[eastern]};
  CdTermsDrawn terms[2] = {cd_common_terms(world, NULL), cd_common_terms(world, NULL)};
  terms[1].length = 8;
  CdLayout layout = {.n_contracts = 2,
                     .contract = beside,
                     .terms = terms,
                     .border_policy = CD_BORDER_RECHARGED,
                     .intelligence = CD_INTELLIGENCE_APART,
                     .prepared = true,
                     .as_now = true,
                     .decided = -2.5};
  CdFootprint laid;
  cd_footprint_lay(&laid, world, &small->caseload, &layout, CD_TERMS_ARM_OWN, NULL, small->arena);
  assert_true(laid.n_contracts == 2 && laid.at[0].contract == beside[0] && laid.at[1].contract == beside[1]);
  assert_nine(laid.at[0].reference, 129500 + 4000);
  assert_nine(laid.at[1].reference, 353750);
  assert_true(laid.at[0].terms.length == 5 && laid.at[1].terms.length == 8);
  assert_int_equal(laid.border_policy, CD_BORDER_RECHARGED);
  assert_int_equal(laid.intelligence, CD_INTELLIGENCE_APART);
  assert_true(laid.prepared && laid.as_now && laid.decided == -2.5);
}

static void without_terms_given_a_layout_settles_them_by_its_arm(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+west+hill components=treatment+justice+youth+beds length=8", NULL};
  g_autoptr(CdSmall) small = small_with(contract);
  CdLayout layout =
      cd_structure_layout(small->world, cd_small_row(small->scenario, CD_ENTITY_STRUCTURE, NULL, "other"), small->arena);
  CdFootprint laid;
  cd_footprint_lay(&laid, small->world, &small->caseload, &layout, CD_TERMS_ARM_COMMON, NULL, small->arena);
  assert_true(laid.at[0].terms.length == 5);
  cd_footprint_lay(&laid, small->world, &small->caseload, &layout, CD_TERMS_ARM_OWN, NULL, small->arena);
  assert_true(laid.at[0].terms.length == 8);
  assert_true(cd_common_terms(small->world, layout.contract[0]).length == 8);
  assert_true(cd_common_terms(small->world, NULL).length == 5);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_contract_of_everything_buys_everything),
      cmocka_unit_test(parties_are_the_councils_of_its_areas),
      cmocka_unit_test(parties_need_no_clients),
      cmocka_unit_test(rural_clients_raise_direct_care_and_nothing_else),
      cmocka_unit_test(support_of_adults_is_direct_care_where_it_is_not_paid_by_use),
      cmocka_unit_test(core_and_local_parts_divide_clients_care_and_size),
      cmocka_unit_test(a_contract_of_one_component_has_the_size_of_its_part_of_care),
      cmocka_unit_test(management_overhead_and_mobilisation_come_on_top),
      cmocka_unit_test(rents_of_hubs_are_divided_by_those_who_pay),
      cmocka_unit_test(a_hub_too_dear_for_its_clients_shrinks_to_what_they_can_carry),
      cmocka_unit_test(a_spoke_keeps_its_size_at_any_price),
      cmocka_unit_test(who_comes_to_a_hub_across_an_open_border_helps_to_fill_it),
      cmocka_unit_test(nobody_is_counted_twice_for_a_hub_that_the_own_contract_pays_for),
      cmocka_unit_test(clients_of_another_contract_help_to_fill_the_hub_they_use),
      cmocka_unit_test(posts_are_paid_where_clients_suffice),
      cmocka_unit_test(money_kept_away_takes_care_and_posts_with_it),
      cmocka_unit_test(areas_belong_to_their_council),
      cmocka_unit_test(contracts_of_one_named_specification_share_it),
      cmocka_unit_test(common_terms_hold_whatever_a_contract_states),
      cmocka_unit_test(stated_terms_hold_on_their_own_arm_and_the_rest_stay_common),
      cmocka_unit_test(stated_choices_may_be_the_first),
      cmocka_unit_test(ideal_terms_are_the_mean_of_its_councils_by_their_clients),
      cmocka_unit_test(a_council_alone_has_its_own_ideals),
      cmocka_unit_test(pricing_methods_liked_alike_go_by_their_hash),
      cmocka_unit_test(an_unloved_pricing_method_is_not_taken_for_its_hash),
      cmocka_unit_test(a_council_that_says_nothing_of_a_pricing_method_half_likes_it),
      cmocka_unit_test(each_further_partner_s_part_of_the_specification_costs_as_a_further_one_would),
      cmocka_unit_test(what_beliefs_about_scale_are_about_is_the_same_under_all_terms),
      cmocka_unit_test(terms_put_on_and_taken_off_leave_nothing_behind),
      cmocka_unit_test(a_structure_s_layout_is_its_contracts_and_what_it_is_to_the_scenario),
      cmocka_unit_test(contracts_of_any_structures_can_be_laid_side_by_side),
      cmocka_unit_test(without_terms_given_a_layout_settles_them_by_its_arm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
