#include "sim/report/accords-why.h"

#include "sim/report/accords-words.h"
#include "sim/report/figure.h"
#include "sim/report/input.h"
#include "sim/report/partners.h"

#define DRIVERS_SHOWN 4u
#define SETS_SHOWN 4u

/* Signed shares whose sum is the share of breaks, to the last replicate. */
static void write_parts(CdScreen *screen, const CdAccords *accords)
{
  const CdBreakParts *parts = &accords->reasons->parts;
  if (parts->true_empty.n + parts->own_empty.n + parts->missed.n == 0) /* so nobody parts either */
    return;
  cd_screen_paragraph(
      screen, "How often they do not all go together, taken apart (shares of all sets of assumptions):", "  ", "  ");
  CdBreakLine line[CD_BREAK_LINES];
  guint n = cd_break_lines(accords->reasons, line);
  for (guint i = 0; i < n; i++) {
    g_autofree char *figure = g_strdup_printf("  %c %5.1f%%  ", line[i].sign, 100 * line[i].share);
    cd_screen_paragraph(screen, line[i].text, figure, "            ");
  }
}

static void write_causes(CdScreen *screen, const CdAccords *accords)
{
  g_autofree char *zone = cd_zone_words(accords->reasons);
  g_autofree char *head =
      accords->reasons->closed.n > 0 ? g_strdup_printf("%s Why none do, as shares of all:", zone) : g_strdup(zone);
  cd_screen_paragraph(screen, head, "  ", "  ");
  for (guint c = 1; c < CD_CAUSE_COUNT; c++) {
    if (accords->reasons->cause[c].n == 0)
      continue;
    const CdCauseText *text = cd_cause_text((CdCause)c);
    g_autofree char *how_often = cd_share_words(accords->reasons->cause[c]);
    g_autofree char *line = g_strdup_printf("%s: %s. %s", text->label, how_often, text->meaning);
    cd_screen_paragraph(screen, line, "  ", "    ");
  }
}

static void write_blocking(CdScreen *screen, const CdAccords *accords)
{
  g_autoptr(GString) line = g_string_new(
      "What stands in the way, as shares of those (were it no issue, some terms would suit everybody; several may be "
      "so at once): ");
  for (guint s = 0; s < MIN(accords->reasons->n_blocking, SETS_SHOWN); s++) {
    g_autofree char *issues = cd_issues_text(accords->reasons->blocking[s].mask),
                    *share = cd_figure_share_of(accords->reasons->blocking[s].share.share);
    g_string_append_printf(line, "%s %s; ", issues, share);
  }
  g_autofree char *share = cd_figure_share_of(accords->reasons->consequences.share);
  g_string_append_printf(line, "no terms, but what working together brings, or a red line off the table, %s.", share);
  cd_screen_paragraph(screen, line->str, "  ", "    ");
}

static void write_payers(CdScreen *screen, const CdAccords *accords)
{
  if (accords->reasons->bridge[CD_BRIDGE_PAYMENT].n == 0)
    return;
  g_autoptr(GString) who = g_string_new("Where payments between them do, at the median: ");
  for (guint i = 0; i < accords->n_councils; i++) {
    g_autofree char *payer = cd_payer_words(accords->reasons, i);
    g_string_append_printf(who, "%s%s %s", i > 0 ? "; " : "", cd_council_text(accords->scenario, i), payer);
  }
  g_string_append_c(who, '.');
  cd_screen_paragraph(screen, who->str, "  ", "    ");
}

static void write_money(CdScreen *screen, const CdAccords *accords)
{
  g_autofree char *payment = cd_figure_share_of(accords->reasons->bridge[CD_BRIDGE_PAYMENT].share);
  g_autofree char *subsidy = cd_figure_share_of(accords->reasons->bridge[CD_BRIDGE_SUBSIDY].share);
  g_autofree char *none = cd_figure_share_of(accords->reasons->bridge[CD_BRIDGE_NONE].share);
  g_autofree char *paid = cd_money_words(accords->reasons->pounds[CD_BRIDGE_PAYMENT]),
                  *given = cd_money_words(accords->reasons->pounds[CD_BRIDGE_SUBSIDY]);
  g_autofree char *line = g_strdup_printf(
      "Money with which some terms would suit everybody there: payments between them in %s%s; money from outside "
      "in %s%s; no sum in %s.",
      payment, paid, subsidy, given, none);
  cd_screen_paragraph(screen, line, "  ", "    ");
  write_payers(screen, accords);
}

void cd_write_why(CdScreen *screen, const CdAccords *accords)
{
  cd_screen_heading(screen, "WHY");
  write_parts(screen, accords);
  write_causes(screen, accords);
  if (accords->reasons->consequences.of > 0) {
    write_blocking(screen, accords);
    write_money(screen, accords);
  }
  g_autofree char *failure = cd_failure_words(accords->reasons);
  if (failure)
    cd_screen_paragraph(screen, failure, "  ", "    ");
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

static void write_event(CdScreen *screen, const CdAccords *accords, const CdAccordEvent *event)
{
  g_autofree char *share = cd_share_words(event->share);
  g_autofree char *head =
      g_strdup_printf("“%s”: %s of all.%s", event->label, share,
                      event->n_told > 0 ? " Medians where it is so, and where not, of what differs most:" : "");
  cd_screen_paragraph(screen, head, "  ", "  ");
  g_autofree char *course = cd_course_words(accords, event), *offer = cd_offer_words(accords, event),
                  *search = cd_seek_words(event);
  const char *words[] = {course, offer, search};
  for (guint w = 0; w < G_N_ELEMENTS(words); w++)
    if (words[w])
      cd_screen_paragraph(screen, words[w], "    ", "      ");
  for (guint d = 0; d < MIN(event->n_told, DRIVERS_SHOWN); d++)
    write_driver(screen, accords, &event->driver[d]);
  if (event->n_told == 0 && event->n_drivers > 0)
    cd_screen_paragraph(screen, "No single assumption can be told from chance to drive it.", "    ", "    ");
  g_autofree char *region = cd_region_words(accords, &event->region);
  if (region)
    cd_screen_paragraph(screen, region, "    ", "      ");
}

void cd_write_assumptions(CdScreen *screen, const CdAccords *accords)
{
  cd_screen_heading(screen, "UNDER WHICH ASSUMPTIONS");
  for (guint e = 0; e < accords->n_events; e++)
    write_event(screen, accords, &accords->event[e]);
}
