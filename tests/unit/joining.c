#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "sim/engine/partners/joining.h"
#include "tests/unit/near.h"

enum { A, B, C, D, COUNCILS, FORMS = 2, MOST = 1 << COUNCILS };

/* Four councils and two lengths to agree on, all else of one level; two forms of every block of three or more, one of others. Every text is
 * worth .5 to everybody, but for what a test says. Turns in the order C, A, D, B. */
typedef struct {
  CdArena *arena;
  CdPartners partners;
  CdRoundtable table;
  CdManner manner[COUNCILS];
  guint32 bau[COUNCILS];
  guint order[COUNCILS];
  CdGrid grid[MOST];
  double *u[MOST];
  CdBlockValues values;
  CdLedger ledger;
  CdDecision decision;
} Case;

static guint forms_of(guint32 block)
{
  return __builtin_popcount(block) > 2 ? FORMS : 1;
}

static Case *case_new(void)
{
  static const guint order[] = {C, A, D, B};
  Case *it = g_new0(Case, 1);
  it->arena = cd_arena_new();
  for (guint i = 0; i < COUNCILS; i++) {
    it->order[i] = order[i];
    it->bau[i] = 1u << i;
  }
  for (guint32 block = 1; block < MOST; block++) {
    guint levels[CD_ISSUE_COUNT] = {2, 1, 1, 1, 1, forms_of(block)}, n = (guint)__builtin_popcount(block);
    cd_grid_init(&it->grid[block], CD_ISSUE_COUNT, levels);
    it->u[block] = cd_arena_array(it->arena, double, (gsize)it->grid[block].n_texts *n);
    for (guint k = 0; k < it->grid[block].n_texts * n; k++)
      it->u[block][k] = .5;
  }
  it->partners = (CdPartners){.n_councils = COUNCILS, .grid = it->grid, .bau_block = it->bau, .order = it->order};
  it->table = (CdRoundtable){.partners = &it->partners, .arena = it->arena, .manner = it->manner};
  it->values = (CdBlockValues){.table = &it->table, .u = it->u};
  cd_ledger_init(&it->ledger, it->arena);
  return it;
}

