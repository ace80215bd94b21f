#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>
#include "sim/base/csv-reader.h"

/* All rows as "cell|cell/cell", or "fault AT: MESSAGE" behind those before it. The caller frees. */
static char *rows_of(const char *bytes)
{
  CdCsvReader reader = {bytes, strlen(bytes), 0};
  g_autoptr(GArray) row = cd_csv_row_new();
  GString *out = g_string_new(NULL);
  CdCsvFault fault;
  CdCsvOutcome outcome;
  for (guint n = 0; (outcome = cd_csv_read_row(&reader, row, &fault)) == CD_CSV_ROW; n++) {
    g_string_append(out, n ? "/" : "");
    for (guint i = 0; i < row->len; i++)
      g_string_append_printf(out, "%s%s", i ? "|" : "", g_array_index(row, CdCsvCell, i).text);
  }
  if (outcome == CD_CSV_FAULT)
    g_string_append_printf(out, "fault %" G_GSIZE_FORMAT ": %s", fault.at, fault.message);
  return g_string_free(out, FALSE);
}

static void reads(const char *bytes, const char *expected)
{
  g_autofree char *rows = rows_of(bytes);
  assert_string_equal(rows, expected);
}

static void rows_end_with_a_line_feed_a_carriage_return_before_it_or_the_file(void **state)
{
  (void)state;
  reads("", "");
  reads("a,b", "a|b");
  reads("a,b\nc,d\n", "a|b/c|d");
  reads("a,b\r\nc,d\r\n", "a|b/c|d");
  reads("a\n\nb", "a//b");
  reads(",\n,,", "|/||");
}

static void quotes_hold_commas_lines_and_quotes(void **state)
{
  (void)state;
  reads("\"a,b\",\"c\"\"d\"\n", "a,b|c\"d");
  reads("\"a\r\nb\"\r\nc", "a\r\nb/c");
  reads("\"\",x", "|x");
  reads("\"\"\"\"", "\"");
}

static void what_is_no_csv_is_refused_where_it_stands(void **state)
{
  (void)state;
  reads("a,\"b", "fault 2: this quote is not closed");
  reads("\"a\"b", "fault 3: after a closing quote there is more");
  reads("a\nb\"c\"", "afault 3: a quote in the middle of a cell");
  reads("a\rb", "fault 1: a carriage return without a line feed");
}

static void cells_tell_where_their_content_stands(void **state)
{
  (void)state;
  static const char bytes[] = "ab,\"c,d\",e";
  CdCsvReader reader = {bytes, strlen(bytes), 0};
  g_autoptr(GArray) row = cd_csv_row_new();
  CdCsvFault fault;
  assert_int_equal(cd_csv_read_row(&reader, row, &fault), CD_CSV_ROW);
  static const gsize at[] = {0, 4, 9}, length[] = {2, 3, 1};
  for (guint i = 0; i < G_N_ELEMENTS(at); i++) {
    assert_int_equal(g_array_index(row, CdCsvCell, i).at, at[i]);
    assert_int_equal(g_array_index(row, CdCsvCell, i).length, length[i]);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(rows_end_with_a_line_feed_a_carriage_return_before_it_or_the_file),
      cmocka_unit_test(quotes_hold_commas_lines_and_quotes),
      cmocka_unit_test(what_is_no_csv_is_refused_where_it_stands),
      cmocka_unit_test(cells_tell_where_their_content_stands),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
