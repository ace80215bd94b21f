/* bench-sweep: what storing and handing out a unit of a sweep takes, of one replicate of two options and four metrics, against a unit of a millisecond. One JSON object a line; a line with a
 * limit has "ok". Exit 1 when a limit is missed.
 *   store          laying units down in the file, commits included
 *   memory         peak memory at seven times the units, against that at once: it must stay flat */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <glib/gstdio.h>
#include <sys/resource.h>
#include <unistd.h>
#include "bench/measure.h"
#include "sim/scenario/load.h"
#include "sim/sweep/journal.h"

enum { REPEATS = 7, UNITS = 10000, BATCH = 500 };

/* Microseconds a unit that a unit of a millisecond may take for its storing: a twentieth. */
#define LIMIT 50.0
/* Megabytes; SQLite's own cache has a bound. */
#define GROWTH 16.0

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
  for (guint u = 0; u < n; u++) {
    CdUnits units = {.point = u % plan->points, .from = from + u / (guint)plan->points, .status = &status, .value = value};
    units.to = units.from + 1;
    if (u % BATCH == 0)
      must(cd_journal_begin(journal, &error), error);
    must(cd_journal_add(journal, &units, NULL, plan->replicates, &error), error);
    if (u % BATCH == BATCH - 1 || u == n - 1)
      must(cd_journal_commit(journal, &error), error);
  }
  return (seconds() - began) / n * 1e6;
}

int main(void)
{
  GError *error = NULL;
  CdScenario *scenario = cd_scenario_load(SCENARIO, NULL, &error);
  must(scenario, error);
  CdSweepPlan *plan = cd_sweep_plan_new(scenario, 0, 0, 0, &error);
  must(plan, error);
  g_autofree char *folder = g_dir_make_tmp("sweep-XXXXXX", NULL), *path = g_build_filename(folder, "x.db", NULL);
  CdJournal *journal = cd_journal_new(path, plan, &error);
  must(journal, error);
  double taken[REPEATS], before = 0;
  guint replicates = UNITS / (guint)plan->points + 1;
  for (guint r = 0; r < REPEATS; r++) {
    taken[r] = store(journal, plan, r * replicates, UNITS);
    before = r == 0 ? peak_megabytes() : before;
  }
  double growth = peak_megabytes() - before;
  qsort(taken, REPEATS, sizeof *taken, by_value);
  bool ok = report("microseconds to store a unit", taken[REPEATS / 2], "<=", LIMIT);
  ok &= report("megabytes more for seven times the units", growth, "<=", GROWTH);
  cd_journal_free(journal);
  cd_sweep_plan_unref(plan);
  cd_scenario_unref(scenario);
  g_unlink(path);
  g_rmdir(folder);
  return ok ? 0 : 1;
}
