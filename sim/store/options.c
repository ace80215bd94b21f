#include "sim/store/groups.h"

#define TIPS_MOST 1000000u

#define OF_TABLE CD_TEXT_COLUMN("table", "id of the table of options")
#define OF_CELL                                                                                                        \
  OF_TABLE, CD_TEXT_COLUMN("criterion", "id of the criterion"), CD_TEXT_COLUMN("option", "id of the option")

static const CdColumn table_columns[] = {
    OF_TABLE,
    CD_WHOLE_COLUMN("agrees", "", "cells that agree with the paper"),
    CD_WHOLE_COLUMN("differs", "", "cells that differ from it"),
    CD_WHOLE_COLUMN("open", "", "cells found neither way"),
    CD_WHOLE_COLUMN("not_modelled", "", "cells of criteria that are not modelled"),
    CD_WHOLE_COLUMN("by_definition", "", "of those that agree or differ, cells of the option held against"),
};
static const CdStoreTable table_table =
    CD_STORE_TABLE("options_table", "Papers' tables of options, beside what is found", table_columns);

static const CdColumn cell_columns[] = {
    OF_CELL,
    CD_WHOLE_COLUMN("marked", "", "1: the paper ticks it; NULL: the paper has no such column"),
    CD_TEXT_COLUMN("found", "what the runs say"),
    CD_TEXT_COLUMN("agreement", "how that compares with the paper"),
    CD_WHOLE_COLUMN("replicates", "", "that have a value; 0: there is no answer, and no row of options_answer"),
};
static const CdStoreTable cell_table = CD_STORE_TABLE("options_cell", "Each criterion of each option", cell_columns);

static const CdColumn answer_columns[] = {
    OF_CELL,
    CD_REAL_COLUMN("holds", "share", "of the assumptions under which the option has the advantage"),
    CD_REAL_COLUMN("holds_low", "share", "interval of that, widened for the number of cells, lower end"),
    CD_REAL_COLUMN("holds_high", "share", "upper end"),
    CD_DIFFERENCE_COLUMNS,
    CD_WHOLE_COLUMN("one_runs", "", "runs in which one provider holds all of the option, and not all of the other"),
    CD_WHOLE_COLUMN("one_of", "", "of so many"),
    CD_REAL_COLUMN("one_mean", "", "mean of D in these"),
    CD_REAL_COLUMN("one_share", "share", "of these with the advantage"),
};
static const CdStoreTable answer_table = CD_STORE_TABLE(
    "options_answer", "Of cells worked out: D is the metric less that of the option held against", answer_columns);

static const CdColumn score_columns[] = {
    OF_TABLE,
    CD_TEXT_COLUMN("option", "id of the option"),
    CD_REAL_COLUMN("marks", "share", "of the weights that the paper's ticks have"),
    CD_REAL_COLUMN("mean", "share", "of the weights of criteria worked out in which it has the advantage"),
    CD_REAL_COLUMN("p5", "share", "under 5 % of the draws that lies below"),
    CD_REAL_COLUMN("p95", "share", "under 5 % of the draws that lies above"),
};
static const CdStoreTable score_table = CD_STORE_TABLE("options_score", "Weighted sums of the ticks", score_columns);

static const CdColumn rank_columns[] = {
    OF_TABLE,
    CD_TEXT_COLUMN("option", "id of the option"),
    CD_WHOLE_COLUMN("rank", "", "1: the highest sum"),
    CD_REAL_COLUMN("probability", "share", "of the draws; who share a sum have a part of each rank"),
};
static const CdStoreTable rank_table = CD_STORE_TABLE("options_rank", "Ranks by these sums", rank_columns);

static const CdColumn tip_columns[] = {
    OF_TABLE,
    CD_TEXT_COLUMN("criterion", "id of the criterion"),
    CD_TEXT_COLUMN("ahead", "id of the option that leads"),
    CD_TEXT_COLUMN("behind", "id of the one that overtakes it"),
    CD_REAL_COLUMN("weight", "share", "that the criterion has, of the criteria worked out"),
    CD_REAL_COLUMN("tips_at", "share", "at which the two change places, the other weights scaled"),
    CD_REAL_COLUMN("tips_low", "share", "its 95 % interval"),
    CD_REAL_COLUMN("tips_high", "share", "likewise"),
};
static const CdStoreTable tip_table =
    CD_STORE_TABLE("options_tip", "Weights at which two options change places, the nearest first", tip_columns);

