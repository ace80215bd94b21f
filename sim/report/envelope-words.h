/* envelope-words.h - what is said of contracts that cost more than councils had set for them: on screen and on the page in the same words. */
#pragma once

#include "sim/report/option.h"

/* "Above the highest price that councils had set (by a remedy where nobody bids, or an extension): “A” in 12% of runs, by £57.4k a year on average where so; ...", of the options
 * that are let; NULL: none ever is. The caller frees. */
char *cd_envelope_sentence(const CdResults *results);
