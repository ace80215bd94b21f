/* measure.h - what benches share: processor time, medians, and a JSON object a line of what was found. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Of the processor, in all threads. */
double seconds(void);

/* Order of doubles, for qsort(). */
int by_value(const void *a, const void *b);

/* A VALUE that has a LIMIT, which it keeps to from below where BOUND begins with "<", else from above; whether it does. */
bool report(const char *name, double value, const char *bound, double limit);

/* A value without one. */
void inform(const char *name, double value, const char *unit);
