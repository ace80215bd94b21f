/* run.h - cd_run() with its budget of memory for all to see, and what its kin check. */
#pragma once

#include "concordat/run.h"

/* A table of results larger than this is refused. */
#define CD_TABLE_BYTES ((gsize)8 << 30)

/* cd_run() whose table takes at most TABLE_BYTES. */
CdResults *cd_run_within(CdScenario *scenario, const CdRunOptions *options, gsize table_bytes, GError **error);

/* Whether SCENARIO has talks; if not, CD_ERROR_USAGE. */
bool cd_run_check_talks(const CdScenario *scenario, GError **error);
