/* joint.h - under which share of the assumptions several statements hold at once, or any of them. docs/model.md, section 7.9. */
#pragma once

#include <stdbool.h>
#include "sim/appraisal/estimate.h"

/* MARGIN[t]: by how much statement T holds, a sample as cd_difference() takes it; it holds under assumptions whose expected margin is above nought. Counted over
 * the replicates in which all margins have a value, each margin's mean over luck shrunk as in cd_difference(), with the interval of
 * cd_resampled_interval(), shrinkage estimated anew in each resample. ALL: every statement; else at least one. All NAN where there is no replicate. */
CdShareOfAssumptions cd_joint_share(const double *const *margin, guint n, guint replicates, bool all, double confidence,
                                    guint64 seed, guint64 key);
