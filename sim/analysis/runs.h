/* runs.h - what a table of anybody's runs says of one outcome: which inputs it turns on, by every method that its rows allow, and where it is high or low. Every number is reckoned in sim/sensitivity; which rows are
 * a design is read off the rows themselves. */
#pragma once

#include "sim/analysis/boxes.h"
#include "sim/analysis/shape.h"
#include "sim/base/mean.h"
#include "sim/sensitivity/delta.h"
#include "sim/sensitivity/effects.h"
#include "sim/sensitivity/indices.h"
#include "sim/sensitivity/pawn.h"
#include "sim/sensitivity/regression.h"
#include "sim/sensitivity/tree.h"

typedef enum {
  CD_METHOD_SOBOL,
  CD_METHOD_MORRIS,
  CD_METHOD_PAWN,
  CD_METHOD_DELTA,
  CD_METHOD_REGRESSION,
  CD_METHOD_TREE,
  CD_METHOD_PRIM,
  CD_METHODS
} CdMethod;

/* As users call it. */
const char *cd_method_word(CdMethod method);

typedef struct {
  const CdFactors *factors; /* limits of inputs, by which trajectories measure their steps; NULL: the table's own least and greatest */
  bool wanted[CD_METHODS]; /* none: what the rows allow */
  bool drop;        /* leave failed runs out, of a design with their whole base point or trajectory; else refuse */
  bool above;       /* a case: an outcome above THRESHOLD, else below */
  double threshold; /* NAN: no cases, so no boxes */
  guint64 seed;     /* of intervals and halves */
} CdRunsOptions;

typedef struct {
  guint output;
  guint rows, dropped; /* used, of those that are draws where a design has others */
  CdMean mean;
  double low, high; /* least and greatest outcome */
  CdIndices *indices;
  CdEffects *effects;
  CdSample *sample;
  CdPawn *pawn;   /* [inputs] */
  CdDelta *delta; /* [inputs] */
  CdRegression *regression;
  CdTree *tree;
  CdBoxes *boxes;
  char *why[CD_METHODS]; /* why a method that was wanted says nothing */
} CdRunsAnalysis;

/* OUTPUT of OUTCOMES. NULL and ERROR (CD_ERROR_USAGE) where runs failed and are not to be dropped, or a method that was asked for cannot be had. The caller frees. */
CdRunsAnalysis *cd_runs_analysis_new(const CdOutcomes *outcomes, const CdRunsShape *shape, guint output,
                                     const CdRunsOptions *options, GError **error);
void cd_runs_analysis_free(CdRunsAnalysis *analysis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdRunsAnalysis, cd_runs_analysis_free)
