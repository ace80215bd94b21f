/* test-sample.h - what a <claim-test> finds in each run. Private to this folder.
 *
 * Of a metric: the measure, run by run. What the partners decide, and how options are ranked, is known once a draw of the inputs: 1 where it is so, 0 where not, alike for both lucks. A
 * ranking goes by the mean of the two runs, as a table's ticks do: luck is halved in it and not taken out. */
#pragma once

#include "sim/appraisal/claims.h"

/* Whether one draw's ranking is as SPEC has it, 1 or 0. SCORE[structure], the greater the better: each option of a list comes before each of those in the lists after it, however little; and
 * those that have to be level are no further apart than MATTERS. NAN where a score is that it needs. */
double cd_ranking_holds(const CdClaimTestSpec *spec, const double *score, double matters);

/* x[2 * replicate + luck]; NULL: these runs have nothing of the kind. The caller frees. */
double *cd_test_sample(const CdResults *results, const CdTestAnswer *test);
