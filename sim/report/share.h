/* share.h - a table of costs and what was reckoned from it, behind the public name. */
#pragma once

#include "concordat/share.h"
#include "sim/tables/shared.h"

struct _CdCostTable {
  CdShared *shared;
};
