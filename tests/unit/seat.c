#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/negotiation/replay.h"
#include "sim/negotiation/table.h"
#include "tests/unit/near.h"
#include "tests/unit/partners.h"

enum { A, B, C, D };

static const CdTactic linear = {.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1};

/* A table of two with four texts; last meetings 12, leaving worth .3 to the first, and a month .01. */
static void lay_table(CdTalkTable *table, Partners *it)
{
  cd_table_init(table, it->arena, NULL);
  table->everyone = 3;
  cd_table_seat(table, 3, partners_block(it, 3), it->order, 2);
  table->limit[0] = (CdLimit){.outside = .3, .delay = .01};
  table->last[0] = table->last[1] = 12;
}

static Partners *two(void)
{
  static const double u[] = {.9, .6, .5, .2, .1, .5, .6, .9};
  return partners_by_hand(2, 4, u);
}

static void a_view_holds_one_s_own_utilities_only(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  CdTalkTable table;
  lay_table(&table, it);
  CdView view = cd_table_view(&table, 1);
  static const double own[] = {.1, .5, .6, .9};
  assert_memory_equal(view.u, own, sizeof own);
  assert_int_equal(view.best, D);
  assert_same(view.u_max, .9);
  assert_int_equal(view.self, 1);
}

static void months_to_come_cost_and_months_spent_do_not(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  CdTalkTable table;
  lay_table(&table, it);
  table.meeting = 5;
  CdView view = cd_table_view(&table, 0);
  assert_same(view.outside, .3);
  assert_nine(cd_view_wait(&view, 5), 0);
  assert_nine(cd_view_wait(&view, 12), .07);
}

static void a_vote_is_by_what_leaving_is_worth(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  CdTalkTable table;
  lay_table(&table, it);
  table.limit[0].outside = .2; /* which D is worth */
  CdView view = cd_table_view(&table, 0);
  assert_int_equal(cd_move_vote(&view, D).act, CD_ACT_ACCEPT);
  table.limit[0].outside = .201;
  table.meeting = 10; /* months spent do not make D worth signing */
  view = cd_table_view(&table, 0);
  assert_int_equal(cd_move_vote(&view, D).act, CD_ACT_PASS);
  assert_int_equal(cd_move_vote(&view, D).reason, CD_REASON_BELOW_ALTERNATIVE);
}

static void the_last_offer_to_this_block_counts(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  CdTalkTable table;
  lay_table(&table, it);
  CdView view = cd_table_view(&table, 0);
  assert_int_equal(cd_view_last_offer(&view, 1), CD_NO_TEXT);
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = D});
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = C});
  cd_table_move(&table, 0, &(CdTalkMove){.act = CD_ACT_OFFER, .text = A});
  view = cd_table_view(&table, 0);
  assert_int_equal(cd_view_last_offer(&view, 1), C);
  view.block = 7;
  assert_int_equal(cd_view_last_offer(&view, 1), CD_NO_TEXT);
}

/* --- Refusals -------------------------------------------------------------------------------------------------------- */

static CdReason reason_for_refusing(guint text, double target)
{
  g_autoptr(Partners) it = two();
  CdTalkTable table;
  CdLedger ledger;
  lay_table(&table, it);
  cd_ledger_init(&ledger, it->arena);
  table.ledger = &ledger;
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = text});
  cd_table_move(&table, 0, &(CdTalkMove){.act = CD_ACT_OFFER, .text = A, .threshold = target});
  assert_int_equal(ledger.n, 3);
  assert_int_equal(ledger.event[1].step.kind, CD_STEP_REFUSES);
  assert_int_equal(ledger.event[1].step.text, text);
  return ledger.event[1].reason;
}

static void a_refusal_is_explained_by_what_the_text_is_worth(void **state)
{
  (void)state;
  assert_int_equal(reason_for_refusing(D, .7), CD_REASON_BELOW_ALTERNATIVE);
  assert_int_equal(reason_for_refusing(B, .7), CD_REASON_BELOW_TARGET);
  assert_int_equal(reason_for_refusing(B, .55), CD_REASON_PREFERS_OTHER);
}

