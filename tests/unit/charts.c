/* What a page's charts hold: specs that are JSON, labels that are data and nothing else, and a page that is whole without drawings. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include "concordat/concordat.h"
#include "sim/calendar/calendar.h"
#include "sim/report/chart-gantt.h"
#include "sim/report/chart-rows.h"
#include "sim/report/charts/script.h"
#include "sim/report/finding.h"
#include "sim/report/page-charts.h"
#include "tests/unit/minimal.h"

#define UNPACKED_MOST (4u << 20)

#define MARK "zzq" /* in every hostile label, and nowhere else */

/* tests/scenarios/minimal.xml with every other of PAIRS replaced by the one behind it. */
static CdResults *run_with(const char *const *pairs)
{
  g_autoptr(CdScenario) scenario = cd_minimal_scenario(pairs);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = 20;
  return cd_run(scenario, &options, NULL);
}

static CdResults *run_plain(void)
{
  static const char *const none[] = {NULL};
  return run_with(none);
}

static bool draws(void)
{
  return cd_chart_script() != NULL;
}

/* The specs of a page, whose closing tag ends each: read as a browser would. */
static GPtrArray *specs_of(const char *html)
{
  static const char open[] = "<script type=\"application/json\">";
  GPtrArray *specs = g_ptr_array_new_with_free_func((GDestroyNotify)json_node_unref);
  for (const char *at = html; (at = strstr(at, open));) {
    at += strlen(open);
    g_autofree char *text = g_strndup(at, (gsize)(strstr(at, "</script>") - at));
    assert_null(strpbrk(text, "<>&"));
    JsonNode *spec = json_from_string(text, NULL);
    assert_non_null(spec);
    g_ptr_array_add(specs, spec);
  }
  return specs;
}

static guint count(const char *text, const char *what)
{
  guint n = 0;
  for (const char *at = text; (at = strstr(at, what)); at += strlen(what))
    n++;
  return n;
}

static guint labels_in(JsonNode *node, const char *label)
{
  guint n = 0;
  if (JSON_NODE_HOLDS_ARRAY(node)) {
    JsonArray *array = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(array); i++)
      n += labels_in(json_array_get_element(array, i), label);
  } else if (JSON_NODE_HOLDS_OBJECT(node)) {
    g_autoptr(GList) values = json_object_get_values(json_node_get_object(node));
    for (GList *it = values; it; it = it->next)
      n += labels_in(it->data, label);
  } else if (json_node_get_value_type(node) == G_TYPE_STRING)
    n += strstr(json_node_get_string(node), label) != NULL;
  return n;
}

/* Takes the members "values" out of NODE, and counts in them the texts that hold LABEL whole. */
static guint take_values(JsonNode *node, const char *label)
{
  guint n = 0;
  if (JSON_NODE_HOLDS_ARRAY(node)) {
    JsonArray *array = json_node_get_array(node);
    for (guint i = 0; i < json_array_get_length(array); i++)
      n += take_values(json_array_get_element(array, i), label);
  } else if (JSON_NODE_HOLDS_OBJECT(node)) {
    JsonObject *object = json_node_get_object(node);
    if (json_object_has_member(object, "values")) {
      n += labels_in(json_object_get_member(object, "values"), label);
      json_object_remove_member(object, "values");
    }
    g_autoptr(GList) members = json_object_get_values(object);
    for (GList *it = members; it; it = it->next)
      n += take_values(it->data, label);
  }
  return n;
}

/* XML attribute text. */
static char *attribute(const char *key, const char *value)
{
  g_autofree char *escaped = g_markup_escape_text(value, -1);
  return g_strdup_printf("%s=\"%s\"", key, escaped);
}

