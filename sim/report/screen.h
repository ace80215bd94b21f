/* screen.h - a text for a terminal as it grows: headings, paragraphs, lines of columns. */
#pragma once

#include "sim/report/columns.h"

typedef struct {
  GString *out;
  guint width; /* columns */
  bool color;
} CdScreen;

/* WIDTH is brought within 60 .. 200. The text is the caller's. */
CdScreen cd_screen_new(guint width, bool color);

/* After an empty line; in bold where there is colour. */
void cd_screen_heading(CdScreen *screen, const char *text);

/* Wrapped; see cd_append_wrapped(). */
void cd_screen_paragraph(CdScreen *screen, const char *text, const char *first, const char *rest);

/* Ends a line of columns, without blanks at its end. */
void cd_screen_end_line(CdScreen *screen);

/* ROWS: char **, each a label and as many cells as the first row has, NULL-terminated; the first are the heads. As many cells beside one another as
 * fit, the others below, in further bands; a label that is too long stands on lines of its own, and a cell in several lines: nothing is cut. */
void cd_screen_table(CdScreen *screen, const GPtrArray *rows);
