#include "sim/report/figure.h"
#include "sim/report/page-charts.h"

#define LEAST_SHOWN 0.005 /* share of runs: what rounds to nought everywhere has no row */

static double mean_of(const CdResults *results, guint structure, guint value)
{
  return cd_option_summary(results, structure, value)->mean;
}

static bool is_shown(const CdResults *results, guint value)
{
  for (guint s = 0; s < results->n_structures; s++)
    if (mean_of(results, s, value) >= LEAST_SHOWN)
      return true;
  return false;
}

static void share_row(CdSection section, const char *label, guint value)
{
  cd_page_row(section.page, label);
  for (guint s = 0; s < section.results->n_structures; s++) {
    double share = mean_of(section.results, s, value);
    g_autofree char *shown = cd_figure_share_of(share);
    cd_page_cell_open(section.page, true);
    cd_page_data(section.page, share, shown);
    cd_page_cell_close(section.page);
  }
}

/* Stages that some option's start hangs on. */
static void stage_rows(CdSection section)
{
  for (CdMetricKind stage = CD_METRIC_CRITICAL_AGREEMENT; stage <= CD_METRIC_CRITICAL_SLIPPAGE; stage++) {
    guint value = cd_total_at(section.results, stage);
    CdMetricKind length = (CdMetricKind)(CD_METRIC_STAGE_AGREEMENT + (stage - CD_METRIC_CRITICAL_AGREEMENT));
    if (is_shown(section.results, value))
      share_row(section, cd_stage_label(section.results, length), value);
  }
}

static void partner_rows(CdSection section)
{
  const CdMetricLayout *layout = section.results->layout;
  for (guint v = 0; v < layout->n; v++)
    if (layout->kind[v] == CD_METRIC_LAST_DECISION && is_shown(section.results, v))
      share_row(section, layout->label[v], v);
}

void cd_critical_table(CdSection section)
{
  guint columns = section.results->n_structures + 1;
  cd_page_table_open(section.page, "The critical path: what decides when the service starts, share of runs");
  cd_option_heads(section, "What decides", false);
  cd_page_group(section.page, "The plan", columns);
  share_row(section, "It starts when planned", cd_total_at(section.results, CD_METRIC_ON_TIME));
  cd_page_group(section.page, "Where it starts later: it would start sooner without", columns);
  stage_rows(section);
  cd_page_group(section.page, "The tender waits last for", columns);
  partner_rows(section);
  cd_page_table_close(section.page);
  cd_page_paragraph(
      section.page,
      "Several stages of one run may each bring the start forward, since they follow one another; of the two "
      "strands before the tender only the later does. For whom the tender waits last is told of every run, "
      "late or not: a council's approval, or a co-commissioner's decision where that comes after all the "
      "councils' work.");
}
