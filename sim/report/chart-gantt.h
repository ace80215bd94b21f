/* chart-gantt.h - the timetable as bars: a row an option, its stages one behind the other from its own decision on, numbered as in the key below, for nothing is
 * told by colour alone. Beneath each bar when it starts and how sure that is, and what the old contract covers until then.
 *
 * Dates are months as scenarios count them (figure.h), lengths are in months; both may have fractions, being means. */
#pragma once

#include "sim/report/chart.h"

typedef struct {
  const char *label; /* the option; owned by the caller until the chart is on the page */
  double decided;
  double *stage; /* [n_stages of the chart] lengths, owned by the row */
  double covered,
      start; /* means: the end of what the old contract is extended by; the start: not before that, nor before the plan */
  double p5, p95; /* of the start */
} CdGanttRow;

typedef struct {
  guint n_stages;
  const char **stage; /* [n_stages] labels, which are static */
  int plan;           /* when the service should start */
  GArray *rows;       /* of CdGanttRow; one at least when it is drawn */
} CdGantt;

CdGantt *cd_gantt_new(const char *const *stage, guint n_stages, int plan);
void cd_gantt_free(CdGantt *gantt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdGantt, cd_gantt_free)

/* ROW.stage is copied. */
void cd_gantt_add(CdGantt *gantt, CdGanttRow row);

/* The number of STAGE in the key, from 1, counting those that any row has any of to be seen; 0: none has. */
guint cd_gantt_number(const CdGantt *gantt, guint stage);

/* Draws .data, .height, .encoding and .layer of CHART. */
void cd_chart_gantt(CdChart *chart, const CdGantt *gantt);
