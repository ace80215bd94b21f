#include "sim/scenario/text.h"

#include <string.h>

/* Columns are counted from the nearest block, so that one line of 8 MiB costs no more than many short ones. */
#define BLOCK 128u

gsize cd_text_mark_length(const char *bytes, gsize length)
{
  return length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static bool starts_point(char byte)
{
  return ((unsigned char)byte & 0xc0) != 0x80;
}

static void find_lines(CdText *text)
{
  guint32 start = text->is_markup ? (guint32)cd_text_mark_length(text->bytes, text->length) : 0;
  g_array_append_val(text->line, start);
  const char *end = text->bytes + text->length, *p = text->bytes;
  while ((p = memchr(p, '\n', (gsize)(end - p)))) {
    p++;
    start = (guint32)(p - text->bytes);
    g_array_append_val(text->line, start);
  }
}

static void count_points(CdText *text)
{
  guint32 points = 0;
  for (gsize i = 0; i <= text->length; i++) {
    if (i % BLOCK == 0)
      g_array_append_val(text->points, points);
    if (i < text->length)
      points += starts_point(text->bytes[i]);
  }
}

CdText *cd_text_new(const char *name, const char *bytes, gsize length, bool is_markup)
{
  g_assert(length < G_MAXUINT32);
  CdText *text = g_new0(CdText, 1);
  text->name = g_filename_display_name(name);
  text->bytes = g_malloc(length + 1);
  if (length)
    memcpy(text->bytes, bytes, length);
  text->bytes[length] = '\0';
  text->length = length;
  text->is_markup = is_markup;
  text->line = g_array_new(FALSE, FALSE, sizeof(guint32));
  text->points = g_array_new(FALSE, FALSE, sizeof(guint32));
  find_lines(text);
  count_points(text);
  return text;
}

void cd_text_free(CdText *text)
{
  if (!text)
    return;
  g_array_unref(text->line);
  g_array_unref(text->points);
  g_free(text->name);
  g_free(text->bytes);
  g_free(text);
}

guint cd_text_line(const CdText *text, gsize offset)
{
  guint low = 0, high = text->line->len;
  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (g_array_index(text->line, guint32, middle) <= offset)
      low = middle;
    else
      high = middle;
  }
  return low + 1;
}

static guint points_before(const CdText *text, gsize offset)
{
  gsize block = offset / BLOCK;
  guint points = g_array_index(text->points, guint32, block);
  for (gsize i = block * BLOCK; i < offset; i++)
    points += starts_point(text->bytes[i]);
  return points;
}

guint cd_text_column(const CdText *text, gsize offset)
{
  offset = MIN(offset, text->length);
  gsize start = g_array_index(text->line, guint32, cd_text_line(text, offset) - 1);
  return offset <= start ? 1 : points_before(text, offset) - points_before(text, start) + 1;
}

void cd_text_bounds(const CdText *text, guint line, gsize *start, gsize *end)
{
  g_assert(line >= 1 && line <= text->line->len);
  *start = g_array_index(text->line, guint32, line - 1);
  *end = text->length;
  if (line < text->line->len) {
    *end = (gsize)g_array_index(text->line, guint32, line) - 1;
    if (*end > *start && text->bytes[*end - 1] == '\r')
      (*end)--;
  }
}
