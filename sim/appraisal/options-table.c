#include "sim/appraisal/options-table.h"

#include <math.h>
#include "concordat/error.h"
#include "sim/appraisal/claims.h"
#include "sim/appraisal/results.h"
#include "sim/appraisal/weighing.h"
#include "sim/base/hash.h"

#define LEVEL 0.05 /* of all cells together */

const char *cd_cell_found_text(CdCellFound found)
{
  static const char *const text[CD_CELL_COUNT] = {[CD_CELL_TICKED] = "has it",
                                                  [CD_CELL_BLANK] = "has not",
                                                  [CD_CELL_REFERENCE] = "reference",
                                                  [CD_CELL_DEPENDS] = "depends on assumptions",
                                                  [CD_CELL_CANNOT_TELL] = "cannot tell",
                                                  [CD_CELL_UNDEFINED] = "not defined",
                                                  [CD_CELL_NOT_MODELLED] = "not modelled"};
  return text[found];
}

const char *cd_cell_agreement_text(CdCellAgreement agreement)
{
  static const char *const text[] = {[CD_CELL_AGREES] = "agrees",
                                     [CD_CELL_DIFFERS] = "differs",
                                     [CD_CELL_OPEN] = "open",
                                     [CD_CELL_UNSAID] = "not modelled",
                                     [CD_CELL_WITHOUT_MARK] = "no column"};
  return text[agreement];
}

static bool has(CdRefs refs, guint row)
{
  bool found = false;
  for (guint i = 0; i < refs.n; i++)
    found = found || refs.at[i] == row;
  return found;
}

static CdCellFound found_by(CdClaimVerdict verdict)
{
  switch (verdict) {
  case CD_CLAIM_HOLDS:
  case CD_CLAIM_LEANS_FOR:
    return CD_CELL_TICKED;
  case CD_CLAIM_FAILS:
  case CD_CLAIM_LEANS_AGAINST:
    return CD_CELL_BLANK;
  case CD_CLAIM_DEPENDS:
    return CD_CELL_DEPENDS;
  case CD_CLAIM_CANNOT_TELL:
    return CD_CELL_CANNOT_TELL;
  default:
    return CD_CELL_UNDEFINED;
  }
}

static CdCellAgreement agreement_of(const CdTableCell *cell, bool has_column)
{
  if (!has_column)
    return CD_CELL_WITHOUT_MARK;
  if (cell->found == CD_CELL_NOT_MODELLED)
    return CD_CELL_UNSAID;
  bool blank = cell->found == CD_CELL_BLANK || cell->found == CD_CELL_REFERENCE;
  if (!blank && cell->found != CD_CELL_TICKED)
    return CD_CELL_OPEN;
  return cell->marked != blank ? CD_CELL_AGREES : CD_CELL_DIFFERS;
}

CdTableTest cd_table_test(const CdResults *results, guint row, guint option)
{
  const CdTableRowSpec *spec = cd_scenario_table_row(results->scenario, row);
  int value = spec->metric ? cd_measure_value(results->layout, spec->metric, spec->whose) : -1;
  CdTableTest it = {.is_reference = value >= 0 && spec->against == (int)option};
  it.is_defined = value >= 0 && !it.is_reference;
  if (!it.is_defined)
    return it;
  double delta = cd_results_delta(results, (guint)value);
  bool more = spec->expect < 0 ? cd_metric(cd_metric_by_name(spec->metric))->better == CD_HIGHER
                               : spec->expect == CD_ADVANTAGE_MORE;
  it.measure = (CdMeasure){(guint)value, CD_ARM(option, false), (int)CD_ARM((guint)spec->against, false)};
  it.criterion = (CdCriterion){.expect = more ? CD_EXPECT_MORE : CD_EXPECT_LESS, .delta = isnan(delta) ? 0 : delta};
  return it;
}

static CdOneProvider one_provider(const CdResults *results, const CdTableTest *test, const double *x)
{
  const CdMeasure *measure = &test->measure;
  CdOneProvider out = {.of = results->replicates * CD_LUCKS, .mean = NAN, .share = NAN};
  int same = cd_metric_find(results->layout, cd_metric(CD_METRIC_SAME_PROVIDER)->id);
  double sum = 0;
  guint beyond = 0;
  for (guint r = 0; r < out.of; r++) {
    const double *run = &results->value[(gsize)r * results->n_arms * results->n_values];
    double own = run[(gsize)measure->arm * results->n_values + (guint)same],
           other = run[(gsize)(guint)measure->against * results->n_values + (guint)same];
    if (!(own >= 1 && other < 1) || !isfinite(x[r]))
      continue;
    out.runs++;
    sum += x[r];
    beyond += cd_criterion_margin_of(&test->criterion, x[r]) > 0;
  }
  if (out.runs > 0) {
    out.mean = sum / out.runs;
    out.share = (double)beyond / out.runs;
  }
  return out;
}

