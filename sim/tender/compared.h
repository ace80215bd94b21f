/* compared.h - one tender's bids under a formula at every weight: where the winner changes, and which losing bids decide. */
#pragma once

#include "sim/tender/score.h"

/* From quality weight FROM on (up to the next), WINNER has the best score. */
typedef struct {
  double from;
  int winner;
} CdReign;

/* Whether the formula knows a weight. */
bool cd_scoring_is_weighted(CdScoring scoring);

/* REIGN[n] gets who wins from weight 0 to 1, in order; MARKING's own weight is not looked at. The first is from 0. Exact: a score, under value for money its logarithm, is a
 * straight line in the weight, and only the upper hull of these counts. Returns how many, at most N; 0 where no bid is considered. */
guint cd_reigns(const CdMarking *marking, const CdOffer *offer, guint n, CdReign *reign);

/* Whether two bids, which are considered, have one score at every weight, to a part in a thousand million: from where one wins on the other does too. */
bool cd_are_level(const CdMarking *marking, const CdOffer *offer, guint n, guint one, guint other);

/* A score as the formula is told: price a point and price less quality's worth, of which the lowest wins; Q^(w/(1-w))/p, at w = 1 its numerator's base Q. */
double cd_score_told(const CdMarking *marking, const CdPrices *prices, const CdOffer *offer);
