#include "tests/property/trials.h"

guint cd_test_count(guint n, guint least)
{
  const char *text = g_getenv("CD_TEST_SCALE");
  double factor = text ? g_ascii_strtod(text, NULL) : 1;
  g_assert(factor > 0);
  return MAX(least, (guint)(n * factor + 0.5));
}
