/* manifest.h - what a folder of results says of itself. */
#pragma once

#include "sim/scenario/load.h"

/* What folder.h knows a folder of ours by, and how it was made. NAMES: its files, NULL-terminated. The caller frees. */
char *cd_manifest_text(const CdScenario *scenario, guint64 seed, guint replicates, const char *const *names);
