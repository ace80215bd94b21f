/* run.h - simulating every structure of a scenario, paired on the same draws. */
#pragma once

#include <stdbool.h>
#include "concordat/scenario.h"

G_BEGIN_DECLS

typedef struct _CdResults CdResults;

#define CD_RUN_REPLICATES_LEAST 2
#define CD_RUN_REPLICATES_MOST 1000000
#define CD_RUN_JOBS_MOST 1024

typedef struct {
  guint replicates; /* draws of the inputs, each with two draws of chance; CD_RUN_REPLICATES_LEAST .. _MOST */
  guint64 seed;
  guint jobs; /* threads, at most CD_RUN_JOBS_MOST; 0: as many as processors. Results do not depend on it. */
  /* > 0, at most a week: as many replicates as fit instead, a multiple of 20 and at least 20, fewer than fit where memory
   * ends before the time does. Appraising them counts: time for it is kept back as measured on the replicates so far.
   * Writing reports does not. 0: .replicates holds. */
  double seconds;
  /* Called from the thread that called cd_run(), and while it runs; threads work on meanwhile. TOTAL: 0 in a run by time. False
   * stops the run. NULL: none. */
  bool (*progress)(guint done, guint total, gpointer user);
  gpointer user;
  /* Also rerun the answer under each other word of the choices of model and market that it could turn on (docs/model.md, 7.9), in about a quarter of the
   * whole time; a run by time keeps it back. cd_run() alone. */
  bool alternatives;
  /* Months are kept by area and group of clients together, too (months.csv, scope cell): more to gather, keep and write. */
  bool cells;
} CdRunOptions;

#define CD_RUN_OPTIONS_INIT                                                                                            \
  {                                                                                                                    \
    400, 1, 0, 0, NULL, NULL, false, false                                                                             \
  }

/* Whether cd_run() would take OPTIONS: false and ERROR (CD_ERROR_USAGE) where one is out of its range. */
CD_API bool cd_run_check(const CdRunOptions *options, GError **error);

/* Simulates and appraises. The caller frees the results, which hold a reference to SCENARIO of their own. Safe to be called
 * from several threads at once, on one scenario too; results, once there, are not changed by what reads them.
 * NULL and ERROR when the options are out of range (CD_ERROR_USAGE), the results would not fit in memory (CD_ERROR_BUDGET) or
 * .progress stopped it (CD_ERROR_STOPPED). */
CD_API CdResults *cd_run(CdScenario *scenario, const CdRunOptions *options, GError **error);

/* What was run. The scenario is owned by the results. */
CD_API const CdScenario *cd_results_scenario(const CdResults *results);
CD_API guint64 cd_results_seed(const CdResults *results);
CD_API guint cd_results_replicates(const CdResults *results);

CD_API void cd_results_free(CdResults *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdResults, cd_results_free)

G_END_DECLS
