/* indices.h - Sobol' indices: which part of an outcome's variance comes from which factor (Sobol' 1993), from a Saltelli design.
 *
 * First order S: the part that a factor brings by itself, the others varying. Total T: the part in which it has a hand, by itself or together with others (Homma & Saltelli 1996). Second
 * order: what two bring only together. Of a group of factors: the same, the group as one factor. With y of the rows A, B, AB_g, BA_g of base points, V the variance of y over A and B
 * (population), m its mean there:
 *   S_g  = mean((y_B - m)(y_AB - y_A)) / V       (Saltelli et al. 2010), or 1 - mean((y_B - y_AB)^2) / 2V (Jansen 1999)
 *   T_g  = mean((y_A - y_AB)^2) / 2V             (Jansen 1999)
 *   S_gh = mean((y_BAg - m)(y_ABh - m) - (y_A - m)(y_B - m)) / V - S_g - S_h   (Saltelli 2002)
 * Saltelli's S errs less where S is small, Jansen's where it is large: 200 scrambled nets of 1,024 points, the g-function's third factor (S .024) .002 against .006, its first (.716) .0066 against
 * .0043. Estimates are printed as they are, below nought or above one: an index cut at nought would hide how much is not known.
 *
 * Intervals: base points are drawn again, all their rows together, and all indices reckoned from the same draws. They know nothing of the evenness of a net: with scrambled Sobol' points they are too
 * wide (they cover 99 % and more), with random points right. Narrower ones, of several nets scrambled apart: scrambles.h.
 *
 * Luck. Where a row's outcome is a mean over R runs that differ by luck alone, that luck adds to V, to T, and to what looks like interaction. It is taken out with the variances and
 * covariances over the R runs of a row: the mean of a product of two rows' means holds their products' noise, Cov(u, v) / R. Which rows share their luck is the caller's to say:
 *   OWN   each row has its own (only the square of a row has noise)
 *   POINT the rows of one base point share theirs, other points have others: in differences within a point what is added alike falls out, and what luck does
 *         together with a factor is taken out by the covariance
 *   ALL   all rows of the table share theirs (common random numbers everywhere): what is added alike to all rows is no variance between them; so the runs' means over rows are
 *         taken off first, and the same is done with what is left. Nothing tells how far other luck, shared as well, would have moved all rows: intervals are those of this luck.
 * "Share of luck": of the variance of a single run, luck and assumptions together, the part that is luck, s^2 / (V + s^2).
 *
 * The dummy: what the same formulas say of a factor that does nothing (Khorashadi Zadeh et al. 2017), without runs of its own: S = Cov(y_A, y_B) / V, T = 1 - V_A / V. An index
 * no larger than that is not told from nothing. */
#pragma once

#include "sim/sensitivity/bootstrap.h"
#include "sim/sensitivity/saltelli.h"

typedef enum { CD_FIRST_SALTELLI, CD_FIRST_JANSEN } CdFirstOrder;
typedef enum { CD_LUCK_NONE /* none, or not told apart */, CD_LUCK_OWN, CD_LUCK_POINT, CD_LUCK_ALL } CdSharedLuck;

typedef struct {
  CdFirstOrder first;
  CdSharedLuck luck;
  guint resamples;   /* 0: no intervals; else 2 at least */
  double confidence; /* of one interval */
  guint64 seed, key; /* of the resamples' stream */
} CdIndicesOptions;

#define CD_INDICES_OPTIONS_INIT                                                                                        \
  (CdIndicesOptions)                                                                                                   \
  {                                                                                                                    \
    .resamples = 1000, .confidence = 0.95                                                                              \
  }

typedef struct {
  double value;
  CdResamples spread; /* NAN where no intervals were asked for, or a resample has none */
  bool holds_nought;  /* the percentiles' interval does: the index is not told from nothing */
} CdIndex;

typedef struct {
  guint n, n_dropped, groups; /* base points used; left out because a row was missing */
  guint replicates;
  double mean,
      variance; /* of the outcome over assumptions, luck taken out where told apart; at or below nought: all of it is luck, and indices are NAN */
  double luck_variance;   /* of one run, within a row; NAN where not told apart */
  CdIndex luck;           /* share of it; NAN where not told apart */
  CdIndex *first, *total; /* [groups] */
  CdIndex *second; /* [groups * groups], the same both ways, NAN of a group with itself; NULL without the rows for it */
  CdIndex dummy_first, dummy_total;
} CdIndices;

/* Of the first POINTS base points of OUTCOMES, 2 .. outcomes->n. NULL with CD_ERROR_USAGE where the outcome does not vary, or luck is to be told apart without two replicates. */
CdIndices *cd_indices_new(const CdSaltelli *outcomes, guint points, const CdIndicesOptions *options, GError **error);
void cd_indices_free(CdIndices *indices);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdIndices, cd_indices_free)

/* How the estimates settle: of LEAST, 2 LEAST, ... base points, and of all of them last; the first points of a net are a net. Numbers of points by which nothing varies yet are passed over. NULL as cd_indices_new(). An array of CdIndices, which frees them. */
GPtrArray *cd_indices_growth(const CdSaltelli *outcomes, guint least, const CdIndicesOptions *options, GError **error);

/* Whether N is enough: the widest half of an interval of a first or total index, against what is wanted. */
typedef struct {
  double half_width; /* the widest, of percentiles; NAN where there are no intervals */
  guint group;       /* whose */
  bool total;        /* whether of its total index */
  bool enough;       /* not wider than wanted */
  guint64 needed; /* base points, a power of two, by which it will about be so, for an interval narrows with the root of their number; at most 2^40; without intervals, twice as many */
} CdEnough;

/* WANTED > 0, such as 0.05. */
CdEnough cd_indices_enough(const CdIndices *indices, double wanted);
