/* json-scan.h - whether a text is JSON that is safe to be parsed, before it is: a parser recurses with the depth, keeps the last of two members of one name, and makes what it
 * can of a number that no double holds. */
#pragma once

#include <glib.h>
#include <stdbool.h>

enum { CD_JSON_DEPTH = 64, CD_JSON_VALUES = 1000000, CD_JSON_NUMBER = 40 /* characters */ };

/* TEXT's first characters, at most MOST, those that do not print as blanks: what a notice says can go to a terminal. The caller frees. */
char *cd_json_plain(const char *text, guint most);

/* One value of RFC 8259 in UTF-8, with blanks round it and nothing else: no member twice in an object, numbers below 1e15 in size, escapes that stand for characters (no zero, no
 * half of a pair), within the limits above. False and ERROR (CD_ERROR_USAGE), which names line, column and path ("$.releases[0].tender"). */
bool cd_json_scan(const char *bytes, gsize length, GError **error);
