/* text.h - a named text (a file, or one setting) and where in it things stand. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
  char *name;  /* as messages show it */
  char *bytes; /* owned, NUL-terminated */
  gsize length;
  bool is_markup; /* a file: character references stand for characters */
  GArray *line;   /* guint32: offset of each line's first byte */
  GArray *points; /* guint32: code points before each block of bytes */
} CdText;

/* A stretch of the text with this index; length in bytes. */
typedef struct {
  guint text;
  guint32 offset, length;
} CdSpan;

/* Copies BYTES. At most 4 GiB. */
CdText *cd_text_new(const char *name, const char *bytes, gsize length, bool is_markup);
void cd_text_free(CdText *text);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdText, cd_text_free)

/* Line of the byte at OFFSET, from 1. Lines end at a line feed. A byte order mark belongs to no line. O(log lines). */
guint cd_text_line(const CdText *text, gsize offset);

/* Column of that byte in code points, from 1; a tab counts as one. O(1). */
guint cd_text_column(const CdText *text, gsize offset);

/* Offsets of LINE's first byte and of the one after its last, its line feed (and a carriage return before it) left out. */
void cd_text_bounds(const CdText *text, guint line, gsize *start, gsize *end);

/* Length of the byte order mark that BYTES begin with: 3 or 0. */
gsize cd_text_mark_length(const char *bytes, gsize length);
