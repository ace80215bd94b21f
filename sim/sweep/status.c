#include <string.h>
#include "concordat/error.h"
#include "concordat/sweep.h"
#include "sim/sweep/journal.h"

static bool append_failures(CdJournal *journal, GString *text, GError **error)
{
  sqlite3_stmt *rows = NULL;
  int code = SQLITE_ERROR;
  const char *sql = "SELECT status, count(*), count(DISTINCT point), min(point), error FROM run WHERE status <> 'ok' "
                    "GROUP BY status, error ORDER BY 2 DESC LIMIT 5";
  if (sqlite3_prepare_v2(journal->db, sql, -1, &rows, NULL) == SQLITE_OK)
    while ((code = sqlite3_step(rows)) == SQLITE_ROW)
      g_string_append_printf(text, "  %s: %lld runs at %lld points, the first %lld: %s\n", sqlite3_column_text(rows, 0),
                             sqlite3_column_int64(rows, 1), sqlite3_column_int64(rows, 2), sqlite3_column_int64(rows, 3),
                             sqlite3_column_text(rows, 4) ? (const char *)sqlite3_column_text(rows, 4) : "");
  sqlite3_finalize(rows);
  return code == SQLITE_DONE || cd_journal_fault(journal, error);
}

char *cd_sweep_status(const char *path, GError **error)
{
  g_autoptr(CdJournal) journal = cd_journal_open(path, CD_JOURNAL_READ, error);
  if (!journal)
    return NULL;
  g_autofree char *experiment = cd_journal_meta(journal, "experiment"), *scenario = cd_journal_meta(journal, "scenario"),
                  *design = cd_journal_meta(journal, "design"), *points = cd_journal_meta(journal, "points"),
                  *replicates = cd_journal_meta(journal, "replicates"), *version = cd_journal_meta(journal, "version");
  CdJournalUnits units = cd_journal_units(journal);
  gint64 not_ok = cd_journal_number(journal, "SELECT count(*) FROM run WHERE status <> 'ok'", 0);
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%s: %s of %s, %s, %s points of %s replicates, concordat %s\n", path, experiment,
                         scenario, design, points, replicates, version);
  g_string_append_printf(text,
                         "  %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT
                         " units done (%.0f %%), of %u runs each; %" G_GINT64_FORMAT
                         " runs failed, timed out or are invalid\n",
                         units.first, units.all, units.all > 0 ? 100.0 * (double)units.first / (double)units.all : 0,
                         journal->runs_each, not_ok);
  if (units.more > 0)
    g_string_append_printf(text, "  %" G_GINT64_FORMAT " units more for precision, in second stages\n", units.more);
  bool whole = append_failures(journal, text, error);
  char *said = g_string_free(text, !whole);
  return whole ? said : NULL;
}
