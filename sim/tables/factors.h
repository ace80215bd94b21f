/* factors.h - the inputs of anybody's model, from a table: columns `name`, `low` and `high`, one row an input, and optionally `distribution`, `levels` and `group`. */
#pragma once

#include "sim/model/value.h"
#include "sim/sampling/factor.h"
#include "sim/tables/sheet.h"

enum { CD_FACTORS_MOST = 1000, CD_FACTORS_LEVELS = 10000 };

typedef struct {
  char *name;
  CdFactorKind kind; /* continuous or integer */
  CdDist dist;       /* continuous: uniform from low to high where the table states none */
  double low, high;  /* limits of DIST; -G_MAXDOUBLE, G_MAXDOUBLE where not given */
  guint levels;      /* 0: not given */
  char *group;       /* NULL: none */
} CdTableFactor;

typedef struct {
  guint n;
  CdTableFactor *factor; /* [n] */
} CdFactors;

/* NULL and ERROR (CD_ERROR_USAGE) with row and column where a row is none: a name that is missing or comes twice, limits that are none, a distribution that is none or lies beyond
 * them, more rows than CD_FACTORS_MOST. */
CdFactors *cd_factors_read(const char *bytes, gsize length, GError **error);
void cd_factors_free(CdFactors *factors);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdFactors, cd_factors_free)
