/* bench-sensitivity: what the methods of sim/sensitivity cost on tables of the size that sweeps leave. Seconds of the processor on one thread, medians of five; limits are those of the issue, each
 * with what the tool it replaces took on the machine where both were measured. One JSON object a line; exit 1 when a limit is missed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include "bench/measure.h"
#include "sim/base/random.h"
#include "sim/sensitivity/delta.h"
#include "sim/sensitivity/indices.h"
#include "sim/sensitivity/effects.h"
#include "sim/sensitivity/pawn.h"
#include "sim/sensitivity/prim.h"
#include "sim/sensitivity/regression.h"
#include "sim/sensitivity/tree.h"

enum { REPEATS = 5, FACTORS = 20, BASE = 1 << 14, BOXED = 10000, TRAJECTORIES = 20 };

static double sink; /* so that nothing is optimised away */

static double draw(guint row, guint index)
{
  return cd_stream_uniform(cd_stream(1, row, CD_PURPOSE_INPUT, 0), 0, index);
}

/* Of the inputs of one row: some matter, two of them together, most do not. */
static double outcome(const double *u)
{
  return sin(6.28 * u[0]) + 2 * u[1] * u[2] + u[3] * u[3] + 0.3 * u[4];
}

typedef void (*Work)(gpointer data);

static double median_time(Work work, gpointer data)
{
  double taken[REPEATS];
  guint repeats = scaled(REPEATS, 1);
  for (guint i = 0; i < repeats; i++) {
    double start = seconds();
    work(data);
    taken[i] = seconds() - start;
  }
  return median(taken, repeats);
}

/* --- Sobol' indices ------------------------------------------------------------------------------------------------------------------ */

static CdSaltelli *design(bool second)
{
  guint base = scaled(BASE, 256);
  CdSaltelliShape shape = {base, FACTORS, second, 1};
  guint blocks = cd_saltelli_blocks(&shape);
  g_autofree double *y = g_new(double, (gsize)base *blocks);
  for (guint p = 0; p < base; p++)
    for (guint block = 0; block < blocks; block++) {
      double u[FACTORS];
      for (guint i = 0; i < FACTORS; i++) {
        bool from_b = block == blocks - 1 || block == cd_saltelli_ab(i) ||
                      (second && block > FACTORS && block != cd_saltelli_ba(&shape, i));
        u[i] = draw(p, i + (from_b ? FACTORS : 0));
      }
      y[(gsize)p * blocks + block] = outcome(u);
    }
  return cd_saltelli_new(y, &shape, CD_MISSING_REFUSE, NULL);
}

static void run_indices(gpointer data)
{
  CdSaltelli *outcomes = data;
  CdIndicesOptions options = CD_INDICES_OPTIONS_INIT;
  g_autoptr(CdIndices) indices = cd_indices_new(outcomes, outcomes->n, &options, NULL);
  sink += indices->total[0].spread.high;
}

static bool bench_indices(void)
{
  g_autoptr(CdSaltelli) first = design(false), second = design(true);
  bool ok = report("Sobol' indices of 20 factors, 2^14 points, 1,000 resamples: s (SALib 33)",
                   median_time(run_indices, first), "<=", 1);
  return report("... with second order: s (SALib, 100 resamples, 39.6)", median_time(run_indices, second), "<=", 4) && ok;
}

/* --- Tables of draws ----------------------------------------------------------------------------------------------------------------- */

static CdSample *table_of(guint rows)
{
  g_autofree double *x = g_new(double, (gsize)rows *FACTORS), *y = g_new(double, rows);
  for (guint r = 0; r < rows; r++) {
    double u[FACTORS];
    for (guint i = 0; i < FACTORS; i++)
      u[i] = x[(gsize)i * rows + r] = draw(r, i);
    y[r] = outcome(u);
  }
  return cd_sample_new(x, y, rows, FACTORS, CD_MISSING_REFUSE, NULL);
}

static void run_pawn(gpointer table)
{
  CdPawn pawn[FACTORS];
  CdPawnOptions options = CD_PAWN_OPTIONS_INIT;
  cd_pawn(table, &options, pawn);
  sink += pawn[0].median;
}

