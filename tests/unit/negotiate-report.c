#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include "sim/appraisal/accords.h"
#include "sim/appraisal/minutes.h"
#include "sim/report/columns.h"
#include "sim/report/input.h"
#include "sim/report/partners.h"
#include "sim/report/screen.h"
#include "tests/unit/minimal.h"

enum { REPLICATES = 40 };

#define SCRIPT "&lt;script>alert(1)&lt;/script>"
#define HOSTILE "=cmd|' /C calc'!A0 &quot;q&quot; \\x &amp; %s {text} &lt;/style>&#x202E;&#x9B;31m " SCRIPT

static const char *const as_it_is[] = {NULL};

typedef struct {
  CdScenario *scenario;
  CdAccords *accords;
  CdMinutes *minutes;
} Talks;

static Talks *talks_of(const char *const *pair)
{
  Talks *talks = g_new0(Talks, 1);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = REPLICATES;
  options.jobs = 2;
  talks->scenario = cd_minimal_scenario(pair);
  talks->accords = cd_negotiate(talks->scenario, &options, NULL);
  talks->minutes = cd_minutes(talks->scenario, options.seed, 4, NULL, NULL, NULL);
  assert_true(talks->accords && talks->minutes);
  return talks;
}

static void talks_free(Talks *talks)
{
  cd_accords_free(talks->accords);
  cd_minutes_free(talks->minutes);
  cd_scenario_unref(talks->scenario);
  g_free(talks);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Talks, talks_free)

static int set_up(void **state)
{
  *state = talks_of(as_it_is);
  return 0;
}

static int tear_down(void **state)
{
  talks_free(*state);
  return 0;
}

static JsonNode *parsed(const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = json_from_string(text, &error);
  if (!node)
    fail_msg("%s", error->message);
  return node;
}

/* The member of ROOT at PATH, names and places in arrays apart by dots: "partitions.0.share.n". */
static JsonNode *node_at(JsonNode *root, const char *path)
{
  g_auto(GStrv) step = g_strsplit(path, ".", -1);
  JsonNode *node = root;
  for (char **at = step; *at; at++) {
    if (JSON_NODE_HOLDS_ARRAY(node))
      node = json_array_get_element(json_node_get_array(node), (guint)g_ascii_strtoull(*at, NULL, 10));
    else
      node = json_object_get_member(json_node_get_object(node), *at);
    if (!node)
      fail_msg("no %s", path);
  }
  return node;
}

static double number_at(JsonNode *root, const char *path)
{
  return json_node_get_double(node_at(root, path));
}

/* --- keys and documents --- */

static void gather_keys(JsonNode *node, GHashTable *keys)
{
  if (JSON_NODE_HOLDS_ARRAY(node)) {
    JsonArray *array = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(array); i++)
      gather_keys(json_array_get_element(array, i), keys);
  } else if (JSON_NODE_HOLDS_OBJECT(node)) {
    g_autoptr(GList) members = json_object_get_members(json_node_get_object(node));
    for (GList *at = members; at; at = at->next) {
      g_hash_table_add(keys, g_strdup(at->data));
      gather_keys(json_object_get_member(json_node_get_object(node), at->data), keys);
    }
  }
}

