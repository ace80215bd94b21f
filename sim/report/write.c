#include "concordat/report.h"

#include "sim/report/folder.h"
#include "sim/report/manifest.h"
#include "sim/report/tables.h"
#include "sim/report/workbook.h"
#include "sim/store/store.h"

enum { PAGE, WORKBOOK, RESULTS_JSON, RESULTS_CSV, DIFFERENCES, RUNS, STORE, SCENARIO, FILES };

static const char *const names[FILES + 1] = {
    [PAGE] = "report.html",        [WORKBOOK] = "results.xlsx",       [RESULTS_JSON] = "results.json",
    [RESULTS_CSV] = "results.csv", [DIFFERENCES] = "differences.csv", [RUNS] = "runs.csv",
    [STORE] = CD_STORE_NAME,       [SCENARIO] = "scenario.xml"};

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

static bool put_store(CdFolder *folder, const CdResults *results, GError **error)
{
  return cd_store_write(results, cd_folder_make(folder, names[STORE]), error) && cd_folder_made(folder, error);
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

bool cd_report_write(const CdResults *results, const char *folder, GError **error)
{
  g_autoptr(CdFolder) out = cd_folder_begin(folder, results->scenario->id, names, error);
  return out && put(out, names[PAGE], cd_report_html(results), error) && put_workbook(out, results, error) &&
         put(out, names[RESULTS_JSON], cd_report_json(results), error) &&
         put(out, names[RESULTS_CSV], cd_report_csv(results), error) &&
         put(out, names[DIFFERENCES], cd_differences_csv(results), error) && put_runs(out, results, error) &&
         put_store(out, results, error) && put(out, names[SCENARIO], cd_scenario_to_xml(results->scenario), error) &&
         put(out, CD_MANIFEST, cd_manifest_text(results->scenario, results->seed, results->replicates, names), error) &&
         cd_folder_commit(out, error);
}
