/* slurm.h - a script that hands the parts of a sweep to Slurm as an array of jobs, and what puts them together after them. */
#pragma once

#include "sim/sweep/plan.h"

/* WORDS (NULL-terminated): the scenario and options of the sweep, as its command has them; LIMIT: seconds after which a replicate is given up, 0: none is; STORE: FILE.db
 * that the parts come to. The caller frees. */
char *cd_slurm_script(CdSweepPlan *plan, double limit, const char *store, guint parts, const char *const *words);
