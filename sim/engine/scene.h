/* scene.h - what all arms of a replicate share: people, business as usual, and what partners compare with. */
#pragma once

#include "sim/engine/today.h"
#include "sim/engine/views.h"

typedef struct {
  CdCaseload caseload;
  CdFootprint baseline;
  CdPlanReference reference;
  CdToday today;
  CdExpectContext context;
  gint64 *initial; /* [stock * n_cells + cell] whole people in the month before the planned start */
  CdNow now;       /* the caller's to make (cd_now_make) */
} CdScene;

/* Quantile U of the calendar's slippage, which is drawn by luck and not with the inputs; the median is what partners expect. */
double cd_slippage_at(const CdScenario *scenario, double u);

/* WORLD drawn for REPLICATE of SEED; its costs are brought to what is paid today (known-cost.h). SCENE must stay where it is: its parts point to one another. */
void cd_scene_make(CdScene *scene, CdWorld *world, guint64 seed, guint32 replicate, double slippage_median,
                   CdArena *arena);
