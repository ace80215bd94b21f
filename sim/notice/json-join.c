#include "sim/notice/json-join.h"

#include <stdbool.h>
#include <string.h>

struct CdJsonJoin {
  JsonObject *whole;
  GHashTable *origin; /* JsonNode * of WHOLE -> char *, of PATH */
  GHashTable *by_id;  /* JsonArray * of WHOLE -> GHashTable of char * -> JsonNode * */
  GHashTable *lost;   /* JsonObject * of WHOLE, elements of lists: null took something out of them */
  GPtrArray *path;    /* char * */
  GPtrArray *gone;    /* JsonNode *: taken out of WHOLE, kept so that no later node has the same address */
};

/* Lists that a later release replaces as they are (wholeListMerge in the release schema), whatever is in them. */
static const char *const replaced[] = {"identifiers",           "deliveryLocations", "deliveryAddresses",
                                       "additionalIdentifiers", "classifications",   "additionalClassifications"};

CdJsonJoin *cd_json_join_new(void)
{
  CdJsonJoin *it = g_new(CdJsonJoin, 1);
  *it = (CdJsonJoin){.whole = json_object_new(),
                     .origin = g_hash_table_new(NULL, NULL),
                     .by_id = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_hash_table_unref),
                     .lost = g_hash_table_new(NULL, NULL),
                     .path = g_ptr_array_new_with_free_func(g_free),
                     .gone = g_ptr_array_new_with_free_func((GDestroyNotify)json_node_unref)};
  return it;
}

void cd_json_join_free(CdJsonJoin *it)
{
  if (!it)
    return;
  g_hash_table_unref(it->by_id);
  g_hash_table_unref(it->origin);
  g_hash_table_unref(it->lost);
  g_ptr_array_unref(it->gone);
  json_object_unref(it->whole);
  g_ptr_array_unref(it->path);
  g_free(it);
}

static char *kept(CdJsonJoin *it, char *path)
{
  g_ptr_array_add(it->path, path);
  return path;
}

static bool is_replaced(const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS(replaced); i++)
    if (strcmp(replaced[i], name) == 0)
      return true;
  return false;
}

/* Joined element by element: a list of objects alone. One with nothing in it is so as far as there is one of objects to join it to. */
static bool is_joined(const CdJsonJoin *it, JsonNode *there, const char *name, JsonArray *list)
{
  guint n = json_array_get_length(list);
  if (is_replaced(name))
    return false;
  for (guint i = 0; i < n; i++)
    if (!JSON_NODE_HOLDS_OBJECT(json_array_get_element(list, i)))
      return false;
  return n > 0 || (there && JSON_NODE_HOLDS_ARRAY(there) && g_hash_table_contains(it->by_id, json_node_get_array(there)));
}

/* NULL: it has none. The caller frees. */
static char *id_of(JsonObject *element)
{
  JsonNode *node = json_object_get_member(element, "id");
  if (!node || !JSON_NODE_HOLDS_VALUE(node))
    return NULL;
  return json_node_get_value_type(node) == G_TYPE_STRING ? json_node_dup_string(node) : json_to_string(node, FALSE);
}

static void keep_gone(CdJsonJoin *it, JsonNode *node)
{
  if (node)
    g_ptr_array_add(it->gone, json_node_ref(node));
}

/* Takes NODE over. */
static void set_member(CdJsonJoin *it, JsonObject *into, const char *name, JsonNode *node)
{
  keep_gone(it, json_object_get_member(into, name));
  json_object_set_member(into, name, node);
}

/* The object or list of KIND that INTO has under NAME; a new one where it has none. */
static JsonNode *container(CdJsonJoin *it, JsonObject *into, const char *name, JsonNodeType kind)
{
  JsonNode *node = json_object_get_member(into, name);
  bool is_list = kind == JSON_NODE_ARRAY;
  if (node && json_node_get_node_type(node) == kind &&
      (!is_list || g_hash_table_contains(it->by_id, json_node_get_array(node))))
    return node;
  node = json_node_new(kind);
  if (is_list) {
    JsonArray *list = json_array_new();
    json_node_take_array(node, list);
    g_hash_table_insert(it->by_id, list, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL));
  } else
    json_node_take_object(node, json_object_new());
  set_member(it, into, name, node);
  return node;
}