static void case_free(Case *it)
{
  cd_arena_free(it->arena);
  g_free(it);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

static guint text_of(guint32 block, guint length, guint form)
{
  return length * forms_of(block) + form;
}

static void worth(Case *it, guint32 block, guint length, guint form, guint council, double u)
{
  guint n = (guint)__builtin_popcount(block);
  it->u[block][text_of(block, length, form) * n + cd_mask_position(block, council)] = u;
}

static void worth_in_every_form(Case *it, guint32 block, guint length, guint council, double u)
{
  for (guint form = 0; form < forms_of(block); form++)
    worth(it, block, length, form, council, u);
}

/* BLOCK has agreed at month 7 on LENGTH; the others are alone. */
static void end_with(Case *it, guint32 block, guint length)
{
  guint text[COUNCILS];
  it->decision = (CdDecision){.meeting = 7};
  for (guint i = 0; i < COUNCILS; i++) {
    bool inside = block >> i & 1;
    it->decision.council[i].block = inside ? block : 1u << i;
    text[i] = inside ? text_of(block, length, 0) : CD_NO_TEXT;
  }
  cd_decision_settle(&it->decision, &it->values, text);
}

static void join(Case *it)
{
  cd_join_later(&it->decision, &it->values, &it->ledger);
}

enum { ABC = 7, AB = 3, ABCD = 15, CD_ = 12 };

/* D is alone, and better with the others; they do not mind. The second length is on the table; the first form does not suit A. */
static void whoever_makes_nobody_worse_off_joins_on_the_block_s_terms(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  worth(it, ABCD, 1, 0, A, .4);
  worth(it, ABCD, 1, 1, D, .62);
  worth(it, 1u << D, 0, 0, D, .6);
  end_with(it, ABC, 1);
  assert_nine(it->decision.council[D].value, .6);
  join(it);
  assert_int_equal(it->decision.division.n_blocks, 1);
  assert_int_equal(it->decision.division.form[0], 1);
  assert_int_equal(it->decision.text[0], text_of(ABCD, 1, 1));
  assert_true(it->decision.agreed);
  assert_true(it->decision.council[D].joined_later && !it->decision.council[A].joined_later);
  assert_int_equal(it->decision.council[D].joined, 8);
  assert_int_equal(it->decision.meeting, 7);
  assert_nine(it->decision.council[D].value, .62);
  assert_int_equal(it->ledger.n, 1);
  const CdEvent *event = &it->ledger.event[0];
  assert_true(event->step.kind == CD_STEP_JOINS_LATE && event->step.party == D && event->step.block == ABCD &&
              event->step.meeting == 8 && event->step.text == text_of(ABCD, 1, 1) &&
              event->reason == CD_REASON_NOBODY_WORSE);
  assert_nine(event->utility, .62);
  assert_nine(event->threshold, .6);
}

static void one_member_worse_off_keeps_it_out(void **state)
{
  (void)state;
  for (guint member = A; member <= C; member++) {
    g_autoptr(Case) it = case_new();
    worth_in_every_form(it, ABCD, 1, member, .5 - 1e-6);
    end_with(it, ABC, 1);
    join(it);
    assert_int_equal(it->decision.division.n_blocks, 2);
    assert_false(it->decision.council[D].joined_later);
    assert_int_equal(it->ledger.n, 0);
  }
}

/* On its own D has .6 and would have .57 with the others; friction is counted where being alone is not business as usual. */
static void friction_counts_where_it_parted_from_its_block(void **state)
{
  (void)state;
  for (guint parted = 0; parted < 2; parted++)
    for (guint dear = 0; dear < 2; dear++) {
      g_autoptr(Case) it = case_new();
      it->bau[D] = parted ? CD_ : 1u << D;
      it->manner[D].friction = dear ? .04 : .02;
      worth(it, 1u << D, 0, 0, D, .6);
      worth_in_every_form(it, ABCD, 0, D, .57);
      end_with(it, ABC, 0);
      join(it);
      assert_int_equal(it->decision.council[D].joined_later, parted && dear);
    }
}

/* C comes first, then D; with C in, D joins a month later, and would have been kept out of three by A. */
static void they_join_one_a_month_until_nobody_does(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  worth_in_every_form(it, AB | 1u << D, 0, A, .3);
  end_with(it, AB, 0);
  join(it);
  assert_int_equal(it->decision.division.n_blocks, 1);
  assert_int_equal(it->decision.council[C].joined, 8);
  assert_int_equal(it->decision.council[D].joined, 9);
  assert_int_equal(it->ledger.n, 2);
  assert_int_equal(it->ledger.event[0].step.party, C);
  assert_int_equal(it->ledger.event[1].step.party, D);
}

/* Once C is in, D may not. */
static void an_earlier_one_may_keep_a_later_one_out(void **state)
{
  (void)state;
  g_autoptr(Case) it = case_new();
  worth_in_every_form(it, ABCD, 0, C, .3);
  end_with(it, AB, 0);
  join(it);
  assert_int_equal(it->decision.division.n_blocks, 2);
  assert_true(it->decision.council[C].joined_later && !it->decision.council[D].joined_later);
}

/* Nobody on its own joins another on its own, and a block does not join a block. */
static void blocks_take_single_councils_only(void **state)
{
  (void)state;
  g_autoptr(Case) alone = case_new();
  end_with(alone, 0, 0);
  join(alone);
  assert_int_equal(alone->decision.division.n_blocks, COUNCILS);
  g_autoptr(Case) it = case_new();
  guint text[COUNCILS] = {0};
  it->decision = (CdDecision){.meeting = 1};
  for (guint i = 0; i < COUNCILS; i++)
    it->decision.council[i].block = i < C ? AB : CD_;
  cd_decision_settle(&it->decision, &it->values, text);
  join(it);
  assert_int_equal(it->decision.division.n_blocks, 2);
  assert_int_equal(it->ledger.n, 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(whoever_makes_nobody_worse_off_joins_on_the_block_s_terms),
      cmocka_unit_test(one_member_worse_off_keeps_it_out),
      cmocka_unit_test(friction_counts_where_it_parted_from_its_block),
      cmocka_unit_test(they_join_one_a_month_until_nobody_does),
      cmocka_unit_test(an_earlier_one_may_keep_a_later_one_out),
      cmocka_unit_test(blocks_take_single_councils_only),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
