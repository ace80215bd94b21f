/* Walk-away values against a recursion that follows the definition word by word and remembers nothing, on random
 * tables: of distinct utilities, and of few levels, full of ties. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <string.h>
#include "sim/coalition/reservation.h"
#include "tests/property/dice.h"
#include "tests/property/trials.h"
#include "tests/unit/near.h"

enum { MOST = 4, TEXTS = 5, BLOCKS = 1 << MOST };

typedef struct {
  guint n;
  guint n_texts[BLOCKS];
  double u[BLOCKS][TEXTS][MOST]; /* by party */
  double friction[MOST];
  guint32 bau_block[MOST];
  double packed[TEXTS * MOST];
} Case;

static double random_utility(CdDice *dice, bool coarse)
{
  return coarse ? 0.25 * cd_dice_below(dice, 5) : cd_dice_between(dice, 0, 1);
}

/* Larger blocks are worth a little more, so that all sizes form; one in eight cannot. */
static Case random_case(guint64 seed)
{
  CdDice dice = cd_dice(seed);
  Case it = {.n = 2 + cd_dice_below(&dice, MOST - 1)};
  bool coarse = cd_dice_chance(&dice, 0.5);
  for (guint32 block = 1; block < 1u << it.n; block++) {
    guint size = (guint)__builtin_popcount(block);
    it.n_texts[block] = size > 1 && cd_dice_chance(&dice, 0.125) ? 0 : 1 + cd_dice_below(&dice, TEXTS);
    for (guint text = 0; text < it.n_texts[block]; text++)
      for (guint i = 0; i < it.n; i++)
        it.u[block][text][i] = random_utility(&dice, coarse) + 0.25 * (size - 1);
  }
  CdPartitionWalk walk;
  cd_partition_first(&walk, (1u << it.n) - 1);
  for (guint k = cd_dice_below(&dice, cd_partition_count(it.n)); k > 0; k--)
    cd_partition_next(&walk);
  for (guint i = 0; i < it.n; i++) {
    it.friction[i] = cd_dice_chance(&dice, 0.5) ? 0.5 * random_utility(&dice, coarse) : 0;
    it.bau_block[i] = cd_partition_block_of(&walk.now, i);
  }
  return it;
}

static CdBlockTable look(gpointer user, guint32 mask)
{
  Case *it = user;
  double *next = it->packed;
  for (guint text = 0; text < it->n_texts[mask]; text++)
    for (guint i = 0; i < it->n; i++)
      if (mask >> i & 1)
        *next++ = it->u[mask][text][i];
  return (CdBlockTable){it->n_texts[mask], it->packed};
}

static const CdBlockSolution *solve(Case *it, CdArena *arena)
{
  CdParties parties = {.n_parties = it->n, .friction = it->friction, .bau_block = it->bau_block};
  return cd_reservation(&parties, look, it, arena);
}

/* --- The definition, by recursion -------------------------------------------------------------------------- */

/* with, otherwise: who is with whom in pi* and beta: those of the block asked about with the same number. */
typedef struct {
  double value[MOST], reservation[MOST];
  guint32 with[MOST], otherwise[MOST];
  bool forms, no_core;
  guint text, n_feasible;
} Answer;

static Answer answer(const Case *it, guint32 block);

static bool in(guint32 block, guint i)
{
  return block / (1u << i) % 2 == 1;
}

static guint size_of(guint32 block)
{
  return block ? block % 2 + size_of(block / 2) : 0;
}

typedef struct {
  guint n;
  guint32 block[BLOCKS];
  Answer answer[BLOCKS];
} Candidates;

static Candidates candidates_of(const Case *it, guint32 whole)
{
  Candidates list = {0};
  for (guint32 block = 1; block < whole; block++) {
    if ((block | whole) != whole)
      continue;
    list.answer[list.n] = answer(it, block);
    list.block[list.n] = block;
    list.n += list.answer[list.n].forms;
  }
  return list;
}

static bool likes_no_other_better(const Candidates *list, guint c, guint i)
{
  for (guint other = 0; other < list->n; other++)
    if (in(list->block[other], i) && list->answer[other].value[i] > list->answer[c].value[i] + CD_COALITION_TOLERANCE)
      return false;
  return true;
}

static bool is_top(const Candidates *list, guint c)
{
  for (guint i = 0; i < MOST; i++)
    if (in(list->block[c], i) && !likes_no_other_better(list, c, i))
      return false;
  return true;
}

static double alone_value(const Candidates *list, guint i)
{
  for (guint c = 0; c < list->n; c++)
    if (list->block[c] == 1u << i)
      return list->answer[c].value[i];
  fail();
  return 0;
}

