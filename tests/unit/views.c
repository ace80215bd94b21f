#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/views.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { EASTERN, WESTERN };

/* small.h's structures with management of 7,000 and 20 a client: joint 498,700; apart 366,900 and 138,800, so 505,700. Nothing acts on
 * delivery, so that expected completions are as now and only cost, control, time and terms tell structures apart. Half of the marks for
 * quality makes a price of 1 + 0.15^2 times the reference cost, everywhere. */
#define PRICE 1.0225

/* The eastern contract, where apart is believed to cost five per cent more: with 307.5 of 422.5 clients its management is 15,450 x 307.5/422.5 and
 * 115/422.5 of the extra. */
#define EASTERN_BELIEVED 371781.715976331

typedef struct {
  CdSmall *small;
  CdFootprint baseline, footprint;
  CdPlanReference reference;
  CdFunding funding;
  CdExpectContext context;
  CdNow now;
} Case;

#define VIEWS                                                                                                          \
  " decision-months=0 belief-scale=0 belief-disruption=0 belief-fit=0 belief-same-provider=0 cost-scale=2 "            \
  "outcome-scale=0.1"                                                                                                  \
  " continuity-scale=0.1 time-scale=12"

static const double *never(Case *it, guint n)
{
  double *same = cd_arena_array(it->small->arena, double, n *n);
  for (guint c = 0; c < n; c++)
    same[c * n + c] = 1;
  return same;
}

static void lay(Case *it, guint structure)
{
  const CdWorld *world = it->small->world;
  CdArena *arena = it->small->arena;
  const CdCaseload *caseload = &it->small->caseload;
  cd_footprint_make(&it->baseline, world, caseload, 0, CD_TERMS_ARM_COMMON, NULL, arena);
  cd_plan_reference_make(&it->reference, &it->baseline, world, caseload, arena);
  cd_footprint_make(&it->footprint, world, caseload, structure, CD_TERMS_ARM_COMMON, NULL, arena);
  gint64 *initial = cd_arena_array(arena, gint64, caseload->n_cells * CD_STOCK_COUNT);
  for (guint i = 0; i < caseload->n_cells * CD_STOCK_COUNT; i++)
    initial[i] = (gint64)(caseload->stock[i] + 0.5);
  it->context = (CdExpectContext){.world = world,
                                  .caseload = caseload,
                                  .reference = &it->reference,
                                  .initial = initial,
                                  .months = 24,
                                  .scale = cd_scale_reference(world, caseload, arena)};
  cd_now_make(&it->now, &it->context, &it->baseline, never(it, 2), arena);
  cd_funding_init(&it->funding, world, it->footprint.n_contracts, arena);
  cd_funding_settle(&it->funding, world, &it->footprint);
}

static Case *case_new(const char *const *funder)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_COST, NULL, "management-fixed=7000 management-per-client=20 absorption=1");
  cd_small_add(s, CD_ENTITY_PRICING_VIEW, "eastern", "block", "pricing=block liking=0.9");
  for (guint f = 0; funder && funder[f]; f++) {
    g_autofree char *id = g_strdup_printf("f%u", f);
    g_autofree char *fields =
        g_strconcat("kind=probation component=justice contribution=7000" VIEWS " ", funder[f], NULL);
    cd_small_add(s, CD_ENTITY_FUNDER, NULL, id, fields);
  }
  cd_small_add_structures(s);
  Case *it = g_new0(Case, 1);
  it->small = cd_small_new(s);
  return it;
}

