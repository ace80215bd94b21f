#include "sim/report/columns.h"

#include <string.h>
#include "concordat/report.h"
#include "sim/base/columns.h"

bool cd_character_steers(gunichar c)
{
  return g_unichar_iscntrl(c) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 ||
         c == 0x2029;
}

guint cd_text_columns(const char *text)
{
  guint columns = 0;
  for (; *text; text = g_utf8_next_char(text))
    columns += cd_character_columns(g_utf8_get_char(text));
  return columns;
}

char *cd_harmless_text(const char *text)
{
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  GString *out = g_string_new(NULL);
  for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    g_string_append_unichar(out, c == '\n' || c == '\t' || c == '\r' ? ' ' : cd_character_steers(c) ? 0xfffd : c);
  }
  return g_string_free(out, FALSE);
}

/* End of the longest head of TEXT that takes at most WIDTH columns. */
static const char *head_of(const char *text, guint width, guint *used)
{
  *used = 0;
  while (*text) {
    guint more = cd_character_columns(g_utf8_get_char(text));
    if (*used + more > width)
      break;
    *used += more;
    text = g_utf8_next_char(text);
  }
  return text;
}

static void append_blank(GString *out, guint columns)
{
  for (guint i = 0; i < columns; i++)
    g_string_append_c(out, ' ');
}

void cd_append_column(GString *out, const char *text, guint width, bool right)
{
  g_autofree char *clean = cd_harmless_text(text);
  guint used;
  const char *end = head_of(clean, width, &used);
  bool cut = *end != '\0';
  if (cut)
    end = head_of(clean, width > 0 ? width - 1 : 0, &used);
  guint blank = width - used - (cut && width > 0 ? 1 : 0);
  if (right)
    append_blank(out, blank);
  g_string_append_len(out, clean, end - clean);
  if (cut && width > 0)
    g_string_append(out, "…");
  if (!right)
    append_blank(out, blank);
}

char **cd_text_lines(const char *text, guint width)
{
  g_autofree char *clean = cd_harmless_text(text);
  g_autoptr(GPtrArray) lines = g_ptr_array_new();
  const char *at = clean;
  do {
    guint used;
    const char *end = head_of(at, width, &used), *next = end;
    if (*end && *end != ' ') {
      const char *blank = end;
      while (blank > at && *blank != ' ')
        blank--;
      end = next = blank > at ? blank : end;
    }
    g_ptr_array_add(lines, g_strndup(at, (gsize)(end - at)));
    at = next + strspn(next, " ");
  } while (*at);
  g_ptr_array_add(lines, NULL);
  return (char **)g_ptr_array_steal(lines, NULL);
}

void cd_append_wrapped(GString *out, const char *text, guint width, const char *first, const char *rest)
{
  g_autofree char *clean = cd_harmless_text(text);
  g_auto(GStrv) words = g_strsplit(clean, " ", -1);
  g_string_append(out, first);
  guint used = cd_text_columns(first), begun = 0;
  for (char **word = words; *word; word++) {
    guint columns = cd_text_columns(*word);
    if (columns == 0)
      continue;
    if (begun > 0 && used + 1 + columns > width) {
      g_string_append_c(out, '\n');
      g_string_append(out, rest);
      used = cd_text_columns(rest);
      begun = 0;
    }
    if (begun++ > 0) {
      g_string_append_c(out, ' ');
      used++;
    }
    g_string_append(out, *word);
    used += columns;
  }
  g_string_append_c(out, '\n');
}

char *cd_report_line(const char *text)
{
  return cd_harmless_text(text);
}
