/* metrics.h - the registry of metrics, and where each value of a run stands. */
#pragma once

#include "sim/cost/layers.h"
#include "sim/engine/passages.h"

typedef enum {
#define METRIC(KIND, id, unit, better, scopes, materiality, basis, label, definition) CD_METRIC_##KIND,
#include "sim/engine/metrics.def"
#undef METRIC
  CD_METRIC_LAYER, /* the layers of cost follow: CD_METRIC_LAYER + layer */
  CD_METRIC_COUNT = CD_METRIC_LAYER + CD_LAYER_COUNT
} CdMetricKind;

typedef enum { CD_LOWER, CD_HIGHER, CD_NEITHER } CdBetter;

/* Whose a value is. A passage is an ordered pair of areas, from where people live to where they move or are seen (passages.h). No metric has
 * two scopes whose entities may share an id, such as areas and localities. */
typedef enum {
  CD_TOTAL = 1,
  CD_BY_AREA = 2,
  CD_BY_COUNCIL = 4,
  CD_BY_FUNDER = 8,
  CD_BY_PASSAGE = 16,
  CD_BY_LOCALITY = 32,
  CD_BY_COHORT = 64,
  CD_BY_BED_SERVICE = 128
} CdScope;

#define CD_SCOPES 8

/* "total", "area", ...: as files call it. */
const char *cd_scope_name(CdScope scope);

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

/* The values of one arm of one run, in a flat array. */
typedef struct {
  guint n;                                 /* values */
  CdMetricKind *kind;                      /* [n] */
  CdScope *scope;                          /* [n] */
  guint *row;                              /* [n] row of the scope's entity or passage; 0 for totals */
  char **name;                             /* [n] "deaths", "deaths[city]", "border-moves[city>county]" */
  char **id;                               /* [n] "", "city", "city>county" */
  char **label;                            /* [n] for people: "", "Leicester", "Leicester to Leicestershire" */
  guint first[CD_METRIC_COUNT][CD_SCOPES]; /* first value of a metric by scope, in the order above; G_MAXUINT: not told */
  CdPassages *passages;
} CdMetricLayout;

CdMetricLayout *cd_metric_layout_new(const CdScenario *scenario);
void cd_metric_layout_free(CdMetricLayout *layout);

/* Whether the metric has the scope, in this scenario: budgets, beds and dual diagnosis are told of only where there are any. */
bool cd_metric_is_told(const CdMetricLayout *layout, CdMetricKind kind, CdScope scope);

/* Index of a value; ROW 0 for totals. Asserts that the metric is told. */
guint cd_metric_at(const CdMetricLayout *layout, CdMetricKind kind, CdScope scope, guint row);

/* The place of a value of one run. */
static inline double *cd_metric_slot(const CdMetricLayout *layout, double *value, CdMetricKind kind, CdScope scope,
                                     guint row)
{
  return &value[cd_metric_at(layout, kind, scope, row)];
}

/* Whether any post is there for clients with a mental health need alone. */
bool cd_scenario_has_mental_health_posts(const CdScenario *scenario);

/* Index by name; -1 when unknown. */
int cd_metric_find(const CdMetricLayout *layout, const char *name);
