#include "sim/negotiation/pareto.h"

#include <math.h>

enum { LATTICE_BITS = 30, TEXT_BITS = 24, DIGIT_BITS = 11, DIGITS = 6, PARTIES_MAX = 32 };
G_STATIC_ASSERT(LATTICE_BITS + 5 + 1 + TEXT_BITS <= 64 && DIGITS * DIGIT_BITS >= 64);

/* Utilities of the texts looked at, on the lattice: [place * n + position]. */
typedef struct {
  guint n;
  const guint32 *at;
} Lattice;

/* Puts the utilities of party J on the lattice, which begins at the whole number below the least of them; its step is 2^-30, doubled until it
 * reaches the largest. */
static void snap_party(Lattice lattice, guint32 *at, const CdDomain *domain, CdTexts among, guint j)
{
  double least = INFINITY, most = -INFINITY, span = 1;
  for (guint k = 0; k < among.n; k++) {
    double u = cd_domain_u(domain, among.text[k], j);
    least = fmin(least, u);
    most = fmax(most, u);
  }
  double from = floor(least + CD_TOLERANCE);
  while (most - from > span + CD_TOLERANCE)
    span *= 2;
  double steps = (1 << LATTICE_BITS) / span;
  for (guint k = 0; k < among.n; k++)
    at[(gsize)k * lattice.n + j] = (guint32)((cd_domain_u(domain, among.text[k], j) - from) * steps + 0.5);
}

static Lattice snap(const CdDomain *domain, CdTexts among, CdArena *arena)
{
  guint n = domain->n_parties;
  guint32 *at = cd_arena_array_raw(arena, guint32, (gsize)among.n * n);
  Lattice lattice = {.n = n, .at = at};
  for (guint j = 0; among.n > 0 && j < n; j++)
    snap_party(lattice, at, domain, among, j);
  return lattice;
}

/* Of the first N parties. */
static guint64 sum_of(Lattice lattice, guint place, guint n)
{
  guint64 sum = 0;
  for (guint j = 0; j < n; j++)
    sum += lattice.at[(gsize)place * lattice.n + j];
  return sum;
}

/* One pass of a radix sort. */
static void sort_by_digit(const guint64 *key, guint64 *out, guint n, guint shift)
{
  guint start[1 << DIGIT_BITS] = {0}, mask = (1 << DIGIT_BITS) - 1, before = 0;
  for (guint k = 0; k < n; k++)
    start[key[k] >> shift & mask]++;
  for (guint d = 0; d <= mask; d++) {
    guint count = start[d];
    start[d] = before;
    before += count;
  }
  for (guint k = 0; k < n; k++)
    out[start[key[k] >> shift & mask]++] = key[k];
}

/* Keys of the places, ascending: the complement of the first PARTIES' sum above the place. */
static const guint64 *keys_by_falling_sum(Lattice lattice, guint parties, guint n, CdArena *arena)
{
  guint64 *key = cd_arena_array_raw(arena, guint64, n), *spare = cd_arena_array_raw(arena, guint64, n);
  const guint64 most = G_MAXUINT64 >> TEXT_BITS;
  for (guint k = 0; k < n; k++)
    key[k] = (most - sum_of(lattice, k, parties)) << TEXT_BITS | k;
  for (guint digit = 0; digit < DIGITS; digit++) {
    sort_by_digit(key, spare, n, digit * DIGIT_BITS);
    guint64 *held = key;
    key = spare;
    spare = held;
  }
  return key;
}

/* A text's utilities cut short to fit one word, each in a lane under a guard bit: x is no worse than y only where
 * taking y's lanes from x's clears no guard. That settles nearly all comparisons at once. */
typedef struct {
  guint width;
  guint64 guards;
} Lanes;

static Lanes lanes_for(guint n)
{
  Lanes lanes = {.width = MIN(64 / n, LATTICE_BITS)};
  for (guint j = 0; j < n; j++)
    lanes.guards |= (guint64)1 << (j * lanes.width + lanes.width - 1);
  return lanes;
}

