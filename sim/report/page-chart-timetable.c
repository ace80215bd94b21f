#include "sim/report/page-charts.h"

#define TOLD 106 /* pixels: "3.7 months late" */
#define FROM_TO(from, to, mark)                                                                                        \
  "{'mark': {'type': 'bar', " mark ", " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW ", 'x': {'field': '" from        \
  "', 'type': 'quantitative'}, 'x2': {'field': '" to "'}}}"

static const char *const marks[] = {
    FROM_TO("decision", "plan", "'height': 12, 'color': '#12436D'"),
    FROM_TO("plan", "covered", "'height': 12, 'filled': false, 'stroke': '#12436D', 'strokeWidth': 2"),
    FROM_TO("covered", "start",
            "'height': 12, 'filled': false, 'stroke': '#801650', 'strokeWidth': 2, 'strokeDash': [3, 3]"),
    FROM_TO("p5", "p95", "'height': 3, 'color': '#3D3D3D'"),
    "{'mark': {'type': 'point', 'shape': 'diamond', 'filled': true, 'opacity': 1, 'size': 110, 'color': '#F46A25', "
    "'stroke': "
    "'#0b0c0c', 'strokeWidth': 1, " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW
    ", 'x': {'field': 'start', 'type': 'quantitative'}}}",
};

/* Months from the planned start. The delay is what an extension covers and what nothing does, so that their means add up. */
static void write_row(CdJson *json, const CdResults *results, guint structure)
{
  const CdCalendarSpec *calendar = cd_scenario_calendar(results->scenario, 0);
  const CdSummary *delay = cd_option_total(results, structure, CD_METRIC_START_DELAY);
  g_autofree char *late = cd_figure(CD_FIGURE_TIME, delay->mean);
  g_autofree char *told = g_strdup_printf("%s months late", late);
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_integer(json, "at", structure);
  cd_json_text(json, "label", cd_option_label(results, structure));
  cd_json_text(json, "told", told);
  cd_json_number(json, "decision", calendar->decision - calendar->planned_start);
  cd_json_number(json, "plan", 0);
  cd_json_number(json, "covered", cd_option_total(results, structure, CD_METRIC_EXTENSION)->mean);
  cd_json_number(json, "start", delay->mean);
  cd_json_number(json, "p5", delay->p5);
  cd_json_number(json, "p95", delay->p95);
  cd_json_close_object(json);
}

void cd_chart_of_timetable(CdSection section)
{
  const CdResults *results = section.results;
  CdChart chart;
  cd_chart_begin(&chart);
  cd_json_open_object(&chart.json, "data", CD_JSON_FLAT);
  cd_json_open_array(&chart.json, "values", CD_JSON_FLAT);
  for (guint s = 0; s < results->n_structures; s++)
    write_row(&chart.json, results, s);
  cd_json_close_array(&chart.json);
  cd_json_close_object(&chart.json);
  cd_json_integer(&chart.json, "height", results->n_structures * CD_CHART_ROW_HEIGHT);
  cd_chart_row_axis(&chart, CD_FIGURE_TIME, "Months from the planned start");
  cd_json_open_array(&chart.json, "layer", CD_JSON_FLAT);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    cd_chart_constant(&chart, NULL, marks[i]);
  cd_chart_row_texts(&chart, TOLD);
  cd_json_close_array(&chart.json);
  g_autofree char *headline = cd_chart_headline(results, "Start of the new service", CD_METRIC_START_DELAY);
  cd_page_chart(
      section.page, &chart, "chart-timetable", headline,
      "From the decision to the start: the filled bar runs from the decision to the planned start, the outlined one "
      "covers the months for which the old contract is extended, the dashed one those that no contract covers "
      "(means). The diamond is the mean start, the thin bar the spread of 90% of single runs.");
}
