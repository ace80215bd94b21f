/* How options are ranked in one draw, by scores worked by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/appraisal/test-sample.h"

static const guint zero_one[] = {0, 1}, two[] = {2}, three[] = {3};

static const CdClaimTestSpec ranking = {.first = {2, zero_one}, .then = {1, two}, .last = {1, three}};

/* 0 and 1 before 2, and 2 before 3: in whatever order the first two are. */
static void a_ranking_is_that_of_its_lists(void **state)
{
  (void)state;
  static const double so[] = {5, 9, 4, 3}, middle_first[] = {5, 9, 6, 3}, last_is_third[] = {5, 9, 3, 4};
  assert_true(cd_ranking_holds(&ranking, so, 0) == 1);
  assert_true(cd_ranking_holds(&ranking, middle_first, 0) == 0);
  assert_true(cd_ranking_holds(&ranking, last_is_third, 0) == 0);
}

static void who_is_level_comes_before_nobody(void **state)
{
  (void)state;
  static const double tie[] = {5, 4, 4, 3};
  assert_true(cd_ranking_holds(&ranking, tie, 10) == 0);
}

static void level_is_no_further_apart_than_matters(void **state)
{
  (void)state;
  CdClaimTestSpec level = {.level = {2, zero_one}}, both = ranking;
  both.level = level.level;
  static const double apart[] = {5, 9, 4, 3};
  assert_true(cd_ranking_holds(&level, apart, 4) == 1);
  assert_true(cd_ranking_holds(&level, apart, 3.9) == 0);
  assert_true(cd_ranking_holds(&both, apart, 4) == 1);
  assert_true(cd_ranking_holds(&both, apart, 3.9) == 0);
}

/* Of an option that is not asked about nothing needs to be known. */
static void what_has_no_score_is_not_ranked(void **state)
{
  (void)state;
  static const double without_last[] = {5, 9, 4, NAN}, without_other[] = {5, 9, 4, 3, NAN};
  assert_true(isnan(cd_ranking_holds(&ranking, without_last, 0)));
  assert_true(cd_ranking_holds(&ranking, without_other, 0) == 1);
  CdClaimTestSpec level = {.level = {1, three}};
  assert_true(isnan(cd_ranking_holds(&level, without_last, 1)));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_ranking_is_that_of_its_lists),
      cmocka_unit_test(who_is_level_comes_before_nobody),
      cmocka_unit_test(level_is_no_further_apart_than_matters),
      cmocka_unit_test(what_has_no_score_is_not_ranked),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
