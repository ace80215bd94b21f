#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include "concordat/concordat.h"
#include "sim/appraisal/accords.h"
#include "sim/report/glossary.h"
#include "sim/report/html.h"
#include "sim/report/minutes-words.h"
#include "sim/report/talks-page.h"
#include "tests/unit/minimal.h"

enum { REPLICATES = 40 };

#define SCRIPT "&lt;script>alert(1)&lt;/script>"
#define HOSTILE "=cmd|' /C calc'!A0 &quot;q&quot; \\x &amp; %s {text} &lt;/style>&#x202E;&#x9B;31m " SCRIPT

static CdAccords *talks_of(const char *const *pair)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = REPLICATES;
  options.jobs = 2;
  CdAccords *accords = cd_negotiate(scenario, &options, NULL);
  assert_non_null(accords);
  return accords;
}

static CdAccords *under(const char *negotiation)
{
  const char *const pair[] = {"<negotiation talks-begin=\"2020-07\"/>", negotiation, NULL};
  return talks_of(pair);
}

static int set_up(void **state)
{
  static const char *const as_it_is[] = {NULL};
  *state = talks_of(as_it_is);
  return 0;
}

static int tear_down(void **state)
{
  cd_accords_free(*state);
  return 0;
}

/* The <section> of this id, without what follows. The caller frees. */
static char *section_of(const char *html, const char *id)
{
  g_autofree char *open = g_strdup_printf("<section id=\"%s\">", id);
  const char *begin = strstr(html, open), *end = begin ? strstr(begin, "</section>") : NULL;
  if (!end)
    fail_msg("no section %s", id);
  return g_strndup(begin, (gsize)(end - begin));
}

/* Tables are numbered through a page. The caller frees. */
static char *without_numbers(const char *html)
{
  g_autoptr(GRegex) number = g_regex_new("table-[0-9]+", 0, 0, NULL);
  return g_regex_replace_literal(number, html, -1, 0, "table", 0, NULL);
}

/* Of 20 ends that came about in one of 20 draws each, twelve stand for themselves; the others are 8 of 20, after (13 + ... + 20) / 8 = 16.5 months. */
static void of_many_ends_the_rare_share_a_row(void **state)
{
  const CdAccords *accords = *state;
  CdAccordPartition end[20];
  for (guint p = 0; p < G_N_ELEMENTS(end); p++) {
    end[p] = accords->accord->partition[0];
    end[p].share = cd_share_of(1, G_N_ELEMENTS(end));
    end[p].months = p + 1;
  }
  CdAccord accord = *accords->accord;
  accord.n_partitions = G_N_ELEMENTS(end);
  accord.partition = end;
  CdReasons reasons = *accords->reasons;
  reasons.accord = &accord;
  CdPage page = {.out = g_string_new(NULL)};
  cd_talks_ends((CdTalksSection){.page = &page, .reasons = &reasons});
  g_autofree char *html = g_string_free(page.out, FALSE);
  const char *others = strstr(html, "8 other ends, none of them more often");
  assert_non_null(others);
  assert_non_null(strstr(others, "<data value=\"0.4\">40%</data>"));
  assert_non_null(strstr(others, "<data value=\"16.5\">16.5</data>"));
  guint rows = 0;
  for (const char *row = html; (row = strstr(row, "<tr><th scope=\"row\"")); row++)
    rows++;
  assert_int_equal(rows, 13);
}

/* A run holds the same talks as `negotiate` with its seed, and tells of them in the same words and numbers. */
static void a_runs_report_tells_the_same_of_the_same_talks(void **state)
{
  static const char *const parts[] = {"ends", "why", "bridge", "last", "terms", "examples"};
  const CdAccords *accords = *state;
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = REPLICATES;
  g_autoptr(CdResults) results = cd_run(accords->scenario, &options, NULL);
  g_autofree char *report = cd_report_html(results), *talks = cd_accords_html(accords),
                  *section = section_of(report, "talks"), *told = without_numbers(section);
  for (guint p = 0; p < G_N_ELEMENTS(parts); p++) {
    g_autofree char *alone = section_of(talks, parts[p]), *part = without_numbers(alone);
    const char *below_heading = strstr(part, "</h2>\n") + strlen("</h2>\n");
    assert_true(strlen(below_heading) > 100);
    if (!strstr(told, below_heading))
      fail_msg("%s is not told in the report:\n%s", parts[p], below_heading);
  }
}

