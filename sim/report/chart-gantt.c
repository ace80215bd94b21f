#include "sim/report/chart-gantt.h"

#include <math.h>
#include <string.h>
#include "sim/report/figure.h"

#define LEAST_SHOWN 0.05 /* months: what rounds to nought has no bar */
#define FARTHEST 1200.0  /* months: what is farther from the plan is not drawn */
#define TICKS 9          /* at most; a narrow screen leaves some out */

/* Pixels. */
#define LABEL 22.0 /* above each bar */
#define BAR 18.0
#define LANE_GAP 4.0
#define LANE 10.0 /* of the start, below it */
#define ROW 66.0
#define LINE 22.0 /* of the key */
#define KEY_GAP 4.0
#define SWATCH 14.0

CdGantt *cd_gantt_new(const char *const *stage, guint n_stages, int plan)
{
  CdGantt *gantt = g_new(CdGantt, 1);
  *gantt = (CdGantt){n_stages, g_memdup2(stage, n_stages * sizeof *stage), plan,
                     g_array_new(FALSE, FALSE, sizeof(CdGanttRow))};
  return gantt;
}

void cd_gantt_free(CdGantt *gantt)
{
  if (!gantt)
    return;
  for (guint i = 0; i < gantt->rows->len; i++)
    g_free(g_array_index(gantt->rows, CdGanttRow, i).stage);
  g_array_unref(gantt->rows);
  g_free(gantt->stage);
  g_free(gantt);
}

void cd_gantt_add(CdGantt *gantt, CdGanttRow row)
{
  row.stage = g_memdup2(row.stage, gantt->n_stages * sizeof *row.stage);
  g_array_append_val(gantt->rows, row);
}

static bool is_shown(const CdGantt *gantt, guint stage)
{
  for (guint i = 0; i < gantt->rows->len; i++)
    if (g_array_index(gantt->rows, CdGanttRow, i).stage[stage] >= LEAST_SHOWN)
      return true;
  return false;
}

guint cd_gantt_number(const CdGantt *gantt, guint stage)
{
  guint n = 0;
  for (guint s = 0; s <= stage; s++)
    n += is_shown(gantt, s);
  return is_shown(gantt, stage) ? n : 0;
}

/* --- Where everything stands ------------------------------------------------------------------------------------------ */

typedef struct {
  CdJson *json;
  const CdGantt *gantt;
  double from, to; /* what the axis spans */
} Drawing;

/* MONTH, if it can be drawn: within a lifetime of the plan. */
static double drawable(double month, int plan)
{
  return fabs(month - plan) <= FARTHEST ? month : plan;
}

static void find_span(Drawing *drawing)
{
  int plan = drawing->gantt->plan;
  for (guint i = 0; i < drawing->gantt->rows->len; i++) {
    const CdGanttRow *row = &g_array_index(drawing->gantt->rows, CdGanttRow, i);
    double first = drawable(row->decided, plan), last = fmax(drawable(row->start, plan), drawable(row->p95, plan));
    drawing->from = fmin(i ? drawing->from : plan, first);
    drawing->to = fmax(i ? drawing->to : plan, last);
  }
  drawing->from = floor(drawing->from);
  drawing->to = ceil(drawing->to);
}

static void begin_mark(Drawing *drawing, double top, double bottom)
{
  cd_json_open_object(drawing->json, NULL, CD_JSON_FLAT);
  cd_json_number(drawing->json, "top", top);
  cd_json_number(drawing->json, "bottom", bottom);
}

/* A box of the LOOK that marks[] have. */
static void begin_box(Drawing *drawing, const char *look, double from, double to, double top, double bottom)
{
  begin_mark(drawing, top, bottom);
  cd_json_text(drawing->json, "look", look);
  cd_json_number(drawing->json, "from", from);
  cd_json_number(drawing->json, "to", to);
}

