#include "sim/report/accords-why.h"

#include <math.h>
#include "sim/report/figure.h"
#include "sim/report/input.h"
#include "sim/report/partners.h"

#define DRIVERS_SHOWN 4u
#define SETS_SHOWN 4u

char *cd_share_words(CdShare share)
{
  if (isnan(share.share))
    return g_strdup("n/a");
  g_autofree char *middle = cd_figure_share_of(share.share), *low = cd_figure(CD_FIGURE_PART, share.low);
  g_autofree char *high = cd_figure(CD_FIGURE_PART, share.high);
  return g_strdup_printf("%s (%s–%s)", middle, low, high);
}

static void write_part(CdScreen *screen, char sign, double share, const char *text)
{
  g_autofree char *figure = g_strdup_printf("  %c %5.1f%%  ", sign, 100 * share);
  cd_screen_paragraph(screen, text, figure, "            ");
}

/* Signed shares whose sum is the share of breaks, to the last replicate. */
static void write_parts(CdScreen *screen, const CdAccords *accords)
{
  const CdBreakParts *parts = &accords->parts;
  if (parts->true_empty.n + parts->own_empty.n + parts->missed.n == 0) /* so nobody parts either */
    return;
  cd_screen_paragraph(
      screen, "How often they do not all stay together, taken apart (shares of all sets of assumptions):", "  ", "  ");
  write_part(screen, ' ', parts->true_empty.share,
             "no terms would suit everybody, even if all believed what the model finds");
  write_part(screen, '+', parts->own_empty.share, "some would, but none by what they believe themselves");
  write_part(screen, '+', parts->missed.share, "some would by either, and they miss them");
  write_part(screen, '-', parts->settled_true_empty.share,
             "together all the same, though none would by what the model finds");
  write_part(screen, '-', parts->settled_own_empty.share,
             "together all the same, though none would by what they believe");
  write_part(screen, '=', 1 - accords->accord->agreed.share, "not all together");
}

