#include "sim/report/talks-page.h"

#include <math.h>
#include "sim/report/accords-words.h"
#include "sim/report/glossary.h"
#include "sim/report/input.h"
#include "sim/report/partners.h"

#define MINUS "\u2212"
#define DRIVERS_SHOWN 4u
#define SETS_SHOWN 8u

/* A column of shares that adds up; the last line is its sum. */
static void write_parts(CdTalksSection section)
{
  CdBreakLine line[CD_BREAK_LINES];
  guint n = cd_break_lines(section.reasons, line);
  cd_page_narrow_table_open(section.page,
                            "How often they do not all go together, taken apart: shares of all, which add up");
  cd_talks_heads(section, "Why", "Share", NULL);
  for (guint i = 0; i < n; i++) {
    const char *sign = line[i].sign == '+' ? "+ " : line[i].sign == '-' ? MINUS " " : line[i].sign == '=' ? "= " : "";
    g_autofree char *shown = g_strdup_printf("%s%.1f%%", sign, 100 * line[i].share);
    if (line[i].sign == '=')
      cd_page_total_row(section.page, line[i].text);
    else
      cd_page_row(section.page, line[i].text);
    cd_page_cell_open(section.page, true);
    cd_page_data(section.page, line[i].share, shown);
    cd_page_cell_close(section.page);
  }
  cd_page_table_close(section.page);
}

static void write_causes(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  cd_page_narrow_table_open(section.page, "Why no terms suit everybody by what they believe, share of all");
  cd_talks_heads(section, "A matter of", "Share", NULL);
  for (guint c = 1; c < CD_CAUSE_COUNT; c++) {
    const CdCauseText *text = cd_cause_text((CdCause)c);
    cd_page_noted_row(section.page, text->label, text->meaning);
    cd_talks_share_cell(section, reasons->cause[c]);
  }
  cd_page_table_close(section.page);
}

static void write_blocking(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  cd_page_narrow_table_open(section.page, "What stands in the way, share of those; several may at once");
  cd_talks_heads(section, "Were this no issue, some terms would suit everybody", "Share", NULL);
  for (guint s = 0; s < MIN(reasons->n_blocking, SETS_SHOWN); s++) {
    g_autofree char *issues = cd_issues_text(reasons->blocking[s].mask);
    cd_page_row(section.page, issues);
    cd_talks_share_cell(section, reasons->blocking[s].share);
  }
  cd_page_noted_row(section.page, "no terms",
                    "what working together brings, or a red line off the table, stands in the way");
  cd_talks_share_cell(section, reasons->consequences);
  cd_page_table_close(section.page);
  if (reasons->n_blocking > SETS_SHOWN) {
    g_autofree char *more = g_strdup_printf(
        "And %u more sets of terms, each rarer: the data beside this page have them.", reasons->n_blocking - SETS_SHOWN);
    cd_page_paragraph(section.page, more);
  }
}

void cd_talks_why(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  g_autofree char *zone = cd_zone_words(reasons);
  const CdBreakParts *parts = &reasons->parts;
  if (parts->true_empty.n + parts->own_empty.n + parts->missed.n == 0)
    cd_page_paragraph(section.page,
                      "They never part: under all assumptions tried some terms suit everybody, and they find them.");
  else
    write_parts(section);
  cd_page_paragraph(section.page, zone);
  if (reasons->closed.n == 0)
    return;
  write_causes(section);
  write_blocking(section);
}

static void write_payers(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  cd_page_narrow_table_open(section.page, "Whom the payments would come from and go to, pounds a year");
  cd_talks_heads(section, "Council", "Median, and 90% of cases", NULL);
  for (guint i = 0; i < reasons->n_councils; i++) {
    const CdSpread *it = &reasons->payment[i];
    g_autofree char *payer = cd_payer_words(reasons, i), *range = cd_figure_range(CD_FIGURE_MONEY, it->p5, it->p95, true);
    cd_page_row(section.page, cd_council_text(reasons->scenario, i));
    cd_page_cell_open(section.page, true);
    cd_page_data(section.page, it->median, payer);
    cd_page_note(section.page, range);
    cd_page_cell_close(section.page);
  }
  cd_page_table_close(section.page);
  cd_page_paragraph(section.page, "Below, in small, what a council needs has a plus and what it could spare a minus.");
}

