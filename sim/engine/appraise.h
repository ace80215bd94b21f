/* appraise.h - the metrics of one run, from its awards and its counts. docs/metrics.md. */
#pragma once

#include "sim/engine/award.h"
#include "sim/engine/metrics.h"
#include "sim/engine/today.h"

typedef struct _CdCouncilMoney CdCouncilMoney; /* sim/engine/council-money.h */
typedef struct _CdPaid CdPaid;                 /* sim/engine/paid.h */

typedef struct {
  const CdWorld *world;
  const CdCaseload *caseload;
  const CdFootprint *footprint;
  const CdFunding *funding;
  const CdToday *today; /* what is paid until the service starts */
  const CdAwards *awards;
  const CdService *service;
  const CdPlan *plan;
  const gint64 *count;          /* of cd_flow_run_moves() */
  const CdMoveCount *made;      /* likewise */
  const CdPaid *paid;           /* month by month */
  double dip_depth, dip_months; /* of CdDip (dip.h); NAN: not told */
  double incumbent_profit;      /* of incumbent.h; NAN: not told */
  const CdCouncilMoney *money;  /* [council]; NULL where the scenario has no <budgets> */
  guint64 seed;
  guint32 run;
} CdRunFacts;

/* What crosses the borders; cost-per-client is to be there already. */
void cd_appraise_border(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, CdArena *arena);

/* Workers in post; caseloads are to be there already. */
void cd_appraise_staff(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, CdArena *arena);

/* Councils' budgets and reserves over the contract, where the scenario has <budgets>; cost-per-client is to be there already. */
void cd_appraise_budgets(const CdRunFacts *facts, const CdMetricLayout *layout, double *value);

/* Bed-places and who waits for them, where the scenario has bed-services. */
void cd_appraise_beds(const CdRunFacts *facts, const CdMetricLayout *layout, double *value);

/* Clients with a mental health need and the posts for them, where there are such. */
void cd_appraise_mental(const CdRunFacts *facts, const CdMetricLayout *layout, double *value);

/* How much of the specification is an area's own, whom partners deal with, and how far rural and urban clients are apart. */
void cd_appraise_local(const CdRunFacts *facts, const CdMetricLayout *layout, double *value);

/* To how many doors each referrer sends, and whom of them that loses; where the scenario has referrers. */
void cd_appraise_referrers(const CdRunFacts *facts, const CdMetricLayout *layout, double *value);

/* What is paid over the horizon, month by month, and benefit less that; cost-annual is to be there already. */
void cd_appraise_worth(const CdRunFacts *facts, const CdMetricLayout *layout, double *value);

/* Fills VALUE[layout->n] but for places, utilities and choices, which need other arms. */
void cd_appraise_run(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, CdArena *arena);
