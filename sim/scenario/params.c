#include "sim/scenario/params.h"

#include <string.h>
#include "sim/base/csv-reader.h"
#include "sim/scenario/characters.h"
#include "sim/scenario/settings.h"

#define STRANGE_TOLD 3u
#define HEAD_PATH "path"
#define HEAD_VALUE "value"
#define ROOT "concordat/" /* may stand before what the root says */

typedef struct {
  const CdParams *params;
  CdDraft *draft;
  CdComplaints *complaints;
  guint text;              /* the sheet */
  GHashTable *known;       /* path: Known; looked up only */
  GHashTable *seen;        /* path: line + 0; looked up only */
  guint path_at, value_at; /* columns */
  guint strange;           /* rows whose path leads nowhere */
  CdComplaints *untold;    /* of those beyond the first few; never shown */
  CdSpan first_untold;
} Sheet;

typedef struct {
  const CdValue *value;
  const CdField *field;
} Known;

static const char *plain_path(const char *path)
{
  return g_str_has_prefix(path, ROOT) ? path + strlen(ROOT) : path;
}

static GHashTable *known_values(const CdScenario *scenario)
{
  GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  for (int k = 0; k < CD_ENTITY_COUNT; k++) {
    const CdEntity *entity = cd_entity((CdEntityKind)k);
    for (guint i = 0; i < scenario->table[k].n; i++) {
      g_autofree char *path = cd_scenario_path(scenario, entity->kind, i);
      for (guint f = 0; f < entity->n_fields; f++) {
        if (entity->field[f].kind != CD_FIELD_NUMBER)
          continue;
        g_autofree char *full = g_strdup_printf("%s/%s", path, entity->field[f].name);
        Known *it = g_new(Known, 1);
        *it = (Known){cd_field_of(cd_scenario_row(scenario, entity->kind, i), &entity->field[f]), &entity->field[f]};
        g_hash_table_insert(known, g_strdup(plain_path(full)), it);
      }
    }
  }
  return known;
}

static bool complain(const Sheet *sheet, CdComplaintCode code, gsize at, gsize length, const char *hint,
                     const char *message)
{
  return cd_complain(sheet->complaints, code, (CdSpan){sheet->text, (guint32)at, (guint32)MAX(length, 1)}, hint, "%s",
                     message);
}

/* --- values --- */

/* Spreadsheets keep 15 digits of a number. */
static bool agree_in_a_spreadsheet(const CdDist *a, const CdDist *b)
{
  char left[G_ASCII_DTOSTR_BUF_SIZE], right[G_ASCII_DTOSTR_BUF_SIZE];
  return a->kind == CD_DIST_POINT && b->kind == CD_DIST_POINT &&
         g_str_equal(g_ascii_formatd(left, sizeof left, "%.15g", a->a),
                     g_ascii_formatd(right, sizeof right, "%.15g", b->a));
}

static bool is_unchanged(const Known *known, const char *given)
{
  CdValueProblem problem;
  CdDist dist;
  if (known->value->dist.kind == CD_DIST_UNSET ||
      !cd_dist_parse(given, known->field->low, known->field->high, &dist, &problem))
    return false;
  g_autofree char *now = cd_dist_format(&known->value->dist), *then = cd_dist_format(&dist);
  return g_str_equal(now, then) || agree_in_a_spreadsheet(&known->value->dist, &dist);
}

/* What spreadsheets and people make of a number, and how it is written here; NULL: nothing of the kind. */
static const char *habit(const char *given)
{
  gsize length = strlen(given);
  if (strchr(given, '('))
    return NULL;
  if (strstr(given, "£"))
    return "write the number alone, without a sign of money";
  if (length > 0 && given[length - 1] == '%')
    return "write a share of one: 5% is 0.05";
  if (strchr(given, ','))
    return "write a decimal point, and nothing between thousands: 1234.5";
  if (g_ascii_isdigit(given[0]) && strpbrk(given, "eE"))
    return "write the number out, without an exponent";
  return NULL;
}

/* A cell that our writer marked as text, so that no spreadsheet takes it for a formula. */
static bool is_marked(const CdCsvCell *cell)
{
  return cell->text[0] == '\'' && cell->text[1] && strchr("=+-@\t\r", cell->text[1]);
}

