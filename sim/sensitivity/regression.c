#include "sim/sensitivity/regression.h"

#include <gsl/gsl_eigen.h>
#include <math.h>
#include "sim/base/order.h"

#define SINGULAR 1e-10 /* an eigenvalue so small against the largest */
#define EXACT 1e-12    /* what is left of the variance where a fit is exact */

/* Columns of the table in standard units: the inputs that vary, then the outcome. */
typedef struct {
  guint rows, n;
  guint *input; /* [n] */
  double *z;    /* [column * rows + row]; columns n + 1 */
} Standard;

/* Into mean 0 and sum of squares 1; false where all are equal. */
static bool standardise(const double *x, guint rows, double *z)
{
  double sum = 0, squares = 0;
  bool varies = false;
  for (guint r = 0; r < rows; r++) {
    sum += x[r] - x[0];
    varies = varies || x[r] != x[0];
  }
  for (guint r = 0; r < rows; r++) {
    z[r] = x[r] - x[0] - sum / rows;
    squares += z[r] * z[r];
  }
  for (guint r = 0; r < rows; r++)
    z[r] /= sqrt(squares);
  return varies;
}

static void rank(const double *x, guint rows, double *ranks)
{
  g_autofree guint *order = g_new(guint, rows);
  g_autofree double *sorted = g_new(double, rows);
  cd_order(x, rows, order);
  for (guint r = 0; r < rows; r++)
    sorted[r] = x[order[r]];
  cd_ranks(sorted, order, rows, ranks);
}

static Standard standard_of(const CdSample *table, bool ranked)
{
  Standard it = {.rows = table->rows, .input = g_new(guint, table->n_inputs + 1)};
  it.z = g_new(double, (gsize)(table->n_inputs + 1) * table->rows);
  g_autofree double *ranks = g_new(double, table->rows);
  for (guint i = 0; i <= table->n_inputs; i++) {
    const double *x = i < table->n_inputs ? cd_sample_input(table, i) : table->y;
    if (ranked)
      rank(x, table->rows, ranks);
    if (standardise(ranked ? ranks : x, table->rows, &it.z[(gsize)it.n * it.rows]) && i < table->n_inputs)
      it.input[it.n++] = i;
  }
  return it;
}

static void standard_clear(Standard *it)
{
  g_free(it->input);
  g_free(it->z);
}

static double product(const Standard *it, guint a, guint b)
{
  double sum = 0;
  for (guint r = 0; r < it->rows; r++)
    sum += it->z[(gsize)a * it->rows + r] * it->z[(gsize)b * it->rows + r];
  return sum;
}

static void say_singular(const Standard *it, const gsl_vector *vector, const char *const *name, GError **error)
{
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < it->n; i++)
    if (fabs(gsl_vector_get(vector, i)) > 0.1) {
      g_string_append(names, names->len > 0 ? ", " : "");
      if (name)
        g_string_append(names, name[it->input[i]]);
      else
        g_string_append_printf(names, "%u", it->input[i] + 1);
    }
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "inputs %s explain one another: coefficients of each by itself do not exist; leave one of them out",
              names->str);
}

/* INVERSE[n * n] of the inputs' correlations, by their eigenvalues, which also tell which inputs stand in the way. */
static bool invert(const Standard *it, const char *const *name, double *inverse, GError **error)
{
  guint n = it->n;
  bool done = true;
  gsl_matrix *r = gsl_matrix_alloc(n, n), *vectors = gsl_matrix_alloc(n, n);
  gsl_vector *values = gsl_vector_alloc(n);
  gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j <= i; j++) {
      gsl_matrix_set(r, i, j, product(it, i, j));
      gsl_matrix_set(r, j, i, gsl_matrix_get(r, i, j));
    }
  gsl_eigen_symmv(r, values, vectors, work);
  gsl_eigen_symmv_sort(values, vectors, GSL_EIGEN_SORT_VAL_ASC);
  if (gsl_vector_get(values, 0) < SINGULAR * gsl_vector_get(values, n - 1)) {
    gsl_vector_view vector = gsl_matrix_column(vectors, 0);
    say_singular(it, &vector.vector, name, error);
    done = false;
  }
  for (guint i = 0; done && i < n; i++)
    for (guint j = 0; j < n; j++) {
      double sum = 0;
      for (guint e = 0; e < n; e++)
        sum += gsl_matrix_get(vectors, i, e) * gsl_matrix_get(vectors, j, e) / gsl_vector_get(values, e);
      inverse[i * n + j] = sum;
    }
  gsl_eigen_symmv_free(work);
  gsl_vector_free(values);
  gsl_matrix_free(vectors);
  gsl_matrix_free(r);
  return done;
}

static double partial_of(double b, double rest, double inverse)
{
  if (rest < EXACT && b * b < EXACT)
    return NAN;
  return b / sqrt(b * b + rest * inverse);
}

/* COEFFICIENT and PARTIAL[n], and R^2. */
static void fit(const Standard *it, const double *inverse, double *coefficient, double *partial, double *r2)
{
  *r2 = 0;
  for (guint i = 0; i < it->n; i++) {
    coefficient[i] = 0;
    for (guint j = 0; j < it->n; j++)
      coefficient[i] += inverse[i * it->n + j] * product(it, j, it->n);
    *r2 += coefficient[i] * product(it, i, it->n);
  }
  for (guint i = 0; i < it->n; i++)
    partial[i] = partial_of(coefficient[i], MAX(1 - *r2, 0), inverse[i * it->n + i]);
}

static bool regress(const CdSample *table, bool ranked, CdRegression *regression, GError **error)
{
  Standard it = standard_of(table, ranked);
  g_autofree double *inverse = g_new(double, (gsize)it.n *it.n + 1);
  g_autofree double *coefficient = g_new(double, it.n + 1), *partial = g_new(double, it.n + 1);
  bool done = it.n > 0 && invert(&it, table->name, inverse, error);
  if (done) {
    fit(&it, inverse, coefficient, partial, ranked ? &regression->r2_ranks : &regression->r2);
    for (guint i = 0; i < it.n; i++) {
      CdCoefficient *of = &regression->of[it.input[i]];
      *(ranked ? &of->srrc : &of->src) = coefficient[i];
      *(ranked ? &of->prcc : &of->partial) = partial[i];
    }
  } else if (it.n == 0) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "none of %u inputs varies", table->n_inputs);
  }
  standard_clear(&it);
  return done;
}

CdRegression *cd_regression_new(const CdSample *table, GError **error)
{
  if (table->rows < table->n_inputs + 2) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "%u rows are too few for a regression on %u inputs: %u at least",
                table->rows, table->n_inputs, table->n_inputs + 2);
    return NULL;
  }
  g_autoptr(CdRegression) it = g_new0(CdRegression, 1);
  it->rows = table->rows;
  it->n_inputs = table->n_inputs;
  it->of = g_new(CdCoefficient, table->n_inputs + 1);
  for (guint i = 0; i < table->n_inputs; i++)
    it->of[i] = (CdCoefficient){NAN, NAN, NAN, NAN};
  if (!regress(table, false, it, error) || !regress(table, true, it, error))
    return NULL;
  return g_steal_pointer(&it);
}

void cd_regression_free(CdRegression *regression)
{
  if (!regression)
    return;
  g_free(regression->of);
  g_free(regression);
}
