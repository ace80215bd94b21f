#include "sim/scenario/check.h"

#include "sim/base/suggest.h"
#include "sim/model/metric.h"

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

static bool has(CdRefs refs, int row)
{
  bool found = false;
  for (guint i = 0; i < refs.n; i++)
    found = found || (int)refs.at[i] == row;
  return found;
}

static bool complain_of_metric(const Row *it)
{
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (int m = 0; m < CD_METRIC_COUNT; m++)
    if (cd_metric_applies(it->resolve->scenario, (CdMetricKind)m))
      g_ptr_array_add(known, (gpointer)cd_metric((CdMetricKind)m)->id);
  g_autofree char *hint = cd_suggestion(it->spec->metric, known);
  return complain(it, FIELD(metric), hint, "nothing in this scenario has that metric");
}

/* Of a passage no more is known here than that the metric has such values: measure.h finds it, or it is not defined. */
static bool is_known(const CdScenario *scenario, const CdMetric *metric, const char *whose)
{
  if (!whose)
    return metric->scopes & CD_TOTAL;
  bool found = false;
  for (guint s = 1; s < CD_SCOPES; s++) {
    CdEntityKind kind = cd_scope_entity((CdScope)(1u << s));
    if (metric->scopes & 1u << s)
      found = found || kind == CD_ENTITY_NONE || cd_scenario_find(scenario, kind, -1, whose) >= 0;
  }
  return found;
}

static bool check_metric(const Row *it)
{
  CdMetricKind kind = cd_metric_by_name(it->spec->metric);
  if (kind == CD_METRIC_COUNT || !cd_metric_applies(it->resolve->scenario, kind))
    return complain_of_metric(it);
  const CdMetric *metric = cd_metric(kind);
  if (!is_known(it->resolve->scenario, metric, it->spec->whose))
    return complain(it, it->spec->whose ? FIELD(whose) : FIELD(metric), "see concordat metrics",
                    it->spec->whose ? "the metric has no value of that" : "the metric has no total: say whose");
  if (it->spec->against < 0)
    return complain(it, NULL, "name the option without the advantage: against=\"...\"", "held against which option?");
  if (it->spec->expect < 0 && metric->better == CD_NEITHER)
    return complain(it, FIELD(metric), "say expect=\"more\" or expect=\"less\"",
                    "of this metric neither more nor less is better");
  return true;
}

static void check_row(const Row *it)
{
  const CdOptionsTableSpec *table = cd_scenario_options_table(it->resolve->scenario, (guint)it->spec->head.parent);
  for (guint i = 0; i < it->spec->marked.n; i++)
    if (!has(table->options, (int)it->spec->marked.at[i])) {
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
    if (has(table->options, (int)table->beside.at[i]))
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
