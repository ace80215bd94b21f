#include "sim/engine/months.h"

#include <math.h>
#include "sim/engine/staff.h"

#define FIGURE(KIND, id, unit, label, meaning, of, by, less, times)                                                    \
  [CD_MONTH_FIGURE_##KIND] = {id, unit, label, meaning, CD_MONTH_##of, CD_MONTH_##by, less, times},
static const CdMonthFigureInfo figures[CD_MONTH_FIGURES] = {
#include "sim/engine/months.def"
};
#undef FIGURE

const CdMonthFigureInfo *cd_month_figure_info(CdMonthFigure figure)
{
  return &figures[figure];
}

double cd_month_figure(CdMonthFigure figure, const double *sum)
{
  const CdMonthFigureInfo *it = &figures[figure];
  if (it->by == CD_MONTH_NONE)
    return it->times * sum[it->of];
  return sum[it->by] > 0 ? it->times * (sum[it->of] / sum[it->by] - it->less) : NAN;
}

CdMonthLayout cd_month_layout(const CdScenario *scenario, guint n_options)
{
  /* A plain number, so the same in every draw. */
  double horizon = cd_scenario_appraisal(scenario, 0)->horizon.dist.a;
  guint areas = scenario->table[CD_ENTITY_AREA].n, cohorts = scenario->table[CD_ENTITY_COHORT].n;
  return (CdMonthLayout){n_options, CD_MONTHS_BEFORE + (guint)(horizon + 0.5), areas, cohorts, 1 + areas + cohorts};
}

CdMonthLayout cd_month_layout_by_cell(CdMonthLayout layout)
{
  layout.n_slices = 1 + layout.n_areas + layout.n_cohorts + layout.n_areas * layout.n_cohorts;
  return layout;
}

const char *cd_month_scope(const CdMonthLayout *it, guint slice)
{
  if (slice == 0)
    return "total";
  if (slice <= it->n_areas)
    return "area";
  return slice <= it->n_areas + it->n_cohorts ? "cohort" : "cell";
}

char *cd_month_slice_id(const CdMonthLayout *it, const CdScenario *scenario, guint slice)
{
  guint first_cohort = 1 + it->n_areas, first_cell = first_cohort + it->n_cohorts;
  if (slice == 0)
    return g_strdup("");
  if (slice < first_cohort)
    return g_strdup(cd_scenario_area(scenario, slice - 1)->head.id);
  if (slice < first_cell)
    return g_strdup(cd_scenario_cohort(scenario, slice - first_cohort)->head.id);
  guint cell = slice - first_cell;
  return g_strdup_printf("%s/%s", cd_scenario_area(scenario, cell / it->n_cohorts)->head.id,
                         cd_scenario_cohort(scenario, cell % it->n_cohorts)->head.id);
}

/* One cell's month to be put where it belongs. */
typedef struct {
  double *sum; /* [slice * CD_MONTH_SUMS + sum] of the month */
  const CdMonthLayout *layout;
  double weight;
} Month;

static void put(const Month *month, guint cell, CdMonthSum kind, double x)
{
  const CdMonthLayout *it = month->layout;
  guint area = cell / it->n_cohorts, cohort = cell % it->n_cohorts;
  const guint slices[] = {0, 1 + area, 1 + it->n_areas + cohort, 1 + it->n_areas + it->n_cohorts + cell};
  guint n = cd_month_is_by_cell(it) ? 4 : 3;
  for (guint i = 0; i < n; i++)
    month->sum[(gsize)slices[i] * CD_MONTH_SUMS + (guint)kind] += month->weight * x;
}

/* CAPACITY: workers in post; both they and those LEAVING as shares of business as usual. */
static void put_staff(const Month *month, const CdWorld *world, const CdCaseload *caseload, guint cell, double capacity,
                      double leaving)
{
  double workers = caseload->clients[cell] / world->delivery->caseload_per_worker;
  put(month, cell, CD_MONTH_CAPACITY, capacity * caseload->clients[cell]);
  put(month, cell, CD_MONTH_PLANNED, caseload->clients[cell]);
  put(month, cell, CD_MONTH_WORKERS, capacity * workers);
  put(month, cell, CD_MONTH_LEAVERS, leaving * workers);
}

/* The balance that all begin from; moves apart. */
static void put_balance(const Month *month, const CdPlan *plan, const CdWorld *world, const CdCaseload *caseload,
                        guint cell)
{
  const gint64 *initial = plan->flow.initial;
  const double *rate = &caseload->rate[(gsize)cell * CD_RATE_COUNT];
  guint n = caseload->n_cells;
  double waiting = (double)initial[CD_STOCK_WAITING * n + cell], early = (double)initial[CD_STOCK_EARLY * n + cell],
         settled = (double)initial[CD_STOCK_SETTLED * n + cell], out = (double)initial[CD_STOCK_OUT * n + cell];
  put(month, cell, CD_MONTH_WAITING, waiting);
  put(month, cell, CD_MONTH_TREATED, early + settled);
  put(month, cell, CD_MONTH_STARTS, waiting * rate[CD_RATE_START]);
  put(month, cell, CD_MONTH_LEFT_LIST, waiting * (rate[CD_RATE_START] + rate[CD_RATE_GIVE_UP]));
  put(month, cell, CD_MONTH_COMPLETIONS, settled * rate[CD_RATE_COMPLETE]);
  put(month, cell, CD_MONTH_UNPLANNED, early * rate[CD_RATE_EARLY_UNPLANNED] + settled * rate[CD_RATE_UNPLANNED]);
  put(month, cell, CD_MONTH_DEATHS,
      early * rate[CD_RATE_EARLY_DEATH] + settled * rate[CD_RATE_DEATH] + out * rate[CD_RATE_OUT_DEATH] +
          waiting * rate[CD_RATE_WAITING_DEATH]);
  put_staff(month, world, caseload, cell, 1, world->delivery->turnover / 12);
}

static void put_balance_moves(const Month *month, const CdPlan *plan, const CdCaseload *caseload)
{
  for (guint m = 0; m < plan->flow.n_moves; m++) {
    const CdMove *move = &plan->flow.move[m];
    double moved = (double)plan->flow.initial[CD_STOCK_SETTLED * caseload->n_cells + move->from] * move->probability;
    put(month, move->from, move->is_handover ? CD_MONTH_HANDOVERS : CD_MONTH_MOVES, moved);
    put(month, move->from, move->is_handover ? CD_MONTH_HANDOVER_LOSSES : CD_MONTH_LOSSES, moved * move->loss_before);
  }
}

static void put_cell(const Month *month, guint cell, const double *count)
{
  put(month, cell, CD_MONTH_WAITING, count[CD_FLOW_MONTHS_WAITING]);
  put(month, cell, CD_MONTH_TREATED, count[CD_FLOW_MONTHS_TREATED]);
  put(month, cell, CD_MONTH_STARTS, count[CD_FLOW_STARTS]);
  put(month, cell, CD_MONTH_LEFT_LIST, count[CD_FLOW_STARTS] + count[CD_FLOW_GIVE_UPS]);
  put(month, cell, CD_MONTH_COMPLETIONS, count[CD_FLOW_COMPLETIONS]);
  put(month, cell, CD_MONTH_UNPLANNED, count[CD_FLOW_UNPLANNED]);
  put(month, cell, CD_MONTH_DEATHS, count[CD_FLOW_DEATHS_IN] + count[CD_FLOW_DEATHS_OUT]);
  put(month, cell, CD_MONTH_MOVES, count[CD_FLOW_MOVES]);
  put(month, cell, CD_MONTH_LOSSES, count[CD_FLOW_MOVE_LOSSES]);
  put(month, cell, CD_MONTH_HANDOVERS, count[CD_FLOW_HANDOVERS]);
  put(month, cell, CD_MONTH_HANDOVER_LOSSES, count[CD_FLOW_HANDOVER_LOSSES]);
}

void cd_months_add(double *sum, const CdMonthLayout *it, double weight, const CdService *service, const CdPlan *plan,
                   const CdWorld *world, const CdCaseload *caseload, CdArena *arena)
{
  guint months = plan->flow.n_months, n_cells = caseload->n_cells, n_contracts = service->footprint->n_contracts;
  g_assert(months + CD_MONTHS_BEFORE == it->n_months && n_cells == it->n_areas * it->n_cohorts);
  gsize mark = cd_arena_mark(arena);
  double *count = cd_arena_array_raw(arena, double, 12 * cd_flow_count_size(&plan->flow));
  double *scratch = cd_arena_array_raw(arena, double, cd_flow_scratch_size(&plan->flow));
  double *capacity = cd_arena_array(arena, double, n_contracts), *leaving = cd_arena_array(arena, double, n_contracts);
  cd_flow_expect_months(&plan->flow, count, scratch);
  for (guint m = 0; m < it->n_months; m++) {
    Month month = {&sum[cd_month_at(it, 0, m, 0) * CD_MONTH_SUMS], it, weight};
    if (m < CD_MONTHS_BEFORE) {
      for (guint cell = 0; cell < n_cells; cell++)
        put_balance(&month, plan, world, caseload, cell);
      put_balance_moves(&month, plan, caseload);
      continue;
    }
    guint t = m - CD_MONTHS_BEFORE;
    for (guint c = 0; c < n_contracts; c++) {
      capacity[c] = cd_staff_capacity(service, world, c, t);
      leaving[c] = cd_staff_leaving(service, world, c, t);
    }
    for (guint cell = 0; cell < n_cells; cell++) {
      double working = 0, going = 0;
      for (guint c = 0; c < n_contracts; c++) {
        working += service->footprint->at[c].cell_share[cell] * capacity[c];
        going += service->footprint->at[c].cell_share[cell] * leaving[c];
      }
      put_cell(&month, cell, &count[((gsize)t * n_cells + cell) * CD_FLOW_COUNT]);
      put_staff(&month, world, caseload, cell, working, going);
    }
  }
  cd_arena_rewind(arena, mark);
}
