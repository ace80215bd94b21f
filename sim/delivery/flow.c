#include "sim/delivery/flow.h"
#include "sim/delivery/flow-plan.h"

static const char *const flow_name[CD_FLOW_COUNT] = {
    [CD_FLOW_ARRIVALS] = "arrivals",
    [CD_FLOW_NOT_REACHED] = "not-reached",
    [CD_FLOW_STARTS] = "starts",
    [CD_FLOW_GIVE_UPS] = "give-ups",
    [CD_FLOW_COMPLETIONS] = "completions",
    [CD_FLOW_UNPLANNED] = "unplanned-exits",
    [CD_FLOW_TRANSFERS] = "transfers",
    [CD_FLOW_DEATHS_IN] = "deaths-in-treatment",
    [CD_FLOW_DEATHS_OUT] = "deaths-out-of-treatment",
    [CD_FLOW_REPRESENTATIONS] = "re-presentations",
    [CD_FLOW_MOVES] = "border-moves",
    [CD_FLOW_MOVE_LOSSES] = "border-losses",
    [CD_FLOW_MONTHS_WAITING] = "months-waiting",
    [CD_FLOW_MONTHS_TREATED] = "months-treated",
    [CD_FLOW_CLIENTS] = "clients",
};

const char *cd_flow_name(CdFlow flow)
{
  return flow_name[flow];
}

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
