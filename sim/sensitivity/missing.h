/* missing.h - outcomes that are not there (a run failed, a ratio without a denominator): NAN or infinite. By default they are refused, with how many and
 * which: a value put in their place, or a row left out unsaid, would change what is found. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "concordat/error.h"

typedef enum {
  CD_MISSING_REFUSE,
  CD_MISSING_DROP /* the row is left out; of a design all rows of its base row, or trajectory, together */
} CdMissing;

/* Of Y[rows * width] the rows that have a value that is not finite; the first of them in FIRST (unchanged where there is none). */
guint cd_missing_count(const double *y, guint rows, guint width, guint *first);

/* Greater ones cannot be squared. */
#define CD_OUTCOME_MOST 1e150

/* False, with CD_ERROR_USAGE, where a row of Y is missing and MISSING refuses it, or a value is beyond CD_OUTCOME_MOST. */
bool cd_missing_allowed(const double *y, guint rows, guint width, CdMissing missing, GError **error);

/* A table of inputs and one outcome, without the rows whose outcome is missing. */
typedef struct {
  guint rows, n_inputs, n_dropped;
  double *x;               /* [input * rows + row] */
  double *y;               /* [row] */
  guint *from;             /* [row] its number among those given */
  const char *const *name; /* [n_inputs] as complaints tell inputs; borrowed, set by who has them. NULL: by number, from 1 */
} CdSample;

/* X[input * rows + row], Y[row]. NULL with CD_ERROR_USAGE where a row is missing and refused, an input is not finite, no row is left, or Y does not vary. */
CdSample *cd_sample_new(const double *x, const double *y, guint rows, guint n_inputs, CdMissing missing, GError **error);
void cd_sample_free(CdSample *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdSample, cd_sample_free)

/* The values of one input. */
static inline const double *cd_sample_input(const CdSample *table, guint input)
{
  return &table->x[(gsize)input * table->rows];
}

/* Whether a variance about a mean is more than rounding makes of equal numbers. */
bool cd_varies(double variance, double mean);

/* CD_ERROR_USAGE: the outcome is the same in all ROWS rows, but for rounding. */
void cd_say_constant(guint rows, double value, GError **error);
