#include "sim/report/workbook.h"

#include <math.h>

/* The live sheets: unit costs x quantities = layers -> totals -> payers, net present value. Each formula is written with the simulation's own value
 * of what it calculates; the quotients that make inputs of them (a unit cost, a factor) are made here and nowhere else. */

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

static double amount_of(const CdResults *results, guint structure, CdLayer layer)
{
  return cd_option_total(results, structure, (CdMetricKind)(CD_METRIC_LAYER + (int)layer))->mean;
}

static double cost_of(const CdResults *results, guint structure)
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

/* Spread evenly over the contract in the yearly cost; due at once in the net present value (sim/engine/appraise.c). */
static bool is_one_off(CdLayer layer)
{
  return layer == CD_LAYER_MOBILISATION || layer == CD_LAYER_TRANSFER || layer == CD_LAYER_PROCUREMENT;
}

static double one_off_of(const CdResults *results, guint structure)
{
  return amount_of(results, structure, CD_LAYER_MOBILISATION) + amount_of(results, structure, CD_LAYER_TRANSFER) +
         amount_of(results, structure, CD_LAYER_PROCUREMENT);
}

enum {
  UNIT_COSTS_BEFORE = 3,
  LAYERS_BEFORE = 2,
  QUANTITIES_BEFORE = 1,
  WORTH_BEFORE = 1
};                                                    /* columns before the options' */
enum { TOTAL_ROW = CD_SHEET_FIRST + CD_LAYER_COUNT }; /* of the layers */

