#include "sim/scenario/load.h"

#include <errno.h>
#include <string.h>
#include "sim/scenario/file.h"
#include "sim/scenario/params.h"
#include "sim/scenario/reader.h"
#include "sim/scenario/resolve.h"
#include "sim/scenario/settings.h"

static void note_files(CdScenario *scenario, const CdComplaints *complaints)
{
  GPtrArray *names = g_ptr_array_new();
  for (guint i = 0; i < complaints->texts->len; i++)
    if (cd_complaints_text(complaints, i)->is_markup)
      g_ptr_array_add(names, g_strdup(cd_complaints_text(complaints, i)->name));
  g_ptr_array_add(names, NULL);
  scenario->file = (char **)g_ptr_array_free(names, FALSE);
}

/* Of the scenario as it is written: two that differ by a setting, a sheet or an include differ, and what is read back from it does not. */
static void note_hash(CdScenario *scenario)
{
  g_autofree char *xml = cd_scenario_to_xml(scenario), *sum = g_compute_checksum_for_string(G_CHECKSUM_SHA256, xml, -1);
  g_strlcpy(scenario->sha256, sum, sizeof scenario->sha256);
}

/* Each step is taken while the scenario is fit for it: all that can be said at once is said at once. */
static CdScenario *resolve(const CdDraft *draft, CdComplaints *complaints)
{
  CdScenario *scenario = cd_scenario_new_empty();
  CdResolve resolve = {scenario, draft, complaints};
  cd_resolve_rows(&resolve);
  cd_resolve_values(&resolve);
  cd_resolve_references(&resolve);
  cd_resolve_provenance(&resolve);
  cd_resolve_set(&resolve);
  cd_resolve_prices(&resolve);
  if (complaints->n == 0)
    cd_check_scenario(&resolve);
  if (complaints->n == 0)
    return scenario;
  cd_scenario_unref(scenario);
  return NULL;
}

/* What goes with a file; each may be NULL. */
typedef struct {
  const CdParams *params;
  const char *const *settings;
  CdFurtherCheck check;
  gpointer user;
} Beside;

static CdScenario *load(CdReader *reader, const Beside *beside, guint text)
{
  if (text != G_MAXUINT)
    cd_reader_scenario(reader, text);
  if (reader->broken || reader->incomplete)
    return NULL;
  cd_set_elements_apply(reader->sets, reader->draft, reader->complaints);
  if (beside->params)
    cd_params_apply(beside->params, reader->draft, reader->complaints);
  cd_settings_apply(beside->settings, reader->draft, reader->complaints);
  CdScenario *scenario = resolve(reader->draft, reader->complaints);
  if (scenario) {
    note_files(scenario, reader->complaints);
    note_hash(scenario);
  }
  if (scenario && beside->check)
    beside->check(&(CdResolve){scenario, reader->draft, reader->complaints}, beside->user);
  if (reader->complaints->n > 0)
    g_clear_pointer(&scenario, cd_scenario_unref);
  return scenario;
}

static CdScenario *read_text(const char *text, gsize length, const char *name, const char *folder, const Beside *beside,
                             GError **error)
{
  g_autoptr(CdComplaints) complaints = cd_complaints_new();
  g_autoptr(CdDraft) draft = cd_draft_new();
  g_autoptr(GArray) sets = g_array_new(FALSE, FALSE, sizeof(CdSetElement));
  CdReader reader = {.complaints = complaints, .draft = draft, .folder = folder, .budget = CD_BUDGET_INIT, .sets = sets};
  CdScenario *scenario = load(&reader, beside, cd_reader_add(&reader, name, text, length));
  if (!scenario)
    cd_complaints_report(complaints, error);
  return scenario;
}

CdScenario *cd_scenario_read_text(const char *text, gsize length, const char *name, const char *folder,
                                  const char *const *settings, GError **error)
{
  return read_text(text, length, name, folder, &(Beside){.settings = settings}, error);
}

CdScenario *cd_scenario_read_checked(const char *text, gsize length, const char *name, const char *folder,
                                     CdFurtherCheck check, gpointer user, GError **error)
{
  return read_text(text, length, name, folder, &(Beside){.check = check, .user = user}, error);
}

