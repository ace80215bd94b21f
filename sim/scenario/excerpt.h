/* excerpt.h - the author's own line with a caret under what is wrong. */
#pragma once

#include "sim/scenario/text.h"

/* Appends two lines: the line that SPAN begins in, at most 100 characters of it round the caret, and the caret, as wide as
 * SPAN goes on that line, with HINT (may be NULL) after it. No line feed at the end. */
void cd_append_excerpt(GString *out, const CdText *text, CdSpan span, const char *hint);

/* Appends TEXT with everything that does not print replaced, so that it stays on its line and in its place: a tab becomes a
 * space, control characters their pictures, and what is not UTF-8 the replacement character. */
void cd_append_visible(GString *out, const char *text);
