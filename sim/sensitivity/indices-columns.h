/* indices-columns.h - what Sobol' indices are reckoned from: a row a base point, whose columns' means are all that the estimates need. Private to indices.c. */
#pragma once

#include "sim/sensitivity/indices.h"

/* Columns; outcomes are taken less the mean of all of A and B. Products are freed of luck's covariance. */
enum {
  CD_COLUMN_A,
  CD_COLUMN_B,
  CD_COLUMN_SQUARE, /* (A^2 + B^2) / 2 */
  CD_COLUMN_A_B,    /* A B */
  CD_COLUMN_A_A,    /* A^2 */
  CD_COLUMN_LUCK,   /* variance of a run within the rows A and B, not over R */
  CD_COLUMN_GROUPS  /* from here so many a group: */
};
enum {
  CD_COLUMN_STEP,    /* AB - A */
  CD_COLUMN_PRODUCT, /* B (AB - A), or (B - AB)^2 / 2 by Jansen */
  CD_COLUMN_TOTAL,   /* (AB - A)^2 / 2 */
  CD_COLUMN_BA,      /* BA, where there is second order */
  CD_COLUMN_EACH
};

static inline guint cd_column_of(guint group, guint which)
{
  return CD_COLUMN_GROUPS + group * CD_COLUMN_EACH + which;
}

/* BA_g AB_h, g < h. */
static inline guint cd_column_pair(guint groups, guint g, guint h)
{
  return CD_COLUMN_GROUPS + groups * CD_COLUMN_EACH + g * (2 * groups - g - 1) / 2 + (h - g - 1);
}

/* Of the first POINTS base points; MEAN gets the mean that was taken off. */
CdMatrix *cd_indices_columns(const CdSaltelli *outcomes, guint points, const CdIndicesOptions *options, double *mean);
