#include "sim/sampling/given.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/base/csv-reader.h"
#include "sim/base/suggest.h"

typedef struct {
  CdCsvReader reader;
  GArray *cells;
  const CdFactor *factor;
  guint n_factors;
  guint *column_of; /* [n_factors] */
  guint64 row;      /* of the file, from 1 */
  GArray *value;
  GError **error;
} Reading;

static bool refuse(Reading *reading, guint column, char *message)
{
  g_set_error(reading->error, CD_ERROR, CD_ERROR_USAGE, "row %" G_GUINT64_FORMAT ", column %u: %s", reading->row,
              column + 1, message);
  g_free(message);
  return false;
}

/* What was given, cut so that an error stays a line. */
static char *shown(const char *text)
{
  return g_utf8_strlen(text, -1) > 40 ? g_utf8_substring(text, 0, 40) : g_strdup(text);
}

/* At a fault the cell that has it is the last one read. */
static CdCsvOutcome read_row(Reading *reading)
{
  CdCsvFault fault;
  reading->row++;
  CdCsvOutcome outcome = cd_csv_read_row(&reading->reader, reading->cells, &fault);
  if (outcome == CD_CSV_FAULT)
    refuse(reading, reading->cells->len - 1, g_strdup_printf("%s; %s", fault.message, fault.hint));
  return outcome;
}

static const char *cell(const Reading *reading, guint column)
{
  return g_strstrip(g_array_index(reading->cells, CdCsvCell, column).text);
}

static bool is_blank(const Reading *reading)
{
  return reading->cells->len == 1 && *cell(reading, 0) == '\0';
}

static bool take_name(Reading *reading, guint column)
{
  const char *name = cell(reading, column);
  for (guint f = 0; f < reading->n_factors; f++)
    if (strcmp(name, reading->factor[f].name) == 0) {
      if (reading->column_of[f] != G_MAXUINT)
        return refuse(reading, column, g_strdup_printf("%s has a column already; each factor has one", name));
      reading->column_of[f] = column;
      return true;
    }
  g_autoptr(GPtrArray) names = g_ptr_array_new();
  for (guint f = 0; f < reading->n_factors; f++)
    g_ptr_array_add(names, (gpointer)reading->factor[f].name);
  g_autofree char *hint = cd_suggestion(name, names), *given = shown(name);
  return refuse(reading, column, g_strdup_printf("\"%s\" is no factor; %s", given, hint));
}

static bool read_header(Reading *reading)
{
  CdCsvOutcome outcome = read_row(reading);
  if (outcome == CD_CSV_FAULT)
    return false;
  if (outcome == CD_CSV_END || is_blank(reading))
    return refuse(reading, 0, g_strdup("there is no header; the first row names the factors"));
  for (guint c = 0; c < reading->cells->len; c++)
    if (!take_name(reading, c))
      return false;
  for (guint f = 0; f < reading->n_factors; f++)
    if (reading->column_of[f] == G_MAXUINT)
      return refuse(reading, reading->cells->len - 1,
                    g_strdup_printf("no column is called \"%s\"; each factor has one", reading->factor[f].name));
  return true;
}

static bool take_number(Reading *reading, guint column, double low, double high, bool is_whole, double *value)
{
  const char *text = cell(reading, column);
  char *end;
  *value = g_ascii_strtod(text, &end);
  g_autofree char *given = shown(text);
  if (*text == '\0')
    return refuse(reading, column, g_strdup("the cell is empty; a number belongs here"));
  if (*end != '\0' || !isfinite(*value) || strpbrk(text, "xXnN"))
    return refuse(reading, column, g_strdup_printf("\"%s\" is no number; write 1234.5 or 1.2e3, with a point", given));
  if (is_whole && *value != floor(*value))
    return refuse(reading, column, g_strdup_printf("%s is no whole number", given));
  if (*value < low || *value > high)
    return refuse(reading, column, g_strdup_printf("%s is not possible, %.0f to %.0f are", given, low, high));
  return true;
}

static bool take_word(Reading *reading, guint column, const CdFactor *factor, double *value)
{
  const char *text = cell(reading, column);
  for (guint w = 0; w < factor->n_words; w++)
    if (strcmp(text, factor->word[w]) == 0) {
      *value = w;
      return true;
    }
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  for (guint w = 0; w < factor->n_words; w++)
    g_ptr_array_add(words, (gpointer)factor->word[w]);
  g_autofree char *hint = cd_suggestion(text, words), *given = shown(text);
  return refuse(reading, column, g_strdup_printf("\"%s\" is none of the words of %s; %s", given, factor->name, hint));
}

