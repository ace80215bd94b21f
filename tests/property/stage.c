#include "tests/property/stage.h"

#include <math.h>
#include "sim/base/random.h"
#include "sim/engine/council-money.h"
#include "sim/engine/paid.h"
#include "sim/engine/shortfall.h"

CdStage *cd_stage_new(const CdScenario *scenario, guint64 seed, guint32 replicate)
{
  CdStage *stage = g_new0(CdStage, 1);
  stage->scenario = scenario;
  stage->seed = seed;
  stage->replicate = replicate;
  stage->world = cd_world_new(scenario);
  stage->arena = cd_arena_new();
  cd_world_draw(stage->world, seed, replicate);
  cd_stage_lay(stage);
  return stage;
}

void cd_stage_free(CdStage *stage)
{
  if (!stage)
    return;
  cd_world_free(stage->world);
  cd_arena_free(stage->arena);
  g_free(stage);
}

static double slippage_at(const CdScenario *scenario, double u)
{
  const CdField *field = cd_entity_field(cd_entity(CD_ENTITY_CALENDAR), "slippage-months");
  return cd_dist_quantile(&cd_scenario_calendar(scenario, 0)->slippage.dist, u, field->low, field->high);
}

static void draw_initial(CdStage *stage)
{
  const CdCaseload *caseload = &stage->caseload;
  stage->initial = cd_arena_array(stage->arena, gint64, caseload->n_cells * CD_STOCK_COUNT);
  for (guint cell = 0; cell < caseload->n_cells; cell++)
    for (guint stock = 0; stock < CD_STOCK_COUNT; stock++) {
      CdStream stream = cd_stream(stage->seed, cd_run_word(stage->replicate, 0), CD_PURPOSE_INPUT, caseload->key[cell]);
      gsize at = (gsize)stock * caseload->n_cells + cell;
      stage->initial[at] = (gint64)floor(caseload->stock[at] + cd_stream_uniform(stream, 0, stock));
    }
}

/* The chance that any two of N contracts go to one provider. */
static const double *same_always(CdStage *stage, guint n, double chance)
{
  double *same = cd_arena_array(stage->arena, double, n *n);
  for (guint pair = 0; pair < n * n; pair++)
    same[pair] = pair % (n + 1) == 0 ? 1 : chance;
  return same;
}

void cd_stage_lay(CdStage *stage)
{
  const CdWorld *world = stage->world;
  guint baseline = (guint)world->concordat->baseline;
  cd_arena_rewind(stage->arena, 0);
  cd_doors_caseload(&stage->caseload, world, stage->arena);
  cd_footprint_make(&stage->baseline, world, &stage->caseload, baseline, CD_TERMS_ARM_COMMON, NULL, stage->arena);
  cd_plan_reference_make(&stage->reference, &stage->baseline, world, &stage->caseload, stage->arena);
  draw_initial(stage);
  CdExpectContext *context = &stage->context;
  *context = (CdExpectContext){.world = world,
                               .caseload = &stage->caseload,
                               .reference = &stage->reference,
                               .initial = stage->initial,
                               .months = (guint)(world->appraisal->horizon + 0.5),
                               .slippage_median = slippage_at(stage->scenario, 0.5)};
  context->scale = cd_scale_reference(world, &stage->caseload, stage->arena);
  cd_now_make(&stage->now, context, &stage->baseline, same_always(stage, stage->baseline.n_contracts, 0.5), stage->arena);
}

CdLaid cd_stage_structure(CdStage *stage, guint structure)
{
  CdLaid laid = {0};
  cd_footprint_make(&laid.footprint, stage->world, &stage->caseload, structure, CD_TERMS_ARM_COMMON, NULL, stage->arena);
  cd_funding_init(&laid.funding, stage->world, laid.footprint.n_contracts, stage->arena);
  cd_funding_settle(&laid.funding, stage->world, &laid.footprint);
  return laid;
}

CdBeliefs cd_stage_beliefs(CdStage *stage, const CdLaid *laid, double same_provider)
{
  return cd_model_beliefs(stage->world, same_always(stage, laid->footprint.n_contracts, same_provider));
}

