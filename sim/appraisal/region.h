/* region.h - where among the assumptions something is frequent: a box of few limits, told with shares from replicates that it was not found on.
 *
 * Found on the odd replicates by peeling (prim.h) over the inputs given: of the boxes on the way the one for which the rise of the event's share times the root of how many
 * replicates it holds is largest (Kloesgen 1996), so that it is neither rare nor weak; then limits are given up, each time the one that costs least, until no
 * more than CD_REGION_LIMITS are left and each raises the share by a tenth at least, and by more than chance would (quasi-p .05). Its shares are those of the even replicates. */
#pragma once

#include "sim/appraisal/driver.h"

#define CD_REGION_LIMITS 3

typedef struct {
  guint n_limits;
  struct {
    guint input;
    bool below; /* the input at most LIMIT; else at least */
    double limit;
  } limit[CD_REGION_LIMITS]; /* by input as given, the lower limit first */
  CdShare inside,
      all; /* share of the event inside the region, and over all; even replicates: its density, and what it would be without it */
  CdShare holds; /* of the events, how many lie inside: its coverage */
  CdShare mass;  /* of the replicates, how many lie inside */
} CdRegion;

/* The region among the inputs of the first N_DRIVERS drivers, holding at least a tenth of the odd replicates. X[replicate * n_inputs + input]. n_limits 0, and the shares those of
 * all even replicates: none raises the share, fewer than twenty events to find it on, or what was found does not hold on the even replicates (there
 * the share over all does not lie below the interval of that inside), as a limit that follows chance does not. */
CdRegion cd_region_find(const double *x, const guint8 *event, guint replicates, guint n_inputs, const CdDriver *driver,
                        guint n_drivers);

/* Whether a draw lies in it: X[n_inputs]. */
bool cd_region_holds(const CdRegion *region, const double *x);

/* Its shares, from counts: of INSIDE replicates in it EVENTS, of ALL all_events. */
void cd_region_tell(CdRegion *region, guint events, guint inside, guint all_events, guint all);
