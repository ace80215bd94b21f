#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/funding.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

/* A police fund of 5,600 for criminal justice, where 50 average clients are eastern and 20 western, and the contracts buy 40,000 and 16,000
 * of care; and a health fund of 10,000 for treatment. */
typedef struct {
  CdSmall *small;
  CdFootprint footprint;
  CdFunding funding;
} Case;

enum { POLICE, HEALTH };
enum { EASTERN, WESTERN };

#define VIEWS " weight-cost=20 weight-outcomes=20 weight-continuity=20 weight-control=20 weight-time=20 belief-scale=0"

static Case case_new(const char *structure)
{
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_FUNDER, NULL, "police",
               "kind=police-and-crime-commissioner component=justice contribution=5600 own-overhead=0.25" VIEWS);
  cd_small_add(s, CD_ENTITY_FUNDER, NULL, "health", "kind=nhs-england component=treatment contribution=10000" VIEWS);
  cd_small_add_structures(s);
  Case it = {.small = cd_small_new(s)};
  cd_footprint_make(&it.footprint, it.small->world, &it.small->caseload,
                    cd_small_row(s, CD_ENTITY_STRUCTURE, NULL, structure), CD_TERMS_ARM_COMMON, NULL, it.small->arena);
  cd_funding_init(&it.funding, it.small->world, it.footprint.n_contracts, it.small->arena);
  return it;
}