static void labels_are_data_and_never_expressions(void **state)
{
  (void)state;
  static const char *const labels[] = {
      "</script><script>alert(1)</script> " MARK,
      "datum.x + " MARK,
      "'); alert(1); (' " MARK,
      "{\"expr\": \"" MARK "\"}",
      "{{constructor.constructor('" MARK "')()}}",
      "\"}], \"signals\": [{\"name\": \"" MARK "\"}] <!-- ",
      "\xe2\x80\xae" MARK "\xe2\x80\xa8\xe2\x80\xa9 & \\u003c \\",
      "${" MARK "} `#{x}` %s %n",
      "a very long label that no chart is as wide as and that goes on and on and on and on and on and on " MARK,
  };
  if (!draws())
    skip();
  for (guint i = 0; i < G_N_ELEMENTS(labels); i++) {
    g_autofree char *label = attribute("label", labels[i]);
    const char *const pairs[] = {
        "label=\"Together\"", label, "label=\"Eastham\"", label, "label=\"Eastham Council\"", label, NULL};
    g_autoptr(CdResults) results = run_with(pairs);
    g_autofree char *html = cd_report_html(results);
    g_autoptr(GPtrArray) specs = specs_of(html);
    guint found = 0;
    for (guint s = 0; s < specs->len; s++) {
      JsonNode *spec = g_ptr_array_index(specs, s);
      found += take_values(spec, labels[i]);
      g_autofree char *rest = json_to_string(spec, FALSE);
      assert_null(strstr(rest, MARK));
    }
    assert_true(found >= 3);
    assert_null(strstr(html, "<script>alert"));
  }
}

static void each_chart_is_named_once_and_told_in_words(void **state)
{
  g_autofree char *html = cd_report_html(*state);
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  static const char open[] = "<figure class=\"chart\" id=\"";
  for (const char *at = html; (at = strstr(at, open));) {
    at += strlen(open);
    char *id = g_strndup(at, strcspn(at, "\""));
    assert_int_equal(strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(id));
    g_autofree char *title = g_strdup_printf("<h3 id=\"%s-title\">", id),
                    *told = g_strdup_printf("<p id=\"%s-told\">", id);
    assert_int_equal(count(html, title), 1);
    assert_int_equal(count(html, told), 1);
    assert_true(g_hash_table_add(seen, id));
  }
  assert_true(g_hash_table_size(seen) > 0);
  g_autoptr(GPtrArray) specs = specs_of(html);
  assert_int_equal(specs->len, draws() ? g_hash_table_size(seen) : 0);
  assert_int_equal(count(html, "class=\"drawing\""), specs->len);
  assert_int_equal(count(html, "<button "), 2 * specs->len);
  assert_null(strstr(html, "-title\"></h3>"));
  assert_null(strstr(html, "-told\"></p>"));
}

/* What FROM (base64 of a gzip) holds, ended by nought. */
static char *unpacked(const char *from, gsize length, gsize *size)
{
  g_autofree char *text = g_strndup(from, length);
  gsize bytes = 0, read = 0;
  g_autofree guchar *packed = g_base64_decode(text, &bytes);
  g_autoptr(GZlibDecompressor) gzip = g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  char *out = g_malloc0(UNPACKED_MOST);
  assert_int_equal(g_converter_convert(G_CONVERTER(gzip), packed, bytes, out, UNPACKED_MOST - 1,
                                       G_CONVERTER_INPUT_AT_END, &read, size, NULL),
                   G_CONVERTER_FINISHED);
  assert_int_equal(read, bytes);
  return out;
}

/* The one that unpacks, and the one that is packed. */
static void the_policy_names_the_scripts_and_no_other(void **state)
{
  static const char packed[] = "<script type=\"text/plain\" id=\"charts-packed\">";
  g_autofree char *html = cd_report_html(*state);
  if (!cd_chart_script()) {
    assert_non_null(strstr(html, "<html lang=\"en-GB\" data-charts=\"none\">"));
    assert_null(strstr(html, "<script"));
    assert_null(strstr(html, "script-src"));
    return;
  }
  assert_non_null(strstr(html, "<html lang=\"en-GB\" data-charts=\"waiting\">"));
  const char *held = strstr(html, packed) + strlen(packed), *end = strstr(held, "</script>\n<script>"),
             *from = end + strlen("</script>\n<script>"), *to = strstr(from, "</script>");
  gsize size = 0;
  g_autofree char *script = unpacked(held, (gsize)(end - held), &size), *drawing = cd_policy_hash(script, size),
                  *loading = cd_policy_hash(from, (gsize)(to - from)),
                  *source = g_strdup_printf("; script-src 'sha256-%s' 'sha256-%s'; ", loading, drawing);
  assert_non_null(strstr(html, source));
  assert_non_null(strstr(script, "vega"));
  assert_non_null(g_strstr_len(from, to - from, "Permission to use, copy, modify")); /* licences are read without unpacking */
  assert_true(g_str_has_prefix(to, "</script>\n</body>\n</html>\n"));
  assert_int_equal(count(html, "<script>"), 1);
}

