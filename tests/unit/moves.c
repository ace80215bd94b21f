#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/error.h"
#include "concordat/negotiate.h"
#include "sim/appraisal/minutes.h"
#include "sim/experiment/moves.h"

enum { EAST, WEST };

static CdScenario *load(const char *folder, const char *name, const char *const *settings)
{
  g_autofree char *here = g_path_get_dirname(__FILE__);
  g_autofree char *path = g_build_filename(here, "..", folder, name, NULL);
  g_autoptr(GError) error = NULL;
  CdScenario *scenario = cd_scenario_load(path, settings, &error);
  if (!scenario)
    fail_msg("%s", error->message);
  return scenario;
}

/* Two councils, east and west. */
static CdScenario *minimal(void)
{
  return load("scenarios", "minimal.xml", NULL);
}

static CdMinutes *hold(CdScenario *scenario, guint replicate, const char *moves, const char *const *seats)
{
  g_autoptr(GError) error = NULL;
  CdMinutes *minutes = cd_minutes(scenario, 1, replicate, moves, seats, &error);
  if (!minutes)
    fail_msg("%s", error->message);
  return minutes;
}

static const char *const both[] = {"east", "west", NULL}, *const west_only[] = {"west", NULL};

/* --- Replaying ------------------------------------------------------------------------------------------------------- */

/* Every byte of the ledger and of the JSON, with all seats replayed and with each alone. */
static void assert_replays(CdScenario *scenario, guint replicate)
{
  g_autoptr(CdMinutes) first = hold(scenario, replicate, NULL, NULL);
  g_autofree char *json = cd_minutes_json(first);
  const char *id[CD_COUNCILS_MOST + 1] = {NULL};
  guint n = first->n_councils;
  for (guint i = 0; i < n; i++)
    id[i] = cd_scenario_council(scenario, i)->head.id;
  for (guint seat = 0; seat <= n; seat++) {
    const char *one[] = {seat < n ? id[seat] : NULL, NULL};
    g_autoptr(CdMinutes) again = hold(scenario, replicate, json, seat < n ? one : id);
    assert_int_equal(again->ledger.n, first->ledger.n);
    assert_memory_equal(again->ledger.event, first->ledger.event, first->ledger.n * sizeof(CdEvent));
    g_autofree char *same = cd_minutes_json(again);
    assert_string_equal(same, json);
  }
}

static void a_ledger_replays_to_the_same_bytes(void **state)
{
  (void)state;
  CdScenario *scenario = minimal();
  for (guint k = 1; k <= 6; k++)
    assert_replays(scenario, k);
  cd_scenario_unref(scenario);
}

/* Adds up, by kind, the steps of a replicate. */
static void add_steps(CdScenario *scenario, guint replicate, guint *kinds)
{
  g_autoptr(CdMinutes) minutes = hold(scenario, replicate, NULL, NULL);
  for (guint e = 0; e < minutes->ledger.n; e++)
    kinds[minutes->ledger.event[e].step.kind]++;
}

/* The first replicate in which somebody does KIND; all that were looked at are added up in KINDS. */
static guint first_with(CdScenario *scenario, CdStepKind kind, guint *kinds)
{
  for (guint k = 1; k <= 40; k++) {
    guint found[CD_STEP_COUNT] = {0};
    add_steps(scenario, k, found);
    for (guint s = 0; s < CD_STEP_COUNT; s++)
      kinds[s] += found[s];
    if (found[kind] > 0)
      return k;
  }
  fail_msg("nobody does %s", cd_step_wording(kind)->id);
  return 0;
}

/* Three councils who give notice, run out of time, regroup and join later, by every tactic. */
static void so_does_one_with_departures_and_of_every_tactic(void **state)
{
  (void)state;
  const char *const later[] = {"negotiation/join-later=yes", NULL};
  CdScenario *scenario = load("../scenarios", "llr-2021.xml", later);
  guint kinds[CD_STEP_COUNT] = {0};
  guint notice = first_with(scenario, CD_STEP_NOTICE, kinds), lapse = first_with(scenario, CD_STEP_LAPSES, kinds);
  assert_true(kinds[CD_STEP_VOTES_NO] > 0 && kinds[CD_STEP_REGROUPS] > 0);
  for (int tactic = 0; tactic < CD_COUNCIL_TACTIC_COUNT; tactic++) {
    for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
      cd_scenario_council(scenario, i)->tactic = tactic;
    assert_replays(scenario, notice);
    assert_replays(scenario, lapse);
  }
  cd_scenario_unref(scenario);
}

