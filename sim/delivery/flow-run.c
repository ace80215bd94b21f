#include "sim/delivery/flow.h"
#include "sim/base/hash.h"
#include "sim/delivery/flow-plan.h"

#include <string.h>

/* One cell's month being drawn. */
typedef struct {
  guint64 seed, key; /* of the cell */
  guint32 run;
  guint month;
  const double *rate; /* [CdRate] */
  const gint64 *now;  /* [CdStock] at the month's start */
  gint64 *next;       /* [CdStock] at its end; moves from other cells come in too */
  gint64 *count;      /* [CdFlow] of the year */
} CellMonth;

/* Those still in a stock while its exits are drawn, and the probability of being one of them. */
typedef struct {
  gint64 n;
  double share;
} Staying;

static inline CdStream stream_of(const CellMonth *cell, guint64 key, guint purpose)
{
  return cd_stream(cell->seed, cell->run, (CdPurpose)purpose, key);
}

/* How many of N; P may pass 1 by a rounding. Nothing is drawn where chance has no say. */
static inline gint64 draw(const CellMonth *cell, guint64 key, guint purpose, gint64 n, double p)
{
  if (n == 0 || p <= 0)
    return 0;
  return p < 1 ? cd_stream_binomial(stream_of(cell, key, purpose), cell->month, n, p) : n;
}

static inline gint64 draw_exit(const CellMonth *cell, guint64 key, guint purpose, double p, Staying *staying)
{
  if (staying->n == 0 || p <= 0)
    return 0;
  gint64 leaving = draw(cell, key, purpose, staying->n, p / staying->share);
  staying->n -= leaving;
  staying->share -= p;
  return leaving;
}

static gint64 share(const CellMonth *cell, CdRate rate, gint64 n)
{
  return draw(cell, cell->key, (guint)CD_PURPOSE_ARRIVALS + rate, n, cell->rate[rate]);
}

static gint64 leave(const CellMonth *cell, CdRate rate, Staying *staying)
{
  return draw_exit(cell, cell->key, (guint)CD_PURPOSE_ARRIVALS + rate, cell->rate[rate], staying);
}

static void run_arrivals(const CellMonth *cell)
{
  double mean = cell->rate[CD_RATE_ARRIVALS];
  CdStream stream = stream_of(cell, cell->key, (guint)CD_PURPOSE_ARRIVALS + CD_RATE_ARRIVALS);
  gint64 arrivals = mean > 0 ? cd_stream_poisson(stream, cell->month, mean) : 0;
  gint64 reached = share(cell, CD_RATE_REACH, arrivals);
  cell->next[CD_STOCK_WAITING] += reached;
  cell->next[CD_STOCK_OUT] += arrivals - reached;
  cell->count[CD_FLOW_ARRIVALS] += arrivals;
  cell->count[CD_FLOW_NOT_REACHED] += arrivals - reached;
}

static void run_waiting(const CellMonth *cell)
{
  gint64 waiting = cell->now[CD_STOCK_WAITING];
  Staying staying = {waiting, 1};
  gint64 start = leave(cell, CD_RATE_START, &staying);
  gint64 give_up = leave(cell, CD_RATE_GIVE_UP, &staying);
  gint64 dead = leave(cell, CD_RATE_WAITING_DEATH, &staying);
  cell->next[CD_STOCK_WAITING] += staying.n;
  cell->next[CD_STOCK_DEAD] += dead;
  cell->next[CD_STOCK_EARLY] += start;
  cell->next[CD_STOCK_OUT] += give_up;
  cell->count[CD_FLOW_MONTHS_WAITING] += waiting;
  cell->count[CD_FLOW_STARTS] += start;
  cell->count[CD_FLOW_CLIENTS] += start;
  cell->count[CD_FLOW_GIVE_UPS] += give_up;
  cell->count[CD_FLOW_DEATHS_OUT] += dead;
}

