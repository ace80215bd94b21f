/* marking.h - tenders as they are kept with results, and how their bids would be marked by other rules. */
#pragma once

#include "sim/model/spec.h"
#include "sim/tender/tender.h"

/* What the marks of one tender went by. All 0: nothing was to be bought, and none was held. */
typedef struct {
  double reference;       /* pounds a year */
  double price_band;      /* width of the price marks' range, share of it */
  double quality_weight;  /* 0..1 */
  double minimum_quality; /* 0..1 */
  double willingness;     /* for a whole mark of quality, share of the reference */
} CdTenderKept;

/* What one provider made of a tender. */
typedef struct {
  CdBidReason reason;    /* CD_BID_YES: it bid, where a tender was held */
  double quality, price; /* 0 where it did not */
} CdBidKept;

/* Where the tenders of one replicate's structures under the common terms are put. */
typedef struct {
  CdTenderKept *tender; /* [luck * contracts + contract row] */
  CdBidKept *bid;       /* [(luck * contracts + contract row) * bidders + bidder row] */
} CdBidBook;

static inline bool cd_tender_was_held(const CdTenderKept *tender)
{
  return tender->reference > 0;
}

/* How its bids are marked by SCORING at this weight and minimum quality; with its own, as they were. */
CdMarking cd_marking_by(const CdTenderKept *tender, CdScoring scoring, double quality_weight, double minimum_quality);

/* Bidders' rows (cd_scenario_bidder()) by hashed id, ORDER[cd_scenario_bidders()]: the order in which ties are broken. */
void cd_tie_order(const CdScenario *scenario, guint *order);
