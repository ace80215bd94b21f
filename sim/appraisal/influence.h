/* influence.h - which inputs a paired difference turns on, from the draws of a run alone ("given data"). docs/model.md, section 7.9.
 *
 * D is a replicate's difference, the mean over its two lucks. Inputs are taken to be drawn independently: what goes with an input is then what it does by itself,
 * the others varying as they do. What two inputs do only together counts for neither.
 *
 * - Told from chance: the smaller of two tests by ranks, doubled: Spearman's correlation (Spearman 1904) finds what rises or falls; Kruskal and Wallis
 *   (1952) over the bins below finds what bends. Both have their variance under permutation, ties as they are. Holm (1979) at 5 % over the inputs that vary.
 * - Share: of the variance of E[D | inputs] the part of E[D | this input], the first-order index (Sobol' 1993): the variance of D's means
 *   over bins of equal counts, less what it would be for an input without effect (the correlation ratio, Pearson 1905, corrected by Kelley 1935), over
 *   sigma_E^2 = Cov(D1, D2), in which luck has no part. Bins: ordered.h. Ishigami's
 *   function (exact .314, .442, 0), root mean square errors at 400 draws: .034, .070, .013; at 1,000: .023, .030, .008. Chatterjee's rank estimator (Gamboa, Gremaud,
 *   Klein & Lagnoux 2022): .047, .051, .067; .032, .033, .040. Bins lose a wave that fits into one, as ten do of the second; ranks, which lose none, cannot
 *   tell a small influence from none. The interval is the delta method's; it covers 92 to 96 % (a line, 400
 *   draws, luck a tenth to four times the variance of assumptions). Of samples in which nothing has an influence, 3 % tell any (100 draws, 40 inputs, half of them
 *   of three values).
 * - Low and high: over the replicates in which the input is in the lowest, and in the highest, fifth of its draws.
 * - Break-even: break-even.h. */
#pragma once

#include "sim/sensitivity/break-even.h"
#include "sim/appraisal/estimate.h"
#include "sim/appraisal/ordered.h"

/* Where an input is low, or high: a fifth of the replicates; more or fewer where its values are few. */
typedef struct {
  double x;        /* the input's median there */
  double from, to; /* its least and greatest value there */
  CdDifference d;
} CdFifth;

typedef enum {
  CD_REVERSAL_NONE,
  CD_REVERSAL_PERHAPS, /* in one fifth the mean of D has the other sign than over all, but its interval holds nought */
  CD_REVERSAL_SURE     /* ... and its interval does not */
} CdReversal;

typedef struct {
  guint input;
  double share, share_low,
      share_high; /* with its 95 % interval, within 0..1; NAN where variance between assumptions cannot be told from none */
  double p;       /* against no influence, before Holm's correction */
  int direction; /* +1, -1: D rises, falls with the input; 0: bends */
  CdFifth low, high;
  CdReversal reversal;
  CdBreakEven even;
} CdInfluence;

typedef struct {
  guint n;         /* replicates with a value */
  guint n_tested;  /* inputs that vary */
  double mean;     /* of D */
  double luck;     /* share of the variance of a single run's difference that is luck; NAN where it does not vary */
  double least;    /* share that an input needs to be told from chance at even odds, about; NAN as for shares */
  double together; /* shares of those told, added; NAN as for shares */
  guint n_told;
  CdInfluence *influence; /* [n_told], by falling share; ties: lower input */
} CdInfluences;

/* Of A - B, samples as cd_difference() takes them, as DELTA, SEED and KEY are; replicates with an undefined value are left out. Fewer than 20 replicates tell nothing. Freed by
 * cd_influences_free(). Time: inputs x replicates. */
CdInfluences *cd_influences_new(const CdColumns *columns, const double *a, const double *b, double delta, guint64 seed,
                                guint64 key);
void cd_influences_free(CdInfluences *influences);

/* Of one fifth, MEAN being that of D over all. */
CdReversal cd_fifth_reverses(const CdFifth *fifth, double mean);

/* Whether any input is told to reverse the mean of D by itself; the first one such, of at least KIND; NULL: none. */
const CdInfluence *cd_influences_reversing(const CdInfluences *influences, CdReversal kind);
