#include "sim/negotiation/opponent.h"

#include <math.h>

/* Particles of less weight are passed over when chances are worked out. */
#define NEGLIGIBLE 1e-7

void cd_opponent_init(CdOpponent *opponent, const CdPrior *prior, CdArena *arena)
{
  g_assert(prior->n_particles >= 1 && prior->spread > 0);
  *opponent = (CdOpponent){.n = prior->n_particles, .spread = prior->spread};
  opponent->weight = cd_arena_array_raw(arena, double, opponent->n);
  for (guint p = 0; p < opponent->n; p++)
    opponent->weight[p] = 1.0 / opponent->n;
}

double cd_opponent_odds(const CdOpponent *opponent, double u, double threshold)
{
  return exp(CLAMP((threshold - u) / opponent->spread, -CD_SPREADS_MAX, CD_SPREADS_MAX));
}

void cd_opponent_hear(CdOpponent *opponent, const double *u, const double *threshold, bool takes)
{
  double sum = 0;
  for (guint p = 0; p < opponent->n; p++) {
    double odds = cd_opponent_odds(opponent, u[p], threshold[p]);
    opponent->weight[p] *= (takes ? 1 : odds) / (1 + odds);
    sum += opponent->weight[p];
  }
  for (guint p = 0; p < opponent->n; p++)
    opponent->weight[p] /= sum;
}

double cd_opponent_chance(const CdOpponent *opponent, const double *u, const double *threshold)
{
  double sum = 0;
  for (guint p = 0; p < opponent->n; p++)
    sum += opponent->weight[p] / (1 + cd_opponent_odds(opponent, u[p], threshold[p]));
  return sum;
}

void cd_opponent_chances(const CdOpponent *opponent, const double *odds, const double *shift, double *chance)
{
  double sum[CD_BAND] = {0};
  for (guint p = 0; p < opponent->n; p++) {
    double weight = opponent->weight[p];
    if (weight < NEGLIGIBLE)
      continue;
    for (guint i = 0; i < CD_BAND; i++)
      sum[i] += weight / (1 + odds[p * CD_BAND + i] * shift[p]);
  }
  for (guint i = 0; i < CD_BAND; i++)
    chance[i] *= sum[i];
}
