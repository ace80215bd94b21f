#include "sim/report/budget-words.h"

#include "sim/report/figure.h"

bool cd_states_budget(const CdResults *results, guint council)
{
  return cd_scenario_council(results->scenario, council)->budget.dist.kind != CD_DIST_UNSET;
}

bool cd_budgets_are_told(const CdResults *results)
{
  bool any = false;
  for (guint i = 0; i < results->scenario->table[CD_ENTITY_COUNCIL].n; i++)
    any = any || cd_states_budget(results, i);
  return any && results->scenario->table[CD_ENTITY_BUDGETS].n > 0;
}

const char *cd_fixed_budget_caution(const CdResults *results)
{
  if (!cd_budgets_are_told(results) || cd_scenario_budgets(results->scenario, 0)->gap != CD_GAP_FIXED_BUDGET)
    return NULL;
  return "Budgets are fixed here, so do not rank options by net present value: benefit is reckoned at its average for "
         "each pound, "
         "while a pound less takes away only what cuts in England have come to, some ten times fewer people, so that a "
         "cut seems to "
         "pay. The two pieces of evidence conflict. Look at people, completions and what is paid instead.";
}

const CdSummary *cd_budget_summary(const CdResults *results, guint structure, CdMetricKind kind, guint council)
{
  return cd_option_summary(results, structure, cd_metric_at(results->layout, kind, CD_BY_COUNCIL, council));
}

static const char *side(double x)
{
  return x > 0 ? "above" : "below";
}

char *cd_budget_range(double low, double high)
{
  bool crosses = low < 0 && high > 0;
  double from = crosses || low > 0 ? low : high, to = crosses || low > 0 ? high : low; /* of two below, the nearer first */
  g_autofree char *first = cd_figure_size(CD_FIGURE_MONEY, from), *second = cd_figure_size(CD_FIGURE_MONEY, to);
  return crosses ? g_strdup_printf("%s below to %s above", first, second)
                 : g_strdup_printf("%s to %s %s", first, second, side(low > 0 ? 1 : -1));
}

/* "the City is £20k over in the mean of all runs". */
static void append_council(GString *line, const CdResults *results, guint structure, guint council)
{
  const CdSummary *gap = cd_budget_summary(results, structure, CD_METRIC_BUDGET_GAP, council),
                  *out = cd_budget_summary(results, structure, CD_METRIC_RESERVES_OUT, council),
                  *unmet = cd_budget_summary(results, structure, CD_METRIC_UNFUNDED, council);
  g_autofree char *size = cd_figure_size(CD_FIGURE_MONEY, gap->mean), *short_of = cd_figure_share_of(out->mean),
                  *missing = cd_figure(CD_FIGURE_MONEY, unmet->mean);
  g_string_append_printf(line, "%s pays %s a year %s its budget",
                         cd_scenario_council(results->scenario, council)->head.label, size,
                         gap->mean > 0 ? "more than" : "less than");
  if (out->mean > 0)
    g_string_append_printf(line, " and runs short, reserves used up, in %s of runs (%s a year on average)", short_of,
                           missing);
}

char *cd_budget_sentence(const CdResults *results)
{
  if (!cd_budgets_are_told(results))
    return NULL;
  GString *line = g_string_new("Against budgets, means over the contract.");
  CdOptions options = cd_options_key(results);
  for (guint o = 0; o < options.n; o++) {
    guint told = 0;
    for (guint i = 0; i < results->scenario->table[CD_ENTITY_COUNCIL].n; i++) {
      if (!cd_states_budget(results, i) || cd_budget_summary(results, options.at[o], CD_METRIC_BUDGET_GAP, i)->n == 0)
        continue;
      if (told++ == 0)
        g_string_append_printf(line, " Under “%s” ", cd_option_label(results, options.at[o]));
      else
        g_string_append(line, "; ");
      append_council(line, results, options.at[o], i);
    }
    g_string_append(line, told > 0 ? "." : "");
  }
  return g_string_free(line, FALSE);
}
