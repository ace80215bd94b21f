/* arena.h - memory for one computation: taken piece by piece, given back all at once, so that a replicate allocates nothing
 * after its first. Not shared between threads. The address sanitizer finds touches of what is not taken, or given back. */
#pragma once

#include <glib.h>

typedef struct _CdArena CdArena;

CdArena *cd_arena_new(void);
void cd_arena_free(CdArena *arena);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdArena, cd_arena_free)

/* SIZE zeroed bytes, aligned for any type; valid until the arena is rewound past them. */
gpointer cd_arena_take(CdArena *arena, gsize size);

/* The same without the zeroes, for what is written in full before it is read. */
gpointer cd_arena_take_raw(CdArena *arena, gsize size);

/* Gives back everything taken since the mark. */
gsize cd_arena_mark(const CdArena *arena);
void cd_arena_rewind(CdArena *arena, gsize mark);

#define cd_arena_array(arena, type, n) ((type *)cd_arena_take((arena), sizeof(type) * (gsize)(n)))
#define cd_arena_array_raw(arena, type, n) ((type *)cd_arena_take_raw((arena), sizeof(type) * (gsize)(n)))
