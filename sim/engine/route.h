/* route.h - by which route each contract is awarded, to whom where nobody bids against anybody, and what that takes. docs/model.md, "Routes".
 *
 * A route that a contract names may be closed: to the law of the month of its notice, by what the award would change, by another provider who could
 * do it, or as the one who is asked refuses. Then its fallback is taken. Nothing here is asked of a scenario without <procurement>. */
#pragma once

#include "sim/calendar/calendar.h"
#include "sim/engine/typical-offer.h"
#include "sim/model/route.h"
#include "sim/tender/tender.h"

/* Why the route that a contract names was not the one taken. The first that applies, in this order. */
typedef enum {
  CD_ROUTE_TAKEN,           /* it was */
  CD_ROUTE_UNKNOWN_TO_LAW,  /* the law of the month of the notice does not know it */
  CD_ROUTE_NOT_IN_FORCE,    /* no contract in force buys the same */
  CD_ROUTE_WORTH_MORE,      /* lifetime value rises considerably */
  CD_ROUTE_HAS_ALTERNATIVE, /* another provider could do it */
  CD_ROUTE_REFUSED          /* whoever was asked would not, at the price and on the terms offered */
} CdRouteEnd;

typedef struct {
  CdRoute route; /* taken; never CD_ROUTE_COMPETITION, which is told by its law */
  CdRouteEnd end;
  guint in_vain; /* stages that came first and failed: a negotiation, a selection */
} CdRouteTaken;

/* The route of each contract as far as the inputs alone decide: [n_contracts], of the arena. NULL: no <procurement>, so that all are tendered as
 * procurement-months has it. NOTICE: months since the year 0 at which the tender could begin. */
CdRouteTaken *cd_routes_plan(const CdFootprint *footprint, const CdFootprint *baseline, const CdWorld *world,
                             double notice, CdArena *arena);

/* Whether a contract of BASELINE buys just what CONTRACT does: the same areas, components and share. */
bool cd_route_is_in_force(const CdContract *contract, const CdFootprint *baseline);

/* The law of CONTRACT's notice, where the notice could be given at NOTICE: one whose tender waits for the end of an extension gives it later. */
CdLaw cd_route_law(const CdWorld *world, const CdContract *contract, double notice);

/* Awards CONTRACT without a competition, by TAKEN's route; BIDDER [n] in the order in which ties are broken, INCUMBENT its place there, -1: none.
 * True where AWARD says to whom; where nobody is to be had TAKEN becomes the fallback, which is asked in its turn, and false is a competition.
 * CLIENTS served now go on being served at reference quality at least. */
bool cd_route_award(CdRouteTaken *taken, CdAward *award, const CdFootprintContract *contract, const CdLot *lot,
                    const CdBidder *bidder, guint n, int incumbent, CdLaw law, const CdTypicalOffer *today,
                    const CdWorld *world);

/* Price that is offered where nobody bids against anybody, as a multiple of the reference cost: for today's quality no less than is paid for it today, where the ENVELOPE,
 * the contract's own, allows. */
double cd_route_price(const CdWorld *world, double envelope, const CdTypicalOffer *today);

/* Quality that is asked for there: today's. */
double cd_route_quality(const CdWorld *world, double natural);

/* What awarding costs the buyers, pounds once. TENDERS: competitions held, failed ones included; 0 where the route has none. */
double cd_route_cost(const CdWorld *world, const CdRouteTaken *taken, guint tenders);

/* What each stage from the notice to the start takes; LOST: months lost where nobody bid. */
CdAwardingTime cd_route_time(const CdWorld *world, const CdRouteTaken *taken, double lost);

/* Of two contracts of one service the one that is ready later sets its time; what either is held back for holds for both. */
CdAwardingTime cd_route_later(const CdAwardingTime *a, const CdAwardingTime *b);

/* Whether what is in force goes on, with no new contract. */
static inline bool cd_route_goes_on(const CdRouteTaken *taken)
{
  return taken->route == CD_ROUTE_EXTENSION;
}

/* Terms that the route sets: an extension lasts as long as the contract in force may be extended. */
void cd_route_terms(CdTermsDrawn *terms, const CdContract *contract, const CdWorld *world);