/* --- A person's seat ------------------------------------------------------------------------------------------------- */

#define TERMS                                                                                                          \
  "\"terms\": {\"length\": 3, \"quality-weight\": 0.6, \"pricing\": \"block\", \"outcomes-share\": 0, "                \
  "\"localisation\": 0, \"form\": 0}"
#define MOVE(meeting, council, step, rest)                                                                             \
  "{\"meeting\": " meeting ", \"council\": \"" council "\", \"step\": \"" step                                         \
  "\", \"block\": [\"east\", \"west\"]" rest "}"
#define LEDGER(events) "{\"ledger\": [" events "]}"

static void a_person_s_seat_waits_for_its_next_move(void **state)
{
  (void)state;
  CdScenario *scenario = minimal();
  g_autoptr(CdMinutes) none = hold(scenario, 1, LEDGER(""), west_only);
  assert_int_equal(none->waits_for, WEST);
  g_autofree char *json = cd_minutes_json(none);
  assert_non_null(strstr(json, "\"waits_for\": \"west\""));
  g_autoptr(CdMinutes) one = hold(scenario, 1, LEDGER(MOVE("0", "west", "tables", ", " TERMS)), west_only);
  assert_int_equal(one->waits_for, WEST);
  assert_true(one->ledger.n > none->ledger.n);
  assert_memory_equal(one->ledger.event, none->ledger.event, none->ledger.n * sizeof(CdEvent));
  bool tabled = false;
  for (guint e = 0; e < one->ledger.n; e++) {
    const CdEvent *event = &one->ledger.event[e];
    if (event->step.party != WEST || event->step.kind != CD_STEP_TABLES)
      continue;
    tabled = true;
    assert_int_equal(event->step.text, 0);
    assert_int_equal(event->reason, CD_REASON_AS_MOVED);
  }
  assert_true(tabled);
  cd_scenario_unref(scenario);
}

static void a_person_may_leave_and_the_talks_are_over(void **state)
{
  (void)state;
  CdScenario *scenario = minimal();
  g_autoptr(CdMinutes) minutes = hold(scenario, 1, LEDGER(MOVE("0", "west", "gives-notice", "")), west_only);
  assert_int_equal(minutes->waits_for, CD_NO_PARTY);
  assert_int_equal(minutes->decision.council[WEST].departure, CD_GAVE_NOTICE);
  assert_int_equal(minutes->decision.division.n_blocks, 2);
  cd_scenario_unref(scenario);
}

/* --- What is refused ------------------------------------------------------------------------------------------------- */

static void assert_refused(const char *moves, const char *message)
{
  CdScenario *scenario = minimal();
  g_autoptr(GError) error = NULL;
  g_autoptr(CdMinutes) minutes = cd_minutes(scenario, 1, 1, moves, both, &error);
  if (minutes)
    fail_msg("taken: %.300s", moves);
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_SCENARIO));
  if (!strstr(error->message, message))
    fail_msg("%s, not %s", error->message, message);
  cd_scenario_unref(scenario);
}

static void a_ledger_is_played_in_its_own_replicate(void **state)
{
  (void)state;
  CdScenario *scenario = minimal();
  g_autoptr(CdMinutes) fourth = hold(scenario, 4, NULL, NULL);
  g_autofree char *json = cd_minutes_json(fourth);
  g_autoptr(GError) error = NULL;
  assert_null(cd_minutes(scenario, 1, 5, json, both, &error));
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_SCENARIO));
  assert_non_null(strstr(error->message, "of replicate 4, not 5: ask for --replicate 4"));
  assert_refused("{\"replicate\": 1, \"ledger\": []}", "counted from 0");
  assert_refused("{\"replicate\": 1, \"first_replicate\": 0, \"ledger\": []}", "counted from 0");
  assert_refused("{\"replicate\": \"1\", \"first_replicate\": 1, \"ledger\": []}",
                 "\"replicate\", a whole number from 1");
  g_autoptr(CdMinutes) anywhere = hold(scenario, 1, LEDGER(""), west_only);
  g_autoptr(CdMinutes) here = hold(scenario, 1, "{\"replicate\": 1, \"first_replicate\": 1, \"ledger\": []}", west_only);
  assert_int_equal(anywhere->waits_for, WEST);
  assert_int_equal(here->waits_for, WEST);
  cd_scenario_unref(scenario);
}

