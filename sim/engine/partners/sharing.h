/* sharing.h - what each cost-sharing rule would have the councils pay together, and whom it would tempt away. docs/model.md, "Who pays". */
#pragma once

#include "sim/cost/rule.h"
#include "sim/engine/partners/roundtable.h"

typedef struct {
  double cost[1 << CD_COUNCILS_MOST]; /* [block] pounds a year: its councils', as the model expects them under the common terms, the others in one block */
  bool applies[CD_RULE_COUNT];
  double share[CD_RULE_COUNT][CD_COUNCILS_MOST];
  bool in_core[CD_RULE_COUNT];   /* nobody, and no group, would pay less on its own */
  guint32 leaver[CD_RULE_COUNT]; /* the group with most to gain by leaving; 0: none */
  double gain[CD_RULE_COUNT];    /* what it would gain, pounds a year */
} CdCostShares;

void cd_cost_shares_make(CdCostShares *shares, CdRoundtable *table);
