#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/negotiation/replay.h"
#include "sim/negotiation/talks.h"
#include "tests/unit/near.h"
#include "tests/unit/partners.h"

enum { CITY, COUNTY, RUTLAND };
enum { A, B, C };
#define MASK(party) (1u << (party))

static const CdTactic linear = {.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1};
static const double nothing[] = {0, 0, 0}, anything[] = {1, 1, 1};

/* Three texts; U of city, county, Rutland. Alternatives .4, .5, .4; county's officers cost it .01 a month. Everybody believes that the others
 * would take anything, but county that they would take nothing. */
static Partners *three(const double *u)
{
  Partners *it = partners_by_hand(3, 3, u);
  it->outside[CITY] = it->outside[RUTLAND] = .4;
  it->outside[COUNTY] = .5;
  it->party[COUNTY].delay = .01;
  partners_sit_expecting(it, linear, 1, .02);
  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      if (i != j)
        partners_believe(it, i, j, i == COUNTY ? nothing : anything, .5);
  return it;
}

/* County wants A, which the others cannot take; city and Rutland could live with B and C. */
static const double county_alone[] = {.2, .7, .6, .9, .3, .2, .2, .6, .7};

static CdTalksResult talk(Partners *it, CdLedger *ledger)
{
  CdTalks talks = partners_talks(it);
  return cd_talks_run(&talks, ledger, it->arena);
}

static guint count(const CdLedger *ledger, CdStepKind kind)
{
  guint n = 0;
  for (guint e = 0; e < ledger->n; e++)
    n += ledger->event[e].step.kind == kind;
  return n;
}

/* --- Agreement ------------------------------------------------------------------------------------------------------- */

static void partners_who_want_the_same_agree_at_once(void **state)
{
  (void)state;
  static const double u[] = {.9, .3, .2, .9, .4, .2, .8, .1, .1};
  g_autoptr(Partners) it = three(u);
  CdTalksResult result = talk(it, NULL);
  assert_int_equal(result.kind, CD_PARTING_NONE);
  assert_int_equal(result.agreed, 7);
  assert_int_equal(result.text, A);
  assert_int_equal(result.meeting, 0);
  assert_int_equal(result.n_partings, 0);
  for (guint i = 0; i < 3; i++)
    assert_true(result.party[i].block == 7 && result.party[i].departure == CD_STAYED && result.party[i].text == A);
}

/* C is nobody's wish in time, but at county's last meeting better than leaving for all. */
static void a_closing_text_that_all_can_take_is_agreed(void **state)
{
  (void)state;
  static const double u[] = {.9, .1, .45, .1, .9, .55, .1, .1, .9}, only_c[] = {0, 0, 1};
  g_autoptr(Partners) it = three(u);
  partners_believe(it, COUNTY, CITY, only_c, .5);
  partners_believe(it, COUNTY, RUTLAND, only_c, .5);
  it->party[COUNTY].delay = 0;
  it->party[COUNTY].last = 3;
  CdLedger ledger;
  cd_ledger_init(&ledger, it->arena);
  CdTalksResult result = talk(it, &ledger);
  assert_int_equal(result.agreed, 7);
  assert_int_equal(result.text, C);
  assert_int_equal(result.meeting, 3);
  assert_nine(result.party[CITY].conceded, .45);
  assert_nine(result.party[COUNTY].conceded, .35);
  assert_nine(result.party[RUTLAND].conceded, 0);
  assert_nine(result.party[COUNTY].forgone, 0);
}

/* --- Breaks ---------------------------------------------------------------------------------------------------------- */

static void county_gives_notice_and_the_others_go_on(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  CdTalksResult result = talk(it, NULL);
  assert_int_equal(result.kind, CD_PARTING_UNILATERAL);
  assert_int_equal(result.n_partings, 1);
  assert_int_equal(result.parting[0].meeting, 1);
  assert_int_equal(result.parting[0].left, MASK(COUNTY));
  assert_int_equal(result.parting[0].lapsed, 0);
  assert_int_equal(result.parting[0].stay, MASK(CITY) | MASK(RUTLAND));
  assert_int_equal(result.party[COUNTY].departure, CD_GAVE_NOTICE);
  assert_int_equal(result.party[COUNTY].block, MASK(COUNTY));
  assert_int_equal(result.party[COUNTY].meeting, 1);
  /* Rutland's C, .6 to city, is what city asks for a third of the way from .7 to .4. */
  assert_int_equal(result.agreed, MASK(CITY) | MASK(RUTLAND));
  assert_int_equal(result.text, C);
  assert_int_equal(result.meeting, 4);
}

