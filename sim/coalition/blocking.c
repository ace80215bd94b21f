#include "sim/coalition/blocking.h"

guint64 cd_blocking_word(const CdHedonic *game, const CdPartition *partition, CdStability sense, guint w)
{
  const guint64 *none_objects = sense == CD_STABLE_CORE ? game->all_gain : game->none_lose;
  guint64 would = ~(guint64)0, some = 0;
  for (guint b = 0; b < partition->n_blocks; b++) {
    gsize at = (gsize)partition->block[b] * game->n_words + w;
    would &= none_objects[at];
    some |= game->some_gain[at];
  }
  return would & some;
}

guint cd_blocking_coalitions(const CdHedonic *game, const CdPartition *partition, CdStability sense, guint32 *found)
{
  g_assert(sense == CD_STABLE_CORE || sense == CD_STABLE_STRICT_CORE);
  guint n = 0;
  for (int size = 1; size <= (int)game->n_parties; size++)
    for (guint w = 0; w < game->n_words; w++)
      for (guint64 rest = cd_blocking_word(game, partition, sense, w); rest; rest &= rest - 1) {
        guint32 coalition = w * 64 + (guint32)__builtin_ctzll(rest);
        if (__builtin_popcount(coalition) == size)
          found[n++] = coalition;
      }
  return n;
}

static bool contains_one_of(guint32 coalition, const guint32 *found, guint n)
{
  for (guint k = 0; k < n; k++)
    if ((coalition & found[k]) == found[k])
      return true;
  return false;
}

guint cd_blocking_minimal(guint32 *found, guint n)
{
  guint kept = 0;
  for (guint k = 0; k < n; k++)
    if (!contains_one_of(found[k], found, kept))
      found[kept++] = found[k];
  return kept;
}

/* Word W of the row of coalitions within BLOCK. */
static guint64 parts_word(const guint64 *low, guint32 block, guint w)
{
  return w & ~(block >> 6) ? 0 : low[block & 63];
}

/* A division of WHOLE into proper sub-blocks on its way: USED are divided already, into blocks that together would take part in WOULD and of which one gains by SOME. */
typedef struct {
  const CdHedonic *game;
  guint32 whole;
  guint n_words;   /* a part's mask is no greater than the whole's */
  guint64 low[64]; /* [mask] bits of the coalitions within a block of the first six parties */
} Apart;

typedef struct {
  guint32 used;
  guint64 would[CD_COALITION_WORDS], some[CD_COALITION_WORDS];
} Divided;

/* With BLOCK too; false where a coalition of those divided blocks it, which what is divided further cannot change. */
static bool divide(const Apart *apart, const Divided *before, guint32 block, Divided *after)
{
  const CdHedonic *game = apart->game;
  gsize row = (gsize)block * game->n_words;
  after->used = before->used | block;
  for (guint w = 0; w < apart->n_words; w++) {
    after->would[w] = before->would[w] & game->all_gain[row + w];
    after->some[w] = before->some[w] | game->some_gain[row + w];
    guint64 parts = parts_word(apart->low, after->used, w);
    if (w == apart->whole / 64)
      parts &= ~((guint64)1 << apart->whole % 64);
    if (after->would[w] & after->some[w] & parts)
      return false;
  }
  return true;
}

/* Whether some division that begins like this lasts. Each is come to once: the next block is that of the lowest party not yet in one. */
static bool some_lasts(const Apart *apart, const Divided *before)
{
  guint32 rest = apart->whole & ~before->used, lowest = rest & -rest, others = rest & ~lowest;
  if (rest == 0)
    return true;
  for (guint32 with = others;; with = (with - 1) & others) {
    guint32 block = lowest | with;
    Divided after;
    if (block != apart->whole && apart->game->wanted[block] && divide(apart, before, block, &after) &&
        some_lasts(apart, &after))
      return true;
    if (with == 0)
      return false;
  }
}

bool cd_core_apart_is_empty(const CdHedonic *game, guint32 whole)
{
  Apart apart = {.game = game, .whole = whole, .n_words = whole / 64 + 1};
  for (guint32 mask = 0; mask < 64; mask++)
    for (guint32 part = mask;; part = (part - 1) & mask) {
      apart.low[mask] |= (guint64)1 << part;
      if (part == 0)
        break;
    }
  Divided nobody = {.used = 0};
  for (guint w = 0; w < apart.n_words; w++)
    nobody.would[w] = ~(guint64)0;
  return !some_lasts(&apart, &nobody);
}
