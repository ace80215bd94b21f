#include "sim/report/option.h"

#include <math.h>

const char *cd_option_id(const CdResults *results, guint structure)
{
  return structure < results->n_forced ? cd_scenario_structure(results->scenario, structure)->head.id : CD_AS_DECIDED;
}

const char *cd_option_label(const CdResults *results, guint structure)
{
  return structure < results->n_forced ? cd_scenario_structure(results->scenario, structure)->head.label
                                       : "As the partners decide";
}

double cd_option_decided(const CdResults *results, guint structure)
{
  return structure < results->n_forced ? cd_scenario_calendar(results->scenario, 0)->decision
                                       : cd_scenario_negotiation(results->scenario, 0)->begin + results->accord->months;
}

guint cd_option_contracts(const CdResults *results, guint structure)
{
  guint n = 0;
  for (guint c = 0; c < results->n_contracts; c++)
    n += cd_scenario_contract(results->scenario, c)->head.parent == (int)structure;
  return n;
}

bool cd_option_own_terms(const CdResults *results)
{
  for (guint c = 0; c < results->n_comparisons; c++)
    if (results->comparison[c].of_terms)
      return true;
  return false;
}

guint cd_option_baseline(const CdResults *results)
{
  return (guint)cd_scenario_concordat(results->scenario, 0)->baseline;
}

guint cd_total_at(const CdResults *results, CdMetricKind kind)
{
  return cd_metric_at(results->layout, kind, CD_TOTAL, 0);
}

const CdSummary *cd_option_summary(const CdResults *results, guint structure, guint value)
{
  return &results->summary[(gsize)CD_ARM(structure, false) * results->n_values + value];
}

const CdSummary *cd_option_total(const CdResults *results, guint structure, CdMetricKind kind)
{
  return cd_option_summary(results, structure, cd_total_at(results, kind));
}

bool cd_options_hold(const CdOptions *options, guint structure)
{
  for (guint i = 0; options && i < options->n; i++)
    if (options->at[i] == structure)
      return true;
  return !options;
}

/* Keeps the order of the scenario; nothing where it is there already. */
static void take(CdOptions *options, guint structure)
{
  guint at = options->n;
  if (cd_options_hold(options, structure))
    return;
  for (; at > 0 && options->at[at - 1] > structure; at--)
    options->at[at] = options->at[at - 1];
  options->at[at] = structure;
  options->n++;
}

/* Of those that OPTIONS lack; an undefined cost comes last. */
static guint cheapest_of_the_rest(const CdResults *results, const CdOptions *options)
{
  guint best = results->n_structures;
  double least = INFINITY;
  for (guint s = 0; s < results->n_structures; s++) {
    double cost = cd_option_total(results, s, CD_METRIC_COST_ANNUAL)->mean;
    if (cd_options_hold(options, s) || (best < results->n_structures && !(cost < least)))
      continue;
    best = s;
    least = isfinite(cost) ? cost : INFINITY;
  }
  return best;
}

CdOptions cd_options_key(const CdResults *results)
{
  const CdConcordatSpec *root = cd_scenario_concordat(results->scenario, 0);
  CdOptions options = {0};
  take(&options, (guint)root->baseline);
  take(&options, (guint)root->joint);
  take(&options, (guint)root->apart);
  return options;
}

CdOptions cd_options_shown(const CdResults *results)
{
  CdOptions options = cd_options_key(results);
  if (results->n_structures > results->n_forced)
    take(&options, results->n_forced);
  while (options.n < MIN(results->n_structures, CD_OPTIONS_SHOWN))
    take(&options, cheapest_of_the_rest(results, &options));
  return options;
}
