#include "sim/start/figure.h"

#include <math.h>
#include "sim/scenario/names.h"
#include "sim/start/told.h"

#define LAST_START "2099-12" /* that a case can have */
#define LENGTH_LEAST 1.0     /* years: terms/length */
#define LENGTH_MOST 15.0

void cd_figure_add(CdImported *it, const char *path, char *value, char grade, const char *from, const char *note)
{
  CdImportedFigure figure = {
      .path = g_strdup(path), .value = value, .note = g_strdup(note), .from = g_strdup(from), .grade = grade};
  g_array_append_val(it->figure, figure);
}

void cd_figure_take(CdImported *it, const char *path, char *value, char grade, const char *from, const char *note)
{
  cd_figure_add(it, path, value, grade, from, note);
  cd_told(it->taken, "%s = %s (grade %c), from %s: %s", path, value, grade, from, note);
}

static char *number(double x)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup(g_ascii_formatd(text, sizeof text, fabs(x) >= 1e3 ? "%.0f" : "%.6g", x));
}

void cd_figure_take_range(CdImported *it, const char *path, double low, double high, char grade, const char *from,
                          const char *note)
{
  g_autofree char *first = number(low), *last = number(high);
  bool alike = g_str_equal(first, last);
  cd_figure_take(it, path, alike ? g_strdup(first) : g_strdup_printf("uniform(%s, %s)", first, last), grade, from, note);
}

void cd_figure_take_start(CdImported *it, int month, char grade, const char *from, const char *note)
{
  int first = cd_month_parse(CD_IMPORTED_FIRST_START), last = cd_month_parse(LAST_START);
  g_autofree char *told = month >= 0 ? cd_month_format(month) : NULL;
  if (!told) {
    cd_told(it->missing, "planned start: %s", CD_CASE_START);
    return;
  }
  if (month < first || month > last) {
    cd_told(it->unused,
            "%s (%s): %s is not from " CD_IMPORTED_FIRST_START " to " LAST_START
            "; --start says when the new service is to start",
            from, note, told);
    return;
  }
  it->start = g_strdup(told);
  cd_figure_take(it, "calendar/planned-start", g_strdup(told), grade, from, note);
}

void cd_figure_take_length(CdImported *it, const char *path, const CdNoticePeriod *period, char grade)
{
  double years = period->months / 12;
  if (!period->path || isnan(years))
    cd_told(it->missing, "how long the contract is (%s)", path);
  else if (!(years >= LENGTH_LEAST && years <= LENGTH_MOST))
    cd_told(it->unused, "%s: %.3g years, where a contract has 1 to 15", period->path, years);
  else
    cd_figure_take(it, path, number(years), grade, period->path, "years without extensions");
}

static void tell_no_hundred(CdImported *it, const CdNoticeWeights *weights)
{
  cd_told(it->unused, "%s: the weights that are told make %.4g per cent and not 100", weights->path, weights->all);
}

/* Of lots that differ the range. */
static void take_quality_of_lots(CdImported *it, const CdNotice *notice, const char *path, char grade)
{
  double low = INFINITY, high = -INFINITY;
  const char *from = NULL;
  for (guint l = 0; l < notice->lot->len; l++) {
    const CdNoticeWeights *weights = &g_array_index(notice->lot, CdNoticeLot, l).weights;
    if (!weights->path)
      continue;
    if (isnan(weights->quality)) {
      tell_no_hundred(it, weights);
      continue;
    }
    from = from ? from : weights->path;
    low = fmin(low, weights->quality);
    high = fmax(high, weights->quality);
  }
  if (!from)
    cd_told(it->missing, "what quality weighs against price (%s)", path);
  else if (low < high)
    cd_figure_take_range(
        it, path, low, high, 'C', from,
        "what the award criteria of quality weigh, from the lot where it is least to that where it is most");
  else
    cd_figure_take_range(it, path, low, high, grade, from, "what the award criteria of quality weigh");
}

void cd_figure_take_quality(CdImported *it, const CdNotice *notice, const char *path, char grade)
{
  const CdNoticeWeights *weights = &notice->weights;
  if (weights->path && !isnan(weights->quality)) {
    cd_figure_take_range(it, path, weights->quality, weights->quality, grade, weights->path,
                         "what the award criteria of quality weigh");
    return;
  }
  if (weights->path)
    tell_no_hundred(it, weights);
  take_quality_of_lots(it, notice, path, grade);
}
