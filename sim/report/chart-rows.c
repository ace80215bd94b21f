#include "sim/report/chart-rows.h"

static void clear_row(gpointer row)
{
  g_free(((CdChartRow *)row)->told);
}

GArray *cd_chart_rows_new(void)
{
  GArray *rows = g_array_new(FALSE, TRUE, sizeof(CdChartRow));
  g_array_set_clear_func(rows, clear_row);
  return rows;
}

void cd_chart_rows_head(GArray *rows, const char *label)
{
  CdChartRow row = {.label = label};
  g_array_append_val(rows, row);
}

void cd_chart_rows_add(GArray *rows, const char *label, char *told, const CdSummary *summary)
{
  CdChartRow row = {label, told, summary->mean, summary->low, summary->high, summary->p5, summary->p95};
  g_array_append_val(rows, row);
}

static void write_row(CdJson *json, guint at, const CdChartRow *row)
{
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_integer(json, "at", at);
  cd_json_text(json, row->told ? "label" : "head", row->label);
  if (row->told) {
    cd_json_text(json, "told", row->told);
    cd_json_number(json, "mean", row->mean);
    cd_json_number(json, "low", row->low);
    cd_json_number(json, "high", row->high);
    cd_json_number(json, "p5", row->p5);
    cd_json_number(json, "p95", row->p95);
  }
  cd_json_close_object(json);
}

void cd_chart_axis(CdJson *json, CdFigureKind kind, const char *title)
{
  cd_json_text(json, "title", title);
  cd_json_integer(json, "tickCount", 5);
  switch (kind) {
  case CD_FIGURE_MONEY:
    cd_json_text(json, "format", "$~s");
    cd_json_text(json, "labelExpr", "datum.value === 0 ? '£0' : replace(datum.label, 'M', 'm')");
    break;
  case CD_FIGURE_SHARE:
  case CD_FIGURE_PART:
    cd_json_text(json, "format", ".0%");
    break;
  default:
    cd_json_text(json, "format", ",~f");
  }
}

#define TOLD 132 /* pixels: "−£84.9k, no difference" */

#define QUANTITY(field) "{'field': '" field "', 'type': 'quantitative'}"
#define WHERE(field) "'transform': [{'filter': 'isValid(datum." field ")'}]"
#define BAR(from, to, height, color)                                                                                   \
  "{" WHERE(from) ", 'mark': {'type': 'bar', 'height': " height ", 'color': '" color "', " CD_CHART_BARS               \
                  "}, 'encoding': {" CD_CHART_ROW ", 'x': " QUANTITY(from) ", 'x2': {'field': '" to "'}}}"
#define TEXT(field, align, x, more)                                                                                    \
  "{" WHERE(field) ", 'mark': {'type': 'text', 'baseline': 'middle', 'align': '" align "', " more                      \
                   "}, 'encoding': {" CD_CHART_ROW ", 'x': {'value': " x "}, 'text': {'field': '" field "'}}}"

/* What stands in front comes later: the dot on its bars. Nought is a tick in each row, for a line would cross the labels. */
static const char *const marks[] = {
    "{" WHERE("told") ", 'mark': {'type': 'tick', 'orient': 'vertical', 'size': 24, 'thickness': 1, 'opacity': 1, "
                      "'color': '#3D3D3D', " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW ", 'x': {'datum': 0}}}",
    BAR("p5", "p95", "3", "#3D3D3D"),
    BAR("low", "high", "12", "#28A197"),
    "{" WHERE("mean") ", 'mark': {'type': 'point', 'filled': true, 'opacity': 1, 'size': 60, 'color': '#12436D', "
                      "'stroke': '#ffffff', " CD_CHART_BARS "}, 'encoding': {" CD_CHART_ROW
                      ", 'x': " QUANTITY("mean") "}}",
};

void cd_chart_row_texts(CdChart *chart, guint told)
{
  g_autofree char *label =
      g_strdup_printf(TEXT("label", "left", "0", CD_CHART_TEXTS ", 'limit': {'expr': 'width - %u'}"), told + 4);
  cd_chart_constant(chart, NULL, label);
  cd_chart_constant(chart, NULL, TEXT("told", "right", "'width'", CD_CHART_TEXTS));
  cd_chart_constant(
      chart, NULL,
      TEXT("head", "left", "0", "'yOffset': 6, 'fontWeight': 'bold', 'fontSize': 14, 'limit': {'expr': 'width'}"));
}

void cd_chart_row_axis(CdChart *chart, CdFigureKind kind, const char *title)
{
  CdJson *json = &chart->json;
  cd_json_open_object(json, "encoding", CD_JSON_FLAT);
  cd_json_open_object(json, "x", CD_JSON_FLAT);
  cd_json_text(json, "type", "quantitative");
  cd_json_open_object(json, "axis", CD_JSON_FLAT);
  cd_chart_axis(json, kind, title);
  cd_json_close_object(json);
  cd_json_close_object(json);
  cd_json_close_object(json);
}

void cd_chart_rows(CdChart *chart, CdFigureKind kind, const char *axis_title, GArray *rows)
{
  CdJson *json = &chart->json;
  cd_json_integer(json, "height", rows->len * CD_CHART_ROW_HEIGHT);
  cd_json_open_object(json, "data", CD_JSON_FLAT);
  cd_json_open_array(json, "values", CD_JSON_FLAT);
  for (guint i = 0; i < rows->len; i++)
    write_row(json, i, &g_array_index(rows, CdChartRow, i));
  cd_json_close_array(json);
  cd_json_close_object(json);
  cd_chart_row_axis(chart, kind, axis_title);
  cd_json_open_array(json, "layer", CD_JSON_FLAT);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    cd_chart_constant(chart, NULL, marks[i]);
  cd_chart_row_texts(chart, TOLD);
  cd_json_close_array(json);
}
