/* settings.h - PATH=VALUE texts (--set, sweep factors, sheets of values, <set> in a file) laid over a draft.
 *
 *   PATH:  [STEP "/"]... FIELD      STEP: element, or element "[" id "]" where it may stand several times
 *
 * such as structure[joint]/contract[all]/length, cost/overhead, base-year. From outside (--set) an empty VALUE unsets what may be unset, a list or a number without a default, and is refused of anything else. A number that is set from outside is at base-year prices; its source is "--set", its grade D. Of two settings of one
 * path the later holds. */
#pragma once

#include "sim/scenario/draft.h"

/* One setting, wherever it stands. */
typedef struct {
  CdGiven path, value;
  const char *source; /* CD_SOURCE_SETTING, CD_SOURCE_PARAMS; NULL with the next */
  const CdGiven *common; /* [CD_COMMON_COUNT] evidence that the setting states itself, prices too; NULL: it comes from outside */
} CdPathValue;

void cd_setting_apply(const CdPathValue *setting, CdDraft *draft, CdComplaints *complaints);

/* Lays the settings (NULL-terminated, or NULL) over DRAFT in order. Each is a text of its own, called "--set 1" and so on. */
void cd_settings_apply(const char *const *settings, CdDraft *draft, CdComplaints *complaints);

/* <set path="..." value="..." source="..." grade="..."/>: where a scenario differs from what it includes. */
typedef struct {
  CdGiven path, value, common[CD_COMMON_COUNT];
  bool in_library;
} CdSetElement;

/* Lays SETS (CdSetElement) over DRAFT: first those of libraries, then those of the scenario's own file, which hold where both set the same. Two of one
 * kind of file that set the same are refused. */
void cd_set_elements_apply(const GArray *sets, CdDraft *draft, CdComplaints *complaints);
