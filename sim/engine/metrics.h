/* metrics.h - the registry of metrics, and where each value of a run stands. */
#pragma once

#include "sim/cost/layers.h"
#include "sim/model/spec.h"

typedef enum {
#define METRIC(KIND, id, unit, better, scopes, materiality, basis, label, definition) CD_METRIC_##KIND,
#include "sim/engine/metrics.def"
#undef METRIC
  CD_METRIC_LAYER, /* the layers of cost follow: CD_METRIC_LAYER + layer */
  CD_METRIC_COUNT = CD_METRIC_LAYER + CD_LAYER_COUNT
} CdMetricKind;

typedef enum { CD_LOWER, CD_HIGHER, CD_NEITHER } CdBetter;
typedef enum { CD_TOTAL = 1, CD_BY_AREA = 2, CD_BY_COUNCIL = 4, CD_BY_FUNDER = 8 } CdScope;

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
  guint n;                         /* values */
  CdMetricKind *kind;              /* [n] */
  CdScope *scope;                  /* [n] */
  guint *row;                      /* [n] area, council or funder; 0 for totals */
  char **name;                     /* [n] "deaths", "deaths[city]" */
  guint first[CD_METRIC_COUNT][4]; /* first value of a metric by scope (total, area, council, funder); G_MAXUINT: none */
} CdMetricLayout;

CdMetricLayout *cd_metric_layout_new(const CdScenario *scenario);
void cd_metric_layout_free(CdMetricLayout *layout);

/* Index of a value; ROW 0 for totals. Asserts that the metric has the scope. */
guint cd_metric_at(const CdMetricLayout *layout, CdMetricKind kind, CdScope scope, guint row);

/* The place of a value of one run. */
static inline double *cd_metric_slot(const CdMetricLayout *layout, double *value, CdMetricKind kind, CdScope scope,
                                     guint row)
{
  return &value[cd_metric_at(layout, kind, scope, row)];
}

/* Index by name; -1 when unknown. */
int cd_metric_find(const CdMetricLayout *layout, const char *name);
