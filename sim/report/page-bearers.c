#include "sim/report/page-scale.h"

static const struct {
  CdMetricKind metric;
  const char *label;
} rules[] = {[CD_SHARING_POPULATION] = {CD_METRIC_COST_BY_POPULATION, "By population"},
             [CD_SHARING_CASELOAD] = {CD_METRIC_COST_BY_CASELOAD, "By caseload"},
             [CD_SHARING_HISTORIC] = {CD_METRIC_COST_BY_HISTORY, "As historically"},
             [CD_SHARING_EQUAL] = {CD_METRIC_COST_IN_EQUAL_PARTS, "In equal parts"}};

static void heads(CdSection section)
{
  guint here = (guint)cd_scenario_terms(section.results->scenario, 0)->cost_sharing;
  cd_page_head_row(section.page, "Council");
  for (guint r = 0; r < G_N_ELEMENTS(rules); r++) {
    g_autofree char *head = g_strdup_printf("%s%s", rules[r].label, r == here ? " (the common terms)" : "");
    cd_page_head(section.page, head, true);
  }
  cd_page_raw(section.page, "</thead>\n");
}

/* The change, and below it what the council then pays together. */
static void cell(CdSection section, guint joint, guint apart, guint value)
{
  CdFinding finding;
  if (!cd_finding_make(section.results, joint, apart, value, &finding) || finding.value.d.n == 0) {
    cd_page_finding_cell(section.page, NULL);
    return;
  }
  const CdSummary *d = &finding.value.d;
  g_autofree char *pays = cd_figure(CD_FIGURE_MONEY, cd_option_summary(section.results, joint, value)->mean);
  g_autofree char *range = cd_figure_range(CD_FIGURE_MONEY, d->low, d->high, true);
  g_autofree char *note = g_strdup_printf("%s; pays %s", range, pays);
  cd_page_cell_open(section.page, true);
  cd_page_change(section.page, CD_FIGURE_MONEY, d->mean);
  cd_page_note(section.page, note);
  cd_page_cell_close(section.page);
}

void cd_page_bearers(CdSection section)
{
  const CdResults *results = section.results;
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  guint joint = (guint)root->joint, apart = (guint)root->apart;
  if (joint == apart || results->scenario->table[CD_ENTITY_COUNCIL].n < 2)
    return; /* one council pays it all, by every rule */
  g_autofree char *text = g_strdup_printf(
      "Who bears the difference. What “%s” costs each council more or less than “%s” goes by the rule that their "
      "contracts share the cost by: means, the 95%% intervals of the differences, and what the council then pays. "
      "The sum over councils is the same by every rule, and co-commissioners pay what they bring. Rules that ask what "
      "each group of councils would cost by itself (Shapley, nucleolus and others) are those of concordat negotiate.",
      cd_option_label(results, joint), cd_option_label(results, apart));
  cd_page_paragraph(section.page, text);
  cd_page_table_open(section.page, "What that option changes for each council, by cost-sharing rule");
  heads(section);
  for (guint i = 0; i < results->scenario->table[CD_ENTITY_COUNCIL].n; i++) {
    cd_page_row(section.page, cd_scenario_council(results->scenario, i)->head.label);
    for (guint r = 0; r < G_N_ELEMENTS(rules); r++)
      cell(section, joint, apart, cd_metric_at(results->layout, rules[r].metric, CD_BY_COUNCIL, i));
  }
  cd_page_table_close(section.page);
}
