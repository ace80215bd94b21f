#include "sim/engine/metrics.h"

static const CdMetric metrics[CD_METRIC_LAYER] = {
#define METRIC(KIND, id, unit, better, scopes, materiality, basis, label, definition)                                \
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

CdMetricLayout *cd_metric_layout_new(const CdScenario *scenario)
{
  CdMetricLayout *layout = g_new0(CdMetricLayout, 1);
  guint n = 0;
  for (int pass = 0; pass < 2; pass++) {
    guint at = 0;
    for (int m = 0; m < CD_METRIC_COUNT; m++)
      for (guint s = 0; s < 4; s++) {
        const CdMetric *metric = cd_metric((CdMetricKind)m);
        layout->first[m][s] = G_MAXUINT;
        if (!(metric->scopes & (1u << s)))
          continue;
        layout->first[m][s] = at;
        guint rows = s == 0 ? 1 : scenario->table[scope_entity[s]].n;
        for (guint i = 0; i < rows; i++, at++) {
          if (pass == 0)
            continue;
          layout->kind[at] = (CdMetricKind)m;
          layout->scope[at] = (CdScope)(1u << s);
          layout->row[at] = i;
          layout->name[at] =
              s == 0 ? g_strdup(metric->id)
                     : g_strdup_printf("%s[%s]", metric->id, cd_scenario_row(scenario, scope_entity[s], i)->id);
        }
      }
    n = at;
    if (pass == 0) {
      layout->n = n;
      layout->kind = g_new0(CdMetricKind, n);
      layout->scope = g_new0(CdScope, n);
      layout->row = g_new0(guint, n);
      layout->name = g_new0(char *, n + 1);
    }
  }
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