static void write_box(Drawing *drawing, const char *look, double from, double to, double top, double bottom)
{
  if (to - from < LEAST_SHOWN)
    return;
  begin_box(drawing, look, from, to, top, bottom);
  cd_json_close_object(drawing->json);
}

/* "Apr to Dec 2022", "Nov 2022 to Jan 2023", "Apr 2022". */
static char *span_text(double from, double to)
{
  double first = floor(from + 0.5), last = floor(to + 0.5);
  g_autofree char *a = cd_figure_month_brief(first), *b = cd_figure_month_brief(last);
  if (g_str_equal(a, b))
    return g_strdup(b);
  if (floor(first / 12) == floor(last / 12))
    a[strcspn(a, " ")] = '\0';
  return g_strdup_printf("%s to %s", a, b);
}

/* Each stage begins where the one before it ends. Returns where the last does. */
static double write_stages(Drawing *drawing, const CdGanttRow *row, double top)
{
  double reached = row->decided;
  for (guint s = 0; s < drawing->gantt->n_stages; s++) {
    double end = reached + row->stage[s];
    if (row->stage[s] >= LEAST_SHOWN) {
      begin_box(drawing, "stage", reached, end, top, top + BAR);
      g_autofree char *number = g_strdup_printf("%u", cd_gantt_number(drawing->gantt, s));
      cd_json_integer(drawing->json, "stage", s + 1);
      cd_json_text(drawing->json, "number", number);
      cd_json_number(drawing->json, "middle", (reached + end) / 2);
      cd_json_number(drawing->json, "at", top + BAR / 2);
      cd_json_number(drawing->json, "part", row->stage[s] / (drawing->to - drawing->from));
      cd_json_close_object(drawing->json);
    }
    reached = end;
  }
  return reached;
}

/* Where it has, dates of the start stand beside its line, and labels have the width of the drawing. */
static bool has_room_before_the_plan(const Drawing *drawing)
{
  return drawing->gantt->plan - drawing->from >= (drawing->to - drawing->from) / 2;
}

static void write_row(Drawing *drawing, const CdGanttRow *row, double y)
{
  double bar = y + LABEL, lane = bar + BAR + LANE_GAP;
  g_autofree char *told = span_text(row->p5, row->p95);
  bool beside = has_room_before_the_plan(drawing);
  cd_json_open_object(drawing->json, NULL, CD_JSON_FLAT);
  cd_json_number(drawing->json, "at", y + LABEL / 2);
  cd_json_text(drawing->json, beside ? "label" : "short", row->label);
  if (!beside)
    cd_json_text(drawing->json, "above", told);
  cd_json_close_object(drawing->json);
  double ready = write_stages(drawing, row, bar);
  write_box(drawing, "spare", ready, row->start, bar, bar + BAR);
  write_box(drawing, "covered", drawing->gantt->plan, row->covered, lane, lane + LANE);
  write_box(drawing, "gap", row->covered, row->start, lane, lane + LANE);
  write_box(drawing, "spread", row->p5, row->p95, lane + LANE / 2 - 1.5, lane + LANE / 2 + 1.5);
  begin_mark(drawing, bar - 3, lane + LANE + 3);
  cd_json_number(drawing->json, "plan", drawing->gantt->plan);
  if (beside) {
    cd_json_number(drawing->json, "at", lane + LANE / 2);
    cd_json_text(drawing->json, "told", told);
  }
  cd_json_close_object(drawing->json);
  cd_json_open_object(drawing->json, NULL, CD_JSON_FLAT);
  cd_json_number(drawing->json, "at", lane + LANE / 2);
  cd_json_number(drawing->json, "start", row->start);
  cd_json_close_object(drawing->json);
}