static void case_free(Case *it)
{
  cd_small_free(it->small);
  g_free(it);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

static CdUtilities utilities(Case *it)
{
  CdUtilities u;
  cd_utilities_make(&u, &it->context, &it->footprint, &it->funding, &it->now, never(it, it->footprint.n_contracts),
                    it->small->arena);
  return u;
}

static const char indifferent[] = "weight-cost=1 weight-outcomes=1 weight-continuity=1 weight-control=1 weight-time=1";

/* --- Now -------------------------------------------------------------------------------------------------------------- */

static void now_is_business_as_usual_under_each_set_of_beliefs(void **state)
{
  (void)state;
  static const char *const one[] = {indifferent, NULL};
  g_autoptr(Case) it = case_new(one);
  it->small->world->council[EASTERN].belief_scale = 0.05;
  lay(it, 1);
  /* The fund brings 5,000 to the eastern contract and 2,000 to the western one. */
  assert_nine(it->now.council_model[EASTERN].cost, 366900 * PRICE - 5000);
  assert_nine(it->now.council_own[EASTERN].cost, EASTERN_BELIEVED * PRICE - 5000);
  assert_nine(it->now.council_own[WESTERN].cost, 133705.325443787 * PRICE - 2000); /* and in no scale: 15,450 x 115/422.5 */
  assert_nine(it->now.council_model[WESTERN].control, 1);
  assert_nine(it->now.funder_model[0].cost, 7000);
  assert_nine(it->now.funder_own[0].control, 0.5);
  /* Half of 62.5 x 0.94 + 100 x 0.995 + 50 x 0.98 + 20 starters who live, but for whole people at first. */
  assert_near(it->now.council_model[EASTERN].completions, 113.625, 0.005);
}

/* --- Utility of a council --------------------------------------------------------------------------------------------- */

static void as_now_is_worth_a_half_but_for_say_and_time(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(NULL);
  lay(it, 0);
  CdUtilities u = utilities(it);
  assert_nine(u.council_own[EASTERN],
              0.7); /* cost, outcomes, continuity a half each, control and time one, at a fifth each */
  assert_nine(u.council_model[WESTERN], 0.7);
}

/* Joint, the eastern say 0.3 + 0.7 x 307.5 / 422.5 = 0.809467..., cost 498,700 x 0.72781... = 362,958.57...; without officers and tenders
 * the price is the same factor of both. */
static void a_council_weighs_what_it_believes_and_the_model_what_it_finds(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(NULL);
  it->small->world->council[EASTERN].belief_scale = 0.05;
  lay(it, 1);
  CdUtilities u = utilities(it);
  double cost = 498700 * 307.5 / 422.5, control = 0.809467455621;
  double found = 0.5 - 0.5 * (cost - 366900) / 366900 / 0.1;
  double now = EASTERN_BELIEVED, believed = 0.5 - 0.5 * (cost - now) / now / 0.1;
  assert_nine(u.council_model[EASTERN], 0.2 * (found + 0.5 + 0.5 + control + 1));
  assert_nine(u.council_own[EASTERN], 0.2 * (believed + 0.5 + 0.5 + control + 1));
  assert_true(u.council_own[EASTERN] > u.council_model[EASTERN]);
}

/* Joint with eight tenths of the marks for quality: the price reaches the envelope, 1.1, and the root of 0.1 is added in place of 0.15. With
 * an effect of 0.3 that is 4.9868 per cent more completions, in every month where nobody comes back. */
static void terms_act_on_price_and_quality(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(NULL);
  CdWorld *world = it->small->world;
  world->council[EASTERN].cost_scale = 0.2;
  for (guint k = 0; k < world->n_cohort; k++)
    world->cohort[k].return_rate = world->cohort[k].representation_share = 0;
  cd_small_lay(it->small, NULL);
  double now = 366900 * PRICE, then = 498700 * 1.1 * 307.5 / 422.5, cost = 0.5 - 0.5 * (then - now) / now / 0.2;
  assert_true(cost > 0.3 && cost < 0.4);
  static const double effect[] = {0, 0.3};
  for (guint i = 0; i < 2; i++) {
    world->market->quality_effect = effect[i];
    lay(it, 1);
    it->footprint.at[0].terms.quality_weight = 0.8;
    double better = 0.5 + 0.5 * effect[i] * 0.166227766017 / 0.1;
    assert_nine(utilities(it).council_model[EASTERN], 0.2 * (cost + better + better + 0.809467455621 + 1));
  }
}

static void weights_go_to_their_own_values(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(NULL);
  CdCouncil *eastern = &it->small->world->council[EASTERN];
  it->small->world->calendar->procurement = 15; /* 17 months, 5 late */
  lay(it, 1);
  static const struct {
    double weight[5], utility;
  } known[] = {
      {{0, 1, 0, 0, 0}, 0.5}, {{0, 0, 1, 0, 0}, 0.5}, {{0, 0, 0, 1, 0}, 0.809467455621}, {{0, 0, 0, 0, 1}, 7.0 / 12}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    eastern->weight_cost = known[i].weight[0];
    eastern->weight_outcomes = known[i].weight[1];
    eastern->weight_continuity = known[i].weight[2];
    eastern->weight_control = known[i].weight[3];
    eastern->weight_time = known[i].weight[4];
    /* Business as usual starts late, too, which moves nothing but time: no capacity is lost in small.h's gap. */
    it->small->world->calendar->gap_loss = 0;
    lay(it, 1);
    assert_near(utilities(it).council_model[EASTERN], known[i].utility, 1e-9);
  }
}

static void terms_count_by_their_distance_from_the_ideal(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(NULL);
  CdCouncil *eastern = &it->small->world->council[EASTERN];
  eastern->terms_weight = 0.25;
  eastern->ideal_length = 7;           /* 5: 1 - 2 / 4 */
  eastern->ideal_quality_weight = 0.6; /* 0.5: 1 - 0.1 / 0.5 */
  eastern->ideal_outcomes = 0.35;      /* 0.3: 0.9 */
  eastern->ideal_localisation = 0.9;   /* 0.3: nought */
  eastern->weight_length = 0.1;
  eastern->weight_quality_weight = 0.2;
  eastern->weight_pricing = 0.3; /* block, liked at 0.9 */
  eastern->weight_outcomes_share = 0.15;
  eastern->weight_localisation = 0.25;
  lay(it, 0);
  double terms = 0.1 * 0.5 + 0.2 * 0.8 + 0.3 * 0.9 + 0.15 * 0.9;
  assert_nine(utilities(it).council_model[EASTERN], 0.75 * 0.7 + 0.25 * terms);
  it->footprint.at[EASTERN].terms.pricing = 1; /* a method it says nothing of: a half */
  assert_nine(utilities(it).council_model[EASTERN], 0.75 * 0.7 + 0.25 * (terms - 0.3 * 0.4));
}

static void terms_of_several_contracts_go_by_the_council_s_clients(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new(NULL);
  CdScenario *s = it->small->scenario;
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "two", "");
  cd_small_add(s, CD_ENTITY_CONTRACT, "two", "a", "areas=east components=treatment+justice+youth+beds");
  cd_small_add(s, CD_ENTITY_CONTRACT, "two", "b", "areas=hill+west components=treatment+justice+youth+beds");
  cd_world_free(it->small->world);
  it->small->world = cd_world_new(s);
  cd_world_central(it->small->world);
  CdCouncil *eastern = &it->small->world->council[EASTERN];
  eastern->terms_weight = 1;
  eastern->weight_length = 1;
  eastern->weight_quality_weight = eastern->weight_pricing = eastern->weight_outcomes_share =
      eastern->weight_localisation = 0;
  lay(it, 2);
  it->footprint.at[1].terms.length = 7; /* a half */
  assert_nine(utilities(it).council_model[EASTERN], (250 + 57.5 * 0.5) / 307.5);
}

