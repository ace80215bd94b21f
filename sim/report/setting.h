/* setting.h - what was set for a run by --set or --params, of whatever kind, as a reader meets it. */
#pragma once

#include "sim/model/spec.h"

typedef struct {
  char *path;       /* as --set takes it */
  char *value;      /* as files write it; NULL: nothing is said */
  char *words;      /* "0.82 to 1, most likely 0.93"; "the default, 0.1" of what was taken back */
  const char *unit; /* "" of what is no number; static */
  const char *by;   /* "--set", "--params"; static */
} CdRunSetting;

/* All of them, in the order of the registry and of the file: CdRunSetting *, freed with the array. */
GPtrArray *cd_settings(const CdScenario *scenario);

/* "Set for this run: cost/overhead 0.1 (--set); ...", the first few of them, with cd_settings_caution(); NULL where there are none. The caller frees. */
char *cd_settings_text(const CdScenario *scenario);

/* What is to be known of what was set: that common terms are business as usual's too. Static; NULL: nothing. */
const char *cd_settings_caution(const CdScenario *scenario);
