/* imported.h - what a notice has to say to a new case: figures in the place of the template's, and kinds of bidders. */
#pragma once

#include "concordat/case.h"
#include "sim/start/lots.h"

#define CD_IMPORTED_FIRST_START "2025-10" /* of a new service, that a case can have */

typedef struct {
  char *path; /* in the scenario, as --set has it */
  char *value, *note;
  char *from; /* in the notice */
  char grade;
} CdImportedFigure;

typedef struct {
  const char *ocid;       /* borrowed of the notice */
  GArray *figure;         /* CdImportedFigure */
  CdNoticeKind incumbent; /* of who has the contract in force, where one alone does; else CD_NOTICE_UNTOLD */
  bool has_bidders;       /* the kind of some tenderer is told; then those others take the template's place: */
  guint bidders[CD_NOTICE_KINDS];
  char *start;                              /* YYYY-MM of the new service; NULL: not to be had of the notice */
  char **areas;                             /* "NAME:RESIDENTS" of its buyers */
  bool joint_today;                         /* the contract in force serves all partners */
  GPtrArray *lot;                           /* const CdNoticeLot * of the notice, those that are not off */
  CdLots lots;                              /* contracts of an option of their own; n 0: none */
  bool limited;                             /* each option has a limit to what councils pay */
  GString *heed, *taken, *missing, *unused; /* lines for people; HEED: what to look at before anything is believed */
} CdImported;

/* What is told beside the notice. */
typedef struct {
  const char *today; /* "joint", "apart"; NULL: by the notice */
  bool start;        /* when the new service is to start */
  bool areas;        /* who the partners are */
} CdImportedBeside;

/* Its buyers, so far. NOTICE is borrowed. Never NULL. */
CdImported *cd_imported_new(const CdNotice *notice, CdImportedBeside beside);
/* The rest, for the partners of WISHED. */
void cd_imported_take(CdImported *imported, const CdNotice *notice, const CdWished *wished, CdImportedBeside beside);

void cd_imported_free(CdImported *imported);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdImported, cd_imported_free)