/* --- What co-commissioners do ----------------------------------------------------------------------------------------- */

static CdFunderOption decided(Case *it, guint structure)
{
  lay(it, structure);
  cd_funders_decide(&it->funding, &it->context, &it->footprint, &it->now, it->small->arena);
  return it->funding.option[0];
}

#define ONLY(weight) "weight-cost=0 weight-outcomes=0 weight-continuity=0 weight-control=0 weight-time=0 " weight

static void who_looks_at_cost_alone_withdraws(void **state)
{
  (void)state;
  static const char *const one[] = {ONLY("weight-cost=1"), NULL};
  g_autoptr(Case) it = case_new(one);
  assert_int_equal(decided(it, 1), CD_FUNDER_WITHDRAWS);
  assert_nine(it->funding.money[0], 0);
  assert_nine(it->funding.post_funding, 0);
  /* It pays nothing: 0.5 + 0.5 x 1 / 2. */
  assert_nine(utilities(it).funder_own[0], 0.75);
}

static void who_looks_at_control_alone_commissions_its_own(void **state)
{
  (void)state;
  static const char *const one[] = {ONLY("weight-control=1"), NULL};
  g_autoptr(Case) it = case_new(one);
  assert_int_equal(decided(it, 1), CD_FUNDER_OWN);
  assert_nine(it->funding.own_money[0], 7000);
  assert_nine(utilities(it).funder_model[0], 0.75);
}

