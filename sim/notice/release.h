/* release.h - of a text of the Open Contracting Data Standard the releases that are read: of one contracting process. */
#pragma once

#include "sim/notice/json-at.h"

typedef struct {
  CdJsonAt at;
  const char *ocid, *id; /* borrowed; ID may be NULL */
  GDateTime *date;       /* NULL: not told */
  bool is_compiled;
} CdRelease;

/* Those of one process, the compiled one alone where there is one, else the latest first. */
typedef struct {
  GArray *release;  /* CdRelease, one at least */
  CdJsonJoin *join; /* of several; NULL: of one */
  CdJsonAt whole;   /* the one, or all joined */
  char *told;       /* which these are, in words */
} CdReleases;

/* ROOT: a release, a record, or a package of either. OCID: of which process; NULL: of the only one. False and the reading's error where there is none, or several and no OCID;
 * cd_releases_clear() is due either way. Where there are several READING tells from here on in which of them a member of .whole stands. */
bool cd_releases_find(CdJsonReading *reading, JsonNode *root, const char *ocid, CdReleases *found);
void cd_releases_clear(CdReleases *releases);
