#include "sim/report/digits.h"

#include <math.h>
#include <string.h>

#define DIGITS_KEPT 15 /* of a decimal, by any double */
#define DIGITS_ENOUGH 17
#define MANTISSA_BITS 53

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
  Wide five; /* 5^power: the width of what reads back as X, in units of wide */
  Wide wide;
} Scaled;

static void scale(Scaled *it)
{
  it->power = (guint)(DIGITS_ENOUGH - 1 - it->point);
  it->shift = (guint)(-it->exponent) - it->power;
  it->five = 1;
  for (guint i = 0; i < it->power; i++)
    it->five *= 5;
  it->wide = it->mantissa * it->five;
}

static guint64 power_of_ten(guint n)
{
  guint64 power = 1;
  while (n-- > 0)
    power *= 10;
  return power;
}

/* The whole number of DIGITS digits nearest to X, scaled; false where it does not read back as X. */
static bool round_to(const Scaled *it, guint digits, guint64 *rounded)
{
  guint64 unit = power_of_ten(DIGITS_ENOUGH - digits), whole = (guint64)(it->wide >> it->shift);
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
  const guint64 most = power_of_ten(DIGITS_ENOUGH);
  it.point = (int)floor(log10(size)); /* or nearly so */
  scale(&it);
  guint64 whole = (guint64)(it.wide >> it.shift);
  if (whole >= most || whole < most / 10) {
    it.point += whole >= most ? 1 : -1;
    if (it.point < -4)
      return false;
    scale(&it);
  }
  guint64 rounded = 0;
  guint digits = DIGITS_KEPT;
  while (!round_to(&it, digits, &rounded) && digits < DIGITS_ENOUGH)
    digits++;
  if (rounded >= power_of_ten(digits))
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
