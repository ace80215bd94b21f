/* number.h - numbers for machines: in the locale's despite, and as short as reading them back exactly
 * allows. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Appends X as a decimal that reads back as the same double and that is valid JSON: 17 digits or fewer,
 * never "nan", "inf" or "-0". False, and nothing appended, when X is not finite. (json-glib 1.6 writes
 * "1e-10.0" and "nan.0".) */
bool cd_append_number(GString *out, double x);
