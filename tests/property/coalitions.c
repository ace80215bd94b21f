/* Stability against the definitions spelt out, on random games of three to six parties: some of distinct
 * utilities, some full of ties, some of differences that are none. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/coalition/blocking.h"
#include "sim/coalition/survey.h"
#include "tests/property/dice.h"
#include "tests/property/trials.h"

enum { MOST = 6, GAMES = 1200, LEAST_GAMES = 40 };

typedef struct {
  guint n;
  double u[(1 << MOST) * MOST];
} Game;

static Game random_game(guint64 seed)
{
  CdDice dice = cd_dice(seed);
  Game game = {.n = 3 + cd_dice_below(&dice, MOST - 2)};
  guint kind = cd_dice_below(&dice, 3);
  for (guint k = 0; k < game.n << game.n; k++) {
    game.u[k] = kind == 0 ? cd_dice_between(&dice, 0, 1) : cd_dice_below(&dice, 3 + game.n);
    if (kind == 2)
      game.u[k] += cd_dice_between(&dice, 0, 0.9e-9);
  }
  return game;
}

/* --- The definitions, party by party ----------------------------------------------------------------------- */

/* Who is with whom: parties with the same number. */
typedef struct {
  guint group[MOST];
} Grouping;

static double worth(const Game *game, const bool *in, guint i)
{
  guint mask = 0;
  for (guint j = 0; j < game->n; j++)
    if (in[j])
      mask += 1u << j;
  assert_true(in[i]);
  return game->u[mask * game->n + i];
}

static void members(const Game *game, const Grouping *grouping, guint group, bool *in)
{
  for (guint j = 0; j < game->n; j++)
    in[j] = grouping->group[j] == group;
}

static double worth_now(const Game *game, const Grouping *grouping, guint i)
{
  bool in[MOST];
  members(game, grouping, grouping->group[i], in);
  return worth(game, in, i);
}

/* Whether nobody in group GROUP but I loses by IN. */
static bool consents(const Game *game, const Grouping *grouping, guint group, guint i, const bool *in)
{
  for (guint j = 0; j < game->n; j++)
    if (j != i && grouping->group[j] == group &&
        worth(game, in, j) < worth_now(game, grouping, j) - CD_COALITION_TOLERANCE)
      return false;
  return true;
}

/* Group N holds nobody: to be alone. */
static bool would_move(const Game *game, const Grouping *grouping, CdStability sense, guint i, guint to)
{
  bool there[MOST], left[MOST];
  guint from = grouping->group[i];
  members(game, grouping, to, there);
  members(game, grouping, from, left);
  there[i] = true;
  left[i] = false;
  if (from == to || worth(game, there, i) <= worth_now(game, grouping, i) + CD_COALITION_TOLERANCE)
    return false;
  bool admission = sense == CD_STABLE_INDIVIDUAL || sense == CD_STABLE_CONTRACTUAL_INDIVIDUAL;
  bool release = sense == CD_STABLE_CONTRACTUAL_NASH || sense == CD_STABLE_CONTRACTUAL_INDIVIDUAL;
  return (!admission || consents(game, grouping, to, i, there)) && (!release || consents(game, grouping, from, i, left));
}

static bool would_form(const Game *game, const Grouping *grouping, CdStability sense, guint32 coalition)
{
  bool in[MOST], somebody = false;
  for (guint j = 0; j < game->n; j++)
    in[j] = coalition >> j & 1;
  for (guint j = 0; j < game->n; j++) {
    if (!in[j])
      continue;
    double gain = worth(game, in, j) - worth_now(game, grouping, j);
    if (sense == CD_STABLE_CORE ? gain <= CD_COALITION_TOLERANCE : gain < -CD_COALITION_TOLERANCE)
      return false;
    somebody |= gain > CD_COALITION_TOLERANCE;
  }
  return somebody;
}

static guint size_of(guint32 block)
{
  guint size = 0;
  for (; block; block /= 2)
    size += block % 2;
  return size;
}

static guint32 mask_of(const Game *game, const Grouping *grouping, guint group)
{
  guint32 mask = 0;
  for (guint j = 0; j < game->n; j++)
    mask += grouping->group[j] == group ? 1u << j : 0;
  return mask;
}

static void note(CdObjection *it, int mover, guint32 target, guint32 formed)
{
  bool before = it->stable || size_of(formed) < size_of(it->formed) ||
                (size_of(formed) == size_of(it->formed) && formed < it->formed);
  if (before)
    *it = (CdObjection){.mover = mover, .target = target, .formed = formed};
}

