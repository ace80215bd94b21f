#include "sim/sensitivity/bootstrap.h"

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>
#include "sim/base/order.h"
#include "sim/base/resample.h"

/* Columns that are taken at a time: a number the compiler knows, so that it uses vectors. */
enum { LANES = 8, BLOCK = 64 /* rows */, TOGETHER = 4 /* rows of a block that are added at once */ };
G_STATIC_ASSERT(BLOCK % TOGETHER == 0);

CdMatrix *cd_matrix_new(guint rows, guint columns)
{
  CdMatrix *it = g_new(CdMatrix, 1);
  *it = (CdMatrix){.rows = rows, .columns = columns, .stride = (columns + LANES - 1) / LANES * LANES};
  it->at = g_new0(double, (gsize)rows * it->stride + 1);
  return it;
}

void cd_matrix_free(CdMatrix *matrix)
{
  if (!matrix)
    return;
  g_free(matrix->at);
  g_free(matrix);
}

/* INTO += sum of COUNT[t] times the t-th of TOGETHER rows from FROM. */
static void add_rows(double *restrict into, const double *restrict from, guint stride, const double *count)
{
  const double *r0 = from, *r1 = r0 + stride, *r2 = r1 + stride, *r3 = r2 + stride;
  double c0 = count[0], c1 = count[1], c2 = count[2], c3 = count[3];
  for (guint c = 0; c < stride; c += LANES) {
    double sum[LANES];
    for (guint l = 0; l < LANES; l++)
      sum[l] = (c0 * r0[c + l] + c1 * r1[c + l]) + (c2 * r2[c + l] + c3 * r3[c + l]);
    for (guint l = 0; l < LANES; l++)
      into[c + l] += sum[l];
  }
}

/* Adds rows FROM .. TO, COUNT[row] times each, to INTO. */
static void add_block(const CdMatrix *matrix, guint from, guint to, const guint16 *count, double *into)
{
  guint row = from;
  for (; row + TOGETHER <= to; row += TOGETHER) {
    double times[TOGETHER];
    guint any = 0;
    for (guint t = 0; t < TOGETHER; t++) {
      times[t] = count[row + t];
      any |= count[row + t];
    }
    if (any)
      add_rows(into, cd_matrix_row(matrix, row), matrix->stride, times);
  }
  for (; row < to; row++)
    for (guint c = 0; c < matrix->stride; c++)
      into[c] += count[row] * cd_matrix_row(matrix, row)[c];
}

static void divide(double *sum, guint n, guint columns)
{
  for (guint c = 0; c < columns; c++)
    sum[c] /= n;
}

void cd_matrix_means(const CdMatrix *matrix, guint rows, double *mean)
{
  g_assert(rows > 0 && rows <= matrix->rows);
  g_autofree guint16 *once = g_new(guint16, rows);
  for (guint row = 0; row < rows; row++)
    once[row] = 1;
  memset(mean, 0, matrix->stride * sizeof *mean);
  add_block(matrix, 0, rows, once, mean);
  divide(mean, rows, matrix->stride);
}

/* As many resamples at a time as keep their counts within some megabytes. */
static guint batch_size(guint rows, guint resamples)
{
  return CLAMP((1u << 24) / rows, 1, resamples);
}

static void count_rows(guint rows, guint b, guint64 seed, guint64 key, guint *index, guint16 *count)
{
  cd_resample(seed, key, b, rows, index);
  memset(count, 0, rows * sizeof *count);
  for (guint i = 0; i < rows; i++)
    count[index[i]] = (guint16)(count[index[i]] + 1);
}

CdMatrix *cd_bootstrap_means(const CdMatrix *matrix, guint rows, guint resamples, guint64 seed, guint64 key)
{
  g_assert(rows > 0 && rows <= matrix->rows);
  CdMatrix *means = cd_matrix_new(resamples, matrix->columns);
  guint batch = batch_size(rows, MAX(resamples, 1));
  g_autofree guint *index = g_new(guint, rows);
  g_autofree guint16 *count = g_new(guint16, (gsize)rows * batch);
  for (guint first = 0; first < resamples; first += batch) {
    guint n = MIN(batch, resamples - first);
    for (guint b = 0; b < n; b++)
      count_rows(rows, first + b, seed, key, index, &count[(gsize)b * rows]);
    for (guint from = 0; from < rows; from += BLOCK)
      for (guint b = 0; b < n; b++)
        add_block(matrix, from, MIN(from + BLOCK, rows), &count[(gsize)b * rows], cd_matrix_row(means, first + b));
  }
  for (guint b = 0; b < resamples; b++)
    divide(cd_matrix_row(means, b), rows, means->stride);
  return means;
}

CdResamples cd_resamples(double *resampled, guint n, double estimate, double confidence)
{
  g_assert(n > 1 && confidence > 0 && confidence < 1);
  CdResamples none = {NAN, NAN, NAN, NAN, NAN};
  double sum = 0, squares = 0;
  for (guint b = 0; b < n; b++) {
    if (!isfinite(resampled[b]))
      return none;
    sum += resampled[b] - resampled[0];
  }
  if (!isfinite(estimate))
    return none;
  double mean = resampled[0] + sum / n;
  for (guint b = 0; b < n; b++)
    squares += (resampled[b] - mean) * (resampled[b] - mean);
  gsl_sort(resampled, 1, n);
  double sd = sqrt(squares / (n - 1)), half = gsl_cdf_ugaussian_Pinv((1 + confidence) / 2) * sd;
  return (CdResamples){.sd = sd,
                       .low = cd_quantile(resampled, n, (1 - confidence) / 2),
                       .high = cd_quantile(resampled, n, (1 + confidence) / 2),
                       .z_low = estimate - half,
                       .z_high = estimate + half};
}
