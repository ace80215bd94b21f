#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/coalition/partition.h"

/* OEIS A000110. */
static const guint bell[] = {1, 1, 2, 5, 15, 52, 203, 877, 4140, 21147, 115975};

static void partitions_are_as_many_as_bell_says(void **state)
{
  (void)state;
  for (guint n = 0; n <= CD_COALITION_MAX; n++)
    assert_int_equal(cd_partition_count(n), bell[n]);
}

/* A party's place in the partition, written as digits: what the order of the walk goes by. */
static guint64 string_of(const CdPartition *partition, guint32 among)
{
  guint64 digits = 0;
  for (guint i = 0; i < 32; i++)
    for (guint b = 0; b < partition->n_blocks; b++)
      if (among >> i & 1 && partition->block[b] >> i & 1)
        digits = digits * 10 + b;
  return digits;
}

static void assert_divides(const CdPartition *partition, guint32 among)
{
  guint32 seen = 0, lowest = 0;
  for (guint b = 0; b < partition->n_blocks; b++) {
    guint32 block = partition->block[b];
    assert_true(block != 0);
    assert_int_equal(block & seen, 0);
    assert_true((block & -block) > lowest);
    lowest = block & -block;
    seen |= block;
  }
  assert_int_equal(seen, among);
}

/* Strings that rise are never the same twice; as many as Bell says are all there are. */
static void assert_each_comes_once(guint32 among, guint n)
{
  CdPartitionWalk walk;
  cd_partition_first(&walk, among);
  guint count = 0;
  guint64 before = 0;
  do {
    guint64 now = string_of(&walk.now, among);
    assert_divides(&walk.now, among);
    assert_true(count == 0 || now > before);
    before = now;
    count++;
  } while (cd_partition_next(&walk));
  assert_int_equal(count, bell[n]);
}

static void each_partition_comes_once(void **state)
{
  (void)state;
  for (guint n = 1; n <= CD_COALITION_MAX; n++)
    assert_each_comes_once((1u << n) - 1, n);
}

static void a_part_of_the_parties_is_divided_alike(void **state)
{
  (void)state;
  assert_each_comes_once(0xb2, 4);
  assert_each_comes_once(0x80000101, 3);
  assert_each_comes_once(0x10, 1);
}

static void the_walk_goes_from_all_together_to_each_alone_and_stays(void **state)
{
  (void)state;
  CdPartitionWalk walk;
  cd_partition_first(&walk, 0x1f);
  assert_int_equal(walk.now.n_blocks, 1);
  assert_int_equal(walk.now.block[0], 0x1f);
  while (cd_partition_next(&walk))
    ;
  assert_int_equal(walk.now.n_blocks, 5);
  assert_false(cd_partition_next(&walk));
  for (guint i = 0; i < 5; i++)
    assert_int_equal(cd_partition_block_of(&walk.now, i), 1u << i);
}

static void nobody_has_one_partition_without_blocks(void **state)
{
  (void)state;
  CdPartitionWalk walk;
  cd_partition_first(&walk, 0);
  assert_int_equal(walk.now.n_blocks, 0);
  assert_false(cd_partition_next(&walk));
}

static void blocks_are_kept_in_order_of_their_lowest_member(void **state)
{
  (void)state;
  CdPartition one = {0}, other = {0};
  cd_partition_add(&one, 0x28);
  cd_partition_add(&one, 0x11);
  cd_partition_add(&one, 0x06);
  cd_partition_add(&other, 0x06);
  cd_partition_add(&other, 0x28);
  assert_false(cd_partition_equal(&one, &other));
  cd_partition_add(&other, 0x11);
  assert_true(cd_partition_equal(&one, &other));
  CdPartition start = {.n_blocks = 2, .block = {one.block[0], one.block[1]}};
  assert_false(cd_partition_equal(&start, &one));
  assert_int_equal(one.block[0], 0x11);
  assert_int_equal(one.block[1], 0x06);
  assert_int_equal(one.block[2], 0x28);
}

static void a_party_outside_has_no_block(void **state)
{
  (void)state;
  CdPartition it = {0};
  cd_partition_add(&it, 0x05);
  assert_int_equal(cd_partition_block_of(&it, 2), 0x05);
  assert_int_equal(cd_partition_block_of(&it, 1), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(partitions_are_as_many_as_bell_says),
      cmocka_unit_test(each_partition_comes_once),
      cmocka_unit_test(a_part_of_the_parties_is_divided_alike),
      cmocka_unit_test(the_walk_goes_from_all_together_to_each_alone_and_stays),
      cmocka_unit_test(nobody_has_one_partition_without_blocks),
      cmocka_unit_test(blocks_are_kept_in_order_of_their_lowest_member),
      cmocka_unit_test(a_party_outside_has_no_block),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