void cd_leaf_unit_costs(CdLeaf leaf)
{
  cd_book_head(leaf.book, "Layer", 46);
  cd_book_head(leaf.book, "Falls due", 32);
  cd_book_head(leaf.book, "Pounds a year for each", 28);
  cd_leaf_option_heads(leaf, "");
  for (int l = 0; l < CD_LAYER_COUNT; l++) {
    Quantity quantity = counted_by(leaf.results, (CdLayer)l);
    cd_book_text(leaf.book, cd_layer_label((CdLayer)l));
    cd_book_text(leaf.book, is_one_off((CdLayer)l) ? "once a contract, spread over it" : "every year");
    cd_book_text(leaf.book, quantities[quantity].unit);
    for (guint s = 0; s < leaf.results->n_structures; s++)
      cd_book_price(leaf.book, amount_of(leaf.results, s, (CdLayer)l) / size_of(leaf.results, s, quantity));
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
    cd_book_formula(leaf.book, CD_FIGURE_MONEY, CD_BOOK_AMOUNT, amount_of(leaf.results, s, layer),
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
      value[s] = amount_of(leaf.results, s, (CdLayer)l);
    change_cells(leaf, CD_SHEET_FIRST + (guint)l, LAYERS_BEFORE, value);
    cd_book_end_row(leaf.book);
  }
  cd_book_text(leaf.book, "Yearly cost");
  cd_book_text(leaf.book, "the sum of the layers");
  for (guint s = 0; s < n; s++) {
    value[s] = cost_of(leaf.results, s);
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

/* --- Who pays: for each option its councils, its co-commissioners, and all of them --- */

enum { PAYER_FOUND = 2, PAYER_SHARE, PAYER_NOW, PAYER_PART }; /* columns */

/* What the rows of one option have in common. */
typedef struct {
  guint structure, first, councils, payers; /* FIRST: row of the first council */
  double all, of_councils;
} PayerBlock;

static double paid_by(const CdResults *results, const PayerBlock *block, guint i)
{
  bool is_council = i < block->councils;
  CdScope scope = is_council ? CD_BY_COUNCIL : CD_BY_FUNDER;
  guint row = is_council ? i : i - block->councils;
  return cd_option_summary(results, block->structure, cd_metric_at(results->layout, CD_METRIC_COST_ANNUAL, scope, row))->mean;
}

static const char *payer_label(const CdResults *results, const PayerBlock *block, guint i)
{
  bool is_council = i < block->councils;
  return cd_scenario_row(results->scenario, is_council ? CD_ENTITY_COUNCIL : CD_ENTITY_FUNDER,
                         is_council ? i : i - block->councils)
      ->label;
}

static void share_cell(CdLeaf leaf, const PayerBlock *block, guint i, double paid)
{
  if (i >= block->councils)
    cd_book_number(leaf.book, CD_FIGURE_SHARE, 0);
  else if (block->of_councils > 0)
    cd_book_formula(leaf.book, CD_FIGURE_SHARE, CD_BOOK_AMOUNT, paid / block->of_councils, "=%s/SUM(%s:%s)",
                    cd_book_cell(block->first + i, PAYER_FOUND).name, cd_book_cell(block->first, PAYER_FOUND).name,
                    cd_book_cell(block->first + block->councils - 1, PAYER_FOUND).name);
  else
    cd_book_number(leaf.book, CD_FIGURE_SHARE, 1.0 / block->councils);
}

static void payer_row(CdLeaf leaf, const PayerBlock *block, guint i)
{
  guint row = block->first + i, last = block->first + block->payers - 1;
  double paid = paid_by(leaf.results, block, i);
  CdBookCell total = cd_book_cell(TOTAL_ROW, LAYERS_BEFORE + block->structure);
  cd_book_text(leaf.book, cd_option_label(leaf.results, block->structure));
  cd_book_text(leaf.book, payer_label(leaf.results, block, i));
  cd_book_number(leaf.book, CD_FIGURE_MONEY, paid);
  share_cell(leaf, block, i, paid);
  cd_book_formula(leaf.book, CD_FIGURE_MONEY, CD_BOOK_AMOUNT, paid, "=%s+%s*('" CD_SHEET_LAYERS "'!%s-SUM(%s:%s))",
                  cd_book_cell(row, PAYER_FOUND).name, cd_book_cell(row, PAYER_SHARE).name, total.name,
                  cd_book_cell(block->first, PAYER_FOUND).name, cd_book_cell(last, PAYER_FOUND).name);
  cd_book_formula(leaf.book, CD_FIGURE_SHARE, CD_BOOK_AMOUNT, paid / block->all, "=%s/'" CD_SHEET_LAYERS "'!%s",
                  cd_book_cell(row, PAYER_NOW).name, total.name);
  cd_book_end_row(leaf.book);
}

static void payers_total(CdLeaf leaf, const PayerBlock *block)
{
  static const CdFigureKind kind[] = {CD_FIGURE_MONEY, CD_FIGURE_SHARE, CD_FIGURE_MONEY, CD_FIGURE_SHARE};
  const double value[] = {block->all, 1, block->all, 1};
  cd_book_text(leaf.book, cd_option_label(leaf.results, block->structure));
  cd_book_text(leaf.book, "All of them");
  for (guint c = PAYER_FOUND; c <= PAYER_PART; c++)
    cd_book_formula(leaf.book, kind[c - PAYER_FOUND], CD_BOOK_AMOUNT, value[c - PAYER_FOUND], "=SUM(%s:%s)",
                    cd_book_cell(block->first, c).name, cd_book_cell(block->first + block->payers - 1, c).name);
  cd_book_end_row(leaf.book);
}

void cd_leaf_payers(CdLeaf leaf)
{
  const CdScenario *scenario = leaf.results->scenario;
  guint councils = scenario->table[CD_ENTITY_COUNCIL].n, payers = councils + scenario->table[CD_ENTITY_FUNDER].n;
  cd_book_head(leaf.book, "Option", 40);
  cd_book_head(leaf.book, "Payer", 40);
  cd_book_head(leaf.book, "Yearly cost as simulated", 18);
  cd_book_head(leaf.book, "Share of a change", 18);
  cd_book_head(leaf.book, "Yearly cost now", 18);
  cd_book_head(leaf.book, "Share of the whole now", 18);
  for (guint s = 0; s < leaf.results->n_structures; s++) {
    PayerBlock block = {s, CD_SHEET_FIRST + s * (payers + 1), councils, payers, cost_of(leaf.results, s), 0};
    for (guint i = 0; i < councils; i++)
      block.of_councils += paid_by(leaf.results, &block, i);
    for (guint i = 0; i < payers; i++)
      payer_row(leaf, &block, i);
    payers_total(leaf, &block);
  }
}

/* --- Net present value --- */

typedef enum {
  COST,
  ONE_OFF,
  EVERY_YEAR,
  FACTOR,
  PRESENT_COST,
  ONE_OFF_FACTOR,
  PRESENT_ONE_OFF,
  BENEFIT,
  WORTH,
  SIMULATED,
  CHANGE,
  WORTH_ROWS
} WorthRow;

static const char *const worth_labels[WORTH_ROWS] = {
    [COST] = "Yearly cost now",
    [ONE_OFF] = "of that, one-off costs spread over the contracts (mobilisation, staff transfer, procurement)",
    [EVERY_YEAR] = "Paid every year",
    [FACTOR] = "Present value of one pound paid every year",
    [PRESENT_COST] = "Present value of what is paid every year",
    [ONE_OFF_FACTOR] = "Present value, with optimism bias, for each pound of one-off costs as spread",
    [PRESENT_ONE_OFF] = "Present value of one-off costs",
    [BENEFIT] = "Present value of social benefits",
    [WORTH] = "Net present social value now",
    [SIMULATED] = "Net present social value as simulated",
    [CHANGE] = "Net present social value now, against business as usual"};

static double worth_of(const CdResults *results, guint s, WorthRow row)
{
  double one_off = one_off_of(results, s), present_cost = cd_option_total(results, s, CD_METRIC_PRESENT_COST)->mean;
  double present_one_off = cd_option_total(results, s, CD_METRIC_PRESENT_ONE_OFF)->mean,
         every_year = cost_of(results, s) - one_off;
  switch (row) {
  case COST:
    return cost_of(results, s);
  case ONE_OFF:
    return one_off;
  case EVERY_YEAR:
    return every_year;
  case FACTOR:
    return every_year != 0 ? present_cost / every_year : 0;
  case PRESENT_COST:
    return present_cost;
  case ONE_OFF_FACTOR:
    return one_off != 0 ? present_one_off / one_off : 0;
  case PRESENT_ONE_OFF:
    return present_one_off;
  case BENEFIT:
    return cd_option_total(results, s, CD_METRIC_PRESENT_BENEFIT)->mean;
  case WORTH:
  case SIMULATED:
    return cd_option_total(results, s, CD_METRIC_NPSV)->mean;
  case CHANGE:
    return worth_of(results, s, WORTH) - worth_of(results, cd_option_baseline(results), WORTH);
  case WORTH_ROWS:
    break;
  }
  g_assert_not_reached();
}

static CdBookCell worth_cell(WorthRow row, guint structure)
{
  return cd_book_cell(CD_SHEET_FIRST + (guint)row, WORTH_BEFORE + structure);
}

static CdBookCell layer_cell(CdLayer layer, guint structure)
{
  return cd_book_cell(CD_SHEET_FIRST + (guint)layer, LAYERS_BEFORE + structure);
}

/* NULL: an input. The caller frees. */
static char *worth_formula(const CdResults *results, WorthRow row, guint s)
{
  const char *layers = "'" CD_SHEET_LAYERS "'!";
  switch (row) {
  case COST:
    return g_strconcat("=", layers, cd_book_cell(TOTAL_ROW, LAYERS_BEFORE + s).name, NULL);
  case ONE_OFF:
    return g_strconcat("=", layers, layer_cell(CD_LAYER_MOBILISATION, s).name, "+", layers,
                       layer_cell(CD_LAYER_TRANSFER, s).name, "+", layers, layer_cell(CD_LAYER_PROCUREMENT, s).name,
                       NULL);
  case EVERY_YEAR:
    return g_strconcat("=", worth_cell(COST, s).name, "-", worth_cell(ONE_OFF, s).name, NULL);
  case PRESENT_COST:
    return g_strconcat("=", worth_cell(EVERY_YEAR, s).name, "*", worth_cell(FACTOR, s).name, NULL);
  case PRESENT_ONE_OFF:
    return g_strconcat("=", worth_cell(ONE_OFF, s).name, "*", worth_cell(ONE_OFF_FACTOR, s).name, NULL);
  case WORTH:
    return g_strconcat("=", worth_cell(BENEFIT, s).name, "-", worth_cell(PRESENT_COST, s).name, "-",
                       worth_cell(PRESENT_ONE_OFF, s).name, NULL);
  case CHANGE:
    return g_strconcat("=", worth_cell(WORTH, s).name, "-", worth_cell(WORTH, cd_option_baseline(results)).name, NULL);
  default:
    return NULL;
  }
}

void cd_leaf_worth(CdLeaf leaf)
{
  guint n = leaf.results->n_structures;
  cd_book_head(leaf.book, "Item", 60);
  cd_leaf_option_heads(leaf, "");
  for (WorthRow row = COST; row < WORTH_ROWS; row++) {
    cd_book_text(leaf.book, worth_labels[row]);
    for (guint s = 0; s < n; s++) {
      g_autofree char *formula = worth_formula(leaf.results, row, s);
      double value = worth_of(leaf.results, s, row);
      if (formula)
        cd_book_formula(leaf.book, CD_FIGURE_MONEY, row == CHANGE ? CD_BOOK_CHANGE : CD_BOOK_AMOUNT, value, "%s",
                        formula);
      else if (row == FACTOR || row == ONE_OFF_FACTOR)
        cd_book_price(leaf.book, value);
      else
        cd_book_number(leaf.book, CD_FIGURE_MONEY, value);
    }
    cd_book_end_row(leaf.book);
  }
  CdBookChart chart = {
      .kind = CD_CHART_ROW,
      .title = "Net present social value, change against business as usual",
      .alt =
          "Bars: the change of net present social value against business as usual, the last row of the table above it.",
      .unit = "Pounds",
      .from = WORTH_BEFORE,
      .to = WORTH_BEFORE + n - 1,
      .at = CHANGE};
  cd_book_chart(leaf.book, &chart);
}
