/* Where the winner changes with the weight, against the winner at many weights. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/tender/compared.h"

enum { BIDS = 12, TENDERS = 40, WEIGHTS = 200 };

static int by_reigns(const CdReign *reign, guint n, double weight)
{
  guint r = 0;
  while (r + 1 < n && reign[r + 1].from <= weight)
    r++;
  return reign[r].winner;
}

static bool is_edge(const CdReign *reign, guint n, double weight)
{
  for (guint r = 0; r < n; r++)
    if (fabs(reign[r].from - weight) < 1e-9)
      return true;
  return weight <= 0 || weight >= 1;
}

static void reigns_name_the_winner_at_every_weight(void **state)
{
  (void)state;
  GRand *rand = g_rand_new_with_seed(7);
  for (guint t = 0; t < TENDERS; t++) {
    CdOffer offer[BIDS];
    for (guint i = 0; i < BIDS; i++)
      offer[i] = (CdOffer){g_rand_int_range(rand, 0, 21) / 20.0, g_rand_int_range(rand, 40, 160)};
    for (int f = 0; f < CD_SCORING_COUNT; f++) {
      CdMarking marking = {.scoring = (CdScoring)f, .low = 50, .high = 150, .mark_value = 70};
      CdReign reign[BIDS];
      guint n = cd_reigns(&marking, offer, BIDS, reign);
      assert_in_range(n, 1, BIDS);
      for (guint w = 0; w <= WEIGHTS; w++) {
        marking.weight = (double)w / WEIGHTS;
        int told = by_reigns(reign, n, marking.weight), found = cd_winner(&marking, offer, BIDS, -1);
        CdPrices prices = cd_prices(&marking, offer, BIDS, -1);
        if (!is_edge(reign, n, marking.weight) && told != found)
          assert_true(fabs(cd_score(&marking, &prices, &offer[told]) - cd_score(&marking, &prices, &offer[found])) < 1e-9);
      }
    }
  }
  g_rand_free(rand);
}

/* q^w / p^(1 - w) of no quality is 1 / p at a weight of nought and nought beyond: B, dearer and of some quality, has it from there on, up to C's. Between those, w ln(.9 / .5) =
 * (1 - w) ln(200 / 100): w = ln 2 / (ln 2 + ln 1.8). */
static void a_bid_without_quality_never_reigns_by_the_ratio(void **state)
{
  (void)state;
  const CdOffer offer[] = {{0, 50}, {0.5, 100}, {0.9, 200}, {0, 40}};
  const CdMarking ratio = {.scoring = CD_SCORING_VALUE_FOR_MONEY};
  CdReign reign[4];
  assert_int_equal(cd_reigns(&ratio, offer, 4, reign), 2);
  assert_true(reign[0].winner == 1 && reign[0].from == 0 && reign[1].winner == 2);
  assert_true(fabs(reign[1].from - log(2) / (log(2) + log(1.8))) < 1e-12);
  const CdOffer none[] = {{0, 50}, {0, 40}};
  assert_int_equal(cd_reigns(&ratio, none, 2, reign), 1);
  assert_int_equal(reign[0].winner, 1);
}

/* Absolute marks from 50 to 150 are all 100 at 50 and below: one line for equal qualities, and another for a better one; relative marks tell the prices apart. */
static void bids_are_level_where_their_lines_are_one(void **state)
{
  (void)state;
  const CdOffer offer[] = {{0.6, 50}, {0.6, 40}, {0.7, 40}};
  const CdMarking absolute = {.scoring = CD_SCORING_ABSOLUTE, .low = 50, .high = 150},
                  relative = {.scoring = CD_SCORING_RELATIVE};
  assert_true(cd_are_level(&absolute, offer, 3, 0, 1));
  assert_false(cd_are_level(&absolute, offer, 3, 1, 2)); /* alike at weight 0 alone */
  assert_false(cd_are_level(&relative, offer, 3, 0, 1)); /* alike at weight 1 alone */
}

/* A dear bid of quality 100 against one at half its price without any: relative marks, 100 w + 50 (1 - w) = 100 (1 - w) at w = 1/3. */
static void two_bids_change_places_where_their_scores_meet(void **state)
{
  (void)state;
  const CdOffer offer[] = {{1, 100}, {0, 50}};
  CdReign reign[2];
  assert_int_equal(cd_reigns(&(CdMarking){.scoring = CD_SCORING_RELATIVE}, offer, 2, reign), 2);
  assert_int_equal(reign[0].winner, 1);
  assert_int_equal(reign[1].winner, 0);
  assert_true(fabs(reign[1].from - 1. / 3) < 1e-15);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reigns_name_the_winner_at_every_weight),
      cmocka_unit_test(a_bid_without_quality_never_reigns_by_the_ratio),
      cmocka_unit_test(bids_are_level_where_their_lines_are_one),
      cmocka_unit_test(two_bids_change_places_where_their_scores_meet),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