static void run_early(const CellMonth *cell)
{
  gint64 early = cell->now[CD_STOCK_EARLY];
  Staying staying = {early, 1};
  gint64 settle = leave(cell, CD_RATE_SETTLE, &staying);
  gint64 unplanned = leave(cell, CD_RATE_EARLY_UNPLANNED, &staying);
  gint64 dead = leave(cell, CD_RATE_EARLY_DEATH, &staying);
  cell->next[CD_STOCK_EARLY] += staying.n;
  cell->next[CD_STOCK_DEAD] += dead;
  cell->next[CD_STOCK_SETTLED] += settle;
  cell->next[CD_STOCK_OUT] += unplanned;
  cell->count[CD_FLOW_MONTHS_TREATED] += early;
  cell->count[CD_FLOW_DEATHS_IN] += dead;
  cell->count[CD_FLOW_UNPLANNED] += unplanned;
}

/* All but the moves, and but adding those who stay to the month's end. */
static Staying run_settled(const CellMonth *cell)
{
  gint64 settled = cell->now[CD_STOCK_SETTLED];
  Staying staying = {settled, 1};
  gint64 complete = leave(cell, CD_RATE_COMPLETE, &staying);
  gint64 unplanned = leave(cell, CD_RATE_UNPLANNED, &staying);
  gint64 transfer = leave(cell, CD_RATE_TRANSFER, &staying);
  gint64 dead = leave(cell, CD_RATE_DEATH, &staying);
  gint64 returning = share(cell, CD_RATE_COME_BACK_SHARE, complete);
  cell->next[CD_STOCK_DEAD] += dead;
  cell->next[CD_STOCK_RETURNING] += returning;
  cell->next[CD_STOCK_RECOVERED] += complete - returning;
  cell->next[CD_STOCK_OUT] += unplanned;
  cell->next[CD_STOCK_ELSEWHERE] += transfer;
  cell->count[CD_FLOW_MONTHS_TREATED] += settled;
  cell->count[CD_FLOW_DEATHS_IN] += dead;
  cell->count[CD_FLOW_COMPLETIONS] += complete;
  cell->count[CD_FLOW_REPRESENTATIONS] += returning;
  cell->count[CD_FLOW_UNPLANNED] += unplanned;
  cell->count[CD_FLOW_TRANSFERS] += transfer;
  return staying;
}

static void run_returning(const CellMonth *cell)
{
  Staying staying = {cell->now[CD_STOCK_RETURNING], 1};
  cell->next[CD_STOCK_WAITING] += leave(cell, CD_RATE_COME_BACK, &staying);
  cell->next[CD_STOCK_RETURNING] += staying.n;
}

static void run_out(const CellMonth *cell)
{
  Staying staying = {cell->now[CD_STOCK_OUT], 1};
  cell->next[CD_STOCK_WAITING] += leave(cell, CD_RATE_OUT_RETURN, &staying);
  cell->next[CD_STOCK_ELSEWHERE] += leave(cell, CD_RATE_OUT_LEAVE, &staying);
  gint64 dead = leave(cell, CD_RATE_OUT_DEATH, &staying);
  cell->next[CD_STOCK_DEAD] += dead;
  cell->next[CD_STOCK_OUT] += staying.n;
  cell->count[CD_FLOW_DEATHS_OUT] += dead;
}

static void keep_absorbed(const CellMonth *cell)
{
  cell->next[CD_STOCK_RECOVERED] += cell->now[CD_STOCK_RECOVERED];
  cell->next[CD_STOCK_ELSEWHERE] += cell->now[CD_STOCK_ELSEWHERE];
  cell->next[CD_STOCK_DEAD] += cell->now[CD_STOCK_DEAD];
}

/* THERE: the destination's next and count. MADE: the move's, or NULL. */
static void run_move(const CellMonth *cell, const CdMove *move, guint64 to_key, Staying *staying, gint64 *next_there,
                     gint64 *count_there, CdMoveCount *made)
{
  guint64 key = cd_hash_pair(cell->key, to_key);
  gint64 moved = draw_exit(cell, key, CD_FLOW_STREAM_MOVE, move->probability, staying);
  gint64 lost = draw(cell, key, CD_FLOW_STREAM_LOSS, moved, cd_move_loss(move, cell->month));
  cell->count[cd_move_flow(move)] += moved;
  cell->count[cd_move_loss_flow(move)] += lost;
  next_there[CD_STOCK_SETTLED] += moved - lost;
  next_there[CD_STOCK_OUT] += lost;
  count_there[CD_FLOW_CLIENTS] += moved - lost;
  if (made) {
    guint phase = cell->month < move->switch_month ? 0 : 1;
    made->moved[phase] += moved;
    made->lost[phase] += lost;
  }
}

