#include "sim/report/influence-words.h"
#include "sim/report/input.h"
#include "sim/report/page-charts.h"

#define SHOWN 10u

#define QUANTITY(field) "{'field': '" field "', 'type': 'quantitative'}"

/* The bar runs from where the assumption is low (a ring) to where it is high (a dot); thin bars are the intervals of both. */
static const char *const marks[] = {
    "{'mark': {'type': 'tick', 'orient': 'vertical', 'size': 24, 'thickness': 1, 'opacity': 1, 'color': "
    "'#3D3D3D', " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW ", 'x': {'datum': 0}}}",
    "{'mark': {'type': 'tick', 'orient': 'vertical', 'size': 24, 'thickness': 2, 'opacity': 1, 'color': "
    "'#F46A25', " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW ", 'x': " QUANTITY("mean") "}}",
    "{'mark': {'type': 'bar', 'height': 12, 'color': '#28A197', " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW
    ", 'x': " QUANTITY("low") ", 'x2': {'field': 'high'}}}",
    "{'mark': {'type': 'bar', 'height': 3, 'color': '#3D3D3D', " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW
    ", 'x': " QUANTITY("lowFrom") ", 'x2': {'field': 'lowTo'}}}",
    "{'mark': {'type': 'bar', 'height': 3, 'color': '#3D3D3D', " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW
    ", 'x': " QUANTITY("highFrom") ", 'x2': {'field': 'highTo'}}}",
    "{'mark': {'type': 'point', 'filled': true, 'fill': '#ffffff', 'opacity': 1, 'size': 70, 'stroke': '#12436D', "
    "'strokeWidth': 2, " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW ", 'x': " QUANTITY("low") "}}",
    "{'mark': {'type': 'point', 'filled': true, 'opacity': 1, 'size': 70, 'color': '#12436D', 'stroke': "
    "'#ffffff', " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW ", 'x': " QUANTITY("high") "}}",
};

static void write_row(CdJson *json, const CdResults *results, const CdQuestion *question, guint at)
{
  const CdInfluence *it = &question->influences->influence[at];
  g_autofree char *name = cd_input_name(results->scenario, cd_influence_input(results, it));
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_integer(json, "at", at);
  cd_json_text(json, "label", name);
  cd_json_number(json, "mean", question->influences->mean);
  cd_json_number(json, "low", it->low.d.d.mean);
  cd_json_number(json, "lowFrom", it->low.d.d.low);
  cd_json_number(json, "lowTo", it->low.d.d.high);
  cd_json_number(json, "high", it->high.d.d.mean);
  cd_json_number(json, "highFrom", it->high.d.d.low);
  cd_json_number(json, "highTo", it->high.d.d.high);
  cd_json_close_object(json);
}

static char *headline_of(const CdResults *results, const CdQuestion *question)
{
  const CdInfluence *first = &question->influences->influence[0];
  g_autofree char *title = cd_question_title(results, question),
                  *name = cd_input_name(results->scenario, cd_influence_input(results, first)),
                  *ends = cd_influence_ends(results, question, first),
                  *reversal = cd_influence_reversal(results, question);
  return g_strdup_printf("%s, turns most on “%s”: %s; %s", title, name, ends, reversal);
}

void cd_chart_of_influences(CdSection section, const CdQuestion *question)
{
  const CdResults *results = section.results;
  guint rows = MIN(question->influences->n_told, SHOWN);
  const CdMetric *metric = cd_metric(results->layout->kind[question->value]);
  if (rows == 0)
    return;
  CdChart chart;
  cd_chart_begin(&chart);
  cd_json_integer(&chart.json, "height", rows * CD_CHART_ROW_HEIGHT);
  cd_json_open_object(&chart.json, "data", CD_JSON_FLAT);
  cd_json_open_array(&chart.json, "values", CD_JSON_FLAT);
  for (guint i = 0; i < rows; i++)
    write_row(&chart.json, results, question, i);
  cd_json_close_array(&chart.json);
  cd_json_close_object(&chart.json);
  g_autofree char *axis = g_strdup_printf("Difference: %s", metric->label);
  cd_chart_row_axis(&chart, cd_figure_kind(metric->unit), axis);
  cd_json_open_array(&chart.json, "layer", CD_JSON_FLAT);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    cd_chart_constant(&chart, NULL, marks[i]);
  cd_chart_row_texts(&chart, 0); /* names are long, and the table has the numbers */
  cd_json_close_array(&chart.json);
  g_autofree char *headline = headline_of(results, question);
  cd_page_chart(
      section.page, &chart, "chart-influences", headline,
      "Each row is an assumption, the most influential first. The ring is the mean of the difference where the "
      "assumption is in the lowest fifth of its range, the dot where it is in the highest fifth, all others "
      "varying as they do; thin bars are 95% intervals of both. The thick tick is the mean over all, the thin "
      "one nought: a bar that crosses it reverses the answer.");
}
