#include "sim/notice/unread.h"

#include <string.h>
#include "sim/notice/json-scan.h"

typedef struct {
  const CdJsonReading *reading;
  GHashTable *told;
  GPtrArray *line;
} Search;

/* Of the whole: which release it is, and whose. */
static const char *const of_release[] = {"ocid",           "id",        "date",  "tag", "language",
                                         "initiationType", "publisher", "links", "uri"};
/* Wherever they stand: names of things, and of people. */
static const char *const anywhere[] = {"id",           "uri",     "url",    "name", "address",
                                       "contactPoint", "awardID", "scheme", "roles"};

static bool is_one_of(const char *const *names, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (strcmp(names[i], name) == 0)
      return true;
  return false;
}

static void tell(Search *it, const char *path)
{
  if (it->line->len < CD_UNREAD_MOST && !g_hash_table_contains(it->told, path)) {
    char *line = cd_json_plain(path, 100);
    g_ptr_array_add(it->line, line);
    g_hash_table_add(it->told, g_strdup(path));
  }
}

static void look_into(Search *it, JsonNode *node, const char *path);

static void look_through(Search *it, JsonObject *object, const char *path)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  json_object_iter_init_ordered(&iter, object);
  while (it->line->len < CD_UNREAD_MOST && json_object_iter_next_ordered(&iter, &name, &node)) {
    if (is_one_of(anywhere, G_N_ELEMENTS(anywhere), name) || JSON_NODE_HOLDS_NULL(node) ||
        (!path && is_one_of(of_release, G_N_ELEMENTS(of_release), name)))
      continue;
    g_autofree char *own = path ? g_strdup_printf("%s.%s", path, name) : g_strdup(name);
    if (g_hash_table_contains(it->reading->seen, node))
      look_into(it, node, own);
    else
      tell(it, own);
  }
}

/* NODE was asked for: what is in it may not have been. */
static void look_into(Search *it, JsonNode *node, const char *path)
{
  if (JSON_NODE_HOLDS_OBJECT(node))
    look_through(it, json_node_get_object(node), path);
  if (!JSON_NODE_HOLDS_ARRAY(node))
    return;
  JsonArray *list = json_node_get_array(node);
  g_autofree char *element = g_strdup_printf("%s[*]", path);
  for (guint i = 0; i < json_array_get_length(list); i++)
    if (JSON_NODE_HOLDS_OBJECT(json_array_get_element(list, i)))
      look_through(it, json_array_get_object_element(list, i), element);
}

void cd_unread(const CdJsonReading *reading, JsonObject *root, GPtrArray *line)
{
  Search it = {.reading = reading, .told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), .line = line};
  look_through(&it, root, NULL);
  g_hash_table_unref(it.told);
}
