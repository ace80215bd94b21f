#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/coalition/reservation.h"
#include "tests/unit/near.h"

/* Parties are numbered from 1 in the comments, as in the methods. */
enum { A = 1, B = 2, AB = 3, C = 4, AC = 5, BC = 6, ABC = 7 };

/* Tables of a few blocks; those not listed cannot form, and a party alone gets nothing. */
typedef struct {
  guint32 block;
  guint n_texts;
  double u[8];
} Listed;

typedef struct {
  const Listed *listed; /* up to an empty block */
  guint asked;
  guint32 last;
} Case;

static CdBlockTable look(gpointer user, guint32 mask)
{
  static const double nothing[] = {0};
  Case *it = user;
  assert_true(mask > it->last);
  it->last = mask;
  it->asked++;
  for (const Listed *row = it->listed; row->block; row++)
    if (row->block == mask)
      return (CdBlockTable){row->n_texts, row->u};
  return (CdBlockTable){mask & (mask - 1) ? 0 : 1, nothing};
}

static const double no_friction[CD_COALITION_MAX] = {0};
static const guint32 all_alone[] = {A, B, C};

static const CdBlockSolution *solve(Case *it, const double *friction, const guint32 *bau_block, CdArena *arena)
{
  CdParties parties = {.n_parties = 3, .friction = friction, .bau_block = bau_block};
  it->asked = it->last = 0;
  return cd_reservation(&parties, look, it, arena);
}

static void assert_blocks(const CdPartition *it, guint32 first, guint32 second, guint32 third)
{
  CdPartition other = {0};
  const guint32 block[] = {first, second, third};
  for (guint b = 0; b < 3; b++)
    if (block[b])
      cd_partition_add(&other, block[b]);
  assert_true(cd_partition_equal(it, &other));
}

static void each_block_is_asked_for_once_and_after_its_parts(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed none[] = {{0}};
  Case it = {.listed = none};
  solve(&it, no_friction, all_alone, arena);
  assert_int_equal(it.asked, 7);
}

static void alone_a_party_takes_its_best_text(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed listed[] = {{B, 4, {0.2, 0.7, 0.7, 0.1}}, {0}};
  Case it = {.listed = listed};
  const CdBlockSolution *solution = solve(&it, no_friction, all_alone, arena);
  assert_nine(solution[B].value[1], 0.7);
  assert_nine(solution[B].reservation[1], 0.7);
  assert_int_equal(solution[B].text, 1);
  assert_int_equal(solution[B].n_feasible, 2);
  assert_true(solution[B].forms);
  assert_false(solution[B].convention_dependent);
  assert_blocks(&solution[B].best, B, 0, 0);
}

static const Listed pair[] = {{A, 1, {0.3}}, {B, 1, {0.4}}, {AB, 4, {0.9, 0.3, 0.8, 0.5, 0.6, 0.7, 0.4, 0.9}}, {0}};

/* Products of (u - 0.3)(u - 0.4) over the last three: 0.05, 0.09, 0.05. */
static void a_pair_bargains_over_what_both_prefer_to_being_alone(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.listed = pair};
  const CdBlockSolution *solution = solve(&it, no_friction, all_alone, arena);
  assert_int_equal(solution[AB].n_feasible, 3);
  assert_int_equal(solution[AB].text, 2);
  assert_nine(solution[AB].value[0], 0.6);
  assert_nine(solution[AB].value[1], 0.7);
  assert_nine(solution[AB].reservation[0], 0.3);
  assert_nine(solution[AB].reservation[1], 0.4);
  assert_blocks(&solution[AB].best, AB, 0, 0);
  assert_blocks(&solution[AB].alternative, A, B, 0);
}

static void friction_is_owed_by_those_who_part_from_their_block_of_now(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.listed = pair};
  const double friction[] = {0.25, 0.15, 0};
  const guint32 joint[] = {AB, AB, C}, mixed[] = {A, ABC, ABC};
  const CdBlockSolution *now_joint = solve(&it, friction, joint, arena);
  assert_nine(now_joint[AB].reservation[0], 0.05);
  assert_nine(now_joint[AB].reservation[1], 0.25);
  assert_int_equal(now_joint[AB].n_feasible, 4);
  assert_int_equal(now_joint[AB].text, 2); /* 0.0425, 0.1875, 0.2475, 0.2275 */
  assert_nine(now_joint[A].value[0], 0.3); /* being alone is worth what it was */
  const CdBlockSolution *now_mixed = solve(&it, friction, mixed, arena);
  assert_nine(now_mixed[AB].reservation[0], 0.3);
  assert_nine(now_mixed[AB].reservation[1], 0.25);
}

