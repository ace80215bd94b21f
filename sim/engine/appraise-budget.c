#include <math.h>

#include "sim/engine/appraise.h"
#include "sim/engine/budget.h"
#include "sim/engine/overspend.h"
#include "sim/engine/paid.h"

#define TWO_YEARS 24u
#define EVIDENCE_POUNDS 10000 /* what rates of people and completions lost are stated for */

/* From the planned start to the end of the council's longest contract, which begins when the service does, within the horizon; 0: party to none. */
static guint months_of(const CdRunFacts *facts, guint council)
{
  double years = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++)
    if (facts->footprint->at[c].party[council])
      years = fmax(years, facts->footprint->at[c].terms.length);
  guint lasts = (guint)(12 * years + 0.5);
  return lasts > 0 ? MIN(facts->plan->flow.n_months, (guint)facts->service->calendar.delay + lasts) : 0;
}

/* Overspend of contract IT in YEAR that falls to COUNCIL: its residents' part, as far as the pricing method leaves it with councils. */
static double overspend_of(const CdRunFacts *facts, const CdFootprintContract *it, double value, guint council,
                           guint year, double *part)
{
  CdRefs areas = facts->world->council[council].areas;
  double sum = 0;
  cd_overspend(facts, it, value, year, part);
  for (guint a = 0; a < areas.n; a++)
    sum += part[areas.at[a]];
  return sum * cd_overspend_left(it, facts->world);
}

/* OVER[CdPaidState] of YEAR, a year: of the contracts that are in force. */
static void find_overspend(const CdRunFacts *facts, guint council, guint year, double *over, double *part)
{
  const CdToday *today = facts->today;
  over[CD_PAID_EXTENDED] = over[CD_PAID_GAP] = over[CD_PAID_NEW] = 0;
  for (guint c = 0; c < today->footprint->n_contracts; c++)
    over[CD_PAID_EXTENDED] +=
        overspend_of(facts, &today->footprint->at[c], today->awards.contract[c].value, council, year, part);
  for (guint c = 0; c < facts->footprint->n_contracts; c++)
    over[CD_PAID_NEW] +=
        overspend_of(facts, &facts->footprint->at[c], facts->awards->contract[c].value, council, year, part);
}

/* COST[months] to COUNCIL of what is in force in each; the part of it that goes to providers follows the contracts' prices. */
static void make_cost(const CdRunFacts *facts, const CdPaid *paid, guint council, guint months, double *cost,
                      CdArena *arena)
{
  const CdBudgets *budgets = facts->world->budgets;
  double fall = (1 + budgets->indexation * budgets->inflation) / (1 + budgets->inflation);
  double own[CD_PAID_STATES], over[CD_PAID_STATES] = {0}, *part = cd_arena_array(arena, double, facts->world->n_area);
  cd_paid_council(paid, council, own);
  for (guint t = 0; t < months; t++) {
    CdPaidState state = cd_paid_state(paid, t);
    double provider = paid->total[state] > 0 ? paid->provider[state] / paid->total[state] : 0;
    if (t % 12 == 0)
      find_overspend(facts, council, t / 12, over, part);
    cost[t] = (own[state] * (1 + provider * (pow(fall, t / 12) - 1)) + over[state]) / 12;
  }
  double *once = cd_arena_array(arena, double, facts->world->n_council);
  for (guint c = 0; c < facts->footprint->n_contracts; c++) {
    guint month = 0;
    if (cd_paid_replacing(facts, c, &month, once, arena) > 0 && month < months)
      cost[month] += once[council];
  }
}

static double sum_of(const double *x, guint from, guint to)
{
  double sum = 0;
  for (guint t = from; t < to; t++)
    sum += x[t];
  return sum;
}

static void appraise_council(const CdRunFacts *facts, const CdPaid *paid, const CdMetricLayout *layout, double *value,
                             guint council, CdArena *arena)
{
  const CdWorld *world = facts->world;
  const CdBudgets *budgets = world->budgets;
  guint months = months_of(facts, council);
  if (isnan(world->council[council].budget) || months == 0)
    return;
  double each = *cd_metric_slot(layout, value, CD_METRIC_COST_PER_CLIENT, CD_TOTAL, 0);
  double *cost = cd_arena_array(arena, double, months), *income = cd_arena_array(arena, double, months);
  double *gap = cd_arena_array(arena, double, months);
  CdBudgetCourse course;
  cd_budget_course(&course, world, council, months, facts->seed, facts->run, arena);
  make_cost(facts, paid, council, months, cost, arena);
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
      {CD_METRIC_BUDGET_GAP_LAST, months >= 12 ? sum_of(gap, months - 12, months) : NAN},
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
  for (guint y = 0; y < CD_BUDGET_YEARS && 12 * y + 12 <= months; y++)
    *cd_metric_slot(layout, value, (CdMetricKind)(CD_METRIC_BUDGET_YEAR + y), CD_BY_COUNCIL, council) =
        sum_of(gap, 12 * y, 12 * y + 12);
}

void cd_appraise_budgets(const CdRunFacts *facts, const CdMetricLayout *layout, double *value, CdArena *arena)
{
  if (facts->world->n_budgets == 0)
    return;
  gsize mark = cd_arena_mark(arena);
  CdPaid paid;
  cd_paid_make(&paid, facts, arena);
  for (guint i = 0; i < facts->world->n_council; i++)
    appraise_council(facts, &paid, layout, value, i, arena);
  cd_arena_rewind(arena, mark);
}
