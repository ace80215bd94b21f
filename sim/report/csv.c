#include "sim/report/csv.h"

#include <string.h>
#include "sim/model/value.h"
#include "sim/report/digits.h"
#include "sim/report/number.h"

static void begin_cell(CdCsv *csv)
{
  if (csv->column++ > 0)
    g_string_append_c(csv->out, ',');
}

void cd_csv_text(CdCsv *csv, const char *text)
{
  begin_cell(csv);
  if (!text || !*text)
    return;
  bool formula = strchr("=+-@\t\r", *text) != NULL;
  bool quoted = strpbrk(text, ",\"\r\n") != NULL;
  if (quoted)
    g_string_append_c(csv->out, '"');
  if (formula)
    g_string_append_c(csv->out, '\'');
  for (const char *at = text; *at; at++) {
    if (*at == '"')
      g_string_append_c(csv->out, '"');
    g_string_append_c(csv->out, *at);
  }
  if (quoted)
    g_string_append_c(csv->out, '"');
}

void cd_csv_unit(CdCsv *csv, const char *unit)
{
  g_autoptr(GString) ascii = g_string_new(unit);
  g_string_replace(ascii, "£", "GBP", 0);
  cd_csv_text(csv, ascii->str);
}

void cd_csv_cell(CdCsv *csv, const char *text)
{
  const char *end = text;
  double x;
  if (!cd_decimal_parse(&end, &x) || *end) {
    cd_csv_unit(csv, text);
    return;
  }
  begin_cell(csv);
  g_string_append(csv->out, text);
}

void cd_csv_number(CdCsv *csv, double x)
{
  begin_cell(csv);
  cd_append_number(csv->out, x);
}

void cd_csv_integer(CdCsv *csv, gint64 n)
{
  begin_cell(csv);
  cd_append_whole(csv->out, n);
}

void cd_csv_heads(CdCsv *csv, const char *const *heads)
{
  for (; *heads; heads++)
    cd_csv_text(csv, *heads);
  cd_csv_end_row(csv);
}

void cd_csv_end_row(CdCsv *csv)
{
  g_string_append(csv->out, "\r\n");
  csv->column = 0;
}
