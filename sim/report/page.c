#include "sim/report/page.h"

#include <string.h>
#include "concordat/report.h"
#include "concordat/version.h"
#include "sim/report/chart.h"
#include "sim/report/claim-words.h"
#include "sim/report/option-words.h"
#include "sim/report/options.h"
#include "sim/report/page-style.h"

/* One that has nothing to tell of a scenario is left out. */
static const struct {
  const char *id, *title;
  void (*write)(CdSection section);
  bool (*has)(const CdResults *results); /* NULL: of every one */
} sections[] = {
    {"decision", "The decision", cd_section_decision, NULL},
    {"answer", "The answer, and how sure it is", cd_section_answer, NULL},
    {"changes", "What would change it", cd_section_changes, NULL},
    {"options", "Options side by side", cd_section_options, NULL},
    {"terms", "What the terms change", cd_section_terms, cd_option_own_terms},
    {"authorities", "Who gains and who loses", cd_section_authorities, NULL},
    {"scale", "Economies of scale", cd_section_scale, NULL},
    {"beds", "Beds, and mental health beside substance use", cd_section_beds, cd_tells_of_beds},
    {"border", "Cross-border clients", cd_section_border, cd_tells_of_border},
    {"partners", "What each partner would prefer", cd_section_partners, NULL},
    {"talks", "What they would decide together", cd_section_talks, NULL},
    {"claims", "Contested claims, each with its verdict", cd_section_claims, cd_tells_of_claims},
    {"options-tables", "Papers' tables of options, worked out", cd_section_option_tables, cd_tells_of_options},
    {"market", "The market", cd_section_market, NULL},
    {"timetable", "Timetable", cd_section_timetable, NULL},
    {"months", "Month by month", cd_section_months, NULL},
    {"money", "Money", cd_section_money, NULL},
    {"evidence", "What this rests on", cd_section_evidence, cd_tells_of_evidence},
    {"assumptions", "Assumptions", cd_section_assumptions, NULL},
    {"reproduce", "How to reproduce this", cd_section_reproduce, NULL},
};

static bool is_told(const CdResults *results, guint i)
{
  return !sections[i].has || sections[i].has(results);
}

static char *style_text(const char *more)
{
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < G_N_ELEMENTS(cd_page_style); i++)
    g_string_append(out, cd_page_style[i]);
  g_string_append(out, more);
  return g_string_free(out, FALSE);
}

void cd_page_begin(CdPage *page, const char *title, bool charts)
{
  cd_page_begin_styled(page, title, charts, "");
}

void cd_page_begin_styled(CdPage *page, const char *title, bool charts, const char *more)
{
  g_autofree char *style = style_text(more), *hash = cd_policy_hash(style, strlen(style)),
                  *drawn = charts ? cd_chart_policy() : g_strdup("");
  g_string_append_printf(
      page->out, "<!DOCTYPE html>\n<html lang=\"en-GB\" data-charts=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n",
      charts ? cd_chart_state() : "none");
  g_string_append_printf(
      page->out,
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%s'; "
      "%sbase-uri 'none'; form-action 'none'\">\n",
      hash, drawn);
  cd_page_raw(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"generator\" content=\"concordat " CD_VERSION "\">\n");
  cd_page_element(page, "title", NULL, title);
  g_string_append_printf(page->out, "<style>%s</style>\n</head>\n", style);
}

void cd_page_top(CdPage *page, const char *skip, const char *title, const char *line)
{
  cd_page_raw(page, "<body>\n<a class=\"skip\" href=\"#main\">");
  cd_html_escape(page->out, skip);
  cd_page_raw(page, "</a>\n<header>\n");
  cd_page_element(page, "h1", NULL, title);
  cd_page_element(page, "p", "meta", line);
  cd_page_raw(page, "</header>\n<nav aria-label=\"Contents\"><ol>\n");
}

static void write_top(CdSection section)
{
  g_autofree char *effort = cd_effort_text(section.results);
  g_autofree char *line = g_strdup_printf("A simulation by concordat %s: %s; seed %" G_GUINT64_FORMAT ".",
                                          section.results->version, effort, section.results->seed);
  cd_page_top(section.page, "Skip to the decision and the answer", section.results->scenario->label, line);
  for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
    if (is_told(section.results, i))
      g_string_append_printf(section.page->out, "<li><a href=\"#%s\">%s</a></li>\n", sections[i].id, sections[i].title);
  cd_page_raw(section.page, "</ol></nav>\n<main id=\"main\">\n");
}

