#include "sim/sampling/copula.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_eigen.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdbool.h>
#include "concordat/error.h"

/* An eigenvalue below is nought but for rounding. */
#define LEAST_EIGENVALUE 1e-10

struct _CdCopula {
  guint k;
  guint *from;   /* [k] first column of its row that is not 0 */
  double *lower; /* [k * k] */
};

static bool check_cell(const double *r, guint k, guint i, guint j, const char *const *names, GError **error)
{
  double here = r[(gsize)i * k + j], there = r[(gsize)j * k + i];
  if (i == j && here != 1)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "correlation of %s with itself is %g: it must be 1", names[i], here);
  else if (i != j && !(here > -1 && here < 1))
    g_set_error(
        error, CD_ERROR, CD_ERROR_USAGE,
        "correlation of %s and %s is %g: it must lie between -1 and 1; for two that move as one, use one factor",
        names[i], names[j], here);
  else if (here != there)
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "correlation of %s and %s is %g one way and %g the other: it must be the same", names[i], names[j],
                here, there);
  else
    return true;
  return false;
}

/* Signals a contradiction: the factors whose correlations take part in it most are those of the eigenvector's largest parts. */
static bool check_definite(const double *r, guint k, const char *const *names, GError **error)
{
  gsl_matrix *matrix = gsl_matrix_alloc(k, k), *vectors = gsl_matrix_alloc(k, k);
  gsl_vector *values = gsl_vector_alloc(k);
  gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(k);
  for (guint i = 0; i < k; i++)
    for (guint j = 0; j < k; j++)
      gsl_matrix_set(matrix, i, j, r[(gsize)i * k + j]);
  gsl_eigen_symmv(matrix, values, vectors, work);
  gsl_eigen_symmv_sort(values, vectors, GSL_EIGEN_SORT_VAL_ASC);
  double least = gsl_vector_get(values, 0);
  if (!(least >= LEAST_EIGENVALUE)) {
    guint largest = 0, second = k > 1 ? 1 : 0;
    for (guint i = 1; i < k; i++)
      if (fabs(gsl_matrix_get(vectors, i, 0)) > fabs(gsl_matrix_get(vectors, largest, 0))) {
        second = largest;
        largest = i;
      } else if (second == largest || fabs(gsl_matrix_get(vectors, i, 0)) > fabs(gsl_matrix_get(vectors, second, 0)))
        second = i;
    g_set_error(
        error, CD_ERROR, CD_ERROR_USAGE,
        "the correlations contradict each other (their matrix has an eigenvalue of %.3g; it must be above 0): weaken "
        "some, those of %s and %s first",
        least, names[largest], names[second]);
  }
  gsl_eigen_symmv_free(work);
  gsl_matrix_free(matrix);
  gsl_matrix_free(vectors);
  gsl_vector_free(values);
  return least >= LEAST_EIGENVALUE;
}

CdCopula *cd_copula_new(const double *r, guint k, const char *const *names, GError **error)
{
  g_assert(k >= 1);
  for (guint i = 0; i < k; i++)
    for (guint j = 0; j <= i; j++)
      if (!check_cell(r, k, i, j, names, error))
        return NULL;
  if (!check_definite(r, k, names, error))
    return NULL;
  CdCopula *copula = g_new(CdCopula, 1);
  *copula = (CdCopula){.k = k, .from = g_new0(guint, k), .lower = g_memdup2(r, sizeof *r * k * k)};
  gsl_matrix_view lower = gsl_matrix_view_array(copula->lower, k, k);
  gsl_linalg_cholesky_decomp1(&lower.matrix); /* cannot fail: it is positive definite */
  for (guint i = 0; i < k; i++)
    while (copula->lower[(gsize)i * k + copula->from[i]] == 0)
      copula->from[i]++;
  return copula;
}

void cd_copula_free(CdCopula *copula)
{
  if (!copula)
    return;
  g_free(copula->from);
  g_free(copula->lower);
  g_free(copula);
}

/* A factor that hangs on none before it keeps its coordinate to the bit. */
void cd_copula_apply(const CdCopula *copula, double *unit, double *scratch)
{
  guint k = copula->k;
  for (guint i = 0; i < k; i++) {
    g_assert(unit[i] > 0 && unit[i] < 1);
    scratch[i] = gsl_cdf_ugaussian_Pinv(unit[i]);
  }
  for (guint i = 0; i < k; i++) {
    if (copula->from[i] == i)
      continue;
    double mixed = 0;
    for (guint j = copula->from[i]; j <= i; j++)
      mixed += copula->lower[(gsize)i * k + j] * scratch[j];
    unit[i] = CLAMP(gsl_cdf_ugaussian_P(mixed), 0x1p-1022, 1 - 0x1p-53);
  }
}