/* A row after a few whose paths lead nowhere is one of many, if its own does not either: they are counted. */
static void lay(Sheet *sheet, const CdPathValue *setting, const CdCsvCell *path_cell)
{
  CdComplaints *complaints = sheet->strange < STRANGE_TOLD ? sheet->complaints : sheet->untold;
  guint before = complaints->n;
  cd_setting_apply(setting, sheet->draft, complaints);
  if (complaints->n == before)
    return;
  if (sheet->strange++ == STRANGE_TOLD)
    sheet->first_untold = (CdSpan){sheet->text, (guint32)path_cell->at, (guint32)MAX(path_cell->length, 1)};
}

static void tell_how_many_more(const Sheet *sheet)
{
  guint more = sheet->strange - MIN(sheet->strange, STRANGE_TOLD);
  if (more > 0)
    cd_complain(sheet->complaints, CD_COMPLAINT_SETTING_PATH, sheet->first_untold,
                "was this sheet written for another scenario?", "and %u more row%s no value of this scenario", more,
                more == 1 ? " names" : "s name");
}

static void read_value(Sheet *sheet, const char *path, const CdCsvCell *path_cell, const CdCsvCell *cell)
{
  const Known *known = g_hash_table_lookup(sheet->known, plain_path(path));
  gsize skipped = is_marked(cell);
  while (g_ascii_isspace(cell->text[skipped]))
    skipped++;
  g_autofree char *given = g_strchomp(g_strdup(cell->text + skipped));
  if (!*given) {
    complain(sheet, CD_COMPLAINT_SHEET_VALUE, cell->at, 1, "write the value, or take the row away to leave it as it is",
             "the value is empty");
    return;
  }
  if (known && is_unchanged(known, given))
    return;
  const char *hint = known ? habit(given) : NULL;
  if (hint) {
    char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *quoted = cd_quoted(given);
    g_autofree char *message =
        g_strdup_printf("%s: %s is not written as a number is here (%s, %s to %s)", known->field->name, quoted,
                        cd_unit_text(known->field->unit), g_ascii_formatd(low, sizeof low, "%.15g", known->field->low),
                        g_ascii_formatd(high, sizeof high, "%.15g", known->field->high));
    complain(sheet, CD_COMPLAINT_SHEET_VALUE, cell->at + skipped, strlen(given), hint, message);
    return;
  }
  const CdPathValue setting = {.path = {path, {sheet->text, (guint32)path_cell->at, (guint32)path_cell->length}},
                               .value = {given, {sheet->text, (guint32)(cell->at + skipped), (guint32)strlen(given)}},
                               .source = CD_SOURCE_PARAMS};
  lay(sheet, &setting, path_cell);
}

/* --- rows --- */

static const CdCsvCell *cell_of(const GArray *row, guint column)
{
  return &g_array_index(row, CdCsvCell, column);
}

static bool is_blank(const GArray *row)
{
  for (guint i = 0; i < row->len; i++)
    if (cell_of(row, i)->text[strspn(cell_of(row, i)->text, " \t")])
      return false;
  return true;
}

/* False, after a complaint, where the path stood before. */
static bool note_path(Sheet *sheet, const char *path, const CdCsvCell *cell)
{
  guint line = cd_text_line(cd_complaints_text(sheet->complaints, sheet->text), cell->at);
  guint before = GPOINTER_TO_UINT(g_hash_table_lookup(sheet->seen, plain_path(path)));
  if (before > 0) {
    g_autofree char *quoted = cd_quoted(path);
    g_autofree char *message = g_strdup_printf("%s stands in line %u already", quoted, before);
    return complain(sheet, CD_COMPLAINT_SHEET_TWICE, cell->at, cell->length, "keep one of the two rows", message);
  }
  g_hash_table_insert(sheet->seen, g_strdup(plain_path(path)), GUINT_TO_POINTER(line));
  return true;
}

