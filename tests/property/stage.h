/* stage.h - one drawn world laid out as the engine lays it out before any structure is run, so that a test
 * can hold all but one thing fixed: change a number of the world, lay again, and ask what a structure is
 * expected to bring or run it with luck. That it is the engine's own layout, conservation.c shows: both give
 * the same counts. */
#pragma once

#include "sim/engine/views.h"

typedef struct {
  const CdScenario *scenario;
  guint64 seed;
  guint32 replicate;
  CdWorld *world; /* a test may change its numbers, then cd_stage_lay() */
  CdArena *arena; /* everything below lives here until the next lay */
  CdCaseload caseload;
  CdFootprint baseline;
  CdPlanReference reference;
  gint64 *initial;
  CdExpectContext context;
  CdNow now;
} CdStage;

/* Draws the inputs and lays. SCENARIO must outlive it. */
CdStage *cd_stage_new(const CdScenario *scenario, guint64 seed, guint32 replicate);
void cd_stage_free(CdStage *stage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdStage, cd_stage_free)

/* Caseload, business as usual and starting stocks from the world as it now is. */
void cd_stage_lay(CdStage *stage);

/* A structure under the common terms, every co-commissioner paying in. */
typedef struct {
  CdFootprint footprint;
  CdFunding funding;
} CdLaid;

CdLaid cd_stage_structure(CdStage *stage, guint structure);

/* The model's own beliefs, but for the chance of one provider, the same for every two contracts. */
CdBeliefs cd_stage_beliefs(CdStage *stage, const CdLaid *laid, double same_provider);

/* Expected counts, laid out as in flow.h. */
double *cd_stage_expect(CdStage *stage, const CdLaid *laid, const CdBeliefs *beliefs);

/* The same in short: structure, model's beliefs. */
double *cd_stage_expect_structure(CdStage *stage, guint structure, double same_provider);

/* One flow over all cells, years FROM to TO (exclusive). */
double cd_stage_sum(const CdStage *stage, const double *count, CdFlow flow, guint from, guint to);
guint cd_stage_years(const CdStage *stage);

/* A structure as one run of chance makes it: funders' decisions, tender, calendar, plan. */
typedef struct {
  CdFootprint footprint;
  CdFunding funding;
  CdAwards awards;
  CdService service;
  CdPlan plan;
} CdRealised;

void cd_stage_realise(CdStage *stage, guint structure, CdTermsArm arm, guint32 run, CdRealised *realised);

/* Its counts and final stocks under this run word's luck. */
void cd_stage_run(CdStage *stage, const CdFlowPlan *flow, guint32 run, gint64 **count, gint64 **final);
