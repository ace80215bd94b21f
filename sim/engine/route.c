#include "sim/engine/route.h"

#include <math.h>
#include "sim/tender/worth.h"

#define WORKING_DAYS_IN_MONTH 21

/* --- What the law and the contract in force leave open ---------------------------------------------------------------- */

bool cd_route_is_in_force(const CdContract *contract, const CdFootprint *baseline)
{
  for (guint c = 0; c < baseline->n_contracts; c++) {
    const CdContract *old = baseline->at[c].contract;
    if (cd_refs_same(old->areas, contract->areas) && cd_refs_same(old->components, contract->components) &&
        old->share == contract->share)
      return true;
  }
  return false;
}

/* Lifetime value of what OLD buys now of what CONTRACT will buy, pounds: all of it where they buy the same. A contract in force is taken to have
 * been let for the common length. */
static double value_in_force(const CdFootprintContract *old, const CdFootprintContract *contract, const CdWorld *world)
{
  guint n_pairs = world->n_area * world->n_component;
  double all = 0, both = 0;
  for (guint i = 0; i < n_pairs; i++) {
    all += old->pair_value[i];
    both += contract->pair_value[i] > 0 ? old->pair_value[i] : 0;
  }
  return all > 0 ? old->reference * world->terms->length * both / all : 0;
}

/* Against the contract in force that is worth the most of what is bought. */
static bool is_worth_more(const CdFootprintContract *it, const CdFootprint *baseline, const CdWorld *world)
{
  double now = 0;
  for (guint c = 0; c < baseline->n_contracts; c++)
    now = fmax(now, value_in_force(&baseline->at[c], it, world));
  double rise = it->reference * it->terms.length - now;
  return rise >= world->procurement->change_value && rise >= world->procurement->change_share * now;
}

static CdRoute competition_under(CdLaw law)
{
  return law == CD_LAW_PSR ? CD_ROUTE_COMPETITIVE : CD_ROUTE_LIGHT_TOUCH;
}

/* Which route stands in for one that is closed. */
static CdRoute fallback_of(const CdContract *contract, CdLaw law)
{
  bool selects = contract->fallback == CD_FALLBACK_MOST_SUITABLE && cd_route(CD_ROUTE_MOST_SUITABLE)->laws & law;
  return selects ? CD_ROUTE_MOST_SUITABLE : competition_under(law);
}

static CdRouteEnd end_of(const CdFootprintContract *it, const CdFootprint *baseline, const CdWorld *world, CdLaw law)
{
  const CdRouteKind *kind = cd_route((CdRoute)it->contract->route);
  bool changes = world->procurement->footprint_change == CD_FOOTPRINT_CHANGE_CONSIDERABLE;
  if (!(kind->laws & law))
    return CD_ROUTE_UNKNOWN_TO_LAW;
  if (kind->form == CD_FORM_IN_FORCE && changes && !cd_route_is_in_force(it->contract, baseline))
    return CD_ROUTE_NOT_IN_FORCE;
  if (it->contract->route == CD_ROUTE_DIRECT_C && is_worth_more(it, baseline, world))
    return CD_ROUTE_WORTH_MORE;
  return CD_ROUTE_TAKEN;
}

CdLaw cd_route_law(const CdWorld *world, const CdContract *contract, double notice)
{
  CdRouteTaken taken = {.route = (CdRoute)contract->route};
  CdAwardingTime time = cd_route_time(world, &taken, 0);
  double takes = 0;
  for (guint i = 0; time.held > 0 && i < CD_AWARDING_STAGES; i++)
    takes += time.stage[i];
  if (time.held > 0)
    notice = fmax(notice, world->calendar->planned_start + time.held - takes);
  return cd_law_of((int)floor(notice));
}

CdRouteTaken *cd_routes_plan(const CdFootprint *footprint, const CdFootprint *baseline, const CdWorld *world,
                             double notice, CdArena *arena)
{
  if (world->n_procurement == 0)
    return NULL;
  CdRouteTaken *taken = cd_arena_array(arena, CdRouteTaken, footprint->n_contracts);
  for (guint c = 0; c < footprint->n_contracts; c++) {
    const CdFootprintContract *it = &footprint->at[c];
    CdLaw law = cd_route_law(world, it->contract, notice);
    taken[c].end = end_of(it, baseline, world, law);
    taken[c].route = taken[c].end == CD_ROUTE_TAKEN ? (CdRoute)it->contract->route : fallback_of(it->contract, law);
    if (taken[c].route == CD_ROUTE_COMPETITION)
      taken[c].route = competition_under(law);
  }
  return taken;
}

/* --- Whom it is awarded to ------------------------------------------------------------------------------------------- */

