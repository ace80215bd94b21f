/* manifest.h - what a folder of results says of itself. */
#pragma once

#include <stdbool.h>
#include "sim/scenario/load.h"

#define CD_MANIFEST "manifest.json"

/* What folder.h knows a folder of ours by, and how it was made. NAMES: its files, NULL-terminated; ALTERNATIVES: under how
 * many other words of choices the answer was rerun, below 0: not asked. The caller frees. */
char *cd_manifest_text(const CdScenario *scenario, guint64 seed, guint replicates, int alternatives,
                       const char *const *names);

/* What a manifest tells of its folder. */
typedef struct {
  char *scenario; /* id */
  char *page;     /* the first of its files, by which a run is told from talks */
} CdManifest;

/* Reads the manifest in FOLDER; false where there is none, or it is not one that cd_manifest_text() made. */
bool cd_manifest_read(const char *folder, CdManifest *manifest);
void cd_manifest_clear(CdManifest *manifest);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CdManifest, cd_manifest_clear)
