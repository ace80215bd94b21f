#include "sim/report/manifest.h"

#include "concordat/version.h"
#include "sim/report/json.h"

char *cd_manifest_text(const CdScenario *scenario, guint64 seed, guint replicates, const char *const *names)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_text(&json, "made_by", "concordat");
  cd_json_text(&json, "version", CD_VERSION);
  cd_json_text(&json, "scenario", scenario->id);
  cd_json_text(&json, "sha256", scenario->sha256);
  cd_json_integer(&json, "seed", seed);
  cd_json_integer(&json, "replicates", replicates);
  cd_json_open_array(&json, "files", CD_JSON_TALL);
  for (; *names; names++)
    cd_json_text(&json, NULL, *names);
  cd_json_close_array(&json);
  cd_json_close_object(&json);
  return g_string_free(out, FALSE);
}
