#include "sim/report/budget-words.h"
#include "sim/report/page-charts.h"

/* Years of a council's contract for which there is a value, at most CD_BUDGET_YEARS. */
static guint years_told(const CdResults *results, const CdOptions *options, guint council)
{
  guint years = 0;
  for (guint o = 0; o < options->n; o++)
    for (guint y = 0; y < CD_BUDGET_YEARS; y++)
      if (cd_budget_summary(results, options->at[o], (CdMetricKind)(CD_METRIC_BUDGET_YEAR + y), council)->n > 0)
        years = MAX(years, y + 1);
  return years;
}

static void add_year(GArray *rows, const CdResults *results, guint option, guint year, guint council)
{
  CdMetricKind kind = (CdMetricKind)(CD_METRIC_BUDGET_YEAR + year);
  const CdSummary *gap = cd_budget_summary(results, option, kind, council);
  if (gap->n == 0)
    return;
  cd_chart_rows_add(rows, cd_metric(kind)->label, cd_figure_change(CD_FIGURE_MONEY, gap->mean), gap);
}

/* The first year in which an option's mean lies above the budget, counted from 1; 0: none. */
static guint first_short(const CdResults *results, guint option, guint years, guint council)
{
  for (guint y = 0; y < years; y++)
    if (cd_budget_summary(results, option, (CdMetricKind)(CD_METRIC_BUDGET_YEAR + y), council)->mean > 0)
      return y + 1;
  return 0;
}

/* "“A”, “B”" of the options whose mean lies above the budget from year FIRST on (0: never); NULL: none. */
static char *short_from(const CdResults *results, const CdOptions *options, guint years, guint council, guint first)
{
  GString *names = g_string_new(NULL);
  for (guint o = 0; o < options->n; o++)
    if (first_short(results, options->at[o], years, council) == first)
      g_string_append_printf(names, "%s“%s”", names->len ? ", " : "", cd_option_label(results, options->at[o]));
  return g_string_free(names, names->len == 0);
}

static char *headline_of(const CdResults *results, const CdOptions *options, guint years, guint council)
{
  GString *line = g_string_new(cd_scenario_council(results->scenario, council)->head.label);
  const char *before = ", on average: ";
  for (guint first = 1; first <= years + 1; first++) {
    bool never = first > years;
    g_autofree char *names = short_from(results, options, years, council, never ? 0 : first);
    if (!names)
      continue;
    if (never)
      g_string_append_printf(line, "%swithin its budget every year under %s", before, names);
    else
      g_string_append_printf(line, "%sfirst short in year %u under %s", before, first, names);
    before = "; ";
  }
  return g_string_free(line, FALSE);
}

void cd_chart_of_budget(CdSection section, guint council)
{
  const CdResults *results = section.results;
  CdOptions options = cd_options_key(results);
  guint years = years_told(results, &options, council);
  if (years == 0)
    return;
  g_autoptr(GArray) rows = cd_chart_rows_new();
  for (guint o = 0; o < options.n; o++) {
    cd_chart_rows_head(rows, cd_option_label(results, options.at[o]));
    for (guint y = 0; y < years; y++)
      add_year(rows, results, options.at[o], y, council);
  }
  CdChart chart;
  cd_chart_begin(&chart);
  cd_chart_rows(&chart, CD_FIGURE_MONEY, "Cost less budget", rows);
  g_autofree char *id = g_strdup_printf("chart-budget-%u", council + 1),
                  *headline = headline_of(results, &options, years, council);
  cd_page_chart(section.page, &chart, id, headline,
                "Cost less budget in each year from the planned start. " CD_CHART_ROWS_READ
                " Left of nought money is left over, right of it the council is short.");
}
