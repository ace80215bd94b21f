#include "sim/start/to-come.h"

#include <math.h>
#include "sim/start/figure.h"
#include "sim/start/told.h"
#include "sim/start/yearly.h"

static const CdNoticeLot *lot_of(const CdImported *it, guint l)
{
  return g_ptr_array_index(it->lot, l);
}

static double amount_of(const CdNoticeLot *lot)
{
  return lot->value.path ? lot->value.amount : 0;
}

/* The tender's own time, else that of the lot that is worth most, of equals the first. */
static const CdNoticePeriod *period_of(const CdImported *it, const CdNotice *notice)
{
  const CdNoticeLot *main = NULL;
  for (guint l = 0; !notice->period.path && l < it->lot->len; l++) {
    const CdNoticeLot *one = lot_of(it, l);
    if (one->period.path && (!main || amount_of(one) > amount_of(main)))
      main = one;
  }
  return main ? &main->period : &notice->period;
}

static const CdNoticePeriod *period_of_lot(const CdNoticeLot *lot, const CdNoticePeriod *common)
{
  return lot->period.path && lot->period.months > 0 ? &lot->period : common;
}

/* --- what the councils pay at most ----------------------------------------------------------------------------- */

typedef struct {
  CdYearly total;
  char *from, *note; /* FROM NULL: there is no sum, or none that can be used */
} Limit;

static void clear_limit(Limit *limit)
{
  g_free(limit->from);
  g_free(limit->note);
}

/* The sum of lots, each over its own time; false where not all are known. */
static bool sum_lots(CdImported *it, const CdNoticePeriod *common, CdYearly *total)
{
  bool all = it->lot->len > 0;
  *total = (CdYearly){0, 0, 0};
  for (guint l = 0; l < it->lot->len; l++) {
    CdYearly one;
    g_autofree char *why = NULL;
    bool known = cd_yearly(&lot_of(it, l)->value, period_of_lot(lot_of(it, l), common), &one, &why);
    if (why)
      cd_told(it->unused, "%s", why);
    all = all && known;
    if (known)
      *total = (CdYearly){total->high + one.high, total->low + one.low, total->amount + one.amount};
  }
  return all;
}

static Limit limit_of(CdImported *it, const CdNotice *notice, const CdNoticePeriod *period)
{
  Limit limit = {.from = NULL};
  g_autofree char *why = NULL;
  CdYearly lots;
  bool by_lots = sum_lots(it, period, &lots);
  if (cd_yearly(&notice->value, period, &limit.total, &why)) {
    limit.from = g_strdup(notice->value.path);
    limit.note = cd_yearly_told(&limit.total, period);
    if (by_lots && fabs(lots.amount - limit.total.amount) > 0.01 * limit.total.amount)
      cd_told(it->heed, "the lots' sums make %.0f, and the tender's own is %.0f", lots.amount, limit.total.amount);
  } else if (why)
    cd_told(it->unused, "%s", why);
  else if (by_lots) {
    limit.total = lots;
    limit.from = g_strdup_printf("%s.tender.lots[*].value", notice->path);
    limit.note = g_strdup_printf("%.0f in all, each lot over its own months", lots.amount);
  } else
    cd_told(it->missing, "what the contract is worth (price-limit of each contract)");
  return limit;
}

/* PART of all, by an assumption. */
static void limit_part(CdImported *it, const Limit *limit, const char *structure, const char *contract, double part)
{
  g_autofree char *path = g_strdup_printf("structure[%s]/contract[%s]/price-limit", structure, contract),
                  *note = g_strdup_printf("most that the councils pay a year: %s; shared out by adults in treatment",
                                          limit->note);
  cd_figure_add(it, path, g_strdup_printf("%.0f", fmax(1, limit->total.high * part)), 'D', limit->from, note);
}

/* A limit on one option alone would turn the answer for or against it. */
static void limit_all(CdImported *it, const Limit *limit, const CdWished *wished, bool leaves)
{
  g_autofree char *note = g_strdup_printf("most that the councils pay a year: %s", limit->note);
  double adults = 0, high = limit->total.high;
  cd_figure_take_range(it, "structure[joint]/contract[all]/price-limit", high, high, 'C', limit->from, note);
  for (guint a = 0; a < wished->n; a++)
    adults += wished->area[a].adults;
  for (guint a = 0; a < wished->n; a++) {
    const char *id = wished->area[a].id;
    double part = wished->area[a].adults / adults;
    limit_part(it, limit, "apart", id, part);
    if (!leaves)
      continue;
    g_autofree char *structure = g_strdup_printf("%s-leaves", id);
    limit_part(it, limit, structure, id, part);
    limit_part(it, limit, structure, "others", 1 - part);
  }
  cd_told(it->taken,
          "the price-limit of each contract of the other options (grade D), from %s: the same, shared out by adults in "
          "treatment",
          limit->from);
}

