/* order.h - numbers in order: ranks and quantiles. */
#pragma once

#include <glib.h>

/* Fills ORDER[n] with 0 .. n - 1 by rising X, those alike by number. X is finite. */
void cd_order(const double *x, guint n, guint *order);

/* Ranks of what ORDER put in order, less their mean; those alike share theirs. X[i] is the value of the i-th in order. Returns the sum of their
 * squares. */
double cd_ranks(const double *x, const guint *order, guint n, double *rank);

/* The P-quantile of SORTED[n], by linear interpolation of order statistics (Hyndman & Fan 1996, type 7); 0 <= p <= 1, n > 0. Infinite values are allowed. */
double cd_quantile(const double *sorted, guint n, double p);