double cd_route_price(const CdWorld *world, double envelope, const CdTypicalOffer *today)
{
  return fmin(fmax(1 + world->procurement->premium, today->price), envelope);
}

double cd_route_quality(const CdWorld *world, double natural)
{
  return fmax(natural, world->market->reference_quality);
}

static bool could_do_it(const CdLot *lot, const CdBidder *bidder)
{
  CdLot known = *lot;
  CdBid bid;
  CdAward alone;
  known.cost_learnt = false; /* who could do it does not hang on who would take part */
  cd_tender_run(&known, bidder, 1, &bid, &alone);
  return bid.reason == CD_BID_YES || bid.reason == CD_BID_NOT_WORTH;
}

/* Whether BIDDER would take the contract at the price offered and today's quality, having spent ONCE pounds to get there: as a lone bidder would whose
 * reserve is that price. */
static bool would_accept(CdAward *award, const CdLot *lot, const CdBidder *bidder, double once,
                         const CdTypicalOffer *today, const CdWorld *world)
{
  double quality = cd_route_quality(world, bidder->quality), added = quality - bidder->quality;
  double dearer = 1 + lot->quality_cost * added * added;
  CdLot offered = *lot;
  CdBidder asked = *bidder;
  CdBid bid;
  offered.envelope = cd_route_price(world, lot->envelope, today);
  offered.cost_learnt = false; /* who is asked looks before it answers */
  asked.quality = quality;
  asked.bound = false; /* who bids only with others may yet be asked for what it does already */
  asked.efficiency *= dearer;
  asked.bid_cost += once;
  cd_tender_run(&offered, &asked, 1, &bid, award);
  if (award->winner < 0)
    return false;
  double cost = lot->reference_cost + award->efficiency;
  award->quality_cost = cost - cost / dearer;
  award->efficiency -= award->quality_cost;
  award->n_bids = 0; /* nobody bids against anybody */
  return true;
}

static bool has_alternative(const CdLot *lot, const CdBidder *bidder, guint n, int incumbent)
{
  for (guint i = 0; i < n; i++)
    if ((int)i != incumbent && could_do_it(lot, &bidder[i]))
      return true;
  return false;
}

/* The best of those who would accept, as they are known: by natural quality at the worth that the quality weight gives it, and typical cost. Ties go to
 * the first. */
static bool select_most_suitable(CdAward *award, const CdLot *lot, const CdBidder *bidder, guint n,
                                 const CdTypicalOffer *today, const CdWorld *world)
{
  double weight = fmin(lot->quality_weight, CD_WEIGHT_MOST);
  double worth = weight / (1 - weight) * lot->price_band, best = -INFINITY;
  int chosen = -1;
  for (guint i = 0; i < n; i++) {
    CdAward offer;
    double score = worth * cd_route_quality(world, bidder[i].quality) - bidder[i].efficiency;
    if (score <= best || !would_accept(&offer, lot, &bidder[i], 0, today, world))
      continue;
    best = score;
    chosen = (int)i;
    *award = offer;
  }
  award->winner = chosen;
  return chosen >= 0;
}

static bool ask_incumbent(CdRouteTaken *taken, CdAward *award, const CdLot *lot, const CdBidder *bidder, guint n,
                          int incumbent, const CdTypicalOffer *today, const CdWorld *world)
{
  if (taken->route == CD_ROUTE_DIRECT_A && has_alternative(lot, bidder, n, incumbent)) {
    taken->end = CD_ROUTE_HAS_ALTERNATIVE;
    return false;
  }
  bool redesigns = taken->route == CD_ROUTE_EXTENSION_REDESIGN;
  double once = redesigns ? world->procurement->redesign_cost * lot->reference_cost : 0;
  if (incumbent >= 0 && would_accept(award, lot, &bidder[incumbent], once, today, world)) {
    award->winner = incumbent;
    return true;
  }
  taken->end = CD_ROUTE_REFUSED;
  taken->in_vain |= cd_route(taken->route)->stages;
  return false;
}

#define HALF_A_PENNY 0.005

/* What is in force goes on at today's price and the premium of an extension, and nothing is mobilised. What is paid above or below cost, quality and risk, where the
 * envelope holds no typical bidder, is margin. */
static void go_on(CdAward *award, const CdFootprintContract *it, int incumbent, const CdTypicalOffer *today,
                  const CdWorld *world)
{
  double running = it->reference - it->layer[CD_LAYER_MOBILISATION];
  double paid = running * today->price, premium = world->calendar->extension_premium * paid;
  double quality_cost =
      fmin(world->market->quality_cost * today->quality * today->quality * running, fmax(0, paid - running));
  double risk = paid - running - quality_cost, beyond = risk - running * today->premium;
  if (fabs(beyond) < HALF_A_PENNY) /* a rounding */
    beyond = 0;
  *award = (CdAward){.winner = incumbent,
                     .price = paid + premium,
                     .quality = world->market->reference_quality,
                     .quality_cost = quality_cost,
                     .premium = risk - beyond,
                     .margin = premium + beyond};
}

