#include "sim/start/told.h"

void cd_told(GString *lines, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_string_append(lines, "  ");
  g_string_append_vprintf(lines, format, arguments);
  g_string_append_c(lines, '\n');
  va_end(arguments);
}