static CdObjection by_definition(const Game *game, const Grouping *grouping, CdStability sense)
{
  CdObjection it = {.stable = true, .mover = -1};
  if (sense == CD_STABLE_CORE || sense == CD_STABLE_STRICT_CORE) {
    for (guint32 coalition = 1; coalition < 1u << game->n; coalition++)
      if (would_form(game, grouping, sense, coalition))
        note(&it, -1, 0, coalition);
    return it;
  }
  for (guint i = 0; i < game->n && it.stable; i++)
    for (guint to = 0; to <= game->n; to++)
      if (would_move(game, grouping, sense, i, to))
        note(&it, (int)i, mask_of(game, grouping, to), mask_of(game, grouping, to) | 1u << i);
  return it;
}

/* --- Held against them ------------------------------------------------------------------------------------- */

static Grouping grouping_of(const CdPartition *partition, guint n)
{
  Grouping it;
  for (guint i = 0; i < n; i++)
    for (guint b = 0; b < partition->n_blocks; b++)
      if (partition->block[b] >> i & 1)
        it.group[i] = b;
  return it;
}

static void assert_as_defined(const Game *game, const CdHedonic *hedonic, const CdPartition *partition)
{
  CdObjection objection[CD_STABLE_COUNT];
  Grouping grouping = grouping_of(partition, game->n);
  guint stable = cd_stability_senses(hedonic, partition);
  cd_stability_judge(hedonic, partition, objection);
  for (CdStability s = 0; s < CD_STABLE_COUNT; s++) {
    CdObjection right = by_definition(game, &grouping, s);
    assert_int_equal(stable >> s & 1, right.stable);
    assert_int_equal(objection[s].stable, right.stable);
    assert_int_equal(objection[s].mover, right.mover);
    assert_int_equal(objection[s].target, right.target);
    assert_int_equal(objection[s].formed, right.formed);
  }
}

static void each_sense_is_as_defined_and_so_are_the_reasons(void **state)
{
  (void)state;
  guint games = cd_test_count(GAMES, LEAST_GAMES), stable[CD_STABLE_COUNT] = {0}, seen = 0;
  for (guint64 seed = 50000; seed < 50000 + games; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    Game game = random_game(seed);
    CdHedonic hedonic = cd_hedonic(game.u, game.n, arena);
    CdPartitionWalk walk;
    cd_partition_first(&walk, (1u << game.n) - 1);
    do {
      assert_as_defined(&game, &hedonic, &walk.now);
      seen++;
      for (guint s = 0; s < CD_STABLE_COUNT; s++)
        stable[s] += cd_stability_senses(&hedonic, &walk.now) >> s & 1;
    } while (cd_partition_next(&walk));
  }
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    assert_true(stable[s] > 0 && stable[s] < seen); /* or the comparison says nothing */
}

static void assert_blocking_as_defined(const Game *game, const CdHedonic *hedonic, const CdPartition *partition,
                                       CdStability sense)
{
  guint32 found[1 << MOST];
  bool listed[1 << MOST] = {false};
  Grouping grouping = grouping_of(partition, game->n);
  guint n = cd_blocking_coalitions(hedonic, partition, sense, found);
  for (guint k = 0; k < n; k++) {
    assert_true(k == 0 || cd_block_before(found[k - 1], found[k]));
    listed[found[k]] = true;
  }
  for (guint32 coalition = 1; coalition < 1u << game->n; coalition++)
    assert_int_equal(listed[coalition], would_form(game, &grouping, sense, coalition));
  guint least = cd_blocking_minimal(found, n);
  for (guint32 coalition = 1; coalition < 1u << game->n; coalition++) {
    bool minimal = listed[coalition], kept = false;
    for (guint32 part = 1; part < coalition; part++)
      minimal &= !(listed[part] && (part | coalition) == coalition);
    for (guint k = 0; k < least; k++)
      kept |= found[k] == coalition;
    assert_int_equal(kept, minimal);
  }
}

static void blocking_coalitions_are_all_listed_and_the_least_kept(void **state)
{
  (void)state;
  guint games = cd_test_count(GAMES / 4, LEAST_GAMES);
  for (guint64 seed = 52000; seed < 52000 + games; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    Game game = random_game(seed);
    CdHedonic hedonic = cd_hedonic(game.u, game.n, arena);
    CdPartitionWalk walk;
    cd_partition_first(&walk, (1u << game.n) - 1);
    do {
      assert_blocking_as_defined(&game, &hedonic, &walk.now, CD_STABLE_CORE);
      assert_blocking_as_defined(&game, &hedonic, &walk.now, CD_STABLE_STRICT_CORE);
    } while (cd_partition_next(&walk));
  }
}

