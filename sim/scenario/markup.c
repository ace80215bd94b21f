#include "sim/scenario/markup.h"

#include <string.h>

bool cd_is_space(char byte)
{
  return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

bool cd_is_blank(const char *text)
{
  while (cd_is_space(*text))
    text++;
  return *text == '\0';
}

bool cd_is_name_byte(char byte)
{
  return g_ascii_isalnum(byte) || (byte && strchr("_:-.", byte)) || (unsigned char)byte >= 0x80;
}

bool cd_is_xml_char(gunichar c)
{
  return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) ||
         (c >= 0x10000 && c <= 0x10ffff);
}

static gsize numeric_length(const char *p, const char *end, gunichar *c)
{
  const char *digit = p + 2;
  bool hex = digit < end && *digit == 'x';
  digit += hex;
  const char *first = digit;
  guint32 value = 0;
  for (; digit < end && (hex ? g_ascii_isxdigit(*digit) : g_ascii_isdigit(*digit)); digit++)
    value = MIN(value * (hex ? 16 : 10) + (guint32)g_ascii_xdigit_value(*digit), 0x110000u);
  if (digit == first || digit == end || *digit != ';' || !cd_is_xml_char(value))
    return 0;
  *c = value;
  return (gsize)(digit + 1 - p);
}

gsize cd_reference_length(const char *p, const char *end, gunichar *c)
{
  static const struct {
    const char *text;
    char c;
  } entity[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  gsize left = (gsize)(end - p);
  if (left > 1 && p[1] == '#')
    return numeric_length(p, end, c);
  for (guint i = 0; i < G_N_ELEMENTS(entity); i++) {
    gsize length = strlen(entity[i].text);
    if (left >= length && memcmp(p, entity[i].text, length) == 0) {
      *c = (gunichar)entity[i].c;
      return length;
    }
  }
  return 0;
}

gsize cd_raw_offset(const char *raw, gsize length, gsize decoded)
{
  const char *p = raw, *end = raw + length;
  gsize done = 0;
  while (p < end) {
    gsize step = 1, bytes = 1;
    gunichar c = 0;
    if (*p == '&' && (step = cd_reference_length(p, end, &c)) > 0)
      bytes = (gsize)g_unichar_to_utf8(c, NULL);
    else if (*p == '\r' && p + 1 < end && p[1] == '\n')
      step = 2;
    if (done + bytes > decoded)
      break;
    done += bytes;
    p += MAX(step, 1);
  }
  return (gsize)(p - raw);
}

void cd_append_escaped(GString *out, const char *text)
{
  for (const char *p = text; *p; p++) {
    switch (*p) {
    case '&':
      g_string_append(out, "&amp;");
      break;
    case '<':
      g_string_append(out, "&lt;");
      break;
    case '"':
      g_string_append(out, "&quot;");
      break;
    case '\t':
    case '\n':
    case '\r': /* or the next reader would make spaces of them */
      g_string_append_printf(out, "&#%d;", *p);
      break;
    default:
      g_string_append_c(out, *p);
    }
  }
}