/* STAGE from 1, or 0 and a LOOK. */
static void write_key(Drawing *drawing, guint stage, const char *look, const char *number, const char *line, double *y)
{
  begin_mark(drawing, *y + (LINE - SWATCH) / 2, *y + (LINE + SWATCH) / 2);
  cd_json_text(drawing->json, "key", look);
  if (stage) {
    cd_json_integer(drawing->json, "stage", stage);
    cd_json_text(drawing->json, "number", number);
  }
  cd_json_number(drawing->json, "at", *y + LINE / 2);
  cd_json_text(drawing->json, "line", line);
  cd_json_close_object(drawing->json);
  *y += LINE;
}

/* Whether any row has a box of that kind: EARLY, ready before the planned start; EXTENDED; UNCOVERED. */
typedef struct {
  bool early, extended, uncovered;
} Boxes;

static Boxes boxes_of(const CdGantt *gantt)
{
  Boxes any = {false, false, false};
  for (guint i = 0; i < gantt->rows->len; i++) {
    const CdGanttRow *row = &g_array_index(gantt->rows, CdGanttRow, i);
    double ready = row->decided;
    for (guint s = 0; s < gantt->n_stages; s++)
      ready += row->stage[s];
    any.early = any.early || row->start - ready >= LEAST_SHOWN;
    any.extended = any.extended || row->covered - gantt->plan >= LEAST_SHOWN;
    any.uncovered = any.uncovered || row->start - row->covered >= LEAST_SHOWN;
  }
  return any;
}

/* Returns where it ends. */
static double write_keys(Drawing *drawing, double y)
{
  const CdGantt *gantt = drawing->gantt;
  for (guint s = 0; s < gantt->n_stages; s++) {
    g_autofree char *number = g_strdup_printf("%u", cd_gantt_number(gantt, s));
    if (is_shown(gantt, s))
      write_key(drawing, s + 1, "stage", number, gantt->stage[s], &y);
  }
  Boxes any = boxes_of(gantt);
  if (any.early)
    write_key(drawing, 0, "spare", NULL, "Ready, waiting for the planned start", &y);
  write_key(drawing, 0, "start", NULL, "Start: mean, and 90% of single runs", &y);
  if (any.extended)
    write_key(drawing, 0, "covered", NULL, "The old contract is extended", &y);
  if (any.uncovered)
    write_key(drawing, 0, "gap", NULL, "No contract covers these months", &y);
  return y;
}

/* --- How it looks ----------------------------------------------------------------------------------------------------- */

#define AT(field) "{'field': '" field "', 'type': 'quantitative'}"
#define IS(field, value) "{'transform': [{'filter': {'field': '" field "', 'equal': '" value "'}}], "
#define HAS(field) "{'transform': [{'filter': 'isValid(datum." field ")'}], "
#define HEIGHT "'y': " AT("top") ", 'y2': {'field': 'bottom'}"
#define KEY_X "'x': {'value': 0}, 'x2': {'value': 22}" /* pixels */
#define KEY_MIDDLE "{'value': 11}"
#define KEY_TEXT "30"

/* A look, in the drawing and in its key. */
#define BOX(look, mark, more)                                                                                          \
  IS("look", look)                                                                                                     \
  "'mark': {'type': 'rect', 'opacity': 1, " mark                                                                       \
  "}, 'encoding': {'x': " AT("from") ", 'x2': {'field': 'to'}, " HEIGHT more "}}"
#define KEY(look, mark, more)                                                                                          \
  IS("key", look) "'mark': {'type': 'rect', 'opacity': 1, " mark "}, 'encoding': {" KEY_X ", " HEIGHT more "}}"

/* Neighbours differ in lightness, so that the bars read in grey too; numbers are dark on light and light on dark. */
#define STAGE "'stroke': '#0b0c0c', 'strokeWidth': 1"
#define COLOURS                                                                                                        \
  ", 'color': {'field': 'stage', 'type': 'ordinal', 'legend': null, 'scale': {'domain': [1, 2, 3, 4, 5, 6, 7, 8, "     \
  "9, 10, 11, 12, 13], 'range': ['#12436D', '#A285D1', '#28A197', '#801650', '#F46A25', '#ffffff', '#D4C8EA', "        \
  "'#12436D', "                                                                                                        \
  "'#28A197', '#F46A25', '#801650', '#3D3D3D', '#d9dbdd']}}"
