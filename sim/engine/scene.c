#include "sim/engine/scene.h"

#include <math.h>
#include "sim/base/random.h"
#include "sim/engine/doors.h"
#include "sim/engine/known-cost.h"

/* Whole people from means: up or down by one uniform of the cell and stock, so that small cells are right on average. */
static gint64 *draw_initial(const CdCaseload *caseload, guint64 seed, guint32 replicate, CdArena *arena)
{
  gint64 *initial = cd_arena_array(arena, gint64, caseload->n_cells * CD_STOCK_COUNT);
  for (guint cell = 0; cell < caseload->n_cells; cell++) {
    CdStream stream = cd_stream(seed, cd_run_word(replicate, 0), CD_PURPOSE_INPUT, caseload->key[cell]);
    for (guint stock = 0; stock < CD_STOCK_COUNT; stock++) {
      gsize at = (gsize)stock * caseload->n_cells + cell;
      initial[at] = (gint64)floor(caseload->stock[at] + cd_stream_uniform(stream, 0, stock));
    }
  }
  return initial;
}

void cd_scene_make(CdScene *scene, CdWorld *world, guint64 seed, guint32 replicate, double slippage_median, CdArena *arena)
{
  guint baseline = (guint)world->concordat->baseline;
  *scene = (CdScene){0};
  cd_known_cost_apply(world, arena);
  cd_doors_caseload(&scene->caseload, world, arena);
  cd_footprint_make(&scene->baseline, world, &scene->caseload, baseline, CD_TERMS_ARM_TODAY, NULL, arena);
  cd_plan_reference_make(&scene->reference, &scene->baseline, world, &scene->caseload, arena);
  cd_today_make(&scene->today, &scene->reference, world, arena);
  scene->initial = draw_initial(&scene->caseload, seed, replicate, arena);

  CdExpectContext *context = &scene->context;
  *context = (CdExpectContext){.world = world,
                               .caseload = &scene->caseload,
                               .reference = &scene->reference,
                               .initial = scene->initial,
                               .months = (guint)(world->appraisal->horizon + 0.5),
                               .slippage_median = slippage_median,
                               .scale = cd_scale_reference(world, &scene->caseload, arena)};
}

double cd_slippage_at(const CdScenario *scenario, double u)
{
  const CdField *field = CD_FIELD(CALENDAR, Calendar, slippage);
  return cd_dist_quantile(&cd_scenario_calendar(scenario, 0)->slippage.dist, u, field->low, field->high);
}
