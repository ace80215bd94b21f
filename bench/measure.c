#include "bench/measure.h"

#include <stdio.h>
#include <time.h>

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

bool report(const char *name, double value, const char *bound, double limit)
{
  bool ok = bound[0] == '<' ? value <= limit : value >= limit;
  printf("{\"name\": \"%s\", \"value\": %.3g, \"bound\": \"%s\", \"limit\": %g, \"ok\": %s}\n", name, value, bound,
         limit, ok ? "true" : "false");
  fflush(stdout);
  return ok;
}

void inform(const char *name, double value, const char *unit)
{
  printf("{\"name\": \"%s\", \"value\": %.3g, \"unit\": \"%s\"}\n", name, value, unit);
  fflush(stdout);
}
