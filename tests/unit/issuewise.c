#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/negotiation/issuewise.h"
#include "sim/negotiation/table.h"
#include "tests/unit/near.h"
#include "tests/unit/partners.h"

enum { LENGTH, QUALITY, PRICING };

/* The three of NEG-3. The first likes best a length of 3, a quality weight of 70 and a block price; these weigh .1, .2 and .7, and
 * a length one off loses .04, ten points of quality weight .05, the next price .28. */
static const double years[] = {1, 2, 3, 4, 5}, points[] = {30, 40, 50, 60, 70}, shares[] = {0, .25, .5, .75, 1};
static const CdIssueScale plain = {.at = {years, points}}, from_nought = {.at = {years, shares}};
static const CdTactic linear = {.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1};

typedef struct {
  Partners *it;
  CdTalkTable table;
  CdIssuewiseSeat seat;
} Desk;

static void desk_clear(Desk *desk)
{
  partners_free(desk->it);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Desk, desk_clear)

/* BLOCK at the table; leaving is worth LIMIT to the first. */
static void lay(Desk *desk, CdTacticKind kind, const CdIssueScale *scale, guint32 block, double limit)
{
  desk->it = partners_three();
  partners_sit_expecting(desk->it, linear, 4, .05);
  cd_issuewise_init(&desk->seat, kind, scale, &linear, &desk->it->prior, desk->it->arena);
  cd_table_init(&desk->table, desk->it->arena, NULL);
  desk->table.everyone = block;
  cd_table_seat(&desk->table, block, partners_block(desk->it, block), desk->it->order, 3);
  desk->table.limit[0] = (CdLimit){.outside = limit};
  for (guint i = 0; i < 3; i++)
    desk->table.last[i] = 12;
}

static guint text_of(guint length, guint quality, guint pricing)
{
  return (length * 5 + quality) * 3 + pricing;
}

static void other_tables(Desk *desk, guint party, guint length, guint quality)
{
  cd_table_move(&desk->table, party, &(CdTalkMove){.act = CD_ACT_OFFER, .text = text_of(length, quality, 2)});
}

static CdTalkMove act(Desk *desk)
{
  CdView view = cd_table_view(&desk->table, 0);
  CdTalkMove move = cd_issuewise_kind.act(&desk->seat, &view);
  cd_table_move(&desk->table, 0, &move);
  desk->table.meeting++;
  return move;
}

static void assert_tables(const CdTalkMove *move, guint length, guint quality, guint pricing)
{
  assert_int_equal(move->act, CD_ACT_OFFER);
  assert_int_equal(move->reason, CD_REASON_IN_KIND);
  assert_int_equal(move->text, text_of(length, quality, pricing));
}

/* The other's quality weights, levels, one before each turn but the first; what the seat tables at the last. */
static CdTalkMove after(Desk *desk, const guint *quality, guint n)
{
  CdTalkMove move = act(desk);
  for (guint k = 0; k < n; k++) {
    other_tables(desk, 1, 2, quality[k]);
    move = act(desk);
  }
  return move;
}

static void it_holds_its_best_text_until_the_others_have_moved(void **state)
{
  (void)state;
  for (CdTacticKind kind = CD_TACTIC_RELATIVE; kind <= CD_TACTIC_AVERAGED; kind++) {
    g_auto(Desk) desk = {0};
    lay(&desk, kind, &plain, 3, 0);
    CdTalkMove move = act(&desk);
    assert_tables(&move, 2, 4, 0);
    other_tables(&desk, 1, 2, 0);
    move = act(&desk);
    assert_tables(&move, 2, 4, 0);
    assert_nine(move.threshold, 1);
  }
}

/* 30 to 40: by ten points to 60; in proportion to 70 x 3/4 = 52.5, to which 50 is nearest. */
static void a_move_is_answered_by_as_much_or_in_proportion(void **state)
{
  (void)state;
  static const guint quality[] = {0, 1};
  g_auto(Desk) absolute = {0}, relative = {0};
  lay(&absolute, CD_TACTIC_ABSOLUTE, &plain, 3, 0);
  lay(&relative, CD_TACTIC_RELATIVE, &plain, 3, 0);
  CdTalkMove move = after(&absolute, quality, 2);
  assert_tables(&move, 2, 3, 0);
  assert_nine(absolute.seat.own[QUALITY], 60);
  assert_nine(move.threshold, .95);
  move = after(&relative, quality, 2);
  assert_tables(&move, 2, 2, 0);
  assert_nine(relative.seat.own[QUALITY], 52.5);
}

