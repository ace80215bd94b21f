/* ranks.h - the processes of one sweep under mpirun (MPI): the first, rank 0, writes and works; the others work for it and need nothing but what it sends them. All is called by the thread that joined.
 * A build without MPI knows one process, and refuses to be several. docs/sweeps.md, "Many machines". */
#pragma once

#include "sim/sweep/crew.h"

/* Under mpirun, joins the others. IS_FIRST: always, where there are none. False and ERROR (CD_ERROR_USAGE) under mpirun in a build without MPI, or of an MPI that cannot be used. */
bool cd_ranks_join(bool *is_first, GError **error);

/* Not the first: works on JOBS threads (0: this process's part of the machine's processors) for the first until that has no more. False and ERROR where it could not. */
bool cd_ranks_work(guint jobs, GError **error);

/* The first: sends the others PLAN, and how long a replicate may take (seconds; 0: any time). GOLDEN: what the first unit comes to here (golden.h). False and ERROR (CD_ERROR_INTERNAL), naming the machine, where another would come to other results, to the bit. */
bool cd_ranks_begin(CdSweepPlan *plan, const char *golden, double seconds, GError **error);

/* The first: threads of all others. */
guint cd_ranks_threads(void);

/* The first: threads that this process has by itself where nobody says how many. */
guint cd_ranks_jobs(void);

/* Where the first takes tasks from: up to MOST that a process of THREADS is to have next; their number. */
typedef guint (*CdRanksGive)(gpointer user, guint threads, CdTask *task, guint most);

/* The first: answers others that ask, and returns units that one has done, NULL where none have come in; never waits. False and ERROR where what came in is none. */
bool cd_ranks_next(CdRanksGive give, gpointer user, CdUnits **units, GError **error);

/* All: no more is to be done, or what was begun is given up. Waits until everybody knows. */
void cd_ranks_leave(void);
