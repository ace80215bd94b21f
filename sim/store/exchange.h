/* exchange.h - one walk that writes results to a table, or reads them from it.
 *
 * A group of tables (groups.h) is a function that goes through its part of CdResults and names each cell once. Writing, the cell is taken from where it
 * stands; reading, it is put there. So what is read is what was written, and a new table is one walk.
 *
 * The first problem is kept and all that follows does nothing: walks need no checks, but for loops as long as all runs. */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

typedef enum { CD_COLUMN_TEXT, CD_COLUMN_WHOLE, CD_COLUMN_REAL } CdColumnKind;

typedef struct {
  const char *name; /* without quotes */
  CdColumnKind kind;
  const char *unit, *meaning; /* for the codebook; "": none */
  const char *label;          /* of a metric; else NULL */
} CdColumn;

#define CD_TEXT_COLUMN(name, meaning)                                                                                  \
  {                                                                                                                    \
    name, CD_COLUMN_TEXT, "", meaning, NULL                                                                            \
  }
#define CD_WHOLE_COLUMN(name, unit, meaning)                                                                           \
  {                                                                                                                    \
    name, CD_COLUMN_WHOLE, unit, meaning, NULL                                                                         \
  }
#define CD_REAL_COLUMN(name, unit, meaning)                                                                            \
  {                                                                                                                    \
    name, CD_COLUMN_REAL, unit, meaning, NULL                                                                          \
  }

typedef struct {
  const char *name, *meaning;
  const CdColumn *column;
  guint n;
} CdStoreTable;

#define CD_STORE_TABLE(name, meaning, columns)                                                                         \
  {                                                                                                                    \
    name, meaning, columns, G_N_ELEMENTS(columns)                                                                      \
  }

typedef struct {
  sqlite3 *db;
  const char *name; /* of the file, as messages show it */
  bool reads;
  guint columns; /* values of a run that one table holds */
  GError *problem;

  const CdStoreTable *table; /* at hand */
  sqlite3_stmt *statement;
  int column;             /* next; from 0 */
  guint64 row;            /* from 1 */
  sqlite3_stmt *codebook; /* of those being written */
  guint64 digest; /* of all cells told since it was last set, in their order: what was read must have that of what was written */
} CdStore;

/* Notes a problem; only the first counts. "FILE: table TABLE, row ROW: MESSAGE" */
void cd_store_fault(CdStore *store, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Notes what SQLite says of its last step. */
void cd_store_fault_of(CdStore *store, const char *what);

/* Runs SQL of the program's own. */
void cd_store_execute(CdStore *store, const char *sql);

/* Enters TABLE in the codebook, where there is one yet. */
void cd_store_describe(CdStore *store, const CdStoreTable *table);

/* Makes TABLE and its lines of the codebook; or looks whether it is there as this program makes it. */
void cd_store_begin(CdStore *store, const CdStoreTable *table);
void cd_store_end(CdStore *store);

/* Rows of the table at hand: N where it is written; as many as there are where it is read, at most MOST. */
guint cd_store_rows(CdStore *store, guint n, guint most);

/* A row's cells, in the order of the columns. */
void cd_store_row(CdStore *store);
void cd_store_end_row(CdStore *store);

/* What must stand there when it is read. NULL: nothing does. */
void cd_store_key(CdStore *store, const char *text);
void cd_store_key_whole(CdStore *store, gint64 n);

/* Whether the cell is NULL, as IS says where it is written; if it is not, it is still to be told. */
bool cd_store_null(CdStore *store, bool is);

/* NAN is NULL, both ways. */
void cd_store_real(CdStore *store, double *x);
void cd_store_finite(CdStore *store, double *x); /* refused where infinite */
void cd_store_count(CdStore *store, guint *n, guint most);
void cd_store_whole(CdStore *store, int *n, int least, int most);
void cd_store_flag(CdStore *store, bool *is);
void cd_store_text(CdStore *store, char **text, gsize most); /* bytes; where it is read, to be freed */

/* One of WORDS[N], by its index. */
void cd_store_word(CdStore *store, guint *index, const char *const *words, guint n);