static GHashTable *set_new(void)
{
  return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

/* Words of docs/results.md in `...`, from FROM up to TO, each taken apart at what is no letter, digit, - or _. */
static GHashTable *documented(const char *from, const char *to)
{
  g_autofree char *here = g_path_get_dirname(__FILE__), *bytes = NULL;
  g_autofree char *path = g_build_filename(here, "..", "..", "docs", "results.md", NULL);
  assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
  char *begin = strstr(bytes, from), *end = begin ? strstr(begin, to) : NULL;
  assert_true(begin && end);
  *end = '\0';
  GHashTable *words = set_new();
  g_auto(GStrv) piece = g_strsplit(begin, "`", -1);
  for (guint i = 1; piece[0] && piece[i - 1] && piece[i]; i += 2) {
    g_auto(GStrv) word = g_regex_split_simple("[^A-Za-z0-9_-]+", piece[i], 0, 0);
    for (char **at = word; *at; at++)
      if (**at)
        g_hash_table_add(words, g_strdup(*at));
    if (!piece[i + 1])
      break;
  }
  return words;
}

/* Every one of KEYS is documented or in IDS; every word is one of KEYS or in OTHERS. */
static void same_words(GHashTable *keys, GHashTable *words, const char *const *ids, const char *const *others)
{
  GHashTableIter at;
  gpointer word;
  guint missing = 0;
  for (g_hash_table_iter_init(&at, keys); g_hash_table_iter_next(&at, &word, NULL);)
    if (!g_hash_table_contains(words, word) && !g_strv_contains(ids, word) && ++missing)
      print_error("key not documented: %s\n", (const char *)word);
  for (g_hash_table_iter_init(&at, words); g_hash_table_iter_next(&at, &word, NULL);)
    if (!g_hash_table_contains(keys, word) && !g_strv_contains(others, word) && ++missing)
      print_error("no such key: %s\n", (const char *)word);
  assert_int_equal(missing, 0);
}

/* Ids of the scenario and of rules stand as keys too. */
static const char **ids_of(void)
{
  const char **ids = g_new0(const char *, CD_RULE_COUNT + 4);
  guint n = 0;
  for (CdRule rule = 0; rule < CD_RULE_COUNT; rule++)
    ids[n++] = cd_rule_text(rule)->id;
  ids[n++] = "east";
  ids[n++] = "west";
  ids[n] = "block"; /* the pricing method */
  return ids;
}

/* A region, a blocking set and a coalition that would go off, which the talks at hand may not have. */
static void fill_what_may_be_empty(CdAccords *accords)
{
  g_free(accords->reasons->blocking);
  accords->reasons->n_blocking = 1;
  accords->reasons->blocking = g_new0(CdMaskShare, 1);
  accords->reasons->blocking[0].mask = 3;
  g_free(accords->reasons->coalition);
  accords->reasons->n_coalitions = 1;
  accords->reasons->coalition = g_new0(CdMaskShare, 1);
  accords->reasons->coalition[0].mask = 1;
  accords->event[0].region.n_limits = 2;
  accords->event[0].region.limit[0].below = true;
  accords->event[0].region.limit[1].input = 1;
}

static void keys_are_those_documented(void **state)
{
  (void)state;
  g_autoptr(Talks) talks = talks_of(as_it_is);
  fill_what_may_be_empty(talks->accords);
  g_autofree char *json = cd_accords_json(talks->accords);
  g_autoptr(JsonNode) root = parsed(json);
  g_autoptr(GHashTable) keys = set_new(),
                        words = documented("`--format json`. A **share**", "`--format csv`: a row a replicate");
  gather_keys(root, keys);
  g_autofree const char **ids = ids_of();
  same_words(keys, words, ids,
             (const char *const[]){"--format", "json", "offers", "mediated", "lead", "kalai-smorodinsky", "egalitarian",
                                   "utilitarian", "--replicate", NULL});
}

static void keys_of_minutes_are_those_documented(void **state)
{
  const Talks *talks = *state;
  g_autofree char *json = cd_minutes_json(talks->minutes);
  g_autoptr(JsonNode) root = parsed(json);
  g_autoptr(GHashTable) keys = set_new(), words = documented("**Minutes**", "**Seats.**");
  gather_keys(root, keys);
  static const char *const steps[] = {"--replicate",    "K",        "--format", "json",         "tables",
                                      "accepts",        "refuses",  "passes",   "gives-notice", "closing-text",
                                      "votes-yes",      "votes-no", "lapses",   "agreement",    "regroups",
                                      "form_structure", NULL};
  same_words(keys, words, (const char *const[]){NULL}, steps);
}

static void steps_documented_are_those_there_are(void **state)
{
  (void)state;
  g_autoptr(GHashTable) words = documented("**Minutes**", "**Seats.**");
  for (CdStepKind kind = CD_STEP_TABLES; kind <= CD_STEP_LAPSES; kind++)
    assert_true(g_hash_table_contains(words, cd_step_wording(kind)->id));
}

/* --- the same numbers everywhere --- */

static GPtrArray *rows_of(const char *csv)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
  g_auto(GStrv) line = g_strsplit(csv, "\r\n", -1);
  for (char **at = line; **at; at++)
    g_ptr_array_add(rows, g_strsplit(*at, ",", -1));
  return rows;
}

