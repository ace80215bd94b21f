#include "sim/scenario/check-metric.h"

#include "sim/base/suggest.h"
#include "sim/scenario/check.h"

static bool complain_of_metric(const CdNamedMetric *it)
{
  const CdScenario *scenario = it->resolve->scenario;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (int m = 0; m < CD_METRIC_COUNT; m++)
    if (cd_metric_applies(scenario, (CdMetricKind)m))
      g_ptr_array_add(known, (gpointer)cd_metric((CdMetricKind)m)->id);
  const char *closest = cd_closest(it->metric, known); /* all of them would fill a screen */
  g_autofree char *hint = closest ? g_strdup_printf("did you mean \"%s\"? (concordat metrics lists all)", closest)
                                  : g_strdup("concordat metrics lists all");
  g_autofree char *quoted = cd_quoted(it->metric);
  return cd_complain(it->resolve->complaints, CD_COMPLAINT_CLAIM_METRIC,
                     cd_row_span(it->resolve, it->kind, it->row, it->metric_field), hint,
                     cd_metric_by_name(it->metric) == CD_METRIC_COUNT ? "unknown metric %s"
                                                                      : "nothing in this scenario has the metric %s",
                     quoted);
}

/* FROM>TO: two different areas. */
static bool is_passage(const CdScenario *scenario, const char *whose)
{
  g_auto(GStrv) end = g_strsplit(whose, ">", 3);
  return g_strv_length(end) == 2 && !g_str_equal(end[0], end[1]) &&
         cd_scenario_find(scenario, CD_ENTITY_AREA, -1, end[0]) >= 0 &&
         cd_scenario_find(scenario, CD_ENTITY_AREA, -1, end[1]) >= 0;
}

static bool is_known(const CdScenario *scenario, const CdMetric *metric, const char *whose)
{
  for (guint s = 1; s < CD_SCOPES; s++) {
    CdScope scope = (CdScope)(1u << s);
    CdEntityKind kind = cd_scope_entity(scope);
    if ((metric->scopes & scope) &&
        (kind == CD_ENTITY_NONE ? is_passage(scenario, whose) : cd_scenario_find(scenario, kind, -1, whose) >= 0))
      return true;
  }
  return false;
}

static bool complain_of_whose(const CdNamedMetric *it, const CdMetric *metric)
{
  const CdScenario *scenario = it->resolve->scenario;
  g_autoptr(GPtrArray) known = g_ptr_array_new();
  for (guint s = 1; s < CD_SCOPES; s++) {
    CdEntityKind kind = cd_scope_entity((CdScope)(1u << s));
    for (guint i = 0; kind != CD_ENTITY_NONE && (metric->scopes & 1u << s) && i < scenario->table[kind].n; i++)
      g_ptr_array_add(known, (gpointer)cd_scenario_row(scenario, kind, i)->id);
  }
  g_autofree char *quoted = cd_quoted(it->whose ? it->whose : "");
  g_autofree char *hint = known->len == 0 && !(metric->scopes & CD_BY_PASSAGE)
                              ? g_strdup("leave whose= out: it is the total's alone")
                              : cd_suggestion(it->whose ? it->whose : "", known);
  cd_complain(it->resolve->complaints, CD_COMPLAINT_CLAIM_WHOSE,
              cd_row_span(it->resolve, it->kind, it->row, it->whose ? it->whose_field : NULL), hint,
              it->whose ? "%s has no value of %s" : "%s has no total: say whose%s", metric->id, it->whose ? quoted : "");
  return false;
}

bool cd_check_metric(const CdNamedMetric *it)
{
  CdMetricKind kind = cd_metric_by_name(it->metric);
  if (kind == CD_METRIC_COUNT || !cd_metric_applies(it->resolve->scenario, kind))
    return complain_of_metric(it);
  const CdMetric *metric = cd_metric(kind);
  bool fit = it->whose ? is_known(it->resolve->scenario, metric, it->whose) : metric->scopes & CD_TOTAL;
  return fit || complain_of_whose(it, metric);
}