/* The rows of the chart ID of a page, as its spec has them; the caller unrefs the root. */
static JsonArray *rows_of(const char *html, const char *id, JsonNode **root)
{
  g_autofree char *figure = g_strdup_printf("<figure class=\"chart\" id=\"%s\">", id);
  const char *at = strstr(html, figure);
  assert_non_null(at);
  at = strstr(at, "<script type=\"application/json\">") + strlen("<script type=\"application/json\">");
  g_autofree char *text = g_strndup(at, (gsize)(strstr(at, "</script>") - at));
  *root = json_from_string(text, NULL);
  return json_object_get_array_member(json_object_get_object_member(json_node_get_object(*root), "data"), "values");
}

static void layers_in_the_chart_add_up_to_the_difference(void **state)
{
  const CdResults *results = *state;
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  if (!draws())
    skip();
  g_autofree char *html = cd_report_html(results), *id = g_strdup_printf("chart-layers-%d", root->apart + 1);
  g_autoptr(JsonNode) spec = NULL;
  JsonArray *rows = rows_of(html, id, &spec);
  CdFinding cost;
  assert_true(cd_finding_make(results, (guint)root->apart, (guint)root->joint,
                              cd_total_at(results, CD_METRIC_COST_ANNUAL), &cost));
  double reached = 0, sum = NAN;
  guint layers = 0;
  for (guint i = 0; i < json_array_get_length(rows); i++) {
    JsonObject *row = json_array_get_object_element(rows, i);
    assert_int_equal(json_object_get_int_member(row, "at"), i);
    if (!json_object_has_member(row, "from"))
      continue;
    double from = json_object_get_double_member(row, "from"), to = json_object_get_double_member(row, "to");
    const char *way = json_object_get_string_member(row, "way");
    if (g_str_equal(way, "all")) {
      assert_true(from == 0);
      sum = to;
      continue;
    }
    assert_true(from == reached);
    assert_string_equal(way, to > from ? "more" : "less");
    reached = to;
    layers++;
  }
  assert_true(layers > 5);
  assert_true(sum == cost.value.d.mean);
  assert_true(fabs(reached - sum) < CD_LAYER_COUNT * 0.5); /* layers below half a pound are not drawn */
}

static void rows_hold_the_numbers_of_the_results(void **state)
{
  const CdResults *results = *state;
  if (!draws())
    skip();
  g_autofree char *html = cd_report_html(results);
  g_autoptr(JsonNode) spec = NULL;
  JsonArray *rows = rows_of(html, "chart-costs", &spec);
  guint at = 0, baseline = cd_option_baseline(results);
  for (guint s = 0; s < results->n_structures; s++) {
    CdFinding finding;
    if (!cd_finding_make(results, s, baseline, cd_total_at(results, CD_METRIC_COST_ANNUAL), &finding))
      continue;
    JsonObject *row = json_array_get_object_element(rows, at++);
    const CdSummary *d = &finding.value.d;
    assert_string_equal(json_object_get_string_member(row, "label"), cd_option_label(results, s));
    assert_true(
        json_object_get_double_member(row, "mean") == d->mean && json_object_get_double_member(row, "low") == d->low &&
        json_object_get_double_member(row, "high") == d->high && json_object_get_double_member(row, "p5") == d->p5 &&
        json_object_get_double_member(row, "p95") == d->p95);
  }
  assert_true(at > 1);
  assert_int_equal(json_array_get_length(rows), at);
}

/* How thick the bands of a spec are together, at X. */
static double thickness_at(JsonArray *rows, double x)
{
  double sum = 0;
  for (guint i = 0; i < json_array_get_length(rows); i++) {
    JsonObject *row = json_array_get_object_element(rows, i);
    if (json_object_has_member(row, "band") && json_object_get_double_member(row, "x") == x)
      sum += json_object_get_double_member(row, "bottom") - json_object_get_double_member(row, "top");
  }
  return sum;
}

