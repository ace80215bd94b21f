#include "sim/report/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "concordat/error.h"
#include "sim/report/manifest.h"
#include "sim/scenario/complaint.h"

struct _CdFolder {
  const char *const *names;
  char *scenario;
  char *path;  /* absolute, what it is to become */
  char *made;  /* absolute, the uppermost of the folders on the way that were made; NULL: all were there */
  char *aside; /* absolute, what it is until then; after the exchange, what was there before */
  int file;    /* open; -1: none */
  char *file_path;
  bool existed;
};

static bool fail(GError **error, const char *what, const char *path)
{
  int problem = errno;
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s %s: %s", what, path, g_strerror(problem));
  return false;
}

static bool refuse(GError **error, const char *path, const char *why)
{
  g_set_error(error, CD_ERROR, CD_ERROR_IO,
              "%s %s: nothing there is touched; name another folder with --out, or move or remove that one", path, why);
  return false;
}

static bool is_ours(const CdFolder *folder, const char *name)
{
  return g_str_equal(name, CD_MANIFEST) || g_strv_contains(folder->names, name);
}

/* Whether what MANIFEST tells of is what is to be written, so that nothing else is lost. */
static bool is_alike(const CdFolder *folder, const CdManifest *manifest, GError **error)
{
  const char *page = folder->names[0];
  if (g_str_equal(manifest->scenario, folder->scenario) && g_str_equal(manifest->page, page))
    return true;
  g_autofree char *theirs = cd_quoted(manifest->scenario), *their_page = cd_quoted(manifest->page);
  g_autofree char *why = g_strdup_printf("holds %s of the scenario %s, and \"%s\" of \"%s\" is to be written",
                                         their_page, theirs, page, folder->scenario);
  return refuse(error, folder->path, why);
}

/* An empty folder, or one with our manifest of the same scenario and nothing but our files. */
static bool may_replace(const CdFolder *folder, GError **error)
{
  g_autoptr(GDir) dir = g_dir_open(folder->path, 0, NULL);
  if (!dir)
    return fail(error, "cannot read the folder", folder->path);
  const char *name, *foreign = NULL;
  guint n = 0;
  g_autofree char *told = NULL;
  for (; (name = g_dir_read_name(dir)); n++)
    if (!is_ours(folder, name) && !foreign)
      foreign = told = g_strdup(name);
  if (n == 0)
    return true;
  g_auto(CdManifest) manifest = {0};
  if (!cd_manifest_read(folder->path, &manifest))
    return refuse(error, folder->path, "is not a folder of results that this program wrote");
  if (!is_alike(folder, &manifest, error))
    return false;
  if (foreign) {
    g_autofree char *why = g_strdup_printf("also holds “%s”, which is none of the files to be written", foreign);
    return refuse(error, folder->path, why);
  }
  return true;
}

/* Its place cannot be taken under the feet of who stands there. */
static bool we_are_inside(const char *path)
{
  g_autofree char *here = g_get_current_dir();
  gsize length = strlen(path);
  return g_str_has_prefix(here, path) && (here[length] == '\0' || here[length] == '/' || path[length - 1] == '/');
}

static bool look_at_target(CdFolder *folder, GError **error)
{
  struct stat status;
  if (we_are_inside(folder->path))
    return refuse(error, folder->path, "is the folder you are in, or holds it");
  if (g_lstat(folder->path, &status) != 0)
    return errno == ENOENT || fail(error, "cannot look at", folder->path);
  if (S_ISLNK(status.st_mode))
    return refuse(error, folder->path, "is a symbolic link");
  if (!S_ISDIR(status.st_mode))
    return refuse(error, folder->path, "is not a folder");
  folder->existed = true;
  return may_replace(folder, error);
}

/* The uppermost part of PATH that is not there; NULL: all of it is. The caller frees. */
static char *missing_part(const char *path)
{
  char *missing = NULL;
  g_autofree char *at = g_strdup(path);
  while (!g_file_test(at, G_FILE_TEST_EXISTS)) {
    g_free(missing);
    missing = g_strdup(at);
    char *parent = g_path_get_dirname(at);
    g_free(at);
    at = parent;
  }
  return missing;
}

static bool make_parents(CdFolder *folder, const char *parent, GError **error)
{
  folder->made = missing_part(parent);
  return g_mkdir_with_parents(parent, 0777) == 0 || fail(error, "cannot make the folder", parent);
}

CdFolder *cd_folder_begin(const char *path, const char *scenario, const char *const *names, GError **error)
{
  g_autoptr(CdFolder) folder = g_new0(CdFolder, 1);
  folder->file = -1;
  folder->names = names;
  folder->scenario = g_strdup(scenario);
  folder->path = g_canonicalize_filename(path, NULL);
  if (!look_at_target(folder, error))
    return NULL;
  g_autofree char *parent = g_path_get_dirname(folder->path), *name = g_path_get_basename(folder->path);
  if (!make_parents(folder, parent, error))
    return NULL;
  g_autofree char *hidden = g_strdup_printf(".%s.XXXXXX", name);
  g_autofree char *aside = g_build_filename(parent, hidden, NULL);
  if (!g_mkdtemp_full(aside, 0777)) {
    fail(error, "cannot make a folder in", parent);
    return NULL;
  }
  folder->aside = g_steal_pointer(&aside);
  return g_steal_pointer(&folder);
}

