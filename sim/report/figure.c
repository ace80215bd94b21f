#include "sim/report/figure.h"

#include <math.h>
#include <string.h>

#define MINUS "\u2212"
#define UNDEFINED "n/a"

static char *decimals(double x, int places)
{
  char format[] = "%.0f", text[64];
  format[2] = (char)('0' + places);
  return g_strdup(g_ascii_formatd(text, sizeof text, format, x));
}

/* X rounded, at least nought, commas between its thousands. */
static char *grouped(double x, int places)
{
  g_autofree char *plain = decimals(x, places);
  gsize whole = strcspn(plain, ".");
  GString *out = g_string_new(NULL);
  for (gsize i = 0; i < whole; i++) {
    if (i > 0 && (whole - i) % 3 == 0)
      g_string_append_c(out, ',');
    g_string_append_c(out, plain[i]);
  }
  g_string_append(out, plain + whole);
  return g_string_free(out, FALSE);
}

CdFigureKind cd_figure_kind(CdUnit unit)
{
  switch (unit) {
  case CD_UNIT_PROBABILITY:
  case CD_UNIT_SHARE:
  case CD_UNIT_MARKS:
    return CD_FIGURE_SHARE;
  case CD_UNIT_MONTHS:
  case CD_UNIT_WEEKS:
  case CD_UNIT_MINUTES:
    return CD_FIGURE_TIME;
  case CD_UNIT_RATIO:
  case CD_UNIT_VALUE:
    return CD_FIGURE_INDEX;
  default:
    return cd_unit_is_money(unit) ? CD_FIGURE_MONEY : CD_FIGURE_COUNT;
  }
}

/* Of three digits those that stand behind the point. */
static int places_of_three(double size)
{
  return size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
}

static char *money(double size)
{
  static const struct {
    double from, by;
    const char *suffix;
  } scale[] = {{999.5e6, 1e9, "bn"}, {999.5e3, 1e6, "m"}, {9.995e3, 1e3, "k"}};
  for (guint i = 0; i < G_N_ELEMENTS(scale); i++)
    if (size >= scale[i].from) {
      g_autofree char *text = grouped(size / scale[i].by, places_of_three(size / scale[i].by));
      return g_strconcat("£", text, scale[i].suffix, NULL);
    }
  g_autofree char *text = grouped(size, size == 0 || size >= 9.995 ? 0 : 2);
  return g_strconcat("£", text, NULL);
}

static char *percent(double size)
{
  double x = 100 * size;
  bool fine = x > 0 && x < 100 && (x < 9.95 || x >= 99);
  return grouped(x, fine ? 1 : 0);
}

/* The text of |X|, without a unit that follows. */
static char *size_of(CdFigureKind kind, double size)
{
  switch (kind) {
  case CD_FIGURE_MONEY:
    return money(size);
  case CD_FIGURE_THOUSANDS:
    return grouped(size / 1000, 0);
  case CD_FIGURE_SHARE:
  case CD_FIGURE_PART:
    return percent(size);
  case CD_FIGURE_TIME:
    return grouped(size, 1);
  case CD_FIGURE_INDEX:
    return grouped(size, 2);
  case CD_FIGURE_COUNT:
    return grouped(size, size == 0 ? 0 : places_of_three(size));
  }
  g_assert_not_reached();
}

static bool is_nought(const char *text)
{
  return strpbrk(text, "123456789") == NULL;
}

char *cd_figure(CdFigureKind kind, double x)
{
  if (kind == CD_FIGURE_PART)
    return cd_figure_share_of(x);
  if (!isfinite(x))
    return g_strdup(UNDEFINED);
  g_autofree char *size = size_of(kind, fabs(x));
  return g_strconcat(x < 0 && !is_nought(size) ? MINUS : "", size, kind == CD_FIGURE_SHARE ? "%" : "", NULL);
}

char *cd_figure_size(CdFigureKind kind, double x)
{
  if (!isfinite(x))
    return g_strdup(UNDEFINED);
  g_autofree char *size = size_of(kind, fabs(x));
  return g_strconcat(size, kind == CD_FIGURE_SHARE || kind == CD_FIGURE_PART ? " points" : "", NULL);
}

char *cd_figure_change(CdFigureKind kind, double x)
{
  if (!isfinite(x))
    return g_strdup(UNDEFINED);
  g_autofree char *size = cd_figure_size(kind, x);
  return g_strconcat(is_nought(size) ? "" : x < 0 ? MINUS : "+", size, NULL);
}

char *cd_figure_range(CdFigureKind kind, double low, double high, bool is_change)
{
  if (!isfinite(low) || !isfinite(high))
    return g_strdup(UNDEFINED);
  if (kind == CD_FIGURE_SHARE && !is_change) {
    low = CLAMP(low, 0, 1);
    high = CLAMP(high, 0, 1);
  }
  g_autofree char *from = is_change ? cd_figure_change(kind, low) : cd_figure(kind, low);
  g_autofree char *to = is_change ? cd_figure_change(kind, high) : cd_figure(kind, high);
  return g_strconcat(from, " to ", to, NULL);
}

char *cd_figure_share_of(double share)
{
  if (!isfinite(share))
    return g_strdup(UNDEFINED);
  if (share > 0 && share <= 0.005)
    return g_strdup("<1%");
  if (share < 1 && share >= 0.995)
    return g_strdup(">99%");
  g_autofree char *text = decimals(100 * share, 0);
  return g_strconcat(text, "%", NULL);
}

#define MOST_PLACES 6

void cd_figure_shares_apart(double a, double b, char **first, char **second)
{
  *first = cd_figure_share_of(a);
  *second = cd_figure_share_of(b);
  for (int places = 1; a != b && places <= MOST_PLACES && g_str_equal(*first, *second); places++) {
    g_autofree char *one = decimals(100 * a, places), *other = decimals(100 * b, places);
    g_free(*first);
    g_free(*second);
    *first = g_strconcat(one, "%", NULL);
    *second = g_strconcat(other, "%", NULL);
  }
}

char *cd_figure_limit(double share, bool is_upper)
{
  if (!isfinite(share))
    return g_strdup(UNDEFINED);
  double x = 100 * share;
  g_autofree char *text = decimals(is_upper ? ceil(x) : floor(x), 0);
  return g_strconcat(text, "%", NULL);
}

char *cd_figure_whole(double x)
{
  return grouped(x, 0);
}

char *cd_figure_about(guint n)
{
  guint64 unit = 1;
  while (n / unit >= 100)
    unit *= 10;
  return grouped((double)((n + unit - 1) / unit * unit), 0);
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

static bool is_month(double x)
{
  return x >= 0 && x < 12 * 10000;
}

char *cd_figure_month(double month)
{
  return is_month(month) ? g_strdup_printf("%s %d", months[(int)month % 12], (int)month / 12) : g_strdup(UNDEFINED);
}

char *cd_figure_month_brief(double month)
{
  return is_month(month) ? g_strdup_printf("%.3s %d", months[(int)month % 12], (int)month / 12) : g_strdup(UNDEFINED);
}
