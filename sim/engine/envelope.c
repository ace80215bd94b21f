#include "sim/engine/envelope.h"

#include <math.h>

/* Pounds of reference cost for each pound of care. */
static double cost_of_care(const CdFootprintContract *it, guint pairs)
{
  double care = 0;
  for (guint i = 0; i < pairs; i++)
    care += it->pair_value[i];
  return care > 0 ? it->reference / care : 0;
}

/* What the care that IT buys costs a year under business as usual: each (area, component)'s part of its contracts' reference costs, by the
 * care bought there. What nobody buys now is taken at what it would cost now. */
static double cost_today(const CdFootprintContract *it, const CdFootprint *baseline, const CdWorld *world)
{
  guint pairs = world->n_area * world->n_component;
  double own = cost_of_care(it, pairs), cost = 0;
  for (guint i = 0; i < pairs; i++) {
    double care = 0, spent = 0;
    for (guint c = 0; it->pair_value[i] > 0 && c < baseline->n_contracts; c++) {
      double value = baseline->at[c].pair_value[i];
      care += value;
      spent += value > 0 ? value * cost_of_care(&baseline->at[c], pairs) : 0;
    }
    cost += it->pair_value[i] * (care > 0 ? spent / care : own);
  }
  return cost;
}

double cd_envelope_now(const CdFootprintContract *it, const CdFootprint *baseline, const CdWorld *world)
{
  const CdMarket *market = world->market;
  if (market->envelope_basis == CD_ENVELOPE_OWN_COST || it->reference <= 0)
    return market->envelope;
  return market->envelope * cost_today(it, baseline, world) / it->reference;
}

double cd_envelope(const CdFootprintContract *it, const CdFootprint *baseline, const CdWorld *world)
{
  double limit = it->contract->price_limit;
  return isnan(limit) || it->reference <= 0 ? cd_envelope_now(it, baseline, world) : (limit + it->beside) / it->reference;
}
