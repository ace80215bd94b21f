/* alternatives.h - the answer rerun under each other word of the choices that it could turn on (sim/appraisal/alternative.h). */
#pragma once

#include "sim/appraisal/results.h"

/* How many replicates a rerun that changes the answer has: as many as let all reruns together take half the time of the main run, and so a third of the whole, but at
 * least those that told it, and no more than the main run has. It follows from what is run, never from the clock. ALL, CHANGING: how many reruns there are, and
 * how many of them change the answer. */
guint cd_alternatives_replicates(const CdResults *results, guint all, guint changing);

/* What reruns for RESULTS, of which .replicates must be told, may take at most, as a multiple of what their replicates took. */
double cd_alternatives_time(const CdResults *results);

/* Runs and appraises them for RESULTS, which are appraised, on JOBS threads. False where the progress of OPTIONS, told that all replicates are done, stopped it: then RESULTS
 * have none; nor where there is nothing to compare. */
bool cd_alternatives_run(CdResults *results, const CdRunOptions *options, guint jobs);
