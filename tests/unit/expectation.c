#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/negotiation/table.h"
#include "tests/unit/near.h"
#include "tests/unit/partners.h"

enum { A, B, C, D };

static const CdTactic linear = {.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1};

/* Everybody sits down; leaving is worth .45 to the first, and a month costs it .01. Last meetings 12. */
static void lay_table(CdTalkTable *table, Partners *it)
{
  guint32 everyone = (1u << it->n) - 1;
  cd_table_init(table, it->arena, NULL);
  table->everyone = everyone;
  cd_table_seat(table, everyone, partners_block(it, everyone), it->order, it->n);
  table->limit[0] = (CdLimit){.outside = .45, .delay = .01};
  for (guint i = 0; i < it->n; i++)
    table->last[i] = 12;
}

/* What first wants: A, worth U. Of the other it believes a single thing: that at .6 it would take A at these ODDS against. */
static Partners *two_wanting(double a, double odds)
{
  const double u[] = {a, .1, .9, .1};
  Partners *it = partners_by_hand(2, 2, u);
  const double believed[] = {.6 - .05 * log(odds), 0};
  partners_sit_expecting(it, linear, 1, .05);
  partners_believe(it, 0, 1, believed, .6);
  return it;
}

static Partners *two(double odds)
{
  return two_wanting(.48, odds);
}

static CdTalkMove leave_at(Partners *it, guint meeting, double delay)
{
  CdTalkTable table;
  lay_table(&table, it);
  table.limit[0].delay = delay;
  table.meeting = meeting;
  CdView view = cd_table_view(&table, 0);
  return cd_expectation_kind.leave(&it->expectation[0], &view);
}

/* Leaving is worth .45. With chance p of A next month, which costs .01: .48 p + .45 (1 - p) - .01 = .45 where p = 1/3, odds of two to one. */
static void notice_is_given_when_leaving_is_worth_more_than_the_best_of_next_month(void **state)
{
  (void)state;
  g_autoptr(Partners) stays = two(2 * .999);
  g_autoptr(Partners) leaves = two(2 * 1.001);
  assert_int_equal(leave_at(stays, 1, .01).act, CD_ACT_PASS);
  CdTalkMove move = leave_at(leaves, 1, .01);
  assert_int_equal(move.act, CD_ACT_LEAVE);
  assert_nine(move.threshold, .45);
  double p = 1 / (1 + 2 * 1.001);
  assert_nine(move.value, .47 * p + .44 * (1 - p));
}

/* In turns the other holds out for so much that A is out of question; at the closing vote of 12, eleven months on, it is not:
 * .58 p + .45 (1 - p) - .11 = .45 where p = 11/13, odds of two to eleven. */
static void notice_waits_for_a_closing_vote_that_may_pass(void **state)
{
  (void)state;
  g_autoptr(Partners) stays = two_wanting(.58, 2. / 11 * .999);
  g_autoptr(Partners) leaves = two_wanting(.58, 2. / 11 * 1.001);
  stays->patient = leaves->patient = true;
  stays->party[1].last = leaves->party[1].last = 20;
  assert_int_equal(leave_at(stays, 1, .01).act, CD_ACT_PASS);
  assert_int_equal(leave_at(leaves, 1, .01).act, CD_ACT_LEAVE);
}

static void where_waiting_costs_nothing_nobody_gives_notice(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two(1e9);
  assert_int_equal(leave_at(it, 1, 0).act, CD_ACT_PASS);
  g_autoptr(Partners) again = two(1e9);
  assert_int_equal(leave_at(again, 1, .001).act, CD_ACT_LEAVE);
}

static CdTalkMove leave_with_patience(double odds, double patience)
{
  g_autoptr(Partners) it = two(odds);
  it->expectation[0].patience = patience;
  return leave_at(it, 1, .01);
}

