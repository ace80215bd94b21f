#include "sim/base/arena.h"

#include <string.h>

/* Blocks never move, since pointers into them are out; each is twice the one before. */
#define MAX_BLOCKS 24
#define FIRST_BLOCK ((gsize)1 << 16)

struct _CdArena {
  char *block[MAX_BLOCKS];
  gsize used; /* bytes in terms of one long run of blocks */
};

/* Block b covers [start, start + size) of that run. */
static gsize block_size(guint b)
{
  return FIRST_BLOCK << b;
}

static gsize block_start(guint b)
{
  return FIRST_BLOCK * (((gsize)1 << b) - 1);
}

CdArena *cd_arena_new(void)
{
  return g_new0(CdArena, 1);
}

void cd_arena_free(CdArena *arena)
{
  if (!arena)
    return;
  for (guint b = 0; b < MAX_BLOCKS; b++)
    g_free(arena->block[b]);
  g_free(arena);
}

gpointer cd_arena_take_raw(CdArena *arena, gsize size)
{
  size = (size + 15) & ~(gsize)15;
  if (size == 0)
    size = 16;
  for (guint b = 0; b < MAX_BLOCKS; b++) {
    gsize start = block_start(b), end = start + block_size(b);
    gsize from = MAX(arena->used, start);
    if (from + size > end)
      continue;
    if (!arena->block[b])
      arena->block[b] = g_malloc(block_size(b));
    arena->used = from + size;
    return arena->block[b] + (from - start);
  }
  g_assert_not_reached(); /* the loader bounds what a scenario can hold */
}

gpointer cd_arena_take(CdArena *arena, gsize size)
{
  return memset(cd_arena_take_raw(arena, size), 0, size);
}

gsize cd_arena_mark(const CdArena *arena)
{
  return arena->used;
}

void cd_arena_rewind(CdArena *arena, gsize mark)
{
  g_assert(mark <= arena->used);
  arena->used = mark;
}
