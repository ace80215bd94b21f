/* sweep.h - experiments of a scenario: many points of its assumptions, each run with the same replicates, kept in one SQLite file that a sweep goes on in. docs/sweeps.md. */
#pragma once

#include <stdbool.h>
#include "concordat/scenario.h"

G_BEGIN_DECLS

typedef struct _CdSweep CdSweep;

/* Runs, each of one option under one luck, that a sweep may have unless told otherwise. */
#define CD_SWEEP_LIMIT 1000000

typedef struct {
  const char *experiment; /* id; NULL: the scenario's first */
  const char *store;      /* file; NULL: out/SCENARIO-ID/EXPERIMENT.db */
  guint64 points;         /* in place of the experiment's n; 0: as stated */
  guint replicates;       /* likewise */
  guint shard, shards;    /* part SHARD, from 1, of SHARDS; 0 of 0: all */
  guint jobs;             /* threads; 0: as many as processors */
  guint64 limit;          /* 0: CD_SWEEP_LIMIT */
  double seconds;         /* that a replicate may take before it is given up as timed out; 0: any */
  bool extend;            /* more points or replicates than the store was begun with */
  bool retry;             /* run again what failed */
  /* Told in units: the replicates of a point. False stops. NULL: none. */
  bool (*progress)(guint done, guint total, gpointer user);
  gpointer user;
} CdSweepOptions;

/* Under mpirun, in a build with MPI, to be called before a sweep is run: the first process (IS_FIRST, as is any that is alone) goes on to cd_sweep_run(), with which the others, on JOBS threads each (0: their part of
 * the machine's processors), share the work; for them this call has done all. False and ERROR: under mpirun without MPI (CD_ERROR_USAGE), or a process that could not work for the first. cd_sweep_leave() is due
 * after it in every process, whatever came of it. */
CD_API bool cd_sweep_join(guint jobs, bool *is_first, GError **error);
CD_API void cd_sweep_leave(void);

/* cd_scenario_load_with() that makes the design of each experiment too, as its sweep would, and refuses what that would refuse to begin with: a table of points that cannot be read (CD_ERROR_IO) or does not fit, filters
 * that leave no point, a design that cannot be had. It looks at no more than takes about a second. CAUTIONS (may be NULL): a sentence for each thing that it therefore did not look at, NULL-terminated; the caller frees. */
CD_API CdScenario *cd_sweep_validate(const char *path, const char *params, const char *const *settings,
                                     char ***cautions, GError **error);

/* The experiments of SCENARIO, a paragraph each. The caller frees. */
CD_API char *cd_sweep_list(const CdScenario *scenario);

/* NULL and ERROR: no such experiment, a design that cannot be had (CD_ERROR_USAGE), points that cannot be read (CD_ERROR_IO). The caller frees. */
CD_API CdSweep *cd_sweep_new(CdScenario *scenario, const CdSweepOptions *options, GError **error);
CD_API void cd_sweep_free(CdSweep *sweep);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdSweep, cd_sweep_free)

/* Where it is kept. Owned by the sweep. */
CD_API const char *cd_sweep_store(const CdSweep *sweep);

/* Runs, time (measured on a few units) and disk that it takes. The caller frees. */
CD_API char *cd_sweep_plan(CdSweep *sweep);

/* A shell script that hands the sweep to Slurm in PARTS jobs and one that puts them together; WORDS (NULL-terminated): the scenario and options, as its command has them. The caller frees. */
CD_API char *cd_sweep_slurm(CdSweep *sweep, guint parts, const char *const *words);

/* Runs what is not in the store yet. SAID: one line of what was done; the caller frees. False and ERROR: over the limit (CD_ERROR_BUDGET), a store of something else
 * (CD_ERROR_USAGE, with what differs) or one that cannot be written (CD_ERROR_IO), told to stop (CD_ERROR_STOPPED). What was done until then stays. CD_ERROR_PARTIAL, with SAID: all is done, but some runs in the store are not ok. */
CD_API bool cd_sweep_run(CdSweep *sweep, char **said, GError **error);

/* What a store holds. The caller frees. NULL and ERROR where it cannot be read. */
CD_API char *cd_sweep_status(const char *path, GError **error);

/* Calls WRITE with parts of a CSV table: a row a run, its factors beside it, in order of replicate, point, luck and option. False from it ends the export, false. */
CD_API bool cd_sweep_export(const char *path, bool (*write)(const char *text, gpointer user, GError **error),
                            gpointer user, GError **error);

/* FILES (NULL-terminated), parts of one sweep, into INTO, which must not be there; runs in two files must be equal to the bit. SAID as above. */
CD_API bool cd_sweep_merge(const char *into, const char *const *files, char **said, GError **error);

/* Checks a store whole and drops units that are not; SAID as above. */
CD_API bool cd_sweep_repair(const char *path, char **said, GError **error);

/* Runs UNITS of a store again, spread over it, and compares bits; false and ERROR (CD_ERROR_INTERNAL) where one differs. */
CD_API bool cd_sweep_verify(const char *path, guint units, char **said, GError **error);

G_END_DECLS