static guint64 outline_of(Lanes lanes, const guint32 *u, guint n)
{
  guint64 outline = 0;
  for (guint j = 0; j < n; j++) {
    guint32 below_one = MIN(u[j], (1u << LATTICE_BITS) - 1);
    outline |= (guint64)(below_one >> (LATTICE_BITS + 1 - lanes.width)) << (j * lanes.width);
  }
  return outline;
}

/* The efficient ones so far, in order of falling sums. */
typedef struct {
  guint n;
  guint64 *outline; /* guards set */
  guint64 *sum_key;
  const guint32 **at;
  bool *kept; /* [place] */
} Front;

static bool no_worse(const guint32 *x, const guint32 *y, guint n)
{
  for (guint j = 0; j < n; j++)
    if (x[j] < y[j])
      return false;
  return true;
}

/* A text no worse for anybody and of a larger sum dominates; of an equal sum, it is worth the same to all. */
static bool dominated(const Front *front, Lanes lanes, const guint32 *y, guint64 sum_key, guint n)
{
  guint64 outline = outline_of(lanes, y, n);
  for (guint f = 0; f < front->n && front->sum_key[f] < sum_key; f++)
    if (((front->outline[f] - outline) & lanes.guards) == lanes.guards && no_worse(front->at[f], y, n))
      return true;
  return false;
}

static Front front_new(guint n_texts, CdArena *arena)
{
  return (Front){.outline = cd_arena_array_raw(arena, guint64, n_texts),
                 .sum_key = cd_arena_array_raw(arena, guint64, n_texts),
                 .at = cd_arena_array_raw(arena, const guint32 *, n_texts),
                 .kept = cd_arena_array(arena, bool, n_texts)};
}

static const bool *efficient(Lattice lattice, guint n_texts, CdArena *arena)
{
  const guint64 *key = keys_by_falling_sum(lattice, lattice.n, n_texts, arena);
  Front front = front_new(n_texts, arena);
  Lanes lanes = lanes_for(lattice.n);
  for (guint k = 0; k < n_texts; k++) {
    guint place = (guint)(key[k] & ((1 << TEXT_BITS) - 1));
    guint64 sum_key = key[k] >> TEXT_BITS;
    const guint32 *y = lattice.at + (gsize)place * lattice.n;
    if (dominated(&front, lanes, y, sum_key, lattice.n))
      continue;
    front.outline[front.n] = outline_of(lanes, y, lattice.n) | lanes.guards;
    front.sum_key[front.n] = sum_key;
    front.at[front.n++] = y;
    front.kept[place] = true;
  }
  return front.kept;
}

/* Of two parties one order is enough: by what the first has, falling. Of those who have as much, the second's best is efficient if it is more than
 * whatever it has in the texts before. */
static const bool *efficient_of_two(Lattice lattice, guint n_texts, CdArena *arena)
{
  const guint64 *key = keys_by_falling_sum(lattice, 1, n_texts, arena);
  bool *kept = cd_arena_array(arena, bool, n_texts), any = false;
  guint32 most = 0;
  for (guint k = 0, end; k < n_texts; k = end) {
    guint32 best = 0;
    for (end = k; end < n_texts && key[end] >> TEXT_BITS == key[k] >> TEXT_BITS; end++)
      best = MAX(best, lattice.at[2 * (key[end] & ((1 << TEXT_BITS) - 1)) + 1]);
    if (any && best <= most)
      continue;
    for (guint i = k; i < end; i++) {
      gsize place = key[i] & ((1 << TEXT_BITS) - 1);
      kept[place] = lattice.at[2 * place + 1] == best;
    }
    most = best;
    any = true;
  }
  return kept;
}

CdTexts cd_pareto(const CdDomain *domain, CdTexts among, CdArena *arena)
{
  g_assert(domain->n_parties <= PARTIES_MAX && among.n <= 1 << TEXT_BITS);
  guint n = 0, *text = cd_arena_array_raw(arena, guint, among.n);
  gsize mark = cd_arena_mark(arena);
  Lattice lattice = snap(domain, among, arena);
  const bool *kept = lattice.n == 2 ? efficient_of_two(lattice, among.n, arena) : efficient(lattice, among.n, arena);
  for (guint k = 0; k < among.n; k++)
    if (kept[k])
      text[n++] = among.text[k];
  cd_arena_rewind(arena, mark);
  return (CdTexts){.n = n, .text = text};
}
