#include "bench/measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static bool is_smoke(void)
{
  const char *smoke = g_getenv("CD_BENCH_SMOKE");
  return smoke && *smoke;
}

guint scaled(guint whole, guint smoke)
{
  return is_smoke() ? smoke : whole;
}

double seconds(void)
{
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int by_value(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

double median(double *value, guint n)
{
  qsort(value, n, sizeof *value, by_value);
  return value[n / 2];
}

bool report(const char *name, double value, const char *bound, double limit)
{
  bool ok = bound[0] == '<' ? value <= limit : value >= limit;
  printf("{\"name\": \"%s\", \"value\": %.3g, \"bound\": \"%s\", \"limit\": %g, \"ok\": %s}\n", name, value, bound,
         limit, ok ? "true" : "false");
  fflush(stdout);
  return ok || is_smoke();
}

void inform(const char *name, double value, const char *unit)
{
  printf("{\"name\": \"%s\", \"value\": %.3g, \"unit\": \"%s\"}\n", name, value, unit);
  fflush(stdout);
}
