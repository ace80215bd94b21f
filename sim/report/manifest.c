#include "sim/report/manifest.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <sys/stat.h>
#include "concordat/version.h"
#include "sim/report/json.h"

#define MADE_BY "concordat"
#define MOST_BYTES 65536

char *cd_manifest_text(const CdScenario *scenario, guint64 seed, guint replicates, int alternatives,
                       const char *const *names)
{
  GString *out = g_string_new(NULL);
  CdJson json;
  cd_json_begin(&json, out);
  cd_json_open_object(&json, NULL, CD_JSON_TALL);
  cd_json_text(&json, "made_by", MADE_BY);
  cd_json_text(&json, "version", CD_VERSION);
  cd_json_text(&json, "scenario", scenario->id);
  cd_json_text(&json, "sha256", scenario->sha256);
  cd_json_integer(&json, "seed", seed);
  cd_json_integer(&json, "replicates", replicates);
  if (alternatives >= 0)
    cd_json_integer(&json, "alternatives", (guint)alternatives);
  cd_json_open_array(&json, "files", CD_JSON_TALL);
  for (; *names; names++)
    cd_json_text(&json, NULL, *names);
  cd_json_close_array(&json);
  cd_json_close_object(&json);
  return g_string_free(out, FALSE);
}

/* NULL where NODE is no text. */
static const char *text_of(JsonNode *node)
{
  return node && JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING
             ? json_node_get_string(node)
             : NULL;
}

static const char *first_of(JsonNode *node)
{
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
  return array && json_array_get_length(array) > 0 ? text_of(json_array_get_element(array, 0)) : NULL;
}

bool cd_manifest_read(const char *folder, CdManifest *manifest)
{
  g_autofree char *path = g_build_filename(folder, CD_MANIFEST, NULL), *text = NULL;
  struct stat status;
  if (g_lstat(path, &status) != 0 || !S_ISREG(status.st_mode) || status.st_size > MOST_BYTES ||
      !g_file_get_contents(path, &text, NULL, NULL))
    return false;
  g_autoptr(JsonParser) parser = json_parser_new_immutable();
  JsonNode *root = json_parser_load_from_data(parser, text, -1, NULL) ? json_parser_get_root(parser) : NULL;
  if (!root || !JSON_NODE_HOLDS_OBJECT(root))
    return false;
  JsonObject *told = json_node_get_object(root);
  const char *scenario = text_of(json_object_get_member(told, "scenario"));
  const char *page = first_of(json_object_get_member(told, "files"));
  if (g_strcmp0(text_of(json_object_get_member(told, "made_by")), MADE_BY) != 0 || !scenario || !page)
    return false;
  *manifest = (CdManifest){g_strdup(scenario), g_strdup(page)};
  return true;
}

void cd_manifest_clear(CdManifest *manifest)
{
  g_free(manifest->scenario);
  g_free(manifest->page);
}
