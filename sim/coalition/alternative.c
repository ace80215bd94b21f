#include "sim/coalition/alternative.h"

#include "sim/coalition/blocking.h"

#include <math.h>

/* The next candidate of WHOLE (reservation.h) below BEFORE; 0 after the last. Start at WHOLE. */
static guint32 candidate_below(const CdBlockSolution *solution, guint32 whole, guint32 before)
{
  do
    before = (before - 1) & whole;
  while (before && !solution[before].forms);
  return before;
}

/* Over the candidates that contain a party, its least and greatest value. */
typedef struct {
  double least[CD_COALITION_MAX], most[CD_COALITION_MAX];
} Range;

static void note_range(Range *range, const CdBlockSolution *solution, guint32 block)
{
  for (guint32 rest = block; rest; rest &= rest - 1) {
    guint i = (guint)__builtin_ctz(rest);
    range->least[i] = MIN(range->least[i], solution[block].value[i]);
    range->most[i] = MAX(range->most[i], solution[block].value[i]);
  }
}

static Range range_of(const CdBlockSolution *solution, guint32 whole)
{
  Range range;
  for (guint i = 0; i < CD_COALITION_MAX; i++) {
    range.least[i] = INFINITY;
    range.most[i] = -INFINITY;
  }
  for (guint32 block = whole; (block = candidate_below(solution, whole, block));)
    note_range(&range, solution, block);
  return range;
}

static bool is_top(const CdBlockSolution *solution, const Range *range, guint32 block)
{
  bool top = true;
  for (guint32 rest = block; top && rest; rest &= rest - 1) {
    guint i = (guint)__builtin_ctz(rest);
    top = !cd_better(range->most[i], solution[block].value[i]);
  }
  return top;
}

/* Only where there is no top coalition: so no range is nought, or that party alone would be one. */
static double least_gain(const CdBlockSolution *solution, const Range *range, guint32 block)
{
  double least = INFINITY;
  for (guint32 rest = block; rest; rest &= rest - 1) {
    guint i = (guint)__builtin_ctz(rest);
    double gain = solution[block].value[i] - solution[1u << i].value[i];
    least = MIN(least, gain / (range->most[i] - range->least[i]));
  }
  return least;
}

/* BLOCK as a mask of ranks. */
static guint32 ranked(const guint *rank, guint32 block)
{
  guint32 mask = 0;
  for (guint32 rest = block; rank && rest; rest &= rest - 1)
    mask |= 1u << rank[__builtin_ctz(rest)];
  return rank ? mask : block;
}

static guint32 preferred(const guint *rank, guint32 a, guint32 b)
{
  int more = __builtin_popcount(a) - __builtin_popcount(b);
  return more > 0 || (more == 0 && ranked(rank, a) < ranked(rank, b)) ? a : b;
}

static guint32 top_coalition(const CdBlockSolution *solution, const Range *range, guint32 whole, const guint *rank)
{
  guint32 top = 0;
  for (guint32 block = whole; (block = candidate_below(solution, whole, block));)
    if (is_top(solution, range, block))
      top = preferred(rank, block, top);
  return top;
}

static guint32 evenest_gain(const CdBlockSolution *solution, const Range *range, guint32 whole, const guint *rank)
{
  double most = -INFINITY;
  for (guint32 block = whole; (block = candidate_below(solution, whole, block));)
    most = MAX(most, least_gain(solution, range, block));
  guint32 first = 0;
  for (guint32 block = whole; (block = candidate_below(solution, whole, block));)
    if (!cd_better(most, least_gain(solution, range, block)))
      first = preferred(rank, block, first);
  return first;
}

guint32 cd_alternative_first(const CdBlockSolution *solution, guint32 whole, const guint *rank)
{
  Range range = range_of(solution, whole);
  guint32 top = top_coalition(solution, &range, whole, rank);
  return top ? top : evenest_gain(solution, &range, whole, rank);
}

/* A block that would not form is worth less than anything to its members: nobody blocks with it, and each alone
 * blocks it. */
static const double *values_of_candidates(const CdBlockSolution *solution, guint n, CdArena *arena)
{
  double *u = cd_arena_array_raw(arena, double, (gsize)n << n);
  for (guint32 block = 0; block < 1u << n; block++)
    for (guint i = 0; i < n; i++)
      u[block * n + i] = solution[block].forms ? solution[block].value[i] : -INFINITY;
  return u;
}

void cd_alternative_flag(CdBlockSolution *solution, guint n_parties, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  CdHedonic game = cd_hedonic(values_of_candidates(solution, n_parties, arena), n_parties, arena);
  for (guint32 block = 1; block < 1u << n_parties; block++)
    if (block & (block - 1))
      solution[block].convention_dependent = cd_core_apart_is_empty(&game, block);
  cd_arena_rewind(arena, mark);
}
