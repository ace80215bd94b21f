#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/model/registry.h"
#include "sim/negotiation/tactic.h"
#include "tests/unit/near.h"

#define assert_six(found, expected) assert_near(found, expected, 5e-7)

/* The table of negotiation-and-games A4, computed elsewhere, at t = 0, .25, .5, .75, 1. */
static void concession_follows_the_published_forms(void **state)
{
  (void)state;
  static const struct {
    CdTacticKind kind;
    double kappa, beta, alpha[5];
  } row[] = {{CD_TACTIC_POLYNOMIAL, 0, .2, {0, .000977, .031250, .237305, 1}},
             {CD_TACTIC_POLYNOMIAL, .1, .5, {.1, .156250, .325000, .606250, 1}},
             {CD_TACTIC_EXPONENTIAL, .1, .5, {.1, .136137, .196288, .316228, 1}}};
  for (guint r = 0; r < G_N_ELEMENTS(row); r++)
    for (guint i = 0; i < 5; i++)
      assert_six(cd_tactic_conceded(row[r].kind, row[r].kappa, row[r].beta, .25 * i), row[r].alpha[i]);
}

/* exp((1 - t)^beta ln kappa) at kappa 1e-300 is below 1e-9 up to t = .9 for beta 1, and 1 at t = 1. */
static void exponential_concession_from_nought_is_its_limit(void **state)
{
  (void)state;
  for (guint i = 0; i <= 9; i++) {
    assert_same(cd_tactic_conceded(CD_TACTIC_EXPONENTIAL, 0, 1, .1 * i), 0);
    assert_nine(cd_tactic_conceded(CD_TACTIC_EXPONENTIAL, 1e-300, 1, .1 * i), 0);
  }
  assert_same(cd_tactic_conceded(CD_TACTIC_EXPONENTIAL, 0, 1, 1), 1);
  assert_same(cd_tactic_conceded(CD_TACTIC_EXPONENTIAL, 0, 20, 1), 1);
  assert_same(cd_tactic_conceded(CD_TACTIC_EXPONENTIAL, 1, .02, .5), 1);
}

static void tactics_are_called_what_scenarios_call_them(void **state)
{
  (void)state;
  for (guint k = 0; k < CD_TACTIC_COUNT; k++)
    assert_string_equal(cd_tactic_info(k)->id, cd_choices[CD_CHOICES_TACTIC][k]);
  assert_null(cd_choices[CD_CHOICES_TACTIC][CD_TACTIC_COUNT]);
}

static void the_page_on_scenarios_says_what_each_does(void **state)
{
  (void)state;
  g_autofree char *here = g_path_get_dirname(__FILE__), *page = NULL;
  g_autofree char *path = g_build_filename(here, "..", "..", "docs", "scenario-format.md", NULL);
  assert_true(g_file_get_contents(path, &page, NULL, NULL));
  for (guint k = 0; k < CD_TACTIC_COUNT; k++) {
    const CdTacticInfo *info = cd_tactic_info(k);
    g_autofree char *row = g_strdup_printf("| `%s` | %s |\n", info->id, info->sentence);
    assert_non_null(strstr(page, row));
  }
}

static void beta_below_one_concedes_late_and_above_one_early(void **state)
{
  (void)state;
  assert_nine(cd_tactic_conceded(CD_TACTIC_POLYNOMIAL, 0, 1, .3), .3);
  assert_true(cd_tactic_conceded(CD_TACTIC_POLYNOMIAL, 0, .5, .3) < .3);
  assert_true(cd_tactic_conceded(CD_TACTIC_POLYNOMIAL, 0, 2, .3) > .3);
}

/* As kappa goes to nought, kappa^((1 - t)^beta) goes to nought before the end and stays one at it. */
static void who_opens_with_nothing_concedes_exponentially_at_the_end_alone(void **state)
{
  (void)state;
  assert_true(cd_tactic_conceded(CD_TACTIC_EXPONENTIAL, 0, 0.6, 0) == 0);
  assert_true(cd_tactic_conceded(CD_TACTIC_EXPONENTIAL, 0, 0.6, 0.99) == 0);
  assert_true(cd_tactic_conceded(CD_TACTIC_EXPONENTIAL, 0, 0.6, 1) == 1);
  assert_true(cd_tactic_conceded(CD_TACTIC_EXPONENTIAL, 1e-300, 0.6, 0.5) < 1e-100);
}

static void time_runs_from_nought_to_one_over_the_meetings(void **state)
{
  (void)state;
  assert_same(cd_tactic_time(0, 11), 0);
  assert_nine(cd_tactic_time(3, 12), .25);
  assert_same(cd_tactic_time(11, 11), 1);
  assert_same(cd_tactic_time(0, 0), 1);
}

