#include "sim/engine/overspend.h"

#include <math.h>
#include "sim/base/random.h"

double cd_demand_swing(const CdRunFacts *facts, guint area, guint year)
{
  const CdWorld *world = facts->world;
  CdStream stream = cd_stream(facts->seed, facts->run, CD_PURPOSE_DEMAND, world->area[area].head.key);
  return world->market->demand_spread * cd_stream_normal(stream, year, 0);
}

double cd_overspend(const CdRunFacts *facts, const CdFootprintContract *it, double value, guint year, double *part)
{
  const CdWorld *world = facts->world;
  const CdMarket *market = world->market;
  double net = 0, above = 0;
  for (guint a = 0; a < world->n_area; a++) {
    double swing = it->area_clients[a] > 0 ? cd_demand_swing(facts, a, year) * it->area_clients[a] / it->clients : 0;
    net += swing;
    above += fmax(0, swing);
    if (part)
      part[a] = fmax(0, swing);
  }
  double flex = market->flex_outputs + it->terms.outcomes_share * (market->flex_outcomes - market->flex_outputs);
  double over = fmax(0, net) * value * (1 - flex);
  for (guint a = 0; part && a < world->n_area; a++)
    part[a] = above > 0 ? over * part[a] / above : 0;
  return over;
}

double cd_overspend_left(const CdFootprintContract *it, const CdWorld *world)
{
  return 1 - world->pricing[it->terms.pricing].provider_bears;
}
