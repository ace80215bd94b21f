#include "sim/notice/json-at.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/notice/json-scan.h"

CdJsonReading cd_json_reading(GError **error)
{
  return (CdJsonReading){
      .path = g_ptr_array_new_with_free_func(g_free), .seen = g_hash_table_new(NULL, NULL), .error = error};
}

void cd_json_reading_end(CdJsonReading *reading)
{
  g_clear_pointer(&reading->path, g_ptr_array_unref);
  g_clear_pointer(&reading->seen, g_hash_table_unref);
}

char *cd_json_path(CdJsonReading *reading, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  char *path = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_ptr_array_add(reading->path, path);
  return path;
}

/* Of FROM's member NAME, which may be missing. */
static char *path_of(CdJsonReading *reading, CdJsonAt from, const char *name)
{
  JsonNode *node = from.of ? json_object_get_member(from.of, name) : NULL;
  const char *holder = node && reading->origin ? cd_json_join_path(reading->origin, node) : NULL;
  return cd_json_path(reading, "%s.%s", holder ? holder : from.path, name);
}

bool cd_json_refuse(CdJsonReading *reading, CdJsonAt from, const char *name, const char *why)
{
  g_set_error(reading->error, CD_ERROR, CD_ERROR_USAGE, "%s: %s", name ? path_of(reading, from, name) : from.path, why);
  return false;
}

static const char *kind_of(JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT(node))
    return "an object";
  if (JSON_NODE_HOLDS_ARRAY(node))
    return "an array";
  GType type = json_node_get_value_type(node);
  return type == G_TYPE_STRING ? "text" : type == G_TYPE_BOOLEAN ? "true or false" : "a number";
}

/* NULL: missing. */
static JsonNode *member(CdJsonReading *reading, CdJsonAt from, const char *name)
{
  JsonNode *node = from.of ? json_object_get_member(from.of, name) : NULL;
  if (node)
    g_hash_table_add(reading->seen, node);
  return node && !JSON_NODE_HOLDS_NULL(node) ? node : NULL;
}

static bool refuse_kind(CdJsonReading *reading, CdJsonAt from, const char *name, JsonNode *node, const char *wanted)
{
  g_autofree char *why = g_strdup_printf("this is %s, and %s belongs here", kind_of(node), wanted);
  return cd_json_refuse(reading, from, name, why);
}

bool cd_json_object_at(CdJsonReading *reading, CdJsonAt from, const char *name, CdJsonAt *out)
{
  JsonNode *node = member(reading, from, name);
  *out = (CdJsonAt){NULL, NULL};
  if (!node)
    return true;
  if (!JSON_NODE_HOLDS_OBJECT(node))
    return refuse_kind(reading, from, name, node, "an object");
  *out = (CdJsonAt){json_node_get_object(node), path_of(reading, from, name)};
  return true;
}

bool cd_json_list_at(CdJsonReading *reading, CdJsonAt from, const char *name, CdJsonList *out)
{
  JsonNode *node = member(reading, from, name);
  *out = (CdJsonList){NULL, NULL};
  if (!node)
    return true;
  if (!JSON_NODE_HOLDS_ARRAY(node))
    return refuse_kind(reading, from, name, node, "an array");
  *out = (CdJsonList){json_node_get_array(node), path_of(reading, from, name)};
  return true;
}

bool cd_json_text_at(CdJsonReading *reading, CdJsonAt from, const char *name, const char **out)
{
  JsonNode *node = member(reading, from, name);
  *out = NULL;
  if (!node)
    return true;
  if (strcmp(kind_of(node), "text") != 0)
    return refuse_kind(reading, from, name, node, "text");
  const char *text = json_node_get_string(node);
  *out = *text ? text : NULL;
  return true;
}

bool cd_json_number_at(CdJsonReading *reading, CdJsonAt from, const char *name, double *out)
{
  JsonNode *node = member(reading, from, name);
  *out = NAN;
  if (!node)
    return true;
  if (strcmp(kind_of(node), "a number") != 0)
    return refuse_kind(reading, from, name, node, "a number");
  *out = json_node_get_double(node);
  return true;
}

bool cd_json_whether_at(CdJsonReading *reading, CdJsonAt from, const char *name, bool *out)
{
  JsonNode *node = member(reading, from, name);
  *out = false;
  if (!node)
    return true;
  if (strcmp(kind_of(node), "true or false") != 0)
    return refuse_kind(reading, from, name, node, "true or false");
  *out = json_node_get_boolean(node);
  return true;
}

/* With the time, as the standard has it, or without, as some publishers do. */
bool cd_json_day_at(CdJsonReading *reading, CdJsonAt from, const char *name, GDateTime **out)
{
  const char *text;
  *out = NULL;
  if (!cd_json_text_at(reading, from, name, &text))
    return false;
  if (!text)
    return true;
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc();
  g_autofree char *whole = strlen(text) == strlen("2024-04-01") ? g_strconcat(text, "T00:00:00Z", NULL) : g_strdup(text);
  *out = g_date_time_new_from_iso8601(whole, utc);
  if (*out)
    return true;
  g_autofree char *start = cd_json_plain(text, 40),
                  *why = g_strdup_printf("\"%s\" is no date, which is written as 2024-04-01T00:00:00Z", start);
  return cd_json_refuse(reading, from, name, why);
}

bool cd_json_id_at(CdJsonReading *reading, CdJsonAt from, const char *name, const char **out)
{
  JsonNode *node = member(reading, from, name);
  *out = NULL;
  if (!node)
    return true;
  if (JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_INT64) {
    *out = cd_json_path(reading, "%" G_GINT64_FORMAT, json_node_get_int(node));
    return true;
  }
  return cd_json_text_at(reading, from, name, out);
}

bool cd_json_is_gone(const CdJsonReading *reading, CdJsonAt at)
{
  return reading->origin && cd_json_join_is_gone(reading->origin, at.of);
}

guint cd_json_length(CdJsonList list)
{
  return list.of ? json_array_get_length(list.of) : 0;
}

bool cd_json_element(CdJsonReading *reading, CdJsonList list, guint i, CdJsonAt *out)
{
  JsonNode *node = json_array_get_element(list.of, i);
  const char *whole = reading->origin ? cd_json_join_path(reading->origin, node) : NULL;
  *out = (CdJsonAt){NULL, whole ? cd_json_path(reading, "%s", whole) : cd_json_path(reading, "%s[%u]", list.path, i)};
  if (!JSON_NODE_HOLDS_OBJECT(node))
    return cd_json_refuse(reading, *out, NULL, "an object belongs here");
  out->of = json_node_get_object(node);
  return true;
}

const char *cd_json_text_in(CdJsonList list, guint i)
{
  JsonNode *node = json_array_get_element(list.of, i);
  bool is_text = JSON_NODE_HOLDS_VALUE(node) && json_node_get_value_type(node) == G_TYPE_STRING;
  return is_text ? json_node_get_string(node) : NULL;
}

bool cd_json_lists(CdJsonList list, const char *word)
{
  for (guint i = 0; i < cd_json_length(list); i++)
    if (g_strcmp0(cd_json_text_in(list, i), word) == 0)
      return true;
  return false;
}