static void assert_implies(guint stable, CdStability strong, CdStability weak)
{
  assert_true(!(stable >> strong & 1) || stable >> weak & 1);
}

static void the_stronger_sense_implies_the_weaker(void **state)
{
  (void)state;
  guint games = cd_test_count(GAMES, LEAST_GAMES);
  for (guint64 seed = 54000; seed < 54000 + games; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    Game game = random_game(seed);
    CdHedonic hedonic = cd_hedonic(game.u, game.n, arena);
    CdSurvey survey = cd_survey(&hedonic, arena);
    for (guint k = 0; k < survey.n_partitions; k++) {
      assert_implies(survey.stable[k], CD_STABLE_NASH, CD_STABLE_INDIVIDUAL);
      assert_implies(survey.stable[k], CD_STABLE_NASH, CD_STABLE_CONTRACTUAL_NASH);
      assert_implies(survey.stable[k], CD_STABLE_INDIVIDUAL, CD_STABLE_CONTRACTUAL_INDIVIDUAL);
      assert_implies(survey.stable[k], CD_STABLE_CONTRACTUAL_NASH, CD_STABLE_CONTRACTUAL_INDIVIDUAL);
      assert_implies(survey.stable[k], CD_STABLE_STRICT_CORE, CD_STABLE_CORE);
      assert_implies(survey.stable[k], CD_STABLE_STRICT_CORE, CD_STABLE_INDIVIDUAL);
    }
    assert_true(survey.n_stable[CD_STABLE_CONTRACTUAL_INDIVIDUAL] > 0); /* total gain rises along such moves */
  }
}

static guint32 renamed_block(guint32 block, const guint *name, guint n)
{
  guint32 to = 0;
  for (guint i = 0; i < n; i++)
    if (block >> i & 1)
      to |= 1u << name[i];
  return to;
}

static bool holds(const CdPartitions *list, const CdPartition *partition, const guint *name, guint n)
{
  CdPartition renamed = {0};
  for (guint b = 0; b < partition->n_blocks; b++)
    cd_partition_add(&renamed, renamed_block(partition->block[b], name, n));
  for (guint k = 0; k < list->n; k++)
    if (cd_partition_equal(&list->partition[k], &renamed))
      return true;
  return false;
}

static void assert_same_renamed(const CdPartitions *one, const CdPartitions *other, const guint *name, guint n)
{
  assert_int_equal(one->n, other->n);
  assert_int_equal(one->sense, other->sense);
  for (guint k = 0; k < one->n; k++)
    assert_true(holds(other, &one->partition[k], name, n));
}

static Game renamed_game(const Game *game, const guint *name)
{
  Game to = {.n = game->n};
  for (guint32 block = 1; block < 1u << game->n; block++)
    for (guint i = 0; i < game->n; i++)
      to.u[renamed_block(block, name, game->n) * game->n + name[i]] = game->u[block * game->n + i];
  return to;
}

static void names_of_parties_change_nothing(void **state)
{
  (void)state;
  guint games = cd_test_count(GAMES, LEAST_GAMES), senses[CD_STABLE_COUNT + 1] = {0};
  for (guint64 seed = 56000; seed < 56000 + games; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    CdDice dice = cd_dice(seed + 1000000);
    guint name[MOST] = {0, 1, 2, 3, 4, 5};
    Game game = random_game(seed);
    cd_dice_shuffle(&dice, name, game.n);
    Game other = renamed_game(&game, name);
    CdHedonic one_hedonic = cd_hedonic(game.u, game.n, arena), other_hedonic = cd_hedonic(other.u, game.n, arena);
    CdSurvey one = cd_survey(&one_hedonic, arena), renamed = cd_survey(&other_hedonic, arena);
    for (CdStability s = 0; s < CD_STABLE_COUNT; s++) {
      CdPartitions before = cd_survey_list(&one, s, arena), after = cd_survey_list(&renamed, s, arena);
      assert_same_renamed(&before, &after, name, game.n);
    }
    CdPartitions before = cd_survey_expected(&one, arena), after = cd_survey_expected(&renamed, arena);
    assert_same_renamed(&before, &after, name, game.n);
    assert_true(before.n >= 1);
    senses[before.sense]++;
  }
  assert_true(senses[CD_STABLE_CORE] > 0 && senses[CD_STABLE_INDIVIDUAL] > 0);
}

/* --- Groups that nobody will be in --------------------------------------------------------------------------- */

/* Below anything a random game knows; -INFINITY would make what is gained undefined in the definitions above. */
#define NEVER (-1e6)

