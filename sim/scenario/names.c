#include "sim/scenario/names.h"

#include <string.h>

bool cd_id_is_fit(const char *text, gsize *bad)
{
  gsize i = 0;
  while (i < CD_ID_MAX && (g_ascii_islower(text[i]) || (i > 0 && (g_ascii_isdigit(text[i]) || text[i] == '-'))))
    i++;
  *bad = i;
  return i > 0 && text[i] == '\0';
}

bool cd_id_fits_kind(CdEntityKind kind, const char *text, gsize *bad)
{
  if (kind != CD_ENTITY_PRICE_INDEX)
    return cd_id_is_fit(text, bad);
  *bad = 0;
  return cd_year_parse(text) > 0;
}

static int digits(const char *text, gsize n)
{
  int value = 0;
  for (gsize i = 0; i < n; i++) {
    if (!g_ascii_isdigit(text[i]))
      return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

int cd_year_parse(const char *text)
{
  return strlen(text) == 4 ? MAX(digits(text, 4), 0) : 0;
}

int cd_month_parse(const char *text)
{
  if (strlen(text) != 7 || text[4] != '-')
    return -1;
  int year = digits(text, 4), month = digits(text + 5, 2);
  if (year < 1900 || year > 2199 || month < 1 || month > 12)
    return -1;
  return year * 12 + month - 1;
}

char *cd_month_format(int month)
{
  return g_strdup_printf("%04d-%02d", month / 12, month % 12 + 1);
}
