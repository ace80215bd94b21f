/* identity.h - what a sweep's results depend on, so that a store goes on only with what it was begun with: by meaning, not by the file's letters, so that notes, labels and the evidence's
 * sources may change. */
#pragma once

#include "sim/sweep/plan.h"

/* Every value of SCENARIO that results of EXPERIMENT (a row) depend on, but for its n and replicates: "PATH<tab>VALUE", in order. The caller frees. */
GPtrArray *cd_identity_lines(const CdScenario *scenario, guint experiment);

/* SHA-256 of all that. The caller frees. */
char *cd_identity_hash(const CdSweepPlan *plan);

/* What differs between two: up to five values by path, with what they were and are; NULL: nothing. The caller frees. */
char *cd_identity_difference(const GPtrArray *was, const GPtrArray *is);

/* Of the functions of libm that results go through, at fixed arguments, to the last bit: processors and C libraries differ there. The caller frees. */
char *cd_identity_libm(void);
