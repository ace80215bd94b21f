#include "sim/engine/council-money.h"

#include <math.h>
#include "sim/engine/overspend.h"
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
        overspend_of(facts, &today->footprint->at[c], cd_today_price(today, c), council, year, part);
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
  make_cost(facts, facts->paid, council, months, money->cost, arena);
  for (guint t = 0; t < months; t++)
    money->income[t] = stated ? money->course.budget[t] + money->course.grants[t] : money->cost[t];
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

double cd_unspent_by(const CdRunFacts *facts, guint council, guint from, guint to)
{
  double sum = 0;
  if (!facts->money || facts->world->budgets->gap != CD_GAP_FIXED_BUDGET)
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
