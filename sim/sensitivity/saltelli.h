/* saltelli.h - outcomes of a Saltelli design (Saltelli 2002; Saltelli et al. 2010), in the order of rows that SALib's users know.
 *
 * Two independent samples A and B of N rows; AB_g is A with the column(s) of factor, or group, g from B; BA_g is B with those of A. The rows of one base point follow one another: A,
 * AB_1 .. AB_G, BA_1 .. BA_G where second order is asked for, B. So N (G + 2) rows, or N (2 G + 2). */
#pragma once

#include "sim/sensitivity/missing.h"

typedef struct {
  guint base;       /* N, base points */
  guint groups;     /* G, factors or groups of them, at least 1 */
  bool second;      /* the rows BA are there */
  guint replicates; /* runs of each row, at least 1 */
} CdSaltelliShape;

/* Rows of a base point, and the places among them. */
static inline guint cd_saltelli_blocks(const CdSaltelliShape *shape)
{
  return (shape->second ? 2 : 1) * shape->groups + 2;
}
static inline guint cd_saltelli_ab(guint group)
{
  return 1 + group;
}
static inline guint cd_saltelli_ba(const CdSaltelliShape *shape, guint group)
{
  return 1 + shape->groups + group;
}
static inline guint cd_saltelli_b(const CdSaltelliShape *shape)
{
  return cd_saltelli_blocks(shape) - 1;
}

/* The base points all of whose rows have an outcome. */
typedef struct {
  CdSaltelliShape shape;
  guint n;                    /* base points kept, in their order */
  guint n_dropped, n_missing; /* base points left out; rows without an outcome that were the reason */
  double *y;                  /* [((point * blocks) + block) * replicates + replicate] */
} CdSaltelli;

/* Y[row * replicates + replicate], rows in the order above. NULL with CD_ERROR_USAGE where a row is missing and MISSING refuses it, or fewer than two base points are left. */
CdSaltelli *cd_saltelli_new(const double *y, const CdSaltelliShape *shape, CdMissing missing, GError **error);
void cd_saltelli_free(CdSaltelli *saltelli);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdSaltelli, cd_saltelli_free)

/* The replicates of one row. */
static inline const double *cd_saltelli_row(const CdSaltelli *it, guint point, guint block)
{
  return &it->y[((gsize)point * cd_saltelli_blocks(&it->shape) + block) * it->shape.replicates];
}
