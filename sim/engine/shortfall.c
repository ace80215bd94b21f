#include "sim/engine/shortfall.h"

#include <math.h>
#include <string.h>
#include "sim/engine/council-money.h"

/* What a month's lack of money leaves of starts, and of the share of those leaving who complete. */
typedef struct {
  double starts, completing;
} Left;

/* The part of WHOLE that goes when MISSING of COST a year is not there, RATE of it for each 10,000 pounds: as cuts have come to up to the largest of which anything is
 * known, then on a straight line to all of it where there is no money. */
static double part_lost(const CdBudgets *budgets, double rate, double whole, double missing, double cost)
{
  double known = budgets->known_cut * cost;
  if (missing >= cost * (1 - 1e-9)) /* but for rounding, nothing is paid for */
    return 1;
  if (whole <= 0)
    return 0;
  double lost = fmin(1, rate * fmin(missing, known) / CD_EVIDENCE_POUNDS / whole);
  return missing <= known || cost <= known ? lost : fmin(1, lost + (1 - lost) * (missing - known) / (cost - known));
}

static Left left_of(const CdBudgets *budgets, double missing, double cost, double people, double completions)
{
  double starts = part_lost(budgets, budgets->people_lost, people, missing, cost);
  double completed = part_lost(budgets, budgets->completions_lost, completions, missing, cost);
  Left left = {1 - starts, 1};
  if (starts >= 1)
    left.completing = 0;
  else if (completed > starts) /* else those who start anyway complete as they did */
    left.completing = (1 - completed) / (1 - starts);
  return left;
}

static double sum_over(const CdCaseload *caseload, CdRefs areas, const double *of_cell)
{
  double sum = 0;
  for (guint i = 0; i < areas.n; i++)
    for (guint k = 0; k < caseload->n_cohorts; k++)
      sum += of_cell[cd_cell(caseload, areas.at[i], k)];
  return sum;
}

static void complete_less(double *rate, double completing)
{
  double lost = rate[CD_RATE_COMPLETE] * (1 - completing);
  rate[CD_RATE_COMPLETE] -= lost;
  rate[CD_RATE_UNPLANNED] += lost;
}

/* SHARE[month * n_cells + cell] of the starts of COUNCIL's residents, where money is missing. */
static void take_council(CdPlan *plan, const CdRunFacts *facts, guint council, double *share)
{
  const CdCaseload *caseload = facts->caseload;
  const CdCouncilMoney *money = &facts->money[council];
  CdRefs areas = facts->world->council[council].areas;
  double people = sum_over(caseload, areas, caseload->people);
  double completions = sum_over(caseload, areas, caseload->completions);
  for (guint t = 0; t < money->months; t++) {
    const CdBudgetCourse *course = &money->course;
    double missing = 12 * cd_missing_by(facts, council, t);
    double cost = 12 * (money->cost[t] + course->extra[t] + course->ended[t]);
    if (missing <= 0)
      continue;
    Left left = left_of(facts->world->budgets, missing, cost, people, completions);
    for (guint i = 0; i < areas.n; i++)
      for (guint k = 0; k < caseload->n_cohorts; k++) {
        gsize at = (gsize)t * caseload->n_cells + cd_cell(caseload, areas.at[i], k);
        share[at] = left.starts;
        complete_less(&plan->rate[at * CD_RATE_COUNT], left.completing);
      }
  }
}

static bool is_any_missing(const CdRunFacts *facts)
{
  for (guint i = 0; facts->money && i < facts->world->n_council; i++)
    for (guint t = 0; t < facts->money[i].months; t++)
      if (cd_missing_by(facts, i, t) > 0)
        return true;
  return false;
}

void cd_shortfall_take(CdPlan *plan, const CdRunFacts *facts, CdArena *arena)
{
  if (!is_any_missing(facts))
    return;
  gsize mark = cd_arena_mark(arena), n = (gsize)plan->flow.n_months * plan->flow.n_cells;
  CdFlowPlan free = plan->flow; /* as it would be if money sufficed */
  double *share = cd_arena_array_raw(arena, double, n), *rate = cd_arena_array_raw(arena, double, n *CD_RATE_COUNT);
  free.rate = memcpy(rate, plan->rate, n * CD_RATE_COUNT * sizeof *rate);
  for (gsize i = 0; i < n; i++)
    share[i] = 1;
  for (guint i = 0; i < facts->world->n_council; i++)
    take_council(plan, facts, i, share);
  cd_flow_hold_starts(&free, plan->rate, share, cd_arena_array_raw(arena, double, cd_flow_hold_scratch_size(&free)));
  cd_arena_rewind(arena, mark);
}
