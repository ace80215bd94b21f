#include "sim/store/open.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/store/store.h"

/* A text or row longer than this is not read, an SQL text neither. */
#define LENGTH_MOST (64 << 20)
#define SQL_MOST (1 << 20)
#define CACHE_KIB 8192

/* Path as a URI: immutable, so that neither journals nor locks beside the file are looked at, let alone made. */
static sqlite3 *open_immutable(const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename(path, NULL), *uri = g_filename_to_uri(absolute, NULL, NULL);
  g_autofree char *full = uri ? g_strconcat(uri, "?immutable=1&mode=ro", NULL) : NULL;
  sqlite3 *db = NULL;
  if (full)
    sqlite3_open_v2(full, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI, NULL);
  return db;
}

/* Nothing that the file says of itself is run: no view, trigger, or function in an index or a column. */
static void harden(sqlite3 *db)
{
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
  sqlite3_limit(db, SQLITE_LIMIT_LENGTH, LENGTH_MOST);
  sqlite3_limit(db, SQLITE_LIMIT_SQL_LENGTH, SQL_MOST);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(db, SQLITE_LIMIT_WORKER_THREADS, 0);
}

/* The number that "PRAGMA NAME" tells; -1 where it cannot be read. */
static gint64 pragma(CdStore *store, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 number = -1;
  if (!store->problem &&
      (sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK || sqlite3_step(statement) != SQLITE_ROW))
    cd_store_fault_of(store, "cannot be read as results of a run");
  else if (statement)
    number = sqlite3_column_int64(statement, 0);
  sqlite3_finalize(statement);
  return number;
}

static void check_kind(CdStore *store)
{
  gint64 application = pragma(store, "PRAGMA application_id"), format = pragma(store, "PRAGMA user_version");
  if (application != CD_STORE_APPLICATION)
    cd_store_fault(store, "is an SQLite file, but none that concordat run wrote");
  else if (format > CD_STORE_FORMAT)
    cd_store_fault(
        store, "has format %" G_GINT64_FORMAT ", and this program reads formats up to %d: a newer concordat wrote it",
        format, CD_STORE_FORMAT);
  else if (format < 1)
    cd_store_fault(store, "has format %" G_GINT64_FORMAT ", which no concordat wrote", format);
  else if (format < CD_STORE_FORMAT)
    cd_store_fault(store, "has format %" G_GINT64_FORMAT ", of an older concordat that kept less: run its scenario anew",
                   format);
}

/* SQLite makes up for a last page that is not whole. */
static void check_length(CdStore *store, guint64 file_bytes)
{
  gint64 pages = pragma(store, "PRAGMA page_count"), size = pragma(store, "PRAGMA page_size");
  if ((guint64)pages * (guint64)size != file_bytes)
    cd_store_fault(store, "is not as long as it says it is: part of it may be missing");
}

bool cd_store_open(CdStore *store, const char *path, guint64 *file_bytes)
{
  GStatBuf status;
  store->reads = true;
  if (g_stat(path, &status) != 0) {
    int why = errno;
    cd_store_fault(store, "cannot be read: %s", g_strerror(why));
    return false;
  }
  if (!S_ISREG(status.st_mode)) {
    cd_store_fault(store, "is no file of results");
    return false;
  }
  *file_bytes = (guint64)status.st_size;
  store->db = open_immutable(path);
  if (!store->db || sqlite3_errcode(store->db) != SQLITE_OK) {
    cd_store_fault(store, "cannot be read: %s", store->db ? sqlite3_errstr(sqlite3_errcode(store->db)) : "no memory");
    return false;
  }
  harden(store->db);
  check_kind(store);
  check_length(store, *file_bytes);
  cd_store_execute(store, "PRAGMA cell_size_check = ON; PRAGMA cache_size = -" G_STRINGIFY(CACHE_KIB));
  return !store->problem;
}

void cd_store_close(CdStore *store)
{
  sqlite3_close(store->db);
  store->db = NULL;
}