static void a_break_costs_each_the_best_that_another_tabled(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  CdTalksResult result = talk(it, NULL);
  assert_nine(result.party[CITY].forgone, .2);    /* C, .6 */
  assert_nine(result.party[RUTLAND].forgone, .2); /* B, .6 */
  assert_nine(result.party[COUNTY].forgone, 0);
  assert_true(result.party[CITY].wanted_to_stay && !result.party[COUNTY].wanted_to_stay);
  assert_nine(result.party[CITY].conceded, .1);
}

static void a_parting_nobody_minds_is_mutual(void **state)
{
  (void)state;
  static const double u[] = {.2, .7, .3, .9, .3, .2, .2, .3, .7};
  g_autoptr(Partners) it = three(u);
  CdTalksResult result = talk(it, NULL);
  assert_int_equal(result.kind, CD_PARTING_MUTUAL);
  assert_int_equal(result.parting[0].left, MASK(COUNTY));
  assert_int_equal(result.parting[0].stay, 0);
  /* City and Rutland then find nothing either. */
  assert_int_equal(result.n_partings, 2);
  assert_int_equal(result.parting[1].kind, CD_PARTING_IMPASSE);
  assert_int_equal(result.parting[1].meeting, 12);
  assert_int_equal(result.agreed, 0);
}

/* City's B is better than leaving for county, which believes that Rutland would not have it, and leaves. */
static void an_agreement_that_only_the_leaver_wanted_is_missed(void **state)
{
  (void)state;
  static const double u[] = {.2, .7, .3, .9, .6, .2, .2, .3, .7};
  g_autoptr(Partners) it = three(u);
  CdTalksResult result = talk(it, NULL);
  assert_int_equal(result.kind, CD_PARTING_MISSED);
  assert_int_equal(result.parting[0].left, MASK(COUNTY));
  assert_int_equal(result.parting[0].stay, MASK(COUNTY));
  assert_nine(result.party[COUNTY].forgone, .6 - .5);
}

static Partners *two_who_leave_together(void)
{
  static const double u[] = {.9, .3, .2, .3, .9, .2, .6, .6, .7};
  Partners *it = three(u);
  it->outside[CITY] = .5;
  it->party[CITY].delay = .01;
  partners_believe(it, CITY, COUNTY, nothing, .5);
  partners_believe(it, CITY, RUTLAND, nothing, .5);
  it->party[CITY].business_as_usual = it->party[COUNTY].business_as_usual = MASK(CITY) | MASK(COUNTY);
  return it;
}

static void two_who_leave_and_go_on_as_today_exclude_the_third(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two_who_leave_together();
  it->regroups = true;
  CdTalksResult result = talk(it, NULL);
  assert_int_equal(result.kind, CD_PARTING_EXCLUSION);
  assert_int_equal(result.parting[0].left, MASK(CITY) | MASK(COUNTY));
  assert_int_equal(result.parting[0].stay, MASK(RUTLAND));
  assert_int_equal(result.party[CITY].block, MASK(CITY) | MASK(COUNTY));
  assert_int_equal(result.party[CITY].text, 0);
  assert_int_equal(result.party[RUTLAND].block, MASK(RUTLAND));
  assert_int_equal(result.party[RUTLAND].text, CD_NO_TEXT);
  assert_int_equal(result.party[RUTLAND].departure, CD_STAYED);
}

static void two_who_leave_and_go_apart_exclude_nobody(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two_who_leave_together();
  assert_int_equal(talk(it, NULL).kind, CD_PARTING_UNILATERAL);
}

