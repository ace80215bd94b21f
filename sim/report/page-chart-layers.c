#include "sim/report/page-charts.h"

#include <math.h>

#define TOLD 70         /* pixels: "+£62.8k" */
#define LEAST_SHOWN 0.5 /* pounds: what rounds to nothing has no bar */

static const char *const marks[] = {
    "{'transform': [{'filter': 'isValid(datum.from)'}], 'mark': {'type': 'tick', 'orient': 'vertical', 'size': 24, "
    "'thickness': 1, 'opacity': 1, 'color': '#3D3D3D', " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW
    ", 'x': {'datum': 0}}}",
    "{'transform': [{'filter': 'isValid(datum.from)'}], 'mark': {'type': 'bar', 'height': 14, 'minBandSize': "
    "1, " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW
    ", 'x': {'field': 'from', 'type': 'quantitative'}, 'x2': {'field': 'to'}, 'color': "
    "{'field': 'way', 'type': 'nominal', 'legend': null, 'scale': {'domain': ['more', 'less', 'all'], 'range': "
    "['#12436D', '#28A197', '#3D3D3D']}}}}",
};

typedef struct {
  CdJson *json;
  const CdResults *results;
  guint a, b, rows;
  double reached; /* where the last bar ended */
} Fall;

static void write_head(Fall *fall, const char *head)
{
  cd_json_open_object(fall->json, NULL, CD_JSON_FLAT);
  cd_json_integer(fall->json, "at", fall->rows++);
  cd_json_text(fall->json, "head", head);
  cd_json_close_object(fall->json);
}

static void write_bar(Fall *fall, const char *label, double from, double to, const char *way)
{
  g_autofree char *told = cd_figure_change(CD_FIGURE_MONEY, to - from);
  cd_json_open_object(fall->json, NULL, CD_JSON_FLAT);
  cd_json_integer(fall->json, "at", fall->rows++);
  cd_json_text(fall->json, "label", label);
  cd_json_text(fall->json, "told", told);
  cd_json_number(fall->json, "from", from);
  cd_json_number(fall->json, "to", to);
  cd_json_text(fall->json, "way", way);
  cd_json_close_object(fall->json);
}

/* Each bar begins where the one before ends. */
static void write_layers(Fall *fall, bool scale)
{
  for (int l = 0; l < CD_LAYER_COUNT; l++) {
    CdFinding finding;
    guint value = cd_total_at(fall->results, (CdMetricKind)(CD_METRIC_LAYER + l));
    if (cd_layer_is_scale((CdLayer)l) != scale || !cd_finding_make(fall->results, fall->a, fall->b, value, &finding))
      continue;
    double change = finding.value.d.mean;
    if (!(fabs(change) >= LEAST_SHOWN))
      continue;
    write_bar(fall, cd_layer_label((CdLayer)l), fall->reached, fall->reached + change, change > 0 ? "more" : "less");
    fall->reached += change;
  }
}

static void write_fall(CdSection section, guint a, guint b, const CdFinding *cost)
{
  const CdResults *results = section.results;
  CdChart chart;
  Fall fall = {&chart.json, results, a, b, 0, 0};
  cd_chart_begin(&chart);
  cd_json_open_object(&chart.json, "data", CD_JSON_FLAT);
  cd_json_open_array(&chart.json, "values", CD_JSON_FLAT);
  write_head(&fall, "Scale");
  write_layers(&fall, true);
  write_head(&fall, "Care, the provider and its price, and the cost of change");
  write_layers(&fall, false);
  write_head(&fall, "Together");
  write_bar(&fall, "Yearly cost", 0, cost->value.d.mean, "all");
  cd_json_close_array(&chart.json);
  cd_json_close_object(&chart.json);
  cd_json_integer(&chart.json, "height", fall.rows * CD_CHART_ROW_HEIGHT);
  cd_chart_row_axis(&chart, CD_FIGURE_MONEY, "Difference in yearly cost");
  cd_json_open_array(&chart.json, "layer", CD_JSON_FLAT);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    cd_chart_constant(&chart, NULL, marks[i]);
  cd_chart_row_texts(&chart, TOLD);
  cd_json_close_array(&chart.json);

  g_autofree char *phrase = cd_finding_cost_phrase(results, a, b, false);
  g_autofree char *change = cd_figure_change(CD_FIGURE_MONEY, cd_scale_difference(results, a, b));
  g_autofree char *scale =
      cost->value.verdict == CD_VERDICT_NONE ? g_strdup("") : g_strdup_printf(", %s of it scale", change);
  g_autofree char *headline = g_strdup_printf("“%s” against “%s”: %s%s", cd_option_label(results, a),
                                              cd_option_label(results, b), phrase, scale);
  g_autofree char *id = g_strdup_printf("chart-layers-%u", a + 1);
  g_autofree char *shown = g_strdup_printf(
      "Means of the differences, layer by layer. Each bar begins where the one above it ends; together they make the "
      "difference in yearly cost. To the right: dearer than “%s”; to the left: cheaper.",
      cd_option_label(results, b));
  cd_page_chart(section.page, &chart, id, headline, shown);
}

void cd_chart_of_layers(CdSection section)
{
  const CdResults *results = section.results;
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  guint joint = (guint)root->joint, apart = (guint)root->apart;
  CdFinding cost;
  guint value = cd_total_at(results, CD_METRIC_COST_ANNUAL);
  if (cd_finding_make(results, apart, joint, value, &cost))
    write_fall(section, apart, joint, &cost);
  bool opened = false;
  for (guint s = 0; s < results->n_structures; s++) {
    if (s == apart || !cd_finding_make(results, s, joint, value, &cost))
      continue;
    if (!opened) {
      g_autofree char *summary = g_strdup_printf("The other options against “%s”", cd_option_label(results, joint));
      cd_page_raw(section.page, "<details>");
      cd_page_element(section.page, "summary", NULL, summary);
    }
    opened = true;
    write_fall(section, s, joint, &cost);
  }
  if (opened)
    cd_page_raw(section.page, "</details>\n");
}
