/* input.h - an uncertain number as a reader meets it: what it means, whose it is, and its path. The caller frees. */
#pragma once

#include "sim/appraisal/accords.h"

/* "Rutland: weight on own residents' outcomes and access (council[rutland]/weight-outcomes)". */
char *cd_input_text(const CdScenario *scenario, const CdAccordInput *input);

/* The same in few words, for charts and sentences: without its path, what stands in brackets, and what follows a semicolon. */
char *cd_input_name(const CdScenario *scenario, const CdAccordInput *input);

/* What the scenario says of it: distribution, source, grade. */
const CdValue *cd_input_value(const CdScenario *scenario, const CdAccordInput *input);

/* X in the input's unit: "2.3%", "1.5 months", "£57.4k". */
char *cd_input_figure(const CdAccordInput *input, double x);
