#include "sim/notice/release.h"

#include <string.h>
#include "sim/notice/json-scan.h"

enum { NAMED = 5 }; /* processes, in a complaint */

typedef struct {
  CdJsonReading *reading;
  GArray *release; /* CdRelease */
  guint linked;    /* releases that a record only points to */
} Search;

static void clear(gpointer data)
{
  CdRelease *release = data;
  g_clear_pointer(&release->date, g_date_time_unref);
}

static bool take(Search *it, CdJsonAt at, bool is_compiled)
{
  CdRelease release = {.at = at};
  CdJsonList tag;
  if (!cd_json_text_at(it->reading, at, "ocid", &release.ocid) || !cd_json_id_at(it->reading, at, "id", &release.id) ||
      !cd_json_list_at(it->reading, at, "tag", &tag))
    return false;
  if (!release.ocid)
    return cd_json_refuse(it->reading, at, "ocid",
                          "a release says of which contracting process it is, and this member is missing");
  if (!cd_json_day_at(it->reading, at, "date", &release.date))
    return false;
  release.is_compiled = is_compiled || cd_json_lists(tag, "compiled");
  g_array_append_val(it->release, release);
  return true;
}

static bool take_all(Search *it, CdJsonList releases)
{
  for (guint i = 0; i < cd_json_length(releases); i++) {
    CdJsonAt one;
    if (!cd_json_element(it->reading, releases, i, &one))
      return false;
    if (json_object_has_member(one.of, "url") && !json_object_has_member(one.of, "ocid"))
      it->linked++;
    else if (!take(it, one, false))
      return false;
  }
  return true;
}

static bool take_record(Search *it, CdJsonAt record)
{
  CdJsonAt compiled;
  CdJsonList releases;
  if (!cd_json_object_at(it->reading, record, "compiledRelease", &compiled))
    return false;
  if (compiled.of)
    return take(it, compiled, true);
  return cd_json_list_at(it->reading, record, "releases", &releases) && take_all(it, releases);
}

static bool take_records(Search *it, CdJsonList records)
{
  for (guint i = 0; i < cd_json_length(records); i++) {
    CdJsonAt record;
    if (!cd_json_element(it->reading, records, i, &record) || !take_record(it, record))
      return false;
  }
  return true;
}

static bool gather(Search *it, CdJsonAt root)
{
  CdJsonList records, releases;
  if (!cd_json_list_at(it->reading, root, "records", &records) ||
      !cd_json_list_at(it->reading, root, "releases", &releases))
    return false;
  if (records.of)
    return take_records(it, records);
  if (json_object_has_member(root.of, "compiledRelease"))
    return take_record(it, root);
  if (releases.of)
    return take_all(it, releases);
  if (json_object_has_member(root.of, "ocid"))
    return take(it, root, false);
  return cd_json_refuse(it->reading, root, NULL,
                        "this is no release, record or package of the Open Contracting Data Standard: it has no member "
                        "releases, records or ocid");
}

/* False where there are several and none is named, or none of the name. */
static bool settle_process(Search *it, CdJsonAt root, const char **ocid)
{
  g_autoptr(GString) several = g_string_new(NULL);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  for (guint i = 0; i < it->release->len; i++) {
    const char *one = g_array_index(it->release, CdRelease, i).ocid;
    g_autofree char *shown = cd_json_plain(one, 60);
    if (g_hash_table_add(seen, (gpointer)one) && g_hash_table_size(seen) <= NAMED)
      g_string_append_printf(several, "%s%s", several->len ? ", " : "", shown);
  }
  guint n = g_hash_table_size(seen);
  if (n > NAMED)
    g_string_append_printf(several, " and %u more", n - NAMED);
  if (n == 0)
    return cd_json_refuse(it->reading, root, NULL,
                          it->linked ? "it only points to releases by their addresses; get those"
                                     : "there is no release in it");
  if (*ocid ? g_hash_table_contains(seen, *ocid) : n == 1) {
    *ocid = *ocid ? *ocid : g_array_index(it->release, CdRelease, 0).ocid;
    return true;
  }
  g_autofree char *why =
      *ocid ? g_strdup_printf("there is no contracting process \"%s\"; it has %s", *ocid, several->str)
            : g_strdup_printf("it holds %u contracting processes: %s; name one with --ocid", n, several->str);
  return cd_json_refuse(it->reading, root, NULL, why);
}

