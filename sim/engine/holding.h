/* holding.h - what it comes to that one provider holds several contracts of a structure. docs/model.md, "Cost". */
#pragma once

#include "sim/engine/award.h"

/* Management shared, posts pooled and specifications told apart, over the contracts that the provider of contract LEAD holds. What it saves and does not
 * pass on is its margin. A contract without a known provider stands alone. */
void cd_holding_pool(CdAwards *awards, const CdFootprint *footprint, const CdFunding *funding, const CdWorld *world,
                     guint lead);
