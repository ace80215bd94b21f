/* worth.h - what a mark of quality is worth in pounds of price under each formula: what bidders go by. Pure functions.
 *
 * A formula that gives M(p) marks for price leaves a score unchanged where a whole mark of quality is paid with 100 w / ((1 - w) -M'(p)) pounds. So, with
 * k = w / (1 - w), at the price p and quality q that a typical eligible bidder is expected to offer:
 *   absolute         k x width of the range                exact, within the range
 *   relative         k p^2 / p_min                         M' = -100 p_min / p^2
 *   difference       k p_min                               M' = -100 / p_min
 *   range            k (p_max - p_min)                     M' = -100 / (p_max - p_min)
 *   mean             2 k p                                 M' = -50 / p_mean, p_mean = p; one's own part in the mean moves a like rival as much
 *   price-per-point  p / q                                 p / q constant
 *   value-for-money  k p / q                               k ln q - ln p constant
 *   monetised        the stated sum                        exact
 * Expected prices: p is what the typical bidder's quality costs it, at most the reserve, without a margin; the lowest and highest of n lie the expected maximum m
 * of n standard normals away, p exp(-m s) and p exp(m s), the latter at most the reserve, with s the spread of ln cost and
 * m = Phi^-1((n - 3/8) / (n + 1/4)) (Blom 1958). Quality is the one that this worth makes the bidder choose: the first such from its natural quality up.
 *
 * Approximations: but for absolute and monetised, all bidders of a tender go by the typical bidder's worth, though under relative marks and the two ratios a mark is
 * worth more to a dearer one; and nobody reckons with its own bid being the lowest, highest or only one. Bids are made by it; the award goes by the
 * formula on the bids made. */
#pragma once

#include "sim/tender/score.h"

/* Quality below this counts as this where a price is divided by it: one point. */
#define CD_QUALITY_POINT 0.01

/* At a weight of one, price would not matter at all. */
#define CD_WEIGHT_MOST 0.999

/* The typical eligible bidder, as all of them see it. */
typedef struct {
  double cost;         /* C, pounds a year at natural quality, without the premium; > 0 */
  double premium;      /* r, share of C */
  double quality;      /* natural, 0..1 */
  double floor;        /* marks that it must add to be considered; >= 0 */
  double quality_cost; /* g > 0 */
  double reserve;      /* P, pounds a year */
  double spread;       /* s, of ln cost */
  guint n;             /* bidders expected; >= 1 */
} CdTypicalBidder;

/* Pounds for a whole mark of quality; finite, >= 0. */
double cd_mark_worth(const CdMarking *marking, const CdTypicalBidder *bidder);
