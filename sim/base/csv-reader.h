/* csv-reader.h - reads CSV as RFC 4180 has it, strictly, and tells where each cell stands. Commas; quotes round cells, doubled within them; rows end with a
 * line feed, with or without a carriage return before it. */
#pragma once

#include <glib.h>

typedef struct {
  char *text;       /* without its quotes; owned by the row */
  gsize at, length; /* where its content stands in the file, quotes left out */
} CdCsvCell;

typedef struct {
  const char *bytes; /* the caller's; NUL-terminated */
  gsize length, at;  /* AT: where the next row begins */
} CdCsvReader;

/* What is wrong, where, and what would be right; static texts. */
typedef struct {
  gsize at;
  const char *message, *hint;
} CdCsvFault;

typedef enum { CD_CSV_ROW, CD_CSV_END, CD_CSV_FAULT } CdCsvOutcome;

/* An empty row: CdCsvCell, freed with the array. */
GArray *cd_csv_row_new(void);

/* Reads the next row into CELLS in place of what was there. */
CdCsvOutcome cd_csv_read_row(CdCsvReader *reader, GArray *cells, CdCsvFault *fault);
