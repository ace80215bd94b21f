#include "sim/engine/lot.h"

#include "sim/engine/bidders.h"
#include "sim/engine/envelope.h"
#include "sim/engine/typical-offer.h"

CdLot cd_lot_make(const CdFootprintContract *it, const CdFootprint *baseline, const CdWorld *world)
{
  const CdMarket *market = world->market;
  return (CdLot){.reference_cost = it->reference,
                 .envelope = cd_envelope(it, baseline, world),
                 .quality_weight = it->terms.quality_weight,
                 .price_band = market->price_band,
                 .quality_cost = market->quality_cost,
                 .risk_premium = cd_risk_premium(world, &it->terms),
                 .length_years = it->terms.length,
                 .rural_share = it->rural_share,
                 .clients = it->clients,
                 .spread = cd_lot_spread(it, world),
                 .cost_learnt = market->entry == CD_ENTRY_COST_LEARNT,
                 .scoring = (CdScoring)it->terms.scoring,
                 .minimum_quality = it->terms.minimum_quality,
                 .willingness = it->terms.willingness};
}
