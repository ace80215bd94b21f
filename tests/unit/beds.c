#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/plan.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN };
#define WEEKS (365.25 / 7)

/* A stay of two weeks, patience of ten; a fifth of those who start for opiates and a tenth of those for alcohol need it, by starts of
 * 50, 12.5 and 25, and 80, 20 and 40: 18 in East, 4.5 on the Hill, 9 in the West. East buys a place, the West half of one. */
static CdScenario *scenario_new(const char *beds)
{
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_BED_SERVICE, NULL, "rehab",
               "component=beds stay-weeks=2 week-price=1000 patience-weeks=10 completion-effect=0.5");
  cd_small_add(s, CD_ENTITY_BED_BLOCK, "rehab", "east", "area=east places=1");
  cd_small_add(s, CD_ENTITY_BED_BLOCK, "rehab", "west", "area=west places=0.5");
  cd_small_add(s, CD_ENTITY_BED_NEED, "rehab", "opiate", "cohorts=opiate share=0.2");
  cd_small_add(s, CD_ENTITY_BED_NEED, "rehab", "alcohol", "cohorts=alcohol share=0.1");
  cd_small_add_structures(s);
  if (beds)
    cd_small_set_within(s, CD_ENTITY_CONTRACT, "joint", "all", beds);
  return s;
}

typedef struct {
  CdSmall *small;
  CdFootprint footprint;
  CdBeds beds;
} Case;

static Case laid(CdScenario *s, const char *structure)
{
  Case it = {.small = cd_small_new(s)};
  cd_small_lay(it.small, NULL);
  cd_footprint_make(&it.footprint, it.small->world, &it.small->caseload,
                    cd_small_row(s, CD_ENTITY_STRUCTURE, NULL, structure), CD_TERMS_ARM_COMMON, NULL, it.small->arena);
  cd_beds_make(&it.beds, &it.footprint, it.small->world, &it.small->caseload, it.small->arena);
  return it;
}

