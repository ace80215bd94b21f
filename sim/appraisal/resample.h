/* resample.h - the bootstrap of a share of assumptions: which replicates a resample holds, and the interval that its shares come to. docs/model.md,
 * section 7.9; how well it covers is told in estimate.h. */
#pragma once

#include <glib.h>

#define CD_RESAMPLES 400

typedef struct {
  double low, high; /* within 0..1 */
} CdInterval;

/* Fills INDEX[n] with replicates 0 .. n - 1, drawn with replacement, of resample B of the stream that SEED and KEY begin. */
void cd_resample(guint64 seed, guint64 key, guint b, guint n, guint *index);

/* Of SHARE of N > 0 replicates, whose resamples came to RESAMPLED[CD_RESAMPLES] (sorted here): the hull of their percentiles, stretched beyond 95 %, and of
 * Wilson's interval. */
CdInterval cd_resampled_interval(double *resampled, double share, guint n, double confidence);