static void read_row(Sheet *sheet, const GArray *row)
{
  if (is_blank(row))
    return;
  const CdCsvCell *first = cell_of(row, 0), *last = cell_of(row, row->len - 1);
  if (row->len <= MAX(sheet->path_at, sheet->value_at)) {
    complain(sheet, CD_COMPLAINT_SHEET_FORM, last->at, last->length, "every row has the columns of the first",
             "the row ends before its value");
    return;
  }
  const CdCsvCell *cell = cell_of(row, sheet->path_at);
  g_autofree char *path = g_strstrip(g_strdup(cell->text));
  if (!*path)
    complain(sheet, CD_COMPLAINT_SHEET_FORM, first->at, 1, "every row begins with the path of a value",
             "the row has no path");
  else if (note_path(sheet, path, cell))
    read_value(sheet, path, cell, cell_of(row, sheet->value_at));
}

static bool find_head(const GArray *heads, const char *name, guint *column)
{
  for (guint i = 0; i < heads->len; i++) {
    g_autofree char *head = g_strstrip(g_strdup(cell_of(heads, i)->text));
    if (g_ascii_strcasecmp(head, name) == 0) {
      *column = i;
      return true;
    }
  }
  return false;
}

static bool read_heads(Sheet *sheet, const GArray *heads)
{
  if (find_head(heads, HEAD_PATH, &sheet->path_at) && find_head(heads, HEAD_VALUE, &sheet->value_at))
    return true;
  const CdCsvCell *first = cell_of(heads, 0);
  if (heads->len == 1 && strpbrk(first->text, ";\t"))
    return complain(sheet, CD_COMPLAINT_SHEET_FORM, first->at + strcspn(first->text, ";\t"), 1,
                    "save it as CSV with commas and decimal points, as an English-language spreadsheet does",
                    "columns are separated by commas here, not by semicolons or tabs");
  return complain(sheet, CD_COMPLAINT_SHEET_FORM, first->at, first->length,
                  "concordat params SCENARIO --csv writes such a sheet",
                  "the first row must name the columns, among them path and value");
}

static void read_rows(Sheet *sheet)
{
  const CdText *text = cd_complaints_text(sheet->complaints, sheet->text);
  CdCsvReader reader = {text->bytes, text->length, cd_text_mark_length(text->bytes, text->length)};
  g_autoptr(GArray) row = cd_csv_row_new();
  CdCsvFault fault;
  bool has_heads = false;
  for (;;) {
    CdCsvOutcome outcome = cd_csv_read_row(&reader, row, &fault);
    if (outcome == CD_CSV_FAULT)
      complain(sheet, CD_COMPLAINT_SHEET_FORM, fault.at, 1, fault.hint, fault.message);
    else if (outcome == CD_CSV_END && !has_heads)
      complain(sheet, CD_COMPLAINT_SHEET_FORM, 0, 1, "concordat params SCENARIO --csv writes such a sheet",
               "the sheet is empty");
    if (outcome != CD_CSV_ROW)
      return;
    if (has_heads)
      read_row(sheet, row);
    else if (!is_blank(row) && !read_heads(sheet, row))
      return;
    has_heads = has_heads || !is_blank(row);
  }
}

void cd_params_apply(const CdParams *params, CdDraft *draft, CdComplaints *complaints)
{
  guint text = cd_complaints_add_text(complaints, cd_text_new(params->name, params->bytes, params->length, false));
  const char *bad = NULL;
  Sheet sheet = {.params = params, .draft = draft, .complaints = complaints, .text = text};
  if (!g_utf8_validate_len(params->bytes, params->length, &bad)) {
    complain(&sheet, CD_COMPLAINT_NOT_UTF8, (gsize)(bad - params->bytes), 1,
             "save it as \"CSV UTF-8 (Comma delimited)\", as Excel calls it", "this is not UTF-8");
    return;
  }
  if (!cd_check_characters(complaints, text))
    return;
  sheet.known = known_values(params->scenario);
  sheet.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  sheet.untold = cd_complaints_new();
  for (guint i = 0; i <= sheet.text; i++) /* it is asked which kind of text a place is in */
    cd_complaints_add_text(sheet.untold, cd_text_new(params->name, "", 0, false));
  read_rows(&sheet);
  tell_how_many_more(&sheet);
  cd_complaints_free(sheet.untold);
  g_hash_table_unref(sheet.known);
  g_hash_table_unref(sheet.seen);
}
