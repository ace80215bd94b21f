#include "sim/report/chart-flows.h"

#include "sim/report/figure.h"

#define LEAST_SHOWN 0.05 /* people: what rounds to nought has no band */

/* Pixels. */
#define THICKEST 100.0 /* all of a block's people together */
#define HEAD 30.0
#define LABEL 20.0 /* above each place */
#define GAP 10.0   /* below it */
#define LINE 20.0  /* of what crosses */
#define BLOCK_GAP 18.0

static void clear_band(gpointer band)
{
  g_free(((CdFlowBand *)band)->label);
  g_free(((CdFlowBand *)band)->told);
  g_free(((CdFlowBand *)band)->more);
}

static void clear_block(gpointer data)
{
  CdFlowBlock *block = data;
  g_ptr_array_unref(block->left);
  g_ptr_array_unref(block->right);
  g_array_unref(block->bands);
}

GArray *cd_flow_blocks_new(void)
{
  GArray *blocks = g_array_new(FALSE, TRUE, sizeof(CdFlowBlock));
  g_array_set_clear_func(blocks, clear_block);
  return blocks;
}

CdFlowBlock *cd_flow_blocks_add(GArray *blocks, const char *head, const char *more)
{
  CdFlowBlock block = {head, more, g_ptr_array_new(), g_ptr_array_new(), g_array_new(FALSE, TRUE, sizeof(CdFlowBand))};
  g_array_set_clear_func(block.bands, clear_band);
  g_array_append_val(blocks, block);
  return &g_array_index(blocks, CdFlowBlock, blocks->len - 1);
}

void cd_flow_band_add(CdFlowBlock *block, CdFlowBand band)
{
  if (band.people >= LEAST_SHOWN)
    g_array_append_val(block->bands, band);
  else
    clear_band(&band);
}

/* --- Where everything stands ------------------------------------------------------------------------------------------ */

typedef struct {
  CdJson *json;
  double each; /* pixels a person */
  double y;    /* how far down the drawing has come */
  guint bands;
} Drawing;

static const char *const ways[] = {[CD_FLOW_KEPT] = "kept", [CD_FLOW_SHARED] = "shared", [CD_FLOW_PARTED] = "parted"};

/* Where bands begin and end to bend, as parts of the width. */
#define BENDS 0.3
#define BENT 0.7

static void begin_mark(Drawing *drawing)
{
  cd_json_open_object(drawing->json, NULL, CD_JSON_FLAT);
}

static void write_text(Drawing *drawing, const char *role, double y, const char *text)
{
  begin_mark(drawing);
  cd_json_number(drawing->json, "y", y);
  cd_json_text(drawing->json, role, text);
  cd_json_close_object(drawing->json);
}

/* Tops of the places of one side, each with its label, people and bar; returns how far down they reach. */
static double write_side(Drawing *drawing, const CdFlowBlock *block, bool is_right, double *top)
{
  const GPtrArray *place = is_right ? block->right : block->left;
  double y = drawing->y;
  for (guint i = 0; i < place->len; i++) {
    double people = 0;
    for (guint b = 0; b < block->bands->len; b++) {
      const CdFlowBand *band = &g_array_index(block->bands, CdFlowBand, b);
      people += (is_right ? band->to : band->from) == i ? band->people : 0;
    }
    g_autofree char *n = cd_figure(CD_FIGURE_COUNT, people);
    const char *name = place->pdata[i];
    g_autofree char *label = is_right ? g_strconcat(name, " ", n, NULL) : g_strconcat(n, " ", name, NULL);
    write_text(drawing, is_right ? "right" : "left", y + LABEL - 8, label);
    top[i] = y + LABEL;
    y = top[i] + people * drawing->each;
    begin_mark(drawing);
    cd_json_number(drawing->json, "from", is_right ? 0.985 : 0);
    cd_json_number(drawing->json, "to", is_right ? 1 : 0.015);
    cd_json_number(drawing->json, "top", top[i]);
    cd_json_number(drawing->json, "bottom", y);
    cd_json_close_object(drawing->json);
    y += GAP;
  }
  return y;
}

/* Flat at both ends, bent between. */
static void write_band(Drawing *drawing, const CdFlowBand *band, double left, double right)
{
  static const double x[] = {0.015, BENDS, BENT, 0.985};
  for (guint i = 0; i < G_N_ELEMENTS(x); i++) {
    double top = i < 2 ? left : right;
    begin_mark(drawing);
    cd_json_integer(drawing->json, "band", drawing->bands);
    cd_json_text(drawing->json, "way", ways[band->way]);
    cd_json_number(drawing->json, "x", x[i]);
    cd_json_number(drawing->json, "top", top);
    cd_json_number(drawing->json, "bottom", top + band->people * drawing->each);
    cd_json_close_object(drawing->json);
  }
  drawing->bands++;
}

