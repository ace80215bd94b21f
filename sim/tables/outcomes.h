/* outcomes.h - runs of anybody's model: a table with a row a run and a column an input or an outcome. */
#pragma once

#include "sim/tables/sheet.h"

typedef struct {
  guint rows, n_inputs, n_outputs;
  char **input, **output; /* names; NULL-terminated */
  double *x;              /* [input * rows + row] finite */
  double *y;              /* [output * rows + row]; NAN: that run failed, since the cell is no number */
  char **failed;          /* [output] of the first that did: row, column and what stands there; NULL: none did */
} CdOutcomes;

/* Which columns: NULL-terminated names. INPUTS NULL: all but outcomes. OUTPUTS NULL: the last column; empty: none, all are inputs. */
typedef struct {
  const char *const *inputs, *const *outputs;
  bool if_there; /* inputs that the table has not are passed over */
} CdOutcomesColumns;

/* NULL and ERROR (CD_ERROR_USAGE) with row and column: a column that is not there or is named twice, an input that is no number, no row. The caller frees. */
CdOutcomes *cd_outcomes_read(const char *bytes, gsize length, const CdOutcomesColumns *columns, GError **error);
void cd_outcomes_free(CdOutcomes *outcomes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdOutcomes, cd_outcomes_free)

/* The inputs of POINTS, a table without outcomes, in place of those of OUTCOMES, row by row; takes nothing. False and ERROR where they have not as many rows, or OUTCOMES has an input of POINTS too and it differs in a row. */
bool cd_outcomes_take_points(CdOutcomes *outcomes, const CdOutcomes *points, GError **error);
