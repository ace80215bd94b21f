/* page-charts.h - the report's charts: what each draws of the results, and the headline that says what it shows. Each is put on the
 * page by its section, above the table of the same numbers; a chart that would have nothing to show is left out. */
#pragma once

#include "sim/report/page.h"

void cd_chart_of_costs(CdSection section); /* yearly cost of every option against business as usual */
