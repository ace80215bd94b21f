#include "sim/report/page-charts.h"

#include "sim/report/chart-rows.h"

#define HOW_TO_READ                                                                                                    \
  "The dot is the mean, the thick bar its 95% interval, the thin bar the spread of 90% of single runs. "

/* "−£159k, clear". */
static char *told_change(const CdFinding *finding)
{
  g_autofree char *change = cd_figure_change(finding->figure, finding->value.d.mean);
  return g_strdup_printf("%s, %s", change, cd_verdict_brief(finding->value.verdict));
}

static void add_finding(GArray *rows, const char *label, const CdFinding *finding)
{
  cd_chart_rows_add(rows, label, told_change(finding), &finding->value.d);
}

/* "Yearly cost against business as usual: £159k a year less for “A” (clear); no clear direction for 2 others". */
static char *costs_headline(const CdResults *results, guint baseline)
{
  GString *out = g_string_new("Yearly cost against business as usual: ");
  guint told = 0, others = 0;
  for (guint s = 0; s < results->n_structures; s++) {
    CdFinding finding;
    if (!cd_finding_make(results, s, baseline, cd_total_at(results, CD_METRIC_COST_ANNUAL), &finding))
      continue;
    if (finding.value.verdict != CD_VERDICT_CLEAR && finding.value.verdict != CD_VERDICT_LEANING) {
      others++;
      continue;
    }
    g_autofree char *phrase = cd_finding_cost_phrase(results, s, baseline, true);
    g_string_append_printf(out, "%s%s", told++ > 0 ? "; " : "", phrase);
  }
  if (others > 0)
    g_string_append_printf(out, "%sno clear direction for %u %s", told > 0 ? "; " : "", others,
                           told == 0     ? "compared"
                           : others == 1 ? "other"
                                         : "others");
  return g_string_free(out, FALSE);
}

void cd_chart_of_costs(CdSection section)
{
  const CdResults *results = section.results;
  guint baseline = cd_option_baseline(results);
  g_autoptr(GArray) rows = cd_chart_rows_new();
  g_autofree char *headline = costs_headline(results, baseline);
  for (guint s = 0; s < results->n_structures; s++) {
    CdFinding finding;
    if (cd_finding_make(results, s, baseline, cd_total_at(results, CD_METRIC_COST_ANNUAL), &finding))
      add_finding(rows, cd_option_label(results, s), &finding);
  }
  if (rows->len == 0)
    return;
  CdChart chart;
  cd_chart_begin(&chart);
  cd_chart_rows(&chart, CD_FIGURE_MONEY, "Change in yearly cost", rows);
  cd_page_chart(section.page, &chart, "chart-costs", headline,
                HOW_TO_READ "Left of nought costs less than business as usual, right of it more, on the same draws and "
                            "under the same terms.");
}
