#include <math.h>

#include "sim/engine/appraise.h"
#include "sim/engine/budget.h"
#include "sim/engine/overspend.h"

#define TWO_YEARS 24u
#define EVIDENCE_POUNDS 10000 /* what rates of people and completions lost are stated for */

/* From the planned start to the end of the council's longest contract, within the horizon; 0: party to none. */
static guint months_of(const CdRunFacts *facts, guint council)
{
  double years = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++)
    if (facts->footprint->at[c].party[council])
      years = fmax(years, facts->footprint->at[c].terms.length);
  return MIN(facts->plan->flow.n_months, (guint)(12 * years + 0.5));
}

/* Overspend in YEAR that falls to COUNCIL: its residents' demand, as far as its contracts neither flex nor leave it with the provider. */
static double overspend_of(const CdRunFacts *facts, guint council, guint year)
{
  CdRefs areas = facts->world->council[council].areas;
  double sum = 0;
  for (guint a = 0; a < areas.n; a++) {
    double shock = cd_demand_shock(facts, areas.at[a], year);
    for (guint c = 0; c < facts->footprint->n_contracts; c++)
      sum += cd_overspend(facts, areas.at[a], c, shock) * cd_overspend_left(facts, c);
  }
  return sum;
}

/* COST[months] to COUNCIL, who pays YEARLY; PROVIDER is the part of it that follows the contracts' prices. */
static void make_cost(const CdRunFacts *facts, guint council, double yearly, double provider, guint months, double *cost)
{
  const CdBudgets *budgets = facts->world->budgets;
  double fall = (1 + budgets->indexation * budgets->inflation) / (1 + budgets->inflation);
  for (guint t = 0; t < months; t++) {
    double price = 1 + provider * (pow(fall, t / 12) - 1);
    cost[t] = t % 12 > 0 ? cost[t - 1] : (yearly * price + overspend_of(facts, council, t / 12)) / 12;
  }
}

static double sum_of(const double *x, guint from, guint to)
{
  double sum = 0;
  for (guint t = from; t < to; t++)
    sum += x[t];
  return sum;
}

static void appraise_council(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, guint council,
                             CdArena *arena)
{
  const CdWorld *world = facts->world;
  const CdBudgets *budgets = world->budgets;
  guint months = months_of(facts, council);
  if (isnan(world->council[council].budget) || months == 0)
    return;
  double whole = *cd_metric_slot(layout, value, CD_METRIC_COST_ANNUAL, CD_TOTAL, 0);
  double provider = whole > 0 ? *cd_metric_slot(layout, value, CD_METRIC_COST_PROVIDER, CD_TOTAL, 0) / whole : 0;
  double yearly = *cd_metric_slot(layout, value, CD_METRIC_COST_ANNUAL, CD_BY_COUNCIL, council);
  double each = *cd_metric_slot(layout, value, CD_METRIC_COST_PER_CLIENT, CD_TOTAL, 0);
  double *cost = cd_arena_array(arena, double, months), *income = cd_arena_array(arena, double, months);
  double *gap = cd_arena_array(arena, double, months);
  CdBudgetCourse course;
  cd_budget_course(&course, world, council, months, facts->seed, facts->run, arena);
  make_cost(facts, council, yearly, provider, months, cost);
  for (guint t = 0; t < months; t++) {
    income[t] = course.budget[t] + course.grants[t];
    gap[t] = cost[t] - income[t];
  }
  CdBudgetAccount account =
      cd_budget_account(cost, income, months, world->council[council].reserves, budgets->keeps_surplus == CD_YES);
  double years = months / 12.0, ended = sum_of(course.ended, 0, months) / years;
  double missing = ended + (budgets->gap == CD_GAP_FIXED_BUDGET ? account.unfunded / years : 0);
  const struct {
    CdMetricKind kind;
    double x;
  } found[] = {
      {CD_METRIC_BUDGET, sum_of(income, 0, months) / years},
      {CD_METRIC_GRANTS, (sum_of(course.grants, 0, months) + sum_of(course.extra, 0, months)) / years},
      {CD_METRIC_BUDGET_GAP, account.gap / years},
      {CD_METRIC_BUDGET_GAP_TWO, months >= TWO_YEARS ? sum_of(gap, 0, TWO_YEARS) : NAN},
      {CD_METRIC_BUDGET_GAP_LAST, sum_of(gap, months - 12, months)},
      {CD_METRIC_RESERVES_DRAWN, account.drawn},
      {CD_METRIC_RESERVES_OUT, !isnan(account.out)},
      {CD_METRIC_RESERVES_LAST, account.out},
      {CD_METRIC_UNFUNDED, account.unfunded / years},
      {CD_METRIC_GAP_PLACES, missing / each},
      {CD_METRIC_GAP_PEOPLE, missing / EVIDENCE_POUNDS * budgets->people_lost},
      {CD_METRIC_GAP_COMPLETIONS, missing / EVIDENCE_POUNDS * budgets->completions_lost},
  };
  for (guint i = 0; i < G_N_ELEMENTS(found); i++)
    *cd_metric_slot(layout, value, found[i].kind, CD_BY_COUNCIL, council) = found[i].x;
}

void cd_appraise_budgets(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, CdArena *arena)
{
  gsize mark = cd_arena_mark(arena);
  for (guint i = 0; facts->world->n_budgets > 0 && i < facts->world->n_council; i++)
    appraise_council(facts, layout, value, i, arena);
  cd_arena_rewind(arena, mark);
}