#define ON_DARK "{'field': 'stage', 'oneOf': [1, 4, 8, 11, 12]}"
#define SPARE "'color': '#ffffff', 'stroke': '#3D3D3D', 'strokeWidth': 1, 'strokeDash': [2, 2]"
#define COVERED "'color': '#ffffff', 'stroke': '#12436D', 'strokeWidth': 2"
#define GAP "'color': '#ffffff', 'stroke': '#801650', 'strokeWidth': 2, 'strokeDash': [3, 3]"
#define START                                                                                                          \
  "'mark': {'type': 'point', 'shape': 'diamond', 'filled': true, 'opacity': 1, 'size': 110, 'color': '#F46A25', "      \
  "'stroke': '#0b0c0c', 'strokeWidth': 1}, "
#define TEXT(role, align, x, more)                                                                                     \
  HAS(role)                                                                                                            \
  "'mark': {'type': 'text', 'baseline': 'middle', 'align': '" align "', " more "}, 'encoding': {'x': {'value': " x     \
  "}, 'y': " AT("at") ", 'text': {'field': '" role "'}}}"
/* A number where there is room for it: a digit is some 8 pixels wide. Specs hold no < or >, which would end the script they stand in. */
#define NUMBER(of, more, x)                                                                                            \
  "{'transform': [{'filter': 'isValid(datum." of ")'}" more                                                            \
  "], 'mark': {'type': 'text', 'baseline': 'middle', 'align': 'center', 'fontWeight': 'bold'}, 'encoding': {'x': " x   \
  ", 'y': " AT("at") ", 'text': {'field': 'number'}, 'color': {'condition': {'test': " ON_DARK                         \
                     ", 'value': '#ffffff'}, 'value': '#0b0c0c'}}}"

static const char *const marks[] = {
    HAS("tick") "'mark': {'type': 'rule', 'color': '#d9dbdd'}, 'encoding': {'x': " AT("tick") ", " HEIGHT "}}",
    BOX("stage", STAGE, COLOURS),
    BOX("spare", SPARE, ""),
    BOX("covered", COVERED, ""),
    BOX("gap", GAP, ""),
    HAS("plan") "'mark': {'type': 'rule', 'color': '#0b0c0c', 'strokeWidth': 2}, 'encoding': {'x': " AT(
        "plan") ", " HEIGHT "}}",
    BOX("spread", "'color': '#3D3D3D'", ""),
    HAS("start") START "'encoding': {'x': " AT("start") ", 'y': " AT("at") "}}",
    NUMBER("part", ", {'filter': 'max(datum.part * width, 11) !== 11'}", AT("middle")),
    KEY("stage", STAGE, COLOURS),
    KEY("spare", SPARE, ""),
    KEY("covered", COVERED, ""),
    KEY("gap", GAP, ""),
    IS("key", "start") "'mark': {'type': 'rule', 'color': '#3D3D3D', 'strokeWidth': 3}, 'encoding': {" KEY_X
                       ", 'y': " AT("at") "}}",
    IS("key", "start") START "'encoding': {'x': " KEY_MIDDLE ", 'y': " AT("at") "}}",
    NUMBER("line", ", {'filter': 'isValid(datum.number)'}", KEY_MIDDLE),
    TEXT("label", "left", "0", "'limit': {'expr': 'width'}"),
    TEXT("short", "left", "0", "'limit': {'expr': 'width - 152'}"),
    TEXT("above", "right", "'width'", "'limit': 148"),
    HAS("told") "'mark': {'type': 'text', 'baseline': 'middle', 'align': 'right', 'dx': -9}, 'encoding': {'x': " AT(
        "plan") ", 'y': " AT("at") ", 'text': {'field': 'told'}}}",
    TEXT("line", "left", KEY_TEXT, "'limit': {'expr': 'width - " KEY_TEXT "'}"),
};

