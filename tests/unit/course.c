#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/engine/partners/course.h"
#include "tests/unit/near.h"
#include "tests/unit/seated.h"

enum { CITY, COUNTY, RUTLAND };

static const guint city[] = {CITY}, county[] = {COUNTY}, rutland[] = {RUTLAND}, county_and_city[] = {COUNTY, CITY};

/* County gives notice, Rutland goes with it, the City would have stayed. */
static CdTalksEventSpec exit_of_the_county(void)
{
  return (CdTalksEventSpec){.notice = {1, county}, .with = {1, rutland}, .without = {1, city}, .wanted = CD_YES};
}

static CdDecision taken(void)
{
  CdDecision it = {0};
  it.council[CITY] = (CdCouncilEnd){.block = 1, .departure = CD_STAYED, .wanted_to_stay = true};
  it.council[COUNTY] = (CdCouncilEnd){.block = 6, .departure = CD_GAVE_NOTICE};
  it.council[RUTLAND] = (CdCouncilEnd){.block = 6, .departure = CD_LAPSED};
  return it;
}

static void a_course_is_taken_step_by_step(void **state)
{
  (void)state;
  CdTalksEventSpec event = exit_of_the_county();
  CdDecision it = taken();
  assert_int_equal(cd_course_step(&event, &it), CD_COURSE_TAKEN);
  it.council[CITY].wanted_to_stay = false;
  assert_int_equal(cd_course_step(&event, &it), CD_COURSE_GROUPING);
  event.wanted = CD_NO;
  assert_int_equal(cd_course_step(&event, &it), CD_COURSE_TAKEN);
  it.council[COUNTY].block = 2;
  assert_int_equal(cd_course_step(&event, &it), CD_COURSE_NOTICE);
  it.council[COUNTY].block = 7;
  assert_int_equal(cd_course_step(&event, &it), CD_COURSE_NOTICE);
  it.council[COUNTY].block = 6;
  it.council[COUNTY].departure = CD_LAPSED;
  assert_int_equal(cd_course_step(&event, &it), CD_COURSE_NOT_BEGUN);
}

static void all_that_are_named_must_give_notice_and_stay_behind(void **state)
{
  (void)state;
  CdTalksEventSpec event = {.notice = {2, county_and_city}, .without = {1, rutland}, .wanted = CD_YES};
  CdDecision it = {0};
  it.council[CITY] = (CdCouncilEnd){.block = 3, .departure = CD_GAVE_NOTICE};
  it.council[COUNTY] = (CdCouncilEnd){.block = 3, .departure = CD_GAVE_NOTICE};
  it.council[RUTLAND] = (CdCouncilEnd){.block = 4, .wanted_to_stay = true};
  assert_int_equal(cd_course_step(&event, &it), CD_COURSE_TAKEN);
  it.council[CITY].departure = CD_STAYED;
  assert_int_equal(cd_course_step(&event, &it), CD_COURSE_NOT_BEGUN);
}

/* Written out for the County and Rutland against the City, in LLR 2021. */
static void nearness_by_hand(void **state)
{
  (void)state;
  for (guint32 replicate = 0; replicate < 8; replicate++) {
    g_autoptr(CdSeated) it = cd_seated_solved(cd_seated_llr(), replicate);
    const CdScenario *scenario = it->world->scenario;
    const CdTalksEventSpec *event = cd_scenario_talks_event(scenario, 0);
    guint leaver = event->notice.at[0], with = event->with.at[0];
    guint32 block = 1u << leaver | 1u << with, left = 1u << event->without.at[0];
    const CdBlockSolution *of = it->values.solution;
    double surplus = -INFINITY;
    for (guint text = 0; text < it->partners->grid[block].n_texts; text++)
      surplus = fmax(surplus, fmin(cd_block_utility(&it->values, block, text, leaver) - of[block].reservation[leaver],
                                   cd_block_utility(&it->values, block, text, with) - of[block].reservation[with]));
    double least = surplus;
    for (guint k = 0; k < 2; k++) {
      guint i = k == 0 ? leaver : with;
      double best = of[7].forms ? of[7].value[i] : -INFINITY;
      if (of[left | 1u << i].forms)
        best = fmax(best, of[left | 1u << i].value[i]);
      least = fmin(least,
                   of[block].value[i] - it->table->manner[i].friction - best); /* together today: parting has friction */
    }
    assert_near(cd_course_nearness(event, &it->values), least, 1e-12);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_course_is_taken_step_by_step),
      cmocka_unit_test(all_that_are_named_must_give_notice_and_stay_behind),
      cmocka_unit_test(nearness_by_hand),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
