#include "sim/report/workbook.h"

#include <math.h>

/* Unit costs x quantities = layers -> totals: the first of the live sheets. A unit cost is the simulation's amount by its quantity, so that the
 * formula gives the amount back. */

/* What a layer's unit cost is counted by. */
typedef enum { BY_PEOPLE, BY_POSTS, BY_OFFICERS, BY_SERVICE, QUANTITIES } Quantity;

static const struct {
  const char *label, *unit;
  CdMetricKind metric; /* none for the service */
} quantities[QUANTITIES] = {
    [BY_PEOPLE] = {"People in treatment in a year", "person in treatment in a year", CD_METRIC_CLIENTS},
    [BY_POSTS] = {"Specialist posts, whole-time", "specialist post, whole-time", CD_METRIC_SPECIALIST_POSTS},
    [BY_OFFICERS] = {"Commissioners' officers, whole-time", "officer, whole-time", CD_METRIC_OFFICERS},
    [BY_SERVICE] = {"The whole service", "the whole service", CD_METRIC_COUNT}};

double cd_leaf_amount(const CdResults *results, guint structure, CdLayer layer)
{
  return cd_option_total(results, structure, (CdMetricKind)(CD_METRIC_LAYER + (int)layer))->mean;
}

double cd_leaf_cost(const CdResults *results, guint structure)
{
  return cd_option_total(results, structure, CD_METRIC_COST_ANNUAL)->mean;
}

static double size_of(const CdResults *results, guint structure, Quantity quantity)
{
  return quantity == BY_SERVICE ? 1 : cd_option_total(results, structure, quantities[quantity].metric)->mean;
}

static bool can_divide_by(const CdResults *results, Quantity quantity)
{
  for (guint s = 0; s < results->n_structures; s++)
    if (!(size_of(results, s, quantity) > 0))
      return false;
  return true;
}

static Quantity counted_by(const CdResults *results, CdLayer layer)
{
  Quantity natural = BY_PEOPLE;
  switch (layer) {
  case CD_LAYER_SPECIALISTS:
    natural = BY_POSTS;
    break;
  case CD_LAYER_OFFICERS:
    natural = BY_OFFICERS;
    break;
  case CD_LAYER_MOBILISATION:
  case CD_LAYER_TRANSFER:
  case CD_LAYER_EXTENSION:
  case CD_LAYER_OWN_SERVICE:
  case CD_LAYER_PROCUREMENT:
    natural = BY_SERVICE;
    break;
  default:
    break;
  }
  return can_divide_by(results, natural) ? natural : BY_SERVICE;
}

bool cd_leaf_is_one_off(CdLayer layer)
{
  return layer == CD_LAYER_MOBILISATION || layer == CD_LAYER_TRANSFER || layer == CD_LAYER_PROCUREMENT;
}

/* Columns before the options'. */
enum { UNIT_COSTS_BEFORE = 3, LAYERS_BEFORE = 2, QUANTITIES_BEFORE = 1 };
enum { TOTAL_ROW = CD_SHEET_FIRST + CD_LAYER_COUNT }; /* of the layers */

CdBookCell cd_leaf_layer_cell(CdLayer layer, guint structure)
{
  return cd_book_cell(CD_SHEET_FIRST + (guint)layer, LAYERS_BEFORE + structure);
}

CdBookCell cd_leaf_cost_cell(guint structure)
{
  return cd_book_cell(TOTAL_ROW, LAYERS_BEFORE + structure);
}

void cd_leaf_unit_costs(CdLeaf leaf)
{
  cd_book_head(leaf.book, "Layer", 46);
  cd_book_head(leaf.book, "Falls due", 32);
  cd_book_head(leaf.book, "Pounds a year for each", 28);
  cd_leaf_option_heads(leaf, "");
  for (int l = 0; l < CD_LAYER_COUNT; l++) {
    Quantity quantity = counted_by(leaf.results, (CdLayer)l);
    cd_book_text(leaf.book, cd_layer_label((CdLayer)l));
    cd_book_text(leaf.book, cd_leaf_is_one_off((CdLayer)l) ? "once a contract, spread over it" : "every year");
    cd_book_text(leaf.book, quantities[quantity].unit);
    for (guint s = 0; s < leaf.results->n_structures; s++)
      cd_book_price(leaf.book, cd_leaf_amount(leaf.results, s, (CdLayer)l) / size_of(leaf.results, s, quantity));
    cd_book_end_row(leaf.book);
  }
}