static void a_block_without_a_text_for_all_falls_apart(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed listed[] = {{A, 1, {0.5}}, {AB, 2, {0.4, 0.9, 0.3, 0.8}}, {0}};
  Case it = {.listed = listed};
  const CdBlockSolution *solution = solve(&it, no_friction, all_alone, arena);
  assert_false(solution[AB].forms);
  assert_int_equal(solution[AB].n_feasible, 0);
  assert_blocks(&solution[AB].best, A, B, 0);
  assert_nine(solution[AB].value[0], 0.5);
  assert_nine(solution[AB].value[1], 0);
}

/* CYCLE: 1: 12 > 13 > 123 > 1; 2: 23 > 12 > 123 > 2; 3: 13 > 23 > 123 > 3. */
static const Listed cycle[] = {
    {AB, 1, {0.9, 0.6}}, {AC, 1, {0.6, 0.9}}, {BC, 1, {0.9, 0.6}}, {ABC, 1, {0.3, 0.3, 0.3}}, {0}};

static void assert_from_one_partition(const CdBlockSolution *solution, guint32 block, guint n)
{
  const CdPartition *beta = &solution[block].alternative;
  guint32 covered = 0;
  for (guint b = 0; b < beta->n_blocks; b++) {
    assert_int_equal(covered & beta->block[b], 0);
    covered |= beta->block[b];
    assert_true(solution[beta->block[b]].forms);
    for (guint i = 0; i < n; i++)
      if (beta->block[b] >> i & 1)
        assert_nine(solution[block].reservation[i], solution[beta->block[b]].value[i]);
  }
  assert_int_equal(covered, block);
}

/* By the greatest alternative each, all three would be promised 0.9. */
static void in_cycle_nobody_is_promised_to_two(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.listed = cycle};
  const CdBlockSolution *solution = solve(&it, no_friction, all_alone, arena);
  for (guint32 block = 1; block <= ABC; block++)
    assert_from_one_partition(solution, block, 3);
  assert_blocks(&solution[ABC].alternative, AB, C, 0); /* each pair's least gain is 0.6 / 0.9: the lowest */
  assert_nine(solution[ABC].reservation[0], 0.9);
  assert_nine(solution[ABC].reservation[1], 0.6);
  assert_nine(solution[ABC].reservation[2], 0);
  assert_false(solution[ABC].forms);
  assert_blocks(&solution[ABC].best, AB, C, 0);
}

static void in_cycle_the_alternative_is_by_convention(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.listed = cycle};
  const CdBlockSolution *solution = solve(&it, no_friction, all_alone, arena);
  for (guint32 block = 1; block < ABC; block++)
    assert_false(solution[block].convention_dependent);
  assert_true(solution[ABC].convention_dependent);
}

/* 2 and 3 like each other best. 1 and 2 would gain more evenly: the range of 3, which would rather stay with 1
 * than part though it be worse off, is wide, and its gain by 2 a fifth of it. */
static void a_top_coalition_goes_before_an_even_gain(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed listed[] = {{C, 1, {0.5}}, {AB, 1, {0.8, 0.7}}, {BC, 1, {0.8, 0.6}}, {AC, 1, {0.1, 0.1}}, {0}};
  Case it = {.listed = listed};
  const double friction[] = {0, 0, 0.5};
  const guint32 bau_block[] = {AC, B, AC};
  const CdBlockSolution *solution = solve(&it, friction, bau_block, arena);
  assert_true(solution[AC].forms);
  assert_blocks(&solution[ABC].alternative, A, BC, 0);
  assert_nine(solution[ABC].reservation[1], 0.8);
  assert_false(solution[ABC].convention_dependent);
}

/* No top coalition; gains as shares of each party's range: 12: min(0.5/0.5, 0.2/0.4) = 0.5; 13: min(0.4/0.5,
 * 0.02/0.02) = 0.8; 23: min(0.4/0.4, 0.01/0.02) = 0.5. In pounds' worth 12 would gain most evenly. */
