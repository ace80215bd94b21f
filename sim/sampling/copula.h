/* copula.h - factors that move together: a Gaussian copula (Nelsen 2006, "An introduction to copulas", 4.3), which leaves each factor's own distribution as it is.
 *
 * Coordinates become standard normals, are mixed by the Cholesky factor of the matrix (GSL), and become coordinates again. The matrix is of the normals' correlations r: the ranks'
 * correlation (Spearman) is then (6 / pi) asin(r / 2), at most 0.018 smaller. The first of correlated factors keeps its coordinates, so in a Latin hypercube its strata; the
 * others' strata are then only nearly kept. */
#pragma once

#include <glib.h>

typedef struct _CdCopula CdCopula;

/* R[i * k + j], K >= 1. NULL and ERROR (CD_ERROR_USAGE) where R is not finite, not symmetric, not 1 on its diagonal, not within -1 and 1, or not positive definite, which means that some
 * correlations contradict each other; NAMES[k] are for the error. */
CdCopula *cd_copula_new(const double *r, guint k, const char *const *names, GError **error);
void cd_copula_free(CdCopula *copula);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdCopula, cd_copula_free)

/* Mixes UNIT[k] in place, each in (0, 1), and in it again after. SCRATCH[k]. */
void cd_copula_apply(const CdCopula *copula, double *unit, double *scratch);
