/* partition.h - who goes with whom: every way of dividing parties into blocks.
 *
 * A block is a mask, bit i for party i. A partition divides a mask into blocks, none empty, ordered by their
 * lowest member. Walked in lexicographic order of restricted-growth strings (a[0] = 0, a[i] <= 1 + max(a[0..i-1]);
 * Knuth 7.2.1.5): first all together, last each alone. N parties have Bell(n) partitions: 1, 2, 5, 15, 52, 203,
 * 877, 4140, 21147, 115975. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/base/arena.h"

/* Tables over all blocks and walks over all partitions stay small up to here. */
#define CD_COALITION_MAX 10
/* Words of a row of bits, one a coalition. */
#define CD_COALITION_WORDS ((1u << CD_COALITION_MAX) / 64)

/* Mask of all of N parties. */
static inline guint32 cd_mask_all(guint n)
{
  return ((guint32)1 << n) - 1;
}

typedef struct {
  guint n_blocks;
  guint32 block[CD_COALITION_MAX];
} CdPartition;

/* The block of PARTY; 0 where the partition does not hold it. */
guint32 cd_partition_block_of(const CdPartition *partition, guint party);

/* Puts in one more BLOCK, which shares no member with those there. */
void cd_partition_add(CdPartition *partition, guint32 block);

bool cd_partition_equal(const CdPartition *a, const CdPartition *b);

/* Partitions of N <= CD_COALITION_MAX parties (Bell number). */
guint cd_partition_count(guint n);

/* In how many ways can these councils group themselves: goes through each of them once.
 *   cd_partition_first(&walk, among); do use(&walk.now); while (cd_partition_next(&walk)); */
typedef struct {
  CdPartition now;
  guint n;
  guint8 party[CD_COALITION_MAX];  /* members of the mask, ascending */
  guint8 string[CD_COALITION_MAX]; /* restricted-growth string: a member's place in now.block */
  const guint16 *reach;            /* as from cd_partition_reach(); NULL: all blocks may be */
} CdPartitionWalk;

/* AMONG: at most CD_COALITION_MAX of the parties 0..31; of nobody there is one partition, without blocks. */
void cd_partition_first(CdPartitionWalk *walk, guint32 among);

/* False, and WALK as it was, after the last. */
bool cd_partition_next(CdPartitionWalk *walk);

/* Which beginnings of blocks lead somewhere, where only some blocks may be: ALLOWED[1 << n], each party alone among them. Of the arena. */
const guint16 *cd_partition_reach(const bool *allowed, guint n, CdArena *arena);

/* The partitions of N parties into blocks that may be, in the same order, without going through the others. REACH outlives the walk. */
void cd_partition_first_within(CdPartitionWalk *walk, guint n, const guint16 *reach);
