#include "sim/delivery/flow.h"
#include "sim/delivery/flow-plan.h"

#include <math.h>
#include <string.h>

/* What is wanted of a run: all, or of the counts only ENDS and of the stocks only those that flow on. */
typedef enum { WHOLE, ENDS } Wanted;

/* One cell's month, but for moves from other cells. RATE: [CdRate], NOW and NEXT: [CdStock], COUNT: [CdFlow]
 * of the year. One long function, since the processor overlaps what a call would part; made for each WANTED. */
static inline void expect_cell(const double *restrict rate, const double *restrict now, double *restrict next,
                               double *restrict count, Wanted wanted)
{
  double waiting = now[CD_STOCK_WAITING], early = now[CD_STOCK_EARLY], settled = now[CD_STOCK_SETTLED];
  double returning = now[CD_STOCK_RETURNING], out = now[CD_STOCK_OUT];

  double arrivals = rate[CD_RATE_ARRIVALS], reached = arrivals * rate[CD_RATE_REACH];
  double start = waiting * rate[CD_RATE_START], give_up = waiting * rate[CD_RATE_GIVE_UP];
  double waiting_dead = waiting * rate[CD_RATE_WAITING_DEATH];
  double settle = early * rate[CD_RATE_SETTLE], early_unplanned = early * rate[CD_RATE_EARLY_UNPLANNED];
  double early_dead = early * rate[CD_RATE_EARLY_DEATH];
  double complete = settled * rate[CD_RATE_COMPLETE], unplanned = settled * rate[CD_RATE_UNPLANNED];
  double transfer = settled * rate[CD_RATE_TRANSFER], dead = settled * rate[CD_RATE_DEATH];
  double will_return = complete * rate[CD_RATE_COME_BACK_SHARE], come_back = returning * rate[CD_RATE_COME_BACK];
  double out_return = out * rate[CD_RATE_OUT_RETURN], out_leave = out * rate[CD_RATE_OUT_LEAVE];
  double out_dead = out * rate[CD_RATE_OUT_DEATH];

  next[CD_STOCK_WAITING] = (waiting - start - give_up - waiting_dead) + (reached + come_back + out_return);
  next[CD_STOCK_EARLY] = early - settle - early_unplanned - early_dead + start;
  next[CD_STOCK_SETTLED] = (settled - complete - unplanned) - (transfer + dead - settle);
  next[CD_STOCK_RETURNING] = returning - come_back + will_return;
  next[CD_STOCK_OUT] =
      (out - out_return - out_leave - out_dead) + (arrivals - reached + give_up + early_unplanned + unplanned);
  count[CD_FLOW_ARRIVALS] += arrivals;
  count[CD_FLOW_STARTS] += start;
  count[CD_FLOW_COMPLETIONS] += complete;
  if (wanted == ENDS)
    return;

  next[CD_STOCK_RECOVERED] = now[CD_STOCK_RECOVERED] + (complete - will_return);
  next[CD_STOCK_ELSEWHERE] = now[CD_STOCK_ELSEWHERE] + (transfer + out_leave);
  next[CD_STOCK_DEAD] = now[CD_STOCK_DEAD] + (early_dead + dead + out_dead + waiting_dead);

  count[CD_FLOW_NOT_REACHED] += arrivals - reached;
  count[CD_FLOW_GIVE_UPS] += give_up;
  count[CD_FLOW_UNPLANNED] += early_unplanned + unplanned;
  count[CD_FLOW_TRANSFERS] += transfer;
  count[CD_FLOW_DEATHS_IN] += early_dead + dead;
  count[CD_FLOW_DEATHS_OUT] += out_dead + waiting_dead;
  count[CD_FLOW_REPRESENTATIONS] += will_return;
  count[CD_FLOW_MONTHS_WAITING] += waiting;
  count[CD_FLOW_MONTHS_TREATED] += early + settled;
  count[CD_FLOW_CLIENTS] += start;
}

static void expect_moves(const CdFlowPlan *plan, guint month, const double *now, double *next, double *count)
{
  for (guint i = 0; i < plan->n_moves; i++) {
    const CdMove *move = &plan->move[i];
    gsize from = move->from, to = move->to;
    double moved = now[from * CD_STOCK_COUNT + CD_STOCK_SETTLED] * move->probability;
    double lost = moved * cd_move_loss(move, month);
    next[from * CD_STOCK_COUNT + CD_STOCK_SETTLED] -= moved;
    next[to * CD_STOCK_COUNT + CD_STOCK_SETTLED] += moved - lost;
    next[to * CD_STOCK_COUNT + CD_STOCK_OUT] += lost;
    count[from * CD_FLOW_COUNT + cd_move_flow(move)] += moved;
    count[from * CD_FLOW_COUNT + cd_move_loss_flow(move)] += lost;
    count[to * CD_FLOW_COUNT + CD_FLOW_CLIENTS] += moved - lost;
  }
}

static void count_present(guint n_cells, const double *now, double *count)
{
  for (guint c = 0; c < n_cells; c++) {
    const double *stock = now + (gsize)c * CD_STOCK_COUNT;
    count[(gsize)c * CD_FLOW_COUNT + CD_FLOW_CLIENTS] += stock[CD_STOCK_EARLY] + stock[CD_STOCK_SETTLED];
  }
}

