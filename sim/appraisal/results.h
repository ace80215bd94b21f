/* results.h - all that a run found out: single runs, their summaries, and paired differences. What reports are made from. */
#pragma once

#include "concordat/remark.h"
#include "concordat/run.h"
#include "sim/appraisal/accord.h"
#include "sim/appraisal/alternative.h"
#include "sim/appraisal/claims.h"
#include "sim/appraisal/estimate.h"
#include "sim/appraisal/evidence.h"
#include "sim/appraisal/months.h"
#include "sim/appraisal/options-table.h"
#include "sim/appraisal/question.h"
#include "sim/appraisal/reasons.h"
#include "sim/appraisal/regret.h"
#include "sim/appraisal/scale.h"
#include "sim/engine/replicate.h"

/* A paired comparison, value by value. */
typedef struct {
  guint arm_a, arm_b;  /* D = a - b */
  bool same_terms;     /* both under the common terms; false: each under its own */
  bool of_terms;       /* one structure under its own terms against the common ones: the effect of the terms */
  CdDifference *value; /* [n_values] */
} CdComparison;

/* One contract of a structure, over all runs under the common terms. */
typedef struct {
  guint contract; /* row */
  double *won;    /* [provider] share of runs in which it delivers */
  double unknown; /* share in which nobody known does */
  CdSummary bids, price, quality;
  double no_bid;
} CdMarketSummary;

/* Partners' rankings: the share of assumptions under which STRUCTURE is ranked first, and beliefs and model part. */
typedef struct {
  double *first_own, *first_model; /* [n_structures]; 0 for what the partners decide, which is one of the others */
  double parted; /* share of replicates in which the first choice differs between own and the model's beliefs */
} CdRanking;

/* bidding.h */
typedef struct _CdBidding CdBidding;

/* What the partners decide, where it stands among the structures. */
#define CD_AS_DECIDED "as-decided"

struct _CdResults {
  char *version;        /* of the program that ran it */
  CdScenario *scenario; /* a reference */
  CdEngine *engine;     /* owns the layout */
  const CdMetricLayout *layout;
  guint64 seed;
  guint replicates, n_values, n_contracts, n_bidders;
  guint n_forced;     /* structures of the scenario */
  guint n_structures; /* the same and, behind them, what the partners decide, where they talk */
  guint n_arms;
  double *value;              /* [((k * CD_LUCKS + luck) * n_arms + arm) * n_values + value] */
  CdContractOutcome *outcome; /* [((k * CD_LUCKS + luck) * 2 + own_terms) * n_contracts + contract] */
  CdTenderKept *tender;       /* [(k * CD_LUCKS + luck) * n_contracts + contract], under the common terms */
  CdBidKept *bid;             /* [((k * CD_LUCKS + luck) * n_contracts + contract) * n_bidders + bidder], likewise */
  CdDecision *decision;       /* [k]; NULL where nobody talks */
  CdInquiry *inquiry; /* [k] why; NULL likewise. Offers, shortfalls and benchmark texts are not kept where results were stored */
  GPtrArray *minutes; /* CdMinutes of the talks to read; NULL: none are kept */
  CdMonths *months;   /* of the first replicates, every option (n_structures), common terms */
  CdAccord *accord;   /* of the decisions; NULL likewise */
  CdReasons *reasons; /* of both; NULL likewise */
  CdSummary *summary; /* [arm * n_values + value] */
  guint n_comparisons;
  CdComparison *comparison; /* same terms: every pair of structures, in file order; then, where any structure has terms of its own, each
                               on its own, and the effect of the terms */
  CdMarketSummary *market;                     /* [contract] */
  CdRemark *remark;                            /* the bids, by the formula that they were marked by and by others */
  CdBidding *bidding;                          /* who bid, and why others did not */
  CdRanking *ranking_council, *ranking_funder; /* [row], common terms */
  CdRegrets *regrets;                          /* what each partner would give up by an option */
  CdQuestions *questions;                      /* on which inputs the answer turns */
  CdClaims *claims;                            /* what parties say, answered */
  CdOptionTables *options;                     /* tables of options, worked out */
  CdEvidence *evidence;                        /* what each conclusion rests on */
  CdAlternatives *alternatives;                /* the answer under other choices; NULL: not rerun */
  guint n_curve;
  CdCurvePoint *curve; /* the unit-cost curve, mean over draws of the inputs */
  CdScale *scale;      /* sizes at which posts and hubs are viable, and what contracts' sizes cost */
};

/* Sample of one value under one arm, x[2 k + luck]; the caller frees. */
double *cd_results_sample(const CdResults *results, guint arm, guint value);

/* Summary of a named metric's value; ROW 0 for totals. */
const CdSummary *cd_results_summary(const CdResults *results, guint arm, CdMetricKind kind, CdScope scope, guint row);

/* Comparison of two structures; NULL when there is none (a == b, or own terms where nobody has any). *SIGN: -1 when it is stored as b - a. */
const CdComparison *cd_results_comparison(const CdResults *results, guint a, guint b, bool same_terms, int *sign);

/* delta of a value: the metric's materiality in the value's own unit, by business as usual. */
double cd_results_delta(const CdResults *results, guint value);

/* The value, under business as usual, that the materiality of VALUE is a share of; -1: of none, it is in the unit itself. */
int cd_delta_basis(const CdMetricLayout *layout, guint value);

/* Sizes of everything, from .scenario and .engine. */
void cd_results_lay_out(CdResults *results);

/* Lays out .comparison: who is compared with whom, without values. Where it is done already nothing changes. */
void cd_results_pair(CdResults *results);

/* Fills everything from .value and .outcome, on JOBS threads; once, or again after cd_results_forget(). */
void cd_results_appraise(CdResults *results, guint jobs);

/* The part of it that is quick to find, where the rest was kept from then: how the talks ended, and why. */
void cd_results_take_up(CdResults *results);

/* Frees what cd_results_appraise() filled: single runs remain. */
void cd_results_forget(CdResults *results);
