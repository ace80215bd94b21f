#include "sim/report/chart-gantt.h"
#include "sim/report/page-charts.h"

#include <math.h>

#define STAGES (CD_METRIC_STAGE_SLIPPAGE - CD_METRIC_STAGE_AGREEMENT + 1)

static const CdSummary *stage_of(const CdResults *results, guint structure, guint stage)
{
  return cd_option_total(results, structure, (CdMetricKind)(CD_METRIC_STAGE_AGREEMENT + stage));
}

/* Where the time from the notice on is told by parts, the first of them is no more than that. */
const char *cd_stage_label(const CdResults *results, CdMetricKind stage)
{
  bool by_parts = results->scenario->table[CD_ENTITY_PROCUREMENT].n > 0;
  return by_parts && stage == CD_METRIC_STAGE_TENDER ? "Bids, choice or negotiation" : cd_metric(stage)->label;
}

/* The delay is what an extension covers and what nothing does, so that their means add up; and so do the means of stages. */
static CdGantt *gantt_of(const CdResults *results)
{
  const char *label[STAGES];
  for (guint i = 0; i < STAGES; i++)
    label[i] = cd_stage_label(results, (CdMetricKind)(CD_METRIC_STAGE_AGREEMENT + i));
  int plan = cd_scenario_calendar(results->scenario, 0)->planned_start;
  CdGantt *gantt = cd_gantt_new(label, STAGES, plan);
  for (guint s = 0; s < results->n_structures; s++) {
    const CdSummary *delay = cd_option_total(results, s, CD_METRIC_START_DELAY);
    double stage[STAGES];
    for (guint i = 0; i < STAGES; i++)
      stage[i] = stage_of(results, s, i)->mean;
    cd_gantt_add(gantt, (CdGanttRow){.label = cd_option_label(results, s),
                                     .decided = cd_option_decided(results, s),
                                     .stage = stage,
                                     .covered = plan + cd_option_total(results, s, CD_METRIC_EXTENSION)->mean,
                                     .start = plan + delay->mean,
                                     .p5 = plan + delay->p5,
                                     .p95 = plan + delay->p95});
  }
  return gantt;
}

/* "Start of the new service 2.1 to 3.7 months late on average;", "up to 0.3 months late", "as planned": of the options that are decided on the same date. */
static char *lateness(const CdResults *results)
{
  double least = INFINITY, most = 0;
  for (guint s = 0; s < results->n_forced; s++) {
    double mean = cd_option_total(results, s, CD_METRIC_START_DELAY)->mean;
    least = fmin(least, mean);
    most = fmax(most, mean);
  }
  g_autofree char *from = cd_figure(CD_FIGURE_TIME, least), *to = cd_figure(CD_FIGURE_TIME, most),
                  *nought = cd_figure(CD_FIGURE_TIME, 0);
  if (g_str_equal(to, nought))
    return g_strdup("Start of the new service as planned on average;");
  const char *range = g_str_equal(from, to) ? "" : g_str_equal(from, nought) ? "up to " : from;
  return g_strdup_printf("Start of the new service %s%s%s months late on average;", range, range == from ? " to " : "",
                         to);
}

void cd_chart_of_timetable(CdSection section)
{
  g_autoptr(CdGantt) gantt = gantt_of(section.results);
  CdChart chart;
  cd_chart_begin(&chart);
  cd_chart_gantt(&chart, gantt);
  g_autofree char *late = lateness(section.results),
                  *headline = cd_chart_headline(section.results, late, CD_METRIC_START_DELAY);
  cd_page_chart(
      section.page, &chart, "chart-timetable", headline,
      "Each option's bar runs from its own decision, stage by stage, each as long as its mean, until it is ready; the "
      "numbers are those of the key. Where an option is ready early in some runs, it waits for the planned start. "
      "Below the bar the diamond is the mean start and the dark line the spread of 90% of single runs, told as dates "
      "beside "
      "it; the outlined box covers the months for which the old contract is extended, the dashed one those that "
      "no contract covers (means).");
}

/* --- The same in figures ---------------------------------------------------------------------------------------------- */

static void month_cell(CdPage *page, double month, const char *note)
{
  g_autofree char *shown = cd_figure_month_brief(month);
  cd_page_cell_open(page, true);
  cd_page_raw(page, shown);
  if (note)
    cd_page_note(page, note);
  cd_page_cell_close(page);
}

static void decisions_row(CdSection section)
{
  cd_page_row(section.page, "Decided");
  for (guint s = 0; s < section.results->n_structures; s++)
    month_cell(section.page, cd_option_decided(section.results, s),
               s < section.results->n_forced ? NULL : "mean end of the talks");
}

static void spread_cell(CdPage *page, const CdSummary *summary)
{
  g_autofree char *spread = cd_figure_range(CD_FIGURE_TIME, summary->p5, summary->p95, false);
  cd_page_cell_open(page, true);
  cd_page_number(page, CD_FIGURE_TIME, summary->mean);
  cd_page_note(page, spread);
  cd_page_cell_close(page);
}

static void stage_row(CdSection section, const CdGantt *gantt, guint stage)
{
  guint number = cd_gantt_number(gantt, stage);
  if (number == 0)
    return;
  g_autofree char *head = g_strdup_printf("%u  %s", number, gantt->stage[stage]);
  cd_page_row(section.page, head);
  for (guint s = 0; s < section.results->n_structures; s++)
    spread_cell(section.page, stage_of(section.results, s, stage));
}

void cd_stages_table(CdSection section)
{
  const CdResults *results = section.results;
  g_autoptr(CdGantt) gantt = gantt_of(results);
  cd_page_table_open(section.page,
                     "From the decision to the start, by stage: mean months; in small, 90% of single runs");
  cd_option_heads(section, "Stage", false);
  decisions_row(section);
  for (guint i = 0; i < STAGES; i++)
    stage_row(section, gantt, i);
  cd_page_row(section.page, "Start, months after the plan");
  for (guint s = 0; s < results->n_structures; s++)
    spread_cell(section.page, cd_option_total(results, s, CD_METRIC_START_DELAY));
  cd_page_table_close(section.page);
  cd_page_paragraph(
      section.page,
      "The stages add up to the time from the decision until the service is ready; it starts then, but not before the "
      "planned start. Co-commissioners decide beside the councils' work: their stage is how long they are waited for "
      "when that is done. Slippage holds what is left of the last month, as services start with a month.");
  bool by_parts = results->scenario->table[CD_ENTITY_PROCUREMENT].n > 0;
  cd_page_paragraph(
      section.page,
      by_parts ? "From the notice on the stages are those of the contract that takes longest. The tender runs to "
                 "the last day for bids or, without a competition, to the choice or the end of negotiations."
               : "Tender and mobilisation is the time from the notice to the start; evaluation, standstill, "
                 "staff transfer and mobilisation are not told apart.");
}
