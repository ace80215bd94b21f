#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/registry.h"
#include "sim/appraisal/accords.h"
#include "sim/report/finding.h"
#include "sim/report/glossary.h"

static void every_word_is_one_plain_sentence(void **state)
{
  (void)state;
  g_autoptr(GArray) all = cd_glossary();
  assert_true(all->len > 50);
  for (guint i = 0; i < all->len; i++) {
    const CdGlossaryEntry *it = &g_array_index(all, CdGlossaryEntry, i);
    assert_true(*it->group && *it->id && *it->label);
    assert_true(strlen(it->meaning) >= 20 && strlen(it->meaning) <= 240);
    if (strchr(it->meaning, '.') != it->meaning + strlen(it->meaning) - 1)
      fail_msg("not one sentence: %s", it->meaning);
  }
}

static void no_two_words_of_a_group_are_called_alike(void **state)
{
  (void)state;
  g_autoptr(GArray) all = cd_glossary();
  for (guint i = 0; i < all->len; i++)
    for (guint j = 0; j < i; j++) {
      const CdGlossaryEntry *a = &g_array_index(all, CdGlossaryEntry, i), *b = &g_array_index(all, CdGlossaryEntry, j);
      assert_false(g_str_equal(a->label, b->label));
      assert_false(g_str_equal(a->group, b->group) && g_str_equal(a->id, b->id));
    }
}

static void explain_knows_every_word_by_id_and_label(void **state)
{
  (void)state;
  g_autoptr(GArray) all = cd_glossary();
  for (guint i = 0; i < all->len; i++) {
    const CdGlossaryEntry *it = &g_array_index(all, CdGlossaryEntry, i);
    g_autofree char *line = g_strdup_printf("%s: %s\n  %s\n", it->label, it->group, it->meaning),
                    *by_label = cd_registry_explain(it->label), *large = g_ascii_strup(it->label, -1),
                    *by_large = cd_registry_explain(large);
    assert_true(by_label && strstr(by_label, line));
    assert_string_equal(by_large, by_label);
    if (g_str_equal(it->id, "none"))
      continue;
    g_autofree char *by_id = cd_registry_explain(it->id);
    if (!by_id || !strstr(by_id, line))
      fail_msg("%s: %s", it->id, by_id ? by_id : "unknown");
  }
}

static void a_parameter_is_known_by_its_name_alone_wherever_it_is_one(void **state)
{
  (void)state;
  g_autofree char *both = cd_registry_explain("belief-scale"), *of_one = cd_registry_explain("council/belief-scale"),
                  *word = cd_registry_explain("exclusion");
  assert_non_null(strstr(both, "council/belief-scale: a parameter"));
  assert_non_null(strstr(both, "\n\nfunder/belief-scale: a parameter"));
  assert_true(g_str_has_prefix(both, of_one) && !strstr(of_one, "funder"));
  assert_null(strstr(word, "a parameter"));
  assert_null(cd_registry_explain("scale-belief"));
}

/* What data and cells say of a verdict is known too. */
static void explain_knows_every_verdict_as_it_is_shown(void **state)
{
  (void)state;
  for (int v = CD_VERDICT_CLEAR; v <= CD_VERDICT_UNDEFINED; v++) {
    const char *shown[] = {cd_verdict_text((CdVerdict)v), cd_verdict_brief((CdVerdict)v)};
    for (guint i = 0; i < G_N_ELEMENTS(shown); i++) {
      g_autofree char *told = cd_registry_explain(shown[i]);
      if (!told || !strstr(told, cd_verdict_entry((CdVerdict)v)->meaning))
        fail_msg("%s: %s", shown[i], told ? told : "unknown");
    }
  }
}

/* What a councillor would type. */
static void words_in_common_use_are_known(void **state)
{
  (void)state;
  static const char *const asked[] = {"clear",
                                      "leaning",
                                      "depends",
                                      "depends on assumptions",
                                      "cannot tell",
                                      "cannot tell yet",
                                      "no difference",
                                      "not defined",
                                      "impasse",
                                      "exclusion",
                                      "unilateral departure",
                                      "missed agreement",
                                      "lapse",
                                      "notice",
                                      "friction",
                                      "red line",
                                      "Red-Line",
                                      "zone of agreement",
                                      "bridge",
                                      "core",
                                      "Nash stable",
                                      "Shapley value",
                                      "nucleolus",
                                      "moriarity",
                                      "partition",
                                      "utility",
                                      "blocking coalition",
                                      "walk-away",
                                      "mediator-failed",
                                      "process-failure",
                                      "Yearly cost",
                                      "slippage",
                                      "recharged",
                                      "re-tender",
                                      "grade"};
  for (guint i = 0; i < G_N_ELEMENTS(asked); i++) {
    g_autofree char *text = cd_registry_explain(asked[i]);
    if (!text)
      fail_msg("%s is not known", asked[i]);
  }
  assert_null(cd_registry_explain("none"));
  assert_null(cd_registry_explain(""));
  g_autofree char *meant = cd_registry_closest("nukleolus");
  assert_string_equal(meant, "nucleolus");
}

static void protocols_are_those_that_a_scenario_can_name(void **state)
{
  (void)state;
  guint n = 0;
  for (; cd_choices[CD_CHOICES_PROTOCOL][n]; n++)
    assert_string_equal(cd_protocol_entry((CdProtocol)n)->id, cd_choices[CD_CHOICES_PROTOCOL][n]);
  assert_int_equal(n, CD_PROTOCOL_UTILITARIAN + 1);
}

static void notes_begin_with_the_word(void **state)
{
  (void)state;
  g_autofree char *note = cd_word_note(CD_WORD_NOBODY_LEAVES);
  assert_string_equal(note, "Nobody leaves: how often no council and no group would pay less on its own.");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_word_is_one_plain_sentence),
      cmocka_unit_test(no_two_words_of_a_group_are_called_alike),
      cmocka_unit_test(explain_knows_every_word_by_id_and_label),
      cmocka_unit_test(words_in_common_use_are_known),
      cmocka_unit_test(a_parameter_is_known_by_its_name_alone_wherever_it_is_one),
      cmocka_unit_test(explain_knows_every_verdict_as_it_is_shown),
      cmocka_unit_test(protocols_are_those_that_a_scenario_can_name),
      cmocka_unit_test(notes_begin_with_the_word),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
