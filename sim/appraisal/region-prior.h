/* region-prior.h - how much of what a scenario states lies in a region (region.h): known without a draw, since inputs are drawn independently but for those that share
 * a draw (draw-as). */
#pragma once

#include "sim/appraisal/inputs.h"
#include "sim/appraisal/region.h"

/* The chance, 0 to 1, that a draw lies in REGION, whose limits are of INPUT[]: the product, over draws, of the part of each that all its limits leave. 1 without limits. */
double cd_region_prior(const CdScenario *scenario, const CdAccordInput *input, const CdRegion *region);
