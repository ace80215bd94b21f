#include "sim/start/imported.h"

#include <math.h>
#include <string.h>
#include "sim/scenario/names.h"
#include "sim/start/told.h"

#define FIRST_START "2025-10" /* that a case can have */
#define LAST_START "2099-12"
#define BIDDERS_MOST 8u
#define LENGTH_LEAST 1.0 /* years: terms/length */
#define LENGTH_MOST 15.0
#define EXTENSION_MOST 60 /* months: calendar/extension-months */
#define MONEY_MOST 1e10   /* £ a year */

static void clear_figure(gpointer data)
{
  CdImportedFigure *figure = data;
  g_free(figure->path);
  g_free(figure->value);
  g_free(figure->note);
  g_free(figure->from);
}

void cd_imported_free(CdImported *it)
{
  if (!it)
    return;
  g_array_unref(it->figure);
  g_free(it->start);
  g_strfreev(it->areas);
  g_string_free(it->taken, TRUE);
  g_string_free(it->missing, TRUE);
  g_string_free(it->unused, TRUE);
  g_free(it);
}

/* Takes VALUE over; FROM stands in the notice, NOTE says how it came about. */
static void take(CdImported *it, const char *path, char *value, const char *from, const char *note)
{
  CdImportedFigure figure = {.path = g_strdup(path), .value = value, .note = g_strdup(note), .from = g_strdup(from)};
  g_array_append_val(it->figure, figure);
  cd_told(it->taken, "%s = %s, from %s: %s", path, value, from, note);
}

static char *number(double x)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  return g_strdup(g_ascii_formatd(text, sizeof text, "%.6g", x));
}

/* --- when ---------------------------------------------------------------------------------------------------- */

static void take_start(CdImported *it, int month, const char *from, const char *note)
{
  int first = cd_month_parse(FIRST_START), last = cd_month_parse(LAST_START);
  g_autofree char *told = month >= 0 ? cd_month_format(month) : NULL;
  if (!told) {
    cd_told(it->missing, "planned start: %s", CD_CASE_START);
    return;
  }
  if (month < first || month > last) {
    cd_told(it->unused,
            "%s (%s): %s is not from " FIRST_START " to " LAST_START "; --start says when the new service is to start",
            from, note, told);
    return;
  }
  it->start = g_strdup(told);
  take(it, "calendar/planned-start", g_strdup(told), from, note);
}

static void take_length(CdImported *it, const char *path, const CdNoticePeriod *period)
{
  double years = period->months / 12;
  if (!period->path || isnan(years))
    cd_told(it->missing, "how long the contract is (%s)", path);
  else if (!(years >= LENGTH_LEAST && years <= LENGTH_MOST))
    cd_told(it->unused, "%s: %.3g years, where a contract has 1 to 15", period->path, years);
  else
    take(it, path, number(years), period->path, "years without extensions");
}

static void take_extension(CdImported *it, const CdNoticePeriod *period)
{
  if (period->end < 0 || period->longest < 0)
    cd_told(it->missing, "how far today's contract can be extended (maxExtentDate): calendar/extension-months");
  else if (period->longest - period->end > EXTENSION_MOST)
    cd_told(it->unused, "%s.maxExtentDate: more than 60 months after the end", period->path);
  else
    take(it, "calendar/extension-months", g_strdup_printf("%d", period->longest - period->end), period->path,
         "from endDate to maxExtentDate");
}

/* --- how much ------------------------------------------------------------------------------------------------ */

static void take_money(CdImported *it, const char *path, const CdNoticeMoney *value, const CdNoticePeriod *period,
                       const char *meaning)
{
  double years = period->months / 12, yearly = value->amount / years;
  if (!value->path) {
    cd_told(it->missing, "what the contract is worth (%s)", path);
    return;
  }
  if (g_strcmp0(value->currency, "GBP") != 0)
    cd_told(it->unused, "%s: in %s, and scenarios are in pounds", value->path,
            value->currency ? value->currency : "a currency that is not told");
  else if (!(years > 0))
    cd_told(it->unused, "%s: of a contract whose length is not told, so that a year's part is not known", value->path);
  else if (!(yearly >= 1 && yearly <= MONEY_MOST))
    cd_told(it->unused, "%s: %.0f pounds a year is beyond what a scenario takes", value->path, yearly);
  else {
    g_autofree char *note =
        g_strdup_printf("%s: %.0f over %.0f months, extensions not counted, in the money of the notice", meaning,
                        value->amount, period->months);
    take(it, path, g_strdup_printf("%.0f", yearly), value->path, note);
  }
}

