/* payers.h - who pays for a contract: co-commissioners what they bring, its councils the rest by the chosen rule, to the penny. */
#pragma once

#include "sim/engine/award.h"

/* WEIGHT[council] of the parties to a contract under its cost-sharing rule, all alike where the rule gives every one nought; 0 for others. */
void cd_party_weights(const CdFootprintContract *it, const CdWorld *world, double *weight);

/* The same by another RULE than the contract's own. False, and WEIGHT is not to be read, where a party has no figure for it: a historic share that is not stated. */
bool cd_party_weights_by(const CdFootprintContract *it, const CdWorld *world, CdSharing rule, double *weight);

/* Adds each payer's pence a year for one contract costing SHARED pounds, and LEAD_RISK that a lead bears alone. The sum over payers is the sum of both,
 * rounded to the penny. */
void cd_pay_contract(const CdFootprintContract *it, const CdWorld *world, double shared, double lead_risk,
                     const double *funder_money, gint64 *council_pence, gint64 *funder_pence, CdArena *arena);

/* Adds what its councils would pay by another RULE, likewise; false, and nothing is added, where that has no weights. A
 * council alone pays the rest by any rule. */
bool cd_pay_contract_by(const CdFootprintContract *it, const CdWorld *world, CdSharing rule, double total,
                        const double *funder_money, gint64 *council_pence, CdArena *arena);

static inline gint64 cd_pence(double pounds)
{
  return (gint64)(pounds * 100 + (pounds < 0 ? -0.5 : 0.5));
}
