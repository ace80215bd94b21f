#include "sim/scenario/excerpt.h"

#include <string.h>
#include "sim/base/columns.h"

#define WINDOW_POINTS 100u
#define POINTS_BEFORE_CARET 66u

/* The code point at P, or the replacement character where there is none, and how many bytes it takes. */
static gunichar read_point(const char *p, const char *end, gsize *bytes)
{
  gunichar c = g_utf8_get_char_validated(p, (gssize)(end - p));
  if (c == (gunichar)-1 || c == (gunichar)-2) {
    *bytes = 1;
    return 0xfffd;
  }
  *bytes = (gsize)g_unichar_to_utf8(c, NULL);
  return c;
}

static const char *walk(const char *p, const char *end, guint points)
{
  gsize bytes = 0;
  for (; points > 0 && p < end; points--, p += bytes)
    read_point(p, end, &bytes);
  return p;
}

static const char *walk_back(const char *p, const char *start, guint points)
{
  for (; points > 0 && p > start; points--) {
    p--;
    for (guint i = 0; i < 3 && p > start && ((unsigned char)*p & 0xc0) == 0x80; i++)
      p--;
  }
  return p;
}

static gunichar visible(gunichar c)
{
  if (c == '\t')
    return ' ';
  if (c < 0x20)
    return 0x2400 + c;
  if (c == 0x7f)
    return 0x2421;
  return g_unichar_isprint(c) && c != 0x2028 && c != 0x2029 ? c : 0xfffd;
}

/* Appends [p, end) made visible, to OUT where there is one, and returns its width. */
static guint append_points(GString *out, const char *p, const char *end)
{
  guint columns = 0;
  gsize bytes = 0;
  for (; p < end; p += bytes) {
    gunichar c = visible(read_point(p, end, &bytes));
    columns += cd_character_columns(c);
    if (out)
      g_string_append_unichar(out, c);
  }
  return columns;
}

void cd_append_visible(GString *out, const char *text)
{
  append_points(out, text, text + strlen(text));
}

static void append_times(GString *out, char c, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c(out, c);
}

void cd_append_excerpt(GString *out, const CdText *text, CdSpan span, const char *hint)
{
  guint line = cd_text_line(text, span.offset);
  gsize start = 0, end = 0;
  cd_text_bounds(text, line, &start, &end);
  const char *line_start = text->bytes + start, *line_end = text->bytes + end;
  const char *caret = text->bytes + CLAMP(span.offset, start, end);
  const char *from = line_start, *to = walk(line_start, line_end, WINDOW_POINTS);
  if (to < line_end) {
    from = walk_back(caret, line_start, POINTS_BEFORE_CARET);
    to = walk(from, line_end, WINDOW_POINTS);
  }
  const char *caret_end = CLAMP(caret + span.length, caret, to);

  g_autofree char *number = g_strdup_printf("%u", line);
  g_string_append_printf(out, "%s | %s", number, from > line_start ? "…" : "");
  append_points(out, from, to);
  g_string_append_printf(out, "%s\n", to < line_end ? "…" : "");
  append_times(out, ' ', (guint)strlen(number));
  g_string_append(out, " | ");
  append_times(out, ' ', append_points(NULL, from, caret) + (from > line_start));
  append_times(out, '^', MAX(append_points(NULL, caret, caret_end), 1));
  if (hint) {
    g_string_append_c(out, ' ');
    cd_append_visible(out, hint);
  }
}
