/* bid.h - one bidder's offer, given what it believes of its rivals. Internal to sim/tender; formulas in tender.h. */
#pragma once

#include "sim/tender/tender.h"

/* A tender as every bidder sees it. */
typedef struct {
  guint n;             /* eligible bidders, >= 1 */
  double reserve;      /* P, pounds a year */
  double mark_value;   /* v, pounds a whole mark of quality is worth in the score */
  double mark_rate;    /* v^, pounds at which pseudo-costs count it */
  double quality_cost; /* g */
  double mean, sd;     /* of a rival's pseudo-cost, pounds; sd > 0 */
  double presence;     /* chance that a rival takes part at all, whatever its cost */
  CdCdf cdf;           /* of a rival's pseudo-cost where it is not normal; NULL: normal of mean and sd */
  gconstpointer cdf_params;
} CdContest;

typedef struct {
  double cost;    /* C, pounds a year at natural quality */
  double quality; /* q_j, natural */
  double premium; /* r, share of C */
  double minimum; /* quality below which no bid is considered */
} CdBidType;

/* Quality above the natural one that is worth RATE pounds a mark to it: min(1 - q_j, rate/(2 g C)), and what the minimum quality asks at the least. */
double cd_quality_added(double quality_cost, double rate, const CdBidType *type);

/* Its pseudo-cost, quality counted at contest->mark_rate. Increasing in C. */
double cd_pseudo_cost(const CdContest *contest, const CdBidType *type);

/* Its equilibrium offer, not scored yet; without a bid (reason CD_BID_NOT_WORTH) when that does not repay ENTRY_COST, pounds a year. */
CdBid cd_bid_offer(const CdContest *contest, const CdBidType *type, double entry_cost);

/* Levin & Smith's chance with which each of contest->n bidders like TYPE (its COST is not looked at) takes part when it
 * learns its cost only by spending ENTRY_COST, pounds a year. contest->presence is not looked at. To 1e-9 or so where F is smooth. */
double cd_entry_chance(const CdContest *contest, const CdBidType *type, double entry_cost);

/* Chance that every one of RIVALS is above a level that one of them is above with chance SURVIVAL. */
double cd_chance_of_least(double survival, guint rivals);
