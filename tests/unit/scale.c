/* Sizes at which posts and hubs are viable, and how strongly cost goes with size, worked by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/appraisal/scale.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { SEED = 7 };
enum { ALL, EASTERN, WESTERN, CONTRACTS };
enum { JOINT, APART };

G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdScale, cd_scale_free)

/* 422.5 clients of 740 people; justice 70 of them, 50 in the east. A team of 3 at 10 clients each needs 30; half of it is a co-commissioner's. */
static CdScenario *scenario_new(const char *rent)
{
  CdScenario *s = cd_small_scenario();
  g_autofree char *hub = g_strdup_printf("area=east rent=%s kind=hub", rent);
  cd_small_set(s, CD_ENTITY_COST, NULL,
               "management-fixed=7000 management-per-client=20 procurement=40000 contract-management-wte=0.5 "
               "coordination-wte=0.1 hub-limit=100");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "centre", hub);
  cd_small_add(s, CD_ENTITY_HUB, NULL, "spoke", "area=west rent=20000 kind=spoke");
  cd_small_add(s, CD_ENTITY_POST, NULL, "team",
               "kind=team cohorts=justice salary=0 clients-per-wte=10 minimum-wte=3 effect=0 funder-share=0.5");
  cd_small_add_structures(s);
  return s;
}

static guint contract_row(const CdScenario *s, guint which)
{
  static const char *const id[CONTRACTS][2] = {{"joint", "all"}, {"apart", "eastern"}, {"apart", "western"}};
  return cd_small_row(s, CD_ENTITY_CONTRACT, id[which][0], id[which][1]);
}

static guint structure_row(const CdScenario *s, guint which)
{
  return cd_small_row(s, CD_ENTITY_STRUCTURE, NULL, which == JOINT ? "joint" : "apart");
}

static const CdServed *team_of(const CdScenario *s, const CdScale *scale, guint which)
{
  return &scale->post_served[contract_row(s, which) * scale->n_posts];
}

static void a_team_needs_its_smallest_size_in_clients(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = scenario_new("30000");
  g_autoptr(CdScale) scale = cd_scale_new(s, SEED);
  assert_nine(scale->post[0].clients.median, 30);
  assert_nine(scale->post[0].people.median, 30 * 740 / 70.0);
  assert_true(scale->post[0].is_funded);
  assert_nine(scale->post[0].bare_clients.median, 60);
  assert_nine(scale->post[0].bare_people.p95, 60 * 740 / 70.0);
  static const double clients[CONTRACTS] = {70, 50, 20}, kept[CONTRACTS] = {1, 1, 0}, bare[CONTRACTS] = {1, 0, 0};
  for (guint c = 0; c < CONTRACTS; c++) {
    const CdServed *served = team_of(s, scale, c);
    assert_nine(served->clients.median, clients[c]);
    assert_same(served->kept, kept[c]);
    assert_same(served->bare, bare[c]);
    assert_same(served->pooled, 1); /* 50 and 20 under one provider */
  }
}

static void a_team_that_rests_on_others_money_alone_has_no_size_without_it(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = scenario_new("30000");
  cd_small_set(s, CD_ENTITY_POST, "team", "funder-share=1");
  g_autoptr(CdScale) scale = cd_scale_new(s, SEED);
  assert_true(isnan(scale->post[0].bare_clients.median) && isnan(scale->post[0].bare_people.median));
  assert_same(team_of(s, scale, ALL)->bare, 0);
}

/* Minima are drawn: where half of them lie below what a contract has, it keeps the team in half of the draws. */
static void an_uncertain_minimum_is_no_knife_edge(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = scenario_new("30000");
  cd_small_set(s, CD_ENTITY_POST, "team", "minimum-wte=uniform(3,7)");
  g_autoptr(CdScale) scale = cd_scale_new(s, SEED);
  assert_near(scale->post[0].clients.median, 50, 0.05);
  assert_near(scale->post[0].clients.p5, 32, 0.05);
  assert_near(scale->post[0].clients.p95, 68, 0.05);
  assert_true(fabs(team_of(s, scale, EASTERN)->kept - 0.5) < 0.15);
  assert_same(team_of(s, scale, WESTERN)->kept, 0);
}

