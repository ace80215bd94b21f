#include "sim/report/book.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>
#include "concordat/error.h"
#include "sim/report/columns.h"

#define HEAD_ROW (CD_SHEET_FIRST - 1)
#define TEXT_MOST 32000 /* characters; a cell holds 32,767 units of UTF-16 */
#define HEAD_MOST 120
#define FILTER_FROM 25 /* rows from which a table has buttons to filter by */
#define PAPER_A4 9
#define WIDTH_LINE 110
/* The least size that the guidance asks for, and the height of a line of it; readers do not all fit rows to what they hold. */
#define FONT "Arial"
#define FONT_SIZE 12
#define LINE_HEIGHT 16.0
#define CHARACTERS_A_WIDTH 1.1 /* of that font, in a column one character of the book's own font wide */
/* A date must stand in the properties; today's would make the same run write other bytes tomorrow. 2000-01-01. */
#define CREATED 946684800

struct _CdBook {
  lxw_workbook *workbook;
  lxw_worksheet *sheet; /* begun last */
  char *path, *name;    /* of the book; of that sheet */
  GHashTable *format;   /* by the text of its number format */
  lxw_format *heading, *plain, *wrapped, *head, *link;
  GPtrArray *heads; /* char *, of that sheet */
  GArray *width;    /* guint, of their columns */
  guint row, column;
  guint lines, head_lines; /* that the row, and the heads, take */
};

static lxw_format *format_new(CdBook *book)
{
  lxw_format *format = workbook_add_format(book->workbook);
  format_set_font_name(format, FONT);
  format_set_font_size(format, FONT_SIZE);
  format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  return format;
}

static lxw_format *number_format(CdBook *book, const char *text)
{
  lxw_format *format = g_hash_table_lookup(book->format, text);
  if (format)
    return format;
  format = format_new(book);
  format_set_num_format(format, text);
  g_hash_table_insert(book->format, g_strdup(text), format);
  return format;
}

/* Past what looks like the library's own escape of a character, _x000D_: how long it is, else 0. */
static gsize escape_length(const char *at)
{
  if (at[0] != '_' || at[1] != 'x')
    return 0;
  for (int i = 2; i < 6; i++)
    if (!g_ascii_isxdigit(at[i]))
      return 0;
  return at[6] == '_' ? 7 : 0;
}

/* TEXT as a cell may hold it, at most MOST characters: nothing that steers, and nothing that a reader of the file would take for an escaped character. */
static char *cell_text(const char *text, glong most)
{
  g_autofree char *harmless = cd_harmless_text(text ? text : "");
  if (g_utf8_strlen(harmless, -1) > most) {
    char *end = g_utf8_offset_to_pointer(harmless, most - 1);
    *end = '\0';
    char *cut = g_strconcat(harmless, "…", NULL);
    g_free(harmless);
    harmless = cut;
  }
  GString *out = g_string_new(NULL);
  for (const char *at = harmless; *at; at++) {
    if (escape_length(at) > 0)
      g_string_append(out, "_x005F");
    g_string_append_c(out, *at);
  }
  return g_string_free(out, FALSE);
}

static void set_properties(CdBook *book, const char *title)
{
  g_autofree char *safe = cell_text(title, HEAD_MOST);
  char author[] = "concordat";
  lxw_doc_properties properties = {.title = safe, .author = author, .created = CREATED};
  workbook_set_properties(book->workbook, &properties);
}

CdBook *cd_book_new(const char *path, const char *title, GError **error)
{
  lxw_workbook *workbook = workbook_new(path);
  if (!workbook) {
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot begin %s", path);
    return NULL;
  }
  CdBook *book = g_new0(CdBook, 1);
  book->workbook = workbook;
  book->path = g_strdup(path);
  book->format = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  book->heads = g_ptr_array_new_with_free_func(g_free);
  set_properties(book, title);
  book->width = g_array_new(FALSE, FALSE, sizeof(guint));
  book->plain = format_new(book);
  book->heading = format_new(book);
  format_set_bold(book->heading);
  format_set_font_size(book->heading, FONT_SIZE + 4);
  book->wrapped = format_new(book);
  format_set_text_wrap(book->wrapped);
  book->head = format_new(book);
  format_set_bold(book->head);
  format_set_text_wrap(book->head);
  book->link = format_new(book);
  format_set_underline(book->link, LXW_UNDERLINE_SINGLE);
  format_set_font_color(book->link, 0x0F3A5F);
  return book;
}

bool cd_book_close(CdBook *book, GError **error)
{
  errno = 0;
  lxw_error problem = workbook_close(book->workbook);
  if (problem != LXW_NO_ERROR)
    g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot write %s: %s", book->path,
                errno ? g_strerror(errno) : lxw_strerror(problem));
  g_hash_table_unref(book->format);
  g_ptr_array_unref(book->heads);
  g_array_unref(book->width);
  g_free(book->path);
  g_free(book->name);
  g_free(book);
  return problem == LXW_NO_ERROR;
}

