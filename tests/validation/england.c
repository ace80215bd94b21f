/* What cohorts' rates come to in all, against national statistics that are not among them: England 2024/25 and before (docs/validation.md). A service that
 * goes on as it is, with the areas of LLR 2021 and the mix of England, every assumption at its median. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/doors.h"
#include "sim/scenario/load.h"

/* Adults, in a year. */
typedef struct {
  double people, starts, completed, unplanned, transferred, died, stayed_away;
} Year;

typedef struct {
  CdScenario *scenario;
  CdWorld *world;
  CdArena *arena;
  CdCaseload caseload;
} Balance;

static int set_up(void **state)
{
  Balance *it = g_new0(Balance, 1);
  it->scenario = cd_scenario_load(SCENARIOS "/llr-2021.xml", NULL, NULL);
  it->world = cd_world_new(it->scenario);
  it->arena = cd_arena_new();
  cd_world_central(it->world);
  cd_doors_caseload(&it->caseload, it->world, it->arena);
  *state = it;
  return 0;
}

static int tear_down(void **state)
{
  Balance *it = *state;
  cd_world_free(it->world);
  cd_arena_free(it->arena);
  cd_scenario_unref(it->scenario);
  g_free(it);
  return 0;
}

/* SUBSTANCE: of that alone; -1: of all. */
static Year year_of(const Balance *it, int substance)
{
  Year year = {0};
  const CdCaseload *of = &it->caseload;
  for (guint cell = 0; cell < of->n_cells; cell++) {
    const CdCohortSpec *cohort = cd_scenario_cohort(it->scenario, cell % of->n_cohorts);
    if (cohort->age != CD_AGE_ADULT || (substance >= 0 && cohort->substance != substance))
      continue;
    const double *rate = &of->rate[(gsize)cell * CD_RATE_COUNT];
    double early = of->stock[CD_STOCK_EARLY * of->n_cells + cell],
           settled = of->stock[CD_STOCK_SETTLED * of->n_cells + cell];
    double completed = 12 * settled * rate[CD_RATE_COMPLETE];
    year.people += of->people[cell];
    year.starts += of->starts[cell];
    year.completed += completed;
    year.stayed_away += completed * (1 - rate[CD_RATE_COME_BACK_SHARE]);
    year.unplanned += 12 * (early * rate[CD_RATE_EARLY_UNPLANNED] + settled * rate[CD_RATE_UNPLANNED]);
    year.transferred += 12 * settled * rate[CD_RATE_TRANSFER];
    year.died += 12 * (early * rate[CD_RATE_EARLY_DEATH] + settled * rate[CD_RATE_DEATH]);
  }
  return year;
}

static void assert_between(const char *what, double x, double low, double high)
{
  if (g_getenv("CD_TEST_SHOW"))
    print_message("%s: %.1f %%\n", what, 100 * x);
  if (!(x >= low && x <= high))
    fail_msg("%s: %.4g, not %.4g to %.4g", what, x, low, high);
}

/* 169,542 of 329,646 in treatment in 2024/25: 51.4 %. There were 310,863 the year before; had the number stood still, as it does here, up to 18,783
 * fewer would have started: 45.7 %. */
static void half_of_those_seen_in_a_year_start_in_it(void **state)
{
  Year all = year_of(*state, -1);
  assert_between("start in the year", all.starts / all.people, 150759 / 329646.0, 169542 / 329646.0);
}

/* Of all exits 45 to 50 % complete and 5 to 10 % are transferred. What is left here is unplanned: the 33 to 40 % who drop out and those who leave otherwise
 * (into custody, treatment withdrawn or declined), whom the model does not tell apart. */
static void exits_divide_as_in_england(void **state)
{
  Year all = year_of(*state, -1);
  double exits = all.completed + all.unplanned + all.transferred + all.died;
  assert_between("complete", all.completed / exits, 0.45, 0.50);
  assert_between("leave unplanned or die", (all.unplanned + all.died) / exits, 1 - 0.50 - 0.10, 1 - 0.45 - 0.05);
  assert_between("are transferred", all.transferred / exits, 0.05, 0.10);
}

/* Completed without coming back in six months, of those in treatment in a year. */
static void as_many_complete_and_stay_away_as_in_england(void **state)
{
  static const struct {
    const char *what;
    int substance;
    double low, high;
  } known[] = {{"opiate", CD_SUBSTANCE_OPIATE, 0.04, 0.07},
               {"non-opiate", CD_SUBSTANCE_NON_OPIATE, 0.28, 0.38},
               {"alcohol", CD_SUBSTANCE_ALCOHOL, 0.32, 0.40}};
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    Year year = year_of(*state, known[i].substance);
    assert_between(known[i].what, year.stayed_away / year.people, known[i].low, known[i].high);
  }
}

/* 1.1 to 1.5 % of those in treatment in a year. */
static void as_many_die_in_treatment_as_in_england(void **state)
{
  Year all = year_of(*state, -1);
  assert_between("die", all.died / all.people, 0.011, 0.015);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(half_of_those_seen_in_a_year_start_in_it),
      cmocka_unit_test(exits_divide_as_in_england),
      cmocka_unit_test(as_many_complete_and_stay_away_as_in_england),
      cmocka_unit_test(as_many_die_in_treatment_as_in_england),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
