#include "sim/engine/overspend.h"

#include <math.h>
#include "sim/base/random.h"

double cd_demand_shock(const CdRunFacts *facts, guint area, guint year)
{
  const CdWorld *world = facts->world;
  CdStream stream = cd_stream(facts->seed, facts->run, CD_PURPOSE_DEMAND, world->area[area].head.key);
  return fmax(0, world->market->demand_spread * cd_stream_normal(stream, year, 0));
}

double cd_overspend(const CdRunFacts *facts, guint area, guint c, double shock)
{
  const CdMarket *market = facts->world->market;
  const CdFootprintContract *it = &facts->footprint->at[c];
  if (it->area_clients[area] <= 0)
    return 0;
  double flex = market->flex_outputs + it->terms.outcomes_share * (market->flex_outcomes - market->flex_outputs);
  return shock * facts->awards->contract[c].value * it->area_clients[area] / it->clients * (1 - flex);
}

double cd_overspend_left(const CdRunFacts *facts, guint c)
{
  return 1 - facts->world->pricing[facts->footprint->at[c].terms.pricing].provider_bears;
}