static guint rows_that_have(JsonArray *rows, const char *member, const char *text)
{
  guint n = 0;
  for (guint i = 0; i < json_array_get_length(rows); i++) {
    JsonObject *row = json_array_get_object_element(rows, i);
    n += json_object_has_member(row, member) && (!text || g_str_equal(json_object_get_string_member(row, member), text));
  }
  return n;
}

/* All who move, of both options drawn: as thick on the left as on the right, in proportion to the people. */
static void bands_of_movers_are_as_thick_as_they_are_many(void **state)
{
  if (!draws())
    skip();
  const CdResults *results = *state;
  g_autofree char *html = cd_report_html(results);
  g_autoptr(JsonNode) spec = NULL;
  JsonArray *rows = rows_of(html, "chart-moves", &spec);
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  const guint option[3] = {(guint)root->baseline, (guint)root->joint, (guint)root->apart};
  double people = 0, most = 0;
  guint blocks = 0;
  for (guint i = 0; i < 3; i++) {
    if ((i > 0 && option[i] == option[0]) || (i > 1 && option[i] == option[1]))
      continue;
    double moves = cd_option_total(results, option[i], CD_METRIC_BORDER_MOVES)->mean;
    people += moves;
    most = fmax(most, moves);
    blocks++;
    assert_int_equal(rows_that_have(rows, "head", cd_option_label(results, option[i])), 1);
  }
  assert_int_equal(rows_that_have(rows, "head", NULL), blocks);
  double left = thickness_at(rows, 0.015), right = thickness_at(rows, 0.985);
  assert_true(most > 0);
  assert_true(fabs(left - 100 * people / most) < 1e-6 && fabs(left - right) < 1e-6);
  assert_int_equal(rows_that_have(rows, "letter", NULL), rows_that_have(rows, "line", NULL));
  assert_true(rows_that_have(rows, "letter", NULL) >= 2 * blocks);
}

/* Riverside goes to Eastham: as clients of the joint service, as guests where Eastham has its own. */
static void clients_and_guests_are_told_apart(void **state)
{
  const CdResults *results = *state;
  if (!draws())
    skip();
  g_autofree char *html = cd_report_html(results);
  g_autoptr(JsonNode) spec = NULL;
  JsonArray *rows = rows_of(html, "chart-attendance", &spec);
  assert_true(cd_option_total(results, 1, CD_METRIC_BORDER_GUESTS)->mean < 0.1);
  assert_int_equal(rows_that_have(rows, "way", "shared"), 4); /* four points a band */
  assert_int_equal(rows_that_have(rows, "way", "parted"), 2 * 4);
  g_autofree char *guests = cd_figure(CD_FIGURE_COUNT, cd_option_total(results, 0, CD_METRIC_BORDER_GUESTS)->mean);
  g_autofree char *care = cd_figure(CD_FIGURE_MONEY, cd_option_total(results, 0, CD_METRIC_BORDER_CARE)->mean);
  g_autofree char *told = g_strconcat(guests, " guests", NULL);
  assert_true(rows_that_have(rows, "told", told) > 0);
  assert_true(rows_that_have(rows, "told", care) > 0);
}

static void where_nobody_crosses_there_is_no_flow(void **state)
{
  (void)state;
  static const char *const pairs[] = {"best-across=\"0.2\"",
                                      "best-across=\"0\"",
                                      "uniform(15, 25)",
                                      "60",
                                      "moves-per-year=\"160\"",
                                      "moves-per-year=\"0\"",
                                      NULL};
  g_autoptr(CdResults) results = run_with(pairs);
  g_autofree char *html = cd_report_html(results);
  assert_null(strstr(html, "id=\"chart-attendance\""));
  assert_null(strstr(html, "id=\"chart-moves\""));
}

/* Of the ROW-th option: where its bars begin and end, one behind the other, and how many. */
typedef struct {
  double from, to;
  guint bars;
} Bars;

