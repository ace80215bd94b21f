/* ordered.h - a paired difference in the order of one input: its bins and its fifths. */
#pragma once

#include "sim/appraisal/paired.h"

/* Drawn values by input, and each input's replicates in the order of its values. */
typedef struct {
  guint n_inputs, replicates;
  const double *x;    /* [input * replicates + replicate], finite */
  const guint *order; /* [input * replicates + rank]: replicates, by cd_order() (sim/base/order.h) */
  const guint64 *key; /* [input]: of its own, whatever the order of inputs */
} CdColumns;

#define CD_BINS_MOST 41 /* twenty, which runs of equal values may halve */

typedef struct {
  guint n, bins;
  guint *at;    /* [n] places in the difference, by rising x */
  guint *bin;   /* [n] from 0; rising */
  double *x;    /* [n] rising */
  double *y;    /* [n] the difference */
  double *rank; /* [n] room for ranks of x, by place */
} CdOrdered;

/* Room for PAIRED's replicates; then, as often as one likes, filled with an input. */
CdOrdered *cd_ordered_new(const CdPaired *paired);
void cd_ordered_free(CdOrdered *ordered);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdOrdered, cd_ordered_free)

/* Bins hold forty replicates, or as many as make 5 to 20 of them. A bin more where a run of equal values would fill one alone; what is alike stays together;
 * no bin is smaller than five. One bin: the input does not vary. */
void cd_ordered_fill(CdOrdered *ordered, const CdColumns *columns, guint input, const CdPaired *paired);

/* Counts and sums of VALUE, by place, over each bin, into COUNT and SUM[CD_BINS_MOST]. Returns the sum over bins of sum^2 / count. */
double cd_ordered_sums(const CdOrdered *ordered, const double *value, guint *count, double *sum);

/* Where the lowest fifth ends and the highest begins. Values that are alike stay together; where the same one reaches into both, it goes to neither or,
 * where nothing lies beyond it, to that side. */
void cd_ordered_fifths(const CdOrdered *ordered, guint *low_end, guint *high_begin);
