#include "sim/tables/sheet.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/base/file-kind.h"

/* Names of columns that an error lists. */
#define HEADS_SHOWN 12u

bool cd_sheet_refuse(CdSheet *table, guint column, char *message)
{
  g_set_error(table->error, CD_ERROR, CD_ERROR_USAGE, "row %" G_GUINT64_FORMAT ", column %u: %s", table->row,
              column + 1, message);
  g_free(message);
  return false;
}

char *cd_sheet_shown(const char *text)
{
  g_autofree char *cut = g_utf8_strlen(text, -1) > 40 ? g_utf8_substring(text, 0, 40) : g_strdup(text);
  return g_strdup_printf("\"%s\"", cut);
}

/* Blanks, and those that keep a number on one line. */
static const char *after_blanks(const char *at)
{
  while (g_unichar_isspace(g_utf8_get_char(at)))
    at = g_utf8_next_char(at);
  return at;
}

static const char *after_money(const char *at)
{
  static const char *const signs[] = {"£", "$", "€", "GBP", "EUR", "USD"};
  at = after_blanks(at);
  for (guint s = 0; s < G_N_ELEMENTS(signs); s++)
    if (g_str_has_prefix(at, signs[s]))
      return after_blanks(at + strlen(signs[s]));
  return at;
}

/* Digits in threes with a comma or blank between, or none between any: of the first group one to three. */
static const char *take_groups(const char *at, GString *out)
{
  gsize first = strspn(at, "0123456789");
  g_string_append_len(out, at, (gssize)first);
  at += first;
  for (; first >= 1 && first <= 3;) {
    const char *group = *at == ',' ? at + 1 : after_blanks(at);
    if (group == at || strspn(group, "0123456789") != 3)
      break;
    g_string_append_len(out, group, 3);
    at = group + 3;
  }
  return at;
}

char *cd_sheet_plain(const char *text)
{
  g_autoptr(GString) out = g_string_new(NULL);
  const char *at = after_money(text);
  if (*at == '-' || *at == '+') {
    g_string_append_c(out, *at);
    at = after_money(at + 1);
  }
  gsize digits = out->len;
  at = take_groups(at, out);
  if (out->len == digits)
    return NULL;
  if (*at == '.') {
    gsize n = 1 + strspn(at + 1, "0123456789");
    g_string_append_len(out, at, (gssize)n);
    at += n;
  }
  at = after_money(at);
  return *at || g_str_equal(out->str, text) ? NULL : g_string_free(g_steal_pointer(&out), FALSE);
}

const char *cd_sheet_text(const CdSheet *table, guint column)
{
  return g_strstrip(g_array_index(table->cells, CdCsvCell, column).text);
}

/* As an empty line is, or one that a spreadsheet has left of cells that were cleared. */
static bool is_blank(const CdSheet *table)
{
  for (guint c = 0; c < table->cells->len; c++)
    if (*cd_sheet_text(table, c))
      return false;
  return true;
}

/* At a fault the cell that has it is the last one read. */
static CdCsvOutcome read_row(CdSheet *table)
{
  CdCsvFault fault;
  table->row++;
  CdCsvOutcome outcome = cd_csv_read_row(&table->reader, table->cells, &fault);
  if (outcome == CD_CSV_FAULT)
    cd_sheet_refuse(table, table->cells->len - 1, g_strdup_printf("%s; %s", fault.message, fault.hint));
  return outcome;
}

/* Of the whole table, zero bytes being none of UTF-8 here. */
static bool check_text(CdSheet *table)
{
  const char *bytes = table->reader.bytes, *bad;
  if (g_utf8_validate_len(bytes, table->reader.length, &bad))
    return true;
  table->row = 1;
  guint column = 0;
  for (const char *at = bytes; at < bad; at++) {
    column = *at == '\n' ? 0 : column + (*at == ',');
    table->row += *at == '\n';
  }
  return cd_sheet_refuse(
      table, column,
      g_strdup_printf("byte 0x%02x is no UTF-8 text here; save the table as CSV in UTF-8", (guint)(guint8)*bad));
}

static bool refuse_separator(CdSheet *table, char separator)
{
  return cd_sheet_refuse(
      table, 0,
      g_strdup_printf("cells are separated by %s here; save the table as CSV with commas, and numbers with a point",
                      separator == ';' ? "semicolons" : "tabs"));
}

static bool read_header(CdSheet *table)
{
  CdCsvOutcome outcome = read_row(table);
  if (outcome == CD_CSV_FAULT)
    return false;
  if (outcome == CD_CSV_END || is_blank(table))
    return cd_sheet_refuse(table, 0, g_strdup("there is no header; the first row names the columns"));
  for (guint c = 0; c < table->cells->len; c++) {
    const char *name = cd_sheet_text(table, c);
    g_autofree char *shown = cd_sheet_shown(name);
    if (!*name)
      return cd_sheet_refuse(table, c, g_strdup("this column has no name; name it, or delete it"));
    for (guint other = 0; other < c; other++)
      if (strcmp(g_ptr_array_index(table->head, other), name) == 0)
        return cd_sheet_refuse(table, c, g_strdup_printf("there is a column %s already", shown));
    if (table->cells->len == 1 && strpbrk(name, ";\t"))
      return refuse_separator(table, strchr(name, ';') ? ';' : '\t');
    g_ptr_array_add(table->head, g_strdup(name));
    if (c == CD_SHEET_COLUMNS)
      return cd_sheet_refuse(table, c, g_strdup_printf("there are more than %d columns", CD_SHEET_COLUMNS));
  }
  return true;
}

