#include "sim/report/budget-words.h"
#include "sim/report/envelope-words.h"
#include "sim/report/page.h"
#include "sim/report/page-budgets.h"
#include "sim/report/page-charts.h"

static void winners_cell(CdSection section, const CdMarketSummary *market)
{
  const CdScenario *scenario = section.results->scenario;
  guint n = cd_scenario_bidders(scenario);
  g_autofree bool *told = g_new0(bool, n);
  cd_page_cell_open(section.page, false);
  for (guint place = 0; place < 3; place++) {
    guint best = n;
    for (guint p = 0; p < n; p++)
      if (!told[p] && market->won[p] > 0 && (best == n || market->won[p] > market->won[best]))
        best = p;
    if (best == n)
      break;
    told[best] = true;
    cd_page_raw(section.page, place ? "<br>" : "");
    cd_html_escape(section.page->out, cd_scenario_bidder(scenario, best)->label);
    cd_page_raw(section.page, " ");
    cd_page_number(section.page, CD_FIGURE_PART, market->won[best]);
  }
  cd_page_cell_close(section.page);
}

static void contracts_table(CdSection section)
{
  const CdResults *results = section.results;
  const CdScenario *scenario = results->scenario;
  cd_page_table_open(section.page, "Each contract's tender: means; likeliest providers by share of runs");
  cd_page_head_row(section.page, "Contract");
  cd_page_head(section.page, "Bids", true);
  cd_page_head(section.page, "No bid", true);
  cd_page_head(section.page, "Price a year", true);
  cd_page_head(section.page, "Quality", true);
  cd_page_head(section.page, "Likeliest to deliver", false);
  cd_page_raw(section.page, "</thead>\n");
  for (guint s = 0; s < results->n_forced; s++) { /* what the partners decide has contracts of its own in every replicate */
    cd_page_group(section.page, cd_option_label(results, s), 6);
    for (guint c = 0; c < results->n_contracts; c++) {
      const CdContractSpec *contract = cd_scenario_contract(scenario, c);
      const CdMarketSummary *market = &results->market[c];
      if (contract->head.parent != (int)s)
        continue;
      cd_page_row(section.page, contract->head.label);
      cd_page_summary_cell(section.page, CD_FIGURE_COUNT, &market->bids);
      cd_page_number_cell(section.page, CD_FIGURE_SHARE, market->no_bid);
      cd_page_summary_cell(section.page, CD_FIGURE_MONEY, &market->price);
      cd_page_summary_cell(section.page, CD_FIGURE_SHARE, &market->quality);
      winners_cell(section, market);
    }
  }
  cd_page_table_close(section.page);
}

void cd_section_market(CdSection section)
{
  static const CdMetricKind metrics[] = {CD_METRIC_BIDS,          CD_METRIC_NO_BID,
                                         CD_METRIC_SAME_PROVIDER, CD_METRIC_PROVIDER_CHANGE,
                                         CD_METRIC_QUALITY,       CD_METRIC_PRICE_RATIO};
  bool one = section.results->scenario->table[CD_ENTITY_COUNCIL].n == 1;
  cd_page_paragraph(section.page, one ? "What an option brings may depend on who wins. Providers are archetypes."
                                      : "Benefits of a joint option may depend on who wins as much as on how many "
                                        "contracts there are. Providers are archetypes.");
  cd_means_table(section, "The market under each option: means", metrics, G_N_ELEMENTS(metrics));
  contracts_table(section);
  cd_bidders_table(section);
  g_autofree char *above = cd_envelope_sentence(section.results);
  if (above)
    cd_page_paragraph(section.page, above);
  cd_routes_part(section);
  cd_scoring_part(section);
}

char *cd_timetable_sentence(const CdResults *results)
{
  const CdCalendarSpec *calendar = cd_scenario_calendar(results->scenario, 0);
  g_autofree char *decision = cd_figure_month(calendar->decision), *start = cd_figure_month(calendar->planned_start);
  return g_strdup_printf("Decision in %s; the new service is planned to start in %s.", decision, start);
}

/* What the partners decide has no date of its own: its clock runs from the end of their talks. */
char *cd_timetable_caution(const CdResults *results)
{
  if (results->n_structures == results->n_forced)
    return NULL;
  int begin = cd_scenario_negotiation(results->scenario, 0)->begin,
      decided = cd_scenario_calendar(results->scenario, 0)->decision;
  bool sooner = begin < decided;
  g_autofree char *talks = cd_figure_month(begin), *decision = cd_figure_month(decided);
  return g_strdup_printf(
      "“%s” is decided when the partners' talks end, which begin in %s; the other options are decided in "
      "%s. It may start preparing %s than they do, so that its dates and first-year figures are not to be "
      "compared with theirs.",
      cd_option_label(results, results->n_forced), talks, decision, sooner ? "sooner or later" : "later");
}

