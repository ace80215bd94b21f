#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/base/random.h"
#include "sim/engine/budget.h"
#include "tests/unit/near.h"
#include "tests/unit/small.h"

enum { YEARS = 3, MONTHS = 12 * YEARS, RUN = 9 };
static const guint64 seed = 5;

/* The eastern council with 120,000 a year from the planned start, which is in April 2022; what a test adds. */
static CdScenario *scenario_new(const char *council)
{
  CdScenario *s = cd_small_scenario();
  cd_small_set(s, CD_ENTITY_CALENDAR, NULL, "decision=2021-01 planned-start=2022-04");
  cd_small_set(s, CD_ENTITY_COUNCIL, "eastern", council);
  cd_small_add(s, CD_ENTITY_BUDGETS, NULL, "", "growth=0.02");
  return s;
}

typedef struct {
  CdSmall *small;
  CdBudgetCourse course;
} Case;

static Case course_of(CdScenario *s, guint32 run)
{
  Case it = {.small = cd_small_new(s)};
  cd_budget_course(&it.course, it.small->world, cd_small_row(s, CD_ENTITY_COUNCIL, NULL, "eastern"), MONTHS, seed, run,
                   it.small->arena);
  return it;
}

static void case_clear(Case *it)
{
  cd_small_free(it->small);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Case, case_clear)

static void a_budget_grows_once_a_year(void **state)
{
  (void)state;
  g_auto(Case) common = course_of(scenario_new("budget=120000"), RUN);
  g_auto(Case) own = course_of(scenario_new("budget=120000 budget-growth=-0.1"), RUN);
  static const double yearly[] = {1, 1.02, 1.0404}, falling[] = {1, 0.9, 0.81};
  for (guint t = 0; t < MONTHS; t++) {
    assert_nine(common.course.budget[t], 10000 * yearly[t / 12]);
    assert_nine(own.course.budget[t], 10000 * falling[t / 12]);
  }
}

/* A tenth off from October 2022, month 6, and 12,000 a year more from April 2023; what was cut before the start is cut from the start. */
static void a_cut_lasts_from_its_month_on(void **state)
{
  (void)state;
  CdScenario *s = scenario_new("budget=120000 budget-growth=0");
  cd_small_add(s, CD_ENTITY_BUDGET_CHANGE, "eastern", "cut", "from=2022-10 factor=0.9");
  cd_small_add(s, CD_ENTITY_BUDGET_CHANGE, "eastern", "rise", "from=2023-04 pounds=12000");
  cd_small_add(s, CD_ENTITY_BUDGET_CHANGE, "eastern", "early", "from=2021-04 factor=0.5");
  cd_small_add(s, CD_ENTITY_BUDGET_CHANGE, "western", "other", "from=2022-04 factor=0");
  g_auto(Case) it = course_of(s, RUN);
  assert_nine(it.course.budget[5], 5000);
  assert_nine(it.course.budget[6], 4500);
  assert_nine(it.course.budget[11], 4500);
  assert_nine(it.course.budget[12], 5500);
}

static void a_budget_is_never_below_nought(void **state)
{
  (void)state;
  CdScenario *s = scenario_new("budget=120000");
  cd_small_add(s, CD_ENTITY_BUDGET_CHANGE, "eastern", "cut", "from=2022-04 pounds=-500000");
  g_auto(Case) it = course_of(s, RUN);
  assert_nine(it.course.budget[0], 0);
}

#define GRANT "pounds=24000 from=2022-01 until=2022-09 renewal-months=12 "

static void a_grant_never_renewed_stops_and_one_always_renewed_goes_on(void **state)
{
  (void)state;
  CdScenario *s = scenario_new("budget=120000"), *other = scenario_new("budget=120000");
  cd_small_add(s, CD_ENTITY_GRANT, "eastern", "grant", GRANT "renewal=0");
  cd_small_add(s, CD_ENTITY_GRANT, "western", "not-ours", GRANT "renewal=1");
  cd_small_add(other, CD_ENTITY_GRANT, "eastern", "grant", GRANT "renewal=1");
  g_auto(Case) stops = course_of(s, RUN);
  g_auto(Case) lasts = course_of(other, RUN);
  for (guint t = 0; t < MONTHS; t++) {
    assert_nine(stops.course.grants[t], t < 6 ? 2000 : 0);
    assert_nine(lasts.course.grants[t], 2000);
    assert_nine(lasts.course.extra[t], 0);
    assert_nine(stops.course.ended[t], 0); /* a gap, no care of its own */
  }
}

static void a_grant_for_extra_care_takes_the_care_with_it(void **state)
{
  (void)state;
  CdScenario *s = scenario_new("budget=120000");
  cd_small_add(s, CD_ENTITY_GRANT, "eastern", "grant", GRANT "renewal=0 buys=extra");
  g_auto(Case) it = course_of(s, RUN);
  for (guint t = 0; t < MONTHS; t++) {
    assert_nine(it.course.grants[t], 0);
    assert_nine(it.course.extra[t], t < 6 ? 2000 : 0);
    assert_nine(it.course.ended[t], t < 6 ? 0 : 2000);
  }
}

