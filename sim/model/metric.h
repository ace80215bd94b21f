/* metric.h - the registry of metrics: what can be measured of a run, and whose it can be. sim/model/metrics.def has a line for each; the layers of cost
 * (layers.def) follow. What the engine makes of it for one scenario is in sim/engine/metrics.h. */
#pragma once

#include "sim/model/spec.h"

/* Years for which cost less budget is told one by one: CD_METRIC_BUDGET_YEAR and those after it. */
#define CD_BUDGET_YEARS 10u

typedef enum {
#define LAYER(KIND, id, label) CD_LAYER_##KIND,
#include "sim/model/layers.def"
#undef LAYER
  CD_LAYER_COUNT
} CdLayer;

/* Layers up to this one are the provider's price; the rest is the commissioners' own cost. */
#define CD_LAYER_FIRST_COMMISSIONER CD_LAYER_OFFICERS

/* Stable id ("layer-direct") and label ("Direct care"). Static. */
const char *cd_layer_id(CdLayer layer);
const char *cd_layer_label(CdLayer layer);

typedef enum {
#define METRIC(KIND, id, unit, better, scopes, materiality, basis, label, definition) CD_METRIC_##KIND,
#include "sim/model/metrics.def"
#undef METRIC
  CD_METRIC_LAYER, /* the layers of cost follow: CD_METRIC_LAYER + layer */
  CD_METRIC_COUNT = CD_METRIC_LAYER + CD_LAYER_COUNT
} CdMetricKind;

typedef enum { CD_LOWER, CD_HIGHER, CD_NEITHER } CdBetter;

/* Whose a value is. A passage is an ordered pair of areas, from where people live to where they move or are seen (sim/engine/passages.h). No metric has
 * two scopes whose entities may share an id, such as areas and localities. */
typedef enum {
  CD_TOTAL = 1,
  CD_BY_AREA = 2,
  CD_BY_COUNCIL = 4,
  CD_BY_FUNDER = 8,
  CD_BY_PASSAGE = 16,
  CD_BY_LOCALITY = 32,
  CD_BY_COHORT = 64,
  CD_BY_BED_SERVICE = 128,
  CD_BY_HUB = 256,
  CD_BY_REFERRER = 512
} CdScope;

#define CD_SCOPES 10

/* "total", "area", ...: as files call it. */
const char *cd_scope_name(CdScope scope);

/* Whose ids are those of SCOPE's values; NONE: of the total and of passages, which are of no one entity. */
CdEntityKind cd_scope_entity(CdScope scope);

/* What the materiality is a share of. */
typedef enum {
  CD_ABSOLUTE,      /* of nothing: it is the difference itself */
  CD_RELATIVE,      /* of business as usual's mean of the same metric */
  CD_RELATIVE_COST, /* of business as usual's yearly cost */
  CD_OF_PEOPLE      /* of business as usual's people in treatment in a year */
} CdBasis;

typedef struct {
  const char *id, *label, *definition;
  CdUnit unit;
  CdBetter better;
  guint scopes;
  double materiality;
  CdBasis basis;
} CdMetric;

const CdMetric *cd_metric(CdMetricKind kind);

/* By its id; CD_METRIC_COUNT where there is none. */
CdMetricKind cd_metric_by_name(const char *id);

/* Whether SCENARIO has what the metric is about: budgets, beds and dual diagnosis are told of only where there are any. */
bool cd_metric_applies(const CdScenario *scenario, CdMetricKind kind);

/* Whether any post is there for clients with a mental health need alone. */
bool cd_scenario_has_mental_health_posts(const CdScenario *scenario);