bool cd_sheet_begin(CdSheet *table, const char *bytes, gsize length, GError **error)
{
  gsize mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
  *table = (CdSheet){.reader = {bytes, length, mark},
                     .cells = cd_csv_row_new(),
                     .head = g_ptr_array_new_with_free_func(g_free),
                     .error = error};
  const char *told = cd_file_kind_told(bytes, length);
  if (told) {
    g_set_error(error, CD_ERROR, CD_ERROR_USAGE, "this is %s", told);
    return false;
  }
  return check_text(table) && read_header(table);
}

void cd_sheet_end(CdSheet *table)
{
  g_clear_pointer(&table->cells, g_array_unref);
  g_clear_pointer(&table->head, g_ptr_array_unref);
}

bool cd_sheet_column(CdSheet *table, const char *name, guint *column)
{
  for (*column = 0; *column < table->head->len; ++*column)
    if (strcmp(g_ptr_array_index(table->head, *column), name) == 0)
      return true;
  for (*column = 0; *column < table->head->len; ++*column)
    if (g_ascii_strcasecmp(g_ptr_array_index(table->head, *column), name) == 0)
      return true;
  GString *heads = g_string_new(NULL);
  for (guint h = 0; h < MIN(table->head->len, HEADS_SHOWN); h++) {
    g_autofree char *shown = cd_sheet_shown(g_ptr_array_index(table->head, h));
    g_string_append_printf(heads, "%s%s", h > 0 ? ", " : "", shown);
  }
  g_set_error(table->error, CD_ERROR, CD_ERROR_USAGE, "row 1: no column is called \"%s\"; the table has %s%s", name,
              heads->str, table->head->len > HEADS_SHOWN ? ", ..." : "");
  g_string_free(heads, TRUE);
  return false;
}

/* "1,200" without quotes is two cells. NULL: the row has none such. */
/* "normal(100" and "15)". */
static bool parts_brackets(const CdSheet *table)
{
  for (guint c = 0; c < table->cells->len; c++) {
    const char *text = cd_sheet_text(table, c);
    if (strchr(text, '(') && !strchr(text, ')'))
      return true;
  }
  return false;
}

static char *parted_number(const CdSheet *table)
{
  for (guint c = 0; c + 1 < table->cells->len; c++) {
    const char *a = cd_sheet_text(table, c), *b = cd_sheet_text(table, c + 1);
    gsize last = strlen(a);
    if (last == 0 || !g_ascii_isdigit(a[last - 1]) || strspn(b, "0123456789") != 3)
      continue;
    g_autofree char *whole = g_strdup_printf("%s,%s", a, b), *plain = cd_sheet_plain(whole);
    if (plain)
      return g_strdup_printf("; where %s is one number, write %s, without a comma", whole, plain);
  }
  return NULL;
}

bool cd_sheet_next(CdSheet *table)
{
  guint64 blank = 0;
  for (;;) {
    CdCsvOutcome outcome = read_row(table);
    table->over = outcome == CD_CSV_END;
    if (outcome != CD_CSV_ROW)
      return false;
    if (!is_blank(table))
      break;
    blank = blank ? blank : table->row;
  }
  if (blank) {
    table->row = blank;
    return cd_sheet_refuse(table, 0, g_strdup("the row is empty; leave it out"));
  }
  guint n = table->cells->len, heads = table->head->len;
  if (n == heads)
    return true;
  g_autofree char *why = n > heads ? parted_number(table) : NULL;
  if (n > heads && !why && parts_brackets(table))
    why = g_strdup("; text with commas in it stands in quotation marks");
  return cd_sheet_refuse(table, MIN(n, heads + 1) - 1,
                         g_strdup_printf("the row has %u cells, and the header %u%s", n, heads, why ? why : ""));
}

bool cd_sheet_number(CdSheet *table, guint column, double low, double high, double *value)
{
  const char *text = cd_sheet_text(table, column);
  char *end;
  *value = g_ascii_strtod(text, &end);
  g_autofree char *given = cd_sheet_shown(text);
  if (*text == '\0')
    return cd_sheet_refuse(table, column, g_strdup("the cell is empty; a number belongs here"));
  if (*end != '\0' || !isfinite(*value) || strpbrk(text, "xXnN")) {
    g_autofree char *plain = cd_sheet_plain(text), *say = plain ? g_strdup_printf(": %s", plain) : NULL;
    return cd_sheet_refuse(
        table, column,
        g_strdup_printf(
            "%s is no number; write 1234.5 or 1.2e3, with a point, and without commas, units or signs of money%s",
            given, say ? say : ""));
  }
  if (*value < low || *value > high)
    return cd_sheet_refuse(table, column, g_strdup_printf("%s is not possible, %.15g to %.15g are", given, low, high));
  return true;
}