static void write_text(CdBook *book, guint row, guint column, const char *text, lxw_format *format)
{
  g_autofree char *safe = cell_text(text, TEXT_MOST);
  worksheet_write_string(book->sheet, row, (lxw_col_t)column, safe, format);
}

static guint lines_of(const char *text, guint width)
{
  double room = width * CHARACTERS_A_WIDTH;
  return 1 + (guint)((double)(g_utf8_strlen(text, -1)) / room);
}

static void set_height(CdBook *book, guint row, guint lines)
{
  worksheet_set_row(book->sheet, row, LINE_HEIGHT * lines, NULL);
}

void cd_book_sheet(CdBook *book, const char *name, const char *title, const char *about)
{
  g_assert(workbook_validate_sheet_name(book->workbook, name) == LXW_NO_ERROR);
  book->sheet = workbook_add_worksheet(book->workbook, name);
  g_free(book->name);
  book->name = g_strdup(name);
  g_ptr_array_set_size(book->heads, 0);
  g_array_set_size(book->width, 0);
  book->lines = book->head_lines = 1;
  write_text(book, 0, 0, title, book->heading);
  worksheet_set_row(book->sheet, 0, LINE_HEIGHT + 6, NULL);
  write_text(book, 1, 0, about, book->plain);
  set_height(book, 1, 1);
  worksheet_set_landscape(book->sheet);
  worksheet_set_paper(book->sheet, PAPER_A4);
  worksheet_fit_to_pages(book->sheet, 1, 0);
  worksheet_set_footer(book->sheet, "&L&A&RPage &P of &N");
  book->row = HEAD_ROW;
  book->column = 0;
}

void cd_book_line(CdBook *book, const char *text)
{
  worksheet_set_column(book->sheet, 0, 0, WIDTH_LINE, NULL);
  set_height(book, book->row, MIN(lines_of(text, WIDTH_LINE), 20));
  write_text(book, book->row++, 0, text, book->wrapped);
}

static bool is_known_head(const CdBook *book, const char *text)
{
  g_autofree char *folded = g_utf8_casefold(text, -1);
  for (guint i = 0; i < book->heads->len; i++) {
    g_autofree char *other = g_utf8_casefold(g_ptr_array_index(book->heads, i), -1);
    if (g_str_equal(folded, other))
      return true;
  }
  return false;
}

void cd_book_head(CdBook *book, const char *text, guint width)
{
  g_autofree char *safe = cell_text(text, HEAD_MOST), *head = g_strdup(safe);
  for (guint n = 2; is_known_head(book, head); n++) {
    g_free(head);
    head = g_strdup_printf("%s (%u)", safe, n);
  }
  worksheet_set_column(book->sheet, (lxw_col_t)book->heads->len, (lxw_col_t)book->heads->len, width, NULL);
  book->head_lines = MAX(book->head_lines, MIN(lines_of(head, width - 4), 8)); /* words break lines early */
  g_ptr_array_add(book->heads, g_steal_pointer(&head));
  g_array_append_val(book->width, width);
  book->row = CD_SHEET_FIRST;
  book->column = 0;
}

void cd_book_text(CdBook *book, const char *text)
{
  guint lines = lines_of(text ? text : "", g_array_index(book->width, guint, book->column));
  book->lines = MAX(book->lines, MIN(lines, 12));
  write_text(book, book->row, book->column++, text, book->wrapped);
}

/* Three digits or so, as on the page; the exact number is in the cell. */
static const char *pattern(CdFigureKind kind, double x, bool is_change)
{
  double size = fabs(x);
  switch (kind) {
  case CD_FIGURE_MONEY:
  case CD_FIGURE_THOUSANDS:
    return is_change ? "+£#,##0;-£#,##0;£0" : "£#,##0;-£#,##0";
  case CD_FIGURE_SHARE:
  case CD_FIGURE_PART:
    return is_change ? "+0.0%;-0.0%;0.0%" : "0.0%";
  case CD_FIGURE_TIME:
    return is_change ? "+#,##0.0;-#,##0.0;0.0" : "#,##0.0";
  case CD_FIGURE_INDEX:
    return is_change ? "+0.00;-0.00;0.00" : "0.00";
  case CD_FIGURE_COUNT:
    if (size >= 99.95)
      return is_change ? "+#,##0;-#,##0;0" : "#,##0";
    if (size >= 9.995)
      return is_change ? "+0.0;-0.0;0.0" : "0.0";
    return is_change ? "+0.00;-0.00;0.00" : "0.00";
  }
  g_assert_not_reached();
}

static void put_number(CdBook *book, double x, const char *format)
{
  if (isfinite(x))
    worksheet_write_number(book->sheet, book->row, (lxw_col_t)book->column++, x, number_format(book, format));
  else
    cd_book_text(book, "not defined");
}

void cd_book_number(CdBook *book, CdFigureKind kind, double x)
{
  put_number(book, x, pattern(kind, x, false));
}

void cd_book_change(CdBook *book, CdFigureKind kind, double x)
{
  put_number(book, x, pattern(kind, x, true));
}

