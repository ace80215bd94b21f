#include "sim/sensitivity/indices-columns.h"

#include <math.h>
#include "sim/base/mean.h"

/* One base point: of each of its rows the mean over replicates, and the runs' deviations from it. */
typedef struct {
  const CdSaltelli *outcomes;
  guint blocks, replicates;
  CdFirstOrder first;
  CdSharedLuck luck;
  double centre; /* mean over A and B */
  double *common; /* [replicate] mean over A and B of that run, less the centre, where all rows share their luck; else nought */
  double *mean; /* [block] */
  double *off;  /* [block * replicates + replicate] */
} Point;

static double centre_of(const CdSaltelli *it, guint points)
{
  double sum = 0, first = cd_saltelli_row(it, 0, 0)[0];
  guint b = cd_saltelli_b(&it->shape);
  for (guint p = 0; p < points; p++)
    sum += cd_mean(cd_saltelli_row(it, p, 0), it->shape.replicates) - first +
           (cd_mean(cd_saltelli_row(it, p, b), it->shape.replicates) - first);
  return first + sum / (2.0 * points);
}

static void set_common(Point *at, guint points)
{
  const CdSaltelli *it = at->outcomes;
  guint b = cd_saltelli_b(&it->shape);
  for (guint r = 0; r < at->replicates; r++) {
    double sum = 0;
    for (guint p = 0; at->luck == CD_LUCK_ALL && p < points; p++)
      sum += cd_saltelli_row(it, p, 0)[r] - at->centre + (cd_saltelli_row(it, p, b)[r] - at->centre);
    at->common[r] = sum / (2.0 * points);
  }
}

static void load(Point *at, guint point)
{
  for (guint block = 0; block < at->blocks; block++) {
    const double *y = cd_saltelli_row(at->outcomes, point, block);
    double mean = cd_mean(y, at->replicates);
    at->mean[block] = mean - at->centre;
    for (guint r = 0; r < at->replicates; r++)
      at->off[block * at->replicates + r] = y[r] - mean - at->common[r];
  }
}

/* Variance of a run within a row, what is shared by all rows included. */
static double within(const Point *at, guint block)
{
  double squares = 0;
  const double *off = &at->off[block * at->replicates];
  for (guint r = 0; r < at->replicates; r++)
    squares += (off[r] + at->common[r]) * (off[r] + at->common[r]);
  return squares / (at->replicates - 1);
}

/* What luck adds to the product of two rows' means. */
static double noise(const Point *at, guint u, guint v)
{
  if (at->luck == CD_LUCK_NONE || (at->luck == CD_LUCK_OWN && u != v))
    return 0;
  double sum = 0;
  guint n = at->replicates;
  for (guint r = 0; r < n; r++)
    sum += at->off[u * n + r] * at->off[v * n + r];
  return sum / (n - 1) / n;
}

static double product(const Point *at, guint u, guint v)
{
  return at->mean[u] * at->mean[v] - noise(at, u, v);
}

/* (u - v)^2 / 2; not by products of u and v, which would cancel. */
static double half_square(const Point *at, guint u, guint v)
{
  double d = at->mean[u] - at->mean[v];
  return (d * d - noise(at, u, u) + 2 * noise(at, u, v) - noise(at, v, v)) / 2;
}

static void fill_group(const Point *at, guint g, double *row)
{
  const CdSaltelliShape *shape = &at->outcomes->shape;
  guint a = 0, b = cd_saltelli_b(shape), ab = cd_saltelli_ab(g);
  double step = at->mean[ab] - at->mean[a];
  row[cd_column_of(g, CD_COLUMN_STEP)] = step;
  row[cd_column_of(g, CD_COLUMN_PRODUCT)] =
      at->first == CD_FIRST_JANSEN ? half_square(at, b, ab) : at->mean[b] * step - noise(at, b, ab) + noise(at, b, a);
  row[cd_column_of(g, CD_COLUMN_TOTAL)] = half_square(at, ab, a);
  if (!shape->second)
    return;
  row[cd_column_of(g, CD_COLUMN_BA)] = at->mean[cd_saltelli_ba(shape, g)];
  for (guint h = g + 1; h < shape->groups; h++)
    row[cd_column_pair(shape->groups, g, h)] = product(at, cd_saltelli_ba(shape, g), cd_saltelli_ab(h));
}

static void fill(const Point *at, double *row)
{
  guint a = 0, b = cd_saltelli_b(&at->outcomes->shape);
  row[CD_COLUMN_A] = at->mean[a];
  row[CD_COLUMN_B] = at->mean[b];
  row[CD_COLUMN_SQUARE] = (product(at, a, a) + product(at, b, b)) / 2;
  row[CD_COLUMN_A_B] = product(at, a, b);
  row[CD_COLUMN_A_A] = product(at, a, a);
  row[CD_COLUMN_LUCK] = at->luck == CD_LUCK_NONE ? 0 : (within(at, a) + within(at, b)) / 2;
  for (guint g = 0; g < at->outcomes->shape.groups; g++)
    fill_group(at, g, row);
}

CdMatrix *cd_indices_columns(const CdSaltelli *outcomes, guint points, const CdIndicesOptions *options, double *mean)
{
  const CdSaltelliShape *shape = &outcomes->shape;
  guint blocks = cd_saltelli_blocks(shape), n = shape->replicates;
  guint pairs = shape->second ? shape->groups * (shape->groups - 1) / 2 : 0;
  g_autofree double *common = g_new(double, n), *means = g_new(double, blocks), *off = g_new(double, (gsize)blocks *n);
  Point at = {outcomes, blocks, n, options->first, options->luck, centre_of(outcomes, points), common, means, off};
  set_common(&at, points);
  CdMatrix *matrix = cd_matrix_new(points, CD_COLUMN_GROUPS + shape->groups * CD_COLUMN_EACH + pairs);
  for (guint p = 0; p < points; p++) {
    load(&at, p);
    fill(&at, cd_matrix_row(matrix, p));
  }
  *mean = at.centre;
  return matrix;
}
