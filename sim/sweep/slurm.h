/* slurm.h - a script that hands the parts of a sweep to Slurm as an array of jobs, and what puts them together after them. */
#pragma once

#include "sim/sweep/plan.h"

/* WORDS (NULL-terminated): the scenario and options of the sweep, as its command has them; STORE: FILE.db that the parts come to. The caller frees. */
char *cd_slurm_script(const CdSweepPlan *plan, const char *store, guint parts, const char *const *words);
