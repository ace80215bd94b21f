#include "sim/tables/outcomes.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"

/* Greater ones cannot be squared (sim/sensitivity/missing.h). */
#define VALUE_MOST 1e150

void cd_outcomes_free(CdOutcomes *outcomes)
{
  if (!outcomes)
    return;
  g_strfreev(outcomes->input);
  g_strfreev(outcomes->output);
  g_free(outcomes->x);
  g_free(outcomes->y);
  for (guint o = 0; outcomes->failed && o < outcomes->n_outputs; o++)
    g_free(outcomes->failed[o]);
  g_free(outcomes->failed);
  g_free(outcomes);
}

/* --- Which columns ------------------------------------------------------------------------------------------------------- */

typedef struct {
  GArray *input, *output; /* guint, columns */
  GArray *x, *y;          /* double, row by row */
} Reading;

static bool is_in(const GArray *columns, guint column)
{
  for (guint c = 0; c < columns->len; c++)
    if (g_array_index(columns, guint, c) == column)
      return true;
  return false;
}

static bool take_named(CdSheet *table, const char *const *names, const GArray *others, GArray *columns)
{
  for (guint i = 0; names[i]; i++) {
    guint column;
    if (!cd_sheet_column(table, names[i], &column))
      return false;
    if (is_in(columns, column) || (others && is_in(others, column)))
      return cd_sheet_refuse(table, column, g_strdup_printf("\"%s\" is named twice", names[i]));
    g_array_append_val(columns, column);
  }
  return true;
}

static bool take_those_there(const CdSheet *table, const char *const *names, Reading *reading)
{
  for (guint c = 0; c < table->head->len; c++)
    if (g_strv_contains(names, g_ptr_array_index(table->head, c)) && !is_in(reading->output, c))
      g_array_append_val(reading->input, c);
  return true;
}

static bool choose(CdSheet *table, const CdOutcomesColumns *wanted, Reading *reading)
{
  guint last = table->head->len - 1;
  if (!wanted->outputs)
    g_array_append_val(reading->output, last);
  else if (!take_named(table, wanted->outputs, NULL, reading->output))
    return false;
  if (wanted->inputs && wanted->if_there)
    return take_those_there(table, wanted->inputs, reading);
  if (wanted->inputs)
    return take_named(table, wanted->inputs, reading->output, reading->input);
  for (guint c = 0; c <= last; c++)
    if (!is_in(reading->output, c))
      g_array_append_val(reading->input, c);
  return true;
}

/* --- Rows ---------------------------------------------------------------------------------------------------------------- */

static bool is_number(const char *text, double *value)
{
  char *end;
  *value = g_ascii_strtod(text, &end);
  return *text && !*end && isfinite(*value) && fabs(*value) <= VALUE_MOST && !strpbrk(text, "xXnN");
}

/* "1,5": a number as some write it, which no failed run has left. */
static bool has_decimal_comma(const char *text)
{
  return strchr(text, ',') && strspn(text, "+-0123456789.,eE") == strlen(text);
}

/* Whatever is no number says that the run failed: an empty cell, nan, #DIV/0!, "crashed". */
static bool take_outcome(CdSheet *table, guint column, char **failed, GArray *y)
{
  const char *text = cd_sheet_text(table, column);
  double value;
  if (!is_number(text, &value)) {
    g_autofree char *shown = cd_sheet_shown(text);
    g_autofree char *plain = cd_sheet_plain(text);
    if (plain)
      return cd_sheet_refuse(
          table, column,
          g_strdup_printf("%s is no number here; without commas, blanks or signs of money it is %s", shown, plain));
    if (has_decimal_comma(text))
      return cd_sheet_refuse(table, column, g_strdup_printf("%s has a comma; write numbers with a point", shown));
    if (!*failed)
      *failed = g_strdup_printf("row %" G_GUINT64_FORMAT ", column %u, %s", table->row, column + 1,
                                *text ? shown : "which is empty");
    value = NAN;
  }
  g_array_append_val(y, value);
  return true;
}

/* After an input that is no number. A table may hold what is neither input nor outcome, such as a label. */
static bool explain_input(CdSheet *table, const CdOutcomesColumns *wanted, guint column)
{
  double value;
  if (!wanted->inputs && table->error && *table->error && *cd_sheet_text(table, column) &&
      !is_number(cd_sheet_text(table, column), &value)) {
    g_autofree char *why = g_strdup((*table->error)->message),
                    *name = cd_sheet_shown(g_ptr_array_index(table->head, column));
    g_clear_error(table->error);
    g_set_error(
        table->error, CD_ERROR, CD_ERROR_USAGE,
        "%s; if %s is no input, name the columns that are, with commas, by --inputs, and the outcomes by --output", why,
        name);
  }
  return false;
}

static bool read_rows(CdSheet *table, const CdOutcomesColumns *wanted, CdOutcomes *outcomes, Reading *reading)
{
  outcomes->n_outputs = reading->output->len;
  outcomes->failed = g_new0(char *, MAX(1, outcomes->n_outputs));
  while (cd_sheet_next(table)) {
    for (guint i = 0; i < reading->input->len; i++) {
      double value;
      guint column = g_array_index(reading->input, guint, i);
      if (!cd_sheet_number(table, column, -VALUE_MOST, VALUE_MOST, &value))
        return explain_input(table, wanted, column);
      g_array_append_val(reading->x, value);
    }
    for (guint o = 0; o < reading->output->len; o++)
      if (!take_outcome(table, g_array_index(reading->output, guint, o), &outcomes->failed[o], reading->y))
        return false;
    outcomes->rows++;
  }
  return table->over &&
         (outcomes->rows > 0 || cd_sheet_refuse(table, 0, g_strdup("there is no run; a row a run follows the header")));
}

