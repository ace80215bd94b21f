/* blocking.h - which terms stand between the parties: the smallest sets of issues that, were they no issue, would
 * leave a text acceptable to all.
 *
 * Relaxing a set of issues B gives each party its own best level of them, each separately: U_j(x) becomes the
 * largest U_j over x_B, thresholds unchanged. Zones then only grow with B, so that the minimal sets tell the whole
 * story. (Setting the terms' value to 1 instead, or their levels to a mean, opens nearly every zone or is not
 * monotone.) Where not even all issues together open the zone, no terms do: what blocks is the consequences of
 * working together. */
#pragma once

#include "sim/negotiation/zone.h"

/* At so many issues at most: the sets of them are all looked at. */
#define CD_BLOCKING_ISSUES 8
/* No more sets of 8 issues can be minimal: none contains another (Sperner 1928), 8 over 4. */
#define CD_BLOCKING_MAX 70

typedef enum {
  CD_BLOCKING_NOTHING,     /* the zone is open */
  CD_BLOCKING_TERMS,       /* some sets of issues open it */
  CD_BLOCKING_CONSEQUENCES /* none does */
} CdBlockingKind;

typedef struct {
  CdBlockingKind kind;
  guint n;                    /* above 0 for CD_BLOCKING_TERMS only */
  guint set[CD_BLOCKING_MAX]; /* ascending; bit i: issue i of the grid */
} CdBlocking;

/* At most 32 parties and CD_BLOCKING_ISSUES issues; THRESHOLD[n_parties] by position. */
CdBlocking cd_blocking(const CdDomain *domain, const double *threshold, CdArena *arena);
