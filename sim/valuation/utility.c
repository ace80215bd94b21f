#include "sim/valuation/utility.h"

#include <math.h>

/* What being unable to leave takes off the value of control. */
#define LOCKED_FACTOR 0.75

/* A step is reached by what differs from it by no more than the rounding of a grid. */
#define STEP_TOLERANCE 1e-9

double cd_peaked_value(double x, double ideal, double tolerance)
{
  return fmax(0, 1 - fabs(x - ideal) / tolerance);
}

double cd_tabulated_value(CdShape shape, guint n, const double *at, const double *value, double x)
{
  guint next = 0;
  while (next < n && at[next] <= x + STEP_TOLERANCE)
    next++;
  if (next == 0)
    return value[0];
  if (next == n || shape == CD_SHAPE_STEPPED)
    return value[next - 1];
  return value[next - 1] + (value[next] - value[next - 1]) * (x - at[next - 1]) / (at[next] - at[next - 1]);
}

CdValues cd_consequence_values(const CdConsequences *it, const CdConsequences *now, const CdScales *scales)
{
  double cost = cd_cost_value(cd_relative_change(it->cost, now->cost), scales->cost_scale);
  return (CdValues){
      .cost = scales->earmarked ? CLAMP(cost, 0, 1) : cost,
      .outcomes = cd_linear_value(cd_relative_change(it->completions, now->completions), scales->outcome_scale),
      .continuity = cd_linear_value(cd_relative_change(it->continuity, now->continuity), scales->continuity_scale),
      .control = it->control,
      .time = CLAMP(1 - it->delay / scales->time_scale, 0, 1),
  };
}

double cd_weigh(const CdWeights *weights, const CdValues *values)
{
  return weights->cost * values->cost + weights->outcomes * values->outcomes +
         weights->continuity * values->continuity + weights->control * values->control + weights->time * values->time;
}

double cd_control_value(double local, double own_share, bool can_leave)
{
  double say = local + (1 - local) * own_share;
  return say * (can_leave ? 1 : LOCKED_FACTOR);
}
