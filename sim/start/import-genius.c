#include "concordat/import.h"

#include <string.h>
#include "concordat/case.h"
#include "sim/scenario/file.h"
#include "sim/scenario/names.h"
#include "sim/start/beside.h"

enum { FILE_BYTES = 8 << 20, ID_MOST = 60 };

/* --- Files ------------------------------------------------------------------------------------------------------------ */

static CdGenius *read_files(const CdProfilesWish *wish, guint n, CdComplaints *complaints, GError **error)
{
  CdGeniusFile file[CD_CASE_AREAS + 1];
  g_autoptr(GPtrArray) kept = g_ptr_array_new_with_free_func(g_free);
  for (guint f = 0; f <= n; f++) {
    file[f].name = f ? wish->profiles[f - 1] : wish->domain;
    char *bytes = cd_file_bytes(file[f].name, FILE_BYTES, &file[f].length, error);
    if (!bytes)
      return NULL;
    g_ptr_array_add(kept, bytes);
    file[f].bytes = bytes;
  }
  return cd_genius_read_into(complaints, file, n + 1, wish->levels);
}

/* Small letters, digits and hyphens of the domain's name: "genius-contract", which is not the domain's own file. */
static char *id_of(const CdGenius *genius, GError **error)
{
  g_autofree char *plain = g_str_to_ascii(genius->name, "C"), *id = g_strconcat("genius-", plain, NULL);
  gsize bad = 0;
  for (char *p = id; *p; p++)
    *p = g_ascii_isalnum(*p) ? g_ascii_tolower(*p) : '-';
  if (strlen(id) <= ID_MOST && cd_id_is_fit(id, &bad))
    return g_steal_pointer(&id);
  cd_wish_refuse(error, "the domain's file name is too long to name a scenario: 50 characters at most");
  return NULL;
}

/* --- Partners ---------------------------------------------------------------------------------------------------------- */

/* The part of --area before its residents. */
static char *name_of(const char *area)
{
  return g_strstrip(g_strndup(area, strcspn(area, ":")));
}

static const char *area_given(const CdProfilesWish *wish, const char *party)
{
  for (const char *const *area = wish->areas; area && *area; area++) {
    g_autofree char *name = name_of(*area);
    if (g_ascii_strcasecmp(name, party) == 0)
      return *area;
  }
  return NULL;
}

static bool check_areas(const CdProfilesWish *wish, const CdGenius *genius, GError **error)
{
  for (const char *const *area = wish->areas; area && *area; area++) {
    g_autofree char *name = name_of(*area), *shown = g_utf8_make_valid(name, -1);
    guint j = 0;
    while (j < genius->n_profiles && g_ascii_strcasecmp(name, genius->profile[j].name) != 0)
      j++;
    if (j == genius->n_profiles)
      return cd_wish_refuse(
          error, "--area \"%s\": no profile's file is called so; the parties are named after their files", shown);
    if (area_given(wish, name) != *area)
      return cd_wish_refuse(error, "--area \"%s\" is given twice", shown);
  }
  return true;
}

/* "NAME:RESIDENTS" of each party. What would part a name from its residents is left out. */
static char **areas_of(const CdProfilesWish *wish, const CdGenius *genius)
{
  g_autoptr(GStrvBuilder) areas = g_strv_builder_new();
  for (guint j = 0; j < genius->n_profiles; j++) {
    const char *given = area_given(wish, genius->profile[j].name);
    g_autofree char *plain = g_strdup(genius->profile[j].name);
    g_strdelimit(plain, ":", ' ');
    g_autofree char *area = given ? g_strdup(given) : g_strdup_printf("%s:%d", plain, CD_WISH_USUAL_RESIDENTS);
    g_strv_builder_add(areas, area);
  }
  return g_strv_builder_end(areas);
}

/* --- The whole --------------------------------------------------------------------------------------------------------- */

static char *tell(const CdProfilesWish *wish, const CdProfiles *profiles, const char *written)
{
  GString *text = g_string_new(written);
  g_string_append_printf(text, "\nTaken from the profiles (grade C, each with its source)\n%s", profiles->taken->str);
  g_string_append_printf(text, "\nNot in the domain\n%s", profiles->missing->str);
  if (!wish->areas)
    g_string_append(text,
                    "  residents of each area and adults in treatment: England's average; --area says what they are\n");
  g_string_append(text, "  how each gives way in talks, when they begin, costs, places and providers: the template's "
                        "assumptions (grade D), marked CHANGE in the file\n");
  if (profiles->unused->len > 0)
    g_string_append_printf(text, "\nIn the files, and not taken\n%s", profiles->unused->str);
  if (profiles->doubt->len > 0)
    g_string_append_printf(text, "\nTaken otherwise than it stands\n%s", profiles->doubt->str);
  g_string_append(
      text, "\nterms-weight is 1: the councils want what their profiles say and nothing else. Below 1 they also weigh "
            "cost, outcomes, continuity, control and time.\n");
  return g_string_free(text, FALSE);
}

static bool write_case(const CdProfilesWish *wish, const CdProfiles *profiles, const char *folder, char **file,
                       char **told, GError **error)
{
  const CdGenius *genius = profiles->from.genius;
  g_autofree char *id = id_of(genius, error), *written = NULL;
  if (!id || !check_areas(wish, genius, error))
    return false;
  g_auto(GStrv) areas = areas_of(wish, genius);
  const CdCaseWish case_wish = {
      .id = id, .areas = (const char *const *)areas, .start = wish->start, .joint_today = profiles->from.joint_today};
  g_autoptr(GError) why = NULL;
  if (!cd_case_write_beside(&case_wish, (CdCaseBeside){NULL, profiles}, folder, &written, &why)) {
    bool by_names = !wish->areas && g_error_matches(why, CD_ERROR, CD_ERROR_USAGE) && strstr(why->message, "area");
    g_propagate_prefixed_error(error, g_steal_pointer(&why), "%s",
                               by_names ? "as parties are named after their profiles' files, which may be renamed: "
                                        : "");
    return false;
  }
  g_autofree char *name = g_strconcat(id, ".xml", NULL);
  *file = g_build_filename(folder, name, NULL);
  *told = tell(wish, profiles, written);
  return true;
}

bool cd_import_genius(const CdProfilesWish *wish, const char *folder, char **file, char **told, GError **error)
{
  *file = *told = NULL;
  guint n = wish->profiles ? g_strv_length((char **)wish->profiles) : 0;
  if (n < 2 || n > CD_CASE_AREAS)
    return cd_wish_refuse(error,
                          "import genius takes a domain and a profile of each party, 2 to %d of them: DOMAIN.xml "
                          "PROFILE.xml PROFILE.xml ...",
                          CD_CASE_AREAS);
  if (wish->levels < 2 || wish->levels > CD_ISSUE_LEVELS_MOST)
    return cd_wish_refuse(error, "--levels is from 2 to 32: values of a real issue on a scenario's table");
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  g_autoptr(CdGenius) genius = read_files(wish, n, complaints, error);
  g_autoptr(CdIssues) issues = genius ? cd_issues_new(genius, wish->terms, complaints, error) : NULL;
  g_autoptr(CdProfiles) profiles = NULL;
  if (issues) {
    bool joint_today = !wish->today || g_str_equal(wish->today, "joint");
    profiles = cd_profiles_new((CdProfilesFrom){genius, issues, complaints, joint_today}, complaints);
  }
  if (profiles)
    return write_case(wish, profiles, folder, file, told, error);
  if (error && !*error)
    cd_complaints_report(complaints, error);
  return false;
}