static void case_clear(Case *it)
{
  cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

/* By the stationary distribution of each queue, worked apart from the program: 22.5 a year at one place, 9 a year at half of one, 31.5 at
 * one and a half. */
#define EASTERN_GIVES_UP 0.19874406179685739
#define WESTERN_GIVES_UP 0.5332030006215642
#define JOINT_GIVES_UP 0.18118929299182648

static void each_contract_is_a_pool_of_its_areas_places(void **state)
{
  (void)state;
  g_auto(Case) it = laid(scenario_new(NULL), "apart");
  const CdBedPool *east = &it.beds.pool[EASTERN], *west = &it.beds.pool[WESTERN];
  assert_nine(east->places, 1);
  assert_nine(east->need, 22.5);
  assert_nine(east->give_up, EASTERN_GIVES_UP);
  assert_nine(east->wait, 10 * EASTERN_GIVES_UP);
  assert_nine(east->use, 22.5 / WEEKS * 2 * (1 - EASTERN_GIVES_UP));
  assert_nine(west->places, 0.5);
  assert_nine(west->need, 9);
  assert_nine(west->give_up, WESTERN_GIVES_UP);
}

/* The same money and the same places: fewer give up, and in either council. */
static void a_common_pool_is_waited_for_less(void **state)
{
  (void)state;
  g_auto(Case) it = laid(scenario_new(NULL), "joint");
  assert_nine(it.beds.pool[0].places, 1.5);
  assert_nine(it.beds.pool[0].need, 31.5);
  assert_nine(it.beds.pool[0].give_up, JOINT_GIVES_UP);
}

/* Half of the completions of those in need hang on the place: of a fifth of opiate clients, whose share of those who gave up is known. */
static void who_gives_up_completes_less(void **state)
{
  (void)state;
  g_auto(Case) it = laid(scenario_new(NULL), "apart");
  assert_nine(it.beds.left[cd_small_cell(it.small, "hill", "opiate")], 1 - 0.5 * 0.2 * EASTERN_GIVES_UP);
  assert_nine(it.beds.left[cd_small_cell(it.small, "west", "alcohol")], 1 - 0.5 * 0.1 * WESTERN_GIVES_UP);
  assert_nine(it.beds.left[cd_small_cell(it.small, "east", "young")], 1);
}

/* Completions under the joint contract, against business as usual apart, all else being alike. */
static void the_plan_has_what_is_left_of_completions(void **state)
{
  (void)state;
  g_auto(Case) now = laid(scenario_new(NULL), "apart");
  CdPlanReference reference;
  CdSmall *small = now.small;
  cd_plan_reference_make(&reference, &now.footprint, small->world, &small->caseload, small->arena);
  CdFootprint joint;
  cd_footprint_make(&joint, small->world, &small->caseload,
                    cd_small_row(small->scenario, CD_ENTITY_STRUCTURE, NULL, "joint"), CD_TERMS_ARM_COMMON, NULL,
                    small->arena);
  double same = 1, *unmet = cd_arena_array(small->arena, double, small->world->n_component);
  CdServiceContract at = {.quality = small->world->market->reference_quality, .failure_from = INFINITY};
  CdService service = {.footprint = &joint, .at = &at, .same = &same, .unmet = unmet};
  gint64 *initial = cd_arena_array(small->arena, gint64, small->caseload.n_cells * CD_STOCK_COUNT);
  CdPlan plan;
  cd_plan_make(&plan, &service, &reference, small->world, &small->caseload, initial, 12, small->arena);
  guint cell = cd_small_cell(small, "west", "opiate");
  const double *rate = &plan.flow.rate[cell * CD_RATE_COUNT], *base = &small->caseload.rate[cell * CD_RATE_COUNT];
  double more = (1 - 0.1 * JOINT_GIVES_UP) / (1 - 0.1 * WESTERN_GIVES_UP);
  assert_nine(rate[CD_RATE_COMPLETE], base[CD_RATE_COMPLETE] * more);
  assert_nine(rate[CD_RATE_COMPLETE] + rate[CD_RATE_UNPLANNED], base[CD_RATE_COMPLETE] + base[CD_RATE_UNPLANNED]);
}

/* A thousand pounds a week for each place, beside the 100 an adult client that the component costs anyway. */
static void places_are_paid_for_whether_or_not_they_are_taken(void **state)
{
  (void)state;
  static const struct {
    const char *beds;
    double places;
  } trial[] = {{NULL, 1.5}, {"bed-factor=0.9", 1.35}, {"bed-factor=2", 3}};
  for (guint i = 0; i < G_N_ELEMENTS(trial); i++) {
    g_auto(Case) it = laid(scenario_new(trial[i].beds), "joint");
    double adults = 230 + 57.5 + 115, used = 200 * (150 + 37.5 + 75);
    assert_nine(it.footprint.at[0].layer[CD_LAYER_PASS_THROUGH], 100 * adults + used + trial[i].places * 1000 * WEEKS);
    assert_nine(it.beds.pool[0].places, trial[i].places);
    assert_nine(it.footprint.at[0].clients, 230 + 57.5 + 115 + 20); /* sizes stay */
  }
}

static void a_factor_of_the_contract_changes_its_wait(void **state)
{
  (void)state;
  g_auto(Case) fewer = laid(scenario_new("bed-factor=0.5"), "joint");
  g_auto(Case) same = laid(scenario_new("bed-factor=1"), "joint");
  assert_nine(same.beds.pool[0].give_up, JOINT_GIVES_UP);
  assert_true(fewer.beds.pool[0].wait > 1.5 * same.beds.pool[0].wait);
}

static void where_nobody_needs_a_bed_nothing_hangs_on_it(void **state)
{
  (void)state;
  CdScenario *s = scenario_new(NULL);
  cd_small_set_within(s, CD_ENTITY_BED_NEED, "rehab", "opiate", "share=0");
  cd_small_set_within(s, CD_ENTITY_BED_NEED, "rehab", "alcohol", "share=0");
  g_auto(Case) it = laid(s, "apart");
  assert_true(it.beds.pool[EASTERN].wait == 0 && it.beds.pool[WESTERN].give_up == 0);
  for (guint cell = 0; cell < it.small->caseload.n_cells; cell++)
    assert_true(it.beds.left[cell] == 1);
}

static void without_bed_services_there_is_nothing(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_add_structures(s);
  g_auto(Case) it = laid(s, "apart");
  assert_null(it.beds.pool);
  assert_null(it.beds.left);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_contract_is_a_pool_of_its_areas_places),
      cmocka_unit_test(a_common_pool_is_waited_for_less),
      cmocka_unit_test(who_gives_up_completes_less),
      cmocka_unit_test(the_plan_has_what_is_left_of_completions),
      cmocka_unit_test(places_are_paid_for_whether_or_not_they_are_taken),
      cmocka_unit_test(a_factor_of_the_contract_changes_its_wait),
      cmocka_unit_test(where_nobody_needs_a_bed_nothing_hangs_on_it),
      cmocka_unit_test(without_bed_services_there_is_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