static Bars bars_at(JsonArray *rows, double top)
{
  Bars bars = {0};
  for (guint i = 0; i < json_array_get_length(rows); i++) {
    JsonObject *row = json_array_get_object_element(rows, i);
    if (!json_object_has_member(row, "number") || !json_object_has_member(row, "from") ||
        json_object_get_double_member(row, "top") != top)
      continue;
    double from = json_object_get_double_member(row, "from");
    bars.from = bars.bars ? bars.from : from;
    assert_true(bars.bars == 0 || fabs(from - bars.to) < 1e-9);
    bars.to = json_object_get_double_member(row, "to");
    bars.bars++;
  }
  return bars;
}

static void stages_lead_from_each_options_own_decision_to_readiness(void **state)
{
  const CdResults *results = *state;
  if (!draws())
    skip();
  g_autofree char *html = cd_report_html(results);
  g_autoptr(JsonNode) spec = NULL;
  JsonArray *rows = rows_of(html, "chart-timetable", &spec);
  for (guint s = 0; s < results->n_structures; s++) {
    double months = 0;
    guint stages = 0;
    for (CdMetricKind stage = CD_METRIC_STAGE_AGREEMENT; stage <= CD_METRIC_STAGE_SLIPPAGE; stage++) {
      double mean = cd_option_total(results, s, stage)->mean;
      months += mean >= 0.05 ? mean : 0;
      stages += mean >= 0.05;
    }
    Bars bars = bars_at(rows, 66 * s + 22);
    assert_int_equal(bars.bars, stages);
    assert_true(fabs(bars.from - cd_option_decided(results, s)) < 0.05);
    assert_true(fabs(bars.to - bars.from - months) < 0.05 * CD_CALENDAR_STAGES);
  }
  assert_true(cd_option_decided(results, results->n_forced) < cd_option_decided(results, 0));
  assert_int_equal(rows_that_have(rows, "plan", NULL), results->n_structures);
}

static const char *const stage_labels[] = {"First", "Second", "Third"};

/* Two rows, the second stage in neither, of a chart that is planned for PLAN and decided in month 24000. */
static char *gantt_of(int plan)
{
  g_autoptr(CdGantt) gantt = cd_gantt_new((const char **)stage_labels, 3, plan);
  cd_gantt_add(gantt, (CdGanttRow){"One", 24000, (double[]){2, 0, 5}, plan + 1, plan + 2, plan, plan + 11});
  cd_gantt_add(gantt, (CdGanttRow){"Two", 24000, (double[]){0, 0.01, 1}, plan, plan, plan, plan});
  assert_int_equal(cd_gantt_number(gantt, 0), 1);
  assert_int_equal(cd_gantt_number(gantt, 1), 0);
  assert_int_equal(cd_gantt_number(gantt, 2), 2);
  CdChart chart;
  cd_chart_begin(&chart);
  cd_chart_gantt(&chart, gantt);
  cd_json_close_object(&chart.json);
  return g_string_free(chart.json.out, FALSE);
}

static void stages_that_nobody_has_are_not_in_the_key(void **state)
{
  (void)state;
  g_autofree char *spec = gantt_of(24008);
  assert_null(strstr(spec, "Second"));
  assert_int_equal(count(spec, "\"line\": \"First\""), 1);
  assert_non_null(strstr(spec, "\"number\": \"2\", \"at\""));
  assert_null(strstr(spec, "\"number\": \"3\""));
  g_autoptr(JsonNode) node = json_from_string(spec, NULL);
  assert_non_null(node);
}

/* As a stored result may hold that somebody changed. */
static void months_beyond_a_lifetime_are_not_drawn(void **state)
{
  (void)state;
  static const double strange[] = {NAN, INFINITY, -INFINITY, 1e300, -1e300};
  for (guint i = 0; i < G_N_ELEMENTS(strange); i++) {
    double x = strange[i];
    g_autoptr(CdGantt) gantt = cd_gantt_new((const char **)stage_labels, 3, 24012);
    cd_gantt_add(gantt, (CdGanttRow){"One", 24000, (double[]){2, x, 5}, x, x, x, x});
    cd_gantt_add(gantt, (CdGanttRow){"Two", x, (double[]){2, 1, 5}, 24012, 24013, 24012, 24020});
    CdChart chart;
    cd_chart_begin(&chart);
    cd_chart_gantt(&chart, gantt);
    cd_json_close_object(&chart.json);
    g_autofree char *spec = g_string_free(chart.json.out, FALSE);
    assert_non_null(strstr(spec, "\"domain\": [24000, 24020]"));
    g_autoptr(JsonNode) node = json_from_string(spec, NULL);
    assert_non_null(node);
  }
}

