#include "sim/report/page-charts.h"

#define PANEL 68 /* pixels; above it stands its option's label */
#define X(title)                                                                                                       \
  "'x': {'field': 'year', 'type': 'quantitative', 'scale': {'nice': false}, 'axis': {'title': " title                  \
  ", 'tickMinStep': 1, 'format': 'd', 'grid': false}}"
#define Y(field)                                                                                                       \
  "'y': {'field': '" field "', 'type': 'quantitative', 'axis': {'title': null, 'tickCount': 4, 'format': ',~f'}}"
#define KNOWN(field) "{'transform': [{'filter': 'isValid(datum." field ")'}], 'mark': "

/* Of a panel, back to front: rows have the month "m" with the difference "d" and its band "a" to "b"; one has the "label". */
#define AREA(title)                                                                                                    \
  KNOWN("a")                                                                                                           \
  "{'type': 'area', 'color': '#28A197', 'opacity': 0.4}, 'encoding': {" X(title) ", " Y("a") ", 'y2': {'field': "      \
                                                                                             "'b'}}}"
#define LINE(title)                                                                                                    \
  KNOWN("d") "{'type': 'line', 'color': '#12436D', 'strokeWidth': 2}, 'encoding': {" X(title) ", " Y("d") "}}"
#define NOUGHT "{'mark': {'type': 'rule', 'color': '#3D3D3D'}, 'encoding': {'y': {'datum': 0, 'type': 'quantitative'}}}"
#define LABEL                                                                                                          \
  KNOWN("label")                                                                                                       \
  "{'type': 'text', 'align': 'left', 'baseline': 'bottom', 'limit': {'expr': 'width'}}, 'encoding': "                  \
  "{'x': {'value': 0}, 'y': {'value': -7}, 'text': {'field': 'label'}}}"
#define PANEL_MARKS(title) "[" AREA(title) ", " NOUGHT ", " LINE(title) ", " LABEL "]"

/* What is drawn: every month while a service settles, then one in three, for lines are smooth by then. */
static bool is_drawn(guint month, guint n_months)
{
  guint settled = CD_MONTHS_BEFORE + 24;
  return month + 1 == n_months || month == 0 ||
         (month + 1 >= CD_MONTHS_BEFORE && (month < settled || (month - settled) % 3 == 0));
}

static void write_month(CdJson *json, int month, const CdMonthSpread *spread)
{
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_number(json, "m", month);
  cd_json_number(json, "d", spread->change);
  cd_json_number(json, "a", spread->change_p5);
  cd_json_number(json, "b", spread->change_p95);
  cd_json_close_object(json);
}

static void write_panel(CdChart *chart, const CdResults *results, guint option, CdMonthFigure figure, bool last)
{
  CdJson *json = &chart->json;
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_integer(json, "height", PANEL);
  cd_json_open_object(json, "data", CD_JSON_FLAT);
  cd_json_open_array(json, "values", CD_JSON_FLAT);
  for (guint month = 0; month < results->months->layout.n_months; month++)
    if (is_drawn(month, results->months->layout.n_months))
      write_month(json, (int)month - CD_MONTHS_BEFORE, cd_month_spread(results->months, option, month, figure));
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_text(json, "label", cd_option_label(results, option));
  cd_json_close_object(json);
  cd_json_close_array(json);
  cd_json_close_object(json);
  cd_chart_constant(chart, "transform", "[{'calculate': 'datum.m / 12', 'as': 'year'}]");
  cd_chart_constant(chart, "layer", last ? PANEL_MARKS("'Years from the planned start'") : PANEL_MARKS("null"));
  cd_json_close_object(json);
}

static void chart_of(CdSection section, const char *id, const char *headline, const char *told, CdMonthFigure figure)
{
  const CdResults *results = section.results;
  CdOptions shown = cd_options_shown(results);
  guint baseline = cd_option_baseline(results), last = shown.at[shown.n - 1];
  if (last == baseline && shown.n > 1)
    last = shown.at[shown.n - 2];
  CdChart chart;
  cd_chart_begin(&chart);
  cd_json_open_array(&chart.json, "vconcat", CD_JSON_FLAT);
  for (guint i = 0; i < shown.n; i++)
    if (shown.at[i] != baseline)
      write_panel(&chart, results, shown.at[i], figure, shown.at[i] == last);
  cd_json_close_array(&chart.json);
  cd_chart_constant(&chart, "resolve", "{'scale': {'x': 'shared', 'y': 'shared'}}");
  cd_json_integer(&chart.json, "spacing", 30);
  cd_page_chart(section.page, &chart, id, headline, told);
}

void cd_chart_of_months(CdSection section)
{
  const CdResults *results = section.results;
  if (results->n_structures < 2)
    return;
  g_autofree char *completions = cd_chart_headline(results, "Successful completions in the first year",
                                                   CD_METRIC_COMPLETIONS_FIRST),
                  *treated = cd_chart_headline(results, "People in treatment at a time", CD_METRIC_CASELOAD);
  chart_of(
      section, "chart-months-completions", completions,
      "Completions a month, more (above the line at nought) or fewer (below it) than under business as usual, a panel "
      "for each other option, all on one scale: the line is the mean over the sets of assumptions, the band holds 90% "
      "of them. Both are expected numbers: in a single month chance moves real ones further.",
      CD_MONTH_FIGURE_COMPLETIONS);
  chart_of(
      section, "chart-months-treated", treated,
      "People in treatment at the beginning of each month, more or fewer than under business as usual; drawn likewise.",
      CD_MONTH_FIGURE_TREATED);
}