void cd_book_price(CdBook *book, double x)
{
  put_number(book, x, "£#,##0.00;-£#,##0.00");
}

void cd_book_plain(CdBook *book, double x)
{
  put_number(book, x, "General");
}

void cd_book_link(CdBook *book, const char *sheet)
{
  g_autofree char *to = g_strdup_printf("internal:'%s'!A1", sheet);
  worksheet_write_url_opt(book->sheet, book->row, (lxw_col_t)book->column++, to, book->link, sheet, NULL);
}

void cd_book_formula(CdBook *book, CdFigureKind kind, CdBookSign sign, double value, const char *format, ...)
{
  if (!isfinite(value)) { /* what it would calculate from is not there either */
    cd_book_text(book, "not defined");
    return;
  }
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *formula = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  worksheet_write_formula_num(book->sheet, book->row, (lxw_col_t)book->column++, formula,
                              number_format(book, pattern(kind, value, sign == CD_BOOK_CHANGE)), value);
}

void cd_book_end_row(CdBook *book)
{
  g_assert(book->column == book->heads->len);
  set_height(book, book->row, book->lines);
  book->lines = 1;
  book->row++;
  book->column = 0;
}

void cd_book_end_table(CdBook *book, const char *name)
{
  guint n = book->heads->len, rows = book->row - CD_SHEET_FIRST;
  g_assert(n > 0 && rows > 0);
  g_autofree lxw_table_column *column = g_new0(lxw_table_column, n);
  g_autofree lxw_table_column **columns = g_new0(lxw_table_column *, n + 1);
  for (guint i = 0; i < n; i++) {
    column[i].header = g_ptr_array_index(book->heads, i);
    column[i].header_format = book->head;
    columns[i] = &column[i];
  }
  g_autofree char *owned = g_strdup(name);
  lxw_table_options options = {.name = owned,
                               .columns = columns,
                               .no_autofilter = rows < FILTER_FROM,
                               .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                               .style_type_number = 1};
  lxw_error problem = worksheet_add_table(book->sheet, HEAD_ROW, 0, book->row - 1, (lxw_col_t)(n - 1), &options);
  g_assert(problem == LXW_NO_ERROR);
  set_height(book, HEAD_ROW, book->head_lines);
  worksheet_freeze_panes(book->sheet, CD_SHEET_FIRST, 1);
  worksheet_repeat_rows(book->sheet, HEAD_ROW, HEAD_ROW);
}

CdBookCell cd_book_cell(guint row, guint column)
{
  CdBookCell cell;
  lxw_rowcol_to_cell(cell.name, row, (lxw_col_t)column);
  return cell;
}

static int chart_type(CdChartKind kind)
{
  return kind == CD_CHART_CURVE ? LXW_CHART_SCATTER_STRAIGHT : LXW_CHART_BAR;
}

static void add_series(const CdBook *book, lxw_chart *chart, const CdBookChart *it)
{
  lxw_chart_series *series = chart_add_series(chart, NULL, NULL);
  guint last_row = book->row - 1, last_column = book->heads->len - 1;
  if (it->kind == CD_CHART_ROW) {
    guint row = CD_SHEET_FIRST + it->at;
    lxw_col_t from = (lxw_col_t)it->from, to = (lxw_col_t)MIN(it->to, last_column);
    chart_series_set_categories(series, book->name, HEAD_ROW, from, HEAD_ROW, to);
    chart_series_set_values(series, book->name, row, from, row, to);
  } else {
    chart_series_set_categories(series, book->name, CD_SHEET_FIRST, 0, last_row, 0);
    chart_series_set_values(series, book->name, CD_SHEET_FIRST, (lxw_col_t)it->at, last_row, (lxw_col_t)it->at);
  }
  if (it->kind != CD_CHART_CURVE)
    chart_series_set_labels(series);
}

void cd_book_chart(CdBook *book, const CdBookChart *it)
{
  lxw_chart *chart = workbook_add_chart(book->workbook, (uint8_t)chart_type(it->kind));
  add_series(book, chart, it);
  bool curve = it->kind == CD_CHART_CURVE;
  lxw_chart_axis *values = curve ? chart->y_axis : chart->x_axis, *others = curve ? chart->x_axis : chart->y_axis;
  chart_title_set_name(chart, it->title);
  chart_axis_set_name(values, it->unit);
  if (it->across)
    chart_axis_set_name(others, it->across);
  chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
  if (!curve) {
    chart_axis_set_reverse(others); /* the first one above */
    chart_axis_set_label_position(others, LXW_CHART_AXIS_LABEL_POSITION_LOW);
  }
  if (it->from_nought)
    chart_axis_set_min(values, 0);
  g_autofree char *alt = cell_text(it->alt, TEXT_MOST);
  lxw_chart_options options = {.description = alt, .x_scale = 1.8, .y_scale = 1.4};
  worksheet_insert_chart_opt(book->sheet, book->row + 1, 0, chart, &options);
}
