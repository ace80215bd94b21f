/* factor.h - what a coordinate of a design means for one factor. */
#pragma once

#include <glib.h>

typedef enum { CD_FACTOR_CONTINUOUS, CD_FACTOR_INTEGER, CD_FACTOR_CATEGORICAL } CdFactorKind;

/* The value at U of a continuous factor, U in [0, 1]: the ends are asked for where a design has them (cd_design_has_ends()). */
typedef double (*CdQuantile)(double u, gconstpointer data);

typedef struct {
  const char *name;
  CdFactorKind kind;
  CdQuantile quantile; /* continuous */
  gconstpointer data;
  gint64 low, high;        /* integer: both possible, low <= high, high - low < 2^53 */
  guint n_words;           /* categorical: at least 1 */
  const char *const *word; /* [n_words], for reading points (given.h); NULL: numbered */
} CdFactor;

/* The value at U: the quantile; the integer low + floor(u m) of m; the category floor(u m), counted from 0. At U = 1 the last. */
double cd_factor_value(const CdFactor *factor, double u);

/* VALUE[n_factors] of UNIT[n_factors]; may be the same array. */
void cd_factor_values(const CdFactor *factor, guint n_factors, const double *unit, double *value);
