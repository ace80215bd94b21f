/* mean.h - the mean of a sample, summed so that rounding adds nothing to numbers that are alike, and how surely it is known. */
#pragma once

#include <glib.h>

/* Of X[n]; NAN where n is 0. About the first, so that a sample of equal values has exactly their mean. */
double cd_mean(const double *x, guint n);

typedef struct {
  double value, low, high; /* a mean and its interval */
} CdMean;

/* Student's interval of the mean of X[n], n >= 2; 0 < CONFIDENCE < 1. */
CdMean cd_mean_interval(const double *x, guint n, double confidence);
