#include "sim/base/csv-reader.h"

#include <stdbool.h>

static void cell_clear(gpointer data)
{
  g_free(((CdCsvCell *)data)->text);
}

GArray *cd_csv_row_new(void)
{
  GArray *cells = g_array_new(FALSE, FALSE, sizeof(CdCsvCell));
  g_array_set_clear_func(cells, cell_clear);
  return cells;
}

static bool refuse(CdCsvFault *fault, gsize at, const char *message, const char *hint)
{
  *fault = (CdCsvFault){at, message, hint};
  return false;
}

/* Length of the end of a row at AT: 0 where there is none. */
static gsize end_length(const CdCsvReader *reader)
{
  const char *at = reader->bytes + reader->at;
  return at[0] == '\n' ? 1 : at[0] == '\r' && at[1] == '\n' ? 2 : 0;
}

static bool is_over(const CdCsvReader *reader)
{
  return reader->at >= reader->length;
}

static bool read_quoted(CdCsvReader *reader, CdCsvCell *cell, CdCsvFault *fault)
{
  gsize open = reader->at++;
  GString *text = g_string_new(NULL);
  cell->at = reader->at;
  for (; !is_over(reader); reader->at++) {
    if (reader->bytes[reader->at] == '"') {
      if (reader->bytes[reader->at + 1] != '"')
        break;
      reader->at++;
    }
    g_string_append_c(text, reader->bytes[reader->at]);
  }
  cell->length = reader->at - cell->at;
  cell->text = g_string_free(text, FALSE);
  if (is_over(reader))
    return refuse(fault, open, "this quote is not closed", "a quote within a cell is written twice");
  reader->at++;
  if (!is_over(reader) && reader->bytes[reader->at] != ',' && end_length(reader) == 0)
    return refuse(fault, reader->at, "after a closing quote there is more", "a comma or the end of the row belongs here");
  return true;
}

static bool read_plain(CdCsvReader *reader, CdCsvCell *cell, CdCsvFault *fault)
{
  cell->at = reader->at;
  for (; !is_over(reader) && reader->bytes[reader->at] != ',' && end_length(reader) == 0; reader->at++) {
    char c = reader->bytes[reader->at];
    if (c == '"' || c == '\r') {
      cell->text = NULL;
      return c == '"' ? refuse(fault, reader->at, "a quote in the middle of a cell", "quotes go round the whole cell")
                      : refuse(fault, reader->at, "a carriage return without a line feed", "rows end with a line feed");
    }
  }
  cell->length = reader->at - cell->at;
  cell->text = g_strndup(reader->bytes + cell->at, cell->length);
  return true;
}

CdCsvOutcome cd_csv_read_row(CdCsvReader *reader, GArray *cells, CdCsvFault *fault)
{
  g_array_set_size(cells, 0);
  if (is_over(reader))
    return CD_CSV_END;
  for (;;) {
    CdCsvCell cell = {NULL, 0, 0};
    bool quoted = !is_over(reader) && reader->bytes[reader->at] == '"';
    bool read = quoted ? read_quoted(reader, &cell, fault) : read_plain(reader, &cell, fault);
    g_array_append_val(cells, cell);
    if (!read)
      return CD_CSV_FAULT;
    if (is_over(reader))
      return CD_CSV_ROW;
    gsize end = end_length(reader);
    reader->at += end ? end : 1;
    if (end)
      return CD_CSV_ROW;
  }
}
