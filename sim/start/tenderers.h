/* tenderers.h - of what kinds those are who tendered, and who has the contract. Nobody's name is taken. */
#pragma once

#include "sim/start/today.h"

/* TODAY: main NULL where nobody has the contract. */
void cd_tenderers_take(CdImported *it, const CdNotice *notice, const CdToday *today);
