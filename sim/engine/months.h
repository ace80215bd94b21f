/* months.h - what clients live through month by month: the expected run of one service, summed by area, by cohort and, where that is asked
 * for, by both together.
 *
 * Given the inputs and what came of the tender, rates do not depend on how many people there are: the means over all further chance are
 * exact (cd_flow_expect_months()). Months are counted from the planned start; those before it are the balance of business as usual that
 * every option begins from. docs/model.md, 7.8. */
#pragma once

#include "sim/engine/plan.h"

/* Told of the time before the planned start. */
#define CD_MONTHS_BEFORE 6
#define CD_WEEKS_A_MONTH (30.4375 / 7)

/* Sums over cells, from which the figures are made. */
typedef enum {
  CD_MONTH_NONE = -1,
  CD_MONTH_WAITING, /* at the month's start, as TREATED */
  CD_MONTH_TREATED,
  CD_MONTH_STARTS,
  CD_MONTH_LEFT_LIST, /* started or gave up */
  CD_MONTH_COMPLETIONS,
  CD_MONTH_UNPLANNED,
  CD_MONTH_DEATHS,
  CD_MONTH_MOVES,
  CD_MONTH_LOSSES,
  CD_MONTH_HANDOVERS,
  CD_MONTH_HANDOVER_LOSSES,
  CD_MONTH_CAPACITY, /* x the average caseload planned for */
  CD_MONTH_PLANNED,  /* that caseload */
  CD_MONTH_WORKERS,
  CD_MONTH_LEAVERS,
  CD_MONTH_SUMS
} CdMonthSum;

#define FIGURE(KIND, id, unit, label, meaning, of, by, less, times) CD_MONTH_FIGURE_##KIND,
typedef enum {
#include "sim/engine/months.def"
  CD_MONTH_FIGURES
} CdMonthFigure;
#undef FIGURE

typedef struct {
  const char *id, *unit, *label, *meaning;
  CdMonthSum of, by;
  double less, times;
} CdMonthFigureInfo;

const CdMonthFigureInfo *cd_month_figure_info(CdMonthFigure figure);

/* A figure of SUM[CD_MONTH_SUMS]; NAN where there is nobody to tell it of. */
double cd_month_figure(CdMonthFigure figure, const double *sum);

/* Of sum[((option * n_months + month) * n_slices + slice) * CD_MONTH_SUMS + sum], or a part of it. Month 0 lies CD_MONTHS_BEFORE before
 * the planned start. Slices: all cells, then each area's, then each cohort's; by cell, then each cell's, areas outermost. */
typedef struct {
  guint n_options, n_months, n_areas, n_cohorts, n_slices;
} CdMonthLayout;

CdMonthLayout cd_month_layout(const CdScenario *scenario, guint n_options);

/* The same by cell, too: what one group of clients in one area lives through. */
CdMonthLayout cd_month_layout_by_cell(CdMonthLayout layout);

static inline bool cd_month_is_by_cell(const CdMonthLayout *it)
{
  return it->n_slices > 1 + it->n_areas + it->n_cohorts;
}

/* Of whom a slice tells: "total", "area", "cohort" or "cell"; and the id of the area or cohort, AREA/COHORT of a cell, "" of the total. The caller frees the
 * id. */
const char *cd_month_scope(const CdMonthLayout *it, guint slice);
char *cd_month_slice_id(const CdMonthLayout *it, const CdScenario *scenario, guint slice);

static inline gsize cd_month_at(const CdMonthLayout *it, guint option, guint month, guint slice)
{
  return ((gsize)option * it->n_months + month) * it->n_slices + slice;
}
static inline gsize cd_month_size(const CdMonthLayout *it)
{
  return cd_month_at(it, it->n_options, 0, 0) * CD_MONTH_SUMS;
}

/* Adds WEIGHT x one service's sums to SUM[cd_month_at(it, 1, 0, 0) * CD_MONTH_SUMS], those of its option. */
void cd_months_add(double *sum, const CdMonthLayout *it, double weight, const CdService *service, const CdPlan *plan,
                   const CdWorld *world, const CdCaseload *caseload, CdArena *arena);
