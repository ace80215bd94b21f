/* effects.h - elementary effects (Morris 1991; mu* of Campolongo, Cariboni & Saltelli 2007): which of many factors can be left alone, from few runs.
 *
 * A trajectory: G + 1 rows, from each to the next one factor, or all factors of one group, moves on the unit grid. Its effect: the outcome's change over the move's length and sign. Over trajectories:
 * mu, the mean effect; mu*, the mean of its size; sigma, its standard deviation (divisor their number less one): large where the effect is bent or turns on other factors.
 *
 * A group's factors may move up and down at once, so that its effect has no sign: mu and sigma are then NAN, and mu* takes the length of the longest move among its factors. Move
 * lengths are measured from the rows themselves; where they differ within one group, the effect is by the longest. */
#pragma once

#include "sim/sensitivity/bootstrap.h"
#include "sim/sensitivity/missing.h"

typedef struct {
  guint trajectories, factors, groups;
  const guint *group; /* [factors] the group of each, 0 .. groups - 1; NULL: each its own, groups = factors */
} CdEffectsShape;

typedef struct {
  double mu, sigma;        /* NAN: of a group of several factors; sigma: of fewer than two trajectories */
  double star;             /* mu* */
  CdResamples star_spread; /* NAN where no intervals were asked for, or there is one trajectory */
} CdEffect;

typedef struct {
  guint n, n_dropped; /* trajectories used; left out because a row was missing */
  guint groups;
  CdEffect *effect; /* [groups] */
} CdEffects;

typedef struct {
  guint resamples; /* of trajectories; 0: no intervals; else 2 at least */
  double confidence;
  guint64 seed, key;
} CdEffectsOptions;

#define CD_EFFECTS_OPTIONS_INIT                                                                                        \
  (CdEffectsOptions)                                                                                                   \
  {                                                                                                                    \
    .resamples = 1000, .confidence = 0.95                                                                              \
  }

/* UNIT[row * factors + factor] on the unit scale, Y[row], rows trajectory by trajectory. NULL with CD_ERROR_USAGE where a row is missing and refused, none is left, a step moves nothing, factors of
 * two groups, or a group that has moved before; or all outcomes are the same. */
CdEffects *cd_effects_new(const double *unit, const double *y, const CdEffectsShape *shape, CdMissing missing,
                          const CdEffectsOptions *options, GError **error);
void cd_effects_free(CdEffects *effects);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CdEffects, cd_effects_free)