static void all_out_of_time_is_an_impasse(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  it->party[COUNTY].delay = 0;
  CdLedger ledger;
  cd_ledger_init(&ledger, it->arena);
  CdTalksResult result = talk(it, &ledger);
  assert_int_equal(result.kind, CD_PARTING_IMPASSE);
  assert_int_equal(result.meeting, 12);
  assert_int_equal(result.parting[0].lapsed, 7);
  assert_int_equal(result.left, 7);
  for (guint i = 0; i < 3; i++)
    assert_true(result.party[i].departure == CD_LAPSED && result.party[i].block == MASK(i));
  assert_int_equal(count(&ledger, CD_STEP_CLOSING_TEXT), 3);
  assert_int_equal(count(&ledger, CD_STEP_LAPSES), 3);
  assert_int_equal(count(&ledger, CD_STEP_NOTICE), 0);
}

static void being_out_of_time_is_told_apart_from_notice(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  it->party[COUNTY].delay = 0;
  it->party[COUNTY].last = 2;
  CdTalksResult result = talk(it, NULL);
  assert_int_equal(result.kind, CD_PARTING_UNILATERAL);
  assert_int_equal(result.parting[0].lapsed, MASK(COUNTY));
  assert_int_equal(result.party[COUNTY].departure, CD_LAPSED);
  assert_int_equal(result.party[COUNTY].meeting, 2);
  assert_int_equal(result.agreed, MASK(CITY) | MASK(RUTLAND));
}

/* --- What leaving is worth ------------------------------------------------------------------------------------------- */

/* Where the joint service is business as usual, friction of .25 makes B, .3 to county, better than leaving. */
static void friction_is_paid_for_leaving_business_as_usual_only(void **state)
{
  (void)state;
  g_autoptr(Partners) joint = three(county_alone);
  for (guint i = 0; i < 3; i++)
    joint->party[i].business_as_usual = 7;
  g_autoptr(Partners) apart = three(county_alone);
  joint->party[COUNTY].friction = apart->party[COUNTY].friction = .25;
  static const double b_or_c[] = {0, 1, 1};
  for (guint other = CITY; other <= RUTLAND; other += 2) {
    partners_believe(joint, COUNTY, other, b_or_c, .5);
    partners_believe(apart, COUNTY, other, b_or_c, .5);
  }
  assert_int_equal(talk(joint, NULL).agreed, 7);
  assert_int_equal(talk(apart, NULL).kind, CD_PARTING_UNILATERAL);
}

/* Once county has left, the pair's texts are worth less to both than what each has outside. */
static void alternatives_follow_from_who_has_left(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  it->after[CITY] = it->after[RUTLAND] = .35; /* .75 each */
  CdTalksResult result = talk(it, NULL);
  assert_int_equal(result.agreed, 0);
  assert_int_equal(result.n_partings, 2);
  assert_int_equal(result.parting[1].lapsed, MASK(CITY) | MASK(RUTLAND));
  assert_nine(result.party[CITY].forgone, .2); /* at the first break */
}

static void a_smaller_block_has_utilities_of_its_own(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  it->smaller = .25; /* B and C are worth at most .35 to one of the pair, below .4 */
  assert_int_equal(talk(it, NULL).agreed, 0);
}

static void two_partners_part_when_one_leaves(void **state)
{
  (void)state;
  static const double u[] = {.9, .1, .1, .9};
  g_autoptr(Partners) it = partners_by_hand(2, 2, u);
  it->outside[0] = it->outside[1] = .5;
  it->party[0].delay = .01;
  partners_sit_expecting(it, linear, 1, .02);
  partners_believe(it, 0, 1, nothing, .5);
  partners_believe(it, 1, 0, nothing, .5);
  CdTalksResult result = talk(it, NULL);
  assert_int_equal(result.meeting, 1);
  assert_int_equal(result.left, 1);
  assert_int_equal(result.kind, CD_PARTING_MUTUAL);
  assert_int_equal(result.party[1].block, 2);
}

/* --- Moves from a list ----------------------------------------------------------------------------------------------- */

static void assert_same_ledger(const CdLedger *first, const CdLedger *second)
{
  assert_int_equal(first->n, second->n);
  assert_memory_equal(first->event, second->event, first->n * sizeof *first->event);
}