static void who_may_not_commission_its_own_does_not(void **state)
{
  (void)state;
  static const char *const one[] = {ONLY("weight-control=1 may-commission-own=no"), NULL};
  g_autoptr(Case) it = case_new(one);
  assert_int_equal(decided(it, 1), CD_FUNDER_JOINS);
  assert_nine(it->funding.money[0], 7000);
}

/* Indifferent otherwise, so it would join: structure 1 is the joint one, 0 the two apart, here not business as usual. */
static void whose_money_hangs_on_the_whole_joins_no_part(void **state)
{
  (void)state;
  static const char *const one[] = {ONLY("weight-time=1 condition=whole may-commission-own=no"), NULL};
  g_autoptr(Case) it = case_new(one);
  assert_int_equal(decided(it, 1), CD_FUNDER_JOINS);
  it->small->world->concordat->baseline = 1;
  assert_int_equal(decided(it, 0), CD_FUNDER_WITHDRAWS);
  it->small->world->funder[0].may_commission_own = CD_YES;
  assert_int_equal(decided(it, 0), CD_FUNDER_OWN);
  it->small->world->funder[0].condition = CD_CONDITION_NONE;
  assert_int_equal(decided(it, 0), CD_FUNDER_JOINS);
}

/* It would rather keep its money, but business as usual is what all do today. */
static void under_business_as_usual_all_join(void **state)
{
  (void)state;
  static const char *const one[] = {ONLY("weight-cost=1"), NULL};
  g_autoptr(Case) it = case_new(one);
  assert_int_equal(decided(it, 0), CD_FUNDER_JOINS);
  it->small->world->concordat->baseline = 1;
  assert_int_equal(decided(it, 0), CD_FUNDER_WITHDRAWS);
}

static void who_is_indifferent_joins(void **state)
{
  (void)state;
  static const char *const one[] = {ONLY("weight-time=1"), NULL};
  g_autoptr(Case) it = case_new(one);
  it->small->world->concordat->baseline = 1;
  assert_int_equal(decided(it, 0), CD_FUNDER_JOINS);
}

/* Of 7,000 the smaller contract's 2,000 are kept: cheaper than joining both, and more of a say than withdrawing. */
static void joining_one_is_an_option_where_there_are_several_contracts(void **state)
{
  (void)state;
  static const char *const one[] = {ONLY("weight-cost=1 weight-control=1 may-commission-own=no"), NULL};
  g_autoptr(Case) it = case_new(one);
  it->small->world->concordat->baseline = 1;       /* of several contracts, and not business as usual */
  assert_int_equal(decided(it, 0), CD_FUNDER_ONE); /* 0.5 + 0.5 x (2 / 7) / 2 and 0.5, against 0.75 and 0 */
  assert_nine(utilities(it).funder_own[0], 0.5 * (0.571428571429 + 0.5));
  it->small->world->concordat->baseline = 0;
  assert_int_equal(decided(it, 1), CD_FUNDER_JOINS);
}

/* What a withdrawal does to referrals: 7,000 of 56,000 pounds of care go, and nobody absorbs that. */
static void who_looks_at_continuity_sees_the_referrals_turned_away(void **state)
{
  (void)state;
  static const char *const one[] = {ONLY("weight-continuity=3 weight-cost=1 may-commission-own=no"), NULL};
  g_autoptr(Case) it = case_new(one);
  it->small->world->cost->absorption = 0;
  assert_int_equal(decided(it, 1),
                   CD_FUNDER_JOINS); /* 0.25 of cost gained, an eighth of starts lost at three times the weight */
  it->small->world->cost->absorption = 1;
  assert_int_equal(decided(it, 1), CD_FUNDER_WITHDRAWS);
}

static void each_decides_for_itself(void **state)
{
  (void)state;
  static const char *const three[] = {ONLY("weight-cost=1"), ONLY("weight-control=1"), ONLY("weight-time=1"), NULL};
  g_autoptr(Case) it = case_new(three);
  lay(it, 1);
  cd_funders_decide(&it->funding, &it->context, &it->footprint, &it->now, it->small->arena);
  assert_int_equal(it->funding.option[0], CD_FUNDER_WITHDRAWS);
  assert_int_equal(it->funding.option[1], CD_FUNDER_OWN);
  assert_int_equal(it->funding.option[2], CD_FUNDER_JOINS);
  assert_nine(it->funding.extra_doors, 1.0 / 3);
  assert_nine(it->funding.money[2], 7000);
}

