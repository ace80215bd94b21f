#include "sim/start/today.h"

#include <math.h>
#include "sim/scenario/names.h"
#include "sim/start/figure.h"
#include "sim/start/told.h"
#include "sim/start/yearly.h"

#define EXTENSION_MOST 60 /* months: calendar/extension-months */

/* --- which run ----------------------------------------------------------------------------------------------- */

static const CdNoticeContract *contract_of(const CdNotice *notice, guint c)
{
  return &g_array_index(notice->contract, CdNoticeContract, c);
}

const CdNoticePeriod *cd_today_period(const CdNotice *notice, const CdNoticeContract *contract)
{
  if (contract->period.path)
    return &contract->period;
  for (guint l = 0; l < notice->lot->len; l++) {
    const CdNoticePeriod *lot = &g_array_index(notice->lot, CdNoticeLot, l).period;
    if (contract->lots == G_GUINT64_CONSTANT(1) << l && lot->path)
      return lot;
  }
  return &notice->period;
}

/* The month from which it is over, extensions and all; -1: not told. */
static int over_from(const CdNotice *notice, const CdNoticeContract *contract)
{
  const CdNoticePeriod *period = cd_today_period(notice, contract);
  return period->end < 0 ? -1 : MAX(period->end, period->longest);
}

/* Before any service that a scenario can plan, or before the notice says what it says. */
static bool is_over(const CdNotice *notice, const CdNoticeContract *contract)
{
  int over = over_from(notice, contract);
  return over >= 0 && (over < cd_month_parse(CD_IMPORTED_FIRST_START) || over < notice->month);
}

/* Another in force for the same lots that begins when this one ends; NULL: none does. */
static const CdNoticeContract *follower(const CdNotice *notice, const CdNoticeContract *contract)
{
  int end = cd_today_period(notice, contract)->end;
  for (guint c = 0; c < notice->contract->len; c++) {
    const CdNoticeContract *other = contract_of(notice, c);
    int start = cd_today_period(notice, other)->start;
    if (other != contract && other->in_force && other->lots == contract->lots && end >= 0 && start >= end)
      return other;
  }
  return NULL;
}

/* NULL: it runs. */
static char *why_not(const CdNotice *notice, const CdNoticeContract *contract)
{
  if (!contract->in_force)
    return g_strdup_printf("%s is %s: nothing is taken of it", contract->path,
                           contract->status ? contract->status : "of an award that is not in force");
  if (is_over(notice, contract)) {
    g_autofree char *month = cd_month_format(over_from(notice, contract));
    return g_strdup_printf("%s: the contract is over since %s: nothing is taken of its length, value or supplier",
                           cd_today_period(notice, contract)->path, month);
  }
  const CdNoticeContract *next = follower(notice, contract);
  return next ? g_strdup_printf("%s: %s follows it, of which figures are taken", contract->path, next->path) : NULL;
}

static double yearly_of(const CdNotice *notice, const CdNoticeContract *contract)
{
  CdYearly yearly;
  g_autofree char *why = NULL;
  return cd_yearly(&contract->value, cd_today_period(notice, contract), &yearly, &why) ? yearly.high : 0;
}

CdToday cd_today_find(const CdNotice *notice, GString *unused)
{
  CdToday today = {.runs = g_ptr_array_new()};
  for (guint c = 0; c < notice->contract->len; c++) {
    const CdNoticeContract *one = contract_of(notice, c);
    g_autofree char *why = why_not(notice, one);
    today.over = today.over || (one->in_force && why);
    if (why && unused)
      cd_told(unused, "%s", why);
    if (why)
      continue;
    if (!today.main || yearly_of(notice, one) > yearly_of(notice, today.main))
      today.main = one;
    g_ptr_array_add(today.runs, (gpointer)one);
  }
  today.over = today.over && !today.main;
  return today;
}

void cd_today_clear(CdToday *today)
{
  g_clear_pointer(&today->runs, g_ptr_array_unref);
}

/* --- what they pay ------------------------------------------------------------------------------------------- */

/* NULL: those that run serve all lots of the notice, and nothing else does. */
static char *not_all(const CdNotice *notice, const CdToday *today, bool joint)
{
  guint64 served = 0, all = notice->lot->len >= 64 ? G_MAXUINT64 : (G_GUINT64_CONSTANT(1) << notice->lot->len) - 1;
  bool untold = false;
  for (guint i = 0; i < today->runs->len; i++) {
    const CdNoticeContract *one = g_ptr_array_index(today->runs, i);
    served |= one->lots;
    untold = untold || !one->lots;
  }
  if (notice->lot->len < 2)
    return joint || today->runs->len > 1
               ? NULL
               : g_strdup("what one of today's contracts is paid, or all where it serves all: --today joint says so");
  if (untold && served != all)
    return g_strdup_printf("which of the %u lots it serves is not told (relatedLots)", notice->lot->len);
  return served == all ? NULL : g_strdup("no contract runs for some of the lots, so that what all are paid is not known");
}

