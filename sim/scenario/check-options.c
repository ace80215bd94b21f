#include "sim/scenario/check.h"

#include "sim/scenario/check-metric.h"

#define FIELD(member) CD_FIELD(TABLE_ROW, TableRow, member)

typedef struct {
  const CdResolve *resolve;
  guint row;
  const CdTableRowSpec *spec;
} Row;

static bool complain(const Row *it, const CdField *field, const char *hint, const char *text)
{
  return cd_complain(it->resolve->complaints, CD_COMPLAINT_OPTIONS_TABLE,
                     cd_row_span(it->resolve, CD_ENTITY_TABLE_ROW, it->row, field), hint, "%s", text);
}

static bool check_metric(const Row *it)
{
  if (!cd_check_metric(&(CdNamedMetric){.resolve = it->resolve,
                                        .kind = CD_ENTITY_TABLE_ROW,
                                        .row = it->row,
                                        .metric_field = FIELD(metric),
                                        .whose_field = FIELD(whose),
                                        .metric = it->spec->metric,
                                        .whose = it->spec->whose}))
    return false;
  if (it->spec->against < 0)
    return complain(it, NULL, "name the option without the advantage: against=\"...\"", "held against which option?");
  if (it->spec->expect < 0 && cd_metric(cd_metric_by_name(it->spec->metric))->better == CD_NEITHER)
    return complain(it, FIELD(metric), "say expect=\"more\" or expect=\"less\"",
                    "of this metric neither more nor less is better");
  return true;
}

static void check_row(const Row *it)
{
  const CdOptionsTableSpec *table = cd_scenario_options_table(it->resolve->scenario, (guint)it->spec->head.parent);
  for (guint i = 0; i < it->spec->marked.n; i++)
    if (!cd_refs_has(table->options, it->spec->marked.at[i])) {
      complain(it, FIELD(marked), "add it to the table's options", "an option is ticked that has no column");
      return;
    }
  if (!it->spec->metric && !it->spec->not_modelled)
    complain(it, NULL, "name a metric, or say why not: not-modelled=\"...\"", "nothing is worked out for this criterion");
  else if (it->spec->metric && it->spec->not_modelled)
    complain(it, FIELD(not_modelled), "leave one of them out", "the criterion is not modelled, and has a metric");
  else if (it->spec->metric)
    check_metric(it);
}

static void check_table(const CdResolve *resolve, guint t)
{
  const CdOptionsTableSpec *table = cd_scenario_options_table(resolve->scenario, t);
  guint rows = 0;
  for (guint r = 0; r < resolve->scenario->table[CD_ENTITY_TABLE_ROW].n; r++)
    rows += cd_scenario_table_row(resolve->scenario, r)->head.parent == (int)t;
  if (rows == 0)
    cd_complain(resolve->complaints, CD_COMPLAINT_OPTIONS_TABLE, cd_row_span(resolve, CD_ENTITY_OPTIONS_TABLE, t, NULL),
                "add a <criterion/>", "table \"%s\" has no criteria", table->head.id);
  for (guint i = 0; i < table->beside.n; i++)
    if (cd_refs_has(table->options, table->beside.at[i]))
      cd_complain(resolve->complaints, CD_COMPLAINT_OPTIONS_TABLE,
                  cd_row_span(resolve, CD_ENTITY_OPTIONS_TABLE, t, CD_FIELD(OPTIONS_TABLE, OptionsTable, beside)),
                  "leave it out of one", "an option stands in a column and beside");
}

void cd_check_options(const CdResolve *resolve)
{
  const CdScenario *scenario = resolve->scenario;
  for (guint t = 0; t < scenario->table[CD_ENTITY_OPTIONS_TABLE].n; t++)
    check_table(resolve, t);
  for (guint r = 0; r < scenario->table[CD_ENTITY_TABLE_ROW].n; r++)
    check_row(&(Row){resolve, r, cd_scenario_table_row(scenario, r)});
}
