#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/engine/doors.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

/* 70 criminal-justice starts a year: 40 in east, 20 in west, 10 on the hill. The contracts apart are of east with hill, and of west. */

static CdScenario *scenario_with(const char *const *contract)
{
  CdScenario *scenario = cd_small_scenario();
  cd_small_add_structures(scenario);
  cd_small_set(scenario, CD_ENTITY_DELIVERY, NULL, "door-loss=0.05");
  cd_small_add(scenario, CD_ENTITY_STRUCTURE, NULL, "other", "");
  for (guint i = 0; contract && contract[i]; i++) {
    g_autofree char *id = g_strdup_printf("c%u", i);
    cd_small_add(scenario, CD_ENTITY_CONTRACT, "other", id, contract[i]);
  }
  return scenario;
}

/* SAME: chance that one provider holds any two contracts. */
static CdDoors doors_of(CdSmall *small, const char *structure, double same, double extra)
{
  CdFootprint footprint;
  CdDoors doors;
  cd_footprint_make(&footprint, small->world, &small->caseload,
                    cd_small_row(small->scenario, CD_ENTITY_STRUCTURE, NULL, structure), CD_TERMS_ARM_COMMON, NULL,
                    small->arena);
  guint n = footprint.n_contracts;
  double *pairs = cd_arena_array(small->arena, double, n *n);
  for (guint i = 0; i < n * n; i++)
    pairs[i] = i % (n + 1) == 0 ? 1 : same;
  cd_referrals_make(&small->caseload.referrals, small->world, small->arena); /* the world may have been changed since */
  cd_doors_make(&doors, small->world, &small->caseload, &footprint, pairs, extra, small->arena);
  return doors;
}

static double doors_cj(CdSmall *small, const char *structure, double same)
{
  CdDoors doors = doors_of(small, structure, same, 0);
  return doors.doors[doors.n - 1];
}

static double reach(CdSmall *small, const CdDoors *doors, const char *area, const char *cohort)
{
  return doors->reach[cd_small_cell(small, area, cohort)];
}

static void doors_are_counted_by_criminal_justice_starts(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+hill components=treatment+youth+beds",
                                         "areas=west components=treatment+youth+beds",
                                         "areas=east+west+hill components=justice", NULL};
  g_autoptr(CdSmall) small = cd_small_new(scenario_with(contract));
  assert_nine(doors_cj(small, "joint", 0), 1);
  assert_nine(doors_cj(small, "other", 0), 1);
  assert_nine(doors_cj(small, "apart", 0), 1.689655172414); /* 70^2 / (50^2 + 20^2) */
}

static void doors_go_by_shares_of_starts(void **state)
{
  (void)state;
  static const char *const contract[] = {"areas=east+west+hill components=treatment+justice+youth+beds share=0.6",
                                         "areas=east+hill components=treatment+justice+youth+beds share=0.4",
                                         "areas=west components=treatment+justice+youth+beds share=0.4", NULL};
  g_autoptr(CdSmall) small = cd_small_new(scenario_with(contract));
  assert_nine(doors_cj(small, "other", 0), 2.19928186715); /* 70^2 / (42^2 + 20^2 + 8^2) */
  for (guint k = 0; k < small->world->n_cohort; k++)
    small->world->cohort[k].pathway = CD_PATHWAY_COMMUNITY;
  assert_nine(doors_cj(small, "other", 0), 1); /* nobody to choose */
}

/* Source: Cumbria 2024: simpler pathways "would not be possible with separate providers". */
static void one_provider_of_two_contracts_is_one_door(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(scenario_with(NULL));
  assert_nine(doors_cj(small, "apart", 1), 1.689655172414); /* as long as a contract is a door */
  small->world->delivery->door = CD_DOOR_PROVIDER;
  assert_nine(doors_cj(small, "apart", 1), 1);
  assert_nine(doors_cj(small, "apart", 0.5), 1.256410256410); /* 70^2 / (50^2 + 20^2 + 50 x 20) */
  CdDoors doors = doors_of(small, "apart", 1, 0);
  assert_nine(reach(small, &doors, "east", "justice"), 1);
}

static void each_further_door_loses_its_share_of_referrals(void **state)
{
  (void)state;
  g_autoptr(CdSmall) small = cd_small_new(scenario_with(NULL));
  CdDoors doors = doors_of(small, "apart", 0, 0);
  assert_nine(reach(small, &doors, "west", "justice"), 0.965243685407); /* 0.95^0.68966 */
  doors = doors_of(small, "joint", 0, 2);                               /* a co-commissioner's own */
  assert_nine(reach(small, &doors, "west", "justice"), 0.9025);
  assert_nine(reach(small, &doors, "west", "opiate"), 1);
}

/* The police send 0.4 of criminal justice from everywhere and lose a tenth by a door, the court 0.3 from east alone; a hospital sends a fifth of those who
 * take opiates. The rest of criminal justice is sent as if by one. */
