#include "sim/coalition/partition.h"

guint32 cd_partition_block_of(const CdPartition *partition, guint party)
{
  for (guint b = 0; b < partition->n_blocks; b++)
    if (partition->block[b] >> party & 1)
      return partition->block[b];
  return 0;
}

static guint32 lowest(guint32 block)
{
  return block & -block;
}

void cd_partition_add(CdPartition *partition, guint32 block)
{
  g_assert(block != 0 && partition->n_blocks < CD_COALITION_MAX);
  for (guint b = 0; b < partition->n_blocks; b++)
    g_assert(!(partition->block[b] & block));
  guint b = partition->n_blocks++;
  for (; b > 0 && lowest(partition->block[b - 1]) > lowest(block); b--)
    partition->block[b] = partition->block[b - 1];
  partition->block[b] = block;
}

bool cd_partition_equal(const CdPartition *a, const CdPartition *b)
{
  bool equal = a->n_blocks == b->n_blocks;
  for (guint i = 0; equal && i < a->n_blocks; i++)
    equal = a->block[i] == b->block[i];
  return equal;
}

/* The triangle of Peirce: each row starts with the last of the one before. */
guint cd_partition_count(guint n)
{
  g_assert(n <= CD_COALITION_MAX);
  guint row[CD_COALITION_MAX + 1] = {1};
  for (guint length = 1; length <= n; length++) {
    guint before = row[0];
    row[0] = row[length - 1];
    for (guint k = 1; k <= length; k++) {
      guint sum = row[k - 1] + before;
      before = row[k];
      row[k] = sum;
    }
  }
  return row[0];
}

static void read_blocks(CdPartitionWalk *walk)
{
  walk->now = (CdPartition){0};
  for (guint i = 0; i < walk->n; i++) {
    guint place = walk->string[i];
    walk->now.block[place] |= 1u << walk->party[i];
    walk->now.n_blocks = MAX(walk->now.n_blocks, place + 1);
  }
}

void cd_partition_first(CdPartitionWalk *walk, guint32 among)
{
  *walk = (CdPartitionWalk){0};
  for (guint8 i = 0; i < 32; i++)
    if (among >> i & 1) {
      g_assert(walk->n < CD_COALITION_MAX);
      walk->party[walk->n++] = i;
    }
  read_blocks(walk);
}

/* Bit k of [mask]: MASK is what some allowed block has of the parties up to k. */
const guint16 *cd_partition_reach(const bool *allowed, guint n, CdArena *arena)
{
  g_assert(n <= CD_COALITION_MAX);
  guint16 *reach = cd_arena_array(arena, guint16, (gsize)1 << n);
  for (guint32 block = 1; block < 1u << n; block++)
    for (guint k = 0; allowed[block] && k < n; k++)
      reach[block & cd_mask_all(k + 1)] |= (guint16)(1u << k);
  return reach;
}

/* PARTY into the block at PLACE, a new one at the end of those there; false where then some block can come to nothing that may be. */
static bool put(CdPartitionWalk *walk, guint party, guint place)
{
  walk->string[party] = (guint8)place;
  walk->now.block[place] |= 1u << party;
  walk->now.n_blocks = MAX(walk->now.n_blocks, place + 1);
  bool leads_on = true;
  for (guint b = 0; leads_on && b < walk->now.n_blocks; b++)
    leads_on = walk->reach[walk->now.block[b]] >> party & 1;
  return leads_on;
}

/* The last party placed. */
static void take_back(CdPartitionWalk *walk, guint party)
{
  guint place = walk->string[party];
  walk->now.block[place] &= ~(1u << party);
  if (walk->now.block[place] == 0)
    walk->now.n_blocks = place;
}

/* The next partition in which parties below PARTY are as they are and PARTY is at PLACE or beyond, or else these in their next places. */
static bool place_from(CdPartitionWalk *walk, guint party, guint at)
{
  for (;;) {
    if (at > walk->now.n_blocks) {
      if (party == 0)
        return false;
      party--;
      at = walk->string[party] + 1u;
      take_back(walk, party);
    } else if (!put(walk, party, at)) {
      take_back(walk, party);
      at++;
    } else if (party + 1 == walk->n) {
      return true;
    } else {
      party++;
      at = 0;
    }
  }
}

void cd_partition_first_within(CdPartitionWalk *walk, guint n, const guint16 *reach)
{
  *walk = (CdPartitionWalk){.n = n, .reach = reach};
  g_assert(n >= 1 && n <= CD_COALITION_MAX);
  for (guint8 i = 0; i < n; i++)
    walk->party[i] = i;
  bool found = place_from(walk, 0, 0);
  g_assert(found); /* each party alone may be */
}

static bool next_within(CdPartitionWalk *walk)
{
  CdPartitionWalk last = *walk;
  guint party = walk->n - 1, at = walk->string[party] + 1u;
  take_back(walk, party);
  if (place_from(walk, party, at))
    return true;
  *walk = last;
  return false;
}

bool cd_partition_next(CdPartitionWalk *walk)
{
  if (walk->reach)
    return next_within(walk);
  guint8 highest[CD_COALITION_MAX] = {0}; /* of the string before here */
  for (guint i = 1; i < walk->n; i++)
    highest[i] = MAX(highest[i - 1], walk->string[i - 1]);
  guint last = walk->n;
  while (last > 1 && walk->string[last - 1] > highest[last - 1])
    last--;
  if (last <= 1)
    return false;
  walk->string[last - 1]++;
  for (guint i = last; i < walk->n; i++)
    walk->string[i] = 0;
  read_blocks(walk);
  return true;
}
