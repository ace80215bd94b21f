#include "sim/base/file-kind.h"

#include <string.h>

/* Names in a zip's first entries stand within this. */
#define LOOKED_AT 4096u

typedef struct {
  const char *bytes;
  gsize n;
  const char *told;
} Kind;

static const char workbook[] = "an Excel workbook; save the sheet as CSV UTF-8 (comma delimited) and give that file";
static const char opened[] = "an OpenDocument file; save the sheet as CSV, in UTF-8 with commas, and give that file";

static bool begins(const char *bytes, gsize length, const char *with, gsize n)
{
  return length >= n && memcmp(bytes, with, n) == 0;
}

static bool holds(const char *bytes, gsize length, const char *word)
{
  gsize n = strlen(word), end = MIN(length, LOOKED_AT);
  for (gsize at = 0; at + n <= end; at++) /* not strstr(), for zero bytes stand between */
    if (memcmp(bytes + at, word, n) == 0)
      return true;
  return false;
}

static const char *zip_told(const char *bytes, gsize length)
{
  if (holds(bytes, length, "opendocument"))
    return opened;
  if (holds(bytes, length, "xl/") || holds(bytes, length, "[Content_Types].xml"))
    return workbook;
  return "a zip archive; unpack it and give the CSV file in it";
}

/* Of text that is none of a table; blanks and a mark before it are let pass. */
static const char *text_told(const char *bytes, gsize length)
{
  gsize at = begins(bytes, length, "\xef\xbb\xbf", 3) ? 3 : 0;
  while (at < length && g_ascii_isspace(bytes[at]))
    at++;
  g_autofree char *start = g_ascii_strdown(bytes + at, (gssize)MIN(length - at, 16));
  if (g_str_has_prefix(start, "<!doctype html") || g_str_has_prefix(start, "<html"))
    return "a web page; save the table itself as CSV";
  if (g_str_has_prefix(start, "<?xml"))
    return "XML; a table is CSV: a row of column names, then a row a line, with commas";
  bool is_list = *start == '[' && start[1] && strchr("{[\"", start[1]); /* not a name as "[Pa]" */
  if (*start == '{' || is_list)
    return "JSON; a table is CSV: a row of column names, then a row a line, with commas";
  return NULL;
}

bool cd_file_is_database(const char *bytes, gsize length)
{
  static const char magic[] = "SQLite format 3"; /* and its zero byte */
  return begins(bytes, length, magic, sizeof magic);
}

const char *cd_file_kind_told(const char *bytes, gsize length)
{
  static const Kind kinds[] = {
      {"\x1f\x8b", 2, "compressed by gzip; unpack it (gunzip) and give the CSV file"},
      {"BZh", 3, "compressed by bzip2; unpack it (bunzip2) and give the CSV file"},
      {"\xfd"
       "7zXZ",
       5, "compressed by xz; unpack it (unxz) and give the CSV file"},
      {"\x28\xb5\x2f\xfd", 4, "compressed by zstd; unpack it (unzstd) and give the CSV file"},
      {"\xd0\xcf\x11\xe0",
       4, "an old Excel workbook (.xls) or another file of Microsoft Office; save the sheet as CSV UTF-8 (comma delimited) and give that file"},
      {"%PDF", 4, "a PDF; a table is wanted as CSV"},
      {"PAR1", 4, "a Parquet file; write it as CSV"},
      {"\x89HDF", 4, "an HDF5 file; write the table as CSV"},
      {"\xff\xfe", 2, "text in UTF-16, as Excel's “Unicode text” is; save it as CSV UTF-8"},
      {"\xfe\xff", 2, "text in UTF-16, as Excel's “Unicode text” is; save it as CSV UTF-8"}};
  if (cd_file_is_database(bytes, length))
    return "an SQLite database; a store of runs is for analyse, and a table is CSV";
  if (begins(bytes, length, "PK\x03\x04", 4))
    return zip_told(bytes, length);
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
    if (begins(bytes, length, kinds[k].bytes, kinds[k].n))
      return kinds[k].told;
  return text_told(bytes, length);
}
