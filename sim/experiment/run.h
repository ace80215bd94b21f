/* run.h - cd_run() with its budget of memory for all to see. */
#pragma once

#include "concordat/run.h"

/* A table of results larger than this is refused. */
#define CD_TABLE_BYTES ((gsize)8 << 30)

/* cd_run() whose table takes at most TABLE_BYTES. */
CdResults *cd_run_within(CdScenario *scenario, const CdRunOptions *options, gsize table_bytes, GError **error);
