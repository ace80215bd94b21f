/* bench-report: what it takes to keep a run and to report it, LLR 2021 with 1,000 replicates. One JSON object a line; a line with a limit has "ok". Exit 1 when
 * a limit is missed. Seconds as on a clock, the least of several, so that a busy machine does no harm.
 *   folder   page, workbook, data and store, forced to disk, against the run that they tell of, on two threads
 *   store    results.db alone;  load  results from it, appraised as it has them */
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <sys/stat.h>
#include "concordat/concordat.h"
#include "bench/measure.h"
#include "sim/store/store.h"

enum { REPEATS = 7, REPLICATES = 1000 };

#define LIMIT 0.05

typedef struct {
  CdResults *results;
  char *folder, *path;
} Work;

typedef bool (*Job)(const Work *work);

static bool write_folder(const Work *work)
{
  return cd_report_write(work->results, work->folder, NULL);
}

static bool write_store(const Work *work)
{
  g_unlink(work->path);
  return cd_store_write(work->results, work->path, NULL);
}

static bool load_store(const Work *work)
{
  g_autoptr(CdResults) results = cd_results_load(work->path, 1, NULL);
  return results != NULL;
}

static double since(gint64 began)
{
  return (double)(g_get_monotonic_time() - began) / G_USEC_PER_SEC;
}

/* Seconds; NAN: it failed. */
static double measure(const char *name, Job job, const Work *work)
{
  double least = INFINITY;
  for (guint r = 0, repeats = scaled(REPEATS, 1); r < repeats; r++) {
    gint64 began = g_get_monotonic_time();
    if (!job(work))
      return NAN;
    least = MIN(least, since(began));
  }
  inform(name, least, "s");
  return least;
}

static void tell_size(const Work *work)
{
  struct stat status;
  if (g_stat(work->path, &status) == 0)
    inform("store, size", (double)status.st_size / 1e6, "MB");
}

int main(void)
{
  g_autoptr(CdScenario) scenario = cd_scenario_load(SCENARIO, NULL, NULL);
  CdRunOptions options = CD_RUN_OPTIONS_INIT;
  options.replicates = scaled(REPLICATES, 20);
  options.jobs = 2;
  gint64 began = g_get_monotonic_time();
  g_autofree char *place = g_dir_make_tmp("concordat-bench-XXXXXX", NULL);
  g_autoptr(CdResults) results = scenario && place ? cd_run(scenario, &options, NULL) : NULL;
  if (!results)
    return 1;
  double ran = since(began);
  g_autofree char *folder = g_build_filename(place, "out", NULL), *path = g_build_filename(place, CD_STORE_NAME, NULL);
  const Work work = {results, folder, path};
  double folder_seconds = measure("folder of 1,000 replicates", write_folder, &work);
  bool good = report("folder of 1,000 replicates / their run", folder_seconds / ran, "<=", LIMIT);
  good &= isfinite(measure("store", write_store, &work));
  tell_size(&work);
  good &= isfinite(measure("load", load_store, &work));
  g_unlink(path);
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    g_autofree char *file = g_build_filename(folder, name, NULL);
    g_unlink(file);
  }
  g_rmdir(folder);
  g_rmdir(place);
  return good ? 0 : 1;
}
