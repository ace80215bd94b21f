/* What it means for time and risk, and for residents who cross the border; what the model does not say. */
#include "sim/report/option-words.h"
#include "sim/report/page-charts.h"
#include "sim/report/paper.h"

/* What can be said of METRIC's total under joint and apart. */
static void headline_item(const CdPaper *paper, CdMetricKind metric)
{
  g_autofree char *headline = cd_chart_headline_among(paper->results, cd_metric(metric)->label, metric, &paper->key);
  g_autofree char *line = g_strconcat(headline, ".", NULL);
  cd_page_element(paper->page, "li", NULL, line);
}

void cd_paper_border(const CdPaper *paper)
{
  static const CdMetricKind told[] = {CD_METRIC_BORDER_LOSSES, CD_METRIC_BORDER_ATTENDANCES, CD_METRIC_BORDER_GUESTS,
                                      CD_METRIC_BORDER_CARE};
  cd_page_paragraph(paper->page,
                    "Clients who move to another area while in treatment, or attend a hub in one, and those lost "
                    "to treatment on the way, stand in the table above, in people. Guests are seen at a hub that their "
                    "own contract does not pay for; what their care comes to changes hands where it is recharged, and "
                    "nowhere else. Of how that differs:");
  cd_page_raw(paper->page, "<ul>\n");
  for (guint i = 0; i < G_N_ELEMENTS(told); i++)
    headline_item(paper, told[i]);
  cd_page_raw(paper->page, "</ul>\n");
}

void cd_paper_risks(const CdPaper *paper)
{
  static const CdMetricKind risks[] = {CD_METRIC_NO_BID, CD_METRIC_ROUTE_REFUSED, CD_METRIC_GAP,
                                       CD_METRIC_OVERSPEND_COMMISSIONER, CD_METRIC_FUNDER_MONEY};
  g_autofree char *plan = cd_timetable_sentence(paper->results), *caution = cd_timetable_caution(paper->results),
                  *start = cd_chart_headline_among(paper->results, "Start of the new service", CD_METRIC_START_DELAY,
                                                   &paper->key);
  g_autofree char *line =
      g_strdup_printf("%s %s. Risks, in figures, stand in the table above; of how they differ:", plan, start);
  cd_page_paragraph(paper->page, line);
  cd_page_raw(paper->page, "<ul>\n");
  for (guint i = 0; i < G_N_ELEMENTS(risks); i++) {
    if (risks[i] == CD_METRIC_FUNDER_MONEY && paper->results->scenario->table[CD_ENTITY_FUNDER].n == 0)
      continue;
    if (risks[i] == CD_METRIC_ROUTE_REFUSED && !cd_routes_are_named(paper->results))
      continue;
    headline_item(paper, risks[i]);
  }
  cd_page_raw(paper->page, "</ul>\n");
  if (caution)
    cd_page_element(paper->page, "p", "key", caution);
}

void cd_paper_implications(const CdPaper *paper)
{
  bool budgets = paper->results->scenario->table[CD_ENTITY_BUDGETS].n > 0;
  g_autofree char *line = g_strdup_printf(
      "The simulation gives no legal, procurement or financial advice and is no equality impact "
      "assessment: each authority adds its own. It tells outcomes, waits and travel by area of residence "
      "(report.html), nothing by protected characteristic, and leaves out VAT%s.",
      budgets ? " and pensions; budgets and reserves stand in the report" : ", pensions and reserves");
  cd_page_paragraph(paper->page, line);
}
