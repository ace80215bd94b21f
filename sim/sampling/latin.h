/* latin.h - Latin hypercubes (McKay, Beckman & Conover 1979): N points of which each factor has one in each of N equal strata.
 *
 * maximin.h spreads the points as well; here a coordinate is a function of its place, so that a hypercube of any size needs no memory. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The place of LEVEL of N strata, N <= 2^32: in the stratum's middle where CENTRED, else drawn for (SEED, FACTOR, ROW). */
double cd_latin_unit(guint64 seed, guint64 n, guint64 row, guint32 factor, guint64 level, bool centred);

/* The stratum of ROW of N in FACTOR. */
guint64 cd_latin_level(guint64 seed, guint64 n, guint64 row, guint32 factor);
