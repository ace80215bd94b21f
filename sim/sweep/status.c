#include <string.h>
#include "concordat/error.h"
#include "concordat/sweep.h"
#include "sim/sweep/journal.h"

static void append_failures(CdJournal *journal, GString *text)
{
  sqlite3_stmt *rows = NULL;
  const char *sql = "SELECT status, count(*), count(DISTINCT point), min(point), error FROM run WHERE status <> 'ok' "
                    "GROUP BY status, error ORDER BY 2 DESC LIMIT 5";
  if (sqlite3_prepare_v2(journal->db, sql, -1, &rows, NULL) == SQLITE_OK)
    while (sqlite3_step(rows) == SQLITE_ROW)
      g_string_append_printf(text, "  %s: %lld runs at %lld points, the first %lld: %s\n", sqlite3_column_text(rows, 0),
                             sqlite3_column_int64(rows, 1), sqlite3_column_int64(rows, 2), sqlite3_column_int64(rows, 3),
                             sqlite3_column_text(rows, 4) ? (const char *)sqlite3_column_text(rows, 4) : "");
  sqlite3_finalize(rows);
}

char *cd_sweep_status(const char *path, GError **error)
{
  g_autoptr(CdJournal) journal = cd_journal_open(path, false, error);
  if (!journal)
    return NULL;
  g_autofree char *experiment = cd_journal_meta(journal, "experiment"), *scenario = cd_journal_meta(journal, "scenario"),
                  *design = cd_journal_meta(journal, "design"), *points = cd_journal_meta(journal, "points"),
                  *replicates = cd_journal_meta(journal, "replicates"), *version = cd_journal_meta(journal, "version");
  gint64 each = journal->runs_each, runs = cd_journal_number(journal, "SELECT count(*) FROM run", 0),
         failed = cd_journal_number(journal, "SELECT count(*) FROM run WHERE status <> 'ok'", 0);
  guint64 units =
      (points ? g_ascii_strtoull(points, NULL, 10) : 0) * (replicates ? g_ascii_strtoull(replicates, NULL, 10) : 0);
  GString *text = g_string_new(NULL);
  guint64 stage = replicates ? g_ascii_strtoull(replicates, NULL, 10) : 0;
  g_autofree char *beyond = g_strdup_printf("SELECT count(*) FROM run WHERE replicate > %" G_GUINT64_FORMAT, stage);
  gint64 more = cd_journal_number(journal, beyond, 0) / each;
  g_string_append_printf(text, "%s: %s of %s, %s, %s points of %s replicates, concordat %s\n", path, experiment,
                         scenario, design, points, replicates, version);
  g_string_append_printf(text,
                         "  %" G_GINT64_FORMAT " of %" G_GUINT64_FORMAT " units done (%.0f %%), of %" G_GINT64_FORMAT
                         " runs each; %" G_GINT64_FORMAT " runs failed or are invalid\n",
                         runs / each - more, units,
                         units > 0 ? 100.0 * (double)(runs / each - more) / (double)units : 0, each, failed);
  if (more > 0)
    g_string_append_printf(text, "  %" G_GINT64_FORMAT " units more for precision, in second stages\n", more);
  append_failures(journal, text);
  return g_string_free(text, FALSE);
}