bool cd_route_award(CdRouteTaken *taken, CdAward *award, const CdFootprintContract *contract, const CdLot *lot,
                    const CdBidder *bidder, guint n, int incumbent, CdLaw law, const CdTypicalOffer *today,
                    const CdWorld *world)
{
  switch (cd_route(taken->route)->bidders) {
  case CD_BIDDERS_ALL:
    return false;
  case CD_BIDDERS_MOST_SUITABLE:
    if (select_most_suitable(award, lot, bidder, n, today, world))
      return true;
    break;
  case CD_BIDDERS_INCUMBENT:
  case CD_BIDDERS_ONLY:
    if (cd_route_goes_on(taken)) {
      go_on(award, contract, incumbent, today, world);
      return true;
    }
    if (ask_incumbent(taken, award, lot, bidder, n, incumbent, today, world))
      return true;
    taken->route = fallback_of(contract->contract, law);
    if (taken->route != CD_ROUTE_MOST_SUITABLE)
      return false;
    if (select_most_suitable(award, lot, bidder, n, today, world))
      return true;
    break;
  case CD_BIDDERS_CHOICE:
    g_assert_not_reached(); /* refused when a scenario is read */
  }
  if (taken->end == CD_ROUTE_TAKEN)
    taken->end = CD_ROUTE_REFUSED;
  taken->in_vain |= cd_route(taken->route)->stages;
  taken->route = competition_under(law);
  return false;
}

/* --- What it takes --------------------------------------------------------------------------------------------------- */

double cd_route_cost(const CdWorld *world, const CdRouteTaken *taken, guint tenders)
{
  const CdProcurement *procurement = world->procurement;
  const CdRouteKind *kind = cd_route(taken->route);
  guint stages = kind->stages | taken->in_vain;
  double cost = kind->stages & CD_BY_COMPETITION ? tenders * world->cost->procurement : 0;
  if (stages & CD_BY_SELECTION)
    cost += procurement->selection_cost;
  if (stages & CD_BY_NEGOTIATION)
    cost += procurement->negotiation_cost;
  return cost;
}

/* Until it is known who is to have it: bids, a choice, a negotiation. */
static double deciding_months(const CdProcurement *procurement, guint stages)
{
  return (stages & CD_BY_COMPETITION ? procurement->bidding : 0) +
         (stages & CD_BY_SELECTION ? procurement->selection : 0) +
         (stages & CD_BY_NEGOTIATION ? procurement->negotiation : 0);
}

CdAwardingTime cd_route_time(const CdWorld *world, const CdRouteTaken *taken, double lost)
{
  const CdProcurement *procurement = world->procurement;
  guint stages = cd_route(taken->route)->stages;
  guint before = taken->in_vain & ~stages;
  CdAwardingTime time = {.lost = lost};
#define STAGE(name) time.stage[CD_CALENDAR_##name - CD_AWARDING_FIRST]
  STAGE(TENDER) = deciding_months(procurement, stages) + deciding_months(procurement, before);
  STAGE(EVALUATION) = stages & CD_BY_COMPETITION ? procurement->evaluation : 0;
  STAGE(STANDSTILL) = stages & CD_STANDSTILL ? procurement->standstill / WORKING_DAYS_IN_MONTH : 0;
  STAGE(MOBILISATION) = stages & CD_BY_OPTION ? 0 : procurement->mobilisation;
  STAGE(TRANSFER) = stages & CD_TRANSFER ? procurement->transfer : 0;
#undef STAGE
  if (taken->route == CD_ROUTE_EXTEND_THEN_TENDER)
    time.held = fmax(0, floor(world->calendar->extension + 0.5) - procurement->slack);
  return time;
}

static double whole(const CdAwardingTime *time)
{
  double sum = time->lost;
  for (guint i = 0; i < CD_AWARDING_STAGES; i++)
    sum += time->stage[i];
  return sum;
}

CdAwardingTime cd_route_later(const CdAwardingTime *a, const CdAwardingTime *b)
{
  CdAwardingTime later = whole(b) > whole(a) ? *b : *a;
  later.held = fmax(a->held, b->held);
  return later;
}

void cd_route_terms(CdTermsDrawn *terms, const CdContract *contract, const CdWorld *world)
{
  if (contract->route == CD_ROUTE_EXTENSION || contract->route == CD_ROUTE_EXTENSION_REDESIGN)
    terms->length = world->calendar->extension / 12;
}
