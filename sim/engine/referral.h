/* referral.h - who refers whom. docs/model.md, "Delivery". */
#pragma once

#include "sim/base/arena.h"
#include "sim/model/world.h"

typedef struct {
  guint n; /* referrers of the scenario, and one for what they leave of criminal justice: no entity stands for it, and it refers from everywhere */
  double *part; /* [cell * n + referrer] share of the cell's referrals that it sends, the cell being area * n_cohort + cohort; NAN: it refers none of its cohort there */
} CdReferrals;

void cd_referrals_make(CdReferrals *referrals, const CdWorld *world, CdArena *arena);
