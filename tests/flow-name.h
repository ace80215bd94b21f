/* flow-name.h - what the messages of tests call a flow. */
#pragma once

#include "sim/delivery/flow.h"

static inline const char *cd_flow_name(CdFlow flow)
{
  static const char *const name[CD_FLOW_COUNT] = {
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
      [CD_FLOW_HANDOVERS] = "handovers",
      [CD_FLOW_HANDOVER_LOSSES] = "handover-losses",
  };
  return name[flow];
}
