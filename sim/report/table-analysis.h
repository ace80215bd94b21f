/* table-analysis.h - the analysis of a table of runs, as its text, JSON and CSV share it. */
#pragma once

#include "concordat/table-analysis.h"
#include "sim/report/table-told.h"

struct _CdTableAnalysis {
  CdOutcomes *outcomes;
  CdRunsShape *shape;
  CdFactors *factors; /* NULL: none were given */
  bool above;         /* of the cases that boxes hold */
  double threshold;   /* NAN: none were asked for */
  GPtrArray *of;      /* CdRunsAnalysis, one an outcome */
};

/* A number of people's own, with five digits. The caller frees. */
char *cd_table_analysis_number(double x);

/* Limits of BOX: "x1 is at least 0.4 (quasi-p 0.001), x2 is at most 3"; "no limit" where it holds all. The caller frees. */
char *cd_table_analysis_box(const CdTableAnalysis *analysis, const CdBoxes *boxes, const CdPrimBox *box, bool quasi);
