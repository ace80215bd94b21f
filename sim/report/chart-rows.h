/* chart-rows.h - the chart of intervals: a row a quantity, with a dot at its mean, a thick bar for the interval of the mean and a
 * thin one for the spread. Its label stands above the bars, so that long ones have room on narrow screens. */
#pragma once

#include "sim/report/chart.h"

typedef struct {
  const char *label; /* owned by the caller until the chart is on the page */
  char *told; /* what stands at its right: "−£159k, clear"; cd_chart_rows_free() frees it. NULL: the row heads those after it */
  double mean, low, high, p5, p95; /* not finite: not drawn */
} CdChartRow;

/* One axis for all: AXIS_TITLE says in which unit; KIND how its numbers are shown. Draws .data, .height and .layer of CHART. */
void cd_chart_rows(CdChart *chart, CdFigureKind kind, const char *axis_title, GArray *rows);

GArray *cd_chart_rows_new(void); /* of CdChartRow; g_array_unref() frees the texts */
void cd_chart_rows_head(GArray *rows, const char *label);
/* TOLD is taken. */
void cd_chart_rows_add(GArray *rows, const char *label, char *told, const CdSummary *summary);

/* {"title": ..., ...}: how an axis shows numbers of KIND. Appends members to an open object. */
void cd_chart_axis(CdJson *json, CdFigureKind kind, const char *title);

/* --- for other charts of rows: their data have "at" (which row), and "label" and "told", or "head" --- */

#define CD_CHART_ROW_HEIGHT 42                                               /* pixels */
#define CD_CHART_ROW "'y': {'field': 'at', 'type': 'ordinal', 'axis': null}" /* in the encoding of every mark */
#define CD_CHART_BARS "'yOffset': 10"                                        /* in bars: below the middle */
#define CD_CHART_TEXTS "'yOffset': -9"

void cd_chart_row_axis(CdChart *chart, CdFigureKind kind, const char *title); /* .encoding: the scale along the rows */
/* Elements of .layer: labels at the left, what is told at the right, for which TOLD pixels are kept free, and heads. */
void cd_chart_row_texts(CdChart *chart, guint told);