static void case_clear(Case *it)
{
  cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

static void settle(Case *it, CdFunderOption police)
{
  it->funding.option[POLICE] = police;
  cd_funding_settle(&it->funding, it->small->world, &it->footprint);
}

static double money(const Case *it, guint contract, guint funder)
{
  return it->funding.money[contract * 2 + funder];
}

static double cut(const Case *it, guint contract)
{
  return it->funding.cut[contract * it->small->world->n_component + 1]; /* of justice */
}

static double unmet(const Case *it, guint contract)
{
  return it->funding.unmet[contract * it->small->world->n_component + 1];
}

static void at_first_everybody_joins(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart");
  assert_int_equal(it.funding.option[POLICE], CD_FUNDER_JOINS);
  assert_int_equal(it.funding.option[HEALTH], CD_FUNDER_JOINS);
  assert_true(it.funding.post_funding == 1);
  assert_true(it.funding.extra_doors == 0);
}

static void who_joins_pays_every_contract_by_the_care_it_buys(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart");
  settle(&it, CD_FUNDER_JOINS);
  assert_nine(money(&it, EASTERN, POLICE), 4000); /* 5,600 x 40 / 56 */
  assert_nine(money(&it, WESTERN, POLICE), 1600);
  it.small->world->cost->rural_premium = 0.5; /* treatment: 204,000 + 51,000 + 21,750, and 102,000 + 21,750 */
  cd_footprint_make(&it.footprint, it.small->world, &it.small->caseload, 0, CD_TERMS_ARM_COMMON, NULL, it.small->arena);
  settle(&it, CD_FUNDER_JOINS);
  assert_nine(money(&it, EASTERN, HEALTH), 10000 * 276750.0 / 400500);
  assert_nine(cut(&it, EASTERN), 0);
  assert_nine(unmet(&it, WESTERN), 0);
  assert_nine(it.funding.post_funding, 1);
  assert_nine(it.funding.extra_doors, 0);
  assert_nine(it.funding.own_money[POLICE], 0);
}

static void who_joins_one_pays_its_part_in_the_contract_with_most_of_its_component(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart");
  settle(&it, CD_FUNDER_ONE);
  assert_nine(money(&it, EASTERN, POLICE), 4000);
  assert_nine(money(&it, WESTERN, POLICE), 0);
  assert_nine(cut(&it, EASTERN), 0);
  assert_nine(cut(&it, WESTERN), 0.1); /* 1,600 of 16,000 */
  assert_nine(unmet(&it, WESTERN), 0.1);
  assert_nine(it.funding.post_funding, 14000.0 / 15600);
  assert_nine(it.funding.own_money[POLICE], 0);
}

static void the_contract_with_most_need_not_be_the_first(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart");
  CdFootprintContract first = it.footprint.at[0];
  it.footprint.at[0] = it.footprint.at[1];
  it.footprint.at[1] = first;
  settle(&it, CD_FUNDER_ONE);
  assert_nine(money(&it, 0, POLICE), 0);
  assert_nine(money(&it, 1, POLICE), 4000);
}

static void of_contracts_alike_the_first_by_hash_is_joined(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart");
  for (guint a = 0; a < 3; a++) /* the justice of the east and the west alike, that of the hill nothing */
    it.footprint.at[EASTERN].pair_value[a * 4 + 1] = a == 0 ? 500 : 0;
  it.footprint.at[WESTERN].pair_value[1 * 4 + 1] = 500;
  for (guint turn = 0; turn < 2; turn++) {
    guint first = it.footprint.at[0].contract->head.key < it.footprint.at[1].contract->head.key ? 0 : 1;
    settle(&it, CD_FUNDER_ONE);
    assert_nine(money(&it, first, POLICE), 2800);
    assert_nine(money(&it, 1 - first, POLICE), 0);
    const CdContract *contract = it.footprint.at[0].contract; /* the other way round */
    it.footprint.at[0].contract = it.footprint.at[1].contract;
    it.footprint.at[1].contract = contract;
  }
}

static void a_service_of_its_own_takes_the_money_and_gives_back_all_but_overheads(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart");
  settle(&it, CD_FUNDER_OWN);
  assert_nine(money(&it, EASTERN, POLICE), 0);
  assert_nine(it.funding.own_money[POLICE], 5600);
  assert_nine(it.funding.own_money[HEALTH], 0);
  assert_nine(cut(&it, EASTERN), 0.1);
  assert_nine(cut(&it, WESTERN), 0.1);
  assert_nine(unmet(&it, EASTERN), 0.025);               /* a quarter of it */
  assert_nine(it.funding.post_funding, 14200.0 / 15600); /* 5,600 x 0.75 and all of the other fund */
  assert_nine(it.funding.extra_doors, 5600.0 / 15600);
}

static void who_withdraws_takes_its_care_along(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  settle(&it, CD_FUNDER_WITHDRAWS);
  assert_nine(money(&it, 0, POLICE), 0);
  assert_nine(money(&it, 0, HEALTH), 10000);
  assert_nine(cut(&it, 0), 0.1); /* 5,600 of 56,000 */
  assert_nine(unmet(&it, 0), 0.1);
  assert_nine(it.funding.post_funding, 10000.0 / 15600);
  assert_nine(it.funding.own_money[POLICE], 0);
  assert_nine(it.funding.cut[0], 0); /* the other fund's component */
}

static void no_more_goes_than_is_there(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  it.small->world->funder[POLICE].contribution = 90000; /* for 56,000 of care */
  settle(&it, CD_FUNDER_WITHDRAWS);
  assert_true(cut(&it, 0) == 1);
  assert_true(unmet(&it, 0) == 1);
  it.small->world->funder[HEALTH].contribution = 1e6;
  it.funding.option[HEALTH] = CD_FUNDER_WITHDRAWS;
  settle(&it, CD_FUNDER_JOINS);
  assert_true(it.funding.cut[0] == 1 && it.funding.unmet[0] == 1); /* treatment */
  assert_true(cut(&it, 0) == 0);
  it.funding.option[HEALTH] = CD_FUNDER_JOINS;
  settle(&it, CD_FUNDER_JOINS);
  assert_true(it.funding.cut[0] == 0 && it.funding.unmet[0] == 0);
}

static void funds_of_one_component_are_cut_together(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  it.small->world->funder[HEALTH].component = 1;
  it.funding.option[HEALTH] = CD_FUNDER_WITHDRAWS;
  settle(&it, CD_FUNDER_WITHDRAWS);
  assert_nine(cut(&it, 0), 15600.0 / 56000);
  assert_nine(it.funding.post_funding, 0);
}

static void settling_again_forgets_what_was_before(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart");
  settle(&it, CD_FUNDER_OWN);
  settle(&it, CD_FUNDER_JOINS);
  assert_nine(cut(&it, EASTERN), 0);
  assert_nine(unmet(&it, EASTERN), 0);
  assert_nine(it.funding.own_money[POLICE], 0);
  assert_nine(it.funding.extra_doors, 0);
  assert_nine(it.funding.post_funding, 1);
  assert_nine(money(&it, WESTERN, POLICE), 1600);
}

static void without_funders_nothing_is_missing(void **state)
{
  (void)state;
  CdScenario *s = cd_small_scenario();
  cd_small_add_structures(s);
  g_autoptr(CdSmall) small = cd_small_new(s);
  CdFootprint footprint;
  CdFunding funding;
  cd_footprint_make(&footprint, small->world, &small->caseload, 0, CD_TERMS_ARM_COMMON, NULL, small->arena);
  cd_funding_init(&funding, small->world, 2, small->arena);
  cd_funding_settle(&funding, small->world, &footprint);
  assert_true(funding.post_funding == 1);
  assert_true(funding.extra_doors == 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(at_first_everybody_joins),
      cmocka_unit_test(who_joins_pays_every_contract_by_the_care_it_buys),
      cmocka_unit_test(who_joins_one_pays_its_part_in_the_contract_with_most_of_its_component),
      cmocka_unit_test(the_contract_with_most_need_not_be_the_first),
      cmocka_unit_test(of_contracts_alike_the_first_by_hash_is_joined),
      cmocka_unit_test(a_service_of_its_own_takes_the_money_and_gives_back_all_but_overheads),
      cmocka_unit_test(who_withdraws_takes_its_care_along),
      cmocka_unit_test(no_more_goes_than_is_there),
      cmocka_unit_test(funds_of_one_component_are_cut_together),
      cmocka_unit_test(settling_again_forgets_what_was_before),
      cmocka_unit_test(without_funders_nothing_is_missing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