/* A further 40 to 50 in proportion to 52.5, not to the 50 that was tabled: 42, but for the bound of what is asked for. */
static void numbers_are_not_rounded_from_turn_to_turn(void **state)
{
  (void)state;
  static const guint back_and_forth[] = {1, 2, 1};
  g_auto(Desk) desk = {0};
  lay(&desk, CD_TACTIC_RELATIVE, &plain, 3, 0);
  after(&desk, back_and_forth, 3);
  assert_nine(desk.seat.own[QUALITY], 70); /* 70 x 4/5 = 56, then x 5/4 */
}

/* Over three turns: 30 at the first, 40 at the fourth. The first comparison is made there. */
static void the_averaged_answer_waits_for_its_window(void **state)
{
  (void)state;
  static const guint quality[] = {0, 0, 0, 1, 1};
  g_auto(Desk) desk = {0}, longer = {0};
  lay(&desk, CD_TACTIC_AVERAGED, &plain, 3, 0);
  after(&desk, quality, 3);
  assert_nine(desk.seat.own[QUALITY], 70);
  lay(&longer, CD_TACTIC_AVERAGED, &plain, 3, 0);
  after(&longer, quality, 4);
  assert_nine(longer.seat.own[QUALITY], 52.5);
  other_tables(&longer, 1, 2,
               1); /* the move is still within the window, and answered again: 39.4, but no more than is asked for */
  act(&longer);
  assert_nine(longer.seat.own[QUALITY], 40);
}

static void it_gives_no_more_than_is_asked_for_and_asks_no_more_than_it_wants(void **state)
{
  (void)state;
  static const guint leap[] = {0, 3}, back[] = {3, 0};
  g_auto(Desk) gives = {0}, takes = {0};
  lay(&gives, CD_TACTIC_ABSOLUTE, &plain, 3, 0);
  after(&gives, leap, 2); /* by thirty points to 40; 60 is asked for */
  assert_nine(gives.seat.own[QUALITY], 60);
  lay(&takes, CD_TACTIC_ABSOLUTE, &plain, 3, 0);
  after(&takes, back, 2);
  assert_nine(takes.seat.own[QUALITY], 70);
}

/* It likes 3 years best: towards who asks for more it moves up, towards who asks for less down. */
static void which_way_it_gives_follows_from_what_the_others_ask(void **state)
{
  (void)state;
  for (guint above = 0; above < 2; above++) {
    g_auto(Desk) desk = {0};
    lay(&desk, CD_TACTIC_ABSOLUTE, &plain, 3, 0);
    act(&desk);
    other_tables(&desk, 1, above ? 4 : 0, 4);
    act(&desk);
    other_tables(&desk, 1, above ? 3 : 1, 4);
    CdTalkMove move = act(&desk);
    assert_tables(&move, above ? 3 : 1, 4, 0);
  }
}

/* 30 and 50 to 40 and 60: a mean of 40 to one of 50. */
static void several_are_answered_by_their_mean(void **state)
{
  (void)state;
  g_auto(Desk) desk = {0};
  lay(&desk, CD_TACTIC_ABSOLUTE, &plain, 7, 0);
  act(&desk);
  other_tables(&desk, 1, 2, 0);
  other_tables(&desk, 2, 2, 2);
  act(&desk);
  other_tables(&desk, 1, 2, 1);
  other_tables(&desk, 2, 2, 3);
  CdTalkMove move = act(&desk);
  assert_tables(&move, 2, 3, 0);
  assert_nine(desk.seat.own[QUALITY], 60);
}

/* Who has only now spoken has not moved yet. */
static void a_first_offer_is_no_move(void **state)
{
  (void)state;
  g_auto(Desk) desk = {0};
  lay(&desk, CD_TACTIC_ABSOLUTE, &plain, 7, 0);
  act(&desk);
  other_tables(&desk, 1, 2, 3);
  act(&desk);
  other_tables(&desk, 2, 2, 0);
  act(&desk);
  assert_nine(desk.seat.own[QUALITY], 70);
}

static void where_the_others_ask_for_nought_proportions_have_their_limits(void **state)
{
  (void)state;
  static const guint to_nought[] = {1, 2, 0}, at_nought[] = {0, 0};
  g_auto(Desk) desk = {0}, still = {0};
  lay(&desk, CD_TACTIC_RELATIVE, &from_nought, 3, 0);
  after(&desk, to_nought, 2); /* .25 to .5: half of 1 */
  assert_nine(desk.seat.own[QUALITY], .5);
  other_tables(&desk, 1, 2, 0);
  act(&desk);
  assert_nine(desk.seat.own[QUALITY], 1);
  lay(&still, CD_TACTIC_RELATIVE, &from_nought, 3, 0);
  after(&still, at_nought, 2);
  assert_nine(still.seat.own[QUALITY], 1);
}