static void write_causes(CdScreen *screen, const CdAccords *accords)
{
  guint closed = accords->settled.of;
  g_autofree char *share = cd_share_words(cd_share_of(closed, accords->replicates)),
                  *settled = cd_figure_share_of(accords->settled.share);
  g_autofree char *head =
      closed == 0
          ? g_strdup("By what they believe themselves, some terms always suit everybody.")
          : g_strdup_printf("By what they believe themselves, no terms suit everybody in %s of all; in %s of those "
                            "they stay together "
                            "all the same, as leaving is worth less month by month. Why none do, as shares of all:",
                            share, settled);
  cd_screen_paragraph(screen, head, "  ", "  ");
  for (guint c = 1; c < CD_CAUSE_COUNT; c++) {
    if (accords->cause[c].n == 0)
      continue;
    const CdCauseText *text = cd_cause_text((CdCause)c);
    g_autofree char *how_often = cd_share_words(accords->cause[c]);
    g_autofree char *line = g_strdup_printf("%s: %s. %s", text->label, how_often, text->meaning);
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
}

static void write_blocking(CdScreen *screen, const CdAccords *accords)
{
  g_autoptr(GString) line = g_string_new(
      "What stands in the way, as shares of those (were it no issue, some terms would suit everybody; several may be "
      "so at once): ");
  for (guint s = 0; s < MIN(accords->n_blocking, SETS_SHOWN); s++) {
    g_autofree char *issues = cd_issues_text(accords->blocking[s].mask),
                    *share = cd_figure_share_of(accords->blocking[s].share.share);
    g_string_append_printf(line, "%s %s; ", issues, share);
  }
  g_autofree char *share = cd_figure_share_of(accords->consequences.share);
  g_string_append_printf(line, "no terms, but what working together brings, or a red line off the table, %s.", share);
  cd_screen_paragraph(screen, line->str, "  ", "    ");
}

/* " (median £27.9k a year, 90% between £2,389 and £122k)"; nothing where there is none. */
static char *money_words(CdSpread spread)
{
  if (spread.n == 0)
    return g_strdup("");
  g_autofree char *median = cd_figure(CD_FIGURE_MONEY, spread.median), *low = cd_figure(CD_FIGURE_MONEY, spread.p5);
  g_autofree char *high = cd_figure(CD_FIGURE_MONEY, spread.p95);
  return g_strdup_printf(" (median %s a year, 90%% between %s and %s)", median, low, high);
}

static void write_payers(CdScreen *screen, const CdAccords *accords)
{
  if (accords->bridge[CD_BRIDGE_PAYMENT].n == 0)
    return;
  g_autoptr(GString) who = g_string_new("Where payments between them do, at the median: ");
  for (guint i = 0; i < accords->n_councils; i++) {
    double median = accords->payment[i].median;
    g_autofree char *sum = cd_figure(CD_FIGURE_MONEY, fabs(median));
    g_string_append_printf(who, "%s%s ", i > 0 ? "; " : "", cd_council_text(accords->scenario, i));
    if (isfinite(median))
      g_string_append_printf(who, "%s %s a year", median > 0 ? "needs" : "could spare", sum);
    else
      g_string_append(who, "could spare any sum, as far as its value of cost tells");
  }
  g_string_append_c(who, '.');
  cd_screen_paragraph(screen, who->str, "  ", "    ");
}

static void write_money(CdScreen *screen, const CdAccords *accords)
{
  g_autofree char *payment = cd_figure_share_of(accords->bridge[CD_BRIDGE_PAYMENT].share);
  g_autofree char *subsidy = cd_figure_share_of(accords->bridge[CD_BRIDGE_SUBSIDY].share);
  g_autofree char *none = cd_figure_share_of(accords->bridge[CD_BRIDGE_NONE].share);
  g_autofree char *paid = money_words(accords->pounds[CD_BRIDGE_PAYMENT]),
                  *given = money_words(accords->pounds[CD_BRIDGE_SUBSIDY]);
  g_autofree char *line = g_strdup_printf(
      "Money with which some terms would suit everybody there: payments between them in %s%s; money from outside "
      "in %s%s; no sum in %s.",
      payment, paid, subsidy, given, none);
  cd_screen_paragraph(screen, line, "  ", "    ");
  write_payers(screen, accords);
}

static void write_failure(CdScreen *screen, const CdAccords *accords)
{
  if (accords->bridge[CD_BRIDGE_PROCESS_FAILURE].n == 0)
    return;
  g_autofree char *share = cd_share_words(accords->bridge[CD_BRIDGE_PROCESS_FAILURE]);
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(
      line, "A failure of the process: in %s of all they part though some terms suit everybody by what they believe",
      share);
  const CdSpread *terms = &accords->concession_terms;
  if (terms->n > 0)
    g_string_append_printf(line, "; in the last text tabled %.0f %s (90%%: %.0f to %.0f) would have had to change",
                           terms->median, terms->median < 1.5 ? "term" : "terms", terms->p5, terms->p95);
  g_string_append_c(line, '.');
  cd_screen_paragraph(screen, line->str, "  ", "    ");
}

void cd_write_why(CdScreen *screen, const CdAccords *accords)
{
  cd_screen_heading(screen, "WHY");
  write_parts(screen, accords);
  write_causes(screen, accords);
  if (accords->consequences.of > 0) {
    write_blocking(screen, accords);
    write_money(screen, accords);
  }
  write_failure(screen, accords);
}

static void write_driver(CdScreen *screen, const CdAccords *accords, const CdDriver *driver)
{
  const CdAccordInput *input = &accords->input[driver->input];
  g_autofree char *text = cd_input_text(accords->scenario, input);
  g_autofree char *with = cd_input_figure(input, driver->median_with),
                  *without = cd_input_figure(input, driver->median_without);
  g_autofree char *line = g_strdup_printf("%s: %s, else %s", text, with, without);
  cd_screen_paragraph(screen, line, "    ", "      ");
}

static void write_region(CdScreen *screen, const CdAccords *accords, const CdRegion *region)
{
  g_autoptr(GString) line = g_string_new("Most often where ");
  for (guint l = 0; l < region->n_limits; l++) {
    const CdAccordInput *input = &accords->input[region->limit[l].input];
    g_autofree char *limit = cd_input_figure(input, region->limit[l].limit);
    g_string_append_printf(line, "%s%s is at %s %s", l > 0 ? " and " : "", input->path,
                           region->limit[l].below ? "most" : "least", limit);
  }
  g_autofree char *inside = cd_share_words(region->inside), *all = cd_figure_share_of(region->all.share);
  g_autofree char *holds = cd_figure_share_of(region->holds.share);
  g_string_append_printf(
      line,
      ": %s there against %s over all, and %s of the cases lie there (counted on replicates that it was not found on).",
      inside, all, holds);
  cd_screen_paragraph(screen, line->str, "    ", "      ");
}

/* The steps of a course that was asked about. */
static void write_steps(CdScreen *screen, const CdAccords *accords, const CdAccordEvent *event)
{
  const CdTalksEventSpec *it = cd_scenario_talks_event(accords->scenario, (guint)event->asked);
  g_autofree char *notice = cd_block_text(accords->scenario, cd_refs_mask(&it->notice)),
                  *without = cd_block_text(accords->scenario, cd_refs_mask(&it->without));
  g_autofree char *gives = cd_figure_share_of(event->gives_notice.share),
                  *goes = cd_figure_share_of(event->and_goes.share), *stay = cd_figure_share_of(event->stay.share);
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "%s: notice in %s of all; and ", notice, gives);
  if (it->with.n > 0) {
    g_autofree char *with = cd_block_text(accords->scenario, cd_refs_mask(&it->with));
    g_string_append_printf(line, "together with %s, ", with);
  }
  g_string_append_printf(line, "without %s, in %s", without, goes);
  if (it->wanted == CD_YES)
    g_string_append_printf(line, "; and those left behind would rather have stayed in %s", stay);
  g_string_append_c(line, '.');
  cd_screen_paragraph(screen, line->str, "    ", "      ");
}