static void assert_replays(Partners *it)
{
  CdReplay replay[PARTNERS_MAX];
  CdLedger first, second;
  cd_ledger_init(&first, it->arena);
  cd_ledger_init(&second, it->arena);
  CdTalksResult result = talk(it, &first);
  for (guint i = 0; i < it->n; i++) {
    replay[i] = (CdReplay){.event = first.event, .n = first.n};
    it->party[i].seat = cd_replay_seat(&replay[i]);
  }
  CdTalksResult again = talk(it, &second);
  assert_same_ledger(&first, &second);
  assert_int_equal(result.kind, again.kind);
  assert_int_equal(again.waits_for, CD_NO_PARTY);
}

static void talks_replayed_from_their_ledger_leave_the_same_ledger(void **state)
{
  (void)state;
  g_autoptr(Partners) notice = three(county_alone);
  assert_replays(notice);
  g_autoptr(Partners) lapse = three(county_alone);
  lapse->party[COUNTY].delay = 0;
  assert_replays(lapse);
  g_autoptr(Partners) exclusion = two_who_leave_together();
  exclusion->regroups = true;
  assert_replays(exclusion);
}

static void notice_may_be_given_in_one_s_turn(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  CdEvent event[] = {{.step = {.party = COUNTY, .kind = CD_STEP_NOTICE}, .reason = CD_REASON_AS_MOVED}};
  CdReplay replay = {.event = event, .n = 1};
  it->party[COUNTY].seat = cd_replay_seat(&replay);
  CdLedger ledger;
  cd_ledger_init(&ledger, it->arena);
  CdTalksResult result = talk(it, &ledger);
  assert_int_equal(result.parting[0].meeting, 0);
  assert_int_equal(result.parting[0].left, MASK(COUNTY));
  assert_int_equal(count(&ledger, CD_STEP_NOTICE), 1);
  assert_int_equal(result.agreed, MASK(CITY) | MASK(RUTLAND));
}

/* A seat for each of three, with moves from one list. */
typedef struct {
  CdEvent event[24];
  guint n;
  CdReplay replay[3];
} Script;

static void add(Script *script, guint meeting, guint party, CdStepKind kind, guint text)
{
  script->event[script->n++] = (CdEvent){.step = {.meeting = meeting, .party = party, .kind = kind, .text = text}};
}

static void pass(Script *script, guint meeting, guint party)
{
  add(script, meeting, party, CD_STEP_PASSES, CD_NO_TEXT);
}

static CdTalksResult play(Partners *it, Script *script, CdLedger *ledger)
{
  for (guint i = 0; i < 3; i++) {
    script->replay[i] = (CdReplay){.event = script->event, .n = script->n};
    it->party[i].seat = cd_replay_seat(&script->replay[i]);
  }
  return talk(it, ledger);
}

static void all_pass(Script *script, guint meeting)
{
  for (guint i = 0; i < 3; i++)
    pass(script, meeting, i);
}

static void texts_of_earlier_meetings_keep_nobody(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  Script script = {0};
  add(&script, 0, CITY, CD_STEP_TABLES, B);
  pass(&script, 0, COUNTY);
  pass(&script, 0, RUTLAND);
  all_pass(&script, 1);
  add(&script, 1, COUNTY, CD_STEP_NOTICE, CD_NO_TEXT);
  CdTalksResult result = play(it, &script, NULL);
  assert_int_equal(result.parting[0].left, MASK(COUNTY));
  assert_int_equal(result.parting[0].kind, CD_PARTING_MUTUAL);
}

static void the_text_on_the_table_as_the_meeting_opens_counts(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  Script script = {0};
  pass(&script, 0, CITY);
  pass(&script, 0, COUNTY);
  add(&script, 0, RUTLAND, CD_STEP_TABLES, C);
  all_pass(&script, 1);
  add(&script, 1, COUNTY, CD_STEP_NOTICE, CD_NO_TEXT);
  CdTalksResult result = play(it, &script, NULL);
  assert_int_equal(result.parting[0].stay, MASK(CITY));
  assert_int_equal(result.parting[0].kind, CD_PARTING_UNILATERAL);
}