static char *escaped(const char *text)
{
  GString *out = g_string_new(NULL);
  cd_html_escape(out, text);
  return g_string_free(out, FALSE);
}

/* The number in the first <data> of the row headed HEAD. */
static double number_in(const char *section, const char *head)
{
  g_autofree char *label = escaped(head), *row = g_strconcat("<th scope=\"row\">", label, NULL);
  const char *at = strstr(section, row), *data = at ? strstr(at, "<data value=\"") : NULL;
  if (!data)
    fail_msg("no row %s in %s", head, section);
  return g_ascii_strtod(data + strlen("<data value=\""), NULL);
}

static void assert_number(const char *section, const char *head, double x)
{
  double shown = number_in(section, head);
  if (shown != x && !(isnan(shown) && isnan(x)))
    fail_msg("%s: %.17g, not %.17g", head, shown, x);
}

static guint count(const char *text, const char *piece)
{
  guint n = 0;
  for (const char *at = text; (at = strstr(at, piece)); at += strlen(piece))
    n++;
  return n;
}

static void every_section_stands_in_the_contents_and_has_text(void **state)
{
  static const char *const ids[] = {"answer", "ends",        "leavers",  "why",     "bridge", "last",     "terms",
                                    "pays",   "assumptions", "examples", "caveats", "words",  "reproduce"};
  g_autofree char *html = cd_accords_html(*state);
  const char *last = html;
  for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
    g_autofree char *section = section_of(html, ids[i]), *link = g_strdup_printf("<a href=\"#%s\">", ids[i]),
                    *open = g_strdup_printf("<section id=\"%s\">", ids[i]);
    assert_true(strlen(section) > 150);
    assert_non_null(strstr(html, link));
    assert_true(strstr(html, open) > last);
    last = strstr(html, open);
  }
  assert_int_equal(count(html, "<section "), G_N_ELEMENTS(ids));
}

static void the_page_fetches_nothing_and_runs_nothing(void **state)
{
  g_autofree char *html = cd_accords_html(*state);
  assert_non_null(strstr(html, "content=\"default-src 'none'; style-src 'sha256-"));
  static const char *const none[] = {"<script", "src=", "url(", "onclick", "style=\"", "http://", "https://"};
  for (guint i = 0; i < G_N_ELEMENTS(none); i++)
    assert_null(strstr(html, none[i]));
}

static void every_table_has_a_caption_and_scopes(void **state)
{
  g_autofree char *html = cd_accords_html(*state);
  guint tables = count(html, "<table>");
  assert_true(tables >= 10);
  assert_int_equal(count(html, "<caption id=\"table-"), tables);
  assert_int_equal(count(html, "role=\"region\" aria-labelledby=\"table-"), tables);
  assert_int_equal(count(html, "<th "), count(html, "<th scope=\""));
  assert_int_equal(count(html, "<th>"), 0);
  assert_int_equal(count(html, "<thead><tr>"), count(html, "</tr></thead>"));
}

