/* score.h - who wins a tender, by each formula in use: formulas.def. Pure functions.
 *
 * q in [0, 1] is a bid's quality, Q = 100 q its points, p > 0 its price, w in [0, 1] the quality weight. Marks for price M run from 0 to 100 (absolute,
 * difference and mean are cut off there), and the score is w Q + (1 - w) M; by formula:
 *   absolute         M = 100 (p_high - p) / (p_high - p_low)
 *   relative         M = 100 p_min / p               p_min, p_max, p_mean: of the bids considered, this one among them
 *   difference       M = 100 (1 - (p - p_min) / p_min)
 *   range            M = 100 (p_max - p) / (p_max - p_min); all prices alike: 100 for everyone
 *   mean             M = 50 + 50 (p_mean - p) / p_mean
 *   price-per-point  -p / Q; without quality, minus infinity
 *   value-for-money  Q^w / p^(1 - w): the usual Q^(w / (1 - w)) / p to the power 1 - w, which ranks alike and needs no w below one
 *   monetised        mark_value q - p, pounds. Absolute without its cut-offs is this at mark_value = w / (1 - w) (p_high - p_low)
 * The highest score wins. Bids below the minimum quality are not considered: they neither win nor count for others' marks.
 *
 * Sources: relative, the usual British method, Shakespeare Martineau; value-for-money and monetised, the docs of tessa; that relative marks let an irrelevant bid
 * decide, and that Portugal banned them in 2008, BTO. Mean as commonly told. */
#pragma once

#include <stdbool.h>
#include "sim/model/registry.h"

typedef struct {
  const char *id, *label, *meaning, *formula; /* static; FORMULA in one line of words */
  bool can_flip;                              /* removing a losing bid can change the winner */
} CdScoringText;

const CdScoringText *cd_scoring_text(CdScoring scoring);

/* How the bids of one tender are marked. What its formula does not use does not matter. */
typedef struct {
  CdScoring scoring;
  double weight;          /* w, 0..1 */
  double minimum_quality; /* 0..1; a bid of just that is considered */
  double low, high;       /* absolute: price of full marks and of none, low < high */
  double mark_value;      /* monetised: pounds for a whole mark of quality, >= 0 */
} CdMarking;

typedef struct {
  double quality; /* 0..1 */
  double price;   /* > 0; else: no bid */
} CdOffer;

/* What other bids have to do with one's score. */
typedef struct {
  guint n;
  double lowest, highest, mean; /* prices; only where n > 0 */
} CdPrices;

/* Whether OFFER is a bid that MARKING considers. */
static inline bool cd_is_considered(const CdMarking *marking, const CdOffer *offer)
{
  return offer->price > 0 && offer->quality >= marking->minimum_quality;
}

/* One more price among them. */
void cd_prices_take(CdPrices *prices, double price);

/* Prices of the bids considered, without the one at index WITHOUT (-1: all). */
CdPrices cd_prices(const CdMarking *marking, const CdOffer *offer, guint n, int without);

/* The score of a bid that is considered, among PRICES. */
double cd_score(const CdMarking *marking, const CdPrices *prices, const CdOffer *offer);

/* Index of the winner, ties to the lower index; -1: no bid is considered. WITHOUT as above. */
int cd_winner(const CdMarking *marking, const CdOffer *offer, guint n, int without);

/* Index of a losing bid without which somebody else would win, the lowest; -1: none, or nobody wins. Never one where the formula cannot flip. */
int cd_flipping_bid(const CdMarking *marking, const CdOffer *offer, guint n);
