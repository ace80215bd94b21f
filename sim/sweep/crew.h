/* crew.h - threads that run tasks of a sweep. One thread gives tasks and takes what was done; which thread of the crew does which, and when, never matters. */
#pragma once

#include "sim/sweep/unit.h"

typedef struct {
  guint64 point;
  guint from, to; /* replicates FROM .. TO - 1, counted from 0 */
} CdTask;

typedef struct _CdCrew CdCrew;

/* JOBS threads for PLAN. SECONDS: a replicate that takes longer, once its point is set up, is given up as timed out, with its thread, in whose place another comes; 0: none is. */
CdCrew *cd_crew_new(CdSweepPlan *plan, guint jobs, double seconds);

/* Ends the threads after the replicate that each is at; what was not taken is dropped. One that was given up ends when it can. */
void cd_crew_free(CdCrew *crew);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdCrew, cd_crew_free)

void cd_crew_give(CdCrew *crew, CdTask task);

/* Tasks that no thread has taken up yet. */
guint cd_crew_ahead(CdCrew *crew);

/* Tasks given whose units cd_crew_next() has not returned yet; a task that timed out comes back in several. */
guint cd_crew_owes(CdCrew *crew);

/* Units that are done; waits for them until DUE (g_get_monotonic_time(); -1: for ever). NULL: not by then, or none are owed. The caller frees. */
CdUnits *cd_crew_next(CdCrew *crew, gint64 due);
