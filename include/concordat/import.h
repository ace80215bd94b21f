/* concordat/import.h - the field's own files, made into a scenario. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "concordat/api.h"

G_BEGIN_DECLS

typedef struct {
  const char *notice;       /* a file: release, record or package of the Open Contracting Data Standard 1.1 */
  const char *ocid;         /* which contracting process; NULL where there is one alone */
  const char *const *areas; /* as CdCaseWish.areas; NULL: the notice's buyers, with England's average of residents */
  const char *start;        /* planned start, YYYY-MM, in the place of the notice's; NULL: that */
  const char *today;        /* "joint" or "apart"; NULL: joint where several buyers have a contract in force */
  const char *leaving;      /* as CdCaseWish.leaving */
} CdImportWish;

/* Writes FOLDER/OCID.xml, new, and what it includes: the scenario of a new case, with the notice's figures in the template's place, each naming the notice and the JSON path as its
 * source. Of tenderers and suppliers kinds alone are taken over, never a name. *FILE: its path; *TOLD: what was taken, what is missing and what was not used, for people; the
 * caller frees both. False and ERROR: CD_ERROR_USAGE where the notice is malformed (with line or JSON path) or the wish none, CD_ERROR_IO. */
CD_API bool cd_import_ocds(const CdImportWish *wish, const char *folder, char **file, char **told, GError **error);

/* Lists are NULL-terminated. */
typedef struct {
  const char *domain, *const *profiles; /* files of GENIUS; two to ten profiles */
  const char *const *terms; /* "ISSUE=TERM" or "ISSUE=none": which issue is which term, where its name does not say; NULL: names alone */
  const char *const *areas; /* "NAME:RESIDENTS:ADULTS" of parties, NAME that of a profile's file; others have England's average. NULL: all have */
  guint levels;              /* values that a real issue is cut into, 2 .. 32 */
  const char *start, *today; /* as above; today NULL: joint, as without agreement nobody has the contract */
} CdProfilesWish;

#define CD_PROFILES_WISH_INIT                                                                                          \
  {                                                                                                                    \
    .levels = 11                                                                                                       \
  }

/* Writes FOLDER/genius-DOMAIN.xml, new, and what it includes: a new case whose councils are the parties, valuing terms as their profiles do and nothing else (terms-weight 1), with
 * the domain's values on the table. *FILE and *TOLD as above. False and ERROR: CD_ERROR_SCENARIO where a file is refused, with its line, or its issues, items, weights are none of a
 * scenario's; CD_ERROR_USAGE, CD_ERROR_IO. */
CD_API bool cd_import_genius(const CdProfilesWish *wish, const char *folder, char **file, char **told, GError **error);

G_END_DECLS
