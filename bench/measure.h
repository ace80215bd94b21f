/* measure.h - what benches share: processor time, medians, and a JSON object a line of what was found. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* WHOLE, or with CD_BENCH_SMOKE in the environment SMOKE: then everything is done once and small, to see that it works
 * (tests/bench), and nothing is held to a limit. */
guint scaled(guint whole, guint smoke);

/* Of the processor, in all threads. */
double seconds(void);

/* Order of doubles, for qsort(). */
int by_value(const void *a, const void *b);

/* The middle one of VALUE[n], which it sorts. */
double median(double *value, guint n);

/* A VALUE that has a LIMIT, which it keeps to from below where BOUND begins with "<", else from above; whether it does: true
 * where nothing is held to a limit. */
bool report(const char *name, double value, const char *bound, double limit);

/* A value without one. */
void inform(const char *name, double value, const char *unit);