static void nobody_refuses_its_own_text(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  CdTalkTable table;
  lay_table(&table, it);
  cd_table_move(&table, 0, &(CdTalkMove){.act = CD_ACT_OFFER, .text = A});
  cd_table_move(&table, 0, &(CdTalkMove){.act = CD_ACT_OFFER, .text = B});
  assert_int_equal(table.n_steps, 2);
  assert_int_equal(table.step[1].kind, CD_STEP_TABLES);
}

/* --- The classic seat ------------------------------------------------------------------------------------------------ */

static CdTalkMove classic_move(Partners *it, CdTalkTable *table, CdClassicChoice choice)
{
  CdClassic classic = {.tactic = linear, .choice = choice};
  CdSeat seat = cd_classic_seat(&classic);
  CdView view = cd_table_view(table, 0);
  (void)it;
  return seat.kind->act(seat.self, &view);
}

/* At month 6 half is conceded, from .9 down to .3: .6. */
static void the_classic_seat_asks_no_more_than_its_target(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  CdTalkTable table;
  lay_table(&table, it);
  table.meeting = 6;
  CdTalkMove move = classic_move(it, &table, CD_CLASSIC_LEAST);
  assert_int_equal(move.act, CD_ACT_OFFER);
  assert_int_equal(move.text, B);
  assert_nine(move.threshold, .6);
}

static void of_texts_asked_for_alike_the_first_is_tabled(void **state)
{
  (void)state;
  static const double u[] = {.9, .6, .6 - 1e-12, .2, 0, 0, 0, 0};
  g_autoptr(Partners) it = partners_by_hand(2, 4, u);
  CdTalkTable table;
  lay_table(&table, it);
  table.meeting = 6;
  assert_int_equal(classic_move(it, &table, CD_CLASSIC_LEAST).text, B);
}

static void a_text_that_reaches_the_target_is_accepted(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  CdTalkTable table;
  lay_table(&table, it);
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = B});
  table.meeting = 5; /* .25 + .65 * 7/12 = .629 */
  assert_int_equal(classic_move(it, &table, CD_CLASSIC_LEAST).act, CD_ACT_OFFER);
  table.meeting = 6;
  assert_int_equal(classic_move(it, &table, CD_CLASSIC_LEAST).act, CD_ACT_ACCEPT);
}

/* Worth .7, .8, .6, .9, .2; the other tabled the last; the nearest that is enough comes before those worth less. */
static void the_nearest_to_the_others_offers_is_tabled(void **state)
{
  (void)state;
  static const double u[] = {.7, .8, .6, .9, .2, 0, 0, 0, 0, 0};
  g_autoptr(Partners) it = partners_by_hand(2, 5, u);
  CdTalkTable table;
  lay_table(&table, it);
  table.meeting = 6;
  assert_int_equal(classic_move(it, &table, CD_CLASSIC_NEAREST).text, 2);
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = 4});
  CdTalkMove move = classic_move(it, &table, CD_CLASSIC_NEAREST);
  assert_int_equal(move.text, 3);
  assert_int_equal(move.reason, CD_REASON_NEAREST);
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = 0});
  assert_int_equal(classic_move(it, &table, CD_CLASSIC_NEAREST).text, 0);
  table.meeting = 1; /* .8425: only text 3 is enough */
  assert_int_equal(classic_move(it, &table, CD_CLASSIC_NEAREST).text, 3);
}

static void of_texts_as_near_the_better_is_tabled(void **state)
{
  (void)state;
  static const double u[] = {.7, .2, .8, .2, .9, 0, 0, 0, 0, 0};
  g_autoptr(Partners) it = partners_by_hand(2, 5, u);
  CdTalkTable table;
  lay_table(&table, it);
  table.meeting = 6;
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = 1});
  assert_int_equal(classic_move(it, &table, CD_CLASSIC_NEAREST).text, 2);
}

