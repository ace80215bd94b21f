/* file-kind.h - what a file is that was given in a table's place, by its first bytes (magic numbers as of file(1); ECMA-376 and ODF 1.3 part 2 for what a zip holds). */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Whether it is an SQLite database, as stores of runs are. */
bool cd_file_is_database(const char *bytes, gsize length);

/* "an Excel workbook; ...": what BYTES[length], of the file's beginning, are and what to do; NULL where nothing is known, as of text. Static. */
const char *cd_file_kind_told(const char *bytes, gsize length);