static void an_issue_is_conceded_from_the_end_that_is_wanted(void **state)
{
  (void)state;
  assert_nine(cd_concede_issue(.25, 1, 5, CD_WANTS_LITTLE), 2);
  assert_nine(cd_concede_issue(.25, 1, 5, CD_WANTS_MUCH), 4);
  assert_nine(cd_concede_issue(1, 1, 5, CD_WANTS_MUCH), 1);
}

static void tit_for_tat_moves_an_issue_as_the_other_did(void **state)
{
  (void)state;
  assert_six(cd_tit_for_tat_relative(5, 10, 9, 0, 10), 5.555556);
  assert_nine(cd_tit_for_tat_absolute(5, 10, 9, 0, 0, 10), 6);
  assert_nine(cd_tit_for_tat_absolute(5, 10, 9, -.25, 0, 10), 5.75);
}

static void tit_for_tat_stays_within_the_issue(void **state)
{
  (void)state;
  assert_same(cd_tit_for_tat_relative(5, 10, 1, 0, 10), 10);
  assert_same(cd_tit_for_tat_relative(5, 1, 10, 2, 10), 2);
  assert_same(cd_tit_for_tat_absolute(5, 10, 1, 0, 0, 10), 10);
  assert_same(cd_tit_for_tat_absolute(5, 1, 10, 0, 2, 10), 2);
}

static void the_target_falls_from_the_best_to_the_alternative(void **state)
{
  (void)state;
  CdTactic linear = {.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1};
  assert_nine(cd_target_of_time(&linear, 0, .4, .9), .9);
  assert_nine(cd_target_of_time(&linear, .5, .4, .9), .65);
  assert_nine(cd_target_of_time(&linear, 1, .4, .9), .4);
}

static void an_alternative_out_of_reach_is_the_target(void **state)
{
  (void)state;
  CdTactic linear = {.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1};
  assert_same(cd_target_of_time(&linear, .5, .9, .4), .9);
  assert_same(cd_target_in_answer(.9, NULL, 0, .9, .4), .9);
}

static void among_several_the_most_reluctant_is_answered(void **state)
{
  (void)state;
  const double conceded[] = {.3, .05, .1}, one_steps_back[] = {.3, -.2};
  assert_nine(cd_target_in_answer(.8, conceded, 3, .4, .9), .75);
  assert_nine(cd_target_in_answer(.8, one_steps_back, 2, .4, .9), .8);
  assert_nine(cd_target_in_answer(.8, conceded, 1, .6, .9), .6);
  assert_nine(cd_target_in_answer(.95, NULL, 0, .4, .9), .9);
}

static void the_mixture_is_by_weight(void **state)
{
  (void)state;
  CdTactic mixed = {.of_time = CD_TACTIC_POLYNOMIAL, .beta = 1, .reciprocity = .25};
  assert_nine(cd_target_mixed(&mixed, .6, .8), .65);
}

static void every_tactic_says_what_it_is(void **state)
{
  (void)state;
  guint of_family[3] = {0};
  for (guint k = 0; k < CD_TACTIC_COUNT; k++) {
    const CdTacticInfo *info = cd_tactic_info(k);
    assert_true(strlen(info->id) && strlen(info->label) && strlen(info->sentence) && strlen(info->source));
    of_family[info->family]++;
    for (guint other = 0; other < k; other++)
      assert_string_not_equal(info->id, cd_tactic_info(other)->id);
  }
  assert_int_equal(of_family[CD_TACTIC_TIME], 2);
  assert_int_equal(of_family[CD_TACTIC_ISSUE], 3);
  assert_int_equal(of_family[CD_TACTIC_UTILITY], 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(concession_follows_the_published_forms),
      cmocka_unit_test(exponential_concession_from_nought_is_its_limit),
      cmocka_unit_test(tactics_are_called_what_scenarios_call_them),
      cmocka_unit_test(the_page_on_scenarios_says_what_each_does),
      cmocka_unit_test(beta_below_one_concedes_late_and_above_one_early),
      cmocka_unit_test(who_opens_with_nothing_concedes_exponentially_at_the_end_alone),
      cmocka_unit_test(time_runs_from_nought_to_one_over_the_meetings),
      cmocka_unit_test(an_issue_is_conceded_from_the_end_that_is_wanted),
      cmocka_unit_test(tit_for_tat_moves_an_issue_as_the_other_did),
      cmocka_unit_test(tit_for_tat_stays_within_the_issue),
      cmocka_unit_test(the_target_falls_from_the_best_to_the_alternative),
      cmocka_unit_test(an_alternative_out_of_reach_is_the_target),
      cmocka_unit_test(among_several_the_most_reluctant_is_answered),
      cmocka_unit_test(the_mixture_is_by_weight),
      cmocka_unit_test(every_tactic_says_what_it_is),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
