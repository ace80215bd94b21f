/* told.h - lines for people about what was taken into a new case. */
#pragma once

#include <glib.h>

/* Appends a line, set in by two blanks. */
void cd_told(GString *lines, const char *format, ...) G_GNUC_PRINTF(2, 3);
