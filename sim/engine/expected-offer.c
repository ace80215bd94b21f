#include "sim/engine/expected-offer.h"

#include "sim/engine/bidders.h"
#include "sim/engine/envelope.h"
#include "sim/engine/typical-offer.h"

static CdTypicalOffer typical(const CdFootprintContract *it, const CdTermsDrawn *terms, double envelope,
                              const CdWorld *world)
{
  bool counts = cd_typical_offer_counts_bidders(world, terms, envelope);
  return cd_typical_offer(world, terms, envelope, counts ? cd_bidders_who_could(it, terms, world) : 0);
}

CdExpectedOffer cd_expected_bid(const CdFootprintContract *it, const CdTermsDrawn *terms, double envelope,
                                const CdPlanReference *reference, const CdWorld *world)
{
  CdTypicalOffer offer = typical(it, terms, envelope, world);
  double quality = world->market->reference_quality + offer.quality - reference->today.quality;
  return (CdExpectedOffer){.price = offer.price, .quality = CLAMP(quality, 0, 1)};
}

CdExpectedOffer cd_expected_offer(const CdFootprintContract *it, const CdRouteTaken *route,
                                  const CdPlanReference *reference, const CdWorld *world)
{
  if (cd_is_tendered(route))
    return cd_expected_bid(it, &it->terms, cd_envelope(it, reference->footprint, world), reference, world);
  double quality = world->market->reference_quality;
  if (!cd_route_goes_on(route))
    return (CdExpectedOffer){cd_route_price(world, cd_envelope(it, reference->footprint, world), &reference->today),
                             quality};
  double running = it->reference > 0 ? 1 - it->layer[CD_LAYER_MOBILISATION] / it->reference : 1;
  return (CdExpectedOffer){running * reference->today.price * (1 + world->calendar->extension_premium), quality};
}

/* Sums do not go by the order of the file. */
static const CdFootprintContract *next_by_key(const CdFootprint *footprint, const CdFootprintContract *before)
{
  const CdFootprintContract *next = NULL;
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    bool is_later = !before || it->contract->head.key > before->contract->head.key;
    if (is_later && (!next || it->contract->head.key < next->contract->head.key))
      next = it;
  }
  return next;
}

CdTypicalOffer cd_offer_today(const CdFootprint *baseline, const CdWorld *world)
{
  double clients = 0;
  CdTypicalOffer today = {0};
  const CdFootprintContract *it = NULL;
  for (guint c = 0; c < baseline->n_contracts; c++) {
    it = next_by_key(baseline, it);
    CdTypicalOffer offer = typical(it, &it->terms, cd_envelope_now(it, baseline, world), world);
    clients += it->clients;
    today.quality += it->clients * offer.quality;
    today.price += it->clients * offer.price;
    today.premium += it->clients * offer.premium;
  }
  if (clients <= 0)
    return (CdTypicalOffer){0, 1, 0};
  return (CdTypicalOffer){today.quality / clients, today.price / clients, today.premium / clients};
}