/* Columns in place of rows. */
static double *turn(const GArray *by_row, guint rows, guint columns)
{
  double *by_column = g_new(double, MAX(1, (gsize)rows * columns));
  for (guint c = 0; c < columns; c++)
    for (guint r = 0; r < rows; r++)
      by_column[(gsize)c * rows + r] = g_array_index(by_row, double, (gsize)r *columns + c);
  return by_column;
}

static char **names_of(const CdSheet *table, const GArray *columns)
{
  char **names = g_new0(char *, columns->len + 1);
  for (guint c = 0; c < columns->len; c++)
    names[c] = g_strdup(g_ptr_array_index(table->head, g_array_index(columns, guint, c)));
  return names;
}

CdOutcomes *cd_outcomes_read(const char *bytes, gsize length, const CdOutcomesColumns *columns, GError **error)
{
  g_autoptr(CdOutcomes) outcomes = g_new0(CdOutcomes, 1);
  g_autoptr(GArray) input = g_array_new(FALSE, FALSE, sizeof(guint)), output = g_array_new(FALSE, FALSE, sizeof(guint)),
                    x = g_array_new(FALSE, FALSE, sizeof(double)), y = g_array_new(FALSE, FALSE, sizeof(double));
  Reading reading = {input, output, x, y};
  CdSheet table;
  bool read = cd_sheet_begin(&table, bytes, length, error) && choose(&table, columns, &reading) &&
              read_rows(&table, columns, outcomes, &reading);
  if (read) {
    outcomes->n_inputs = input->len;
    outcomes->input = names_of(&table, input);
    outcomes->output = names_of(&table, output);
    outcomes->x = turn(x, outcomes->rows, input->len);
    outcomes->y = turn(y, outcomes->rows, output->len);
  }
  cd_sheet_end(&table);
  return read ? g_steal_pointer(&outcomes) : NULL;
}

/* --- Points of another table --------------------------------------------------------------------------------------------- */

/* Equal but for what printing with six digits does; another row would be further off. */
static bool is_same(double a, double b)
{
  return fabs(a - b) <= 1e-5 * fmax(fabs(a), fabs(b));
}

static const double *values_of(const CdOutcomes *outcomes, const char *input)
{
  for (guint i = 0; i < outcomes->n_inputs; i++)
    if (g_str_equal(outcomes->input[i], input))
      return &outcomes->x[(gsize)i * outcomes->rows];
  return NULL;
}

/* Whether run ROW has each input of the design's POINT that the table of runs has, and how many those are. */
static bool is_at_point(const CdOutcomes *outcomes, guint row, const CdOutcomes *points, guint point, guint *shared)
{
  *shared = 0;
  for (guint i = 0; i < points->n_inputs; i++) {
    const double *x = values_of(outcomes, points->input[i]);
    if (x && !is_same(x[row], points->x[(gsize)i * points->rows + point]))
      return false;
    *shared += x != NULL;
  }
  return true;
}

/* Too many rows, or too few: which is the first that is too many, twice there or missing, as far as inputs that both tables have tell. */
static bool refuse_rows(const CdOutcomes *outcomes, const CdOutcomes *points, GError **error)
{
  guint runs = outcomes->rows, of = points->rows, row = 0, shared = 0;
  while (row < MIN(runs, of) && is_at_point(outcomes, row, points, row, &shared))
    row++;
  const char *what = "";
  if (row < MIN(runs, of) && runs > of)
    what = row > 0 && is_at_point(outcomes, row, points, row - 1, &shared) ? "has the point of the row before once more"
                                                                           : "is not that row of the design";
  else if (row < MIN(runs, of))
    what = is_at_point(outcomes, row, points, row + 1, &shared)
               ? "has the design's next point: the run of its own is missing"
               : "is not that row of the design";
  else
    what = runs > of ? "is past the end of the design" : "of the design has no run";
  g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
              "there are %u runs, and %u points in the design: a row a point is wanted; row %u %s", runs, of, row + 2,
              what);
  return false;
}

static bool check_shared(const CdOutcomes *outcomes, guint input, const CdOutcomes *points, guint point, GError **error)
{
  const double *a = &outcomes->x[(gsize)input * outcomes->rows], *b = &points->x[(gsize)point * points->rows];
  for (guint r = 0; r < points->rows; r++)
    if (!is_same(a[r], b[r])) {
      g_set_error(error, CD_ERROR, CD_ERROR_USAGE,
                  "row %u: %s is %.15g, and %.15g in that row of the design: the rows are not in the design's order",
                  r + 2, outcomes->input[input], a[r], b[r]);
      return false;
    }
  return true;
}

bool cd_outcomes_take_points(CdOutcomes *outcomes, const CdOutcomes *points, GError **error)
{
  if (outcomes->rows != points->rows)
    return refuse_rows(outcomes, points, error);
  for (guint i = 0; i < outcomes->n_inputs; i++)
    for (guint p = 0; p < points->n_inputs; p++)
      if (g_str_equal(outcomes->input[i], points->input[p]) && !check_shared(outcomes, i, points, p, error))
        return false;
  g_strfreev(outcomes->input);
  g_free(outcomes->x);
  outcomes->input = g_strdupv(points->input);
  outcomes->n_inputs = points->n_inputs;
  outcomes->x = g_memdup2(points->x, (gsize)points->rows * points->n_inputs * sizeof *points->x);
  return true;
}
