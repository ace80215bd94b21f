/* budget-words.h - what is said of councils' budgets: on screen, on the page and in the paper in the same words. */
#pragma once

#include "sim/report/option.h"

/* Whether the scenario has budgets to tell of, and whether COUNCIL states one. */
bool cd_budgets_are_told(const CdResults *results);
bool cd_states_budget(const CdResults *results, guint council);

/* What is said beside net present value where budgets are fixed; NULL: they are not. */
const char *cd_fixed_budget_caution(const CdResults *results);

/* A council's summary of a budget metric under an option. */
const CdSummary *cd_budget_summary(const CdResults *results, guint structure, CdMetricKind kind, guint council);

/* "£222k below to £35.1k above", "£12k to £40k below". The caller frees. */
char *cd_budget_range(double low, double high);

/* "Against budgets, a year on average: under “A” the City is £20k over (above its budget in 62% of runs), the County within it; under ..." of business
 * as usual, together and apart. NULL: no council states a budget. The caller frees. */
char *cd_budget_sentence(const CdResults *results);
