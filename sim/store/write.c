#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "concordat/error.h"
#include "sim/store/about.h"
#include "sim/store/digests.h"
#include "sim/store/groups.h"
#include "sim/store/store.h"

/* Nobody else looks at the file while it is made, and whoever asked for it forces it to disk (report/folder.h): no journal. Whole pages of a size of our own
 * choosing, so that the same results are the same bytes: 16 KiB holds ten rows and more of a run. */
static const char settings[] =
    "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; "
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA encoding = 'UTF-8'; "
    "PRAGMA user_version = " G_STRINGIFY(CD_STORE_FORMAT) "; PRAGMA application_id = " G_STRINGIFY(
        CD_STORE_APPLICATION) "; BEGIN";

static const CdColumn codebook_columns[] = {
    CD_TEXT_COLUMN("table_name", "a table of this file"),
    CD_TEXT_COLUMN("column_name", "one of its columns, of run the name of a metric; empty: the table itself"),
    CD_TEXT_COLUMN("unit", "of the column's numbers"),
    CD_TEXT_COLUMN("label", "of a metric, for people; else NULL"),
    CD_TEXT_COLUMN("meaning", "what the table or column holds"),
};
static const CdStoreTable codebook =
    CD_STORE_TABLE("codebook", "What every table and column of this file means", codebook_columns);

/* A file of the usual rights, which SQLite would make narrower, and never one that is there already. */
static bool make_file(const char *path, GError **error)
{
  int file = g_open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (file >= 0 && close(file) == 0)
    return true;
  int why = errno;
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot make %s: %s", path, g_strerror(why));
  return false;
}

static void write_codebook(CdStore *store)
{
  cd_store_begin(store, &codebook);
  store->codebook = store->statement;
  store->statement = NULL;
  cd_store_end(store);
  cd_store_describe(store, &codebook);
}

/* The walks change nothing while they write: one walk serves both ways, and so takes results that may be changed. */
static void write_all(CdStore *store, CdResults *results)
{
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, results->seed),
                  *xml = cd_scenario_to_xml(results->scenario);
  CdStoreAbout about = {.version = results->version,
                        .sha256 = results->scenario->sha256,
                        .seed = seed,
                        .xml = xml,
                        .id = results->scenario->id,
                        .replicates = results->replicates,
                        .lucks = CD_LUCKS,
                        .columns = store->columns,
                        .file = results->scenario->file};
  CdDigests digests = {0};
  cd_store_execute(store, settings);
  write_codebook(store);
  cd_exchange_about(store, &about);
  cd_digests_note(&digests, store, "about", false);
  for (const CdStoreGroup *group = cd_store_groups; group->name; group++) {
    group->exchange(store, results);
    cd_digests_note(&digests, store, group->name, false);
  }
  cd_exchange_digests(store, &digests);
  sqlite3_finalize(store->codebook);
  cd_store_execute(store, "COMMIT");
}

bool cd_store_write_within(const CdResults *results, const char *path, guint columns, GError **error)
{
  g_assert(columns >= 1 && columns <= CD_STORE_COLUMNS);
  if (!make_file(path, error))
    return false;
  g_autofree char *absolute =
      g_canonicalize_filename(path, NULL); /* names such as ":memory:" and "file:" mean nothing else */
  CdStore store = {.name = path, .columns = columns};
  if (sqlite3_open_v2(absolute, &store.db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    cd_store_fault(&store, "cannot be written: %s", sqlite3_errstr(sqlite3_errcode(store.db)));
  write_all(&store, (CdResults *)results);
  if (sqlite3_close(store.db) != SQLITE_OK)
    cd_store_fault(&store, "cannot be closed");
  if (store.problem)
    g_propagate_error(error, store.problem);
  return !store.problem;
}

bool cd_store_write(const CdResults *results, const char *path, GError **error)
{
  return cd_store_write_within(results, path, CD_STORE_COLUMNS, error);
}
