/* lot.h - a contract as its tender sees it. docs/model.md, "Tender". */
#pragma once

#include "sim/engine/footprint.h"
#include "sim/tender/tender.h"

/* BASELINE: for the envelope; see cd_envelope(). */
CdLot cd_lot_make(const CdFootprintContract *contract, const CdFootprint *baseline, const CdWorld *world);
