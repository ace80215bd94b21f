#include "sim/report/screen.h"

#define WIDTH_LOW 60u
#define WIDTH_HIGH 200u
/* Of a table. */
#define LABEL_LEAST 28u
#define LABEL_MOST 44u
#define CELL_COLUMNS 16u

CdScreen cd_screen_new(guint width, bool color)
{
  return (CdScreen){g_string_new(NULL), CLAMP(width, WIDTH_LOW, WIDTH_HIGH), color};
}

void cd_screen_heading(CdScreen *screen, const char *text)
{
  g_string_append_c(screen->out, '\n');
  g_string_append(screen->out, screen->color ? "\033[1m" : "");
  g_autoptr(GString) line = g_string_new(NULL);
  cd_append_wrapped(line, text, screen->width, "", "");
  g_string_truncate(line, line->len - 1);
  g_string_append(screen->out, line->str);
  g_string_append(screen->out, screen->color ? "\033[0m\n" : "\n");
}

void cd_screen_paragraph(CdScreen *screen, const char *text, const char *first, const char *rest)
{
  cd_append_wrapped(screen->out, text, screen->width, first, rest);
}

void cd_screen_end_line(CdScreen *screen)
{
  gsize length = screen->out->len;
  while (length > 0 && screen->out->str[length - 1] == ' ')
    length--;
  g_string_truncate(screen->out, length);
  g_string_append_c(screen->out, '\n');
}

typedef struct {
  guint label, from, to; /* columns of the label; cells of the band */
} Band;

static bool is_too_long(char **row, Band band)
{
  for (guint i = band.from; i < band.to; i++)
    if (cd_text_columns(row[1 + i]) > CELL_COLUMNS - 1)
      return true;
  return false;
}

/* Cells that are too long for their column in several lines, heads down to the row below: names that begin alike would be cut alike, and an interval would lose its end. */
static void deep_row(CdScreen *screen, char **row, const char *label, Band band, bool is_head)
{
  guint n = band.to - band.from, deep = 0;
  g_autofree char ***lines = g_new(char **, n);
  for (guint i = 0; i < n; i++) {
    lines[i] = cd_text_lines(row[1 + band.from + i], CELL_COLUMNS - 1);
    deep = MAX(deep, g_strv_length(lines[i]));
  }
  for (guint line = 0; line < deep; line++) {
    cd_append_column(screen->out, line == (is_head ? deep - 1 : 0) ? label : "", band.label, false);
    for (guint i = 0; i < n; i++) {
      guint of = g_strv_length(lines[i]), above = is_head ? deep - of : 0;
      g_string_append_c(screen->out, ' ');
      cd_append_column(screen->out, line >= above && line - above < of ? lines[i][line - above] : "", CELL_COLUMNS - 1,
                       true);
    }
    cd_screen_end_line(screen);
  }
  for (guint i = 0; i < n; i++)
    g_strfreev(lines[i]);
}

static void table_row(CdScreen *screen, char **row, Band band, bool is_head)
{
  bool fits = cd_text_columns(row[0]) <= band.label;
  if (!fits) /* on a line of its own, at the margin as the others are: indented it would look like a part of the row above */
    cd_screen_paragraph(screen, row[0], "", "    ");
  const char *label = fits ? row[0] : "";
  if (is_too_long(row, band)) {
    deep_row(screen, row, label, band, is_head);
    return;
  }
  cd_append_column(screen->out, label, band.label, false);
  for (guint i = band.from; i < band.to; i++) {
    g_string_append_c(screen->out, ' ');
    cd_append_column(screen->out, row[1 + i], CELL_COLUMNS - 1, true);
  }
  cd_screen_end_line(screen);
}

void cd_screen_table(CdScreen *screen, const GPtrArray *rows)
{
  g_assert(rows->len > 0);
  guint cells = g_strv_length(g_ptr_array_index(rows, 0)) - 1;
  guint beside = MIN(cells, (screen->width - LABEL_LEAST) / CELL_COLUMNS);
  guint label = MIN(LABEL_MOST, screen->width - beside * CELL_COLUMNS);
  for (guint from = 0; from < cells; from += beside)
    for (guint r = 0; r < rows->len; r++)
      table_row(screen, g_ptr_array_index(rows, r), (Band){label, from, MIN(from + beside, cells)}, r == 0);
}
