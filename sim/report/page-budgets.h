/* page-budgets.h - councils' budgets and reserves in the report's section on money. */
#pragma once

#include "sim/report/page.h"

/* Each council that states a budget: a sentence an option, means, and changes with their verdicts. Nothing where the scenario has no <budgets>. */
void cd_budgets_of_councils(CdSection section);
