/* sample.h - points at which to run anybody's model: designs of experiments from a table of its inputs. docs/tables.md. */
#pragma once

#include <stdbool.h>
#include "concordat/error.h"

G_BEGIN_DECLS

typedef struct {
  const char *design; /* as in docs/sweeps.md: "saltelli"; NULL: "sobol" */
  guint64 n;          /* points, base points or trajectories; grids have none */
  guint64 seed;
  guint levels;      /* of grids, trajectories (even) and one at a time, for inputs that state none */
  bool second_order; /* saltelli: with the rows that pairs take */
  bool plain;        /* sobol and saltelli: unscrambled */
} CdSampleOptions;

#define CD_SAMPLE_OPTIONS_INIT                                                                                         \
  (CdSampleOptions)                                                                                                    \
  {                                                                                                                    \
    .n = 1024, .seed = 1, .levels = 4                                                                                  \
  }

/* Reads the table at FACTORS (name, low, high; optionally distribution, levels, group) and calls WRITE with parts of a CSV table: a column an input, a row a point, in the order of rows
 * that SALib's users know. False and ERROR: CD_ERROR_IO, CD_ERROR_USAGE with row and column, or why the design cannot be had; or what WRITE said. */
CD_API bool cd_sample(const char *factors, const CdSampleOptions *options,
                      bool (*write)(const char *text, gpointer user, GError **error), gpointer user, GError **error);

G_END_DECLS
