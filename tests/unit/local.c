#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/engine/appraise.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN };
enum { NATIONAL, LOCAL, PEERS, TOGETHER }; /* bidders: three providers and a consortium of the first and the last */

/* Two contracts, awarded by hand: 307.5 clients of the eastern council (east 250, hill 57.5) and 115 of the western. */
typedef struct {
  CdSmall *small;
  CdMetricLayout *layout;
  CdFootprint footprint;
  CdContractResult contract[2];
  double same[4], minutes[2];
  CdAwards awards;
  CdPlan plan;
  double *value;
} Case;

#define PROVIDER "efficiency=1 quality=0.6 minimum-value=0 minimum-length=1 bid-cost=5000 risk-aversion=1 "

static Case *case_new(void)
{
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "national",
               PROVIDER "kind=national-charity specialisms=treatment+justice+youth");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "local", PROVIDER "kind=local-charity");
  cd_small_add(s, CD_ENTITY_PROVIDER, NULL, "peers", PROVIDER "kind=lived-experience specialisms=beds");
  cd_small_add(s, CD_ENTITY_CONSORTIUM, NULL, "together", "members=national+peers lead=national");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "town", "area=east client-share=1 setting=urban");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "fells", "area=west client-share=1 setting=rural");
  cd_small_add_structures(s);
  Case *it = g_new0(Case, 1);
  it->small = cd_small_new(s);
  it->layout = cd_metric_layout_new(s);
  cd_footprint_make(&it->footprint, it->small->world, &it->small->caseload,
                    cd_small_row(s, CD_ENTITY_STRUCTURE, NULL, "apart"), CD_TERMS_ARM_COMMON, NULL, it->small->arena);
  it->same[0] = it->same[3] = 1;
  it->contract[EASTERN] = (CdContractResult){.provider = NATIONAL, .award = {.quality = 0.7}};
  it->contract[WESTERN] = (CdContractResult){.provider = LOCAL, .award = {.quality = 0.6}};
  it->minutes[0] = 15;
  it->minutes[1] = 40;
  it->awards = (CdAwards){.contract = it->contract, .same = it->same};
  it->plan = (CdPlan){.access = {.locality_minutes = it->minutes}};
  it->value = cd_arena_array(it->small->arena, double, it->layout->n);
  return it;
}

static void case_free(Case *it)
{
  cd_metric_layout_free(it->layout);
  cd_small_free(it->small);
  g_free(it);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

static double got(Case *it, const char *name)
{
  CdWorld *world = it->small->world;
  it->plan.own_specification = cd_arena_array(it->small->arena, double, world->n_area);
  for (guint a = 0; a < world->n_area; a++)
    it->plan.own_specification[a] = cd_own_specification(&it->footprint, world, a);
  CdRunFacts facts = {.world = world,
                      .caseload = &it->small->caseload,
                      .footprint = &it->footprint,
                      .awards = &it->awards,
                      .plan = &it->plan};
  cd_appraise_local(&facts, it->layout, it->value);
  int at = cd_metric_find(it->layout, name);
  if (at < 0)
    fail_msg("no value %s", name);
  return it->value[at];
}

static void a_specification_is_one_s_own_unless_it_is_shared(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  assert_nine(got(it, "own-specification"), 1);
  it->footprint.at[EASTERN].specification = it->footprint.at[WESTERN].specification;
  assert_nine(got(it, "own-specification[east]"), 0.3 + 0.7 * 307.5 / 422.5);
  assert_nine(got(it, "own-specification[west]"), 0.3 + 0.7 * 115 / 422.5);
  assert_nine(got(it, "own-specification"), 0.3 + 0.7 * (307.5 * 307.5 + 115 * 115) / (422.5 * 422.5));
}

static void one_provider_of_two_contracts_is_met_once(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  assert_nine(got(it, "providers-met"), 422.5 * 422.5 / (307.5 * 307.5 + 115 * 115));
  it->same[1] = it->same[2] = 1;
  assert_nine(got(it, "providers-met"), 1);
}

static void local_care_is_that_of_local_charities_and_of_peers_in_a_consortium(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  double east = it->footprint.at[EASTERN].reference, west = it->footprint.at[WESTERN].reference;
  assert_nine(got(it, "local-delivery"), west / (east + west));
  it->contract[EASTERN].provider = TOGETHER;
  /* Beds: 100 for each of 287.5 adults. Direct care: 187.5 opiate, 50 alcohol and 50 justice clients, 20 under 18; 200 by use for opiates. */
  double beds = 28750, all = beds + 187.5 * 1200 + 50 * 600 + 50 * 800 + 20 * 1500;
  assert_nine(got(it, "local-delivery"), (west + east * beds / all) / (east + west));
  it->contract[WESTERN].provider = -1;
  assert_nine(got(it, "local-delivery"), east * beds / all / (east + west));
}

static void areas_of_one_contract_have_one_quality(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  assert_nine(got(it, "quality-gap"), 0.1);
  it->contract[WESTERN].award.quality = 0.7;
  assert_nine(got(it, "quality-gap"), 0);
}

static void the_rural_way_is_longer_by_the_difference_of_means(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  assert_nine(got(it, "rural-gap-minutes"), 25);
  it->minutes[1] = NAN;
  assert_true(isnan(got(it, "rural-gap-minutes")));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_specification_is_one_s_own_unless_it_is_shared),
      cmocka_unit_test(one_provider_of_two_contracts_is_met_once),
      cmocka_unit_test(local_care_is_that_of_local_charities_and_of_peers_in_a_consortium),
      cmocka_unit_test(areas_of_one_contract_have_one_quality),
      cmocka_unit_test(the_rural_way_is_longer_by_the_difference_of_means),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
