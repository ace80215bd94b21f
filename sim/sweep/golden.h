/* golden.h - what the first unit of a sweep comes to, by which processes, parts and a store's next turn know that they come to the same results, whatever their version is called. */
#pragma once

#include "sim/sweep/plan.h"

/* In place of a hash, where the unit took longer than it may: nothing is known, and it is nobody's fault. */
#define CD_GOLDEN_TIMEOUT "timeout"

/* SHA-256 of its status and values, to the bit; an undefined value is one whatever its bits. SECONDS: what it may take; 0: any time. The caller frees. */
char *cd_golden(CdSweepPlan *plan, double seconds);

/* Whether two hashes may be of one program on one type of machine. */
bool cd_golden_agree(const char *a, const char *b);
