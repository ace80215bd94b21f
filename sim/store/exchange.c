#include "sim/store/exchange.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/base/hash.h"

void cd_store_fault(CdStore *store, const char *format, ...)
{
  if (store->problem)
    return;
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  if (store->table && store->row)
    g_set_error(&store->problem, CD_ERROR, CD_ERROR_IO, "%s: table %s, row %" G_GUINT64_FORMAT ": %s", store->name,
                store->table->name, store->row, text);
  else if (store->table)
    g_set_error(&store->problem, CD_ERROR, CD_ERROR_IO, "%s: table %s: %s", store->name, store->table->name, text);
  else
    g_set_error(&store->problem, CD_ERROR, CD_ERROR_IO, "%s: %s", store->name, text);
}

/* By its number alone: SQLite's own words may repeat what stands in the file. */
void cd_store_fault_of(CdStore *store, const char *what)
{
  cd_store_fault(store, "%s: %s", what, sqlite3_errstr(sqlite3_extended_errcode(store->db)));
}

static const char *attempt(const CdStore *store)
{
  return store->reads ? "cannot be read" : "cannot be written";
}

void cd_store_execute(CdStore *store, const char *sql)
{
  if (!store->problem && sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
    cd_store_fault_of(store, attempt(store));
}

static sqlite3_stmt *prepare(CdStore *store, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  if (!store->problem && sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL) != SQLITE_OK)
    cd_store_fault_of(store, attempt(store));
  return statement;
}

/* --- tables --- */

/* Names are the program's own and those of metrics, whose ids hold letters, digits, hyphens and brackets. */
static void append_name(GString *sql, const char *name)
{
  g_assert(!strpbrk(name, "\"'"));
  g_string_append_printf(sql, "\"%s\"", name);
}

static char *sql_to_create(const CdStoreTable *table)
{
  static const char *const types[] = {[CD_COLUMN_TEXT] = "TEXT", [CD_COLUMN_WHOLE] = "INTEGER", [CD_COLUMN_REAL] = "REAL"};
  GString *sql = g_string_new("CREATE TABLE ");
  append_name(sql, table->name);
  for (guint c = 0; c < table->n; c++) {
    g_string_append(sql, c ? ", " : " (");
    append_name(sql, table->column[c].name);
    g_string_append_printf(sql, " %s", types[table->column[c].kind]);
  }
  g_string_append_c(sql, ')');
  return g_string_free(sql, FALSE);
}

static char *sql_to_insert(const CdStoreTable *table)
{
  GString *sql = g_string_new("INSERT INTO ");
  append_name(sql, table->name);
  for (guint c = 0; c < table->n; c++)
    g_string_append(sql, c ? ", ?" : " VALUES (?");
  g_string_append_c(sql, ')');
  return g_string_free(sql, FALSE);
}

static char *sql_to_select(const CdStoreTable *table)
{
  GString *sql = g_string_new("SELECT ");
  for (guint c = 0; c < table->n; c++) {
    g_string_append(sql, c ? ", " : "");
    append_name(sql, table->column[c].name);
  }
  g_string_append(sql, " FROM ");
  append_name(sql, table->name);
  g_string_append(sql, " ORDER BY rowid");
  return g_string_free(sql, FALSE);
}

static void enter_line(CdStore *store, const CdStoreTable *table, const CdColumn *column)
{
  sqlite3_stmt *to = store->codebook;
  if (store->problem || !to)
    return;
  sqlite3_bind_text(to, 1, table->name, -1, SQLITE_STATIC);
  sqlite3_bind_text(to, 2, column->name, -1, SQLITE_STATIC);
  sqlite3_bind_text(to, 3, column->unit, -1, SQLITE_STATIC);
  sqlite3_bind_text(to, 4, column->label, -1, SQLITE_STATIC); /* NULL where there is none */
  sqlite3_bind_text(to, 5, column->meaning, -1, SQLITE_STATIC);
  if (sqlite3_step(to) != SQLITE_DONE)
    cd_store_fault_of(store, attempt(store));
  sqlite3_reset(to);
}

void cd_store_describe(CdStore *store, const CdStoreTable *table)
{
  const CdColumn itself = CD_TEXT_COLUMN("", table->meaning);
  enter_line(store, table, &itself);
  for (guint c = 0; c < table->n; c++)
    enter_line(store, table, &table->column[c]);
}

/* Whether the file's own definition of the table is ours to the letter: then it has our columns, none of them is computed, and it is no view and no
 * table of another kind. */
