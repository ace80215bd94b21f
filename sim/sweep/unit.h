/* unit.h - units of a sweep: one replicate of one point, every option under common random numbers. A unit is a function of (plan, point, replicate): what runs it, when and beside what never
 * matters. */
#pragma once

#include "sim/sweep/plan.h"

typedef enum { CD_UNIT_OK, CD_UNIT_FAILED, CD_UNIT_TIMEOUT, CD_UNIT_INVALID } CdUnitStatus;

extern const char *const cd_unit_status[]; /* "ok", "failed", "timeout", "invalid"; ends with NULL */

/* Runs of a unit: two draws of chance, each of every option. */
#define CD_UNIT_RUNS(plan) (2u * (plan)->n_options)

/* Values of so many replicates. */
static inline gsize cd_units_values(const CdSweepPlan *plan, guint replicates)
{
  return (gsize)replicates * CD_UNIT_RUNS(plan) * plan->n_metrics;
}

/* Replicates FROM .. TO - 1 of a point, counted from 0. */
typedef struct {
  guint64 point;
  guint from, to;
  CdUnitStatus *status; /* [to - from] */
  char **error;         /* [to - from]; NULL where it is ok */
  double *value;        /* [((replicate * 2 + luck) * n_options + option) * n_metrics + metric]; NAN: undefined */
  gint64 began;         /* g_get_monotonic_time() */
  double milliseconds;
} CdUnits;

/* All ok and undefined, until they are run. The caller frees. */
CdUnits *cd_units_new(const CdSweepPlan *plan, guint64 point, guint from, guint to);
void cd_units_free(CdUnits *units);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdUnits, cd_units_free)

/* What became of replicate FROM + K where it is not ok. */
void cd_units_fail(CdUnits *units, guint k, CdUnitStatus status, const char *why);

/* The first REPLICATES of FROM, with their statuses and why, into units of the same point that begin with the same. */
void cd_units_copy(const CdSweepPlan *plan, CdUnits *into, const CdUnits *from, guint replicates);

/* One a thread. */
typedef struct _CdUnitWorker CdUnitWorker;
CdUnitWorker *cd_unit_worker_new(const CdSweepPlan *plan);
void cd_unit_worker_free(CdUnitWorker *worker);

/* Of replicate FROM + K the first option less the second, of the metric that precision is of: the mean of its two draws of chance. NAN where it has none. */
double cd_units_difference(const CdSweepPlan *plan, const CdUnits *units, guint k);

/* Runs UNITS. TOLD, where there is one, hears how many replicates are done: 0 once the point is set up, then after each; false from it ends the work there. */
void cd_units_run(CdUnitWorker *worker, CdUnits *units, bool (*told)(guint done, gpointer user), gpointer user);
