/* slices.h - an input's range in slices of about as many rows each: what methods compare that look at an outcome where an input is about so. */
#pragma once

#include "sim/sensitivity/missing.h"

typedef struct {
  guint n;     /* slices; 1: the input has one value, and nothing can be told of it */
  guint *of;   /* [row] slice, from the lowest values up */
  guint *size; /* [n] rows of each */
} CdSlices;

/* Into WANTED slices, 1 at least, or fewer: equal values stay together, so that an input of few values has a slice for each. All rows are in one, the greatest value, too. */
CdSlices *cd_slices_new(const double *x, guint rows, guint wanted);

/* The same sizes, as if the rows had been dealt out by chance: what an input without influence would have. Draw B of the stream that SEED and KEY begin. */
CdSlices *cd_slices_shuffled(const CdSlices *slices, guint rows, guint64 seed, guint64 key, guint b);
void cd_slices_free(CdSlices *slices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdSlices, cd_slices_free)
