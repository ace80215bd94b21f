#include "sim/negotiation/outlook.h"

#include <math.h>

void cd_outlook_init(CdOutlook *outlook, const CdPrior *prior, CdArena *arena)
{
  *outlook = (CdOutlook){.prior = prior, .arena = arena};
  outlook->scratch = cd_arena_array_raw(arena, double, (gsize)prior->n_particles *CD_BAND);
}

static double *band_odds(const CdOutlook *outlook, const CdOtherParty *other, guint band)
{
  return other->odds + (gsize)band * outlook->prior->n_particles * CD_BAND;
}

/* --- Thresholds ------------------------------------------------------------------------------------------------------ */

static void make_thresholds(CdOutlook *outlook, CdThresholds *it)
{
  gsize n = (gsize)outlook->n_others * outlook->prior->n_particles;
  it->meeting = G_MAXUINT;
  it->threshold = cd_arena_array_raw(outlook->arena, double, n);
  it->shift = cd_arena_array_raw(outlook->arena, double, n);
}

static const CdThresholds *thresholds_at(CdOutlook *outlook, guint self, guint meeting, bool closing)
{
  const CdPrior *prior = outlook->prior;
  CdThresholds *it = closing ? &outlook->vote : &outlook->turns;
  if (it->meeting == meeting)
    return it;
  it->meeting = meeting;
  for (guint j = 0; j < outlook->n_others; j++) {
    const CdOtherParty *other = &outlook->other[j];
    double *threshold = it->threshold + j * prior->n_particles, *shift = it->shift + j * prior->n_particles;
    prior->thresholds(prior->user, self, other->party, outlook->block, meeting, closing, threshold);
    for (guint p = 0; p < prior->n_particles; p++)
      shift[p] =
          threshold[p] == other->reference[p] ? 1 : cd_opponent_odds(&other->belief, other->reference[p], threshold[p]);
  }
  return it;
}

/* --- Sitting down ---------------------------------------------------------------------------------------------------- */

static CdOpponent belief_about(const CdOutlook *before, guint party)
{
  for (guint j = 0; j < before->n_others; j++)
    if (before->other[j].party == party)
      return before->other[j].belief;
  CdOpponent belief;
  cd_opponent_init(&belief, before->prior, before->arena);
  return belief;
}

static CdOtherParty meet_other(const CdOutlook *before, const CdView *view, guint party)
{
  const CdPrior *prior = before->prior;
  CdOtherParty other = {.party = party, .belief = belief_about(before, party)};
  other.reference = cd_arena_array_raw(before->arena, double, prior->n_particles);
  other.odds = cd_arena_array_raw(before->arena, double, (gsize)prior->n_particles *CD_SHORTLIST);
  prior->thresholds(prior->user, view->self, party, view->block, view->last[view->self], true, other.reference);
  double *heard = band_odds(before, &other, CD_HEARD);
  for (guint i = 0; i < prior->n_particles * CD_BAND; i++)
    heard[i] = 1;
  return other;
}

static void meet_others(CdOutlook *outlook, const CdView *view)
{
  CdOtherParty other[CD_TALK_MAX];
  guint n = 0;
  for (guint s = 0; s < view->n_seated; s++)
    if (view->seated[s] != view->self)
      other[n++] = meet_other(outlook, view, view->seated[s]);
  for (guint j = 0; j < n; j++)
    outlook->other[j] = other[j];
  outlook->n_others = n;
}

static double mean_of(const double *x, guint n)
{
  double sum = 0;
  for (guint i = 0; i < n; i++)
    sum += x[i];
  return sum / n;
}

/* Of texts worth at least LOW. */
static void weigh_by_means(CdOutlook *outlook, const CdView *view, double low)
{
  const CdPrior *prior = outlook->prior;
  const double *mean[CD_TALK_MAX];
  double threshold[CD_TALK_MAX];
  for (guint j = 0; j < outlook->n_others; j++) {
    const CdOtherParty *other = &outlook->other[j];
    mean[j] = prior->mean(prior->user, view->self, other->party, view->block);
    threshold[j] = mean_of(other->reference, prior->n_particles);
  }
  outlook->prior_chance = cd_arena_array(outlook->arena, double, view->grid->n_texts);
  for (guint o = 0; o < view->grid->n_texts; o++) {
    if (!cd_reaches(view->u[o], low))
      continue;
    double against = 1;
    for (guint j = 0; j < outlook->n_others; j++)
      against *= 1 + cd_opponent_odds(&outlook->other[j].belief, mean[j][o], threshold[j]);
    outlook->prior_chance[o] = 1 / against;
  }
}

static void sit_down(CdOutlook *outlook, const CdView *view)
{
  double low = view->outside;
  meet_others(outlook, view);
  outlook->block = view->block;
  outlook->known = 1u << CD_HEARD;
  make_thresholds(outlook, &outlook->turns);
  make_thresholds(outlook, &outlook->vote);
  weigh_by_means(outlook, view, low);
  cd_shortlist_choose(&outlook->list, view->u, outlook->prior_chance, view->grid->n_texts, low);
}

