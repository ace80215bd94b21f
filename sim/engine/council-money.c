#include "sim/engine/council-money.h"

#include <math.h>
#include "sim/engine/paid.h"

/* From the planned start to the end of the council's longest contract, which begins when the service does, within the horizon; 0: party to none. */
static guint months_of(const CdRunFacts *facts, guint council)
{
  double years = 0;
  for (guint c = 0; c < facts->footprint->n_contracts; c++)
    if (facts->footprint->at[c].party[council])
      years = fmax(years, facts->awards->contract[c].let->terms.length);
  guint lasts = (guint)(12 * years + 0.5);
  return lasts > 0 ? MIN(facts->plan->flow.n_months, (guint)facts->service->calendar.delay + lasts) : 0;
}

static bool has_extra(const CdWorld *world, guint council)
{
  bool any = false;
  for (guint i = 0; i < world->n_grant; i++)
    any = any || (world->grant[i].head.parent == (int)council && world->grant[i].buys == CD_GRANT_EXTRA);
  return any;
}

static void make_council(CdCouncilMoney *money, const CdRunFacts *facts, guint council, CdArena *arena)
{
  const CdWorld *world = facts->world;
  bool stated = !isnan(world->council[council].budget);
  guint months = stated || has_extra(world, council) ? months_of(facts, council) : 0;
  *money = (CdCouncilMoney){.months = months, .stated = stated};
  if (months == 0)
    return;
  money->cost = cd_arena_array(arena, double, months);
  money->income = cd_arena_array(arena, double, months);
  money->unfunded = cd_arena_array(arena, double, months);
  cd_budget_course(&money->course, world, council, months, facts->seed, facts->run, arena);
  for (guint t = 0; t < months; t++) {
    money->cost[t] = cd_paid_by(facts->paid, council, t, t + 1, true);
    money->income[t] = stated ? money->course.budget[t] + money->course.grants[t] : money->cost[t];
  }
  money->account = cd_budget_account(money->cost, money->income, months, world->council[council].reserves,
                                     world->budgets->keeps_surplus == CD_YES, money->unfunded);
}

const CdCouncilMoney *cd_council_money_make(const CdRunFacts *facts, CdArena *arena)
{
  const CdWorld *world = facts->world;
  if (world->n_budgets == 0)
    return NULL;
  CdCouncilMoney *money = cd_arena_array(arena, CdCouncilMoney, world->n_council);
  for (guint i = 0; i < world->n_council; i++)
    make_council(&money[i], facts, i, arena);
  return money;
}

static bool is_fixed(const CdRunFacts *facts)
{
  return facts->world->budgets->gap == CD_GAP_FIXED_BUDGET;
}

double cd_missing_by(const CdRunFacts *facts, guint council, guint month)
{
  const CdCouncilMoney *money = &facts->money[council];
  return (is_fixed(facts) ? money->unfunded[month] : 0) + money->course.ended[month];
}

double cd_unspent_by(const CdRunFacts *facts, guint council, guint from, guint to)
{
  double sum = 0;
  if (!facts->money || !is_fixed(facts))
    return 0;
  for (guint t = 12 * from; t < MIN(12 * to, facts->money[council].months); t++)
    sum += facts->money[council].unfunded[t];
  return sum / (to - from);
}

double cd_unspent(const CdRunFacts *facts, guint from, guint to)
{
  double sum = 0;
  for (guint i = 0; i < facts->world->n_council; i++)
    sum += cd_unspent_by(facts, i, from, to);
  return sum;
}

double cd_spent_share(const CdRunFacts *facts, guint years)
{
  double cost = 0, unspent = cd_unspent(facts, 0, years) * years;
  for (guint i = 0; i < facts->world->n_council; i++)
    cost += cd_paid_by(facts->paid, i, 0, 12 * years, true);
  return unspent > 0 ? 1 - unspent / cost : 1;
}