static const char *cell_of(const GPtrArray *rows, guint row, const char *head)
{
  char **heads = g_ptr_array_index(rows, 0), **cells = g_ptr_array_index(rows, row);
  assert_int_equal(g_strv_length(heads), g_strv_length(cells));
  guint at = 0;
  while (heads[at] && !g_str_equal(heads[at], head))
    at++;
  if (!heads[at])
    fail_msg("no column %s", head);
  return cells[at];
}

static guint count(const GPtrArray *rows, const char *head, const char *text)
{
  guint n = 0;
  for (guint r = 1; r < rows->len; r++)
    n += g_str_equal(cell_of(rows, r, head), text);
  return n;
}

static void rows_add_up_to_the_shares(void **state)
{
  const Talks *talks = *state;
  g_autofree char *csv = cd_accords_csv(talks->accords), *json = cd_accords_json(talks->accords);
  g_autoptr(GPtrArray) rows = rows_of(csv);
  g_autoptr(JsonNode) root = parsed(json);
  assert_int_equal(rows->len, 1 + REPLICATES);
  static const struct {
    const char *head, *text, *path;
  } same[] = {{"together", "1", "agreed.n"},
              {"partition", "east+west", "agreed.n"},
              {"parting", "mutual", "partings.mutual.n"},
              {"parting", "none", "partings.none.n"},
              {"zone_open_model", "0", "parts_of_break.true_zone_empty.n"},
              {"zone_open", "0", "zone_closed.n"},
              {"cause", "either", "causes.either.n"},
              {"cause", "none", "causes.none.n"},
              {"bridge", "payment", "bridge.payment.share.n"},
              {"bridge", "subsidy", "bridge.subsidy.share.n"},
              {"bridge", "none", "bridge.none.share.n"},
              {"bridge", "process-failure", "bridge.process-failure.share.n"},
              {"departure[west]", "gave-notice", "councils.1.gives_notice.n"},
              {"wanted_to_stay[east]", "1", "councils.0.wanted_to_stay.n"}};
  for (guint i = 0; i < G_N_ELEMENTS(same); i++)
    assert_int_equal(count(rows, same[i].head, same[i].text), (int)number_at(root, same[i].path));
  double value = 0;
  for (guint r = 1; r < rows->len; r++)
    value += g_ascii_strtod(cell_of(rows, r, "value[east]"), NULL) / REPLICATES;
  assert_true(fabs(value - number_at(root, "councils.0.value")) < 1e-12);
}

static void a_bridge_is_of_a_closed_zone(void **state)
{
  const Talks *talks = *state;
  g_autofree char *csv = cd_accords_csv(talks->accords);
  g_autoptr(GPtrArray) rows = rows_of(csv);
  for (guint r = 1; r < rows->len; r++) {
    bool open = g_str_equal(cell_of(rows, r, "zone_open"), "1"),
         together = g_str_equal(cell_of(rows, r, "together"), "1");
    const char *bridge = cell_of(rows, r, "bridge"), *pounds = cell_of(rows, r, "bridge_pounds");
    assert_true(g_str_equal(bridge, "not-needed") == (open && together) &&
                g_str_equal(bridge, "process-failure") == (open && !together));
    assert_true((*pounds != '\0') == (!open && !g_str_equal(bridge, "none")));
  }
}

