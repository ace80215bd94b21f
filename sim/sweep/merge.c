#include <glib/gstdio.h>
#include <string.h>
#include "concordat/error.h"
#include "concordat/sweep.h"
#include "sim/sweep/golden.h"
#include "sim/sweep/journal.h"

/* What must be the same of two parts; beside it what their first unit comes to. */
static const char *const same[] = {"version", "scenario", "experiment", "meaning", "points_sha256", "libm",
                                   "n",       "points",   "replicates", "options", "metrics"};
/* What a part has of the program and the machine that ran it, and what is made of parts has of them. */
static const char *const made[] = {"version", "libm", "golden"};

static bool adopt(CdJournal *into, CdJournal *part, GError **error)
{
  bool done = true;
  for (guint m = 0; done && m < G_N_ELEMENTS(made); m++) {
    g_autofree char *value = cd_journal_meta(part, made[m]);
    done = cd_journal_set_meta(into, made[m], value, error);
  }
  return done;
}

/* NAME: the file that A was begun with. */
static bool check_parts(CdJournal *a, const char *name, CdJournal *b, GError **error)
{
  for (guint s = 0; s < G_N_ELEMENTS(same); s++) {
    g_autofree char *of_a = cd_journal_meta(a, same[s]), *of_b = cd_journal_meta(b, same[s]);
    if (g_strcmp0(of_a, of_b) != 0) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                  "%s and %s are no parts of one sweep: %s is %s in one, %s in the other", name, b->path, same[s],
                  of_a ? of_a : "missing", of_b ? of_b : "missing");
      return false;
    }
  }
  g_autofree char *of_a = cd_journal_meta(a, "golden"), *of_b = cd_journal_meta(b, "golden");
  if (!cd_golden_agree(of_a, of_b))
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                "%s and %s are no parts of one sweep: their first unit comes to other results; another build of the "
                "program, or another type of machine, ran one of them",
                name, b->path);
  return cd_golden_agree(of_a, of_b);
}

/* SQL that holds where a run that both have, neither as given up for its time, is not the same to the bit; NULLs are the same. */
static char *differing(CdJournal *journal)
{
  GString *sql =
      g_string_new("SELECT a.replicate, a.point FROM main.run a JOIN part.run b USING (replicate, point, luck, "
                   "option) WHERE a.status <> 'timeout' AND b.status <> 'timeout' AND (a.status IS NOT b.status");
  g_autofree char *metrics = cd_journal_meta(journal, "metrics");
  g_auto(GStrv) metric = g_strsplit(metrics, " ", -1);
  for (guint m = 0; metric[m]; m++)
    g_string_append_printf(sql, " OR a.\"%s\" IS NOT b.\"%s\"", metric[m], metric[m]);
  g_string_append(sql, ") LIMIT 1");
  return g_string_free(sql, FALSE);
}

static bool attach(CdJournal *into, const char *path, GError **error)
{
  sqlite3_stmt *statement = NULL;
  bool done = sqlite3_prepare_v2(into->db, "ATTACH ? AS part", -1, &statement, NULL) == SQLITE_OK &&
              sqlite3_bind_text(statement, 1, path, -1, SQLITE_STATIC) == SQLITE_OK &&
              sqlite3_step(statement) == SQLITE_DONE;
  sqlite3_finalize(statement);
  return done || cd_journal_fault(into, error);
}

static bool compare(CdJournal *into, const char *path, GError **error)
{
  g_autofree char *sql = differing(into);
  sqlite3_stmt *rows = NULL;
  if (sqlite3_prepare_v2(into->db, sql, -1, &rows, NULL) != SQLITE_OK)
    return cd_journal_fault(into, error);
  int code = sqlite3_step(rows);
  if (code == SQLITE_ROW)
    g_set_error(error, CD_ERROR, CD_ERROR_INTERNAL,
                "replicate %lld of point %lld in %s is another than before: the parts do not come from the same "
                "program and machine type, or one is damaged",
                sqlite3_column_int64(rows, 0), sqlite3_column_int64(rows, 1), path);
  sqlite3_finalize(rows);
  return code == SQLITE_DONE || code == SQLITE_ROW ? code == SQLITE_DONE : cd_journal_fault(into, error);
}

/* What one part gave up for its time, and another has, is the other's. */
#define TAKE_IN                                                                                                        \
  "BEGIN;"                                                                                                             \
  "DELETE FROM main.run WHERE status = 'timeout' AND (replicate, point) IN "                                           \
  "  (SELECT replicate, point FROM part.run WHERE status <> 'timeout');"                                               \
  "INSERT OR IGNORE INTO main.run SELECT * FROM part.run;"                                                             \
  "INSERT INTO main.telemetry SELECT * FROM part.telemetry;"                                                           \
  "COMMIT"

static bool take_in(CdJournal *into, const char *path, GError **error)
{
  if (!attach(into, path, error))
    return false;
  bool done = compare(into, path, error) && cd_journal_execute(into, TAKE_IN, error);
  if (!sqlite3_get_autocommit(into->db))
    cd_journal_execute(into, "ROLLBACK", NULL);
  return cd_journal_execute(into, "DETACH part", done ? error : NULL) && done;
}

static bool merge_all(CdJournal *into, const char *const *files, GError **error)
{
  for (guint f = 0; files[f]; f++) {
    g_autoptr(CdJournal) part = cd_journal_open(files[f], CD_JOURNAL_READ, error);
    if (!part || !check_parts(into, files[0], part, error))
      return false;
    g_clear_pointer(&part, cd_journal_free);
    if (!take_in(into, files[f], error))
      return false;
  }
  return true;
}

/* Built beside its place and moved there when whole. */
bool cd_sweep_merge(const char *path, const char *const *files, char **said, GError **error)
{
  if (g_file_test(path, G_FILE_TEST_EXISTS)) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "%s is there already: name a new file to merge into", path);
    return false;
  }
  g_autoptr(CdJournal) first = cd_journal_open(files[0], CD_JOURNAL_READ, error);
  g_autoptr(CdSweepPlan) plan = first ? cd_journal_plan(first, error) : NULL;
  g_autofree char *beside = g_strconcat(path, "-merging", NULL);
  if (!plan)
    return false;
  g_unlink(beside);
  CdJournal *into = cd_journal_new(beside, plan, "", CD_JOURNAL_WRITE, error);
  if (!into)
    return false;
  bool is_one = adopt(into, first, error) && check_parts(into, files[0], first, error);
  g_clear_pointer(&first, cd_journal_free);
  bool done = is_one && merge_all(into, files, error) &&
              cd_journal_execute(into, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE", error);
  CdJournalUnits units = cd_journal_units(into);
  cd_journal_free(into);
  if (!done || g_rename(beside, path) != 0) {
    if (error && !*error)
      g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot make %s", path);
    g_unlink(beside);
    return false;
  }
  g_autofree char *more =
      units.more > 0 ? g_strdup_printf(", and %" G_GINT64_FORMAT " of second stages", units.more) : g_strdup("");
  *said = g_strdup_printf("%s: %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " units%s, from %u files\n", path,
                          units.first, units.all, more, g_strv_length((char **)files));
  return true;
}
