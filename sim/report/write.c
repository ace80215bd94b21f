#include "concordat/report.h"

#include "sim/report/folder.h"
#include "sim/report/manifest.h"
#include "sim/report/tables.h"
#include "sim/report/workbook.h"
#include "sim/store/store.h"

enum { PAGE, PAPER, WORKBOOK, RESULTS_JSON, RESULTS_CSV, DIFFERENCES, MONTHS, RUNS, STORE, SCENARIO, FILES };

static const char *const names[FILES + 1] = {
    [PAGE] = "report.html",          [PAPER] = "paper.html",        [WORKBOOK] = "results.xlsx",
    [RESULTS_JSON] = "results.json", [RESULTS_CSV] = "results.csv", [DIFFERENCES] = "differences.csv",
    [MONTHS] = "months.csv",         [RUNS] = "runs.csv",           [STORE] = CD_STORE_NAME,
    [SCENARIO] = "scenario.xml"};

typedef struct {
  CdFolder *folder;
  GError **error;
} Sink;

static bool append_piece(const char *text, gsize length, gpointer user)
{
  Sink *sink = user;
  return cd_folder_append(sink->folder, text, length, sink->error);
}

static bool put_runs(CdFolder *folder, const CdResults *results, GError **error)
{
  Sink sink = {folder, error};
  return cd_folder_open(folder, names[RUNS], error) && cd_runs_csv(results, append_piece, &sink) &&
         cd_folder_close(folder, error);
}

static bool put_workbook(CdFolder *folder, const CdResults *results, GError **error)
{
  return cd_workbook_write(results, cd_folder_make(folder, names[WORKBOOK]), error) && cd_folder_made(folder, error);
}

/* The largest file is made while the others are, on a thread of its own. */
typedef struct {
  const CdResults *results;
  char *path;
  GThread *thread;
  GError *problem;
} Storing;

static gpointer store(gpointer data)
{
  Storing *it = data;
  cd_store_write(it->results, it->path, &it->problem);
  return NULL;
}

static void begin_store(Storing *it, CdFolder *folder, const CdResults *results)
{
  *it = (Storing){.results = results, .path = g_strdup(cd_folder_make(folder, names[STORE]))};
  it->thread = g_thread_try_new("store", store, it, NULL);
}

/* To be called however the other files went: nothing may be written any more when the folder is given up. FOLDER: NULL where it is, and ERROR then set
 * already. */
static bool end_store(Storing *it, CdFolder *folder, GError **error)
{
  if (it->thread)
    g_thread_join(it->thread);
  else
    store(it);
  g_free(it->path);
  if (it->problem)
    g_propagate_error(error, it->problem);
  if (it->problem || !folder)
    return false;
  cd_folder_make(folder, names[STORE]);
  return cd_folder_made(folder, error);
}

/* Takes TEXT. */
static bool put(CdFolder *folder, const char *name, char *text, GError **error)
{
  g_autofree char *owned = text;
  return cd_folder_put(folder, name, owned, error);
}

bool cd_report_check(const CdScenario *scenario, const char *folder, GError **error)
{
  g_autoptr(CdFolder) out = cd_folder_begin(folder, scenario->id, names, error);
  return out != NULL;
}

static bool put_others(CdFolder *out, const CdResults *results, GError **error)
{
  return put(out, names[PAGE], cd_report_html(results), error) &&
         put(out, names[PAPER], cd_report_paper(results), error) && put_workbook(out, results, error) &&
         put(out, names[RESULTS_JSON], cd_report_json(results), error) &&
         put(out, names[RESULTS_CSV], cd_report_csv(results), error) &&
         put(out, names[DIFFERENCES], cd_differences_csv(results), error) &&
         put(out, names[MONTHS], cd_months_csv(results), error) && put_runs(out, results, error) &&
         put(out, names[SCENARIO], cd_scenario_to_xml(results->scenario), error) &&
         put(out, CD_MANIFEST,
             cd_manifest_text(results->scenario, results->seed, results->replicates,
                              (int)cd_alternatives_rerun(results->alternatives), names),
             error);
}

bool cd_report_write(const CdResults *results, const char *folder, GError **error)
{
  g_autoptr(CdFolder) out = cd_folder_begin(folder, results->scenario->id, names, error);
  if (!out)
    return false;
  Storing storing;
  GError *problem = NULL;
  begin_store(&storing, out, results);
  bool others = put_others(out, results, &problem);
  if (!end_store(&storing, others ? out : NULL, others ? &problem : NULL)) {
    cd_folder_tell(out, problem);
    g_propagate_error(error, problem);
    return false;
  }
  return cd_folder_commit(out, error);
}
