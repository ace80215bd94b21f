/* claims.h - what parties say (<claim>), answered: under which share of the assumptions each holds, and which assumption would turn it. docs/model.md,
 * section 7.9.
 *
 * Each test's share has an interval at a confidence widened for the number of tests that the scenario asks (Bonferroni: 1 - .05 / tests), so that all
 * verdicts together are wrong by chance no more often than one alone would be. A claim of several tests holds where all of them do, or where any does, under the same assumptions.
 * Whatever goes with what, its share lies between the bounds that theirs leave (Frechet 1935). Of effects and orderings it is counted, replicate by replicate,
 * within these bounds (joint.h); of an event no replicate's own chance is known, so where one is among them the bounds are all that is told, and
 * their middle. */
#pragma once

#include "sim/appraisal/criterion.h"
#include "sim/appraisal/influence.h"
#include "sim/appraisal/measure.h"
#include "sim/appraisal/region.h"

typedef enum {
#define VERDICT(KIND, id, words, meaning) CD_CLAIM_##KIND,
#include "sim/appraisal/claim-verdicts.def"
#undef VERDICT
  CD_CLAIM_VERDICTS
} CdClaimVerdict;

typedef struct {
  const char *id, *words, *meaning;
} CdClaimVerdictInfo;

const CdClaimVerdictInfo *cd_claim_verdict(CdClaimVerdict verdict);

typedef enum {
  CD_TEST_MEASURE,
  CD_TEST_TALKS,  /* how they go, how they end, who goes with whom */
  CD_TEST_RANKING /* of options */
} CdTestKind;

typedef struct {
  guint row; /* of the <claim-test> */
  CdTestKind kind;
  bool once;         /* what is found is known once a draw of the inputs: not a measure */
  CdMeasure measure; /* .value is G_MAXUINT where these runs have none; of a ranking by a metric the value alone */
  CdCriterion criterion;
  CdAnswer answer;
} CdTestAnswer;

typedef struct {
  guint claim; /* row */
  CdClaimVerdict verdict;
  CdShareOfAssumptions holds; /* NAN: not modelled, not defined */
  guint more;                 /* CANNOT_TELL: about how many more replicates; else 0 */
  guint first, n;             /* its tests */
  guint decisive; /* of these, by which its share is bounded: the least likely to hold where all must, the most likely where any may */
  guint n_tested,
      n_told;    /* inputs that vary, and those of them whose influence on the decisive test can be told from chance */
  double margin; /* mean of that test's margin (criterion.h), whose sign says whether it holds */
  CdInfluence hinge; /* where any is told: on the margin, that of the input which turns it by itself, surely, else perhaps, else that on which it
                                 depends most; inputs as those of CdQuestions */
  CdShare draws; /* of the draws of the inputs in which all of its tests, or any, have a value: those in which it is met, as their two runs show it */
  CdRegion region; /* where among the inputs (of CdQuestions) that is most frequent */
} CdClaimAnswer;

typedef struct {
  guint n;
  CdClaimAnswer *claim; /* [n] in the order of the file */
  guint n_tests;
  CdTestAnswer *test; /* [n_tests] claim by claim */
  double confidence;  /* of each test's interval */
} CdClaims;

/* What <claim-test> ROW asks of runs that LAYOUT lays out, no difference being too small to matter (.criterion.delta 0), without an answer. */
CdTestAnswer cd_claim_test(const CdScenario *scenario, const CdMetricLayout *layout, guint row);

/* Whether a claim is one that a model of the case must be able to reproduce. It has no verdict on its truth: REACHED where any draw meets it, .holds being .draws; and its tests
 * count for no confidence but theirs. */
bool cd_claim_is_to_reproduce(const CdResults *results, const CdClaimAnswer *claim);

/* From the single runs and the talks of RESULTS, whose inputs .questions lists, on JOBS threads. Freed by cd_claims_free(). */
CdClaims *cd_claims_new(const CdResults *results, guint jobs);

/* The same without answers: what is asked. */
CdClaims *cd_claims_ask(const CdResults *results);
void cd_claims_free(CdClaims *claims);

/* By how much the decisive test of CLAIM is met, x[2 * replicate + luck]; NULL: these runs have nothing of the kind. The caller frees. */
double *cd_claim_margin(const CdResults *results, const CdClaimAnswer *claim);

/* What the shares of its tests leave of a claim that needs all of them, or any: the middle of the bounds, and their limits. COUNTED: NULL, or what was counted, which is cut
 * to them. */
CdShareOfAssumptions cd_claim_combine(const CdShareOfAssumptions *test, guint n, CdNeeds needs,
                                      const CdShareOfAssumptions *counted);
CdClaimVerdict cd_claim_verdict_of(CdShareOfAssumptions holds);

/* Whether the hinge reverses CLAIM by itself, be it perhaps. */
bool cd_claim_turns(const CdClaimAnswer *claim);
