/* bench-sweep: what storing and handing out a unit of a sweep takes, of one replicate of two options and four metrics, against a unit of a millisecond; that memory stays flat; what a second thread is
 * worth. One JSON object a line; a line with a limit has "ok". Exit 1 when a limit is missed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <unistd.h>
#include "bench/measure.h"
#include "sim/scenario/load.h"
#include "concordat/sweep.h"
#include "sim/sweep/journal.h"
#include "sim/sweep/runner.h"

enum { REPEATS = 7, BATCH = 500, FEW_ROWS = 1000, MANY_ROWS = 1000000 };

/* Microseconds a unit that a unit of a millisecond may take beside itself: a twentieth. */
#define LIMIT 50.0
/* Megabytes; SQLite's own cache has a bound. */
#define MEMORY 64.0
#define GROWTH 16.0
#define SPEEDUP 1.85

static double peak_megabytes(void)
{
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  return (double)used.ru_maxrss / 1024;
}

static void must(bool done, const GError *error)
{
  if (done)
    return;
  fprintf(stderr, "%s\n", error ? error->message : "failed");
  exit(1);
}

/* Microseconds a unit, of N units from replicate FROM on. */
static double store(CdJournal *journal, const CdSweepPlan *plan, guint from, guint n)
{
  GError *error = NULL;
  double value[16] = {1234567.891, 812.5, 60.8, 14.2}, began = seconds();
  CdUnitStatus status = CD_UNIT_OK;
  char *none = NULL;
  for (guint u = 0; u < n; u++) {
    CdUnits units = {.point = u % plan->points,
                     .from = from + u / (guint)plan->points,
                     .status = &status,
                     .error = &none,
                     .value = value};
    units.to = units.from + 1;
    if (u % BATCH == 0)
      must(cd_journal_begin(journal, &error), error);
    must(cd_journal_add(journal, &units, NULL, plan->replicates, &error), error);
    if (u % BATCH == BATCH - 1 || u == n - 1)
      must(cd_journal_commit(journal, &error), error);
  }
  return (seconds() - began) / n * 1e6;
}

/* --- Of a store ---------------------------------------------------------------------------------------------------------- */

static bool storing(CdScenario *scenario, const char *folder)
{
  GError *error = NULL;
  g_autoptr(CdSweepPlan) plan = cd_sweep_plan_new(scenario, 0, 0, 0, &error);
  must(plan, error);
  g_autofree char *path = g_build_filename(folder, "x.db", NULL);
  g_autoptr(CdJournal) journal = cd_journal_new(path, plan, "", CD_JOURNAL_WRITE, &error);
  must(journal, error);
  double taken[REPEATS], before;
  guint repeats = scaled(REPEATS, 1);
  guint rows = CD_UNIT_RUNS(plan), few = scaled(FEW_ROWS, 100) / rows, many = scaled(MANY_ROWS, 2000) / rows,
        replicates = many / repeats / (guint)plan->points + 1, first = few / (guint)plan->points + 1;
  store(journal, plan, 0, few);
  before = peak_megabytes();
  for (guint r = 0; r < repeats; r++)
    taken[r] = store(journal, plan, first + r * replicates, many / repeats);
  double after = peak_megabytes();
  bool ok = report("microseconds to store a unit", median(taken, repeats), "<=", LIMIT);
  ok &= report("megabytes of memory with a million rows of runs", after, "<=", MEMORY);
  return report("  more than with a thousand", after - before, "<=", GROWTH) && ok;
}

/* --- Of a sweep ---------------------------------------------------------------------------------------------------------- */

typedef struct {
  double cpu, wall; /* seconds, making the store and the plan ready left out */
} Took;

static Took run(CdScenario *scenario, const char *path, guint64 points, guint replicates, guint jobs)
{
  GError *error = NULL;
  char *said = NULL;
  CdSweepOptions options = {.store = path, .points = points, .replicates = replicates, .jobs = jobs, .limit = G_MAXINT64};
  g_unlink(path);
  g_autoptr(CdSweep) sweep = cd_sweep_new(scenario, &options, &error);
  must(sweep, error);
  double cpu = seconds();
  gint64 wall = g_get_monotonic_time();
  must(cd_sweep_run(sweep, &said, &error), error);
  g_free(said);
  return (Took){seconds() - cpu, (double)(g_get_monotonic_time() - wall) / G_USEC_PER_SEC};
}

/* The same units, with nobody to hand them out or to write them: processor time. */
static double alone(CdScenario *scenario, guint64 points, guint replicates)
{
  GError *error = NULL;
  g_autoptr(CdSweepPlan) plan = cd_sweep_plan_new(scenario, 0, points, replicates, &error);
  must(plan, error);
  CdUnitWorker *worker = cd_unit_worker_new(plan);
  double began = seconds();
  for (guint64 p = 0; p < points; p++)
    for (guint from = 0; from < replicates; from += CD_SWEEP_BLOCK) {
      g_autoptr(CdUnits) units = cd_units_new(plan, p, from, MIN(from + CD_SWEEP_BLOCK, replicates));
      cd_units_run(worker, units, NULL, NULL);
    }
  double taken = seconds() - began;
  cd_unit_worker_free(worker);
  return taken;
}

/* What a sweep takes beside its units: handing out, taking in, writing; in turn, as below. */
static bool handing_out(CdScenario *scenario, const char *folder)
{
  guint points = scaled(64, 4), units = points * CD_SWEEP_BLOCK, repeats = scaled(REPEATS, 1);
  g_autofree char *path = g_build_filename(folder, "handed.db", NULL);
  double beside[REPEATS];
  for (guint r = 0; r < repeats; r++) {
    double bare = alone(scenario, points, CD_SWEEP_BLOCK);
    beside[r] = (run(scenario, path, points, CD_SWEEP_BLOCK, 1).cpu - bare) / units * 1e6;
  }
  return report("microseconds of a unit to make the store, hand out, take in and write", median(beside, repeats),
                "<=", LIMIT);
}

/* One thread against two, in turn, so that what else the machine does meets both. */
static bool two_threads(CdScenario *scenario, const char *folder)
{
  g_autofree char *path = g_build_filename(folder, "threads.db", NULL);
  double ratio[REPEATS];
  guint points = scaled(256, 4), repeats = scaled(REPEATS, 1);
  for (guint r = 0; r < repeats; r++) {
    double one = run(scenario, path, points, CD_SWEEP_BLOCK, 1).wall;
    ratio[r] = one / run(scenario, path, points, CD_SWEEP_BLOCK, 2).wall;
  }
  return report("a sweep on two threads, against one", median(ratio, repeats), ">=", SPEEDUP);
}

int main(void)
{
  GError *error = NULL;
  g_autoptr(CdScenario) scenario = cd_scenario_load(SCENARIO, NULL, &error);
  must(scenario, error);
  g_autofree char *folder = g_dir_make_tmp("sweep-XXXXXX", NULL);
  bool ok = storing(scenario, folder);
  ok &= handing_out(scenario, folder);
  ok &= two_threads(scenario, folder);
  g_autofree char *remove = g_strdup_printf("rm -rf '%s'", folder);
  return system(remove) == 0 && ok ? 0 : 1;
}
