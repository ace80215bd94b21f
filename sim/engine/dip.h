/* dip.h - how far completions fall when a service starts, and for how long. docs/model.md, 7.8. */
#pragma once

#include "sim/engine/plan.h"

/* Back where they were: within this share of completions before the planned start. */
#define CD_DIP_WITHIN 0.02
/* Months from the start that are looked at: later falls have other causes. */
#define CD_DIP_MONTHS 24

typedef struct {
  double depth; /* largest fall of a month's completions, share of those before the planned start; 0 where none falls */
  double months; /* from the start until they are within CD_DIP_WITHIN for good, as far as is looked at */
} CdDip;

/* Of COMPLETIONS[n], expected month by month from the planned start, BEFORE a month before it; START: month in which the service starts. NAN where that is
 * not within them, or nobody completed before. */
CdDip cd_dip_find(const double *completions, guint n, double before, guint start);

/* Of the expected run of PLAN, given what came of the tender and before people go without for want of money. */
CdDip cd_dip_make(const CdPlan *plan, const CdService *service, const CdCaseload *caseload, CdArena *arena);