static void take_limits(CdImported *it, const CdNotice *notice, const CdWished *wished, CdToComeBeside beside,
                        const CdNoticePeriod *period)
{
  Limit limit = limit_of(it, notice, period);
  it->limited = limit.from && beside.areas;
  if (it->limited)
    limit_all(it, &limit, wished, beside.leaves);
  else if (limit.from)
    cd_told(it->unused,
            "%s: %.0f pounds a year (%s): a limit for the people of these councils, whose number is not told; with "
            "--area NAME:RESIDENTS:ADULTS it is one",
            limit.from, limit.total.high, limit.note);
  clear_limit(&limit);
}

/* --- lots ---------------------------------------------------------------------------------------------------- */

/* "adult-treatment recovery of Northshire". */
static char *served(const CdLots *lots, guint l, const CdWished *wished)
{
  g_autofree char *components = cd_lots_components(lots, l);
  GString *text = g_string_new(components);
  const char *between = " of ";
  for (guint a = 0; a < wished->n; a++)
    if (lots->areas[l] >> a & 1) {
      g_string_append_printf(text, "%s%s", between, wished->area[a].label);
      between = ", ";
    }
  return g_string_free(text, FALSE);
}

static void take_lot(CdImported *it, guint l, const CdNoticePeriod *common, const CdWished *wished)
{
  const CdNoticeLot *lot = lot_of(it, l);
  const CdNoticePeriod *period = period_of_lot(lot, common);
  g_autofree char *what = served(&it->lots, l, wished), *why = NULL,
                  *path = g_strdup_printf("structure[lots]/contract[lot-%u]/price-limit", l + 1);
  cd_told(it->taken, "structure[lots]/contract[lot-%u], from %s (%s): %s", l + 1, lot->path, lot->title, what);
  CdYearly yearly;
  if (cd_yearly(&lot->value, period, &yearly, &why) && it->limited) {
    g_autofree char *sum = cd_yearly_told(&yearly, period),
                    *note = g_strdup_printf("most that the councils pay a year: %s", sum);
    cd_figure_take_range(it, path, yearly.high, yearly.high, 'C', lot->value.path, note);
  }
  if (period != common && common->months > 0 && period->months != common->months)
    cd_told(it->unused, "%s: %.3g years, where the contract has %.3g: options are compared on common terms",
            period->path, period->months / 12, common->months / 12);
}

static void tell_lot(CdImported *it, const CdNoticeLot *lot, const char *why)
{
  g_autofree char *value =
      lot->value.path ? g_strdup_printf(", %.0f %s", lot->value.amount, lot->value.currency ? lot->value.currency : "")
                      : g_strdup("");
  cd_told(it->unused, "%s (%s%s): no contract of its own: %s", lot->path, lot->title ? lot->title : "no title", value,
          why);
}

static void take_lots(CdImported *it, const CdNoticePeriod *common, const CdWished *wished)
{
  if (it->lot->len < 2)
    return;
  g_autofree char *why = cd_lots_divide(it->lot, wished, &it->lots);
  for (guint l = 0; l < it->lot->len; l++)
    if (why)
      tell_lot(it, lot_of(it, l), why);
    else
      take_lot(it, l, common, wished);
  if (why)
    it->lots.n = 0;
}

/* --- the whole ----------------------------------------------------------------------------------------------- */

void cd_to_come_take(CdImported *it, const CdNotice *notice, const CdWished *wished, CdToComeBeside beside)
{
  const CdNoticePeriod *period = period_of(it, notice);
  char grade = 'A';
  if (notice->is_off) {
    grade = 'C';
    cd_told(it->heed, "the tender is %s: what is taken of it was to be, and is not to come as it stands there",
            notice->tender_status);
  }
  if (!beside.start)
    cd_figure_take_start(it, period->path ? period->start : -1, grade, period->path, "when the contract begins");
  cd_figure_take_length(it, "terms/length", period, grade);
  cd_figure_take_quality(it, notice, "terms/quality-weight", grade);
  take_limits(it, notice, wished, beside, period);
  if (period->longest > period->end && period->end >= 0)
    cd_told(it->unused, "%s.maxExtentDate: extensions of the contract to come", period->path);
  take_lots(it, period, wished);
}
