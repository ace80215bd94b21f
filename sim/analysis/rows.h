/* rows.h - the rows of a study as its methods want them: a difference, or one option, of each run; the rows that are draws; means of rows. */
#pragma once

#include "sim/analysis/study.h"

/* Y[row * replicates + replicate]: option FIRST less AGAINST (G_MAXUINT: FIRST itself), the mean of a replicate's two draws of chance. NAN where either is missing. The caller frees. */
double *cd_rows_outcome(const CdStudy *study, const double *value, guint first, guint against);

/* Rows that are draws over the assumptions, and not left out: of a Saltelli design those of A and B, else all. ROW[study->rows] gets them, in order; returns how many. */
guint cd_rows_drawn(const CdStudy *study, guint *row);

/* How a single run's outcome varies: over the assumptions that were varied, over those that were not, and by chance. */
typedef struct {
  guint rows;    /* that have all runs */
  double varied; /* variance of a row's mean over rows, what luck adds taken out; may come out below nought */
  double held; /* over replicates, of all that is no factor, at a row: the mean over rows; NAN of fewer than two replicates */
  double chance; /* over draws of chance, all assumptions held */
} CdRowsVariance;

/* Of ROW[n], FIRST and AGAINST as above. Two-way analysis of variance without interaction between what all rows share and what they do not: rows and replicates are crossed, since all
 * rows share their replicates' draws (Searle, Casella & McCulloch 1992, 4.7; moments). */
CdRowsVariance cd_rows_variance(const CdStudy *study, const double *value, guint first, guint against, const guint *row,
                                guint n);
