/* setting.h - what all arms of a replicate share: people, business as usual, and what partners compare with. */
#pragma once

#include "sim/engine/views.h"

typedef struct {
  CdCaseload caseload;
  CdFootprint baseline;
  CdPlanReference reference;
  CdExpectContext context;
  gint64 *initial; /* [stock * n_cells + cell] whole people in the month before the planned start */
  CdNow now;       /* the caller's to make (cd_now_make) */
} CdSetting;

/* WORLD drawn for REPLICATE of SEED. SETTING must stay where it is: its parts point to one another. */
void cd_setting_make(CdSetting *setting, const CdWorld *world, guint64 seed, guint32 replicate, double slippage_median,
                     CdArena *arena);
