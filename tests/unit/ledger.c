#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <string.h>
#include "sim/negotiation/ledger.h"

static void events_stay_in_order_however_many(void **state)
{
  (void)state;
  g_autoptr(CdArena) arena = cd_arena_new();
  CdLedger ledger;
  cd_ledger_init(&ledger, arena);
  for (guint i = 0; i < 1000; i++)
    cd_ledger_add(&ledger, &(CdEvent){.step = {.meeting = i / 7, .party = i % 7, .text = i}, .utility = .001 * i});
  assert_int_equal(ledger.n, 1000);
  for (guint i = 0; i < 1000; i++) {
    assert_int_equal(ledger.event[i].step.meeting, i / 7);
    assert_int_equal(ledger.event[i].step.text, i);
    assert_true(ledger.event[i].utility == .001 * i);
  }
}

static void without_a_ledger_nothing_is_kept(void **state)
{
  (void)state;
  cd_ledger_add(NULL, &(CdEvent){.utility = 1});
}

/* Whether every {word} of a sentence is one that a reader of the ledger can fill in. */
static bool is_readable(const char *sentence)
{
  static const char *const word[] = {"{party}", "{text}", "{block}"};
  for (const char *at = strchr(sentence, '{'); at; at = strchr(at + 1, '{')) {
    bool known = false;
    for (guint w = 0; w < G_N_ELEMENTS(word); w++)
      known = known || g_str_has_prefix(at, word[w]);
    if (!known)
      return false;
  }
  return strlen(sentence) > 0;
}

static void every_step_is_a_sentence_and_every_reason_has_words(void **state)
{
  (void)state;
  for (guint k = 0; k < CD_STEP_COUNT; k++) {
    assert_true(is_readable(cd_step_wording(k)->words));
    for (guint other = 0; other < k; other++)
      assert_string_not_equal(cd_step_wording(k)->id, cd_step_wording(other)->id);
  }
  for (guint r = 0; r < CD_REASON_COUNT; r++) {
    assert_true(r == CD_REASON_NONE || strlen(cd_reason_wording(r)->words) > 0);
    for (guint other = 0; other < r; other++)
      assert_string_not_equal(cd_reason_wording(r)->id, cd_reason_wording(other)->id);
  }
}

static void refusals_read_as_plain_words(void **state)
{
  (void)state;
  assert_string_equal(cd_step_wording(CD_STEP_REFUSES)->words, "{party} refuses {text}");
  assert_string_equal(cd_reason_wording(CD_REASON_BELOW_ALTERNATIVE)->words, "below what it can get elsewhere");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(events_stay_in_order_however_many),
      cmocka_unit_test(without_a_ledger_nothing_is_kept),
      cmocka_unit_test(every_step_is_a_sentence_and_every_reason_has_words),
      cmocka_unit_test(refusals_read_as_plain_words),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
