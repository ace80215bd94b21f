/* check-metric.h - a metric named in a file, and whose it is: of a claim's test, of a table's criterion. */
#pragma once

#include "sim/model/metric.h"
#include "sim/scenario/resolve.h"

typedef struct {
  const CdResolve *resolve;
  CdEntityKind kind; /* the row that names it */
  guint row;
  const CdField *metric_field, *whose_field;
  const char *metric, *whose; /* WHOSE NULL: the total */
} CdNamedMetric;

/* Whether this scenario has the metric, and of that whose it is; else complains (E0233, E0234). */
bool cd_check_metric(const CdNamedMetric *it);
