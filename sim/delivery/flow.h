/* flow.h - clients' monthly flows: counts of people by cell (area of residence x cohort), conserved exactly.
 *
 *   arrivals --reach--> waiting --start--> early --settle--> settled --completes--> returning --> waiting
 *      | not reached      | gives up         | unplanned        | unplanned    \--> recovered
 *      v                  v                  v                  v
 *   out --comes back--> waiting; out --leaves--> elsewhere; settled --transferred--> elsewhere
 *   waiting, early, settled, out --> dead; settled --moves--> settled in another area, or lost on the way: out there
 *   settled --turns 18--> settled in another cohort, or lost on the way: out there; a move like others
 *
 * Early: the first twelve weeks of treatment. This module knows rates and counts, not why a rate is what it
 * is. The plan is made by the engine.
 *
 * Order within a month: all exits are from the stocks at the month's start, arrivals and moves come in at its
 * end; nobody makes two transitions in a month, except that a completer is at once told apart as one who will
 * come back or not, an arrival as one who is reached or not, and a mover as one who is lost or not.
 *
 * Draws. Arrivals are Poisson. A stock's exits are multinomial, drawn one after another in this order:
 *   waiting    START, GIVE_UP, WAITING_DEATH
 *   early      SETTLE, EARLY_UNPLANNED, EARLY_DEATH
 *   settled    COMPLETE, UNPLANNED, TRANSFER, DEATH, then the cell's moves in the plan's order
 *   returning  COME_BACK
 *   out        OUT_RETURN, OUT_LEAVE, OUT_DEATH
 * With n in the stock and s = 1 at first, an exit of probability p takes k = Binomial(n, min(1, p / s)); then
 * n -= k, s -= p (in double precision). REACH of the arrivals, COME_BACK_SHARE of the completers and, of each
 * move, those lost are one binomial each. Where n = 0 or p = 0 the answer is 0, and n where p >= 1, undrawn.
 *
 * Streams (sim/base/random.h), one draw for each (stream, month 0, 1, ...): seed and run word as given; the
 * cell's key as entity and, as purpose, CD_PURPOSE_ARRIVALS + the number of the rate in CdRate. For a move
 * and for its loss the entity is cd_hash_pair(key of FROM, key of TO), the purposes CD_FLOW_STREAM_MOVE and
 * CD_FLOW_STREAM_LOSS. So arms with the same cells share their luck, and a cell that no move joins to others
 * does not know that there are others.
 *
 * Why not the total of a stock's exits first, then destinations: successive exits couple arms better.
 * (V_A + V_B) / V_(A - B) measured with 12 cells, 60 months, 3,660 clients, 2,000 pairs, completions being
 * x 0.97 / x 0.85 in one arm:
 *                       completions   deaths     unplanned   border losses
 *   successive exits    311 / 112     377 / 78   305 / 168   183 / 36
 *   total first         190 / 101     300 / 63   194 / 85    133 / 33
 * At 20,000 and 366,000 clients they differ less; the order of successive exits hardly matters. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "sim/base/random.h"

/* Where a living person can be; then where a person ends. All people ever counted are in one of these. */
typedef enum {
  CD_STOCK_WAITING,
  CD_STOCK_EARLY,
  CD_STOCK_SETTLED,
  CD_STOCK_RETURNING, /* completed, and going to come back: so alive until then */
  CD_STOCK_OUT,       /* in need and out of treatment */
  CD_STOCK_RECOVERED, /* completed and not back within six months: absorbing */
  CD_STOCK_ELSEWHERE, /* transferred, or left the system: absorbing */
  CD_STOCK_DEAD,      /* absorbing */
  CD_STOCK_COUNT
} CdStock;

/* Monthly probabilities of a cell in a month, in [0, 1]; those that leave one stock add up to at most 1.
 * ARRIVALS is a mean count. REACH: share of arrivals that find the door; the others go to OUT. The numbers
 * are also those of the random streams: never renumber, add at the end. */
