#include "sim/report/digits.h"

#include <math.h>
#include <string.h>

#define DIGITS_KEPT 15 /* of a decimal, by any double */
#define DIGITS_ENOUGH 17
#define MANTISSA_BITS 53
#define POINT_LEAST (-4)
#define LOG10_OF_2 0.30102999566398120

void cd_append_whole(GString *out, gint64 n)
{
  char text[24], *at = text + sizeof text;
  guint64 left = n < 0 ? -(guint64)n : (guint64)n;
  do
    *--at = (char)('0' + left % 10);
  while (left /= 10);
  if (n < 0)
    *--at = '-';
  g_string_append_len(out, at, text + sizeof text - at);
}

#ifdef __SIZEOF_INT128__

__extension__ typedef unsigned __int128 Wide;

/* X = mantissa * 2^exponent, so that X * 10^power = wide / 2^shift exactly, where wide = mantissa * 5^power: below 2^100, as 5^20 < 2^47. */
typedef struct {
  guint64 mantissa; /* 2^52 < it < 2^53 */
  int exponent;
  int point; /* X's first digit stands for 10^point */
  guint power, shift;
  guint64 five; /* 5^power: the width of what reads back as X, in units of wide */
  Wide wide;
} Scaled;

/* 5^0 .. 5^20 */
static const guint64 power_of_five[] = {G_GUINT64_CONSTANT(1),
                                        G_GUINT64_CONSTANT(5),
                                        G_GUINT64_CONSTANT(25),
                                        G_GUINT64_CONSTANT(125),
                                        G_GUINT64_CONSTANT(625),
                                        G_GUINT64_CONSTANT(3125),
                                        G_GUINT64_CONSTANT(15625),
                                        G_GUINT64_CONSTANT(78125),
                                        G_GUINT64_CONSTANT(390625),
                                        G_GUINT64_CONSTANT(1953125),
                                        G_GUINT64_CONSTANT(9765625),
                                        G_GUINT64_CONSTANT(48828125),
                                        G_GUINT64_CONSTANT(244140625),
                                        G_GUINT64_CONSTANT(1220703125),
                                        G_GUINT64_CONSTANT(6103515625),
                                        G_GUINT64_CONSTANT(30517578125),
                                        G_GUINT64_CONSTANT(152587890625),
                                        G_GUINT64_CONSTANT(762939453125),
                                        G_GUINT64_CONSTANT(3814697265625),
                                        G_GUINT64_CONSTANT(19073486328125),
                                        G_GUINT64_CONSTANT(95367431640625)};

static const guint64 power_of_ten[] = {G_GUINT64_CONSTANT(1),
                                       G_GUINT64_CONSTANT(10),
                                       G_GUINT64_CONSTANT(100),
                                       G_GUINT64_CONSTANT(1000),
                                       G_GUINT64_CONSTANT(10000),
                                       G_GUINT64_CONSTANT(100000),
                                       G_GUINT64_CONSTANT(1000000),
                                       G_GUINT64_CONSTANT(10000000),
                                       G_GUINT64_CONSTANT(100000000),
                                       G_GUINT64_CONSTANT(1000000000),
                                       G_GUINT64_CONSTANT(10000000000),
                                       G_GUINT64_CONSTANT(100000000000),
                                       G_GUINT64_CONSTANT(1000000000000),
                                       G_GUINT64_CONSTANT(10000000000000),
                                       G_GUINT64_CONSTANT(100000000000000),
                                       G_GUINT64_CONSTANT(1000000000000000),
                                       G_GUINT64_CONSTANT(10000000000000000),
                                       G_GUINT64_CONSTANT(100000000000000000)};

static void scale(Scaled *it)
{
  it->power = (guint)(DIGITS_ENOUGH - 1 - it->point);
  it->shift = (guint)(-it->exponent) - it->power;
  it->five = power_of_five[it->power];
  it->wide = (Wide)it->mantissa * it->five;
}

/* The whole number of DIGITS digits nearest to X, scaled; false where it does not read back as X. */
static bool round_to(const Scaled *it, guint digits, guint64 *rounded)
{
  guint64 unit = power_of_ten[DIGITS_ENOUGH - digits], whole = (guint64)(it->wide >> it->shift);
  Wide step = (Wide)unit << it->shift, rest = it->wide - ((Wide)(whole - whole % unit) << it->shift);
  *rounded = whole / unit;
  if (2 * rest > step || (2 * rest == step && *rounded % 2 == 1)) {
    ++*rounded;
    rest = step - rest;
  }
  return 2 * rest < it->five || (2 * rest == it->five && it->mantissa % 2 == 0);
}

static void append(GString *out, const Scaled *it, guint64 rounded, guint digits)
{
  char text[DIGITS_ENOUGH + 1];
  for (guint i = digits; i-- > 0; rounded /= 10)
    text[i] = (char)('0' + rounded % 10);
  while (digits > 1 && text[digits - 1] == '0')
    digits--;
  guint before = it->point < 0 ? 0 : (guint)it->point + 1;
  if (before == 0) {
    g_string_append(out, "0.");
    for (int zero = -1; zero > it->point; zero--)
      g_string_append_c(out, '0');
  }
  g_string_append_len(out, text, MIN(before, digits));
  if (before > 0 && digits > before)
    g_string_append_c(out, '.');
  if (digits > before)
    g_string_append_len(out, text + before, digits - before);
}

bool cd_append_digits(GString *out, double x)
{
  double size = fabs(x);
  if (!(size >= 1e-4 && size < 1e15) || size == floor(size))
    return false;
  Scaled it = {0};
  it.mantissa = (guint64)ldexp(frexp(size, &it.exponent), MANTISSA_BITS);
  it.exponent -= MANTISSA_BITS;
  if ((it.mantissa & (it.mantissa - 1)) == 0)
    return false; /* the numbers below a power of two lie closer */
  const guint64 most = power_of_ten[DIGITS_ENOUGH];
  it.point = MAX(POINT_LEAST, (int)floor((it.exponent + MANTISSA_BITS - 1) * LOG10_OF_2)); /* or one less than that */
  scale(&it);
  if ((guint64)(it.wide >> it.shift) >= most) {
    it.point++;
    scale(&it);
  }
  guint64 rounded = 0;
  guint digits = DIGITS_KEPT;
  while (!round_to(&it, digits, &rounded) && digits < DIGITS_ENOUGH)
    digits++;
  if (rounded >= power_of_ten[digits])
    return false;
  if (x < 0)
    g_string_append_c(out, '-');
  append(out, &it, rounded, digits);
  return true;
}

#else

bool cd_append_digits(GString *out, double x)
{
  (void)out, (void)x;
  return false;
}

#endif
