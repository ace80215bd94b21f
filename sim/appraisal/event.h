/* event.h - how likely something is: its chance by luck, and how far that hangs on the assumptions. docs/model.md, section 7.9.
 *
 * p(theta) is the chance, over luck, that it happens under one draw of the inputs. Of each draw there are two runs, y1 and y2, which are alike in
 * distribution and independent given theta; so E p = E y and E p^2 = E y1 y2: mean and variance of p over assumptions are known without luck in them, and nothing
 * more is, as two draws of luck tell no third moment. For shares of assumptions and quantiles p is taken to follow the beta distribution of these two
 * moments (the beta-binomial; Skellam 1948). The variance is not read off the sample, where luck can bring it to nought or below and p would seem
 * known: the pairs (it happens never, once, twice) have a likelihood, every likeness 0..1 is as likely beforehand and the mean has Jeffreys' prior; told
 * is the mean of what is then believed of likeness, and intervals are of that belief, so that little told is said to be little. How well they cover:
 * tests/unit/event.c. */
#pragma once

#include "sim/appraisal/estimate.h"

typedef struct {
  double mean, low,
      high; /* chance over assumptions and luck together, and its 95 % interval: Wilson's, for as many runs as they are worth, those of one
                             replicate telling the less the more they are alike */
  double p5, p95; /* of p(theta) over assumptions */
  double alike, alike_low,
      alike_high; /* variance of p(theta) over what it can be at most, m (1 - m): 0, luck alone; 1, assumptions alone; expected, and its 95 % interval, from 0
                             where assumptions cannot be told from luck; NAN where it always or never happens */
  guint n;        /* replicates with a value */
} CdEventChance;

/* Y[2 * replicate + luck], 0 .. 1, a sample as cd_difference() takes it. *HOLDS: the share of assumptions under which p(theta) is at least CHANCE, or
 * at most where AT_MOST, with its interval at CONFIDENCE, no narrower than Wilson's. All NAN where no replicate has a value. */
CdEventChance cd_event_chance(const double *y, guint replicates, double chance, bool at_most, double confidence,
                              CdShareOfAssumptions *holds);