/* Stocks of the month before the first, by cell. */
static void begin(const CdFlowPlan *plan, double *now)
{
  cd_flow_plan_check(plan);
  for (guint c = 0; c < plan->n_cells; c++)
    for (guint s = 0; s < CD_STOCK_COUNT; s++)
      now[c * CD_STOCK_COUNT + s] = (double)plan->initial[s * plan->n_cells + c];
}

static void swap(double **now, double **next)
{
  double *was = *now;
  *now = *next;
  *next = was;
}

/* COUNT: [cell][CdFlow] of the period. */
static inline void expect_month(const CdFlowPlan *plan, guint month, const double *now, double *next, double *count,
                                Wanted wanted)
{
  for (guint c = 0; c < plan->n_cells; c++)
    expect_cell(cd_flow_rate(plan, month, c), now + (gsize)c * CD_STOCK_COUNT, next + (gsize)c * CD_STOCK_COUNT,
                count + (gsize)c * CD_FLOW_COUNT, wanted);
  expect_moves(plan, month, now, next, count);
}

/* All months; where the last stocks stand in SCRATCH. COUNT: nought before, and a part for every PERIOD months. */
static inline double *run_months(const CdFlowPlan *plan, guint period, double *count, double *scratch, Wanted wanted)
{
  guint n_cells = plan->n_cells;
  double *now = scratch, *next = scratch + (gsize)n_cells * CD_STOCK_COUNT;
  begin(plan, now);
  for (guint month = 0; month < plan->n_months; month++) {
    double *of_period = count + (gsize)(month / period) * n_cells * CD_FLOW_COUNT;
    if (wanted == WHOLE && month % period == 0)
      count_present(n_cells, now, of_period);
    expect_month(plan, month, now, next, of_period, wanted);
    swap(&now, &next);
  }
  return now;
}

void cd_flow_expect(const CdFlowPlan *plan, double *count, double *final, double *scratch)
{
  memset(count, 0, sizeof *count * cd_flow_count_size(plan));
  const double *now = run_months(plan, 12, count, scratch, WHOLE);
  for (guint c = 0; c < plan->n_cells; c++)
    for (guint s = 0; s < CD_STOCK_COUNT; s++)
      final[s * plan->n_cells + c] = now[c * CD_STOCK_COUNT + s];
}

void cd_flow_expect_ends(const CdFlowPlan *plan, double *count, double *scratch)
{
  memset(count, 0, sizeof *count * cd_flow_count_size(plan));
  run_months(plan, 12, count, scratch, ENDS);
}

void cd_flow_expect_months(const CdFlowPlan *plan, double *count, double *scratch)
{
  memset(count, 0, sizeof *count * 12 * cd_flow_count_size(plan));
  run_months(plan, 1, count, scratch, WHOLE);
}

void cd_flow_expect_completions(const CdFlowPlan *plan, guint n_months, double *completions, double *scratch)
{
  g_assert(n_months <= plan->n_months);
  guint n_cells = plan->n_cells;
  gsize stocks = (gsize)n_cells * CD_STOCK_COUNT;
  double *now = scratch, *next = now + stocks, *count = next + stocks; /* of one month, so that it stays near */
  begin(plan, now);
  for (guint month = 0; month < n_months; month++) {
    memset(count, 0, n_cells * CD_FLOW_COUNT * sizeof *count);
    expect_month(plan, month, now, next, count, ENDS);
    completions[month] = 0;
    for (guint c = 0; c < n_cells; c++)
      completions[month] += count[(gsize)c * CD_FLOW_COUNT + CD_FLOW_COMPLETIONS];
    swap(&now, &next);
  }
}

gsize cd_flow_hold_scratch_size(const CdFlowPlan *free)
{
  return 2 * cd_flow_scratch_size(free) + (gsize)free->n_cells * CD_FLOW_COUNT;
}

/* The START rate, no higher than RATE, at which those WAITING come to SHARE of as many STARTS. */
static double held_rate(double rate, double share, double starts, double waiting)
{
  if (share >= 1 || waiting <= 0)
    return rate;
  return fmin(rate, share * starts / waiting);
}

void cd_flow_hold_starts(const CdFlowPlan *free, double *rate, const double *share, double *scratch)
{
  guint n_cells = free->n_cells;
  gsize stocks = (gsize)n_cells * CD_STOCK_COUNT;
  double *now = scratch, *next = now + stocks, *held = next + stocks, *held_next = held + stocks;
  double *unread = held_next + stocks; /* the counts that the recurrence keeps beside its stocks */
  begin(free, now);
  memcpy(held, now, stocks * sizeof *held);
  memset(unread, 0, n_cells * CD_FLOW_COUNT * sizeof *unread);
  for (guint month = 0; month < free->n_months; month++) {
    for (guint c = 0; c < n_cells; c++) {
      gsize at = (gsize)month * n_cells + c, stock = (gsize)c * CD_STOCK_COUNT, count = (gsize)c * CD_FLOW_COUNT;
      const double *as_is = cd_flow_rate(free, month, c);
      double *less = &rate[at * CD_RATE_COUNT];
      less[CD_RATE_START] =
          held_rate(less[CD_RATE_START], share[at], now[stock + CD_STOCK_WAITING] * as_is[CD_RATE_START],
                    held[stock + CD_STOCK_WAITING]);
      expect_cell(as_is, now + stock, next + stock, unread + count, ENDS);
      expect_cell(less, held + stock, held_next + stock, unread + count, ENDS);
    }
    expect_moves(free, month, now, next, unread);
    expect_moves(free, month, held, held_next, unread);
    swap(&now, &next);
    swap(&held, &held_next);
  }
}
