#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/base/random.h"
#include "sim/negotiation/shortlist.h"
#include "tests/unit/near.h"

static CdOpponent opponent(guint n, double spread, CdArena *arena)
{
  CdPrior prior = {.n_particles = n, .spread = spread};
  CdOpponent it;
  cd_opponent_init(&it, &prior, arena);
  return it;
}

static void a_text_at_the_threshold_is_taken_half_the_time(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdOpponent it = opponent(1, .05, arena);
  double u = .6, threshold = .6;
  assert_nine(cd_opponent_chance(&it, &u, &threshold), .5);
  u = .6 + .05 * log(3); /* odds of three to one */
  assert_nine(cd_opponent_chance(&it, &u, &threshold), .75);
}

static void chances_are_weighted_over_particles(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdOpponent it = opponent(2, .05, arena);
  double u[] = {.6, .6 + .05 * log(3)}, threshold[] = {.6, .6};
  assert_nine(cd_opponent_chance(&it, u, threshold), .625);
}

/* Bayes: chances .75 and .25 of taking the text, even at first. */
static void what_is_tabled_and_refused_moves_the_weights_by_bayes_rule(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdOpponent it = opponent(2, .05, arena);
  double u[] = {.6 + .05 * log(3), .6 - .05 * log(3)}, threshold[] = {.6, .6};
  cd_opponent_hear(&it, u, threshold, true);
  assert_nine(it.weight[0], .75);
  cd_opponent_hear(&it, u, threshold, true);
  assert_nine(it.weight[0], .9);
  cd_opponent_hear(&it, u, threshold, false);
  assert_nine(it.weight[0], .75);
  cd_opponent_hear(&it, u, threshold, false);
  assert_nine(it.weight[1], .5);
}

static void weights_add_up_to_one_whatever_is_heard(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdOpponent it = opponent(64, .001, arena);
  CdStream stream = cd_stream(3, 0, CD_PURPOSE_INPUT, 0);
  for (guint event = 0; event < 500; event++) {
    double u[64], threshold[64], sum = 0;
    for (guint p = 0; p < 64; p++) {
      u[p] = cd_stream_uniform(stream, event, 2 * p);
      threshold[p] = cd_stream_uniform(stream, event, 2 * p + 1);
    }
    cd_opponent_hear(&it, u, threshold, event % 3 == 0);
    for (guint p = 0; p < 64; p++)
      sum += it.weight[p];
    assert_nine(sum, 1);
  }
}

static void beliefs_come_to_hold_what_the_other_is(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdOpponent it = opponent(16, .05, arena);
  CdStream stream = cd_stream(4, 0, CD_PURPOSE_INPUT, 0);
  enum { TRUE_ONE = 5 };
  for (guint event = 0; event < 60; event++) {
    double u[16], threshold[16];
    for (guint p = 0; p < 16; p++) {
      u[p] = cd_stream_uniform(stream, event, p);
      threshold[p] = .5;
    }
    double takes = 1 / (1 + exp(-(u[TRUE_ONE] - .5) / .05));
    cd_opponent_hear(&it, u, threshold, cd_stream_uniform(stream, event, 99) < takes);
  }
  assert_true(it.weight[TRUE_ONE] > .99);
}

static void odds_shifted_to_other_thresholds_give_the_same_chances(void **state)
{
  (void)state;
  enum { N = 7 };
  g_autoptr(CdArena) arena = cd_arena_new();
  CdOpponent it = opponent(N, .05, arena);
  CdStream stream = cd_stream(5, 0, CD_PURPOSE_INPUT, 0);
  double u[CD_BAND][N], at[N], later[N], odds[N * CD_BAND], shift[N], chance[CD_BAND];
  for (guint p = 0; p < N; p++) {
    at[p] = .4 + .2 * cd_stream_uniform(stream, 0, p);
    later[p] = .4 + .2 * cd_stream_uniform(stream, 1, p);
    shift[p] = cd_opponent_odds(&it, at[p], later[p]);
    for (guint i = 0; i < CD_BAND; i++) {
      u[i][p] = .3 + .5 * cd_stream_uniform(stream, 2 + i, p);
      odds[p * CD_BAND + i] = cd_opponent_odds(&it, u[i][p], at[p]);
    }
  }
  cd_opponent_hear(&it, u[0], at, true);
  for (guint i = 0; i < CD_BAND; i++)
    chance[i] = .5;
  cd_opponent_chances(&it, odds, shift, chance);
  for (guint i = 0; i < CD_BAND; i++)
    assert_nine(chance[i], .5 * cd_opponent_chance(&it, u[i], later));
}