static void check_definition(CdStore *store, const CdStoreTable *table)
{
  sqlite3_stmt *statement =
      prepare(store, "SELECT sql FROM sqlite_schema WHERE type = 'table' AND rootpage > 1 AND name = ? LIMIT 1");
  if (!statement)
    return;
  sqlite3_bind_text(statement, 1, table->name, -1, SQLITE_STATIC);
  int step = sqlite3_step(statement);
  const char *theirs = step == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  g_autofree char *ours = sql_to_create(table);
  if (step == SQLITE_DONE)
    cd_store_fault(store, "is missing");
  else if (step != SQLITE_ROW)
    cd_store_fault_of(store, attempt(store));
  else if (g_strcmp0(theirs, ours) != 0)
    cd_store_fault(store, "has other columns than this program gives it");
  sqlite3_finalize(statement);
}

void cd_store_begin(CdStore *store, const CdStoreTable *table)
{
  store->row = 0;
  store->table = table;
  if (store->problem)
    return;
  if (store->reads) {
    check_definition(store, table);
  } else {
    g_autofree char *create = sql_to_create(table);
    cd_store_execute(store, create);
    cd_store_describe(store, table);
  }
  g_autofree char *sql = store->reads ? sql_to_select(table) : sql_to_insert(table);
  store->statement = prepare(store, sql);
}

void cd_store_end(CdStore *store)
{
  if (store->reads && !store->problem) {
    int step = sqlite3_step(store->statement);
    if (step == SQLITE_ROW)
      cd_store_fault(store, "more rows stand behind this one than belong to its runs");
    else if (step != SQLITE_DONE)
      cd_store_fault_of(store, attempt(store));
  }
  sqlite3_finalize(store->statement);
  store->statement = NULL;
  store->table = NULL;
  store->row = 0;
}

guint cd_store_rows(CdStore *store, guint n, guint most)
{
  if (!store->reads)
    return n;
  g_autoptr(GString) sql = g_string_new("SELECT count(*) FROM (SELECT 1 FROM ");
  if (store->table)
    append_name(sql, store->table->name);
  g_string_append_printf(sql, " LIMIT %" G_GUINT64_FORMAT ")", (guint64)most + 1);
  sqlite3_stmt *statement = store->problem ? NULL : prepare(store, sql->str);
  if (!statement)
    return 0;
  gint64 there = 0;
  if (sqlite3_step(statement) == SQLITE_ROW)
    there = sqlite3_column_int64(statement, 0);
  else
    cd_store_fault_of(store, attempt(store));
  sqlite3_finalize(statement);
  if (there > most)
    cd_store_fault(store, "has more than %u rows", most);
  return store->problem ? 0 : (guint)there;
}

void cd_store_row(CdStore *store)
{
  store->column = 0;
  store->row++;
  if (!store->reads || store->problem)
    return;
  int step = sqlite3_step(store->statement);
  if (step == SQLITE_DONE)
    cd_store_fault(store, "is missing, and belongs to its runs");
  else if (step != SQLITE_ROW)
    cd_store_fault_of(store, attempt(store));
}

void cd_store_end_row(CdStore *store)
{
  if (store->problem)
    return;
  g_assert(store->column == (int)store->table->n);
  if (store->reads)
    return;
  if (sqlite3_step(store->statement) != SQLITE_DONE)
    cd_store_fault_of(store, attempt(store));
  sqlite3_reset(store->statement);
}

/* --- cells --- */

static const char *name_of_column(const CdStore *store)
{
  return store->table->column[store->column].name;
}

/* Whether a cell is to be read, of the type wanted; then the next is not at hand yet. */
static bool is_there(CdStore *store, int type)
{
  if (store->problem)
    return false;
  if (sqlite3_column_type(store->statement, store->column) == type)
    return true;
  cd_store_fault(store, "%s: %s is expected", name_of_column(store),
                 type == SQLITE_TEXT      ? "a text"
                 : type == SQLITE_INTEGER ? "a whole number"
                                          : "nothing");
  return false;
}

/* Its bytes, not ended by nought as far as LENGTH tells; NULL: a problem. */
static const char *text_at(CdStore *store, gsize *length)
{
  if (!is_there(store, SQLITE_TEXT))
    return NULL;
  const char *text = (const char *)sqlite3_column_text(store->statement, store->column);
  *length = (gsize)sqlite3_column_bytes(store->statement, store->column);
  if (!text)
    cd_store_fault_of(store, attempt(store));
  return text;
}

static void digest(CdStore *store, guint64 bits)
{
  store->digest = cd_hash_pair(store->digest, bits);
}

/* TEXT stays until the row ends, or is copied. */
static void bind_text(CdStore *store, const char *text, bool stays)
{
  if (text)
    sqlite3_bind_text(store->statement, store->column + 1, text, -1, stays ? SQLITE_STATIC : SQLITE_TRANSIENT);
  else
    sqlite3_bind_null(store->statement, store->column + 1);
}