CdScenario *cd_scenario_read_again(const char *xml, gsize length, const char *name, const char *sha256,
                                   const char *const *files, GError **error)
{
  CdScenario *scenario = cd_scenario_read_text(xml, length, name, NULL, NULL, error);
  if (!scenario)
    return NULL;
  g_strfreev(scenario->file);
  scenario->file = g_strdupv((char **)files);
  g_strlcpy(scenario->sha256, sha256, sizeof scenario->sha256);
  return scenario;
}

/* "north-south" for north-south.xml, "llr-2021" for scenarios/llr-2021.xml: as messages show it; NULL where no such file is there. */
static char *file_meant(const char *path)
{
  g_autofree char *whole = g_strconcat(path, ".xml", NULL), *shipped = g_build_filename("scenarios", path, NULL),
                  *shipped_whole = g_strconcat(shipped, ".xml", NULL);
  const char *const tried[] = {whole, shipped, shipped_whole};
  for (guint i = 0; i < G_N_ELEMENTS(tried); i++)
    if (g_file_test(tried[i], G_FILE_TEST_IS_REGULAR))
      return g_filename_display_name(tried[i]);
  return NULL;
}

static bool read_file(const char *path, char **bytes, gsize *length, GError **error)
{
  CdFileOutcome outcome = cd_file_read(path, CD_LIMIT_BYTES, bytes, length);
  int why = errno;
  if (outcome == CD_FILE_READ)
    return true;
  g_autofree char *name = g_filename_display_name(path);
  g_autofree char *meant = why == ENOENT ? file_meant(path) : NULL;
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot read %s: %s%s%s%s", name,
              outcome == CD_FILE_OUTSIDE ? "it is a pipe or device, and no file" : g_strerror(why),
              meant ? "; did you mean " : "", meant ? meant : "", meant ? "?" : "");
  return false;
}

/* PARAMS: a sheet, but for the scenario as it is without. */
static CdScenario *read_with(const char *text, gsize length, const char *name, const char *folder, CdParams params,
                             Beside beside, GError **error)
{
  g_autoptr(CdScenario) scenario = read_text(text, length, name, folder, &(Beside){0}, error);
  params.scenario = scenario;
  beside.params = &params;
  return scenario ? read_text(text, length, name, folder, &beside, error) : NULL;
}

CdScenario *cd_scenario_read_with(const char *text, gsize length, const char *name, const char *folder,
                                  const char *sheet, gsize sheet_length, const char *sheet_name,
                                  const char *const *settings, GError **error)
{
  return read_with(text, length, name, folder, (CdParams){sheet_name, sheet, sheet_length, NULL},
                   (Beside){.settings = settings}, error);
}

CdScenario *cd_scenario_load_checked(const char *path, const char *params, const char *const *settings,
                                     CdFurtherCheck check, gpointer user, GError **error)
{
  const Beside beside = {.settings = settings, .check = check, .user = user};
  g_autofree char *bytes = NULL, *sheet = NULL;
  gsize length = 0, sheet_length = 0;
  if (!read_file(path, &bytes, &length, error) || (params && !read_file(params, &sheet, &sheet_length, error)))
    return NULL;
  g_autofree char *folder = g_path_get_dirname(path);
  if (!params)
    return read_text(bytes, length, path, folder, &beside, error);
  if (sheet_length > CD_LIMIT_BYTES) {
    g_autofree char *name = g_filename_display_name(params);
    g_set_error(error, CD_ERROR, CD_ERROR_SCENARIO, "%s: a sheet of values holds at most 8 MiB", name);
    return NULL;
  }
  return read_with(bytes, length, path, folder, (CdParams){params, sheet, sheet_length, NULL}, beside, error);
}

CdScenario *cd_scenario_load_with(const char *path, const char *params, const char *const *settings, GError **error)
{
  return cd_scenario_load_checked(path, params, settings, NULL, NULL, error);
}

CdScenario *cd_scenario_load(const char *path, const char *const *settings, GError **error)
{
  return cd_scenario_load_with(path, NULL, settings, error);
}
