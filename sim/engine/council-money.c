#include "sim/engine/council-money.h"

#include <math.h>
#include "sim/engine/overspend.h"
#include "sim/engine/payments.h"

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

/* PROVIDER: the part of all that is paid that follows the contracts' prices. */
static void make_council(CdCouncilMoney *money, const CdRunFacts *facts, guint council, double yearly, double provider,
                         CdArena *arena)
{
  const CdWorld *world = facts->world;
  guint months = isnan(world->council[council].budget) ? 0 : months_of(facts, council);
  *money = (CdCouncilMoney){.months = months};
  if (months == 0)
    return;
  money->cost = cd_arena_array(arena, double, months);
  money->income = cd_arena_array(arena, double, months);
  money->unfunded = cd_arena_array(arena, double, months);
  cd_budget_course(&money->course, world, council, months, facts->seed, facts->run, arena);
  make_cost(facts, council, yearly, provider, months, money->cost);
  for (guint t = 0; t < months; t++)
    money->income[t] = money->course.budget[t] + money->course.grants[t];
  money->account = cd_budget_account(money->cost, money->income, months, world->council[council].reserves,
                                     world->budgets->keeps_surplus == CD_YES, money->unfunded);
}

const CdCouncilMoney *cd_council_money_make(const CdRunFacts *facts, CdArena *arena)
{
  const CdWorld *world = facts->world;
  if (world->n_budgets == 0)
    return NULL;
  CdPayments payments;
  cd_payments_make(&payments, facts, arena);
  double whole = (double)payments.total / 100, provider = whole > 0 ? cd_layers_provider(payments.layer) / whole : 0;
  CdCouncilMoney *money = cd_arena_array(arena, CdCouncilMoney, world->n_council);
  for (guint i = 0; i < world->n_council; i++)
    make_council(&money[i], facts, i, (double)payments.council[i] / 100, provider, arena);
  return money;
}

double cd_unspent(const CdRunFacts *facts, guint from, guint to)
{
  double sum = 0;
  if (!facts->money || facts->world->budgets->gap != CD_GAP_FIXED_BUDGET)
    return 0;
  for (guint i = 0; i < facts->world->n_council; i++)
    for (guint t = 12 * from; t < MIN(12 * to, facts->money[i].months); t++)
      sum += facts->money[i].unfunded[t];
  return sum / (to - from);
}
