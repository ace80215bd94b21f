#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/partners/sharing.h"
#include "sim/tables/shared.h"
#include "tests/unit/near.h"
#include "tests/unit/seated.h"
#include "tests/unit/small.h"

typedef struct {
  CdSeated *seated;
  CdCostShares it;
  guint n, whole;
} Case;

static Case case_of(CdScenario *scenario, guint32 replicate)
{
  Case it = {.seated = cd_seated_new(scenario, replicate)};
  cd_seated_lay(it.seated);
  it.n = it.seated->partners->n_councils;
  it.whole = (1u << it.n) - 1;
  cd_cost_shares_make(&it.it, it.seated->table);
  return it;
}

static double sum_of(const Case *it, CdRule rule, guint32 block)
{
  double sum = 0;
  for (guint i = 0; i < it->n; i++)
    sum += block >> i & 1 ? it->it.share[rule][i] : 0;
  return sum;
}

static void shares_add_up_to_the_cost_of_all(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 8; replicate++) {
    Case it = case_of(cd_seated_llr(), replicate);
    guint applied = 0;
    for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
      if (it.it.applies[rule])
        assert_nine(sum_of(&it, rule, it.whole), it.it.cost[it.whole]);
      applied += it.it.applies[rule];
    }
    assert_true(applied >= CD_RULE_COUNT - 3);
    cd_seated_free(it.seated);
  }
}

/* A full expected run of each block beside all others, under the model's beliefs and the common terms. */
static void a_block_costs_what_its_members_are_expected_to_pay(void **state)
{
  (void)state;
  Case it = case_of(cd_seated_llr(), 2);
  const CdSeated *seated = it.seated;
  assert_true(it.it.cost[0] == 0);
  for (guint32 block = 1; block <= it.whole; block++) {
    CdDivision division = {.n_blocks = block == it.whole ? 1 : 2, .block = {block, it.whole & ~block}};
    CdBlockStand stand;
    cd_division_stand_make(&stand, seated->partners->blocks, &seated->scene->context, &division, NULL, 0,
                           &seated->scene->now, seated->arena);
    CdBeliefs model = cd_stand_model_beliefs(seated->partners, seated->world, block, 0);
    CdExpectation full;
    cd_expect(&full, &seated->scene->context, &stand.footprint, &stand.funding, &model, seated->arena);
    double cost = 0;
    for (guint i = 0; i < 3; i++)
      cost += block >> i & 1 ? full.council_cost[i] : 0;
    assert_nine(it.it.cost[block], cost);
  }
  cd_seated_free(it.seated);
}

/* East and hill: 70,000 of 100,000 people; 307.5 of 422.5 average clients, weighted by what is bought for them (footprint.c); three of four parts of
 * what has been paid. Of care (small.h) at 1,200 an opiate client, 600, 800 and 1,500, and 100 a head of adults: 187.5 x 1,200 + 50 x 600 +
 * 50 x 800 + 20 x 1,500 + 287.5 x 100 = 353,750 east and hill, 129,500 less the youth that the west has not: 75 x 1,200 + 20 x 600 + 20 x 800 +
 * 115 x 100 = 129,500. */
static void proportional_rules_by_hand(void **state)
{
  (void)state;
  Case it = case_of(cd_seated_small(), 0);
  double all = it.it.cost[3];
  static const struct {
    CdRule rule;
    double eastern, western;
  } cases[] = {{CD_RULE_POPULATION, 70000, 30000},
               {CD_RULE_EQUAL, 1, 1},
               {CD_RULE_HISTORIC, 3, 1},
               {CD_RULE_CASELOAD, 307.5, 115},
               {CD_RULE_USE, 353750, 129500}};
  for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
    assert_true(it.it.applies[cases[k].rule]);
    assert_nine(it.it.share[cases[k].rule][0], all * cases[k].eastern / (cases[k].eastern + cases[k].western));
  }
  assert_nine(it.it.share[CD_RULE_MORIARITY][0], all * it.it.cost[1] / (it.it.cost[1] + it.it.cost[2]));
  assert_nine(it.it.share[CD_RULE_SHAPLEY][0], (it.it.cost[1] + all - it.it.cost[2]) / 2);
  cd_seated_free(it.seated);
}