static void run_delta(gpointer table)
{
  CdDelta delta[FACTORS];
  CdDeltaOptions options = CD_DELTA_OPTIONS_INIT;
  cd_delta(table, &options, delta);
  sink += delta[0].value;
}

static void run_regression(gpointer table)
{
  g_autoptr(CdRegression) regression = cd_regression_new(table, NULL);
  sink += regression->r2;
}

static void run_tree(gpointer table)
{
  CdTreeOptions options = CD_TREE_OPTIONS_INIT;
  g_autoptr(CdTree) tree = cd_tree_new(table, &options, NULL);
  sink += tree->r2;
}

/* Cases are the rows in the highest tenth or so. */
static void run_prim(gpointer data)
{
  CdSample *table = data;
  g_autofree double *y = g_new(double, table->rows);
  for (guint r = 0; r < table->rows; r++)
    y[r] = table->y[r] > 1.9;
  g_autoptr(CdPrim) prim = cd_prim_new(table->x, y, table->rows, table->n_inputs, CD_PRIM_OPTIONS_INIT);
  sink += prim->box[prim->n_boxes - 1].density;
}

static bool bench_tables(void)
{
  g_autoptr(CdSample) table = table_of(scaled(BASE, 1000)), smaller = table_of(scaled(BOXED, 1000));
  bool ok = report("PRIM of 10,000 rows, 20 inputs: s (EMA workbench 1.3)", median_time(run_prim, smaller), "<=", 0.1);
  ok &= report("PAWN of 2^14 rows, 20 inputs: s (SALib 0.63)", median_time(run_pawn, table), "<=", 0.2);
  ok &= report("delta of 2^14 rows, 20 inputs, 10 resamples: s (SALib 25)", median_time(run_delta, table), "<=", 2);
  inform("regression, plain and of ranks, of 2^14 rows, 20 inputs", median_time(run_regression, table), "s");
  inform("tree of 2^14 rows, 20 inputs", median_time(run_tree, table), "s");
  return ok;
}

/* --- Elementary effects ---------------------------------------------------------------------------------------------------------------- */

typedef struct {
  double *unit, *y;
} Trajectories;

static Trajectories trajectories(void)
{
  Trajectories it = {g_new(double, (gsize)TRAJECTORIES *(FACTORS + 1) * FACTORS),
                     g_new(double, (gsize)TRAJECTORIES *(FACTORS + 1))};
  for (guint t = 0; t < TRAJECTORIES; t++) {
    double u[FACTORS];
    for (guint i = 0; i < FACTORS; i++)
      u[i] = floor(4 * draw(t, i)) / 3;
    for (guint row = 0; row <= FACTORS; row++) {
      if (row > 0)
        u[row - 1] += u[row - 1] < 0.5 ? 2.0 / 3 : -2.0 / 3;
      for (guint i = 0; i < FACTORS; i++)
        it.unit[((gsize)t * (FACTORS + 1) + row) * FACTORS + i] = u[i];
      it.y[t * (FACTORS + 1) + row] = outcome(u);
    }
  }
  return it;
}

static void run_morris(gpointer data)
{
  Trajectories *it = data;
  CdEffectsShape shape = {TRAJECTORIES, FACTORS, FACTORS, NULL};
  CdEffectsOptions options = CD_EFFECTS_OPTIONS_INIT;
  g_autoptr(CdEffects) morris = cd_effects_new(it->unit, it->y, &shape, CD_MISSING_REFUSE, &options, NULL);
  sink += morris->effect[0].star;
}

int main(void)
{
  bool ok = bench_indices();
  ok &= bench_tables();
  Trajectories morris = trajectories();
  ok &= report("Morris, 20 trajectories of 20 factors, 1,000 resamples: s", median_time(run_morris, &morris), "<=", 0.2);
  inform("check", sink, "");
  g_free(morris.unit);
  g_free(morris.y);
  return ok ? 0 : 1;
}
