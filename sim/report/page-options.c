#include "sim/report/option-words.h"
#include "sim/report/page.h"
#include "sim/report/page-charts.h"

static const CdMetricKind key_figures[] = {
    CD_METRIC_COST_ANNUAL,
    CD_METRIC_COST_HORIZON,
    CD_METRIC_COST_SAME_OFFER,
    CD_METRIC_COST_PROVIDER,
    CD_METRIC_COST_COMMISSIONER,
    CD_METRIC_COST_PER_COMPLETION,
    CD_METRIC_COMPLETIONS,
    CD_METRIC_COMPLETIONS_CJ,
    CD_METRIC_DEATHS,
    CD_METRIC_UNPLANNED,
    CD_METRIC_BORDER_LOSSES,
    CD_METRIC_WAIT,
    CD_METRIC_TRAVEL,
    CD_METRIC_SPECIALIST_POSTS,
    CD_METRIC_CJ_TEAM,
    CD_METRIC_HUBS,
    CD_METRIC_BIDS,
    CD_METRIC_SAME_PROVIDER,
    CD_METRIC_START_DELAY,
    CD_METRIC_OFFICERS,
    CD_METRIC_OVERSPEND_COMMISSIONER,
};

static void spread_row(CdSection section)
{
  cd_page_row(section.page, "Yearly cost: spread, 90% of single runs");
  for (guint s = 0; s < section.results->n_structures; s++) {
    const CdSummary *summary = cd_option_total(section.results, s, CD_METRIC_COST_ANNUAL);
    g_autofree char *spread = cd_figure_range(CD_FIGURE_MONEY, summary->p5, summary->p95, false);
    cd_page_cell_open(section.page, true);
    cd_html_escape(section.page->out, spread);
    cd_page_cell_close(section.page);
  }
}

/* Every total, the layers of cost apart: mean, interval and spread. */
static void every_figure(CdSection section)
{
  const CdResults *results = section.results;
  cd_page_raw(section.page, "<details><summary>Every figure, with its spread</summary>\n");
  cd_page_table_open(section.page, "Every total: mean, 95% interval of the mean, spread of 90% of single runs");
  cd_option_heads(section, "Measure", false);
  for (guint m = 0; m < CD_METRIC_LAYER; m++) {
    const CdMetric *metric = cd_metric((CdMetricKind)m);
    if (!cd_metric_is_told(results->layout, (CdMetricKind)m, CD_TOTAL))
      continue;
    g_autofree char *title = cd_metric_title(metric);
    CdFigureKind kind = cd_figure_kind(metric->unit);
    cd_page_row(section.page, title);
    for (guint s = 0; s < results->n_structures; s++) {
      const CdSummary *summary = cd_option_total(results, s, (CdMetricKind)m);
      g_autofree char *interval = cd_figure_range(kind, summary->low, summary->high, false);
      g_autofree char *spread = cd_figure_range(kind, summary->p5, summary->p95, false);
      g_autofree char *apart = g_strconcat("spread ", spread, NULL);
      cd_page_cell_open(section.page, true);
      cd_page_number(section.page, kind, summary->mean);
      cd_page_note(section.page, interval);
      cd_page_note(section.page, apart);
      cd_page_cell_close(section.page);
    }
  }
  cd_page_table_close(section.page);
  cd_page_raw(section.page, "</details>\n");
}

/* Why rows do not add up, or go another way than one would think: engine/appraise.c counts, engine/access.h says who uses which hub. */
static void note_on_people(CdSection section, bool by_area)
{
  if (!cd_tells_of_border(section.results))
    return;
  if (by_area)
    cd_page_paragraph(
        section.page,
        "Whoever moves to another area and stays in treatment is among the people in treatment in a year of "
        "both areas: together these are more than the total, which counts whoever moves once.");
  cd_page_paragraph(
      section.page,
      "Unplanned exits leave out those on transfer between areas, which stand in the row below. Travel is to "
      "the hub that clients use: the nearest or, for some, one across the border that serves them better "
      "and may be further away, so that losing access to it may shorten the way.");
}

void cd_section_options(CdSection section)
{
  cd_page_paragraph(section.page, "The terms being equal. Means over all runs; in small, the 95% interval of "
                                  "the mean. People are counted a year.");
  cd_page_table_open(section.page, "Key figures: means");
  cd_option_heads(section, "Measure", false);
  for (guint i = 0; i < G_N_ELEMENTS(key_figures); i++) {
    g_autofree char *title = cd_metric_title(cd_metric(key_figures[i]));
    cd_means_row(section, title, cd_total_at(section.results, key_figures[i]));
    if (i == 0)
      spread_row(section);
  }
  cd_page_table_close(section.page);
  note_on_people(section, false);
  cd_changes_table(section,
                   "Key figures: change against business as usual, with its verdict and the share of assumptions tried",
                   key_figures, G_N_ELEMENTS(key_figures));
  every_figure(section);
}