/* At 100 a client: 300 for a rent of 30,000, and those of the east are 307.5; 350 for 35,000. */
static void a_hub_needs_clients_who_carry_its_rent(void **state)
{
  (void)state;
  static const struct {
    const char *rent;
    double needs, whole, size;
  } cases[] = {{"30000", 300, 1, 1}, {"35000", 350, 0, 307.5 / 350}};
  static guint hub[] = {0, 1};
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(CdScenario) s = scenario_new(cases[i].rent);
    cd_scenario_contract(s, contract_row(s, ALL))->hubs = (CdRefs){2, hub};
    cd_scenario_contract(s, contract_row(s, EASTERN))->hubs = (CdRefs){1, hub};
    g_autoptr(CdScale) scale = cd_scale_new(s, SEED);
    assert_nine(scale->hub[0].clients.median, cases[i].needs);
    assert_nine(scale->hub[0].people.median, cases[i].needs * 740 / 422.5);
    assert_same(scale->hub[1].clients.median, 0);
    const CdServed *joint = &scale->hub_served[structure_row(s, JOINT) * 2];
    const CdServed *apart = &scale->hub_served[structure_row(s, APART) * 2];
    assert_nine(joint[0].clients.median, 422.5);
    assert_same(joint[0].kept, 1);
    assert_same(joint[1].kept, 1);
    assert_nine(apart[0].clients.median, 307.5);
    assert_same(apart[0].kept, cases[i].whole);
    assert_nine(apart[0].size, cases[i].size);
    assert_same(apart[1].size, 0); /* nobody pays for it */
  }
}

/* The joint contract: care of 483,250 and management of 8,450 grow with the clients; 7,000, 8,000 and officers do not. */
static void a_contract_s_elasticity_is_that_of_what_grows(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = scenario_new("30000");
  g_autoptr(CdScale) scale = cd_scale_new(s, SEED);
  double fixed = 15000 + (0.5 + 0.1 * 0.65619020006) * 60000, grows = 491700;
  double expected = log((fixed + 1.25 * grows) / (fixed + grows / 1.25)) / log(1.5625);
  const CdContractSize *all = &scale->contract[contract_row(s, ALL)];
  assert_nine(all->clients.median, 422.5);
  assert_nine(all->people.median, 740);
  assert_nine(all->elasticity.median, expected);
  assert_nine(all->elasticity.p5, expected);
  assert_true(scale->contract[contract_row(s, WESTERN)].elasticity.median < expected);
}

/* Two contracts: 7,000 and 8,000 and half an officer twice, and partners' time less. */
static void a_split_costs_what_it_doubles(void **state)
{
  (void)state;
  g_autoptr(CdScenario) s = scenario_new("30000");
  g_autoptr(CdScale) scale = cd_scale_new(s, SEED);
  double joint = 491700 + 15000 + (0.5 + 0.1 * 0.65619020006) * 60000, apart = 491700 + 2 * 15000 + 2 * 0.5 * 60000;
  const CdSplitSize *split = &scale->split[structure_row(s, APART)];
  assert_nine(split->penalty.median, apart / joint - 1);
  const double share[] = {307.5 / 422.5, 115 / 422.5};
  assert_nine(cd_scale_split(share, 2, split->elasticity.median), apart / joint);
  assert_nine(split->evidence[0], pow(share[0], 0.82) + pow(share[1], 0.82) - 1);
  assert_nine(split->evidence[1], pow(share[0], 0.93) + pow(share[1], 0.93) - 1);
  assert_same(split->evidence[2], 0);
  const CdSplitSize *same = &scale->split[structure_row(s, JOINT)];
  assert_same(same->penalty.median, 0);
  assert_true(isnan(same->elasticity.median));
}

/* Commissioner's hand calculation: 54.6 and 45.4 % cost 4.9 % more at 0.93, 13.2 % at 0.82. */
static void an_elasticity_is_read_off_what_a_split_costs(void **state)
{
  (void)state;
  const double share[] = {0.546, 0.454}, alone[] = {1, 0};
  assert_near(cd_scale_split(share, 2, 0.93) - 1, 0.049, 0.0005);
  assert_near(cd_scale_split(share, 2, 0.82) - 1, 0.132, 0.0005);
  for (double e = 0; e <= 3; e += 0.125)
    assert_nine(cd_scale_implied(share, 2, cd_scale_split(share, 2, e)), e);
  assert_true(cd_scale_implied(share, 2, 0.98) > 1);
  assert_true(isnan(cd_scale_implied(share, 2, 2.1)));
  assert_true(isnan(cd_scale_implied(share, 2, 0.1)));
  assert_true(isnan(cd_scale_implied(share, 2, NAN)));
  assert_true(isnan(cd_scale_implied(alone, 2, 1)));
  assert_true(isnan(cd_scale_implied(share, 0, 1)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_team_needs_its_smallest_size_in_clients),
      cmocka_unit_test(a_team_that_rests_on_others_money_alone_has_no_size_without_it),
      cmocka_unit_test(an_uncertain_minimum_is_no_knife_edge),
      cmocka_unit_test(a_hub_needs_clients_who_carry_its_rent),
      cmocka_unit_test(a_contract_s_elasticity_is_that_of_what_grows),
      cmocka_unit_test(a_split_costs_what_it_doubles),
      cmocka_unit_test(an_elasticity_is_read_off_what_a_split_costs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
