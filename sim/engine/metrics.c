#include "sim/engine/metrics.h"

static guint scope_index(CdScope scope)
{
  guint s = 0;
  while (s < CD_SCOPES && (guint)scope != 1u << s)
    s++;
  g_assert(s < CD_SCOPES);
  return s;
}

static CdEntityKind entity_of(guint scope)
{
  return cd_scope_entity((CdScope)(1u << scope));
}

static guint rows_of(const CdMetricLayout *layout, const CdScenario *scenario, guint scope)
{
  if (1u << scope == CD_BY_PASSAGE)
    return layout->passages->n;
  return scope == 0 ? 1 : scenario->table[entity_of(scope)].n;
}

/* Where each metric's values begin, and how many there are in all. */
static guint place_metrics(CdMetricLayout *layout, const CdScenario *scenario)
{
  guint n = 0;
  for (int m = 0; m < CD_METRIC_COUNT; m++)
    for (guint s = 0; s < CD_SCOPES; s++) {
      bool has = (cd_metric((CdMetricKind)m)->scopes & (1u << s)) && cd_metric_applies(scenario, (CdMetricKind)m);
      layout->first[m][s] = has ? n : G_MAXUINT;
      n += has ? rows_of(layout, scenario, s) : 0;
    }
  return n;
}

/* Whose the value is: its id and its label. */
static void describe_whose(CdMetricLayout *layout, const CdScenario *scenario, guint scope, guint row, guint at)
{
  if (1u << scope == CD_BY_PASSAGE) {
    const CdSpecHead *from = &cd_scenario_area(scenario, layout->passages->from[row])->head,
                     *to = &cd_scenario_area(scenario, layout->passages->to[row])->head;
    layout->id[at] = g_strdup_printf("%s>%s", from->id, to->id); /* no id holds ">" */
    layout->label[at] = g_strdup_printf("%s to %s", from->label, to->label);
  } else {
    const CdSpecHead *of = scope == 0 ? NULL : cd_scenario_row(scenario, entity_of(scope), row);
    layout->id[at] = g_strdup(of ? of->id : "");
    layout->label[at] = g_strdup(of ? of->label : "");
  }
}

static void describe(CdMetricLayout *layout, const CdScenario *scenario, CdMetricKind kind, guint scope)
{
  const char *id = cd_metric(kind)->id;
  for (guint i = 0; i < rows_of(layout, scenario, scope); i++) {
    guint at = layout->first[kind][scope] + i;
    layout->kind[at] = kind;
    layout->scope[at] = (CdScope)(1u << scope);
    layout->row[at] = i;
    describe_whose(layout, scenario, scope, i, at);
    layout->name[at] = scope == 0 ? g_strdup(id) : g_strdup_printf("%s[%s]", id, layout->id[at]);
  }
}

CdMetricLayout *cd_metric_layout_new(const CdScenario *scenario)
{
  CdMetricLayout *layout = g_new0(CdMetricLayout, 1);
  layout->passages = cd_passages_new(scenario);
  layout->n = place_metrics(layout, scenario);
  layout->kind = g_new0(CdMetricKind, layout->n);
  layout->scope = g_new0(CdScope, layout->n);
  layout->row = g_new0(guint, layout->n);
  layout->name = g_new0(char *, layout->n + 1);
  layout->id = g_new0(char *, layout->n + 1);
  layout->label = g_new0(char *, layout->n + 1);
  for (int m = 0; m < CD_METRIC_COUNT; m++)
    for (guint s = 0; s < CD_SCOPES; s++)
      if (layout->first[m][s] != G_MAXUINT)
        describe(layout, scenario, (CdMetricKind)m, s);
  return layout;
}

void cd_metric_layout_free(CdMetricLayout *layout)
{
  if (!layout)
    return;
  g_free(layout->kind);
  g_free(layout->scope);
  g_free(layout->row);
  g_strfreev(layout->name);
  g_strfreev(layout->id);
  g_strfreev(layout->label);
  cd_passages_free(layout->passages);
  g_free(layout);
}

guint cd_metric_at(const CdMetricLayout *layout, CdMetricKind kind, CdScope scope, guint row)
{
  guint first = layout->first[kind][scope_index(scope)];
  g_assert(first != G_MAXUINT);
  return first + row;
}

bool cd_metric_is_told(const CdMetricLayout *layout, CdMetricKind kind, CdScope scope)
{
  return layout->first[kind][scope_index(scope)] != G_MAXUINT;
}

int cd_metric_find(const CdMetricLayout *layout, const char *name)
{
  for (guint i = 0; i < layout->n; i++)
    if (g_str_equal(layout->name[i], name))
      return (int)i;
  return -1;
}