static const CdMetricKind of_terms[] = {
    CD_METRIC_COST_ANNUAL, CD_METRIC_COMPLETIONS, CD_METRIC_DEATHS,
    CD_METRIC_BIDS,        CD_METRIC_QUALITY,     CD_METRIC_OVERSPEND_COMMISSIONER,
};

void cd_section_terms(CdSection section)
{
  const CdResults *results = section.results;
  cd_page_paragraph(section.page,
                    "What changes when each option is run on its own terms (as its contracts state them, or "
                    "the mean of its councils' ideals) "
                    "instead of the common ones: the effect of the terms, apart from that of the footprint.");
  cd_page_table_open(section.page, "Own terms against the common terms: change, with its verdict");
  cd_option_heads(section, "Measure", false);
  for (guint i = 0; i < G_N_ELEMENTS(of_terms); i++) {
    g_autofree char *title = cd_metric_title(cd_metric(of_terms[i]));
    cd_page_row(section.page, title);
    for (guint s = 0; s < results->n_structures; s++) {
      CdFinding finding;
      bool found = cd_finding_of_terms(results, s, cd_total_at(results, of_terms[i]), &finding);
      cd_page_finding_cell(section.page, found ? &finding : NULL);
    }
  }
  cd_page_table_close(section.page);
}

/* For each partner of KIND one row a metric: as it is under business as usual, and the change under every
 * other option. */
static void partner_table(CdSection section, const char *caption, CdEntityKind kind, CdScope scope,
                          const CdMetricKind *metric, guint n)
{
  const CdResults *results = section.results;
  if (results->scenario->table[kind].n == 0)
    return;
  cd_page_table_open(section.page, caption);
  cd_page_head_row(section.page, "Measure");
  cd_page_head(section.page, "Business as usual", true);
  for (guint s = 0; s < results->n_structures; s++)
    if (s != cd_option_baseline(results))
      cd_page_head(section.page, cd_option_label(results, s), true);
  cd_page_raw(section.page, "</thead>\n");
  for (guint i = 0; i < results->scenario->table[kind].n; i++) {
    cd_page_group(section.page, cd_scenario_row(results->scenario, kind, i)->label, results->n_structures + 1);
    for (guint m = 0; m < n; m++) {
      guint value = cd_metric_at(results->layout, metric[m], scope, i), baseline = cd_option_baseline(results);
      g_autofree char *title = cd_metric_title(cd_metric(metric[m]));
      cd_page_row(section.page, title);
      cd_page_number_cell(section.page, cd_figure_kind(cd_metric(metric[m])->unit),
                          cd_option_summary(results, baseline, value)->mean);
      for (guint s = 0; s < results->n_structures; s++) {
        CdFinding finding;
        if (s != baseline && cd_finding_make(results, s, baseline, value, &finding))
          cd_page_finding_cell(section.page, &finding);
      }
    }
  }
  cd_page_table_close(section.page);
}

void cd_section_authorities(CdSection section)
{
  static const CdMetricKind councils[] = {CD_METRIC_COST_ANNUAL, CD_METRIC_UTILITY};
  static const CdMetricKind funders[] = {CD_METRIC_COST_ANNUAL, CD_METRIC_FUNDER_MONEY, CD_METRIC_FUNDER_JOINS,
                                         CD_METRIC_FUNDER_OWN, CD_METRIC_FUNDER_OUT};
  static const CdMetricKind areas[] = {CD_METRIC_CLIENTS, CD_METRIC_COMPLETIONS, CD_METRIC_COMPLETIONS_CJ,
                                       CD_METRIC_DEATHS,  CD_METRIC_UNPLANNED,   CD_METRIC_BORDER_LOSSES,
                                       CD_METRIC_WAIT,    CD_METRIC_TRAVEL};
  static const CdMetricKind cohorts[] = {CD_METRIC_COHORT_CLIENTS, CD_METRIC_COHORT_COMPLETIONS,
                                         CD_METRIC_COHORT_UNPLANNED, CD_METRIC_COHORT_DEATHS};
  cd_page_paragraph(
      section.page,
      "Business as usual, and the change under each other option with its verdict, the terms being equal.");
  cd_chart_of_payers(section);
  partner_table(section, "What each council pays, and the worth of the option to it", CD_ENTITY_COUNCIL, CD_BY_COUNCIL,
                councils, G_N_ELEMENTS(councils));
  partner_table(section, "What each co-commissioner pays and does", CD_ENTITY_FUNDER, CD_BY_FUNDER, funders,
                G_N_ELEMENTS(funders));
  partner_table(section, "What it means for the residents of each area", CD_ENTITY_AREA, CD_BY_AREA, areas,
                G_N_ELEMENTS(areas));
  partner_table(section, "What it means for each group of clients", CD_ENTITY_COHORT, CD_BY_COHORT, cohorts,
                G_N_ELEMENTS(cohorts));
  note_on_people(section, true);
}
