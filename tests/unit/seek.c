#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/appraisal/found.h"
#include "tests/unit/minimal.h"
#include "tests/unit/near.h"

enum { DRAWS = 60 };

static CdRunOptions options_of(guint replicates, guint jobs)
{
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = replicates;
  options.jobs = jobs;
  return options;
}

/* West may believe much or little of scale, and leaves where it believes in little. */
static CdScenario *west_may_leave(void)
{
  static const char *const pair[] = {"belief-scale=\"uniform(0, 0.04)\"", "belief-scale=\"uniform(0, 0.3)\"",
                                     "without=\"east\"", "without=\"east\" wanted-to-stay=\"no\"", NULL};
  return cd_minimal_scenario(pair);
}

static CdFound *seek(CdScenario *scenario, guint replicates, guint jobs)
{
  const CdRunOptions options = options_of(replicates, jobs);
  return cd_seek(scenario, "exit", &options, NULL);
}

/* --- windows --- */

static void a_window_keeps_an_input_to_its_part_and_moves_no_other(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = west_may_leave();
  g_autoptr(CdWorld) world = cd_world_new(scenario);
  int west = cd_scenario_find(scenario, CD_ENTITY_COUNCIL, -1, "west");
  const CdField *field = CD_FIELD(COUNCIL, Council, belief_scale);
  CdWindow window = {cd_draw_key(cd_scenario_row(scenario, CD_ENTITY_COUNCIL, (guint)west), field), 0.75, 1};
  CdWindows windows = {1, &window};
  for (guint32 k = 0; k < 50; k++) {
    world->within = NULL;
    cd_world_draw(world, 1, k);
    double belief = world->council[west].belief_scale, other = world->council[1 - west].belief_scale;
    world->within = &windows;
    cd_world_draw(world, 1, k);
    assert_near(world->council[west].belief_scale, 0.225 + belief / 4, 1e-12); /* uniform: 0.3 (3/4 + u/4) */
    assert_true(world->council[1 - west].belief_scale == other);
  }
}

/* --- the search --- */

static void what_is_found_is_where_it_happens_more(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = west_may_leave();
  g_autoptr(CdFound) found = seek(scenario, 200, 2);
  assert_non_null(found);
  assert_int_equal(found->anywhere.of, 200);
  assert_true(found->n_limits > 0 && found->inside.low > found->anywhere.high);
  double mass = 1;
  for (guint l = 0; l < found->n_limits; l++) {
    const CdFoundLimit *it = &found->limit[l];
    assert_true(it->limit > it->lowest && it->limit < it->highest);
    assert_true(it->from >= 0 && it->to <= 1 && it->to - it->from < 0.6);
    assert_true(it->without.share < found->inside.share + 0.1); /* dropped else */
    mass *= it->to - it->from;
  }
  assert_near(found->mass, mass, 1e-12);
}

static void the_number_of_threads_moves_no_byte(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = west_may_leave();
  g_autoptr(CdFound) one = seek(scenario, DRAWS, 1), many = seek(scenario, DRAWS, 3);
  g_autofree char *first = cd_found_json(one), *second = cd_found_json(many), *text = cd_found_text(one, 80, false),
                  *again = cd_found_text(many, 80, false);
  assert_string_equal(first, second);
  assert_string_equal(text, again);
  assert_non_null(strstr(text, "“West goes”"));
}

static void where_nothing_leads_to_it_that_is_told(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = west_may_leave();
  g_autoptr(CdFound) found = seek(scenario, DRAWS, 2);
  guint limits = found->n_limits;
  found->n_limits = 0;
  g_autofree char *text = cd_found_text(found, 80, false);
  found->n_limits = limits;
  assert_non_null(strstr(text, "No assumption could be told to lead to it"));
}

static void what_cannot_be_sought_is_refused(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = west_may_leave();
  const CdRunOptions few = options_of(49, 1);
  g_autoptr(GError) unknown = NULL, too_few = NULL;
  assert_null(cd_seek(scenario, "exiit", &few, &unknown)); /* what is sought goes before how */
  assert_non_null(strstr(unknown->message, "\"exiit\": did you mean \"exit\"? (allowed: exit)"));
  assert_null(cd_seek(scenario, "exit", &few, &too_few));
  assert_non_null(strstr(too_few->message, "at least 50"));
}

static bool stop(guint done, guint total, gpointer user)
{
  (void)done;
  (void)total;
  (void)user;
  return false;
}

static void it_may_be_stopped(void **state)
{
  (void)state;
  g_autoptr(CdScenario) scenario = west_may_leave();
  CdRunOptions options = options_of(DRAWS, 2);
  options.progress = stop;
  g_autoptr(GError) error = NULL;
  assert_null(cd_seek(scenario, "exit", &options, &error));
  assert_non_null(strstr(error->message, "stopped"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_window_keeps_an_input_to_its_part_and_moves_no_other),
      cmocka_unit_test(what_is_found_is_where_it_happens_more),
      cmocka_unit_test(the_number_of_threads_moves_no_byte),
      cmocka_unit_test(where_nothing_leads_to_it_that_is_told),
      cmocka_unit_test(what_cannot_be_sought_is_refused),
      cmocka_unit_test(it_may_be_stopped),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