static void take_quality(CdImported *it, const CdNotice *notice, const char *path)
{
  if (isnan(notice->quality))
    cd_told(it->missing, "what quality weighs against price (%s)", path);
  else
    take(it, path, number(notice->quality), notice->quality_path, "what the award criteria of quality weigh");
}

/* --- who ----------------------------------------------------------------------------------------------------- */

static const char *const kind_word[CD_NOTICE_KINDS] = {"national charity", "NHS trust", "local charity",
                                                       "of a kind that it does not tell"};

static void say_kinds(GString *lines, const char *who, const CdNoticeBidders *of)
{
  g_autoptr(GString) text = g_string_new(NULL);
  for (guint k = 0; k < CD_NOTICE_KINDS; k++)
    if (of->kind[k] > 0)
      g_string_append_printf(text, "%s%u %s", text->len ? ", " : "", of->kind[k], kind_word[k]);
  cd_told(lines, "%s, from %s: %s", who, of->path, text->str);
}

/* Others than who has the contract take the place of the template's, as far as their kind is told. */
static void take_bidders(CdImported *it, const CdNotice *notice, bool in_force)
{
  static const CdNoticeBidders nobody = {.path = NULL};
  const CdNoticeBidders *all = &notice->tenderers, *won = in_force ? &notice->suppliers : &nobody;
  if (won->path) {
    say_kinds(it->taken, "who has the contract", won);
    for (guint k = 0; k < CD_NOTICE_UNTOLD; k++)
      if (won->n == 1 && won->kind[k] == 1)
        it->incumbent = (CdNoticeKind)k;
  }
  guint n = 0;
  for (guint k = 0; k < CD_NOTICE_UNTOLD; k++) {
    guint others = all->kind[k] - MIN(all->kind[k], won->kind[k]);
    it->bidders[k] = MIN(others, BIDDERS_MOST - n);
    n += it->bidders[k];
  }
  it->has_bidders = n > 0;
  if (all->path)
    say_kinds(it->taken, "who tendered", all);
  if (it->has_bidders)
    cd_told(it->taken, "%u archetype%s of these kinds beside today's may bid", n, n == 1 ? "" : "s");
  else
    cd_told(it->missing, "of what kind those are who may bid: one national charity, one NHS trust, one local charity");
  if (!isnan(notice->n_tenderers) && !all->path)
    cd_told(it->unused, "%s: %.0f tendered, and nothing tells of what kind", notice->n_tenderers_path,
            notice->n_tenderers);
}

/* "Northshire Council" is the council of Northshire: cases add the word. What would part an area's name from its residents is left out. */
static char *area_of(const char *buyer)
{
  g_autofree char *plain = g_utf8_make_valid(buyer, -1);
  for (char *p = plain; *p; p++)
    if (*p == ':' || (guchar)*p < 0x20)
      *p = ' ';
  if (g_str_has_suffix(plain, " Council"))
    plain[strlen(plain) - strlen(" Council")] = '\0';
  return g_strdup_printf("%s:%d", g_strstrip(plain), CD_WISH_USUAL_RESIDENTS);
}

static void take_buyers(CdImported *it, const CdNotice *notice, bool named)
{
  g_autoptr(GStrvBuilder) areas = g_strv_builder_new();
  g_autoptr(GString) names = g_string_new(NULL);
  for (guint i = 0; i < notice->buyer->len; i++) {
    g_autofree char *area = area_of(g_ptr_array_index(notice->buyer, i));
    g_strv_builder_add(areas, area);
    g_string_append_printf(names, "%s%s", names->len ? ", " : "", (const char *)g_ptr_array_index(notice->buyer, i));
  }
  it->areas = g_strv_builder_end(areas);
  if (notice->buyer->len > 0)
    cd_told(named ? it->unused : it->taken, "buyers, from %s: %s%s", notice->buyer_path, names->str,
            named ? "; --area names the partners" : "");
}

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

static void take_lot(CdImported *it, const CdNotice *notice, guint l, const CdWished *wished)
{
  const CdNoticeLot *lot = &g_array_index(notice->lot, CdNoticeLot, l);
  g_autofree char *what = served(&it->lots, l, wished),
                  *path = g_strdup_printf("structure[lots]/contract[lot-%u]/price-limit", l + 1);
  cd_told(it->taken, "structure[lots]/contract[lot-%u], from %s (%s): %s", l + 1, lot->path, lot->title, what);
  const CdNoticePeriod *own = &lot->period, *period = own->path && own->months > 0 ? own : &notice->period;
  take_money(it, path, &lot->value, period, "most that the councils pay a year");
  if (own->path && notice->period.months > 0 && own->months != notice->period.months)
    cd_told(it->unused, "%s: %.3g years, where the contract has %.3g: options are compared on common terms", own->path,
            own->months / 12, notice->period.months / 12);
}

