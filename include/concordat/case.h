/* concordat/case.h - a case of one's own: a scenario that runs, on wide assumptions, with what differs from place to place marked CHANGE. */
#pragma once

#include <stdbool.h>
#include "concordat/error.h"

G_BEGIN_DECLS

#define CD_CASE_AREAS 10 /* at most */

typedef struct {
  const char *id; /* of the scenario, and name of its file: small letters, digits and hyphens, a letter first */
  const char *const *areas; /* "NAME:RESIDENTS:ADULTS", NULL after the last: two to ten; ADULTS in treatment in a year may be left out. NULL with .from */
  const char *start;        /* planned start, YYYY-MM; NULL: CD_CASE_START */
  bool joint_today;         /* whether all are commissioned together today; else each apart */
  const char *leaving; /* name of the area whose council would leave the others: its leaving is what is held against joint; NULL: all part */
  const char *from; /* an existing scenario that is copied instead, with the files that it includes; NULL: none */
} CdCaseWish;

#define CD_CASE_START "2027-04"

/* The scenario as text; NULL and ERROR (CD_ERROR_USAGE) where the wish is none. Not for .from. The caller frees. */
CD_API char *cd_case_text(const CdCaseWish *wish, GError **error);

/* Writes FOLDER/ID.xml, new, and what it includes beside it where that is not there already. *TOLD: a line a file, for people; the caller frees. False and ERROR
 * (CD_ERROR_USAGE, _SCENARIO, _IO) where it could not be done; what stood there is never replaced. */
CD_API bool cd_case_write(const CdCaseWish *wish, const char *folder, char **told, GError **error);

G_END_DECLS
