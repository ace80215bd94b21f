#include "concordat/import.h"

#include <string.h>
#include "concordat/error.h"
#include "sim/scenario/file.h"
#include "sim/scenario/names.h"
#include "sim/start/beside.h"

enum { ID_MOST = 60 };

static CdNotice *read_notice(const char *path, const char *ocid, GError **error)
{
  gsize length = 0;
  g_autofree char *bytes = cd_file_bytes(path, CD_NOTICE_BYTES, &length, error), *shown = g_filename_display_name(path);
  if (!bytes)
    return NULL;
  CdNotice *notice = cd_notice_read(bytes, length, ocid, error);
  if (!notice)
    g_prefix_error(error, "%s: ", shown);
  return notice;
}

/* Small letters, digits and hyphens of an ocid, which has no others by the standard; NULL and ERROR where none can name a file. */
static char *id_of(const CdNotice *notice, GError **error)
{
  g_autofree char *id = g_ascii_strdown(notice->ocid, -1);
  gsize bad = 0;
  for (char *p = id; *p; p++)
    if (!g_ascii_isalnum(*p))
      *p = '-';
  if (strlen(id) <= ID_MOST && cd_id_is_fit(id, &bad))
    return g_steal_pointer(&id);
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "%s.ocid: no contracting process is called so: a prefix as ocds-213czf, then up to 60 characters in all",
              notice->path);
  return NULL;
}

static bool check_partners(const CdNotice *notice, const CdImportWish *wish, GError **error)
{
  guint n = notice->buyer->len;
  if (wish->areas || (n >= 2 && n <= CD_CASE_AREAS))
    return true;
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "the notice names %u buyer%s, and a case has two to %d partners: name them, each as --area "
              "\"NAME:RESIDENTS:ADULTS\"",
              n, n == 1 ? "" : "s", CD_CASE_AREAS);
  return false;
}

static char *tell(const CdNotice *notice, const CdImported *imported, const CdImportWish *wish, const char *written)
{
  GString *text = g_string_new(written);
  g_string_append_printf(text, "\nThe notice: %s%s%s; read: %s.\n", notice->ocid, notice->title ? ", " : "",
                         notice->title ? notice->title : "", notice->read);
  if (imported->heed->len > 0)
    g_string_append_printf(text, "\nLook at this first\n%s", imported->heed->str);
  g_string_append_printf(text,
                         "\nTaken from the notice, each with its source (grade A: it says so; C: reckoned from what it "
                         "says, check what it counts; D: shared out by an assumption)\n%s",
                         imported->taken->str);
  g_string_append_printf(text, "\nNot in the notice: the template's assumption stands (grade D)\n%s",
                         imported->missing->str);
  if (!wish->areas)
    g_string_append(text,
                    "  residents of each area and adults in treatment: England's average; --area says what they are\n");
  g_string_append(
      text,
      "  places, posts, travel, moves across borders, what councils want and believe: marked CHANGE in the file\n");
  if (imported->unused->len > 0)
    g_string_append_printf(text, "\nIn the notice, and not used\n%s", imported->unused->str);
  g_string_append(
      text, "\nNobody who tendered or supplies is named in the scenario: providers are archetypes, and what is assumed "
            "of a kind is true of no one organisation.\n");
  return g_string_free(text, FALSE);
}

bool cd_import_ocds(const CdImportWish *wish, const char *folder, char **file, char **told, GError **error)
{
  *file = *told = NULL;
  g_autoptr(CdNotice) notice = read_notice(wish->notice, wish->ocid, error);
  g_autofree char *id = notice ? id_of(notice, error) : NULL;
  if (!id || !check_partners(notice, wish, error))
    return false;
  const CdImportedBeside beside = {wish->today, wish->start != NULL, wish->areas != NULL};
  g_autoptr(CdImported) imported = cd_imported_new(notice, beside);
  CdCaseWish case_wish = {.id = id,
                          .areas = wish->areas ? wish->areas : (const char *const *)imported->areas,
                          .start = wish->start,
                          .leaving = wish->leaving};
  g_autofree char *written = NULL, *name = g_strconcat(id, ".xml", NULL);
  g_autoptr(CdWished) wished = cd_wish_read(&case_wish, NULL); /* a wish that is none is refused where it is written */
  if (wished)
    cd_imported_take(imported, notice, wished, beside);
  case_wish.start = wish->start ? wish->start : imported->start;
  case_wish.joint_today = imported->joint_today;
  g_autoptr(GError) why = NULL;
  if (!cd_case_write_beside(&case_wish, (CdCaseBeside){imported, NULL}, folder, &written, &why)) {
    bool by_buyers = !wish->areas && g_error_matches(why, CD_ERROR, CD_ERROR_USAGE) && strstr(why->message, "area");
    g_propagate_prefixed_error(error, g_steal_pointer(&why), "%s",
                               by_buyers ? "as the notice names its buyers, and --area can name the partners: " : "");
    return false;
  }
  *file = g_build_filename(folder, name, NULL);
  *told = tell(notice, imported, wish, written);
  return true;
}
