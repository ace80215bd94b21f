/* beside.h - a new case with what somebody's own files say in the template's place. */
#pragma once

#include "sim/start/imported.h"
#include "sim/start/profiles.h"

/* Each may be NULL; borrowed. PROFILES: of as many parties as the wish has areas, in their order. */
typedef struct {
  const CdImported *imported;
  const CdProfiles *profiles;
} CdCaseBeside;

/* As cd_case_write(). */
bool cd_case_write_beside(const CdCaseWish *wish, CdCaseBeside beside, const char *folder, char **told, GError **error);