static void the_classic_seat_leaves_when_not_even_its_best_is_worth_waiting_for(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  CdTalkTable table;
  lay_table(&table, it);
  table.meeting = 1;
  CdClassic classic = {.tactic = linear};
  CdView view = cd_table_view(&table, 0);
  assert_int_equal(cd_classic_kind.leave(&classic, &view).act, CD_ACT_PASS);
  table.limit[0].outside = .95;
  view = cd_table_view(&table, 0);
  assert_int_equal(cd_classic_kind.leave(&classic, &view).act, CD_ACT_LEAVE);
  assert_int_equal(cd_classic_kind.act(&classic, &view).act, CD_ACT_PASS);
  assert_int_equal(cd_classic_kind.close(&classic, &view).act, CD_ACT_PASS);
}

/* --- The informed seat ----------------------------------------------------------------------------------------------- */

static void the_informed_seat_leaves_most_to_whoever_gets_least(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  it->outside[0] = .3;
  it->outside[1] = .45;
  partners_sit_informed(it, linear);
  CdTalkTable table;
  lay_table(&table, it);
  table.limit[0].delay = 0;
  table.meeting = 12; /* surpluses: A .6 -.35, B .3 .05, C .2 .15, D -.1 .45 */
  CdView view = cd_table_view(&table, 0);
  CdTalkMove move = cd_informed_kind.close(&it->informed[0], &view);
  assert_int_equal(move.text, C);
  table.meeting = 6; /* target .6 */
  view = cd_table_view(&table, 0);
  assert_int_equal(cd_informed_kind.act(&it->informed[0], &view).text, B);
}

static void the_informed_seat_leaves_when_nothing_can_pass(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two();
  it->outside[0] = .3;
  it->outside[1] = .55;
  it->party[0].delay = .01;
  partners_sit_informed(it, linear);
  CdTalkTable table;
  lay_table(&table, it);
  table.meeting = 1;
  CdView view = cd_table_view(&table, 0);
  assert_int_equal(cd_informed_kind.leave(&it->informed[0], &view).act, CD_ACT_PASS); /* C passes */
  it->outside[1] = .7;
  assert_int_equal(cd_informed_kind.leave(&it->informed[0], &view).act, CD_ACT_LEAVE); /* D, for nothing */
}

/* --- The seat that replays ------------------------------------------------------------------------------------------- */

static void moves_are_read_in_order_and_others_passed_over(void **state)
{
  (void)state;
  CdEvent event[] = {
      {.step = {.party = 1, .kind = CD_STEP_TABLES, .text = A, .block = 3}},
      {.step = {.party = 0, .kind = CD_STEP_REFUSES, .text = A, .block = 3}, .threshold = .9},
      {.step = {.party = 0, .kind = CD_STEP_TABLES, .text = C, .block = 3}, .threshold = .8, .reason = CD_REASON_NEAREST},
      {.step = {.party = 0, .kind = CD_STEP_VOTES_NO, .text = B, .block = 3}},
      {.step = {.party = 0, .kind = CD_STEP_NOTICE, .meeting = 1, .block = 3}, .utility = .25},
  };
  CdGrid grid;
  cd_grid_init(&grid, 1, (const guint[]){4});
  CdReplay replay = {.event = event, .n = G_N_ELEMENTS(event)};
  CdView view = {.self = 0, .block = 3, .grid = &grid, .standing = CD_NO_TEXT};
  CdTalkMove move = cd_replay_kind.act(&replay, &view);
  assert_true(move.act == CD_ACT_OFFER && move.text == C && move.threshold == .8 && move.reason == CD_REASON_NEAREST);
  assert_int_equal(cd_replay_kind.vote(&replay, &view, B).act, CD_ACT_PASS);
  assert_int_equal(cd_replay_kind.leave(&replay, &view).act, CD_ACT_PASS);
  view.meeting = 1;
  move = cd_replay_kind.leave(&replay, &view);
  assert_true(move.act == CD_ACT_LEAVE && move.value == .25);
  assert_int_equal(cd_replay_kind.act(&replay, &view).act, CD_ACT_WAIT);
  assert_int_equal(cd_replay_kind.vote(&replay, &view, B).act, CD_ACT_WAIT);
  assert_int_equal(cd_replay_kind.close(&replay, &view).act, CD_ACT_WAIT);
  assert_null(replay.problem);
}