static void the_page_shows_the_numbers_that_the_json_tells(void **state)
{
  const CdAccords *accords = *state;
  g_autofree char *html = cd_accords_html(accords), *ends = section_of(html, "ends"),
                  *leavers = section_of(html, "leavers"), *why = section_of(html, "why"),
                  *bridge = section_of(html, "bridge"), *last = section_of(html, "last"),
                  *terms = section_of(html, "terms"), *pays = section_of(html, "pays");
  assert_number(ends, "Eastham and Westham together", accords->accord->agreed.share);
  for (guint k = 0; k < CD_PARTING_COUNT; k++)
    if (accords->accord->kind[k].n > 0)
      assert_number(leavers, cd_parting_info((CdPartingKind)k)->label, accords->accord->kind[k].share);
    else
      assert_null(strstr(leavers, cd_parting_info((CdPartingKind)k)->label));
  assert_number(leavers, "Eastham", accords->accord->notice[0].share);
  assert_number(why, "not all together", 1 - accords->accord->agreed.share);
  assert_number(why, "some would by either, and they miss them", accords->reasons->parts.missed.share);
  for (guint c = 1; c < CD_CAUSE_COUNT; c++)
    assert_number(why, cd_cause_text((CdCause)c)->label, accords->reasons->cause[c].share);
  for (guint b = CD_BRIDGE_PAYMENT; b < CD_BRIDGE_COUNT; b++)
    assert_number(bridge, cd_bridge_text((CdBridgeKind)b)->label, accords->reasons->bridge[b].share);
  assert_number(bridge, "Westham", accords->reasons->payment[1].median);
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    assert_number(last, cd_stability_text((CdStability)s)->label, accords->reasons->stable[s].share);
  assert_number(terms, "length, years", accords->reasons->term[CD_TERM_LENGTH].median);
  assert_number(terms, "block", accords->reasons->pricing[0].share);
  assert_number(pays, "Shapley value", accords->rule[CD_RULE_SHAPLEY].part[0]);
  const char *tempted = strstr(pays, "Whom each rule would tempt away");
  assert_number(tempted, "Shapley value", accords->rule[CD_RULE_SHAPLEY].in_core.share);
}

static void each_pricing_method_has_its_own_share(void **state)
{
  (void)state;
  static const char *const pair[] = {"<pricing id=\"block\"/>", "<pricing id=\"block\"/><pricing id=\"volume\"/>", NULL};
  g_autoptr(CdAccords) accords = talks_of(pair);
  const CdTermTable *table = &accords->session->partners->table;
  g_autofree char *html = cd_accords_html(accords), *terms = section_of(html, "terms");
  assert_int_equal(table->levels[CD_TERM_PRICING], 2);
  assert_true(accords->reasons->pricing[0].n != accords->reasons->pricing[1].n);
  for (guint p = 0; p < 2; p++)
    assert_number(terms, cd_scenario_pricing(accords->scenario, (guint)table->at[CD_TERM_PRICING][p])->head.label,
                  accords->reasons->pricing[p].share);
}

static void every_class_and_rule_has_its_sentence(void **state)
{
  const CdAccords *accords = *state;
  g_autofree char *html = cd_accords_html(accords);
  g_autoptr(GArray) all = cd_glossary();
  g_autofree char *words = section_of(html, "words"), *pays = section_of(html, "pays"), *last = section_of(html, "last");
  for (guint i = 0; i < all->len; i++) {
    const CdGlossaryEntry *it = &g_array_index(all, CdGlossaryEntry, i);
    g_autofree char *meaning = escaped(it->meaning);
    assert_true(g_str_equal(it->group, CD_GLOSSARY_GENIUS) != (strstr(words, meaning) != NULL));
  }
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    assert_true((accords->rule[rule].applies.n > 0) == (strstr(pays, cd_rule_text(rule)->meaning) != NULL));
  for (guint s = 0; s < CD_STABLE_COUNT; s++)
    assert_non_null(strstr(last, cd_stability_text((CdStability)s)->meaning));
}

/* Every step of every example, in its order. */
static void minutes_of_the_examples_are_told_whole(void **state)
{
  const CdAccords *accords = *state;
  g_autofree char *html = cd_accords_html(accords), *section = section_of(html, "examples");
  const char *at = section;
  assert_true(accords->reasons->n_examples >= 2);
  for (guint e = 0; e < accords->reasons->n_examples; e++) {
    const CdMinutes *minutes = accords->reasons->example[e].minutes;
    g_autofree char *head = g_strdup_printf("<h3>Replicate %u: ", accords->reasons->example[e].replicate);
    at = strstr(at, head);
    assert_non_null(at);
    assert_true(minutes->ledger.n > 0);
    for (guint s = 0; s < minutes->ledger.n; s++) {
      g_autofree char *plain = cd_minutes_sentence(minutes, &minutes->ledger.event[s]), *sentence = escaped(plain);
      at = strstr(at, sentence);
      if (!at)
        fail_msg("not told: %s", sentence);
    }
  }
}

