#include "sim/model/metric.h"

static const struct {
  const char *id, *label;
} layers[CD_LAYER_COUNT] = {
#define LAYER(KIND, id, label) {id, label},
#include "sim/model/layers.def"
#undef LAYER
};

const char *cd_layer_id(CdLayer layer)
{
  return layers[layer].id;
}

const char *cd_layer_label(CdLayer layer)
{
  return layers[layer].label;
}

static const CdMetric metrics[CD_METRIC_LAYER] = {
#define METRIC(KIND, id, unit, better, scopes, materiality, basis, label, definition)                                  \
  {id, label, definition, unit, better, scopes, materiality, basis},
#include "sim/model/metrics.def"
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

static const struct {
  const char *name;
  CdEntityKind entity; /* NONE: no entity's */
} scopes[CD_SCOPES] = {{"total", CD_ENTITY_NONE},      {"area", CD_ENTITY_AREA},
                       {"council", CD_ENTITY_COUNCIL}, {"funder", CD_ENTITY_FUNDER},
                       {"passage", CD_ENTITY_NONE},    {"locality", CD_ENTITY_LOCALITY},
                       {"cohort", CD_ENTITY_COHORT},   {"bed-service", CD_ENTITY_BED_SERVICE},
                       {"hub", CD_ENTITY_HUB},         {"referrer", CD_ENTITY_REFERRER}};

static guint scope_index(CdScope scope)
{
  guint s = 0;
  while (s < CD_SCOPES && (guint)scope != 1u << s)
    s++;
  g_assert(s < CD_SCOPES);
  return s;
}

const char *cd_scope_name(CdScope scope)
{
  return scopes[scope_index(scope)].name;
}

CdEntityKind cd_scope_entity(CdScope scope)
{
  return scopes[scope_index(scope)].entity;
}

bool cd_scenario_has_mental_health_posts(const CdScenario *scenario)
{
  for (guint s = 0; s < scenario->table[CD_ENTITY_POST].n; s++)
    if (cd_scenario_post(scenario, s)->serves == CD_SERVES_MENTAL_HEALTH)
      return true;
  return false;
}

/* Budgets and bed-places are told of only where a scenario has them. */
bool cd_metric_applies(const CdScenario *scenario, CdMetricKind kind)
{
  if (kind >= CD_METRIC_BUDGET && kind <= CD_METRIC_GAP_COMPLETIONS)
    return scenario->table[CD_ENTITY_BUDGETS].n > 0;
  if (kind >= CD_METRIC_BEDS && kind <= CD_METRIC_BED_AREA_GIVE_UPS)
    return scenario->table[CD_ENTITY_BED_SERVICE].n > 0;
  return kind != CD_METRIC_MENTAL_HEALTH || cd_scenario_has_mental_health_posts(scenario);
}

CdMetricKind cd_metric_by_name(const char *id)
{
  int kind = 0;
  while (kind < CD_METRIC_COUNT && !g_str_equal(cd_metric((CdMetricKind)kind)->id, id))
    kind++;
  return (CdMetricKind)kind;
}