/* As in the first test, but A next month counts .99 of .48: .4752 p + .45 (1 - p) - .01 = .45 where p = 1 / 2.52, odds of 1.52 to one. */
static void an_agreement_waited_for_is_worth_less_to_the_impatient(void **state)
{
  (void)state;
  assert_int_equal(leave_with_patience(1.52 * .999, .99).act, CD_ACT_PASS);
  CdTalkMove move = leave_with_patience(1.52 * 1.001, .99);
  assert_int_equal(move.act, CD_ACT_LEAVE);
  double p = 1 / (1 + 1.52 * 1.001);
  assert_nine(move.value, (.99 * .48 - .01) * p + .44 * (1 - p));
}

/* With a month's delay of nought nobody would leave but for impatience, and even then staying on to leave later costs nothing. */
static void impatience_alone_makes_nobody_leave(void **state)
{
  (void)state;
  g_autoptr(Partners) it = two(1e9);
  it->expectation[0].patience = .5;
  assert_int_equal(leave_at(it, 1, 0).act, CD_ACT_PASS);
}

/* The rule written out: over the shortlist, which here holds both texts, and meetings 2 and 12, one and eleven months on. */
static double best_by_staying(double delay, double odds_for_a)
{
  static const double u[] = {.48, .1};
  double best = .45 - delay;
  for (guint m = 2; m <= 12; m += 10)
    for (guint o = 0; o < 2; o++) {
      double believed = o == 0 ? .6 - .05 * log(odds_for_a) : 0, gain = u[o] > .45 ? u[o] - .45 : 0;
      double p = 1 / (1 + exp(CLAMP((.6 - believed) / .05, -CD_SPREADS_MAX, CD_SPREADS_MAX)));
      best = fmax(best, .45 + p * gain - delay * (m - 1));
    }
  return best;
}

static void notice_follows_the_rule_written_out(void **state)
{
  (void)state;
  guint left = 0, n = 0;
  for (double odds = .05; odds < 20; odds *= 1.7)
    for (double delay = 0; delay < .02; delay += .0037, n++) {
      g_autoptr(Partners) it = two(odds);
      assert_same(it->expectation[0].patience, 1);
      double stay = best_by_staying(delay, odds), now = .45;
      CdTalkMove move = leave_at(it, 1, delay);
      assert_int_equal(move.act, stay < now - 1e-9 ? CD_ACT_LEAVE : CD_ACT_PASS);
      left += move.act == CD_ACT_LEAVE;
      if (move.act == CD_ACT_LEAVE)
        assert_nine(move.value, stay);
    }
  assert_true(left > n / 5 && left < n * 4 / 5);
}

/* --- What it tables -------------------------------------------------------------------------------------------------- */

/* Own utilities .9, .7, .7, .5 and an alternative of .45; the other likes them less in the order C, B, D, A. */
static Partners *four(void)
{
  static const double u[] = {.9, .7, .7, .5, 0, 0, 0, 0}, believed[] = {.1, .6, .65, .5};
  Partners *it = partners_by_hand(2, 4, u);
  partners_sit_expecting(it, linear, 1, .05);
  partners_believe(it, 0, 1, believed, .55);
  return it;
}

static void the_likeliest_of_what_is_asked_for_is_tabled(void **state)
{
  (void)state;
  g_autoptr(Partners) it = four();
  CdTalkTable table;
  lay_table(&table, it);
  table.limit[0].delay = 0;
  CdView view = cd_table_view(&table, 0);
  CdTalkMove move = cd_expectation_kind.act(&it->expectation[0], &view);
  assert_true(move.act == CD_ACT_OFFER && move.text == A && move.reason == CD_REASON_LIKELIEST);
  table.meeting = 6; /* target .675 */
  view = cd_table_view(&table, 0);
  move = cd_expectation_kind.act(&it->expectation[0], &view);
  assert_int_equal(move.text, C);
  assert_nine(move.threshold, .675);
}

/* At month 5 it asks for .7125; C, worth .71 and in the same band, would be the likelier. */
static void no_text_is_tabled_below_the_target(void **state)
{
  (void)state;
  static const double u[] = {.9, .72, .71, .5, 0, 0, 0, 0}, believed[] = {.1, .3, .65, .5};
  g_autoptr(Partners) it = partners_by_hand(2, 4, u);
  partners_sit_expecting(it, linear, 1, .05);
  partners_believe(it, 0, 1, believed, .55);
  CdTalkTable table;
  lay_table(&table, it);
  table.limit[0].delay = 0;
  table.meeting = 5;
  CdView view = cd_table_view(&table, 0);
  assert_int_equal(cd_expectation_kind.act(&it->expectation[0], &view).text, B);
}

