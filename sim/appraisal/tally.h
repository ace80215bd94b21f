/* tally.h - what is counted and spread over replicates: sets and how often each, and the middle of a sample. */
#pragma once

#include "sim/appraisal/share.h"

/* A set of parties or issues, and how often. */
typedef struct {
  guint mask;
  CdShare share;
} CdMaskShare;

/* Counts MASK once more in TALLY, an array of CdMaskShare. */
void cd_tally_add(GArray *tally, guint mask);

/* As shares OF so many, the most frequent first, ties by mask. Frees TALLY; the caller frees the *N that are returned. */
CdMaskShare *cd_tally_finish(GArray *tally, guint of, guint *n);

typedef struct {
  double p5, median, p95; /* NAN: nothing */
  guint n;
} CdSpread;

/* Sorts X[n]; NAN where there is none. */
CdSpread cd_spread_of(double *x, guint n);