static void without_a_historic_share_for_all_that_rule_does_not_apply(void **state)
{
  (void)state;
  CdScenario *s = cd_seated_small();
  cd_seated_add_southern(s);
  Case it = case_of(s, 0);
  assert_false(it.it.applies[CD_RULE_HISTORIC]);
  assert_true(it.it.applies[CD_RULE_POPULATION]);
  assert_nine(it.it.share[CD_RULE_POPULATION][2], it.it.cost[7] * 30000 / 130000);
  cd_seated_free(it.seated);
}

/* Southern is shown alone: with one of the others it would pay what the two pay apart, and the whole is weighed as it is. */
static void a_group_that_is_not_weighed_pays_what_its_best_division_does(void **state)
{
  (void)state;
  CdScenario *every = cd_seated_small(), *shown = cd_seated_small();
  cd_seated_add_southern(every);
  cd_seated_add_southern(shown);
  cd_small_set(shown, CD_ENTITY_NEGOTIATION, NULL, "groupings=shown");
  Case all = case_of(every, 0), few = case_of(shown, 0);
  for (guint32 block = 1; block <= all.whole; block++) {
    bool weighed = few.seated->partners->blocks->weighed[block];
    assert_int_equal(weighed, block != 5 && block != 6);
    if (weighed)
      assert_nine(few.it.cost[block], all.it.cost[block]);
    else
      assert_nine(few.it.cost[block], few.it.cost[4] + few.it.cost[block & 3]);
  }
  assert_true(fabs(few.it.cost[5] - all.it.cost[5]) > 1); /* or the comparison says nothing */
  cd_seated_free(all.seated);
  cd_seated_free(few.seated);
}

/* Whom a rule would tempt away: the block with most to gain by paying its own cost instead. */
static void the_block_tempted_most_gains_most_by_leaving(void **state)
{
  (void)state;
  guint tempted = 0, content = 0;
  for (guint32 replicate = 0; replicate < 8; replicate++) {
    Case it = case_of(cd_seated_llr(), replicate);
    for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
      if (!it.it.applies[rule])
        continue;
      double most = 0;
      for (guint32 block = 1; block < it.whole; block++)
        most = fmax(most, sum_of(&it, rule, block) - it.it.cost[block]);
      assert_int_equal(it.it.leaver[rule] != 0, most > 1);
      assert_int_equal(it.it.in_core[rule], most <= 1);
      if (most > 1) {
        assert_nine(it.it.gain[rule], most);
        assert_nine(sum_of(&it, rule, it.it.leaver[rule]) - it.it.cost[it.it.leaver[rule]], most);
      }
      tempted += most > 1;
      content += most <= 1;
    }
    cd_seated_free(it.seated);
  }
  assert_true(tempted > 0 && content > 0);
}

/* What a scenario's coalitions cost, as a table through `share`: shares, core and leavers come out as the talks' own. */
static void a_table_of_these_costs_is_shared_alike(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 8; replicate++) {
    Case it = case_of(cd_seated_llr(), replicate);
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    g_autoptr(GString) table = g_string_new("members,cost\n");
    for (guint32 block = 1; block <= it.whole; block++) {
      for (guint i = 0; i < it.n; i++)
        if (block >> i & 1)
          g_string_append_printf(table, "+c%u", i);
      g_string_append_printf(table, ",%s\n", g_ascii_dtostr(number, sizeof number, it.it.cost[block]));
    }
    g_autoptr(CdShared) shared = cd_shared_new(cd_costs_read(table->str, table->len, NULL), NULL, false);
    guint compared = 0;
    for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++) {
      const CdRuleDivision *of = &shared->divided.rule[rule];
      if (of->lacks)
        continue;
      assert_true(it.it.applies[rule]);
      for (guint i = 0; i < it.n; i++)
        assert_near(of->share[i], it.it.share[rule][i], 1e-9);
      if (it.it.leaver[rule]) {
        assert_int_equal(of->leaver[0].set, it.it.leaver[rule]);
        assert_near(of->leaver[0].gain, it.it.gain[rule], 1e-9);
      }
      compared++;
    }
    assert_true(compared >= 7); /* all but those by weights */
    cd_seated_free(it.seated);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shares_add_up_to_the_cost_of_all),
      cmocka_unit_test(a_block_costs_what_its_members_are_expected_to_pay),
      cmocka_unit_test(proportional_rules_by_hand),
      cmocka_unit_test(without_a_historic_share_for_all_that_rule_does_not_apply),
      cmocka_unit_test(a_group_that_is_not_weighed_pays_what_its_best_division_does),
      cmocka_unit_test(the_block_tempted_most_gains_most_by_leaving),
      cmocka_unit_test(a_table_of_these_costs_is_shared_alike),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