/* City would leave at 2 too, but is not asked, and finds itself in a smaller block with a move that is too late. */
static void where_somebody_lapses_nobody_is_asked_for_notice(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  it->party[COUNTY].last = 2;
  Script script = {0};
  for (guint k = 0; k <= 2; k++)
    all_pass(&script, k);
  add(&script, 2, CITY, CD_STEP_NOTICE, CD_NO_TEXT);
  add(&script, 2, COUNTY, CD_STEP_LAPSES, CD_NO_TEXT);
  CdTalksResult result = play(it, &script, NULL);
  assert_int_equal(result.n_partings, 1);
  assert_int_equal(result.parting[0].left, MASK(COUNTY));
  assert_int_equal(result.parting[0].meeting, 2);
  assert_int_equal(result.waits_for, CITY);
  assert_int_equal(result.meeting, 3);
  assert_non_null(script.replay[CITY].problem);
}

static void an_exclusion_may_come_in_two_steps(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two_who_leave_together();
  it->regroups = true;
  Script script = {0};
  add(&script, 0, CITY, CD_STEP_TABLES, A);
  pass(&script, 0, COUNTY);
  pass(&script, 0, RUTLAND);
  add(&script, 1, CITY, CD_STEP_TABLES, A);
  pass(&script, 1, COUNTY);
  pass(&script, 1, RUTLAND);
  add(&script, 1, COUNTY, CD_STEP_NOTICE, CD_NO_TEXT);
  pass(&script, 2, CITY);
  pass(&script, 2, RUTLAND);
  add(&script, 2, CITY, CD_STEP_NOTICE, CD_NO_TEXT);
  CdTalksResult result = play(it, &script, NULL);
  assert_int_equal(result.parting[0].kind, CD_PARTING_UNILATERAL);
  assert_int_equal(result.parting[1].kind, CD_PARTING_EXCLUSION);
  assert_int_equal(result.kind, CD_PARTING_EXCLUSION);
}

/* City's closing text at 1 is put to Rutland only, and cannot be agreed. */
static void who_gave_notice_in_its_turn_votes_no_more(void **state)
{
  (void)state;
  g_autoptr(Partners) it = three(county_alone);
  it->party[CITY].last = it->party[COUNTY].last = 1;
  Script script = {0};
  all_pass(&script, 0);
  pass(&script, 1, CITY);
  add(&script, 1, COUNTY, CD_STEP_NOTICE, CD_NO_TEXT);
  pass(&script, 1, RUTLAND);
  add(&script, 1, CITY, CD_STEP_CLOSING_TEXT, C);
  add(&script, 1, RUTLAND, CD_STEP_VOTES_YES, C);
  CdTalksResult result = play(it, &script, NULL);
  assert_int_equal(result.waits_for, CD_NO_PARTY);
  assert_int_equal(result.agreed, 0);
  assert_int_equal(result.parting[0].lapsed, MASK(CITY));
  assert_int_equal(result.party[COUNTY].departure, CD_GAVE_NOTICE);
}

static CdTalkMove always_leave(gpointer self, const CdView *view)
{
  (void)self;
  (void)view;
  return (CdTalkMove){.act = CD_ACT_LEAVE};
}

static CdTalkMove leave_at_second_turn(gpointer self, const CdView *view)
{
  return view->meeting == 0 ? (CdTalkMove){.act = CD_ACT_PASS} : always_leave(self, view);
}

static void notice_is_given_once(void **state)
{
  (void)state;
  static const CdSeatKind leaver = {.act = leave_at_second_turn, .leave = always_leave};
  g_autoptr(Partners) it = three(county_alone);
  CdLedger ledger;
  cd_ledger_init(&ledger, it->arena);
  for (guint i = 0; i < 3; i++)
    it->party[i].seat = (CdSeat){.kind = &leaver};
  CdTalksResult result = talk(it, &ledger);
  assert_int_equal(result.meeting, 1);
  assert_int_equal(result.left, 7);
  assert_int_equal(count(&ledger, CD_STEP_NOTICE), 3);
}

/* A person sits for county: the talk stops at its second turn, and with one move more goes on from there. */
static void talks_wait_for_a_person_s_next_move(void **state)
{
  (void)state;
  CdEvent event[] = {{.step = {.party = COUNTY, .kind = CD_STEP_TABLES, .text = A}},
                     {.step = {.meeting = 1, .party = COUNTY, .kind = CD_STEP_TABLES, .text = B}}};
  for (guint n = 0; n <= 2; n++) {
    g_autoptr(Partners) it = three(county_alone);
    CdReplay replay = {.event = event, .n = n};
    it->party[COUNTY].seat = cd_replay_seat(&replay);
    CdTalksResult result = talk(it, NULL);
    assert_int_equal(result.waits_for, COUNTY);
    assert_int_equal(result.meeting, n);
  }
}

