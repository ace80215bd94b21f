#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/negotiation/alternating.h"
#include "sim/negotiation/replay.h"
#include "tests/unit/partners.h"

enum { CITY, COUNTY, SMALL };
enum { BLOCK, VOLUME, RESULTS };

/* Length in years, quality weight in percent, pricing. */
static guint text_of(guint length, guint quality, guint pricing)
{
  return (length - 1) * 15 + (quality - 30) / 10 * 3 + pricing;
}

static CdAlternating talk_of(Partners *it, guint meetings, CdSeat *seat)
{
  for (guint i = 0; i < it->n; i++)
    seat[i] = it->party[i].seat;
  return (CdAlternating){.domain = partners_block(it, (1u << it->n) - 1),
                         .meetings = meetings,
                         .order = it->order,
                         .reservation = it->outside,
                         .seat = seat};
}

/* A party's steps of one kind at a meeting: the text of the first; CD_NO_TEXT. */
static guint text_at(const CdLedger *ledger, guint meeting, guint party, CdStepKind kind)
{
  for (guint e = 0; e < ledger->n; e++) {
    const CdStep *step = &ledger->event[e].step;
    if (step->meeting == meeting && step->party == party && step->kind == kind)
      return step->text;
  }
  return CD_NO_TEXT;
}

/* Vector SAO-3, also found by another program's mechanism: checkpoints and agreement. */
static void three_partners_agree_as_elsewhere(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  CdSeat seat[PARTNERS_MAX];
  CdAlternating talk = talk_of(it, 12, seat);
  CdLedger ledger;
  cd_ledger_init(&ledger, it->arena);
  CdAlternatingResult result = cd_alternating_run(&talk, &ledger, it->arena);
  assert_int_equal(text_at(&ledger, 1, SMALL, CD_STEP_TABLES), text_of(1, 50, VOLUME));
  assert_int_equal(text_at(&ledger, 6, CITY, CD_STEP_TABLES), text_of(2, 40, BLOCK));
  assert_int_equal(text_at(&ledger, 7, COUNTY, CD_STEP_TABLES), text_of(3, 40, VOLUME));
  assert_int_equal(text_at(&ledger, 7, SMALL, CD_STEP_ACCEPTS), text_of(3, 40, VOLUME));
  assert_int_equal(text_at(&ledger, 8, CITY, CD_STEP_TABLES), text_of(3, 60, VOLUME));
  assert_int_equal(text_at(&ledger, 9, CITY, CD_STEP_TABLES), text_of(3, 40, VOLUME));
  assert_int_equal(text_at(&ledger, 9, COUNTY, CD_STEP_ACCEPTS), text_of(3, 40, VOLUME));
  assert_int_equal(text_at(&ledger, 9, SMALL, CD_STEP_ACCEPTS), text_of(3, 40, VOLUME));
  assert_int_equal(result.end, CD_ALTERNATING_AGREED);
  assert_int_equal(result.text, text_of(3, 40, VOLUME));
  assert_int_equal(result.meeting, 9);
  assert_int_equal(result.proposer, CITY);
}

static void the_ledger_holds_what_each_held_the_text_against(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  CdSeat seat[PARTNERS_MAX];
  CdAlternating talk = talk_of(it, 12, seat);
  CdLedger ledger;
  cd_ledger_init(&ledger, it->arena);
  cd_alternating_run(&talk, &ledger, it->arena);
  const CdEvent *first = &ledger.event[0], *second = &ledger.event[1];
  assert_int_equal(first->step.kind, CD_STEP_TABLES);
  assert_true(first->utility == 1 && first->threshold == 1);
  assert_int_equal(second->step.kind, CD_STEP_REFUSES);
  assert_int_equal(second->step.party, COUNTY);
  assert_int_equal(second->step.text, first->step.text);
  const CdEvent *last = &ledger.event[ledger.n - 1];
  assert_int_equal(last->step.kind, CD_STEP_AGREEMENT);
  assert_int_equal(last->step.block, 7);
}

/* --- Moves from a list ----------------------------------------------------------------------------------------------- */

typedef struct {
  CdEvent event[8];
  guint n;
  CdReplay replay;
} Moves;

static void add(Moves *moves, guint party, CdStepKind kind, guint text)
{
  guint meeting = 0; /* a move each */
  for (guint e = 0; e < moves->n; e++)
    meeting += moves->event[e].step.party == party;
  moves->event[moves->n++] = (CdEvent){.step = {.meeting = meeting, .party = party, .kind = kind, .text = text}};
}

static CdAlternatingResult play(Partners *it, Moves *moves, guint meetings, CdLedger *ledger)
{
  CdReplay replay[PARTNERS_MAX];
  CdSeat seat[PARTNERS_MAX];
  CdAlternating talk = talk_of(it, meetings, seat);
  for (guint i = 0; i < it->n; i++) {
    replay[i] = (CdReplay){.event = moves->event, .n = moves->n};
    seat[i] = cd_replay_seat(&replay[i]);
  }
  return cd_alternating_run(&talk, ledger, it->arena);
}

static void who_leaves_is_dropped_and_the_text_stays(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  Moves moves = {0};
  add(&moves, CITY, CD_STEP_TABLES, 5);
  add(&moves, COUNTY, CD_STEP_NOTICE, CD_NO_TEXT);
  add(&moves, SMALL, CD_STEP_ACCEPTS, CD_NO_TEXT);
  CdAlternatingResult result = play(it, &moves, 4, NULL);
  assert_int_equal(result.end, CD_ALTERNATING_AGREED);
  assert_int_equal(result.text, 5);
  assert_int_equal(result.left, 1u << COUNTY);
}

