/* digits.h - the fewest digits of a number that read back as the same number, found in whole numbers.
 *
 * What number.h promises could be had by printing with 15, 16 and 17 digits and reading each back, and is where this does not apply; but a run has millions of
 * numbers. Both give the same text. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Appends a whole number. */
void cd_append_whole(GString *out, gint64 n);

/* Appends X as printf's %.15g, or %.16g or %.17g, the first that reads back as X. False, and nothing appended, where X is a whole number or not within
 * 1e-4 .. 1e15 in size, and for a few more: powers of two, and what rounds up to a power of ten. */
bool cd_append_digits(GString *out, double x);
