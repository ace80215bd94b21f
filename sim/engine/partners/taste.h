/* taste.h - a council's weights, scales, values of terms and red lines, ready for judging thousands of texts; and judging them. */
#pragma once

#include "sim/engine/partners/compile.h"

/* Utility of a text that a red line forbids: below anything that leaving could be worth, which is at least -1 - CD_MONTHS_OF_TALKS_MOST (roundtable.h):
 * values lie in 0..1, and neither friction nor a month of talks can cost more than 1. */
#define CD_REFUSED (-1e9)

typedef struct {
  CdWeights weights;
  CdScales scales;
  double terms_weight;
  double term[CD_TERM_COUNT][CD_LEVELS_MOST]; /* weight x value of each level; one term's weights and all terms' add up to one */
  bool refused[CD_TERM_COUNT][CD_LEVELS_MOST];
} CdTaste;

/* Of COUNCIL as WORLD has drawn it. */
void cd_taste_make(CdTaste *taste, const CdWorld *world, guint council, const CdTermTable *table);

/* The mean of N tastes: with it, utilities are the tastes' mean utilities wherever no value is at its bounds. PART[n] adds up to one. Refused is what
 * all of them refuse. */
void cd_taste_mean(CdTaste *mean, const CdTaste *const *taste, const double *part, guint n, const CdTermTable *table);

/* TASTE as a council heeds it on its own, where there is nobody to refuse: a term whose every level on the table lies beyond its red lines is
 * then without red lines. */
CdTaste cd_taste_alone(const CdTaste *taste, const CdTermTable *table);

/* What a text changes for a council, against now: relative but for control, 0..1, and delay, months. */
typedef struct {
  double cost, completions, continuity, control, delay;
} CdChange;

CdChange cd_change_of(const CdConsequences *then, const CdConsequences *now);

/* LEVEL[CD_TERM_COUNT]. CD_REFUSED where a red line is crossed. */
double cd_taste_utility(const CdTaste *taste, const CdChange *change, const guint *level);

/* U[text * STRIDE] for every text of GRID: utility to the member at POSITION of a block whose forms compile to FORM[levels of the form]. */
void cd_taste_fill(const CdTaste *taste, const CdGrid *grid, const CdCompiled *form, guint position,
                   const CdConsequences *now, double *u, guint stride);

/* The change that TEXT brings the member at POSITION; LEVEL[CD_TERM_COUNT] is filled. */
CdChange cd_text_change(const CdGrid *grid, const CdCompiled *form, guint position, const CdConsequences *now,
                        guint text, guint *level);
