#include "sim/coalition/stability.h"
#include "sim/coalition/blocking.h"

#define SENSES_OF_MOVES                                                                                                \
  (1u << CD_STABLE_NASH | 1u << CD_STABLE_INDIVIDUAL | 1u << CD_STABLE_CONTRACTUAL_NASH |                              \
   1u << CD_STABLE_CONTRACTUAL_INDIVIDUAL)

static const CdStabilityText texts[CD_STABLE_COUNT] = {
#define STABILITY(KIND, id, label, meaning) [CD_STABLE_##KIND] = {id, label, meaning},
#include "sim/coalition/stabilities.def"
#undef STABILITY
};

const CdStabilityText *cd_stability_text(CdStability sense)
{
  g_assert(sense < CD_STABLE_COUNT);
  return &texts[sense];
}

/* Senses in which I's move from its block FROM to TO upsets a partition. */
static guint upset_by(const CdHedonic *game, guint i, guint32 from, guint32 to)
{
  if (!cd_better(cd_hedonic_u(game, to | 1u << i, i), cd_hedonic_u(game, from, i)))
    return 0;
  guint upset = 1u << CD_STABLE_NASH;
  bool welcome = game->welcome[to] >> i & 1, released = game->release[from] >> i & 1;
  if (welcome)
    upset |= 1u << CD_STABLE_INDIVIDUAL;
  if (released)
    upset |= 1u << CD_STABLE_CONTRACTUAL_NASH;
  if (welcome && released)
    upset |= 1u << CD_STABLE_CONTRACTUAL_INDIVIDUAL;
  return upset;
}

/* Senses in which some move of I does. */
static guint upset_by_party(const CdHedonic *game, const CdPartition *partition, guint32 from, guint i)
{
  guint upset = upset_by(game, i, from, 0);
  for (guint b = 0; b < partition->n_blocks; b++)
    if (partition->block[b] != from)
      upset |= upset_by(game, i, from, partition->block[b]);
  return upset;
}

static guint upset_by_moves(const CdHedonic *game, const CdPartition *partition)
{
  guint upset = 0;
  for (guint b = 0; b < partition->n_blocks; b++)
    for (guint32 rest = partition->block[b]; rest; rest &= rest - 1) {
      upset |= upset_by_party(game, partition, partition->block[b], (guint)__builtin_ctz(rest));
      if (upset == SENSES_OF_MOVES)
        return upset;
    }
  return upset;
}

static bool is_blocked(const CdHedonic *game, const CdPartition *partition, CdStability sense)
{
  for (guint w = 0; w < game->n_words; w++)
    if (cd_blocking_word(game, partition, sense, w))
      return true;
  return false;
}

guint cd_stability_senses(const CdHedonic *game, const CdPartition *partition)
{
  guint upset = upset_by_moves(game, partition);
  if (is_blocked(game, partition, CD_STABLE_STRICT_CORE)) {
    upset |= 1u << CD_STABLE_STRICT_CORE;
    if (is_blocked(game, partition, CD_STABLE_CORE))
      upset |= 1u << CD_STABLE_CORE;
  }
  return ~upset & ((1u << CD_STABLE_COUNT) - 1);
}

/* --- With reasons ---------------------------------------------------------------------------------------- */

static void note_move(CdObjection *objection, guint i, guint32 to)
{
  guint32 formed = to | 1u << i;
  if (objection->stable || (objection->mover == (int)i && cd_block_before(formed, objection->formed)))
    *objection = (CdObjection){.mover = (int)i, .target = to, .formed = formed};
}

static void note_moves(const CdHedonic *game, guint i, guint32 from, guint32 to, CdObjection *objection)
{
  guint upset = upset_by(game, i, from, to);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    if (upset >> s & 1)
      note_move(&objection[s], i, to);
}

static void note_coalition(const CdHedonic *game, const CdPartition *partition, CdStability sense, CdObjection *objection)
{
  for (guint w = 0; w < game->n_words; w++)
    for (guint64 rest = cd_blocking_word(game, partition, sense, w); rest; rest &= rest - 1) {
      guint32 coalition = w * 64 + (guint32)__builtin_ctzll(rest);
      if (objection->stable || cd_block_before(coalition, objection->formed))
        *objection = (CdObjection){.mover = -1, .formed = coalition};
    }
}

void cd_stability_judge(const CdHedonic *game, const CdPartition *partition, CdObjection objection[CD_STABLE_COUNT])
{
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    objection[s] = (CdObjection){.stable = true, .mover = -1};
  for (guint i = 0; i < game->n_parties; i++) {
    guint32 from = cd_partition_block_of(partition, i);
    g_assert(from != 0);
    note_moves(game, i, from, 0, objection);
    for (guint b = 0; b < partition->n_blocks; b++)
      if (partition->block[b] != from)
        note_moves(game, i, from, partition->block[b], objection);
  }
  note_coalition(game, partition, CD_STABLE_CORE, &objection[CD_STABLE_CORE]);
  note_coalition(game, partition, CD_STABLE_STRICT_CORE, &objection[CD_STABLE_STRICT_CORE]);
}
