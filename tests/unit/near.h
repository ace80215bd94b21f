/* near.h - a number held against one worked out by hand. Include after cmocka.h. */
#pragma once

#include <math.h>

/* FOUND is EXPECTED to RELATIVE of it, and to RELATIVE itself below one. */
#define assert_near(found, expected, relative)                                                                         \
  cd_assert_near(#found, (found), (expected), (relative), __FILE__, __LINE__)

/* To nine digits, to which by-hand values are stated. */
#define assert_nine(found, expected) assert_near(found, expected, 1e-9)

/* To the last few bits: what is equal but for the order of operations. */
#define assert_same(found, expected) assert_near(found, expected, 4e-15)

static inline void cd_assert_near(const char *what, double found, double expected, double relative, const char *file,
                                  int line)
{
  if (fabs(found - expected) <= relative * fmax(1, fabs(expected)) || found == expected ||
      (isnan(found) && isnan(expected)))
    return;
  print_error("%s is %.12g, not %.12g\n", what, found, expected);
  _fail(file, line);
}