/* Months between ticks: so that a year is divided evenly, or years are counted. */
static int tick_step(double months)
{
  static const int steps[] = {1, 2, 3, 6, 12, 24, 60, 120};
  guint i = 0;
  while (i + 1 < G_N_ELEMENTS(steps) && months / steps[i] > TICKS)
    i++;
  return steps[i];
}

static int first_tick(const Drawing *drawing, int step)
{
  return (int)ceil(drawing->from / step) * step;
}

static void write_ticks(Drawing *drawing, double height)
{
  int step = tick_step(drawing->to - drawing->from);
  for (int month = first_tick(drawing, step); month <= drawing->to; month += step) {
    begin_mark(drawing, 0, height);
    cd_json_number(drawing->json, "tick", month);
    cd_json_close_object(drawing->json);
  }
}

static void write_domain(CdJson *json, double from, double to, bool reverse)
{
  cd_json_open_object(json, "scale", CD_JSON_FLAT);
  cd_json_open_array(json, "domain", CD_JSON_FLAT);
  cd_json_number(json, NULL, from);
  cd_json_number(json, NULL, to);
  cd_json_close_array(json);
  cd_json_bool(json, "zero", false);
  cd_json_bool(json, "nice", false);
  cd_json_bool(json, "reverse", reverse);
  cd_json_close_object(json);
}

static void write_scales(const Drawing *drawing, double height)
{
  CdJson *json = drawing->json;
  int step = tick_step(drawing->to - drawing->from);
  g_autofree char *month = cd_figure_month(drawing->gantt->plan),
                  *title = g_strdup_printf("Upright line: planned start, %s", month);
  cd_json_open_object(json, "encoding", CD_JSON_FLAT);
  cd_json_open_object(json, "x", CD_JSON_FLAT);
  cd_json_text(json, "type", "quantitative");
  write_domain(json, drawing->from, drawing->to, false);
  cd_json_open_object(json, "axis", CD_JSON_FLAT);
  cd_json_text(json, "title", title);
  cd_json_text(json, "orient", "top");
  cd_json_bool(json, "grid", false);
  cd_json_bool(json, "labelFlush", true);
  cd_json_open_array(json, "values", CD_JSON_FLAT);
  for (int at = first_tick(drawing, step); at <= drawing->to; at += step)
    cd_json_number(json, NULL, at);
  cd_json_close_array(json);
  cd_json_text(
      json, "labelExpr",
      "['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][datum.value % 12] + "
      "' ' + floor(datum.value / 12)");
  cd_json_close_object(json);
  cd_json_close_object(json);
  cd_json_open_object(json, "y", CD_JSON_FLAT);
  cd_json_text(json, "type", "quantitative");
  cd_json_null(json, "axis");
  write_domain(json, 0, height, true);
  cd_json_close_object(json);
  cd_json_close_object(json);
}

void cd_chart_gantt(CdChart *chart, const CdGantt *gantt)
{
  Drawing drawing = {&chart->json, gantt, 0, 0};
  CdJson *json = &chart->json;
  double rows = gantt->rows->len * ROW;
  find_span(&drawing);
  cd_json_open_object(json, "data", CD_JSON_FLAT);
  cd_json_open_array(json, "values", CD_JSON_FLAT);
  write_ticks(&drawing, rows);
  for (guint i = 0; i < gantt->rows->len; i++)
    write_row(&drawing, &g_array_index(gantt->rows, CdGanttRow, i), i * ROW);
  double height = write_keys(&drawing, rows + KEY_GAP);
  cd_json_close_array(json);
  cd_json_close_object(json);
  cd_json_number(json, "height", height);
  write_scales(&drawing, height);
  cd_json_open_array(json, "layer", CD_JSON_FLAT);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    cd_chart_constant(chart, NULL, marks[i]);
  cd_json_close_array(json);
}
