/* envelope.h - the highest price that councils accept for a contract. docs/model.md, "The envelope". */
#pragma once

#include "sim/engine/footprint.h"

/* As a multiple of CONTRACT's reference cost: its price-limit and what co-commissioners pay in beside it, where it states one, else as cd_envelope_now() has it. */
double cd_envelope(const CdFootprintContract *contract, const CdFootprint *baseline, const CdWorld *world);

/* That of the market, which today's contracts were let within: a price-limit is of what is to be let. BASELINE: business as usual, of which envelope-basis today knows what the care costs
 * now. Hangs on the contract's terms there, for its own reference cost does; as by own-cost where
 * that is nought. */
double cd_envelope_now(const CdFootprintContract *contract, const CdFootprint *baseline, const CdWorld *world);
