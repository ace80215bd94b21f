/* shape.h - what the rows of anybody's table of runs are, read off the rows themselves: a Saltelli design, trajectories, or draws; and where they are nearly a design, which row it is
 * that is out of place, past the end or there twice. */
#pragma once

#include "sim/tables/factors.h"
#include "sim/tables/outcomes.h"

typedef enum {
  CD_RUNS_DRAWS,       /* no order that is known: each row a draw */
  CD_RUNS_SALTELLI,    /* saltelli.h */
  CD_RUNS_TRAJECTORIES /* effects.h */
} CdRunsKind;

/* What the rows of a table are. */
typedef struct {
  CdRunsKind kind;
  bool second;                   /* of a Saltelli design: with the rows for second order */
  guint units;                   /* base points, trajectories, or rows */
  guint groups;                  /* of inputs; without groups as many as inputs */
  guint *group;                  /* [inputs] */
  char **name;                   /* [groups]; NULL-terminated */
  char *saltelli, *trajectories; /* where they are no such design, why */
  char *doubt; /* taken for draws: what speaks against that, as rows that are a design but for a few; NULL: nothing */
} CdRunsShape;

/* FACTORS NULL: no groups. NULL and ERROR (CD_ERROR_USAGE) where FACTORS lacks an input. */
CdRunsShape *cd_runs_shape_new(const CdOutcomes *outcomes, const CdFactors *factors, GError **error);
void cd_runs_shape_free(CdRunsShape *shape);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdRunsShape, cd_runs_shape_free)
