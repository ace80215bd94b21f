#include "sim/sensitivity/delta.h"

#include <math.h>
#include <string.h>
#include "sim/base/resample.h"
#include "sim/sensitivity/slices.h"

enum { CELLS = 512, SLICES_MOST = 48 };
#define WIDTH 0.5 /* of Silverman's, which is too wide where an outcome's density has edges */
#define REACH 6.0 /* the grid goes so many widths beyond the outcomes, so that densities lie on it */
#define CUT 6.0   /* where the kernel is taken as nought, in widths */

typedef struct {
  double low, step;
} Grid;

static guint slices_wanted(guint rows)
{
  double n = rows, power = 2 / (7 + tanh((1500 - n) / 500));
  return (guint)MIN(MAX(ceil(pow(n, power)), 2), SLICES_MOST);
}

/* Of a kernel, for N values with these sums. */
static double width_of(double n, double sum, double squares)
{
  double variance = n > 1 ? (squares - sum * sum / n) / (n - 1) : 0;
  return WIDTH * sqrt(MAX(variance, 0)) * pow(0.75 * n, -0.2);
}

/* DENSITY[CELLS] from WEIGHT[CELLS] of N rows: each cell's weight spread by a kernel. A width below a cell is taken as a cell: finer than that the grid shows nothing. */
static void smooth(const double *weight, double n, double width, double *density)
{
  double kernel[CELLS], total = 0;
  width = MAX(width, 0.5);
  guint reach = (guint)MIN(ceil(CUT * width), CELLS - 1);
  for (guint d = 0; d <= reach; d++) {
    kernel[d] = exp(-0.5 * d * d / (width * width));
    total += d == 0 ? kernel[d] : 2 * kernel[d];
  }
  memset(density, 0, CELLS * sizeof *density);
  for (guint c = 0; c < CELLS; c++) {
    if (weight[c] == 0)
      continue;
    double share = weight[c] / (n * total);
    guint below = MIN(c, reach), above = MIN(CELLS - 1 - c, reach);
    for (guint d = 0; d <= above; d++)
      density[c + d] += share * kernel[d];
    for (guint d = 1; d <= below; d++)
      density[c - d] += share * kernel[d];
  }
}

/* A sample: rows by number, and where each lies on the grid. */
typedef struct {
  guint rows;
  const guint *row; /* [rows]; NULL: each once */
  const double *at; /* [row] in cells */
} Sample;

static guint row_of(const Sample *it, guint i)
{
  return it->row ? it->row[i] : i;
}

/* Weight, count and moments of each slice, and of all in the last. */
typedef struct {
  double weight[CELLS], n, sum, squares;
} Heap;

static void put(Heap *heap, double at)
{
  guint cell = (guint)MIN(at, CELLS - 2);
  double part = at - cell;
  heap->weight[cell] += 1 - part;
  heap->weight[cell + 1] += part;
  heap->n++;
  heap->sum += at;
  heap->squares += at * at;
}

static double plain_delta(const Sample *it, const CdSlices *slices, Heap *heap)
{
  double all[CELLS], one[CELLS], delta = 0;
  memset(heap, 0, (slices->n + 1) * sizeof *heap);
  for (guint i = 0; i < it->rows; i++) {
    guint row = row_of(it, i);
    put(&heap[slices->of[row]], it->at[row]);
    put(&heap[slices->n], it->at[row]);
  }
  Heap *whole = &heap[slices->n];
  for (guint s = 0; s < slices->n; s++) {
    double area = 0;
    if (heap[s].n == 0)
      continue;
    double width = width_of(heap[s].n, heap[s].sum, heap[s].squares);
    smooth(heap[s].weight, heap[s].n, width, one);
    smooth(whole->weight, whole->n, width, all);
    for (guint c = 0; c < CELLS; c++)
      area += fabs(one[c] - all[c]);
    delta += heap[s].n / it->rows * area / 2;
  }
  return delta;
}

/* AT[row]: the outcomes in cells of the grid. */
static void lay_out(const double *y, guint rows, double *at)
{
  double low = y[0], high = y[0], sum = 0, squares = 0;
  for (guint r = 0; r < rows; r++) {
    low = MIN(low, y[r]);
    high = MAX(high, y[r]);
    sum += y[r] - y[0];
    squares += (y[r] - y[0]) * (y[r] - y[0]);
  }
  double margin = REACH * width_of(rows, sum, squares);
  Grid grid = {low - margin, (high - low + 2 * margin) / (CELLS - 1)};
  for (guint r = 0; r < rows; r++)
    at[r] = (y[r] - grid.low) / grid.step;
}

static void set_value(const Sample *all, const CdSlices *slices, const CdDeltaOptions *options, guint *drawn,
                      Heap *heap, CdDelta *delta)
{
  double sum = 0, squares = 0, n = options->resamples;
  for (guint b = 0; b < options->resamples; b++) {
    cd_resample(options->seed, options->key, b, all->rows, drawn);
    double off = plain_delta(&(Sample){all->rows, drawn, all->at}, slices, heap) - delta->plain;
    sum += off;
    squares += off * off;
  }
  if (options->resamples < 2)
    return;
  delta->value = delta->plain - sum / n;
  delta->sd = sqrt(MAX(squares - sum * sum / n, 0) / (n - 1));
}

void cd_delta(const CdSample *table, const CdDeltaOptions *options, CdDelta *delta)
{
  g_assert(options->resamples != 1);
  guint rows = table->rows, wanted = slices_wanted(rows);
  g_autofree double *at = g_new(double, rows);
  g_autofree guint *drawn = g_new(guint, rows);
  g_autofree Heap *heap = g_new(Heap, wanted + 1);
  lay_out(table->y, rows, at);
  Sample all = {rows, NULL, at};
  for (guint i = 0; i < table->n_inputs; i++) {
    g_autoptr(CdSlices) slices = cd_slices_new(cd_sample_input(table, i), rows, wanted);
    delta[i] = (CdDelta){slices->n, NAN, NAN, NAN, NAN};
    if (slices->n < 2)
      continue;
    delta[i].plain = delta[i].value = plain_delta(&all, slices, heap);
    set_value(&all, slices, options, drawn, heap, &delta[i]);
    double floor = 0;
    for (guint d = 0; d < options->dummies; d++) {
      g_autoptr(CdSlices) dealt = cd_slices_shuffled(slices, rows, options->seed, options->key, d);
      floor += plain_delta(&all, dealt, heap);
    }
    if (options->dummies > 0)
      delta[i].floor = floor / options->dummies;
  }
}
