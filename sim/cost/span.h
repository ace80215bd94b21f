/* span.h - which sets of players have a total that follows from those of others: the span of 0/1 rows, in whole numbers. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/cost/game.h"

/* Zeroed: empty. */
typedef struct {
  guint n; /* players */
  guint rank;
  gint64 row[CD_NUCLEOLUS_MAX][CD_NUCLEOLUS_MAX]; /* [rank][n] echelon form, each row in lowest terms */
  guint pivot[CD_NUCLEOLUS_MAX];                  /* [rank] first column of the row that is not 0 */
} CdSpan;

/* Whether the row of SET is a combination of those added. */
bool cd_span_holds(const CdSpan *span, guint set);

/* Adds SET; false where it was there already. Entries stay minors of a 0/1 matrix, at most 320 in size for ten players. */
bool cd_span_add(CdSpan *span, guint set);
