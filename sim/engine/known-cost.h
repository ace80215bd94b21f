/* known-cost.h - costs brought to what is paid today, where that is known. docs/model.md, 7.3.
 *
 * A council knows what its contract costs; what a day of care, a manager or a building costs it does not say. Where the scenario states what providers are
 * paid for today's contracts, every one of their costs is multiplied in each draw by one factor, so that business as usual comes to just that: the
 * evidence then says how cost is made up, and the contract how much it is. */
#pragma once

#include "sim/base/arena.h"
#include "sim/model/world.h"

/* Multiplies the drawn money of WORLD's providers so that today's contracts cost cost/paid-today pounds a year; nothing where that is not stated. Once for each
 * cd_world_draw(). */
void cd_known_cost_apply(CdWorld *world, CdArena *arena);
