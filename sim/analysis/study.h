/* study.h - what was run, as methods for tables take it: the inputs of each point of a design, and an outcome of each of its runs. */
#pragma once

#include "sim/sampling/design.h"
#include "sim/sweep/plan.h"

typedef struct {
  CdSweepPlan *plan;
  guint rows, replicates;
  double *x;            /* [input * rows + row]; of a choice the number of its word among those it is varied over */
  double *unit;         /* [row * inputs + input] coordinates; noughts where points were given */
  CdDesignLabel *label; /* [rows]; of points given: each its own */
  guint groups;         /* of inputs; without groups as many as there are inputs */
  char **group;         /* [groups] names; NULL-terminated */
  guint *group_of;      /* [inputs] */
  bool second_order;    /* of a Saltelli design */
  bool *left_out;       /* [rows] that a condition shuts out; NULL: there is none */
  char *where;          /* the conditions, as they were given; NULL: none */
  char **filter;        /* what the experiment's filters ask (sweep/filter.h); NULL-terminated */
} CdStudy;

/* Of the store at PATH. NULL and ERROR: no store (CD_ERROR_IO), nothing run yet (CD_ERROR_USAGE). */
CdStudy *cd_study_open(const char *path, GError **error);
void cd_study_free(CdStudy *study);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdStudy, cd_study_free)

/* Leaves out points that do not meet CONDITIONS (NULL-terminated): "INPUT=LOW..HIGH", either limit missing where there is none, or of a choice "INPUT=WORD". False and ERROR (CD_ERROR_USAGE) where one is none, or no point
 * is left. */
bool cd_study_where(CdStudy *study, const char *const *conditions, GError **error);

/* METRIC (of plan->metric) of every run in the store at PATH: VALUE[((option * rows + row) * replicates + replicate) * 2 + luck], NAN where a run is not there, is not ok or has no
 * such value. NULL and ERROR (CD_ERROR_IO). The caller frees. */
double *cd_study_values(const CdStudy *study, const char *path, guint metric, GError **error);

/* Of each row the sum over replicates beyond the first stage of option FIRST less AGAINST (G_MAXUINT: FIRST itself), each the mean of its two draws of chance, and their number: SUM, N[rows]. False and ERROR (CD_ERROR_IO). */
bool cd_study_more(const CdStudy *study, const char *path, guint metric, guint first, guint against, double *sum,
                   guint *n, GError **error);

static inline const double *cd_study_runs(const CdStudy *study, const double *value, guint option, guint row)
{
  return &value[((gsize)option * study->rows + row) * study->replicates * 2];
}
