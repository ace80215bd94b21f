/* expect.h - what a structure is expected to bring, under stated beliefs: the twin of a run of chance, cheap enough to be asked
 * for every agent and option. The tender enters as an expectation, never as a draw. docs/model.md, "Agents' views". */
#pragma once

#include "sim/engine/award.h"
#include "sim/engine/scale-belief.h"
#include "sim/valuation/utility.h"

typedef struct {
  double scale; /* of what the joint structure costs, extra for the management of "apart"; NAN: what the model finds */
  double disruption; /* capacity lost when the provider changes */
  double fit;
  double same_provider; /* chance that one provider holds two contracts of a structure */
  const double *same; /* [c * n_contracts + d] the same pair by pair, where it is known; NULL: same_provider for all */
} CdBeliefs;

/* Everything that the structures of one replicate share. */
typedef struct {
  const CdWorld *world;
  const CdCaseload *caseload;
  const CdPlanReference *reference;
  const gint64 *initial;
  guint months;
  CdScaleReference scale;
  double slippage_median;
} CdExpectContext;

typedef struct {
  double *council_cost;        /* [council] pounds a year */
  double *area_completions;    /* [area] a year, mean over the horizon */
  double *area_cj_completions; /* [area] */
  double *area_losses;         /* [area] lost on moves */
  double *area_avoided;        /* [area] fewer arrivals than under business as usual: early help; negative: more */
  double *stake_completions;   /* [component] completions of its cohorts, and arrivals that they are spared */
  double *stake_starts;        /* [component] */
  double losses;
  CdCalendarResult calendar;
} CdExpectation;

/* The beliefs of the model itself: its own parameters, and how often its own tenders give two contracts to one provider. */
CdBeliefs cd_model_beliefs(const CdWorld *world, const double *same);

CdBeliefs cd_council_beliefs(const CdCouncil *council);
CdBeliefs cd_funder_beliefs(const CdFunder *funder);

void cd_expect(CdExpectation *expectation, const CdExpectContext *context, const CdFootprint *footprint,
               const CdFunding *funding, const CdBeliefs *beliefs, CdArena *arena);

/* The expected run's plan, for callers that want its counts; same arguments. */
void cd_expect_counts(const CdExpectContext *context, const CdFootprint *footprint, const CdFunding *funding,
                      const CdBeliefs *beliefs, double *count, CdArena *arena);

/* Who takes part when, for the calendar of a structure. AWARDING: NULL where procurement-months of the calendar is all that is known of it. */
CdCalendarResult cd_structure_calendar(const CdWorld *world, const CdFootprint *footprint, const CdFunding *funding,
                                       double slippage, double no_bid_months, const CdAwardingTime *awarding,
                                       CdArena *arena);

/* When a structure's tenders could begin: months since the year 0. */
double cd_structure_notice(const CdWorld *world, const CdFootprint *footprint, const CdFunding *funding, CdArena *arena);

/* Routes as partners plan with them: those that the contracts name, where law and value leave them open. NULL: all is tendered. */
const CdRouteTaken *cd_expected_routes(const CdExpectContext *context, const CdFootprint *footprint,
                                       const CdFunding *funding, CdArena *arena);

/* Adds each council's cost a year to COUNCIL_COST[council]. PRICE[contract] in multiples of the contract's reference cost; NULL: as is
 * expected of its terms and route (cd_expected_offer()). Linear in PRICE. */
void cd_expect_costs(double *council_cost, const CdExpectContext *context, const CdFootprint *footprint,
                     const CdFunding *funding, const CdBeliefs *beliefs, const double *price, CdArena *arena);

/* A council's say over its service: see cd_control_value(). */
double cd_council_control(const CdFootprint *footprint, const CdWorld *world, guint council);

CdConsequences cd_council_consequences(const CdExpectation *it, const CdFootprint *footprint, const CdWorld *world,
                                       guint council);
CdConsequences cd_funder_consequences(const CdExpectation *it, const CdFootprint *footprint, const CdFunding *funding,
                                      const CdWorld *world, guint funder);
