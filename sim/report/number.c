#include "sim/report/number.h"

#include <math.h>
#include "sim/report/digits.h"

#define DIGITS_KEPT 15 /* of a decimal, by any double */
#define DIGITS_ENOUGH 17
#define INTEGERS_EXACT 1e15

bool cd_append_number(GString *out, double x)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  if (!isfinite(x))
    return false;
  if (fabs(x) < INTEGERS_EXACT && x == floor(x)) {
    cd_append_whole(out, (gint64)x);
    return true;
  }
  if (cd_append_digits(out, x))
    return true;
  for (int digits = DIGITS_KEPT; digits <= DIGITS_ENOUGH; digits++) {
    char format[] = "%.15g";
    format[3] = (char)('0' + digits - 10);
    g_ascii_formatd(text, sizeof text, format, x);
    if (g_ascii_strtod(text, NULL) == x)
      break;
  }
  g_string_append(out, text);
  return true;
}