static void replicates_are_counted_from_one(void **state)
{
  (void)state;
  CdScenario *scenario = minimal();
  static const guint none[] = {0, 1000001};
  for (guint i = 0; i < G_N_ELEMENTS(none); i++) {
    g_autoptr(GError) error = NULL;
    assert_null(cd_minutes(scenario, 1, none[i], NULL, NULL, &error));
    assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_USAGE));
    assert_non_null(strstr(error->message, "from 1 to 1000000"));
  }
  g_autoptr(CdMinutes) last = hold(scenario, 1000000, NULL, NULL);
  assert_int_equal(last->replicate, 1000000);
  cd_scenario_unref(scenario);
}

static void unlawful_moves_are_told_by_event(void **state)
{
  (void)state;
  CdScenario *scenario = minimal();
  g_autoptr(CdMinutes) none = hold(scenario, 1, LEDGER(""), both);
  bool east_first = none->waits_for == EAST;
  cd_scenario_unref(scenario);
  const char *first = east_first ? "east" : "west", *second = east_first ? "west" : "east";
#define BY(who, step, meeting, rest)                                                                                   \
  "{\"meeting\": " meeting ", \"council\": \"%s\", \"step\": \"" step "\", \"block\": [\"east\", \"west\"]" rest "}"
  g_autofree char *accepts = g_strdup_printf(LEDGER(BY(, "accepts", "0", "")), first);
  assert_refused(accepts, "moves: event 0: nothing is on the table to accept");
  g_autofree char *passes = g_strdup_printf(LEDGER(BY(, "passes", "0", "") "," BY(, "accepts", "0", "")), first, second);
  assert_refused(passes, "moves: event 1: nothing is on the table to accept");
  g_autofree char *votes = g_strdup_printf(LEDGER(BY(, "votes-no", "0", "")), first);
  assert_refused(votes, "moves: event 0: it is the council's turn");
  g_autofree char *without = g_strdup_printf(LEDGER(BY(, "tables", "0", "")), first);
  assert_refused(without, "moves: event 0: it must say which text is tabled");
  g_autofree char *late = g_strdup_printf(LEDGER(BY(, "passes", "4", "")), first);
  assert_refused(late, "moves: event 0: a move is needed at an earlier meeting first");
  g_autofree char *twice = g_strdup_printf(
      LEDGER(BY(, "passes", "0", "") "," BY(, "passes", "0", "") "," BY(, "passes", "0", "")), first, second, first);
  assert_refused(twice, "moves: event 2: it is of an earlier meeting than the talks are at");
  g_autofree char *alone = g_strdup_printf(
      LEDGER("{\"meeting\": 0, \"council\": \"%s\", \"step\": \"tables\", \"block\": [\"%s\"], " TERMS "}"), first,
      first);
  assert_refused(alone, "moves: event 0: it names another block than the one at the table");
#undef BY
}

