/* opponent.h - what one party believes of another: some councils that the other might be, each with a weight.
 *
 * Particles are drawn by the caller from the scenario's prior, never from the other's true values. Each has a utility of every text and the
 * least that it takes. A particle takes a text of utility u at threshold T with chance
 *   1 / (1 + exp(-(u - T) / spread)),
 * and after every text that the other tables, accepts or refuses its weight is multiplied by the chance that it would have done so
 * (definitions.md section 3; a particle filter without resampling, Gordon, Salmond & Smith 1993). */
#pragma once

#include "sim/base/arena.h"
#include <stdbool.h>

/* A utility and what it is held against count as at most this many spreads apart, so that no chance is nought. */
#define CD_SPREADS_MAX 30.0

/* What a party may believe of others before they speak. OBSERVER about OTHER, both at the table in BLOCK. */
typedef struct {
  guint n_particles; /* usually 64 */
  double spread;     /* s > 0, in utility */
  gpointer user;
  /* Prior mean utility of each text of the block's grid, [n_texts]; kept by the caller until the talks end. */
  const double *(*mean)(gpointer user, guint observer, guint other, guint32 block);
  /* Each particle's utility of N texts, into U[particle * n + i]. */
  void (*utilities)(gpointer user, guint observer, guint other, guint32 block, const guint *text, guint n, double *u);
  /* The least that each particle takes at MEETING, into THRESHOLD[n_particles]: at a closing vote what leaving is worth to it,
   * in turns what it would ask for by then. */
  void (*thresholds)(gpointer user, guint observer, guint other, guint32 block, guint meeting, bool closing,
                     double *threshold);
} CdPrior;

typedef struct {
  guint n; /* particles */
  double spread;
  double *weight; /* [n] adding up to one */
} CdOpponent;

/* Equal weights. */
void cd_opponent_init(CdOpponent *opponent, const CdPrior *prior, CdArena *arena);

/* The other took, or refused, a text worth U[n] to the particles, which take what is worth THRESHOLD[n]. */
void cd_opponent_hear(CdOpponent *opponent, const double *u, const double *threshold, bool takes);

/* The chance that the other takes a text. */
double cd_opponent_chance(const CdOpponent *opponent, const double *u, const double *threshold);

/* The same for many texts, over and over at changing thresholds, without exponentials: odds against taking, exp(-(u - T) / spread), are
 * stored at one threshold and shifted to another by the factor exp((T' - T) / spread). */
double cd_opponent_odds(const CdOpponent *opponent, double u, double threshold);

enum { CD_BAND = 32 }; /* texts handled together */

/* Multiplies CHANCE[CD_BAND] by the chances that the other takes each of CD_BAND texts: ODDS[particle * CD_BAND + i], SHIFT[particle]. */
void cd_opponent_chances(const CdOpponent *opponent, const double *odds, const double *shift, double *chance);
