/* settings.h - PATH=VALUE texts (--set, sweep factors) laid over a draft.
 *
 *   PATH:  [STEP "/"]... FIELD      STEP: element, or element "[" id "]" where it may stand several times
 *
 * such as structure[joint]/contract[all]/length, cost/overhead, base-year. An empty VALUE takes back what the file gives, so that
 * the default holds. A number that is set is at base-year prices; its source is "--set", its grade D. Of two settings of one
 * path the later holds. */
#pragma once

#include "sim/scenario/draft.h"

/* One setting, wherever it stands: PATH and VALUE, and where they begin in text number TEXT. */
typedef struct {
  guint text;
  const char *path, *value;
  gsize path_at, value_at;
  const char *source; /* CD_SOURCE_SETTING, CD_SOURCE_PARAMS */
} CdPathValue;

void cd_setting_apply(const CdPathValue *setting, CdDraft *draft, CdComplaints *complaints);

/* Lays the settings (NULL-terminated, or NULL) over DRAFT in order. Each is a text of its own, called "--set 1" and so on. */
void cd_settings_apply(const char *const *settings, CdDraft *draft, CdComplaints *complaints);
