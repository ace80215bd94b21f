/* measure.h - one number of a run, as scenarios name it: a metric, whose, of which option, and against which. What claims, tables of options and
 * searches for what flips a preference are about. */
#pragma once

#include "concordat/run.h"
#include "sim/engine/metrics.h"

typedef struct {
  guint value; /* of the layout */
  guint arm;   /* CD_ARM(structure, whether under its own terms) */
  int against; /* arm whose value is taken from it; -1: none, then it is the arm's value itself */
} CdMeasure;

/* Index of METRIC's value of WHOSE: an id, FROM>TO, or NULL or "" for the total. -1 where this scenario's runs have none. */
int cd_measure_value(const CdMetricLayout *layout, const char *metric, const char *whose);

/* Of one run: its values of every arm, [arm * n_values + value]. NAN where it, or what it is held against, is not defined. */
double cd_measure_of_run(const CdMeasure *measure, const double *run, guint n_values);

/* x[2 * replicate + luck], as estimate.h takes it. The caller frees. */
double *cd_measure_sample(const CdResults *results, const CdMeasure *measure);