/* Latest first, those without a date last; of equals the one that stands later. */
static int by_date(const void *a, const void *b)
{
  const CdRelease *first = a, *second = b;
  if (!first->date || !second->date)
    return (first->date == NULL) - (second->date == NULL);
  return -g_date_time_compare(first->date, second->date);
}

static char *tell(const GArray *release, bool is_compiled)
{
  const CdRelease *first = &g_array_index(release, CdRelease, 0);
  g_autofree char *day = first->date ? g_date_time_format(first->date, "%Y-%m-%d") : g_strdup("without a date");
  if (is_compiled)
    return g_strdup_printf("the compiled release, %s", day);
  return release->len == 1
             ? g_strdup_printf("its one release, %s", day)
             : g_strdup_printf("its %u releases joined member by member, the latest %s", release->len, day);
}

/* Keeps those of OCID, and of these the latest compiled one alone where there is one. */
static void keep(CdReleases *found, const GArray *all, const char *ocid)
{
  bool is_compiled = false;
  for (guint i = all->len; i-- > 0;) {
    CdRelease one = g_array_index(all, CdRelease, i);
    if (strcmp(one.ocid, ocid) != 0)
      continue;
    is_compiled = is_compiled || one.is_compiled;
    if (one.date)
      g_date_time_ref(one.date);
    g_array_append_val(found->release, one);
  }
  g_array_sort(found->release, by_date);
  guint best = 0;
  while (is_compiled && !g_array_index(found->release, CdRelease, best).is_compiled)
    best++;
  g_array_remove_range(found->release, 0, best);
  if (is_compiled)
    g_array_set_size(found->release, 1);
  found->told = tell(found->release, is_compiled);
}

/* Those that are kept, the latest first. */
static void join(CdJsonReading *reading, CdReleases *found)
{
  const CdRelease *release = (const CdRelease *)(gpointer)found->release->data;
  guint n = found->release->len;
  found->whole = release[0].at;
  if (n == 1)
    return;
  found->join = cd_json_join_new();
  for (guint i = n; i-- > 0;)
    cd_json_join_add(found->join, release[i].at.of, release[i].at.path);
  found->whole.of = cd_json_join_whole(found->join);
  reading->origin = found->join;
}

bool cd_releases_find(CdJsonReading *reading, JsonNode *node, const char *ocid, CdReleases *found)
{
  *found = (CdReleases){.release = g_array_new(FALSE, TRUE, sizeof(CdRelease))};
  g_array_set_clear_func(found->release, clear);
  CdJsonAt root = {NULL, cd_json_path(reading, "$")};
  if (!JSON_NODE_HOLDS_OBJECT(node))
    return cd_json_refuse(reading, root, NULL, "an object belongs here: a release, a record or a package of them");
  root.of = json_node_get_object(node);
  Search it = {.reading = reading, .release = g_array_new(FALSE, TRUE, sizeof(CdRelease))};
  g_array_set_clear_func(it.release, clear);
  bool is_found = gather(&it, root) && settle_process(&it, root, &ocid);
  if (is_found) {
    keep(found, it.release, ocid);
    join(reading, found);
  }
  g_array_unref(it.release);
  return is_found;
}

void cd_releases_clear(CdReleases *releases)
{
  g_clear_pointer(&releases->release, g_array_unref);
  g_clear_pointer(&releases->join, cd_json_join_free);
  g_clear_pointer(&releases->told, g_free);
}
