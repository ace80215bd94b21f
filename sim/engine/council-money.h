/* council-money.h - each council's money month by month in one run: what it pays against its budget, grants and reserves, and what is missing.
 * docs/model.md, 7.12. Pounds at base-year prices; month 0 is the planned start. */
#pragma once

#include "sim/engine/appraise.h"
#include "sim/engine/budget.h"

#define CD_EVIDENCE_POUNDS 10000 /* what rates of people and completions lost are stated for */

struct _CdCouncilMoney {
  guint months; /* to the end of its longest contract within the horizon; 0: it has neither budget nor grants that buy care beside the contracts, or no
                   contract */
  bool stated;  /* its budget; where not, nothing is known of a gap: income is what it pays */
  CdBudgetCourse course;
  double *cost, *income; /* [months] what it pays; budget, and grants towards contracts */
  double *unfunded;      /* [months] what neither income nor reserves meet */
  CdBudgetAccount account;
};

/* [council]; NULL where the world has no <budgets>. FACTS but for money and what the flows bring. */
const CdCouncilMoney *cd_council_money_make(const CdRunFacts *facts, CdArena *arena);

/* Pounds of COUNCIL's care that nobody pays for in MONTH, below its months: what went with a grant that bought it, and where its budget is fixed the gap beyond reserves; where
 * it is not, that is found elsewhere. */
double cd_missing_by(const CdRunFacts *facts, guint council, guint month);

/* Pounds a year, mean over the years FROM to TO, that all councils' fixed budgets leave unspent of what the service would cost as planned:
 * the gap beyond reserves. 0 where budgets are not fixed. */
double cd_unspent(const CdRunFacts *facts, guint from, guint to);

/* COUNCIL's part of it. */
double cd_unspent_by(const CdRunFacts *facts, guint council, guint from, guint to);

/* Of what all councils would pay over YEARS from the planned start, the share that they do pay: 1 where budgets are not fixed. */
double cd_spent_share(const CdRunFacts *facts, guint years);
