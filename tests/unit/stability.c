#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include "sim/coalition/blocking.h"

/* Blocks of three parties as the methods write them. */
enum { A = 1, B = 2, AB = 3, C = 4, AC = 5, BC = 6, ABC = 7 };

/* [mask * 3 + party]; what is not a member's is never read. */
static const double cycle[] = {[A * 3] = 0,     [AB * 3] = 3,     [AC * 3] = 2,     [ABC * 3] = 1,
                               [B * 3 + 1] = 0, [AB * 3 + 1] = 2, [BC * 3 + 1] = 3, [ABC * 3 + 1] = 1,
                               [C * 3 + 2] = 0, [AC * 3 + 2] = 3, [BC * 3 + 2] = 2, [ABC * 3 + 2] = 1};
static const double guest[] = {[A * 2] = 1, [AB * 2] = 0, [B * 2 + 1] = 0, [AB * 2 + 1] = 1};

static CdPartition of(guint32 first, guint32 second, guint32 third)
{
  CdPartition it = {0};
  const guint32 block[] = {first, second, third};
  for (guint b = 0; b < 3; b++)
    if (block[b])
      cd_partition_add(&it, block[b]);
  return it;
}

static guint bits(guint a, guint b, guint c, guint d, guint e, guint f)
{
  return a << CD_STABLE_NASH | b << CD_STABLE_INDIVIDUAL | c << CD_STABLE_CONTRACTUAL_NASH |
         d << CD_STABLE_CONTRACTUAL_INDIVIDUAL | e << CD_STABLE_CORE | f << CD_STABLE_STRICT_CORE;
}

static void assert_objection(CdObjection it, int mover, guint32 target, guint32 formed)
{
  assert_false(it.stable);
  assert_int_equal(it.mover, mover);
  assert_int_equal(it.target, target);
  assert_int_equal(it.formed, formed);
}

static guint32 senses(const double *u, guint n, CdPartition partition)
{
  g_autoptr(CdArena) arena = cd_arena_new();
  CdHedonic game = cd_hedonic(u, n, arena);
  CdObjection objection[CD_STABLE_COUNT];
  guint stable = cd_stability_senses(&game, &partition);
  cd_stability_judge(&game, &partition, objection);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    assert_int_equal(objection[s].stable, stable >> s & 1);
  return stable;
}

static void in_cycle_only_all_together_lasts_and_every_pair_blocks_it(void **state)
{
  (void)state;
  assert_int_equal(senses(cycle, 3, of(ABC, 0, 0)), bits(1, 1, 1, 1, 0, 0));
  assert_int_equal(senses(cycle, 3, of(A, B, C)), bits(0, 0, 0, 0, 0, 0));
  assert_int_equal(senses(cycle, 3, of(AB, C, 0)), bits(0, 0, 0, 1, 0, 0));
  assert_int_equal(senses(cycle, 3, of(AC, B, 0)), bits(0, 0, 0, 1, 0, 0));
  assert_int_equal(senses(cycle, 3, of(A, BC, 0)), bits(0, 0, 0, 1, 0, 0));
}

static void a_guest_unwelcome_stays_out(void **state)
{
  (void)state;
  assert_int_equal(senses(guest, 2, of(A, B, 0)), bits(0, 1, 0, 1, 1, 1));
  assert_int_equal(senses(guest, 2, of(AB, 0, 0)), bits(0, 0, 1, 1, 0, 0));
}

static void reasons_name_who_would_move_where(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdHedonic game = cd_hedonic(cycle, 3, arena);
  CdPartition partition = of(AB, C, 0);
  CdObjection objection[CD_STABLE_COUNT];
  cd_stability_judge(&game, &partition, objection);
  assert_objection(objection[CD_STABLE_NASH], 1, C, BC); /* 2: 23 > 12, and 3 lets it in: 23 > 3 */
  assert_objection(objection[CD_STABLE_INDIVIDUAL], 1, C, BC);
  assert_objection(objection[CD_STABLE_CONTRACTUAL_NASH], 2, AB, ABC); /* 3 leaves nobody behind */
  assert_true(objection[CD_STABLE_CONTRACTUAL_INDIVIDUAL].stable);
  assert_objection(objection[CD_STABLE_CORE], -1, 0, BC);
  assert_objection(objection[CD_STABLE_STRICT_CORE], -1, 0, BC);
}

/* Both 1 and 2 would go, 1 to either of the others: the lowest party, to the smallest block, not the first listed. */
static void of_several_reasons_the_smallest_is_given(void **state)
{
  (void)state;
  double u[16 * 4] = {0};
  u[7 * 4 + 0] = 5; /* 1 would join {2, 3} ... */
  u[9 * 4 + 0] = 1; /* ... and likes {1, 4} better than alone too */
  u[14 * 4 + 3] = 1;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdHedonic game = cd_hedonic(u, 4, arena);
  CdPartition partition = of(1, 6, 8);
  CdObjection objection[CD_STABLE_COUNT];
  cd_stability_judge(&game, &partition, objection);
  assert_objection(objection[CD_STABLE_NASH], 0, 8, 9);
}

