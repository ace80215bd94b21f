#include "sim/report/option.h"

const char *cd_option_id(const CdResults *results, guint structure)
{
  return structure < results->n_forced ? cd_scenario_structure(results->scenario, structure)->head.id : CD_AS_DECIDED;
}

const char *cd_option_label(const CdResults *results, guint structure)
{
  return structure < results->n_forced ? cd_scenario_structure(results->scenario, structure)->head.label
                                       : "As the partners decide";
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
