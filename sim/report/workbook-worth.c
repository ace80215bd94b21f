#include "sim/report/workbook.h"

/* Present values of single years are in no result; the factors by which yearly amounts become present values are quotients of the simulation's own. */

enum { WORTH_BEFORE = 1 }; /* columns before the options' */

static double one_off_of(const CdResults *results, guint structure)
{
  double sum = 0;
  for (int l = 0; l < CD_LAYER_COUNT; l++)
    if (cd_leaf_is_one_off((CdLayer)l))
      sum += cd_leaf_amount(results, structure, (CdLayer)l);
  return sum;
}

typedef enum {
  COST,
  ONE_OFF,
  EVERY_YEAR,
  FACTOR,
  PRESENT_COST,
  ONE_OFF_FACTOR,
  ONE_OFF_APART,
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
    [ONE_OFF_APART] =
        "Present value of one-off costs of an option that has none to spread (replacing providers that fail)",
    [PRESENT_ONE_OFF] = "Present value of one-off costs",
    [BENEFIT] = "Present value of social benefits",
    [WORTH] = "Net present social value now",
    [SIMULATED] = "Net present social value as simulated",
    [CHANGE] = "Net present social value now, against business as usual"};

static double worth_of(const CdResults *results, guint s, WorthRow row)
{
  double one_off = one_off_of(results, s), present_cost = cd_option_total(results, s, CD_METRIC_PRESENT_COST)->mean;
  double present_one_off = cd_option_total(results, s, CD_METRIC_PRESENT_ONE_OFF)->mean,
         every_year = cd_leaf_cost(results, s) - one_off;
  switch (row) {
  case COST:
    return cd_leaf_cost(results, s);
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
  case ONE_OFF_APART:
    return one_off != 0 ? 0 : present_one_off;
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

static char *one_off_formula(guint structure)
{
  GString *formula = g_string_new("=");
  for (int l = 0; l < CD_LAYER_COUNT; l++)
    if (cd_leaf_is_one_off((CdLayer)l))
      g_string_append_printf(formula, "%s'" CD_SHEET_LAYERS "'!%s", formula->len > 1 ? "+" : "",
                             cd_leaf_layer_cell((CdLayer)l, structure).name);
  return g_string_free(formula, FALSE);
}

/* NULL: an input. The caller frees. */
static char *worth_formula(const CdResults *results, WorthRow row, guint s)
{
  switch (row) {
  case COST:
    return g_strconcat("='" CD_SHEET_LAYERS "'!", cd_leaf_cost_cell(s).name, NULL);
  case ONE_OFF:
    return one_off_formula(s);
  case EVERY_YEAR:
    return g_strconcat("=", worth_cell(COST, s).name, "-", worth_cell(ONE_OFF, s).name, NULL);
  case PRESENT_COST:
    return g_strconcat("=", worth_cell(EVERY_YEAR, s).name, "*", worth_cell(FACTOR, s).name, NULL);
  case PRESENT_ONE_OFF:
    return g_strconcat("=", worth_cell(ONE_OFF, s).name, "*", worth_cell(ONE_OFF_FACTOR, s).name, "+",
                       worth_cell(ONE_OFF_APART, s).name, NULL);
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