/* --- Hearing --------------------------------------------------------------------------------------------------------- */

typedef struct {
  bool speaks; /* of a text */
  bool takes, tables, closing;
} Meaning;

static Meaning meaning_of(CdStepKind kind)
{
  switch (kind) {
  case CD_STEP_TABLES:
    return (Meaning){.speaks = true, .takes = true, .tables = true};
  case CD_STEP_CLOSING_TEXT:
    return (Meaning){.speaks = true, .takes = true, .tables = true, .closing = true};
  case CD_STEP_ACCEPTS:
    return (Meaning){.speaks = true, .takes = true};
  case CD_STEP_REFUSES:
    return (Meaning){.speaks = true};
  case CD_STEP_VOTES_YES:
    return (Meaning){.speaks = true, .takes = true, .closing = true};
  case CD_STEP_VOTES_NO:
    return (Meaning){.speaks = true, .closing = true};
  default:
    return (Meaning){.speaks = false};
  }
}

static void learn(CdOutlook *outlook, guint self, guint j, const CdStep *step, Meaning meaning)
{
  const CdPrior *prior = outlook->prior;
  CdOtherParty *other = &outlook->other[j];
  const CdThresholds *at = thresholds_at(outlook, self, step->meeting, meaning.closing);
  prior->utilities(prior->user, self, other->party, step->block, &step->text, 1, outlook->scratch);
  cd_opponent_hear(&other->belief, outlook->scratch, at->threshold + j * prior->n_particles, meaning.takes);
}

/* A text tabled by another joins the shortlist. */
static void shortlist_heard(CdOutlook *outlook, const CdView *view, guint text)
{
  const CdPrior *prior = outlook->prior;
  guint slot = cd_shortlist_hear(&outlook->list, text, view->u[text]);
  if (slot == G_MAXUINT)
    return;
  for (guint j = 0; j < outlook->n_others; j++) {
    CdOtherParty *other = &outlook->other[j];
    double *odds = band_odds(outlook, other, CD_HEARD) + slot % CD_BAND;
    prior->utilities(prior->user, view->self, other->party, view->block, &text, 1, outlook->scratch);
    for (guint p = 0; p < prior->n_particles; p++)
      odds[p * CD_BAND] = cd_opponent_odds(&other->belief, outlook->scratch[p], other->reference[p]);
  }
}

static void hear(CdOutlook *outlook, const CdView *view, const CdStep *step)
{
  Meaning meaning = meaning_of(step->kind);
  if (!meaning.speaks || step->party == view->self)
    return;
  for (guint j = 0; j < outlook->n_others; j++)
    if (outlook->other[j].party == step->party)
      learn(outlook, view->self, j, step, meaning);
  if (meaning.tables && step->block == view->block)
    shortlist_heard(outlook, view, step->text);
}

void cd_outlook_update(CdOutlook *outlook, const CdView *view)
{
  for (; outlook->n_steps < view->n_steps; outlook->n_steps++) {
    const CdStep *step = &view->step[outlook->n_steps];
    if (outlook->block != view->block && step->block == view->block)
      sit_down(outlook, view);
    hear(outlook, view, step);
  }
  if (outlook->block != view->block)
    sit_down(outlook, view);
}

/* --- Chances --------------------------------------------------------------------------------------------------------- */

static void get_to_know(CdOutlook *outlook, guint self, guint band)
{
  const CdPrior *prior = outlook->prior;
  guint n = outlook->list.n[band];
  for (guint j = 0; j < outlook->n_others; j++) {
    const CdOtherParty *other = &outlook->other[j];
    double *odds = band_odds(outlook, other, band);
    prior->utilities(prior->user, self, other->party, outlook->block, &outlook->list.text[band * CD_BAND], n,
                     outlook->scratch);
    for (guint p = 0; p < prior->n_particles; p++)
      for (guint i = 0; i < CD_BAND; i++)
        odds[p * CD_BAND + i] =
            i < n ? cd_opponent_odds(&other->belief, outlook->scratch[p * n + i], other->reference[p]) : 1;
  }
  outlook->known |= 1u << band;
}

void cd_outlook_chances(CdOutlook *outlook, const CdView *view, guint band, guint meeting, bool closing, double *chance)
{
  g_assert(outlook->block == view->block);
  for (guint i = 0; i < CD_BAND; i++)
    chance[i] = 1;
  if (outlook->list.n[band] == 0)
    return;
  if (!(outlook->known >> band & 1))
    get_to_know(outlook, view->self, band);
  const CdThresholds *at = thresholds_at(outlook, view->self, meeting, closing);
  for (guint j = 0; j < outlook->n_others; j++) {
    const CdOtherParty *other = &outlook->other[j];
    cd_opponent_chances(&other->belief, band_odds(outlook, other, band), at->shift + j * outlook->prior->n_particles,
                        chance);
  }
}