static const char *id_of(const CdOptionTables *options, const CdTableAnswer *table)
{
  return cd_scenario_options_table(options->results->scenario, table->table)->head.id;
}

static const char *criterion_of(const CdOptionTables *options, const CdTableAnswer *table, guint row)
{
  return cd_scenario_table_row(options->results->scenario, table->first + row)->head.id;
}

static void begin_cell(CdStore *store, const CdOptionTables *options, const CdTableAnswer *table, guint row,
                       const CdTableCell *cell)
{
  cd_store_row(store);
  cd_store_key(store, id_of(options, table));
  cd_store_key(store, criterion_of(options, table, row));
  cd_store_key(store, cd_store_structure(options->results, cell->option));
}

static void exchange_table(CdStore *store, const CdOptionTables *options, CdTableAnswer *table)
{
  guint most = table->n_rows * table->n_columns;
  guint *counts[] = {&table->agrees, &table->differs, &table->open, &table->unsaid, &table->reference};
  cd_store_row(store);
  cd_store_key(store, id_of(options, table));
  for (guint i = 0; i < G_N_ELEMENTS(counts); i++)
    cd_store_count(store, counts[i], most);
  cd_store_end_row(store);
}

static void exchange_cell(CdStore *store, const CdOptionTables *options, CdTableAnswer *table, guint row, guint column)
{
  CdTableCell *cell = &table->cell[(gsize)row * table->n_columns + column];
  const char *found[CD_CELL_COUNT], *agreements[CD_CELL_AGREEMENTS];
  guint is = cell->found, agreement = cell->agreement;
  for (guint i = 0; i < CD_CELL_COUNT; i++)
    found[i] = cd_cell_found_text((CdCellFound)i);
  for (guint i = 0; i < CD_CELL_AGREEMENTS; i++)
    agreements[i] = cd_cell_agreement_text((CdCellAgreement)i);
  begin_cell(store, options, table, row, cell);
  if (column < table->n_options)
    cd_store_key_whole(store, cell->marked);
  else
    cd_store_key(store, NULL);
  cd_store_word(store, &is, found, CD_CELL_COUNT);
  cd_store_word(store, &agreement, agreements, CD_CELL_AGREEMENTS);
  cd_store_count(store, &cell->answer.n, options->results->replicates);
  cd_store_end_row(store);
  if (store->reads) {
    cell->found = (CdCellFound)is;
    cell->agreement = (CdCellAgreement)agreement;
  }
}

static void exchange_answer(CdStore *store, const CdOptionTables *options, CdTableAnswer *table, guint row,
                            CdTableCell *cell)
{
  guint replicates = options->results->replicates;
  CdShareOfAssumptions *holds = &cell->answer.holds;
  begin_cell(store, options, table, row, cell);
  cd_store_finite(store, &holds->share);
  cd_store_finite(store, &holds->low);
  cd_store_finite(store, &holds->high);
  cd_exchange_difference(store, &cell->answer.effect, replicates);
  cd_store_count(store, &cell->one.runs, replicates * CD_LUCKS);
  cd_store_count(store, &cell->one.of, replicates * CD_LUCKS);
  cd_store_finite(store, &cell->one.mean);
  cd_store_finite(store, &cell->one.share);
  cd_store_end_row(store);
}

static void exchange_score(CdStore *store, const CdOptionTables *options, CdTableAnswer *table, guint option)
{
  CdTableScore *score = &table->score[option];
  cd_store_row(store);
  cd_store_key(store, id_of(options, table));
  cd_store_key(store, cd_store_structure(options->results, table->column[option]));
  cd_store_finite(store, &score->marks);
  cd_store_finite(store, &score->mean);
  cd_store_finite(store, &score->p5);
  cd_store_finite(store, &score->p95);
  cd_store_end_row(store);
}

static void exchange_rank(CdStore *store, const CdOptionTables *options, CdTableAnswer *table, guint option, guint rank)
{
  cd_store_row(store);
  cd_store_key(store, id_of(options, table));
  cd_store_key(store, cd_store_structure(options->results, table->column[option]));
  cd_store_key_whole(store, rank + 1);
  cd_store_finite(store, &table->score[option].rank[rank]);
  cd_store_end_row(store);
}