/* A number that stands for a form is told what it stands for. */
static void forms_are_told_by_the_structures_that_show_them(void **state)
{
  const Talks *talks = *state;
  g_autofree char *json = cd_minutes_json(talks->minutes), *csv = cd_minutes_csv(talks->minutes),
                  *accords = cd_accords_json(talks->accords);
  g_autoptr(JsonNode) root = parsed(json);
  g_autoptr(JsonNode) all = parsed(accords);
  JsonArray *forms = json_node_get_array(node_at(root, "forms"));
  const CdBlocks *blocks = talks->minutes->session->partners->blocks;
  guint told = 0;
  for (guint f = 0; f < json_array_get_length(forms); f++) {
    JsonNode *form = json_array_get_element(forms, f);
    guint32 block = 0;
    JsonArray *members = json_node_get_array(node_at(form, "block"));
    for (guint i = 0; i < json_array_get_length(members); i++)
      block |= g_str_equal(json_array_get_string_element(members, i), "east") ? 1u : 2u;
    const CdForm *it = &blocks->block[block].form[(guint)number_at(form, "form")];
    assert_int_equal((guint)number_at(form, "contracts"), it->n_contracts);
    assert_string_equal(json_node_get_string(node_at(form, "structure")),
                        cd_scenario_structure(talks->scenario, it->structure)->head.id);
    told += block == 3;
  }
  assert_int_equal(told, blocks->block[3].n_forms);
  assert_string_equal(json_node_get_string(node_at(all, "terms_agreed.forms.0.structure")), "joint");
  assert_true(number_at(all, "terms_agreed.forms.0.share.n") == number_at(all, "agreed.n"));
  g_autoptr(GPtrArray) rows = rows_of(csv);
  assert_string_equal(cell_of(rows, 1, "form_structure"), "joint");
}

static void late_joiners_are_told_everywhere(void **state)
{
  (void)state;
  g_autoptr(Talks) talks = talks_of(as_it_is);
  CdCouncilEnd *end = &talks->accords->record[6].decision.council[1];
  end->joined_later = talks->minutes->decision.council[1].joined_later = true;
  end->joined = talks->minutes->decision.council[1].joined = 9;
  talks->accords->accord->joined[1] = cd_share_of(1, REPLICATES);
  talks->accords->accord->month_joined[1] = 9;
  g_autofree char *json = cd_accords_json(talks->accords), *csv = cd_accords_csv(talks->accords),
                  *text = cd_accords_text(talks->accords, 100, false), *told = cd_minutes_json(talks->minutes),
                  *minutes = cd_minutes_text(talks->minutes, 100, false);
  g_autoptr(JsonNode) root = parsed(json);
  g_autoptr(JsonNode) end_of = parsed(told);
  g_autoptr(GPtrArray) rows = rows_of(csv);
  assert_true(number_at(root, "councils.1.joins_later.n") == 1 && number_at(root, "councils.1.month_joined") == 9);
  assert_true(JSON_NODE_HOLDS_NULL(node_at(root, "councils.0.month_joined")));
  assert_string_equal(cell_of(rows, 7, "joined[west]"), "9");
  assert_string_equal(cell_of(rows, 6, "joined[west]"), "");
  assert_true(number_at(end_of, "end.councils.1.joined") == 9);
  assert_non_null(strstr(text, "Westham joins later in 2% (<1%–13%), on average 9.0 months after the first meeting."));
  assert_non_null(strstr(minutes, "Westham joined later, in month 9."));
}