typedef enum {
  CD_RATE_ARRIVALS = 0,
  CD_RATE_REACH,
  CD_RATE_START,           /* waiting -> early */
  CD_RATE_GIVE_UP,         /* waiting -> out */
  CD_RATE_SETTLE,          /* early -> settled */
  CD_RATE_EARLY_UNPLANNED, /* early -> out */
  CD_RATE_EARLY_DEATH,
  CD_RATE_COMPLETE,        /* settled -> returning or recovered */
  CD_RATE_UNPLANNED,       /* settled -> out */
  CD_RATE_TRANSFER,        /* settled -> elsewhere */
  CD_RATE_DEATH,           /* settled */
  CD_RATE_COME_BACK_SHARE, /* of completers, those who will come back within six months */
  CD_RATE_COME_BACK,       /* returning -> waiting */
  CD_RATE_OUT_RETURN,      /* out -> waiting */
  CD_RATE_OUT_LEAVE,       /* out -> elsewhere */
  CD_RATE_OUT_DEATH,
  CD_RATE_WAITING_DEATH,
  CD_RATE_COUNT
} CdRate;

/* Purposes of the streams that belong to no rate; CD_PURPOSE_ARRIVALS + 0 .. 39 are kept for rates. */
enum { CD_FLOW_STREAM_MOVE = CD_PURPOSE_ARRIVALS + 40, CD_FLOW_STREAM_LOSS = CD_PURPOSE_ARRIVALS + 41 };
G_STATIC_ASSERT((int)CD_PURPOSE_ARRIVALS + (int)CD_RATE_COUNT <= (int)CD_FLOW_STREAM_MOVE);

/* What is counted, by year and by cell: the cell where people live, at the time. CLIENTS, the people seen in
 * a year: those early or settled at its start, starts in it, and arrivals in it by move, not lost. Who starts
 * twice in a year, or moves in it, counts twice. */
typedef enum {
  CD_FLOW_ARRIVALS,
  CD_FLOW_NOT_REACHED,
  CD_FLOW_STARTS, /* waiting -> early */
  CD_FLOW_GIVE_UPS,
  CD_FLOW_COMPLETIONS,
  CD_FLOW_UNPLANNED, /* from treatment, early or settled; border losses apart */
  CD_FLOW_TRANSFERS,
  CD_FLOW_DEATHS_IN,       /* in treatment, early or settled */
  CD_FLOW_DEATHS_OUT,      /* out of treatment: out or waiting */
  CD_FLOW_REPRESENTATIONS, /* completers drawn as coming back within six months, in the month of completion */
  CD_FLOW_MOVES,           /* out of this cell, in treatment */
  CD_FLOW_MOVE_LOSSES,     /* of those (so in the cell they left), lost to treatment on the way */
  CD_FLOW_MONTHS_WAITING,  /* person-months: the stock at the start of each month, summed */
  CD_FLOW_MONTHS_TREATED,  /* person-months, early and settled; likewise */
  CD_FLOW_CLIENTS,
  CD_FLOW_HANDOVERS,       /* out of this cell, in treatment, to another cohort of the area; no MOVES */
  CD_FLOW_HANDOVER_LOSSES, /* of those, lost to treatment on the way; no MOVE_LOSSES */
  CD_FLOW_COUNT
} CdFlow;

/* Moves of settled clients from one cell to another (same cohort, other area; or handed over to another cohort of the area), at most one for
 * an ordered pair of cells. Not lost: settled there; lost: out, there. */
typedef struct {
  guint from, to;
  bool is_handover;               /* counted as such */
  double probability;             /* a month, of each settled client of FROM */
  double loss_before, loss_after; /* of a mover being lost: before, and from, SWITCH_MONTH */
  guint switch_month;
} CdMove;

/* How often a move was made, and by how many who were lost: before its switch month [0], and from then on [1]. */
#define CD_MOVE_PHASES 2
typedef struct {
  gint64 moved[CD_MOVE_PHASES], lost[CD_MOVE_PHASES];
} CdMoveCount;

/* MOVE is grouped by .from, ascending; within a group its order is that of the draws: let it not depend on
 * the numbering of the cells. A cell's moves and settled exits add up to at most 1, in every month. */