static void exchange_tip(CdStore *store, const CdOptionTables *options, CdTableAnswer *table, CdTip *tip)
{
  g_autofree const char **criterion = g_new0(const char *, table->n_rows + 1),
                        **option = g_new0(const char *, table->n_options + 1);
  for (guint i = 0; i < table->n_rows; i++)
    criterion[i] = criterion_of(options, table, i);
  for (guint o = 0; o < table->n_options; o++)
    option[o] = cd_store_structure(options->results, table->column[o]);
  cd_store_word(store, &tip->criterion, criterion, table->n_rows);
  cd_store_word(store, &tip->ahead, option, table->n_options);
  cd_store_word(store, &tip->behind, option, table->n_options);
  cd_store_finite(store, &tip->weight);
  cd_store_finite(store, &tip->tips_at);
  cd_store_finite(store, &tip->low);
  cd_store_finite(store, &tip->high);
}

/* Rows of all tables, table by table; read, each goes to the table that it names. */
static void exchange_tips(CdStore *store, CdOptionTables *options)
{
  g_autofree const char **id = g_new0(const char *, options->n + 1);
  g_autoptr(GArray) of = g_array_new(FALSE, FALSE, sizeof(guint));
  guint all = 0;
  for (guint t = 0; t < options->n; t++) {
    id[t] = id_of(options, &options->table[t]);
    for (guint i = 0; i < options->table[t].n_tips; i++)
      g_array_append_val(of, t);
    all += options->table[t].n_tips;
  }
  guint n = cd_store_rows(store, all, TIPS_MOST);
  guint *next = g_new0(guint, options->n + 1);
  for (guint i = 0; i < n && !store->problem; i++) {
    guint t = store->reads ? 0 : g_array_index(of, guint, i);
    cd_store_row(store);
    cd_store_word(store, &t, id, options->n);
    CdTableAnswer *table = &options->table[store->problem ? 0 : t];
    if (store->reads)
      table->tip = g_renew(CdTip, table->tip, ++table->n_tips);
    exchange_tip(store, options, table, &table->tip[next[t]++]);
    cd_store_end_row(store);
  }
  g_free(next);
}

static void exchange_answers(CdStore *store, CdOptionTables *options)
{
  for (guint t = 0; t < options->n; t++) {
    CdTableAnswer *table = &options->table[t];
    for (guint i = 0; i < table->n_rows; i++)
      for (guint c = 0; c < table->n_columns; c++) {
        CdTableCell *cell = &table->cell[(gsize)i * table->n_columns + c];
        if (cell->answer.n > 0)
          exchange_answer(store, options, table, i, cell);
      }
  }
}

static void make_scores(CdTableAnswer *table)
{
  table->score = g_new0(CdTableScore, table->n_options + 1);
  for (guint o = 0; o < table->n_options; o++)
    table->score[o].rank = g_new0(double, table->n_options);
}

void cd_exchange_options(CdStore *store, CdResults *results)
{
  if (store->reads)
    results->options = cd_option_tables_ask(results);
  CdOptionTables *options = results->options;
  for (guint t = 0; store->reads && t < options->n; t++)
    make_scores(&options->table[t]);
  cd_store_begin(store, &table_table);
  for (guint t = 0; t < options->n; t++)
    exchange_table(store, options, &options->table[t]);
  cd_store_end(store);
  cd_store_begin(store, &cell_table);
  for (guint t = 0; t < options->n; t++)
    for (guint i = 0; i < options->table[t].n_rows; i++)
      for (guint c = 0; c < options->table[t].n_columns; c++)
        exchange_cell(store, options, &options->table[t], i, c);
  cd_store_end(store);
  cd_store_begin(store, &answer_table);
  exchange_answers(store, options);
  cd_store_end(store);
  cd_store_begin(store, &score_table);
  for (guint t = 0; t < options->n; t++)
    for (guint o = 0; o < options->table[t].n_options; o++)
      exchange_score(store, options, &options->table[t], o);
  cd_store_end(store);
  cd_store_begin(store, &rank_table);
  for (guint t = 0; t < options->n; t++)
    for (guint o = 0; o < options->table[t].n_options; o++)
      for (guint r = 0; r < options->table[t].n_options; r++)
        exchange_rank(store, options, &options->table[t], o, r);
  cd_store_end(store);
  cd_store_begin(store, &tip_table);
  exchange_tips(store, options);
  cd_store_end(store);
}
