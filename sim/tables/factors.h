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

/* By its name; NULL: there is none, or no FACTORS. */
const CdTableFactor *cd_factors_find(const CdFactors *factors, const char *name);

/* [n] the group of each input, numbered from 0 as they first come: inputs that name one are of it together, the others each of its own. How many into GROUPS, unless NULL. The caller frees. */
guint *cd_factors_groups(const CdFactors *factors, guint *groups);

/* The least or greatest value; infinite where there is none, as of a normal distribution without limits. */
double cd_factor_end(const CdTableFactor *factor, bool is_upper);

/* Whether one has no least or greatest value: designs then look at the middles of levels, for all inputs. */
bool cd_factors_are_endless(const CdFactors *factors);