static void events_that_no_ledger_has_are_refused(void **state)
{
  (void)state;
  static const struct {
    const char *moves, *message;
  } row[] = {
      {"", "array \"ledger\" is needed"},
      {"[]", "array \"ledger\" is needed"},
      {"{}", "array \"ledger\" is needed"},
      {"{\"ledger\": 5}", "array \"ledger\" is needed"},
      {"{\"ledger\": [", "not JSON"},
      {"\xff\xfe", "not UTF-8"},
      {LEDGER("5"), "event 0: an object is needed"},
      {LEDGER("null"), "event 0: an object is needed"},
      {LEDGER(MOVE("-1", "west", "passes", "")), "event 0: \"meeting\""},
      {LEDGER(MOVE("1.5", "west", "passes", "")), "event 0: \"meeting\""},
      {LEDGER(MOVE("1e999", "west", "passes", "")), "event 0: \"meeting\""},
      {LEDGER(MOVE("1e300", "west", "passes", "")), "event 0: \"meeting\""},
      {LEDGER(MOVE("99999999999999999999999", "west", "passes", "")), "event 0: \"meeting\""},
      {LEDGER(MOVE("\"0\"", "west", "passes", "")), "event 0: \"meeting\""},
      {LEDGER(MOVE("NaN", "west", "passes", "")), "moves: "},
      {LEDGER(MOVE("0", "nobody", "passes", "")), "event 0: \"council\""},
      {LEDGER(MOVE("0", "west", "dances", "")), "event 0: \"step\""},
      {LEDGER("{\"meeting\": 0, \"council\": 7, \"step\": \"passes\", \"block\": [\"west\"]}"), "event 0: \"council\""},
      {LEDGER("{\"meeting\": 0, \"council\": \"west\", \"step\": null, \"block\": [\"west\"]}"), "event 0: \"step\""},
      {LEDGER("{\"meeting\": 0, \"council\": \"west\", \"step\": \"passes\"}"), "event 0: \"block\""},
      {LEDGER("{\"meeting\": 0, \"council\": \"west\", \"step\": \"passes\", \"block\": []}"), "event 0: \"block\""},
      {LEDGER("{\"meeting\": 0, \"council\": \"west\", \"step\": \"passes\", \"block\": [1, null]}"),
       "event 0: \"block\""},
      {LEDGER(MOVE("0", "west", "tables", ", \"terms\": 5")), "event 0: \"terms\""},
      {LEDGER(MOVE("0", "west", "tables", ", \"terms\": {\"length\": 3}")), "event 0: \"terms\""},
      {LEDGER(MOVE("0", "west", "tables",
                   ", \"terms\": {\"length\": 3.01, \"quality-weight\": 0.6, \"pricing\": \"block\", "
                   "\"outcomes-share\": 0, \"localisation\": 0}")),
       "event 0: \"terms\""},
      {LEDGER(MOVE("0", "west", "tables",
                   ", \"terms\": {\"length\": 3, \"quality-weight\": 0.6, \"pricing\": \"gift\", \"outcomes-share\": "
                   "0, \"localisation\": 0}")),
       "event 0: \"terms\""},
      {LEDGER(MOVE("0", "west", "tables",
                   ", \"terms\": {\"length\": 3, \"quality-weight\": 0.6, \"pricing\": \"block\", \"outcomes-share\": "
                   "0, \"localisation\": 0, "
                   "\"form\": 7}")),
       "event 0: \"terms\""},
      {LEDGER(MOVE("0", "west", "passes", ", \"threshold\": 1e999")), "event 0: \"threshold\""},
      {LEDGER(MOVE("0", "west", "passes", ", \"utility\": \"much\"")), "event 0: \"utility\""},
      {LEDGER(MOVE("1", "west", "passes", "") "," MOVE("0", "west", "passes", "")), "event 1: meetings run backwards"},
  };
  for (guint r = 0; r < G_N_ELEMENTS(row); r++)
    assert_refused(row[r].moves, row[r].message);
}

static char *repeated(const char *before, const char *text, gsize n, const char *behind)
{
  gsize length = strlen(text);
  GString *out = g_string_sized_new(n * length + 64);
  g_string_append(out, before);
  for (gsize i = 0; i < n; i++)
    g_string_append_len(out, text, (gssize)length);
  g_string_append(out, behind);
  return g_string_free(out, FALSE);
}

static void files_without_end_are_refused(void **state)
{
  (void)state;
  g_autofree char *long_text = repeated(LEDGER(""), " ", (16u << 20) + 1, "");
  assert_refused(long_text, "more than 16 MB");
  g_autofree char *deep = repeated("", "[", 1u << 20, "");
  assert_refused(deep, "brackets lie too deep");
  g_autofree char *behind_comment = repeated("/* \" */", "{\"ledger\": ", 1u << 20, "");
  assert_refused(behind_comment, "brackets lie too deep");
  g_autofree char *many = repeated("{\"ledger\": [0", ",0", 100000, "]}");
  assert_refused(many, "more than 100,000 events");
}

static void a_file_as_long_as_may_be_is_read(void **state)
{
  (void)state;
  CdScenario *scenario = minimal();
  g_autofree char *spaced = repeated(LEDGER(""), " ", (16u << 20) - strlen(LEDGER("")), "");
  g_autoptr(CdMinutes) minutes = hold(scenario, 1, spaced, west_only);
  assert_int_equal(minutes->waits_for, WEST);
  cd_scenario_unref(scenario);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_ledger_replays_to_the_same_bytes),
      cmocka_unit_test(so_does_one_with_departures_and_of_every_tactic),
      cmocka_unit_test(a_person_s_seat_waits_for_its_next_move),
      cmocka_unit_test(a_person_may_leave_and_the_talks_are_over),
      cmocka_unit_test(a_ledger_is_played_in_its_own_replicate),
      cmocka_unit_test(replicates_are_counted_from_one),
      cmocka_unit_test(unlawful_moves_are_told_by_event),
      cmocka_unit_test(events_that_no_ledger_has_are_refused),
      cmocka_unit_test(files_without_end_are_refused),
      cmocka_unit_test(a_file_as_long_as_may_be_is_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
