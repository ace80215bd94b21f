/* shortfall.h - people whom a fixed budget does not pay for, and those whom a grant paid for that has stopped, taken out of the flows. docs/model.md, 7.12.
 *
 * In a month in which a council lacks M pounds a year (where its budget is fixed the gap beyond reserves; care that went with a grant in any case), its residents' starts are
 * held to 1 - y of what they would be and the share of those leaving who complete to z of what it would be, such that a lack that lasts
 * comes to what cuts have come to: with P people in treatment in a year and C completions a year in balance, and the rates p and c for each
 * 10,000 pounds,
 *   y = p M / (10,000 P)     (1 - y) z = 1 - c M / (10,000 C)
 * up to the largest lack of which anything is known (known-cut, a share of what the service costs), and from there on a straight line to nobody where
 * there is no money at all.
 * Who may not start waits on, and gives up as people do. */
#pragma once

#include "sim/engine/appraise.h"

/* Takes out of PLAN, that of FACTS, what fixed budgets and grants that stopped do not pay for; leaves it alone where nothing is missing. */
void cd_shortfall_take(CdPlan *plan, const CdRunFacts *facts, CdArena *arena);
