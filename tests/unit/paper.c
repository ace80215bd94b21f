/* The committee paper: the report's sentences and numbers, hedged as its verdicts are, shortened by rule and not by chance. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "concordat/concordat.h"
#include "sim/report/brief.h"
#include "sim/report/columns.h"
#include "sim/report/finding.h"
#include "sim/report/html.h"
#include "sim/report/option.h"
#include "tests/unit/minimal.h"

#define LONG_NAME "An arrangement with a name that is a good deal longer than any table has room for"

static CdResults *run_with(const char *const *pairs)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pairs);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 20;
  return cd_run(scenario, &options, NULL);
}

static int set_up(void **state)
{
  static const char *const none[] = {NULL};
  *state = run_with(none);
  return *state ? 0 : -1;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

static void assert_says(const char *html, const char *sentence)
{
  g_autoptr(GString) escaped = g_string_new(NULL);
  cd_html_escape(escaped, sentence);
  if (!strstr(html, escaped->str))
    fail_msg("the page does not say: %s", sentence);
}

static void the_paper_says_what_the_report_says(void **state)
{
  const CdResults *results = *state;
  g_autofree char *paper = cd_report_paper(results), *report = cd_report_html(results);
  CdPair pair[CD_KEY_PAIRS];
  assert_int_equal(cd_key_pairs(results, pair), 3);
  g_autofree char *cost = cd_finding_cost_sentence(results, pair[0].a, pair[0].b),
                  *scale = cd_finding_scale_sentence(results, pair[0].a, pair[0].b),
                  *offer = cd_finding_offer_sentence(results, pair[0].a, pair[0].b);
  const char *const both[] = {cost, scale, offer};
  for (guint i = 0; i < G_N_ELEMENTS(both); i++) {
    assert_says(paper, both[i]);
    assert_says(report, both[i]);
  }
  CdFindingGroup group[CD_FINDING_GROUPS];
  cd_finding_groups(results, pair[0].a, pair[0].b, group);
  for (guint g = 0; g < CD_FINDING_GROUPS; g++) {
    g_autofree char *effects = group[g].effects;
    if (effects) {
      assert_says(paper, effects);
      assert_says(report, effects);
    }
  }
}

static void the_paper_recommends_nothing(void **state)
{
  g_autofree char *paper = cd_report_paper(*state);
  *strstr(paper, "<footer>") = '\0'; /* the script behind it is not ours */
  assert_non_null(strstr(paper, "recommends no option"));
  assert_non_null(strstr(paper, "asked to note"));
  assert_null(strstr(paper, "asked to agree"));
  assert_null(strstr(paper, "asked to approve"));
}

static void texts_are_cut_after_a_word(void **state)
{
  (void)state;
  static const struct {
    const char *text, *cut;
    guint width;
  } cases[] = {
      {"short", "short", 10},
      {"exactly te", "exactly te", 10},
      {"a word that is cut", "a word that…", 13},
      {"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "Llanfairpwllgwyngyl…", 20},
      {"字字字字字字", "字字…", 6},
  };
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *cut = cd_brief_text(cases[i].text, cases[i].width);
    assert_string_equal(cut, cases[i].cut);
    assert_true(cd_text_columns(cut) <= cases[i].width);
  }
}

/* What only combines takes no column, and is cut all the same. */
static void a_tower_of_accents_is_cut(void **state)
{
  (void)state;
  g_autoptr(GString) tower = g_string_new("Z");
  for (guint i = 0; i < 5000; i++)
    g_string_append(tower, "\u0335");
  g_autofree char *cut = cd_brief_text(tower->str, 30);
  assert_true(g_utf8_strlen(cut, -1) <= 121);
}

