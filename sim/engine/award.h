/* award.h - the tenders of a structure, and what each contract costs once it is known who holds which. */
#pragma once

#include "sim/engine/funding.h"
#include "sim/engine/marking.h"
#include "sim/engine/plan.h"
#include "sim/engine/route.h"

/* Providers' luck, the same for every structure of a replicate. Bidders are providers and consortia, in the rows of cd_world_bidder(). */
typedef struct {
  double *provider; /* [provider] standard normal */
  double *pair;     /* [provider * n_area * n_component + area * n_component + component] standard normal */
  double *won;      /* [provider] what its draw was when it won what it serves now: 0: serves nobody */
  double *failure;  /* [bidder] uniform: when it fails */
  guint *order;     /* [bidder] rows by hashed id: the order in which ties are broken */
  guint64 seed;     /* with RUN, of what is drawn for a provider and a contract together */
  guint32 run;
} CdMarketLuck;

/* BASELINE: business as usual, whose contracts somebody has won. */
void cd_market_luck_draw(CdMarketLuck *luck, const CdFootprint *baseline, const CdWorld *world, guint64 seed,
                         guint32 run, CdArena *arena);

typedef struct {
  CdAward award;      /* winner: row of the bidder; -1 when nobody bid */
  bool no_bid;        /* or none from a provider with capacity left */
  double envelope;    /* what councils had set for it before a remedy raised it, pounds a year; 0 likewise */
  double reserve;     /* highest price accepted, pounds a year; 0 where nothing was to be bought */
  guint tenders;      /* competitions held */
  CdRouteTaken route; /* of no account without <procurement> */
  const CdFootprintContract *let; /* the footprint's own, or where its route was closed or refused the same for its stated length */
  int provider;                   /* who delivers: the winner, or under a remedy the incumbent; -1: nobody known */
  double change;                  /* share of the contract's clients whose provider changes */
  double layer[CD_LAYER_COUNT]; /* what it comes to cost, all layers */
  double value;                 /* the provider's part: price as paid */
  double specialist_wte;
  CdTenderKept tender;
  CdBidKept *bid; /* [cd_world_bidders()] by row */
} CdContractResult;

typedef struct {
  CdContractResult *contract; /* [n_contracts] */
  double *same;               /* [c * n_contracts + d] 1 where one provider holds both */
  double **post_kept;         /* [contract][post] 1 where the post stands for its clients */
  double no_bid_months;
  const CdAwardingTime *awarding; /* of the contract that takes longest; NULL: procurement-months, whole */
} CdAwards;

/* Contracts of a structure are tendered at one time and awarded in falling reference cost (ties: hashed id). Bids are made without knowing
 * what else will be won; who has no capacity left when a contract's turn comes is passed over for the next best bid. */
void cd_awards_make(CdAwards *awards, const CdFootprint *footprint, const CdPlanReference *reference,
                    const CdFunding *funding, const CdWorld *world, const CdMarketLuck *luck, CdArena *arena);

/* What the contracts in force, those of BASELINE, cost a year while they go on: whoever serves most of the clients now holds them (as in an extension),
 * at their reference cost without anything that is paid once. FUNDING: all pay in. Fills provider, layers and value alone. */
void cd_awards_today(CdAwards *awards, const CdFootprint *baseline, const CdFunding *funding, const CdWorld *world,
                     CdArena *arena);

/* Adds what depends on the calendar: the extension of the old contract. */
void cd_awards_extend(CdAwards *awards, const CdFootprint *footprint, const CdWorld *world, int extension_months);

/* How long a failing provider is borne: the notice period where a party can leave, else until it is put right. */
double cd_failure_months(const CdFootprintContract *contract, const CdMarket *market);

/* The realised service. LUCK->failure sets when a provider fails. */
void cd_service_make(CdService *service, const CdFootprint *footprint, const CdAwards *awards, const CdFunding *funding,
                     const CdCalendarResult *calendar, const CdWorld *world, const CdMarketLuck *luck, CdArena *arena);