static double share_of_range(const Candidates *list, guint c, guint i)
{
  double least = 1e9, most = -1e9;
  for (guint other = 0; other < list->n; other++)
    if (in(list->block[other], i)) {
      least = fmin(least, list->answer[other].value[i]);
      most = fmax(most, list->answer[other].value[i]);
    }
  if (most - least <= CD_COALITION_TOLERANCE)
    return 0;
  return (list->answer[c].value[i] - alone_value(list, i)) / (most - least);
}

static double evenness(const Candidates *list, guint c)
{
  double least = 1e9;
  for (guint i = 0; i < MOST; i++)
    if (in(list->block[c], i))
      least = fmin(least, share_of_range(list, c, i));
  return least;
}

/* The largest of those marked, then the lowest: candidates are listed from the lowest. */
static guint32 first_of(const Candidates *list, const bool *marked)
{
  guint32 first = 0;
  for (guint c = 0; c < list->n; c++)
    if (marked[c] && size_of(list->block[c]) > size_of(first))
      first = list->block[c];
  return first;
}

static guint32 goes_first(const Candidates *list)
{
  bool marked[BLOCKS] = {false};
  for (guint c = 0; c < list->n; c++)
    marked[c] = is_top(list, c);
  if (first_of(list, marked))
    return first_of(list, marked);
  double most = -1e9;
  for (guint c = 0; c < list->n; c++)
    most = fmax(most, evenness(list, c));
  for (guint c = 0; c < list->n; c++)
    marked[c] = evenness(list, c) >= most - CD_COALITION_TOLERANCE;
  return first_of(list, marked);
}

/* A partition of WHOLE into candidates, given by who is with whom, which no candidate blocks; REST are yet to be
 * put. */
static bool core_holds_one(const Candidates *list, guint32 rest, double *now)
{
  if (rest == 0) {
    for (guint c = 0; c < list->n; c++) {
      bool all_gain = true;
      for (guint i = 0; i < MOST; i++)
        all_gain &= !in(list->block[c], i) || list->answer[c].value[i] > now[i] + CD_COALITION_TOLERANCE;
      if (all_gain)
        return false;
    }
    return true;
  }
  for (guint c = 0; c < list->n; c++) {
    if ((list->block[c] | rest) != rest || !in(list->block[c], (guint)__builtin_ctz(rest)))
      continue;
    for (guint i = 0; i < MOST; i++)
      if (in(list->block[c], i))
        now[i] = list->answer[c].value[i];
    if (core_holds_one(list, rest - list->block[c], now))
      return true;
  }
  return false;
}

typedef struct {
  double product, sorted[MOST];
} Deal;

