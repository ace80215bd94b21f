/* pawn.h - PAWN (Pianosi & Wagener 2015, 2018): how far an outcome's whole distribution moves where an input is about so, from any table of draws.
 *
 * For each of SLICES slices of an input (slices.h), the largest distance between the outcome's distribution function within the slice and over all rows (Kolmogorov and Smirnov's). Their median, or
 * maximum, over slices tells how much an input matters, also where it moves a tail and no mean. SALib leaves the row of an input's greatest value out of its last slice; here it
 * is in.
 *
 * A distance between samples is never nought, so an input without influence has one as well: the floor says how large. It is the 95 % quantile of what DUMMIES random deals of the rows into slices
 * of the same sizes come to. */
#pragma once

#include "sim/sensitivity/missing.h"

typedef struct {
  guint slices;
  guint dummies; /* 0: no floor */
  guint64 seed, key;
} CdPawnOptions;

#define CD_PAWN_OPTIONS_INIT                                                                                           \
  (CdPawnOptions)                                                                                                      \
  {                                                                                                                    \
    .slices = 10, .dummies = 100                                                                                       \
  }

typedef struct {
  guint slices; /* so many were made; all below NAN where there is one alone */
  double least, mean, median, most;
  double floor_median, floor_most; /* NAN without dummies */
} CdPawn;

/* PAWN[table->n_inputs]. */
void cd_pawn(const CdSample *table, const CdPawnOptions *options, CdPawn *pawn);