static void dates_of_the_start_stand_where_there_is_room(void **state)
{
  (void)state;
  g_autofree char *wide = gantt_of(24012), *close = gantt_of(24008); /* of a span of 23 and of 19 months */
  assert_non_null(strstr(wide, "\"told\": \"Jan to Dec 2001\""));
  assert_non_null(strstr(wide, "\"told\": \"Jan 2001\""));
  assert_non_null(strstr(wide, "\"label\": \"One\""));
  assert_null(strstr(wide, "\"above\": "));
  assert_non_null(strstr(close, "\"above\": \"Sep 2000 to Aug 2001\""));
  assert_non_null(strstr(close, "\"short\": \"One\""));
  assert_null(strstr(close, "\"told\": "));
}

/* Of the option at row AT of the curve: how many diamonds, and what is told. */
static guint diamonds_of(JsonArray *rows, gint64 at, const char **told)
{
  guint n = 0;
  for (guint i = 0; i < json_array_get_length(rows); i++) {
    JsonObject *row = json_array_get_object_element(rows, i);
    if (json_object_get_int_member(row, "at") != at)
      continue;
    if (json_object_has_member(row, "people"))
      n++;
    else
      *told = json_object_get_string_member(row, "told");
  }
  return n;
}

/* A panel for each option but business as usual, with the difference and its band in every month of the first year, and in the last. */
static void panels_of_months_hold_the_numbers_of_the_results(void **state)
{
  const CdResults *results = *state;
  const CdMonths *months = results->months;
  if (!draws())
    skip();
  g_autofree char *html = cd_report_html(results);
  const char *at = strstr(strstr(html, "id=\"chart-months-completions\""), "<script type=\"application/json\">");
  at = strchr(at, '>') + 1;
  g_autofree char *text = g_strndup(at, (gsize)(strstr(at, "</script>") - at));
  g_autoptr(JsonNode) spec = json_from_string(text, NULL);
  JsonArray *panels = json_object_get_array_member(json_node_get_object(spec), "vconcat");
  guint panel = 0;
  for (guint s = 0; s < results->n_structures; s++) {
    if (s == cd_option_baseline(results))
      continue;
    JsonObject *data = json_object_get_object_member(json_array_get_object_element(panels, panel++), "data");
    JsonArray *rows = json_object_get_array_member(data, "values");
    assert_int_equal(rows_that_have(rows, "label", cd_option_label(results, s)), 1);
    guint drawn = json_array_get_length(rows) - 1, year = 0;
    for (guint i = 0; i < drawn; i++) {
      JsonObject *row = json_array_get_object_element(rows, i);
      guint m = (guint)(json_object_get_int_member(row, "m") + CD_MONTHS_BEFORE);
      year += m >= CD_MONTHS_BEFORE && m < CD_MONTHS_BEFORE + 12;
      const CdMonthSpread *spread = cd_month_spread(months, s, m, CD_MONTH_FIGURE_COMPLETIONS);
      assert_true(json_object_get_double_member(row, "d") == spread->change);
      assert_true(json_object_get_double_member(row, "a") == spread->change_p5);
      assert_true(json_object_get_double_member(row, "b") == spread->change_p95);
      assert_true(i < drawn - 1 || m == months->layout.n_months - 1);
    }
    assert_int_equal(year, 12);
  }
  assert_int_equal(json_array_get_length(panels), panel);
}

