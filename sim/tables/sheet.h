/* sheet.h - a table of somebody's own, as spreadsheets write CSV: a header that names columns, in any order, and rows of text and numbers. Complaints name row and column, the
 * header being row 1. Byte order mark, CRLF and empty last lines are let pass. */
#pragma once

#include <stdbool.h>
#include "sim/base/csv-reader.h"

enum { CD_SHEET_COLUMNS = 1000 };

typedef struct {
  CdCsvReader reader;
  GArray *cells;   /* of the row last read */
  GPtrArray *head; /* char *, the names of columns */
  guint64 row;
  bool over; /* nothing but empty lines follows */
  GError **error;
} CdSheet;

/* BYTES[length], NUL-terminated and borrowed, as TABLE is until cd_sheet_end(). False and ERROR (CD_ERROR_USAGE) where they are no UTF-8, or there is no header,
 * or a name is missing or comes twice. Either way cd_sheet_end() is due. */
bool cd_sheet_begin(CdSheet *table, const char *bytes, gsize length, GError **error);
void cd_sheet_end(CdSheet *table);

/* Index of a column; false and ERROR where there is none. */
bool cd_sheet_column(CdSheet *table, const char *name, guint *column);

/* The next row, as many cells as the header has. False where there is none (OVER), or with ERROR where it is no such row. */
bool cd_sheet_next(CdSheet *table);

/* A cell of the row, without blanks round it. Valid until the next. */
const char *cd_sheet_text(const CdSheet *table, guint column);

/* The same as a decimal number of LOW to HIGH; false and ERROR where it is none. */
bool cd_sheet_number(CdSheet *table, guint column, double low, double high, double *value);

/* A complaint at a cell of the row last read; takes MESSAGE. False. */
bool cd_sheet_refuse(CdSheet *table, guint column, char *message);

/* A number as people write it, "£1,200", "$ 1 200.50" or "1,200", as it is written here: "1200", "1200.50". NULL: TEXT is no such number, or is one as it stands. The caller
 * frees. */
char *cd_sheet_plain(const char *text);

/* What was given, cut so that a complaint stays a line, quotes around it. The caller frees. */
char *cd_sheet_shown(const char *text);
