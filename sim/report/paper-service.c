/* What it means for time and risk, and for residents who cross the border; what the model does not say. */
#include "sim/report/option-words.h"
#include "sim/report/page-charts.h"
#include "sim/report/paper.h"

typedef enum { SAYS_NOTHING, SAYS_SAME, SAYS_OPEN, SAYS_SURE } Says;

/* What the options that the sentences compare have to say of METRIC's total against business as usual, the most of any of them. */
static Says what_is_said(const CdPaper *paper, CdMetricKind metric)
{
  Says most = SAYS_NOTHING;
  for (guint i = 0; i < paper->key.n; i++) {
    CdFinding finding;
    if (!cd_finding_make(paper->results, paper->key.at[i], cd_option_baseline(paper->results),
                         cd_total_at(paper->results, metric), &finding) ||
        finding.value.verdict == CD_VERDICT_UNDEFINED)
      continue;
    Says says = cd_chart_is_sure(&finding)                 ? SAYS_SURE
                : finding.value.verdict == CD_VERDICT_NONE ? SAYS_SAME
                                                           : SAYS_OPEN;
    most = MAX(most, says);
  }
  return most;
}

typedef struct {
  GString *open,
      *none; /* names of metrics of which the table is all there is to say: it is open whether they differ; they do not */
} Rest;

static void add_name(GString *to, const char *label)
{
  g_string_append_printf(to, "%s%c%s", to->len ? "; " : "", g_ascii_tolower(*label), label + 1);
}

/* What can be said of METRIC's total under joint and apart: a line where there is a size to tell, else its name in REST. */
static void headline_item(const CdPaper *paper, const char *label, CdMetricKind metric, Rest *rest)
{
  Says says = what_is_said(paper, metric);
  if (says == SAYS_SAME || says == SAYS_OPEN)
    add_name(says == SAYS_OPEN ? rest->open : rest->none, label);
  if (says != SAYS_SURE)
    return;
  g_autofree char *headline = cd_chart_headline_among(paper->results, label, metric, &paper->key);
  g_autofree char *line = g_strconcat(headline, ".", NULL);
  cd_page_element(paper->page, "li", NULL, line);
}

static void rest_item(const CdPaper *paper, const char *intro, GString *names)
{
  g_autofree char *line = g_strdup_printf("%s: %s.", intro, names->str);
  if (names->len)
    cd_page_element(paper->page, "li", NULL, line);
  g_string_free(names, TRUE);
}

static void rest_items(const CdPaper *paper, Rest *rest)
{
  rest_item(paper, "Open whether it differs from business as usual (the table has sizes and verdicts)", rest->open);
  rest_item(paper, "No difference that matters from business as usual", rest->none);
}

void cd_paper_border(const CdPaper *paper)
{
  static const CdMetricKind told[] = {CD_METRIC_BORDER_LOSSES, CD_METRIC_BORDER_ATTENDANCES, CD_METRIC_BORDER_GUESTS,
                                      CD_METRIC_BORDER_CARE};
  cd_page_paragraph(paper->page,
                    "Clients who move to another area while in treatment, or attend a hub in one, and those lost "
                    "to treatment on the way, stand in the table above, in people. " CD_GUESTS_PAID
                    " Of how that differs:");
  cd_page_raw(paper->page, "<ul>\n");
  Rest rest = {g_string_new(NULL), g_string_new(NULL)};
  for (guint i = 0; i < G_N_ELEMENTS(told); i++) {
    const char *label = cd_metric(told[i])->label;
    g_autofree char *paid = g_strconcat(label, ", paid for by their own contracts,", NULL);
    headline_item(paper, told[i] == CD_METRIC_BORDER_CARE ? paid : label, told[i], &rest);
  }
  rest_items(paper, &rest);
  cd_page_raw(paper->page, "</ul>\n");
}

void cd_paper_risks(const CdPaper *paper)
{
  static const CdMetricKind risks[] = {CD_METRIC_NO_BID, CD_METRIC_ROUTE_REFUSED, CD_METRIC_GAP,
                                       CD_METRIC_OVERSPEND_COMMISSIONER, CD_METRIC_FUNDER_MONEY};
  g_autofree char *plan = cd_timetable_sentence(paper->results), *caution = cd_timetable_caution(paper->results);
  g_autofree char *line =
      g_strconcat(plan, " Dates and risks, in figures, stand in the table above; of how they differ:", NULL);
  cd_page_paragraph(paper->page, line);
  cd_page_raw(paper->page, "<ul>\n");
  Rest rest = {g_string_new(NULL), g_string_new(NULL)};
  headline_item(paper, "Start of the new service", CD_METRIC_START_DELAY, &rest);
  for (guint i = 0; i < G_N_ELEMENTS(risks); i++) {
    if (risks[i] == CD_METRIC_FUNDER_MONEY && paper->results->scenario->table[CD_ENTITY_FUNDER].n == 0)
      continue;
    if (risks[i] == CD_METRIC_ROUTE_REFUSED && !cd_routes_are_named(paper->results))
      continue;
    headline_item(paper, cd_metric(risks[i])->label, risks[i], &rest);
  }
  rest_items(paper, &rest);
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
