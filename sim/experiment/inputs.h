/* inputs.h - the numbers of a scenario that are drawn, as something may hang on them. */
#pragma once

#include "sim/appraisal/accords.h"

/* In the order of the registry and of the file, without the slippage, which is luck. The caller frees each path and the list. */
CdAccordInput *cd_inputs_new(const CdScenario *scenario, guint *n);
void cd_inputs_free(CdAccordInput *input, guint n);

/* As WORLD has them, into X[n]. */
void cd_inputs_read(const CdAccordInput *input, guint n, const CdWorld *world, double *x);
