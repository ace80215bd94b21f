#include "sim/sensitivity/break-even.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

#define SPAN 0.5
#define EDGE 0.025
#define CONFIDENCE 0.95
enum { GRID = 41 };

/* The line's height at X, and half of its interval. */
typedef struct {
  double x, at, half;
} Point;

/* Of the replicates in rising order, the SPAN-th part that is nearest to AT: the first of them. */
static guint nearest(const double *x, guint n, guint near, double at, guint from)
{
  while (from + near < n && x[from + near] - at < at - x[from])
    from++;
  return from;
}

static double tricube(double x, double at, double reach)
{
  double u = reach > 0 ? MIN(fabs(x - at) / reach, 1) : 0;
  double left = 1 - u * u * u;
  return left * left * left;
}

static Point fit(const double *x, const double *y, guint n, double at)
{
  double reach = MAX(at - x[0], x[n - 1] - at) * (1 + 1e-9);
  double s0 = 0, s1 = 0, s2 = 0, t0 = 0, t1 = 0;
  for (guint k = 0; k < n; k++) {
    double w = tricube(x[k], at, reach), d = x[k] - at;
    s0 += w;
    s1 += w * d;
    s2 += w * d * d;
    t0 += w * y[k];
    t1 += w * d * y[k];
  }
  double level = s2 * s0 - s1 * s1; /* nought where all that weighs has one value: then a mean */
  bool slopes = level > 1e-12 * s2 * s0;
  double slope = slopes ? (s0 * t1 - s1 * t0) / level : 0;
  double height = slopes ? (s2 * t0 - s1 * t1) / level : t0 / s0;
  double variance = 0;
  for (guint k = 0; k < n; k++) {
    double w = tricube(x[k], at, reach), d = x[k] - at, residual = y[k] - height - slope * d;
    double part = slopes ? w * (s2 - s1 * d) / level : w / s0;
    variance += part * part * residual * residual;
  }
  return (Point){at, height, gsl_cdf_tdist_Pinv((1 + CONFIDENCE) / 2, n - 2.0) * sqrt(variance)};
}

static guint count_values(const double *x, guint n)
{
  guint values = n > 0;
  for (guint k = 1; k < n; k++)
    values += x[k] > x[k - 1];
  return values;
}

static double between(double x0, double y0, double x1, double y1)
{
  return y1 == y0 ? x0 : x0 + (x1 - x0) * (0 - y0) / (y1 - y0);
}

/* How far the line's interval is from holding nought: below 0, it holds it. */
static double distance(const Point *point)
{
  return fabs(point->at) - point->half;
}

/* From grid point AT outwards by STEP to where the interval ceases to hold nought. */
static double limit(const Point *grid, int at, int step, double crossing)
{
  double x = crossing, d = -1;
  for (int i = at; i >= 0 && i < GRID; i += step) {
    double next = distance(&grid[i]);
    if (next > 0)
      return d < 0 && i != at ? between(x, d, grid[i].x, next) : between(crossing, -grid[i].half, grid[i].x, next);
    x = grid[i].x;
    d = next;
  }
  return NAN;
}

CdBreakEven cd_break_even(const double *x, const double *y, guint n)
{
  CdBreakEven even = {NAN, NAN, NAN, 0};
  if (n < CD_BREAK_EVEN_PAIRS || count_values(x, n) < CD_BREAK_EVEN_VALUES)
    return even;
  Point grid[GRID];
  guint near = MAX((guint)(SPAN * n), CD_BREAK_EVEN_VALUES), from = 0;
  double first = x[(guint)(EDGE * (n - 1))], last = x[(guint)((1 - EDGE) * (n - 1))];
  int at = 0;
  for (int g = 0; g < GRID; g++) {
    double place = first + (last - first) * g / (GRID - 1);
    from = nearest(x, n, near, place, from);
    grid[g] = fit(x + from, y + from, near, place);
    if (g > 0 && (grid[g - 1].at < 0) != (grid[g].at < 0)) {
      even.crossings++;
      at = g;
    }
  }
  if (even.crossings == 1) {
    even.value = between(grid[at - 1].x, grid[at - 1].at, grid[at].x, grid[at].at);
    even.low = limit(grid, at - 1, -1, even.value);
    even.high = limit(grid, at, 1, even.value);
  }
  return even;
}
