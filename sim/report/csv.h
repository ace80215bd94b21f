/* csv.h - writes CSV (RFC 4180): commas, CRLF, quotes where needed. Plain ASCII as far as the program's own
 * words go. */
#pragma once

#include <glib.h>

typedef struct {
  GString *out;
  guint column; /* cells written in this row */
} CdCsv;

/* A cell of text. One that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
 * carriage return) gets an apostrophe before it. NULL: an empty cell. */
void cd_csv_text(CdCsv *csv, const char *text);

/* A unit: as text, with GBP for the pound sign, which spreadsheets garble in files without a byte order
 * mark. */
void cd_csv_unit(CdCsv *csv, const char *unit);

/* A cell of text that may be a decimal number, which stays one; else as cd_csv_unit(). */
void cd_csv_cell(CdCsv *csv, const char *text);

/* A number by number.h; an empty cell when it is not finite. */
void cd_csv_number(CdCsv *csv, double x);
void cd_csv_integer(CdCsv *csv, gint64 n);

/* Cells of text from a list that ends with NULL, then the end of the row. */
void cd_csv_heads(CdCsv *csv, const char *const *heads);
void cd_csv_end_row(CdCsv *csv);
