/* talks-contrast.h - who goes with whom in two results: how often each grouping comes about in either, and by how much that differs, B - A. */
#pragma once

#include "sim/appraisal/results.h"

typedef struct {
  CdPartition partition; /* of A's councils */
  CdShare a, b;
  double change, low, high; /* of b less a, with its 95 % interval */
} CdGroupingContrast;

/* CdGroupingContrast, the most frequent in either first; NULL where they do not talk in both, or other councils do. PAIRED: replicates of which the k-th
 * of either are a pair; 0: none are. */
GArray *cd_talks_contrast(const CdResults *a, const CdResults *b, guint paired);

/* The change of a share between N pairs, of which GAINED have it in B alone and LOST in A alone: Wald's interval with half a pair more in each of the four
 * cells (Agresti & Min 2005). */
void cd_share_change_paired(guint gained, guint lost, guint n, double *low, double *high);

/* The same of two samples by the square-and-add of Wilson's limits (Newcombe 1998, method 10). */
void cd_share_change(CdShare a, CdShare b, double *low, double *high);