/* NOW and NEXT: [cell][CdStock]; COUNT: [cell][CdFlow] of the month's year. MADE: [move], or NULL. */
static void run_month(const CdFlowPlan *plan, guint64 seed, guint32 run, guint month, const gint64 *now, gint64 *next,
                      gint64 *count, CdMoveCount *made)
{
  const CdMove *move = plan->move, *last = plan->move + plan->n_moves;
  memset(next, 0, sizeof *next * plan->n_cells * CD_STOCK_COUNT);
  for (guint c = 0; c < plan->n_cells; c++) {
    CellMonth cell = {.seed = seed,
                      .key = plan->cell_key[c],
                      .run = run,
                      .month = month,
                      .rate = cd_flow_rate(plan, month, c),
                      .now = now + (gsize)c * CD_STOCK_COUNT,
                      .next = next + (gsize)c * CD_STOCK_COUNT,
                      .count = count + (gsize)c * CD_FLOW_COUNT};
    run_arrivals(&cell);
    run_waiting(&cell);
    run_early(&cell);
    run_returning(&cell);
    run_out(&cell);
    keep_absorbed(&cell);
    Staying settled = run_settled(&cell);
    for (; move < last && move->from == c; move++)
      run_move(&cell, move, plan->cell_key[move->to], &settled, next + (gsize)move->to * CD_STOCK_COUNT,
               count + (gsize)move->to * CD_FLOW_COUNT, made ? &made[move - plan->move] : NULL);
    cell.next[CD_STOCK_SETTLED] += settled.n;
  }
}

static void count_present(guint n_cells, const gint64 *now, gint64 *count)
{
  for (guint c = 0; c < n_cells; c++) {
    const gint64 *stock = now + (gsize)c * CD_STOCK_COUNT;
    count[(gsize)c * CD_FLOW_COUNT + CD_FLOW_CLIENTS] += stock[CD_STOCK_EARLY] + stock[CD_STOCK_SETTLED];
  }
}

void cd_flow_run(const CdFlowPlan *plan, guint64 seed, guint32 run, gint64 *count, gint64 *final, gint64 *scratch)
{
  cd_flow_run_moves(plan, seed, run, count, final, scratch, NULL);
}

void cd_flow_run_moves(const CdFlowPlan *plan, guint64 seed, guint32 run, gint64 *count, gint64 *final, gint64 *scratch,
                       CdMoveCount *made)
{
  cd_flow_plan_check(plan);
  guint n_cells = plan->n_cells;
  gint64 *now = scratch, *next = scratch + (gsize)n_cells * CD_STOCK_COUNT;
  for (guint c = 0; c < n_cells; c++)
    for (guint s = 0; s < CD_STOCK_COUNT; s++)
      now[c * CD_STOCK_COUNT + s] = plan->initial[s * n_cells + c];
  memset(count, 0, sizeof *count * cd_flow_count_size(plan));
  if (made && plan->n_moves > 0)
    memset(made, 0, sizeof *made * plan->n_moves);
  for (guint month = 0; month < plan->n_months; month++) {
    gint64 *year_count = count + (gsize)(month / 12) * n_cells * CD_FLOW_COUNT;
    if (month % 12 == 0)
      count_present(n_cells, now, year_count);
    run_month(plan, seed, run, month, now, next, year_count, made);
    gint64 *swap = now;
    now = next;
    next = swap;
  }
  for (guint c = 0; c < n_cells; c++)
    for (guint s = 0; s < CD_STOCK_COUNT; s++)
      final[s * n_cells + c] = now[c * CD_STOCK_COUNT + s];
}
