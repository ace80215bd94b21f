#include "sim/start/wish.h"

#include <math.h>
#include <string.h>
#include "concordat/error.h"
#include "sim/scenario/names.h"

/* England 2024/25: 329,646 adults in treatment (NDTMS) of 57.7 million residents. */
#define ADULTS_PER_RESIDENT 0.0057
#define LEAST_RESIDENTS 1000
#define MOST_RESIDENTS 20000000

bool cd_wish_refuse(GError **error, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  g_autofree char *message = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  g_set_error_literal(error, CD_ERROR, CD_ERROR_USAGE, message);
  return false;
}

bool cd_wish_check_id(const char *id, GError **error)
{
  gsize bad = 0;
  if (cd_id_is_fit(id, &bad))
    return true;
  g_autofree char *shown = g_utf8_make_valid(id, -1);
  return cd_wish_refuse(
      error, "\"%s\" names no case: a small letter, then small letters, digits and hyphens, as in north-south", shown);
}

/* Small letters, digits and hyphens of LABEL, so that it can be an id; "" where there are none. */
static char *id_of(const char *label)
{
  g_autofree char *plain = g_str_to_ascii(label, "C");
  GString *id = g_string_new(NULL);
  for (const char *p = plain; *p; p++)
    if (g_ascii_isalnum(*p))
      g_string_append_c(id, g_ascii_tolower(*p));
    else if (id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c(id, '-');
  while (id->len > 0 && id->str[id->len - 1] == '-')
    g_string_truncate(id, id->len - 1);
  return g_string_free(id, FALSE);
}

static bool read_whole(const char *given, double low, double high, double *value)
{
  guint64 number = 0;
  if (!g_ascii_string_to_unsigned(given, 10, (guint64)low, (guint64)high, &number, NULL))
    return false;
  *value = (double)number;
  return true;
}

static bool read_area(const char *given, CdWishedArea *area, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid(given, -1);
  g_auto(GStrv) part = g_strsplit(shown, ":", -1);
  guint n = g_strv_length(part);
  gsize bad = 0;
  if (n < 2 || n > 3)
    return cd_wish_refuse(error, "area \"%s\": write NAME:RESIDENTS:ADULTS, as in \"Northshire:350000:1800\"", shown);
  area->label = g_strdup(g_strstrip(part[0]));
  area->id = id_of(area->label);
  if (!cd_id_is_fit(area->id, &bad) || strlen(area->id) > 40)
    return cd_wish_refuse(error, "area \"%s\": its name begins with a letter and holds at most 40 characters", shown);
  if (!read_whole(g_strstrip(part[1]), LEAST_RESIDENTS, MOST_RESIDENTS, &area->residents))
    return cd_wish_refuse(error, "area \"%s\": residents \"%s\": a whole number from %d to %d, without separators",
                          shown, part[1], LEAST_RESIDENTS, MOST_RESIDENTS);
  if (n == 2)
    area->adults = fmax(10, round(area->residents * ADULTS_PER_RESIDENT));
  else if (!read_whole(g_strstrip(part[2]), 10, area->residents / 10, &area->adults))
    return cd_wish_refuse(error,
                          "area \"%s\": adults in treatment \"%s\": a whole number from 10 to a tenth of the residents",
                          shown, part[2]);
  return true;
}

static bool check_ids(const CdWished *wished, GError **error)
{
  for (guint i = 0; i < wished->n; i++)
    for (guint j = 0; j < i; j++)
      if (g_str_equal(wished->area[i].id, wished->area[j].id))
        return cd_wish_refuse(error, "two areas are called \"%s\"", wished->area[i].label);
  return true;
}

static bool read_start(const char *given, int *start, GError **error)
{
  *start = cd_month_parse(given);
  int first = cd_month_parse("2025-10"), last = cd_month_parse("2099-12");
  if (*start >= first && *start <= last)
    return true;
  g_autofree char *shown = g_utf8_make_valid(given, -1);
  return cd_wish_refuse(error, "start \"%s\": a month from 2025-10 to 2099-12, written as 2027-04", shown);
}

static bool read_leaving(const char *given, CdWished *wished, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid(given ? given : "", -1), *id = id_of(shown);
  wished->leaving = wished->n;
  for (guint i = 0; given && i < wished->n; i++)
    if (g_str_equal(wished->area[i].id, id))
      wished->leaving = i;
  return !given || wished->leaving < wished->n || cd_wish_refuse(error, "leaving \"%s\": no --area has this name", shown);
}

void cd_wished_free(CdWished *wished)
{
  if (!wished)
    return;
  for (guint i = 0; i < wished->n; i++) {
    g_free(wished->area[i].id);
    g_free(wished->area[i].label);
  }
  g_free(wished->area);
  g_free(wished);
}

CdWished *cd_wish_read(const CdCaseWish *wish, GError **error)
{
  guint n = wish->areas ? g_strv_length((char **)wish->areas) : 0;
  if (!cd_wish_check_id(wish->id, error))
    return NULL;
  if (n < 2 || n > CD_CASE_AREAS) {
    cd_wish_refuse(error, "%u area%s: a case has two to %d, each as --area \"NAME:RESIDENTS:ADULTS\"", n,
                   n == 1 ? "" : "s", CD_CASE_AREAS);
    return NULL;
  }
  g_autoptr(CdWished) wished = g_new0(CdWished, 1);
  wished->n = n;
  wished->area = g_new0(CdWishedArea, n);
  for (guint i = 0; i < n; i++)
    if (!read_area(wish->areas[i], &wished->area[i], error))
      return NULL;
  if (!check_ids(wished, error) || !read_start(wish->start ? wish->start : CD_CASE_START, &wished->start, error) ||
      !read_leaving(wish->leaving, wished, error))
    return NULL;
  return g_steal_pointer(&wished);
}