/* --- The shortlist --------------------------------------------------------------------------------------------------- */

enum { TEXTS = 4000 };

typedef struct {
  double u[TEXTS], chance[TEXTS];
} Many;

static void draw_many(Many *many)
{
  CdStream stream = cd_stream(6, 0, CD_PURPOSE_INPUT, 0);
  for (guint o = 0; o < TEXTS; o++) {
    many->u[o] = cd_stream_uniform(stream, 0, o % 4096);
    many->chance[o] = floor(50 * cd_stream_uniform(stream, 1, o % 4096)); /* with ties */
  }
}

static guint band_of(double u, double low, double high)
{
  return MIN((guint)((u - low) / (high - low) * CD_BANDS), (guint)CD_BANDS - 1);
}

/* Against counting: a text is on the list iff fewer than 32 of its band are likelier, or as likely and earlier. */
static void of_each_band_of_gains_the_likeliest_are_kept(void **state)
{
  (void)state;
  g_autofree Many *many = g_new(Many, 1);
  g_autofree CdShortlist *list = g_new(CdShortlist, 1);
  draw_many(many);
  double low = .4, high = 0;
  for (guint o = 0; o < TEXTS; o++)
    high = MAX(high, many->u[o]);
  cd_shortlist_choose(list, many->u, many->chance, TEXTS, low);
  guint listed = 0;
  for (guint o = 0; o < TEXTS; o++) {
    if (many->u[o] < low)
      continue;
    guint before = 0, band = band_of(many->u[o], low, high);
    for (guint other = 0; other < TEXTS; other++)
      before += many->u[other] >= low && band_of(many->u[other], low, high) == band &&
                (many->chance[other] > many->chance[o] || (many->chance[other] == many->chance[o] && other < o));
    if (before >= CD_BAND)
      continue;
    assert_int_equal(list->text[band * CD_BAND + before], o);
    assert_true(list->u[band * CD_BAND + before] == many->u[o]);
    listed++;
  }
  assert_int_equal(listed, CD_BANDS * CD_BAND);
  assert_int_equal(list->n[CD_HEARD], 0);
}

static void texts_never_worth_taking_are_not_considered(void **state)
{
  (void)state;
  const double u[] = {.1, .5, .49, .9}, chance[] = {1, .1, 1, .1};
  g_autofree CdShortlist *list = g_new(CdShortlist, 1);
  cd_shortlist_choose(list, u, chance, 4, .5);
  assert_int_equal(list->n[0], 1);
  assert_int_equal(list->text[0], 1);
  assert_int_equal(list->n[CD_BANDS - 1], 1);
  assert_int_equal(list->text[(CD_BANDS - 1) * CD_BAND], 3);
  assert_true(list->most[CD_BANDS - 1] == .9 && list->most[1] == -INFINITY);
  cd_shortlist_choose(list, u, chance, 4, .95);
  for (guint b = 0; b <= CD_BANDS; b++)
    assert_int_equal(list->n[b], 0);
}

static void what_others_table_is_considered_too(void **state)
{
  (void)state;
  const double u[] = {.1, .5, .49, .9}, chance[] = {1, .1, 1, .1};
  g_autofree CdShortlist *list = g_new(CdShortlist, 1);
  cd_shortlist_choose(list, u, chance, 4, .5);
  assert_int_equal(cd_shortlist_hear(list, 3, .9), G_MAXUINT);
  assert_int_equal(cd_shortlist_hear(list, 2, .49), CD_HEARD * CD_BAND);
  assert_int_equal(cd_shortlist_hear(list, 2, .49), G_MAXUINT);
  assert_true(list->most[CD_HEARD] == .49);
  for (guint text = 100; text < 100 + CD_BAND; text++)
    cd_shortlist_hear(list, text, .3);
  assert_int_equal(list->n[CD_HEARD], CD_BAND);
  assert_int_equal(cd_shortlist_hear(list, 2, .49), CD_HEARD * CD_BAND + 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_text_at_the_threshold_is_taken_half_the_time),
      cmocka_unit_test(chances_are_weighted_over_particles),
      cmocka_unit_test(what_is_tabled_and_refused_moves_the_weights_by_bayes_rule),
      cmocka_unit_test(weights_add_up_to_one_whatever_is_heard),
      cmocka_unit_test(beliefs_come_to_hold_what_the_other_is),
      cmocka_unit_test(odds_shifted_to_other_thresholds_give_the_same_chances),
      cmocka_unit_test(of_each_band_of_gains_the_likeliest_are_kept),
      cmocka_unit_test(texts_never_worth_taking_are_not_considered),
      cmocka_unit_test(what_others_table_is_considered_too),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