bool cd_folder_open(CdFolder *folder, const char *name, GError **error)
{
  g_assert(folder->file < 0 && is_ours(folder, name));
  g_free(folder->file_path);
  folder->file_path = g_build_filename(folder->aside, name, NULL);
  folder->file = g_open(folder->file_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  return folder->file >= 0 || fail(error, "cannot make", folder->file_path);
}

bool cd_folder_append(CdFolder *folder, const char *text, gsize length, GError **error)
{
  g_assert(folder->file >= 0);
  while (length > 0) {
    gssize written = write(folder->file, text, length);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return fail(error, "cannot write", folder->file_path);
    text += written;
    length -= (gsize)written;
  }
  return true;
}

bool cd_folder_close(CdFolder *folder, GError **error)
{
  g_assert(folder->file >= 0);
  bool kept = fsync(folder->file) == 0 || fail(error, "cannot write", folder->file_path);
  bool closed = close(folder->file) == 0;
  folder->file = -1;
  return kept && (closed || fail(error, "cannot write", folder->file_path));
}

bool cd_folder_put(CdFolder *folder, const char *name, const char *text, GError **error)
{
  return cd_folder_open(folder, name, error) && cd_folder_append(folder, text, strlen(text), error) &&
         cd_folder_close(folder, error);
}

const char *cd_folder_make(CdFolder *folder, const char *name)
{
  g_assert(folder->file < 0 && is_ours(folder, name));
  g_free(folder->file_path);
  folder->file_path = g_build_filename(folder->aside, name, NULL);
  return folder->file_path;
}

bool cd_folder_made(CdFolder *folder, GError **error)
{
  folder->file = g_open(folder->file_path, O_WRONLY | O_CLOEXEC, 0);
  return folder->file < 0 ? fail(error, "cannot open", folder->file_path) : cd_folder_close(folder, error);
}

void cd_folder_tell(const CdFolder *folder, GError *error)
{
  g_autoptr(GString) message = g_string_new(error->message);
  g_string_replace(message, folder->aside, folder->path, 0);
  g_free(error->message);
  error->message = g_strdup(message->str);
}

static bool sync_folder(const char *path, GError **error)
{
  int descriptor = g_open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (descriptor < 0)
    return fail(error, "cannot open the folder", path);
  bool kept = fsync(descriptor) == 0 || errno == EINVAL || fail(error, "cannot write the folder", path);
  close(descriptor);
  return kept;
}

/* Where a file system cannot exchange two names the old folder steps aside first, and back if the new one
 * cannot come. */
static bool exchange_in_steps(CdFolder *folder, GError **error)
{
  g_autofree char *old = g_strconcat(folder->aside, ".old", NULL);
  if (g_rename(folder->path, old) != 0)
    return fail(error, "cannot replace", folder->path);
  if (g_rename(folder->aside, folder->path) != 0) {
    fail(error, "cannot replace", folder->path);
    if (g_rename(old, folder->path) != 0)
      g_prefix_error(error, "the former results now stand in %s; ", old);
    return false;
  }
  g_free(folder->aside);
  folder->aside = g_steal_pointer(&old);
  return true;
}

static bool take_place(CdFolder *folder, GError **error)
{
  if (!folder->existed) {
    if (renameat2(AT_FDCWD, folder->aside, AT_FDCWD, folder->path, RENAME_NOREPLACE) == 0 ||
        ((errno == EINVAL || errno == ENOSYS) && g_rename(folder->aside, folder->path) == 0)) {
      g_clear_pointer(&folder->aside, g_free);
      return true;
    }
    return fail(error, "cannot make", folder->path);
  }
  if (renameat2(AT_FDCWD, folder->aside, AT_FDCWD, folder->path, RENAME_EXCHANGE) == 0)
    return true;
  return errno == EINVAL || errno == ENOSYS ? exchange_in_steps(folder, error)
                                            : fail(error, "cannot replace", folder->path);
}

bool cd_folder_commit(CdFolder *folder, GError **error)
{
  g_assert(folder->file < 0);
  g_autofree char *parent = g_path_get_dirname(folder->path);
  /* Someone else may have put something there while we computed. */
  folder->existed = false;
  return look_at_target(folder, error) && sync_folder(folder->aside, error) && take_place(folder, error) &&
         sync_folder(parent, error);
}

/* Only files of ours: the folder is either new or was found to hold nothing else. */
static void remove_aside(const CdFolder *folder)
{
  for (const char *const *name = folder->names; *name; name++) {
    g_autofree char *path = g_build_filename(folder->aside, *name, NULL);
    g_unlink(path);
  }
  g_autofree char *manifest = g_build_filename(folder->aside, CD_MANIFEST, NULL);
  g_unlink(manifest);
  g_rmdir(folder->aside);
}

/* Folders on the way that nothing has come into. */
static void remove_made(const CdFolder *folder)
{
  g_autofree char *at = g_path_get_dirname(folder->path);
  while (g_str_has_prefix(at, folder->made)) {
    g_rmdir(at);
    char *parent = g_path_get_dirname(at);
    g_free(at);
    at = parent;
  }
}

void cd_folder_free(CdFolder *folder)
{
  if (!folder)
    return;
  if (folder->file >= 0)
    close(folder->file);
  if (folder->aside)
    remove_aside(folder);
  if (folder->made)
    remove_made(folder);
  g_free(folder->made);
  g_free(folder->scenario);
  g_free(folder->aside);
  g_free(folder->path);
  g_free(folder->file_path);
  g_free(folder);
}
