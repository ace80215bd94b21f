/* driver.h - under which assumptions something happens: inputs whose draws differ where it does. A region of them in which it is frequent: region.h.
 *
 * A driver: the chance that the input is larger in a replicate with the event than in one without (the area under the ROC curve; Mann & Whitney
 * 1947), one half where it tells nothing. */
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