static void contracts_of_part_of_the_care_have_no_place_on_the_curve(void **state)
{
  (void)state;
  static const char *const pairs[] = {
      "<contract id=\"all\" areas=\"east west\" components=\"adult\" hubs=\"east-hub west-hub\"",
      "<contract id=\"half\" areas=\"east west\" components=\"adult\" share=\"0.5\"/>"
      "<contract id=\"all\" areas=\"east west\" components=\"adult\" share=\"0.5\" hubs=\"east-hub west-hub\"",
      NULL};
  if (!draws())
    skip();
  g_autoptr(CdResults) results = run_with(pairs);
  g_autofree char *html = cd_report_html(results);
  const char *at = strstr(strstr(html, "id=\"chart-curve\""), "<script type=\"application/json\">");
  at = strchr(at, '>') + 1;
  g_autofree char *text = g_strndup(at, (gsize)(strstr(at, "</script>") - at));
  g_autoptr(JsonNode) spec = json_from_string(text, NULL);
  JsonObject *plot =
      json_array_get_object_element(json_object_get_array_member(json_node_get_object(spec), "vconcat"), 1);
  JsonArray *rows = json_object_get_array_member(json_object_get_object_member(plot, "data"), "values");
  for (guint s = 0; s < results->n_forced; s++) {
    const char *told = NULL;
    bool halves = g_str_equal(cd_option_id(results, s), "joint");
    assert_int_equal(diamonds_of(rows, s, &told), halves ? 0 : 2);
    assert_true(g_str_equal(told, "2 for parts of care") == halves);
  }
}

/* The headline of starts, with the first option's difference from business as usual made what is given, and the others' none. */
static char *headline_with(CdResults *results, CdVerdict verdict, double mean, int direction)
{
  guint baseline = cd_option_baseline(results), value = cd_total_at(results, CD_METRIC_START_DELAY);
  bool first = true;
  for (guint s = 0; s < results->n_structures; s++) {
    int sign;
    CdComparison *it = (CdComparison *)cd_results_comparison(results, s, baseline, true, &sign);
    if (!it)
      continue;
    it->value[value].verdict = first ? verdict : CD_VERDICT_NONE;
    it->value[value].d.mean = first ? sign * mean : 0;
    it->value[value].direction = first ? sign * direction : 0;
    first = false;
  }
  return cd_chart_headline(results, "Start", CD_METRIC_START_DELAY);
}

static void headlines_say_no_more_than_the_verdict(void **state)
{
  (void)state;
  static const struct {
    CdVerdict verdict;
    double mean;
    int direction;
    const char *begins, *has;
  } cases[] = {
      {CD_VERDICT_CLEAR, -1.52, -1, "Start against business as usual: 1.5 months sooner for “",
       "” (clear); no difference that matters for 2 others"},
      {CD_VERDICT_LEANING, 2, 1, "Start against business as usual: 2.0 months later for “", "” (leaning)"},
      {CD_VERDICT_LEANING, 2, -1,
       "Start against business as usual: mostly sooner, yet 2.0 months later on average for “", "(leaning)"},
      {CD_VERDICT_DEPENDS, 9, 1,
       "Start against business as usual: depends on assumptions for 1, no difference that matters for 2", ""},
      {CD_VERDICT_CANNOT_TELL, 9, 1,
       "Start against business as usual: cannot tell yet for 1, no difference that matters for 2", ""},
      {CD_VERDICT_UNDEFINED, NAN, 0,
       "Start against business as usual: no difference that matters for 2, not defined for 1", ""},
      {CD_VERDICT_NONE, 0, 0, "Start against business as usual: no difference that matters", ""},
  };
  g_autoptr(CdResults) results = run_plain();
  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *headline = headline_with(results, cases[i].verdict, cases[i].mean, cases[i].direction);
    if (!g_str_has_prefix(headline, cases[i].begins) || !strstr(headline, cases[i].has))
      fail_msg("%s", headline);
  }
}

static void labels_do_not_turn_the_text_after_them(void **state)
{
  (void)state;
  g_autoptr(GString) out = g_string_new(NULL);
  cd_html_escape(out, "a\u202eb\u2067c\u2028 \u05d0");
  assert_string_equal(out->str, "a\ufffdb\ufffdc\ufffd \u05d0");
}