/* a, b, ..., z, aa, ab, ... */
static char *letters(guint n)
{
  return n < 26 ? g_strdup_printf("%c", 'a' + (int)n)
                : g_strdup_printf("%c%c", 'a' + (int)(n / 26 - 1) % 26, 'a' + (int)n % 26);
}

static guint n_told(const CdFlowBlock *block)
{
  guint n = 0;
  for (guint b = 0; b < block->bands->len; b++)
    n += g_array_index(block->bands, CdFlowBand, b).label != NULL;
  return n;
}

/* A letter on its band, the N-th of OF, one farther to the right than the other, so that they do not meet where bands cross. Between two flat ends the
 * drawing bends a band by a cubic (monotone interpolation). */
static void write_letter(Drawing *drawing, const char *letter, guint n, guint of, double left, double right)
{
  double t = (n + 1.0) / (of + 1.0);
  begin_mark(drawing);
  cd_json_number(drawing->json, "x", BENDS + t * (BENT - BENDS));
  cd_json_number(drawing->json, "y", left + (right - left) * t * t * (3 - 2 * t));
  cd_json_text(drawing->json, "letter", letter);
  cd_json_close_object(drawing->json);
}

static void write_line(Drawing *drawing, const char *line, const char *told)
{
  begin_mark(drawing);
  cd_json_number(drawing->json, "y", drawing->y + LINE / 2);
  cd_json_text(drawing->json, "line", line);
  cd_json_text(drawing->json, "told", told);
  cd_json_close_object(drawing->json);
  drawing->y += LINE;
}

static void write_lines(Drawing *drawing, const CdFlowBlock *block, const CdFlowBand *band, const char *letter)
{
  g_autofree char *line = g_strdup_printf("%s  %s", letter, band->label);
  write_line(drawing, line, band->told);
  if (band->more)
    write_line(drawing, block->more, band->more);
}

static void write_block(Drawing *drawing, const CdFlowBlock *block, const char *left_head, const char *right_head)
{
  g_autofree double *left = g_new0(double, block->left->len + 1), *right = g_new0(double, block->right->len + 1);
  guint n = 0, of = n_told(block);
  write_text(drawing, "head", drawing->y + HEAD / 2, block->head);
  drawing->y += HEAD;
  write_text(drawing, "lhead", drawing->y, left_head);
  write_text(drawing, "rhead", drawing->y, right_head);
  drawing->y += GAP;
  double left_end = write_side(drawing, block, false, left), right_end = write_side(drawing, block, true, right);
  drawing->y = MAX(left_end, right_end);
  for (guint b = 0; b < block->bands->len; b++) {
    const CdFlowBand *band = &g_array_index(block->bands, CdFlowBand, b);
    double *from = &left[band->from], *to = &right[band->to], thick = band->people * drawing->each;
    write_band(drawing, band, *from, *to);
    if (band->label) {
      g_autofree char *letter = letters(n);
      write_letter(drawing, letter, n++, of, *from + thick / 2, *to + thick / 2);
      write_lines(drawing, block, band, letter);
    }
    *from += thick;
    *to += thick;
  }
  drawing->y += BLOCK_GAP;
}

/* --- How it looks ----------------------------------------------------------------------------------------------------- */

#define AT(field) "{'field': '" field "', 'type': 'quantitative'}"
#define WHERE(field) "{'transform': [{'filter': 'isValid(datum." field ")'}], "

/* Bands of one WAY: a layer each, so that what parts is in front. */
#define BANDS(way, color, opacity)                                                                                     \
  "{'transform': [{'filter': {'field': 'way', 'equal': '" way "'}}], 'mark': {'type': 'area', 'orient': 'vertical', "  \
  "'interpolate': 'monotone', 'color': '" color "', 'opacity': " opacity                                               \
  ", 'line': {'strokeWidth': 1, 'color': '" color                                                                      \
  "'}}, 'encoding': {'x': " AT("x") ", 'y': {'field': 'top', 'type': 'quantitative', 'stack': null}, "                 \
                                    "'y2': {'field': 'bottom'}, 'detail': {'field': 'band', 'type': 'nominal'}}}"
#define TEXT(role, align, x, more)                                                                                     \
  WHERE(role)                                                                                                          \
  "'mark': {'type': 'text', 'baseline': 'middle', 'align': '" align "', " more "}, "                                   \
  "'encoding': {'x': " x ", 'y': " AT("y") ", 'text': {'field': '" role "'}}}"
