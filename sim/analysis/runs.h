/* runs.h - what a table of anybody's runs says of one outcome: which inputs it turns on, by every method that its rows allow, and where it is high or low. Every number is reckoned in sim/sensitivity; which rows are
 * a design is read off the rows themselves. */
#pragma once

#include "sim/analysis/boxes.h"
#include "sim/base/mean.h"
#include "sim/sensitivity/delta.h"
#include "sim/sensitivity/effects.h"
#include "sim/sensitivity/indices.h"
#include "sim/sensitivity/pawn.h"
#include "sim/sensitivity/regression.h"
#include "sim/sensitivity/tree.h"
#include "sim/tables/factors.h"
#include "sim/tables/outcomes.h"

typedef enum {
  CD_RUNS_DRAWS,       /* no order that is known: each row a draw */
  CD_RUNS_SALTELLI,    /* saltelli.h */
  CD_RUNS_TRAJECTORIES /* effects.h */
} CdRunsKind;

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

/* What the rows of a table are. */
typedef struct {
  CdRunsKind kind;
  bool second;                   /* of a Saltelli design: with the rows for second order */
  guint units;                   /* base points, trajectories, or rows */
  guint groups;                  /* of inputs; without groups as many as inputs */
  guint *group;                  /* [inputs] */
  char **name;                   /* [groups]; NULL-terminated */
  char *saltelli, *trajectories; /* where they are no such design, why */
  bool is_doubtful;              /* taken for draws, but neighbours have values in common, as rows of a design have */
} CdRunsShape;

/* FACTORS NULL: no groups. NULL and ERROR (CD_ERROR_USAGE) where FACTORS lacks an input. */
CdRunsShape *cd_runs_shape_new(const CdOutcomes *outcomes, const CdFactors *factors, GError **error);
void cd_runs_shape_free(CdRunsShape *shape);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdRunsShape, cd_runs_shape_free)

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
