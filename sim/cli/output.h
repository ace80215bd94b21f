/* output.h - data to standard output, messages to standard error. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Writes TEXT to standard output and sees to it that it got there: false and ERROR (CD_ERROR_IO) on a full
 * disk or a closed pipe. */
bool cd_cli_print(const char *text, GError **error);

/* Whether that failed since whoever read has gone, as `head` does when it has seen enough: nothing to tell anybody. */
bool cd_cli_reader_is_gone(void);

/* A message for people, on a line of its own. */
void cd_cli_tell(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Columns of the terminal on standard output; 100 where it is none. */
guint cd_cli_width(void);

/* Whether standard output wants colours: it is a terminal and NO_COLOR is not set. */
bool cd_cli_color(void);