static void write_money(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  cd_page_narrow_table_open(section.page,
                            "Money with which some terms would suit everybody, share of the cases in which none do");
  cd_talks_heads(section, "From whom", "Share", "Pounds a year", NULL);
  for (guint b = CD_BRIDGE_PAYMENT; b < CD_BRIDGE_COUNT; b++) {
    const CdBridgeText *text = cd_bridge_text((CdBridgeKind)b);
    cd_page_noted_row(section.page, text->label, text->meaning);
    cd_talks_share_cell(section, reasons->bridge[b]);
    cd_talks_spread_cell(section, CD_FIGURE_MONEY, reasons->pounds[b]);
  }
  cd_page_table_close(section.page);
  if (reasons->bridge[CD_BRIDGE_PAYMENT].n > 0)
    write_payers(section);
}

void cd_talks_bridge(CdTalksSection section)
{
  const CdReasons *reasons = section.reasons;
  g_autofree char *failure = cd_failure_words(reasons);
  cd_page_paragraph(section.page, cd_word(CD_WORD_BRIDGE)->meaning);
  if (reasons->closed.n > 0)
    write_money(section);
  else
    cd_page_paragraph(section.page, "Some terms always suit everybody: there is nothing for money to bridge.");
  if (failure)
    cd_page_paragraph(section.page, failure);
}

static void write_drivers(CdTalksSection section, const CdAccordEvent *event)
{
  const CdAccords *accords = section.accords;
  g_autofree char *caption = g_strdup_printf("What differs most where it is “%s”: medians", event->label);
  cd_page_narrow_table_open(section.page, caption);
  cd_talks_heads(section, "Assumption", "Where so", "Where not", NULL);
  for (guint d = 0; d < MIN(event->n_told, DRIVERS_SHOWN); d++) {
    const CdDriver *driver = &event->driver[d];
    const CdAccordInput *input = &accords->input[driver->input];
    g_autofree char *text = cd_input_text(accords->scenario, input), *with = cd_input_figure(input, driver->median_with),
                    *without = cd_input_figure(input, driver->median_without);
    cd_page_row(section.page, text);
    cd_page_cell_open(section.page, true);
    cd_page_data(section.page, driver->median_with, with);
    cd_page_cell_close(section.page);
    cd_page_cell_open(section.page, true);
    cd_page_data(section.page, driver->median_without, without);
    cd_page_cell_close(section.page);
  }
  cd_page_table_close(section.page);
}

void cd_talks_assumptions(CdTalksSection section)
{
  const CdAccords *accords = section.accords;
  for (guint e = 0; e < accords->n_events; e++) {
    const CdAccordEvent *event = &accords->event[e];
    g_autofree char *share = cd_share_words(event->share), *region = cd_region_words(accords, &event->region);
    g_autofree char *head = g_strdup_printf("“%s”: %s of all", event->label, share);
    cd_page_element(section.page, "h3", NULL, head);
    g_autofree char *course = cd_course_words(accords, event), *offer = cd_offer_words(accords, event),
                    *search = cd_seek_words(event);
    const char *words[] = {course, offer, search};
    for (guint w = 0; w < G_N_ELEMENTS(words); w++)
      if (words[w])
        cd_page_paragraph(section.page, words[w]);
    if (event->n_told > 0)
      write_drivers(section, event);
    else if (event->n_drivers > 0)
      cd_page_paragraph(section.page, "No single assumption can be told from chance to drive it.");
    else
      cd_page_paragraph(
          section.page,
          "It is so under all the assumptions tried or under none, so that nothing can be said to drive it.");
    if (region)
      cd_page_paragraph(section.page, region);
  }
}
