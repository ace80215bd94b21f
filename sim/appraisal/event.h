/* event.h - how likely something is: its chance by luck, and how far that hangs on the assumptions. docs/model.md, section 7.9.
 *
 * p(theta) is the chance, over luck, that it happens under one draw of the inputs. Of each draw there are two runs, y1 and y2, which are alike in
 * distribution and independent given theta; so E p = E y and E p^2 = E y1 y2: mean and variance of p over assumptions are known without luck in them, and nothing
 * more is, as two draws of luck tell no third moment. For shares of assumptions and quantiles p is taken to follow the beta distribution of these two
 * moments (the beta-binomial by moments; Skellam 1948): a point where the variance is nought or less, nought or one where it is as large as it can be.
 *
 * Of few replicates the variance is known badly, and comes out at nought or less where it is not. So both are means over resamples of the replicates (bagging; Breiman 1996): a spread that these runs cannot
 * tell from none is told as one that may be there, a little too wide where there is none, and less so with more replicates. */
#pragma once

#include "sim/appraisal/estimate.h"

typedef struct {
  double mean, low,
      high; /* chance over assumptions and luck together, and its 95 % interval: Wilson's, for as many runs as they are worth, those of one
                             replicate telling the less the more they are alike */
  double p5, p95; /* of p(theta) over assumptions */
  double alike; /* variance of p(theta) over what it can be at most, m (1 - m): 0, luck alone; 1, assumptions alone; NAN where it always
                             or never happens */
  guint n; /* replicates with a value */
} CdEventChance;

/* Y[2 * replicate + luck], 0 .. 1, a sample as cd_difference() takes it. *HOLDS: the share of assumptions under which p(theta) is at least CHANCE, or
 * at most where AT_MOST, with its interval at CONFIDENCE: cd_resampled_interval() of resampled moments. All NAN where no replicate has a value. */
CdEventChance cd_event_chance(const double *y, guint replicates, double chance, bool at_most, double confidence,
                              guint64 seed, guint64 key, CdShareOfAssumptions *holds);
