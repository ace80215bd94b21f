/* tables.h - results as tidy CSV. docs/results.md documents the columns. The caller frees. */
#pragma once

#include <stdbool.h>
#include "sim/appraisal/results.h"

/* results.csv is cd_report_csv(). */
char *cd_differences_csv(const CdResults *results);

/* Every option month by month. */
char *cd_months_csv(const CdResults *results);

/* Single runs: one row a (replicate, luck, structure, terms), one column a total. Given to WRITE piece by
 * piece, since a long run's table is larger than memory should hold twice; stops at, and returns, the first
 * false. */
bool cd_runs_csv(const CdResults *results, bool (*write)(const char *text, gsize length, gpointer user), gpointer user);
