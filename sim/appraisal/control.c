#include "sim/appraisal/control.h"

#include <gsl/gsl_multifit.h>
#include <math.h>

typedef struct {
  const double *const *with;
  guint n_with, n_all;
  bool *known; /* [n_all] all that goes with D is defined */
  guint n_known;
  double *mean, *scale; /* [n_with] over those known; a scale of nought is taken as one */
} Controls;

static void look_over(Controls *it)
{
  for (guint k = 0; k < it->n_all; k++) {
    it->known[k] = true;
    for (guint w = 0; w < it->n_with; w++)
      it->known[k] = it->known[k] && isfinite(it->with[w][k]);
    it->n_known += it->known[k];
  }
  for (guint w = 0; w < it->n_with; w++) {
    double sum = 0, squares = 0;
    for (guint k = 0; k < it->n_all; k++)
      sum += it->known[k] ? it->with[w][k] : 0;
    it->mean[w] = sum / it->n_known;
    for (guint k = 0; k < it->n_all; k++)
      squares += it->known[k] ? pow(it->with[w][k] - it->mean[w], 2) : 0;
    it->scale[w] = squares > 0 ? sqrt(squares / it->n_known) : 1;
  }
}

static double standing(const Controls *it, guint w, guint k)
{
  return (it->with[w][k] - it->mean[w]) / it->scale[w];
}

/* The regression of D, its controls counted from their means over all: so its constant is what is sought. */
static CdEstimate regress(const Controls *it, const double *d, const guint *place, guint n)
{
  gsize columns = 1 + (gsize)it->n_with;
  gsl_matrix *x = gsl_matrix_alloc(n, columns), *covariance = gsl_matrix_alloc(columns, columns);
  gsl_vector *y = gsl_vector_alloc(n), *c = gsl_vector_alloc(columns), *left = gsl_vector_alloc(n);
  gsl_multifit_linear_workspace *room = gsl_multifit_linear_alloc(n, columns);
  for (guint i = 0; i < n; i++) {
    gsl_matrix_set(x, i, 0, 1);
    for (guint w = 0; w < it->n_with; w++)
      gsl_matrix_set(x, i, 1 + (gsize)w, standing(it, w, place[i]));
    gsl_vector_set(y, i, d[place[i]]);
  }
  double squares;
  gsl_multifit_linear(x, y, c, covariance, &squares,
                      room); /* by singular values: what two controls have in common is no obstacle */
  gsl_multifit_linear_residuals(x, y, c, left);
  CdEstimate estimate = {.mean = gsl_vector_get(c, 0), .part = g_new0(double, it->n_all)};
  double weight = squares > 0 ? sqrt(gsl_matrix_get(covariance, 0, 0) / squares) : 0;
  for (guint i = 0; i < n; i++)
    estimate.part[place[i]] = weight * gsl_vector_get(left, i);
  for (guint k = 0; k < it->n_all; k++)
    for (guint w = 0; it->known[k] && w < it->n_with; w++)
      estimate.part[k] += gsl_vector_get(c, 1 + (gsize)w) * standing(it, w, k) / sqrt(it->n_known * (it->n_known - 1.0));
  gsl_multifit_linear_free(room);
  gsl_vector_free(left);
  gsl_vector_free(c);
  gsl_vector_free(y);
  gsl_matrix_free(covariance);
  gsl_matrix_free(x);
  return estimate;
}

static void finish(CdEstimate *it, guint n)
{
  double square = 0;
  for (guint k = 0; k < n; k++)
    square += it->part[k] * it->part[k];
  it->se = sqrt(square);
}

CdEstimate cd_controlled(const double *const *with, guint n_with, guint n_all, const double *d, guint n)
{
  g_autofree bool *known = g_new(bool, n_all + 1);
  g_autofree double *mean = g_new0(double, n_with + 1), *scale = g_new0(double, n_with + 1);
  g_autofree guint *place = g_new(guint, n + 1);
  Controls controls = {with, n_with, n_all, known, 0, mean, scale};
  guint found = 0;
  look_over(&controls);
  for (guint k = 0; k < n; k++)
    if (known[k] && isfinite(d[k]))
      place[found++] = k;
  if (found < CD_CONTROL_LEAST + 2 * n_with)
    return (CdEstimate){NAN, NAN, NULL};
  CdEstimate estimate = regress(&controls, d, place, found);
  finish(&estimate, n_all);
  return estimate;
}

CdEstimate cd_uncontrolled(const double *d, guint n)
{
  guint found = 0;
  double sum = 0;
  for (guint k = 0; k < n; k++)
    if (isfinite(d[k])) {
      sum += d[k];
      found++;
    }
  if (found < CD_CONTROL_LEAST)
    return (CdEstimate){NAN, NAN, NULL};
  CdEstimate it = {.mean = sum / found, .part = g_new0(double, n)};
  for (guint k = 0; k < n; k++)
    if (isfinite(d[k]))
      it.part[k] = (d[k] - it.mean) / sqrt(found * (found - 1.0));
  finish(&it, n);
  return it;
}