static void labels_that_no_page_is_made_for_are_harmless(void **state)
{
  (void)state;
  static const char *const pair[] = {"label=\"Eastham\"",
                                     "label=\"" HOSTILE "\"",
                                     "label=\"Apart\"",
                                     "label=\"" HOSTILE "\"",
                                     "question=\"Together or apart?\"",
                                     "question=\"" HOSTILE "\" illustration=\"" HOSTILE "\"",
                                     "<pricing id=\"block\"/>",
                                     "<pricing id=\"block\" label=\"" HOSTILE "\"/>",
                                     NULL};
  g_autoptr(CdAccords) accords = talks_of(pair);
  g_autofree char *html = cd_accords_html(accords);
  assert_null(strstr(html, "<script"));
  assert_int_equal(count(html, "</style>"), 1);
  assert_non_null(strstr(html, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  g_autofree char *caveats = section_of(html, "caveats"), *answer = section_of(html, "answer");
  assert_true(strstr(caveats, "<p class=\"inset\">=cmd") && strstr(answer, "<p class=\"inset\">=cmd"));
  for (const char *at = html; *at; at = g_utf8_next_char(at))
    assert_true(*at == '\n' || !g_unichar_iscntrl(g_utf8_get_char(at)));
}

static void what_has_no_meetings_says_so(void **state)
{
  (void)state;
  static const struct {
    const char *negotiation;
    CdPartingKind failure;
  } known[] = {
      {"<negotiation talks-begin=\"2020-07\" protocol=\"lead\" lead=\"east\"/>", CD_PARTING_LEAD_REFUSED},
      {"<negotiation talks-begin=\"2020-07\" protocol=\"mediated\"/>", CD_PARTING_MEDIATOR_FAILED},
      {"<negotiation talks-begin=\"2020-07\" protocol=\"nash\"/>", CD_PARTING_NO_SOLUTION},
  };
  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autoptr(CdAccords) accords = under(known[i].negotiation);
    g_autofree char *html = cd_accords_html(accords), *json = cd_accords_json(accords),
                    *text = cd_accords_text(accords, 100, false), *leavers = section_of(html, "leavers"),
                    *examples = section_of(html, "examples");
    const CdPartingInfo *failure = cd_parting_info(known[i].failure);
    g_autofree char *key = g_strdup_printf("\"%s\": {\"share\": ", failure->id);
    assert_true(accords->accord->kind[known[i].failure].n > 0);
    assert_int_equal(accords->accord->kind[CD_PARTING_IMPASSE].n, 0);
    g_autofree char *definition = escaped(failure->definition);
    assert_non_null(strstr(leavers, definition));
    assert_non_null(strstr(text, failure->label));
    assert_non_null(strstr(json, key));
    assert_null(strstr(leavers, "Impasse"));
    assert_null(strstr(text, "Impasse"));
    assert_null(strstr(text, "after the first meeting"));
    assert_non_null(strstr(leavers, "There are no meetings"));
    assert_non_null(strstr(examples, "no minutes"));
    assert_null(strstr(examples, "<details"));
  }
}

static void late_joiners_stand_in_the_table_of_councils(void **state)
{
  (void)state;
  g_autoptr(CdAccords) accords = under("<negotiation talks-begin=\"2020-07\" join-later=\"yes\"/>");
  accords->accord->joined[1] = cd_share_of(3, REPLICATES);
  accords->accord->month_joined[1] = 9.5;
  g_autofree char *html = cd_accords_html(accords), *leavers = section_of(html, "leavers"),
                  *ends = section_of(html, "ends");
  assert_non_null(strstr(leavers, "<th scope=\"col\" class=\"n\">Joins later</th>"));
  assert_non_null(strstr(leavers, "<data value=\"0.075\">8%</data> <small>month 9.5</small>"));
  assert_non_null(strstr(ends, "Westham joins later in 8% (3%–20%), on average 9.5 months after the first meeting."));
  g_autofree char *without = cd_accords_html(*state);
  g_autofree char *plain = section_of(without, "leavers");
  assert_null(strstr(plain, "Joins later"));
}

/* Nobody agrees, or nobody ever parts: nothing is divided by nobody. */
static void what_never_happens_is_said_in_words(void **state)
{
  (void)state;
  static const char *const pair[] = {"weight-time=\"10\" belief-scale=\"uniform(0.03, 0.1)\"",
                                     "weight-time=\"10\" length-least=\"7\" belief-scale=\"uniform(0.03, 0.1)\"",
                                     "weight-time=\"15\" belief-scale=\"uniform(0, 0.04)\"",
                                     "weight-time=\"15\" length-most=\"5\" belief-scale=\"uniform(0, 0.04)\"", NULL};
  g_autoptr(CdAccords) never = talks_of(pair);
  assert_int_equal(never->accord->agreed.n, 0);
  g_autofree char *html = cd_accords_html(never), *terms = section_of(html, "terms"),
                  *answer = section_of(html, "answer");
  assert_non_null(strstr(terms, "They never all agree"));
  assert_non_null(strstr(answer, "under 0% of the assumptions tried"));
  assert_null(strstr(html, "nan"));
  assert_null(strstr(html, "inf "));
}

static void the_folder_holds_the_page_and_what_it_rests_on(void **state)
{
  const CdAccords *accords = *state;
  g_autofree char *parent = g_dir_make_tmp("talks-XXXXXX", NULL), *folder = g_build_filename(parent, "out", NULL);
  g_autoptr(GError) error = NULL;
  assert_true(cd_accords_check(accords->scenario, folder, &error));
  for (guint again = 0; again < 2; again++) /* its own folder is replaced */
    assert_true(cd_accords_write(accords, folder, &error));
  g_autofree char *html = cd_accords_html(accords), *json = cd_accords_json(accords), *csv = cd_accords_csv(accords),
                  *xml = cd_scenario_to_xml(accords->scenario);
  const struct {
    const char *name, *text;
  } files[] = {{"talks.html", html}, {"talks.json", json}, {"talks.csv", csv}, {"scenario.xml", xml}};
  for (guint f = 0; f < G_N_ELEMENTS(files); f++) {
    g_autofree char *path = g_build_filename(folder, files[f].name, NULL), *text = NULL;
    assert_true(g_file_get_contents(path, &text, NULL, NULL));
    assert_string_equal(text, files[f].text);
  }
  assert_false(cd_report_check(accords->scenario, folder, &error)); /* a run does not take the place of talks */
  assert_true(g_error_matches(error, CD_ERROR, CD_ERROR_IO));
  assert_non_null(strstr(error->message, "holds \"talks.html\" of the scenario"));
  for (guint f = 0; f < G_N_ELEMENTS(files); f++) {
    g_autofree char *path = g_build_filename(folder, files[f].name, NULL);
    g_unlink(path);
  }
  g_autofree char *manifest = g_build_filename(folder, "manifest.json", NULL);
  assert_int_equal(g_unlink(manifest), 0);
  assert_int_equal(g_rmdir(folder), 0);
  assert_int_equal(g_rmdir(parent), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(of_many_ends_the_rare_share_a_row),
      cmocka_unit_test(a_runs_report_tells_the_same_of_the_same_talks),
      cmocka_unit_test(every_section_stands_in_the_contents_and_has_text),
      cmocka_unit_test(the_page_fetches_nothing_and_runs_nothing),
      cmocka_unit_test(every_table_has_a_caption_and_scopes),
      cmocka_unit_test(the_page_shows_the_numbers_that_the_json_tells),
      cmocka_unit_test(each_pricing_method_has_its_own_share),
      cmocka_unit_test(every_class_and_rule_has_its_sentence),
      cmocka_unit_test(minutes_of_the_examples_are_told_whole),
      cmocka_unit_test(labels_that_no_page_is_made_for_are_harmless),
      cmocka_unit_test(what_has_no_meetings_says_so),
      cmocka_unit_test(late_joiners_stand_in_the_table_of_councils),
      cmocka_unit_test(what_never_happens_is_said_in_words),
      cmocka_unit_test(the_folder_holds_the_page_and_what_it_rests_on),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
