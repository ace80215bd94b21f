/* options.h - tables of options: what papers tick, worked out. */
#pragma once

#include <stdbool.h>
#include "concordat/run.h"

G_BEGIN_DECLS

typedef struct _CdOptionTables CdOptionTables;

/* Whether SCENARIO has a table of options: false and ERROR (CD_ERROR_USAGE) where it has none. */
CD_API bool cd_options_check(const CdScenario *scenario, GError **error);

/* The tables of options of RESULTS, worked out; none where the scenario has none. Owned by RESULTS. */
CD_API const CdOptionTables *cd_options(const CdResults *results);

/* On a screen of WIDTH columns (60 .. 200); COLOR: with terminal colours. The caller frees. */
CD_API char *cd_options_text(const CdOptionTables *options, guint width, bool color);

/* Documented keys: docs/results.md. The caller frees. */
CD_API char *cd_options_json(const CdOptionTables *options);

/* Tidy CSV: one row a cell. The caller frees. */
CD_API char *cd_options_csv(const CdOptionTables *options);

G_END_DECLS