typedef enum { TURN, CLOSING, VOTE, NOTICE } Asked;

static CdTalkMove ask(CdReplay *replay, const CdView *view, Asked asked)
{
  switch (asked) {
  case CLOSING:
    return cd_replay_kind.close(replay, view);
  case VOTE:
    return cd_replay_kind.vote(replay, view, view->standing);
  case NOTICE:
    return cd_replay_kind.leave(replay, view);
  default:
    return cd_replay_kind.act(replay, view);
  }
}

/* At meeting 2 of block 3, with B on the table. */
static void a_move_that_is_not_open_is_noted_and_nothing_more_is_played(void **state)
{
  (void)state;
  static const struct {
    CdStep step;
    Asked asked;
    guint standing;
    const char *problem;
  } row[] = {
      {{2, 0, CD_STEP_ACCEPTS, B, 3}, TURN, CD_NO_TEXT, "nothing is on the table to accept"},
      {{2, 0, CD_STEP_ACCEPTS, A, 3}, TURN, B, "another text is on the table"},
      {{2, 0, CD_STEP_TABLES, 4, 3}, TURN, B, "it must say which text is tabled"},
      {{2, 0, CD_STEP_TABLES, CD_NO_TEXT, 3}, TURN, B, "it must say which text is tabled"},
      {{2, 0, CD_STEP_TABLES, A, 7}, TURN, B, "it names another block than the one at the table"},
      {{1, 0, CD_STEP_TABLES, A, 3}, TURN, B, "it is of an earlier meeting than the talks are at"},
      {{3, 0, CD_STEP_TABLES, A, 3}, TURN, B, "a move is needed at an earlier meeting first"},
      {{2, 0, CD_STEP_VOTES_YES, B, 3}, TURN, B, "it is the council's turn: it tables, accepts, passes or gives notice"},
      {{2, 0, CD_STEP_CLOSING_TEXT, B, 3}, TURN, B, "it is the council's turn: it tables, accepts, passes or gives notice"},
      {{2, 0, CD_STEP_LAPSES, CD_NO_TEXT, 3}, TURN, B, "it is the council's turn: it tables, accepts, passes or gives notice"},
      {{2, 0, CD_STEP_TABLES, B, 3},
       CLOSING,
       B,
       "it is the council's last meeting: it puts a closing text to the vote, or lapses"},
      {{2, 0, CD_STEP_CLOSING_TEXT, 9, 3}, CLOSING, B, "it must say which text is tabled"},
      {{3, 0, CD_STEP_LAPSES, CD_NO_TEXT, 3}, CLOSING, B, "a move is needed at an earlier meeting first"},
      {{2, 0, CD_STEP_ACCEPTS, B, 3}, VOTE, B, "a closing text is put to the vote: the council votes"},
      {{2, 0, CD_STEP_VOTES_NO, A, 3}, VOTE, B, "another text is on the table"},
      {{2, 0, CD_STEP_NOTICE, CD_NO_TEXT, 7}, NOTICE, B, "it names another block than the one at the table"},
  };
  CdGrid grid;
  cd_grid_init(&grid, 1, (const guint[]){4});
  for (guint r = 0; r < G_N_ELEMENTS(row); r++) {
    CdEvent event[] = {
        {.step = {2, 1, CD_STEP_TABLES, B, 3}}, {.step = row[r].step}, {.step = {2, 0, CD_STEP_PASSES, CD_NO_TEXT, 3}}};
    CdReplay replay = {.event = event, .n = G_N_ELEMENTS(event)};
    CdView view = {.self = 0, .block = 3, .meeting = 2, .grid = &grid, .standing = row[r].standing};
    assert_int_equal(ask(&replay, &view, row[r].asked).act, CD_ACT_WAIT);
    assert_non_null(replay.problem);
    assert_string_equal(replay.problem, row[r].problem);
    assert_int_equal(replay.next, 1);
    assert_int_equal(ask(&replay, &view, TURN).act, CD_ACT_WAIT);
    assert_int_equal(ask(&replay, &view, NOTICE).act, CD_ACT_WAIT);
    assert_int_equal(replay.next, 1);
  }
}