typedef struct {
  guint n_cells, n_months; /* n_months a multiple of 12, at most 4,096 */
  const guint64 *cell_key; /* [cell], each different */
  const gint64 *initial;   /* [stock * n_cells + cell], not negative; absorbing stocks 0 */
  const double *rate;      /* [(month * n_cells + cell) * CD_RATE_COUNT + rate] */
  const CdMove *move;
  guint n_moves;
} CdFlowPlan;

/* Results, laid out alike for both engines: count[(year * n_cells + cell) * CD_FLOW_COUNT + flow],
 * final[stock * n_cells + cell]. Owned by the caller, sized with the helpers below. */
static inline gsize cd_flow_count_size(const CdFlowPlan *plan)
{
  return (gsize)(plan->n_months / 12) * plan->n_cells * CD_FLOW_COUNT;
}
static inline gsize cd_flow_final_size(const CdFlowPlan *plan)
{
  return (gsize)plan->n_cells * CD_STOCK_COUNT;
}

/* One run of chance. Counts are exact; people are conserved: initial + arrivals = sum of final. SCRATCH: at
 * least cd_flow_scratch_size(plan) int64s, so that nothing is allocated here. */
void cd_flow_run(const CdFlowPlan *plan, guint64 seed, guint32 run, gint64 *count, gint64 *final, gint64 *scratch);
gsize cd_flow_scratch_size(const CdFlowPlan *plan);

/* The same, and over all years the counts MADE[plan->n_moves] of each move: those of a cell add up to its MOVES and MOVE_LOSSES. */
void cd_flow_run_moves(const CdFlowPlan *plan, guint64 seed, guint32 run, gint64 *count, gint64 *final, gint64 *scratch,
                       CdMoveCount *made);

/* Its expectation: the same recurrence on means, next = A now + b with A made of the rates; exact, since each
 * exit's mean is p times the stock, whatever the other exits. SCRATCH: as many doubles. Some 15 to 20
 * microseconds for 24 cells and 60 months. */
void cd_flow_expect(const CdFlowPlan *plan, double *count, double *final, double *scratch);

/* The same to the last bit, but of the counts ARRIVALS, STARTS, COMPLETIONS, MOVES and MOVE_LOSSES only, for whoever asks often; the
 * others are not to be read. */
void cd_flow_expect_ends(const CdFlowPlan *plan, double *count, double *scratch);

/* The same recurrence told month by month: count[(month * n_cells + cell) * CD_FLOW_COUNT + flow], 12 * cd_flow_count_size(plan) in all;
 * MONTHS_WAITING and MONTHS_TREATED are then the stocks at the month's start. A year's months add up to the counts of
 * cd_flow_expect(), but for CLIENTS, who are counted anew every month. */
void cd_flow_expect_months(const CdFlowPlan *plan, double *count, double *scratch);

/* COMPLETIONS[n_months] of all cells together, in each of the first n_months of the same run, as cd_flow_expect_months() has them summed in the order of
 * cells, to the last bit. SCRATCH: at least cd_flow_completions_scratch_size(plan) doubles. */
void cd_flow_expect_completions(const CdFlowPlan *plan, guint n_months, double *completions, double *scratch);
static inline gsize cd_flow_completions_scratch_size(const CdFlowPlan *plan)
{
  return cd_flow_scratch_size(plan) + (gsize)plan->n_cells * CD_FLOW_COUNT;
}

/* Starts held down to a share of what they would be, for want of means: those who are kept waiting go on waiting and give up as people do, so
 * that the list and the wait grow. By the same recurrence on means, told twice: FREE, as it would be, and with RATE, laid out like
 * free->rate, another array and perhaps different otherwise too. In a month with SHARE[month * n_cells + cell] below 1 the cell's starts are to be that
 * share of the free ones; elsewhere the list is worked off at its own pace. Lowers the START rates in RATE accordingly; none is raised.
 * SCRATCH: at least cd_flow_hold_scratch_size(free) doubles. */
void cd_flow_hold_starts(const CdFlowPlan *free, double *rate, const double *share, double *scratch);
gsize cd_flow_hold_scratch_size(const CdFlowPlan *free);
