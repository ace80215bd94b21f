/* score.h - a tender's bids and what was reckoned from them, behind the public name. */
#pragma once

#include "concordat/score.h"
#include "sim/tables/scored.h"

struct _CdBidTable {
  CdScored *scored;
};
