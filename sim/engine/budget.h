/* budget.h - a council's money month by month: its budget with growth and cuts, supplementary grants that may stop, and reserves that
 * meet what is short until they are used up. docs/model.md, 7.12.
 *
 * Pounds at base-year prices throughout, so growth is growth beyond that of prices and a pound of reserves keeps its worth. Month 0 is
 * the planned start. Which grants are renewed is luck, drawn by grant (by draw-as where it has one) and renewal, alike for all structures. */
#pragma once

#include "sim/base/arena.h"
#include "sim/model/world.h"

/* Pounds in each of MONTHS months. */
typedef struct {
  double *budget; /* [months] without grants */
  double *grants; /* [months] supplementary grants towards the contracts */
  double *extra;  /* [months] supplementary grants that buy care beside the contracts */
  double *ended;  /* [months] what such care would still get, had none stopped */
} CdBudgetCourse;

/* The course of COUNCIL, which states a budget; the scenario has <budgets>. */
void cd_budget_course(CdBudgetCourse *course, const CdWorld *world, guint council, guint months, guint64 seed,
                      guint32 run, CdArena *arena);

/* What has become of budget and reserves. */
typedef struct {
  double gap;      /* cost less income over all months; minus: left over */
  double drawn;    /* from reserves */
  double unfunded; /* what neither income nor reserves met */
  double out;      /* months until nothing is left of the reserves; NAN: they last */
} CdBudgetAccount;

/* COST[months] against INCOME[months]. A month's surplus goes to reserves where KEEPS_SURPLUS, else it is gone. Reserves are used up when
 * a month with a gap leaves less than half a penny of them: so without any, as soon as there is a gap. UNFUNDED[months] gets what each month
 * lacks; NULL: nobody asks. */
CdBudgetAccount cd_budget_account(const double *cost, const double *income, guint months, double reserves,
                                  bool keeps_surplus, double *unfunded);
