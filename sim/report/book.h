/* book.h - builds a workbook (Office Open XML) of marked-up tables, one a sheet, that reads well aloud: the title in A1, a sentence on the table
 * below it, then the table, with neither merged cells nor blank rows or columns (Analysis Function, "Releasing statistics in spreadsheets").
 *
 * Texts are cells of text, whatever they begin with: none becomes a formula or a link. Names of sheets, and formulas, are the program's own. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include "sim/report/figure.h"

typedef struct _CdBook CdBook;

/* A book that cd_book_close() writes to PATH. NULL and ERROR (CD_ERROR_IO) when it cannot be begun. TITLE stands in its properties. The same calls give
 * the same bytes on every day. */
CdBook *cd_book_new(const char *path, const char *title, GError **error);

/* Writes and frees the book. False and ERROR (CD_ERROR_IO) when it cannot be written. */
bool cd_book_close(CdBook *book, GError **error);

/* Row of a sheet's first row of data, counted from 0: heads stand in the row above. */
#define CD_SHEET_FIRST 3u

/* A new sheet, behind the others, with its heading and a sentence or two about it. NAME: at most 31 characters, none of []:*?/\. Cells go into the
 * sheet begun last. */
void cd_book_sheet(CdBook *book, const char *name, const char *title, const char *about);

/* A sheet of lines in one column, without a table. */
void cd_book_line(CdBook *book, const char *text);

/* Heads of the columns, before any row. WIDTH in characters. Two heads alike are told apart by a number. */
void cd_book_head(CdBook *book, const char *text, guint width);

/* Cells of the row that is open, one after another; each row ends with cd_book_end_row(). What is not finite is the text "not defined". */
void cd_book_text(CdBook *book, const char *text);
void cd_book_number(CdBook *book, CdFigureKind kind, double x);
void cd_book_change(CdBook *book, CdFigureKind kind, double x); /* a difference: with its sign */
void cd_book_price(CdBook *book, double x);                     /* pounds and pence */
void cd_book_plain(CdBook *book, double x);                     /* as many digits as it has */
void cd_book_link(CdBook *book, const char *sheet);             /* to another sheet of the book */

/* A formula and the value that it has now. */
typedef enum { CD_BOOK_AMOUNT, CD_BOOK_CHANGE } CdBookSign;
void cd_book_formula(CdBook *book, CdFigureKind kind, CdBookSign sign, double value, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
void cd_book_end_row(CdBook *book);

/* Marks the table up under NAME (a letter, then letters and digits). At least one row. */
void cd_book_end_table(CdBook *book, const char *name);

/* "B5": ROW and COLUMN from 0. The text is NAME. */
typedef struct {
  char name[16];
} CdBookCell;
CdBookCell cd_book_cell(guint row, guint column);

/* A chart of one series from the sheet's table, below it; before cd_book_end_table(). CD_CHART_ROW: bars of row AT (of data, from 0), columns FROM .. TO,
 * which the heads name; CD_CHART_COLUMN: bars of column AT, which the first column names; CD_CHART_CURVE: column AT over the first. ALT is read aloud. UNIT
 * is the title of the axis of values, ACROSS (may be NULL) of the other. */
typedef enum { CD_CHART_ROW, CD_CHART_COLUMN, CD_CHART_CURVE } CdChartKind;
typedef struct {
  CdChartKind kind;
  const char *title, *alt, *unit, *across;
  guint at, from, to;
  bool from_nought; /* the axis of values begins at nought, whatever the reader would choose: of what cannot be less */
} CdBookChart;
void cd_book_chart(CdBook *book, const CdBookChart *chart);
