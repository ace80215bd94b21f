#include "sim/analysis/rows.h"

#include <math.h>
#include "sim/base/mean.h"

static double of_run(const CdStudy *study, const double *value, guint first, guint against, guint row, guint run)
{
  double a = cd_study_runs(study, value, first, row)[run];
  return against == G_MAXUINT ? a : a - cd_study_runs(study, value, against, row)[run];
}

double *cd_rows_outcome(const CdStudy *study, const double *value, guint first, guint against)
{
  double *y = g_new(double, (gsize)study->rows * study->replicates);
  for (guint row = 0; row < study->rows; row++)
    for (guint r = 0; r < study->replicates; r++)
      y[(gsize)row * study->replicates + r] =
          (of_run(study, value, first, against, row, 2 * r) + of_run(study, value, first, against, row, 2 * r + 1)) / 2;
  return y;
}

guint cd_rows_drawn(const CdStudy *study, guint *row)
{
  guint n = 0;
  for (guint r = 0; r < study->rows; r++) {
    CdDesignBlock block = study->label[r].block;
    if (block != CD_BLOCK_AB && block != CD_BLOCK_BA && !(study->left_out && study->left_out[r]))
      row[n++] = r;
  }
  return n;
}

static bool is_whole(const double *y, guint n)
{
  for (guint r = 0; r < n; r++)
    if (!isfinite(y[r]))
      return false;
  return true;
}

/* Mean over rows and replicates of half the square of what two draws of chance differ by. */
static double by_chance(const CdStudy *study, const double *value, guint first, guint against, const guint *row, guint n)
{
  double sum = 0;
  for (guint i = 0; i < n; i++)
    for (guint r = 0; r < study->replicates; r++) {
      double apart =
          of_run(study, value, first, against, row[i], 2 * r) - of_run(study, value, first, against, row[i], 2 * r + 1);
      sum += apart * apart / 2;
    }
  return sum / ((double)n * study->replicates);
}

CdRowsVariance cd_rows_variance(const CdStudy *study, const double *value, guint first, guint against, const guint *row,
                                guint n)
{
  guint replicates = study->replicates, whole = 0;
  g_autofree double *y = cd_rows_outcome(study, value, first, against), *mean = g_new(double, n),
                    *column = g_new0(double, replicates);
  g_autofree guint *used = g_new(guint, n);
  for (guint i = 0; i < n; i++)
    if (is_whole(&y[(gsize)row[i] * replicates], replicates)) {
      mean[whole] = cd_mean(&y[(gsize)row[i] * replicates], replicates);
      used[whole++] = row[i];
    }
  CdRowsVariance of = {whole, NAN, NAN, NAN};
  if (whole < 2)
    return of;
  double all = cd_mean(mean, whole), rows = 0, within = 0, columns = 0;
  for (guint i = 0; i < whole; i++) {
    rows += (mean[i] - all) * (mean[i] - all);
    for (guint r = 0; r < replicates; r++) {
      double off = y[(gsize)used[i] * replicates + r] - mean[i];
      within += off * off;
      column[r] += off;
    }
  }
  for (guint r = 0; r < replicates; r++)
    columns += column[r] * column[r] / whole;
  of.chance = by_chance(study, value, first, against, used, whole);
  of.varied = rows / (whole - 1);
  if (replicates < 2)
    return of;
  double residual = (within - columns) / ((double)(whole - 1) * (replicates - 1));
  of.varied -= residual / replicates;
  of.held = within / ((double)whole * (replicates - 1)) - of.chance / 2;
  return of;
}