static void work_out(CdTableCell *cell, const CdOptionTables *options, guint row)
{
  const CdResults *results = options->results;
  const CdTableRowSpec *spec = cd_scenario_table_row(results->scenario, row);
  if (!spec->metric) {
    cell->found = CD_CELL_NOT_MODELLED;
    return;
  }
  CdTableTest test = cd_table_test(results, row, cell->option);
  cell->found = test.is_reference ? CD_CELL_REFERENCE : CD_CELL_UNDEFINED;
  if (!test.is_defined)
    return;
  g_autofree double *x = cd_measure_sample(results, &test.measure);
  guint64 key = cd_hash_pair(spec->head.key, cd_scenario_structure(results->scenario, cell->option)->head.key);
  cell->answer = cd_criterion_answer(&test.criterion, x, results->replicates, options->confidence, results->seed, key);
  cell->found = cell->answer.n > 0 ? found_by(cd_claim_verdict_of(cell->answer.holds)) : CD_CELL_UNDEFINED;
  cell->one = one_provider(results, &test, x);
}

static void count(CdTableAnswer *table, const CdTableCell *cell)
{
  guint *counted[] = {[CD_CELL_AGREES] = &table->agrees,
                      [CD_CELL_DIFFERS] = &table->differs,
                      [CD_CELL_OPEN] = &table->open,
                      [CD_CELL_UNSAID] = &table->unsaid};
  if (cell->agreement == CD_CELL_WITHOUT_MARK)
    return;
  (*counted[cell->agreement])++;
  table->reference += cell->found == CD_CELL_REFERENCE;
}

void cd_lay_table(CdTableAnswer *table, const CdScenario *scenario, guint t)
{
  const CdOptionsTableSpec *spec = cd_scenario_options_table(scenario, t);
  *table = (CdTableAnswer){.table = t, .n_options = spec->options.n, .n_columns = spec->options.n + spec->beside.n};
  for (guint r = 0; r < scenario->table[CD_ENTITY_TABLE_ROW].n; r++)
    if (cd_scenario_table_row(scenario, r)->head.parent == (int)t) {
      table->first = table->n_rows == 0 ? r : table->first;
      table->n_rows++;
    }
  table->column = g_new0(guint, table->n_columns + 1);
  table->cell = g_new0(CdTableCell, (gsize)table->n_rows * table->n_columns + 1);
  for (guint c = 0; c < table->n_columns; c++)
    table->column[c] = c < table->n_options ? spec->options.at[c] : spec->beside.at[c - table->n_options];
  for (guint i = 0; i < table->n_rows; i++)
    for (guint c = 0; c < table->n_columns; c++) {
      CdTableCell *cell = &table->cell[(gsize)i * table->n_columns + c];
      cell->option = table->column[c];
      cell->marked = has(cd_scenario_table_row(scenario, table->first + i)->marked, cell->option);
      cell->one = (CdOneProvider){.mean = NAN, .share = NAN};
    }
}

static void answer_table(CdTableAnswer *table, const CdOptionTables *options)
{
  for (guint i = 0; i < table->n_rows; i++)
    for (guint c = 0; c < table->n_columns; c++) {
      CdTableCell *cell = &table->cell[(gsize)i * table->n_columns + c];
      work_out(cell, options, table->first + i);
      cell->agreement = agreement_of(cell, c < table->n_options);
      count(table, cell);
    }
  cd_weigh_table(table, options->results);
}

static guint cells_asked(const CdScenario *scenario)
{
  guint cells = 0;
  for (guint r = 0; r < scenario->table[CD_ENTITY_TABLE_ROW].n; r++) {
    const CdTableRowSpec *row = cd_scenario_table_row(scenario, r);
    const CdOptionsTableSpec *table = cd_scenario_options_table(scenario, (guint)row->head.parent);
    cells += row->metric ? table->options.n + table->beside.n - 1 : 0;
  }
  return cells;
}

bool cd_options_check(const CdScenario *scenario, GError **error)
{
  if (scenario->table[CD_ENTITY_OPTIONS_TABLE].n > 0)
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "scenario \"%s\" has no table of options: write one as <options-table> (docs/scenario-format.md)",
              scenario->id);
  return false;
}

CdOptionTables *cd_option_tables_ask(const CdResults *results)
{
  CdOptionTables *options = g_new0(CdOptionTables, 1);
  options->results = results;
  options->confidence = 1 - LEVEL / MAX(1, cells_asked(results->scenario));
  options->n = results->scenario->table[CD_ENTITY_OPTIONS_TABLE].n;
  options->table = g_new0(CdTableAnswer, options->n + 1);
  for (guint t = 0; t < options->n; t++)
    cd_lay_table(&options->table[t], results->scenario, t);
  return options;
}

CdOptionTables *cd_option_tables_new(const CdResults *results)
{
  CdOptionTables *options = cd_option_tables_ask(results);
  for (guint t = 0; t < options->n; t++)
    answer_table(&options->table[t], options);
  return options;
}

const CdOptionTables *cd_options(const CdResults *results)
{
  return results->options;
}

void cd_option_tables_free(CdOptionTables *options)
{
  if (!options)
    return;
  for (guint t = 0; t < options->n; t++) {
    CdTableAnswer *table = &options->table[t];
    for (guint o = 0; table->score && o < table->n_options; o++)
      g_free(table->score[o].rank);
    g_free(table->score);
    g_free(table->tip);
    g_free(table->column);
    g_free(table->cell);
  }
  g_free(options->table);
  g_free(options);
}
