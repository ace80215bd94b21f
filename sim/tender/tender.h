/* tender.h - who bids for a contract, with what quality, at what price, and who wins.
 *
 * A first-price scoring auction with private costs, costly entry and a reserve on the price. The score that bidders go by is v q - p: q in
 * [0, 1] the quality, p the price in pounds a year, and v what a mark of quality is worth: under absolute price marks w/(1-w) * price_band *
 * reference_cost, w the quality weight (they are monetised quality with that willingness to pay, their range being as wide as prices go; w counts as 0.999 at
 * most, where price has all but ceased to matter); under other formulas that of worth.h, mostly an approximation. Who wins goes by the formula itself
 * (score.h) on the bids made. P = envelope * reference_cost is the reserve.
 *
 * A bidder, all in pounds a year:
 *   cost          C = reference_cost * efficiency * exp(log_theta), at its natural quality q_j, without the premium
 *   premium       C r, r = risk_premium * risk_aversion: on the cost at natural quality, so that it does not move q
 *   quality       raising it to q costs C g (q - q_j)^2
 *   natural cost  x = C (1 + r); where x > P the bidder cannot serve at all
 *   entry cost    k = bid_cost / length_years
 * A minimum quality m binds who has q_j < m: q >= m, and x below is C (1 + r + g (m - q_j)^2), the least for which it can bid.
 *
 * The symmetric equilibrium. By the envelope theorem (Milgrom & Segal 2002) W(x), a bidder's chance H of winning times
 * its profit if it wins, falls by H times its cost at the quality offered for each unit of ln x:
 *   dW/dx = -H min(cost(q*), P - W/H) / x,     W(x*) = k,     cost(q) = x + C g (q - q_j)^2
 *   (a) Where the reserve does not bind (the first of the two is the smaller), this is Che 1993 and Asker & Cantillon
 *       2008: q* = min(1, q_j + v/(2 g C)) whatever rivals do, and in the pseudo-cost z = cost(q*) - v q* the
 *       first-price bid b(z) = z + [k + integral_z^z* H]/H(z), price b(z) + v q*.
 *   (b) Where the price so reached would exceed P, the price is P and quality, below q*, is what is competed for:
 *       cost(q) = P - W/H, the first-price auction of bidders who value winning at P/x and bid cost(q)/x.
 * Spending all that the reserve allows on quality would leave no profit, and so no entrant once k > 0.
 *   entry         Samuelson 1985, cost known first. The last to enter wins only where nobody else bids, so it offers
 *                 natural quality at the reserve: (P - x*) H(x*) = k; whoever has x > x* does not bid. A lone eligible
 *                 bidder enters when P - x >= k, and offers just that.
 *                 Levin & Smith 1994, cost learnt by preparing the bid: each eligible bidder takes part with the chance p
 *                 at which that is worth k on average, integral of F (-dW/dx) dx = k, or 1 where it is worth more even
 *                 then; k is the mean of the eligible, cost and quality those of their typical bidder. How many rivals
 *                 take part is not seen: H = (1 - p F)^(N-1), W(P) = 0, k being spent. Whoever learns x > P does not bid.
 *
 * Beliefs. H = (1 - F)^(N-1), N the eligible bidders, F a rival's pseudo-cost in this tender: normal, its mean that of
 * eligible bidders' typical pseudo-costs (log_theta = 0), its sd = spread * reference_cost * the mean of
 * efficiency (1 + r + g (q - q_j)^2), which is spread times the derivative of pseudo-cost by ln C. To rank rivals,
 * pseudo-costs count a mark of quality at v^ = min(v, 2 sqrt(g C' (P - x'))), C' and x' the means of typical cost and
 * natural cost: above it the reserve, and not v, sets what another mark is worth to the typical bidder. Where bidders
 * are alike but for log_theta this is their symmetric equilibrium, up to the normal F. Where they differ, each believes
 * that it meets N - 1 rivals who play as it would at their pseudo-cost: an approximation, since asymmetric first-price
 * auctions have no closed form. */
#pragma once

#include "sim/tender/worth.h"

/* Cumulative distribution of a rival's (pseudo-)cost: non-decreasing in X, from 0 to 1. Jumps and kinks are allowed. */
typedef double (*CdCdf)(double x, gconstpointer params);

/* Samuelson's cutoff: the largest z in [low, reserve] at which entry pays, (reserve - z)(1 - F(z))^(n-1) >= bid_cost;
 * LOW - 1 when it pays nowhere. N >= 1 eligible bidders in all, BID_COST >= 0. n == 1: reserve - bid_cost when that is
 * >= low. A fixed number of steps, to 1e-14 of reserve - low, from below: the bid there never exceeds the reserve. */
