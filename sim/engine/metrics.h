/* metrics.h - where each value of a run stands. What can be measured is in sim/model/metric.h. */
#pragma once

#include "sim/engine/passages.h"
#include "sim/model/metric.h"

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

/* Index by name; -1 when unknown. */
int cd_metric_find(const CdMetricLayout *layout, const char *name);
