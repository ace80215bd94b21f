/* costs.h - what combinations of partners would cost, from a table: columns `members` (ids separated by spaces or +) and `cost`, one row a combination; and their
 * weights, from another: `member` and a column a weight. */
#pragma once

#include <glib.h>
#include <stdbool.h>

enum { CD_COSTS_MEMBERS = 20 }; /* a million combinations */
#define CD_COSTS_LARGEST 1e15

typedef struct {
  guint n;
  char *member[CD_COSTS_MEMBERS]; /* in the order in which the table first names them */
  double *cost;                   /* [1 << n] by mask, bit i for member i; 0 where not given */
  bool *given;                    /* [1 << n] */
  guint n_given;
} CdCosts;

/* NULL and ERROR (CD_ERROR_USAGE) with row and column where a row is none: a number that is none or negative, a member twice, a combination twice, more members
 * than CD_COSTS_MEMBERS; and where all members together have no row, for then there is nothing to share. */
CdCosts *cd_costs_read(const char *bytes, gsize length, GError **error);
void cd_costs_free(CdCosts *costs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdCosts, cd_costs_free)

/* "A+B". The caller frees. */
char *cd_costs_name(const CdCosts *costs, guint set);

typedef struct {
  GPtrArray *name; /* char *, of each weight */
  GArray *value;   /* double [name->len][CD_COSTS_MEMBERS] */
} CdCostWeights;

/* Of every member of COSTS one row, and of nobody else. As above. */
CdCostWeights *cd_weights_read(const CdCosts *costs, const char *bytes, gsize length, GError **error);
void cd_weights_free(CdCostWeights *weights);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdCostWeights, cd_weights_free)

/* [n]; NULL where there is no such weight, or no WEIGHTS. */
const double *cd_weights_of(const CdCostWeights *weights, const char *name);
