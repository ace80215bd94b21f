/* json.h - writes JSON (RFC 8259) into a text. Numbers by number.h: what is undefined is null. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  GString *out;
  guint depth;
  guint flat_from; /* depth from which all stands on one line; 0: nowhere */
  bool first;      /* nothing stands yet in the innermost object or array */
} CdJson;

typedef enum { CD_JSON_TALL, CD_JSON_FLAT } CdJsonShape;

/* Every function's KEY is the member's name in an object, NULL in an array and at the root. */
void cd_json_begin(CdJson *json, GString *out);
void cd_json_open_object(CdJson *json, const char *key, CdJsonShape shape);
void cd_json_close_object(CdJson *json);
void cd_json_open_array(CdJson *json, const char *key, CdJsonShape shape);
void cd_json_close_array(CdJson *json);
void cd_json_text(CdJson *json, const char *key, const char *text); /* NULL: null */
void cd_json_number(CdJson *json, const char *key, double x);       /* not finite: null */
void cd_json_integer(CdJson *json, const char *key, guint64 n);
void cd_json_bool(CdJson *json, const char *key, bool value);
void cd_json_null(CdJson *json, const char *key);
void cd_json_raw(CdJson *json, const char *key, const char *value); /* VALUE: JSON of the program's own, as it stands */

/* Appends TEXT, in quotes, with quotes, backslashes, controls, line separators and changes of direction escaped, and with what is
 * not UTF-8 replaced. <, > and & are escaped too, so that a block of JSON may stand in a page. */
void cd_json_append_text(GString *out, const char *text);
