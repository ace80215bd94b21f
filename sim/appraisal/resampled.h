/* resampled.h - the interval that the resampled shares of assumptions come to (sim/base/resample.h). docs/model.md,
 * section 7.9; how well it covers is told in estimate.h. */
#pragma once

#include <glib.h>

#define CD_RESAMPLES 400

typedef struct {
  double low, high; /* within 0..1 */
} CdInterval;

/* Of SHARE of N > 0 replicates, whose resamples came to RESAMPLED[CD_RESAMPLES] (sorted here): the hull of their percentiles, stretched beyond 95 %, and of
 * Wilson's interval. */
CdInterval cd_resampled_interval(double *resampled, double share, guint n, double confidence);