static void cut_labels_that_come_to_the_same_are_numbered(void **state)
{
  (void)state;
  static const char *const pairs[] = {"label=\"Together\"", "label=\"" LONG_NAME ", all\"", "label=\"Apart\"",
                                      "label=\"" LONG_NAME ", none\"", NULL};
  g_autoptr(CdResults) results = run_with(pairs);
  g_autoptr(CdBrief) brief = cd_brief_new(results);
  assert_true(brief->is_cut);
  assert_string_equal(cd_option_label(&brief->results, 0), "As now");
  assert_true(g_str_has_suffix(cd_option_label(&brief->results, 1), "… (2)"));
  assert_true(g_str_has_suffix(cd_option_label(&brief->results, 2), "… (3)"));
  assert_string_equal(cd_option_label(results, 1), LONG_NAME ", all"); /* the results are as they were */
  g_autofree char *paper = cd_report_paper(results);
  assert_null(strstr(paper, LONG_NAME));
  assert_non_null(strstr(paper, "Texts too long for a paper are cut"));
}

static void labels_that_fit_are_whole(void **state)
{
  g_autoptr(CdBrief) brief = cd_brief_new(*state);
  assert_false(brief->is_cut);
  g_autofree char *paper = cd_report_paper(*state);
  assert_null(strstr(paper, "Texts too long for a paper are cut"));
}

static void few_options_are_all_shown(void **state)
{
  const CdResults *results = *state;
  CdOptions options = cd_options_shown(results);
  assert_int_equal(options.n, results->n_structures);
  for (guint i = 0; i < options.n; i++)
    assert_int_equal(options.at[i], i);
}

/* The same results under a count of options that is larger than the room: what counts is kept, in order. */
static void of_many_options_those_that_count_are_shown(void **state)
{
  (void)state;
  g_autoptr(GString) extra = g_string_new(NULL);
  for (guint i = 0; i < 6; i++)
    g_string_append_printf(
        extra,
        "  <structure id=\"more%u\">\n    <contract id=\"all\" areas=\"east west\" components=\"adult\" "
        "hubs=\"east-hub west-hub\" length=\"%u\" source=\"made-up\" grade=\"D\"/>\n  </structure>\n",
        i, i + 2);
  g_string_prepend(extra, "</structure>\n");
  g_string_append(extra, "  <cost management-fixed");
  const char *const pairs[] = {"</structure>\n\n  <cost management-fixed", extra->str, NULL};
  g_autoptr(CdResults) results = run_with(pairs);
  assert_non_null(results);
  assert_int_equal(results->n_structures, 10);
  CdOptions options = cd_options_shown(results);
  assert_int_equal(options.n, CD_OPTIONS_SHOWN);
  const guint must[] = {0, 1, 2, results->n_forced}; /* business as usual, joint, apart, what the partners decide */
  for (guint i = 0; i < G_N_ELEMENTS(must); i++)
    assert_true(cd_options_hold(&options, must[i]));
  for (guint i = 1; i < options.n; i++)
    assert_true(options.at[i - 1] < options.at[i]);
  double dearest_shown = 0, cheapest_left_out = G_MAXDOUBLE;
  for (guint s = 3; s < results->n_forced; s++) {
    double cost = cd_option_total(results, s, CD_METRIC_COST_ANNUAL)->mean;
    if (cd_options_hold(&options, s))
      dearest_shown = MAX(dearest_shown, cost);
    else
      cheapest_left_out = MIN(cheapest_left_out, cost);
  }
  assert_true(dearest_shown <= cheapest_left_out);
  g_autofree char *paper = cd_report_paper(results);
  assert_non_null(strstr(paper, "4 more options have no room here"));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_paper_says_what_the_report_says),
      cmocka_unit_test(the_paper_recommends_nothing),
      cmocka_unit_test(texts_are_cut_after_a_word),
      cmocka_unit_test(a_tower_of_accents_is_cut),
      cmocka_unit_test(cut_labels_that_come_to_the_same_are_numbered),
      cmocka_unit_test(labels_that_fit_are_whole),
      cmocka_unit_test(few_options_are_all_shown),
      cmocka_unit_test(of_many_options_those_that_count_are_shown),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