/* Six groups in ten of at least two; OPEN gets the game as it is asked of the program. */
static Game game_with_closed_groups(guint64 seed, Game *open)
{
  CdDice dice = cd_dice(seed + 2000000);
  Game game = random_game(seed);
  *open = game;
  for (guint32 block = 1; block < 1u << game.n; block++) {
    bool closed = size_of(block) > 1 && cd_dice_below(&dice, 10) < 6;
    for (guint i = 0; closed && i < game.n; i++) {
      game.u[block * game.n + i] = NEVER;
      open->u[block * game.n + i] = -INFINITY;
    }
  }
  return game;
}

static bool has_closed_group(const Game *game, const CdPartition *partition)
{
  bool closed = false;
  for (guint b = 0; b < partition->n_blocks; b++)
    for (guint i = 0; i < game->n; i++)
      closed |= partition->block[b] >> i & 1 && game->u[partition->block[b] * game->n + i] == NEVER;
  return closed;
}

/* All partitions gone through, those of closed groups too: what the survey leaves out is stable in no sense, and the rest stands in the same order. */
static void a_survey_leaves_out_only_what_is_stable_in_no_sense(void **state)
{
  (void)state;
  guint games = cd_test_count(GAMES / 2, LEAST_GAMES), left_out = 0, left_in = 0;
  for (guint64 seed = 58000; seed < 58000 + games; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    Game open, game = game_with_closed_groups(seed, &open);
    CdHedonic hedonic = cd_hedonic(open.u, open.n, arena);
    CdSurvey survey = cd_survey(&hedonic, arena);
    CdPartitionWalk walk;
    guint k = 0;
    cd_partition_first(&walk, (1u << game.n) - 1);
    do {
      Grouping grouping = grouping_of(&walk.now, game.n);
      guint stable = 0;
      for (CdStability s = 0; s < CD_STABLE_COUNT; s++)
        stable |= (guint)by_definition(&game, &grouping, s).stable << s;
      assert_int_equal(cd_stability_senses(&hedonic, &walk.now), stable);
      if (has_closed_group(&game, &walk.now)) {
        assert_int_equal(stable, 0);
        left_out++;
        continue;
      }
      assert_true(k < survey.n_partitions);
      assert_int_equal(survey.stable[k++], stable);
      left_in++;
    } while (cd_partition_next(&walk));
    assert_int_equal(k, survey.n_partitions);
  }
  assert_true(left_out > 0 && left_in > 0);
}

/* Whether some proper sub-block of WHOLE would have all its members better off than in PARTITION of it. */
static bool upset_within(const Game *game, guint32 whole, const CdPartition *partition)
{
  for (guint32 coalition = 1; coalition < whole; coalition++) {
    bool gains = (coalition & ~whole) == 0;
    for (guint i = 0; gains && i < game->n; i++)
      if (coalition >> i & 1)
        gains = game->u[coalition * game->n + i] >
                game->u[cd_partition_block_of(partition, i) * game->n + i] + CD_COALITION_TOLERANCE;
    if (gains)
      return true;
  }
  return false;
}

static void the_core_apart_is_empty_where_every_division_is_upset(void **state)
{
  (void)state;
  guint games = cd_test_count(GAMES / 2, LEAST_GAMES), empty = 0, lasting = 0;
  for (guint64 seed = 60000; seed < 60000 + games; seed++) {
    g_autoptr(CdArena) arena = cd_arena_new();
    Game open = random_game(seed), game = open;
    if (seed % 2)
      game = game_with_closed_groups(seed, &open);
    CdHedonic hedonic = cd_hedonic(open.u, open.n, arena);
    for (guint32 whole = 3; whole < 1u << game.n; whole++) {
      if (size_of(whole) < 2)
        continue;
      bool lasts = false;
      CdPartitionWalk walk;
      for (cd_partition_first(&walk, whole); cd_partition_next(&walk);) /* the first is the whole itself */
        lasts = lasts || !upset_within(&game, whole, &walk.now);
      assert_int_equal(cd_core_apart_is_empty(&hedonic, whole), !lasts);
      empty += !lasts;
      lasting += lasts;
    }
  }
  assert_true(empty > 0 && lasting > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_sense_is_as_defined_and_so_are_the_reasons),
      cmocka_unit_test(blocking_coalitions_are_all_listed_and_the_least_kept),
      cmocka_unit_test(the_stronger_sense_implies_the_weaker),
      cmocka_unit_test(names_of_parties_change_nothing),
      cmocka_unit_test(a_survey_leaves_out_only_what_is_stable_in_no_sense),
      cmocka_unit_test(the_core_apart_is_empty_where_every_division_is_upset),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
