#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/coalition/survey.h"
#include "tests/unit/near.h"

typedef double (*Worth)(guint32 block, guint party);

static const CdPartition *expected(Worth worth, guint n, CdArena *arena, CdPartitions *list, CdSurvey *survey)
{
  double *u = cd_arena_array(arena, double, (gsize)n << n);
  for (guint32 block = 1; block < 1u << n; block++)
    for (guint i = 0; i < n; i++)
      u[block * n + i] = worth(block, i);
  CdHedonic game = cd_hedonic(u, n, arena);
  *survey = cd_survey(&game, arena);
  *list = cd_survey_expected(survey, arena);
  return list->partition;
}

static double the_more_the_better(guint32 block, guint party)
{
  (void)party;
  return __builtin_popcount(block);
}

static double the_fewer_the_better(guint32 block, guint party)
{
  (void)party;
  return -__builtin_popcount(block);
}

static double all_the_same(guint32 block, guint party)
{
  (void)party;
  return block ? 0.1 : 0;
}

static double pairs_are_best(guint32 block, guint party)
{
  (void)party;
  return __builtin_popcount(block) == 2;
}

/* Round a table of three each likes the next best, then the one before, and to be three least of all. */
static double round_a_table(guint32 block, guint party)
{
  guint next = (party + 1) % 3, before = (party + 2) % 3;
  bool with_next = block >> next & 1, with_before = block >> before & 1;
  return with_next && with_before ? -1 : with_next ? 2 : with_before ? 1 : 0;
}

/* The same, but to be three is better than to be alone. */
static double cycle(guint32 block, guint party)
{
  return block == 7 ? 0.5 : round_a_table(block, party);
}

static void ten_who_like_company_go_together(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdPartitions list;
  CdSurvey survey;
  const CdPartition *it = expected(the_more_the_better, 10, arena, &list, &survey);
  assert_int_equal(survey.n_partitions, 115975);
  assert_int_equal(survey.n_stable[CD_STABLE_CORE], 1);
  assert_int_equal(survey.n_stable[CD_STABLE_NASH], 1);
  assert_int_equal(list.n, 1);
  assert_int_equal(it->block[0], 1023);
  assert_nine(survey.welfare[0], 100);
  assert_int_equal(survey.stable[0], 63);
}

static void ten_who_do_not_stay_alone(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdPartitions list;
  CdSurvey survey;
  const CdPartition *it = expected(the_fewer_the_better, 10, arena, &list, &survey);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    assert_int_equal(survey.n_stable[s], 1);
  assert_int_equal(it->n_blocks, 10);
  assert_nine(survey.welfare[survey.n_partitions - 1], -10);
}

static void where_all_is_the_same_all_is_stable_and_none_preferred(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdPartitions list;
  CdSurvey survey;
  expected(all_the_same, 7, arena, &list, &survey);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    assert_int_equal(survey.n_stable[s], 877);
  assert_int_equal(list.n, 877);
  assert_int_equal(list.sense, CD_STABLE_CORE);
}

/* Six pair off in 15 ways; five leave one over, who may not be let in: 5 x 3 ways. */
static void pairs_form_in_every_way(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdPartitions list;
  CdSurvey survey;
  expected(pairs_are_best, 6, arena, &list, &survey);
  assert_int_equal(list.n, 15);
  expected(pairs_are_best, 5, arena, &list, &survey);
  assert_int_equal(list.n, 15);
  for (guint k = 0; k < list.n; k++)
    assert_int_equal(list.partition[k].n_blocks, 3);
}

/* The first does not care; the second gains by company, so both ways are in the core. */
static double only_one_cares(guint32 block, guint party)
{
  return party == 1 && block == 3;
}

static double hardly_one_cares(guint32 block, guint party)
{
  return 0.9e-9 * only_one_cares(block, party);
}

static void of_those_stable_the_greatest_welfare_is_expected(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdPartitions list;
  CdSurvey survey;
  const CdPartition *it = expected(only_one_cares, 2, arena, &list, &survey);
  assert_int_equal(survey.n_stable[CD_STABLE_CORE], 2);
  assert_int_equal(list.n, 1);
  assert_int_equal(it->n_blocks, 1);
  expected(hardly_one_cares, 2, arena, &list, &survey);
  assert_int_equal(list.n, 2);
}

static void without_a_core_the_individually_stable_are_expected(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdPartitions list;
  CdSurvey survey;
  const CdPartition *it = expected(cycle, 3, arena, &list, &survey);
  assert_int_equal(survey.n_stable[CD_STABLE_CORE], 0);
  assert_int_equal(list.sense, CD_STABLE_INDIVIDUAL);
  assert_int_equal(list.n, 1);
  assert_int_equal(it->block[0], 7); /* though each pair's total welfare is twice that */
}

static void without_those_the_contractually_individually_stable(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdPartitions list;
  CdSurvey survey;
  const CdPartition *it = expected(round_a_table, 3, arena, &list, &survey);
  assert_int_equal(survey.n_stable[CD_STABLE_CORE] + survey.n_stable[CD_STABLE_INDIVIDUAL], 0);
  assert_int_equal(list.sense, CD_STABLE_CONTRACTUAL_INDIVIDUAL);
  assert_int_equal(list.n, 3);
  for (guint k = 0; k < 3; k++)
    assert_int_equal(it[k].n_blocks, 2);
}

static void a_list_holds_those_flagged_and_no_others(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdPartitions ignored;
  CdSurvey survey;
  expected(cycle, 3, arena, &ignored, &survey);
  for (CdStability s = 0; s < CD_STABLE_COUNT; s++) {
    CdPartitions list = cd_survey_list(&survey, s, arena);
    guint k = 0, found = 0;
    CdPartitionWalk walk;
    cd_partition_first(&walk, 7);
    do
      if (survey.stable[k++] >> s & 1)
        assert_true(found < list.n && cd_partition_equal(&list.partition[found++], &walk.now));
    while (cd_partition_next(&walk));
    assert_int_equal(list.n, found);
    assert_int_equal(list.n, survey.n_stable[s]);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ten_who_like_company_go_together),
      cmocka_unit_test(ten_who_do_not_stay_alone),
      cmocka_unit_test(where_all_is_the_same_all_is_stable_and_none_preferred),
      cmocka_unit_test(pairs_form_in_every_way),
      cmocka_unit_test(of_those_stable_the_greatest_welfare_is_expected),
      cmocka_unit_test(without_a_core_the_individually_stable_are_expected),
      cmocka_unit_test(without_those_the_contractually_individually_stable),
      cmocka_unit_test(a_list_holds_those_flagged_and_no_others),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
