/* json-at.h - members of a notice by name, with the path at which they stand: a member that is not there or null is missing, one of another kind than the standard has is
 * malformed, and its path is told. */
#pragma once

#include <json-glib/json-glib.h>
#include <stdbool.h>
#include "sim/notice/json-join.h"

/* An object; .of NULL: it is missing, and so is all in it. */
typedef struct {
  JsonObject *of; /* borrowed */
  char *path;     /* owned by READING */
} CdJsonAt;

/* .of NULL: it is missing. */
typedef struct {
  JsonArray *of; /* borrowed */
  char *path;    /* owned by READING */
} CdJsonList;

typedef struct {
  GPtrArray *path;          /* char *, those handed out */
  GHashTable *seen;         /* JsonNode *: members that somebody asked for */
  const CdJsonJoin *origin; /* borrowed; where the nodes of what was joined stand; NULL: where they are reached */
  GError **error;
} CdJsonReading;

CdJsonReading cd_json_reading(GError **error);
void cd_json_reading_end(CdJsonReading *reading);

/* A path, kept until the reading ends. */
char *cd_json_path(CdJsonReading *reading, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* False and the reading's error, at FROM's member NAME (NULL: at FROM). */
bool cd_json_refuse(CdJsonReading *reading, CdJsonAt from, const char *name, const char *why);

/* False and an error where the member is of another kind. */
bool cd_json_object_at(CdJsonReading *reading, CdJsonAt from, const char *name, CdJsonAt *out);
bool cd_json_list_at(CdJsonReading *reading, CdJsonAt from, const char *name, CdJsonList *out);
bool cd_json_text_at(CdJsonReading *reading, CdJsonAt from, const char *name,
                     const char **out); /* NULL: missing, or empty */
bool cd_json_number_at(CdJsonReading *reading, CdJsonAt from, const char *name, double *out); /* NAN: missing */
bool cd_json_whether_at(CdJsonReading *reading, CdJsonAt from, const char *name, bool *out);  /* false: missing */
bool cd_json_day_at(CdJsonReading *reading, CdJsonAt from, const char *name,
                    GDateTime **out); /* NULL: missing; the caller unrefs */

/* An identifier, which is text or a whole number: NULL: missing. */
bool cd_json_id_at(CdJsonReading *reading, CdJsonAt from, const char *name, const char **out);

/* An element of a list that a later release took out. */
bool cd_json_is_gone(const CdJsonReading *reading, CdJsonAt at);

guint cd_json_length(CdJsonList list);
/* Element I of LIST, which is to be an object. */
bool cd_json_element(CdJsonReading *reading, CdJsonList list, guint i, CdJsonAt *out);
/* Element I of LIST where it is text, else NULL. */
const char *cd_json_text_in(CdJsonList list, guint i);
/* Whether LIST has WORD among its texts. */
bool cd_json_lists(CdJsonList list, const char *word);
