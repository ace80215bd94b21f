/* unit.h - units of a sweep: one replicate of one point, every option under common random numbers. A unit is a function of (plan, point, replicate): what runs it, when and beside what never
 * matters. */
#pragma once

#include "sim/sweep/plan.h"

typedef enum { CD_UNIT_OK, CD_UNIT_FAILED, CD_UNIT_TIMEOUT, CD_UNIT_INVALID } CdUnitStatus;

extern const char *const cd_unit_status[]; /* "ok", "failed", "timeout", "invalid"; ends with NULL */

/* Runs of a unit: two draws of chance, each of every option. */
#define CD_UNIT_RUNS(plan) (2u * (plan)->n_options)

/* Replicates FROM .. TO - 1 of a point, counted from 0. */
typedef struct {
  guint64 point;
  guint from, to;
  CdUnitStatus *status; /* [to - from] */
  char *error;          /* of all that are not ok; NULL: none */
  double *value;        /* [((replicate * 2 + luck) * n_options + option) * n_metrics + metric]; NAN: undefined */
  double milliseconds;
} CdUnits;

/* One a thread. */
typedef struct _CdUnitWorker CdUnitWorker;
CdUnitWorker *cd_unit_worker_new(const CdSweepPlan *plan);
void cd_unit_worker_free(CdUnitWorker *worker);

/* The caller frees. */
CdUnits *cd_units_run(CdUnitWorker *worker, guint64 point, guint from, guint to);
void cd_units_free(CdUnits *units);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdUnits, cd_units_free)
