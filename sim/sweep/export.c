#include <string.h>
#include "concordat/error.h"
#include "concordat/sweep.h"
#include "sim/sweep/journal.h"

static void append_text(GString *line, const char *text)
{
  if (!strpbrk(text, ",\"\r\n")) {
    g_string_append(line, text);
    return;
  }
  g_string_append_c(line, '"');
  for (; *text; text++)
    g_string_append_printf(line, *text == '"' ? "\"\"" : "%c", *text);
  g_string_append_c(line, '"');
}

static void append_cell(GString *line, sqlite3_stmt *rows, int column)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  switch (sqlite3_column_type(rows, column)) {
  case SQLITE_INTEGER:
    g_string_append_printf(line, "%lld", sqlite3_column_int64(rows, column));
    break;
  case SQLITE_FLOAT:
    g_string_append(line, g_ascii_dtostr(number, sizeof number, sqlite3_column_double(rows, column)));
    break;
  case SQLITE_TEXT:
    append_text(line, (const char *)sqlite3_column_text(rows, column));
    break;
  default: /* undefined: empty */
    break;
  }
}

/* Key, status and seed, then the factors, then what is kept. */
static char *selection(CdJournal *journal, GError **error)
{
  GString *sql = g_string_new("SELECT r.replicate, r.point, r.luck, r.option, r.status, r.error, "
                              "(SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'seed') AS seed");
  sqlite3_stmt *columns = NULL;
  static const char *const asked[] = {"SELECT 'p', name FROM pragma_table_info('point') WHERE cid >= 4 ORDER BY cid",
                                      "SELECT 'r', name FROM pragma_table_info('run') WHERE cid >= 6 ORDER BY cid"};
  int code = SQLITE_DONE;
  for (guint a = 0; a < G_N_ELEMENTS(asked) && code == SQLITE_DONE; a++) {
    code = sqlite3_prepare_v2(journal->db, asked[a], -1, &columns, NULL);
    if (code == SQLITE_OK)
      while ((code = sqlite3_step(columns)) == SQLITE_ROW)
        g_string_append_printf(sql, ", %s.\"%s\"", sqlite3_column_text(columns, 0), sqlite3_column_text(columns, 1));
    sqlite3_finalize(columns);
  }
  if (code != SQLITE_DONE) {
    cd_journal_fault(journal, error);
    g_string_free(sql, TRUE);
    return NULL;
  }
  g_string_append(
      sql, " FROM run r CROSS JOIN point p ON p.point = r.point ORDER BY r.replicate, r.point, r.luck, r.option");
  return g_string_free(sql, FALSE);
}

bool cd_sweep_export(const char *path, bool (*write)(const char *text, gpointer user, GError **error), gpointer user,
                     GError **error)
{
  g_autoptr(CdJournal) journal = cd_journal_open(path, CD_JOURNAL_READ, error);
  if (!journal)
    return false;
  g_autofree char *sql = selection(journal, error);
  sqlite3_stmt *rows = NULL;
  if (!sql)
    return false;
  if (sqlite3_prepare_v2(journal->db, sql, -1, &rows, NULL) != SQLITE_OK)
    return cd_journal_fault(journal, error);
  g_autoptr(GString) text = g_string_new(NULL);
  int n = sqlite3_column_count(rows), code = SQLITE_ROW;
  for (int c = 0; c < n; c++) {
    g_string_append(text, c > 0 ? "," : "");
    append_text(text, sqlite3_column_name(rows, c));
  }
  bool written = true;
  while (written && code == SQLITE_ROW) {
    g_string_append_c(text, '\n');
    if (text->len > 60000) {
      written = write(text->str, user, error);
      g_string_truncate(text, 0);
    }
    code = written ? sqlite3_step(rows) : SQLITE_DONE;
    for (int c = 0; code == SQLITE_ROW && c < n; c++) {
      g_string_append(text, c > 0 ? "," : "");
      append_cell(text, rows, c);
    }
  }
  if (written && code != SQLITE_DONE)
    written = cd_journal_fault(journal, error);
  sqlite3_finalize(rows);
  return written && write(text->str, user, error);
}
