/* table-told.h - numbers that methods tell of the inputs of a table, in one list, from which its text, JSON and CSV are written. */
#pragma once

#include "sim/analysis/runs.h"

typedef struct {
  const char *kind;        /* "S1", "ST", "S2", "mu_star", ...: keys of the JSON */
  char *input;             /* a column's name, or a group's; of pairs "a:b"; "(dummy)" of what does nothing */
  double value, low, high; /* LOW, HIGH: NAN where there is no interval */
} CdTold;

/* CdTold, method by method, inputs in the order of the table; frees them. */
GArray *cd_told_new(const CdOutcomes *outcomes, const CdRunsShape *shape, const CdRunsAnalysis *analysis);
