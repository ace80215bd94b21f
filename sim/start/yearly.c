#include "sim/start/yearly.h"

#include <math.h>
#include <string.h>

#define MONEY_MOST 1e10 /* £ a year */

static double longest_months(const CdNoticePeriod *period)
{
  bool is_told = period->end >= 0 && period->longest > period->end;
  return period->months + (is_told ? period->longest - period->end : 0);
}

bool cd_yearly(const CdNoticeMoney *value, const CdNoticePeriod *period, CdYearly *out, char **why)
{
  *why = NULL;
  if (!value->path)
    return false;
  *out = (CdYearly){value->amount / (period->months / 12), value->amount / (longest_months(period) / 12), value->amount};
  if (value->amount <= 0)
    *why = g_strdup_printf("%s: a sum of nought tells nothing", value->path);
  else if (g_strcmp0(value->currency, "GBP") != 0)
    *why = g_strdup_printf("%s: in %s, and scenarios are in pounds", value->path,
                           value->currency ? value->currency : "a currency that is not told");
  else if (!(period->months > 0))
    *why = g_strdup_printf("%s: of a contract whose length is not told, so that a year's part is not known", value->path);
  else if (!(out->low >= 1 && out->high <= MONEY_MOST))
    *why = g_strdup_printf("%s: %.0f pounds a year is beyond what a scenario takes", value->path, out->high);
  return !*why;
}

char *cd_yearly_told(const CdYearly *yearly, const CdNoticePeriod *period)
{
  GString *text = g_string_new(NULL);
  g_string_append_printf(text, "%.0f over %.0f months, in the money of the notice", yearly->amount, period->months);
  if (longest_months(period) > period->months)
    g_string_append_printf(text, "; over %.0f months, if the sum counts all extensions, it is %.0f",
                           longest_months(period), yearly->low);
  return g_string_free(text, FALSE);
}
