/* suggest.h - "did you mean ...?" */
#pragma once

#include <glib.h>

/* Optimal string alignment distance between two UTF-8 texts in code points: insertions, deletions, substitutions and swaps of
 * neighbours count one each (Damerau 1964; the restricted form of Boytsov 2011, section 2.2). At most 64 code points are
 * compared: longer texts are G_MAXUINT apart. */
guint cd_text_distance(const char *a, const char *b);

/* The one of ALLOWED closest to GIVEN; NULL where none is close (a third of its length wrong, at most three). The first of
 * equals. */
const char *cd_closest(const char *given, const GPtrArray *allowed);

/* A hint: did you mean "x"? (allowed: ...), the list cut after twelve; NULL where nothing is allowed. The caller frees. */
char *cd_suggestion(const char *given, const GPtrArray *allowed);
