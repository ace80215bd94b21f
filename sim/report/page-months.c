#include "sim/report/option-words.h"
#include "sim/report/page.h"
#include "sim/report/page-charts.h"

#include <string.h>

/* What the table tells, and in which months from the planned start; the last month of the run comes behind them. */
static const struct {
  CdMonthFigure figure;
  CdFigureKind kind;
} told[] = {
    {CD_MONTH_FIGURE_COMPLETIONS, CD_FIGURE_COUNT}, {CD_MONTH_FIGURE_TREATED, CD_FIGURE_COUNT},
    {CD_MONTH_FIGURE_WAIT, CD_FIGURE_TIME},         {CD_MONTH_FIGURE_PER_WORKER, CD_FIGURE_COUNT},
    {CD_MONTH_FIGURE_CAPACITY, CD_FIGURE_SHARE},
};
static const int marks[] = {-1, 0, 3, 6, 12, 24, 36};

static void month_row(CdSection section, int month, guint which)
{
  const CdMonths *months = section.results->months;
  g_autofree char *date =
      cd_figure_month_brief(cd_scenario_calendar(section.results->scenario, 0)->planned_start + month);
  g_autofree char *head = g_strdup_printf("%s (month %s%d)", date, month < 0 ? "−" : "", month < 0 ? -month : month);
  cd_page_row(section.page, head);
  for (guint s = 0; s < section.results->n_structures; s++)
    cd_page_number_cell(section.page, told[which].kind,
                        cd_month_mean(months, s, (guint)(month + CD_MONTHS_BEFORE), 0, told[which].figure));
}

static void months_table(CdSection section)
{
  const CdMonths *months = section.results->months;
  int last = (int)months->layout.n_months - CD_MONTHS_BEFORE - 1;
  cd_page_table_open(section.page, "Month by month: expected numbers, mean over the sets of assumptions");
  cd_option_heads(section, "Month", false);
  for (guint f = 0; f < G_N_ELEMENTS(told); f++) {
    const CdMonthFigureInfo *it = cd_month_figure_info(told[f].figure);
    g_autofree char *group = g_strdup_printf("%s%s%s: %s", it->label, g_str_equal(it->unit, "weeks") ? ", " : "",
                                             g_str_equal(it->unit, "weeks") ? it->unit : "", it->meaning);
    cd_page_group(section.page, group, section.results->n_structures + 1);
    for (guint i = 0; i < G_N_ELEMENTS(marks) && marks[i] < last; i++)
      month_row(section, marks[i], f);
    month_row(section, last, f);
  }
  cd_page_table_close(section.page);
}

void cd_section_months(CdSection section)
{
  const CdResults *results = section.results;
  g_autofree char *caution = cd_timetable_caution(results), *dip = cd_dip_text(results);
  g_autofree char *line = g_strdup_printf(
      "What clients live through as one service takes over from another, under the common terms: "
      "expected numbers under the "
      "first %u sets of assumptions of this run. Until the new service begins the old contract is "
      "extended, or nothing stands in its place. "
      "%s Every month, by area and by group of clients too%s, stands in months.csv beside this page.",
      results->months->n_sets, dip, cd_month_is_by_cell(&results->months->layout) ? ", and by both together" : "");
  cd_page_paragraph(section.page, line);
  if (caution)
    cd_page_paragraph(section.page, caution);
  cd_chart_of_months(section);
  months_table(section);
}
