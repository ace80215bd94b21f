/* page-charts.h - the report's charts: what each draws of the results, and the headline that says what it shows, hedged as the verdicts
 * are. Each is put on the page by its section, above the table of the same numbers; one that would have nothing to show is left out. */
#pragma once

#include "sim/report/chart-rows.h"
#include "sim/report/page.h"

/* Differences, as rows of intervals (page-charts.c). */
void cd_chart_of_effects(CdSection section); /* people a year, between the pairs of options that the decision turns on */
void cd_chart_of_costs(CdSection section);   /* yearly cost of every option against business as usual */
void cd_chart_of_costs_among(CdSection section, const CdOptions *among); /* the same of some options; NULL: all */
void cd_chart_of_payers(CdSection section);                              /* the same by who pays */
void cd_chart_of_places(CdSection section); /* what the difference would pay for, and what would come of it */
void cd_chart_of_border(CdSection section); /* unplanned exits on transfer, by the area people leave */

/* Flows between areas under business as usual, together and apart (page-chart-flows.c). */
void cd_chart_of_moves(CdSection section);      /* from the area people leave to the one they go on in, or are lost */
void cd_chart_of_attendance(CdSection section); /* from the area people live in to the one they are seen in */

void cd_chart_of_influences(CdSection section,
                            const CdQuestion *question);   /* a difference where each assumption is low and high */
void cd_chart_of_budget(CdSection section, guint council); /* cost less budget by year (page-chart-budgets.c) */
void cd_chart_of_layers(CdSection section); /* what makes up the difference between each option and the joint one */
void cd_chart_of_curve(CdSection section);  /* cost for each person by size, and where the options' contracts stand */
void cd_chart_of_timetable(CdSection section); /* from the decision to the start */
void cd_chart_of_talks(CdSection section);     /* who goes with whom */
/* Completions, and people in treatment, month by month against business as usual (page-chart-months.c). */
void cd_chart_of_months(CdSection section);

#define CD_CHART_ROWS_READ                                                                                             \
  "The dot is the mean, the thick bar its 95% interval, the thin bar the spread of 90% of single runs."

/* "SUBJECT against business as usual: £159k less for “A” (clear); depends on assumptions for 2 others": what can be said of a metric's total
 * under every option but business as usual; AMONG these alone. The caller frees. */
char *cd_chart_headline(const CdResults *results, const char *subject, CdMetricKind metric);
char *cd_chart_headline_among(const CdResults *results, const char *subject, CdMetricKind metric, const CdOptions *among);

/* "Under “A”: less to pay for X, Y; more to pay for Z; depends on assumptions for 2 others": of joint and apart. The caller frees. */
char *cd_payers_headline(const CdResults *results);

/* Whether a finding is sure enough to be told with a direction. */
bool cd_chart_is_sure(const CdFinding *finding);