static void of_texts_as_likely_the_better_is_tabled(void **state)
{
  (void)state;
  static const double u[] = {.71, .72, .9, .72, 0, 0, 0, 0}, believed[] = {.6, .6, .1, .6};
  g_autoptr(Partners) it = partners_by_hand(2, 4, u);
  partners_sit_expecting(it, linear, 1, .05);
  partners_believe(it, 0, 1, believed, .55);
  CdTalkTable table;
  lay_table(&table, it);
  table.meeting = 6;
  CdView view = cd_table_view(&table, 0);
  assert_int_equal(cd_expectation_kind.act(&it->expectation[0], &view).text, B);
}

static void the_closing_text_is_chosen_among_all_that_beat_leaving(void **state)
{
  (void)state;
  static const double believed[] = {.1, .2, .2, .6};
  g_autoptr(Partners) it = four();
  partners_believe(it, 0, 1, believed, .55);
  CdTalkTable table;
  lay_table(&table, it);
  table.meeting = 12;
  CdView view = cd_table_view(&table, 0);
  assert_int_equal(cd_expectation_kind.close(&it->expectation[0], &view).text, D);
}

static void no_text_is_tabled_below_what_leaving_is_worth(void **state)
{
  (void)state;
  g_autoptr(Partners) it = four();
  CdTalkTable table;
  lay_table(&table, it);
  table.limit[0] = (CdLimit){.outside = .95};
  CdView view = cd_table_view(&table, 0);
  assert_int_equal(cd_expectation_kind.act(&it->expectation[0], &view).act, CD_ACT_PASS);
  assert_int_equal(cd_expectation_kind.close(&it->expectation[0], &view).act, CD_ACT_PASS);
}

static void a_text_that_reaches_the_target_is_accepted(void **state)
{
  (void)state;
  g_autoptr(Partners) it = four();
  CdTalkTable table;
  lay_table(&table, it);
  table.limit[0].delay = 0;
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = B});
  table.meeting = 5; /* .7125 */
  CdView view = cd_table_view(&table, 0);
  assert_int_equal(cd_expectation_kind.act(&it->expectation[0], &view).act, CD_ACT_OFFER);
  table.meeting = 6;
  view = cd_table_view(&table, 0);
  assert_int_equal(cd_expectation_kind.act(&it->expectation[0], &view).act, CD_ACT_ACCEPT);
}

/* Opposed tastes on 9^5 texts. In the top eighth of own gains the 32 likeliest are three levels from the best; a late conceder at month 7
 * asks for 1 - .0675 * .67 = .955, and finds those one level from the best. */
static void a_hard_bargainer_looks_beyond_the_shortlist(void **state)
{
  (void)state;
  static const guint levels[] = {9, 9, 9, 9, 9};
  static const CdTactic late = {.of_time = CD_TACTIC_POLYNOMIAL, .beta = .2};
  g_autoptr(Partners) it = partners_drawn(1, 2, 5, levels, .45, .45, 12);
  for (guint i = 0; i < 5; i++)
    for (guint level = 0; level < 9; level++) {
      it->profile[0].part[i][level] = level / 40.;
      it->profile[1].part[i][level] = (8 - level) / 40.;
    }
  partners_sit_expecting(it, late, 4, .05);
  for (guint o = 0; o < it->grid.n_texts; o++)
    it->mean[1][o] = profile_u(&it->grid, &it->profile[1], o);
  CdTalkTable table;
  lay_table(&table, it);
  table.limit[0].outside = .33;
  table.meeting = 7;
  CdView view = cd_table_view(&table, 0);
  CdTalkMove move = cd_expectation_kind.act(&it->expectation[0], &view);
  assert_near(move.threshold, 1 - pow(7. / 12, 5) * .67, 1e-9);
  assert_int_equal(move.act, CD_ACT_OFFER);
  assert_nine(view.u[move.text], .975);

  /* Its own text does not join the shortlist; another's does, with the odds that go with it. */
  cd_table_move(&table, 0, &move);
  guint heard = it->grid.n_texts - 2;
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = heard});
  CdOutlook *outlook = &it->expectation[0].outlook;
  view = cd_table_view(&table, 0);
  cd_outlook_update(outlook, &view);
  assert_int_equal(outlook->list.n[CD_HEARD], 1);
  assert_int_equal(outlook->list.text[CD_HEARD * CD_BAND], heard);
  double u[4], threshold[4], chance[CD_BAND];
  it->prior.utilities(it, 0, 1, 3, &heard, 1, u);
  it->prior.thresholds(it, 0, 1, 3, 8, false, threshold);
  cd_outlook_chances(outlook, &view, CD_HEARD, 8, false, chance);
  assert_nine(chance[0], cd_opponent_chance(&outlook->other[0].belief, u, threshold));
}