static void tell_lots(CdImported *it, const CdNotice *notice, const char *why)
{
  for (guint i = 0; i < notice->lot->len; i++) {
    const CdNoticeLot *lot = &g_array_index(notice->lot, CdNoticeLot, i);
    g_autofree char *value =
        lot->value.path ? g_strdup_printf(", %.0f %s", lot->value.amount, lot->value.currency ? lot->value.currency : "")
                        : g_strdup("");
    cd_told(it->unused, "%s (%s%s): no contract of its own: %s", lot->path, lot->title ? lot->title : "no title", value,
            why);
  }
}

void cd_imported_take_lots(CdImported *it, const CdNotice *notice, const CdWished *wished)
{
  if (notice->lot->len < 2)
    return;
  g_autofree char *why = notice->in_force ? g_strdup("lots of a contract in force are no option to come")
                                          : cd_lots_divide(notice, wished, &it->lots);
  it->lot = notice->lot;
  if (!why) {
    for (guint l = 0; l < it->lots.n; l++)
      take_lot(it, notice, l, wished);
    return;
  }
  it->lots.n = 0;
  tell_lots(it, notice, why);
}

/* --- the whole ----------------------------------------------------------------------------------------------- */

/* Of a contract in force: today's, which a new service follows. */
static void take_in_force(CdImported *it, const CdNotice *notice, CdImportedBeside beside)
{
  const CdNoticePeriod *period = notice->contract_period.path ? &notice->contract_period : &notice->period;
  const CdNoticeMoney *value = notice->contract_value.path ? &notice->contract_value : &notice->value;
  if (!beside.start)
    take_start(it, period->path ? period->end : -1, period->path, "the month after the contract in force ends");
  take_length(it, "today/length", period);
  take_extension(it, period);
  take_quality(it, notice, "today/quality-weight");
  if (beside.joint_today)
    take_money(it, "cost/paid-today", value, period, "pounds a year for all");
  else if (value->path)
    cd_told(it->unused, "%s: what one of today's contracts is paid, or all where it serves all: --today joint says so",
            value->path);
}

/* Of a tender that nobody has won: the contract to come. */
static void take_to_come(CdImported *it, const CdNotice *notice, CdImportedBeside beside)
{
  const CdNoticePeriod *period = &notice->period;
  if (!beside.start)
    take_start(it, period->path ? period->start : -1, period->path, "when the contract begins");
  take_length(it, "terms/length", period);
  take_quality(it, notice, "terms/quality-weight");
  take_money(it, "structure[joint]/contract[all]/price-limit", &notice->value, period,
             "most that the councils pay a year");
  if (period->longest > period->end && period->end >= 0)
    cd_told(it->unused, "%s.maxExtentDate: extensions of the contract to come", period->path);
}

/* Whether it was over, extensions and all, before any service that a scenario can plan. */
static bool is_past(const CdNoticePeriod *period)
{
  return period->path && period->end >= 0 && MAX(period->end, period->longest) < cd_month_parse(FIRST_START);
}

static void tell_past(CdImported *it, const CdNoticePeriod *period)
{
  g_autofree char *end = cd_month_format(MAX(period->end, period->longest));
  cd_told(it->unused, "%s: the contract is over since %s: nothing is taken of its length, value or supplier",
          period->path, end);
  cd_told(it->missing, "today's contract, when the new service is to start, and its terms");
}

CdImported *cd_imported_new(const CdNotice *notice, CdImportedBeside beside)
{
  CdImported *it = g_new0(CdImported, 1);
  it->ocid = notice->ocid;
  it->incumbent = CD_NOTICE_UNTOLD;
  it->figure = g_array_new(FALSE, TRUE, sizeof(CdImportedFigure));
  g_array_set_clear_func(it->figure, clear_figure);
  it->taken = g_string_new(NULL);
  it->missing = g_string_new(NULL);
  it->unused = g_string_new(NULL);
  take_buyers(it, notice, beside.areas);
  bool past = notice->in_force && is_past(&notice->contract_period);
  if (past)
    tell_past(it, &notice->contract_period);
  else if (notice->in_force)
    take_in_force(it, notice, beside);
  else
    take_to_come(it, notice, beside);
  take_bidders(it, notice, !past);
  return it;
}
