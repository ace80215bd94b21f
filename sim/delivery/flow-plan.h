/* flow-plan.h - what the two engines of flow.h have in common. Private to this folder. */
#pragma once

#include "sim/delivery/flow.h"

/* Asserts the shape of a plan (not its rates, which are many). */
void cd_flow_plan_check(const CdFlowPlan *plan);

/* The rates of a cell in a month: [CdRate]. */
static inline const double *cd_flow_rate(const CdFlowPlan *plan, guint month, guint cell)
{
  return plan->rate + ((gsize)month * plan->n_cells + cell) * CD_RATE_COUNT;
}

/* What a move, and the loss of one, is counted as. */
static inline CdFlow cd_move_flow(const CdMove *move)
{
  return move->is_handover ? CD_FLOW_HANDOVERS : CD_FLOW_MOVES;
}
static inline CdFlow cd_move_loss_flow(const CdMove *move)
{
  return move->is_handover ? CD_FLOW_HANDOVER_LOSSES : CD_FLOW_MOVE_LOSSES;
}

static inline double cd_move_loss(const CdMove *move, guint month)
{
  return month < move->switch_month ? move->loss_before : move->loss_after;
}