/* Of the tender, where no contract tells a sum: what was thought before anybody bid. */
static void take_estimate(CdImported *it, const CdNotice *notice, const CdToday *today)
{
  const CdNoticePeriod *period = cd_today_period(notice, today->main);
  CdYearly yearly;
  g_autofree char *why = NULL;
  if (cd_yearly(&notice->value, period, &yearly, &why)) {
    g_autofree char *sum = cd_yearly_told(&yearly, period),
                    *note = g_strdup_printf("pounds a year for all, as the tender thought before anybody bid: %s", sum);
    cd_figure_take_range(it, "cost/paid-today", yearly.low, yearly.high, 'C', notice->value.path, note);
  } else if (why)
    cd_told(it->unused, "%s", why);
  else
    cd_told(it->missing, "what today's contract is worth (cost/paid-today)");
}

/* "$.contracts[0].value, $.contracts[2].value". The caller frees. */
static char *paths_of(const CdToday *today)
{
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < today->runs->len; i++) {
    const CdNoticeContract *one = g_ptr_array_index(today->runs, i);
    g_string_append_printf(text, "%s%s", i ? ", " : "", one->value.path);
  }
  return g_string_free(text, FALSE);
}

/* Each over its own time. */
static void take_paid(CdImported *it, const CdNotice *notice, const CdToday *today, bool joint)
{
  CdYearly all = {0, 0, 0};
  bool is_told = false, is_whole = true;
  for (guint i = 0; i < today->runs->len; i++) {
    const CdNoticeContract *one = g_ptr_array_index(today->runs, i);
    CdYearly yearly;
    g_autofree char *why = NULL;
    bool known = cd_yearly(&one->value, cd_today_period(notice, one), &yearly, &why);
    is_told = is_told || one->value.path;
    is_whole = is_whole && known;
    if (known)
      all = (CdYearly){all.high + yearly.high, all.low + yearly.low, all.amount + yearly.amount};
    if (why)
      cd_told(it->unused, "%s", why);
    else if (!known && today->runs->len > 1)
      cd_told(it->missing, "what %s is worth", one->path);
  }
  g_autofree char *not_all_lots = not_all(notice, today, joint);
  if (!is_told && !not_all_lots)
    take_estimate(it, notice, today);
  else if (!is_told)
    cd_told(it->missing, "what today's contracts are worth (cost/paid-today)");
  if (!is_told)
    return;
  g_autofree char *from =
      is_whole ? paths_of(today) : g_strdup(today->main->value.path ? today->main->value.path : today->main->path);
  if (not_all_lots)
    cd_told(it->unused, "%s: %s", from, not_all_lots);
  else if (!is_whole && today->runs->len > 1)
    cd_told(it->unused, "%s: not all sums are known, so that their total is not", from);
  if (not_all_lots || !is_whole)
    return;
  g_autofree char *sum =
                      today->runs->len == 1
                          ? cd_yearly_told(&all, cd_today_period(notice, today->main))
                          : g_strdup_printf("%u contracts, each over its own months%s", today->runs->len,
                                            all.low < all.high ? "; the lower figure if sums count all extensions" : ""),
                  *note = g_strdup_printf("pounds a year for all: %s", sum);
  cd_figure_take_range(it, "cost/paid-today", all.low, all.high, 'C', from, note);
}

/* --- the whole ----------------------------------------------------------------------------------------------- */

static void take_extension(CdImported *it, const CdNoticePeriod *period)
{
  if (period->end < 0 || period->longest < 0)
    cd_told(it->missing, "how far today's contract can be extended (maxExtentDate): calendar/extension-months");
  else if (period->longest - period->end > EXTENSION_MOST)
    cd_told(it->unused, "%s.maxExtentDate: more than 60 months after the end", period->path);
  else
    cd_figure_take(it, "calendar/extension-months", g_strdup_printf("%d", period->longest - period->end), 'A',
                   period->path, "from endDate to maxExtentDate");
}

/* Those that do not run as long as the one whose time is taken. */
static void tell_others(CdImported *it, const CdNotice *notice, const CdToday *today)
{
  const CdNoticePeriod *main = cd_today_period(notice, today->main);
  if (today->runs->len > 1)
    cd_told(it->heed, "%u contracts run today; time is that of %s, which pays most", today->runs->len, today->main->path);
  for (guint i = 0; i < today->runs->len; i++) {
    const CdNoticeContract *one = g_ptr_array_index(today->runs, i);
    const CdNoticePeriod *period = cd_today_period(notice, one);
    if (g_strcmp0(one->status, "pending") == 0)
      cd_told(it->heed, "%s is pending: it is taken to come into force", one->path);
    if (period->path && (period->end != main->end || period->longest != main->longest)) {
      g_autofree char *end = period->end >= 0 ? cd_month_format(period->end) : g_strdup("a month that is not told"),
                      *longest = period->longest > period->end ? cd_month_format(period->longest) : NULL;
      cd_told(it->unused, "%s: another time, over from %s%s%s", period->path, end, longest ? ", or extended from " : "",
              longest ? longest : "");
    }
  }
}

void cd_today_take(CdImported *it, const CdNotice *notice, const CdToday *today, bool joint, bool start)
{
  const CdNoticePeriod *period = cd_today_period(notice, today->main);
  char grade = today->runs->len > 1 ? 'C' : 'A';
  tell_others(it, notice, today);
  if (!start)
    cd_figure_take_start(it, period->path ? period->end : -1, grade, period->path,
                         "the month after the contract in force ends");
  cd_figure_take_length(it, "today/length", period, grade);
  take_extension(it, period);
  cd_figure_take_quality(it, notice, "today/quality-weight", 'A');
  take_paid(it, notice, today, joint);
}
