/* Sums and times. */
#include <math.h>
#include <string.h>
#include "sim/notice/taking.h"

guint cd_taking_listed(CdJsonList list)
{
  return MIN(cd_json_length(list), CD_NOTICE_LISTED);
}

void cd_notice_money_clear(CdNoticeMoney *money)
{
  g_free(money->path);
  g_free(money->currency);
  *money = (CdNoticeMoney){NULL, 0, NULL};
}

bool cd_notice_status_is_off(const char *status)
{
  static const char *const off[] = {"cancelled", "withdrawn", "unsuccessful", "terminated"};
  for (guint i = 0; status && i < G_N_ELEMENTS(off); i++)
    if (strcmp(status, off[i]) == 0)
      return true;
  return false;
}

bool cd_take_money(CdTaking *it, CdJsonAt from, const char *name, CdNoticeMoney *out)
{
  CdJsonAt value;
  const char *currency;
  double amount;
  if (!cd_json_object_at(it->reading, from, name, &value) || !cd_json_number_at(it->reading, value, "amount", &amount) ||
      !cd_json_text_at(it->reading, value, "currency", &currency))
    return false;
  if (isnan(amount))
    return true;
  if (amount < 0)
    return cd_json_refuse(it->reading, value, "amount", "a sum below nought makes no sense");
  if (currency && (strlen(currency) != 3 || strspn(currency, G_CSET_A_2_Z) != 3))
    return cd_json_refuse(it->reading, value, "currency", "a currency has three letters, as GBP");
  cd_notice_money_clear(out);
  *out = (CdNoticeMoney){g_strdup(value.path), amount, g_strdup(currency)};
  return true;
}

/* The month whose first day is nearest; -1: DAY is NULL. An end counts with the day itself. */
static int month_of(GDateTime *day, bool is_end)
{
  if (!day)
    return -1;
  return 12 * g_date_time_get_year(day) + g_date_time_get_month(day) - 1 +
         (g_date_time_get_day_of_month(day) + is_end > 16);
}

bool cd_take_period(CdTaking *it, CdJsonAt from, const char *name, CdNoticePeriod *out)
{
  CdJsonAt period;
  double days;
  g_autoptr(GDateTime) start = NULL, end = NULL, longest = NULL;
  *out = CD_NOTICE_NO_PERIOD;
  if (!cd_json_object_at(it->reading, from, name, &period) || !cd_json_day_at(it->reading, period, "startDate", &start) ||
      !cd_json_day_at(it->reading, period, "endDate", &end) ||
      !cd_json_day_at(it->reading, period, "maxExtentDate", &longest) ||
      !cd_json_number_at(it->reading, period, "durationInDays", &days))
    return false;
  if (!start && !end && isnan(days))
    return true;
  if (start && end && g_date_time_compare(start, end) > 0)
    return cd_json_refuse(it->reading, period, NULL, "it ends before it begins");
  if (end && longest && g_date_time_compare(end, longest) > 0)
    return cd_json_refuse(it->reading, period, "maxExtentDate", "the latest end is before the end");
  if (days <= 0 || days > 36600)
    return cd_json_refuse(it->reading, period, "durationInDays", "a contract of so many days makes no sense");
  *out =
      (CdNoticePeriod){g_strdup(period.path), month_of(start, false), month_of(end, true), month_of(longest, true), NAN};
  if (out->start >= 0 && out->end >= 0)
    out->months = out->end - out->start;
  else if (!isnan(days))
    out->months = round(days / 30.4375);
  if (out->end < 0 && out->start >= 0 && !isnan(out->months))
    out->end = out->start + (int)out->months;
  return true;
}
