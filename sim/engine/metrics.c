#include "sim/engine/metrics.h"

static const CdMetric metrics[CD_METRIC_LAYER] = {
#define METRIC(KIND, id, unit, better, scopes, materiality, basis, label, definition)                                  \
  {id, label, definition, unit, better, scopes, materiality, basis},
#include "sim/engine/metrics.def"
#undef METRIC
};

static gpointer make_layers(gpointer unused)
{
  (void)unused;
  CdMetric *layer = g_new0(CdMetric, CD_LAYER_COUNT);
  for (int l = 0; l < CD_LAYER_COUNT; l++)
    layer[l] = (CdMetric){.id = cd_layer_id((CdLayer)l),
                          .unit = CD_UNIT_GBP_YEAR,
                          .label = cd_layer_label((CdLayer)l),
                          .definition = "A layer of the yearly cost; the layers add up to it.",
                          .better = CD_LOWER,
                          .scopes = CD_TOTAL,
                          .materiality = 0.001,
                          .basis = CD_RELATIVE_COST};
  return layer;
}

const CdMetric *cd_metric(CdMetricKind kind)
{
  static GOnce once = G_ONCE_INIT; /* an immutable table, made on first use */
  g_assert((int)kind >= 0 && kind < CD_METRIC_COUNT);
  if (kind < CD_METRIC_LAYER)
    return &metrics[kind];
  const CdMetric *layer = g_once(&once, make_layers, NULL);
  return &layer[kind - CD_METRIC_LAYER];
}

static const CdEntityKind scope_entity[4] = {CD_ENTITY_NONE, CD_ENTITY_AREA, CD_ENTITY_COUNCIL, CD_ENTITY_FUNDER};

static guint rows_of(const CdScenario *scenario, guint scope)
{
  return scope == 0 ? 1 : scenario->table[scope_entity[scope]].n;
}

/* Where each metric's values begin, and how many there are in all. */
static guint place_metrics(CdMetricLayout *layout, const CdScenario *scenario)
{
  guint n = 0;
  for (int m = 0; m < CD_METRIC_COUNT; m++)
    for (guint s = 0; s < G_N_ELEMENTS(scope_entity); s++) {
      bool has = cd_metric((CdMetricKind)m)->scopes & (1u << s);
      layout->first[m][s] = has ? n : G_MAXUINT;
      n += has ? rows_of(scenario, s) : 0;
    }
  return n;
}

static void describe(CdMetricLayout *layout, const CdScenario *scenario, CdMetricKind kind, guint scope)
{
  const char *id = cd_metric(kind)->id;
  for (guint i = 0; i < rows_of(scenario, scope); i++) {
    guint at = layout->first[kind][scope] + i;
    layout->kind[at] = kind;
    layout->scope[at] = (CdScope)(1u << scope);
    layout->row[at] = i;
    layout->name[at] =
        scope == 0 ? g_strdup(id) : g_strdup_printf("%s[%s]", id, cd_scenario_row(scenario, scope_entity[scope], i)->id);
  }
}

CdMetricLayout *cd_metric_layout_new(const CdScenario *scenario)
{
  CdMetricLayout *layout = g_new0(CdMetricLayout, 1);
  layout->n = place_metrics(layout, scenario);
  layout->kind = g_new0(CdMetricKind, layout->n);
  layout->scope = g_new0(CdScope, layout->n);
  layout->row = g_new0(guint, layout->n);
  layout->name = g_new0(char *, layout->n + 1);
  for (int m = 0; m < CD_METRIC_COUNT; m++)
    for (guint s = 0; s < G_N_ELEMENTS(scope_entity); s++)
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
  g_free(layout);
}

static guint scope_index(CdScope scope)
{
  return scope == CD_TOTAL ? 0 : scope == CD_BY_AREA ? 1 : scope == CD_BY_COUNCIL ? 2 : 3;
}

guint cd_metric_at(const CdMetricLayout *layout, CdMetricKind kind, CdScope scope, guint row)
{
  guint first = layout->first[kind][scope_index(scope)];
  g_assert(first != G_MAXUINT);
  return first + row;
}

int cd_metric_find(const CdMetricLayout *layout, const char *name)
{
  for (guint i = 0; i < layout->n; i++)
    if (g_str_equal(layout->name[i], name))
      return (int)i;
  return -1;
}