static int by_size(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static Deal deal_of(const Case *it, guint32 block, guint text, const double *reservation)
{
  Deal deal = {.product = 1};
  for (guint i = 0; i < MOST; i++) {
    deal.sorted[i] = in(block, i) ? it->u[block][text][i] - reservation[i] : 99;
    if (deal.sorted[i] <= CD_COALITION_TOLERANCE)
      deal.sorted[i] = 0;
    deal.product *= in(block, i) ? deal.sorted[i] : 1;
  }
  qsort(deal.sorted, MOST, sizeof(double), by_size);
  return deal;
}

static bool feasible(const Case *it, guint32 block, guint text, const double *reservation)
{
  for (guint i = 0; i < MOST; i++)
    if (in(block, i) && it->u[block][text][i] < reservation[i] - CD_COALITION_TOLERANCE)
      return false;
  return true;
}

static bool leximin_above(const Deal *a, const Deal *b)
{
  for (guint i = 0; i < MOST; i++)
    if (fabs(a->sorted[i] - b->sorted[i]) > CD_COALITION_TOLERANCE)
      return a->sorted[i] > b->sorted[i];
  return false;
}

static void agree(const Case *it, guint32 block, Answer *answer)
{
  double most = -1;
  for (guint text = 0; text < it->n_texts[block]; text++)
    if (feasible(it, block, text, answer->reservation)) {
      answer->n_feasible++;
      most = fmax(most, deal_of(it, block, text, answer->reservation).product);
    }
  answer->forms = most >= 0;
  Deal best = {.sorted = {-1}};
  for (guint text = 0; text < it->n_texts[block]; text++) {
    Deal deal = deal_of(it, block, text, answer->reservation);
    if (!feasible(it, block, text, answer->reservation) || deal.product < most * (1 - 1e-9) ||
        !leximin_above(&deal, &best))
      continue;
    best = deal;
    answer->text = text;
  }
}

static Answer answer_alone(const Case *it, guint32 block, guint i)
{
  Answer alone = {.forms = true};
  alone.with[i] = alone.otherwise[i] = block;
  alone.value[i] = -1e9;
  for (guint text = 0; text < it->n_texts[block]; text++)
    if (it->u[block][text][i] > alone.value[i]) {
      alone.value[i] = it->u[block][text][i];
      alone.text = text;
    }
  for (guint text = 0; text < it->n_texts[block]; text++)
    alone.n_feasible += it->u[block][text][i] >= alone.value[i] - CD_COALITION_TOLERANCE;
  alone.reservation[i] = alone.value[i];
  return alone;
}

static bool as_usual(const Case *it, const guint32 *with, guint32 block, guint i)
{
  for (guint j = 0; j < MOST; j++)
    if ((in(block, j) && with[j] == with[i]) != in(it->bau_block[i], j))
      return false;
  return true;
}

static Answer answer(const Case *it, guint32 block)
{
  if (size_of(block) == 1)
    return answer_alone(it, block, (guint)lround(log2(block)));
  Candidates list = candidates_of(it, block);
  guint32 first = goes_first(&list);
  Answer one = answer(it, first), rest = answer(it, block - first), all = {0};
  for (guint i = 0; i < MOST; i++) {
    if (!in(block, i))
      continue;
    all.otherwise[i] = in(first, i) ? first : rest.with[i];
    all.value[i] = in(first, i) ? one.value[i] : rest.value[i];
  }
  for (guint i = 0; i < MOST; i++)
    if (in(block, i))
      all.reservation[i] = all.value[i] - (as_usual(it, all.otherwise, block, i) ? 0 : it->friction[i]);
  double now[MOST];
  all.no_core = !core_holds_one(&list, block, now);
  agree(it, block, &all);
  for (guint i = 0; i < MOST; i++) {
    all.with[i] = all.forms ? block : all.otherwise[i];
    if (all.forms && in(block, i))
      all.value[i] = it->u[block][all.text][i];
  }
  return all;
}

/* --- Held against it --------------------------------------------------------------------------------------- */

static void assert_same_groups(const CdPartition *partition, const guint32 *with, guint32 block)
{
  for (guint i = 0; i < MOST; i++)
    for (guint j = 0; j < MOST; j++)
      if (in(block, i) && in(block, j))
        assert_int_equal(in(cd_partition_block_of(partition, i), j), with[i] == with[j]);
}

static void assert_as_defined(const CdBlockSolution *found, const Answer *right, guint32 block)
{
  assert_int_equal(found->forms, right->forms);
  assert_int_equal(found->convention_dependent, right->no_core);
  assert_int_equal(found->n_feasible, right->n_feasible);
  if (right->forms)
    assert_int_equal(found->text, right->text);
  assert_same_groups(&found->best, right->with, block);
  assert_same_groups(&found->alternative, right->otherwise, block);
  for (guint i = 0; i < MOST; i++)
    if (in(block, i)) {
      assert_nine(found->value[i], right->value[i]);
      assert_nine(found->reservation[i], right->reservation[i]);
    }
}

static void every_block_is_solved_as_defined(void **state)
{
  (void)state;
  guint cases = cd_test_count(1500, 60), larger = 0, apart = 0, no_core = 0;
  for (guint64 seed = 60000; seed < 60000 + cases; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    Case it = random_case(seed);
    const CdBlockSolution *solution = solve(&it, arena);
    for (guint32 block = 1; block < 1u << it.n; block++) {
      Answer right = answer(&it, block);
      assert_as_defined(&solution[block], &right, block);
      larger += size_of(block) > 2 && right.forms;
      apart += size_of(block) > 2 && !right.forms;
      no_core += right.no_core;
    }
  }
  assert_true(larger > cases / 10 && apart > cases / 10 && no_core > 0); /* or the comparison says little */
}

/* No partner is promised twice: what all members count on comes from blocks that are apart and would form. */
static void reservation_values_come_from_one_partition(void **state)
{
  (void)state;
  guint cases = cd_test_count(1500, 60);
  for (guint64 seed = 62000; seed < 62000 + cases; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    Case it = random_case(seed);
    memset(it.friction, 0, sizeof it.friction);
    const CdBlockSolution *solution = solve(&it, arena);
    for (guint32 block = 1; block < 1u << it.n; block++) {
      guint32 covered = 0;
      const CdPartition *beta = &solution[block].alternative;
      for (guint b = 0; b < beta->n_blocks; b++) {
        assert_int_equal(covered & beta->block[b], 0);
        covered |= beta->block[b];
        assert_true(solution[beta->block[b]].forms);
        for (guint i = 0; i < it.n; i++)
          if (in(beta->block[b], i))
            assert_nine(solution[block].reservation[i], solution[beta->block[b]].value[i]);
      }
      assert_int_equal(covered, block);
    }
  }
}

/* --- Friction ---------------------------------------------------------------------------------------------- */

/* Only the whole can form, so that the alternative of each is to be alone. */
static Case all_or_nobody(guint64 seed)
{
  Case it = random_case(seed);
  for (guint32 block = 1; block < (1u << it.n) - 1; block++)
    if (size_of(block) > 1)
      it.n_texts[block] = 0;
  return it;
}

static void where_the_alternative_stays_friction_lowers_what_one_can_count_on(void **state)
{
  (void)state;
  guint cases = cd_test_count(1000, 60), fell = 0, opened = 0;
  for (guint64 seed = 64000; seed < 64000 + cases; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    CdDice dice = cd_dice(seed + 1000000);
    Case it = all_or_nobody(seed);
    guint32 whole = (1u << it.n) - 1;
    guint dearer = cd_dice_below(&dice, it.n);
    const CdBlockSolution before = solve(&it, arena)[whole];
    it.friction[dearer] += cd_dice_between(&dice, 0, 1);
    const CdBlockSolution after = solve(&it, arena)[whole];
    for (guint i = 0; i < it.n; i++)
      assert_true(i == dearer ? after.reservation[i] <= before.reservation[i]
                              : after.reservation[i] == before.reservation[i]);
    assert_true(after.n_feasible >= before.n_feasible);
    assert_true(!before.forms || after.forms);
    fell += after.reservation[dearer] < before.reservation[dearer];
    opened += after.n_feasible > before.n_feasible;
  }
  assert_true(fell > cases / 4 && opened > cases / 20);
}

static void for_a_pair_friction_lowers_what_one_can_count_on(void **state)
{
  (void)state;
  guint cases = cd_test_count(1000, 60);
  for (guint64 seed = 66000; seed < 66000 + cases; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    CdDice dice = cd_dice(seed + 1000000);
    Case it = random_case(seed);
    guint dearer = cd_dice_below(&dice, it.n);
    const CdBlockSolution *before = solve(&it, arena);
    double more = cd_dice_between(&dice, 0, 1);
    it.friction[dearer] += more;
    const CdBlockSolution *after = solve(&it, arena);
    for (guint other = 0; other < it.n; other++) {
      guint32 pair = 1u << dearer | 1u << other;
      if (other == dearer)
        continue;
      double fall = it.bau_block[dearer] == 1u << dearer ? 0 : more;
      assert_nine(after[pair].reservation[dearer], before[pair].reservation[dearer] - fall);
      assert_true(after[pair].reservation[other] == before[pair].reservation[other]);
      assert_true(after[pair].n_feasible >= before[pair].n_feasible);
    }
  }
}

/* Text by text: whatever was feasible still is. */
static void lower_reservation_values_alone_only_widen_what_is_feasible(void **state)
{
  (void)state;
  guint cases = cd_test_count(1000, 60), wider = 0;
  for (guint64 seed = 68000; seed < 68000 + cases; seed++) {
    CdDice dice = cd_dice(seed + 1000000);
    Case it = random_case(seed);
    guint32 whole = (1u << it.n) - 1;
    CdBlockTable table = look(&it, whole);
    double high[MOST], low[MOST];
    for (guint i = 0; i < it.n; i++) {
      high[i] = cd_dice_between(&dice, 0, 1.5);
      low[i] = high[i] - (cd_dice_chance(&dice, 0.5) ? cd_dice_between(&dice, 0, 0.5) : 0);
    }
    for (guint text = 0; text < table.n_texts; text++) {
      CdBlockTable alone = {1, table.u + text * it.n};
      guint before = cd_block_bargain(&alone, it.n, high).n_feasible,
            after = cd_block_bargain(&alone, it.n, low).n_feasible;
      assert_true(after >= before);
      wider += after > before;
    }
    assert_true(cd_block_bargain(&table, it.n, low).n_feasible >= cd_block_bargain(&table, it.n, high).n_feasible);
  }
  assert_true(wider > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_block_is_solved_as_defined),
      cmocka_unit_test(reservation_values_come_from_one_partition),
      cmocka_unit_test(where_the_alternative_stays_friction_lowers_what_one_can_count_on),
      cmocka_unit_test(for_a_pair_friction_lowers_what_one_can_count_on),
      cmocka_unit_test(lower_reservation_values_alone_only_widen_what_is_feasible),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
