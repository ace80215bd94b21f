/* params.h - a sheet of values (`concordat params SCENARIO --csv`), edited and read back: laid over a draft where it says something else than the scenario.
 *
 * CSV (sim/base/csv-reader.h) with a row of heads, among them "path" and "value"; the other columns are for the reader. A byte order mark, blank rows and
 * empty columns behind are allowed. A value that is the scenario's own, if need be to the 15 digits that spreadsheets keep, changes nothing; any other is
 * set as by --set, with CD_SOURCE_PARAMS for its source. A path stands once. */
#pragma once

#include "sim/model/spec.h"
#include "sim/scenario/draft.h"

typedef struct {
  const char *name; /* as messages show it */
  const char *bytes;
  gsize length;
  const CdScenario *scenario; /* as it is without the sheet */
} CdParams;

/* Complains of all that is wrong, each where it stands in the sheet. */
void cd_params_apply(const CdParams *params, CdDraft *draft, CdComplaints *complaints);
