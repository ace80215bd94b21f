#include "sim/base/arena.h"

#include <string.h>

/* Under the address sanitizer what is not taken cannot be touched, nor the bytes between two pieces. */
#if defined(__SANITIZE_ADDRESS__)
#define GUARDED 1
#elif defined(__has_feature)
#define GUARDED __has_feature(address_sanitizer)
#else
#define GUARDED 0
#endif

#if GUARDED
#include <sanitizer/asan_interface.h>
#define FORBID(at, size) ASAN_POISON_MEMORY_REGION(at, size)
#define PERMIT(at, size) ASAN_UNPOISON_MEMORY_REGION(at, size)
#define RED_ZONE 16
#else
#define FORBID(at, size) ((void)(at), (void)(size))
#define PERMIT(at, size) ((void)(at), (void)(size))
#define RED_ZONE 0
#endif

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
  gsize wanted = size;
  size = ((size + 15) & ~(gsize)15) + RED_ZONE;
  if (size == 0)
    size = 16;
  for (guint b = 0; b < MAX_BLOCKS; b++) {
    gsize start = block_start(b), end = start + block_size(b);
    gsize from = MAX(arena->used, start);
    if (from + size > end)
      continue;
    if (!arena->block[b]) {
      arena->block[b] = g_malloc(block_size(b));
      FORBID(arena->block[b], block_size(b));
    }
    arena->used = from + size;
    PERMIT(arena->block[b] + (from - start), wanted);
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

/* Of all that stands behind MARK. */
static void forbid(const CdArena *arena, gsize mark)
{
  for (guint b = 0; b < MAX_BLOCKS; b++) {
    gsize start = block_start(b), end = MIN(arena->used, start + block_size(b)), from = MAX(mark, start);
    if (arena->block[b] && from < end)
      FORBID(arena->block[b] + (from - start), end - from);
  }
}

void cd_arena_rewind(CdArena *arena, gsize mark)
{
  g_assert(mark <= arena->used);
  if (GUARDED)
    forbid(arena, mark);
  arena->used = mark;
}
