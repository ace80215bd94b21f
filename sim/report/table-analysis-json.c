#include <math.h>
#include "sim/report/csv.h"
#include "sim/report/json.h"
#include "sim/report/table-analysis.h"

/* --- JSON ---------------------------------------------------------------------------------------------------------------- */

static bool is_new(const GArray *told, guint at)
{
  for (guint t = 0; t < at; t++)
    if (g_str_equal(g_array_index(told, CdTold, t).kind, g_array_index(told, CdTold, at).kind))
      return false;
  return true;
}

static void put_kind(CdJson *json, const GArray *told, const char *kind)
{
  cd_json_open_object(json, kind, CD_JSON_TALL);
  for (guint t = 0; t < told->len; t++) {
    const CdTold *it = &g_array_index(told, CdTold, t);
    if (!g_str_equal(it->kind, kind))
      continue;
    cd_json_open_object(json, it->input, CD_JSON_FLAT);
    cd_json_number(json, "value", it->value);
    if (isfinite(it->low)) {
      cd_json_number(json, "low", it->low);
      cd_json_number(json, "high", it->high);
    }
    cd_json_close_object(json);
  }
  cd_json_close_object(json);
}

static void put_boxes(CdJson *json, const CdTableAnalysis *of, const CdBoxes *boxes)
{
  cd_json_open_object(json, "boxes", CD_JSON_TALL);
  cd_json_number(json, of->above ? "above" : "below", of->threshold);
  cd_json_number(json, "everywhere", boxes->base);
  cd_json_integer(json, "chosen", boxes->chosen);
  cd_json_open_array(json, "trajectory", CD_JSON_TALL);
  for (guint b = 0; b < boxes->prim->n_boxes; b++) {
    const CdPrimBox *box = &boxes->prim->box[b];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_open_object(json, "limits", CD_JSON_FLAT);
    for (guint i = 0; i < of->outcomes->n_inputs; i++) {
      if (!isfinite(box->low[i]) && !isfinite(box->high[i]))
        continue;
      cd_json_open_object(json, of->outcomes->input[i], CD_JSON_FLAT);
      cd_json_number(json, "low", box->low[i]);
      cd_json_number(json, "high", box->high[i]);
      if (b == boxes->chosen) {
        cd_json_number(json, "quasi_p_low", boxes->quasi[2 * i]);
        cd_json_number(json, "quasi_p_high", boxes->quasi[2 * i + 1]);
      }
      cd_json_close_object(json);
    }
    cd_json_close_object(json);
    cd_json_integer(json, "runs", boxes->told[b].n);
    cd_json_number(json, "density", boxes->told[b].density);
    cd_json_number(json, "coverage", boxes->told[b].coverage);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void put_tree(CdJson *json, const CdTableAnalysis *of, const CdTree *tree)
{
  cd_json_open_object(json, "tree", CD_JSON_TALL);
  cd_json_number(json, "r2", tree->r2);
  cd_json_open_array(json, "nodes", CD_JSON_TALL);
  for (guint n = 0; n < tree->n; n++) {
    const CdTreeNode *node = &tree->node[n];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_number(json, "mean", node->mean);
    cd_json_integer(json, "runs", node->told);
    if (node->input >= 0) {
      cd_json_text(json, "input", of->outcomes->input[node->input]);
      cd_json_number(json, "below", node->limit);
      cd_json_integer(json, "left", node->left);
      cd_json_integer(json, "right", node->right);
    }
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
  cd_json_close_object(json);
}

/* {S1: {INPUT: {value, low, high}}, ...} */
static void put_indices(CdJson *json, const CdTableAnalysis *of, const CdRunsAnalysis *it)
{
  g_autoptr(GArray) told = cd_told_new(of->outcomes, of->shape, it);
  cd_json_open_object(json, "indices", CD_JSON_TALL);
  for (guint t = 0; t < told->len; t++)
    if (is_new(told, t))
      put_kind(json, told, g_array_index(told, CdTold, t).kind);
  cd_json_close_object(json);
}

static void put_analysis(CdJson *json, const CdTableAnalysis *of, const CdRunsAnalysis *it)
{
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "output", of->outcomes->output[it->output]);
  cd_json_integer(json, "draws", it->rows);
  cd_json_integer(json, "dropped", it->dropped);
  cd_json_open_object(json, "mean", CD_JSON_FLAT);
  cd_json_number(json, "value", it->mean.value);
  cd_json_number(json, "low", it->mean.low);
  cd_json_number(json, "high", it->mean.high);
  cd_json_close_object(json);
  put_indices(json, of, it);
  if (it->tree)
    put_tree(json, of, it->tree);
  if (it->boxes)
    put_boxes(json, of, it->boxes);
  cd_json_close_object(json);
}

char *cd_table_analysis_json(const CdTableAnalysis *analysis)
{
  static const char *const designs[] = {"draws", "saltelli", "morris"};
  CdJson json;
  cd_json_begin(&json, g_string_new(NULL));
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_integer(&json, "rows", analysis->outcomes->rows);
  cd_json_text(&json, "design", designs[analysis->shape->kind]);
  cd_json_bool(&json, "doubtful", analysis->shape->doubt != NULL);
  cd_json_text(&json, "doubt", analysis->shape->doubt);
  put_indices(&json, analysis, g_ptr_array_index(analysis->of, 0));
  cd_json_open_array(&json, "analyses", CD_JSON_TALL);
  for (guint a = 0; a < analysis->of->len; a++)
    put_analysis(&json, analysis, g_ptr_array_index(analysis->of, a));
  cd_json_close_array(&json);
  cd_json_close_object(&json);
  return g_string_free(json.out, FALSE);
}

/* --- CSV ----------------------------------------------------------------------------------------------------------------- */

char *cd_table_analysis_csv(const CdTableAnalysis *analysis)
{
  static const char *const heads[] = {"output", "kind", "input", "value", "low", "high", NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint a = 0; a < analysis->of->len; a++) {
    const CdRunsAnalysis *it = g_ptr_array_index(analysis->of, a);
    g_autoptr(GArray) told = cd_told_new(analysis->outcomes, analysis->shape, it);
    for (guint t = 0; t < told->len; t++) {
      const CdTold *of = &g_array_index(told, CdTold, t);
      cd_csv_text(&csv, analysis->outcomes->output[it->output]);
      cd_csv_text(&csv, of->kind);
      cd_csv_text(&csv, of->input);
      cd_csv_number(&csv, of->value);
      cd_csv_number(&csv, of->low);
      cd_csv_number(&csv, of->high);
      cd_csv_end_row(&csv);
    }
  }
  return g_string_free(csv.out, FALSE);
}