static void gains_are_measured_by_each_partys_own_range(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed listed[] = {
      {AB, 1, {0.5, 0.2}}, {AC, 1, {0.4, 0.02}}, {BC, 1, {0.4, 0.01}}, {ABC, 1, {0.6, 0.6, 0.6}}, {0}};
  Case it = {.listed = listed};
  const CdBlockSolution *solution = solve(&it, no_friction, all_alone, arena);
  assert_blocks(&solution[ABC].alternative, AC, B, 0);
  assert_true(solution[ABC].convention_dependent);
  assert_true(solution[ABC].forms); /* all the same all prefer to go together */
  assert_nine(solution[ABC].value[2], 0.6);
}

/* CYCLE among 2, 3 and 4; to 1, who would go with 2, all is the same, so that by itself it is a top coalition. */
static void who_does_not_care_may_be_left_alone(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed listed[] = {
      {2 | 4, 1, {0.9, 0.6}}, {2 | 8, 1, {0.6, 0.9}}, {4 | 8, 1, {0.9, 0.6}}, {1 | 2, 1, {0, 0.3}}, {0}};
  static const guint32 alone[] = {1, 2, 4, 8};
  Case it = {.listed = listed};
  CdParties parties = {.n_parties = 4, .friction = no_friction, .bau_block = alone};
  const CdBlockSolution *solution = cd_reservation(&parties, look, &it, arena);
  assert_true(solution[1 | 2].forms);
  assert_blocks(&solution[15].alternative, 1, 2 | 4, 8);
  assert_true(solution[15].convention_dependent);
}

/* A pair worth no more than being alone is a top coalition too, and the larger. */
static void of_top_coalitions_the_larger_goes_first_then_the_lower(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed larger[] = {{BC, 1, {0, 0}}, {0}};
  Case it = {.listed = larger};
  assert_blocks(&solve(&it, no_friction, all_alone, arena)[ABC].alternative, A, BC, 0);
  static const Listed lower[] = {{BC, 1, {0.4, 0.4}}, {AC, 1, {0.4, 0.4}}, {0}};
  it = (Case){.listed = lower};
  assert_blocks(&solve(&it, no_friction, all_alone, arena)[ABC].alternative, AC, B, 0);
}

/* The same tie where 3's id comes first, then 2's, then 1's. */
static void ties_go_by_rank_not_by_number(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed tied[] = {{BC, 1, {0.4, 0.4}}, {AC, 1, {0.4, 0.4}}, {0}};
  static const guint rank[] = {2, 1, 0};
  Case it = {.listed = tied};
  const CdParties parties = {.n_parties = 3, .friction = no_friction, .bau_block = all_alone, .rank = rank};
  assert_blocks(&cd_reservation(&parties, look, &it, arena)[ABC].alternative, A, BC, 0);
}

/* If 2 would not have the best pair, it is no candidate. */
static void blocks_that_would_not_form_are_no_alternative(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed listed[] = {{B, 1, {0.5}}, {AB, 1, {0.9, 0.4}}, {BC, 1, {0.6, 0.3}}, {ABC, 1, {0.2, 0.6, 0.4}}, {0}};
  Case it = {.listed = listed};
  const CdBlockSolution *solution = solve(&it, no_friction, all_alone, arena);
  assert_blocks(&solution[ABC].alternative, A, BC, 0);
  assert_nine(solution[ABC].reservation[0], 0);
  assert_true(solution[ABC].forms);
}

static void who_joins_those_departed_gets_what_they_can_agree(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  Case it = {.listed = cycle};
  const CdBlockSolution *solution = solve(&it, no_friction, all_alone, arena);
  assert_nine(cd_reservation_after(solution, B, 0), 0.9);
  assert_nine(cd_reservation_after(solution, C, 0), 0.6);
  assert_nine(cd_reservation_after(solution, 0, 0), 0);
  assert_nine(cd_reservation_after(solution, AB, 2), 0);    /* 1 and 2 have each other */
  assert_nine(cd_reservation_after(solution, ABC, 1), 0.6); /* itself among them */
}