static void each_referrer_has_its_own_doors(void **state)
{
  (void)state;
  CdScenario *scenario = scenario_with(NULL);
  cd_small_add(scenario, CD_ENTITY_REFERRER, NULL, "police", "cohorts=justice share=0.4 door-loss=0.1");
  cd_small_add(scenario, CD_ENTITY_REFERRER, NULL, "court", "cohorts=justice areas=east share=0.3");
  cd_small_add(scenario, CD_ENTITY_REFERRER, NULL, "hospital", "cohorts=opiate share=0.2");
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  CdDoors doors = doors_of(small, "apart", 0, 0);
  assert_int_equal(doors.n, 4);
  assert_nine(doors.doors[0], 1.689655172414);
  assert_nine(doors.doors[1], 1); /* who sends from one place knows its door */
  /* 0.4 (1 - 0.9^0.68966) + 0.3 (1 - 0.95^0.68966) of east, where the court sends 0.3 without loss; with 0.6 in place of 0.3 of west */
  assert_nine(reach(small, &doors, "east", "justice"), 1 - 0.038461017026);
  assert_nine(reach(small, &doors, "west", "justice"), 1 - 0.048887911404);
  double starts[3];
  static const char *const area[] = {"east", "hill", "west"};
  for (guint a = 0; a < 3; a++)
    starts[a] = small->caseload.starts[cd_small_cell(small, area[a], "opiate")];
  double first = starts[0] + starts[1], all = first + starts[2];
  double hospital = all * all / (first * first + starts[2] * starts[2]);
  assert_nine(doors.doors[2], hospital);
  assert_nine(reach(small, &doors, "hill", "opiate"), 1 - 0.2 * (1 - pow(0.95, hospital - 1)));
  assert_nine(reach(small, &doors, "hill", "alcohol"), 1);
  guint cell = cd_small_cell(small, "west", "justice");
  double missed = 0;
  for (guint r = 0; r < doors.n; r++)
    missed += doors.missed[cell * doors.n + r];
  assert_nine(missed, 1 - doors.reach[cell]);
  doors = doors_of(small, "apart", 0, 0.5); /* a door of criminal justice's own is none of the hospital's */
  assert_nine(doors.doors[0], 2.189655172414);
  assert_nine(doors.doors[2], hospital);
}

static void referrers_who_say_they_send_more_than_all_send_their_parts(void **state)
{
  (void)state;
  CdScenario *scenario = scenario_with(NULL);
  cd_small_add(scenario, CD_ENTITY_REFERRER, NULL, "police", "cohorts=justice share=0.9 door-loss=0.1");
  cd_small_add(scenario, CD_ENTITY_REFERRER, NULL, "court", "cohorts=justice share=0.6 door-loss=0");
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  CdDoors doors = doors_of(small, "apart", 0, 0);
  assert_nine(reach(small, &doors, "east", "justice"), 1 - 0.6 * 0.070085306621); /* 0.9 of 1.5; 1 - 0.9^0.68966 */
}

/* What today's incumbents hold decides how many find their door today, and so how many are referred. */
static void todays_doors_are_those_of_incumbents(void **state)
{
  (void)state;
  CdScenario *scenario = scenario_with(NULL);
  cd_small_add(scenario, CD_ENTITY_PROVIDER, NULL, "charity", "kind=national-charity");
  cd_small_set(scenario, CD_ENTITY_DELIVERY, NULL, "door=provider");
  g_autoptr(CdSmall) small = cd_small_new(scenario);
  guint cell = cd_small_cell(small, "east", "justice");
  CdProvider *provider = small->world->provider;
  cd_doors_caseload(&small->caseload, small->world, small->arena);
  assert_nine(small->caseload.rate[cell * CD_RATE_COUNT + CD_RATE_REACH], 0.965243685407);
  double referred = small->caseload.rate[cell * CD_RATE_COUNT + CD_RATE_ARRIVALS];
  guint all[] = {0, 1, 2};
  provider[0].incumbent = (CdRefs){3, all};
  cd_doors_caseload(&small->caseload, small->world, small->arena);
  assert_nine(small->caseload.rate[cell * CD_RATE_COUNT + CD_RATE_REACH], 1);
  assert_true(small->caseload.rate[cell * CD_RATE_COUNT + CD_RATE_ARRIVALS] < referred);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(doors_are_counted_by_criminal_justice_starts),
      cmocka_unit_test(doors_go_by_shares_of_starts),
      cmocka_unit_test(one_provider_of_two_contracts_is_one_door),
      cmocka_unit_test(each_further_door_loses_its_share_of_referrals),
      cmocka_unit_test(each_referrer_has_its_own_doors),
      cmocka_unit_test(referrers_who_say_they_send_more_than_all_send_their_parts),
      cmocka_unit_test(todays_doors_are_those_of_incumbents),
  };
  return cmocka_run_group_tests_name("doors", tests, NULL, NULL);
}
