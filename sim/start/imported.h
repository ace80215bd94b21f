/* imported.h - what a notice has to say to a new case: figures in the place of the template's, and kinds of bidders. */
#pragma once

#include "concordat/case.h"
#include "sim/start/lots.h"

typedef struct {
  char *path; /* in the scenario, as --set has it */
  char *value, *note;
  char *from; /* in the notice */
} CdImportedFigure;

typedef struct {
  const char *ocid;       /* borrowed of the notice */
  GArray *figure;         /* CdImportedFigure */
  CdNoticeKind incumbent; /* of who has the contract in force, where one alone does; else CD_NOTICE_UNTOLD */
  bool has_bidders;       /* the kind of some tenderer is told; then those others take the template's place: */
  guint bidders[CD_NOTICE_KINDS];
  char *start;                       /* YYYY-MM of the new service; NULL: not to be had of the notice */
  char **areas;                      /* "NAME:RESIDENTS" of its buyers */
  const GArray *lot;                 /* CdNoticeLot, borrowed of the notice */
  CdLots lots;                       /* contracts of an option of their own; n 0: none */
  GString *taken, *missing, *unused; /* lines for people */
} CdImported;

/* What is told beside the notice. */
typedef struct {
  bool joint_today; /* the contract in force, where there is one, serves all partners */
  bool start;       /* when the new service is to start */
  bool areas;       /* who the partners are */
} CdImportedBeside;

/* NOTICE is borrowed. Never NULL. */
CdImported *cd_imported_new(const CdNotice *notice, CdImportedBeside beside);
/* Makes the notice's lots, where it has several of a contract to come, contracts of an option, or tells why they are none. */
void cd_imported_take_lots(CdImported *imported, const CdNotice *notice, const CdWished *wished);

void cd_imported_free(CdImported *imported);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdImported, cd_imported_free)