static bool takes_away(JsonObject *element)
{
  JsonObjectIter iter;
  JsonNode *node;
  json_object_iter_init(&iter, element);
  while (json_object_iter_next(&iter, NULL, &node))
    if (JSON_NODE_HOLDS_NULL(node) || (JSON_NODE_HOLDS_OBJECT(node) && takes_away(json_node_get_object(node))))
      return true;
  return false;
}

static void join_object(CdJsonJoin *it, JsonObject *into, JsonObject *from, char *path);

static void join_list(CdJsonJoin *it, JsonArray *into, JsonArray *from, const char *path)
{
  GHashTable *by_id = g_hash_table_lookup(it->by_id, into);
  for (guint i = 0; i < json_array_get_length(from); i++) {
    JsonObject *element = json_array_get_object_element(from, i);
    g_autofree char *id = id_of(element);
    JsonNode *node = id ? g_hash_table_lookup(by_id, id) : NULL;
    if (!node) {
      node = json_node_new(JSON_NODE_OBJECT);
      json_node_take_object(node, json_object_new());
      json_array_add_element(into, node);
      if (id)
        g_hash_table_insert(by_id, g_steal_pointer(&id), node);
    }
    char *own = kept(it, g_strdup_printf("%s[%u]", path, i));
    g_hash_table_insert(it->origin, node, own);
    if (takes_away(element))
      g_hash_table_add(it->lost, json_node_get_object(node));
    join_object(it, json_node_get_object(node), element, own);
  }
}

/* FROM stands at PATH, which lives as long as IT does. */
static void join_object(CdJsonJoin *it, JsonObject *into, JsonObject *from, char *path)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  json_object_iter_init(&iter, from);
  while (json_object_iter_next(&iter, &name, &node)) {
    JsonNode *there = json_object_get_member(into, name);
    if (JSON_NODE_HOLDS_NULL(node)) {
      keep_gone(it, there);
      if (there)
        json_object_remove_member(into, name);
      continue;
    }
    bool is_object = JSON_NODE_HOLDS_OBJECT(node),
         is_list = JSON_NODE_HOLDS_ARRAY(node) && is_joined(it, there, name, json_node_get_array(node));
    JsonNode *own =
        is_object || is_list ? container(it, into, name, json_node_get_node_type(node)) : json_node_copy(node);
    g_hash_table_insert(it->origin, own, path);
    if (is_object)
      join_object(it, json_node_get_object(own), json_node_get_object(node),
                  kept(it, g_strdup_printf("%s.%s", path, name)));
    else if (is_list) {
      g_autofree char *list = g_strdup_printf("%s.%s", path, name);
      join_list(it, json_node_get_array(own), json_node_get_array(node), list);
    } else
      set_member(it, into, name, own);
  }
}

void cd_json_join_add(CdJsonJoin *it, JsonObject *release, const char *path)
{
  join_object(it, it->whole, release, kept(it, g_strdup(path)));
}

JsonObject *cd_json_join_whole(const CdJsonJoin *it)
{
  return it->whole;
}

const char *cd_json_join_path(const CdJsonJoin *it, JsonNode *node)
{
  return g_hash_table_lookup(it->origin, node);
}

/* Nothing is in it, but for its id where it HAS_ID and for what is itself bare. */
static bool is_bare(JsonObject *object, bool has_id)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  json_object_iter_init(&iter, object);
  while (json_object_iter_next(&iter, &name, &node)) {
    bool is_empty = (JSON_NODE_HOLDS_ARRAY(node) && json_array_get_length(json_node_get_array(node)) == 0) ||
                    (JSON_NODE_HOLDS_OBJECT(node) && is_bare(json_node_get_object(node), false));
    if (!is_empty && !(has_id && strcmp(name, "id") == 0))
      return false;
  }
  return true;
}

bool cd_json_join_is_gone(const CdJsonJoin *it, JsonObject *element)
{
  return g_hash_table_contains(it->lost, element) && is_bare(element, true);
}
