#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/appraisal/accord.h"
#include "tests/unit/near.h"

/* Three councils: 0, 1, 2. */
enum { COUNCILS = 3, ALL = 7 };

static CdDecision decided(guint meeting, CdPartingKind kind, guint n_blocks, const guint32 *block)
{
  CdDecision decision = {.meeting = meeting, .kind = kind, .agreed = n_blocks == 1};
  decision.division.n_blocks = n_blocks;
  for (guint b = 0; b < n_blocks; b++)
    decision.division.block[b] = block[b];
  return decision;
}

static CdDecision together(guint meeting)
{
  return decided(meeting, CD_PARTING_NONE, 1, (const guint32[]){ALL});
}

/* The first two go on without the third, who would have stayed. */
static CdDecision without_the_third(guint meeting)
{
  CdDecision decision = decided(meeting, CD_PARTING_EXCLUSION, 2, (const guint32[]){3, 4});
  decision.council[0].departure = CD_GAVE_NOTICE;
  decision.council[1].departure = CD_LAPSED;
  decision.council[2].wanted_to_stay = true;
  for (guint i = 0; i < COUNCILS; i++) {
    decision.council[i].value = 0.5 + 0.1 * i;
    decision.council[i].walk_away = 0.25;
  }
  return decision;
}

static CdDecision each_alone(guint meeting)
{
  return decided(meeting, CD_PARTING_IMPASSE, 3, (const guint32[]){1, 2, 4});
}

static void partitions_are_counted_the_most_frequent_first(void **state)
{
  (void)state;
  const CdDecision decision[] = {each_alone(12), together(4),           without_the_third(3),
                                 together(7),    without_the_third(10), together(10)};
  g_autoptr(CdAccord) accord = cd_accord_new(decision, sizeof *decision, G_N_ELEMENTS(decision), COUNCILS);
  assert_int_equal(accord->n_partitions, 3);
  static const guint blocks[] = {1, 2, 3}, n[] = {3, 2, 1};
  static const double months[] = {7, 6.5, 12};
  guint sum = 0;
  for (guint p = 0; p < 3; p++) {
    assert_int_equal(accord->partition[p].partition.n_blocks, blocks[p]);
    assert_int_equal(accord->partition[p].share.n, n[p]);
    assert_int_equal(accord->partition[p].share.of, 6);
    assert_same(accord->partition[p].months, months[p]);
    sum += accord->partition[p].share.n;
  }
  assert_int_equal(sum, accord->replicates);
  assert_same(accord->months, (12 + 4 + 3 + 7 + 10 + 10) / 6.0);
  assert_true(accord->partition[1].partition.block[0] == 3 && accord->partition[1].partition.block[1] == 4);
}

static void equal_shares_stand_in_the_order_of_their_blocks(void **state)
{
  (void)state;
  const CdDecision one = decided(1, CD_PARTING_MISSED, 2, (const guint32[]){1, 6}),
                   other = decided(2, CD_PARTING_MISSED, 2, (const guint32[]){5, 2});
  const CdDecision decision[] = {other, together(0), without_the_third(1), one, each_alone(2)};
  g_autoptr(CdAccord) accord = cd_accord_new(decision, sizeof *decision, G_N_ELEMENTS(decision), COUNCILS);
  static const guint32 first[] = {1, 1, 3, 5, 7}, second[] = {2, 6, 4, 2, 0};
  assert_int_equal(accord->n_partitions, 5);
  for (guint p = 0; p < 5; p++) {
    assert_int_equal(accord->partition[p].partition.block[0], first[p]);
    assert_true(p == 4 || accord->partition[p].partition.block[1] == second[p]);
  }
}

static void ends_and_departures_are_counted(void **state)
{
  (void)state;
  const CdDecision decision[] = {together(4), without_the_third(3), together(8), each_alone(12)};
  g_autoptr(CdAccord) accord = cd_accord_new(decision, sizeof *decision, G_N_ELEMENTS(decision), COUNCILS);
  assert_int_equal(accord->agreed.n, 2);
  assert_same(accord->months_agreed, 6);
  guint kinds = 0;
  for (guint k = 0; k < CD_PARTING_COUNT; k++)
    kinds += accord->kind[k].n;
  assert_int_equal(kinds, 4);
  assert_true(accord->kind[CD_PARTING_NONE].n == 2 && accord->kind[CD_PARTING_EXCLUSION].n == 1 &&
              accord->kind[CD_PARTING_IMPASSE].n == 1);
  assert_true(accord->notice[0].n == 1 && accord->lapsed[0].n == 0 && accord->wanted[0].n == 0);
  assert_true(accord->notice[1].n == 0 && accord->lapsed[1].n == 1 && accord->wanted[1].n == 0);
  assert_true(accord->notice[2].n == 0 && accord->lapsed[2].n == 0 && accord->wanted[2].n == 1);
  assert_nine(accord->value[2], 0.7 / 4);
  assert_nine(accord->walk_away[2], 0.25 / 4);
}

static void who_joins_later_is_counted_with_its_month(void **state)
{
  (void)state;
  CdDecision decision[] = {together(4), without_the_third(3), together(8), each_alone(12)};
  decision[0].council[2].joined_later = decision[2].council[2].joined_later = true;
  decision[0].council[2].joined = 5;
  decision[2].council[2].joined = 10;
  g_autoptr(CdAccord) accord = cd_accord_new(decision, sizeof *decision, G_N_ELEMENTS(decision), COUNCILS);
  assert_true(accord->joined[2].n == 2 && accord->joined[2].of == 4 && accord->joined[0].n == 0);
  assert_same(accord->month_joined[2], 7.5);
  assert_true(isnan(accord->month_joined[0]));
}

static void nobody_agreeing_has_no_month(void **state)
{
  (void)state;
  const CdDecision decision[] = {each_alone(12), without_the_third(3)};
  g_autoptr(CdAccord) accord = cd_accord_new(decision, sizeof *decision, 2, COUNCILS);
  assert_true(accord->agreed.n == 0 && isnan(accord->months_agreed));
}

/* As they lie in a run's results, and in records of talks. */
static void decisions_may_lie_apart(void **state)
{
  (void)state;
  struct {
    CdDecision decision;
    double other[3];
  } record[] = {{together(4), {0}}, {without_the_third(3), {0}}, {each_alone(12), {0}}};
  g_autoptr(CdAccord) accord = cd_accord_new(&record[0].decision, sizeof *record, 3, COUNCILS);
  assert_true(accord->n_partitions == 3 && accord->agreed.n == 1);
  assert_true(accord->notice[0].n == 1 && accord->wanted[2].n == 1);
  cd_accord_free(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(partitions_are_counted_the_most_frequent_first),
      cmocka_unit_test(equal_shares_stand_in_the_order_of_their_blocks),
      cmocka_unit_test(ends_and_departures_are_counted),
      cmocka_unit_test(who_joins_later_is_counted_with_its_month),
      cmocka_unit_test(nobody_agreeing_has_no_month),
      cmocka_unit_test(decisions_may_lie_apart),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
