/* estimate.h - what a sweep will take, from a few of its units run beforehand. */
#pragma once

#include "sim/sweep/unit.h"

/* Replicates of a point, of both stages, on average over a few. */
double cd_estimate_replicates(const CdSweepPlan *plan);

/* Of one thread, for a point with so many. */
double cd_estimate_seconds(const CdSweepPlan *plan, double replicates);