/* --- Answering in kind ----------------------------------------------------------------------------------------------- */

static void tit_for_tat_gives_up_what_the_other_newly_gave(void **state)
{
  (void)state;
  static const double u[] = {.9, .6, .5, .2, .1, .5, .6, .9};
  g_autoptr(Partners) it = partners_by_hand(2, 4, u);
  CdTactic reciprocal = {.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1, .reciprocity = 1};
  partners_sit_expecting(it, reciprocal, 1, .05);
  CdTalkTable table;
  lay_table(&table, it);
  static const guint offered[] = {D, D, C, C, D, C};
  static const double target[] = {.9, .9, .6, .6, .6, .45};
  for (guint k = 0; k < 6; k++) {
    table.meeting = k;
    cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = offered[k]});
    CdView view = cd_table_view(&table, 0);
    assert_nine(cd_expectation_kind.act(&it->expectation[0], &view).threshold, target[k]);
  }
}

/* --- Learning -------------------------------------------------------------------------------------------------------- */

/* Two sorts of partner, as likely: one takes A and not B, one B and not A. */
static Partners *one_of_two_sorts(guint n)
{
  static const double u[] = {.9, .9, 0, 0, 0, 0};
  Partners *it = partners_by_hand(n, 2, u);
  partners_sit_expecting(it, linear, 2, .05);
  for (guint j = 1; j < n; j++) {
    static const double indifferent[] = {.6, .6};
    partners_believe(it, 0, j, indifferent, .6);
    for (guint sort = 0; sort < 2; sort++)
      for (guint text = 0; text < 2; text++)
        it->particle[j * 2 + sort].part[0][text] = .6 + (sort == text ? .05 : -.05) * log(3);
  }
  return it;
}

static void a_refused_text_gives_way_to_another(void **state)
{
  (void)state;
  g_autoptr(Partners) it = one_of_two_sorts(2);
  CdTalkTable table;
  lay_table(&table, it);
  CdView view = cd_table_view(&table, 0);
  CdTalkMove move = cd_expectation_kind.act(&it->expectation[0], &view);
  assert_int_equal(move.text, A);
  cd_table_move(&table, 0, &move);
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_PASS, .threshold = .6});
  view = cd_table_view(&table, 0);
  move = cd_expectation_kind.act(&it->expectation[0], &view);
  assert_int_equal(move.text, B);
  assert_nine(it->expectation[0].outlook.other[0].belief.weight[1], .75);
}

static void what_was_learnt_stays_when_somebody_leaves(void **state)
{
  (void)state;
  g_autoptr(Partners) it = one_of_two_sorts(3);
  CdTalkTable table;
  lay_table(&table, it);
  CdOutlook *outlook = &it->expectation[0].outlook;
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = B});
  cd_table_move(&table, 2, &(CdTalkMove){.act = CD_ACT_OFFER, .text = A}); /* and so refuses B */
  CdView view = cd_table_view(&table, 0);
  cd_outlook_update(outlook, &view);
  assert_int_equal(outlook->n_others, 2);
  assert_nine(outlook->other[0].belief.weight[1], .75);
  assert_nine(outlook->other[1].belief.weight[1], .1);
  cd_table_seat(&table, 5, partners_block(it, 5), it->order, 3);
  view = cd_table_view(&table, 0);
  cd_outlook_update(outlook, &view);
  assert_int_equal(outlook->n_others, 1);
  assert_int_equal(outlook->other[0].party, 2);
  assert_nine(outlook->other[0].belief.weight[1], .1);
}

