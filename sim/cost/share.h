/* share.h - a sum of money divided between parties, to the penny. */
#pragma once

#include <glib.h>
#include "sim/model/registry.h"

/* Parties to one sum, at most: a scenario has fewer councils. */
#define CD_SHARE_MOST 64

/* OUT[0 .. n) gets TOTAL pence in proportion to WEIGHT by largest remainder (Hamilton's method; Balinski &
 * Young 1982): each its exact quota rounded down, then a penny more to the largest remainders, ties to the
 * lower index. Whence, exactly: the shares add up to TOTAL, each lies less than a penny from its quota, a
 * zero weight gets nothing, and a larger weight no less than a smaller one. All weights zero: as though all
 * were equal. A negative TOTAL gives the negated shares of -TOTAL.
 *
 * Weights are finite and not negative, in any unit; 0 < N <= CD_SHARE_MOST; TOTAL > G_MININT64. Quotas are computed in whole
 * numbers, from the weights' binary digits down to 2^-60 of the power of two above the largest: nothing is
 * rounded when weights are whole numbers up to 2^53. As with any method of largest remainders a party's share
 * can fall by a penny as TOTAL grows by one. */
void cd_share_pence(gint64 total, const double *weight, guint n, gint64 *out);

/* A party's weight by RULE: population, average caseload, what it has been used to paying, or one. */
double cd_share_weight(CdSharing rule, double population, double caseload, double historic);

/* OUT[0 .. n) gets TOTAL pence by largest remainder: each AMOUNT, in pence and of either sign, rounded down, then a
 * penny more to the largest remainders, ties to the lower index. The amounts add up to TOTAL to less than a penny;
 * whence the shares do so exactly, and each lies within a penny of its amount. 0 < N <= CD_SHARE_MOST; amounts below 2^53. */
void cd_share_amounts(gint64 total, const double *amount, guint n, gint64 *out);
