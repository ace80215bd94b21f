#include "sim/coalition/hedonic.h"

#include <math.h>

static void fill_consents(CdHedonic *game, guint32 block)
{
  guint32 minds_entry = 0, minds_leaving = 0;
  for (guint i = 0; i < game->n_parties; i++) {
    guint32 changed = block ^ 1u << i;
    for (guint j = 0; j < game->n_parties; j++)
      if ((block & changed) >> j & 1 && cd_better(cd_hedonic_u(game, block, j), cd_hedonic_u(game, changed, j))) {
        minds_entry |= changed & ~block;
        minds_leaving |= block & ~changed;
      }
  }
  guint32 everybody = cd_mask_all(game->n_parties);
  game->welcome[block] = everybody & ~block & ~minds_entry;
  game->release[block] = block & ~minds_leaving;
}

/* What party I of BLOCK would make of each coalition it could be in. */
static void fill_party(CdHedonic *game, guint32 block, guint i)
{
  gsize row = (gsize)block * game->n_words;
  double now = cd_hedonic_u(game, block, i);
  for (guint32 coalition = 1u << i; coalition < 1u << game->n_parties; coalition = (coalition + 1) | 1u << i) {
    double then = cd_hedonic_u(game, coalition, i);
    guint64 bit = (guint64)1 << coalition % 64;
    gsize at = row + coalition / 64;
    if (cd_better(then, now)) {
      game->some_gain[at] |= bit;
      continue;
    }
    game->all_gain[at] &= ~bit;
    if (cd_better(now, then))
      game->none_lose[at] &= ~bit;
  }
}

/* Whether some member of BLOCK will be in it, or is no better off alone. */
static bool is_wanted(const CdHedonic *game, guint32 block)
{
  for (guint32 rest = block; rest; rest &= rest - 1) {
    guint i = (guint)__builtin_ctz(rest);
    if (cd_hedonic_u(game, block, i) != -INFINITY || cd_hedonic_u(game, 1u << i, i) == -INFINITY)
      return true;
  }
  return false;
}

/* The same for a block that nobody will be in: anything else is a gain. WILL[i * n_words]: coalitions that party i will be in; MAY: all with i in them. */
static void fill_unwanted(CdHedonic *game, guint32 block, const guint64 *will, const guint64 *may)
{
  for (guint w = 0; w < game->n_words; w++) {
    guint64 all_gain = ~(guint64)0, some_gain = 0;
    for (guint32 rest = block; rest; rest &= rest - 1) {
      gsize at = (gsize)__builtin_ctz(rest) * game->n_words + w;
      all_gain &= ~may[at] | will[at];
      some_gain |= will[at];
    }
    gsize at = (gsize)block * game->n_words + w;
    game->all_gain[at] = all_gain;
    game->some_gain[at] = some_gain;
    game->none_lose[at] = ~(guint64)0;
  }
}

static void fill_will(const CdHedonic *game, guint64 *will, guint64 *may)
{
  for (guint i = 0; i < game->n_parties; i++)
    for (guint32 coalition = 1u << i; coalition < 1u << game->n_parties; coalition = (coalition + 1) | 1u << i) {
      gsize at = (gsize)i * game->n_words + coalition / 64;
      guint64 bit = (guint64)1 << coalition % 64;
      may[at] |= bit;
      will[at] |= cd_hedonic_u(game, coalition, i) == -INFINITY ? 0 : bit;
    }
}

static void fill_coalitions(CdHedonic *game, guint32 block)
{
  gsize row = (gsize)block * game->n_words;
  for (guint w = 0; w < game->n_words; w++)
    game->all_gain[row + w] = game->none_lose[row + w] = ~(guint64)0;
  for (guint i = 0; i < game->n_parties; i++)
    if (block >> i & 1)
      fill_party(game, block, i);
}

CdHedonic cd_hedonic(const double *u, guint n_parties, CdArena *arena)
{
  g_assert(n_parties >= 1 && n_parties <= CD_COALITION_MAX);
  guint n_blocks = 1u << n_parties, n_words = (n_blocks + 63) / 64;
  gsize n_bits = (gsize)n_blocks * n_words;
  CdHedonic game = {.n_parties = n_parties, .n_words = n_words, .u = u};
  game.welcome = cd_arena_array_raw(arena, guint32, n_blocks);
  game.release = cd_arena_array_raw(arena, guint32, n_blocks);
  game.all_gain = cd_arena_array_raw(arena, guint64, n_bits);
  game.none_lose = cd_arena_array_raw(arena, guint64, n_bits);
  game.some_gain = cd_arena_array(arena, guint64, n_bits);
  game.wanted = cd_arena_array_raw(arena, bool, n_blocks);
  gsize mark = cd_arena_mark(arena);
  guint64 *will = cd_arena_array(arena, guint64, (gsize)n_parties * n_words);
  guint64 *may = cd_arena_array(arena, guint64, (gsize)n_parties * n_words);
  fill_will(&game, will, may);
  for (guint32 block = 0; block < n_blocks; block++) {
    fill_consents(&game, block);
    game.wanted[block] = block == 0 || is_wanted(&game, block);
    if (game.wanted[block])
      fill_coalitions(&game, block);
    else
      fill_unwanted(&game, block, will, may);
  }
  cd_arena_rewind(arena, mark);
  return game;
}
