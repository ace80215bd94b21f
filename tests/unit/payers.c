#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/payers.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN };

typedef struct {
  CdSmall *small;
  CdFootprint footprint;
} Case;

#define VIEWS " weight-cost=20 weight-outcomes=20 weight-continuity=20 weight-control=20 weight-time=20 belief-scale=0"

/* Of the joint contract's 422.5 clients 307.5 are eastern and 115 western; 70,000 residents and 30,000; historic shares 3 and 1. */
static Case case_new(const char *structure)
{
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_FUNDER, NULL, "police", "kind=probation component=justice contribution=5600" VIEWS);
  cd_small_add(s, CD_ENTITY_FUNDER, NULL, "health", "kind=nhs-england component=treatment contribution=100" VIEWS);
  cd_small_add_structures(s);
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "hill", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "hill", "hill-and-west", "areas=west+hill components=justice");
  cd_small_add(s, CD_ENTITY_CONTRACT, "hill", "rest", "areas=east components=justice");
  Case it = {.small = cd_small_new(s)};
  cd_footprint_make(&it.footprint, it.small->world, &it.small->caseload,
                    cd_small_row(s, CD_ENTITY_STRUCTURE, NULL, structure), CD_TERMS_ARM_COMMON, NULL, it.small->arena);
  return it;
}

