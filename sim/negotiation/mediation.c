#include "sim/negotiation/mediation.h"

#include <math.h>
#include "sim/base/hash.h"

/* The mediator's draws of a round; a party's own stream has one. */
enum { DRAW_ISSUE, DRAW_LEVEL, DRAW_CARRIED };

double cd_annealing_chance(double change, double temperature)
{
  if (change >= -CD_TOLERANCE)
    return 1;
  return temperature > 0 ? exp(change / temperature) : 0;
}

double cd_cooling(double start, guint round, guint rounds)
{
  return rounds > 1 ? start * (1 - (double)round / (rounds - 1)) : 0;
}

/* ---- The text ---- */

static double draw(const CdMediation *mediation, guint64 key, guint round, guint index)
{
  CdStream stream = cd_stream(mediation->seed, mediation->run, CD_PURPOSE_MEDIATOR, key);
  return cd_stream_uniform(stream, round, index);
}

/* 0 .. n - 1 */
static guint draw_below(const CdMediation *mediation, guint round, guint index, guint n)
{
  guint drawn = (guint)(draw(mediation, mediation->key, round, index) * n);
  return MIN(drawn, n - 1);
}

/* Another level of one issue; each issue that has any alike, then each of its levels. */
static guint neighbour(const CdMediation *mediation, guint round, guint text)
{
  const CdGrid *grid = mediation->domain->grid;
  guint issue[CD_ISSUE_MAX], n = 0;
  for (guint i = 0; i < grid->n_issues; i++)
    if (grid->levels[i] > 1)
      issue[n++] = i;
  if (n == 0)
    return text;
  guint i = issue[draw_below(mediation, round, DRAW_ISSUE, n)];
  guint level = draw_below(mediation, round, DRAW_LEVEL, grid->levels[i] - 1);
  return cd_grid_with(grid, text, i, level + (level >= cd_grid_level(grid, text, i)));
}

/* ---- The votes ---- */

/* An annealing party that puts up with a loss says so weakly. */
static CdVote vote_on(const CdMediation *mediation, guint round, guint j, double change)
{
  if (change >= -CD_TOLERANCE)
    return change >= mediation->strong - CD_TOLERANCE ? CD_VOTE_STRONG_ACCEPT : CD_VOTE_WEAK_ACCEPT;
  if (mediation->voter && mediation->voter[j].temperature > 0) {
    double temperature = cd_cooling(mediation->voter[j].temperature, round, mediation->rounds);
    guint64 key = cd_hash_pair(mediation->key, mediation->voter[j].key);
    if (draw(mediation, key, round, 0) < cd_annealing_chance(change, temperature))
      return CD_VOTE_WEAK_ACCEPT;
  }
  return change <= -mediation->strong + CD_TOLERANCE ? CD_VOTE_STRONG_REJECT : CD_VOTE_WEAK_REJECT;
}

static bool unanimous(const CdVote *vote, guint n)
{
  for (guint j = 0; j < n; j++)
    if (vote[j] != CD_VOTE_STRONG_ACCEPT && vote[j] != CD_VOTE_WEAK_ACCEPT)
      return false;
  return true;
}

static double sum_of(const CdMediation *mediation, const CdVote *vote)
{
  double sum = 0;
  for (guint j = 0; j < mediation->domain->n_parties; j++)
    sum += mediation->value[vote[j]];
  return sum;
}

static double chance_of(const CdMediation *mediation, guint round, const CdVote *vote, double sum)
{
  if (mediation->rule == CD_MEDIATOR_UNANIMITY)
    return unanimous(vote, mediation->domain->n_parties) ? 1 : 0;
  return cd_annealing_chance(sum, cd_cooling(mediation->temperature, round, mediation->rounds));
}

/* ---- The rounds ---- */

static void check(const CdMediation *mediation)
{
  const double *value = mediation->value;
  g_assert(mediation->rounds >= 1 && mediation->rounds <= CD_MEDIATION_ROUNDS_MAX);
  g_assert(mediation->strong > 0 && mediation->temperature >= 0);
  g_assert(value[CD_VOTE_STRONG_ACCEPT] >= value[CD_VOTE_WEAK_ACCEPT] && value[CD_VOTE_WEAK_ACCEPT] >= 0);
  g_assert(value[CD_VOTE_WEAK_REJECT] < 0 && value[CD_VOTE_STRONG_REJECT] <= value[CD_VOTE_WEAK_REJECT]);
}

CdMediatedRound cd_mediation_step(const CdMediation *mediation, guint round, guint standing, CdVote *vote)
{
  check(mediation);
  const CdDomain *domain = mediation->domain;
  g_assert(round < mediation->rounds && standing < domain->grid->n_texts);
  guint tabled = neighbour(mediation, round, standing);
  for (guint j = 0; j < domain->n_parties; j++)
    vote[j] = vote_on(mediation, round, j, cd_domain_u(domain, tabled, j) - cd_domain_u(domain, standing, j));
  double sum = sum_of(mediation, vote), chance = chance_of(mediation, round, vote, sum);
  return (CdMediatedRound){.round = round,
                           .standing = standing,
                           .tabled = tabled,
                           .vote = vote,
                           .sum = sum,
                           .chance = chance,
                           .carried = draw(mediation, mediation->key, round, DRAW_CARRIED) < chance};
}

CdMediated cd_mediate(const CdMediation *mediation, guint start, const double *reservation,
                      CdMediationListener *listener, gpointer data, CdVote *vote)
{
  guint text = start;
  for (guint round = 0; round < mediation->rounds; round++) {
    CdMediatedRound it = cd_mediation_step(mediation, round, text, vote);
    if (it.carried)
      text = it.tabled;
    if (listener)
      listener(&it, data);
  }
  return (CdMediated){.text = text, .agreement = cd_text_passes(mediation->domain, text, reservation)};
}