/* What would have kept them together, where it happens. */
static void write_offers(CdScreen *screen, const CdAccords *accords, const CdAccordEvent *event)
{
  if (event->share.n == 0)
    return;
  g_autofree char *open = cd_share_words(event->open);
  g_autoptr(GString) line = g_string_new(NULL);
  g_string_append_printf(line, "Where it happens, some terms would have suited everybody without any payment in %s.",
                         open);
  guint32 left = cd_refs_mask(&cd_scenario_talks_event(accords->scenario, (guint)event->asked)->without);
  for (guint i = 0; event->open.n < event->share.n && i < accords->n_councils; i++) {
    if (!(left >> i & 1))
      continue;
    g_autofree char *offer = cd_share_words(event->offer[i]), *money = money_words(event->offered[i]);
    g_string_append_printf(
        line, " Where none would, a payment that %s alone could afford would have made some do so in %s%s.",
        cd_council_text(accords->scenario, i), offer, money);
  }
  cd_screen_paragraph(screen, line->str, "    ", "      ");
}

static void write_event(CdScreen *screen, const CdAccords *accords, const CdAccordEvent *event)
{
  g_autofree char *share = cd_share_words(event->share);
  g_autofree char *head =
      g_strdup_printf("“%s”: %s of all.%s", event->label, share,
                      event->n_told > 0 ? " Medians where it is so, and where not, of what differs most:" : "");
  cd_screen_paragraph(screen, head, "  ", "  ");
  if (event->asked >= 0) {
    write_steps(screen, accords, event);
    write_offers(screen, accords, event);
  }
  for (guint d = 0; d < MIN(event->n_told, DRIVERS_SHOWN); d++)
    write_driver(screen, accords, &event->driver[d]);
  if (event->n_told == 0 && event->n_drivers > 0)
    cd_screen_paragraph(screen, "No single assumption can be told from chance to drive it.", "    ", "    ");
  if (event->region.n_limits > 0)
    write_region(screen, accords, &event->region);
}

void cd_write_assumptions(CdScreen *screen, const CdAccords *accords)
{
  cd_screen_heading(screen, "UNDER WHICH ASSUMPTIONS");
  for (guint e = 0; e < accords->n_events; e++)
    write_event(screen, accords, &accords->event[e]);
}