#define LEFT "{'value': 0}"
#define RIGHT "{'value': 'width'}"
#define HALO                                                                                                           \
  "'stroke': '#ffffff', 'strokeWidth': 3, 'strokeJoin': 'round', " /* where bands pass behind on narrow screens */
#define HALF "'limit': {'expr': 'width / 2 - 4'}"

static const char *const marks[] = {
    BANDS("kept", "#c3c9cd", "0.75"),
    BANDS("shared", "#28A197", "0.85"),
    BANDS("parted", "#801650", "1"),
    WHERE("from") "'mark': {'type': 'rect', 'color': '#12436D', 'opacity': 1, 'stroke': '#12436D', 'strokeWidth': 1}, "
                  "'encoding': {'x': " AT("from") ", 'x2': {'field': 'to'}, 'y': " AT(
                      "top") ", 'y2': {'field': 'bottom'}}}",
    WHERE("letter") "'mark': {'type': 'point', 'shape': 'circle', 'filled': true, 'opacity': 1, 'size': 240, "
                    "'color': '#ffffff', 'stroke': '#0b0c0c', 'strokeWidth': 1}, "
                    "'encoding': {'x': " AT("x") ", 'y': " AT("y") "}}",
    TEXT("letter", "center", AT("x"), "'fontWeight': 'bold'"),
    TEXT("head", "left", LEFT, "'fontWeight': 'bold', 'fontSize': 14, 'limit': {'expr': 'width'}"),
    TEXT("lhead", "left", LEFT, "'color': '#3D3D3D', " HALF),
    TEXT("rhead", "right", RIGHT, "'color': '#3D3D3D', " HALF),
    TEXT("left", "left", LEFT, HALO HALF),
    TEXT("right", "right", RIGHT, HALO HALF),
    TEXT("left", "left", LEFT, HALF),
    TEXT("right", "right", RIGHT, HALF),
    TEXT("line", "left", LEFT, "'limit': {'expr': 'width - 78'}"),
    TEXT("told", "right", RIGHT, "'limit': 76"),
};

static void write_scales(CdJson *json, double height)
{
  cd_json_open_object(json, "encoding", CD_JSON_FLAT);
  cd_json_raw(json, "x",
              "{\"type\": \"quantitative\", \"axis\": null, \"scale\": {\"domain\": [0, 1], \"nice\": false}}");
  cd_json_open_object(json, "y", CD_JSON_FLAT);
  cd_json_text(json, "type", "quantitative");
  cd_json_null(json, "axis");
  cd_json_open_object(json, "scale", CD_JSON_FLAT);
  cd_json_open_array(json, "domain", CD_JSON_FLAT);
  cd_json_number(json, NULL, 0);
  cd_json_number(json, NULL, height);
  cd_json_close_array(json);
  cd_json_bool(json, "reverse", true);
  cd_json_bool(json, "nice", false);
  cd_json_close_object(json);
  cd_json_close_object(json);
  cd_json_close_object(json);
}

/* Pixels a person, so that the fullest block is THICKEST. */
static double pixels_each(const GArray *blocks)
{
  double most = 0;
  for (guint i = 0; i < blocks->len; i++) {
    const CdFlowBlock *block = &g_array_index(blocks, CdFlowBlock, i);
    double people = 0;
    for (guint b = 0; b < block->bands->len; b++)
      people += g_array_index(block->bands, CdFlowBand, b).people;
    most = MAX(most, people);
  }
  return most > 0 ? THICKEST / most : 0;
}

void cd_chart_flows(CdChart *chart, GArray *blocks, const char *left, const char *right)
{
  Drawing drawing = {&chart->json, pixels_each(blocks), 0, 0};
  CdJson *json = &chart->json;
  cd_json_open_object(json, "data", CD_JSON_FLAT);
  cd_json_open_array(json, "values", CD_JSON_FLAT);
  for (guint i = 0; i < blocks->len; i++)
    write_block(&drawing, &g_array_index(blocks, CdFlowBlock, i), left, right);
  cd_json_close_array(json);
  cd_json_close_object(json);
  double height = MAX(1, drawing.y - BLOCK_GAP);
  cd_json_number(json, "height", height);
  write_scales(json, height);
  cd_json_open_array(json, "layer", CD_JSON_FLAT);
  for (guint i = 0; i < G_N_ELEMENTS(marks); i++)
    cd_chart_constant(chart, NULL, marks[i]);
  cd_json_close_array(json);
}
