/* estimate.h - what a sweep will take, from a few of its units run beforehand. */
#pragma once

#include "sim/sweep/unit.h"

typedef struct {
  double replicates; /* of a point, of both stages, on average over a few */
  double setup,
      each; /* seconds of one thread: to set a point up, which each block of its replicates does; of a replicate */
} CdEstimate;

/* LIMIT: seconds after which a replicate is given up; 0: none is. */
CdEstimate cd_estimate(CdSweepPlan *plan, double limit);

/* Of one thread, for a point with all of its replicates. */
double cd_estimate_point(const CdEstimate *estimate);
