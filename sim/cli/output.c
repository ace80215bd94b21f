#include "sim/cli/output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "concordat/error.h"

#define WIDTH_OFF_TERMINAL 100
#define WIDTH_MOST 120 /* wider lines are hard to read */

static bool reader_is_gone;

bool cd_cli_reader_is_gone(void)
{
  return reader_is_gone;
}

bool cd_cli_print(const char *text, GError **error)
{
  gsize length = strlen(text);
  if (fwrite(text, 1, length, stdout) == length && fflush(stdout) == 0)
    return true;
  reader_is_gone = errno == EPIPE;
  g_set_error(error, CD_ERROR, CD_ERROR_IO, "cannot write to standard output: %s", g_strerror(errno));
  return false;
}

void cd_cli_tell(const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *text = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  fprintf(stderr, "%s\n", text);
}

guint cd_cli_width(void)
{
  struct winsize size;
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return MIN(size.ws_col, WIDTH_MOST);
  return WIDTH_OFF_TERMINAL;
}

bool cd_cli_color(void)
{
  const char *refused = g_getenv("NO_COLOR");
  return isatty(STDOUT_FILENO) && (!refused || !*refused) && g_strcmp0(g_getenv("TERM"), "dumb") != 0;
}