void cd_store_key(CdStore *store, const char *text)
{
  if (store->problem)
    return;
  digest(store, text ? cd_hash_text(text) : 0);
  if (!store->reads) {
    bind_text(store, text, true);
  } else if (!text) {
    is_there(store, SQLITE_NULL);
  } else {
    gsize length = 0;
    const char *theirs = text_at(store, &length);
    if (theirs && (length != strlen(text) || memcmp(theirs, text, length) != 0))
      cd_store_fault(store, "%s: \"%s\" is expected", name_of_column(store), text);
  }
  store->column++;
}

static gint64 whole(CdStore *store, gint64 n, gint64 least, gint64 most)
{
  if (store->problem)
    return least;
  gint64 found = n;
  if (!store->reads)
    sqlite3_bind_int64(store->statement, store->column + 1, n);
  else if (is_there(store, SQLITE_INTEGER)) {
    found = sqlite3_column_int64(store->statement, store->column);
    if (found < least || found > most)
      cd_store_fault(store, "%s: %" G_GINT64_FORMAT " is not between %" G_GINT64_FORMAT " and %" G_GINT64_FORMAT,
                     name_of_column(store), found, least, most);
  }
  store->column++;
  digest(store, (guint64)found);
  return store->problem ? least : found;
}

void cd_store_key_whole(CdStore *store, gint64 n)
{
  whole(store, n, n, n);
}

void cd_store_count(CdStore *store, guint *n, guint most)
{
  gint64 found = whole(store, *n, 0, most);
  if (store->reads)
    *n = (guint)found;
}

void cd_store_whole(CdStore *store, int *n, int least, int most)
{
  gint64 found = whole(store, *n, least, most);
  if (store->reads)
    *n = (int)found;
}

void cd_store_flag(CdStore *store, bool *is)
{
  gint64 found = whole(store, *is, 0, 1);
  if (store->reads)
    *is = found;
}

bool cd_store_null(CdStore *store, bool is)
{
  if (store->problem)
    return true;
  if (store->reads)
    is = sqlite3_column_type(store->statement, store->column) == SQLITE_NULL;
  else if (is)
    sqlite3_bind_null(store->statement, store->column + 1);
  store->column += is;
  digest(store, is);
  return is;
}

/* One for all that is undefined, and one for nought: SQLite keeps no sign of it. */
static guint64 bits_of(double x)
{
  guint64 bits = isnan(x) ? G_MAXUINT64 : 0;
  if (!isnan(x) && x != 0)
    memcpy(&bits, &x, sizeof bits);
  return bits;
}

void cd_store_real(CdStore *store, double *x)
{
  if (store->problem)
    return;
  int at = store->column++;
  if (!store->reads) {
    if (isnan(*x))
      sqlite3_bind_null(store->statement, at + 1);
    else
      sqlite3_bind_double(store->statement, at + 1, *x);
    digest(store, bits_of(*x));
    return;
  }
  switch (sqlite3_column_type(store->statement, at)) {
  case SQLITE_FLOAT:
    *x = sqlite3_column_double(store->statement, at);
    break;
  case SQLITE_NULL:
    *x = NAN;
    break;
  default:
    store->column = at;
    cd_store_fault(store, "%s: a number is expected", name_of_column(store));
  }
  digest(store, bits_of(*x));
}

void cd_store_finite(CdStore *store, double *x)
{
  int at = store->column;
  cd_store_real(store, x);
  if (!store->reads || store->problem || !isinf(*x))
    return;
  store->column = at;
  cd_store_fault(store, "%s: a finite number is expected", name_of_column(store));
}

void cd_store_text(CdStore *store, char **text, gsize most)
{
  if (store->problem)
    return;
  if (!store->reads) {
    bind_text(store, *text, false);
  } else {
    gsize length = 0;
    const char *theirs = text_at(store, &length);
    if (theirs && length > most)
      cd_store_fault(store, "%s: a text of at most %" G_GSIZE_FORMAT " bytes is expected", name_of_column(store), most);
    else if (theirs && (strlen(theirs) != length || !g_utf8_validate_len(theirs, length, NULL)))
      cd_store_fault(store, "%s: this is not UTF-8", name_of_column(store));
    else
      *text = g_strdup(theirs);
  }
  store->column++;
  digest(store, *text ? cd_hash_text(*text) : 0);
}

void cd_store_word(CdStore *store, guint *index, const char *const *words, guint n)
{
  if (store->problem)
    return;
  if (!store->reads) {
    bind_text(store, words[*index], true);
    store->column++;
    digest(store, cd_hash_text(words[*index]));
    return;
  }
  gsize length = 0;
  const char *theirs = text_at(store, &length);
  for (*index = 0; theirs && *index < n; ++*index)
    if (strlen(words[*index]) == length && memcmp(words[*index], theirs, length) == 0)
      break;
  if (*index >= n || !theirs) {
    *index = 0;
    cd_store_fault(store, "%s: a word that is none of those it may be", name_of_column(store));
  }
  store->column++;
  digest(store, cd_hash_text(words[*index]));
}
