#include "sim/delivery/flow.h"
#include "sim/delivery/flow-plan.h"

gsize cd_flow_scratch_size(const CdFlowPlan *plan)
{
  return 2 * (gsize)plan->n_cells * CD_STOCK_COUNT;
}

void cd_flow_plan_check(const CdFlowPlan *plan)
{
  g_assert(plan->n_months % 12 == 0 && plan->n_months <= 4096);
  for (guint i = 0; i < plan->n_moves; i++) {
    const CdMove *move = &plan->move[i];
    g_assert(move->from < plan->n_cells && move->to < plan->n_cells && move->from != move->to);
    g_assert(i == 0 || plan->move[i - 1].from <= move->from);
  }
}
