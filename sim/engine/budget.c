#include "sim/engine/budget.h"

#include <math.h>
#include "sim/base/hash.h"
#include "sim/base/random.h"

#define HALF_A_PENNY 0.005

/* Pounds a year in month T. */
static double budget_at(const CdWorld *world, guint council, guint t)
{
  const CdCouncil *it = &world->council[council];
  double growth = isnan(it->budget_growth) ? world->budgets->growth : it->budget_growth;
  double budget = it->budget * pow(1 + growth, t / 12), more = 0; /* whole years: budgets are set once a year */
  int month = world->calendar->planned_start + (int)t;
  for (guint i = 0; i < world->n_budget_change; i++) {
    const CdBudgetChange *change = &world->budget_change[i];
    if (change->head.parent != (int)council || month < change->from)
      continue;
    budget *= change->factor;
    more += change->pounds;
  }
  return fmax(0, budget + more);
}

/* The last month for which GRANT is paid, no later than LAST. */
static int paid_until(const CdWorld *world, guint grant, int last, guint64 seed, guint32 run)
{
  const CdGrant *it = &world->grant[grant];
  const CdSpecHead *head = &cd_scenario_grant(world->scenario, grant)->head;
  CdStream stream = cd_stream(seed, run, CD_PURPOSE_RENEWAL, head->draw_as ? cd_hash_text(head->draw_as) : it->head.key);
  int until = it->until, further = MAX(1, (int)(it->renewal_months + 0.5));
  for (guint k = 0; until < last && cd_stream_uniform(stream, 0, k) < it->renewal; k++)
    until += further;
  return MIN(until, last);
}

void cd_budget_course(CdBudgetCourse *course, const CdWorld *world, guint council, guint months, guint64 seed,
                      guint32 run, CdArena *arena)
{
  *course = (CdBudgetCourse){.budget = cd_arena_array(arena, double, months),
                             .grants = cd_arena_array(arena, double, months),
                             .extra = cd_arena_array(arena, double, months),
                             .ended = cd_arena_array(arena, double, months)};
  int start = world->calendar->planned_start, last = start + (int)months - 1;
  for (guint t = 0; t < months; t++)
    course->budget[t] = budget_at(world, council, t) / 12;
  for (guint i = 0; i < world->n_grant; i++) {
    const CdGrant *grant = &world->grant[i];
    if (grant->head.parent != (int)council)
      continue;
    int until = paid_until(world, i, last, seed, run);
    for (int month = MAX(start, grant->from); month <= last; month++) {
      double *to = month > until ? grant->buys == CD_GRANT_EXTRA ? course->ended : NULL
                                 : (grant->buys == CD_GRANT_EXTRA ? course->extra : course->grants);
      if (to)
        to[month - start] += grant->pounds / 12;
    }
  }
}

CdBudgetAccount cd_budget_account(const double *cost, const double *income, guint months, double reserves,
                                  bool keeps_surplus, double *unfunded)
{
  CdBudgetAccount account = {.out = NAN};
  for (guint t = 0; t < months; t++) {
    double gap = cost[t] - income[t];
    account.gap += gap;
    if (unfunded)
      unfunded[t] = 0;
    if (gap <= 0) {
      reserves -= keeps_surplus ? gap : 0;
      continue;
    }
    double drawn = fmin(gap, reserves);
    reserves -= drawn;
    account.drawn += drawn;
    account.unfunded += gap - drawn;
    if (unfunded)
      unfunded[t] = gap - drawn;
    if (isnan(account.out) && reserves < HALF_A_PENNY)
      account.out = t + drawn / gap;
  }
  return account;
}