/* All who remain are for the text, once it is the proposer's turn again; a count of acceptances would by then have run past them. */
static void those_who_remain_can_take_the_text_on_the_table(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  Moves moves = {0};
  add(&moves, CITY, CD_STEP_TABLES, 5);
  add(&moves, COUNTY, CD_STEP_ACCEPTS, CD_NO_TEXT);
  add(&moves, SMALL, CD_STEP_NOTICE, CD_NO_TEXT);
  add(&moves, CITY, CD_STEP_ACCEPTS, CD_NO_TEXT);
  CdAlternatingResult result = play(it, &moves, 4, NULL);
  assert_int_equal(result.end, CD_ALTERNATING_AGREED);
  assert_int_equal(result.meeting, 1);
  assert_int_equal(result.text, 5);
}

static void a_seat_without_a_next_move_is_waited_for(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  Moves moves = {0};
  add(&moves, CITY, CD_STEP_TABLES, 5);
  add(&moves, SMALL, CD_STEP_ACCEPTS, CD_NO_TEXT);
  CdAlternatingResult result = play(it, &moves, 4, NULL);
  assert_int_equal(result.end, CD_ALTERNATING_WAITS);
  assert_int_equal(result.waits_for, COUNTY);
  assert_int_equal(result.text, CD_NO_TEXT);
}

static void ending_breaks_the_talks_off(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  Moves moves = {0};
  add(&moves, CITY, CD_STEP_TABLES, 5);
  add(&moves, COUNTY, CD_STEP_BREAKS_OFF, CD_NO_TEXT);
  CdAlternatingResult result = play(it, &moves, 4, NULL);
  assert_int_equal(result.end, CD_ALTERNATING_BROKEN_OFF);
  assert_int_equal(result.text, CD_NO_TEXT);
}

static void fewer_than_two_cannot_go_on(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  Moves moves = {0};
  add(&moves, CITY, CD_STEP_NOTICE, CD_NO_TEXT);
  add(&moves, COUNTY, CD_STEP_NOTICE, CD_NO_TEXT);
  CdAlternatingResult result = play(it, &moves, 4, NULL);
  assert_int_equal(result.end, CD_ALTERNATING_TOO_FEW);
  assert_int_equal(result.left, 3);
}

/* City accepted a text, county passed: small's text needs city's acceptance anew. */
static void a_pass_takes_the_text_off_the_table(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  Moves moves = {0};
  add(&moves, CITY, CD_STEP_TABLES, 5);
  add(&moves, COUNTY, CD_STEP_PASSES, CD_NO_TEXT);
  add(&moves, SMALL, CD_STEP_TABLES, 6);
  add(&moves, CITY, CD_STEP_ACCEPTS, CD_NO_TEXT);
  add(&moves, COUNTY, CD_STEP_ACCEPTS, CD_NO_TEXT);
  CdAlternatingResult result = play(it, &moves, 4, NULL);
  assert_int_equal(result.end, CD_ALTERNATING_AGREED);
  assert_int_equal(result.text, 6);
  assert_int_equal(result.meeting, 1);
  assert_int_equal(result.proposer, SMALL);
}

static void time_runs_out_without_agreement(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  it->outside[CITY] = .95;
  it->outside[COUNTY] = .95;
  CdSeat seat[PARTNERS_MAX];
  CdAlternating talk = talk_of(it, 5, seat);
  CdAlternatingResult result = cd_alternating_run(&talk, NULL, it->arena);
  assert_int_equal(result.end, CD_ALTERNATING_NO_TIME);
  assert_int_equal(result.meeting, 4);
}

static void a_talk_replayed_from_its_ledger_leaves_the_same_ledger(void **state)
{
  (void)state;
  g_autoptr(Partners) it = partners_three();
  CdSeat seat[PARTNERS_MAX];
  CdReplay replay[PARTNERS_MAX];
  CdAlternating talk = talk_of(it, 12, seat);
  CdLedger first, second;
  cd_ledger_init(&first, it->arena);
  cd_ledger_init(&second, it->arena);
  cd_alternating_run(&talk, &first, it->arena);
  for (guint i = 0; i < it->n; i++) {
    replay[i] = (CdReplay){.event = first.event, .n = first.n};
    seat[i] = cd_replay_seat(&replay[i]);
  }
  cd_alternating_run(&talk, &second, it->arena);
  assert_int_equal(first.n, second.n);
  assert_memory_equal(first.event, second.event, first.n * sizeof *first.event);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(three_partners_agree_as_elsewhere),
      cmocka_unit_test(the_ledger_holds_what_each_held_the_text_against),
      cmocka_unit_test(who_leaves_is_dropped_and_the_text_stays),
      cmocka_unit_test(those_who_remain_can_take_the_text_on_the_table),
      cmocka_unit_test(a_seat_without_a_next_move_is_waited_for),
      cmocka_unit_test(ending_breaks_the_talks_off),
      cmocka_unit_test(fewer_than_two_cannot_go_on),
      cmocka_unit_test(a_pass_takes_the_text_off_the_table),
      cmocka_unit_test(time_runs_out_without_agreement),
      cmocka_unit_test(a_talk_replayed_from_its_ledger_leaves_the_same_ledger),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
