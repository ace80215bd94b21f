/* runner.h - runs what a store lacks, on threads, while the calling one writes. */
#pragma once

#include "concordat/sweep.h"
#include "sim/sweep/journal.h"

/* Replicates that a point runs before the next point's turn: making a point's scenario and engine takes as long as several replicates, so one at a time would waste it; all
 * at once would leave a sweep that is cut short with some points whole and others empty. */
#define CD_SWEEP_BLOCK 20u

/* Points of the part that OPTIONS ask for. */
guint64 cd_sweep_part_points(const CdSweepPlan *plan, const CdSweepOptions *options);

typedef struct {
  guint64 before, run; /* units: there already; run now */
} CdSweepDone;

/* False and ERROR: CD_ERROR_STOPPED, or what became of the file; all that was done is kept. */
bool cd_sweep_work(CdSweepPlan *plan, CdJournal *journal, const CdSweepOptions *options, CdSweepDone *done,
                   GError **error);