static void parting_is_free_for_who_stays_as_now(void **state)
{
  (void)state;
  const double friction[] = {0.1, 0.2, 0.3};
  const guint32 now[] = {AB, AB, C};
  CdParties parties = {.n_parties = 3, .friction = friction, .bau_block = now};
  CdPartition it = {0};
  cd_partition_add(&it, BC);
  cd_partition_add(&it, A);
  assert_nine(cd_parting_friction(&parties, &it, 0), 0.1);
  assert_nine(cd_parting_friction(&parties, &it, 2), 0.3);
  CdPartition same = {0};
  cd_partition_add(&same, AB);
  cd_partition_add(&same, C);
  for (guint i = 0; i < 3; i++)
    assert_nine(cd_parting_friction(&parties, &same, i), 0);
}

/* Counterexample to "more friction, lower reservation values". 1, to whom parting is now dearer, yields to 2 in
 * the pair ((u1 - 0.55)(u2 - 0.5): 0.015 v 0.012; with 0.35: 0.035 v 0.072), and so 2 asks for more of all three. */
static void friction_of_one_may_raise_what_another_can_count_on(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  static const Listed listed[] = {
      {A, 1, {0.55}}, {B, 1, {0.5}}, {AB, 2, {0.7, 0.6, 0.59, 0.8}}, {ABC, 1, {0.7, 0.7, 0.7}}, {0}};
  Case it = {.listed = listed};
  const guint32 joint[] = {AB, AB, C};
  const double friction[] = {0.2, 0, 0};
  const CdBlockSolution *without = solve(&it, no_friction, joint, arena);
  const CdBlockSolution *with = solve(&it, friction, joint, arena);
  assert_nine(without[ABC].reservation[1], 0.6);
  assert_true(without[ABC].forms);
  assert_nine(with[ABC].reservation[1], 0.8);
  assert_false(with[ABC].forms);
}

static double content[CD_COALITION_MAX * 3];

static CdBlockTable content_look(gpointer user, guint32 mask)
{
  (void)user;
  guint n = (guint)__builtin_popcount(mask);
  for (guint i = 0; i < n * 3; i++)
    content[i] = 0.1 * n; /* overwritten with every call */
  return (CdBlockTable){3, content};
}

static void ten_whom_company_pleases_form_every_block(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  guint32 alone[CD_COALITION_MAX];
  for (guint i = 0; i < CD_COALITION_MAX; i++)
    alone[i] = 1u << i;
  CdParties parties = {.n_parties = CD_COALITION_MAX, .friction = no_friction, .bau_block = alone};
  const CdBlockSolution *solution = cd_reservation(&parties, content_look, NULL, arena);
  for (guint32 block = 1; block < 1u << CD_COALITION_MAX; block++)
    assert_true(solution[block].forms);
  assert_nine(solution[1023].value[9], 1);
  assert_nine(solution[1023].reservation[0], 0.9); /* the lowest nine */
  assert_nine(solution[1023].reservation[9], 0.1);
  assert_false(solution[1023].convention_dependent);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_block_is_asked_for_once_and_after_its_parts),
      cmocka_unit_test(alone_a_party_takes_its_best_text),
      cmocka_unit_test(a_pair_bargains_over_what_both_prefer_to_being_alone),
      cmocka_unit_test(friction_is_owed_by_those_who_part_from_their_block_of_now),
      cmocka_unit_test(a_block_without_a_text_for_all_falls_apart),
      cmocka_unit_test(in_cycle_nobody_is_promised_to_two),
      cmocka_unit_test(in_cycle_the_alternative_is_by_convention),
      cmocka_unit_test(a_top_coalition_goes_before_an_even_gain),
      cmocka_unit_test(gains_are_measured_by_each_partys_own_range),
      cmocka_unit_test(who_does_not_care_may_be_left_alone),
      cmocka_unit_test(of_top_coalitions_the_larger_goes_first_then_the_lower),
      cmocka_unit_test(ties_go_by_rank_not_by_number),
      cmocka_unit_test(blocks_that_would_not_form_are_no_alternative),
      cmocka_unit_test(who_joins_those_departed_gets_what_they_can_agree),
      cmocka_unit_test(parting_is_free_for_who_stays_as_now),
      cmocka_unit_test(friction_of_one_may_raise_what_another_can_count_on),
      cmocka_unit_test(ten_whom_company_pleases_form_every_block),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
