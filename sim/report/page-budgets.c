#include "sim/report/page-budgets.h"

#include "sim/report/budget-words.h"
#include "sim/report/page-charts.h"

static const CdMetricKind of_money[] = {CD_METRIC_BUDGET,         CD_METRIC_GRANTS,          CD_METRIC_BUDGET_GAP,
                                        CD_METRIC_BUDGET_GAP_TWO, CD_METRIC_BUDGET_GAP_LAST, CD_METRIC_RESERVES_DRAWN,
                                        CD_METRIC_RESERVES_OUT,   CD_METRIC_RESERVES_LAST,   CD_METRIC_UNFUNDED};
static const CdMetricKind of_people[] = {CD_METRIC_GAP_PLACES, CD_METRIC_GAP_PEOPLE, CD_METRIC_GAP_COMPLETIONS};
static const CdMetricKind compared[] = {CD_METRIC_BUDGET_GAP, CD_METRIC_RESERVES_OUT, CD_METRIC_UNFUNDED};

static guint value_of(const CdResults *results, CdMetricKind kind, guint council)
{
  return cd_metric_at(results->layout, kind, CD_BY_COUNCIL, council);
}

static bool has_no_reserves(const CdResults *results, guint council)
{
  const CdDist *reserves = &cd_scenario_council(results->scenario, council)->reserves.dist;
  return reserves->kind == CD_DIST_POINT && reserves->a <= 0;
}

static bool has_grant_for_care(const CdResults *results, guint council)
{
  bool any = false;
  for (guint i = 0; i < results->scenario->table[CD_ENTITY_GRANT].n; i++) {
    const CdGrantSpec *grant = cd_scenario_grant(results->scenario, i);
    any = any || (grant->head.parent == (int)council && grant->buys == CD_GRANT_EXTRA);
  }
  return any;
}

/* Whether any money that goes missing is counted in people. */
static bool costs_people(const CdResults *results)
{
  bool any = cd_scenario_budgets(results->scenario, 0)->gap == CD_GAP_FIXED_BUDGET;
  for (guint i = 0; i < results->scenario->table[CD_ENTITY_COUNCIL].n; i++)
    any = any || has_grant_for_care(results, i);
  return any;
}

static void append_reserves(GString *line, const CdResults *results, guint structure, guint council)
{
  const CdSummary *out = cd_budget_summary(results, structure, CD_METRIC_RESERVES_OUT, council),
                  *last = cd_budget_summary(results, structure, CD_METRIC_RESERVES_LAST, council);
  bool none = has_no_reserves(results, council);
  g_autofree char *share = cd_figure_share_of(out->mean);
  if (none) {
    g_string_append_printf(line, "; it has no reserves, and is short in %s of runs", share);
    return;
  }
  g_string_append_printf(line, "; reserves are used up before the contract ends in %s of runs", share);
  if (last->n == 0)
    return;
  g_autofree char *month = cd_figure_month(cd_scenario_calendar(results->scenario, 0)->planned_start + last->mean);
  g_string_append_printf(line, ", of these on average in %s", month);
}

/* One option: how far cost lies from budget, and what becomes of reserves. */
static void write_option(CdSection section, guint structure, guint council)
{
  const CdResults *results = section.results;
  const CdSummary *gap = cd_budget_summary(results, structure, CD_METRIC_BUDGET_GAP, council),
                  *two = cd_budget_summary(results, structure, CD_METRIC_BUDGET_GAP_TWO, council);
  if (gap->n == 0)
    return;
  g_autoptr(GString) line = g_string_new(NULL);
  g_autofree char *size = cd_figure_size(CD_FIGURE_MONEY, gap->mean), *spread = cd_budget_range(gap->p5, gap->p95);
  g_string_append_printf(line, "“%s”: cost %s the budget by %s a year on average (90%% of single runs: %s)",
                         cd_option_label(results, structure), gap->mean > 0 ? "exceeds" : "stays below", size, spread);
  if (two->n > 0) {
    g_autofree char *years = cd_figure_size(CD_FIGURE_MONEY, two->mean);
    g_string_append_printf(line, ", %s %s over the first two years", years, two->mean > 0 ? "short" : "left over");
  }
  append_reserves(line, results, structure, council);
  g_string_append_c(line, '.');
  cd_page_paragraph(section.page, line->str);
}

/* A year that any option's contract has. */
static void year_row(CdSection section, CdMetricKind kind, guint council)
{
  bool told = false;
  for (guint s = 0; s < section.results->n_structures; s++)
    told = told || cd_budget_summary(section.results, s, kind, council)->n > 0;
  if (!told)
    return;
  g_autofree char *title = cd_metric_title(cd_metric(kind));
  cd_means_row(section, title, value_of(section.results, kind, council));
}

static void write_table(CdSection section, guint council)
{
  const char *name = cd_scenario_council(section.results->scenario, council)->head.label;
  g_autofree char *caption = g_strdup_printf("%s, budget and reserves: means", name);
  cd_page_table_open(section.page, caption);
  cd_option_heads(section, "Measure", false);
  for (guint i = 0; i < G_N_ELEMENTS(of_money); i++) {
    g_autofree char *title = cd_metric_title(cd_metric(of_money[i]));
    cd_means_row(section, title, value_of(section.results, of_money[i], council));
  }
  for (guint y = 0; y < CD_BUDGET_YEARS; y++)
    year_row(section, (CdMetricKind)(CD_METRIC_BUDGET_YEAR + y), council);
  for (guint i = 0; i < G_N_ELEMENTS(of_people) && costs_people(section.results); i++) {
    g_autofree char *title = cd_metric_title(cd_metric(of_people[i]));
    cd_means_row(section, title, value_of(section.results, of_people[i], council));
  }
  cd_page_table_close(section.page);
}

