/* given.h - points of one's own, from a table: a header of factors' names, a row a point, as spreadsheets write CSV. Values, not coordinates: numbers as the factor has them, a
 * categorical factor's words (numbers from 0 where it has none). */
#pragma once

#include <glib.h>
#include "sim/sampling/factor.h"

enum { CD_GIVEN_MAX_VALUES = 100000000 }; /* of all points together */

typedef struct {
  guint64 rows;
  double *value; /* [rows * n_factors], columns in the order of the factors */
} CdGivenPoints;

/* BYTES[length], NUL-terminated. Each factor is a column, in any order; others are refused, for a factor misspelt would silently keep its default. NULL and ERROR (CD_ERROR_USAGE) with
 * row and column, the header being row 1, where a cell is not the factor's (no number, out of an integer's range, no such word) or the text not UTF-8. Byte order mark and empty last lines are let pass. */
CdGivenPoints *cd_given_read(const char *bytes, gsize length, const CdFactor *factor, guint n_factors, GError **error);
void cd_given_free(CdGivenPoints *given);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdGivenPoints, cd_given_free)
