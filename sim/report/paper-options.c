/* The options side by side, and who pays. */
#include "sim/report/budget-words.h"
#include "sim/report/glossary.h"
#include "sim/report/option-words.h"
#include "sim/report/page-charts.h"
#include "sim/report/paper.h"

#define AREAS_MOST 3u
#define COLUMNS_OF_ROOM                                                                                                \
  5u /* with more options their names and figures take more lines, and rows of areas have no room */

static void role_row(const CdPaper *paper)
{
  cd_page_noted_row(paper->page, "Contracts", "and what the option stands for");
  for (guint i = 0; i < paper->options.n; i++) {
    guint s = paper->options.at[i];
    cd_page_cell_open(paper->page, true);
    if (s < paper->results->n_forced) {
      g_autofree char *n = cd_figure_whole(cd_option_contracts(paper->results, s));
      cd_page_data(paper->page, cd_option_contracts(paper->results, s), n);
    }
    g_autofree char *role = cd_option_role(paper->results, s);
    if (*role)
      cd_page_note(paper->page, role);
    cd_page_cell_close(paper->page);
  }
}

static void route_row(const CdPaper *paper)
{
  cd_page_row(paper->page, "Route by which it is awarded");
  for (guint i = 0; i < paper->options.n; i++) {
    g_autofree char *route = cd_option_route(paper->results, paper->options.at[i]),
                    *brief = cd_brief_text(route, CD_BRIEF_LABEL);
    cd_page_text_cell(paper->page, brief);
  }
}

static void cost_row(const CdPaper *paper)
{
  cd_page_noted_row(paper->page, cd_metric(CD_METRIC_COST_ANNUAL)->label, "and where 90% of single runs lie");
  for (guint i = 0; i < paper->options.n; i++) {
    const CdSummary *cost = cd_option_total(paper->results, paper->options.at[i], CD_METRIC_COST_ANNUAL);
    g_autofree char *spread = cd_figure_range(CD_FIGURE_MONEY, cost->p5, cost->p95, false);
    cd_page_cell_open(paper->page, true);
    cd_page_number(paper->page, CD_FIGURE_MONEY, cost->mean);
    cd_page_note(paper->page, spread);
    cd_page_cell_close(paper->page);
  }
}

static void against_row(const CdPaper *paper)
{
  const CdResults *results = paper->results;
  cd_page_noted_row(paper->page, "Against business as usual, a year", "where 90% of single runs lie, and the verdict");
  for (guint i = 0; i < paper->options.n; i++) {
    CdFinding finding;
    if (!cd_finding_make(results, paper->options.at[i], cd_option_baseline(results),
                         cd_total_at(results, CD_METRIC_COST_ANNUAL), &finding)) {
      cd_page_finding_cell(paper->page, NULL);
      continue;
    }
    const CdDifference *it = &finding.value;
    g_autofree char *spread = cd_figure_range(CD_FIGURE_MONEY, it->d.p5, it->d.p95, true);
    cd_page_cell_open(paper->page, true);
    cd_page_change(paper->page, CD_FIGURE_MONEY, it->d.mean);
    cd_page_note(paper->page, spread);
    cd_page_note(paper->page, cd_verdict_brief(it->verdict));
    cd_page_cell_close(paper->page);
  }
}

static void note_on_verdicts(const CdPaper *paper)
{
  cd_page_raw(paper->page, "<p class=\"key\">Words for how sure a difference is. ");
  for (int v = CD_VERDICT_CLEAR; v < CD_VERDICT_UNDEFINED; v++) {
    const CdGlossaryEntry *entry = cd_verdict_entry((CdVerdict)v);
    g_autofree char *word = g_strconcat(entry->label, ":", NULL);
    cd_page_element(paper->page, "strong", NULL, word);
    cd_html_escape(paper->page->out, entry->meaning);
    cd_page_raw(paper->page, "\n");
  }
  guint cost = cd_total_at(paper->results, CD_METRIC_COST_ANNUAL);
  g_autofree char *size = cd_figure_size(CD_FIGURE_MONEY, cd_results_delta(paper->results, cost));
  g_autofree char *least = g_strdup_printf("In yearly cost, less than %s counts as no difference.", size);
  cd_html_escape(paper->page->out, least);
  cd_page_raw(paper->page, "</p>\n");
}

