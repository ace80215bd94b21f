#include "sim/sensitivity/missing.h"

#include <math.h>

#define ROUNDING 1e-26 /* of squares */

static bool is_there(const double *y, guint width)
{
  for (guint i = 0; i < width; i++)
    if (!isfinite(y[i]))
      return false;
  return true;
}

guint cd_missing_count(const double *y, guint rows, guint width, guint *first)
{
  guint n = 0;
  for (guint row = 0; row < rows; row++)
    if (!is_there(&y[(gsize)row * width], width) && n++ == 0)
      *first = row;
  return n;
}

static bool are_sizeable(const double *y, guint rows, guint width, GError **error)
{
  for (gsize i = 0; i < (gsize)rows * width; i++)
    if (isfinite(y[i]) && fabs(y[i]) > CD_OUTCOME_MOST) {
      g_set_error(
          error, CD_ERROR, CD_ERROR_USAGE,
          "row %u has an outcome of %g, whose square is beyond what can be reckoned with: give it in a larger unit",
          (guint)(i / width) + 1, y[i]);
      return false;
    }
  return true;
}

bool cd_missing_allowed(const double *y, guint rows, guint width, CdMissing missing, GError **error)
{
  if (!are_sizeable(y, rows, width, error))
    return false;
  guint first = 0, n = cd_missing_count(y, rows, width, &first);
  if (n == 0 || missing == CD_MISSING_DROP)
    return true;
  g_set_error(
      error, CD_ERROR, CD_ERROR_USAGE,
      "%u of %u rows have no outcome, the first of them is row %u; run them again, or have rows without an outcome "
      "dropped (drop-row)",
      n, rows, first + 1);
  return false;
}

bool cd_varies(double variance, double mean)
{
  return variance > ROUNDING * (mean * mean + variance);
}

void cd_say_constant(guint rows, double value, GError **error)
{
  if (rows == 1) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "there is one row, of an outcome of %g: where nothing varies, nothing can be told", value);
    return;
  }
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "the outcome is %g in all %u rows, but for rounding: where nothing varies, nothing can be told", value,
              rows);
}

static bool inputs_are_there(const double *x, guint rows, guint n_inputs, GError **error)
{
  for (guint i = 0; i < n_inputs; i++)
    for (guint row = 0; row < rows; row++)
      if (!isfinite(x[(gsize)i * rows + row])) {
        g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "input %u of row %u is not a finite number", i + 1, row + 1);
        return false;
      }
  return true;
}

static CdSample *keep_rows(const double *x, const double *y, guint rows, guint n_inputs)
{
  CdSample *it = g_new0(CdSample, 1);
  it->n_inputs = n_inputs;
  it->from = g_new(guint, rows + 1);
  for (guint row = 0; row < rows; row++)
    if (isfinite(y[row]))
      it->from[it->rows++] = row;
  it->n_dropped = rows - it->rows;
  it->x = g_new(double, (gsize)it->rows *n_inputs + 1);
  it->y = g_new(double, it->rows + 1);
  for (guint r = 0; r < it->rows; r++)
    it->y[r] = y[it->from[r]];
  for (guint i = 0; i < n_inputs; i++)
    for (guint r = 0; r < it->rows; r++)
      it->x[(gsize)i * it->rows + r] = x[(gsize)i * rows + it->from[r]];
  return it;
}

static bool is_constant(const CdSample *it)
{
  for (guint r = 1; r < it->rows; r++)
    if (it->y[r] != it->y[0])
      return false;
  return true;
}

CdSample *cd_sample_new(const double *x, const double *y, guint rows, guint n_inputs, CdMissing missing, GError **error)
{
  if (!cd_missing_allowed(y, rows, 1, missing, error) || !inputs_are_there(x, rows, n_inputs, error))
    return NULL;
  g_autoptr(CdSample) it = keep_rows(x, y, rows, n_inputs);
  if (it->rows == 0) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "none of %u rows has an outcome", rows);
    return NULL;
  }
  if (is_constant(it)) {
    cd_say_constant(it->rows, it->y[0], error);
    return NULL;
  }
  return g_steal_pointer(&it);
}

void cd_sample_free(CdSample *table)
{
  if (!table)
    return;
  g_free(table->x);
  g_free(table->y);
  g_free(table->from);
  g_free(table);
}
