/* analytic.h - functions of uniform inputs whose indices are known exactly, designs and draws to try methods on. */
#pragma once

#include <glib.h>
#include "sim/sensitivity/saltelli.h"

/* Of U[k], each in 0..1. */
typedef double (*CdAnalytic)(const double *u, guint k);

/* sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, x on -pi .. pi (Ishigami & Homma 1990). */
double cd_ishigami(const double *u, guint k);

/* Product of (|4 u - 2| + a) / (1 + a), a = 0, 1, 4.5, 9, 99, 99, 99, 99 (Saltelli & Sobol' 1995). */
double cd_g_function(const double *u, guint k);

/* Independent uniform numbers: POINT[points * k]. */
double *cd_uniform_points(guint64 seed, guint points, guint k);

/* Outcomes, in a Saltelli design's order, of a function at POINT[base * 2k], whose first k columns are A. GROUP[k] names the group of each factor; NULL: each is its own.
 * One replicate. The caller frees. */
double *cd_saltelli_outcomes(const double *point, guint k, const guint *group, const CdSaltelliShape *shape,
                             CdAnalytic f);

/* Row ROW of that design into U[k]. */
void cd_saltelli_inputs(const double *point, guint k, const guint *group, const CdSaltelliShape *shape, guint row,
                        double *u);

/* Whether HITS of N trials are within what binomial chance allows about P, outside of which they lie in one of 10,000 cases. */
gboolean cd_binomial_allows(guint hits, guint n, double p);