/* Which text is accepted or voted on need not be said. */
static void lawful_moves_are_played(void **state)
{
  (void)state;
  static const struct {
    CdStep step;
    Asked asked;
    CdAct act;
  } row[] = {
      {{2, 0, CD_STEP_ACCEPTS, B, 3}, TURN, CD_ACT_ACCEPT},
      {{2, 0, CD_STEP_ACCEPTS, CD_NO_TEXT, 3}, TURN, CD_ACT_ACCEPT},
      {{2, 0, CD_STEP_PASSES, CD_NO_TEXT, 3}, TURN, CD_ACT_PASS},
      {{2, 0, CD_STEP_NOTICE, CD_NO_TEXT, 3}, TURN, CD_ACT_LEAVE},
      {{2, 0, CD_STEP_BREAKS_OFF, CD_NO_TEXT, 3}, TURN, CD_ACT_END},
      {{2, 0, CD_STEP_CLOSING_TEXT, D, 3}, CLOSING, CD_ACT_OFFER},
      {{2, 0, CD_STEP_LAPSES, CD_NO_TEXT, 3}, CLOSING, CD_ACT_PASS},
      {{2, 0, CD_STEP_VOTES_YES, B, 3}, CLOSING, CD_ACT_PASS},
      {{2, 0, CD_STEP_VOTES_YES, CD_NO_TEXT, 3}, VOTE, CD_ACT_ACCEPT},
      {{2, 0, CD_STEP_VOTES_NO, B, 3}, VOTE, CD_ACT_PASS},
      {{3, 0, CD_STEP_NOTICE, CD_NO_TEXT, 3}, NOTICE, CD_ACT_PASS},
  };
  CdGrid grid;
  cd_grid_init(&grid, 1, (const guint[]){4});
  for (guint r = 0; r < G_N_ELEMENTS(row); r++) {
    CdEvent event = {.step = row[r].step};
    CdReplay replay = {.event = &event, .n = 1};
    CdView view = {.self = 0, .block = 3, .meeting = 2, .grid = &grid, .standing = B};
    assert_int_equal(ask(&replay, &view, row[r].asked).act, row[r].act);
    assert_null(replay.problem);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_view_holds_one_s_own_utilities_only),
      cmocka_unit_test(months_to_come_cost_and_months_spent_do_not),
      cmocka_unit_test(a_vote_is_by_what_leaving_is_worth),
      cmocka_unit_test(the_last_offer_to_this_block_counts),
      cmocka_unit_test(a_refusal_is_explained_by_what_the_text_is_worth),
      cmocka_unit_test(nobody_refuses_its_own_text),
      cmocka_unit_test(the_classic_seat_asks_no_more_than_its_target),
      cmocka_unit_test(of_texts_asked_for_alike_the_first_is_tabled),
      cmocka_unit_test(a_text_that_reaches_the_target_is_accepted),
      cmocka_unit_test(the_nearest_to_the_others_offers_is_tabled),
      cmocka_unit_test(of_texts_as_near_the_better_is_tabled),
      cmocka_unit_test(the_classic_seat_leaves_when_not_even_its_best_is_worth_waiting_for),
      cmocka_unit_test(the_informed_seat_leaves_most_to_whoever_gets_least),
      cmocka_unit_test(the_informed_seat_leaves_when_nothing_can_pass),
      cmocka_unit_test(moves_are_read_in_order_and_others_passed_over),
      cmocka_unit_test(a_move_that_is_not_open_is_noted_and_nothing_more_is_played),
      cmocka_unit_test(lawful_moves_are_played),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