static void the_text_shows_the_shares_of_the_json(void **state)
{
  const Talks *talks = *state;
  g_autofree char *text = cd_accords_text(talks->accords, 100, false), *json = cd_accords_json(talks->accords);
  g_autoptr(JsonNode) root = parsed(json);
  g_autofree char *agreed = g_strdup_printf("All go together in %.0f%% ", 100 * number_at(root, "agreed.share"));
  g_autofree char *apart = g_strdup_printf("= %5.1f%%  not all together", 100 * (1 - number_at(root, "agreed.share")));
  g_autofree char *notice =
      g_strdup_printf("%-36s %15.0f%%", "Westham", 100 * number_at(root, "councils.1.gives_notice.share"));
  notice[strlen(notice) - 1] = '\0'; /* columns are one narrower with the sign */
  assert_non_null(strstr(text, agreed));
  assert_non_null(strstr(text, apart));
  assert_non_null(strstr(text, "OUTCOMES (40 sets of assumptions)"));
  g_autofree char *length = g_strdup_printf("Length %.1f years", number_at(root, "terms_agreed.length.median"));
  assert_non_null(strstr(text, length));
}

static void minutes_are_those_of_their_row(void **state)
{
  const Talks *talks = *state;
  g_autofree char *csv = cd_accords_csv(talks->accords);
  g_autoptr(GPtrArray) rows = rows_of(csv);
  for (guint k = 0; k < 12; k++) {
    g_autoptr(CdMinutes) minutes = cd_minutes(talks->scenario, 1, k + 1, NULL, NULL, NULL);
    g_autofree char *json = cd_minutes_json(minutes);
    g_autoptr(JsonNode) root = parsed(json);
    assert_string_equal(json_node_get_string(node_at(root, "end.parting")), cell_of(rows, k + 1, "parting"));
    assert_true(number_at(root, "end.meeting") == g_ascii_strtod(cell_of(rows, k + 1, "months"), NULL));
    for (guint i = 0; i < 2; i++) {
      g_autofree char *value = g_strdup_printf("value[%s]", i ? "west" : "east"),
                      *path = g_strdup_printf("end.councils.%u.value", i);
      assert_true(number_at(root, path) == g_ascii_strtod(cell_of(rows, k + 1, value), NULL));
    }
  }
}

/* --- text --- */

static void text_keeps_to_its_width(void **state)
{
  static const guint widths[] = {1, 60, 72, 80, 100, 132, 200, 999};
  const Talks *talks = *state;
  for (guint i = 0; i < G_N_ELEMENTS(widths); i++) {
    guint width = CLAMP(widths[i], 60, 200);
    g_autofree char *accords = cd_accords_text(talks->accords, widths[i], false);
    g_autofree char *minutes = cd_minutes_text(talks->minutes, widths[i], false);
    g_autofree char *both = g_strconcat(accords, minutes, NULL);
    g_auto(GStrv) line = g_strsplit(both, "\n", -1);
    for (char **at = line; *at; at++) {
      if (cd_text_columns(*at) > width)
        fail_msg("%u columns: %s", width, *at);
      assert_false(g_str_has_suffix(*at, " "));
    }
  }
}

static void tables_of_many_columns_go_on_below(void **state)
{
  (void)state;
  g_autoptr(GPtrArray) rows = g_ptr_array_new();
  static char *head[] = {"", "one", "two", "three", "four", "five", NULL},
              *first[] = {"a", "1", "2", "3", "4", "5", NULL},
              *second[] = {"a label longer than what stands beside it anywhere", "6", "7", "8", "9", "10", NULL};
  g_ptr_array_add(rows, head);
  g_ptr_array_add(rows, first);
  g_ptr_array_add(rows, second);
  CdScreen screen = cd_screen_new(60, false);
  cd_screen_table(&screen, rows);
  g_autofree char *text = g_string_free(screen.out, FALSE);
  static const char *const expected = "                                         one             two\n"
                                      "a                                          1               2\n"
                                      "a label longer than what stands beside it anywhere\n"
                                      "                                           6               7\n"
                                      "                                       three            four\n"
                                      "a                                          3               4\n"
                                      "a label longer than what stands beside it anywhere\n"
                                      "                                           8               9\n"
                                      "                                        five\n"
                                      "a                                          5\n"
                                      "a label longer than what stands beside it anywhere\n"
                                      "                                          10\n";
  assert_string_equal(text, expected);
}

