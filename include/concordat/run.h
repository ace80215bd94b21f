/* run.h - simulating every structure of a scenario, paired on the same draws. */
#pragma once

#include "concordat/scenario.h"

G_BEGIN_DECLS

typedef struct _CdResults CdResults;

typedef struct {
  guint replicates; /* draws of the inputs, each with two draws of chance; 2 .. 1,000,000 */
  guint64 seed;
  guint jobs;       /* threads; 0: as many as processors. Results do not depend on it. */
  double seconds;   /* > 0: as many replicates as fit instead, at least 20, a multiple of 20 */
  void (*progress)(guint done, guint total, gpointer user); /* called from the calling thread only; NULL: none */
  gpointer user;
} CdRunOptions;

#define CD_RUN_OPTIONS_INIT {400, 1, 0, 0, NULL, NULL}

/* NULL and ERROR when the options are out of range (CD_ERROR_USAGE) or the results would not fit in memory (CD_ERROR_BUDGET). */
CD_API CdResults *cd_run(CdScenario *scenario, const CdRunOptions *options, GError **error);

CD_API void cd_results_free(CdResults *results);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdResults, cd_results_free)

G_END_DECLS