/* It believes that a specification of one's own brings much, as nobody else does: of a joint service it alone thinks little. */
static void co_commissioners_go_by_their_own_beliefs(void **state)
{
  (void)state;
  static const char *const one[] = {ONLY("weight-outcomes=1"), NULL};
  g_autoptr(Case) it = case_new(one);
  const CdFunder *police = &it->small->world->funder[0];
  it->small->world->funder[0].belief_fit = 0.2;
  it->small->world->funder[0].belief_disruption = 0.3;
  it->small->world->market->rewin = 0.5;
  lay(it, 1);
  CdUtilities u = utilities(it);
  assert_nine(u.funder_model[0], 0.5);
  CdBeliefs beliefs = cd_funder_beliefs(police);
  CdExpectation then, now;
  CdFunding of_now;
  cd_expect(&then, &it->context, &it->footprint, &it->funding, &beliefs, it->small->arena);
  cd_funding_init(&of_now, it->small->world, 2, it->small->arena);
  cd_funding_settle(&of_now, it->small->world, &it->baseline);
  cd_expect(&now, &it->context, &it->baseline, &of_now, &beliefs, it->small->arena);
  double change = then.stake_completions[1] / now.stake_completions[1] - 1;
  assert_true(change < -0.02 && change > -0.1);
  assert_nine(u.funder_own[0], 0.5 + 0.5 * change / 0.1);
}

/* A team of 7 that rests by half on two funds alike: with one of them 5.25 are left, enough, without both 3.5, too few. The first to
 * decide can keep its money at no loss, and the second then cannot. */
static void the_first_by_hash_decides_before_the_others_do(void **state)
{
  (void)state;
  static const char alike[] = ONLY("weight-outcomes=3 weight-cost=1 may-commission-own=no");
  static const char *const two[] = {alike, alike, NULL};
  g_autoptr(Case) it = case_new(two);
  CdScenario *s = it->small->scenario;
  cd_small_add(s, CD_ENTITY_POST, NULL, "team",
               "kind=team cohorts=justice clients-per-wte=10 minimum-wte=5 effect=0.5 funder-share=0.5");
  cd_world_free(it->small->world);
  it->small->world = cd_world_new(s);
  cd_world_central(it->small->world);
  lay(it, 1);
  cd_funders_decide(&it->funding, &it->context, &it->footprint, &it->now, it->small->arena);
  const CdFunder *funder = it->small->world->funder;
  guint first = funder[0].head.key < funder[1].head.key ? 0 : 1;
  assert_int_equal(it->funding.option[first], CD_FUNDER_WITHDRAWS);
  assert_int_equal(it->funding.option[1 - first], CD_FUNDER_JOINS);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(now_is_business_as_usual_under_each_set_of_beliefs),
      cmocka_unit_test(as_now_is_worth_a_half_but_for_say_and_time),
      cmocka_unit_test(a_council_weighs_what_it_believes_and_the_model_what_it_finds),
      cmocka_unit_test(terms_act_on_price_and_quality),
      cmocka_unit_test(weights_go_to_their_own_values),
      cmocka_unit_test(terms_count_by_their_distance_from_the_ideal),
      cmocka_unit_test(terms_of_several_contracts_go_by_the_council_s_clients),
      cmocka_unit_test(who_looks_at_cost_alone_withdraws),
      cmocka_unit_test(who_looks_at_control_alone_commissions_its_own),
      cmocka_unit_test(who_may_not_commission_its_own_does_not),
      cmocka_unit_test(whose_money_hangs_on_the_whole_joins_no_part),
      cmocka_unit_test(under_business_as_usual_all_join),
      cmocka_unit_test(who_is_indifferent_joins),
      cmocka_unit_test(joining_one_is_an_option_where_there_are_several_contracts),
      cmocka_unit_test(who_looks_at_continuity_sees_the_referrals_turned_away),
      cmocka_unit_test(each_decides_for_itself),
      cmocka_unit_test(co_commissioners_go_by_their_own_beliefs),
      cmocka_unit_test(the_first_by_hash_decides_before_the_others_do),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