static void colour_is_put_round_headings_only(void **state)
{
  const Talks *talks = *state;
  g_autofree char *plain = cd_accords_text(talks->accords, 100, false),
                  *bold = cd_accords_text(talks->accords, 100, true);
  assert_null(strchr(plain, '\033'));
  g_autoptr(GString) stripped = g_string_new(bold);
  assert_true(g_string_replace(stripped, "\033[1m", "", 0) > 4);
  g_string_replace(stripped, "\033[0m", "", 0);
  assert_string_equal(stripped->str, plain);
}

static void hostile_labels_are_harmless(void **state)
{
  (void)state;
  static const char *const pair[] = {"label=\"Eastham and Westham\"",
                                     "label=\"" HOSTILE "\"",
                                     "label=\"Eastham\"",
                                     "label=\"" HOSTILE "\"",
                                     "label=\"Apart\"",
                                     "label=\"" HOSTILE "\"",
                                     "question=\"Together or apart?\"",
                                     "question=\"" HOSTILE "\"",
                                     "<pricing id=\"block\"/>",
                                     "<pricing id=\"block\" label=\"" HOSTILE "\"/>",
                                     NULL};
  g_autoptr(Talks) talks = talks_of(pair);
  g_autofree char *text = cd_accords_text(talks->accords, 80, false), *said = cd_minutes_text(talks->minutes, 80, false);
  const char *texts[] = {text, said};
  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    assert_non_null(strstr(texts[i], "alert(1)"));
    for (const char *at = texts[i]; *at; at = g_utf8_next_char(at)) {
      gunichar c = g_utf8_get_char(at);
      assert_true(c == '\n' || (!g_unichar_iscntrl(c) && c != 0x202e));
    }
  }
  g_autofree char *json = cd_accords_json(talks->accords), *ledger = cd_minutes_json(talks->minutes);
  g_autoptr(JsonNode) root = parsed(json);
  g_autoptr(JsonNode) minutes = parsed(ledger);
  assert_non_null(minutes);
  assert_null(strstr(json, "<script>"));
  assert_null(strstr(ledger, "<script>"));
  assert_non_null(strstr(json_node_get_string(node_at(root, "events.1.label")), "<script>alert(1)</script>"));
}

/* Tables call a block by its members' ids, which hold no comma and no sign. */
static void tables_hold_ids(void **state)
{
  (void)state;
  static const char *const pair[] = {"label=\"Eastham\"", "label=\"" HOSTILE "\"", NULL};
  g_autoptr(Talks) talks = talks_of(pair);
  const Talks *plain = *state;
  g_autofree char *csv = cd_accords_csv(talks->accords), *expected = cd_accords_csv(plain->accords);
  assert_string_equal(csv, expected);
  g_autofree char *steps = cd_minutes_csv(talks->minutes), *expected_steps = cd_minutes_csv(plain->minutes);
  assert_string_equal(steps, expected_steps);
}

static void the_page_shows_hostile_partners_harmlessly(void **state)
{
  (void)state;
  static const char *const pair[] = {"label=\"Eastham\"", "label=\"" HOSTILE "\"", NULL};
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pair);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 20;
  g_autoptr(CdResults) results = cd_run(scenario, &options, NULL);
  g_autofree char *html = cd_report_html(results);
  const char *talks = strstr(html, "What they would decide together");
  assert_non_null(talks);
  assert_null(strstr(html, "<script>alert"));
  assert_non_null(strstr(html, "Who goes with whom"));
  assert_non_null(strstr(html, "&lt;script"));
}

