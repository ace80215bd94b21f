/* criterion.h - what is expected of a measure, and under which share of the assumptions it is so. docs/model.md, section 7.9.
 *
 * Delta(theta) is what luck leaves of a draw of the inputs: the expected value of the measure, be it an option's own or a difference.
 *
 * - Effect. more, less: Delta lies beyond delta in that direction. no-more, no-less: it does not. at-least, at-most: it does not lie on the other side of
 *   the limit. Shares as q of cd_difference(), with an interval for the direction that is asked for.
 * - Ordering. before: Delta is on the better side of nought, however little.
 * - Event. likely, unlikely: the chance, by luck, that the value of a run lies within from .. to (without them: the value, itself whether something is the
 *   case), is at least, at most, so much: event.h. */
#pragma once

#include "sim/appraisal/event.h"
#include "sim/engine/metrics.h"

typedef enum { CD_ESTIMAND_EFFECT, CD_ESTIMAND_EVENT, CD_ESTIMAND_ORDERING } CdEstimand;

typedef struct {
  CdExpect expect;
  double delta;    /* more, less, no-more, no-less: what matters, >= 0 */
  double limit;    /* at-least, at-most */
  double from, to; /* likely, unlikely; NAN: not bounded */
  double chance;   /* likely, unlikely */
  CdBetter better; /* before */
} CdCriterion;

typedef struct {
  CdEstimand estimand;
  guint n;                    /* replicates with a value; 0: nothing is told */
  CdShareOfAssumptions holds; /* the share of assumptions under which it is as expected, with its interval at the confidence asked for */
  CdDifference effect; /* effect, ordering: the measure, its interval of the mean at 95 %; at-least and at-most: what it lies above the limit has its
                                 verdict, mean and interval its own */
  CdEventChance event; /* event */
} CdAnswer;

/* "effect", "event", "ordering". */
const char *cd_estimand_text(CdEstimand estimand);
CdEstimand cd_criterion_estimand(const CdCriterion *criterion);

/* X[2 * replicate + luck]: the measure. KEY as of cd_difference(). */
CdAnswer cd_criterion_answer(const CdCriterion *criterion, const double *x, guint replicates, double confidence,
                             guint64 seed, guint64 key);

/* By how much it is as expected, run by run: where its mean over luck is above nought, it is. What an answer hangs on is told from this. NAN where X is.
 * MARGIN[2 * replicates] may be X. */
void cd_criterion_margin(const CdCriterion *criterion, const double *x, guint replicates, double *margin);