static void case_clear(Case *it)
{
  cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

typedef struct {
  gint64 council[2], funder[2];
} Paid;

static Paid pay(Case *it, CdSharing rule, double total, double police, double health)
{
  Paid paid = {0};
  it->footprint.at[0].terms.cost_sharing = (int)rule;
  cd_pay_contract(&it->footprint.at[0], it->small->world, total, 0, (double[]){police, health}, paid.council,
                  paid.funder, it->small->arena);
  return paid;
}

static void parties_weigh_by_the_rule_of_the_contract(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  CdFootprintContract *all = &it.footprint.at[0];
  double weight[2];
  static const struct {
    CdSharing rule;
    double weight[2];
  } known[] = {{CD_SHARING_POPULATION, {70000, 30000}},
               {CD_SHARING_CASELOAD, {307.5, 115}},
               {CD_SHARING_HISTORIC, {3, 1}},
               {CD_SHARING_EQUAL, {1, 1}}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    all->terms.cost_sharing = (int)known[i].rule;
    cd_party_weights(all, it.small->world, weight);
    assert_nine(weight[0], known[i].weight[0]);
    assert_nine(weight[1], known[i].weight[1]);
  }
}

static void who_is_no_party_weighs_nothing_under_any_rule(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("apart");
  CdFootprintContract *western = &it.footprint.at[1];
  for (int rule = CD_SHARING_POPULATION; rule <= CD_SHARING_EQUAL; rule++) {
    double weight[2] = {9, 9};
    western->terms.cost_sharing = rule;
    cd_party_weights(western, it.small->world, weight);
    assert_true(weight[EASTERN] == 0 && weight[WESTERN] > 0);
  }
}

static void only_residents_of_the_areas_served_count(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("hill");
  double weight[2];
  it.footprint.at[0].terms.cost_sharing = CD_SHARING_POPULATION;
  cd_party_weights(&it.footprint.at[0], it.small->world, weight);
  assert_nine(weight[EASTERN], 20000); /* the hill, without the east */
  assert_nine(weight[WESTERN], 30000);
}

static void councils_share_to_the_penny_what_co_commissioners_leave(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  static const struct {
    CdSharing rule;
    gint64 eastern, western;
  } known[] = {
      {CD_SHARING_POPULATION, 70000, 30000}, /* of 1,000.00 */
      {CD_SHARING_CASELOAD, 72781, 27219},   /* 72,781.065 and 27,218.935 */
      {CD_SHARING_HISTORIC, 75000, 25000},
      {CD_SHARING_EQUAL, 50000, 50000},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    Paid paid = pay(&it, known[i].rule, 7000, 5600, 400);
    assert_int_equal(paid.funder[0], 560000);
    assert_int_equal(paid.funder[1], 40000);
    assert_int_equal(paid.council[EASTERN], known[i].eastern);
    assert_int_equal(paid.council[WESTERN], known[i].western);
  }
}

static void the_odd_penny_goes_to_the_larger_remainder(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  Paid paid = pay(&it, CD_SHARING_EQUAL, 100.01, 0, 0);
  assert_int_equal(paid.council[EASTERN], 5001); /* a tie: the first */
  assert_int_equal(paid.council[WESTERN], 5000);
  paid = pay(&it, CD_SHARING_HISTORIC, 0.03, 0, 0);
  assert_int_equal(paid.council[EASTERN], 2); /* 2.25 and 0.75 */
  assert_int_equal(paid.council[WESTERN], 1);
}

static void payments_add_up_to_the_rounded_total_under_every_rule(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  for (int rule = CD_SHARING_POPULATION; rule <= CD_SHARING_EQUAL; rule++)
    for (guint i = 0; i < 500; i++) {
      double total = 1e6 / (i + 1.7), police = total * (i % 9) / 11.3;
      Paid paid = pay(&it, (CdSharing)rule, total, police, 0.005);
      assert_int_equal(paid.council[0] + paid.council[1] + paid.funder[0] + paid.funder[1], cd_pence(total));
      assert_true(paid.council[0] >= 0 && paid.council[1] >= 0);
    }
}

static void what_is_brought_beyond_the_cost_comes_back_to_the_councils(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  Paid paid = pay(&it, CD_SHARING_HISTORIC, 100, 140, 0);
  assert_int_equal(paid.funder[0], 14000);
  assert_int_equal(paid.council[EASTERN], -3000);
  assert_int_equal(paid.council[WESTERN], -1000);
}

static void payments_are_added_to_those_of_other_contracts(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  Paid paid = {{100, 200}, {300, 400}};
  it.footprint.at[0].terms.cost_sharing = CD_SHARING_EQUAL;
  cd_pay_contract(&it.footprint.at[0], it.small->world, 10, 0, (double[]){2, 4}, paid.council, paid.funder,
                  it.small->arena);
  assert_int_equal(paid.council[0], 300);
  assert_int_equal(paid.council[1], 400);
  assert_int_equal(paid.funder[0], 500);
  assert_int_equal(paid.funder[1], 800);
}

static void a_rule_that_gives_all_parties_nought_divides_evenly_among_them(void **state)
{
  (void)state;
  g_auto(Case) it = case_new("joint");
  it.small->world->council[0].historic_share = it.small->world->council[1].historic_share = 0;
  double weight[2];
  it.footprint.at[0].terms.cost_sharing = CD_SHARING_HISTORIC;
  cd_party_weights(&it.footprint.at[0], it.small->world, weight);
  assert_true(weight[EASTERN] == weight[WESTERN] && weight[WESTERN] > 0);
  Paid paid = pay(&it, CD_SHARING_HISTORIC, 10, 0, 0);
  assert_int_equal(paid.council[EASTERN], 500);
  assert_int_equal(paid.council[WESTERN], 500);
}

static void pounds_are_rounded_to_the_nearest_penny(void **state)
{
  (void)state;
  assert_int_equal(cd_pence(12.344), 1234);
  assert_int_equal(cd_pence(12.346), 1235);
  assert_int_equal(cd_pence(-12.346), -1235);
  assert_int_equal(cd_pence(-12.344), -1234);
  assert_int_equal(cd_pence(0), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parties_weigh_by_the_rule_of_the_contract),
      cmocka_unit_test(who_is_no_party_weighs_nothing_under_any_rule),
      cmocka_unit_test(only_residents_of_the_areas_served_count),
      cmocka_unit_test(councils_share_to_the_penny_what_co_commissioners_leave),
      cmocka_unit_test(the_odd_penny_goes_to_the_larger_remainder),
      cmocka_unit_test(payments_add_up_to_the_rounded_total_under_every_rule),
      cmocka_unit_test(what_is_brought_beyond_the_cost_comes_back_to_the_councils),
      cmocka_unit_test(payments_are_added_to_those_of_other_contracts),
      cmocka_unit_test(a_rule_that_gives_all_parties_nought_divides_evenly_among_them),
      cmocka_unit_test(pounds_are_rounded_to_the_nearest_penny),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