/* Renewed in six of ten: promised to month 5, then by twelve months each: of 2,000 runs 800 end there, 480 at month 17, 288 at month 29. */
static void grants_are_renewed_as_often_as_stated_and_stay_stopped(void **state)
{
  (void)state;
  guint ended[4] = {0};
  CdScenario *s = scenario_new("budget=120000");
  cd_small_add(s, CD_ENTITY_GRANT, "eastern", "grant", GRANT "renewal=0.6");
  g_auto(Case) it = course_of(s, RUN);
  for (guint32 run = 0; run < 2000; run++) {
    gsize mark = cd_arena_mark(it.small->arena);
    cd_budget_course(&it.course, it.small->world, 0, MONTHS, seed, cd_run_word(run, 1), it.small->arena);
    guint paid = 0;
    for (guint t = 0; t < MONTHS; t++) {
      paid += it.course.grants[t] > 0;
      assert_true(t == 0 || it.course.grants[t] <= it.course.grants[t - 1]);
    }
    assert_true(paid == 6 || paid == 18 || paid == 30 || paid == MONTHS);
    ended[paid == MONTHS ? 3 : paid / 12]++;
    cd_arena_rewind(it.small->arena, mark);
  }
  static const double share[] = {0.4, 0.24, 0.144, 0.216};
  for (guint i = 0; i < 4; i++)
    assert_true(fabs(ended[i] - 2000 * share[i]) < 4 * sqrt(2000 * share[i] * (1 - share[i])));
}

/* One programme for two councils stops for both or for neither. */
static void grants_drawn_alike_stop_together(void **state)
{
  (void)state;
  guint apart = 0;
  for (guint32 run = 0; run < 40; run++) {
    g_autoptr(CdScenario) s = scenario_new("budget=120000");
    cd_small_set(s, CD_ENTITY_COUNCIL, "western", "budget=60000");
    for (guint i = 0; i < 2; i++) {
      const char *council = i == 0 ? "eastern" : "western";
      guint row = cd_small_add(s, CD_ENTITY_GRANT, council, "national", GRANT "renewal=0.5");
      ((CdGrantSpec *)(void *)cd_scenario_row(s, CD_ENTITY_GRANT, row))->head.draw_as = "programme";
      cd_small_add(s, CD_ENTITY_GRANT, council, "own", GRANT "renewal=0.5 buys=extra");
    }
    g_autoptr(CdSmall) small = cd_small_new(cd_scenario_ref(s));
    CdBudgetCourse east, west;
    cd_budget_course(&east, small->world, 0, MONTHS, seed, cd_run_word(run, 1), small->arena);
    cd_budget_course(&west, small->world, 1, MONTHS, seed, cd_run_word(run, 1), small->arena);
    for (guint t = 0; t < MONTHS; t++) {
      assert_true((east.grants[t] > 0) == (west.grants[t] > 0));
      apart += (east.extra[t] > 0) != (west.extra[t] > 0);
    }
  }
  assert_true(apart > 0);
}

/* --- Reserves -------------------------------------------------------------------------------------------------------------- */

static void reserves_meet_gaps_until_nothing_is_left(void **state)
{
  (void)state;
  const double cost[] = {100, 100, 130, 130, 130}, income[] = {100, 120, 100, 100, 100};
  double unfunded[5];
  CdBudgetAccount it = cd_budget_account(cost, income, 5, 45, false, unfunded);
  static const double lacking[] = {0, 0, 0, 15, 30};
  for (guint t = 0; t < 5; t++)
    assert_nine(unfunded[t], lacking[t]);
  assert_nine(it.gap, 70);
  assert_nine(it.drawn, 45);
  assert_nine(it.unfunded, 45);
  assert_nine(it.out, 3.5); /* two months without a gap, one whole, and half of the next */
  it = cd_budget_account(cost, income, 5, 45, true, NULL);
  assert_nine(it.drawn, 65); /* the second month's 20 kept */
  assert_nine(it.unfunded, 25);
  assert_nine(it.drawn + it.unfunded, 90);
  assert_nine(it.out, 2 + 65.0 / 30);
}

static void reserves_that_just_suffice_are_used_up_and_leave_no_gap(void **state)
{
  (void)state;
  const double cost[] = {150, 150}, income[] = {100, 100};
  CdBudgetAccount it = cd_budget_account(cost, income, 2, 100, false, NULL);
  assert_nine(it.unfunded, 0);
  assert_nine(it.out, 2);
  it = cd_budget_account(cost, income, 2, 101, false, NULL);
  assert_true(isnan(it.out));
  assert_nine(it.drawn, 100);
}

static void who_has_no_reserves_has_none_left_at_the_first_gap(void **state)
{
  (void)state;
  const double cost[] = {100, 150}, income[] = {100, 100};
  assert_nine(cd_budget_account(cost, income, 2, 0, false, NULL).out, 1);
  assert_nine(cd_budget_account(cost, income, 2, 0, false, NULL).unfunded, 50);
  assert_true(isnan(cd_budget_account(income, cost, 2, 0, false, NULL).out));
  assert_nine(cd_budget_account(income, cost, 2, 0, false, NULL).gap, -50);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_budget_grows_once_a_year),
      cmocka_unit_test(a_cut_lasts_from_its_month_on),
      cmocka_unit_test(a_budget_is_never_below_nought),
      cmocka_unit_test(a_grant_never_renewed_stops_and_one_always_renewed_goes_on),
      cmocka_unit_test(a_grant_for_extra_care_takes_the_care_with_it),
      cmocka_unit_test(grants_are_renewed_as_often_as_stated_and_stay_stopped),
      cmocka_unit_test(grants_drawn_alike_stop_together),
      cmocka_unit_test(reserves_meet_gaps_until_nothing_is_left),
      cmocka_unit_test(reserves_that_just_suffice_are_used_up_and_leave_no_gap),
      cmocka_unit_test(who_has_no_reserves_has_none_left_at_the_first_gap),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
