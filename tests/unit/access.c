#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/access.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

/* East has two localities, West one, Hill none. Minutes:
 *             market   mill (both east)   quay (west)
 *   town        10        20                 30         three quarters of East's clients
 *   edge        40        50                 12         a quarter; half of them best served at the quay
 *   harbour     35         -                  8         all of West's
 */
static CdSmall *small_with(const char *structure_fields, const char *eastern_hubs, const char *western_hubs)
{
  static const char everything[] = "components=treatment+justice+youth+beds";
  CdScenario *s = cd_small_scenario();
  cd_small_add(s, CD_ENTITY_HUB, NULL, "market", "area=east rent=100");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "mill", "area=east rent=100");
  cd_small_add(s, CD_ENTITY_HUB, NULL, "quay", "area=west rent=100");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "town", "area=east client-share=0.75");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "edge", "area=east client-share=0.25 best-hub=quay best-across=0.5");
  cd_small_add(s, CD_ENTITY_LOCALITY, NULL, "harbour", "area=west client-share=1");
  cd_small_add(s, CD_ENTITY_TRAVEL, "town", "market", "hub=market minutes=10");
  cd_small_add(s, CD_ENTITY_TRAVEL, "town", "mill", "hub=mill minutes=20");
  cd_small_add(s, CD_ENTITY_TRAVEL, "town", "quay", "hub=quay minutes=30");
  cd_small_add(s, CD_ENTITY_TRAVEL, "edge", "market", "hub=market minutes=40");
  cd_small_add(s, CD_ENTITY_TRAVEL, "edge", "mill", "hub=mill minutes=50");
  cd_small_add(s, CD_ENTITY_TRAVEL, "edge", "quay", "hub=quay minutes=12");
  cd_small_add(s, CD_ENTITY_TRAVEL, "harbour", "market", "hub=market minutes=35");
  cd_small_add(s, CD_ENTITY_TRAVEL, "harbour", "quay", "hub=quay minutes=8");
  cd_small_add(s, CD_ENTITY_STRUCTURE, NULL, "it", structure_fields);
  g_autofree char *eastern = g_strdup_printf("areas=east+hill %s %s", everything, eastern_hubs);
  g_autofree char *western = g_strdup_printf("areas=west %s %s", everything, western_hubs);
  cd_small_add(s, CD_ENTITY_CONTRACT, "it", "eastern", eastern);
  cd_small_add(s, CD_ENTITY_CONTRACT, "it", "western", western);
  return cd_small_new(s);
}

static CdAccess access_of(CdSmall *small) /* areas: east, west, hill */
{
  CdAccess access;
  CdFootprint footprint;
  cd_footprint_make(&footprint, small->world, &small->caseload, 0, CD_TERMS_ARM_COMMON, NULL, small->arena);
  cd_access_make(&access, &footprint, small->world, small->arena);
  return access;
}

static void clients_go_to_the_nearest_hub_of_their_contracts(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=residents-only", "hubs=market+mill", "hubs=quay");
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], 17.5); /* 0.75 x 10 + 0.25 x 40 */
  assert_nine(access.minutes[1], 8);
  assert_nine(access.attendance[0], 0);
}

static void a_hub_of_another_contract_is_not_one_s_own_however_near(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=residents-only", "hubs=mill", "hubs=market+quay");
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], 27.5); /* 0.75 x 20 + 0.25 x 50 */
}

static void some_attend_across_an_open_border(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=market+mill", "hubs=quay");
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], 14); /* 0.75 x 10 + 0.25 x (40 + 12) / 2 */
  assert_nine(access.attendance[0], 0.125);
  assert_nine(access.attendance[1], 0);
}

static void who_uses_another_contract_s_hub_is_a_guest_there(void **state)
{
  (void)state;
  g_autoptr(CdSmall) apart = small_with("border-policy=open", "hubs=market+mill", "hubs=quay");
  CdAccess access = access_of(apart);
  assert_nine(access.across[(0 * 3 + 1) * 2 + 1], 0.125);
  assert_nine(access.across[(0 * 3 + 1) * 2 + 0], 0);
  g_autoptr(CdSmall) shared = small_with("border-policy=open", "hubs=market+mill+quay", "hubs=quay");
  access = access_of(shared);
  assert_nine(access.across[(0 * 3 + 1) * 2 + 1], 0);
  assert_nine(access.across[(0 * 3 + 1) * 2 + 0], 0.25);
}

