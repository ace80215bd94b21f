/* bench-sampling: what designs cost. One JSON object a line; a line with a limit has "ok". Exit 1 when a limit is missed.
 *   Saltelli    k = 20, N = 2^14, first order: 360,448 rows in memory, scrambled exactly; beside SALib's time for the same design, where python3 (or $CD_BENCH_PYTHON) has SALib, which
 *               scrambles by a linear matrix and a shift: fewer coins
 *   others      a coordinate's time */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "bench/measure.h"
#include "sim/sampling/design.h"

enum { REPEATS = 5, FACTORS = 20, POINTS = 1 << 14 };

/* A power of two. */
static guint64 points(void)
{
  return scaled(POINTS, 64);
}

static double sink; /* so that nothing is optimised away */

static double time_once(const CdDesignPlan *plan, double *unit)
{
  double start = seconds();
  g_autoptr(CdDesign) design = cd_design_new(plan, NULL);
  g_autoptr(CdDesignCursor) cursor = cd_design_cursor_new(design);
  guint64 rows = cd_design_rows(design);
  cd_design_read(cursor, 0, rows, unit, NULL);
  sink += unit[rows * plan->factors - 1];
  return seconds() - start;
}

static double time_of(CdDesignPlan plan)
{
  plan.factors = FACTORS;
  plan.seed = 1;
  g_autoptr(CdDesign) design = cd_design_new(&plan, NULL);
  gsize size = sizeof(double) * cd_design_rows(design) * FACTORS;
  double *unit = g_malloc(size), taken[REPEATS];
  memset(unit, 0, size); /* pages are not what is measured */
  guint repeats = scaled(REPEATS, 1);
  for (guint r = 0; r < repeats; r++)
    taken[r] = time_once(&plan, unit);
  g_free(unit);
  return median(taken, repeats);
}

/* Seconds; 0 where it cannot be run. */
static double time_of_salib(void)
{
  const char *python = g_getenv("CD_BENCH_PYTHON");
  static const char script[] = "import time, statistics\n"
                               "from SALib.sample import sobol\n"
                               "p = dict(num_vars=20, names=['x%d' % i for i in range(20)], bounds=[[0, 1]] * 20)\n"
                               "t = []\n"
                               "for s in range(1, 6):\n"
                               "    b = time.process_time()\n"
                               "    sobol.sample(p, 2**14, calc_second_order=False, seed=s)\n"
                               "    t.append(time.process_time() - b)\n"
                               "print(statistics.median(t))\n";
  char *call[] = {(char *)(python ? python : "python3"), "-c", (char *)script, NULL};
  g_autofree char *said = NULL;
  int status;
  bool ran = g_spawn_sync(NULL, call, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &said, NULL,
                          &status, NULL);
  return ran && status == 0 ? g_ascii_strtod(said, NULL) : 0;
}

static void inform_coordinate(const char *name, CdDesignPlan plan)
{
  inform(name, time_of(plan) / ((double)plan.n * FACTORS) * 1e9, "ns");
}

int main(void)
{
  double saltelli = time_of((CdDesignPlan){.kind = CD_DESIGN_SALTELLI, .n = points()}), salib = time_of_salib();
  bool ok = report("Saltelli, k = 20, N = 2^14", saltelli, "<=", 0.5);
  if (salib > 0)
    ok &= report("SALib's time for it / ours", salib / saltelli, ">=", 2);
  inform("Saltelli, second order too",
         time_of((CdDesignPlan){.kind = CD_DESIGN_SALTELLI, .n = points(), .second_order = true}), "s");
  inform_coordinate("a coordinate of Sobol's sequence, plain",
                    (CdDesignPlan){.kind = CD_DESIGN_SOBOL, .n = points(), .plain = true});
  inform_coordinate("a coordinate of Sobol's sequence, scrambled",
                    (CdDesignPlan){.kind = CD_DESIGN_SOBOL, .n = points()});
  inform_coordinate("a coordinate of a Latin hypercube", (CdDesignPlan){.kind = CD_DESIGN_LATIN, .n = points()});
  inform("a maximin hypercube of 200 points", time_of((CdDesignPlan){.kind = CD_DESIGN_MAXIMIN, .n = scaled(200, 20)}),
         "s");
  inform("Morris: 20 trajectories of 200",
         time_of((CdDesignPlan){.kind = CD_DESIGN_MORRIS, .n = scaled(20, 4), .levels = 4, .pool = scaled(200, 20)}),
         "s");
  inform("check", sink, "");
  return ok ? 0 : 1;
}