/* Odds are stated once and shifted; weights move; the others' chances multiply. */
static void chances_on_the_shortlist_are_those_of_the_beliefs(void **state)
{
  (void)state;
  static const guint levels[] = {5, 4, 3};
  g_autoptr(Partners) it = partners_drawn(7, 3, 3, levels, .3, .5, 12);
  it->patient = true;
  partners_sit_expecting(it, linear, 8, .05);
  CdTalkTable table;
  lay_table(&table, it);
  cd_table_move(&table, 1, &(CdTalkMove){.act = CD_ACT_OFFER, .text = 7});
  cd_table_move(&table, 2, &(CdTalkMove){.act = CD_ACT_OFFER, .text = 9});
  CdView view = cd_table_view(&table, 0);
  CdOutlook *outlook = &it->expectation[0].outlook;
  cd_outlook_update(outlook, &view);
  guint checked = 0;
  for (guint band = 0; band <= CD_BANDS; band++)
    for (guint closing = 0; closing < 2; closing++) {
      double chance[CD_BAND];
      cd_outlook_chances(outlook, &view, band, 3, closing, chance);
      for (guint i = 0; i < outlook->list.n[band]; i++, checked++) {
        double product = 1, u[8], threshold[8];
        for (guint j = 0; j < 2; j++) {
          it->prior.utilities(it, 0, j + 1, 7, &outlook->list.text[band * CD_BAND + i], 1, u);
          it->prior.thresholds(it, 0, j + 1, 7, 3, closing, threshold);
          product *= cd_opponent_chance(&outlook->other[j].belief, u, threshold);
        }
        assert_nine(chance[i], product);
      }
    }
  assert_true(checked > 60);
  for (guint o = 0; o < it->grid.n_texts; o++) {
    double product = 1;
    for (guint j = 0; j < 2; j++) {
      double least = 0;
      for (guint p = 0; p < 8; p++)
        least += outlook->other[j].reference[p] / 8;
      product /= 1 + exp((least - it->mean[j + 1][o]) / .05);
    }
    assert_nine(outlook->prior_chance[o], cd_reaches(view.u[o], view.outside) ? product : 0);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(notice_is_given_when_leaving_is_worth_more_than_the_best_of_next_month),
      cmocka_unit_test(notice_waits_for_a_closing_vote_that_may_pass),
      cmocka_unit_test(where_waiting_costs_nothing_nobody_gives_notice),
      cmocka_unit_test(an_agreement_waited_for_is_worth_less_to_the_impatient),
      cmocka_unit_test(impatience_alone_makes_nobody_leave),
      cmocka_unit_test(notice_follows_the_rule_written_out),
      cmocka_unit_test(the_likeliest_of_what_is_asked_for_is_tabled),
      cmocka_unit_test(no_text_is_tabled_below_the_target),
      cmocka_unit_test(of_texts_as_likely_the_better_is_tabled),
      cmocka_unit_test(the_closing_text_is_chosen_among_all_that_beat_leaving),
      cmocka_unit_test(no_text_is_tabled_below_what_leaving_is_worth),
      cmocka_unit_test(a_text_that_reaches_the_target_is_accepted),
      cmocka_unit_test(a_hard_bargainer_looks_beyond_the_shortlist),
      cmocka_unit_test(tit_for_tat_gives_up_what_the_other_newly_gave),
      cmocka_unit_test(a_refused_text_gives_way_to_another),
      cmocka_unit_test(what_was_learnt_stays_when_somebody_leaves),
      cmocka_unit_test(chances_on_the_shortlist_are_those_of_the_beliefs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