static void localities_are_told_apart(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=market+mill", "hubs=quay");
  CdAccess access = access_of(small);
  assert_nine(access.locality_minutes[0], 10);
  assert_nine(access.locality_minutes[1], 26); /* half at the market, half at the quay */
  assert_nine(access.locality_across[0], 0);
  assert_nine(access.locality_across[1], 0.5);
}

static void recharging_shuts_nobody_out(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=recharged", "hubs=market+mill", "hubs=quay");
  assert_nine(access_of(small).minutes[0], 14);
  assert_nine(access_of(small).attendance[0], 0.125);
}

static void residents_only_leaves_hubs_of_the_own_contract_open(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=residents-only", "hubs=market+mill+quay", "hubs=quay");
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], 10.5);    /* the quay is the edge's nearest now */
  assert_nine(access.attendance[0], 0.25); /* so that all of the edge attend there */
}

static void residents_only_leaves_a_farther_best_hub_of_the_own_contract_open(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=residents-only", "hubs=market+mill+quay", "hubs=quay");
  small->world->locality[0].best_hub = 2;
  small->world->locality[0].best_across = 0.4; /* town, 30 minutes from the quay */
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], 16.5); /* 0.75 x (0.6 x 10 + 0.4 x 30) + 0.25 x 12 */
  assert_nine(access.attendance[0], 0.55);
}

static void a_hub_that_nobody_pays_for_serves_nobody(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=market+mill", "");
  CdAccess access = access_of(small); /* nobody pays for the quay */
  assert_nine(access.minutes[0], 17.5);
  assert_nine(access.attendance[0], 0);
  assert_nine(access.minutes[1],
              35); /* the harbour has none left: as far at least as to the market, the farthest that it knows a way to */
  assert_nine(access.felt[1], 35);
}

/* The edge's way to the market is all it has: farther than any other, and none is no nearer. */
static void no_hub_is_never_nearer_than_one(void **state)
{
  (void)state;
  g_autoptr(CdSmall) some = small_with("border-policy=residents-only", "hubs=mill", "hubs=quay");
  g_autoptr(CdSmall) none = small_with("border-policy=residents-only", "", "hubs=quay");
  assert_nine(access_of(some).minutes[0], 0.75 * 20 + 0.25 * 50);
  assert_nine(access_of(none).minutes[0], 0.75 * 30 + 0.25 * 50);
  assert_nine(access_of(none).attendance[0], 0);
}

static void a_hub_that_shrinks_keeps_its_door_open(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=market+mill", "hubs=quay");
  small->world->hub[0].rent = small->world->hub[2].rent = 1e9;
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], 14);
  assert_nine(access.minutes[1], 8);
  assert_nine(access.attendance[0], 0.125);
}

static void who_has_the_nearest_hub_across_the_border_attends_there(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=residents-only", "hubs=market", "hubs=market");
  CdAccess access = access_of(small);
  assert_nine(access.minutes[1], 35);
  assert_nine(access.attendance[1], 1);
  assert_nine(access.attendance[0], 0);
}

/* Quay and market alike far from the harbour: the hashed id decides, and with it on which side they are seen. */
static void of_hubs_alike_far_the_hashed_id_decides(void **state)
{
  (void)state;
  static const char *const order[] = {"hubs=market+quay", "hubs=quay+market"};
  for (guint i = 0; i < 2; i++) {
    g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=mill", order[i]);
    for (guint t = 0; t < small->world->n_travel; t++)
      small->world->travel[t].minutes = 15;
    bool market = small->world->hub[0].head.key < small->world->hub[2].head.key;
    assert_nine(access_of(small).attendance[1], market ? 1 : 0);
    assert_nine(access_of(small).minutes[1], 15);
  }
}

static void the_first_hub_may_be_a_best_hub_too(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=market+mill", "hubs=quay");
  small->world->locality[2].best_hub = 0; /* the market, for the harbour, 35 minutes off */
  small->world->locality[2].best_across = 0.2;
  CdAccess access = access_of(small);
  assert_nine(access.attendance[1], 0.2);
  assert_nine(access.minutes[1], 0.8 * 8 + 0.2 * 35);
}

