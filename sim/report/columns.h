/* columns.h - text laid out for a terminal: wrapped, padded, and harmless to it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Whether C would act on what stands around it: control characters, changes of direction that nothing ends, line separators. */
bool cd_character_steers(gunichar c);

/* Columns that TEXT takes: wide characters two, combining ones none. */
guint cd_text_columns(const char *text);

/* TEXT with what would steer a terminal or turn its neighbours round (control characters, changes of direction) replaced, line feeds and
 * tabs as spaces, what is not UTF-8 replaced. The caller frees. */
char *cd_harmless_text(const char *text);

/* TEXT made harmless, in lines of at most WIDTH columns, WIDTH at least 2, broken between words where that can be and inside of one that is too long: nothing of it is lost. At
 * least one line. The caller frees. */
char **cd_text_lines(const char *text, guint width);

/* Appends TEXT with what would steer a terminal (control characters, changes of direction) replaced and line
 * feeds as spaces, cut with "…" to at most WIDTH columns, then padded to WIDTH, on the left where RIGHT. */
void cd_append_column(GString *out, const char *text, guint width, bool right);

/* Appends TEXT in lines of at most WIDTH columns, made harmless in the same way, the first after FIRST and
 * the others after REST, both of which count. A word longer than a line has its own. Ends with a line feed. */
void cd_append_wrapped(GString *out, const char *text, guint width, const char *first, const char *rest);
