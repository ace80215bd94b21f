#include <math.h>
#include "sim/report/option.h"
#include "sim/report/options.h"
#include "sim/report/workbook.h"

typedef struct {
  const char *text;
  guint width;
} Head;

static void heads(CdLeaf leaf, const Head *head, guint n)
{
  for (guint i = 0; i < n; i++)
    cd_book_head(leaf.book, head[i].text, head[i].width);
}

static void put_cell(CdLeaf leaf, const CdTableAnswer *table, guint row, guint column)
{
  const CdScenario *scenario = leaf.results->scenario;
  const CdTableRowSpec *spec = cd_scenario_table_row(scenario, table->first + row);
  const CdTableCell *cell = &table->cell[(gsize)row * table->n_columns + column];
  bool answered = cell->answer.n > 0;
  CdUnit unit = spec->metric ? cd_metric(cd_metric_by_name(spec->metric))->unit : CD_UNIT_RATIO;
  cd_book_text(leaf.book, cd_scenario_options_table(scenario, table->table)->head.label);
  cd_book_text(leaf.book, spec->head.id);
  cd_book_text(leaf.book, spec->head.label);
  cd_book_text(leaf.book, cd_option_label(leaf.results, cell->option));
  cd_book_text(leaf.book, column >= table->n_options ? "no column" : cell->marked ? "ticked" : "blank");
  cd_book_text(leaf.book, cd_cell_found_text(cell->found));
  cd_book_text(leaf.book, cd_cell_agreement_text(cell->agreement));
  cd_book_number(leaf.book, CD_FIGURE_PART, answered ? cell->answer.holds.share : NAN);
  cd_book_number(leaf.book, CD_FIGURE_PART, answered ? cell->answer.holds.low : NAN);
  cd_book_number(leaf.book, CD_FIGURE_PART, answered ? cell->answer.holds.high : NAN);
  cd_book_text(leaf.book, spec->metric ? spec->metric : "");
  cd_book_text(leaf.book, spec->against < 0 ? "" : cd_option_label(leaf.results, (guint)spec->against));
  cd_book_change(leaf.book, cd_figure_kind(unit), answered ? cell->answer.effect.d.mean : NAN);
  cd_book_number(leaf.book, CD_FIGURE_PART, cell->one.share);
  cd_book_number(leaf.book, CD_FIGURE_COUNT, cell->one.runs);
  cd_book_text(leaf.book, spec->not_modelled ? spec->not_modelled : "");
  cd_book_end_row(leaf.book);
}

void cd_leaf_option_tables(CdLeaf leaf)
{
  static const Head columns[] = {{"Table", 24},
                                 {"Criterion", 10},
                                 {"What it is", 40},
                                 {"Option", 24},
                                 {"The paper", 10},
                                 {"Found", 20},
                                 {"Beside the paper", 14},
                                 {"Has the advantage under: share", 12},
                                 {"Has the advantage under: from", 12},
                                 {"Has the advantage under: to", 12},
                                 {"Measure", 20},
                                 {"Against", 24},
                                 {"Mean difference", 14},
                                 {"One provider: share with the advantage", 14},
                                 {"One provider: runs", 10},
                                 {"Why it is not modelled", 60}};
  const CdOptionTables *options = leaf.results->options;
  heads(leaf, columns, G_N_ELEMENTS(columns));
  for (guint t = 0; t < options->n; t++)
    for (guint i = 0; i < options->table[t].n_rows; i++)
      for (guint c = 0; c < options->table[t].n_columns; c++)
        put_cell(leaf, &options->table[t], i, c);
}

/* Tables of several widths share the columns of the widest. */
static guint most_options(const CdOptionTables *options)
{
  guint most = 0;
  for (guint t = 0; t < options->n; t++)
    most = MAX(most, options->table[t].n_options);
  return most;
}

void cd_leaf_option_scores(CdLeaf leaf)
{
  static const Head columns[] = {{"Table", 24},
                                 {"Option", 30},
                                 {"The paper's ticks", 12},
                                 {"Found: mean", 12},
                                 {"5% of draws below", 12},
                                 {"5% of draws above", 12}};
  const CdOptionTables *options = leaf.results->options;
  guint ranks = most_options(options);
  heads(leaf, columns, G_N_ELEMENTS(columns));
  for (guint r = 0; r < ranks; r++) {
    g_autofree char *head = g_strdup_printf("Rank %u", r + 1);
    cd_book_head(leaf.book, head, 10);
  }
  for (guint t = 0; t < options->n; t++)
    for (guint o = 0; o < options->table[t].n_options; o++) {
      const CdTableAnswer *table = &options->table[t];
      const CdTableScore *score = &table->score[o];
      cd_book_text(leaf.book, cd_scenario_options_table(leaf.results->scenario, table->table)->head.label);
      cd_book_text(leaf.book, cd_option_label(leaf.results, table->column[o]));
      cd_book_number(leaf.book, CD_FIGURE_PART, score->marks);
      cd_book_number(leaf.book, CD_FIGURE_PART, score->mean);
      cd_book_number(leaf.book, CD_FIGURE_PART, score->p5);
      cd_book_number(leaf.book, CD_FIGURE_PART, score->p95);
      for (guint r = 0; r < ranks; r++)
        cd_book_number(leaf.book, CD_FIGURE_PART, r < table->n_options ? score->rank[r] : NAN);
      cd_book_end_row(leaf.book);
    }
}
