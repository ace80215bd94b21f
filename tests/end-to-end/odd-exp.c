/* A C library whose exp() is off by its last bit, for LD_PRELOAD: what another type of machine is. */
#include <dlfcn.h>
#include <math.h>
#include <string.h>

double exp(double x)
{
  static double (*own)(double);
  if (!own) {
    void *found = dlsym(RTLD_NEXT, "exp");
    memcpy(&own, &found, sizeof own);
  }
  return nextafter(own(x), INFINITY);
}