static void write_changes(CdSection section, guint council)
{
  if (section.results->n_structures < 2)
    return;
  const char *name = cd_scenario_council(section.results->scenario, council)->head.label;
  g_autofree char *caption =
      g_strdup_printf("%s, budget and reserves: change against business as usual, with its verdict", name);
  cd_page_table_open(section.page, caption);
  cd_option_heads(section, "Measure", true);
  for (guint i = 0; i < G_N_ELEMENTS(compared); i++) {
    g_autofree char *title = cd_metric_title(cd_metric(compared[i]));
    cd_changes_row(section, title, value_of(section.results, compared[i], council));
  }
  cd_page_table_close(section.page);
}

static void write_council(CdSection section, guint council)
{
  CdOptions options = cd_options_key(section.results);
  cd_page_element(section.page, "h4", NULL, cd_scenario_council(section.results->scenario, council)->head.label);
  for (guint i = 0; i < options.n; i++)
    write_option(section, options.at[i], council);
  cd_chart_of_budget(section, council);
  write_table(section, council);
  write_changes(section, council);
}

/* Of a council whose budget is not told: what may stop, and whom it takes with it. Grants go by no option, but for when it starts. */
static void write_grants(CdSection section, guint council)
{
  const CdResults *results = section.results;
  guint option = cd_option_baseline(results);
  const CdSummary *paid = cd_budget_summary(results, option, CD_METRIC_GRANTS, council),
                  *people = cd_budget_summary(results, option, CD_METRIC_GAP_PEOPLE, council),
                  *completions = cd_budget_summary(results, option, CD_METRIC_GAP_COMPLETIONS, council);
  if (paid->n == 0)
    return;
  g_autofree char *mean = cd_figure(CD_FIGURE_MONEY, paid->mean),
                  *spread = cd_figure_range(CD_FIGURE_MONEY, paid->p5, paid->p95, false),
                  *gone = cd_figure(CD_FIGURE_COUNT, people->mean),
                  *least = cd_figure_range(CD_FIGURE_COUNT, people->p5, people->p95, false),
                  *fewer = cd_figure(CD_FIGURE_COUNT, completions->mean);
  g_autofree char *line = g_strdup_printf(
      "%s: grants that buy care beside the contracts come to %s a year on average over the contract (90%% of single "
      "runs: %s), since they may stop. What goes with them is, by what spending cuts in England have come to, %s "
      "people in treatment a year (%s) and %s completions, in every option alike: they are missing in its figures of "
      "people.",
      cd_scenario_council(results->scenario, council)->head.label, mean, spread, gone, least, fewer);
  cd_page_paragraph(section.page, line);
}

static void write_budgets(CdSection section)
{
  const CdScenario *scenario = section.results->scenario;
  bool fixed = cd_scenario_budgets(scenario, 0)->gap == CD_GAP_FIXED_BUDGET;
  cd_page_element(section.page, "h3", NULL, "Budgets and reserves");
  cd_page_paragraph(
      section.page,
      "From the planned start to the end of each council's longest contract, at base-year prices: what the "
      "council pays for what is in force in each month, with any overspend that it bears, against its budget "
      "with supplementary grants towards the contracts. One-off costs are spread over the contract.");
  cd_page_paragraph(section.page,
                    fixed
                        ? "Budgets are taken to be fixed: what neither budget nor reserves meet is care that is not "
                          "bought. Fewer start and fewer complete, as spending cuts in England have come to, and the "
                          "others wait longer: that is in the figures of people, deaths and benefit above. Places are "
                          "arithmetic, and many times as many. Yearly cost is that of the service as planned; what is "
                          "not spent of it is no cost per completion and none in the net present value."
                        : "The service is taken to be fixed: what neither budget nor reserves meet has to be found "
                          "elsewhere.");
  for (guint i = 0; i < scenario->table[CD_ENTITY_COUNCIL].n; i++)
    if (cd_states_budget(section.results, i))
      write_council(section, i);
}

static bool has_only_a_grant(const CdResults *results, guint council)
{
  return !cd_states_budget(results, council) && has_grant_for_care(results, council);
}

void cd_budgets_of_councils(CdSection section)
{
  const CdResults *results = section.results;
  guint n = results->scenario->table[CD_ENTITY_COUNCIL].n;
  bool grants = false;
  if (cd_budgets_are_told(results))
    write_budgets(section);
  for (guint i = 0; i < n; i++)
    grants = grants || has_only_a_grant(results, i);
  if (results->scenario->table[CD_ENTITY_BUDGETS].n == 0 || !grants)
    return;
  cd_page_element(section.page, "h3", NULL, "Grants that may stop");
  for (guint i = 0; i < n; i++)
    if (has_only_a_grant(results, i))
      write_grants(section, i);
}