double cd_entry_cutoff(CdCdf cdf, gconstpointer params, guint n, double low, double reserve, double bid_cost);

typedef struct {
  double reference_cost; /* pounds a year at theta = 1, premium 0, quality natural; > 0 */
  double envelope;       /* reserve price as a multiple of the reference cost */
  double quality_weight; /* 0..1 */
  double price_band;     /* width of the price marks' range, share of the reference cost */
  double quality_cost;   /* g > 0 */
  double risk_premium;   /* share, typical bidder: pricing method and length together */
  double length_years;   /* > 0 */
  double rural_share;    /* of its clients */
  double clients;        /* average caseload */
  double spread;         /* sd of a bidder's ln cost, as its rivals believe; > 0 */
  bool cost_learnt;      /* only by preparing a bid (Levin & Smith); else known first (Samuelson) */
  CdScoring scoring;
  double minimum_quality; /* 0..1; bids below are not considered */
  double willingness;     /* monetised: for a whole mark of quality, share of the reference cost */
} CdLot;

typedef struct {
  double efficiency; /* typical cost as a multiple of the reference; > 0 */
  double log_theta;  /* this draw: provider and lot effects together, an incumbent's already narrowed */
  double quality;    /* natural quality q_j, 0..1 */
  double risk_aversion;
  double bid_cost;       /* pounds, once; >= 0 */
  double minimum_value;  /* pounds a year, against the lot's reference cost */
  double minimum_length; /* years */
  double rural_limit;    /* largest rural share */
  bool bound;            /* bids with others alone: may be asked, but does not bid by itself */
  double capacity;       /* largest average caseload */
  double taken; /* average caseload of what it has won already of what is let at the same time: leaves so much less */
  bool reaches; /* works in these areas at all */
  double interest; /* uniform in (0, 1): takes part where below p. Used where the lot's cost is learnt */
} CdBidder;

/* Why a bidder did not bid. The first that applies, in this order. All but the last two make it not eligible. */
typedef enum {
  CD_BID_YES,
  CD_BID_NOT_REACHED, /* not its area, or too rural */
  CD_BID_NOT_ALONE,   /* it bids with others alone: a member that has no bid of its own */
  CD_BID_TOO_SMALL,
  CD_BID_TOO_SHORT,
  CD_BID_TOO_LARGE,  /* over its capacity */
  CD_BID_STAYED_OUT, /* did not take part, cost being learnt */
  CD_BID_NOT_WORTH,  /* the chance of profit does not repay the cost of bidding; or cost, learnt, exceeds the reserve */
  CD_BID_FULL,       /* it bid, and by the lot's turn had won what it could take: its bid is set aside */
  CD_BID_NOT_ASKED,  /* no competition was held; never from cd_tender_run() */
  CD_BID_REASON_COUNT
} CdBidReason;

/* A word for each, as data has it; of CD_BID_YES "bids". */
extern const char *const cd_bid_reason_words[CD_BID_REASON_COUNT];

/* All but the reason are 0 where there is no bid. */
typedef struct {
  CdBidReason reason;
  double cost;    /* pounds a year, at the quality offered, without the premium */
  double quality; /* offered, in [q_j, 1] */
  double premium; /* pounds a year, for risk */
  double price;   /* pounds a year, never above the reserve nor below cost + premium */
  double score;   /* by the formula; absolute and monetised: v q - p, pounds */
} CdBid;

typedef struct {
  int winner; /* index of the bidder; -1: nobody bid who could take it, and all below but n_bids is 0 */
  guint n_bids;
  double price; /* the winner's */
  double quality;
  /* The winner's price taken apart, adding up to price - reference_cost: */
  double efficiency;   /* its cost at natural quality, less the reference */
  double quality_cost; /* what the quality above its natural one costs */
  double premium;
  double margin; /* the remainder: price less cost and premium; >= 0 up to rounding */
} CdAward;

/* Whether BIDDER could bid at all: its reach, its limits on value and length, its capacity. Of LOT the cost, length, rural share and clients are read. */
bool cd_tender_is_open_to(const CdLot *lot, const CdBidder *bidder);

/* Runs one tender. BID[n] is filled for every bidder. The best score wins of those whose capacity, less what is taken, holds the lot: bids
 * are made without knowing of that. Ties of score go to the lower index: callers pass bidders ordered
 * by hashed id and not by file position. No allocation; about 3 us for each eligible bidder,
 * and some 50 us a lot where cost is learnt. */
void cd_tender_run(const CdLot *lot, const CdBidder *bidder, guint n, CdBid *bid, CdAward *award);

/* How LOT's bids are marked: absolute as monetised, at what its range comes to. */
CdMarking cd_lot_marking(const CdLot *lot);
