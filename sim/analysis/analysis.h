/* analysis.h - what a study says of one metric: where its first option does better, what that turns on, how much is luck, and how the options stand where nothing can be told of which
 * assumptions hold. Every number is reckoned in sim/sensitivity; here they are chosen by the design and put together. */
#pragma once

#include "sim/analysis/boxes.h"
#include "sim/analysis/even.h"
#include "sim/analysis/rows.h"
#include "sim/base/mean.h"
#include "sim/model/metric.h"
#include "sim/sensitivity/effects.h"
#include "sim/sensitivity/indices.h"
#include "sim/sensitivity/pawn.h"
#include "sim/sensitivity/regression.h"
#include "sim/sensitivity/robustness.h"
#include "sim/sensitivity/scrambles.h"
#include "sim/sensitivity/tree.h"

typedef struct {
  guint metric; /* of plan->metric */
  CdMetricKind kind;
  guint first, against; /* of plan->option; AGAINST G_MAXUINT: there is but one option */
  guint drawn, whole;   /* rows that are draws; of them such as have all their runs */
  guint *row;           /* [whole] */
  double *mean;         /* [whole] of all of a row's replicates, of both stages: FIRST less AGAINST */
  guint *more;          /* [whole] replicates of a row's second stage */
  guint at_most;        /* rows less precise than was asked for with as many as they may have */

  CdMean difference; /* over rows; its interval by the rows and by the replicates that they share, each Student's, their halves added as squares */
  double shared_half; /* half of the replicates' interval alone; 0 of one replicate */
  guint better, clear,
      worse_clear; /* rows where FIRST does better; where the interval of its replicates says so; where it says the contrary */
  CdRowsVariance variance;

  CdIndices *indices;     /* of a Saltelli design; NULL: of another, or no index can be had (INDICES_WHY) */
  CdScrambles *scrambles; /* of the design's nets; NULL: it has one, or there are no indices in one of them */
  GPtrArray *growth;      /* CdIndices of fewer base points, the whole last */
  char *indices_why;
  CdEffects *effects; /* of trajectories */
  char *effects_why;
  CdSample *sample; /* rows that are draws; NULL: the outcome does not vary (SAMPLE_WHY) */
  char *sample_why;
  CdPawn *pawn;   /* [inputs]; NULL without a sample */
  CdDelta *delta; /* [inputs] */
  CdRegression *regression;
  char *regression_why;
  CdTree *tree;
  char *tree_why;
  CdBreakEven *even; /* [inputs]; of choices no crossings */
  CdLevelTurn *turn; /* [inputs]; of choices no values */
  GArray *curves;    /* CdCurve; NULL without a sample */

  CdBoxes *boxes; /* where FIRST does better; NULL: everywhere or nowhere, or too few rows */

  CdRobustness *robust; /* [options]; money and whatever is better low turned round, so that more is better; NULL where values are missing */
  char *robust_why;

  int most;          /* group that matters most; -1: none is told from chance */
  int most_input;    /* the input, where that group is one alone; -1 */
  double most_share; /* its total index, or its standardised rank coefficient's square; NAN: of trajectories */
} CdAnalysis;

/* METRIC of the store at PATH. DROP: rows with missing runs are left out (of a design its whole base row), else refused. NULL and ERROR (CD_ERROR_USAGE, CD_ERROR_IO). */
CdAnalysis *cd_analysis_new(const CdStudy *study, const char *path, guint metric, guint first, guint against, bool drop,
                            GError **error);
void cd_analysis_free(CdAnalysis *analysis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdAnalysis, cd_analysis_free)