char *cd_report_html(const CdResults *results)
{
  CdPage page = {.out = g_string_new(NULL)};
  CdSection section = {&page, results};
  cd_page_begin(&page, results->scenario->label, true);
  write_top(section);
  for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
    if (!is_told(results, i))
      continue;
    g_string_append_printf(page.out, "<section id=\"%s\">\n<h2>%s</h2>\n", sections[i].id, sections[i].title);
    sections[i].write(section);
    cd_page_raw(&page, "</section>\n");
  }
  cd_page_raw(&page, "</main>\n<footer><p>Figures are rounded to read; exact values "
                     "stand in results.json, results.csv and months.csv beside this page.</p></footer>\n");
  cd_page_chart_script(&page);
  cd_page_raw(&page, "</body>\n</html>\n");
  return g_string_free(page.out, FALSE);
}

/* Whether figures and labels tell the unit well enough. */
static bool unit_is_plain(CdUnit unit)
{
  switch (unit) {
  case CD_UNIT_GBP:
  case CD_UNIT_GBP_YEAR:
  case CD_UNIT_PEOPLE:
  case CD_UNIT_PEOPLE_YEAR:
  case CD_UNIT_BEDS:
  case CD_UNIT_PROBABILITY:
  case CD_UNIT_SHARE:
  case CD_UNIT_MARKS:
  case CD_UNIT_RATIO:
    return true;
  default:
    return false;
  }
}

/* "Bids" of "bids a contract", "People in treatment in a year" of "people in treatment during a year": they begin with the same word. "Average caseload" of
 * "clients (average caseload)": the one holds the other. */
static bool repeats(const char *label, const char *unit)
{
  gsize word = strcspn(unit, " ");
  g_autofree char *small = g_ascii_strdown(label, -1);
  return (strcspn(label, " ,") == word && strncmp(small, unit, word) == 0) || strstr(unit, small);
}

char *cd_metric_title(const CdMetric *metric)
{
  const char *label = metric->label, *unit = cd_unit_text(metric->unit);
  if (!repeats(label, unit))
    return unit_is_plain(metric->unit) ? g_strdup(label) : g_strdup_printf("%s, %s", label, unit);
  return g_strdup_printf("%c%s", *label, (strlen(label) < strlen(unit) && !strchr(label, ' ') ? unit : label) + 1);
}

void cd_option_heads(CdSection section, const char *first, bool changes)
{
  cd_page_head_row(section.page, first);
  for (guint s = 0; s < section.results->n_structures; s++)
    if (!changes || s != cd_option_baseline(section.results))
      cd_page_head(section.page, cd_option_label(section.results, s), true);
  cd_page_raw(section.page, "</thead>\n");
}

void cd_means_row(CdSection section, const char *label, guint value)
{
  CdFigureKind kind = cd_figure_kind(cd_metric(section.results->layout->kind[value])->unit);
  cd_page_row(section.page, label);
  for (guint s = 0; s < section.results->n_structures; s++)
    cd_page_summary_cell(section.page, kind, cd_option_summary(section.results, s, value));
}

void cd_changes_row(CdSection section, const char *label, guint value)
{
  guint baseline = cd_option_baseline(section.results);
  cd_page_row(section.page, label);
  for (guint s = 0; s < section.results->n_structures; s++) {
    CdFinding finding;
    if (s == baseline)
      continue;
    bool found = cd_finding_make(section.results, s, baseline, value, &finding);
    cd_page_finding_cell(section.page, found ? &finding : NULL);
  }
}

static void table(CdSection section, const char *caption, const CdMetricKind *metric, guint n, bool changes)
{
  cd_page_table_open(section.page, caption);
  cd_option_heads(section, "Measure", changes);
  for (guint i = 0; i < n; i++) {
    g_autofree char *title = cd_metric_title(cd_metric(metric[i]));
    guint value = cd_total_at(section.results, metric[i]);
    if (changes)
      cd_changes_row(section, title, value);
    else
      cd_means_row(section, title, value);
  }
  cd_page_table_close(section.page);
}

void cd_means_table(CdSection section, const char *caption, const CdMetricKind *metric, guint n)
{
  table(section, caption, metric, n, false);
}

void cd_changes_table(CdSection section, const char *caption, const CdMetricKind *metric, guint n)
{
  if (section.results->n_structures > 1)
    table(section, caption, metric, n, true);
}