static void inputs_are_called_by_what_they_mean(void **state)
{
  const Talks *talks = *state;
  const CdAccords *accords = talks->accords;
  for (guint i = 0; i < accords->n_inputs; i++) {
    g_autofree char *text = cd_input_text(accords->scenario, &accords->input[i]);
    g_autofree char *tail = g_strdup_printf(" (%s)", accords->input[i].path);
    assert_true(g_str_has_suffix(text, tail) && strlen(text) > strlen(tail) + 8);
    if (g_str_equal(accords->input[i].path, "council[west]/belief-scale")) {
      assert_true(g_str_has_prefix(text, "Westham: belief: extra cost of managing"));
      g_autofree char *x = cd_input_figure(&accords->input[i], 0.023),
                      *below = cd_input_figure(&accords->input[i], -0.023);
      assert_string_equal(x, "2.3%");
      assert_string_equal(below, "\u22122.3%");
    }
    if (g_str_equal(accords->input[i].path, "calendar/redesign-months")) {
      assert_true(g_str_has_prefix(text, "Time to redo the specification"));
      g_autofree char *x = cd_input_figure(&accords->input[i], 1.51);
      assert_string_equal(x, "1.5 months");
    }
  }
}

/* --- minutes --- */

static CdEvent *event_of(CdMinutes *minutes, CdStepKind kind, CdReason reason, guint text)
{
  minutes->ledger.n = 1;
  CdEvent *event = minutes->ledger.event;
  *event = (CdEvent){{.meeting = 4, .party = 1, .kind = kind, .text = text, .block = 3}, reason, 0.25, 0.5};
  return event;
}

/* With the walk-away council first, all it says of a step of each kind. */
static void every_step_has_its_sentence(void **state)
{
  (void)state;
  g_autoptr(Talks) talks = talks_of(as_it_is);
  for (CdStepKind kind = 0; kind < CD_STEP_COUNT; kind++)
    for (guint with_text = 0; with_text < 2; with_text++) {
      event_of(talks->minutes, kind, CD_REASON_NONE, with_text ? 0 : CD_NO_TEXT);
      g_autofree char *text = cd_minutes_text(talks->minutes, 200, false);
      assert_non_null(strstr(text, "Meeting 5, 2020-11\n"));
      assert_null(strchr(text, '{'));
      assert_non_null(strstr(text, kind == CD_STEP_AGREEMENT ? "Eastham and Westham agree" : "  Westham "));
      g_autofree char *json = cd_minutes_json(talks->minutes), *csv = cd_minutes_csv(talks->minutes);
      g_autoptr(JsonNode) root = parsed(json);
      assert_string_equal(json_node_get_string(node_at(root, "ledger.0.step")), cd_step_wording(kind)->id);
      assert_true(JSON_NODE_HOLDS_NULL(node_at(root, "ledger.0.terms")) == !with_text);
      g_autoptr(GPtrArray) rows = rows_of(csv);
      assert_string_equal(cell_of(rows, 1, "step"), cd_step_wording(kind)->id);
      assert_string_equal(cell_of(rows, 1, "block"), "east+west");
    }
}

static void every_reason_completes_the_sentence(void **state)
{
  (void)state;
  g_autoptr(Talks) talks = talks_of(as_it_is);
  for (CdReason reason = CD_REASON_NONE + 1; reason < CD_REASON_COUNT; reason++) {
    event_of(talks->minutes, CD_STEP_REFUSES, reason, 0);
    g_autofree char *text = cd_minutes_text(talks->minutes, 200, false);
    g_autofree char *tail =
        g_strdup_printf(": %s (worth 0.250 to it; held against 0.500).\n", cd_reason_wording(reason)->words);
    g_autoptr(GString) one_line = g_string_new(text); /* a sentence may go on in a second line */
    g_string_replace(one_line, "\n    ", " ", 0);
    if (!strstr(one_line->str, tail))
      fail_msg("%s in %s", tail, one_line->str);
  }
}

static void notices_say_what_leaving_is_worth(void **state)
{
  (void)state;
  g_autoptr(Talks) talks = talks_of(as_it_is);
  event_of(talks->minutes, CD_STEP_NOTICE, CD_REASON_BETTER_ALONE, CD_NO_TEXT);
  g_autofree char *text = cd_minutes_text(talks->minutes, 200, false);
  assert_non_null(strstr(text, "(leaving is worth 0.5000 to it, staying 0.2500 at best)."));
}

