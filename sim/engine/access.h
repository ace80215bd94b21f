/* access.h - where clients can be seen, and how far that is. docs/model.md, "Travel and attendance". */
#pragma once

#include "sim/engine/footprint.h"

/* MINUTES[area]: mean travel of its clients to the hubs that a structure gives them, NAN where no travel times are known.
 * ATTENDANCE[area]: share of its clients who attend a hub in another area. */
void cd_access_make(const CdFootprint *footprint, const CdWorld *world, double *minutes, double *attendance);
