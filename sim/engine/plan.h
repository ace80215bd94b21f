/* plan.h - from a service to monthly rates: every multiplier on delivery, in one place. docs/model.md, "Delivery".
 *
 * Rates of business as usual are the reference: every multiplier is the ratio of the structure's to that of business as usual,
 * so that business as usual, unchanged, has 1 throughout. */
#pragma once

#include "sim/engine/access.h"
#include "sim/engine/beds.h"
#include "sim/engine/doors.h"
#include "sim/engine/service.h"
#include "sim/engine/typical-offer.h"

/* What business as usual does to its clients, under its incumbents; the denominator of the multipliers. */
typedef struct {
  const CdFootprint *footprint;
  double *same;   /* [c * n_contracts + d] 1 where one incumbent holds both of its contracts */
  double *fit;    /* [area] */
  double *posts;  /* [cell] share of completions that its posts leave standing */
  double *travel; /* [area] mean minutes as they are felt (access.h); NAN where not known */
  double *leaving; /* [cell] unplanned exits of the first stage, as a multiple of those with all posts; NULL: no post changes them */
  double *outcomes;     /* [cell] outcomes share of the contract that serves it */
  CdTypicalOffer today; /* what typical bidders offer under its terms, the mean of its contracts by clients */
  double *start_odds, *complete_odds; /* [cell] odds ratios of its pricing */
  CdBeds beds;
} CdPlanReference;

/* Share of an own specification that AREA enjoys: what is set locally, and of the common part its council's weight in it. */
double cd_own_specification(const CdFootprint *footprint, const CdWorld *world, guint area);

void cd_plan_reference_make(CdPlanReference *reference, const CdFootprint *baseline, const CdWorld *world,
                            const CdCaseload *caseload, CdArena *arena);

/* What lies between the services before and after a move; riskier downwards. */
typedef enum {
  CD_BOUNDARY_ONE_CONTRACT,
  CD_BOUNDARY_ONE_PROVIDER,
  CD_BOUNDARY_TWO_PROVIDERS,
  CD_BOUNDARY_COUNT
} CdBoundary;

/* Shares of a move's clients by boundary, adding up to one: before the flow's switch month [0], and from then on [1]. */
typedef struct {
  double share[CD_MOVE_PHASES][CD_BOUNDARY_COUNT];
} CdMoveBoundaries;

/* Risk of being lost on a move across BOUNDARY. */
double cd_boundary_loss(const CdDelivery *delivery, CdBoundary boundary);

typedef struct {
  CdFlowPlan flow;
  double *rate;                     /* flow.rate, for what holds delivery down afterwards (shortfall.h) */
  const CdMoveBoundaries *boundary; /* [flow.n_moves] */
  double *own_specification;        /* [area] cd_own_specification() of the service */
  CdAccess access;
  CdBeds beds;
  CdDoors doors;
} CdPlan;

/* INITIAL: [stock * n_cells + cell], shared by all arms of a replicate. Month 0 is the planned start. */
void cd_plan_make(CdPlan *plan, const CdService *service, const CdPlanReference *reference, const CdWorld *world,
                  const CdCaseload *caseload, const gint64 *initial, guint months, CdArena *arena);
