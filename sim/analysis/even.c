#include "sim/analysis/even.h"

#include <math.h>
#include "sim/base/order.h"

#define SLICE_LEAST 100u

/* In parts of an input's range: values of a level, but for rounding. */
#define SAME 1e-9

/* Widened by what MOVED, found with all rows a little higher or lower, holds besides. */
static void widen(CdBreakEven *even, const CdBreakEven *moved)
{
  even->low = isfinite(moved->low) ? fmin(even->low, moved->low) : NAN;
  even->high = isfinite(moved->high) ? fmax(even->high, moved->high) : NAN;
}

/* SAMPLE, its outcomes higher by SHIFT; Y[rows] holds them. */
static CdSample shifted(const CdSample *sample, double shift, double *y)
{
  CdSample moved = *sample;
  for (guint r = 0; r < sample->rows; r++)
    y[r] = sample->y[r] + shift;
  moved.y = y;
  return moved;
}

/* X[rows] of INPUT rising, Y[rows] with it. */
static void take_order(const CdSample *sample, guint input, double *x, double *y)
{
  g_autofree guint *order = g_new(guint, sample->rows);
  cd_order(cd_sample_input(sample, input), sample->rows, order);
  for (guint i = 0; i < sample->rows; i++) {
    x[i] = cd_sample_input(sample, input)[order[i]];
    y[i] = sample->y[order[i]];
  }
}

static CdBreakEven even_of(const CdSample *sample, guint input)
{
  g_autofree double *x = g_new(double, sample->rows), *y = g_new(double, sample->rows);
  take_order(sample, input, x, y);
  return cd_break_even(x, y, sample->rows);
}

CdLevelTurn cd_level_turn(const CdSample *sample, guint input)
{
  guint n = sample->rows;
  g_autofree double *x = g_new(double, n), *y = g_new(double, n);
  take_order(sample, input, x, y);
  CdLevelTurn turn = {0, 0, NAN, NAN};
  double before = 0, same = SAME * (x[n - 1] - x[0]);
  for (guint from = 0, to; from < n; from = to) {
    double sum = 0;
    for (to = from; to < n && x[to] - x[from] <= same; to++)
      sum += y[to];
    turn.values++;
    if (before * sum < 0) {
      turn.turns++;
      turn.low = x[from - 1];
      turn.high = x[from];
    }
    before = sum == 0 ? before : sum;
  }
  bool few = turn.values < CD_BREAK_EVEN_VALUES || n < CD_BREAK_EVEN_PAIRS;
  return few ? turn : (CdLevelTurn){0, 0, NAN, NAN};
}

CdBreakEven cd_even(const CdSample *sample, guint input, double half)
{
  CdBreakEven even = even_of(sample, input);
  g_autofree double *y = g_new(double, sample->rows);
  for (int side = -1; half > 0 && isfinite(even.value) && side <= 1; side += 2) {
    CdSample moved = shifted(sample, side * half, y);
    CdBreakEven there = even_of(&moved, input);
    widen(&even, &there);
  }
  return even;
}

/* --- Curves -------------------------------------------------------------------------------------------------------------- */

/* False where they are even in no slice. */
static bool take_curve(const CdSample *sample, guint slices, double half, CdCurve *curve)
{
  g_autofree double *y = g_new(double, sample->rows);
  bool any = false;
  curve->n = cd_break_even_curve(sample, curve->input, curve->other, slices, curve->point);
  for (guint s = 0; s < curve->n; s++)
    any = any || isfinite(curve->point[s].even.value);
  for (int side = -1; any && half > 0 && side <= 1; side += 2) {
    CdEvenPoint there[CD_CURVE_SLICES];
    CdSample moved = shifted(sample, side * half, y);
    cd_break_even_curve(&moved, curve->input, curve->other, slices, there);
    for (guint s = 0; s < curve->n; s++)
      if (isfinite(curve->point[s].even.value))
        widen(&curve->point[s].even, &there[s].even);
  }
  return any;
}

/* The inputs that are numbers and matter, the more the earlier; their number. */
static guint rank(const CdSample *sample, const CdDelta *delta, const guint *categories, guint *ranked)
{
  guint n = 0;
  for (guint f = 0; f < sample->n_inputs; f++) {
    if (categories[f] > 0 || !(delta[f].plain > delta[f].floor))
      continue;
    guint at = n++;
    for (; at > 0 && delta[ranked[at - 1]].plain < delta[f].plain; at--)
      ranked[at] = ranked[at - 1];
    ranked[at] = f;
  }
  return n;
}

GArray *cd_even_curves(const CdSample *sample, const CdDelta *delta, const guint *categories, double half)
{
  GArray *curves = g_array_new(FALSE, FALSE, sizeof(CdCurve));
  g_autofree guint *ranked = g_new(guint, sample->n_inputs);
  guint n = rank(sample, delta, categories, ranked), slices = MIN(CD_CURVE_SLICES, sample->rows / SLICE_LEAST);
  for (guint i = 0; n > 1 && slices > 1 && i < MIN(n, CD_CURVES_MOST); i++) {
    CdCurve curve = {.input = ranked[i], .other = ranked[i == 0 ? 1 : 0]};
    if (take_curve(sample, slices, half, &curve))
      g_array_append_val(curves, curve);
  }
  return curves;
}
