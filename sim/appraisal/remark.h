/* remark.h - bids that were made, marked by another rule: who would have won. The bids are those of the run, so that this tells what a formula does to an award and
 * not what it does to bidding. */
#pragma once

#include "concordat/remark.h"
#include "sim/appraisal/results.h"

/* Weights of the table of formulas. */
#define CD_REMARK_WEIGHTS 6u
extern const double cd_remark_weight[CD_REMARK_WEIGHTS]; /* 0.5 .. 1 */

/* One contract over all runs under the common terms. */
typedef struct {
  guint contract;                 /* row */
  guint held;                     /* runs in which a tender was held */
  double *before, *after;         /* [provider] share of these that it wins */
  double none_before, none_after; /* share in which nobody does */
  CdSummary changed;              /* share in which another wins, or nobody any more */
  CdSummary price_before, price_after, quality_before, quality_after; /* of the winner, in runs where both have one */
  double flips_before, flips_after; /* share in which some losing bid's leaving would have changed who wins */
  double other[CD_SCORING_COUNT][CD_REMARK_WEIGHTS]; /* share in which another wins by this formula and weight; NAN where none was held */
} CdRemarkContract;

struct _CdRemark {
  const CdResults *results;
  CdScoring was, scoring;                 /* of the common terms; as re-marked */
  double quality_weight, minimum_quality; /* NAN: as each was */
  CdRemarkContract *contract;             /* [n_contracts] */
  double changed;                         /* share of all tenders held; NAN: none were */
  double flips_before, flips_after;
  double other[CD_SCORING_COUNT][CD_REMARK_WEIGHTS]; /* share of all tenders */
};

/* Formulas that tenders of SCENARIO are scored by, common terms or a contract's own: whether one can flip, and which, the first; else -1. */
int cd_flipping_formula(const CdScenario *scenario);

/* The words of a formula, for who formats. */
const CdScoringText *cd_remark_words(CdScoring scoring);
