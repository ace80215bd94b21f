#include "sim/engine/marking.h"

CdMarking cd_marking_by(const CdTenderKept *tender, CdScoring scoring, double quality_weight, double minimum_quality)
{
  CdLot lot = {.reference_cost = tender->reference,
               .price_band = tender->price_band,
               .quality_weight = quality_weight,
               .scoring = scoring,
               .minimum_quality = minimum_quality,
               .willingness = tender->willingness};
  return cd_lot_marking(&lot);
}

static int by_key(gconstpointer a, gconstpointer b, gpointer user)
{
  const CdScenario *scenario = user;
  guint64 first = cd_scenario_bidder(scenario, *(const guint *)a)->key,
          second = cd_scenario_bidder(scenario, *(const guint *)b)->key;
  return first < second ? -1 : first > second;
}

void cd_tie_order(const CdScenario *scenario, guint *order)
{
  guint n = cd_scenario_bidders(scenario);
  for (guint p = 0; p < n; p++)
    order[p] = p;
  g_qsort_with_data(order, (gint)n, sizeof(guint), by_key, (gpointer)scenario);
}