static void lines_do_not_part_signs_from_pounds(void **state)
{
  (void)state;
  g_autoptr(GString) out = g_string_new(NULL);
  cd_html_escape(out, "−£92.9k to +£2,448, +3 points, −£");
  assert_string_equal(out->str, "−\u2060£92.9k to +\u2060£2,448, +3 points, −\u2060£");
}

static void a_page_without_charts_has_a_policy_without_scripts(void **state)
{
  (void)state;
  CdPage page = {.out = g_string_new(NULL)};
  cd_page_begin(&page, "None", false);
  assert_non_null(strstr(page.out->str, "data-charts=\"none\""));
  assert_null(strstr(page.out->str, "script-src"));
  g_string_free(page.out, TRUE);
}

static void hash_is_what_policies_are_written_with(void **state)
{
  (void)state;
  g_autofree char *hash = cd_policy_hash("alert('Hello, world.');", strlen("alert('Hello, world.');"));
  assert_string_equal(
      hash, "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng="); /* Content Security Policy Level 2, section 7.17.2 */
}

static void undefined_numbers_are_null_in_a_spec(void **state)
{
  (void)state;
  static const CdSummary undefined = {NAN, NAN, NAN, NAN, NAN, NAN, 0}, one = {1.5, NAN, NAN, NAN, 1, 2, 1};
  g_autoptr(GArray) rows = cd_chart_rows_new();
  cd_chart_rows_head(rows, "those");
  cd_chart_rows_add(rows, "none", g_strdup("n/a"), &undefined);
  cd_chart_rows_add(rows, "one", g_strdup("1.5"), &one);
  CdChart chart;
  cd_chart_begin(&chart);
  cd_chart_rows(&chart, CD_FIGURE_COUNT, "People", rows);
  CdPage page = {.out = g_string_new(NULL)};
  cd_page_chart(&page, &chart, "chart-x", "A <b>", "told");
  assert_non_null(strstr(page.out->str, "A &lt;b&gt;"));
  if (draws()) {
    assert_non_null(strstr(page.out->str, "{\"at\": 0, \"head\": \"those\"}"));
    assert_non_null(strstr(page.out->str,
                           "{\"at\": 1, \"label\": \"none\", \"told\": \"n/a\", \"mean\": null, \"low\": null, "
                           "\"high\": null, \"p5\": null, \"p95\": null}"));
    assert_non_null(strstr(page.out->str, "\"mean\": 1.5, \"low\": null, \"high\": null, \"p5\": 1, \"p95\": 2}"));
  }
  g_string_free(page.out, TRUE);
}

static int set_up(void **state)
{
  *state = run_plain();
  return *state ? 0 : -1;
}

static int tear_down(void **state)
{
  cd_results_free(*state);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(labels_are_data_and_never_expressions),
      cmocka_unit_test(each_chart_is_named_once_and_told_in_words),
      cmocka_unit_test(the_policy_names_the_scripts_and_no_other),
      cmocka_unit_test(layers_in_the_chart_add_up_to_the_difference),
      cmocka_unit_test(rows_hold_the_numbers_of_the_results),
      cmocka_unit_test(bands_of_movers_are_as_thick_as_they_are_many),
      cmocka_unit_test(clients_and_guests_are_told_apart),
      cmocka_unit_test(where_nobody_crosses_there_is_no_flow),
      cmocka_unit_test(panels_of_months_hold_the_numbers_of_the_results),
      cmocka_unit_test(contracts_of_part_of_the_care_have_no_place_on_the_curve),
      cmocka_unit_test(stages_lead_from_each_options_own_decision_to_readiness),
      cmocka_unit_test(stages_that_nobody_has_are_not_in_the_key),
      cmocka_unit_test(months_beyond_a_lifetime_are_not_drawn),
      cmocka_unit_test(dates_of_the_start_stand_where_there_is_room),
      cmocka_unit_test(headlines_say_no_more_than_the_verdict),
      cmocka_unit_test(labels_do_not_turn_the_text_after_them),
      cmocka_unit_test(lines_do_not_part_signs_from_pounds),
      cmocka_unit_test(a_page_without_charts_has_a_policy_without_scripts),
      cmocka_unit_test(hash_is_what_policies_are_written_with),
      cmocka_unit_test(undefined_numbers_are_null_in_a_spec),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
