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

/* Word W of the row of coalitions within WHOLE, itself not. */
static guint64 proper_parts_word(guint32 whole, guint w)
{
  guint64 parts = 0;
  for (guint32 k = 0; k < 64; k++) {
    guint32 coalition = w * 64 + k;
    if ((coalition & ~whole) == 0 && coalition != whole)
      parts |= (guint64)1 << k;
  }
  return parts;
}

bool cd_core_apart_is_empty(const CdHedonic *game, guint32 whole)
{
  guint64 parts[(1u << CD_COALITION_MAX) / 64];
  guint n_words = whole / 64 + 1; /* a part's mask is no greater than the whole's */
  for (guint w = 0; w < n_words; w++)
    parts[w] = proper_parts_word(whole, w);
  CdPartitionWalk walk;
  cd_partition_first(&walk, whole);
  while (cd_partition_next(&walk)) { /* the first is the whole itself */
    bool blocked = false;
    for (guint w = 0; w < n_words && !blocked; w++)
      blocked = (cd_blocking_word(game, &walk.now, CD_STABLE_CORE, w) & parts[w]) != 0;
    if (!blocked)
      return false;
  }
  return true;
}
