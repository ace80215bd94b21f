#include "sim/report/screen.h"

#define WIDTH_LOW 60u
#define WIDTH_HIGH 200u

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