/* --- Names of partings ----------------------------------------------------------------------------------------------- */

static CdPartingKind kind_of(guint32 left, guint32 lapsed, guint32 stay, bool excludes)
{
  return cd_parting_kind(&(CdParting){.block = 7, .left = left, .lapsed = lapsed, .stay = stay, .excludes = excludes});
}

static void partings_are_named_in_the_order_of_the_definitions(void **state)
{
  (void)state;
  assert_int_equal(kind_of(0, 0, 7, false), CD_PARTING_NONE);
  assert_int_equal(kind_of(7, 7, 7, true), CD_PARTING_IMPASSE);
  assert_int_equal(kind_of(3, 3, 0, true), CD_PARTING_EXCLUSION);
  assert_int_equal(kind_of(3, 3, 0, false), CD_PARTING_MUTUAL);
  assert_int_equal(kind_of(3, 0, 5, false), CD_PARTING_UNILATERAL);
  assert_int_equal(kind_of(3, 0, 1, false), CD_PARTING_MISSED);
  assert_int_equal(kind_of(7, 3, 4, false), CD_PARTING_MISSED);
}

static void only_several_as_today_restore_business_as_usual(void **state)
{
  (void)state;
  static const guint32 today[] = {3, 3, 4};
  assert_true(cd_parting_restores(3, today));
  assert_false(cd_parting_restores(4, today));
  assert_false(cd_parting_restores(5, today));
  assert_false(cd_parting_restores(7, today));
}

static void every_parting_says_what_it_is(void **state)
{
  (void)state;
  for (guint k = 0; k < CD_PARTING_COUNT; k++) {
    const CdPartingInfo *info = cd_parting_info(k);
    assert_true(strlen(info->id) && strlen(info->label) && strlen(info->definition));
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(partners_who_want_the_same_agree_at_once),
      cmocka_unit_test(a_closing_text_that_all_can_take_is_agreed),
      cmocka_unit_test(county_gives_notice_and_the_others_go_on),
      cmocka_unit_test(a_break_costs_each_the_best_that_another_tabled),
      cmocka_unit_test(a_parting_nobody_minds_is_mutual),
      cmocka_unit_test(an_agreement_that_only_the_leaver_wanted_is_missed),
      cmocka_unit_test(two_who_leave_and_go_on_as_today_exclude_the_third),
      cmocka_unit_test(two_who_leave_and_go_apart_exclude_nobody),
      cmocka_unit_test(all_out_of_time_is_an_impasse),
      cmocka_unit_test(being_out_of_time_is_told_apart_from_notice),
      cmocka_unit_test(friction_is_paid_for_leaving_business_as_usual_only),
      cmocka_unit_test(alternatives_follow_from_who_has_left),
      cmocka_unit_test(a_smaller_block_has_utilities_of_its_own),
      cmocka_unit_test(two_partners_part_when_one_leaves),
      cmocka_unit_test(talks_replayed_from_their_ledger_leave_the_same_ledger),
      cmocka_unit_test(notice_may_be_given_in_one_s_turn),
      cmocka_unit_test(texts_of_earlier_meetings_keep_nobody),
      cmocka_unit_test(the_text_on_the_table_as_the_meeting_opens_counts),
      cmocka_unit_test(where_somebody_lapses_nobody_is_asked_for_notice),
      cmocka_unit_test(an_exclusion_may_come_in_two_steps),
      cmocka_unit_test(who_gave_notice_in_its_turn_votes_no_more),
      cmocka_unit_test(notice_is_given_once),
      cmocka_unit_test(talks_wait_for_a_person_s_next_move),
      cmocka_unit_test(partings_are_named_in_the_order_of_the_definitions),
      cmocka_unit_test(only_several_as_today_restore_business_as_usual),
      cmocka_unit_test(every_parting_says_what_it_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