void cd_leaf_quantities(CdLeaf leaf)
{
  cd_book_head(leaf.book, "Quantity", 46);
  cd_leaf_option_heads(leaf, "");
  for (int q = 0; q < QUANTITIES; q++) {
    cd_book_text(leaf.book, quantities[q].label);
    for (guint s = 0; s < leaf.results->n_structures; s++)
      cd_book_number(leaf.book, CD_FIGURE_COUNT, size_of(leaf.results, s, (Quantity)q));
    cd_book_end_row(leaf.book);
  }
}

static void layer_amounts(CdLeaf leaf, CdLayer layer)
{
  Quantity quantity = counted_by(leaf.results, layer);
  for (guint s = 0; s < leaf.results->n_structures; s++)
    cd_book_formula(leaf.book, CD_FIGURE_MONEY, CD_BOOK_AMOUNT, cd_leaf_amount(leaf.results, s, layer),
                    "='" CD_SHEET_UNIT_COSTS "'!%s*'" CD_SHEET_QUANTITIES "'!%s",
                    cd_book_cell(CD_SHEET_FIRST + (guint)layer, UNIT_COSTS_BEFORE + s).name,
                    cd_book_cell(CD_SHEET_FIRST + (guint)quantity, QUANTITIES_BEFORE + s).name);
}

/* Changes against business as usual, from the amounts before them; VALUE: the simulation's amount of an option. */
static void change_cells(CdLeaf leaf, guint row, guint before, const double *value)
{
  guint baseline = cd_option_baseline(leaf.results);
  for (guint s = 0; s < leaf.results->n_structures; s++)
    cd_book_formula(leaf.book, CD_FIGURE_MONEY, CD_BOOK_CHANGE, value[s] - value[baseline], "=%s-%s",
                    cd_book_cell(row, before + s).name, cd_book_cell(row, before + baseline).name);
}

void cd_leaf_layers(CdLeaf leaf)
{
  guint n = leaf.results->n_structures;
  g_autofree double *value = g_new(double, n);
  cd_book_head(leaf.book, "Layer", 46);
  cd_book_head(leaf.book, "Depends on", 36);
  cd_leaf_option_heads(leaf, "");
  cd_leaf_option_heads(leaf, "Change: ");
  for (int l = 0; l < CD_LAYER_COUNT; l++) {
    cd_book_text(leaf.book, cd_layer_label((CdLayer)l));
    cd_book_text(leaf.book, cd_layer_is_scale((CdLayer)l) ? "scale: number and size of contracts" : "the rest");
    layer_amounts(leaf, (CdLayer)l);
    for (guint s = 0; s < n; s++)
      value[s] = cd_leaf_amount(leaf.results, s, (CdLayer)l);
    change_cells(leaf, CD_SHEET_FIRST + (guint)l, LAYERS_BEFORE, value);
    cd_book_end_row(leaf.book);
  }
  cd_book_text(leaf.book, "Yearly cost");
  cd_book_text(leaf.book, "the sum of the layers");
  for (guint s = 0; s < n; s++) {
    value[s] = cd_leaf_cost(leaf.results, s);
    cd_book_formula(leaf.book, CD_FIGURE_MONEY, CD_BOOK_AMOUNT, value[s], "=SUM(%s:%s)",
                    cd_book_cell(CD_SHEET_FIRST, LAYERS_BEFORE + s).name,
                    cd_book_cell(TOTAL_ROW - 1, LAYERS_BEFORE + s).name);
  }
  change_cells(leaf, TOTAL_ROW, LAYERS_BEFORE, value);
  cd_book_end_row(leaf.book);
  CdBookChart chart = {
      .kind = CD_CHART_ROW,
      .title = "Yearly cost, change against business as usual",
      .alt = "Bars: the change of yearly cost against business as usual, the last row of the table above it.",
      .unit = "Pounds a year",
      .from = LAYERS_BEFORE + n,
      .to = LAYERS_BEFORE + 2 * n - 1,
      .at = CD_LAYER_COUNT};
  cd_book_chart(leaf.book, &chart);
}