guint cd_stage_years(const CdStage *stage)
{
  return stage->context.months / 12;
}

double *cd_stage_expect(CdStage *stage, const CdLaid *laid, const CdBeliefs *beliefs)
{
  gsize size = (gsize)cd_stage_years(stage) * stage->caseload.n_cells * CD_FLOW_COUNT;
  double *count = cd_arena_array(stage->arena, double, size);
  cd_expect_counts(&stage->context, &laid->footprint, &laid->funding, beliefs, count, stage->arena);
  return count;
}

double *cd_stage_expect_structure(CdStage *stage, guint structure, double same_provider)
{
  CdLaid laid = cd_stage_structure(stage, structure);
  CdBeliefs beliefs = cd_stage_beliefs(stage, &laid, same_provider);
  return cd_stage_expect(stage, &laid, &beliefs);
}

double cd_stage_sum(const CdStage *stage, const double *count, CdFlow flow, guint from, guint to)
{
  double sum = 0;
  for (guint i = from * stage->caseload.n_cells; i < to * stage->caseload.n_cells; i++)
    sum += count[(gsize)i * CD_FLOW_COUNT + flow];
  return sum;
}

void cd_stage_realise(CdStage *stage, guint structure, CdTermsArm arm, guint32 run, CdRealised *it)
{
  const CdWorld *world = stage->world;
  CdArena *arena = stage->arena;
  *it = (CdRealised){0};
  cd_footprint_make(&it->footprint, world, &stage->caseload, structure, arm, NULL, arena);
  cd_funding_init(&it->funding, world, it->footprint.n_contracts, arena);
  cd_funders_decide(&it->funding, &stage->context, &it->footprint, &stage->now, arena);
  if (it->funding.post_funding < 1)
    cd_footprint_make(&it->footprint, world, &stage->caseload, structure, arm, &it->funding, arena);
  CdMarketLuck luck;
  cd_market_luck_draw(&luck, &stage->baseline, world, stage->seed, run, arena);
  cd_awards_make(&it->awards, &it->footprint, &stage->reference, &it->funding, world, &luck, arena);
  double u = cd_stream_uniform(cd_stream(stage->seed, run, CD_PURPOSE_SLIPPAGE, 0), 0, 0);
  CdCalendarResult calendar = cd_structure_calendar(world, &it->footprint, &it->funding, slippage_at(stage->scenario, u),
                                                    it->awards.no_bid_months, it->awards.awarding, arena);
  cd_awards_extend(&it->awards, &it->footprint, world, calendar.extension);
  cd_service_make(&it->service, &it->footprint, &it->awards, &it->funding, &calendar, world, &luck, arena);
  cd_plan_make(&it->plan, &it->service, &stage->reference, world, &stage->caseload, stage->initial,
               stage->context.months, arena);
  CdToday today;
  CdPaid paid;
  cd_today_make(&today, &stage->reference, world, arena);
  CdRunFacts facts = {.world = world,
                      .caseload = &stage->caseload,
                      .footprint = &it->footprint,
                      .funding = &it->funding,
                      .today = &today,
                      .awards = &it->awards,
                      .service = &it->service,
                      .plan = &it->plan,
                      .seed = stage->seed,
                      .run = run};
  cd_paid_make(&paid, &facts, arena);
  facts.paid = &paid;
  facts.money = cd_council_money_make(&facts, arena);
  cd_shortfall_take(&it->plan, &facts, arena);
}

void cd_stage_run(CdStage *stage, const CdFlowPlan *flow, guint32 run, gint64 **count, gint64 **final)
{
  *count = cd_arena_array(stage->arena, gint64, cd_flow_count_size(flow));
  *final = cd_arena_array(stage->arena, gint64, cd_flow_final_size(flow));
  gint64 *scratch = cd_arena_array(stage->arena, gint64, cd_flow_scratch_size(flow));
  cd_flow_run(flow, stage->seed, run, *count, *final, scratch);
}
