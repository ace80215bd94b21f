#include "sim/report/options.h"
#include "sim/report/run-json.h"

static void put_cell(CdJson *json, const CdOptionTables *options, const CdTableAnswer *table, guint row, guint column)
{
  const CdTableCell *cell = &table->cell[(gsize)row * table->n_columns + column];
  bool answered = cell->answer.n > 0;
  cd_json_open_object(json, NULL, CD_JSON_FLAT);
  cd_json_text(json, "option", cd_table_column_id(options, table, column));
  if (column < table->n_options)
    cd_json_bool(json, "marked", cell->marked);
  else
    cd_json_null(json, "marked");
  cd_json_text(json, "found", cd_cell_found_text(cell->found));
  cd_json_text(json, "agreement", cd_cell_agreement_text(cell->agreement));
  if (answered) {
    cd_json_number(json, "share", cell->answer.holds.share);
    cd_json_number(json, "share_low", cell->answer.holds.low);
    cd_json_number(json, "share_high", cell->answer.holds.high);
    cd_json_number(json, "mean", cell->answer.effect.d.mean);
    cd_json_number(json, "mean_low", cell->answer.effect.d.low);
    cd_json_number(json, "mean_high", cell->answer.effect.d.high);
    cd_json_integer(json, "one_provider_runs", cell->one.runs);
    cd_json_number(json, "one_provider_share", cell->one.share);
    cd_json_number(json, "one_provider_mean", cell->one.mean);
  }
  cd_json_close_object(json);
}

static void put_criterion(CdJson *json, const CdOptionTables *options, const CdTableAnswer *table, guint row)
{
  const CdScenario *scenario = options->results->scenario;
  const CdTableRowSpec *spec = cd_scenario_table_row(scenario, table->first + row);
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "id", spec->head.id);
  cd_json_text(json, "label", spec->head.label);
  cd_json_text(json, "metric", spec->metric);
  cd_json_text(json, "whose", spec->whose);
  cd_json_text(json, "against",
               spec->against < 0 ? NULL : cd_scenario_structure(scenario, (guint)spec->against)->head.id);
  cd_json_text(json, "not_modelled", spec->not_modelled);
  cd_json_open_array(json, "cells", CD_JSON_TALL);
  for (guint c = 0; c < table->n_columns; c++)
    put_cell(json, options, table, row, c);
  cd_json_close_array(json);
  cd_json_close_object(json);
}

static void put_scores(CdJson *json, const CdOptionTables *options, const CdTableAnswer *table)
{
  cd_json_open_array(json, "scores", CD_JSON_TALL);
  for (guint o = 0; o < table->n_options; o++) {
    const CdTableScore *score = &table->score[o];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "option", cd_table_column_id(options, table, o));
    cd_json_number(json, "marks", score->marks);
    cd_json_number(json, "mean", score->mean);
    cd_json_number(json, "p5", score->p5);
    cd_json_number(json, "p95", score->p95);
    cd_json_open_array(json, "ranks", CD_JSON_FLAT);
    for (guint r = 0; r < table->n_options; r++)
      cd_json_number(json, NULL, score->rank[r]);
    cd_json_close_array(json);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_tips(CdJson *json, const CdOptionTables *options, const CdTableAnswer *table)
{
  cd_json_open_array(json, "tips", CD_JSON_TALL);
  for (guint i = 0; i < table->n_tips; i++) {
    const CdTip *tip = &table->tip[i];
    cd_json_open_object(json, NULL, CD_JSON_FLAT);
    cd_json_text(json, "criterion",
                 cd_scenario_table_row(options->results->scenario, table->first + tip->criterion)->head.id);
    cd_json_text(json, "ahead", cd_table_column_id(options, table, tip->ahead));
    cd_json_text(json, "behind", cd_table_column_id(options, table, tip->behind));
    cd_json_number(json, "weight", tip->weight);
    cd_json_number(json, "tips_at", tip->tips_at);
    cd_json_number(json, "tips_low", tip->low);
    cd_json_number(json, "tips_high", tip->high);
    cd_json_close_object(json);
  }
  cd_json_close_array(json);
}

static void put_table(CdJson *json, const CdOptionTables *options, const CdTableAnswer *table)
{
  const CdSpecHead *head = &cd_scenario_options_table(options->results->scenario, table->table)->head;
  cd_json_open_object(json, NULL, CD_JSON_TALL);
  cd_json_text(json, "id", head->id);
  cd_json_text(json, "label", head->label);
  cd_json_integer(json, "agrees", table->agrees);
  cd_json_integer(json, "differs", table->differs);
  cd_json_integer(json, "open", table->open);
  cd_json_integer(json, "not_modelled", table->unsaid);
  cd_json_integer(json, "by_definition", table->reference);
  cd_json_open_array(json, "criteria", CD_JSON_TALL);
  for (guint i = 0; i < table->n_rows; i++)
    put_criterion(json, options, table, i);
  cd_json_close_array(json);
  put_scores(json, options, table);
  put_tips(json, options, table);
  cd_json_close_object(json);
}

void cd_json_put_option_tables(CdJson *json, const char *key, const CdOptionTables *options)
{
  cd_json_open_array(json, key, CD_JSON_TALL);
  for (guint t = 0; t < options->n; t++)
    put_table(json, options, &options->table[t]);
  cd_json_close_array(json);
}

char *cd_options_json(const CdOptionTables *options)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_put_run(&json, options->results);
  cd_json_number(&json, "confidence", options->confidence);
  cd_json_put_option_tables(&json, "tables", options);
  cd_json_close_object(&json);
  return g_string_free(out, FALSE);
}