static void terms_are_spelt_out(void **state)
{
  const Talks *talks = *state;
  const CdSession *session = talks->minutes->session;
  const CdGrid *grid = &session->partners->grid[3];
  const CdTermTable *table = &session->partners->table;
  guint text = 0;
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++)
    text = cd_grid_with(grid, text, term, table->levels[term] - 1);
  CdTextValues values = cd_text_values(session, 3, text);
  for (CdTerm term = 0; term < CD_TERM_COUNT; term++)
    assert_true(values.value[term] == table->at[term][table->levels[term] - 1]);
  g_autofree char *words = cd_text_words(session, 3, text);
  g_autofree char *expected =
      g_strdup_printf("%.1f years, quality %.0f%%, block, outcomes %.0f%%, local %.0f%%", values.value[CD_TERM_LENGTH],
                      100 * values.value[CD_TERM_QUALITY_WEIGHT], 100 * values.value[CD_TERM_OUTCOMES_SHARE],
                      100 * values.value[CD_TERM_LOCALISATION]);
  assert_true(g_str_has_prefix(words, expected));
}

static void who_is_waited_for_is_said(void **state)
{
  (void)state;
  g_autoptr(Talks) talks = talks_of(as_it_is);
  talks->minutes->waits_for = 1;
  g_autofree char *text = cd_minutes_text(talks->minutes, 100, false), *json = cd_minutes_json(talks->minutes);
  g_autoptr(JsonNode) root = parsed(json);
  assert_non_null(strstr(text, "The talks wait for a move of Westham."));
  assert_string_equal(json_node_get_string(node_at(root, "waits_for")), "west");
  assert_false(json_object_has_member(json_node_get_object(root), "end"));
}

static void blocks_are_joined_as_one_speaks(void **state)
{
  const Talks *talks = *state;
  CdPartition apart = {0};
  cd_partition_add(&apart, 1);
  cd_partition_add(&apart, 2);
  g_autofree char *both = cd_block_text(talks->scenario, 3), *words = cd_partition_text(talks->scenario, &apart);
  g_autofree char *ids = cd_partition_ids(talks->scenario, &apart), *issues = cd_issues_text(1 | 2 | 16),
                  *one = cd_issues_text(32);
  assert_string_equal(both, "Eastham and Westham");
  assert_string_equal(words, "Eastham | Westham");
  assert_string_equal(ids, "east | west");
  assert_string_equal(issues, "length, price against quality and localisation");
  assert_string_equal(one, "form of the contract");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(keys_are_those_documented),
      cmocka_unit_test(keys_of_minutes_are_those_documented),
      cmocka_unit_test(forms_are_told_by_the_structures_that_show_them),
      cmocka_unit_test(late_joiners_are_told_everywhere),
      cmocka_unit_test(steps_documented_are_those_there_are),
      cmocka_unit_test(rows_add_up_to_the_shares),
      cmocka_unit_test(a_bridge_is_of_a_closed_zone),
      cmocka_unit_test(the_text_shows_the_shares_of_the_json),
      cmocka_unit_test(minutes_are_those_of_their_row),
      cmocka_unit_test(text_keeps_to_its_width),
      cmocka_unit_test(tables_of_many_columns_go_on_below),
      cmocka_unit_test(colour_is_put_round_headings_only),
      cmocka_unit_test(hostile_labels_are_harmless),
      cmocka_unit_test(tables_hold_ids),
      cmocka_unit_test(the_page_shows_hostile_partners_harmlessly),
      cmocka_unit_test(inputs_are_called_by_what_they_mean),
      cmocka_unit_test(every_step_has_its_sentence),
      cmocka_unit_test(every_reason_completes_the_sentence),
      cmocka_unit_test(notices_say_what_leaving_is_worth),
      cmocka_unit_test(terms_are_spelt_out),
      cmocka_unit_test(who_is_waited_for_is_said),
      cmocka_unit_test(blocks_are_joined_as_one_speaks),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
