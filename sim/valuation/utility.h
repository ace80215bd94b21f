/* utility.h - what an agent makes of a structure: value functions, weights, utility. docs/model.md, "Agents' views".
 *
 *   U = (1 - w_terms) sum_c w_c v_c(consequence_c) + w_terms sum_t w_t v_t(term_t)          all v in [0, 1], but that of cost
 * Consequences are stated against business as usual under the same beliefs, so that 0.5 means "as now". */
#pragma once

#include <math.h>
#include "sim/model/world.h"

/* What one agent expects of one structure, under its own beliefs (or the model's). */
typedef struct {
  double cost; /* own cost a year, pounds */
  double completions; /* own residents' completions a year, and as many as early help keeps from needing treatment, beyond now */
  double continuity; /* criminal-justice completions less unplanned exits on transfer, a year, own residents */
  double control;    /* 0..1: say over the specification, and freedom to leave */
  double delay;      /* months past the planned start */
} CdConsequences;

/* The five values of a structure to an agent. */
typedef struct {
  double cost, outcomes, continuity, control, time;
} CdValues;

/* Linear value functions: as now 0.5; better or worse by the agent's scale: 1 or 0, and beyond it no more or less; but for cost. */
typedef struct {
  double cost_scale, outcome_scale, continuity_scale, time_scale;
  bool earmarked; /* money for this service alone, which is worth nothing elsewhere: cost counts within its scale, like the others */
} CdScales;

CdValues cd_consequence_values(const CdConsequences *it, const CdConsequences *now, const CdScales *scales);

/* Single-peaked (triangular): 1 at the ideal, 0 at the tolerance and beyond. */
double cd_peaked_value(double x, double ideal, double tolerance);

/* Through N >= 1 points of ascending AT: a table is joined by straight lines (linear: by one), a stepped one keeps each point's value
 * up to the next, which begins within 1e-9 of its AT; the first and the last value hold beyond. */
double cd_tabulated_value(CdShape shape, guint n, const double *at, const double *value, double x);

/* The next two are asked for each of thousands of texts, and so stand here. */

/* (then - now) / |now|; from nothing to something counts as a whole step. */
static inline double cd_relative_change(double then, double now)
{
  if (now == 0)
    return then > 0 ? 1 : then < 0 ? -1 : 0;
  return (then - now) / fabs(now);
}

/* 0.5 - 0.5 * change / scale, without bounds: pounds add up, so a payment makes up for anything that has its price. CHANGE: relative. */
static inline double cd_cost_value(double change, double scale)
{
  return 0.5 - 0.5 * change / scale;
}

/* 0.5 + 0.5 * change / scale, within [0, 1]. */
static inline double cd_linear_value(double change, double scale)
{
  return CLAMP(0.5 + 0.5 * change / scale, 0, 1);
}

typedef struct {
  double cost, outcomes, continuity, control, time;
} CdWeights; /* adding up to one */

double cd_weigh(const CdWeights *weights, const CdValues *values);

/* Say over a service: the part settled locally, and of the common part, the council's weight in it; less what cannot be left. */
double cd_control_value(double local, double own_share, bool can_leave);
