#include "concordat/negotiate.h"
#include "sim/appraisal/accords.h"
#include "sim/report/folder.h"
#include "sim/report/manifest.h"

enum { PAGE, JSON, CSV, SCENARIO, FILES };

static const char *const names[FILES + 1] = {
    [PAGE] = "talks.html", [JSON] = "talks.json", [CSV] = "talks.csv", [SCENARIO] = "scenario.xml"};

/* Takes TEXT. */
static bool put(CdFolder *folder, const char *name, char *text, GError **error)
{
  g_autofree char *owned = text;
  return cd_folder_put(folder, name, owned, error);
}

bool cd_accords_check(const CdScenario *scenario, const char *folder, GError **error)
{
  g_autoptr(CdFolder) out = cd_folder_begin(folder, scenario->id, names, error);
  return out != NULL;
}

static bool put_all(CdFolder *out, const CdAccords *accords, GError **error)
{
  return put(out, names[PAGE], cd_accords_html(accords), error) &&
         put(out, names[JSON], cd_accords_json(accords), error) && put(out, names[CSV], cd_accords_csv(accords), error) &&
         put(out, names[SCENARIO], cd_scenario_to_xml(accords->scenario), error) &&
         put(out, CD_MANIFEST, cd_manifest_text(accords->scenario, accords->seed, accords->replicates, -1, names), error);
}

bool cd_accords_write(const CdAccords *accords, const char *folder, GError **error)
{
  g_autoptr(CdFolder) out = cd_folder_begin(folder, accords->scenario->id, names, error);
  GError *problem = NULL;
  if (!out)
    return false;
  if (!put_all(out, accords, &problem)) {
    cd_folder_tell(out, problem);
    g_propagate_error(error, problem);
    return false;
  }
  return cd_folder_commit(out, error);
}