static void who_is_best_served_farther_off_travels_there(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=market+mill", "hubs=quay");
  small->world->locality[0].best_hub = 2;
  small->world->locality[0].best_across = 0.4; /* town, 30 minutes from the quay */
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], 20); /* 0.75 x (0.6 x 10 + 0.4 x 30) + 0.25 x (40 + 12) / 2 */
  assert_nine(access.attendance[0], 0.425);
}

static void a_best_hub_without_a_time_leaves_the_mean_to_the_others(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=market+mill", "hubs=quay");
  small->world->travel_row[1 * small->world->n_hub + 2] = -1;
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], (0.75 * 10 + 0.125 * 40) / 0.875);
  assert_nine(access.attendance[0], 0.125);
}

/* Best-across of one: nobody is left for the nearest, and a nearest without a time does no harm. */
static void all_may_be_best_served_across(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "", "hubs=quay");
  small->world->locality[0].best_hub = small->world->locality[1].best_hub = 2;
  small->world->locality[0].best_across = small->world->locality[1].best_across = 1;
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], 25.5); /* 0.75 x 30 + 0.25 x 12 */
  assert_true(access.attendance[0] == 1);
}

/* A quarter of East's clients at 40 minutes; half of these choose the quay. Where that is nearer its minutes count, where farther those of the nearest. */
static void who_chooses_a_farther_hub_is_no_worse_off(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=market+mill", "hubs=quay");
  CdAccess access = access_of(small);
  assert_nine(access.minutes[0], 0.75 * 10 + 0.125 * 40 + 0.125 * 12);
  assert_nine(access.felt[0], access.minutes[0]);
  for (guint t = 0; t < small->world->n_travel; t++)
    if (small->world->travel[t].head.parent == 1 && small->world->travel[t].hub == 2)
      small->world->travel[t].minutes = 90;
  access = access_of(small);
  assert_nine(access.minutes[0], 0.75 * 10 + 0.125 * 40 + 0.125 * 90);
  assert_nine(access.felt[0], 0.75 * 10 + 0.25 * 40);
  assert_true(isnan(access.felt[2]));
}

static void an_area_without_localities_has_no_known_way(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=open", "hubs=market+mill", "hubs=quay");
  CdAccess access = access_of(small);
  assert_true(isnan(access.minutes[2]));
  assert_nine(access.attendance[2], 0);
}

static void a_locality_without_times_leaves_the_mean_to_the_others(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = small_with("border-policy=residents-only", "hubs=market+mill", "hubs=quay");
  for (guint hub = 0; hub < small->world->n_hub; hub++)
    small->world->travel_row[1 * small->world->n_hub + hub] = -1;
  assert_nine(access_of(small).minutes[0], 10);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(clients_go_to_the_nearest_hub_of_their_contracts),
      cmocka_unit_test(a_hub_of_another_contract_is_not_one_s_own_however_near),
      cmocka_unit_test(some_attend_across_an_open_border),
      cmocka_unit_test(who_uses_another_contract_s_hub_is_a_guest_there),
      cmocka_unit_test(localities_are_told_apart),
      cmocka_unit_test(recharging_shuts_nobody_out),
      cmocka_unit_test(residents_only_leaves_hubs_of_the_own_contract_open),
      cmocka_unit_test(residents_only_leaves_a_farther_best_hub_of_the_own_contract_open),
      cmocka_unit_test(a_hub_that_nobody_pays_for_serves_nobody),
      cmocka_unit_test(no_hub_is_never_nearer_than_one),
      cmocka_unit_test(a_hub_that_shrinks_keeps_its_door_open),
      cmocka_unit_test(who_has_the_nearest_hub_across_the_border_attends_there),
      cmocka_unit_test(of_hubs_alike_far_the_hashed_id_decides),
      cmocka_unit_test(a_best_hub_without_a_time_leaves_the_mean_to_the_others),
      cmocka_unit_test(all_may_be_best_served_across),
      cmocka_unit_test(the_first_hub_may_be_a_best_hub_too),
      cmocka_unit_test(who_is_best_served_farther_off_travels_there),
      cmocka_unit_test(who_chooses_a_farther_hub_is_no_worse_off),
      cmocka_unit_test(an_area_without_localities_has_no_known_way),
      cmocka_unit_test(a_locality_without_times_leaves_the_mean_to_the_others),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
