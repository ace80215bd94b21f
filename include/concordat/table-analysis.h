/* table-analysis.h - what a table of runs of anybody's model says: which inputs an outcome turns on, and where it is high or low. docs/tables.md. */
#pragma once

#include <stdbool.h>
#include "concordat/error.h"

G_BEGIN_DECLS

typedef struct _CdTableAnalysis CdTableAnalysis;

typedef struct {
  const char *design;  /* a table of the points, where the other has outcomes alone or is to be held against it; NULL */
  const char *factors; /* the table of inputs that cd_sample() took: limits, groups; NULL */
  const char *inputs;  /* names of columns, by commas; NULL: all but outcomes */
  const char *outputs; /* likewise; NULL: the last column */
  const char *methods; /* sobol, morris, pawn, delta, regression, tree, prim, by commas; NULL: what the rows allow */
  bool drop; /* failed runs, which are cells that are no numbers, are left out, of a design with their whole base point or trajectory; else refused */
  const double *above, *below; /* what prim looks for: outcomes beyond this; NULL */
  guint64 seed;                /* of resamples, and of the halves that find boxes and tell of them */
} CdTableAnalysisOptions;

/* Whether the file at PATH is a table's rather than a store's: it is called .csv, or is there, holds something and is no SQLite database. */
CD_API bool cd_table_analysis_is_for(const char *path);

/* Of the CSV file at PATH, with a header and a row a run. NULL and ERROR: CD_ERROR_IO where a file cannot be read, CD_ERROR_USAGE, with row and column, for what it holds. The caller frees. */
CD_API CdTableAnalysis *cd_table_analysis_new(const char *path, const CdTableAnalysisOptions *options, GError **error);
CD_API void cd_table_analysis_free(CdTableAnalysis *analysis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdTableAnalysis, cd_table_analysis_free)

/* A sentence, then tables, an outcome after the other; on a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_table_analysis_text(const CdTableAnalysis *analysis, guint width, bool color);

/* {"indices": those of the first outcome, "analyses": [{output, rows, indices: {S1|ST|mu_star|...: {INPUT: {value, low, high}}}, boxes, tree}]}. The caller frees. */
CD_API char *cd_table_analysis_json(const CdTableAnalysis *analysis);

/* Tidy: output, kind, input, value, low, high. The caller frees. */
CD_API char *cd_table_analysis_csv(const CdTableAnalysis *analysis);

G_END_DECLS
