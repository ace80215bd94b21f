#include "sim/engine/incumbent.h"

#include <math.h>
#include "sim/engine/bidders.h"
#include "sim/engine/paid.h"

int cd_incumbent_bidder(const CdWorld *world, int provider)
{
  for (guint c = 0; provider >= 0 && c < world->n_consortium; c++)
    if (world->consortium[c].alone_too == CD_NO && cd_refs_has(world->consortium[c].members, (guint)provider))
      return (int)(world->n_provider + c);
  return provider;
}

/* What a year of REFERENCE pounds of the contract's service costs BIDDER at today's quality. */
static double own_cost(const CdFootprintContract *it, double reference, const CdRunFacts *facts,
                       const CdMarketLuck *luck, int bidder)
{
  const CdMarket *market = facts->world->market;
  CdBidder who = cd_bidder_of(it, facts->world, luck, (guint)bidder);
  double added = fmax(0, market->reference_quality - who.quality);
  return reference * who.efficiency * exp(who.log_theta) * (1 + market->quality_cost * added * added);
}

/* A year of today's contracts while they are extended at PRICE times what they are paid now. */
static double yearly_now(const CdRunFacts *facts, const CdMarketLuck *luck, double price)
{
  double profit = 0;
  for (guint c = 0; c < facts->today->footprint->n_contracts; c++) {
    const CdContractResult *now = &facts->today->awards.contract[c];
    int bidder = cd_incumbent_bidder(facts->world, now->provider);
    if (bidder >= 0)
      profit += price * cd_today_price(facts->today, c) -
                own_cost(&facts->today->footprint->at[c], now->value, facts, luck, bidder);
  }
  return profit;
}

/* A year of contract C of the option, for whoever delivers it. */
static double yearly_new(const CdRunFacts *facts, const CdMarketLuck *luck, guint c)
{
  const CdContractResult *result = &facts->awards->contract[c];
  int bidder = cd_incumbent_bidder(facts->world, result->provider);
  if (result->award.winner >= 0 && !cd_route_goes_on(&result->route))
    return result->award.margin + result->award.premium;
  double reference =
      result->let->reference - (cd_route_goes_on(&result->route) ? result->let->layer[CD_LAYER_MOBILISATION] : 0);
  return bidder < 0 ? 0 : result->award.price - own_cost(result->let, reference, facts, luck, bidder);
}

/* What today's providers spend once to get contract C: on a bid, or on a redesign. */
static double spent_once(const CdRunFacts *facts, const CdMarketLuck *luck, guint c)
{
  const CdContractResult *result = &facts->awards->contract[c];
  double spent = 0;
  for (guint b = 0; result->bid && b < cd_world_bidders(facts->world); b++)
    if (result->bid[b].reason == CD_BID_YES)
      spent +=
          cd_incumbent_share(result->let, facts->world, b) * cd_bidder_of(result->let, facts->world, luck, b).bid_cost;
  if (result->route.route == CD_ROUTE_EXTENSION_REDESIGN && facts->world->n_procurement > 0)
    spent += facts->world->procurement->redesign_cost * result->let->reference;
  return spent;
}

double cd_incumbent_profit(const CdRunFacts *facts, const CdMarketLuck *luck)
{
  const CdPaid *paid = facts->paid;
  double extended = MIN(paid->start, paid->extended);
  double profit = extended / 12 * yearly_now(facts, luck, 1 + facts->world->calendar->extension_premium);
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    const CdContractResult *result = &facts->awards->contract[c];
    double months = fmin(paid->months - paid->start, 12 * result->let->terms.length);
    if (result->provider >= 0)
      profit += cd_incumbent_share(result->let, facts->world, (guint)result->provider) * months / 12 *
                yearly_new(facts, luck, c);
    profit -= spent_once(facts, luck, c);
  }
  return profit;
}
