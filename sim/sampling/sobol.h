/* sobol.h - Sobol's sequence (Sobol' 1967) by the direction numbers of Joe & Kuo 2008 (joe-kuo.def), plain or scrambled (owen.h).
 *
 * Points come in Gray-code order (Antonov & Saleev 1979), the zero point first: the first 2^m points, and every later run of 2^m that starts at a multiple of 2^m, are a net.
 * Leaving the zero point out, as many generators do, spoils that. A point is a function of its index alone; a sequence is never changed once made, so threads may share it.
 *
 * GSL's gsl_qrng_sobol is not used: it has 40 dimensions, starts at the second point, and does not scramble. */
#pragma once

#include <glib.h>

/* Up to here the direction numbers have property A: the first 2^d points of d dimensions fall one in each of the boxes that halving every axis makes. */
#define CD_SOBOL_MAX_DIMENSIONS 1111

/* Points that a sequence has. */
#define CD_SOBOL_MAX_POINTS (G_GUINT64_CONSTANT(1) << 32)

typedef struct _CdSobol CdSobol;

/* Unscrambled; 1 <= DIMENSIONS <= CD_SOBOL_MAX_DIMENSIONS. */
CdSobol *cd_sobol_new(guint dimensions);

/* Scrambled by SEED. POINTS says how many will be asked for: it decides how many coins are tossed beforehand (at most 2^14 a dimension, some 2 kB), never what a point is. */
CdSobol *cd_sobol_new_scrambled(guint dimensions, guint64 seed, guint64 points);

void cd_sobol_free(CdSobol *sobol);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdSobol, cd_sobol_free)

guint cd_sobol_dimensions(const CdSobol *sobol);

/* A coordinate as a fraction of 2^32. INDEX and DIMENSION count from 0. */
guint32 cd_sobol_bits(const CdSobol *sobol, guint32 index, guint dimension);

/* UNIT[dimensions]: point INDEX in [0, 1). Unscrambled, a coordinate is bits / 2^32, and that of the zero point 0; scrambled, the middle of its interval, (bits + 1/2) / 2^32, so that
 * it is never 0. */
void cd_sobol_point(const CdSobol *sobol, guint32 index, double *unit);