static bool take_value(Reading *reading, guint column, const CdFactor *factor, double *value)
{
  switch (factor->kind) {
  case CD_FACTOR_CONTINUOUS:
    return take_number(reading, column, -INFINITY, INFINITY, false, value);
  case CD_FACTOR_INTEGER:
    return take_number(reading, column, (double)factor->low, (double)factor->high, true, value);
  case CD_FACTOR_CATEGORICAL:
    return factor->word ? take_word(reading, column, factor, value)
                        : take_number(reading, column, 0, factor->n_words - 1.0, true, value);
  }
  g_assert_not_reached();
}

static bool read_point(Reading *reading)
{
  if (reading->cells->len != reading->n_factors)
    return refuse(reading, MIN(reading->cells->len, reading->n_factors + 1) - 1,
                  g_strdup_printf("the row has %u cells, and the header %u", reading->cells->len, reading->n_factors));
  if (reading->value->len + reading->n_factors > CD_GIVEN_MAX_VALUES)
    return refuse(reading, 0, g_strdup_printf("there are more than %d values; split the table", CD_GIVEN_MAX_VALUES));
  for (guint f = 0; f < reading->n_factors; f++) {
    double value;
    if (!take_value(reading, reading->column_of[f], &reading->factor[f], &value))
      return false;
    g_array_append_val(reading->value, value);
  }
  return true;
}

/* A blank row is let pass at the end alone. */
static bool read_points(Reading *reading)
{
  guint64 blank = 0;
  for (;;) {
    CdCsvOutcome outcome = read_row(reading);
    if (outcome == CD_CSV_FAULT)
      return false;
    if (outcome == CD_CSV_END)
      break;
    if (is_blank(reading)) {
      blank = blank ? blank : reading->row;
      continue;
    }
    if (blank) {
      reading->row = blank;
      return refuse(reading, 0, g_strdup("the row is empty; leave it out"));
    }
    if (!read_point(reading))
      return false;
  }
  if (reading->value->len == 0)
    return refuse(reading, 0, g_strdup("there is no point; a row a point follows the header"));
  return true;
}

/* Of the whole table, zero bytes being none of UTF-8 here. */
static bool check_text(Reading *reading)
{
  const char *bytes = reading->reader.bytes, *bad;
  if (g_utf8_validate_len(bytes, reading->reader.length, &bad))
    return true;
  reading->row = 1;
  for (const char *at = bytes; at < bad; at++)
    reading->row += *at == '\n';
  g_set_error(reading->error, CD_ERROR, CD_ERROR_USAGE,
              "row %" G_GUINT64_FORMAT ": byte 0x%02x is no UTF-8 text here; save the table as CSV in UTF-8",
              reading->row, (guint)(guint8)*bad);
  return false;
}

static gsize mark_length(const char *bytes, gsize length)
{
  return length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

CdGivenPoints *cd_given_read(const char *bytes, gsize length, const CdFactor *factor, guint n_factors, GError **error)
{
  g_autofree guint *column_of = g_new(guint, n_factors);
  memset(column_of, 0xff, sizeof *column_of * n_factors);
  Reading reading = {.reader = {bytes, length, mark_length(bytes, length)},
                     .cells = cd_csv_row_new(),
                     .factor = factor,
                     .n_factors = n_factors,
                     .column_of = column_of,
                     .value = g_array_new(FALSE, FALSE, sizeof(double)),
                     .error = error};
  CdGivenPoints *given = NULL;
  if (check_text(&reading) && read_header(&reading) && read_points(&reading)) {
    given = g_new(CdGivenPoints, 1);
    given->rows = reading.value->len / n_factors;
    given->value = (double *)(gpointer)g_array_free(g_steal_pointer(&reading.value), FALSE);
  }
  g_clear_pointer(&reading.value, g_array_unref);
  g_array_unref(reading.cells);
  return given;
}

void cd_given_free(CdGivenPoints *given)
{
  if (!given)
    return;
  g_free(given->value);
  g_free(given);
}