void cd_section_timetable(CdSection section)
{
  static const CdMetricKind metrics[] = {CD_METRIC_START_DELAY, CD_METRIC_ON_TIME, CD_METRIC_EXTENSION,
                                         CD_METRIC_EXTENSION_LEFT, CD_METRIC_GAP};
  g_autofree char *line = cd_timetable_sentence(section.results), *caution = cd_timetable_caution(section.results);
  cd_page_paragraph(section.page, line);
  if (caution)
    cd_page_paragraph(section.page, caution);
  cd_chart_of_timetable(section);
  cd_stages_table(section);
  cd_critical_table(section);
  cd_means_table(section, "Timetable: means", metrics, G_N_ELEMENTS(metrics));
  cd_changes_table(section, "Timetable: change against business as usual, with its verdict", metrics,
                   G_N_ELEMENTS(metrics));
}

void cd_section_money(CdSection section)
{
  static const CdMetricKind metrics[] = {
      CD_METRIC_COST_ANNUAL, CD_METRIC_COST_HORIZON, CD_METRIC_COST_DELAY, CD_METRIC_COST_REPLACING,
      CD_METRIC_BENEFIT,     CD_METRIC_NPSV,         CD_METRIC_OVERSPEND,  CD_METRIC_OVERSPEND_COMMISSIONER,
      CD_METRIC_FUNDER_MONEY};
  static const CdMetricKind apart[] = {CD_METRIC_CRIME};
  const CdAppraisalSpec *appraisal = cd_scenario_appraisal(section.results->scenario, 0);
  g_autofree char *years =
      cd_figure_whole(cd_value_median(&appraisal->horizon, CD_FIELD(APPRAISAL, Appraisal, horizon)) / 12);
  g_autofree char *discount =
      cd_figure(CD_FIGURE_SHARE, cd_value_median(&appraisal->discount, CD_FIELD(APPRAISAL, Appraisal, discount)));
  g_autofree char *health = cd_figure(
      CD_FIGURE_SHARE, cd_value_median(&appraisal->health_discount, CD_FIELD(APPRAISAL, Appraisal, health_discount)));
  g_autofree char *part =
      cd_figure(CD_FIGURE_SHARE, cd_value_median(&appraisal->health_share, CD_FIELD(APPRAISAL, Appraisal, health_share)));
  g_autofree char *optimism =
      cd_figure(CD_FIGURE_SHARE, cd_value_median(&appraisal->optimism, CD_FIELD(APPRAISAL, Appraisal, optimism)));
  const CdConcordatSpec *root = cd_scenario_concordat(section.results->scenario, 0);
  g_autofree char *prices =
      g_strdup_printf("%.0f", cd_value_median(&root->base_year, CD_FIELD(CONCORDAT, Concordat, base_year)));
  g_autofree char *line =
      g_strdup_printf("Appraised over %s years as the Green Book asks: discounted at %s a year (the %s of the benefit "
                      "that is health itself: %s), one-off "
                      "costs raised by %s for optimism bias, at "
                      "prices of %s (central values; each run draws its own where they are uncertain).",
                      years, discount, part, health, optimism, prices);
  cd_page_paragraph(section.page, line);
  cd_page_paragraph(section.page,
                    "The yearly cost is that of a year of the option's own service. What is paid over the horizon "
                    "follows time: until the service starts it is today's contracts, extended, and months without one "
                    "at a price of their own; replacing a provider that fails is in it too, and the overspend that "
                    "councils bear. Where an option starts "
                    "late the two differ by what the delay does, which is no saving of the option's own.");
  if (cd_fixed_budget_caution(section.results))
    cd_page_paragraph(section.page, cd_fixed_budget_caution(section.results));
  cd_means_table(section, "Money: means, pounds a year but for the net present value", metrics, G_N_ELEMENTS(metrics));
  cd_changes_table(section, "Money: change against business as usual, with its verdict", metrics, G_N_ELEMENTS(metrics));
  cd_page_paragraph(
      section.page,
      "Benefit follows time in treatment and completions alone. Deaths, waits, travel, continuity across the "
      "border and each partner's control are shown in "
      "their own units and not turned into pounds; do not rank options by a ratio of benefit to cost alone.");
  cd_means_table(section, "Crime avoided, shown apart: benefit holds it already", apart, G_N_ELEMENTS(apart));
  cd_budgets_of_councils(section);
}