/* It would answer with 40 (.85); what leaving is worth leaves 60 (.95), and nothing that is not block. */
static void nothing_is_tabled_below_what_leaving_is_worth(void **state)
{
  (void)state;
  static const guint quality[] = {0, 1, 1};
  g_auto(Desk) desk = {0};
  lay(&desk, CD_TACTIC_RELATIVE, &plain, 3, .93);
  CdTalkMove move = after(&desk, quality, 2);
  assert_tables(&move, 2, 3, 0);
  desk.table.limit[0].outside = 1.1;
  move = act(&desk);
  assert_int_equal(move.act, CD_ACT_PASS);
  assert_int_equal(move.reason, CD_REASON_NOTHING_TO_TABLE);
}

/* Its counter-offer is worth .95; a length one off .96, two .92. */
static void what_is_no_worse_than_its_own_next_text_is_accepted(void **state)
{
  (void)state;
  for (guint good = 0; good < 2; good++) {
    g_auto(Desk) desk = {0};
    lay(&desk, CD_TACTIC_ABSOLUTE, &plain, 7, 0);
    act(&desk);
    other_tables(&desk, 1, 2, 0);
    act(&desk);
    other_tables(&desk, 1, 2, 1);
    cd_table_move(&desk.table, 2, &(CdTalkMove){.act = CD_ACT_OFFER, .text = text_of(good ? 3 : 4, 4, 0)});
    CdTalkMove move = act(&desk);
    assert_int_equal(move.act, good ? CD_ACT_ACCEPT : CD_ACT_OFFER);
    assert_nine(move.threshold, .95);
    assert_int_equal(move.reason, good ? CD_REASON_AS_GOOD_AS_OWN : CD_REASON_IN_KIND);
  }
}

static void it_closes_votes_and_leaves_as_the_expecting_seat_does(void **state)
{
  (void)state;
  for (guint k = 0; k < 8; k++) {
    g_auto(Desk) desk = {0};
    lay(&desk, CD_TACTIC_ABSOLUTE, &plain, 7, .5 + .06 * k);
    desk.table.limit[0].delay = .02;
    CdExpectingSeat *expecting = &desk.it->expectation[0];
    other_tables(&desk, 1, 2, k % 5);
    act(&desk);
    CdView view = cd_table_view(&desk.table, 0);
    CdTalkMove mine = cd_issuewise_kind.leave(&desk.seat, &view), same = cd_expectation_kind.leave(expecting, &view);
    assert_true(mine.act == same.act && mine.threshold == same.threshold && mine.value == same.value);
    mine = cd_issuewise_kind.close(&desk.seat, &view);
    same = cd_expectation_kind.close(expecting, &view);
    assert_true(mine.act == same.act && mine.text == same.text && mine.threshold == same.threshold);
    assert_int_equal(cd_issuewise_kind.vote(&desk.seat, &view, 7).act, cd_move_vote(&view, 7).act);
  }
}

static void with_a_new_block_it_begins_again(void **state)
{
  (void)state;
  static const guint quality[] = {0, 1};
  g_auto(Desk) desk = {0};
  lay(&desk, CD_TACTIC_ABSOLUTE, &plain, 7, 0);
  after(&desk, quality, 2);
  assert_nine(desk.seat.own[QUALITY], 60);
  cd_table_seat(&desk.table, 3, partners_block(desk.it, 3), desk.it->order, 3);
  CdTalkMove move = act(&desk);
  assert_tables(&move, 2, 4, 0);
  other_tables(&desk, 1, 2, 2); /* the first offer to this block */
  act(&desk);
  assert_nine(desk.seat.own[QUALITY], 70);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(it_holds_its_best_text_until_the_others_have_moved),
      cmocka_unit_test(a_move_is_answered_by_as_much_or_in_proportion),
      cmocka_unit_test(numbers_are_not_rounded_from_turn_to_turn),
      cmocka_unit_test(the_averaged_answer_waits_for_its_window),
      cmocka_unit_test(it_gives_no_more_than_is_asked_for_and_asks_no_more_than_it_wants),
      cmocka_unit_test(which_way_it_gives_follows_from_what_the_others_ask),
      cmocka_unit_test(several_are_answered_by_their_mean),
      cmocka_unit_test(a_first_offer_is_no_move),
      cmocka_unit_test(where_the_others_ask_for_nought_proportions_have_their_limits),
      cmocka_unit_test(nothing_is_tabled_below_what_leaving_is_worth),
      cmocka_unit_test(what_is_no_worse_than_its_own_next_text_is_accepted),
      cmocka_unit_test(it_closes_votes_and_leaves_as_the_expecting_seat_does),
      cmocka_unit_test(with_a_new_block_it_begins_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
