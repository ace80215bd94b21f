/* release.h - of a text of the Open Contracting Data Standard the one release that is read. */
#pragma once

#include "sim/notice/json-at.h"

typedef struct {
  CdJsonAt at;
  const char *ocid, *id; /* borrowed; ID may be NULL */
  GDateTime *date;       /* NULL: not told */
  bool is_compiled;
} CdRelease;

/* ROOT: a release, a record, or a package of either. FOUND gets the compiled release of the process OCID (NULL: of the only one), else the latest; *TOLD which that is, in words.
 * False and the reading's error where there is none, or several processes and no OCID. The caller unrefs the date and frees TOLD. */
bool cd_release_find(CdJsonReading *reading, JsonNode *root, const char *ocid, CdRelease *found, char **told);
