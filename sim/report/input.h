/* input.h - an uncertain number as a reader meets it: what it means, whose it is, and its path. The caller frees. */
#pragma once

#include "sim/appraisal/accords.h"

/* "Rutland: weight on own residents' outcomes and access (council[rutland]/weight-outcomes)". */
char *cd_input_text(const CdScenario *scenario, const CdAccordInput *input);

/* X in the input's unit: "2.3%", "1.5 months", "£57.4k". */
char *cd_input_figure(const CdAccordInput *input, double x);
