#include "sim/report/csv.h"
#include "sim/report/options.h"

static void put_cell(CdCsv *csv, const CdOptionTables *options, const CdTableAnswer *table, guint row, guint column)
{
  const CdScenario *scenario = options->results->scenario;
  const CdTableRowSpec *spec = cd_scenario_table_row(scenario, table->first + row);
  const CdTableCell *cell = &table->cell[(gsize)row * table->n_columns + column];
  bool answered = cell->answer.n > 0;
  cd_csv_text(csv, cd_scenario_options_table(scenario, table->table)->head.id);
  cd_csv_text(csv, spec->head.id);
  cd_csv_text(csv, spec->head.label);
  cd_csv_text(csv, cd_table_column_id(options, table, column));
  cd_csv_text(csv, column >= table->n_options ? NULL : cell->marked ? "yes" : "no");
  cd_csv_text(csv, cd_cell_found_text(cell->found));
  cd_csv_text(csv, cd_cell_agreement_text(cell->agreement));
  cd_csv_text(csv, spec->metric);
  cd_csv_text(csv, spec->against < 0 ? NULL : cd_scenario_structure(scenario, (guint)spec->against)->head.id);
  const double number[] = {
      cell->answer.holds.share,  cell->answer.holds.low,     cell->answer.holds.high, cell->answer.effect.d.mean,
      cell->answer.effect.d.low, cell->answer.effect.d.high, cell->one.share};
  for (guint i = 0; i < G_N_ELEMENTS(number); i++)
    if (answered)
      cd_csv_number(csv, number[i]);
    else
      cd_csv_text(csv, NULL);
  if (answered)
    cd_csv_integer(csv, cell->one.runs);
  else
    cd_csv_text(csv, NULL);
  cd_csv_end_row(csv);
}

char *cd_options_csv(const CdOptionTables *options)
{
  static const char *const heads[] = {"table",
                                      "criterion",
                                      "label",
                                      "option",
                                      "marked",
                                      "found",
                                      "agreement",
                                      "metric",
                                      "against",
                                      "share",
                                      "share_low",
                                      "share_high",
                                      "mean",
                                      "mean_low",
                                      "mean_high",
                                      "one_provider_share",
                                      "one_provider_runs",
                                      NULL};
  CdCsv csv = {.out = g_string_new(NULL)};
  cd_csv_heads(&csv, heads);
  for (guint t = 0; t < options->n; t++)
    for (guint i = 0; i < options->table[t].n_rows; i++)
      for (guint c = 0; c < options->table[t].n_columns; c++)
        put_cell(&csv, options, &options->table[t], i, c);
  return g_string_free(csv.out, FALSE);
}
