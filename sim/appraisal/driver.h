/* driver.h - under which assumptions something happens: inputs whose draws differ where it does, and a region of them in which it is frequent.
 *
 * A driver: the chance that the input is larger in a replicate with the event than in one without (the area under the ROC curve; Mann & Whitney
 * 1947), one half where it tells nothing. The region is a box of few limits (as in Friedman & Fisher 1999), each
 * the one for which the rise of the event's share times the root of how many replicates it leaves is largest (Kloesgen 1996): so that it is neither
 * rare nor weak. It is found on the odd replicates, and its shares are stated on the even ones, which it has not seen. */
#pragma once

#include <stdbool.h>
#include "sim/appraisal/share.h"

typedef struct {
  guint input;
  double auc; /* 0..1; above 1/2: the event goes with larger values */
  double z;   /* of the rank sum against no difference, ties as they are */
  double median_with, median_without;
} CdDriver;

/* All N_INPUTS by falling |z| (ties: lower input), which is by falling |auc - 1/2| but for draws that are alike, into DRIVER[n_inputs]; returns how
 * many of the first are told from chance after Holm's correction at 5 %. X[replicate * n_inputs + input] finite; EVENT[replicate], 0 or 1. 0, and nothing written, where the event happens always or never. */
guint cd_drivers(const double *x, const guint8 *event, guint replicates, guint n_inputs, CdDriver *driver);

#define CD_REGION_LIMITS 3

typedef struct {
  guint n_limits;
  struct {
    guint input;
    bool below; /* the input at most LIMIT; else at least */
    double limit;
  } limit[CD_REGION_LIMITS];
  CdShare inside, all; /* share of the event inside the region, and over all; even replicates */
  CdShare holds;       /* of the events, how many lie inside */
} CdRegion;

/* The region among the inputs of the first N_DRIVERS drivers, holding at least a tenth of the odd replicates. n_limits 0, and the shares those of
 * all even replicates: none raises the share, fewer than twenty events to find it on, or what was found does not hold on the even replicates (there
 * the share over all does not lie below the interval of that inside), as a limit that follows chance does not. */
CdRegion cd_region_find(const double *x, const guint8 *event, guint replicates, guint n_inputs, const CdDriver *driver,
                        guint n_drivers);