/* The rows of the table, with a line that heads each group. */
static const struct {
  const char *group; /* NULL: the one before goes on */
  CdMetricKind metric;
} rows_told[] = {
    {"People and posts", CD_METRIC_COMPLETIONS},
    {NULL, CD_METRIC_DEATHS},
    {NULL, CD_METRIC_CJ_TEAM},
    {NULL, CD_METRIC_SPECIALIST_POSTS},
    {"Residents who cross the border, a year", CD_METRIC_BORDER_MOVES},
    {NULL, CD_METRIC_BORDER_ATTENDANCES},
    {NULL, CD_METRIC_BORDER_LOSSES},
    {"Time, and the market", CD_METRIC_START_DELAY},
    {NULL, CD_METRIC_EXTENSION},
    {NULL, CD_METRIC_BIDS},
    {"Risks", CD_METRIC_NO_BID},
    {NULL, CD_METRIC_ROUTE_REFUSED},
    {NULL, CD_METRIC_GAP},
    {NULL, CD_METRIC_OVERSPEND_COMMISSIONER},
    {NULL, CD_METRIC_FUNDER_MONEY},
};

/* Whether the scenario has anything for METRIC to tell of. */
static bool is_of_scenario(const CdPaper *paper, CdMetricKind metric)
{
  const CdScenario *scenario = paper->results->scenario;
  switch (metric) {
  case CD_METRIC_FUNDER_MONEY:
    return scenario->table[CD_ENTITY_FUNDER].n > 0;
  case CD_METRIC_EXTENSION:
  case CD_METRIC_ROUTE_REFUSED:
    return cd_routes_are_named(paper->results);
  case CD_METRIC_BORDER_MOVES:
  case CD_METRIC_BORDER_ATTENDANCES:
  case CD_METRIC_BORDER_LOSSES:
    return cd_tells_of_border(paper->results);
  default:
    return true;
  }
}

/* Of those who are lost on transfer, the areas that they leave. */
static void area_rows(const CdPaper *paper)
{
  guint left_out;
  g_autoptr(GArray) areas = cd_paper_rows(paper, CD_METRIC_BORDER_LOSSES, CD_BY_AREA, CD_BY_AREA, AREAS_MOST, &left_out);
  for (guint i = 0; i < areas->len; i++) {
    const CdPaperRow *it = &g_array_index(areas, CdPaperRow, i);
    g_autofree char *label =
        g_strdup_printf("of them leaving %s", cd_scenario_row(paper->results->scenario, it->kind, it->row)->label);
    cd_paper_row(paper, label, it->value);
  }
}

void cd_paper_options(const CdPaper *paper)
{
  cd_paper_table_open(
      paper, "The options side by side: means, with the change against business as usual and its verdict", "Measure");
  cd_page_group(paper->page, "What it is, and what it costs", paper->options.n + 1);
  role_row(paper);
  if (cd_routes_are_named(paper->results))
    route_row(paper);
  cost_row(paper);
  if (paper->results->n_structures > 1)
    against_row(paper);
  for (guint i = 0; i < G_N_ELEMENTS(rows_told); i++) {
    if (!is_of_scenario(paper, rows_told[i].metric))
      continue;
    if (rows_told[i].group)
      cd_page_group(paper->page, rows_told[i].group, paper->options.n + 1);
    cd_paper_total_row(paper, rows_told[i].metric);
    if (rows_told[i].metric == CD_METRIC_BORDER_LOSSES && paper->options.n <= COLUMNS_OF_ROOM)
      area_rows(paper);
  }
  cd_page_table_close(paper->page);
  note_on_verdicts(paper);
  cd_paper_left_out(paper);
}

void cd_paper_payers(const CdPaper *paper)
{
  const CdResults *results = paper->results;
  guint left_out;
  g_autoptr(GArray) rows =
      cd_paper_rows(paper, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, CD_BY_FUNDER, CD_PAPER_ROWS, &left_out);
  cd_chart_of_costs_among((CdSection){paper->page, results}, &paper->options);
  if (left_out == 0) { /* else a list of names without end */
    g_autofree char *headline = cd_payers_headline(results);
    g_autofree char *line = g_strconcat(headline, ".", NULL);
    cd_page_paragraph(paper->page, line);
  }
  g_autofree char *budgets = cd_budget_sentence(results);
  if (budgets)
    cd_page_paragraph(paper->page, budgets);
  cd_paper_table_open(paper, "What each pays a year: business as usual, and the change under every other option",
                      "Who pays");
  for (guint i = 0; i < rows->len; i++) {
    const CdPaperRow *it = &g_array_index(rows, CdPaperRow, i);
    cd_paper_change_row(paper, cd_scenario_row(results->scenario, it->kind, it->row)->label, it->value);
  }
  cd_page_table_close(paper->page);
  if (left_out > 0) {
    g_autofree char *rest = g_strdup_printf("%u more, who pay less under business as usual than these, stand in "
                                            "report.html.",
                                            left_out);
    cd_page_element(paper->page, "p", "key", rest);
  }
}
