/* estimate.h - what R draws of the inputs, each run twice by chance, allow one to say. docs/model.md,
 * section 7.9.
 *
 * A sample is x[2*k + luck]: replicate k, luck 0 or 1. NAN marks an undefined value; an infinite one counts
 * as undefined. A replicate with an undefined value is left out whole. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Summary of one quantity. The interval is Student's for the mean, the unit being a replicate's mean over
 * luck; the spread is over single runs. Fewer than two replicates: interval NAN. n = 0: all NAN. */
typedef struct {
  double mean, low, high; /* 95 % interval of the mean */
  double sd, p5, p95;     /* of the 2n single runs (divisor 2n - 1); p by linear interpolation of order statistics
                         (Hyndman & Fan 1996, type 7) */
  guint n;                /* replicates with a value */
} CdSummary;

CdSummary cd_summarise(const double *x, guint replicates);

typedef enum {
  CD_VERDICT_CLEAR,
  CD_VERDICT_LEANING,
  CD_VERDICT_DEPENDS,
  CD_VERDICT_CANNOT_TELL,
  CD_VERDICT_NONE,
  CD_VERDICT_UNDEFINED /* no replicate has a value on both sides: nothing was compared */
} CdVerdict;

/* A paired difference D = a - b. */
typedef struct {
  CdSummary d;
  double var_between;   /* sigma_E^2 = Cov(D1, D2) over replicates: what differs with the assumptions, at least
                         0; NAN below two replicates */
  double var_luck;      /* sigma_W^2 = mean (D1 - D2)^2 / 2 */
  double q;             /* share of assumptions under which the expected difference exceeds delta upwards */
  double q_down;        /* ... lies below -delta */
  double q_low, q_high; /* interval of the larger of the two, see below */
  int direction;        /* +1, -1: which of the two is larger; 0: neither (tie) */
  CdVerdict verdict;
  guint more;            /* CANNOT_TELL: about how many more replicates, at least 1; 0 with every other verdict */
  double variance_ratio; /* (Var a + Var b) / Var(a - b) of the replicates' means: what pairing won; NAN when
                            D does not vary */
} CdDifference;

/* DELTA >= 0 in the quantity's unit. KEY seeds the bootstrap's stream (CD_PURPOSE_BOOTSTRAP); CONFIDENCE such
 * as 0.95 (widened by the caller for many claims). q counts replicates whose mean over luck, shrunk towards
 * the overall mean by sqrt(sigma_E^2 / (sigma_E^2 + sigma_W^2 / 2)), exceeds delta. Swapping a and b swaps q
 * and q_down and mirrors the rest.
 *
 * The interval: the hull of a percentile bootstrap over replicates (Efron & Tibshirani 1993, ch. 13; 400
 * resamples) and of Wilson's interval for a share of n (Wilson 1927).
 * - Each resample estimates mean and shrinkage anew. With both held fixed q would be a multinomial count,
 * cheap to draw, but then a 95 % interval covers 44 % (theta sd 1, luck sd 3, n = 100; 42 % at n = 400): q
 * depends on the estimated shrinkage more than on the counts, and with no variance between assumptions every
 * resample would repeat the sample's answer.
 * - The lower limit is that of q in the direction which the sample shows, the upper limit that of the larger
 * of both directions. The larger of both is never small: with all variance due to luck each resample is all
 * up or all down.
 * - Wilson's is there because a sample all on one side has nothing but ones to resample.
 * - 400 resamples hold ten beyond each 2.5 % point and few further out, so above 95 % the distance from q to
 * the points at 2.5 % and 97.5 % is stretched by the ratio of normal quantiles.
 *
 * Coverage of the larger share, simulated (2,000 samples; theta normal with mean 1 and sd 1, share .8413)
 * with luck of sd .1, 1, 3, 6: n = 100: .968 .946 .940 .952; n = 400: .957 .942 .938 .941. What misses is
 * mostly a lower limit too high (up to 5 %). At confidence .99875 (40 claims) and n = 100, luck of sd 1, 3, 6
 * gives .997 .978 .974. Bias-corrected percentiles were tried and cover less (.81 at luck of sd 3).
 *
 * Shrinkage is linear, so right for normal shapes alone: replicates without a difference that matters are moved towards the mean, and
 * would count as exceeding a small DELTA ("the team is lost under all assumptions", where it is lost under half of them, and then by luck of
 * who wins). So where a tenth of the runs or more lie within DELTA, q + q_down is bounded by the share of assumptions that can have had an effect:
 * with p(theta) the chance that a run lies beyond, P(p > 0) >= (E p)^2 / E p^2 by Cauchy-Schwarz, E p and E p^2 being the share of runs that
 * do and of replicates that do so twice. The bound errs towards caution where p varies among assumptions that have an effect; where luck alone
 * makes runs differ, p is the same for all and it binds nothing.
 *
 * The verdict, in this order: no replicate with a value, "not defined"; every run within delta, "no difference"; lower limit >= 0.95, "clear"; >= 0.80,
 * "leaning"; the share of assumptions with an expected difference within delta has, by the same kind of
 * interval, a lower limit >= 0.95, "no difference"; upper limit < 0.80 and that share below 0.95, "depends on assumptions"; else
 * "cannot tell". The edge that keeps it from being told is then always 0.80, and `more` the larger of z^2 q
 * (1 - q) / (q - 0.80)^2 - n (a plain share's) and n (h / (q - 0.80))^2 - n, h being the interval's
 * half-width towards the edge: the former knows nothing of luck, and is 0 at q = 1. |q - 0.80| is taken as no
 * less than 1 / 2n, to which q is resolved, or .005 if that is smaller. Simulated, so many more led to a
 * verdict in 30 % (theta sd 1, luck sd 3) to 94 % of cases. */
CdDifference cd_difference(const double *a, const double *b, guint replicates, double delta, double confidence,
                           guint64 seed, guint64 key);

/* A share of assumptions with its interval. */
typedef struct {
  double share, low, high;
} CdShareOfAssumptions;

/* q and q_down, each with its own interval: what holds a statement that names its direction. */
typedef struct {
  CdShareOfAssumptions up, down;
} CdSided;

/* cd_difference(), and both of its shares. All NAN where no replicate has a value. */
CdDifference cd_difference_sided(const double *a, const double *b, guint replicates, double delta, double confidence,
                                 guint64 seed, guint64 key, CdSided *sided);

/* One of which nothing is known but D: verdict UNDEFINED, all else NAN. */
CdDifference cd_difference_untold(CdSummary d);

/* The end of an interval by which a verdict that is less than clear was reached, as a share of assumptions. */
typedef enum {
  CD_LIMIT_NONE,  /* the verdict needs none said: clear, no difference, not defined, or depends, whose shares say it */
  CD_LIMIT_LEAST, /* of the larger share: at least so many go this way */
  CD_LIMIT_MOST,  /* of the larger share: at most so many */
  CD_LIMIT_DIFFERENCE /* of the larger share, where nearly all are within delta: at most so many show a difference that matters */
} CdLimitKind;

typedef struct {
  CdLimitKind kind;
  double share; /* NAN where there is none */
} CdLimit;

CdLimit cd_difference_limit(const CdDifference *difference);

/* B's difference against A from A's against B. */
CdDifference cd_difference_turned(const CdDifference *difference);

/* "clear", "leaning", "depends on assumptions", "cannot tell", "no difference", "not defined". */
const char *cd_verdict_text(CdVerdict verdict);