static void blocking_coalitions_are_named_smallest_first(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdHedonic game = cd_hedonic(cycle, 3, arena);
  CdPartition together = of(ABC, 0, 0), alone = of(A, B, C);
  guint32 found[8];
  assert_int_equal(cd_blocking_coalitions(&game, &together, CD_STABLE_CORE, found), 3);
  assert_int_equal(found[0], AB);
  assert_int_equal(found[1], AC);
  assert_int_equal(found[2], BC);
  guint n = cd_blocking_coalitions(&game, &alone, CD_STABLE_CORE, found);
  assert_int_equal(n, 4);
  assert_int_equal(found[3], ABC);
  assert_int_equal(cd_blocking_minimal(found, n), 3);
  assert_int_equal(found[2], BC);
}

/* 1 would gain from {1, 2}, which is the same to 2. */
static void an_indifferent_partner_upsets_the_strict_core_alone(void **state)
{
  (void)state;
  const double u[] = {[A * 2] = 0, [AB * 2] = 1, [B * 2 + 1] = 0.5, [AB * 2 + 1] = 0.5};
  assert_int_equal(senses(u, 2, of(A, B, 0)), bits(0, 0, 0, 0, 1, 0));
  assert_int_equal(senses(u, 2, of(AB, 0, 0)), bits(1, 1, 1, 1, 1, 1));
}

static void what_is_within_the_tolerance_is_no_gain(void **state)
{
  (void)state;
  double u[] = {[A * 2] = 0.5, [AB * 2] = 0.5 + 0.9e-9, [B * 2 + 1] = 0.5, [AB * 2 + 1] = 0.5 + 0.9e-9};
  assert_int_equal(senses(u, 2, of(A, B, 0)), bits(1, 1, 1, 1, 1, 1));
  u[AB * 2] = 0.5 + 1.1e-9;
  assert_int_equal(senses(u, 2, of(A, B, 0)), bits(0, 0, 0, 0, 1, 0));
  u[AB * 2 + 1] = 0.5 + 1.1e-9;
  assert_int_equal(senses(u, 2, of(A, B, 0)), bits(0, 0, 0, 0, 0, 0));
  u[AB * 2 + 1] = 0.5 - 0.9e-9; /* a loss of next to nothing is no reason to keep anybody out */
  assert_int_equal(senses(u, 2, of(A, B, 0)), bits(0, 0, 0, 0, 1, 0));
}

static void nobody_stays_in_a_block_it_will_not_be_in(void **state)
{
  (void)state;
  const double u[] = {[A * 2] = 0, [AB * 2] = -INFINITY, [B * 2 + 1] = 0, [AB * 2 + 1] = 1};
  assert_int_equal(senses(u, 2, of(AB, 0, 0)), bits(0, 0, 1, 1, 0, 0));
  assert_int_equal(senses(u, 2, of(A, B, 0)), bits(0, 1, 0, 1, 1, 1));
}

static void a_party_alone_in_the_world_is_stable(void **state)
{
  (void)state;
  const double u[] = {0, -3};
  assert_int_equal(senses(u, 1, of(A, 0, 0)), bits(1, 1, 1, 1, 1, 1));
}

static void apart_cycle_has_no_core_and_guest_has_one(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdHedonic game = cd_hedonic(cycle, 3, arena);
  assert_true(cd_core_apart_is_empty(&game, ABC));
  assert_false(cd_core_apart_is_empty(&game, AB)); /* 1 and 2 gain together, but that is what has failed */
  CdHedonic other = cd_hedonic(guest, 2, arena);
  assert_false(cd_core_apart_is_empty(&other, AB));
}

/* CYCLE among 5, 7 and 8, whom all others would rather join than be alone: no matter where they are not there. */
static void the_core_apart_asks_only_the_parties_concerned(void **state)
{
  (void)state;
  enum { N = 8 };
  static double u[(1 << N) * N];
  const guint who[] = {4, 6, 7};
  for (guint32 mask = 1; mask < 1u << N; mask++) {
    guint32 three = (mask >> 4 & 1) | (mask >> 6 & 1) << 1 | (mask >> 7 & 1) << 2;
    for (guint i = 0; i < N; i++)
      u[mask * N + i] = three ? 2 : 1;
    for (guint k = 0; k < 3; k++)
      u[mask * N + who[k]] = mask == ((mask >> 4 & 1) << 4 | (mask >> 6 & 3) << 6) ? cycle[three * 3 + k] : 9;
  }
  g_autoptr(CdArena) arena = cd_arena_new();
  CdHedonic game = cd_hedonic(u, N, arena);
  assert_true(cd_core_apart_is_empty(&game, 0xd0));
  assert_false(cd_core_apart_is_empty(&game, 0x0f));
  assert_false(cd_core_apart_is_empty(&game, 0xff)); /* with guests, all are content in several ways */
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(in_cycle_only_all_together_lasts_and_every_pair_blocks_it),
      cmocka_unit_test(a_guest_unwelcome_stays_out),
      cmocka_unit_test(reasons_name_who_would_move_where),
      cmocka_unit_test(of_several_reasons_the_smallest_is_given),
      cmocka_unit_test(blocking_coalitions_are_named_smallest_first),
      cmocka_unit_test(an_indifferent_partner_upsets_the_strict_core_alone),
      cmocka_unit_test(what_is_within_the_tolerance_is_no_gain),
      cmocka_unit_test(nobody_stays_in_a_block_it_will_not_be_in),
      cmocka_unit_test(a_party_alone_in_the_world_is_stable),
      cmocka_unit_test(apart_cycle_has_no_core_and_guest_has_one),
      cmocka_unit_test(the_core_apart_asks_only_the_parties_concerned),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
