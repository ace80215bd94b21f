/* design-made.h - what a design is made of; for the files of this folder alone. */
#pragma once

#include "sim/sampling/copula.h"
#include "sim/sampling/design.h"
#include "sim/sampling/morris.h"
#include "sim/sampling/sobol.h"

struct _CdDesign {
  CdDesignPlan plan; /* its arrays point into what follows, or are NULL */
  guint groups;
  guint *group;      /* [factors] */
  guint *level;      /* [factors] GRID, ONE_AT_A_TIME */
  double *base;      /* [factors] ONE_AT_A_TIME */
  guint64 bases;     /* points, base points or trajectories */
  guint rows_a_base; /* ONE_AT_A_TIME: all of its rows */
  CdSobol **net;     /* [nets] */
  guint nets;
  guint32 *maximin; /* levels */
  CdMorris morris;
  guint *chosen; /* trajectories of a pool */
  CdCopula *copula;
};

/* Groups are filled in, which the rest goes by; false and ERROR where the plan is refused. */
bool cd_design_check(const CdDesign *design, GError **error);
