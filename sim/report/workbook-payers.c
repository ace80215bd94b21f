#include "sim/report/workbook.h"

/* For each option its councils, its co-commissioners, and all of them. */

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
  CdBookCell total = cd_leaf_cost_cell(block->structure);
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
    PayerBlock block = {s, CD_SHEET_FIRST + s * (payers + 1), councils, payers, cd_leaf_cost(leaf.results, s), 0};
    for (guint i = 0; i < councils; i++)
      block.of_councils += paid_by(leaf.results, &block, i);
    for (guint i = 0; i < payers; i++)
      payer_row(leaf, &block, i);
    payers_total(leaf, &block);
  }
}
